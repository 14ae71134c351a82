"""How the frontier is drawn: a scatter plot with thin bars for bounds, the front as stairs, and a name at every dot.

Knows points with their bounds. Decides neither who is on the front nor any word.
"""

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.figures.drawing import Box, axes_at, marks, place_labels, sheet, style, width_of
from credatlas.figures.language import Labels, Translator, clean, join_words

HALF = 50  # points; half of the scale, from which a framework counts as strong on a dimension
STEEPEST = 1.25  # height of the sheet by its width; a square plot shows a trade-off best
LEFT, TOP, RIGHT, BOTTOM = 24, 16, 12, 46  # points around the plot
TOGETHER = 4  # names at one dot before the rest become a count
NAME, NAMES = 24, 60  # characters of one name, and of all names at one dot
LEADER = 9.0  # points from which a name needs a line to its dot
LETTER = 8.0  # points; height of a line of names
FRONT = {"color": style.INK, "linewidth": 1, "linestyle": (0, (3, 2))}


def paint(
    drawing: Drawing,
    *,
    points: pd.DataFrame,
    groups: list[str],
    front: list[str],
    names: dict[str, str],
    labels: Labels,
    t: Translator,
) -> None:
    """Draw `points` (x, y and their bounds by jurisdiction); `names`: of the two dimensions."""
    width, height = marks.extent(drawing)
    axes, paper = axes_at(drawing, LEFT, TOP, RIGHT, BOTTOM), sheet(drawing)
    marks.scale_points(axes)
    marks.scale_points(axes, vertical=True)
    paper.text(4, 8, names["y"], **style.BOLD)
    paper.text(width - RIGHT, height - BOTTOM + 22, names["x"], ha="right", **style.BOLD)
    zone = t("{half} or more on both", half=HALF)
    shade = {"facecolor": style.LINE, "alpha": 0.35, "linewidth": 0, "zorder": 0}
    axes.add_patch(Rectangle((HALF, HALF), 100 - HALF, 100 - HALF, **shade))
    axes.annotate(zone, (100, 100), xytext=(-4, -4), textcoords="offset points", ha="right", va="top", **style.NOTE)
    bar = {"color": style.QUIET, "alpha": 0.55, "linewidth": 0.9, "zorder": 2, "clip_on": False}
    axes.hlines(points["y"], points["x_low"], points["x_high"], **bar)
    axes.vlines(points["x"], points["y_low"], points["y_high"], **bar)
    _draw_front(axes, points.loc[front])
    for group, (x, y) in zip(groups, points[["x", "y"]].to_numpy(), strict=True):
        marks.dot(axes, x, y, group, markersize=6.5)
    plot = _Plot(width, height)
    lines = _list_lines(plot, points, points.loc[front])
    _write_names(paper, plot, points, lines, labels, t, zone)
    if points.empty:
        axes.text(50, 37, t("no jurisdiction has both scores"), ha="center", va="center", **style.NOTE)
    entries = [*marks.group_key(groups, t), *([(FRONT, t("front"))] if front else [])]
    marks.key(paper, 4, height - 6, width - 8, entries)


def _draw_front(axes: Axes, front: pd.DataFrame) -> None:
    """Draw the stairs under which every other jurisdiction lies, out to both axes."""
    corners = _list_corners(front)
    axes.plot([x for x, _ in corners], [y for _, y in corners], zorder=3, **FRONT)


def _list_corners(front: pd.DataFrame) -> list[tuple[float, float]]:
    """Walk down the stairs: level to the next point of the front, then down to the one after it."""
    corners, before = [], 0.0
    for row in front.sort_values(["x", "y"], ascending=[True, False]).itertuples():
        corners += [(before, row.y), (row.x, row.y)]
        before = row.x
    return [*corners, (before, 0.0)] if corners else []


class _Plot:
    """Where a score lies on the sheet, in points, y running up."""

    def __init__(self, width: float, height: float):
        self.across, self.up = (width - LEFT - RIGHT) / 100, (height - TOP - BOTTOM) / 100
        self.width, self.height = width, height

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of two scores."""
        return LEFT + x * self.across, BOTTOM + y * self.up

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box between two pairs of scores."""
        return (*self.at(x0, y0), *self.at(x1, y1))


def _list_lines(plot: _Plot, points: pd.DataFrame, front: pd.DataFrame) -> list[Box]:
    """Return the thin bars and the steps of the front, which names had better not cross."""
    bars = [plot.box(row.x_low, row.y, row.x_high, row.y) for row in points.itertuples()]
    bars += [plot.box(row.x, row.y_low, row.x, row.y_high) for row in points.itertuples()]
    steps = [plot.box(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(_list_corners(front))]
    return bars + steps


def _write_names(
    paper: Axes, plot: _Plot, points: pd.DataFrame, lines: list[Box], labels: Labels, t: Translator, zone: str
) -> None:
    """Name every dot, those that coincide together, with a thin leader where the name had to move away."""
    spots: dict[tuple[float, float], list[str]] = {}
    for row in points.itertuples():
        spots.setdefault((round(row.x, 1), round(row.y, 1)), []).append(clean(labels.short(row.Index), NAME))
    words = [clean(join_words(names, t.lang, TOGETHER), NAMES) for names in spots.values()]
    widths = [width_of(said, style.SMALL) for said in words]
    right, top = plot.width - RIGHT, plot.height - TOP
    corner = (right - width_of(zone, style.SMALL) - 6, top - 14, right, top)
    dots = [plot.at(*spot) for spot in spots]
    room = (LEFT + 2, BOTTOM + 2, plot.width - 3, top + 4)
    centres = place_labels(dots, widths, LETTER, room, [corner], lines)
    for dot, centre, said, wide in zip(dots, centres, words, widths, strict=True):
        halves = (wide / 2, LETTER / 2)
        near = [min(max(at, mid - half), mid + half) for at, mid, half in zip(dot, centre, halves, strict=True)]
        if abs(near[0] - dot[0]) + abs(near[1] - dot[1]) > LEADER:
            ends = [plot.height - dot[1], plot.height - near[1]]
            paper.plot([dot[0], near[0]], ends, color=style.QUIET, linewidth=0.5, zorder=2)
        paper.text(centre[0], plot.height - centre[1], said, fontsize=style.SMALL, **style.DIGIT)
