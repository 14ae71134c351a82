"""Indicator profile: what one jurisdiction's texts say on each question, in words, and how many others provide for it.

A row per indicator that was read, by dimension; those that were not are named. Knows indicator scores and the
provisions that counted; computes no score.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import fit, marks, sheet, style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import attach_provisions
from credatlas.settings import DECIMALS

ROW, HEAD, TOP, EDGE = 24.0, 28.0, 22.0, 4.0  # points: a row, the head of a dimension, of the columns, the edge
PILL = 118.0  # points across of the word in its colour
OTHERS = {"article": 170.0, "square": 130.0, "tall": 62.0}  # points for how many others provide for it
UNREAD = ("missing", "not-applicable")


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
    """Write how firmly one jurisdiction's texts provide for each indicator that was read, beside how many others do.

    indicator_scores: jurisdiction_id, indicator_id, score (points, NaN missing or not applicable), status,
    framework_id, confidence. `peers`: ids to compare with, by default every other jurisdiction of the frame; those
    without a framework are no peers. Indicators are ordered by score within their dimension; those not read, or of
    which the question does not arise, stand in words below.
    """
    t = Language(atlas, lang)
    asked = [jurisdiction, *(indicator_scores["jurisdiction_id"] if peers is None else peers)]
    shown = naming.shown_jurisdictions(indicator_scores, atlas, asked)
    apart, beside = naming.without_framework(atlas, shown), [peer for peer in shown if peer != jurisdiction]
    others = [peer for peer in beside if peer not in apart]
    scores = attach_provisions(indicator_scores, atlas.provisions).set_index("jurisdiction_id")
    rows = compare(scores[scores.index == jurisdiction], scores[scores.index.isin(others)], atlas)
    shade = partial(style.step_of_code, scale=atlas.scale)
    rows = rows.assign(says=naming.strengths(rows, t, atlas), step=rows["obligation"].map(shade))
    rows = rows.assign(firm=rows["obligation"] == atlas.scale[-1])
    read = rows[~rows["status"].isin(UNREAD)]
    height = TOP + HEAD * read["dimension_id"].nunique() + ROW * len(read) + EDGE
    left_out = [t("Not read, or not applicable: {names}.", names=t.join_words(map(t.indicator, rows.index.difference(
        read.index, sort=False))))] if len(read) < len(rows) else []  # fmt: skip
    return compose(
        "indicator-profile", _words(rows, jurisdiction, others, atlas, t), _columns(t), rows,
        partial(_paint, rows=read, others=bool(others), t=t, size=size), atlas=atlas, t=t, size=size,
        height=0.0 if jurisdiction in apart or read.empty else height, among=beside, choices=[jurisdiction],
        apart=[
            *([f"{_title(rows, jurisdiction, t)}."] if read.empty and jurisdiction not in apart else []),
            *([] if jurisdiction in apart else left_out),
            *naming.say_apart(t, atlas, {jurisdiction: apart[jurisdiction]} if jurisdiction in apart else apart),
            *([] if beside else naming.say_not_chosen(t, atlas, shown)),
        ],
    )  # fmt: skip


def compare(own: pd.DataFrame, theirs: pd.DataFrame, atlas: Dataset) -> pd.DataFrame:
    """Return one row per indicator, by dimension and falling score, those without a score last.

    own, theirs: indicator_id, score, status, obligation of the one, and of the others. Columns: dimension_id; score
    (points), status and obligation of the one; peers_read and peers_for: how many of the others have a score, and one
    above zero.
    """
    rows = atlas.indicators.set_index("indicator_id")[["dimension_id"]]
    one = own.set_index("indicator_id")[["score", "status", "obligation"]].reindex(rows.index)
    known = theirs.dropna(subset="score")
    counts = {"peers_read": known, "peers_for": known[known["score"].round(DECIMALS) > 0]}
    sums = {
        name: frame.groupby("indicator_id").size().reindex(rows.index, fill_value=0) for name, frame in counts.items()
    }
    rows = rows.join(one.astype({"score": float, "obligation": float})).assign(**sums).fillna({"status": "missing"})
    order = rows.assign(
        position=rows["dimension_id"].map(list(atlas.dimensions["dimension_id"]).index),
        waits=rows["status"].map({"missing": 1, "not-applicable": 2}).fillna(0),
        fall=-rows["score"].round(DECIMALS).fillna(0),
    )
    return rows.loc[order.sort_values(["position", "waits", "fall"], kind="stable").index]


def _words(rows: pd.DataFrame, jurisdiction: str, others: list[str], atlas: Dataset, t: Language) -> Words:
    read = rows[~rows["status"].isin(UNREAD)]
    lists = [
        t("{answer}: {names}.", answer=says[:1].upper() + says[1:], names=t.join_words(map(t.indicator, members.index)))
        for says, members in read.groupby("says", sort=False)
    ]
    missing = int((rows["status"] == "missing").sum())
    alt = [
        t.plural("Table of {n} question that was read.", "Table of {n} questions that were read.", len(read)),
        t.plural("{n} could not be read.", "{n} could not be read.", missing) if missing else "",
        *lists,
    ]
    caption = t(
        "How firmly the strongest provision speaks. Of the others, those count whose text on it could be read. "
        "Compared with: {names}.", names=naming.listed(t, others) or t("nobody"),
    )  # fmt: skip
    subtitle = t("What the texts say on each question that could be read, and how many others provide for it")
    return Words(_title(rows, jurisdiction, t), naming.dated(subtitle, atlas, t), alt, [caption])


def _title(rows: pd.DataFrame, jurisdiction: str, t: Language) -> str:
    scores, firm = rows["score"].dropna(), int(rows["firm"].sum())
    facts = {"name": clean(t.in_sentence(jurisdiction), naming.NAME_LIMIT), "read": len(scores), "count": len(rows)}
    if scores.empty:
        return t("{name}: none of the {count} indicators could be read", **facts)
    support = int((scores.round(DECIMALS) > 0).sum())
    said = t("{name} provides for {support} of the {read} indicators that could be read", support=support, **facts)
    if support == len(scores) > 1:
        said = t("{name} provides for all {read} indicators that could be read", **facts)
    if not firm:
        return t("{said}, none of them as a requirement", said=said) if support else said
    return t.plural("{said}, {n} of them as a requirement", "{said}, {n} of them as a requirement", firm, said=said)


def _columns(t: Translator) -> Columns:
    about = t("Points of the jurisdiction; empty: missing or not applicable")
    return [
        "indicator",
        "dimension",
        Column("says", t("Says"), t("How firmly the provision that counted speaks, or why there is none")),
        Column("score", t("Score"), about, t("points"), 1),
        "status",
        Column("peers_for", t("Others for it"), t("Others that provide for it"), t("jurisdictions"), 0),
        Column("peers_read", t("Peers read"), t("Peers that have a score on the indicator"), t("jurisdictions"), 0),
        "indicator_id",
    ]


def _paint(drawing: Drawing, *, rows: pd.DataFrame, others: bool, t: Language, size: str) -> None:
    """Write a row for each of `rows` (indicators: says, step, peers), under the name of each dimension."""
    paper, width, _ = sheet(drawing)
    right = width - EDGE - (OTHERS[size] if others else 0.0)
    start = right - PILL
    if others:
        words = fit([t("others that provide for it"), t("others"), ""], OTHERS[size] - 8, style.SMALL)
        paper.text(right + 10, TOP - 8, words, **style.NOTE)
    paper.text(start, TOP - 8, t("the text"), **style.NOTE)
    y = TOP
    for dimension, members in rows.groupby("dimension_id", sort=False):
        marks.head(paper, EDGE, y + 16, width - 2 * EDGE, t.dimension(dimension))
        y += HEAD
        for row in members.itertuples():
            middle = y + ROW / 2
            name = t.indicator(row.Index)
            label = fit([name[:1].upper() + name[1:], t.indicator_short(row.Index)], start - EDGE - 10, style.TEXT)
            paper.text(EDGE, middle, label, fontsize=style.TEXT, va="center_baseline")
            _draw_word(paper, start, middle, row)
            marks.touch(paper, [row.Index], EDGE, y, width - 2 * EDGE, ROW)
            if others:
                facts = {"n": row.peers_for, "total": row.peers_read}
                count = fit(
                    [t("{n} of {total}", **facts), "{n}/{total}".format(**facts)], OTHERS[size] - 8, style.SMALL
                )
                paper.text(right + 10, middle, count, va="center_baseline", **style.NOTE)
            y += ROW


def _draw_word(paper: Axes, x: float, middle: float, row) -> None:
    """Write how firmly the text speaks in its step of the ramp; what works against it, in a frame."""
    frame = 1.6 if row.status == "hinders" else 0
    colour = marks.tint(paper, x, middle - ROW / 2 + 2, PILL, ROW - 4, row.step, frame)
    words = fit([row.says], PILL - 6, style.SMALL)
    paper.text(x + PILL / 2, middle, words, fontsize=style.SMALL, color=colour, **style.DIGIT)
