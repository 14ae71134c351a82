"""The figures that can be asked for by name: each drawn as of a day, in a language, in any of the sizes.

Knows which frames each chart takes, which choices it has, and which figures stand in the gallery. What a chart shows
when nothing is chosen is what its notebook shows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, core_jurisdictions, default_comparators, default_peers
from credatlas.figures import Figure, charts
from credatlas.figures.language import Labels, check_language
from credatlas.index.claims import test_claims
from credatlas.index.reforms import cheapest_reform
from credatlas.index.scores import Scores, score
from credatlas.index.simulation import Sensitivity, Simulation, bound_ranks, sensitivity, simulate
from credatlas.reports.run import UnknownName, validate


@dataclass(frozen=True)
class View:
    """A data set as of a day, with what is computed from it when first needed."""

    whole: Dataset
    atlas: Dataset

    def params(self, notebook: str, **chosen):
        """Return the parameters of a notebook on this day, with its defaults for what is not chosen."""
        return validate(notebook, {"as_of": self.atlas.date, **chosen}, self.whole)

    @cached_property
    def scores(self) -> Scores:
        return score(self.atlas)

    @cached_property
    def shown(self) -> list[str]:
        compared = core_jurisdictions(self.whole)
        return [*compared, *default_comparators(self.whole, compared)]

    @cached_property
    def simulation(self) -> Simulation:
        params = self.params("40-robustness")
        return simulate(self.atlas, draws=params.draws, seed=params.seed)

    @cached_property
    def sensitivity(self) -> Sensitivity:
        return sensitivity(self.atlas, seed=self.params("40-robustness").seed)

    @cached_property
    def verdicts(self):
        params = self.params("50-claims")
        days = tuple(dict.fromkeys((params.before, self.atlas.date)))
        return test_claims(self.whole, days, params.draws, params.seed)


def _claims_board(view: View, **look) -> Figure:
    return charts.claims_board(view.verdicts, view.atlas, **look)


def _coverage(view: View, **look) -> Figure:
    return charts.coverage(view.atlas.provisions, view.atlas, **look)


def _dimension_profile(view: View, **look) -> Figure:
    return charts.dimension_profile(view.scores.dimensions, view.atlas, jurisdictions=view.shown, **look)


def _frontier(view: View, **look) -> Figure:
    return charts.frontier(view.scores.dimensions, view.atlas, jurisdictions=view.shown, **look)


def _hangs_on(view: View, **look) -> Figure:
    return charts.hangs_on(view.sensitivity.indices, view.atlas, **look)


def _hasse(view: View, **look) -> Figure:
    return charts.hasse(view.simulation.win_matrix(), view.atlas, **look)


def _heat_strip(view: View, **look) -> Figure:
    return charts.heat_strip(view.scores.dimensions, view.atlas, **look)


def _indicator_profile(view: View, *, jurisdiction: str, **look) -> Figure:
    peers = default_peers(view.whole, jurisdiction)
    return charts.indicator_profile(view.scores.indicators, view.atlas, jurisdiction=jurisdiction, peers=peers, **look)


def _rank_intervals(view: View, **look) -> Figure:
    intervals, scores = view.simulation.rank_intervals(), view.scores.dimensions
    return charts.rank_intervals(intervals, view.atlas, dimension_scores=scores, bounds=bound_ranks(view.atlas), **look)


def _reform_steps(view: View, *, jurisdiction: str, **look) -> Figure:
    target = view.params("60-reforms", jurisdiction=jurisdiction).target
    return charts.reform_steps(cheapest_reform(view.atlas, jurisdiction, target), view.atlas, **look)


def _score_matrix(view: View, **look) -> Figure:
    return charts.score_matrix(view.scores.indicators, view.atlas, jurisdictions=view.shown, **look)


def _strongest_clause(view: View, **look) -> Figure:
    return charts.strongest_clause(view.scores.indicators, view.atlas, **look)


def _then_and_now(view: View, **look) -> Figure:
    before = score(view.whole.as_of(view.params("70-changes").before))
    return charts.then_and_now(before, view.scores, view.atlas, **look)


def _timeline(view: View, **look) -> Figure:
    return charts.timeline(view.whole.frameworks, view.atlas, **look)


def _who_gives_credit(view: View, **look) -> Figure:
    return charts.who_gives_credit(view.atlas.universities, view.atlas, **look)


@dataclass(frozen=True)
class Chart:
    """A chart of the repertoire: how it is drawn of a view, what it shows, and what there is one of it for each of."""

    draw: Callable[..., Figure]
    about: str
    each: str = ""  # a choice of the chart: dimension, indicator or jurisdiction


CHARTS: dict[str, Chart] = {
    "dimension-profile": Chart(_dimension_profile, "scores on the three dimensions"),
    "frontier": Chart(_frontier, "stackability against speed, and who is beaten by nobody"),
    "score-matrix": Chart(_score_matrix, "scores on every indicator"),
    "heat-strip": Chart(_heat_strip, "Canada as a tile map, and the others beside it", "dimension"),
    "then-and-now": Chart(_then_and_now, "scores since the day of the article", "dimension"),
    "strongest-clause": Chart(_strongest_clause, "who says it best, with the clause", "indicator"),
    "rank-intervals": Chart(_rank_intervals, "how sure each rank is"),
    "hasse": Chart(_hasse, "who beats whom in nearly every draw"),
    "hangs-on": Chart(_hangs_on, "what each rank hangs on"),
    "claims-board": Chart(_claims_board, "was the article right, then and now"),
    "who-gives-credit": Chart(_who_gives_credit, "universities: approval route against small credit route"),
    "indicator-profile": Chart(_indicator_profile, "one jurisdiction against its peers", "jurisdiction"),
    "reform-steps": Chart(_reform_steps, "the smallest reform that reaches a target", "jurisdiction"),
    "coverage": Chart(_coverage, "how much of the frameworks was read"),
    "timeline": Chart(_timeline, "framework versions from start to end"),
}


GALLERY = (
    *(name for name, chart in CHARTS.items() if chart.each != "jurisdiction"),
    "indicator-profile-ca-bc",
    "reform-steps-ca-cican",
)  # of `list_figures`


class NotInTheData(UnknownName, NothingToShow):
    """A figure of something that these data do not hold, such as the profile of a jurisdiction of other data."""


@dataclass(frozen=True)
class Named:
    """A figure that can be asked for by name: its chart and what is chosen of it."""

    chart: Chart
    chosen: dict[str, str]
    about: str


def list_figures(dataset: Dataset) -> dict[str, Named]:
    """Return the figures by name: each chart as its notebook shows it, then one for each dimension, indicator or
    jurisdiction that it can be drawn of, such as `indicator-profile-ca-bc`.
    """
    labels, target = Labels(dataset), validate("60-reforms", {}, dataset).target
    named = {name: Named(chart, {}, chart.about) for name, chart in CHARTS.items() if chart.each != "jurisdiction"}
    for name, chart in CHARTS.items():
        for some in getattr(dataset, f"{chart.each}s")[f"{chart.each}_id"] if chart.each else ():
            if (name, some) != ("reform-steps", target):  # nobody reforms to reach itself
                about = f"{chart.about}: {getattr(labels, chart.each)(some)}"
                named[f"{name}-{some.lower()}"] = Named(chart, {chart.each: some}, about)
    return named


def draw_named(name: str, dataset: Dataset, as_of: str = "latest", lang: str = "en") -> Callable[[str], Figure]:
    """Return a function that draws a figure of `list_figures` in a size, as of a day and in a language.

    Raises UnknownName for an unknown figure, ValueError for a wrong day or language, with the nearest right one.
    """
    return draw_in(View(dataset, dataset.as_of(as_of)), name, lang)


def draw_in(view: View, name: str, lang: str = "en") -> Callable[[str], Figure]:
    """Return what `draw_named` returns, from a view whose computations other figures share."""
    figures = list_figures(view.whole)
    if name not in figures:
        is_of_a_chart = any(chart.each and name.startswith(f"{start}-") for start, chart in CHARTS.items())
        raise (NotInTheData if is_of_a_chart else UnknownName)("figure", name, list(figures))
    draw = partial(figures[name].chart.draw, view, lang=check_language(lang), **figures[name].chosen)
    return lambda size: draw(size=size)
