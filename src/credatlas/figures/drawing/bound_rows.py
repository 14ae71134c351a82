"""Rows of bounds on two dates: what a score could be, the earlier date above the middle of a row, the later below.

Knows points on a sheet and the house style. Knows no frames but the one that it is given.
"""

import pandas as pd
from matplotlib.axes import Axes

from credatlas.figures.drawing import marks, style, theme
from credatlas.figures.drawing.layout import fit
from credatlas.figures.language import Language

THICK = 0.3  # of a row: height of a bar of bounds
OFF = 0.22  # of a row: how far the two dates stand above and below its middle


class BoundRows:
    """A row per jurisdiction with its score and bounds on both dates, on a scale of points.

    paper: axes in points, y running down; left, end, top: where the rows lie on it; names: most points for names.
    """

    HEIGHT = 13.0  # points of a row

    def __init__(self, paper: Axes, left: float, top: float, end: float, names: float):
        self.paper, self.left, self.top, self.end, self.names = paper, left, top, end, names
        self.start = left + names + 6

    def at(self, score: float) -> float:
        """Return where a score stands across the sheet."""
        return self.start + score / 100 * (self.end - self.start)

    def draw(self, ends: pd.DataFrame, days: tuple[str, str], t: Language) -> None:
        """Draw heads, scale and rows; ends: then, then_low, then_high, now, now_low, now_high, by jurisdiction.

        What has no bounds on a date (NaN) is not drawn there; what has bounds and no score is hatched.
        """
        room = self.end - self.left
        head = fit([t("no score on one date or both"), t("not joined")], room, style.TEXT, "bold")
        self.paper.text(self.left, self.top - 19, head, **style.BOLD)
        words = fit([t("above: {then}, below: {now}", then=days[0], now=days[1])], room, style.SMALL)
        self.paper.text(self.left, self.top - 11, words, fontsize=style.SMALL, color=theme.QUIET)
        below = self.top + len(ends) * self.HEIGHT
        for score in (0, 50, 100):
            self.paper.plot([self.at(score)] * 2, [self.top, below], color=theme.LINE, linewidth=0.6)
            look: style.Look = {"fontsize": style.SMALL, "color": theme.QUIET, "ha": "center"}
            self.paper.text(self.at(score), self.top - 3, str(score), **look)
        for position, row in enumerate(ends.itertuples()):
            middle = self.top + (position + 0.5) * self.HEIGHT
            name = fit([t.jurisdiction(row.Index), t.short(row.Index)], self.names, style.SMALL)
            self.paper.text(self.start - 6, middle, name, ha="right", va="center_baseline", fontsize=style.SMALL)
            sides = ((row.then, row.then_low, row.then_high), (row.now, row.now_low, row.now_high))
            for y, side in zip((middle - OFF * self.HEIGHT, middle + OFF * self.HEIGHT), sides, strict=True):
                self._draw(y, *side, t.group(row.Index))

    def _draw(self, y: float, score: float, low: float, high: float, group: str) -> None:
        if low != low:
            return
        start, end = self.at(low), self.at(high)
        if score != score:
            marks.hatch(self.paper, start, y - THICK * self.HEIGHT / 2, end - start, THICK * self.HEIGHT, linewidth=0.4)
            return
        self.paper.plot([start, end], [y, y], color=theme.QUIET, alpha=0.45, linewidth=2)
        marks.dot(self.paper, self.at(score), y, group, markersize=4.4)
