"""Heat strip: a dimension on a tile map of Canada, with the colleges and other countries beside it.

Knows dimension scores and what they let one say. Computes no score, paints nothing.
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
from credatlas.figures.painting import heat_strip as painting


def heat_strip(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    dimension: str = "ST",
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw the scores of provinces and territories on a tile map, and those of the others in a strip beside it.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN when too little was read), low, high. Without a
    score a tile is hatched and gives its bounds. The strip falls by score.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    name = labels.dimension(dimension)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    own = dimension_scores[dimension_scores["dimension_id"] == dimension].set_index("jurisdiction_id")
    scores = own[["score", "low", "high"]].reindex(among).astype(float).fillna({"low": 0.0, "high": 100.0})
    scores = scores.loc[naming.order_by_score(scores.reset_index(names="jurisdiction_id"), among)]
    on_map = [some in painting.TILES for some in scores.index]
    tiles, strip = scores[on_map], scores[[not tile for tile in on_map]]
    grid = [some for some in painting.TILES if some in set(atlas.jurisdictions["jurisdiction_id"])]
    paint = partial(painting.paint, tiles=tiles, grid=grid, strip=strip, labels=labels, t=t, size=size)
    which = dimension if dimension != "ST" else ""
    return compose(
        naming.figure_id("heat-strip", atlas, which, among=among, size=size, lang=lang),
        _words(tiles, strip, name, labels, t), _columns(t), _rows(tiles, strip, labels, t), paint, atlas=atlas, t=t,
        width=width, height=painting.height(grid, len(strip), size),
    )  # fmt: skip


def _words(tiles: pd.DataFrame, strip: pd.DataFrame, name: str, labels: Labels, t: Translator) -> Words:
    title = _title(tiles, strip, name, labels, t)
    both = pd.concat([tiles, strip])
    missing = list(both.index[both["score"].isna()])
    alt = naming.within(
        t("Tile map of Canada with a strip of others, {n} in all.", n=len(both)) + f" {title}.",
        _lead(strip, labels, t) if len(tiles) else "",
        t.plural("{n} cannot be scored.", "{n} cannot be scored.", len(missing)) if missing else "",
    )
    caption = t("The darker, the higher; the map is a grid of equal tiles, since area says nothing about frameworks.")
    if missing:
        caption += " " + t(
            "Hatched: too little was read for a score; the range is what unread indicators leave possible: {names}.",
            names=naming.named(labels, missing, naming.NAMES_LISTED),
        )
    return Words(title, t("{dimension}, score in points, 0 to 100", dimension=name), alt, caption)


def _title(tiles: pd.DataFrame, strip: pd.DataFrame, name: str, labels: Labels, t: Translator) -> str:
    scored = tiles["score"].dropna().round(6)
    facts = {"dimension": name.lower(), "total": len(tiles)}
    if tiles.empty:
        return _title_of_strip(strip, facts, labels, t)
    if scored.empty:
        return t.plural(
            "No score on {dimension} for {names}", "None of {n} provinces and territories can be scored on {dimension}",
            len(tiles), names=naming.named(labels, tiles.index), **facts,
        )  # fmt: skip
    facts |= {"score": number(scored.max(), lang=t.lang)}
    names = naming.named(labels, scored.index[scored == scored.max()])
    if len(tiles) == 1:
        return t("{names} scores {score} on {dimension}", names=names, **facts)
    said = t("{scored} of {total} provinces and territories can be scored on {dimension}", scored=len(scored), **facts)
    if scored.max() == 0:
        return t.plural("{said}, and it scores 0", "{said}, and all score 0", len(scored), said=said)
    return t("{said}; the highest is {score}: {names}", said=said, names=names, score=facts["score"])


def _title_of_strip(strip: pd.DataFrame, facts: dict, labels: Labels, t: Translator) -> str:
    scored = strip["score"].dropna().round(6)
    if scored.empty:
        return t("Too little could be read to score {names}", names=naming.named(labels, strip.index))
    names = naming.named(labels, scored.index[scored == scored.max()])
    score = number(scored.max(), lang=t.lang)
    return t("Highest on {dimension}: {names} ({score})", names=names, score=score, dimension=facts["dimension"])


def _lead(strip: pd.DataFrame, labels: Labels, t: Translator) -> str:
    scored = strip["score"].dropna().round(6)
    if scored.empty:
        return ""
    names = naming.named(labels, scored.index[scored == scored.max()])
    return t("Highest beside them: {names}, {score}.", names=names, score=number(scored.max(), lang=t.lang))


def _columns(t: Translator) -> list[Column]:
    shared, points = naming.shared_columns(t), t("points")
    return [
        shared["jurisdiction"],
        Column("part", t("Part"), t("Where it stands: on the map, or in the strip beside it")),
        Column("score", t("Score"), t("Points; empty when too few indicators were read"), points, 1),
        Column("low", t("Lowest"), t("Points if every unread indicator scored 0"), points, 1),
        Column("high", t("Highest"), t("Points if every unread indicator scored 100"), points, 1),
        shared["jurisdiction_id"],
    ]


def _rows(tiles: pd.DataFrame, strip: pd.DataFrame, labels: Labels, t: Translator) -> list[tuple]:
    return [
        (labels.jurisdiction(row.Index), part, row.score, row.low, row.high, row.Index)
        for part, scores in ((t("map"), tiles), (t("strip"), strip))
        for row in scores.itertuples()
    ]
