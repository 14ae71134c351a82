"""How coverage is drawn: a bar per jurisdiction, stacked by how its provisions were read.

Knows counts. Decides neither their order nor any word.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import axes_at, marks, sheet, style, width_of
from credatlas.figures.language import Labels, Translator

ROW = 10.5  # least height of a row in points
TOP, BOTTOM = 4, 34  # points above and below the rows
BAR = 0.74  # height of a bar, of its row
THIN = {"edgecolor": style.QUIET, "linewidth": 0.4}
LOOKS = {  # by kind, in the order of the stack
    "high": {"facecolor": style.RAMP[3], "linewidth": 0},
    "medium": {"facecolor": style.RAMP[2], "linewidth": 0},
    "low": {"facecolor": style.RAMP[1], "linewidth": 0},
    "not-found": {"facecolor": to_rgba(style.LINE, style.PALE), **THIN},
    "not-applicable": {"facecolor": "none", "linestyle": ":", **THIN},
    "missing": {"facecolor": "none", "hatch": style.HATCH, **THIN},
}
ON = {"high": style.ON_DEEP, "medium": style.ON_PALE, "low": style.ON_PALE}  # colours of digits; else ink


def height(rows: int, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, rows, ROW, TOP + BOTTOM)


def paint(
    drawing: Drawing, *, counts: pd.DataFrame, names: dict[str, str], labels: Labels, t: Translator, size: str
) -> None:
    """Draw a bar for each row of `counts` (a column per kind); `names`: of the kinds."""
    options, left, text = marks.row_names(labels, counts.index, size)
    totals, none = counts.sum(axis=1), t("none in force")
    right = 14 + (width_of(none, style.SMALL) if (totals == 0).any() else 14)
    width, high = marks.extent(drawing)
    axes, paper = axes_at(drawing, left, TOP, right, BOTTOM), sheet(drawing)
    axes.set(xlim=(0, 100), ylim=(len(counts) - 0.5, -0.5), yticks=[])
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    for place, (jurisdiction, row) in enumerate(counts.iterrows()):
        marks.label_row(axes, place, options[place], left, text)
        _draw_bar(axes, place, row, (width - left - right) / 100)
        total = int(totals[jurisdiction])
        marks.write_beside(axes, 100, place, str(total) if total else none, 6)
    shown = [(LOOKS[kind] | (marks.MISSING_LOOK if kind == "missing" else {}), name) for kind, name in names.items()]
    marks.key(paper, 4, high - 6, width - 8, shown)


def _draw_bar(axes: Axes, place: int, row: pd.Series, scale: float) -> None:
    """Draw the shares of one jurisdiction; `scale`: points on the sheet per per cent."""
    if not row.sum():
        axes.barh(place, 100, BAR, **LOOKS["missing"])
    start = 0.0
    for kind, count in row[row > 0].items():
        share = 100 * count / row.sum()
        axes.barh(place, share, BAR, start, **LOOKS[kind])
        if kind != "missing" and share * scale > width_of(str(count), style.TINY) + 3:
            colour = ON.get(kind, style.INK)
            axes.text(start + share / 2, place, str(count), fontsize=style.TINY, color=colour, **style.DIGIT)
        start += share
