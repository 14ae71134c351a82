"""Dimension profile: three scores per jurisdiction, each with the bounds that unread text leaves open.

Knows dimension scores. Computes no score and no rank.
"""

from functools import partial

import pandas as pd
import seaborn as sns

from credatlas.figures import style
from credatlas.figures.charts import parts
from credatlas.figures.figure import Column, Figure
from credatlas.figures.layout import axes_at, fit, sheet
from credatlas.figures.words import Labels, clean, number, translator

ROW = 11.0  # least height of a row in points
HEAD, FOOT = 22, 30  # points above and below the rows


def dimension_profile(dimension_scores: pd.DataFrame, atlas, *, order_by: str | None = None, jurisdictions=None, size: str = "article",
                      lang: str = "en") -> Figure:  # fmt: skip
    """Draw one panel per dimension: a dot for each score, a bar from the lowest to the highest possible.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN when too little was read), low, high, coded, applicable.
    `order_by`: the dimension whose score orders the rows, by default the first. A jurisdiction without a score has an open bar.
    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language or nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    among = parts.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    dimensions = list(atlas.dimensions["dimension_id"])
    labels.dimension(order_by := order_by or dimensions[0])
    scores = dimension_scores[dimension_scores["jurisdiction_id"].isin(among)]
    order = parts.order_by_score(scores[scores["dimension_id"] == order_by], among)
    title, alt, caption = _words(scores, order, dimensions, labels, t, order_by)
    name = parts.figure_id("dimension-profile", atlas, order_by if order_by != dimensions[0] else "", among=among, size=size, lang=lang)
    paint = partial(_paint, scores=scores, order=order, dimensions=dimensions, labels=labels, atlas=atlas, t=t, size=size)
    return Figure(
        id=name, title=title, alt=alt, caption=caption, source=parts.source_line(atlas, t), columns=_columns(t), rows=_rows(scores, order, labels),
        subtitle=t("Score in points, 0 to 100; bars reach from the lowest to the highest score that unread provisions leave possible"),
        as_of=atlas.date, data_version=atlas.version, lang=lang,
        svg=style.draw(name, title, alt, paint, size, HEAD + FOOT + ROW * len(order)),
    )  # fmt: skip


def _words(scores, order, dimensions, labels, t, order_by) -> tuple[str, str, str]:
    leads, spans = [], []
    for dimension in dimensions:
        known = scores[(scores["dimension_id"] == dimension) & scores["score"].notna()]
        if known.empty:
            continue
        best = known["score"].round(6).max()
        leaders = [some for some in order if some in set(known.loc[known["score"].round(6) == best, "jurisdiction_id"])]
        facts = {"dimension": labels.dimension(dimension).lower(), "names": parts.named(labels, leaders, 2), "score": number(best, lang=t.lang)}
        leads.append(t("{names} on {dimension} ({score})", **facts))
        spans.append(t("{dimension}: {n} scored, {least} to {score}.", **facts | {"dimension": labels.dimension(dimension)}, n=len(known),
                       least=number(known["score"].min(), lang=t.lang)))  # fmt: skip
    unscored = [some for some in order if scores.loc[scores["jurisdiction_id"] == some, "score"].isna().all()]
    if not leads:
        title = t("Too little could be read to score {names}", names=parts.named(labels, order))
    elif len(order) == 1:
        known = scores.dropna(subset="score")
        said = [t("{score} on {dimension}", score=number(row.score, lang=t.lang), dimension=labels.dimension(row.dimension_id).lower()) for row in known.itertuples()]
        title = t("{name} scores {scores}", name=parts.named(labels, order), scores=parts.join_words(said, t.lang))
    else:
        title = t("Highest where enough was read: {leads}", leads="; ".join(leads))
    alt = parts.within(t("Dot plot with bounds, {n} jurisdictions.", n=len(order)) + " " + title + ".", *spans,
                       t.plural("{n} has no score.", "{n} have no score.", len(unscored)) if unscored else "")  # fmt: skip
    caption = t("Dot: mean of the indicators read, given only where at least 4 of 6 were. Bar: the mean if every unread indicator scored 0, or 100; hatched where "
                "there is no dot. Bars that overlap leave the order open. Rows follow {dimension}.", dimension=clean(labels.dimension(order_by)).lower())  # fmt: skip
    if unscored and leads:
        caption += " " + t("Without any score: {names}.", names=parts.named(labels, unscored, 30))
    return clean(title, 200), alt, caption


def _columns(t) -> tuple[Column, ...]:
    return (
        Column("jurisdiction", t("Jurisdiction"), t("Name of the jurisdiction")),
        Column("dimension", t("Dimension"), t("Name of the dimension")),
        Column("score", t("Score"), t("Mean of the indicators read; empty when too few were"), t("points"), 1),
        Column("low", t("Lowest"), t("The mean if every unread indicator scored 0"), t("points"), 1),
        Column("high", t("Highest"), t("The mean if every unread indicator scored 100"), t("points"), 1),
        Column("coded", t("Read"), t("Indicators that have a value"), t("indicators"), 0),
        Column("applicable", t("Applicable"), t("Indicators of which the question arises"), t("indicators"), 0),
        Column("jurisdiction_id", t("Jurisdiction id"), t("Id of the jurisdiction")),
        Column("dimension_id", t("Dimension id"), t("Id of the dimension")),
    )


def _rows(scores: pd.DataFrame, order: list[str], labels: Labels):
    placed = scores.assign(place=scores["jurisdiction_id"].map(order.index)).sort_values("place", kind="stable")
    return tuple(
        (labels.jurisdiction(row.jurisdiction_id), labels.dimension(row.dimension_id), row.score, row.low, row.high, int(row.coded), int(row.applicable),
         row.jurisdiction_id, row.dimension_id)
        for row in placed.itertuples()
    )  # fmt: skip


def _paint(drawing, *, scores, order, dimensions, labels, atlas, t, size) -> None:
    narrow = size == "tall"
    text = style.SMALL if narrow else style.TEXT
    names = [[labels.short(some)] if narrow else [labels.jurisdiction(some), labels.short(some)] for some in order]
    left = parts.room_for([options[0] for options in names], 56 if narrow else 122, text)
    width, height = (drawing.get_size_inches() * 72).tolist()
    gap = 12 if narrow else 18
    panel = (width - left - 10 - gap * (len(dimensions) - 1)) / len(dimensions)
    paper = sheet(drawing)
    for place, dimension in enumerate(dimensions):
        start = left + place * (panel + gap)
        axes = axes_at(drawing, start, HEAD, width - start - panel, FOOT)
        _panel(axes, scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id").reindex(order), atlas, t, narrow)
        paper.text(start, 9, fit([labels.dimension(dimension)], panel, style.TEXT, "bold"), fontsize=style.TEXT, fontweight="bold")
        paper.plot([start, start + panel], [13, 13], color=style.DIMENSIONS.get(dimension, style.QUIET), linewidth=1.6)
        if place == 0:
            parts.label_rows(axes, names, left, text)
    groups = dict.fromkeys(parts.group_of(atlas, some) for some in order)
    parts.key(paper, 4, height - 6, width - 8, parts.group_key(groups, t) + [(parts.MISSING_LOOK, t("range only: too little read"))])


def _panel(axes, rows: pd.DataFrame, atlas, t, narrow: bool) -> None:
    """Draw the bars and dots of one dimension, rows from top to bottom."""
    parts.scale_points(axes)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    if narrow:
        axes.set_xticks([0, 50, 100], ["0", "50", "100"])
    for place, row in enumerate(rows.itertuples()):
        if row.score == row.score:
            axes.plot([row.low, row.high], [place, place], color=style.QUIET, linewidth=2.2, alpha=0.45, solid_capstyle="butt", zorder=2)
        elif row.low == row.low:
            parts.hatch(axes, row.low, place - 0.22, row.high - row.low, 0.44)
    for group in style.GROUPS:
        inside = [i for i, some in enumerate(rows.index) if parts.group_of(atlas, some) == group]
        points = pd.DataFrame({"x": rows["score"].iloc[inside].astype(float).to_numpy(), "y": [float(i) for i in inside]}).dropna()
        if not points.empty:
            sns.scatterplot(points, x="x", y="y", ax=axes, color=style.GROUPS[group], marker=style.MARKERS[group], s=26, linewidth=0.6,
                            edgecolor=style.PAPER, zorder=4, legend=False, clip_on=False)  # fmt: skip
    axes.set(xlabel="", ylabel="")
    if not narrow:
        for place, row in enumerate(rows.itertuples()):
            if row.score == row.score:
                _write_score(axes, row, place, t)


def _write_score(axes, row, place: int, t) -> None:
    """Write the score beside the bar, on the side that has room."""
    right = row.high <= 84
    axes.annotate(number(row.score, lang=t.lang), (row.high if right else row.low, place), xytext=(6 if right else -6, 0), textcoords="offset points",
                  ha="left" if right else "right", va="center_baseline", fontsize=style.TINY + 0.5, color=style.QUIET, annotation_clip=False)  # fmt: skip
