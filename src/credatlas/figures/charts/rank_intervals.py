"""Rank intervals: how far each rank moves, and who cannot be ranked at all.

A bar on an axis of ranks, and a part without ranks. All ranks count among the same frameworks: those that have one.
Knows rank intervals and what is missing; draws no random number and computes no rank.
"""

from collections.abc import Iterable
from functools import partial
from math import ceil

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import ScoreClass

RANKS = ["median", "low", "high", "best", "worst", "p_first"]
ROW = 22.0  # least height of a row in points
TOP, BOTTOM = 30, 56  # points above and below the rows
BREAK = 1.4  # rows between those with a rank and those without
DIGITS = 20.0  # points that the number of a rank takes on the axis
UNREAD = 0.25  # of the width of the plot: the hatched bar of one of which nothing was read
HALF = 0.17  # height of half a bar, of its row
INTERVAL: style.Look = {"facecolor": theme.QUIET, "alpha": 0.45, "linewidth": 0}


@chart(
    lambda view: {
        "intervals": view.simulation.rank_intervals(),
        "dimension_scores": view.scores.dimensions,
    },
    about="how sure each rank is",
    gallery=7,
)
def rank_intervals(
    intervals: pd.DataFrame,
    atlas: Dataset,
    *,
    dimension_scores: pd.DataFrame,
    weights: str = "",
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw the 90% interval of each rank, with its median; below a line, those without a rank.

    intervals: jurisdiction_id, best, low, median, high, worst, p_first (0-1), rankable, class, as
    `Simulation.rank_intervals` gives them; the median of an estimate is an open dot. dimension_scores: coded and
    applicable by jurisdiction and dimension, to say how much is missing of those that are not rankable. weights: those
    of the dimensions in words, where they were chosen and not drawn. Rows follow the median, then the interval. Ranks
    are among all that are rankable, also where only some `jurisdictions` are shown.

    Those without a framework have no rank to be had, and stand in words below all rows.
    """
    t = Language(atlas, lang)
    among = naming.select(naming.shown_jurisdictions(intervals, atlas, jurisdictions))
    apart = naming.without_framework(atlas, among)
    shown = [jurisdiction for jurisdiction in among if jurisdiction not in apart]
    rows = collect_rows(intervals, shown, dimension_scores)
    count = int(intervals["rankable"].sum())
    height = style.height_for(size, round(place_rows(rows["rankable"])[-1]) + 1, ROW, TOP + BOTTOM) if shown else 0.0
    return compose(
        "rank-intervals-own-weights" if weights else "rank-intervals", _words(rows, count, weights, t), _columns(t),
        rows.assign(**{"class": rows["class"].map(naming.name_classes(t))}),
        partial(_paint, rows=rows, count=count, t=t, size=size), atlas=atlas, t=t, size=size,
        height=height, among=among, apart=naming.say_apart(t, atlas, apart),
    )  # fmt: skip


def collect_rows(intervals: pd.DataFrame, among: list[str], dimension_scores: pd.DataFrame) -> pd.DataFrame:
    """Return one row per jurisdiction: the rankable by median, then low, high and worst; the others after them.

    Of the others, those of which most was read come first. Columns: median, low, high, best, worst, p_first (NaN where
    there is none); rankable; class; unread, applicable: indicators (NaN for those that dimension_scores lack).
    """
    rows = intervals.set_index("jurisdiction_id").reindex(among)
    rankable = rows["rankable"].eq(True)
    rows = rows[RANKS].astype(float).where(rankable).assign(rankable=rankable, **{"class": rows["class"]})
    sums = dimension_scores.groupby("jurisdiction_id")[["coded", "applicable"]].sum().reindex(among).astype(float)
    rows = rows.assign(unread=sums["applicable"] - sums["coded"], applicable=sums["applicable"])
    order = rows.assign(apart=~rankable, share=rows["unread"] / rows["applicable"])
    return rows.loc[order.sort_values(["apart", "median", "low", "high", "worst", "share"], kind="stable").index]


def _words(rows: pd.DataFrame, count: int, weights: str, t: Language) -> Words:
    ranked, apart = rows[rows["rankable"]], rows[~rows["rankable"]]
    span, estimates = ranked["high"] - ranked["low"], _estimates(ranked)
    alt = [
        t.plural(
            "Ranks of {n} framework, from 1, the best.", "Ranks of {n} frameworks, from 1, the best.", len(ranked)
        ),
        t("Open dots, estimates: {names}.", names=naming.named(t, estimates)) if estimates else "",
        t("Widest: {name}, {low} to {high} of {count}.", **_interval(ranked, span.idxmax(), count, t))
        if span.eq(span.max()).sum() == 1 < len(span)
        else "",
        t("Narrowest: {name}, {low} to {high} of {count}.", **_interval(ranked, span.idxmin(), count, t))
        if span.eq(span.min()).sum() == 1 < len(span)
        else "",
    ]
    caption = [
        t("Dot: median rank, of {count} that can be ranked; 1 is best. Bar: 90% of the simulations.",
          count=count),
        t("Open dot: an estimate, since too little was read for a score on every dimension: {names}.",
          names=naming.listed(t, estimates)) if estimates else "",
        t("Bars that overlap leave the order open."),
        t("Not ranked, since too little could be read: {names}.", names=naming.listed(t, apart.index))
        if len(apart) else "",
    ]  # fmt: skip
    subtitle = t(
        "Rank of {count} when weights, methods, coding and unread texts are varied together; 1 is best", count=count
    )
    if weights:
        subtitle = t(
            "Rank of {count} under the weights {weights}, when methods, coding and unread texts are varied; 1 is best",
            weights=weights, count=count,
        )  # fmt: skip
    return Words(_title(ranked, apart, count, t), subtitle, alt, caption)


def _estimates(ranked: pd.DataFrame) -> list[str]:
    return list(ranked.index[ranked["class"] == ScoreClass.ESTIMATED])


def _title(ranked: pd.DataFrame, apart: pd.DataFrame, count: int, t: Language) -> str:
    if ranked.empty:
        return t("{names} cannot be ranked: too little could be read", names=naming.in_sentence(t, apart.index))
    first = ranked.index[ranked["low"] == 1]
    if len(ranked) == 1:
        facts = _interval(ranked, ranked.index[0], count, t)
        sentence = t("{name} ranks {low} to {high} of {count} in 90% of simulations", **facts)
    elif len(first):
        names = naming.in_sentence(t, first)
        sentence = t.plural(
            "Of {total} shown with a rank, only {names} has the first within its 90% interval",
            "Of {total} shown with a rank, {n} have the first within their 90% interval: {names}", len(first),
            names=names, total=len(ranked),
        )  # fmt: skip
    else:
        sentence = t("Of {total} shown with a rank, nobody's 90% interval reaches the first", total=len(ranked))
    if apart.empty:
        return sentence
    return t.plural(
        "{said}; {n} more was read too little for a rank", "{said}; {n} more were read too little for a rank",
        len(apart), said=sentence,
    )  # fmt: skip


def _interval(ranked: pd.DataFrame, jurisdiction: str, count: int, t: Language) -> dict[str, str]:
    ends = {end: t.number(ranked.at[jurisdiction, end]) for end in ("low", "high")}
    return {"name": clean(t.jurisdiction(jurisdiction), naming.NAME_LIMIT), "count": t.number(count), **ends}


def _columns(t: Translator) -> Columns:
    ranks = t("rank")
    return [
        "jurisdiction",
        Column(
            "median",
            t("Median"),
            t("Median rank of the simulations, among all that can be ranked; empty: not ranked"),
            ranks,
            0,
        ),
        Column("low", t("90%, from"), t("Rank that 5% of the simulations do not exceed"), ranks, 0),
        Column("high", t("90%, to"), t("Rank that 95% of the simulations do not exceed"), ranks, 0),
        Column("best", t("Best"), t("Best rank in any simulation"), ranks, 0),
        Column("worst", t("Worst"), t("Worst rank in any simulation"), ranks, 0),
        Column("p_first", t("First"), t("Share of the simulations in which it ranks first"), t("0 to 1"), 2),
        Column("rankable", t("Ranked"), t("Whether enough was read for a score or an estimate")),
        "class",
        Column("unread", t("Not read"), t("Indicators that could not be read"), t("indicators"), 0),
        Column("applicable", t("Applicable"), t("Indicators of which the question arises"), t("indicators"), 0),
        "jurisdiction_id",
    ]


def place_rows(rankable: pd.Series) -> list[float]:
    """Return where each row stands, in rows from the top; a break parts those without a rank from the others."""
    return [row + (0.0 if ranked else BREAK) for row, ranked in enumerate(rankable)]


def _paint(drawing: Drawing, *, rows: pd.DataFrame, count: int, t: Language, size: str) -> None:
    """Draw `rows` (ranks of `count` by jurisdiction, the rankable first), coloured by group."""
    names, left, text = marks.row_names(t, rows.index, size)
    ranked, positions = rows[rows["rankable"]], place_rows(rows["rankable"])
    estimates = _estimates(ranked)
    spans = [t.span(row.low, row.high) for row in ranked.itertuples()]
    right = 12 + max([width_of(words, style.SMALL) for words in (*spans, t("of {count}", count=count))])
    paper, width, high = sheet(drawing)
    axes = axes_at(drawing, left, TOP, right, BOTTOM)
    axes.set(ylim=(positions[-1] + 0.6, -0.6), yticks=[])
    _scale_ranks(axes, ranked, width - left - right, len(ranked) - 0.4)
    for jurisdiction, options, position in zip(rows.index, names, positions, strict=True):
        marks.label_row(axes, position, options, left, text, t.group(jurisdiction), jurisdiction)
    for row, position, words in zip(ranked.itertuples(), positions, spans, strict=False):
        _draw_interval(axes, position, row, t.group(row.Index), row.Index in estimates)
        marks.write_beside(axes, axes.get_xlim()[1], position, words, 6, color=theme.INK)
    if len(ranked):
        paper.text(width - right + 6, TOP - 10, t("of {count}", count=count), va="center_baseline", **style.NOTE)
    apart = rows[~rows["rankable"]]
    if len(apart):
        _part(axes, len(ranked), t, left, width)
    for row, position in zip(apart.itertuples(), positions[len(ranked) :], strict=True):
        _draw_unread(axes, position, row, width - left - right, t)
    marks.key(paper, 4, high - 10, width - 8, _key(rows, t))


def _scale_ranks(axes: Axes, ranked: pd.DataFrame, room: float, bottom: float) -> None:
    """Show the ranks above the plot, with light lines down to `bottom`; as many as there is room for."""
    last = max(ranked["high"].max(), 2) if len(ranked) else 2
    axes.set_xlim(0.5, last + 0.5)
    every = ceil(max(DIGITS, width_of(f" {last:.0f} ", style.SMALL)) * last / room)
    ticks = range(1, int(last) + 1 - every // 3, every) if len(ranked) else []  # what stands on the right keeps clear
    axes.set_xticks(list(ticks), [str(tick) for tick in ticks])
    axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, pad=2)
    axes.vlines(list(ticks), -0.6, bottom, color=theme.LINE, linewidth=0.6, zorder=0.5)


def _draw_interval(axes: Axes, position: float, row, group: str, estimated: bool) -> None:
    tinted = INTERVAL | {"facecolor": theme.GROUPS[group]}
    axes.fill_between([row.low - 0.16, row.high + 0.16], position - HALF, position + HALF, zorder=3, **tinted)
    marks.dot(axes, row.median, position, group, estimated=estimated, markersize=7.5)


def _part(axes: Axes, ranked: int, t: Translator, left: float, width: float) -> None:
    """Draw the line below the last rank, across the whole sheet, and say what stands under it."""
    at = ranked - 0.5 + (0.12 if ranked else -0.1)
    axes.annotate(
        "", (0, at), xycoords=axes.get_yaxis_transform(), xytext=(1, at), textcoords=axes.get_yaxis_transform(),
        arrowprops={"arrowstyle": "-", "color": theme.QUIET, "linewidth": 0.8}, annotation_clip=False,
    )  # fmt: skip
    words = fit([t("not ranked: too little could be read"), t("not ranked")], width - left - 4, style.SMALL)
    marks.write_beside(axes, axes.get_xlim()[0], ranked + BREAK / 2 - 0.42, words, 0)


def _draw_unread(axes: Axes, position: float, row, room: float, t: Translator) -> None:
    """Hatch the share of the indicators that could not be read, and count them."""
    start, end = axes.get_xlim()
    if row.unread != row.unread:
        marks.write_beside(axes, start, position, t("too little read"), 1)
        return
    share = UNREAD * row.unread / max(row.applicable, 1)
    marks.hatch(axes, start, position - 0.3, share * (end - start), 0.6)
    facts = {"n": int(row.unread), "total": int(row.applicable)}
    options = [t("{n} of {total} indicators not read", **facts), t("{n} of {total} not read", **facts)]
    words = fit(options, room * (1 - share) - 8, style.SMALL)
    marks.write_beside(axes, start + share * (end - start), position, words, 5)


def _key(rows: pd.DataFrame, t: Language) -> marks.Entries:
    ranked = rows.index[rows["rankable"]]
    entries = marks.group_key(map(t.group, ranked), t)
    if _estimates(rows[rows["rankable"]]):
        entries.append((marks.OPEN_LOOK, t("estimate: partly read")))
    if len(ranked):
        entries.append((INTERVAL, t("90% of simulations")))
    hatched = rows["unread"].gt(0) & ~rows["rankable"]
    return [*entries, (marks.MISSING_LOOK, t("not read"))] if hatched.any() else entries
