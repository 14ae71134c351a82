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
from credatlas.index.cheapest import Reform
from credatlas.index.claims import test_claims
from credatlas.index.reforms import cheapest_reform
from credatlas.index.robustness import bound_ranks, sensitivity, simulate
from credatlas.index.scoring import Scores, score
from credatlas.index.uncertainty import Simulation
from credatlas.reports.params import validate

THEN = "2022-11-22"  # the day of the article that the project tests


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

    @cached_property
    def bounds(self):
        return bound_ranks(self.atlas)

    @cached_property
    def sobol(self):
        return sensitivity(self.atlas).indices

    @cached_property
    def verdicts(self):
        return test_claims(self.whole, list(dict.fromkeys([THEN, self.atlas.date])))

    @cached_property
    def reform(self) -> Reform:
        params = validate("60-reforms", {"as_of": self.atlas.date}, self.whole)
        return cheapest_reform(self.atlas, params.jurisdiction, params.target)


Draw = Callable[..., Figure]  # takes a View, and `size` and `lang`

FIGURES: dict[str, Draw] = {
    "dimension-profile": lambda view, **look: charts.dimension_profile(
        view.scores.dimensions, view.atlas, jurisdictions=view.shown, **look
    ),
    "frontier": lambda view, **look: charts.frontier(
        view.scores.dimensions, view.atlas, jurisdictions=view.shown, **look
    ),
    "heat-strip": lambda view, **look: charts.heat_strip(view.scores.dimensions, view.atlas, **look),
    "score-matrix": lambda view, **look: charts.score_matrix(
        view.scores.indicators, view.atlas, jurisdictions=view.shown, **look
    ),
    "strongest-clause": lambda view, **look: charts.strongest_clause(view.scores.indicators, view.atlas, **look),
    "then-and-now": lambda view, **look: charts.then_and_now(
        score(view.whole.as_of(THEN)).dimensions, view.scores.dimensions, view.atlas, **look
    ),
    "claims-board": lambda view, **look: charts.claims_board(view.verdicts, view.atlas, **look),
    "rank-intervals": lambda view, **look: charts.rank_intervals(
        view.simulation.rank_intervals(),
        view.atlas,
        bounds=view.bounds,
        dimension_scores=view.scores.dimensions,
        **look,
    ),
    "hasse": lambda view, **look: charts.hasse(view.simulation.win_matrix(), view.atlas, **look),
    "hangs-on": lambda view, **look: charts.hangs_on(view.sobol, view.atlas, **look),
    "reform-steps": lambda view, **look: charts.reform_steps(view.reform, view.atlas, **look),
    "who-gives-credit": lambda view, **look: charts.who_gives_credit(view.whole.universities, view.atlas, **look),
    "coverage": lambda view, **look: charts.coverage(view.atlas.provisions, view.atlas, **look),
    "timeline": lambda view, **look: charts.timeline(view.whole.frameworks, view.atlas, **look),
}


def list_figures(dataset: Dataset) -> dict[str, Draw]:
    """Return every figure by its name: FIGURES, and those of one dimension, one indicator or one jurisdiction."""
    named = dict(FIGURES)
    for dimension in dataset.dimensions["dimension_id"]:
        named[f"heat-strip-{dimension.lower()}"] = partial(_heat_strip, dimension)
        named[f"then-and-now-{dimension.lower()}"] = partial(_then_and_now, dimension)
    for indicator in dataset.indicators["indicator_id"]:
        named[f"strongest-clause-{indicator.lower()}"] = partial(_strongest_clause, indicator)
    for jurisdiction in dataset.jurisdictions["jurisdiction_id"]:
        named[f"indicator-profile-{jurisdiction.lower()}"] = partial(_indicator_profile, jurisdiction)
    return named


def _heat_strip(dimension: str, view: View, **look) -> Figure:
    return charts.heat_strip(view.scores.dimensions, view.atlas, dimension=dimension, **look)


def _then_and_now(dimension: str, view: View, **look) -> Figure:
    before = score(view.whole.as_of(THEN)).dimensions
    return charts.then_and_now(before, view.scores.dimensions, view.atlas, dimension=dimension, **look)


def _strongest_clause(indicator: str, view: View, **look) -> Figure:
    return charts.strongest_clause(view.scores.indicators, view.atlas, indicator=indicator, **look)


def _indicator_profile(jurisdiction: str, view: View, **look) -> Figure:
    values = {"as_of": view.atlas.date, "jurisdiction": jurisdiction}
    peers = validate("20-jurisdiction", values, view.whole).peers_or_core
    return charts.indicator_profile(view.scores.indicators, view.atlas, jurisdiction=jurisdiction, peers=peers, **look)


def draw_named(name: str, dataset: Dataset, as_of: str = "latest", lang: str = "en") -> Callable[[str], Figure]:
    """Return a function that draws a figure of `list_figures` in a size, as of a day and in a language.

    Raises ValueError for an unknown figure, day or language, with the nearest right one.
    """
    return draw_in(View(dataset, dataset.as_of(as_of)), name, lang)


def draw_in(view: View, name: str, lang: str = "en") -> Callable[[str], Figure]:
    """Return a function that draws a figure of a view in a size; what two figures compute alike is computed once.

    Raises ValueError as `draw_named`.
    """
    named = list_figures(view.whole)
    if name not in named:
        near = suggest(name, list(named))
        raise ValueError(
            f"figure {name!r} is not one of {', '.join(FIGURES)}" + (f"; did you mean {near!r}?" if near else "")
        )
    draw = partial(named[name], view, lang=check_language(lang))
    return lambda size: draw(size=size)
