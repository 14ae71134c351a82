"""Dimension profile: three scores per jurisdiction, each with the bounds that unread text leaves open.

A panel per dimension, a dot and a bar per jurisdiction. Knows dimension scores and estimates; computes no score and no
rank.
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
from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator
from credatlas.index.scores import ScoreClass

ROW, ROW_WITH_WORDS = 11.0, 14.5  # least height of a row in points
TOP, BOTTOM, RIGHT = 22, 34, 10  # points around the panels
TICKS = 12  # points that the numbers of the scale take, of those below the panels
GAP = {"article": 18, "square": 18, "tall": 14}  # points between two panels
DOT = 26  # area in square points
PLACE, ESTIMATE = ["jurisdiction_id", "dimension_id"], ["median", "low_80", "high_80"]
NUMBERS = ["score", "low", "high", "coded", "applicable", *ESTIMATE]
BOUNDS: style.Look = {"color": theme.QUIET, "alpha": 0.45, "linewidth": 2.2}
INTERVAL: style.Look = {"color": theme.QUIET, "linewidth": 1}
FULL = 84  # points; bars that reach further leave no room for a number beside them


@chart(
    lambda view: {
        "dimension_scores": view.scores.dimensions,
        "estimates": view.estimates,
        "jurisdictions": view.compared,
    },
    about="scores on the three dimensions",
    gallery=1,
    article_day=True,
)
def dimension_profile(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    estimates: pd.DataFrame | None = None,
    order_by: str | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw one panel per dimension: a dot for each score, a bar from the lowest to the highest possible.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN unless `class` is scored), low, high, coded,
    applicable, class. estimates: median, low_80, high_80 (points) by jurisdiction_id and dimension_id, as
    `Simulation.estimates` gives them; where the class is estimated, they are drawn as an open dot with its interval.
    `order_by`: the dimension whose score orders the rows, by default the first. Where there is neither score nor
    estimate the bar is open and hatched; those that are neither scored nor estimated stand in words below the rows.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    dimensions = {dimension: t.dimension(dimension) for dimension in atlas.dimensions["dimension_id"]}
    first = next(iter(dimensions))
    by_name = t.dimension(order_by or first).lower()
    scores = _join_estimates(dimension_scores[dimension_scores["jurisdiction_id"].isin(among)], estimates)
    apart = naming.too_little_read(scores, among)
    shown = [jurisdiction for jurisdiction in among if jurisdiction not in apart]
    order = naming.order_by_score(scores[scores["dimension_id"] == (order_by or first)], shown)
    scores = scores.sort_values("jurisdiction_id", key=lambda ids: ids.map([*order, *apart].index), kind="stable")
    drawn = scores[scores["jurisdiction_id"].isin(order)]
    key, row = _key(drawn, t), ROW_WITH_WORDS if drawn["median"].notna().any() else ROW
    bottom = max(BOTTOM, TICKS + marks.key_height(style.size_of(size)[0] - 8, key))
    return compose(
        "dimension-profile", _words(scores, order, dimensions, by_name, t), _columns(t, estimates is not None),
        scores.assign(**{"class": scores["class"].map(naming.name_classes(t))}),
        partial(_paint, scores=drawn, order=order, dimensions=dimensions, t=t, size=size, key=key, bottom=bottom),
        atlas=atlas, t=t, size=size,
        height=style.height_for(size, len(order), row, TOP + bottom) if order else 0.0, among=among,
        choices=[order_by] if order_by not in (None, first) else [], apart=naming.say_apart(t, atlas, apart, scores),
    )  # fmt: skip


def _join_estimates(scores: pd.DataFrame, estimates: pd.DataFrame | None) -> pd.DataFrame:
    """Add the estimate of each score of class estimated, NaN for all others."""
    if estimates is None:
        return scores.assign(**dict.fromkeys(ESTIMATE, np.nan))
    joined = scores.join(estimates.set_index(PLACE)[ESTIMATE], on=PLACE)
    return joined.assign(**joined[ESTIMATE].where(joined["class"] == ScoreClass.ESTIMATED))


def _words(scores: pd.DataFrame, order: list[str], dimensions: dict[str, str], by_name: str, t: Language) -> Words:
    estimated, drawn = int(scores["median"].notna().sum()), scores.dropna(subset=["score", "median"], how="all")
    unscored = [jurisdiction for jurisdiction in order if jurisdiction not in set(drawn["jurisdiction_id"])]
    alt = [
        t.plural("Dot plot of {n} jurisdiction.", "Dot plot of {n} jurisdictions.", len(order)),
        t.plural("{n} open dot is an estimate.", "{n} open dots are estimates.", estimated) if estimated else "",
        *_spans(scores, dimensions, t),
        t.plural("{n} has no score.", "{n} have no score.", len(unscored)) if unscored else "",
    ]
    caption = [
        t("Dot: mean of the indicators read, given only where enough of them were. Bar: the mean if every unread "
          "indicator scored 0, or 100; hatched where there is no dot. Bars that overlap cannot be told apart. Rows "
          "follow {dimension}.", dimension=by_name),
        t("Open dot: an estimate where too little was read for a score, the median of the simulations; the thin line "
          "holds 80 % of them.") if estimated else "",
        t("Without any score: {names}.", names=naming.listed(t, unscored)) if unscored else "",
    ]  # fmt: skip
    subtitle = t("Score in points, 0 to 100; bars span the scores that unread provisions leave possible")
    if estimated:
        subtitle = t(
            "Score in points, 0 to 100; bars span what unread provisions leave possible, open dots are estimates"
        )
    return Words(_title(scores, order, dimensions, t), subtitle, alt, caption)


def _title(scores: pd.DataFrame, order: list[str], dimensions: dict[str, str], t: Language) -> str:
    known = scores.dropna(subset="score")
    if known.empty:
        return t("Too little could be read to score {names}", names=naming.named(t, order))
    if len(order) == 1:
        parts = [
            t("{score} on {dimension}", score=t.number(score), dimension=name.lower())
            for some, name in dimensions.items() for score in known.loc[known["dimension_id"] == some, "score"]
        ]  # fmt: skip
        return t("{name} scores {scores}", name=naming.named(t, order), scores=t.join_words(parts))
    leads = [
        t("on {dimension} {lead}", dimension=name.lower(), lead=lead) for some, name in dimensions.items()
        if (lead := naming.say_lead(t, naming.scores_of(known, some, order)))
    ]  # fmt: skip
    return t("Of those shown with a score, these lead: {leads}", leads=t.join_clauses(leads))


def _spans(scores: pd.DataFrame, dimensions: dict[str, str], t: Translator) -> list[str]:
    """Say for each dimension how many have a score and from where to where they reach."""
    known = scores.dropna(subset="score").groupby("dimension_id")["score"].agg(["count", "min", "max"])
    return [
        t("{dimension}: {n} scored, {least} to {most}.", dimension=name, n=int(known.at[dimension, "count"]),
          least=t.number(known.at[dimension, "min"]), most=t.number(known.at[dimension, "max"]))
        for dimension, name in dimensions.items() if dimension in known.index
    ]  # fmt: skip


def _columns(t: Translator, estimated: bool) -> list[Column]:
    shared = naming.shared_columns(t)
    estimates = [
        Column("median", t("Estimate"), t("Median of the simulations; empty where not estimated"), t("points"), 1),
        Column("low_80", t("80 %, from"), t("Score that 10 % of the simulations do not exceed"), t("points"), 1),
        Column("high_80", t("80 %, to"), t("Score that 90 % of the simulations do not exceed"), t("points"), 1),
    ]
    return [
        shared["jurisdiction"],
        shared["dimension"],
        shared["class"],
        Column("score", t("Score"), t("Mean of the indicators read; empty when too few were"), t("points"), 1),
        Column("low", t("Lowest"), t("The mean if every unread indicator scored 0"), t("points"), 1),
        Column("high", t("Highest"), t("The mean if every unread indicator scored 100"), t("points"), 1),
        *(estimates if estimated else []),
        Column("coded", t("Read"), t("Indicators that have a value"), t("indicators"), 0),
        Column("applicable", t("Applicable"), t("Indicators of which the question arises"), t("indicators"), 0),
        shared["jurisdiction_id"],
        shared["dimension_id"],
    ]


def _paint(
    drawing: Drawing, *, scores: pd.DataFrame, order: list[str], dimensions: dict[str, str], t: Language, size: str,
    key: list[tuple[style.Look, str]], bottom: float,
) -> None:  # fmt: skip
    """Draw a panel for each of `dimensions` (id and name), rows in this order."""
    names, left, text = marks.row_names(t, order, size)
    paper, width, high = sheet(drawing)
    room = (width - left - RIGHT - GAP[size] * (len(dimensions) - 1)) / len(dimensions)
    for position, (dimension, name) in enumerate(dimensions.items()):
        start = left + position * (room + GAP[size])
        axes = axes_at(drawing, start, TOP, width - start - room, bottom)
        rows = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id")[NUMBERS].reindex(order)
        rows = rows.astype(float).assign(group=list(map(t.group, order)), row=np.arange(len(order), dtype=float))
        _draw_panel(axes, rows, t, size)
        for row in rows.dropna(subset="median").itertuples():
            _draw_estimate(axes, row, room, t)
            if size != "tall":
                _write_number(axes, row.row, row.median, row.low_80, row.high_80, t)
        marks.head(paper, start, 9, room, name, dimension)
        if position == 0:
            for row, options in enumerate(names):
                marks.label_row(axes, row, options, left, text)
    marks.key(paper, 4, high - 6, width - 8, key)


def _key(scores: pd.DataFrame, t: Language) -> list[tuple[style.Look, str]]:
    """Explain what is drawn of these scores: the groups, and where there are estimates, which mark is which."""
    dots = scores[scores[["score", "median"]].notna().any(axis=1)]
    entries = marks.group_key(map(t.group, dots["jurisdiction_id"]), t)
    if scores["median"].notna().any():
        bounds = [(BOUNDS, t("what unread text leaves possible"))] if scores["score"].notna().any() else []
        entries += [*bounds, (marks.OPEN_LOOK, t("estimate")), (INTERVAL, t("its 80 % interval"))]
    bare = scores[["score", "median"]].isna().all(axis=1) & scores["low"].notna()
    return [*entries, (marks.MISSING_LOOK, t("partly read: no score"))] if bare.any() else entries


def _draw_panel(axes: Axes, rows: pd.DataFrame, t: Translator, size: str) -> None:
    marks.scale_points(axes, coarse=size == "tall")
    axes.set(ylim=(len(rows) - 0.5, -0.5), yticks=[])
    axes.hlines(rows["row"], 0, 100, color=theme.LINE, linewidth=0.4, zorder=1)
    scored = rows["score"].notna()
    for row in rows[~scored & rows["median"].isna()].dropna(subset="low").itertuples():
        marks.hatch(axes, row.low, row.row - 0.22, row.high - row.low, 0.44)
    known = rows[scored]
    axes.hlines(known["row"], known["low"], known["high"], zorder=2, **BOUNDS)
    if not known.empty:
        shown = [group for group in theme.GROUPS if group in set(known["group"])]
        sns.scatterplot(
            known, x="score", y="row", hue="group", style="group", hue_order=shown, style_order=shown,
            palette=theme.GROUPS, markers=style.MARKERS, s=DOT, linewidth=0.6, edgecolor=theme.PAPER, ax=axes,
            legend=False, zorder=4, clip_on=False,
        )  # fmt: skip
    axes.set(xlabel="", ylabel="")
    for row in known.itertuples() if size != "tall" else ():
        _write_number(axes, row.row, row.score, row.low, row.high, t)


def _write_number(axes: Axes, y: float, number: float, low: float, high: float, t: Translator) -> None:
    """Write a number right of what reaches from low to high, or left of it where there is no room."""
    x, offset = (high, 6) if high <= FULL else (low, -6)
    marks.write_beside(axes, x, y, t.number(number), offset, fontsize=style.TINY)


def _draw_estimate(axes: Axes, row, room: float, t: Translator) -> None:
    """Draw the median as an open dot on its interval, and say above it, within `room` points, how much was read."""
    axes.hlines(row.row, row.low_80, row.high_80, zorder=2, **INTERVAL)
    marks.dot(axes, row.median, row.row, row.group, estimated=True, markersize=5)
    counts = {"coded": int(row.coded), "applicable": int(row.applicable)}
    options = [t("estimate, {coded} of {applicable} read", **counts), t("{coded} of {applicable} read", **counts)]
    words = fit(options, room, style.TINY)
    start = min(row.low_80, 100 * (1 - width_of(words, style.TINY) / room))
    axes.annotate(
        words, (start, row.row), xytext=(0, 7), textcoords="offset points", va="center_baseline",
        annotation_clip=False, **(style.NOTE | {"fontsize": style.TINY}),
    )  # fmt: skip
