"""Layered drawing of a partial order: boxes in rows that do not overlap, and lines that only run down.

Knows names, widths and pairs. Knows no colours, no charts and no data.

Source: the layered drawing of Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 11 (1981)
109-125: rows by the longest chain, places held free where a line crosses a row, neighbours ordered by their mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

from credatlas.figures.drawing.layout import spread

SWEEPS = 8  # down and up in turn
GAP = 16.0  # points between two boxes of a row
THREAD = 3.0  # points that a line takes where it crosses a row
FULL = 0.78  # of the width: boxes in one row, so that lines have room to pass

Line = tuple[str, str]  # upper and lower node
Item = str | tuple[str, str, int]  # a node, or the place of a line in a row that it crosses


@dataclass(frozen=True)
class Rows:
    """Nodes by row from the top, the centre of each in points, and for each line its way down as (row, centre)."""

    rows: tuple[tuple[str, ...], ...]
    centres: dict[str, float]
    ways: dict[Line, tuple[tuple[int, float], ...]]


def lay_out(nodes: Sequence[str], lines: Sequence[Line], widths: dict[str, float], room: float) -> Rows:
    """Place nodes of these widths within `room` points, each below all that stand above it.

    Lines are (upper, lower) and must not run in a circle. The same input gives the same places.
    """
    rows = [part for layer in _list_layers(nodes, lines) for part in _split(layer, widths, room * FULL)]
    row_of = {node: row for row, members in enumerate(rows) for node in members}
    items: list[list[Item]] = [list(row) for row in rows]
    chains: dict[Line, list[Item]] = {}
    for upper, lower in lines:
        crossed = [(upper, lower, row) for row in range(row_of[upper] + 1, row_of[lower])]
        chains[upper, lower] = [upper, *crossed, lower]
        for spot in crossed:
            items[spot[2]].append(spot)
    centres = _settle(items, list(chains.values()), widths, room)
    ways = {
        line: tuple((row_of[line[0]] + step, centres[item]) for step, item in enumerate(chain))
        for line, chain in chains.items()
    }
    return Rows(tuple(map(tuple, rows)), {node: centres[node] for node in nodes}, ways)


def _list_layers(nodes: Sequence[str], lines: Sequence[Line]) -> list[list[str]]:
    """Return nodes by the length of the longest chain above them."""
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for upper, lower in lines:
            depth[lower] = max(depth[lower], depth[upper] + 1)
    return [[node for node in nodes if depth[node] == layer] for layer in range(max(depth.values(), default=-1) + 1)]


def _split(layer: list[str], widths: dict[str, float], room: float) -> list[list[str]]:
    """Return a layer in as many rows as its boxes need, at least one box to a row."""
    rows: list[list[str]] = [[]]
    for node in layer:
        if rows[-1] and sum(widths[other] + GAP for other in rows[-1]) + widths[node] > room:
            rows.append([])
        rows[-1].append(node)
    return rows


def _settle(
    items: list[list[Item]], chains: list[list[Item]], widths: dict[str, float], room: float
) -> dict[Item, float]:
    """Move what is joined towards each other, row by row, and return the centre of every item."""
    joined: dict[Item, list[Item]] = {item: [] for row in items for item in row}
    for chain in chains:
        for one, other in pairwise(chain):
            joined[one].append(other)
            joined[other].append(one)
    centres: dict[Item, float] = {}
    for row in items:
        centres |= _place(row, [room * (i + 0.5) / len(row) for i in range(len(row))], widths, room)
    for sweep in range(SWEEPS):
        for row in items if sweep % 2 == 0 else reversed(items):
            wanted = {item: mean([centres[other] for other in joined[item]] or [centres[item]]) for item in row}
            row.sort(key=wanted.__getitem__)
            centres |= _place(row, [wanted[item] for item in row], widths, room)
    return centres


def _place(row: list[Item], wanted: list[float], widths: dict[str, float], room: float) -> dict[Item, float]:
    sizes = [widths[item] if isinstance(item, str) else THREAD for item in row]
    return dict(zip(row, spread(wanted, sizes, 0.0, room, GAP), strict=True))
