"""Indicator profile: one jurisdiction's indicators against its peers.

A row per indicator with the peers in grey and the one in colour. Knows indicator scores; computes the peers' median and
range, and no score.
"""

import math
from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.settings import DECIMALS

ROW = 11.0  # least height of a row in points
TOP, BOTTOM, EDGE = 4, 34, 2  # points around the rows
GUTTER = {"article": 150, "square": 150, "tall": 104}  # most points for the names of indicators
DOT = 3.0  # points across of a dot that stands for one peer
PEER: style.Look = {
    "markerfacecolor": theme.LINE,
    "markeredgecolor": theme.QUIET,
    "markeredgewidth": 0.5,
    "marker": "o",
}
PEERS = {"min": "peers_least", "median": "peers_median", "max": "peers_most", "count": "peers_read"}  # as columns
OWN: style.Look = {  # a ring, so that peers with the same score are seen in it
    "markerfacecolor": "none", "markeredgecolor": theme.INK, "markeredgewidth": 2, "marker": "o", "markersize": 6.5,
}  # fmt: skip
HINDERS: style.Look = {"color": theme.BARRIER, "marker": "X", "markersize": 7, "markeredgewidth": 0}
MEDIAN: style.Look = {"marker": "|", "color": theme.INK, "markeredgewidth": 1.3}


@chart(
    lambda view, jurisdiction: {
        "indicator_scores": view.scores.indicators,
        "jurisdiction": jurisdiction,
        "peers": view.peers(jurisdiction),
    },
    about="one jurisdiction against its peers",
    each="jurisdiction",
    example="CA-BC",
    gallery=14,
)
def indicator_profile(
    indicator_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    jurisdiction: str,
    peers: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw one jurisdiction's score on each indicator over the dots, range and median of its peers.

    indicator_scores: jurisdiction_id, indicator_id, score (points, NaN missing or not applicable), status. `peers`: ids
    to compare with, by default every other jurisdiction of the frame; those without a framework are no peers.
    Indicators are ordered by score within their dimension.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language.
    """
    t = Language(atlas, lang)
    name = clean(t.jurisdiction(jurisdiction), naming.NAME_LIMIT)
    asked = [jurisdiction, *(indicator_scores["jurisdiction_id"] if peers is None else peers)]
    shown = naming.shown_jurisdictions(indicator_scores, atlas, asked)
    apart, beside = naming.without_framework(atlas, shown), [peer for peer in shown if peer != jurisdiction]
    others = [peer for peer in beside if peer not in apart]
    scores = indicator_scores.set_index("jurisdiction_id")
    theirs = scores[scores.index.isin(others)]
    rows = compare(scores[scores.index == jurisdiction], theirs, atlas)
    height = style.height_for(size, len(rows) + rows["dimension_id"].nunique(), ROW, TOP + BOTTOM)
    return compose(
        "indicator-profile", _words(rows, name, others, t), _columns(t), rows.rename(columns=PEERS),
        partial(_paint, rows=rows, scores=theirs, name=name, t=t, size=size), atlas=atlas, t=t, size=size,
        height=0.0 if jurisdiction in apart else height, among=beside, choices=[jurisdiction],
        apart=[
            *naming.say_apart(t, atlas, {jurisdiction: apart[jurisdiction]} if jurisdiction in apart else apart),
            *([] if beside else naming.say_not_chosen(t, atlas, shown)),
        ],
    )  # fmt: skip


def compare(own: pd.DataFrame, theirs: pd.DataFrame, atlas: Dataset) -> pd.DataFrame:
    """Return one row per indicator, by dimension and falling score, those without a score last.

    Columns: dimension_id, score (points) and status of the one; min, median, max (points) and count of the others
    that have a score, NaN where none has.
    """
    rows = atlas.indicators.set_index("indicator_id")[["dimension_id"]]
    one = own.set_index("indicator_id")[["score", "status"]].reindex(rows.index)
    spread = theirs.groupby("indicator_id")["score"].agg(["min", "median", "max", "count"]).reindex(rows.index)
    rows = rows.join(one.astype({"score": float})).join(spread).fillna({"status": "missing", "count": 0})
    rows = rows.astype({"count": int})
    order = rows.assign(
        position=rows["dimension_id"].map(list(atlas.dimensions["dimension_id"]).index),
        waits=rows["status"].map({"missing": 1, "not-applicable": 2}).fillna(0),
        fall=-rows["score"].round(DECIMALS).fillna(0),
    )
    return rows.loc[order.sort_values(["position", "waits", "fall"], kind="stable").index]


def _words(rows: pd.DataFrame, name: str, others: list[str], t: Language) -> Words:
    lead = (rows["score"] - rows["median"]).round(DECIMALS).dropna()
    missing = int((rows["status"] == "missing").sum())
    alt = [
        t("Dot plot of {count} indicators.", count=len(rows)),
        _furthest_below(rows, lead, t),
        t("{n} could not be read.", n=missing) if missing else "",
    ]
    caption = t(
        "Compared with: {names}. Larger dots stand for several of them; the tick is the median of those that could be "
        "read. Hatched: could not be read, which is not zero.",
        names=naming.listed(t, others) or t("nobody"),
    )
    subtitle = t.plural(
        "Score in points, 0 to 100, on each indicator; grey: {n} jurisdiction it is compared with",
        "Score in points, 0 to 100, on each indicator; grey: {n} jurisdictions it is compared with", len(others),
    )  # fmt: skip
    return Words(_title(rows, lead, name, t), subtitle, alt, [caption])


def _title(rows: pd.DataFrame, lead: pd.Series, name: str, t: Language) -> str:
    read = rows["score"].dropna()
    above = lead[lead > 0]
    facts = {"name": name, "n": len(above), "total": len(lead), "read": len(read), "count": len(rows)}
    if read.empty:
        return t("{name}: none of the {count} indicators could be read", **facts)
    if lead.empty:
        facts["support"] = int((read > 0).sum())
        return t("{name} provides for {support} of the {read} indicators that could be read", **facts)
    if above.empty:
        return t("{name} is above the median of the peers that could be read on none of {total} indicators", **facts)
    return t("{name} is above the median of the peers that could be read on {n} of {total} indicators", **facts)


def _furthest_below(rows: pd.DataFrame, lead: pd.Series, t: Language) -> str:
    if lead.empty or lead.min() >= 0:
        return ""
    worst = lead.idxmin()
    if (lead == lead.min()).sum() > 1:
        return ""
    facts = {column: t.number(rows.at[worst, column]) for column in ("score", "median")}
    facts["indicator"] = t.indicator(worst)
    return t("Furthest below what could be read: {indicator}, {score} against {median}.", **facts)


def _columns(t: Translator) -> list[Column]:
    shared, points = naming.shared_columns(t), t("points")
    return [
        shared["indicator"],
        shared["dimension"],
        Column("score", t("Score"), t("Points of the jurisdiction; empty: missing or not applicable"), points, 1),
        shared["status"],
        Column("peers_least", t("Peers, lowest"), t("Lowest score among the peers that have one"), points, 1),
        Column("peers_median", t("Peers, median"), t("Median score of the peers that have one"), points, 1),
        Column("peers_most", t("Peers, highest"), t("Highest score among the peers that have one"), points, 1),
        Column("peers_read", t("Peers read"), t("Peers that have a score on the indicator"), t("jurisdictions"), 0),
        shared["indicator_id"],
    ]


def _paint(drawing: Drawing, *, rows: pd.DataFrame, scores: pd.DataFrame, name: str, t: Language, size: str) -> None:
    """Draw `rows` (indicators: score, status, and min, median, max of the peers) over the peers' `scores`."""
    text = style.SMALL if size == "tall" else style.TEXT
    names = {i: f"{i}  {t.indicator_short(i)}" for i in rows.index}
    left = min(GUTTER[size], EDGE + 8 + max(width_of(label[:200], text) for label in names.values()))
    right = 12 + max(width_of(words, style.SMALL, "bold") for words in (t("not read"), t("n/a"), "100"))
    paper, width, high = sheet(drawing)
    axes = axes_at(drawing, left, TOP, right, BOTTOM)
    heads, positions = place_rows(rows["dimension_id"])
    marks.scale_points(axes)
    axes.set(ylim=(len(heads) + len(positions) - 0.5, -0.5), yticks=[])
    pitch = (high - TOP - BOTTOM) / (len(heads) + len(positions))
    for dimension, position in heads.items():
        marks.head(paper, EDGE, TOP + (position + 1) * pitch - 4, width - 5, t.dimension(dimension))
    _draw_peers(axes, positions, rows, scores)
    for row in rows.itertuples():
        position = positions[row.Index]
        label = fit([names[row.Index]], left - EDGE - 6, text)
        paper.text(left - 6, TOP + (position + 0.5) * pitch, label, fontsize=text, ha="right", va="center_baseline")
        _draw_own(axes, position, row)
        _write_own(axes, position, row, t)
    marks.key(paper, 4, high - 6, width - 8, _key(rows, fit([name], 120, style.SMALL), t))


def _key(rows: pd.DataFrame, name: str, t: Translator) -> list[tuple[style.Look, str]]:
    """Return the entries of the key for what is drawn."""
    hinders = rows["status"] == "hinders"
    possible: list[tuple[bool, style.Look, str]] = [
        ((rows["score"].notna() & ~hinders).any(), OWN, name),
        (hinders.any(), HINDERS, t("barrier")),
        (rows["count"].any(), PEER | {"markersize": DOT + 0.6}, t("peer")),
        (rows["count"].any(), MEDIAN | {"markersize": 7}, t("median of peers")),
        (rows["status"].eq("missing").any(), marks.MISSING_LOOK, t("not read")),
    ]
    return [(look, words) for drawn, look, words in possible if drawn]


def place_rows(dimensions: pd.Series) -> tuple[dict[str, int], dict[str, int]]:
    """Return the row of each dimension's head and of each indicator, counted from the top."""
    heads: dict[str, int] = {}
    positions: dict[str, int] = {}
    for indicator, dimension in dimensions.items():
        heads.setdefault(dimension, len(heads) + len(positions))
        positions[indicator] = len(heads) + len(positions)
    return heads, positions


def _draw_peers(axes: Axes, positions: dict[str, int], rows: pd.DataFrame, scores: pd.DataFrame) -> None:
    """Draw the range and the median on each row, and a dot for each score, its area by how many have it."""
    at = rows.index.map(positions).to_numpy(dtype=float)
    axes.hlines(at, rows["min"], rows["max"], color=theme.LINE, linewidth=2, zorder=1.5)
    axes.vlines(rows["median"], at - 0.36, at + 0.36, color=theme.INK, linewidth=1.3, zorder=2.5, clip_on=False)
    known = scores.dropna(subset="score")
    counts = known.groupby([known["indicator_id"], known["score"].round(DECIMALS)]).size()
    for count, alike in counts.groupby(counts):
        x, y = alike.index.get_level_values("score"), alike.index.get_level_values("indicator_id").map(positions)
        across = DOT * math.sqrt(count)
        axes.plot(x, y, linestyle="none", markersize=across, zorder=2, clip_on=False, **PEER)


def _draw_own(axes: Axes, position: int, row) -> None:
    if row.status == "missing":
        marks.hatch(axes, 0, position - 0.26, 100, 0.52, linewidth=0, zorder=1.2)
    elif row.score == row.score:
        marks.dot(axes, row.score, position, "", **(HINDERS if row.status == "hinders" else OWN))


def _write_own(axes: Axes, position: int, row, t: Translator) -> None:
    """Write the score, or why there is none, at the end of the row."""
    if row.score == row.score:
        marks.write_beside(axes, 100, position, t.number(row.score), 8, color=theme.INK, fontweight="bold")
    else:
        marks.write_beside(axes, 100, position, t("n/a") if row.status == "not-applicable" else t("not read"), 8)
