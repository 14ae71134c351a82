"""List and draw figures by name: each chart as its notebook shows it, and one for each choice it has.

Knows how figures are called. What a chart shows of a day, and what there is one of it for each of, the chart says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import Chart, Figure, View, name_figure
from credatlas.figures.charts import CHARTS
from credatlas.figures.language import Language, check_language
from credatlas.reports.run import UnknownName


class NotInTheData(UnknownName, NothingToShow):
    """A figure of something that these data do not hold, such as the profile of a jurisdiction of other data."""


@dataclass(frozen=True)
class Named:
    """A figure that can be asked for by name: its chart and what is chosen of it."""

    chart: Chart
    chosen: dict[str, str]
    about: str


def list_figures(dataset: Dataset) -> dict[str, Named]:
    """Return the figures by name.

    Each chart as its notebook shows it, then one for each dimension, indicator or jurisdiction that it can be drawn
    of, such as `indicator-profile-ca-bc`.
    """
    t, target = Language(dataset), View.target
    named = {name: Named(chart, {}, chart.about) for name, chart in CHARTS.items() if chart.each != "jurisdiction"}
    for name, chart in CHARTS.items():
        for item in getattr(dataset, f"{chart.each}s")[f"{chart.each}_id"] if chart.each else ():
            if (name, item) != ("reform-steps", target):  # nobody reforms to reach itself
                about = f"{chart.about}: {getattr(t, chart.each)(item)}"
                named[name_figure(name, item)] = Named(chart, {chart.each: item}, about)
    return named


def draw_named(name: str, dataset: Dataset, as_of: str = "latest", lang: str = "en") -> Callable[[str], Figure]:
    """Return a function that draws a figure of `list_figures` in a size, as of a day and in a language.

    Raises UnknownName for an unknown figure, ValueError for a wrong day or language, with the nearest right one.
    """
    return draw_in(View(dataset.as_of(as_of)), name, lang)


def draw_in(view: View, name: str, lang: str = "en") -> Callable[[str], Figure]:
    """Return what `draw_named` returns, from a view whose computations other figures share."""
    figures = list_figures(view.atlas.whole)
    if name not in figures:
        is_of_a_chart = any(chart.each and name.startswith(f"{start}-") for start, chart in CHARTS.items())
        raise (NotInTheData if is_of_a_chart else UnknownName)("figure", name, list(figures))
    draw = partial(figures[name].chart.draw, view, figures[name].chosen, lang=check_language(lang))
    return lambda size: draw(size=size)
