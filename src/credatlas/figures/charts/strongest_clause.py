"""Strongest clause: for one indicator, who says it best, and what the clause says.

A bar for the score, and a cell for each of the three codes. Knows indicator scores and the provisions that counted;
computes no score.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset, order_confidence
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, theme
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import ATTRIBUTES, attach_provisions
from credatlas.settings import DECIMALS

WAITS = {"missing": 2, "not-applicable": 3}  # after those that scored
QUOTE = 420  # characters of a finding in a caption
FRAMEWORK = 90  # characters of the name of a framework in a caption
ROW = 10.5  # least height of a row in points
TOP, BOTTOM, EDGE = 16.0, 34.0, 3.0  # points
CELL = {"article": 44.0, "square": 36.0, "tall": 15.0}  # points across of a code
DIGITS = 24.0  # points for the score
BAR = 0.68  # height of a bar, of its row
SCOPED = 0.5  # strength of the bar of a clause for some only


@chart(
    lambda view, **chosen: {"indicator_scores": view.scores.indicators, **chosen},
    about="who says it best, with the clause",
    each="indicator",
    gallery=6,
)
def strongest_clause(
    indicator_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    indicator: str = "ST1",
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw each jurisdiction's score on one indicator with the codes of the provision that counted, the best on top.

    indicator_scores: jurisdiction_id, indicator_id, score (points, NaN missing or not applicable), status,
    framework_id, confidence. Those without a framework stand in words below the rows. What the leader's clause says
    stands in the caption, in our words and in English; of several with the same score, the one read most surely, then
    the first in the order of the data.

    Raises KeyError for an unknown jurisdiction or indicator, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t = Language(atlas, lang)
    name = t.indicator(indicator)
    among = naming.shown_jurisdictions(indicator_scores, atlas, jurisdictions)
    apart = naming.without_framework(atlas, among)
    clauses = order_clauses(indicator_scores, atlas, indicator, [some for some in among if some not in apart])
    return compose(
        "strongest-clause", _words(clauses, indicator, name, atlas, t), _columns(t), _cite(clauses, atlas),
        partial(_paint, clauses=clauses, t=t, size=size), atlas=atlas, t=t, size=size, among=among, choices=[indicator],
        height=style.height_for(size, len(clauses), ROW, TOP + BOTTOM) if len(clauses) else 0.0,
        apart=naming.say_apart(t, atlas, apart),
    )  # fmt: skip


def order_clauses(indicator_scores: pd.DataFrame, atlas: Dataset, indicator: str, among: list[str]) -> pd.DataFrame:
    """Return one row per jurisdiction with its score on the indicator and the clause that counted, the best first.

    Columns: score (points, NaN where there is none), status, framework_id, confidence, scope, finding, source_id,
    locator, obligation, precision, delegation, codes. By falling score, then confidence, then the order of the data;
    those not read, and not applicable, last. A jurisdiction without a row is missing.
    """
    own = indicator_scores[indicator_scores["indicator_id"] == indicator]
    clauses = attach_provisions(own, atlas.provisions).set_index("jurisdiction_id").reindex(among)
    clauses = clauses.fillna({"status": "missing", "confidence": "missing"})
    texts = ["framework_id", "scope", "finding", "source_id", "locator", "codes"]
    clauses[texts] = clauses[texts].fillna("")
    order = pd.DataFrame({
        "waits": clauses["status"].map(WAITS).fillna(0), "fall": -clauses["score"].round(DECIMALS),
        "surely": order_confidence(clauses["confidence"]).clip(upper=2),  # low as not-found
    })  # fmt: skip
    return clauses.loc[order.sort_values(["waits", "fall", "surely"], kind="stable").index]


def _words(clauses: pd.DataFrame, indicator: str, name: str, atlas: Dataset, t: Language) -> Words:
    scores = clauses["score"]
    leaders = naming.leaders(scores[scores.round(DECIMALS) > 0])
    silent, missing = (int((clauses["status"] == status).sum()) for status in ("silent", "missing"))
    alt = [
        t.plural("Bars of {n} jurisdiction.", "Bars of {n} jurisdictions.", len(clauses)),
        t("{n} silent.", n=silent) if silent else "",
        t("{n} not read.", n=missing) if missing else "",
    ]
    how = t(
        "Codes from 0 to 3: obligation, precision, delegation. Pale bar: the clause is for some only. Hatched: could "
        "not be read, which is not zero."
    )
    quoted, quote = _quote(clauses.loc[leaders[0]], leaders[0], atlas, t) if leaders else ("", "")
    subtitle = t("{indicator}: score of the strongest provision in points, 0 to 100", indicator=f"{indicator} {name}")
    return Words(_title(clauses, leaders, name, t), subtitle, alt, [quoted, how], quote)


def _title(clauses: pd.DataFrame, leaders: list[str], name: str, t: Language) -> str:
    facts = {"indicator": name, "names": naming.named(t, leaders or clauses.index), "total": len(clauses)}
    if clauses["score"].isna().all():
        return t("{names}: {indicator} could not be read", **facts)
    if not leaders:
        return t("Nobody who could be read provides for {indicator}", **facts)
    facts |= {"score": t.number(clauses["score"].max()), "read": int(clauses["score"].notna().sum())}
    if facts["read"] == 1:
        return t("{names} scores {score} points on {indicator}", **facts)
    return t.plural(
        "Of {read} shown that could be read, {names} has the strongest clause on {indicator}: {score} points",
        "Of {read} shown that could be read, {names} have the strongest clauses on {indicator}: {score} points each",
        len(leaders), **facts,
    )  # fmt: skip


def _quote(clause: pd.Series, jurisdiction: str, atlas: Dataset, t: Language) -> tuple[str, str]:
    """Say what the leader's clause says and where; and the finding itself, in English in every language."""
    names = atlas.frameworks.set_index("framework_id")["name"]
    titles = atlas.sources.set_index("source_id")["title"]
    facts = {
        "name": clean(t.jurisdiction(jurisdiction), naming.NAME_LIMIT),
        "framework": clean(names.get(clause["framework_id"], ""), FRAMEWORK),
        "codes": clause["codes"],
        "finding": clean(clause["finding"], QUOTE),
        "source": clean(titles.get(clause["source_id"], clause["source_id"]), FRAMEWORK),
    }
    sentence = t("{name}, {framework} ({codes}), in our words: “{finding}” Source: {source}", **facts)
    sentence += f", {clean(clause['locator'], FRAMEWORK)}." if clause["locator"] else "."
    return sentence, facts["finding"]


def _columns(t: Translator) -> list[Column]:
    shared, codes = naming.shared_columns(t), []
    for attribute, name in zip(ATTRIBUTES, name_attributes(t).values(), strict=True):
        codes.append(Column(attribute, name, t("Code 0 to 3; empty: missing or not applicable"), t("code"), 0))
    about = t("Points of the strongest provision in force; empty: missing or not applicable")
    return [
        shared["jurisdiction"],
        Column("score", t("Score"), about, t("points"), 1),
        *codes,
        Column("scope", t("Scope"), t("Whether it is for all micro-credentials or for some")),
        shared["status"],
        shared["confidence"],
        Column("finding", t("Finding"), t("What the text says, in our words, in English"), lang="en"),
        Column("locator", t("Locator"), t("Where in the source it stands")),
        shared["source"],
        shared["framework_id"],
        shared["jurisdiction_id"],
    ]


def _cite(clauses: pd.DataFrame, atlas: Dataset) -> pd.DataFrame:
    """Return the clauses with what they say as one line, and their source as a link where it is known."""
    sources = atlas.sources.set_index("source_id")
    links = {source_id: {"text": clean(row["title"]), "href": row["url"]} for source_id, row in sources.iterrows()}
    cited = [links.get(source_id, source_id) for source_id in clauses["source_id"]]
    return clauses.assign(finding=clauses["finding"].map(clean), locator=clauses["locator"].map(clean), source=cited)


def name_attributes(t: Translator) -> dict[str, str]:
    """Return the names of the three attributes that are coded."""
    return dict(zip(ATTRIBUTES, (t("Obligation"), t("Precision"), t("Delegation")), strict=True))


def _paint(drawing: Drawing, *, clauses: pd.DataFrame, t: Language, size: str) -> None:
    """Draw a row for each of `clauses` (score, status, scope and codes by jurisdiction), coloured by group."""
    names, left, text = marks.row_names(t, clauses.index, size)
    paper, width, high = sheet(drawing)
    codes = len(ATTRIBUTES) * CELL[size]
    right = EDGE + codes + DIGITS
    axes = axes_at(drawing, left, TOP, right, BOTTOM)
    marks.scale_points(axes, coarse=size == "tall")
    axes.set(ylim=(len(clauses) - 0.5, -0.5), yticks=[])
    pitch, start = (high - TOP - BOTTOM) / len(clauses), width - EDGE - codes
    _write_heads(paper, start, CELL[size], t)
    for position, row in enumerate(clauses.itertuples()):
        marks.label_row(axes, position, names[position], left, text)
        _draw_bar(axes, position, row, width - left - right, t)
        for column, attribute in enumerate(ATTRIBUTES):
            box = (start + column * CELL[size], TOP + position * pitch, CELL[size], pitch)
            _draw_code(paper, box, getattr(row, attribute))
    pale: style.Look = {"facecolor": to_rgba(theme.QUIET, SCOPED), "linewidth": 0}
    bars = clauses[clauses["score"] > 0]
    entries = marks.group_key(map(t.group, bars.index), t, filled=True)
    entries += [(pale, t("pale: for some only"))] if bars["scope"].eq("targeted").any() else []
    entries += [(marks.MISSING_LOOK, t("not read"))] if clauses["status"].eq("missing").any() else []
    marks.key(paper, 4, high - 6, width - 8, entries)


def _write_heads(paper: Axes, start: float, cell: float, t: Translator) -> None:
    for column, name in enumerate(name_attributes(t).values()):
        words = fit([name, name[0]], cell - 2, style.SMALL)
        paper.text(start + (column + 0.5) * cell, TOP - 5, words, ha="center", fontsize=style.SMALL)


def _draw_bar(axes: Axes, position: int, row, room: float, t: Language) -> None:
    """Draw the score, or why there is none."""
    if row.status == "missing":
        marks.hatch(axes, 0, position - BAR / 2, 100, BAR, linewidth=0)
    if row.status == "not-applicable":
        marks.write_beside(axes, 0, position, fit([t("not applicable"), t("n/a")], room - 6, style.SMALL), 4)
    if row.score != row.score:
        marks.write_beside(axes, 100, position, "\u2013", 6)
        return
    colour = theme.GROUPS.get(t.group(row.Index), theme.QUIET)
    alpha = SCOPED if row.scope == "targeted" else 1.0
    axes.barh(position, row.score, BAR, color=theme.BARRIER if row.status == "hinders" else colour, alpha=alpha)
    marks.write_beside(axes, 100, position, t.number(row.score), 5, color=theme.INK)


def _draw_code(paper: Axes, box: tuple[float, float, float, float], code: float) -> None:
    x, y, width, height = box
    if code != code:
        return
    shade = style.SHADES[int(code)]
    paper.add_patch(Rectangle((x + 0.6, y + 0.6), width - 1.2, height - 1.2, facecolor=shade, linewidth=0))
    look: style.Look = {"fontsize": style.SMALL, "color": theme.ON_RAMP[int(code)]}
    paper.text(x + width / 2, y + height / 2, f"{code:.0f}", **look, **style.DIGIT)
