"""How a reform is drawn: for each indicator and attribute the code now and the code after, on 0 to 3.

Knows codes before and after. Decides neither their order nor any word.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import fit, marks, sheet, style, width_of
from credatlas.figures.language import Labels, Translator
from credatlas.figures.painting.strongest_clause import name_attributes

ROW = {"article": 18.0, "square": 20.0, "tall": 30.0}  # least height of a row in points
NAMES = {"article": 130.0, "square": 104.0, "tall": 0.0}  # points for indicators; 0: they stand above their rows
TOP, BOTTOM, EDGE, GAP = 30.0, 26.0, 6.0, 22.0  # points
ABOVE = 11.0  # points; the name, where it stands above its row
MOST = 3  # the highest code
NOW = {"marker": "o", "markersize": 6, "color": style.PAPER, "markeredgecolor": style.QUIET, "markeredgewidth": 1.1}
AFTER = {"marker": "o", "markersize": 6.5, "markeredgewidth": 0}
MISSING = 5.0  # points; half the width of the hatching where nothing was read


def height(changes: pd.DataFrame, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, max(len(changes), 1), ROW[size], TOP + BOTTOM)


def paint(drawing: Drawing, *, changes: pd.DataFrame, labels: Labels, t: Translator, size: str) -> None:
    """Draw a row for each of `changes` (indicator_id, dimension_id, before, after, codes_before, models)."""
    paper = sheet(drawing)
    width, high = marks.extent(drawing)
    heads = name_attributes(t)
    left, counts = EDGE + NAMES[size] + 8, width_of(t("models"), style.TINY)
    room = (width - EDGE - counts - left - GAP * len(heads)) / len(heads)
    starts = [left + place * (room + GAP) for place in range(len(heads))]
    pitch = (high - TOP - BOTTOM) / max(len(changes), 1)
    for start, name in zip(starts, heads.values(), strict=True):
        _scale(paper, start, room, name, high - BOTTOM)
    paper.text(width - EDGE, TOP - 5, t("models"), ha="right", fontsize=style.TINY, color=style.QUIET)
    if changes.empty:
        words = fit([t("no step is needed")], width - left, style.SMALL)
        box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 2}
        paper.text(left + (width - left) / 2, TOP + pitch / 2, words, ha="center", va="center", bbox=box, **style.NOTE)
    for place, row in enumerate(changes.itertuples()):
        top = TOP + place * pitch
        middle = top + (pitch / 2 if NAMES[size] else (pitch + ABOVE) / 2)
        _write_name(paper, top, middle, f"{row.indicator_id}  {labels.indicator_short(row.indicator_id)}", size, width)
        for start, before, after in zip(starts, row.before, row.after, strict=True):
            ends = (start + before / MOST * room, start + after / MOST * room)
            _draw_move(paper, middle, ends, style.DIMENSIONS.get(row.dimension_id, style.INK), not row.codes_before)
        paper.text(width - EDGE, middle, str(int(row.models)), ha="right", va="center_baseline", **style.NOTE)
    missing = [(marks.MISSING_LOOK, t("not read, counted as 0"))] if changes["codes_before"].eq("").any() else []
    colours = [style.DIMENSIONS.get(some, style.INK) for some in changes["dimension_id"].unique()[:1]] or [style.INK]
    shown = [(NOW, t("now")), (AFTER | {"color": colours[0]}, t("after the reform")), *missing]
    marks.key(paper, EDGE, high - 6, width - 2 * EDGE, shown)


def _scale(paper: Axes, start: float, room: float, name: str, bottom: float) -> None:
    """Draw the codes 0 to 3 as light lines, under the name of the attribute."""
    paper.text(start + room / 2, 9, fit([name], room + GAP - 2, style.TEXT, "bold"), ha="center", **style.BOLD)
    for code in range(MOST + 1):
        x = start + code / MOST * room
        paper.plot([x, x], [TOP, bottom], color=style.LINE, linewidth=0.6, zorder=1)
        paper.text(x, TOP - 5, str(code), ha="center", fontsize=style.TINY, color=style.QUIET)


def _write_name(paper: Axes, top: float, middle: float, words: str, size: str, width: float) -> None:
    if NAMES[size]:
        shown = fit([words], NAMES[size], style.TEXT)
        paper.text(EDGE, middle, shown, fontsize=style.TEXT, va="center_baseline")
    else:
        shown = fit([words], width - 2 * EDGE, style.TEXT)
        box = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 0.5}
        paper.text(EDGE, top + ABOVE - 4, shown, fontsize=style.TEXT, va="center_baseline", bbox=box)


def _draw_move(paper: Axes, y: float, ends: tuple[float, float], colour: str, missing: bool) -> None:
    """Draw the code now, the code after, and a line between; only one dot where it stays."""
    before, after = ends
    if after > before:
        paper.plot([before, after], [y, y], color=colour, linewidth=2, alpha=0.6, zorder=2)
    if missing:
        marks.hatch(paper, before - MISSING, y - MISSING, 2 * MISSING, 2 * MISSING, hatch=style.HATCH * 2)
    else:
        paper.plot(before, y, linestyle="none", zorder=3, **NOW)
    if after > before:
        paper.plot(after, y, linestyle="none", color=colour, zorder=4, **AFTER)
