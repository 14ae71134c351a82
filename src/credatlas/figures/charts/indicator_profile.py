"""Indicator profile: one jurisdiction's indicators against its peers.

Knows indicator scores and what they let one say. Computes the peers' median and range, and no score; draws nothing.
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
from credatlas.figures.painting import indicator_profile as painting


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
    to compare with, by default every other jurisdiction of the frame. Indicators are ordered by score within their
    dimension.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    name = clean(labels.jurisdiction(jurisdiction), naming.NAME_LIMIT)
    asked = [jurisdiction, *(indicator_scores["jurisdiction_id"] if peers is None else peers)]
    others = [some for some in naming.shown_jurisdictions(indicator_scores, atlas, asked) if some != jurisdiction]
    scores = indicator_scores.set_index("jurisdiction_id")
    theirs = scores[scores.index.isin(others)]
    rows = compare(scores[scores.index == jurisdiction], theirs, atlas)
    paint = partial(painting.paint, rows=rows, scores=theirs, name=name, labels=labels, t=t, size=size)
    return compose(
        naming.figure_id("indicator-profile", atlas, jurisdiction, among=others, size=size, lang=lang),
        _words(rows, name, others, labels, t), _columns(t), _rows(rows, labels), paint, atlas=atlas, t=t, width=width,
        height=painting.height(rows, size),
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
    order = rows.assign(
        place=rows["dimension_id"].map({some: i for i, some in enumerate(atlas.dimensions["dimension_id"])}),
        waits=rows["status"].map({"missing": 1, "not-applicable": 2}).fillna(0),
        fall=-rows["score"].round(6).fillna(0),
    )
    return rows.loc[order.sort_values(["place", "waits", "fall"], kind="stable").index]


def _words(rows: pd.DataFrame, name: str, others: list[str], labels: Labels, t: Translator) -> Words:
    lead = (rows["score"] - rows["median"]).round(6).dropna()
    title = _title(rows, lead, name, labels, t)
    missing = int((rows["status"] == "missing").sum())
    alt = naming.within(
        t("Dot plot of {count} indicators.", count=len(rows)) + f" {title}.",
        _furthest_below(rows, lead, labels, t),
        t("{n} could not be read.", n=missing) if missing else "",
    )
    caption = t(
        "Compared with: {names}. Larger dots stand for several of them; the tick is the median of those that could be "
        "read. Hatched: could not be read, which is not zero.",
        names=naming.named(labels, others, naming.NAMES_LISTED) or t("nobody"),
    )
    subtitle = t.plural(
        "Score in points, 0 to 100, on each indicator; grey: {n} jurisdiction it is compared with",
        "Score in points, 0 to 100, on each indicator; grey: {n} jurisdictions it is compared with", len(others),
    )  # fmt: skip
    return Words(title, subtitle, alt, caption)


def _title(rows: pd.DataFrame, lead: pd.Series, name: str, labels: Labels, t: Translator) -> str:
    read = rows["score"].dropna()
    above = lead[lead > 0]
    facts = {"name": name, "n": len(above), "total": len(lead), "read": len(read), "count": len(rows)}
    if read.empty:
        return t("{name}: none of the {count} indicators could be read", **facts)
    if lead.empty:
        facts["support"] = int((read > 0).sum())
        return t("{name} provides for {support} of the {read} indicators that could be read", **facts)
    if above.empty:
        return t("{name} is above the median of its peers on none of {total} indicators", **facts)
    said = t("{name} is above the median of its peers on {n} of {total} indicators", **facts)
    if (above == above.max()).sum() > 1:
        return said
    return t("{said}, most of all on {indicator}", said=said, indicator=labels.indicator(above.idxmax()))


def _furthest_below(rows: pd.DataFrame, lead: pd.Series, labels: Labels, t: Translator) -> str:
    if lead.empty or lead.min() >= 0:
        return ""
    worst = lead.idxmin()
    facts = {column: number(rows.at[worst, column], lang=t.lang) for column in ("score", "median")}
    return t("Furthest below: {indicator}, {score} against {median}.", **facts, indicator=labels.indicator(worst))


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


def _rows(rows: pd.DataFrame, labels: Labels) -> list[tuple]:
    return [
        (
            labels.indicator(row.Index),
            labels.dimension(row.dimension_id),
            row.score,
            labels.code("status", row.status),
            row.min,
            row.median,
            row.max,
            int(row.read),
            row.Index,
        )
        for row in rows.rename(columns={"count": "read"}).itertuples()
    ]
