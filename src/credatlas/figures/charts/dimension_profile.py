"""Dimension profile: scores on one dimension, or on all, each with the bounds that unread text leaves open.

Of one dimension in three blocks: scored, partly read, no framework. Of all of them a panel each, for reports. Knows
dimension scores and estimates; computes no score and no rank.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import compress

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset, first_id
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import ScoreRows, marks, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, mark
from credatlas.index.scores import ScoreClass

ROW = 21.0  # least height of a row in points
HEAD, LINE = 24.0, 17.0  # points of the head of a block, and of a line of words
TOP, EDGE, NUMBER = 22.0, 4.0, 50.0  # points: above the rows, beside them, right of a scale for numbers
GAP = 8.0  # points between two panels
FIRMNESS = (  # the second where Canada is told apart
    mark("How firmly the texts provide for {dimension}: 0 not addressed, 50 recommended, 100 required and enforced"),
    mark("How firmly the texts provide for {dimension}: 0 not addressed, 50 recommended, 100 required and enforced; "
         "Canada in red"),
)  # fmt: skip
ON_ANY = mark("How firmly the texts provide for {dimension}: from 0, not addressed, to 100, the highest codes")
PLACE, ESTIMATE = ["jurisdiction_id", "dimension_id"], ["median", "low_80", "high_80"]


@chart(
    lambda view, dimension=None: {
        "dimension_scores": view.scores.dimensions,
        "estimates": view.estimates,
        "jurisdictions": view.compared,
        "select": view.selection,
        "dimension": dimension or first_id(view.atlas, "dimension"),
    },
    about="scores on a dimension, with what unread text leaves open",
    each="dimension",
    gallery=1,
    article_day=True,
)
def dimension_profile(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    dimension: str | None = None,
    estimates: pd.DataFrame | None = None,
    order_by: str | None = None,
    jurisdictions: Iterable[str] | None = None,
    select: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw a dot for each score on a bar of what it could be, and a box for one that was only partly read.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN unless `class` is scored), low, high, coded,
    applicable, class. `dimension`: the one drawn, in blocks; by default all of them, a panel each, in rows that follow
    `order_by`, by default the first. estimates: median, low_80, high_80 (points) by jurisdiction_id and dimension_id,
    as `Simulation.estimates` gives them, for the data of the figure. `select`: those drawn of the jurisdictions, by
    default all. Those without a framework stand in words below the rows.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    drawn, known = naming.select(among, select), atlas.dimensions["dimension_id"].tolist()
    names = {name: t.dimension(name) for name in ([dimension] if dimension else known)}
    by_name = t.dimension(by := dimension or order_by or known[0]).lower()
    scores = dimension_scores[dimension_scores["jurisdiction_id"].isin(drawn)]
    scores = _join_estimates(scores[scores["dimension_id"].isin(list(names))], estimates)
    apart = naming.too_little_read(scores, drawn)
    if dimension:  # where something was read, the box of what is possible says more than words
        read = set(scores.loc[scores["coded"] > 0, "jurisdiction_id"])
        apart = {name: reason for name, reason in apart.items() if name not in read}
    order = naming.order_by_score(scores[scores["dimension_id"] == by], [name for name in drawn if name not in apart])
    scores = scores.sort_values("jurisdiction_id", key=lambda ids: ids.map([*order, *apart].index), kind="stable")
    without = naming.say_apart(t, atlas, apart, scores)
    words, pale = without if dimension and order else [], [_say_pale(scores, atlas, t)] if order else []
    scene = Scene(_part(scores, order, bool(dimension), t), names, words, size)
    return compose(
        "dimension-profile", _words(scores, order, names, by_name, atlas, t), _columns(t, estimates is not None),
        scores.assign(**{"class": scores["class"].map(naming.name_classes(t))}),
        partial(_paint, scene=scene, scores=scores, t=t), atlas=atlas, t=t, size=size,
        height=scene.measures[0] if order else 0.0, among=drawn, asked=among, aside=words,
        choices=[by] if by != known[0] else [], apart=[*pale, *([] if words else without)],
    )  # fmt: skip


def _join_estimates(scores: pd.DataFrame, estimates: pd.DataFrame | None) -> pd.DataFrame:
    """Add the estimate of each score of class estimated, NaN for all others."""
    if estimates is None:
        return scores.assign(**dict.fromkeys(ESTIMATE, np.nan))
    joined = scores.join(estimates.set_index(PLACE)[ESTIMATE], on=PLACE)
    return joined.assign(**joined[ESTIMATE].where(joined["class"] == ScoreClass.ESTIMATED))


def _part(scores: pd.DataFrame, order: list[str], parted: bool, t: Translator) -> list[tuple[str, list[str]]]:
    """Return the rows in blocks, each with its head: of one dimension the scored, then the partly read."""
    if not parted:
        return [("", order)]
    scored = pd.Index(order).isin(scores.loc[scores["score"].notna(), "jurisdiction_id"])
    blocks = [
        (t("Scored"), list(compress(order, scored))),
        (t("Partly read: the score lies in the box"), list(compress(order, ~scored))),
    ]
    return [(head, members) for head, members in blocks if members]


def _say_pale(scores: pd.DataFrame, atlas: Dataset, t: Translator) -> str:
    """Say what a pale bar is, and how the texts were coded."""
    said = naming.say_coding(t, atlas)
    if not (scores["high"] > scores["low"]).any():
        return said
    box = t("Box: partly read; the score lies in it.") if (scores["score"].isna() & (scores["coded"] > 0)).any() else ""
    return " ".join(filter(None, [t("Pale: what provisions that could not be read leave possible."), box, said]))


def _words(
    scores: pd.DataFrame, order: list[str], names: dict[str, str], by_name: str, atlas: Dataset, t: Language
) -> Words:
    known = scores.dropna(subset="score")
    bare = scores[scores["jurisdiction_id"].isin(order) & scores["score"].isna() & scores["low"].notna()]
    partly = bare["jurisdiction_id"].nunique()
    alt = [
        t.plural("Dot plot of {n} jurisdiction.", "Dot plot of {n} jurisdictions.", len(order)),
        *_spans(scores, names, t),
        t.plural("{n} was only partly read.", "{n} were only partly read.", partly) if partly else "",
    ]
    caption = t(
        "Dot: mean of the indicators read, given only where enough of them were. Pale bar: the mean if every unread "
        "indicator scored 0, or 100. Bars that overlap cannot be told apart. Rows follow {dimension}.",
        dimension=by_name,
    )  # fmt: skip
    dimension, about = t.join_words([name.lower() for name in names.values()]), naming.about_stacking(atlas)
    subtitle = t(FIRMNESS[t.tells_canada_apart] if about else ON_ANY, dimension=dimension)
    title = _title if len(names) == 1 else _title_of_all
    return Words(title(known, order, names, t), naming.dated(subtitle, atlas, t), alt, [caption])


def _title(known: pd.DataFrame, order: list[str], names: dict[str, str], t: Language) -> str:
    """Say who may lead on the one dimension, and whether a Canadian framework is shown to reach half of the scale."""
    ((dimension, name),) = names.items()
    scores = naming.scores_of(known, dimension, list(known["jurisdiction_id"]))
    facts, first = {"dimension": name.lower(), "half": naming.HALF, "total": len(scores)}, naming.contenders(scores)
    if len(scores) < 2:
        return _title_of_all(known, order, names, t)
    facts["names"] = naming.in_sentence(t, first)
    said = t.plural(
        "Of the {total} shown with a score, {names} goes furthest on {dimension}",
        "Of the {total} shown with a score, {names} may go furthest on {dimension}", len(first), **facts,
    )  # fmt: skip
    canada = scores[[t.group(jurisdiction) == "Canada" for jurisdiction in scores.index]]
    reach = canada.index[canada["low"].round(1) >= naming.HALF].tolist()
    if canada.empty or set(canada.index) & set(first):
        return said
    if reach:
        facts["names"] = naming.in_sentence(t, reach)
        return t.plural("{said}; in Canada {names} reaches {half}", "{said}; in Canada {names} reach {half}",
                        len(reach), said=said, **facts)  # fmt: skip
    return t("{said}; no Canadian framework is shown to reach {half} of 100", said=said, **facts)


def _title_of_all(known: pd.DataFrame, order: list[str], names: dict[str, str], t: Language) -> str:
    if known.empty:
        return t("Too little could be read to score {names}", names=naming.in_sentence(t, order))
    if len(order) == 1:
        parts = [
            t("{score} on {dimension}", score=t.number(score), dimension=name.lower())
            for dimension, name in names.items()
            for score in known.loc[known["dimension_id"] == dimension, "score"]
        ]  # fmt: skip
        return t("{name} scores {scores}", name=naming.in_sentence(t, order), scores=t.join_words(parts))
    by_name = {name: naming.scores_of(known, dimension, order) for dimension, name in names.items()}
    if len(order) == 2 and (said := naming.say_higher(t, order, by_name)):
        return said
    leads = [
        t("on {dimension} {lead}", dimension=name.lower(), lead=lead)
        for name, own in by_name.items() if (lead := naming.say_lead(t, own))
    ]  # fmt: skip
    return t("Of those shown with a score, these are first or may be first: {leads}", leads=t.join_clauses(leads))


def _spans(scores: pd.DataFrame, names: dict[str, str], t: Translator) -> list[str]:
    """Say for each dimension how many have a score and from where to where they reach."""
    known = scores.dropna(subset="score").groupby("dimension_id")["score"].agg(["count", "min", "max"])
    return [
        t("{dimension}: {n} scored, {least} to {most}.", dimension=name, n=int(known.at[dimension, "count"]),
          least=t.number(known.at[dimension, "min"]), most=t.number(known.at[dimension, "max"]))
        for dimension, name in names.items() if dimension in known.index
    ]  # fmt: skip


def _columns(t: Translator, estimated: bool) -> Columns:
    estimates = [
        Column("median", t("Estimate"), t("Median of the simulations; empty where not estimated"), t("points"), 1),
        Column("low_80", t("80%, from"), t("Score that 10% of the simulations do not exceed"), t("points"), 1),
        Column("high_80", t("80%, to"), t("Score that 90% of the simulations do not exceed"), t("points"), 1),
    ]
    return [
        "jurisdiction",
        "dimension",
        "class",
        Column("score", t("Score"), t("Mean of the indicators read; empty when too few were"), t("points"), 1),
        Column("low", t("Lowest"), t("The mean if every unread indicator scored 0"), t("points"), 1),
        Column("high", t("Highest"), t("The mean if every unread indicator scored 100"), t("points"), 1),
        *(estimates if estimated else []),
        Column("coded", t("Read"), t("Indicators that have a value"), t("indicators"), 0),
        Column("applicable", t("Applicable"), t("Indicators of which the question arises"), t("indicators"), 0),
        "jurisdiction_id",
        "dimension_id",
    ]


@dataclass(frozen=True)
class Scene:
    """Blocks of rows with their heads, the names of the dimensions of the panels, and sentences that are a block."""

    blocks: list[tuple[str, list[str]]]
    names: dict[str, str]
    without: list[str]
    size: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The lines of the sentences on those without a framework, each with its weight; heads are bold."""
        room, lines = style.size_of(self.size)[0] - 2 * EDGE - 10, []
        for head, _, names in (sentence.rstrip(".").partition(":") for sentence in self.without):
            lines += [(line, "bold") for line in wrap(head.strip(), room / marks.BOLDER, style.TEXT)]
            lines += [(line, "normal") for line in wrap(names.strip(), room, style.TEXT, 8)]
        return lines

    @property
    def panels(self) -> int:
        """How many panels stand below each other."""
        return len(self.names) if self.size != "article" else 1

    @property
    def measures(self) -> tuple[float, float]:
        """The height of the sheet and that of a row, in points."""
        words = LINE * len(self.lines) + GAP
        heads = HEAD * sum(bool(head) for head, _ in self.blocks)
        around = (TOP + (HEAD if len(self.names) > 1 else 0)) * self.panels + heads + words + EDGE
        rows = sum(len(members) for _, members in self.blocks) * self.panels
        height = style.height_for(self.size, rows, ROW, around)
        return height, (height - around) / max(rows, 1)


def _paint(drawing: Drawing, *, scene: Scene, scores: pd.DataFrame, t: Language) -> None:
    """Draw the blocks in a panel for each dimension, then the sentences on all others."""
    paper, width, _ = sheet(drawing)
    order = [jurisdiction for _, members in scene.blocks for jurisdiction in members]
    _, gutter, text = marks.row_names(t, order, scene.size)
    stacked = scene.panels > 1
    across = 1 if stacked else len(scene.names)
    room = (width - EDGE - gutter - GAP * (across - 1)) / across
    top = 0.0
    for position, (dimension, name) in enumerate(scene.names.items()):
        start = gutter + (0 if stacked else position * (room + GAP))
        own_names = gutter if stacked or not position else 0.0
        rows = ScoreRows(paper, t, left=start, right=start + room - NUMBER, names=own_names, text=text)
        y = top + TOP
        if len(scene.names) > 1:
            paper.text(start, top + 15, name, **style.BOLD)
            y += HEAD
        end = _draw_blocks(rows, y, scene, scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id"), t)
        top = end if stacked else top
    for position, (line, weight) in enumerate(scene.lines):
        paper.text(EDGE, end + (position + 1) * LINE, line, fontsize=style.TEXT, fontweight=weight)


def _draw_blocks(rows: ScoreRows, top: float, scene: Scene, scores: pd.DataFrame, t: Language) -> float:
    """Draw the rows of one panel, its names where it has room for them, and return where they end."""
    y, pitch = top, scene.measures[1]
    for head, members in scene.blocks:
        if head:
            rows.head(EDGE, y + 17, [head, head.partition(":")[0].strip()])
            y += HEAD
        for jurisdiction in members:
            middle = y + pitch / 2
            rows.name(middle, jurisdiction, pitch)
            _draw_row(rows, middle, scores.loc[jurisdiction], t.group(jurisdiction), t)
            y += pitch
    rows.scale(top, y, t("points") if len(scene.names) == 1 and scene.size == "article" else "")
    return y


def _draw_row(rows: ScoreRows, y: float, row: pd.Series, group: str, t: Translator) -> None:
    if row["score"] == row["score"]:
        rows.score(y, row["score"], row["low"], row["high"], group)
    elif not row["coded"]:
        rows.write(y, 0, t("nothing read on this"), color=theme.QUIET)
    else:
        rows.bounds(y, row["low"], row["high"], group)
