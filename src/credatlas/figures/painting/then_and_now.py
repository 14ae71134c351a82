"""How two dates are drawn: a slope chart of those with both scores, and rows of bounds for the others.

Knows scores of two dates with their bounds. Decides neither their order nor any word.
"""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import fit, marks, sheet, spread, style, width_of
from credatlas.figures.language import Labels, Translator, clean, join_words, number

SLOPES = {"article": 306.0, "square": 232.0, "tall": 288.0}  # points across of the slopes, beside the rows or above
NAMES = {"article": 116.0, "square": 92.0, "tall": 108.0}  # most points for names at the later end
ROWS = {"article": 88.0, "square": 64.0, "tall": 64.0}  # most points for the names of rows
TOP, FOOT, GAP = 28.0, 22.0, 18.0  # points: heads, key, between the two parts
SCALE, VALUES = 18.0, 20.0  # points left of the slopes: the scale, and the earlier scores
LETTER = 8.6  # points; height of a line of names
ROW, LEAST = 13.0, 210.0  # least heights in points: of a row of bounds, of the slopes
NAME, TOGETHER = 24, 4  # characters of a name, names on one line before the rest become a count
THICK = 0.3  # of a row: height of a bar of bounds
OFF = 0.22  # of a row: how far the two dates stand above and below its middle
FLAT = {"color": style.QUIET, "linewidth": 1, "alpha": 0.7}


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


def arrange(ends: pd.DataFrame, size: str) -> Scene:
    """Part those with both scores from the others, and return how much room each part takes."""
    joined, apart = ends[ends["change"].notna()], ends[ends["change"].isna()]
    rows, stacked = len(apart) * ROW, size == "tall"
    slopes = max(LEAST, len(_share_lines(joined)) * LETTER) if len(joined) else 0.0
    if stacked or not len(joined):
        height = slopes + rows + (GAP + TOP if slopes and rows else 0.0)
    else:
        slopes = height = max(slopes, rows, style.size_of(size)[1] - TOP - FOOT)
    return Scene(joined, apart, stacked, slopes, rows, TOP + height + FOOT)


def _share_lines(joined: pd.DataFrame) -> dict[tuple[float, float], list[str]]:
    """Return the jurisdictions of each line, by both scores."""
    lines: dict[tuple[float, float], list[str]] = {}
    for row in joined.itertuples():
        lines.setdefault((round(row.then, 1), round(row.now, 1)), []).append(row.Index)
    return lines


def paint(
    drawing: Drawing,
    *,
    scene: Scene,
    groups: dict[str, str],
    days: tuple[str, str],
    labels: Labels,
    t: Translator,
    size: str,
) -> None:
    """Draw both parts, coloured by group; `days`: the earlier and the later."""
    width, high = marks.extent(drawing)
    paper = sheet(drawing)
    beside = len(scene.joined) > 0 and not scene.stacked
    if len(scene.joined):
        end = SLOPES[size] if len(scene.apart) else width
        _Slopes(paper, end - 4, scene.slopes, NAMES[size]).draw(_share_lines(scene.joined), groups, days, labels, t)
    if len(scene.apart):
        left = SLOPES[size] + GAP if beside else 4.0
        rows = _Rows(paper, left, scene.top, width - 8, ROWS[size])
        rows.draw(scene.apart, groups, days, labels, t)
    missing = scene.apart[["then", "now"]].isna().any(axis=None)
    shown = [*marks.group_key(groups.values(), t), *([(marks.MISSING_LOOK, t("too little read"))] if missing else [])]
    marks.key(paper, 4, high - 6, width - 8, shown)


class _Slopes:
    """A scale of points at each date, and lines from one to the other."""

    def __init__(self, paper: Axes, end: float, height: float, names: float):
        self.paper, self.names = paper, names
        self.then, self.now = 4 + SCALE + VALUES, end - names - 8
        self.top, self.bottom = TOP, TOP + height

    def at(self, score: float) -> float:
        """Return where a score stands down the sheet."""
        return self.bottom - score / 100 * (self.bottom - self.top)

    def draw(
        self,
        lines: dict[tuple[float, float], list[str]],
        groups: dict[str, str],
        days: tuple[str, str],
        labels: Labels,
        t: Translator,
    ) -> None:
        """Draw scale, heads, lines and the words at both ends."""
        for score in (0, 50, 100):
            self.paper.plot([self.then, self.now], [self.at(score)] * 2, color=style.LINE, linewidth=0.6)
            look = {"fontsize": style.TINY, "color": style.QUIET, "va": "center_baseline"}
            self.paper.text(4, self.at(score), str(score), **look)
        for x, day in zip((self.then, self.now), days, strict=True):
            self.paper.plot([x, x], [self.top, self.bottom], color=style.QUIET, linewidth=0.8)
            self.paper.text(x, 9, day, ha="center", **style.BOLD)
        for (then, now), members in lines.items():
            self._line(then, now, {groups[some] for some in members})
        self._write_then(sorted({then for then, _ in lines}), t)
        self._write_now(lines, labels, t)

    def _line(self, then: float, now: float, groups: set[str]) -> None:
        group = next(iter(groups)) if len(groups) == 1 else ""
        colour = style.GROUPS.get(group, style.QUIET)
        look = FLAT if then == now else {"color": colour, "linewidth": 1.6}
        self.paper.plot([self.then, self.now], [self.at(then), self.at(now)], zorder=3, **look)
        for x, score in ((self.then, then), (self.now, now)):
            marks.dot(self.paper, x, self.at(score), group, markersize=5)

    def _write_then(self, scores: list[float], t: Translator) -> None:
        at = spread(
            [self.at(score) for score in reversed(scores)], [LETTER] * len(scores), self.top - 6, self.bottom + 6
        )
        for score, y in zip(reversed(scores), at, strict=True):
            words = number(score, lang=t.lang)
            self.paper.text(self.then - 6, y, words, ha="right", va="center_baseline", fontsize=style.SMALL)

    def _write_now(self, lines: dict[tuple[float, float], list[str]], labels: Labels, t: Translator) -> None:
        """Name every line at its later end, with a thin leader where the name had to move away."""
        order = sorted(lines, key=lambda ends: (-ends[1], -ends[0]))
        at = spread([self.at(now) for _, now in order], [LETTER] * len(order), self.top - 6, self.bottom + 6)
        digits = width_of("100", style.SMALL, "bold")
        for (then, now), y in zip(order, at, strict=True):
            if abs(y - self.at(now)) > 1:
                self.paper.plot([self.now + 4, self.now + 8], [self.at(now), y], color=style.QUIET, linewidth=0.5)
            look = {"fontsize": style.SMALL, "va": "center_baseline"}
            self.paper.text(self.now + 9 + digits, y, number(now, lang=t.lang), ha="right", fontweight="bold", **look)
            names = [clean(labels.short(some), NAME) for some in lines[then, now]]
            full = [labels.jurisdiction(lines[then, now][0])] if len(names) == 1 else []
            options = [*full, join_words(names, t.lang), join_words(names, t.lang, TOGETHER)]
            options += [join_words(names, t.lang, most) for most in (2, 1)]
            self.paper.text(self.now + 13 + digits, y, fit(options, self.names - digits - 8, style.SMALL), **look)


class _Rows:
    """A row per jurisdiction with its bounds on both dates, on a scale of points."""

    def __init__(self, paper: Axes, left: float, top: float, end: float, names: float):
        self.paper, self.left, self.top, self.end, self.names = paper, left, top, end, names
        self.start = left + names + 6

    def at(self, score: float) -> float:
        """Return where a score stands across the sheet."""
        return self.start + score / 100 * (self.end - self.start)

    def draw(
        self, ends: pd.DataFrame, groups: dict[str, str], days: tuple[str, str], labels: Labels, t: Translator
    ) -> None:
        """Draw heads, scale and rows."""
        room = self.end - self.left
        head = fit([t("no score on one date or both"), t("not joined")], room, style.TEXT, "bold")
        self.paper.text(self.left, self.top - 19, head, **style.BOLD)
        words = fit([t("above: {then}, below: {now}", then=days[0], now=days[1])], room, style.TINY)
        self.paper.text(self.left, self.top - 11, words, fontsize=style.TINY, color=style.QUIET)
        below = self.top + len(ends) * ROW
        for score in (0, 50, 100):
            self.paper.plot([self.at(score)] * 2, [self.top, below], color=style.LINE, linewidth=0.6)
            look = {"fontsize": style.TINY, "color": style.QUIET, "ha": "center"}
            self.paper.text(self.at(score), self.top - 3, str(score), **look)
        for place, row in enumerate(ends.itertuples()):
            middle = self.top + (place + 0.5) * ROW
            options = [labels.jurisdiction(row.Index), labels.short(row.Index)]
            name = fit(options, self.names, style.SMALL)
            self.paper.text(self.start - 6, middle, name, ha="right", va="center_baseline", fontsize=style.SMALL)
            sides = ((row.then, row.then_low, row.then_high), (row.now, row.now_low, row.now_high))
            for y, side in zip((middle - OFF * ROW, middle + OFF * ROW), sides, strict=True):
                self._draw(y, *side, groups[row.Index])

    def _draw(self, y: float, score: float, low: float, high: float, group: str) -> None:
        start, end = self.at(low), self.at(high)
        if score != score:
            marks.hatch(self.paper, start, y - THICK * ROW / 2, end - start, THICK * ROW, linewidth=0.4)
            return
        self.paper.plot([start, end], [y, y], color=style.QUIET, alpha=0.45, linewidth=2)
        marks.dot(self.paper, self.at(score), y, group, markersize=4.4)
