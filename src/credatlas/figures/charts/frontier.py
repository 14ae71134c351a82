"""Frontier: can a framework be fast and stackable? One dimension against another, with the Pareto front.

Knows dimension scores and what they let one say. Computes no score, draws nothing.
"""

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, number, translator
from credatlas.figures.painting import frontier as painting
from credatlas.index.ranking import pareto_front

HALF = painting.HALF  # points


def frontier(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    x: str = "SP",
    y: str = "ST",
    front: Sequence[str] | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw every jurisdiction that has both scores, thin bars for their bounds, and the front that no other exceeds.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN when too little was read), low, high. `front`:
    the ids on the Pareto front, by default those that `index.relations.pareto_front` names among the jurisdictions
    shown. Jurisdictions without both scores are listed in the caption.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, usual = style.size_of(size)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    names = {"x": labels.dimension(x), "y": labels.dimension(y)}
    wide = _spread(dimension_scores, among, x, y)
    points = wide.dropna(subset=["x", "y"]).sort_values(["y", "x"], ascending=False, kind="stable")
    if front is None:
        front = pareto_front(points[["x", "y"]].round(6)) if len(points) else []
    ahead = [some for some in points.index if some in set(front)]
    behind = [some for some in among if some not in points.index]
    groups = [naming.group_of(atlas, some) for some in points.index]
    paint = partial(painting.paint, points=points, groups=groups, front=ahead, names=names, labels=labels, t=t)
    which = "" if (x, y) == ("SP", "ST") else f"{y}-{x}"
    return compose(
        naming.figure_id("frontier", atlas, which, among=among, size=size, lang=lang),
        _words(points, ahead, behind, names, labels, t),
        _columns(t, names), _rows(wide, points, ahead, labels, t), paint, atlas=atlas, t=t, width=width,
        height=min(usual, width * painting.STEEPEST),
    )  # fmt: skip


def _spread(scores: pd.DataFrame, among: list[str], x: str, y: str) -> pd.DataFrame:
    """One row per jurisdiction: x, x_low, x_high, y, y_low, y_high."""
    sides = []
    for side, dimension in (("x", x), ("y", y)):
        rows = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id")
        rows = rows[["score", "low", "high"]].reindex(among).astype(float)
        sides.append(rows.set_axis([side, f"{side}_low", f"{side}_high"], axis="columns"))
    return pd.concat(sides, axis="columns")


def _words(
    points: pd.DataFrame, front: list[str], unscored: list[str], names: dict[str, str], labels: Labels, t: Translator
) -> Words:
    title = _title(points, names, labels, t)
    listed = partial(naming.named, labels, most=naming.NAMES_LISTED)
    alt = naming.within(
        t.plural("Scatter plot of {n} jurisdiction.", "Scatter plot of {n} jurisdictions.", len(points)) + f" {title}.",
        t("Front: {names}.", names=naming.named(labels, front)) if front else "",
        *(_span(points[side], names[side], t) for side in ("y", "x") if len(points)),
        t.plural("{n} lacks a score.", "{n} lack a score.", len(unscored)) if unscored else "",
    )
    sentences = [t("Thin bars: the scores if every unread indicator scored 0, or 100.")]
    if front:
        sentences.insert(0, t("Dashed: the front; nobody exceeds {names} on both scores.", names=listed(front)))
    if unscored:
        sentences.append(t("Too little read for both scores, so not drawn: {names}.", names=listed(unscored)))
    subtitle = t("{y} against {x}, scores in points, 0 to 100", x=names["x"].lower(), y=names["y"])
    return Words(title, subtitle, alt, " ".join(sentences))


def _title(points: pd.DataFrame, names: dict[str, str], labels: Labels, t: Translator) -> str:
    both = points.index[(points["x"].round(6) >= HALF) & (points["y"].round(6) >= HALF)]
    facts = {"x": names["x"].lower(), "y": names["y"].lower(), "half": HALF, "names": naming.named(labels, both)}
    if points.empty:
        return t("Too little could be read to set {y} against {x}", **facts)
    if not len(both):
        return t.plural(
            "{n} jurisdiction has both scores and does not reach {half} points on both {y} and {x}",
            "None of {n} jurisdictions reaches {half} points on both {y} and {x}", len(points), **facts,
        )  # fmt: skip
    if len(both) == 1:
        return t("Only {names} reaches {half} points on both {y} and {x}", **facts)
    if len(both) == len(points):
        return t("{names} reach {half} points on both {y} and {x}", **facts)
    return t.plural(
        "{names} reach {half} points on both {y} and {x}; {n} does not",
        "{names} reach {half} points on both {y} and {x}; {n} do not", len(points) - len(both), **facts,
    )  # fmt: skip


def _span(scores: pd.Series, name: str, t: Translator) -> str:
    least, most = (number(value, lang=t.lang) for value in (scores.min(), scores.max()))
    return t("{name}: {least} to {most}.", name=name, least=least, most=most)


def _columns(t: Translator, names: dict[str, str]) -> list[Column]:
    shared, sides = naming.shared_columns(t), []
    for side, name in names.items():
        low, high = t("{name}, lowest", name=name), t("{name}, highest", name=name)
        sides += [
            Column(side, name, t("Score; empty when too few indicators were read"), t("points"), 1),
            Column(f"{side}_low", low, t("The score if every unread indicator scored 0"), t("points"), 1),
            Column(f"{side}_high", high, t("The score if every unread indicator scored 100"), t("points"), 1),
        ]
    about = t("Whether no other jurisdiction exceeds it on both scores; empty when it has not both")
    return [shared["jurisdiction"], *sides, Column("front", t("On the front"), about), shared["jurisdiction_id"]]


def _rows(wide: pd.DataFrame, points: pd.DataFrame, front: list[str], labels: Labels, t: Translator) -> list[tuple]:
    order = [*points.index, *(some for some in wide.index if some not in points.index)]
    told = {some: t("yes") if some in front else t("no") for some in points.index}
    return [(labels.jurisdiction(some), *wide.loc[some], told.get(some), some) for some in order]
