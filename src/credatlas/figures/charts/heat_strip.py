"""Map of Canada: what each province and territory says on a question, as a word in a tile.

Knows indicator scores and the provisions that counted; computes no score.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, first_id
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import MAPS, Box, list_tiles, marks, sheet, style, theme, width_of, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import WITHOUT_FRAMEWORK, ScoreClass, attach_provisions

HEIGHT = {"article": 86.0, "square": 104.0, "tall": 92.0}  # points of a tile
EDGE, PAD, LINE = 1.0, 5.0, 16.0  # points
BLANK: style.Look = {"facecolor": "none", "edgecolor": theme.QUIET, "linewidth": 0.8, "linestyle": (0, (2, 2))}


@chart(
    lambda view, **chosen: {"indicator_scores": view.scores.indicators, **chosen},
    about="what each province says, on a map of Canada",
    each="dimension",
    gallery=4,
)
def heat_strip(
    indicator_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    dimension: str | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw a tile for each province and territory with a word for what its texts say on a dimension's first question.

    indicator_scores: jurisdiction_id, indicator_id, score, status, framework_id, confidence. The word is that of the
    provision that counted: required, recommended, permitted, not addressed, works against it; or not read, where a
    text existed; or that no framework was found, or none was in force.
    """
    t = Language(atlas, lang)
    usual = first_id(atlas, "dimension")
    dimension = dimension or usual
    t.dimension(dimension)  # refuses an unknown one
    indicator = atlas.indicators.loc[atlas.indicators["dimension_id"] == dimension, "indicator_id"].iloc[0]
    tiles = list_tiles(size)
    shown = [jurisdiction for jurisdiction in atlas.jurisdictions["jurisdiction_id"] if jurisdiction in tiles]
    if not shown:
        raise NothingToShow("the data know no province or territory of Canada")
    answers = _collect(indicator_scores, atlas, indicator, shown, t)
    return compose(
        "heat-strip", _words(answers, indicator, atlas, t), _columns(t), answers,
        partial(_paint, answers=answers, tiles=tiles, t=t, size=size), atlas=atlas, t=t, size=size,
        height=len(MAPS[size]) * HEIGHT[size] + EDGE, choices=[dimension] if dimension != usual else [],
    )  # fmt: skip


def _collect(
    indicator_scores: pd.DataFrame, atlas: Dataset, indicator: str, shown: list[str], t: Language
) -> pd.DataFrame:
    """Return by jurisdiction the clause that counted (status, obligation, finding, confidence), `says`, `kind`, `step`.

    says: in a word; kind: the status, or the class of one without a framework, whose confidence is empty; step: of the
    ramp, 0 to 3, NaN where nothing was read or there is no framework.
    """
    own = indicator_scores[indicator_scores["indicator_id"] == indicator]
    clauses = attach_provisions(own, atlas.provisions).set_index("jurisdiction_id").reindex(shown)
    clauses = clauses.fillna({"status": "missing", "confidence": "missing", "finding": "", "framework_id": ""})
    without = naming.without_framework(atlas, shown)
    told = {ScoreClass.NONE_FOUND: t("none found"), ScoreClass.NOT_IN_FORCE: t("none in force")}
    strengths = zip(clauses.index, naming.strengths(clauses, t, atlas), strict=True)
    words = [told.get(without[name], strength) if name in without else strength for name, strength in strengths]
    shade = partial(style.step_of_code, scale=atlas.scale)
    step = clauses["obligation"].map(shade).where(~clauses["status"].isin(["missing", "not-applicable"]))
    kind = [without.get(jurisdiction, status) for jurisdiction, status in clauses["status"].items()]
    sure = clauses["confidence"].where(~clauses.index.isin(list(without)))
    return clauses.assign(
        says=words, step=step, kind=kind, confidence=sure, finding=clauses["finding"].map(clean), indicator_id=indicator
    )


def _words(answers: pd.DataFrame, indicator: str, atlas: Dataset, t: Language) -> Words:
    lists = [
        t("{answer}: {names}.", answer=answer[:1].upper() + answer[1:], names=naming.listed(t, members.index))
        for answer, members in answers.groupby("says", sort=False)
    ]
    alt = [t.plural("Map of {n} province or territory.", "Map of {n} provinces and territories.", len(answers)), *lists]
    caption = [
        t("A tile for each province and territory, all of one size, since area says nothing about frameworks. The "
          "deeper the colour, the firmer the text; hatched: a text exists and could not be read."),
        *lists,
    ]  # fmt: skip
    subtitle = naming.dated(t.question(indicator), atlas, t)
    title = _title(answers, t.indicator(indicator), t)
    if not naming.about_stacking(atlas):
        counts = [" ".join([answer, t.number(n)]) for answer, n in answers["says"].value_counts(sort=False).items()]
        title = t("{said}: {rest}", said=t.indicator(indicator), rest=t.join_words(counts))
    return Words(title, subtitle, alt, caption)


def _title(answers: pd.DataFrame, name: str, t: Language) -> str:
    """Say how many require it, and of the others what their texts say, or that there is none."""
    count = answers["kind"].where(answers["kind"] != "supports", answers["step"]).value_counts().to_dict()
    n = {key: int(count.get(key, 0)) for key in (3, 2, 1, "silent", "hinders", "missing", *WITHOUT_FRAMEWORK)}
    none, later = n[ScoreClass.NONE_FOUND], n[ScoreClass.NOT_IN_FORCE]
    facts = {"total": len(answers), "indicator": name}
    parts = [
        t.plural("{n} recommends it", "{n} recommend it", n[2]) if n[2] else "",
        t.plural("{n} permits it", "{n} permit it", n[1]) if n[1] else "",
        t.plural("{n} does not address it", "{n} do not address it", n["silent"]) if n["silent"] else "",
        t.plural("the text of {n} works against it", "the texts of {n} work against it", n["hinders"])
        if n["hinders"] else "",
        t.plural("the text of {n} could not be read", "the texts of {n} could not be read", n["missing"])
        if n["missing"] else "",
        t.plural("for {n} no framework was found", "for {n} no framework was found", none) if none else "",
        t.plural("for {n} none is known to be in force", "for {n} none is known to be in force", later)
        if later else "",
    ]  # fmt: skip
    rest = t.join_words([part for part in parts if part])
    if n[3]:
        said = t.plural(
            "Of {total} provinces and territories, {n} has a firm rule on {indicator}",
            "Of {total} provinces and territories, {n} have a firm rule on {indicator}", n[3], **facts,
        )  # fmt: skip
    else:
        said = t("No firm rule on {indicator} was found in {total} provinces and territories", **facts)
    return t("{said}: {rest}", said=said, rest=rest) if rest else said


def _columns(t: Translator) -> Columns:
    return [
        "jurisdiction",
        "indicator",
        Column("says", t("Says"), t("How firmly the provision that counted speaks, or why there is none")),
        Column("score", t("Score"), t("Points of the strongest provision in force; empty: none"), t("points"), 1),
        "confidence",
        Column("finding", t("Finding"), t("What the text says, in our words, in English"), lang="en"),
        "framework_id",
        "indicator_id",
        "jurisdiction_id",
    ]


def _paint(
    drawing: Drawing, *, answers: pd.DataFrame, tiles: dict[str, tuple[int, int]], t: Language, size: str
) -> None:
    """Draw a tile for each of `answers`, at the column and row that `tiles` gives it."""
    paper, width, _ = sheet(drawing)
    across, high = (width - 2 * EDGE) / len(MAPS[size][0].split()), HEIGHT[size]
    for row in answers.itertuples():
        column, layer = tiles[row.Index]
        box = (EDGE + column * across + 1.5, layer * high + 1.5, across - 3, high - 3)
        _draw_tile(paper, box, row, t)
        marks.touch(paper, [row.Index], *box)


def _draw_tile(paper: Axes, box: Box, row, t: Language) -> None:
    """Draw one tile with its name and its word, coloured where a text was read, hatched where none could be."""
    x, y, width, height = box
    colour, ground = theme.INK, None
    if row.kind in WITHOUT_FRAMEWORK:
        paper.add_patch(Rectangle((x, y), width, height, **BLANK))
        colour = theme.QUIET
    elif row.step != row.step:
        marks.hatch(paper, x, y, width, height)
        ground = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 1.2}
    else:
        colour = marks.tint(paper, *box, int(row.step), 2 if row.kind == "hinders" else 0)
    room = width - 2 * PAD
    name, says = _name(row.Index, room, t), wrap(row.says, room, style.SMALL, 2)
    first = y + (height - (len(name) + len(says) - 1) * LINE) / 2
    look = style.DIGIT | {"fontsize": style.SMALL, "color": colour, "bbox": ground, "zorder": 3}
    marks.write_lines(paper, x + width / 2, first, name, LINE, fontweight="bold", **look)
    marks.write_lines(paper, x + width / 2, first + len(name) * LINE, says, LINE, **look)


def _name(jurisdiction: str, room: float, t: Language) -> list[str]:
    """Return the name in one line or two, the short one where its words are too wide."""
    words, size = t.jurisdiction(jurisdiction), style.SMALL
    lines = wrap(words, room / marks.BOLDER, size)
    if " ".join(lines) == words and all(width_of(line, size, "bold") <= room for line in lines):
        return lines
    return wrap(t.short(jurisdiction), room / marks.BOLDER, size, 1)
