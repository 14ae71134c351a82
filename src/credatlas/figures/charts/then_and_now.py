"""Then and now: whose score on a dimension moved between two dates.

Knows dimension scores of two dates and what they let one say. Computes no score, paints nothing.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, number, translator
from credatlas.figures.painting import then_and_now as painting
from credatlas.index.scores import Scores
from credatlas.settings import ARTICLE_DAY

BOUNDS = ["score", "low", "high"]


def then_and_now(
    before: Scores,
    after: Scores,
    atlas: Dataset,
    *,
    dimension: str = "ST",
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw a line per jurisdiction from its score on the date of `before` to that on the date of `after`.

    before, after: as `score` returns them for the data on two dates; `atlas`: the data on the later one. Those without
    a score on one of the dates are not joined: their scores and bounds stand in a part of their own.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    name = labels.dimension(dimension)
    both = pd.concat([before.dimensions, after.dimensions])
    among = naming.shown_jurisdictions(both, atlas, jurisdictions)
    ends = join_ends(before.dimensions, after.dimensions, among, dimension)
    days = (before.date, after.date)
    groups = {some: naming.group_of(atlas, some) for some in among}
    scene = painting.arrange(ends, size)
    paint = partial(painting.paint, scene=scene, groups=groups, days=days, labels=labels, t=t, size=size)
    which = [dimension if dimension != "ST" else "", before.date if before.date != ARTICLE_DAY else ""]
    return compose(
        naming.figure_id("then-and-now", atlas, *which, among=among, size=size, lang=lang),
        _words(ends, name, days, labels, t), _columns(days, t), _rows(ends, labels),
        paint, atlas=atlas, t=t, width=width, height=scene.height,
    )  # fmt: skip


def join_ends(before: pd.DataFrame, after: pd.DataFrame, among: list[str], dimension: str) -> pd.DataFrame:
    """Return one row per jurisdiction: then, then_low, then_high, now, now_low, now_high, change (points).

    Those with both scores first, by falling score now; then those with one, then those with none, by their bounds. A
    jurisdiction without a row is as open as can be: 0 to 100.
    """
    sides = []
    for side, scores in (("then", before), ("now", after)):
        rows = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id")[BOUNDS]
        rows = rows.reindex(among).astype(float).fillna({"low": 0.0, "high": 100.0})
        sides.append(rows.set_axis([side, f"{side}_low", f"{side}_high"], axis="columns"))
    ends = pd.concat(sides, axis="columns")
    ends = ends.assign(change=ends["now"] - ends["then"])
    order = ends.round(6).assign(open=ends[["then", "now"]].isna().sum(axis=1))
    order = order.assign(fall=-order["now"].fillna(order["then"]), low=-order["now_low"], before=-order["then"])
    return ends.loc[order.sort_values(["open", "fall", "before", "low", "now_high"], kind="stable").index]


def _words(ends: pd.DataFrame, name: str, days: tuple[str, str], labels: Labels, t: Translator) -> Words:
    joined = ends.dropna(subset="change")
    apart = ends[ends["change"].isna()]
    title = _title(joined, name, days, labels, t)
    opening = t.plural("Slope chart of {n} jurisdiction.", "Slope chart of {n} jurisdictions.", len(joined))
    falls = joined["change"].round(6) < 0
    alt = naming.within(
        f"{opening} {title}.",
        t("Lower: {names}.", names=naming.named(labels, joined.index[falls])) if falls.any() else "",
        t.plural("{n} has no score on one date or both.", "{n} have no score on one date or both.", len(apart))
        if len(apart) else "",
    )  # fmt: skip
    caption = t("A line joins the scores of the two dates; grey: no change. Those with the same scores share a line.")
    if len(apart):
        caption += " " + t(
            "Not joined, since too little could be read on one date or both: {names}. Hatched: the scores that unread "
            "indicators leave possible.", names=naming.named(labels, apart.index, naming.NAMES_LISTED),
        )  # fmt: skip
    dates = dict(zip(("then", "now"), days, strict=True))
    subtitle = t("{dimension}, score in points, 0 to 100, on {then} and on {now}", dimension=name, **dates)
    return Words(title, subtitle, alt, caption)


def _title(joined: pd.DataFrame, name: str, days: tuple[str, str], labels: Labels, t: Translator) -> str:
    change = joined["change"].round(6)
    rose, facts = change[change > 0], {"dimension": name.lower(), "then": days[0], "total": len(joined)}
    if joined.empty:
        return t("Nobody has a score on {dimension} on both dates", **facts)
    if rose.empty:
        return t("Nobody's {dimension} has risen since {then}, of {total} with a score on both dates", **facts)
    most = rose.index[rose == rose.max()]
    facts |= {"names": naming.named(labels, most), "points": number(rose.max(), lang=t.lang)}
    return t.plural(
        "{n} of {total} has risen on {dimension} since {then}: {names}, by {points} points",
        "{n} of {total} have risen on {dimension} since {then}, {names} most, by {points} points", len(rose), **facts,
    )  # fmt: skip


def _columns(days: tuple[str, str], t: Translator) -> list[Column]:
    shared, points, sides = naming.shared_columns(t), t("points"), []
    for side, day in zip(("then", "now"), days, strict=True):
        sides += [
            Column(side, t("On {date}", date=day), t("Score; empty when too few indicators were read"), points, 1),
            Column(f"{side}_low", t("On {date}, lowest", date=day), t("If every unread indicator scored 0"), points, 1),
            Column(f"{side}_high", t("On {date}, highest", date=day), t("If every unread one scored 100"), points, 1),
        ]
    change = Column("change", t("Change"), t("Later score less the earlier; empty without both"), points, 1)
    return [shared["jurisdiction"], *sides, change, shared["jurisdiction_id"]]


def _rows(ends: pd.DataFrame, labels: Labels) -> list[tuple]:
    return [(labels.jurisdiction(some), *row, some) for some, row in zip(ends.index, ends.to_numpy(), strict=True)]
