"""How sensitivities are drawn: a coloured cell with its number, rows of jurisdictions by columns of factors.

Knows a table of shares. Decides neither its order nor any word.
"""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgba
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import axes_at, marks, sheet, style, width_of, wrap
from credatlas.figures.language import Labels, Translator, number

ROW = 12.0  # least height of a row in points
LINE = 7.5  # points from line to line of a head
HEAD = 3  # lines of a head
AROUND_HEAD, FOOT, RIGHT = 10.0, 20.0, 4.0  # points
NOTHING = 0.05  # of the variance; below it the cell is as pale as zero
STEPS = (NOTHING, 1 / 3, 2 / 3)  # where the next darker shade begins


def height(totals: pd.DataFrame, names: dict[str, str], size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, max(len(totals), 2), ROW, _top(names) + FOOT)


def _top(names: dict[str, str]) -> float:
    return AROUND_HEAD + (HEAD * LINE if names else 0)


def paint(
    drawing: Drawing,
    *,
    totals: pd.DataFrame,
    names: dict[str, str],
    ranked: list[str],
    labels: Labels,
    t: Translator,
    size: str,
) -> None:
    """Draw the table; its first row is the mean shift of all ranks, the others are those of `ranked`."""
    paper = sheet(drawing)
    width, high = marks.extent(drawing)
    if totals.empty:
        marks.hatch(paper, 4, 4, width - 8, high - 8)
        paper.text(
            width / 2, high / 2, t("nobody can be ranked"), ha="center", va="center",
            bbox={"facecolor": style.PAPER, "edgecolor": "none"}, **style.NOTE,
        )  # fmt: skip
        return
    options, left, text = marks.row_names(labels, ranked, size)
    first = [t("mean rank shift"), t("all ranks")]
    left = max(left, min(width_of(first[0], text, "bold") + 7, marks.GUTTER[size]))
    top = _top(names)
    axes = axes_at(drawing, left, top, RIGHT, FOOT)
    _draw_cells(axes, totals, t)
    marks.label_row(axes, 0.5, first, left, text)
    for row, candidates in enumerate(options):
        marks.label_row(axes, row + 1.5, candidates, left, text)
    cell = (width - left - RIGHT) / len(names)
    for place, name in enumerate(names.values()):
        lines = wrap(name, cell - 3, style.TINY, HEAD)
        for line, words in enumerate(lines):
            y = top - 5 - (len(lines) - 1 - line) * LINE
            paper.text(left + (place + 0.5) * cell, y, words, ha="center", fontsize=style.TINY, color=style.INK)
    marks.key_below(paper, left, high - 6, width, _key(t))


def _draw_cells(axes: Axes, totals: pd.DataFrame, t: Translator) -> None:
    shades = totals.apply(lambda column: np.digitize(column, STEPS)).astype(float).where(totals.notna())
    colours = ListedColormap([to_rgba(style.RAMP[0], style.PALE), *style.RAMP[1:]])
    sns.heatmap(
        shades, ax=axes, mask=shades.isna(), cmap=colours, vmin=-0.5, vmax=3.5, cbar=False, xticklabels=False,
        yticklabels=False, zorder=1,
    )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    for (row, column), total in np.ndenumerate(totals.to_numpy()):
        colour = style.QUIET if np.isnan(total) else style.ON_RAMP[int(shades.iat[row, column])]
        words = number(total, 2, t.lang)
        axes.text(column + 0.5, row + 0.5, words, fontsize=style.TINY, color=colour, zorder=3, **style.DIGIT)
    rows, columns = totals.shape
    axes.hlines(range(2, rows), 0, columns, color=style.PAPER, linewidth=1, zorder=2)
    axes.vlines(range(1, columns), 0, rows, color=style.PAPER, linewidth=1, zorder=2)
    axes.hlines([1], 0, columns, color=style.PAPER, linewidth=4, zorder=2)


def _key(t: Translator) -> list[tuple[dict, str]]:
    words = (t("below {share}", share=number(NOTHING, 2, t.lang)), t("to a third"), t("to two thirds"), t("above"))
    colours = (to_rgba(style.RAMP[0], style.PALE), *style.RAMP[1:])
    return [({"facecolor": colour}, said) for colour, said in zip(colours, words, strict=True)]
