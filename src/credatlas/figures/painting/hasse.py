"""How an order is drawn: boxes in rows, lines that run down between them, and those without a rank below.

Knows boxes of names and pairs of them. Decides neither who beats whom nor any word.
"""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import FancyBboxPatch

from credatlas.figures.drawing import fit, layers, marks, sheet, style, width_of, wrap
from credatlas.figures.language import Labels, Translator, clean, join_words

WIDEST = {"article": 150.0, "square": 118.0, "tall": 84.0}  # points of the names in a box
LINES = 6  # of names in a box, before the rest become an ellipsis
NAME = 40  # characters of one name among others
LETTER, PAD = 9.0, 5.0  # points: height of a line of names, and the margin around them
EDGE = 6.0  # points around everything
LEAST, MOST = 22.0, 50.0  # points between two rows
APART, KEY = 4, 18.0  # lines of those without a rank, points of the key
THREAD = {"color": style.QUIET, "linewidth": 0.9, "zorder": 1, "solid_joinstyle": "round"}
FRAME = {"facecolor": style.PAPER, "linewidth": 1.2, "zorder": 2}


@dataclass(frozen=True)
class Box:
    """What one box says, the group that all its members belong to or "", and how large it is, in points."""

    lines: tuple[str, ...]
    group: str
    width: float
    height: float


@dataclass(frozen=True)
class Arranged:
    """Boxes by their first member, their rows with the top of each, what stands below them, and the whole height."""

    boxes: dict[str, Box]
    placed: layers.Rows
    tops: list[float]
    apart: list[str]
    height: float

    def depth(self, row: int) -> float:
        """Return the height of the tallest box of a row in points."""
        return max(self.boxes[head].height for head in self.placed.rows[row])


def arrange(
    boxes: list[list[str]],
    lines: list[tuple[str, str]],
    apart: list[str],
    groups: dict[str, str],
    labels: Labels,
    t: Translator,
    size: str,
) -> Arranged:
    """Return where everything stands; `boxes`: jurisdictions that share one, `lines`: between the first of each."""
    width, usual = style.size_of(size)
    filled = {members[0]: _fill(members, groups, labels, t, WIDEST[size]) for members in boxes}
    widths = {head: box.width for head, box in filled.items()}
    placed = layers.lay_out(list(filled), lines, widths, width - 2 * EDGE)
    names = join_words([clean(labels.short(some), NAME) for some in apart], t.lang)
    below = wrap(t("Not ranked: {names}", names=names), width - 2 * EDGE, style.SMALL, APART) if apart else []
    around = 2 * EDGE + KEY + (len(below) * LETTER + 10 if below else 0)
    depths = [max(filled[head].height for head in row) for row in placed.rows]
    gap = min(max((usual - around - sum(depths)) / max(len(depths) - 1, 1), LEAST), MOST)
    tops = [EDGE + sum(depths[:row]) + row * gap for row in range(len(depths))]
    height = around + sum(depths) + gap * max(len(depths) - 1, 0)
    return Arranged(filled, placed, tops, below, height)


def _fill(members: list[str], groups: dict[str, str], labels: Labels, t: Translator, room: float) -> Box:
    if len(members) == 1:
        said = [fit([labels.jurisdiction(members[0]), labels.short(members[0])], room, style.TEXT)]
    else:
        names = join_words([clean(labels.short(some), NAME) for some in members], t.lang)
        said = wrap(names, room, style.TEXT, LINES)
    shared = {groups[some] for some in members}
    group = next(iter(shared)) if len(shared) == 1 else ""
    wide = max(width_of(line, style.TEXT) for line in said) + 2 * PAD
    return Box(tuple(said), group, wide, len(said) * LETTER + PAD)


def paint(drawing: Drawing, *, order: Arranged, t: Translator) -> None:
    """Draw the boxes, the lines between them, and what stands below."""
    paper = sheet(drawing)
    width, high = marks.extent(drawing)
    for (upper, _), way in order.placed.ways.items():
        _draw_line(paper, order, order.boxes[upper].height, way)
    for row, heads in enumerate(order.placed.rows):
        for head in heads:
            _draw_box(paper, EDGE + order.placed.centres[head], order.tops[row], order.boxes[head])
    foot = high - KEY - len(order.apart) * LETTER
    if order.apart and order.boxes:
        paper.plot([EDGE, width - EDGE], [foot - 7] * 2, color=style.QUIET, linewidth=0.8)
    for line, words in enumerate(order.apart):
        paper.text(EDGE, foot + (line + 0.5) * LETTER - 2, words, va="center_baseline", **style.NOTE)
    frames = [
        ({"facecolor": "none", "edgecolor": look["color"], "linewidth": 1.2}, name)
        for look, name in marks.group_key([box.group for box in order.boxes.values()], t)
    ]
    marks.key(paper, EDGE, high - 7, width - 2 * EDGE, frames)


def _draw_line(paper: Axes, order: Arranged, height: float, way: tuple[tuple[int, float], ...]) -> None:
    """Draw one way down: straight through the rows that it crosses, slanted between them."""
    (first, start), *crossed, (last, end) = way
    points = [(start, order.tops[first] + height), (start, order.tops[first] + order.depth(first))]
    for row, centre in crossed:
        points += [(centre, order.tops[row]), (centre, order.tops[row] + order.depth(row))]
    points.append((end, order.tops[last]))
    paper.plot([EDGE + x for x, _ in points], [y for _, y in points], **THREAD)


def _draw_box(paper: Axes, centre: float, top: float, box: Box) -> None:
    corner = (centre - box.width / 2, top)
    rounded = {"boxstyle": "round,pad=0,rounding_size=2.5", "mutation_aspect": 1}
    look = {"edgecolor": style.GROUPS.get(box.group, style.QUIET), **FRAME}
    paper.add_patch(FancyBboxPatch(corner, box.width, box.height, **rounded, **look))
    for line, words in enumerate(box.lines):
        at = top + PAD / 2 + (line + 0.5) * LETTER
        paper.text(centre, at, words, fontsize=style.TEXT, zorder=3, **style.DIGIT)
