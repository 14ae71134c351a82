"""List and draw figures by name: each chart as its notebook shows it, and one for each choice it has.

Knows how figures are called. What a chart shows of a day, and what there is one of it for each of, the chart says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import Chart, Figure, View, name_figure
from credatlas.figures.charts import CHARTS
from credatlas.figures.language import Language, check_language
from credatlas.reports.run import UnknownName

EVERY = "all"  # in the name of a figure that draws every row


class NotInTheData(UnknownName, NothingToShow):
    """A figure of something that these data do not hold, such as the profile of a jurisdiction of other data."""


@dataclass(frozen=True)
class Named:
    """A figure that can be asked for by name: its chart, what is chosen of it, and whether every row is drawn."""

    chart: Chart
    chosen: dict[str, str]
    about: str
    every: bool = False


def list_figures(dataset: Dataset) -> dict[str, Named]:
    """Return the figures by name.

    Each chart with the rows that are read in seconds, then one for each dimension, indicator or jurisdiction that it
    can be drawn of, such as `indicator-profile-ca-bc`; last those that can be drawn with every row, `frontier-all`.
    """
    t, target = Language(dataset), View(dataset).target
    named = {name: Named(chart, {}, chart.about) for name, chart in CHARTS.items() if chart.each != "jurisdiction"}
    for name, chart in CHARTS.items():
        for item in getattr(dataset, f"{chart.each}s")[f"{chart.each}_id"] if chart.each else ():
            if (name, item) != ("reform-steps", target):  # nobody reforms to reach itself
                about = f"{chart.about}: {getattr(t, chart.each)(item)}"
                named[name_figure(name, item)] = Named(chart, {chart.each: item}, about)
    whole = {name_figure(name, EVERY): replace(one, about=f"{one.about}, every row", every=True)
             for name, one in named.items() if one.chart.selects}  # fmt: skip
    return named | whole


def choose(name: str, dataset: Dataset, **values: Sequence[str]) -> tuple[str, list[str]]:
    """Return the name of a chart's figure for what is chosen of it, and the jurisdictions that are to be its rows.

    values: of `jurisdiction`, `indicator` and `dimension`; empty ones choose nothing. What a chart has one figure per
    value of gives the name, as in `list_figures`; jurisdictions else are the rows of a chart that draws some.

    Raises UnknownName for an unknown figure or jurisdiction, ValueError for a choice that the chart does not have.
    """
    figures = list_figures(dataset)
    chart = figures[name].chart if name in figures else CHARTS.get(name)
    rows: list[str] = []
    for choice, chosen in values.items():
        if not chosen or chart is None:
            continue
        if choice == "jurisdiction":
            chosen = list(dict.fromkeys(one for named in chosen for one in dataset.groups.get(named, [named])))
        for value in chosen:
            if value not in (known := list(getattr(dataset, f"{choice}s")[f"{choice}_id"])):
                raise UnknownName(choice, value, known)
        if chart.each == choice and len(chosen) == 1:
            name = name_figure(chart.name, chosen[0])
        elif choice == "jurisdiction" and chart.selects:
            rows = list(chosen)
        else:
            raise ValueError(f"{name} has no choice of {'several ' if chart.each == choice else ''}{choice}s")
    return name, rows


def draw_named(
    name: str, dataset: Dataset, as_of: str = "latest", lang: str = "en", rows: Sequence[str] = ()
) -> Callable[[str], Figure]:
    """Return a function that draws a figure of `list_figures` in a size, as of a day and in a language.

    rows: the jurisdictions drawn, by default those that the chart selects.
    Raises UnknownName for an unknown figure, ValueError for a wrong day or language, with the nearest right one.
    """
    return draw_in(View(dataset.as_of(as_of)), name, lang, rows)


def draw_in(view: View, name: str, lang: str = "en", rows: Sequence[str] = ()) -> Callable[[str], Figure]:
    """Return what `draw_named` returns, from a view whose computations other figures share."""
    figures = list_figures(view.atlas.whole)
    if name not in figures:
        is_of_a_chart = any(chart.each and name.startswith(f"{start}-") for start, chart in CHARTS.items())
        raise (NotInTheData if is_of_a_chart else UnknownName)("figure", name, list(figures))
    named = figures[name]
    draw = partial(named.chart.draw, view, named.chosen, every=named.every, rows=rows, lang=check_language(lang))
    return lambda size: draw(size=size)
