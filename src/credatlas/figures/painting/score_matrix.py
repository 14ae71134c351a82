"""How the score matrix is drawn: a coloured cell with its number, hatching for missing, a red corner for barriers.

Knows tables of jurisdictions by indicators. Decides neither their order nor any word.
"""

from itertools import groupby

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgba
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Polygon, Rectangle

from credatlas.figures.drawing import axes_at, marks, sheet, style, width_of, wrap
from credatlas.figures.language import Labels, Translator

ROW = 11.5  # least height of a row in points
LONGEST = {"article": 56, "square": 60, "tall": 96}  # points of an indicator's name, written upright
FOOT = {"article": 16, "square": 16, "tall": 27}  # points below the cells: the key
ABOVE_NAMES = 30  # points for the dimension's name and the indicator's id
RIGHT = 3  # points
LINE = 7.5  # points from line to line of an indicator's name

Heads = dict[str, list[str]]  # by indicator, the lines of its name


def wrap_heads(labels: Labels, indicators: list[str], size: str) -> Heads:
    """Return the short name of each indicator in the lines in which it stands above its column."""
    lines = 1 if size == "tall" else 2
    return {i: wrap(labels.indicator_short(i), LONGEST[size], style.TINY, lines) for i in indicators}


def height(rows: int, heads: Heads, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, rows, ROW, _top(heads) + FOOT[size])


def _top(heads: Heads) -> float:
    return ABOVE_NAMES + max(width_of(line, style.TINY) for lines in heads.values() for line in lines)


def paint(
    drawing: Drawing,
    *,
    scores: pd.DataFrame,
    statuses: pd.DataFrame,
    barred: pd.DataFrame,
    heads: Heads,
    groups: dict[str, list[str]],
    labels: Labels,
    t: Translator,
    size: str,
) -> None:
    """Draw the matrix; rows and columns as the tables have them, `groups`: the indicators of each dimension."""
    names, left, text = marks.row_names(labels, scores.index, size)
    axes, paper = axes_at(drawing, left, _top(heads), RIGHT, FOOT[size]), sheet(drawing)
    steps = scores.map(style.step, na_action="ignore").astype(float)
    shades = ListedColormap([to_rgba(style.RAMP[0], style.PALE), *style.RAMP[1:]])
    sns.heatmap(
        steps, ax=axes, mask=steps.isna(), cmap=shades, vmin=-0.5, vmax=3.5, cbar=False, xticklabels=False,
        yticklabels=False, zorder=1,
    )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    _write_cells(axes, scores, steps, statuses, t)
    _hatch_missing(axes, statuses)
    for row, column in np.argwhere(barred.to_numpy()):
        _mark_barrier(axes, row, column)
    starts = [scores.columns.get_loc(members[0]) for members in groups.values()]
    _part_cells(axes, len(scores), scores.shape[1], starts)
    for row, options in enumerate(names):
        marks.label_row(axes, row + 0.5, options, left, text)
    width, high = marks.extent(drawing)
    _write_heads(paper, left, (width - left - RIGHT) / len(heads), heads, size)
    _write_dimensions(paper, left, (width - left - RIGHT) / len(heads), list(heads), groups, labels)
    marks.key_below(paper, left, high - 6, width, _key(t))


def _write_cells(axes: Axes, scores: pd.DataFrame, steps: pd.DataFrame, statuses: pd.DataFrame, t: Translator) -> None:
    for shade, colour in enumerate(style.ON_RAMP):
        for row, column in np.argwhere((steps == shade).to_numpy()):
            digits = f"{scores.iat[row, column]:.0f}"
            axes.text(column + 0.5, row + 0.5, digits, fontsize=style.TINY, color=colour, zorder=3, **style.DIGIT)
    for row, column in np.argwhere((statuses == "not-applicable").to_numpy()):
        axes.text(column + 0.5, row + 0.5, t("n/a"), fontsize=5, color=style.QUIET, zorder=3, **style.DIGIT)


def _hatch_missing(axes: Axes, statuses: pd.DataFrame) -> None:
    """Hatch what is missing, neighbours in a row together."""
    for row, missing in enumerate((statuses == "missing").to_numpy()):
        for hatched, run in groupby(range(len(missing)), key=missing.__getitem__):
            columns = list(run)
            if hatched:
                marks.hatch(axes, columns[0], row, len(columns), 1, linewidth=0, zorder=1)


def _mark_barrier(axes: Axes, row: int, column: int) -> None:
    x, y = column + 0.06, row + 0.08
    frame = {"facecolor": "none", "edgecolor": style.BARRIER, "linewidth": 1, "zorder": 4}
    axes.add_patch(Rectangle((x, y), 0.88, 0.84, **frame))
    axes.add_patch(Polygon([(x, y), (x + 0.3, y), (x, y + 0.47)], facecolor=style.BARRIER, linewidth=0, zorder=4))


def _part_cells(axes: Axes, rows: int, columns: int, starts: list[int]) -> None:
    """Draw gaps between the cells, wider ones where a dimension starts."""
    axes.hlines(range(1, rows), 0, columns, color=style.PAPER, linewidth=1, zorder=2)
    axes.vlines(range(1, columns), 0, rows, color=style.PAPER, linewidth=1, zorder=2)
    axes.vlines([start for start in starts if start], 0, rows, color=style.PAPER, linewidth=3.5, zorder=2)


def _write_heads(paper: Axes, left: float, cell: float, heads: Heads, size: str) -> None:
    bottom = _top(heads)
    for place, indicator in enumerate(heads):
        text = 5.5 if size == "tall" else style.SMALL
        paper.text(left + (place + 0.5) * cell, bottom - 5, indicator, ha="center", fontsize=text)
    for place, lines in enumerate(heads.values()):
        for line, words in enumerate(lines):
            x = left + (place + 0.5) * cell + (line - (len(lines) - 1) / 2) * LINE
            upright = {"rotation": 90, "ha": "center", "va": "bottom"}
            paper.text(x, bottom - 14, words, fontsize=style.TINY, color=style.QUIET, **upright)


def _write_dimensions(
    paper: Axes, left: float, cell: float, columns: list[str], groups: dict[str, list[str]], labels: Labels
) -> None:
    for dimension, members in groups.items():
        x = left + columns.index(members[0]) * cell + 1.5
        marks.head(paper, x, 8, len(members) * cell - 3, labels.dimension(dimension), dimension)


def _key(t: Translator) -> list[tuple[dict, str]]:
    words = ("0", t("1 to 33"), t("34 to 66"), t("67 to 100 points"))
    colours = (to_rgba(style.RAMP[0], style.PALE), *style.RAMP[1:])
    steps = [({"facecolor": colour}, said) for colour, said in zip(colours, words, strict=True)]
    barrier = {"facecolor": "none", "edgecolor": style.BARRIER, "linewidth": 1}
    return [*steps, (marks.MISSING_LOOK, t("not read")), (barrier, t("barrier"))]
