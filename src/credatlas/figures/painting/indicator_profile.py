"""How the indicator profile is drawn: a row per indicator with the peers in grey and the one in colour.

Knows scores of one jurisdiction and of its peers. Decides neither their order nor any word.
"""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, width_of
from credatlas.figures.language import Labels, Translator, number

ROW = 11.0  # least height of a row in points
TOP, BOTTOM, EDGE = 4, 34, 2  # points around the rows
GUTTER = {"article": 150, "square": 150, "tall": 104}  # most points for the names of indicators
DOT = 3.0  # points across of a dot that stands for one peer
PEER = {"markerfacecolor": style.LINE, "markeredgecolor": style.QUIET, "markeredgewidth": 0.5, "marker": "o"}
MEDIAN = {"marker": "|", "color": style.INK, "markeredgewidth": 1.3}


def height(rows: pd.DataFrame, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, len(rows) + rows["dimension_id"].nunique(), ROW, TOP + BOTTOM)


def paint(
    drawing: Drawing, *, rows: pd.DataFrame, scores: pd.DataFrame, name: str, labels: Labels, t: Translator, size: str
) -> None:
    """Draw `rows` (indicators: score, status, and min, median, max of the peers) over the peers' `scores`."""
    text = style.SMALL if size == "tall" else style.TEXT
    names = {i: f"{i}  {labels.indicator_short(i)}" for i in rows.index}
    left = min(GUTTER[size], EDGE + 8 + max(width_of(said[:200], text) for said in names.values()))
    right = 12 + max(width_of(words, style.SMALL, "bold") for words in (t("not read"), t("n/a"), "100"))
    width, high = marks.extent(drawing)
    axes, paper = axes_at(drawing, left, TOP, right, BOTTOM), sheet(drawing)
    heads, places = place_rows(rows["dimension_id"])
    marks.scale_points(axes)
    axes.set(ylim=(len(heads) + len(places) - 0.5, -0.5), yticks=[])
    pitch = (high - TOP - BOTTOM) / (len(heads) + len(places))
    for dimension, place in heads.items():
        marks.head(paper, EDGE, TOP + (place + 1) * pitch - 4, width - 5, labels.dimension(dimension), dimension)
    _draw_peers(axes, places, rows, scores)
    for row in rows.itertuples():
        place = places[row.Index]
        said = fit([names[row.Index]], left - EDGE - 6, text)
        paper.text(left - 6, TOP + (place + 0.5) * pitch, said, fontsize=text, ha="right", va="center_baseline")
        _draw_own(axes, place, row)
        _write_own(axes, place, row, t)
    marks.key(paper, 4, high - 6, width - 8, _key(name, t))


def place_rows(dimensions: pd.Series) -> tuple[dict[str, int], dict[str, int]]:
    """Return the row of each dimension's head and of each indicator, counted from the top."""
    heads: dict[str, int] = {}
    places: dict[str, int] = {}
    for indicator, dimension in dimensions.items():
        heads.setdefault(dimension, len(heads) + len(places))
        places[indicator] = len(heads) + len(places)
    return heads, places


def _draw_peers(axes: Axes, places: dict[str, int], rows: pd.DataFrame, scores: pd.DataFrame) -> None:
    """Draw the range and the median on each row, and a dot for each score, its area by how many have it."""
    at = rows.index.map(places).to_numpy(dtype=float)
    axes.hlines(at, rows["min"], rows["max"], color=style.LINE, linewidth=2, zorder=1.5)
    axes.vlines(rows["median"], at - 0.36, at + 0.36, color=style.INK, linewidth=1.3, zorder=2.5, clip_on=False)
    known = scores.dropna(subset="score")
    counts = known.groupby([known["indicator_id"], known["score"].round(6)]).size()
    for count, alike in counts.groupby(counts):
        x, y = alike.index.get_level_values("score"), alike.index.get_level_values("indicator_id").map(places)
        across = DOT * math.sqrt(count)
        axes.plot(x, y, linestyle="none", markersize=across, zorder=2, clip_on=False, **PEER)


def _draw_own(axes: Axes, place: int, row) -> None:
    if row.status == "missing":
        marks.hatch(axes, 0, place - 0.26, 100, 0.52, linewidth=0, zorder=1.2)
    elif row.status == "hinders":
        marks.dot(axes, row.score, place, "", color=style.BARRIER, marker="X", markersize=7)
    elif row.score == row.score:
        colour = style.DIMENSIONS.get(row.dimension_id, style.INK)
        marks.dot(axes, row.score, place, "", color=colour, markersize=6.5)


def _write_own(axes: Axes, place: int, row, t: Translator) -> None:
    """Write the score, or why there is none, at the end of the row."""
    if row.score == row.score:
        marks.write_beside(axes, 100, place, number(row.score, lang=t.lang), 8, color=style.INK, fontweight="bold")
    else:
        marks.write_beside(axes, 100, place, t("n/a") if row.status == "not-applicable" else t("not read"), 8)


def _key(name: str, t: Translator) -> list[tuple[dict, str]]:
    own = {"marker": "o", "color": style.INK, "markersize": 5.5, "markeredgewidth": 0}
    return [
        (own, fit([name], 120, style.SMALL)),
        (PEER | {"markersize": DOT + 0.6}, t("peer")),
        (MEDIAN | {"markersize": 7}, t("median of peers")),
        (marks.MISSING_LOOK, t("not read")),
    ]
