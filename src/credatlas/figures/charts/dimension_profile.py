"""Dimension profile: three scores per jurisdiction, each with the bounds that unread text leaves open.

A panel per dimension, a dot and a bar per jurisdiction. Knows dimension scores; computes no score and no rank.
"""

from collections.abc import Iterable
from functools import partial

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import axes_at, marks, sheet, style, theme
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator

ROW = 11.0  # least height of a row in points
TOP, BOTTOM, RIGHT = 22, 34, 10  # points around the panels
GAP = {"article": 18, "square": 18, "tall": 14}  # points between two panels
DOT = 26  # area in square points
FULL = 84  # points; bars that reach further leave no room for a number beside them


@chart(
    lambda view: {"dimension_scores": view.scores.dimensions, "jurisdictions": view.compared},
    about="scores on the three dimensions",
    gallery=1,
    article_day=True,
)
def dimension_profile(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    order_by: str | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw one panel per dimension: a dot for each score, a bar from the lowest to the highest possible.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN unless `class` is scored), low, high, coded,
    applicable, class. `order_by`: the dimension whose score orders the rows, by default the first. Where there is no
    score the bar is open and hatched; those that are neither scored nor estimated stand in words below the rows.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    dimensions = {dimension: t.dimension(dimension) for dimension in atlas.dimensions["dimension_id"]}
    first = next(iter(dimensions))
    by_name = t.dimension(order_by or first).lower()
    scores = dimension_scores[dimension_scores["jurisdiction_id"].isin(among)]
    apart = naming.too_little_read(scores, among)
    shown = [jurisdiction for jurisdiction in among if jurisdiction not in apart]
    order = naming.order_by_score(scores[scores["dimension_id"] == (order_by or first)], shown)
    scores = scores.sort_values("jurisdiction_id", key=lambda ids: ids.map([*order, *apart].index), kind="stable")
    return compose(
        "dimension-profile", _words(scores, order, dimensions, by_name, t), _columns(t),
        scores.assign(**{"class": scores["class"].map(naming.name_classes(t))}),
        partial(_paint, scores=scores, order=order, dimensions=dimensions, t=t, size=size), atlas=atlas, t=t, size=size,
        height=style.height_for(size, len(order), ROW, TOP + BOTTOM) if order else 0.0, among=among,
        choices=[order_by] if order_by not in (None, first) else [], apart=naming.say_apart(t, atlas, apart, scores),
    )  # fmt: skip


def _words(scores: pd.DataFrame, order: list[str], dimensions: dict[str, str], by_name: str, t: Language) -> Words:
    scored = set(scores.dropna(subset="score")["jurisdiction_id"])
    unscored = [jurisdiction for jurisdiction in order if jurisdiction not in scored]
    alt = [
        t.plural("Dot plot of {n} jurisdiction.", "Dot plot of {n} jurisdictions.", len(order)),
        *_spans(scores, dimensions, t),
        t.plural("{n} has no score.", "{n} have no score.", len(unscored)) if unscored else "",
    ]
    caption = [
        t("Dot: mean of the indicators read, given only where enough of them were. Bar: the mean if every unread "
          "indicator scored 0, or 100; hatched where there is no dot. Bars that overlap leave the order open. Rows "
          "follow {dimension}.", dimension=by_name),
        t("Without any score: {names}.", names=naming.listed(t, unscored)) if unscored else "",
    ]  # fmt: skip
    subtitle = t("Score in points, 0 to 100; bars span the scores that unread provisions leave possible")
    return Words(_title(scores, order, dimensions, t), subtitle, alt, caption)


def _title(scores: pd.DataFrame, order: list[str], dimensions: dict[str, str], t: Language) -> str:
    known = scores.dropna(subset="score")
    if known.empty:
        return t("Too little could be read to score {names}", names=naming.named(t, order))
    parts = []
    for dimension, name in dimensions.items():
        scored = known[known["dimension_id"] == dimension].set_index("jurisdiction_id")["score"]
        if scored.empty:
            continue
        facts = {"dimension": name.lower(), "score": t.number(scored.max())}
        if len(order) == 1:
            parts.append(t("{score} on {dimension}", **facts))
        else:
            leaders = naming.leaders(scored)
            first = [jurisdiction for jurisdiction in order if jurisdiction in leaders]
            parts.append(t("{names} on {dimension} ({score})", **facts, names=naming.named(t, first, 2)))
    if len(order) == 1:
        return t("{name} scores {scores}", name=naming.named(t, order), scores=t.join_words(parts))
    return t("Highest where enough was read: {leads}", leads=t.join_clauses(parts))


def _spans(scores: pd.DataFrame, dimensions: dict[str, str], t: Translator) -> list[str]:
    """Say for each dimension how many have a score and from where to where they reach."""
    known = scores.dropna(subset="score").groupby("dimension_id")["score"].agg(["count", "min", "max"])
    return [
        t("{dimension}: {n} scored, {least} to {most}.", dimension=name, n=int(known.at[dimension, "count"]),
          least=t.number(known.at[dimension, "min"]), most=t.number(known.at[dimension, "max"]))
        for dimension, name in dimensions.items() if dimension in known.index
    ]  # fmt: skip


def _columns(t: Translator) -> list[Column]:
    shared = naming.shared_columns(t)
    return [
        shared["jurisdiction"],
        shared["dimension"],
        shared["class"],
        Column("score", t("Score"), t("Mean of the indicators read; empty when too few were"), t("points"), 1),
        Column("low", t("Lowest"), t("The mean if every unread indicator scored 0"), t("points"), 1),
        Column("high", t("Highest"), t("The mean if every unread indicator scored 100"), t("points"), 1),
        Column("coded", t("Read"), t("Indicators that have a value"), t("indicators"), 0),
        Column("applicable", t("Applicable"), t("Indicators of which the question arises"), t("indicators"), 0),
        shared["jurisdiction_id"],
        shared["dimension_id"],
    ]


def _paint(
    drawing: Drawing, *, scores: pd.DataFrame, order: list[str], dimensions: dict[str, str], t: Language, size: str
) -> None:
    """Draw a panel for each of `dimensions` (id and name), rows in this order."""
    names, left, text = marks.row_names(t, order, size)
    paper, width, high = sheet(drawing)
    room = (width - left - RIGHT - GAP[size] * (len(dimensions) - 1)) / len(dimensions)
    for position, (dimension, name) in enumerate(dimensions.items()):
        start = left + position * (room + GAP[size])
        axes = axes_at(drawing, start, TOP, width - start - room, BOTTOM)
        rows = naming.scores_of(scores, dimension, order)
        _draw_panel(axes, rows.assign(group=list(map(t.group, order)), row=np.arange(len(order), dtype=float)), t, size)
        marks.head(paper, start, 9, room, name, dimension)
        if position == 0:
            for row, options in enumerate(names):
                marks.label_row(axes, row, options, left, text)
    shown = scores[scores["jurisdiction_id"].isin(order)]
    entries = marks.group_key(map(t.group, shown.dropna(subset="score")["jurisdiction_id"]), t)
    hatched = shown["score"].isna() & shown["low"].notna()
    entries += [(marks.MISSING_LOOK, t("partly read: no score"))] if hatched.any() else []
    marks.key(paper, 4, high - 6, width - 8, entries)


def _draw_panel(axes: Axes, rows: pd.DataFrame, t: Translator, size: str) -> None:
    marks.scale_points(axes, coarse=size == "tall")
    axes.set(ylim=(len(rows) - 0.5, -0.5), yticks=[])
    axes.hlines(rows["row"], 0, 100, color=theme.LINE, linewidth=0.4, zorder=1)
    scored = rows["score"].notna()
    for row in rows[~scored].dropna(subset="low").itertuples():
        marks.hatch(axes, row.low, row.row - 0.22, row.high - row.low, 0.44)
    known = rows[scored]
    axes.hlines(known["row"], known["low"], known["high"], color=theme.QUIET, alpha=0.45, linewidth=2.2, zorder=2)
    if not known.empty:
        shown = [group for group in theme.GROUPS if group in set(known["group"])]
        sns.scatterplot(
            known, x="score", y="row", hue="group", style="group", hue_order=shown, style_order=shown,
            palette=theme.GROUPS, markers=style.MARKERS, s=DOT, linewidth=0.6, edgecolor=theme.PAPER, ax=axes,
            legend=False, zorder=4, clip_on=False,
        )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    for row in known.itertuples() if size != "tall" else ():
        beside = (row.high, 6) if row.high <= FULL else (row.low, -6)
        marks.write_beside(axes, beside[0], row.row, t.number(row.score), beside[1], fontsize=style.TINY)
