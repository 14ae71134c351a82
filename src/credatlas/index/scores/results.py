"""Hold the scores of one date under one method: three frames, with names on request, and what makes a difference.

Knows what scores were made from. Computes none: that is `scoring`.
"""

from dataclasses import dataclass, field, replace

import pandas as pd

from credatlas.evidence import Dataset, show_table
from credatlas.index.scores.method import Method
from credatlas.settings import require_language


@dataclass(frozen=True, repr=False, eq=False)
class Scores:
    """The three frames of scores under one method, the date that they belong to, and what they were made from.

    Examples
    --------
    >>> from credatlas import load, score
    >>> scores = score(load().as_of("latest"))
    >>> list(scores.named("fr").composite)[:3]
    ['jurisdiction_id', 'jurisdiction', 'score']
    """

    indicators: pd.DataFrame
    dimensions: pd.DataFrame
    composite: pd.DataFrame
    date: str
    dataset: Dataset | None = None
    method: Method = field(default_factory=Method)

    def named(self, lang: str = "en") -> "Scores":
        """Return the scores with the names of jurisdictions, dimensions and indicators beside their ids.

        Parameters
        ----------
        lang
            en, fr or es.

        Returns
        -------
        Scores
            The same frames, each with a column of names after every column of ids.

        Raises
        ------
        ValueError
            for another language, and for scores that do not say of which data they are.

        Examples
        --------
        >>> from credatlas import load, score
        >>> score(load().as_of("latest")).named().dimensions["dimension"].unique().tolist()
        ['Stackability', 'Portability', 'Speed']
        """
        require_language(lang)
        return replace(self, **{name: _add_names(frame, self._data(), lang) for name, frame in self.frames.items()})

    def explain(self, first: str, second: str) -> pd.DataFrame:
        """Say which indicators make the difference between two jurisdictions, in points that add up exactly.

        Parameters
        ----------
        first, second
            ids of two different jurisdictions.

        Returns
        -------
        pd.DataFrame
            One row per indicator: dimension_id, indicator_id, score_a and score_b (of the first and the second, in
            points); class_a and class_b: what the score of the dimension rests on; dimension and composite: what the
            indicator adds to the difference, first less second, of its dimension and of the composite. `dimension` is
            NaN where a class is not "scored", and `composite` throughout where one of any dimension is not: the
            class says why.

        Raises
        ------
        KeyError
            an id is none of a jurisdiction.
        ValueError
            the two are one.

        Examples
        --------
        >>> from credatlas import load, score
        >>> gap = score(load().as_of("latest")).explain("EU", "CA-CICAN")
        >>> list(gap)[-2:]
        ['dimension', 'composite']
        """
        from credatlas.index.scores.explain import explain_pair  # which needs what is below
        from credatlas.index.scores.side_by_side import compare_pair

        pair = compare_pair(self._data(), first, second, self.method, self)
        wide = self.dimensions.pivot(index="dimension_id", columns="jurisdiction_id", values="score")
        return explain_pair(pair, wide.loc[list(dict.fromkeys(pair["dimension_id"])), [first, second]], self.method)

    def _data(self) -> Dataset:
        if self.dataset is None:
            raise ValueError("these scores do not say of which data they are; those that `score` returns do")
        return self.dataset

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames by name."""
        return {"indicators": self.indicators, "dimensions": self.dimensions, "composite": self.composite}

    def __repr__(self) -> str:
        counts = [f"{frame['score'].count()} of {len(frame)} {name}" for name, frame in self.frames.items()]
        return f"Scores of {len(self.composite)} jurisdictions; with a value: {', '.join(counts)}"

    def _repr_html_(self) -> str:
        rows = [
            (name, len(frame), int(frame["score"].count()), ", ".join(frame)) for name, frame in self.frames.items()
        ]
        return show_table(repr(self), ["frame", "rows", "with a score", "columns"], rows)


def _add_names(frame: pd.DataFrame, dataset: Dataset, lang: str) -> pd.DataFrame:
    named = frame.copy()
    for kind, table in dataset.named_tables.items():
        if (column := f"{kind}_id") in frame and kind not in frame:
            names = table.set_index(column)[f"name_{lang}"]
            named.insert(named.columns.get_loc(column) + 1, kind, frame[column].map(names))
    return named
