"""Strongest clause: for one indicator, who says it best, and what the clause says.

A bar for the score with a word for how firm the clause is, and the leader's clause beside its bar. Knows indicator
scores and the provisions that counted; computes no score.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset, first_id, order_confidence
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import ScoreRows, marks, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import ATTRIBUTES, attach_provisions
from credatlas.settings import DECIMALS

WAITS = {"missing": 2, "not-applicable": 3}  # after those that scored
QUOTE = 420  # characters of a finding in a caption
FRAMEWORK = 90  # characters of the name of a framework in a caption
ROW = 22.0  # least height of a row in points
TOP, EDGE, LINE, LINES = 24.0, 4.0, 15.0, 6  # points: the scale, the edge, a line of the clause; most lines of it
WORDS = 118.0  # points for the words right of the bars
BAR = 12.0  # points: height of a bar
SCOPED = 0.5  # strength of the bar of a clause for some only


@chart(
    lambda view, **chosen: {"indicator_scores": view.scores.indicators, "select": view.selection, **chosen},
    about="who says it best, with the clause",
    each="indicator",
    gallery=6,
)
def strongest_clause(
    indicator_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    indicator: str | None = None,
    jurisdictions: Iterable[str] | None = None,
    select: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw each jurisdiction's score on one indicator with how firm the provision that counted is, the best on top.

    indicator_scores: jurisdiction_id, indicator_id, score (points, NaN missing or not applicable), status,
    framework_id, confidence. Those without a framework stand in words below the rows. `select`: those drawn of the
    jurisdictions beside the leaders, by default all. What the leader's clause says stands below its bar and, with its
    source, in the caption, in our words and in English; of several with the same score, the one read most surely, then
    the first in the order of the data.
    """
    t = Language(atlas, lang)
    indicator = indicator or first_id(atlas, "indicator")
    name = t.indicator(indicator)
    among = naming.shown_jurisdictions(indicator_scores, atlas, jurisdictions)
    apart = naming.without_framework(atlas, among)
    clauses = order_clauses(
        indicator_scores, atlas, indicator, [jurisdiction for jurisdiction in among if jurisdiction not in apart]
    )
    first = naming.leaders(clauses["score"][clauses["score"].round(DECIMALS) > 0])
    shown = naming.select([*clauses.index, *apart], None if select is None else {*select, *first})
    apart = {jurisdiction: known for jurisdiction, known in apart.items() if jurisdiction in shown}
    clauses = clauses.loc[[jurisdiction for jurisdiction in clauses.index if jurisdiction in shown]]
    said = t("In our words: {finding}", finding=clean(clauses.at[first[0], "finding"], QUOTE)) if first else ""
    room = style.size_of(size)[0] - 4 * EDGE - (marks.GUTTER[size] if size == "article" else 0.0)
    quoted = wrap(said, room, style.SMALL, LINES)
    pale = [t("Pale bar: the clause is for some only.")] if clauses["scope"].eq("targeted").any() else []
    around = TOP + EDGE + LINE * len(quoted)
    height = style.height_for(size, len(clauses), ROW, around) if len(clauses) else 0.0
    clauses = clauses.assign(says=naming.strengths(clauses, t, atlas))
    return compose(
        "strongest-clause", _words(clauses, name, atlas, t), _columns(t, atlas), _cite(clauses, atlas),
        partial(_paint, clauses=clauses, quoted=quoted, pitch=(height - around) / max(len(clauses), 1), t=t, size=size),
        atlas=atlas, t=t, size=size, among=shown, asked=among, choices=[indicator], height=height,
        apart=[*(pale if len(clauses) else []), *naming.say_apart(t, atlas, apart)],
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


def _words(clauses: pd.DataFrame, name: str, atlas: Dataset, t: Language) -> Words:
    scores = clauses["score"]
    leaders = naming.leaders(scores[scores.round(DECIMALS) > 0])
    silent, missing = (int((clauses["status"] == status).sum()) for status in ("silent", "missing"))
    alt = [
        t.plural("Bars of {n} jurisdiction.", "Bars of {n} jurisdictions.", len(clauses)),
        t.plural("{n} does not address it.", "{n} do not address it.", silent) if silent else "",
        t("{n} not read.", n=missing) if missing else "",
    ]
    how = t("Points for how firm, how exact and how authoritative the provision is. Not read is not zero.")  # fmt: skip
    quoted, quote = _quote(clauses.loc[leaders[0]], leaders[0], atlas, t) if leaders else ("", "")
    subtitle = (
        t("The strongest provision on {indicator}, in points of 100; Canada in red", indicator=name)
        if t.tells_canada_apart
        else t("The strongest provision on {indicator}, in points of 100", indicator=name)
    )
    return Words(_title(clauses, leaders, name, atlas, t), naming.dated(subtitle, atlas, t), alt, [quoted, how], quote)


def _title(clauses: pd.DataFrame, leaders: list[str], name: str, atlas: Dataset, t: Language) -> str:
    facts = {"indicator": name, "names": naming.in_sentence(t, leaders or clauses.index), "total": len(clauses)}
    if clauses["score"].isna().all():
        return t("{names}: {indicator} could not be read", **facts)
    if not leaders:
        return t("Nobody who could be read provides for {indicator}", **facts)
    facts |= {"score": t.number(clauses["score"].max()), "read": int(clauses["score"].notna().sum())}
    if facts["read"] == 1:
        return t("{names} scores {score} points on {indicator}", **facts)
    said = t.plural(
        "Of {read} shown that could be read, {names} has the strongest clause on {indicator}: {score} points",
        "Of {read} shown that could be read, {names} have the strongest clauses on {indicator}: {score} points each",
        len(leaders), **facts,
    )  # fmt: skip
    named = atlas.frameworks.set_index("framework_id")["names_micro_credentials"]
    alone = naming.about_stacking(atlas) and len(leaders) == 1
    unnamed = alone and named.get(clauses.at[leaders[0], "framework_id"]) == "no"
    return t("{said}, in a text that does not name micro-credentials", said=said) if unnamed else said


def _quote(clause: pd.Series, jurisdiction: str, atlas: Dataset, t: Language) -> tuple[str, str]:
    """Say what the leader's clause says and where; and the finding itself, in English in every language."""
    names = atlas.frameworks.set_index("framework_id")["name"]
    titles = atlas.sources.set_index("source_id")["title"]
    facts = {
        "name": clean(t.jurisdiction(jurisdiction), naming.NAME_LIMIT),
        "framework": clean(names.get(clause["framework_id"], ""), FRAMEWORK),
        "codes": " · ".join(t.code(attribute, clause[attribute]) for attribute in ATTRIBUTES),
        "finding": clean(clause["finding"], QUOTE),
        "source": clean(titles.get(clause["source_id"], clause["source_id"]), FRAMEWORK),
    }
    sentence = t("{name}, {framework} ({codes}). Our summary: {finding} Source: {source}", **facts)
    sentence += f", {clean(clause['locator'], FRAMEWORK)}." if clause["locator"] else "."
    return sentence, facts["finding"]


def _columns(t: Translator, atlas: Dataset) -> Columns:
    told = t("Code 0 to {highest}; empty: missing or not applicable", highest=atlas.scale[-1])
    names = zip(ATTRIBUTES, _name_attributes(t), strict=True)
    codes = [Column(attribute, name, told, t("code"), 0) for attribute, name in names]
    about = t("Points of the strongest provision in force; empty: missing or not applicable")
    return [
        "jurisdiction",
        Column("score", t("Score"), about, t("points"), 1),
        Column("says", t("Says"), t("How firmly the provision that counted speaks, or why there is none")),
        *codes,
        Column("scope", t("Scope"), naming.say_scope(t, atlas)),
        "status",
        "confidence",
        Column("finding", t("Finding"), t("What the text says, in our words, in English"), lang="en"),
        Column("locator", t("Locator"), t("Where in the source it stands")),
        "source",
        "framework_id",
        "jurisdiction_id",
    ]


def _cite(clauses: pd.DataFrame, atlas: Dataset) -> pd.DataFrame:
    """Return the clauses with what they say as one line, and their source as a link where it is known."""
    sources = atlas.sources.set_index("source_id")
    links = {source_id: {"text": clean(row["title"]), "href": row["url"]} for source_id, row in sources.iterrows()}
    cited = [links.get(source_id, source_id) for source_id in clauses["source_id"]]
    return clauses.assign(finding=clauses["finding"].map(clean), locator=clauses["locator"].map(clean), source=cited)


def _name_attributes(t: Translator) -> tuple[str, str, str]:
    return t("Obligation"), t("Precision"), t("Authority")


def _paint(drawing: Drawing, *, clauses: pd.DataFrame, quoted: list[str], pitch: float, t: Language, size: str) -> None:
    """Draw a bar for each of `clauses`, `pitch` points a row; below the first, in lines, what it says."""
    paper, width, _ = sheet(drawing)
    _, names, text = marks.row_names(t, clauses.index, size)
    words = width - WORDS + 6
    rows = ScoreRows(paper, t, left=names, right=words - 38, names=names, text=text)
    y = TOP
    for position, row in enumerate(clauses.itertuples()):
        middle = y + pitch / 2
        rows.name(middle, row.Index, pitch, width)
        paper.text(words, middle, row.says, va="center_baseline", **style.NOTE)
        _draw_bar(rows, middle, row, t)
        y += pitch
        if not position:
            left = 2 * EDGE if size != "article" else names + 4
            look: style.Look = {"fontsize": style.SMALL, "style": "italic", "bbox": style.GROUND, "zorder": 3}
            marks.write_lines(paper, left, y + 10, quoted, LINE, **look)
            y += LINE * len(quoted)
    rows.scale(TOP, y)


def _draw_bar(rows: ScoreRows, y: float, row, t: Language) -> None:
    """Draw the score, pale where the clause is for some only; nothing where there is none, which the words say."""
    if row.score != row.score:
        return
    strength = SCOPED if row.scope == "targeted" else 1.0
    look: style.Look = {"facecolor": theme.GROUPS[t.group(row.Index)], "alpha": strength, "linewidth": 0, "zorder": 2}
    rows.paper.add_patch(Rectangle((rows.left, y - BAR / 2), rows.at(row.score) - rows.left, BAR, **look))
    rows.write(y, row.score, t.number(row.score), color=theme.INK, fontweight="bold")
