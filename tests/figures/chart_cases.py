"""A day of the data as the tests of charts need it: a view with small draws of it, and a way to draw each chart.

Reversed, renamed or emptied, it makes the hard cases.
"""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from functools import cached_property
from inspect import signature

import pandas as pd
import pytest

from credatlas.evidence.dataset import Dataset
from credatlas.figures.chart import Chart
from credatlas.figures.charts import CHARTS
from credatlas.figures.drawing import style, theme
from credatlas.figures.figure import Figure
from credatlas.figures.view import View
from credatlas.index.claims.verdicts import VERDICTS
from credatlas.index.reforms.cheapest import Reform
from credatlas.index.scores.results import Scores
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.sobol import sensitivity
from tests.figures.overlaps import find_overlaps

TURNED = ("provisions", "universities", "frameworks")
_DRAWN: dict[tuple, tuple[Figure, list]] = {}


def _measuring(to_svg, found: list):
    def measure(drawing, *words):
        found.extend(find_overlaps(drawing))
        return to_svg(drawing, *words)

    return measure


def with_searches(atlas: Dataset, *ids: str) -> list[str]:
    """Name jurisdictions as sentences do where none was found: with the searches where the data count several."""
    names = atlas.jurisdictions.set_index("jurisdiction_id")["name_en"]
    counts = atlas.frameworks.set_index("jurisdiction_id")["searches"].dropna()
    return [
        f"{names[jurisdiction]} ({counts[jurisdiction]:.0f} searches)"
        if jurisdiction in counts
        else names[jurisdiction]
        for jurisdiction in ids
    ]


def cells_by(figure: Figure, key: str, name: str) -> dict:
    """Return the cells of a column of a figure's data by those of another."""
    names = [column.name for column in figure.columns]
    return {row[names.index(key)]: row[names.index(name)] for row in figure.rows}


def letters(svg: str) -> tuple[float, float]:
    """Return the smallest size of a text of a drawing, and how wide the drawing is, both in its own units."""
    root, found = ET.fromstring(svg), []

    def collect(element: ET.Element, size: str) -> None:
        size = element.get("font-size", size)
        if element.tag.endswith("text"):
            found.append(float(size.removesuffix("px")))
        for child in element:
            collect(child, size)

    collect(root, "nan")
    return min(found), float(root.get("viewBox").split()[2])


def open_dots(drawing) -> list[float]:
    """Return where the open dots of the plots of a drawing stand; those of keys stand on the paper and do not count."""
    plots = [axes for axes in drawing.axes if axes.get_xlim()[1] <= 100]
    lines = [line for axes in plots for line in axes.lines if line.get_marker() not in (None, "None", "")]
    return [float(line.get_xdata()[0]) for line in lines if line.get_markerfacecolor() == theme.PAPER]


def choice_among(chart: Chart) -> str:
    """Return the parameter of a chart by which some jurisdictions are chosen, "" where it shows what there is."""
    return next((name for name in ("jurisdictions", "peers") if name in signature(chart.function).parameters), "")


@dataclass(frozen=True)
class Drawn:
    """What a small simulation of a day says; where nobody can be ranked, the same frames with nobody in them."""

    intervals: pd.DataFrame
    wins: pd.DataFrame
    indices: pd.DataFrame
    estimated: pd.DataFrame | None = None

    def rank_intervals(self) -> pd.DataFrame:
        return self.intervals

    def win_matrix(self) -> pd.DataFrame:
        return self.wins

    def estimates(self) -> pd.DataFrame | None:
        return self.estimated

    def turned(self) -> "Drawn":
        """The same frames with their rows, and columns that are jurisdictions, in another order."""
        frames = (frame.iloc[::-1] for frame in (self.intervals, self.wins.iloc[:, ::-1], self.indices))
        return Drawn(*frames, None if self.estimated is None else self.estimated.iloc[::-1])


@dataclass(frozen=True)
class Case(View):
    """A view with small draws, and with verdicts, a reform and scores of the earlier day that are made up."""

    like: "Case | None" = None

    @cached_property
    def simulation(self) -> Drawn:
        """The draws of the day, made when a chart first needs them, or those of the case that this one is like."""
        return self.like.simulation if self.like else _simulate(self.atlas, self.scores)

    @property
    def sensitivity(self) -> Drawn:
        return self.simulation

    @property
    def verdicts(self) -> pd.DataFrame:
        """A verdict of each kind in turn for every claim, on the day of the article and on that of the case."""
        claims = self.atlas.claims[["claim_id", "title", "statement"]]
        kinds = [VERDICTS[i % len(VERDICTS)] for i in range(len(claims))]
        days = ["2022-11-22", self.atlas.date] if self.atlas.date != "2022-11-22" else [self.atlas.date]
        return pd.concat([claims.assign(as_of=day, verdict=kinds) for day in days])

    def reform(self, jurisdiction: str = "") -> Reform:
        """A reform made up: of one clause, of one that is silent, and of one that could not be read."""
        rows = self.atlas.indicators.head(3)[["dimension_id", "indicator_id"]].assign(
            codes_before=["1,0,0", "0,0,0", ""],
            codes_after=["2,2,1", "3,3,3", "1,0,0"],
            scope_before=["targeted", "", ""],
            scope_after="general",
            score_before=[11.1, 0.0, float("nan")],
            score_after=[55.6, 100.0, 11.1],
            steps=[5, 9, 1],
            models=[4, 0, 12],
        )
        unit, scores = self.atlas.jurisdictions["jurisdiction_id"].iloc[0], pd.Series(dtype=float)
        return Reform(unit, "50", 50.0, scores, scores, 15, (rows["indicator_id"].iloc[2],), rows, pd.DataFrame())

    @property
    def scores_before(self) -> Scores:
        """Scores of the day of the article, made up: dimensions of the case a fifth lower, and one lost."""
        scores = self.scores.dimensions
        lost = scores["jurisdiction_id"].eq("AU")
        lower = scores.assign(score=(scores["score"] * 0.8).mask(lost), low=scores["low"] * 0.8)
        return replace(self.scores, dimensions=lower, date="2022-11-22")

    def turned(self) -> "Case":
        """The same case with the rows of every frame in another order."""
        turned = {table: getattr(self.atlas.whole, table).iloc[::-1] for table in TURNED}
        return Turned(replace(self.atlas.whole, **turned).as_of(self.atlas.date), like=self)

    def draw(self, chart: str, only=None, **options) -> Figure:
        """Draw a chart of some jurisdictions, or of all; one that is of a single jurisdiction, of their first."""
        drawn = CHARTS[chart.replace("_", "-")]
        one = next(iter(self.atlas if only is None else only))
        given = dict(drawn.recipe(self, **({"jurisdiction": one} if drawn.each == "jurisdiction" else {})))
        if choice := choice_among(drawn):
            given[choice] = only
        if drawn.selects:
            given["select"] = None
        return drawn.function(**given, atlas=self.atlas, **options)

    def drawn(self, chart: str, only=None, *, size: str = "article", lang: str = "en") -> Figure:
        """The chart as `draw` draws it, drawn once for all tests."""
        return self._measured(chart, only, size, lang)[0]

    def overlaps(self, chart: str, only=None, *, size: str = "article", lang: str = "en") -> list:
        """Which texts of that drawing overlap or leave the sheet."""
        return self._measured(chart, only, size, lang)[1]

    def _measured(self, chart: str, only, size: str, lang: str) -> tuple[Figure, list]:
        key = (id(self), chart, tuple(only or ()), size, lang)
        if key not in _DRAWN:
            found = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(style, "to_svg", _measuring(style.to_svg, found))
                figure = self.draw(chart, only, size=size, lang=lang)
            _DRAWN[key] = figure, found
        return _DRAWN[key]

    def crowded(self, copies: int) -> "Case":
        """The same case with every jurisdiction so many times, each with frameworks and provisions of its own."""
        tables, ids = {}, ["jurisdiction_id", "framework_id", "supersedes"]
        for table in ("jurisdictions", "frameworks", "provisions"):
            frame = getattr(self.atlas.whole, table)
            own = {name: frame[name] for name in ids if name in frame}
            others = (
                frame.assign(**{name: words.where(words == "", words + f"-{copy}") for name, words in own.items()})
                for copy in range(1, copies)
            )
            tables[table] = pd.concat([frame, *others], ignore_index=True)
        return Case(replace(self.atlas.whole, **tables).as_of(self.atlas.date))

    def renamed(self, names) -> "Case":
        """The same case with other names for jurisdictions, indicators and frameworks, one after the other."""
        tables, whole = {}, self.atlas.whole
        for table in ("jurisdictions", "indicators", "frameworks", "universities"):
            frame = getattr(whole, table)
            given = [names[i % len(names)] for i in range(len(frame))]
            columns = [
                column
                for column in frame
                if re.match("name|short|institution", column) and column != "names_micro_credentials"
            ]
            tables[table] = frame.assign(**dict.fromkeys(columns, given))
        told = [names[i % len(names)] for i in range(len(whole.claims))]
        tables["claims"] = whole.claims.assign(title=told, statement=told)
        return Case(replace(whole, **tables).as_of(self.atlas.date), like=self)


class Turned(Case):
    """A case whose scores and draws are in another order too."""

    @cached_property
    def scores(self) -> Scores:
        return Scores(*(frame.iloc[::-1] for frame in self.like.scores.frames.values()), self.like.scores.date)

    @cached_property
    def simulation(self) -> Drawn:
        return self.like.simulation.turned()

    @property
    def verdicts(self) -> pd.DataFrame:
        return self.like.verdicts.iloc[::-1]

    def reform(self, jurisdiction: str = "") -> Reform:
        reform = self.like.reform(jurisdiction)
        return replace(reform, changes=reform.changes.iloc[::-1])


def _simulate(atlas: Dataset, scores: Scores) -> Drawn:
    ranked = scores.composite.dropna(subset="score")["jurisdiction_id"]
    if len(ranked) < 2:
        ids = atlas.jurisdictions[["jurisdiction_id"]]
        intervals = ids.assign(**dict.fromkeys(["best", "low", "median", "high", "worst", "p_first"], float("nan")))
        nothing = pd.DataFrame(columns=["output", "factor", "first", "total", "varies"])
        classes = scores.composite["class"].to_numpy()
        return Drawn(intervals.assign(rankable=False, **{"class": classes}), pd.DataFrame(dtype=float), nothing)
    simulation, indices = simulate(atlas, draws=512), sensitivity(atlas, points=64).indices
    return Drawn(simulation.rank_intervals(), simulation.win_matrix(), indices, simulation.estimates())
