"""How the dimension profile is drawn: a panel per dimension, a dot and a bar per jurisdiction.

Knows scores with their bounds. Decides neither their order nor any word.
"""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import axes_at, marks, sheet, style
from credatlas.figures.language import Labels, Translator, number

ROW = 11.0  # least height of a row in points
TOP, BOTTOM, RIGHT = 22, 34, 10  # points around the panels
GAP = {"article": 18, "square": 18, "tall": 14}  # points between two panels
DOT = 26  # area in square points
FULL = 84  # points; bars that reach further leave no room for a number beside them


def height(rows: int, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, rows, ROW, TOP + BOTTOM)


def paint(
    drawing: Drawing,
    *,
    scores: pd.DataFrame,
    order: list[str],
    groups: list[str],
    dimensions: dict[str, str],
    labels: Labels,
    t: Translator,
    size: str,
) -> None:
    """Draw a panel for each of `dimensions` (id and name), rows in this order, coloured by group."""
    names, left, text = marks.row_names(labels, order, size)
    width, high = marks.extent(drawing)
    room = (width - left - RIGHT - GAP[size] * (len(dimensions) - 1)) / len(dimensions)
    paper = sheet(drawing)
    for place, (dimension, name) in enumerate(dimensions.items()):
        start = left + place * (room + GAP[size])
        axes = axes_at(drawing, start, TOP, width - start - room, BOTTOM)
        rows = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id").reindex(order)
        rows = rows.assign(group=groups, row=[float(row) for row in range(len(order))])
        _draw_panel(axes, rows.astype({"score": float, "low": float, "high": float}), t, size)
        marks.head(paper, start, 9, room, name, dimension)
        if place == 0:
            for row, options in enumerate(names):
                marks.label_row(axes, row, options, left, text)
    marks.key(paper, 4, high - 6, width - 8, [*marks.group_key(groups, t), (marks.MISSING_LOOK, t("too little read"))])


def _draw_panel(axes: Axes, rows: pd.DataFrame, t: Translator, size: str) -> None:
    marks.scale_points(axes, coarse=size == "tall")
    axes.set(ylim=(len(rows) - 0.5, -0.5), yticks=[])
    axes.hlines(rows["row"], 0, 100, color=style.LINE, linewidth=0.4, zorder=1)
    scored = rows["score"].notna()
    for row in rows[~scored].dropna(subset="low").itertuples():
        marks.hatch(axes, row.low, row.row - 0.22, row.high - row.low, 0.44)
    known = rows[scored]
    axes.hlines(known["row"], known["low"], known["high"], color=style.QUIET, alpha=0.45, linewidth=2.2, zorder=2)
    if not known.empty:
        shown = [group for group in style.GROUPS if group in set(known["group"])]
        sns.scatterplot(
            known, x="score", y="row", hue="group", style="group", hue_order=shown, style_order=shown,
            palette=style.GROUPS, markers=style.MARKERS, s=DOT, linewidth=0.6, edgecolor=style.PAPER, ax=axes,
            legend=False, zorder=4, clip_on=False,
        )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    for row in known.itertuples() if size != "tall" else ():
        beside = (row.high, 6) if row.high <= FULL else (row.low, -6)
        marks.write_beside(axes, beside[0], row.row, number(row.score, lang=t.lang), beside[1], fontsize=style.TINY)
