"""Heat strip: a dimension on a tile map of Canada, with the colleges and other countries beside it.

A tile per province in steps of colour, rows of others beside or below it. Knows dimension scores; computes none.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import Box, fit, marks, sheet, style, theme
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator

TILES = {  # column and row of each on the map
    "CA-YT": (0, 0), "CA-NT": (1, 0), "CA-NU": (2, 0),
    "CA-BC": (0, 1), "CA-AB": (1, 1), "CA-SK": (2, 1), "CA-MB": (3, 1), "CA-ON": (4, 1), "CA-QC": (5, 1),
    "CA-NL": (7, 1),
    "CA-NB": (5, 2), "CA-PE": (6, 2), "CA-NS": (7, 2),
}  # fmt: skip
COLUMNS, LAYERS = 8, 3
TILE = {"article": (45.0, 62.0), "square": (34.0, 62.0), "tall": (35.0, 42.0)}  # points: width and height
ROW = 14.5  # least height of a row of the strip in points
CELL = 46.0  # points across of the score in the strip
TOP, FOOT, EDGE, GAP = 6.0, 20.0, 4.0, 14.0  # points
BLANK: style.Look = {"facecolor": "none", "edgecolor": theme.LINE, "linewidth": 0.8}
NOT_CHOSEN: style.Look = BLANK | {"linestyle": (0, (1, 2))}
CODE, SCORE = 7.5, 10.0  # points: size of the letters and of the number in a tile


@chart(
    lambda view, **chosen: {"dimension_scores": view.scores.dimensions, **chosen},
    about="Canada as a tile map, and the others beside it",
    each="dimension",
    gallery=4,
)
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

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN unless `class` is scored), low, high, coded,
    applicable, class. A tile of one that was partly read is hatched and gives its bounds; one of which too little was
    read, or that has no framework, is empty, and words below say why. The strip falls by score.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t = Language(atlas, lang)
    style.size_of(size)  # refuses an unknown size
    name = t.dimension(dimension)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    own = dimension_scores[dimension_scores["dimension_id"] == dimension]
    apart = naming.too_little_read(own, among)
    shown = [jurisdiction for jurisdiction in among if jurisdiction not in apart]
    scores = naming.scores_of(own, dimension, shown)
    scores = scores.loc[naming.order_by_score(scores.reset_index(), shown)]
    on_map = scores.index.isin(list(TILES))
    tiles, strip = scores[on_map], scores[~on_map]
    grid = [jurisdiction for jurisdiction in TILES if jurisdiction in set(atlas.jurisdictions["jurisdiction_id"])]
    empty = [jurisdiction for jurisdiction in grid if jurisdiction in apart]
    data = pd.concat([tiles.assign(part=t("map")), strip.assign(part=t("strip"))])
    return compose(
        "heat-strip", _words(tiles, strip, len(TILES.keys() & among), name, t), _columns(t), data,
        partial(_paint, tiles=tiles, grid=grid, empty=empty, strip=strip, t=t, size=size), atlas=atlas, t=t, size=size,
        height=_height(grid, len(strip), size) if shown else 0.0, among=among,
        choices=[dimension] if dimension != "ST" else [], apart=naming.say_apart(t, atlas, apart, dimension_scores),
    )  # fmt: skip


def _words(tiles: pd.DataFrame, strip: pd.DataFrame, total: int, name: str, t: Language) -> Words:
    both = pd.concat([tiles, strip])["score"]
    missing, lead = both.index[both.isna()], naming.say_lead(t, strip)
    alt = [
        t("Tile map of Canada with a strip of others, {n} in all.", n=len(both)),
        t("Leading beside them: {lead}.", lead=lead) if lead and len(tiles) else "",
        t.plural("{n} was partly read.", "{n} were partly read.", len(missing)) if len(missing) else "",
    ]
    caption = [
        t("The darker, the higher; the map is a grid of equal tiles, since area says nothing about frameworks."),
        t("Hatched: too little was read for a score; the range is what unread indicators leave possible: {names}.",
          names=naming.listed(t, missing)) if len(missing) else "",
    ]  # fmt: skip
    subtitle = t("{dimension}, score in points, 0 to 100", dimension=name)
    return Words(_title(tiles, strip, total, name.lower(), t), subtitle, alt, caption)


def _title(tiles: pd.DataFrame, strip: pd.DataFrame, total: int, name: str, t: Language) -> str:
    """Say how many of all provinces and territories looked at (`total`) have a score, and who leads."""
    shown = strip if tiles.empty else tiles
    scored, everyone = shown["score"].dropna(), naming.named(t, shown.index)
    facts = {"dimension": name, "total": total, "names": everyone, "lead": naming.say_lead(t, shown)}
    if tiles.empty and scored.empty:
        return t("Too little could be read to score {names}", **facts)
    if tiles.empty and len(scored) > 1:
        return t("Leading on {dimension}, of those shown with a score: {lead}", **facts)
    if scored.empty:
        return t.plural(
            "No score on {dimension} for {names}", "None of {n} provinces and territories can be scored on {dimension}",
            total, **facts,
        )  # fmt: skip
    if total == 1 or tiles.empty:
        facts["names"] = naming.named(t, scored.index)
        return t("{names} scores {score} on {dimension}", score=t.number(scored.max()), **facts)
    opening = t(
        "{scored} of {total} provinces and territories can be scored on {dimension}", scored=len(scored), **facts
    )
    if scored.max() == 0:
        return t.plural("{said}, and it scores 0", "{said}, and all score 0", len(scored), said=opening)
    return t("{said}; leading among them: {lead}", said=opening, **facts)


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


def _height(grid: list[str], rows: int, size: str) -> float:
    """Return the height of the sheet in points."""
    tiles = LAYERS * TILE[size][1] if grid else 0.0
    around = TOP + FOOT + marks.KEY_LINE
    if size == "tall":
        return around + tiles + rows * ROW + (GAP if grid and rows else 0.0)
    return around + max(tiles, rows * ROW)


def _paint(
    drawing: Drawing,
    *,
    tiles: pd.DataFrame,
    grid: list[str],
    empty: list[str],
    strip: pd.DataFrame,
    t: Language,
    size: str,
) -> None:
    """Draw `tiles` on the map, blank ones for the others of `grid`, and a row for each of `strip`.

    `empty`: those of `grid` that are looked at and have nothing to show.
    """
    paper, width, high = sheet(drawing)
    wide, tall = TILE[size]
    for jurisdiction in grid:
        column, layer = TILES[jurisdiction]
        box = (EDGE + column * wide + 1, TOP + layer * tall + 1, wide - 2, tall - 2)
        row = tiles.loc[jurisdiction] if jurisdiction in tiles.index else None
        look = BLANK if jurisdiction in empty else NOT_CHOSEN
        _draw_tile(paper, box, jurisdiction.removeprefix("CA-"), row, look, t)
    beside = bool(grid) and size != "tall"
    left = EDGE + COLUMNS * wide + GAP if beside else EDGE
    top = TOP + (LAYERS * tall + GAP if grid and not beside else 0.0)
    if len(strip):
        _draw_strip(paper, strip, (left, top, width - EDGE, high - FOOT - marks.KEY_LINE), t)
    shown = pd.concat([tiles["score"], strip["score"]])
    partly = [(marks.MISSING_LOOK, t("partly read, with bounds"))] if shown.isna().any() else []
    blank = [(BLANK, t("see below"))] if empty else []
    others = [(NOT_CHOSEN, t("not chosen"))] if len(tiles) + len(empty) < len(grid) else []
    marks.key(paper, EDGE, high - 6, width - 2 * EDGE, [*marks.score_key(t, shown), *partly, *blank, *others])


def _draw_tile(paper: Axes, box: Box, code: str, row: pd.Series | None, blank: style.Look, t: Translator) -> None:
    """Draw one tile with its letters and its score, or its bounds, or in the look `blank` where it has no row."""
    x, y, width, height = box
    if row is None:
        paper.add_patch(Rectangle((x, y), width, height, **blank))
        paper.text(x + width / 2, y + height / 2, code, fontsize=CODE, color=theme.QUIET, **style.DIGIT)
        return
    colour, ground = _fill(paper, box, row["score"])
    words = _say(row, t)
    look: style.Look = {"color": colour, "bbox": ground, **style.DIGIT}
    paper.text(x + width / 2, y + height * 0.32, code, fontsize=CODE, fontweight="bold", **look)
    scored = row["score"] == row["score"]
    paper.text(x + width / 2, y + height * 0.68, words, fontsize=SCORE if scored else style.SMALL, **look)


def _draw_strip(paper: Axes, strip: pd.DataFrame, box: Box, t: Language) -> None:
    left, top, right, bottom = box
    pitch = min((bottom - top) / len(strip), 22.0)
    for position, row in enumerate(strip.itertuples()):
        y = top + position * pitch
        options = [t.jurisdiction(row.Index), t.short(row.Index)]
        name = fit(options, right - CELL - left - 6, style.TEXT)
        paper.text(right - CELL - 6, y + pitch / 2, name, fontsize=style.TEXT, ha="right", va="center_baseline")
        colour, ground = _fill(paper, (right - CELL, y + 0.7, CELL, pitch - 1.4), row.score)
        words = _say(strip.loc[row.Index], t)
        look: style.Look = {"fontsize": style.SMALL, "color": colour, "bbox": ground}
        paper.text(right - CELL / 2, y + pitch / 2, words, **look, **style.DIGIT)


def _fill(paper: Axes, box: Box, score: float) -> tuple[str, style.Look | None]:
    """Colour a box by its score, or hatch it, and return the colour of words on it and the ground under them."""
    x, y, width, height = box
    if score != score:
        marks.hatch(paper, x, y, width, height)
        return theme.INK, {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.8}
    shade = style.step(score)
    paper.add_patch(Rectangle((x, y), width, height, facecolor=style.SHADES[shade], linewidth=0))
    return theme.ON_RAMP[shade], None


def _say(row: pd.Series, t: Translator) -> str:
    return t.number(row["score"]) if row["score"] == row["score"] else t.span(row["low"], row["high"])
