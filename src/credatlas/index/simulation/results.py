"""Summarise simulated draws: rank intervals, acceptability, win shares, and the parameters of every draw.

Knows how to count draws. Draws nothing: that is `monte_carlo`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset, show_table
from credatlas.index.scores import Method
from credatlas.index.simulation.draws import POLICIES, DrawParameters
from credatlas.index.simulation.engine import Engine
from credatlas.index.simulation.states import COMPOSITE

INTERVAL = (0.05, 0.5, 0.95)  # a 90 % interval and the median
ESTIMATES = {"median": 0.5, "low_80": 0.1, "high_80": 0.9, "low_90": 0.05, "high_90": 0.95}


@dataclass(frozen=True, repr=False, eq=False)
class Simulation:
    """Scores and ranks of every draw.

    jurisdictions: all of the data, in their order; rankable: those with a composite point value under the method and,
    where missing provisions are drawn, those that can be estimated. Only these have ranks, and ranks count among them.

    ranks: draws x rankable, 1 is best, ties share the smallest. scores: draws x jurisdictions, composites in points,
    NaN where a dimension has none and it is not drawn. dimensions: (draws, jurisdictions, dimensions) in points, NaN
    where there is none.
    kept: states (see `states`) of the provisions that count, by jurisdiction_id and indicator_id, as asked for.
    """

    dataset: Dataset
    engine: Engine
    seed: int
    parameters: DrawParameters
    ranks: pd.DataFrame
    scores: pd.DataFrame
    dimensions: np.ndarray
    kept: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    @property
    def jurisdictions(self) -> list[str]:
        """All jurisdictions, in the order of the data."""
        return list(self.scores.columns)

    @property
    def rankable(self) -> list[str]:
        """The jurisdictions that have ranks, in the order of the data."""
        return list(self.ranks.columns)

    @property
    def method(self) -> Method:
        """The method that is varied."""
        return self.engine.method

    @property
    def factors(self) -> Mapping[str, Any]:
        """What each factor did: True (drawn), False (off), or the value it was fixed at."""
        return self.engine.factors

    @property
    def factors_drawn(self) -> tuple[str, ...]:
        """The factors that vary over the draws; the others are as the method has them, or fixed."""
        return tuple(name for name, value in self.factors.items() if value is True or value in POLICIES)

    @property
    def notice(self) -> str:
        """What had to be supposed, or left out, for want of data, and which factors the method held; "" for nothing."""
        return self.engine.notice

    @property
    def not_drawn(self) -> tuple[str, ...]:
        """The indicators that stay unread in some framework, since nobody else was read on them."""
        return self.engine.not_drawn

    @property
    def draws_made(self) -> int:
        """How many draws there are."""
        return len(self.ranks)

    @cached_property
    def draws(self) -> pd.DataFrame:
        """The parameters of every draw, one row each; columns as in `draws.DrawParameters.as_frame`."""
        return self.parameters.as_frame(self.engine.layout)

    def rank_intervals(self) -> pd.DataFrame:
        """Say between which ranks each jurisdiction moves.

        Returns
        -------
        pd.DataFrame
            One row per jurisdiction: best, worst: of all draws; low, median, high: the 5th, 50th and 95th
            percentile; p_first: share of draws in which it is first, ties included, 0-1; rankable: one that is not
            has no rank (NaN); class: that of the composite score.
        """
        ranks = self.ranks.to_numpy()
        low, median, high = np.quantile(ranks, INTERVAL, axis=0, method="inverted_cdf")
        columns = {
            "best": ranks.min(axis=0),
            "low": low,
            "median": median,
            "high": high,
            "worst": ranks.max(axis=0),
            "p_first": (ranks == 1).mean(axis=0),
        }
        every = pd.DataFrame(columns, index=self._names()).astype(float).reindex(self.jurisdictions)
        every = every.assign(rankable=every["best"].notna(), **{"class": self.engine.classes.reindex(every.index)})
        return every.rename_axis("jurisdiction_id").reset_index()

    def estimates(self) -> pd.DataFrame:
        """Say between which scores each jurisdiction lies, also where too little was read for a score.

        Returns
        -------
        pd.DataFrame
            One row per rankable jurisdiction x dimension, and for its composite: jurisdiction_id; dimension_id, or
            "composite"; median, low_80, high_80, low_90, high_90: of all draws, in points; read, applicable:
            indicators; class: scored or estimated. Never missing.
        """
        order = [*self.engine.layout.dimensions, COMPOSITE]
        drawn = np.concatenate([self.dimensions, self.scores.to_numpy()[..., None]], axis=2)
        drawn = drawn[:, [self.jurisdictions.index(name) for name in self.rankable]]
        rows = pd.MultiIndex.from_product([self.rankable, order], names=["jurisdiction_id", "dimension_id"])
        quantiles = np.quantile(drawn.reshape(len(drawn), -1), list(ESTIMATES.values()), axis=0)
        estimates = pd.DataFrame(dict(zip(ESTIMATES, quantiles, strict=True)), index=rows)
        return estimates.join(self._count_read()).reset_index()

    def _count_read(self) -> pd.DataFrame:
        """Return read, applicable and class by jurisdiction and dimension, and for the composite."""
        dimensions = self.engine.point_dimensions
        counts = dimensions.rename(columns={"coded": "read"})[["jurisdiction_id", "dimension_id", "read", "applicable"]]
        sums = counts.groupby("jurisdiction_id", as_index=False)[["read", "applicable"]].sum()
        counts["class"] = dimensions["class"]
        sums["class"] = sums["jurisdiction_id"].map(self.engine.classes)
        both = pd.concat([counts, sums.assign(dimension_id=COMPOSITE)])
        return both.set_index(["jurisdiction_id", "dimension_id"])

    def acceptability(self) -> pd.DataFrame:
        """Return the share of draws (0-1) in which each rankable jurisdiction (row) has each rank; rows sum to 1."""
        count = len(self.rankable)
        shares = [np.bincount(column, minlength=count + 1)[1:] / self.draws_made for column in self.ranks.to_numpy().T]
        return pd.DataFrame(np.reshape(shares, (count, count)), index=self._names(), columns=range(1, count + 1))

    def win_matrix(self) -> pd.DataFrame:
        """Return the share of draws (0-1) in which the row has a higher score than the column in the same draw.

        The diagonal is 0; with its transpose and the tie matrix it sums to 1.
        """
        return self._square(self._wins)

    def tie_matrix(self) -> pd.DataFrame:
        """Return the share of draws (0-1) in which row and column have the same score; the diagonal is 1."""
        return self._square(self.draws_made - self._wins - self._wins.T)

    def p_top(self, k: int) -> pd.Series:
        """Return the share of draws (0-1) in which each rankable jurisdiction is among the first k, ties included.

        Raises ValueError for k below 1.
        """
        if k < 1:
            raise ValueError(f"k {k} is below 1")
        return pd.Series((self.ranks.to_numpy() <= k).mean(axis=0), index=self._names(), name=f"p_top_{k}")

    def monte_carlo_error(self) -> pd.DataFrame:
        """Return the error that the number of draws leaves, as if they were independent; Sobol' points do better.

        Returns
        -------
        pd.DataFrame
            One row per rankable jurisdiction: mean_rank, mean_rank_error: its standard error in ranks; p_first,
            p_first_error; draws. A share in the win matrix has at most the error 0.5 / sqrt(draws).
        """
        ranks, root = self.ranks.to_numpy(), np.sqrt(self.draws_made)
        first = (ranks == 1).mean(axis=0)
        errors = {
            "mean_rank": ranks.mean(axis=0),
            "mean_rank_error": ranks.std(axis=0) / root,
            "p_first": first,
            "p_first_error": np.sqrt(first * (1 - first)) / root,
            "draws": self.draws_made,
        }
        return pd.DataFrame(errors, index=self._names()).reset_index()

    def dimension(self, jurisdiction_id: str, dimension_id: str) -> np.ndarray:
        """Return the scores of one dimension in every draw, in points, NaN where there is none."""
        dimensions = self.engine.layout.dimensions
        return self.dimensions[:, self.jurisdictions.index(jurisdiction_id), dimensions.index(dimension_id)]

    def provision(self, jurisdiction_id: str, indicator_id: str) -> pd.DataFrame:
        """Return the provision that counts in every draw: status, scope, obligation, precision, delegation.

        Raises KeyError for one that was not kept.
        """
        if (jurisdiction_id, indicator_id) not in self.kept:
            asked = f"keep=[({jurisdiction_id!r}, {indicator_id!r})]"
            raise KeyError(f"{jurisdiction_id}, {indicator_id} was not kept: simulate(..., {asked})")
        return self.engine.layout.states.decode(self.kept[jurisdiction_id, indicator_id])

    @cached_property
    def _wins(self) -> np.ndarray:
        ranks = np.ascontiguousarray(self.ranks.to_numpy().T)
        return np.array([np.count_nonzero(row < ranks, axis=1) for row in ranks]).reshape(len(ranks), len(ranks))

    def _names(self) -> pd.Index:
        return pd.Index(self.rankable, name="jurisdiction_id")

    def _square(self, counts: np.ndarray) -> pd.DataFrame:
        return pd.DataFrame(counts / self.draws_made, index=self._names(), columns=self.rankable)

    def __repr__(self) -> str:
        on = ", ".join(self.factors_drawn) or "no factor"
        ranked = f"{len(self.rankable)} of {len(self.jurisdictions)} jurisdictions rankable"
        return f"Simulation of {self.dataset.date}: {self.draws_made} draws of {on}; {ranked}; seed {self.seed}"

    def _repr_html_(self) -> str:
        ranked = self.rank_intervals().query("rankable").sort_values("median", kind="stable")
        rows = [
            (row.jurisdiction_id, f"{row.median:.0f}", f"{row.low:.0f}-{row.high:.0f}", f"{row.p_first:.0%}")
            for row in ranked.itertuples()
        ]
        return show_table(repr(self), ["jurisdiction", "median rank", "90 % of draws", "first in"], rows)
