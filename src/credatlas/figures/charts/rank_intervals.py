"""Rank intervals: how far each rank moves, and who cannot be ranked at all.

Knows rank intervals, exact bounds and what is missing, and what they let one say. Draws no random number, computes no
rank, paints nothing.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, clean, number, translator
from credatlas.figures.painting import rank_intervals as painting

RANKS = ["median", "low", "high", "best", "worst", "p_first"]


def rank_intervals(
    intervals: pd.DataFrame,
    atlas: Dataset,
    *,
    dimension_scores: pd.DataFrame,
    bounds: pd.DataFrame | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw the 90 % interval of each rank, with median, full range and exact bounds; below a line, those without rank.

    intervals: jurisdiction_id, best, low, median, high, worst, p_first (0-1), rankable, as `Simulation.rank_intervals`
    gives them. dimension_scores: coded and applicable by jurisdiction and dimension, to say how much is missing of
    those that are not rankable. bounds: best and worst by jurisdiction, as `index.bounds.rank_bounds` gives them; none
    are drawn without it. Rows follow the median, then the interval.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language, NothingToShow for nothing
    to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    among = naming.shown_jurisdictions(intervals, atlas, jurisdictions)
    rows = collect_rows(intervals, among, dimension_scores, bounds)
    groups = [naming.group_of(atlas, some) for some in rows.index]
    paint = partial(painting.paint, rows=rows, groups=groups, labels=labels, t=t, size=size)
    return compose(
        naming.figure_id("rank-intervals", atlas, among=among, size=size, lang=lang), _words(rows, labels, t),
        _columns(t), _rows(rows, labels, t), paint, atlas=atlas, t=t, width=width, height=painting.height(rows, size),
    )  # fmt: skip


def collect_rows(
    intervals: pd.DataFrame, among: list[str], dimension_scores: pd.DataFrame, bounds: pd.DataFrame | None
) -> pd.DataFrame:
    """Return one row per jurisdiction: the rankable by median, then low, high and worst; the others after them, those
    of which most was read first.

    Columns: median, low, high, best, worst, p_first, bound_best, bound_worst (NaN where there is none); rankable;
    unread, applicable: indicators (NaN for those that dimension_scores lack).
    """
    rows = intervals.set_index("jurisdiction_id").reindex(among)
    rankable = rows["rankable"].eq(True)
    rows = rows[RANKS].astype(float).where(rankable).assign(rankable=rankable)
    ends = pd.DataFrame(columns=["best", "worst"], dtype=float) if bounds is None else bounds[["best", "worst"]]
    rows = rows.join(ends.reindex(among).where(rankable).astype(float).add_prefix("bound_"))
    sums = dimension_scores.groupby("jurisdiction_id")[["coded", "applicable"]].sum().reindex(among).astype(float)
    rows = rows.assign(unread=sums["applicable"] - sums["coded"], applicable=sums["applicable"])
    order = rows.assign(apart=~rankable, share=rows["unread"] / rows["applicable"])
    keys = ["apart", "median", "low", "high", "worst", "bound_worst", "share"]
    return rows.loc[order.sort_values(keys, kind="stable").index]


def _words(rows: pd.DataFrame, labels: Labels, t: Translator) -> Words:
    ranked, apart = rows[rows["rankable"]], rows[~rows["rankable"]]
    title = _title(ranked, apart, labels, t)
    opening = t.plural("Rank intervals of {n} jurisdiction.", "Rank intervals of {n} jurisdictions.", len(ranked))
    alt = naming.within(f"{opening} {title}.", _widest(ranked, labels, t), _narrowest(ranked, labels, t))
    sentences = [
        t("Dot: median rank. Thick bar: 90 % of the draws; thin: all of them."),
        t("Bracket: the exact best and worst rank under any weights.") if rows["bound_best"].notna().any() else "",
        t("Ranks count among those that can be ranked, 1 is best; bars that overlap leave the order open."),
    ]
    if len(apart):
        names = naming.named(labels, apart.index, naming.NAMES_LISTED)
        sentences.append(t("Not ranked, since too little could be read: {names}.", names=names))
    subtitle = t("Rank when weights, methods and readings are drawn together; 1 is best")
    return Words(title, subtitle, alt, " ".join(filter(None, sentences)))


def _title(ranked: pd.DataFrame, apart: pd.DataFrame, labels: Labels, t: Translator) -> str:
    total = len(ranked) + len(apart)
    if ranked.empty:
        return t("{names} cannot be ranked: too little could be read", names=naming.named(labels, apart.index))
    first = ranked.index[ranked["low"] == 1]
    if len(ranked) == 1:
        facts = {"low": _rank(ranked["low"].iloc[0], t), "high": _rank(ranked["high"].iloc[0], t)}
        said = t("{names} ranks {low} to {high} in 90 % of draws", names=naming.named(labels, ranked.index), **facts)
    elif len(first):
        said = t.plural(
            "Only {names} has the first rank within its 90 % interval",
            "{n} have the first rank within their 90 % interval: {names}", len(first),
            names=naming.named(labels, first),
        )  # fmt: skip
    else:
        said = t("Nobody's 90 % interval reaches the first rank")
    if apart.empty:
        return said
    return t.plural(
        "{said}; {n} of {total} cannot be ranked", "{said}; {n} of {total} cannot be ranked", len(apart), said=said,
        total=total,
    )  # fmt: skip


def _widest(ranked: pd.DataFrame, labels: Labels, t: Translator) -> str:
    span = ranked["high"] - ranked["low"]
    return t("Widest: {name}, {low} to {high}.", **_interval(ranked, span.idxmax(), labels, t)) if len(span) > 1 else ""


def _narrowest(ranked: pd.DataFrame, labels: Labels, t: Translator) -> str:
    span = ranked["high"] - ranked["low"]
    if len(span) < 2 or span.min() == span.max():
        return ""
    return t("Narrowest: {name}, {low} to {high}.", **_interval(ranked, span.idxmin(), labels, t))


def _interval(ranked: pd.DataFrame, some: str, labels: Labels, t: Translator) -> dict[str, str]:
    name = clean(labels.jurisdiction(some), naming.NAME_LIMIT)
    return {"name": name, "low": _rank(ranked.at[some, "low"], t), "high": _rank(ranked.at[some, "high"], t)}


def _rank(value: float, t: Translator) -> str:
    return number(value, lang=t.lang)


def _columns(t: Translator) -> list[Column]:
    shared, ranks = naming.shared_columns(t), t("rank")
    return [
        shared["jurisdiction"],
        Column("median", t("Median"), t("Median rank of the draws; empty: not ranked"), ranks, 0),
        Column("low", t("90 %, from"), t("Rank that 5 % of the draws do not exceed"), ranks, 0),
        Column("high", t("90 %, to"), t("Rank that 95 % of the draws do not exceed"), ranks, 0),
        Column("best", t("Best"), t("Best rank in any draw"), ranks, 0),
        Column("worst", t("Worst"), t("Worst rank in any draw"), ranks, 0),
        Column("p_first", t("First"), t("Share of the draws in which it ranks first"), t("0 to 1"), 2),
        Column("bound_best", t("Exact best"), t("Best rank that any allowed weights give"), ranks, 0),
        Column("bound_worst", t("Exact worst"), t("Worst rank that any allowed weights give"), ranks, 0),
        Column("rankable", t("Ranked"), t("Whether enough was read for a score on every dimension")),
        Column("unread", t("Not read"), t("Indicators that could not be read"), t("indicators"), 0),
        Column("applicable", t("Applicable"), t("Indicators of which the question arises"), t("indicators"), 0),
        shared["jurisdiction_id"],
    ]


def _rows(rows: pd.DataFrame, labels: Labels, t: Translator) -> list[tuple]:
    return [
        (
            labels.jurisdiction(row.Index),
            *(getattr(row, name) for name in (*RANKS, "bound_best", "bound_worst")),
            t("yes") if row.rankable else t("no"),
            row.unread,
            row.applicable,
            row.Index,
        )
        for row in rows.itertuples()
    ]
