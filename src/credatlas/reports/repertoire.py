"""The figures that can be asked for by name: each drawn as of a day, in a language, in any of the sizes.

Knows which frame each chart takes and whom it shows. What is shown of a comparison is what notebook 30 shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from credatlas.evidence.dataset import Dataset
from credatlas.evidence.errors import suggest
from credatlas.figures import charts
from credatlas.figures.figure import Figure
from credatlas.figures.words import check_language
from credatlas.index.scoring import Scores, score
from credatlas.index.uncertainty import Simulation, simulate
from credatlas.reports.params import validate


@dataclass(frozen=True)
class View:
    """A data set as of a day, with what is computed from it when first needed."""

    whole: Dataset
    atlas: Dataset

    @cached_property
    def scores(self) -> Scores:
        return score(self.atlas)

    @cached_property
    def simulation(self) -> Simulation:
        return simulate(self.atlas)

    @cached_property
    def shown(self) -> list[str]:
        params = validate("30-comparison", {"as_of": self.atlas.date}, self.whole)
        return [*params.jurisdictions_or_core, *params.comparators_or_others]


FIGURES: dict[str, Callable[..., Figure]] = {
    "dimension-profile": lambda view, **look: charts.dimension_profile(
        view.scores.dimensions, view.atlas, jurisdictions=view.shown, **look
    ),
    "frontier": lambda view, **look: charts.frontier(
        view.scores.dimensions, view.atlas, jurisdictions=view.shown, **look
    ),
    "score-matrix": lambda view, **look: charts.score_matrix(
        view.scores.indicators, view.atlas, jurisdictions=view.shown, **look
    ),
    "coverage": lambda view, **look: charts.coverage(view.atlas.provisions, view.atlas, **look),
    "timeline": lambda view, **look: charts.timeline(view.whole.frameworks, view.atlas, **look),
    "rank-intervals": lambda view, **look: charts.rank_intervals(
        view.simulation.rank_intervals(), view.atlas, dimension_scores=view.scores.dimensions, **look
    ),
    "hasse": lambda view, **look: charts.hasse(view.simulation.win_matrix(), view.atlas, **look),
}


def draw_named(name: str, dataset: Dataset, as_of: str = "latest", lang: str = "en") -> Callable[[str], Figure]:
    """Return a function that draws a figure of `FIGURES` in a size, as of a day and in a language.

    Raises ValueError for an unknown figure, day or language, with the nearest right one.
    """
    if name not in FIGURES:
        near = suggest(name, list(FIGURES))
        raise ValueError(
            f"figure {name!r} is not one of {', '.join(FIGURES)}" + (f"; did you mean {near!r}?" if near else "")
        )
    view = View(dataset, dataset.as_of(as_of))
    draw = partial(FIGURES[name], view, lang=check_language(lang))
    return lambda size: draw(size=size)
