"""Score matrix: who provides for what, every jurisdiction against the eighteen indicators.

Knows indicator scores and barriers. Computes no score.
"""

from functools import partial

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.colors import ListedColormap, to_rgba
from matplotlib.patches import Polygon, Rectangle

from credatlas.figures import style
from credatlas.figures.charts import parts
from credatlas.figures.figure import Column, Figure
from credatlas.figures.layout import axes_at, fit, sheet, wrap
from credatlas.figures.words import Labels, join_words, number, translator

ROW = 11.5  # least height of a row in points
HEAD = {"article": 74, "square": 78, "tall": 98}  # points above the cells: dimension, indicator id, short name
FOOT = 16  # points below the cells: the key


def score_matrix(indicator_scores: pd.DataFrame, atlas, *, barriers: pd.DataFrame | None = None, jurisdictions=None, size: str = "article",
                 lang: str = "en") -> Figure:  # fmt: skip
    """Draw the score of every jurisdiction on every indicator, the best provided for at the top.

    indicator_scores: jurisdiction_id, dimension_id, indicator_id, score (points, NaN missing or not applicable), status, framework_id, confidence.
    barriers: jurisdiction_id, indicator_id of provisions that hinder, also where another framework supports.
    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language or nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    among = parts.shown_jurisdictions(indicator_scores, atlas, jurisdictions)
    indicators = list(atlas.indicators["indicator_id"])
    cells = indicator_scores[indicator_scores["jurisdiction_id"].isin(among)].copy()
    cells["barrier"] = _barred(cells, barriers)
    order = _order(cells, among)
    scores = cells.pivot(index="jurisdiction_id", columns="indicator_id", values="score").reindex(index=order, columns=indicators)
    statuses = cells.pivot(index="jurisdiction_id", columns="indicator_id", values="status").reindex(index=order, columns=indicators).fillna("missing")
    barred = cells.pivot(index="jurisdiction_id", columns="indicator_id", values="barrier").reindex(index=order, columns=indicators) == True  # noqa: E712
    title, alt, caption = _words(scores, statuses, barred, labels, t)
    name = parts.figure_id("score-matrix", atlas, among=among, size=size, lang=lang)
    height = HEAD[style.size_of(size) and size] + FOOT + ROW * len(order)
    paint = partial(_paint, scores=scores, statuses=statuses, barred=barred, labels=labels, t=t, size=size)
    return Figure(
        id=name, title=title, alt=alt, caption=caption, source=parts.source_line(atlas, t), columns=_columns(t), rows=_rows(cells, order, labels),
        subtitle=t("Score of each indicator in points, 0 to 100; three groups of six indicators"), as_of=atlas.date,
        data_version=atlas.version, lang=lang, svg=style.draw(name, title, alt, paint, size, height),
    )  # fmt: skip


def _barred(cells: pd.DataFrame, barriers: pd.DataFrame | None) -> pd.Series:
    listed = set() if barriers is None else set(zip(barriers["jurisdiction_id"], barriers["indicator_id"], strict=True))
    places = zip(cells["jurisdiction_id"], cells["indicator_id"], strict=True)
    return (cells["status"] == "hinders") | pd.Series([place in listed for place in places], index=cells.index)


def _order(cells: pd.DataFrame, among: list[str]) -> list[str]:
    """Most indicators provided for first, then the least silent; those of which nothing was read last."""
    def place(jurisdiction_id):
        scores = cells.loc[cells["jurisdiction_id"] == jurisdiction_id, "score"]
        return (-int((scores > 0).sum()), int(scores.isna().all()), -float(scores.sum()), among.index(jurisdiction_id))
    return sorted(among, key=place)  # fmt: skip


def _words(scores, statuses, barred, labels, t) -> tuple[str, str, str]:
    counts, total = (scores > 0).sum(axis=1), scores.shape[1]
    missing, read = int((statuses == "missing").sum().sum()), int(scores.notna().sum().sum())
    best = int(counts.max())
    leaders = [some for some in scores.index if counts[some] == best]
    if not read:
        title = t("Nothing could be read of what {names} provide for", names=parts.named(labels, scores.index)) if len(scores) > 1 else t(
            "Nothing could be read of what {names} provides for", names=parts.named(labels, scores.index))
    elif best == 0:
        title = t("{names}: no indicator is provided for", names=parts.named(labels, scores.index))
    elif len(scores) == 1:
        title = t("{name} provides for {n} of {total} indicators; {missing} could not be read", name=parts.named(labels, leaders), n=best,
                  total=total, missing=missing)
    elif len(leaders) == 1:
        title = t("{name} provides for {n} of {total} indicators, more than any other", name=parts.named(labels, leaders), n=best, total=total)
    else:
        title = t("{names} each provide for {n} of {total} indicators, more than any other", names=parts.named(labels, leaders), n=best, total=total)
    support, seen = (scores > 0).sum(), scores.notna().sum()
    rarest = [i for i in scores.columns if seen[i] and support[i] == support[seen > 0].min()]
    common = [i for i in scores.columns if seen[i] and support[i] == support.max()]
    said = lambda ids: join_words([labels.indicator(i) for i in ids], labels.lang, 2)  # noqa: E731
    alt = parts.within(
        t("Table of scores, {n} by {total}.", n=len(scores), total=total) + " " + title + ".",
        t("Missing: {missing} of {cells} cells.", missing=missing, cells=scores.size),
        t("Most often provided for: {names} ({n}).", names=said(common), n=int(support.max())) if read and best else "",
        t("Least often: {names} ({n}).", names=said(rarest), n=int(support[rarest[0]])) if read and best else "",
    )
    caption = t(
        "Hatched: could not be read ({missing} of {cells} cells), which is not zero. 0: the text was read, or searched for, and says nothing. n/a: the question does "
        "not arise. {barriers} Ordered by the number of indicators provided for, which is not a ranking of quality.",
        missing=number(missing, lang=t.lang), cells=number(scores.size, lang=t.lang), barriers=t.plural("A red corner marks a barrier ({n} cell).",
        "A red corner marks a barrier ({n} cells).", int(barred.sum().sum())) if barred.any().any() else t("No barrier was found."),
    )  # fmt: skip
    return title, alt, caption


def _columns(t) -> tuple[Column, ...]:
    return (
        Column("jurisdiction", t("Jurisdiction"), t("Name of the jurisdiction")),
        Column("indicator", t("Indicator"), t("Name of the indicator")),
        Column("score", t("Score"), t("Points of the strongest provision in force; empty: missing or not applicable"), t("points"), 1),
        Column("status", t("Status"), t("What the text does: supports, hinders, silent, missing, not applicable")),
        Column("barrier", t("Barrier"), t("Whether a provision in force hinders")),
        Column("confidence", t("Confidence"), t("How near to the instrument's own text the reading was")),
        Column("framework_id", t("Framework"), t("Id of the framework version that counted")),
        Column("jurisdiction_id", t("Jurisdiction id"), t("Id of the jurisdiction")),
        Column("indicator_id", t("Indicator id"), t("Id of the indicator")),
    )


def _rows(cells: pd.DataFrame, order: list[str], labels: Labels):
    placed = cells.assign(place=cells["jurisdiction_id"].map(order.index)).sort_values("place", kind="stable")
    t = translator(labels.lang)
    return tuple(
        (labels.jurisdiction(row.jurisdiction_id), labels.indicator(row.indicator_id), row.score, labels.code("status", row.status),
         t("yes") if row.barrier else t("no"), labels.code("confidence", row.confidence), row.framework_id, row.jurisdiction_id, row.indicator_id)
        for row in placed.itertuples()
    )  # fmt: skip


def _paint(drawing, *, scores, statuses, barred, labels, t, size) -> None:
    narrow = size == "tall"
    names = [[labels.short(some)] if narrow else [labels.jurisdiction(some), labels.short(some)] for some in scores.index]
    text = style.SMALL if narrow else style.TEXT
    left = parts.room_for([options[0] for options in names], 60 if narrow else 122, text)
    axes = axes_at(drawing, left, HEAD[size], 3, FOOT)
    steps = scores.map(style.step, na_action="ignore")
    colours = ListedColormap([to_rgba(style.RAMP[0], style.PALE), *style.RAMP[1:]])
    sns.heatmap(steps.astype(float), ax=axes, mask=steps.isna(), cmap=colours, vmin=-0.5, vmax=3.5, cbar=False, linewidths=0, xticklabels=False,
                yticklabels=False, zorder=1)  # fmt: skip
    axes.set(xlabel="", ylabel="")
    _fill(axes, scores, steps, statuses, barred, t, size)
    for row in range(1, len(scores)):
        axes.axhline(row, color=style.PAPER, linewidth=1, zorder=2)
    for column in range(1, scores.shape[1]):
        axes.axvline(column, color=style.PAPER, linewidth=3.5 if column % 6 == 0 else 1, zorder=2)
    for row, options in enumerate(names):
        parts.label_row(axes, row + 0.5, options, left, text)
    _head(drawing, axes, scores.columns, labels, size)
    _foot(drawing, axes, t, left)


def _fill(axes, scores, steps, statuses, barred, t, size) -> None:
    """Print a number in every cell that has one, hatch what is missing, and mark barriers."""
    small = style.TINY if size == "tall" else style.SMALL
    for shade in (0, 1, 2, 3):
        for row, column in np.argwhere((steps == shade).to_numpy()):
            axes.text(column + 0.5, row + 0.5, f"{scores.iat[row, column]:.0f}", ha="center", va="center_baseline", fontsize=small,
                      color=style.ON_RAMP[shade], zorder=3)  # fmt: skip
    for row, column in np.argwhere((statuses == "missing").to_numpy()):
        parts.hatch(axes, column, row, 1, 1, linewidth=0, zorder=1)
    for row, column in np.argwhere((statuses == "not-applicable").to_numpy()):
        axes.text(column + 0.5, row + 0.5, t("n/a"), ha="center", va="center_baseline", fontsize=style.TINY - 0.5, color=style.QUIET, zorder=3)
    for row, column in np.argwhere(barred.to_numpy()):
        axes.add_patch(Rectangle((column + 0.06, row + 0.08), 0.88, 0.84, facecolor="none", edgecolor=style.BARRIER, linewidth=1, zorder=4, gid="barrier"))
        axes.add_patch(Polygon([(column + 0.06, row + 0.08), (column + 0.36, row + 0.08), (column + 0.06, row + 0.55)], facecolor=style.BARRIER, zorder=4))


def _head(drawing, axes, indicators, labels, size) -> None:
    paper, box = sheet(drawing), axes.get_position()
    width, height = (drawing.get_size_inches() * 72).tolist()
    cell = box.width * width / len(indicators)
    top = height * (1 - box.y1)
    lines = 2 if cell > 18 else 1
    room = top - (30 if size != "tall" else 26)
    for place, indicator in enumerate(indicators):
        x = box.x0 * width + (place + 0.5) * cell
        paper.text(x, top - 5, indicator, ha="center", va="baseline", fontsize=style.TINY if size == "tall" else style.SMALL, color=style.INK)
        words = wrap(labels.indicator_short(indicator), room if lines == 1 else room * 0.92, style.TINY + 0.5, lines)
        for line, text in enumerate(words):
            offset = (line - (len(words) - 1) / 2) * 7.5
            paper.text(x + offset, top - 14, text, ha="center", va="bottom", rotation=90, fontsize=style.TINY + 0.5, color=style.QUIET)
    for dimension in dict.fromkeys(some[:2] for some in indicators):
        places = [i for i, some in enumerate(indicators) if some.startswith(dimension)]
        x0, x1 = box.x0 * width + places[0] * cell + 1.5, box.x0 * width + (places[-1] + 1) * cell - 1.5
        paper.text(x0, 8, fit([labels.dimension(dimension)], x1 - x0, style.TEXT, "bold"), fontsize=style.TEXT, fontweight="bold", va="baseline")
        paper.plot([x0, x1], [11.5, 11.5], color=style.DIMENSIONS.get(dimension, style.QUIET), linewidth=1.6)


def _foot(drawing, axes, t, left) -> None:
    paper = sheet(drawing)
    width, height = (drawing.get_size_inches() * 72).tolist()
    words = [t("0"), t("1 to 33"), t("34 to 66"), t("67 to 100 points")]
    entries = [({"facecolor": to_rgba(colour, style.PALE if i == 0 else 1)}, words[i]) for i, colour in enumerate(style.RAMP)]
    entries += [(parts.MISSING_LOOK, t("not read")), ({"facecolor": "none", "edgecolor": style.BARRIER, "linewidth": 1}, t("barrier"))]
    parts.key(paper, left if left < 70 else left, height - 6, width - left, entries)
