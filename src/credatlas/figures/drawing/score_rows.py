"""Rows on a scale of points: a name, what a score is or could be, and its number beside it.

Knows points on a sheet and the house style. Knows no frames.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from credatlas.figures.drawing import marks, style, theme
from credatlas.figures.drawing.layout import fit, width_of
from credatlas.figures.language import Language

BAR, BOX = 8.0, 11.0  # points: height of the bar of a score's bounds, and of the box of one that is not known
PALE = 0.3  # strength of a bar and of a box
BESIDE = 9.0  # points between a mark and its number
NUMBER = 44.0  # points right of the scale that belong to a row


class ScoreRows:
    """A scale of points from `left` to `right` on the sheet, `names` points for names before it.

    paper: axes in points, y running down. text: size of the names in points.
    """

    def __init__(self, paper: Axes, t: Language, *, left: float, right: float, names: float = 0.0, text: float):
        self.paper, self.t, self.left, self.right, self.names, self.text = paper, t, left, right, names, text

    def at(self, score: float) -> float:
        """Return where a score stands across the sheet."""
        return self.left + score / 100 * (self.right - self.left)

    def scale(self, top: float, bottom: float, unit: str = "") -> None:
        """Draw thin lines at none, half and all of the points, numbers above `top`; unit: after the last if it fits."""
        for score in (0, 50, 100):
            x = self.at(score)
            self.paper.plot([x, x], [top, bottom], color=theme.LINE, linewidth=0.8, zorder=0.5)
            self.paper.text(x, top - 6, str(score), ha="center", **style.NOTE)
        start = self.at(100) + 14
        if unit and start + width_of(unit, style.SMALL) <= self.paper.get_xlim()[1]:
            self.paper.text(start, top - 6, unit, **style.NOTE)

    def name(self, y: float, jurisdiction: str, high: float, end: float | None = None) -> None:
        """Write the name of a row before the scale, where there is room for it.

        The row answers to a touch, `high` points high and as far as `end`, by default the number beside the scale.
        """
        left = self.left - self.names
        marks.touch(self.paper, [jurisdiction], left, y - high / 2, (end or self.right + NUMBER) - left, high)
        if not self.names:
            return
        look = marks.name_look(self.t.group(jurisdiction))
        options = [self.t.jurisdiction(jurisdiction), self.t.short(jurisdiction)]
        words = fit(options, self.names - 10, self.text, look.get("fontweight", "normal"))
        self.paper.text(self.left - 10, y, words, ha="right", va="center_baseline", fontsize=self.text, **look)

    def score(
        self, y: float, score: float, low: float, high: float, group: str, *, number: bool = True, hollow: bool = False
    ) -> None:
        """Draw a score as a dot on the bar of its bounds, with its number beside; hollow: of an earlier date."""
        if high > low:
            self._round(y, low, high, BAR, group, linewidth=0)
        marks.dot(self.paper, self.at(score), y, group, estimated=hollow)
        if number:
            self.write(y, max(score, high), self.t.number(score), color=theme.INK, fontweight="bold")

    def bounds(self, y: float, low: float, high: float, group: str, *, number: bool = True) -> None:
        """Draw what a score could be as a faint box with an edge, with both numbers beside."""
        self._round(y, low, high, BOX, group, linewidth=0.9, linestyle=(0, (3, 2)))
        if number:
            self.write(y, high, self.t.span(low, high))

    def write(self, y: float, score: float, words: str, **look) -> None:
        """Write words right of a score."""
        place = (self.at(score) + BESIDE, y)
        self.paper.text(*place, words, va="center_baseline", **(style.NOTE | {"fontsize": self.text} | look))

    def head(self, x: float, y: float, options: Sequence[str]) -> None:
        """Write the head of a block of rows as far as the sheet goes: the first of the options that fits."""
        words = fit(options, self.paper.get_xlim()[1] - 2 * x, style.TEXT, "bold")
        self.paper.text(x, y, words, bbox=style.GROUND, **style.BOLD)

    def _round(self, y: float, low: float, high: float, height: float, group: str, **look) -> None:
        corner, across = (self.at(low), y - height / 2), max(self.at(high) - self.at(low), 1.0)
        shape: style.Look = {"boxstyle": "round,pad=0,rounding_size=3", "mutation_aspect": 1, "zorder": 2}
        colour = theme.GROUPS[group]
        box = FancyBboxPatch(corner, across, height, facecolor=(colour, PALE), edgecolor=colour, **shape, **look)
        self.paper.add_patch(box)
