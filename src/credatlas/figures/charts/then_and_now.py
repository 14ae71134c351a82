"""Then and now: whose score on a dimension moved between two dates.

A slope chart of those with both scores, in colour where the change is beyond doubt, and rows of bounds for the others.
Knows dimension scores of two dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import BoundRows, fit, marks, sheet, spread, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean, mark
from credatlas.index.changes import compare_days
from credatlas.index.scores import WITHOUT_FRAMEWORK, ScoreClass, Scores
from credatlas.settings import ARTICLE_DAY, DECIMALS

SLOPES = {"article": 306.0, "square": 232.0, "tall": 288.0}  # points across of the slopes, beside the rows or above
NAMES = {"article": 116.0, "square": 92.0, "tall": 108.0}  # most points for names at the later end
ROWS = {"article": 88.0, "square": 64.0, "tall": 64.0}  # most points for the names of rows
TOP, FOOT, GAP = 28.0, 22.0, 18.0  # points: heads, key, between the two parts
SCALE, VALUES = 18.0, 20.0  # points left of the slopes: the scale, and the earlier scores
LETTER = 8.6  # points; height of a line of names
LEAST = 210.0  # points: least height of the slopes
NAME, TOGETHER = 24, 4  # characters of a name, names on one line before the rest become a count
DOT, LINE = 5.0, 1.6  # points across: of a dot, of a line
FLAT: style.Look = {"color": theme.QUIET, "linewidth": 1, "alpha": 0.7}


@chart(
    lambda view, **chosen: {"before": view.scores_before, "after": view.scores, **chosen},
    about="scores since the day of the article",
    each="dimension",
    gallery=5,
)
def then_and_now(
    before: Scores,
    after: Scores,
    atlas: Dataset,
    *,
    dimension: str = "ST",
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw a line per jurisdiction from its score on the date of `before` to that on the date of `after`.

    before, after: as `score` returns them for the data on two dates; `atlas`: the data on the later one. A line is
    coloured where `index.changes.compare_days` finds the change beyond doubt. Those without a score on one of the dates
    are not joined: their scores and bounds stand in a part of their own; too little read, or no framework, is said in
    words.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t = Language(atlas, lang)
    name = t.dimension(dimension)
    compared = compare_days(before, after, atlas)
    among = naming.shown_jurisdictions(compared, atlas, jurisdictions)
    rows = compared[compared["dimension_id"] == dimension].set_index("jurisdiction_id").reindex(among)
    ends, days = join_ends(rows), (before.date, after.date)
    scene = _arrange(ends, size)
    return compose(
        "then-and-now", _words(ends, name, days, t), _columns(days, t), ends,
        partial(_paint, scene=scene, days=days, t=t, size=size), atlas=atlas, t=t, size=size,
        height=scene.height if len(ends) else 0.0, apart=_say_apart(rows, days, t),
        among=among,
        choices=[dimension if dimension != "ST" else "", before.date if before.date != ARTICLE_DAY else ""],
    )  # fmt: skip


def join_ends(compared: pd.DataFrame) -> pd.DataFrame:
    """Return one row per jurisdiction: then, then_low, then_high, now, now_low, now_high, change (points), sure.

    compared: the rows of one dimension that `index.changes.compare_days` returns, by jurisdiction. Those with both
    scores first, by falling score now; then those with one, then those with none, by their bounds. Bounds are NaN on a
    day without a framework or with too little read; who has none on either day has no row. sure: beyond doubt.
    """
    ends = pd.DataFrame({"change": compared["difference"], "sure": compared["beyond_doubt"].eq(True)})
    for side, day in (("then", "before"), ("now", "after")):
        told = ~compared[f"class_{day}"].isin(naming.APART)
        for end, name in (("", "score"), ("_low", "low"), ("_high", "high")):
            ends[f"{side}{end}"] = compared[f"{name}_{day}"].where(told).astype(float)
    ends = ends.dropna(how="all", subset=["then_low", "now_low"])
    order = ends.round(DECIMALS).assign(open=ends[["then", "now"]].isna().sum(axis=1))
    order = order.assign(fall=-order["now"].fillna(order["then"]), low=-order["now_low"], before=-order["then"])
    return ends.loc[order.sort_values(["open", "fall", "before", "low", "now_high"], kind="stable").index]


def _say_apart(compared: pd.DataFrame, days: tuple[str, str], t: Language) -> list[str]:
    """Say of whom too little could be read, or who had no framework, on one of the days or on both."""
    said = []
    for classes, once, twice in (
        ([ScoreClass.READ_TOO_LITTLE], mark("Too little could be read on {date}: {names}."),
         mark("Too little could be read on either date: {names}.")),
        (WITHOUT_FRAMEWORK, mark("No framework found or in force on {date}: {names}."),
         mark("No framework found or in force on either date: {names}.")),
    ):  # fmt: skip
        then, now = (compared[f"class_{side}"].isin(classes) for side in ("before", "after"))
        cases = ((then & ~now, once, days[0]), (now & ~then, once, days[1]), (then & now, twice, ""))
        for which, sentence, day in cases:
            if which.any():
                said.append(t(sentence, date=day, names=naming.listed(t, compared.index[which])))
    return said


def _words(ends: pd.DataFrame, name: str, days: tuple[str, str], t: Language) -> Words:
    joined = ends.dropna(subset="change")
    apart = ends[ends["change"].isna()]
    moved, falls = (joined["change"].round(DECIMALS) != 0), joined["sure"] & (joined["change"] < 0)
    doubtful = joined.index[moved & ~joined["sure"]]
    alt = [
        t.plural("Slope chart of {n} jurisdiction.", "Slope chart of {n} jurisdictions.", len(joined)),
        t("Lower: {names}.", names=naming.named(t, joined.index[falls])) if falls.any() else "",
        t("Different, but not beyond doubt: {names}.", names=naming.named(t, doubtful)) if len(doubtful) else "",
        t.plural("{n} has no score on one date or both.", "{n} have no score on one date or both.", len(apart))
        if len(apart) else "",
    ]  # fmt: skip
    read = apart.index[apart[["then_low", "now_low"]].notna().all(axis=1)]
    caption = [
        t("A line joins the scores of the two dates; grey: no change, or none beyond what unread provisions, another "
          "source or another confidence could explain. Those with the same scores share a line."),
        t("Not joined, since partly read on one date or both: {names}. Hatched: the scores that unread indicators "
          "leave possible.", names=naming.listed(t, read)) if len(read) else "",
    ]  # fmt: skip
    then, now = days
    subtitle = t("{dimension}, score in points, 0 to 100, on {then} and on {now}", dimension=name, then=then, now=now)
    return Words(_title(joined, name, days, t), subtitle, alt, caption)


def _title(joined: pd.DataFrame, name: str, days: tuple[str, str], t: Language) -> str:
    rose = joined.loc[joined["sure"] & (joined["change"] > 0), "change"]
    facts = {"dimension": name.lower(), "then": days[0], "total": len(joined)}
    if joined.empty:
        return t("Nobody has a score on {dimension} on both dates", **facts)
    if rose.empty:
        return t("No rise on {dimension} since {then} is beyond doubt, of {total} with a score on both dates", **facts)
    facts |= {"names": naming.named(t, rose.sort_values(ascending=False, kind="stable").index)}
    return t.plural(
        "Of {total} with a score on both dates, {n} has risen on {dimension} since {then} beyond doubt: {names}",
        "Of {total} with a score on both dates, {n} have risen on {dimension} since {then} beyond doubt: {names}",
        len(rose), **facts,
    )  # fmt: skip


def _columns(days: tuple[str, str], t: Translator) -> list[Column]:
    shared, points, sides = naming.shared_columns(t), t("points"), []
    for side, day in zip(("then", "now"), days, strict=True):
        sides += [
            Column(side, t("On {date}", date=day), t("Score; empty when too few indicators were read"), points, 1),
            Column(f"{side}_low", t("On {date}, lowest", date=day), t("If every unread indicator scored 0"), points, 1),
            Column(f"{side}_high", t("On {date}, highest", date=day), t("If every unread one scored 100"), points, 1),
        ]
    change = Column("change", t("Change"), t("Later score less the earlier; empty without both"), points, 1)
    about = t("Whether neither unread provisions nor another source or confidence could explain the change")
    return [shared["jurisdiction"], *sides, change, Column("sure", t("Beyond doubt"), about), shared["jurisdiction_id"]]


@dataclass(frozen=True)
class Scene:
    """The two parts with the top of each, their heights and that of the sheet, in points."""

    joined: pd.DataFrame
    apart: pd.DataFrame
    stacked: bool
    slopes: float
    rows: float
    height: float

    @property
    def top(self) -> float:
        """Where the rows of bounds begin down the sheet."""
        return TOP + (self.slopes + GAP + TOP if self.stacked and self.slopes else 0.0)


def _arrange(ends: pd.DataFrame, size: str) -> Scene:
    """Part those with both scores from the others, and return how much room each part takes."""
    joined, apart = ends[ends["change"].notna()], ends[ends["change"].isna()]
    rows, stacked = len(apart) * BoundRows.HEIGHT, size == "tall"
    slopes = max(LEAST, len(_share_lines(joined)) * LETTER) if len(joined) else 0.0
    if stacked or not len(joined):
        height = slopes + rows + (GAP + TOP if slopes and rows else 0.0)
    else:
        slopes = height = max(slopes, rows, style.size_of(size)[1] - TOP - FOOT)
    return Scene(joined, apart, stacked, slopes, rows, TOP + height + FOOT)


def _share_lines(joined: pd.DataFrame) -> dict[tuple[float, float], list[str]]:
    """Return the jurisdictions of each line, by both scores."""
    lines: dict[tuple[float, float], list[str]] = {}
    alike: dict[tuple[float, float], tuple[float, float]] = {}
    for row in joined.itertuples():
        rounded = (round(row.then, DECIMALS), round(row.now, DECIMALS))
        lines.setdefault(alike.setdefault(rounded, (row.then, row.now)), []).append(row.Index)
    return lines


def _paint(drawing: Drawing, *, scene: Scene, days: tuple[str, str], t: Language, size: str) -> None:
    """Draw both parts, coloured by group; `days`: the earlier and the later."""
    paper, width, high = sheet(drawing)
    if len(scene.joined):
        end = SLOPES[size] if len(scene.apart) else width
        _Slopes(paper, end - 4, scene.slopes, NAMES[size]).draw(scene.joined, days, t)
    if len(scene.apart):
        left = SLOPES[size] + GAP if len(scene.joined) and not scene.stacked else 4.0
        BoundRows(paper, left, scene.top, width - 8, ROWS[size]).draw(scene.apart, days, t)
    scored = [*scene.joined.index, *scene.apart[["then", "now"]].dropna(how="all").index]
    bounded = scene.apart[["then_low", "now_low"]].notna().to_numpy()
    missing = (scene.apart[["then", "now"]].isna() & bounded).any(axis=None)
    entries = marks.group_key(map(t.group, scored), t)
    entries += [(marks.MISSING_LOOK, t("no score, with bounds"))] if missing else []
    marks.key(paper, 4, high - 6, width - 8, entries)


class _Slopes:
    """A scale of points at each date, and lines from one to the other."""

    def __init__(self, paper: Axes, end: float, height: float, names: float):
        self.paper, self.names = paper, names
        self.then, self.now = 4 + SCALE + VALUES, end - names - 8
        self.top, self.bottom = TOP, TOP + height

    def at(self, score: float) -> float:
        """Return where a score stands down the sheet."""
        return self.bottom - score / 100 * (self.bottom - self.top)

    def draw(self, joined: pd.DataFrame, days: tuple[str, str], t: Language) -> None:
        """Draw scale, heads, lines and the words at both ends; a line that moved beyond doubt is coloured."""
        lines = _share_lines(joined)
        for score in (0, 50, 100):
            self.paper.plot([self.then, self.now], [self.at(score)] * 2, color=theme.LINE, linewidth=0.6)
            look: style.Look = {"fontsize": style.SMALL, "color": theme.QUIET, "va": "center_baseline"}
            self.paper.text(4, self.at(score), str(score), **look)
        for x, day in zip((self.then, self.now), days, strict=True):
            self.paper.plot([x, x], [self.top, self.bottom], color=theme.QUIET, linewidth=0.8)
            self.paper.text(x, 9, day, ha="center", **style.BOLD)
        spots: list[tuple[float, float, str]] = []
        for (then, now), members in lines.items():
            groups = list(dict.fromkeys(map(t.group, members)))
            self._lines(then, now, groups, bool(joined.loc[members, "sure"].any()))
            spots += [(then, now, group) for group in groups]
        starts = [(self.then, self.at(then), group) for then, _, group in spots]
        ends = [(self.now, self.at(now), group) for _, now, group in spots]
        for place in (*marks.lay_dots(starts, 0.8 * DOT, 0.0), *marks.lay_dots(ends, 0.8 * DOT, 1.0)):
            marks.dot(self.paper, *place, markersize=DOT)
        self._write_then({t.number(then): then for then, _ in sorted(lines, reverse=True)})
        self._write_now(lines, t)

    def _lines(self, then: float, now: float, groups: list[str], moved: bool) -> None:
        """Draw a line in the colour of each group, side by side; one grey line where nothing changed beyond doubt."""
        ends = (self.at(then), self.at(now))
        if not moved:
            self.paper.plot([self.then, self.now], ends, zorder=3, **FLAT)
            return
        for position, group in enumerate(groups):
            aside = (position - (len(groups) - 1) / 2) * LINE
            look: style.Look = {"color": theme.GROUPS.get(group, theme.QUIET), "linewidth": LINE, "zorder": 3}
            self.paper.plot([self.then, self.now], [end + aside for end in ends], **look)

    def _write_then(self, scores: dict[str, float]) -> None:
        """Write every earlier score once, the highest first; `scores`: as printed, with the number itself."""
        at = spread(list(map(self.at, scores.values())), [LETTER] * len(scores), self.top - 6, self.bottom + 6)
        for words, y in zip(scores, at, strict=True):
            self.paper.text(self.then - 6, y, words, ha="right", va="center_baseline", fontsize=style.SMALL)

    def _write_now(self, lines: dict[tuple[float, float], list[str]], t: Language) -> None:
        """Name every line at its later end, with a thin leader where the name had to move away."""
        order = sorted(lines, key=lambda ends: (-ends[1], -ends[0]))
        at = spread([self.at(now) for _, now in order], [LETTER] * len(order), self.top - 6, self.bottom + 6)
        digits = width_of("100", style.SMALL, "bold")
        for (then, now), y in zip(order, at, strict=True):
            if abs(y - self.at(now)) > 1:
                self.paper.plot([self.now + 4, self.now + 8], [self.at(now), y], color=theme.QUIET, linewidth=0.5)
            look: style.Look = {"fontsize": style.SMALL, "va": "center_baseline"}
            self.paper.text(self.now + 9 + digits, y, t.number(now), ha="right", fontweight="bold", **look)
            names = [clean(t.short(jurisdiction), NAME) for jurisdiction in lines[then, now]]
            full = [t.jurisdiction(lines[then, now][0])] if len(names) == 1 else []
            options = [*full, *(t.join_words(names, most) for most in (0, TOGETHER, 2, 1))]
            self.paper.text(self.now + 13 + digits, y, fit(options, self.names - digits - 8, style.SMALL), **look)
