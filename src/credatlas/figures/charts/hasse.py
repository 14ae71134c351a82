"""Hasse: which order survives the draws, and which pairs it leaves open.

Knows shares of draws in which one beats another, and what they let one say. Computes no share, paints nothing.
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
from credatlas.figures.painting import hasse as painting
from credatlas.index.ranking import relations

LEVEL = 0.95  # of the draws


def hasse(
    win_matrix: pd.DataFrame,
    atlas: Dataset,
    *,
    level: float = LEVEL,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw who beats whom in at least `level` of the draws, the better above; what follows from other lines is not
    drawn.

    win_matrix: jurisdictions x jurisdictions, the share of draws (0-1) in which row beats column, as
    `Simulation.win_matrix` gives it. Those that beat, and are beaten by, exactly the same share a box. Jurisdictions of
    the data that the matrix does not have cannot be ranked, and stand apart below a line.

    Raises KeyError for an unknown jurisdiction; ValueError for an unknown size or language, a level not above
    0.5, or a relation that runs in a circle; NothingToShow for nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    among = naming.shown_jurisdictions(atlas.jurisdictions, atlas, jurisdictions)
    ranked = [some for some in among if some in win_matrix.index]
    wins = win_matrix.reindex(index=ranked, columns=ranked).astype(float)
    relation = relations.beats(wins, level)
    boxes = group_alike(relation)
    heads = [box[0] for box in boxes]
    lines = _list_pairs(relations.hasse(relation.loc[heads, heads]))
    apart = [some for some in among if some not in ranked]
    groups = {some: naming.group_of(atlas, some) for some in ranked}
    order = painting.arrange(boxes, lines, apart, groups, labels, t, size)
    which = "" if level == LEVEL else f"{100 * level:g}"
    return compose(
        naming.figure_id("hasse", atlas, which, among=among, size=size, lang=lang),
        _words(relation, boxes, apart, level, labels, t), _columns(t), _rows(wins, relation, boxes, lines, labels, t),
        partial(painting.paint, order=order, t=t), atlas=atlas, t=t, width=width, height=order.height,
    )  # fmt: skip


def group_alike(relation: pd.DataFrame) -> list[list[str]]:
    """Return the units in groups that stand above and below exactly the same others, in the order of the table."""
    groups: dict[tuple, list[str]] = {}
    for unit in relation.index:
        groups.setdefault((*relation.loc[unit], *relation[unit]), []).append(unit)
    return list(groups.values())


def _list_pairs(relation: pd.DataFrame) -> list[tuple[str, str]]:
    return [(upper, lower) for upper in relation.index for lower in relation.columns if relation.at[upper, lower]]


def _words(
    relation: pd.DataFrame, boxes: list[list[str]], apart: list[str], level: float, labels: Labels, t: Translator
) -> Words:
    share = number(100 * level, lang=t.lang)
    title = _title(relation, apart, share, labels, t)
    losses = relation.sum(axis=0)
    alt = naming.within(
        t.plural("Order of {n} jurisdiction.", "Order of {n} jurisdictions.", len(relation)) + f" {title}.",
        _beaten_most(losses, labels, t) if len(losses) and losses.max() else "",
        t("{n} cannot be ranked.", n=len(apart)) if apart else "",
    )
    caption = t(
        "A line runs from the better down to the worse, which it beats in at least {share} % of the draws; what "
        "follows from other lines is left out. Between those that no way down joins, no order holds.",
        share=share,
    )
    if any(len(box) > 1 for box in boxes):
        caption += " " + t("Those in one box beat, and are beaten by, the same.")
    if apart:
        names = naming.named(labels, apart, naming.NAMES_LISTED)
        caption += " " + t("Not ranked, since too little could be read: {names}.", names=names)
    subtitle = t("Who beats whom in at least {share} % of draws of weights, methods and readings", share=share)
    return Words(title, subtitle, alt, caption)


def _title(relation: pd.DataFrame, apart: list[str], share: str, labels: Labels, t: Translator) -> str:
    count, decided = len(relation), int(relation.to_numpy().sum())
    everyone = naming.named(labels, relation.index)
    if not count:
        return t("{names} cannot be ranked: too little could be read", names=naming.named(labels, apart))
    if count == 1:
        return t("Only {names} can be ranked, so there is nobody to compare it with", names=everyone)
    if not decided:
        return t("No order between {names} holds in {share} % of draws", names=everyone, share=share)
    unbeaten = naming.named(labels, relation.columns[~relation.any(axis=0)])
    facts = {"total": count * (count - 1) // 2, "share": share, "names": unbeaten}
    return t.plural(
        "{n} of {total} pairs keeps its order in {share} % of draws; nobody beats {names} so often",
        "{n} of {total} pairs keep their order in {share} % of draws; nobody beats {names} so often", decided, **facts,
    )  # fmt: skip


def _beaten_most(losses: pd.Series, labels: Labels, t: Translator) -> str:
    most = int(losses.max())
    names = naming.named(labels, losses.index[losses == most])
    return t.plural("Beaten by {n}: {names}.", "Beaten by {n}: {names}.", most, names=names)


def _columns(t: Translator) -> list[Column]:
    return [
        Column("better", t("Better"), t("Name of the jurisdiction that beats the other")),
        Column("worse", t("Worse"), t("Name of the jurisdiction that is beaten")),
        Column("share", t("Share"), t("Share of the draws in which the better has the higher score"), t("0 to 1"), 3),
        Column("line", t("Line"), t("Whether a line is drawn between their boxes")),
        Column("better_id", t("Better, id"), t("Id of the jurisdiction that beats the other")),
        Column("worse_id", t("Worse, id"), t("Id of the jurisdiction that is beaten")),
    ]


def _rows(
    wins: pd.DataFrame,
    relation: pd.DataFrame,
    boxes: list[list[str]],
    lines: list[tuple[str, str]],
    labels: Labels,
    t: Translator,
) -> list[tuple]:
    head = {some: box[0] for box in boxes for some in box}
    return [
        (
            labels.jurisdiction(better),
            labels.jurisdiction(worse),
            wins.at[better, worse],
            t("yes") if (head[better], head[worse]) in lines else t("no"),
            better,
            worse,
        )
        for better, worse in _list_pairs(relation)
    ]
