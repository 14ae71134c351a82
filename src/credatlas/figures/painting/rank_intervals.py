"""How rank intervals are drawn: a bar on an axis of ranks, a bracket for exact bounds, and a part without ranks.

Knows ranks with their intervals. Decides neither their order nor any word.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, width_of
from credatlas.figures.language import Labels, Translator

ROW = 10.5  # least height of a row in points
TOP, BOTTOM = 18, 34  # points above and below the rows
BREAK = 1.4  # rows between those with a rank and those without
DIGITS = 11.0  # points that the number of a rank takes on the axis
UNREAD = 0.36  # of the width of the plot: the hatched bar of one of which nothing was read
HALF = 0.17  # height of half a bar, of its row
BRACKET, CAP = 0.3, 0.11  # where the bracket stands below the middle of its row, and the height of half its caps
RANGE = {"color": style.QUIET, "linewidth": 1}
INTERVAL = {"facecolor": style.QUIET, "alpha": 0.45, "linewidth": 0}
EXACT = {"color": style.INK, "linewidth": 0.8}


def height(rows: pd.DataFrame, size: str) -> float:
    """Return the height of the sheet in points."""
    places = place_rows(rows["rankable"])
    return style.height_for(size, round(places[-1]) + 1, ROW, TOP + BOTTOM)


def place_rows(rankable: pd.Series) -> list[float]:
    """Return where each row stands, in rows from the top; a break parts those without a rank from the others."""
    return [row + (0.0 if ranked else BREAK) for row, ranked in enumerate(rankable)]


def paint(drawing: Drawing, *, rows: pd.DataFrame, groups: list[str], labels: Labels, t: Translator, size: str) -> None:
    """Draw `rows` (ranks by jurisdiction, the rankable first), coloured by group."""
    names, left, text = marks.row_names(labels, rows.index, size)
    ranked, places = rows[rows["rankable"]], place_rows(rows["rankable"])
    said = [f"{row.low:.0f}\u2013{row.high:.0f}" for row in ranked.itertuples()]
    right = 12 + max([width_of(words, style.SMALL) for words in (*said, t("90 %"))])
    width, high = marks.extent(drawing)
    axes, paper = axes_at(drawing, left, TOP, right, BOTTOM), sheet(drawing)
    axes.set(ylim=(places[-1] + 0.6, -0.6), yticks=[])
    _scale_ranks(axes, ranked, width - left - right, len(ranked) - 0.4)
    for options, place in zip(names, places, strict=True):
        marks.label_row(axes, place, options, left, text)
    for row, group, place, words in zip(ranked.itertuples(), groups, places, said, strict=False):
        _draw_interval(axes, place, row, group)
        _write_right(axes, place, words)
    if len(ranked):
        paper.text(width - right + 6, TOP - 6, t("90 %"), va="center_baseline", **style.NOTE)
    apart = rows[~rows["rankable"]]
    if len(apart):
        _part(axes, len(ranked), t, left, width)
    for row, place in zip(apart.itertuples(), places[len(ranked) :], strict=True):
        _draw_unread(axes, place, row, width - left - right, t)
    marks.key(paper, 4, high - 6, width - 8, _key(rows, groups[: len(ranked)], t))


def _scale_ranks(axes: Axes, ranked: pd.DataFrame, room: float, bottom: float) -> None:
    """Show the ranks above the plot, with light lines down to `bottom`; every second one where there is no room."""
    last = max(ranked[["worst", "bound_worst"]].max().max(), 2) if len(ranked) else 2
    axes.set_xlim(0.5, last + 0.5)
    every = 1 if room / last >= DIGITS else 2
    ticks = range(1, int(last) + 1, every) if len(ranked) else []
    axes.set_xticks(list(ticks), [str(tick) for tick in ticks])
    axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=2)
    axes.vlines(list(ticks), -0.6, bottom, color=style.LINE, linewidth=0.6, zorder=0.5)


def _draw_interval(axes: Axes, place: float, row, group: str) -> None:
    axes.hlines(place, row.best, row.worst, zorder=2, **RANGE)
    axes.fill_between([row.low - 0.16, row.high + 0.16], place - HALF, place + HALF, zorder=3, **_tinted(group))
    marks.dot(axes, row.median, place, group, markersize=5.2)
    if row.bound_best == row.bound_best:
        at = place + BRACKET
        axes.hlines(at, row.bound_best - 0.16, row.bound_worst + 0.16, zorder=2, **EXACT)
        axes.vlines([row.bound_best - 0.16, row.bound_worst + 0.16], at - CAP, at + CAP, zorder=2, **EXACT)


def _tinted(group: str) -> dict:
    return INTERVAL | {"facecolor": style.GROUPS.get(group, style.QUIET)}


def _write_right(axes: Axes, place: float, words: str) -> None:
    axes.annotate(
        words, (1, place), xycoords=axes.get_yaxis_transform(), xytext=(6, 0), textcoords="offset points",
        va="center_baseline", annotation_clip=False, fontsize=style.SMALL,
    )  # fmt: skip


def _part(axes: Axes, ranked: int, t: Translator, left: float, width: float) -> None:
    """Draw the line below the last rank, across the whole sheet, and say what stands under it."""
    at = ranked - 0.5 + (0.12 if ranked else -0.1)
    axes.annotate(
        "", (0, at), xycoords=axes.get_yaxis_transform(), xytext=(1, at), textcoords=axes.get_yaxis_transform(),
        arrowprops={"arrowstyle": "-", "color": style.QUIET, "linewidth": 0.8}, annotation_clip=False,
    )  # fmt: skip
    words = fit([t("not ranked: too little could be read"), t("not ranked")], width - left - 4, style.SMALL)
    axes.annotate(
        words, (0, ranked + BREAK / 2 - 0.42), xycoords=axes.get_yaxis_transform(), va="center_baseline",
        annotation_clip=False, **style.NOTE,
    )  # fmt: skip


def _draw_unread(axes: Axes, place: float, row, room: float, t: Translator) -> None:
    """Hatch the share of the indicators that could not be read, and count them."""
    start, end = axes.get_xlim()
    if row.unread != row.unread:
        marks.write_beside(axes, start, place, t("too little read"), 1)
        return
    share = UNREAD * row.unread / max(row.applicable, 1)
    marks.hatch(axes, start, place - 0.3, share * (end - start), 0.6)
    facts = {"n": int(row.unread), "total": int(row.applicable)}
    options = [t("{n} of {total} indicators not read", **facts), t("{n} of {total} not read", **facts)]
    words = fit(options, room * (1 - share) - 8, style.SMALL)
    marks.write_beside(axes, start + share * (end - start), place, words, 5)


def _key(rows: pd.DataFrame, groups: list[str], t: Translator) -> list[tuple[dict, str]]:
    entries = marks.group_key(groups, t)
    if groups:
        entries += [(INTERVAL, t("90 % of draws")), (RANGE, t("all draws"))]
    if rows["bound_best"].notna().any():
        entries.append((EXACT, t("exact bounds, any weights")))
    return [*entries, (marks.MISSING_LOOK, t("not read"))] if rows["unread"].gt(0).any() else entries
