"""Score matrix: who provides for what, every jurisdiction against every indicator.

Knows indicator scores and barriers, and what they let one say. Computes no score, draws nothing.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, join_words, number, translator
from credatlas.figures.painting import score_matrix as painting
from credatlas.index.scores import list_barriers

INDICATORS_SHOWN = 2  # names of indicators in an alt text before the rest become a count


def score_matrix(
    indicator_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    barriers: pd.DataFrame | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw the score of every jurisdiction on every indicator, who provides for most at the top.

    indicator_scores: jurisdiction_id, indicator_id, score (points, NaN missing or not applicable), status,
    framework_id, confidence. barriers: jurisdiction_id, indicator_id of the provisions that hinder, also where another
    framework supports; by default all of `atlas`.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language, NothingToShow for nothing
    to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    among = naming.shown_jurisdictions(indicator_scores, atlas, jurisdictions)
    cells = indicator_scores[indicator_scores["jurisdiction_id"].isin(among)]
    cells = cells.assign(barrier=_barred(cells, list_barriers(atlas.provisions) if barriers is None else barriers))
    order = _order(cells, among)
    grid = spread(cells, order, list(atlas.indicators["indicator_id"]))
    heads = painting.wrap_heads(labels, list(atlas.indicators["indicator_id"]), size)
    groups = atlas.indicators.groupby("dimension_id", sort=False)["indicator_id"].agg(list).to_dict()
    paint = partial(painting.paint, **grid, heads=heads, groups=groups, labels=labels, t=t, size=size)
    return compose(
        naming.figure_id("score-matrix", atlas, among=among, size=size, lang=lang), _words(**grid, labels=labels, t=t),
        _columns(t), _rows(cells, order, labels, t), paint, atlas=atlas, t=t, width=width,
        height=painting.height(len(order), heads, size),
    )  # fmt: skip


def spread(cells: pd.DataFrame, order: list[str], indicators: list[str]) -> dict[str, pd.DataFrame]:
    """Return scores, statuses and barriers as tables of jurisdictions by indicators; what has no row is missing."""
    wide = cells.pivot(index="jurisdiction_id", columns="indicator_id", values=["score", "status", "barrier"])
    wide = wide.reindex(index=order).reindex(columns=indicators, level=1)
    statuses = wide["status"].fillna("missing")
    return {"scores": wide["score"].astype(float), "statuses": statuses, "barred": wide["barrier"].eq(True)}


def _barred(cells: pd.DataFrame, barriers: pd.DataFrame) -> pd.Series:
    listed = set(zip(barriers["jurisdiction_id"], barriers["indicator_id"], strict=True))
    places = zip(cells["jurisdiction_id"], cells["indicator_id"], strict=True)
    return (cells["status"] == "hinders") | pd.Series([place in listed for place in places], index=cells.index)


def _order(cells: pd.DataFrame, among: list[str]) -> list[str]:
    """Most indicators provided for first, then the higher scores; those of which nothing was read last."""
    scores = cells.groupby("jurisdiction_id")["score"]
    support = (cells["score"] > 0).groupby(cells["jurisdiction_id"]).sum()
    keys = pd.DataFrame({"support": support, "read": scores.count() > 0, "sum": scores.sum()})
    keys = keys.reindex(among).fillna({"support": 0, "read": False, "sum": 0}).round(6)
    return list(keys.sort_values(["support", "read", "sum"], ascending=False, kind="stable").index)


def _words(scores: pd.DataFrame, statuses: pd.DataFrame, barred: pd.DataFrame, labels: Labels, t: Translator) -> Words:
    title = _title(scores, statuses, labels, t)
    missing, cells, barriers = int((statuses == "missing").sum().sum()), scores.size, int(barred.sum().sum())
    corner = t.plural("A red corner marks a barrier ({n} cell).", "A red corner marks a barrier ({n} cells).", barriers)
    alt = naming.within(
        t("Table of scores, {n} by {total}.", n=len(scores), total=scores.shape[1]) + f" {title}.",
        t("Missing: {missing} of {cells} cells.", missing=missing, cells=cells), *_extremes(scores, labels, t),
    )  # fmt: skip
    caption = t(
        "Hatched: could not be read ({missing} of {cells} cells), which is not zero. 0: the text was read, or searched "
        "for, and says nothing. n/a: the question does not arise. {barriers} Ordered by the number of indicators "
        "provided for, which is not a ranking of quality.",
        missing=number(missing, lang=t.lang),
        cells=number(cells, lang=t.lang),
        barriers=corner if barriers else t("No barrier was found."),
    )
    return Words(title, t("Score of each indicator in points, 0 to 100, by dimension"), alt, caption)


def _title(scores: pd.DataFrame, statuses: pd.DataFrame, labels: Labels, t: Translator) -> str:
    counts = (scores > 0).sum(axis=1)
    best = int(counts.max())
    leaders = counts.index[counts == best]
    facts = {"n": best, "total": scores.shape[1], "missing": int((statuses == "missing").sum().sum())}
    facts |= {"leaders": naming.named(labels, leaders), "everyone": naming.named(labels, scores.index)}
    if not scores.notna().any(axis=None):
        return t("{everyone}: none of the {total} indicators could be read", **facts)
    if best == 0:
        return t("{everyone}: no indicator that could be read is provided for", **facts)
    if len(scores) == 1:
        return t("{leaders} provides for {n} of {total} indicators; {missing} could not be read", **facts)
    if len(leaders) == 1:
        return t("{leaders} provides for {n} of {total} indicators, more than any other", **facts)
    if len(leaders) == len(scores):
        return t("{leaders} each provide for {n} of {total} indicators", **facts)
    return t("{leaders} each provide for {n} of {total} indicators, more than any other", **facts)


def _extremes(scores: pd.DataFrame, labels: Labels, t: Translator) -> list[str]:
    """Say which indicators are provided for most often and least often, among those read anywhere."""
    support = (scores > 0).sum()[scores.notna().any()]
    if support.empty or support.max() == 0:
        return []
    most, least = int(support.max()), int(support.min())
    names = {
        many: join_words([labels.indicator(i) for i in support.index[support == many]], t.lang, INDICATORS_SHOWN)
        for many in (most, least)
    }
    return [
        t("Most often provided for: {names} ({n}).", names=names[most], n=most),
        t("Least often: {names} ({n}).", names=names[least], n=least),
    ]


def _columns(t: Translator) -> list[Column]:
    shared = naming.shared_columns(t)
    about = t("Points of the strongest provision in force; empty: missing or not applicable")
    return [
        shared["jurisdiction"],
        shared["indicator"],
        Column("score", t("Score"), about, t("points"), 1),
        shared["status"],
        Column("barrier", t("Barrier"), t("Whether a provision in force hinders")),
        shared["confidence"],
        shared["framework_id"],
        shared["jurisdiction_id"],
        shared["indicator_id"],
    ]


def _rows(cells: pd.DataFrame, order: list[str], labels: Labels, t: Translator) -> list[tuple]:
    placed = cells.assign(place=cells["jurisdiction_id"].map(order.index)).sort_values("place", kind="stable")
    return [
        (
            labels.jurisdiction(row.jurisdiction_id),
            labels.indicator(row.indicator_id),
            row.score,
            labels.code("status", row.status),
            t("yes") if row.barrier else t("no"),
            labels.code("confidence", row.confidence),
            row.framework_id,
            row.jurisdiction_id,
            row.indicator_id,
        )
        for row in placed.itertuples()
    ]
