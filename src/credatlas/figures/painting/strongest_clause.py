"""How clauses on one indicator are drawn: a bar for the score, and a cell for each of the three codes.

Knows scores and codes. Decides neither their order nor any word.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.figures.drawing import axes_at, fit, marks, sheet, style
from credatlas.figures.language import Labels, Translator, number
from credatlas.figures.naming import group_names
from credatlas.index.scores import ATTRIBUTES

ROW = 10.5  # least height of a row in points
TOP, BOTTOM, EDGE = 16.0, 34.0, 3.0  # points
CELL = {"article": 44.0, "square": 36.0, "tall": 15.0}  # points across of a code
DIGITS = 24.0  # points for the score
BAR = 0.68  # height of a bar, of its row
SCOPED = 0.5  # strength of the bar of a clause for some only


def name_attributes(t: Translator) -> dict[str, str]:
    """Return the names of the three attributes that are coded."""
    return dict(zip(ATTRIBUTES, (t("Obligation"), t("Precision"), t("Delegation")), strict=True))


def height(rows: int, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, rows, ROW, TOP + BOTTOM)


def paint(
    drawing: Drawing, *, clauses: pd.DataFrame, groups: list[str], labels: Labels, t: Translator, size: str
) -> None:
    """Draw a row for each of `clauses` (score, status, scope and codes by jurisdiction), coloured by group."""
    names, left, text = marks.row_names(labels, clauses.index, size)
    width, high = marks.extent(drawing)
    codes = len(ATTRIBUTES) * CELL[size]
    right = EDGE + codes + DIGITS
    axes, paper = axes_at(drawing, left, TOP, right, BOTTOM), sheet(drawing)
    marks.scale_points(axes, coarse=size == "tall")
    axes.set(ylim=(len(clauses) - 0.5, -0.5), yticks=[])
    pitch, start = (high - TOP - BOTTOM) / len(clauses), width - EDGE - codes
    _write_heads(paper, start, CELL[size], t)
    for place, (row, group) in enumerate(zip(clauses.itertuples(), groups, strict=True)):
        marks.label_row(axes, place, names[place], left, text)
        _draw_bar(axes, place, row, group, width - left - right, t)
        for column, attribute in enumerate(ATTRIBUTES):
            box = (start + column * CELL[size], TOP + place * pitch, CELL[size], pitch)
            _draw_code(paper, box, getattr(row, attribute))
    marks.key(paper, 4, high - 6, width - 8, _key(groups, t))


def _write_heads(paper: Axes, start: float, cell: float, t: Translator) -> None:
    for column, name in enumerate(name_attributes(t).values()):
        words = fit([name, name[0]], cell - 2, style.TINY)
        paper.text(start + (column + 0.5) * cell, TOP - 5, words, ha="center", fontsize=style.TINY)


def _draw_bar(axes: Axes, place: int, row, group: str, room: float, t: Translator) -> None:
    """Draw the score, or why there is none."""
    if row.status == "missing":
        marks.hatch(axes, 0, place - BAR / 2, 100, BAR, linewidth=0)
    if row.status == "not-applicable":
        marks.write_beside(axes, 0, place, fit([t("not applicable"), t("n/a")], room - 6, style.SMALL), 4)
    if row.score != row.score:
        marks.write_beside(axes, 100, place, "\u2013", 6)
        return
    colour = style.GROUPS.get(group, style.QUIET)
    alpha = SCOPED if row.scope == "targeted" else 1.0
    axes.barh(place, row.score, BAR, color=style.BARRIER if row.status == "hinders" else colour, alpha=alpha)
    marks.write_beside(axes, 100, place, number(row.score, lang=t.lang), 5, color=style.INK)


def _draw_code(paper: Axes, box: tuple[float, float, float, float], code: float) -> None:
    x, y, width, height = box
    if code != code:
        return
    colour = to_rgba(style.RAMP[0], style.PALE) if code == 0 else style.RAMP[int(code)]
    paper.add_patch(Rectangle((x + 0.6, y + 0.6), width - 1.2, height - 1.2, facecolor=colour, linewidth=0))
    look = {"fontsize": style.TINY, "color": style.ON_RAMP[int(code)]}
    paper.text(x + width / 2, y + height / 2, f"{code:.0f}", **look, **style.DIGIT)


def _key(groups: list[str], t: Translator) -> list[tuple[dict, str]]:
    shown, names = set(groups), group_names(t)
    entries = [({"facecolor": colour}, names[group]) for group, colour in style.GROUPS.items() if group in shown]
    some = {"facecolor": to_rgba(style.QUIET, SCOPED), "linewidth": 0}
    return [*entries, (some, t("pale: for some only")), (marks.MISSING_LOOK, t("not read"))]
