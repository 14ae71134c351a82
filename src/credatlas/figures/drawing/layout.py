"""Room for words: how wide a text is, what fits, where labels go, and whether two overlap.

Knows points and boxes. Knows no colours, no charts and no data.
"""

import math
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from statistics import mean

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in points
_ELLIPSIS = "\u2026"
_FAMILY = "DejaVu Sans"
LONGEST = 400  # characters that can fit on any sheet
_RINGS = (5.0, 11.0, 18.0, 26.0, 36.0, 48.0, 62.0)  # distances at which a label is tried
_GAP = 5.0  # points that stay free at both ends of an outline's label
_TRIED = 8  # places along an edge at which the label of an outline is tried, but one
_ON_LINE = 12.0  # points that a label rather goes further than cover a line
_DIRECTIONS = (0, 180, 90, 270, 45, 315, 135, 225, 20, 340, 160, 200, 70, 110, 250, 290)  # degrees, best first


@contextmanager
def any_glyph() -> Iterator[None]:
    """Silence the warning about characters that our typeface lacks: the reader's typeface may have them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


@lru_cache(maxsize=4096)
def width_of(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of one line of text in points."""
    font = FontProperties(family=_FAMILY, size=size, weight=weight)
    with any_glyph():
        return text_to_path.get_text_width_height_descent(text, font, False)[0]


def fit(candidates: Sequence[str], room: float, size: float, weight: str = "normal") -> str:
    """Return the first candidate that is at most `room` points wide, else the last one shortened with an ellipsis."""
    for text in candidates:
        if len(text) <= LONGEST and width_of(text, size, weight) <= room:
            return text
    text = candidates[-1][:LONGEST]
    shown = bisect_right(range(len(text)), room, key=lambda end: width_of(text[:end] + _ELLIPSIS, size, weight)) - 1
    return text[: max(shown, 0)].rstrip() + _ELLIPSIS


def wrap(text: str, room: float, size: float, most: int = 2) -> list[str]:
    """Return `text` in at most `most` lines of at most `room` points; the last is shortened when it must be.

    A no-break space keeps the words beside it together.
    """
    lines: list[str] = []
    words = re.findall(r"[^ \t\n]+", text[: most * LONGEST])
    while words and len(lines) < most - 1:
        counts = range(1, len(words) + 1)
        n = max(bisect_right(counts, room, key=lambda count: width_of(" ".join(words[:count]), size)), 1)
        lines.append(fit([" ".join(words[:n])], room, size))
        words = words[n:]
    return lines + ([fit([" ".join(words)], room, size)] if words else [])


class Page(Drawing):
    """A sheet with `foot` points at its bottom that are kept for words; `extent` and `axes_at` know what is above."""

    foot: float = 0.0


def extent(drawing: Drawing) -> tuple[float, float]:
    """Return width and height of the sheet in points, without its foot."""
    width, height = (drawing.get_size_inches() * 72).tolist()
    return width, height - getattr(drawing, "foot", 0.0)


def axes_at(drawing: Drawing, left: float, top: float, right: float, bottom: float) -> Axes:
    """Return axes whose frame lies that many points from the four edges of the sheet, or from its foot."""
    width, above = extent(drawing)
    height = float(drawing.get_size_inches()[1]) * 72
    place = ((height - above + bottom) / height, (above - top - bottom) / height)
    return drawing.add_axes((left / width, place[0], (width - left - right) / width, place[1]))


def sheet(drawing: Drawing) -> tuple[Axes, float, float]:
    """Return axes without a frame that cover the sheet, in points with y running down, and its `extent`."""
    width, height = extent(drawing)
    axes = drawing.add_axes((0, 0, 1, 1), zorder=5)
    axes.set(xlim=(0, width), ylim=(float(drawing.get_size_inches()[1]) * 72, 0))
    axes.set_axis_off()
    return axes, width, height


def overlap(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Say whether two boxes come closer than `gap` points."""
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float, gap: float = 0.0) -> list[float]:
    """Return centres as near as can be to those wanted, in the same order, so that no two things of these sizes meet.

    All lie between `low` and `high` where they fit; where they do not, the gap shrinks, and then they run past `high`.
    Source: the pool-adjacent-violators algorithm for the least squared distance.
    """
    if not wanted:
        return []
    gap = min(gap, max(0.0, (high - low - sum(sizes)) / max(len(sizes) - 1, 1)))
    starts = [sum(sizes[:i]) + i * gap + sizes[i] / 2 for i in range(len(sizes))]
    pools: list[list[float]] = []
    for want, start in zip(wanted, starts, strict=True):
        pools.append([want - start])
        while len(pools) > 1 and mean(pools[-2]) > mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    most = max(low, high - sum(sizes) - gap * (len(sizes) - 1))
    shifts = [min(max(mean(pool), low), most) for pool in pools for _ in pool]
    return [shift + start for shift, start in zip(shifts, starts, strict=True)]


def place_labels(
    points: Sequence[tuple[float, float]],
    widths: Sequence[float],
    height: float,
    room: Box,
    taken: Sequence[Box] = (),
    lines: Sequence[Box] = (),
) -> list[tuple[float, float]]:
    """Return the centre of each label: as near its point as it can be without covering a point, a label or `taken`.

    All in points with y running up. The same input gives the same places. The most crowded are placed first.
    A label keeps off `lines` where there is room nearby; where nothing is free it goes where it covers least.
    """
    dots = [(x - 3.5, y - 3.5, x + 3.5, y + 3.5) for x, y in points]
    crowd = [sum(math.dist(point, other) < 40 for other in points) for point in points]
    order = sorted(range(len(points)), key=lambda i: (-crowd[i], points[i], i))
    boxes: dict[int, Box] = {}
    for i in order:
        blocked = [*dots, *taken, *boxes.values()]
        far = {_box(points[i], widths[i], height, ring, angle): ring for ring in _RINGS for angle in _DIRECTIONS}
        inside = [box for box in far if _lies_in(box, room)]
        free = {box: far[box] + _ON_LINE * _covered(box, lines) for box in inside if not _covers(box, blocked)}
        cost = free or {box: _covered(box, blocked) for box in inside or far}
        boxes[i] = min(cost, key=cost.__getitem__)
    return [((boxes[i][0] + boxes[i][2]) / 2, (boxes[i][1] + boxes[i][3]) / 2) for i in range(len(points))]


def place_at_edge(
    outline: Box, width: float, height: float, room: Box, taken: Sequence[Box] = (), lines: Sequence[Box] = ()
) -> tuple[float, float]:
    """Return the centre of the label of an outline: inside it at its edge or just outside, where nothing is `taken`.

    All in points with y running up. A place inside counts before one outside, and keeps off `lines` where it can.
    Where nothing is free, the label goes near a corner of the outline as `place_labels` finds it a place.
    """
    left, low, right, high = outline
    inset = (width / 2 + 3, height / 2 + 1)
    shares = [step / _TRIED for step in range(_TRIED + 1)]
    inside = {(left + inset[0] + share * (right - left - 2 * inset[0]), y) for share in shares
              for y in (high - inset[1], low + inset[1])}  # fmt: skip
    inside |= {(x, low + inset[1] + share * (high - low - 2 * inset[1])) for share in shares
               for x in (left + inset[0], right - inset[0])}  # fmt: skip
    outside = {(x, y) for x, _ in inside for y in (high + inset[1], low - inset[1])}
    outside |= {(x, y) for _, y in inside for x in (left - inset[0], right + inset[0])}
    boxes = {spot: around(spot, width / 2, height / 2) for spot in sorted(inside | outside)}
    apart = {spot: around(spot, width / 2 + _GAP, height / 2) for spot in boxes}  # two names that touch read as one
    free = [spot for spot, box in boxes.items() if _lies_in(box, room) and not _covers(apart[spot], taken)]
    if not free:
        return place_labels([(left, high)], [width], height, room, taken, lines)[0]
    return min(free, key=lambda spot: (spot in outside, _covered(boxes[spot], lines), -spot[1]))


def around(centre: tuple[float, float], across: float, up: float) -> Box:
    """Return the box that reaches so far to both sides of its centre, and so far up and down."""
    return (centre[0] - across, centre[1] - up, centre[0] + across, centre[1] + up)


def _lies_in(box: Box, room: Box) -> bool:
    return box[0] >= room[0] and box[1] >= room[1] and box[2] <= room[2] and box[3] <= room[3]


def _covers(box: Box, others: Sequence[Box]) -> bool:
    return any(overlap(box, other, 0.8) for other in others)


def _covered(box: Box, others: Sequence[Box]) -> int:
    return sum(overlap(box, other) for other in others)


def _box(point: tuple[float, float], width: float, height: float, ring: float, angle: float) -> Box:
    """Return the box of a label whose nearest edge lies `ring` points from its point in the direction of `angle`."""
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x = point[0] + dx * ring + (width / 2) * (0 if abs(dx) < 0.4 else math.copysign(1, dx))
    y = point[1] + dy * ring + (height / 2) * (0 if abs(dy) < 0.4 else math.copysign(1, dy))
    return around((x, y), width / 2, height / 2)
