"""Reform steps: a card of words with what a framework says today and what it would say after a package of clauses.

For each indicator how firm, how exact and whose decision, before and after. Knows one reform; searches for none.
"""

import re
from functools import partial
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import fit, marks, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.reforms import UNDOMINATED, Reform
from credatlas.index.scores import ATTRIBUTES

EDGE, PAD, LINE = 4.0, 10.0, 17.0  # points around the sheet, inside a card, from line to line
HEAD, GAP = 28.0, 10.0  # points: the name of an indicator in its card, where it takes one line; between two cards
TOP = 24.0  # points: what the two columns are
ARROW = 22.0  # points between the columns
MOST_NAMED = 3  # indicators in the title before the rest become a count


class Card(NamedTuple):
    """The lines of a card: its name, and what it says before and after, each line with its weight."""

    name: list[str]
    before: list[tuple[str, str]]
    after: list[tuple[str, str]]

    @property
    def head(self) -> float:
        """Points from its top to what it says."""
        return HEAD + LINE * (len(self.name) - 1)

    @property
    def height(self) -> float:
        """Points from its top to its foot."""
        return self.head + max(len(ATTRIBUTES), len(self.before), len(self.after)) * LINE + PAD


@chart(
    lambda view, jurisdiction: {"reform": view.reform(jurisdiction)},
    about="the clauses of a package of reform",
    each="jurisdiction",
    example="CA-CICAN",
    gallery=15,
)
def reform_steps(reform: Reform, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Write for each indicator of a reform what its provision says now and after: how firm, how exact, whose decision.

    reform: as `index.reforms.reform_packages` gives it; of it unit, target, package, steps, assumed_silent and changes
    are used. What could not be read counts as 0, and is said.
    """
    t = Language(atlas, lang)
    room = (style.size_of(size)[0] - 2 * EDGE - ARROW - 2 * PAD) / 2
    changes = order_changes(reform.changes, list(atlas.indicators["indicator_id"]))
    data = changes.assign(
        **{name: changes[name].map(partial(t.code, "scope")) for name in ("scope_before", "scope_after")}
    )
    cards = [_lay_out(row, room, t) for row in changes.itertuples()]
    return compose(
        "reform-steps", _words(reform, changes, t), _columns(t, atlas), data.astype({"steps": int, "models": int}),
        partial(_paint, changes=changes, cards=cards, room=room, t=t), atlas=atlas, t=t, size=size,
        height=TOP + (sum(card.height + GAP for card in cards) or HEAD),
        choices=[reform.unit, reform.target],
    )  # fmt: skip


def _lay_out(row, room: float, t: Language) -> Card:
    """Return the words of a change in lines of at most `room` points, bold those that would change."""
    before = _name_codes(row.before, t) if any(row.before) else [_say(row.before, row.codes_before, t)]
    moved = [after > now for now, after in zip(row.before, row.after, strict=True)]
    sides = ([(words, False) for words in before], zip(_name_codes(row.after, t), moved, strict=True))
    name = t.indicator(row.indicator_id)
    return Card(wrap(name[:1].upper() + name[1:], room / marks.BOLDER, style.TEXT), *(
        [(line, "bold" if bold else "normal")
         for words, bold in side for line in wrap(words, room / (marks.BOLDER if bold else 1), style.SMALL)]
        for side in sides
    ))  # fmt: skip


def order_changes(changes: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    """Return the changes in the order of the indicators, with `before` and `after`: the three codes as numbers.

    before is (0, 0, 0) where nothing was read. Raises KeyError for an unknown indicator.
    """
    unknown = [indicator for indicator in changes["indicator_id"] if indicator not in indicators]
    if unknown:
        raise KeyError(f"{unknown[0]!r} is not an indicator")
    placed = changes.sort_values("indicator_id", key=lambda ids: ids.map(indicators.index))
    codes = {side: placed[f"codes_{side}"].map(_read_codes) for side in ("before", "after")}
    return placed.assign(**codes).reset_index(drop=True)


def _read_codes(text: str) -> tuple[int, ...]:
    return tuple(int(code) for code in text.split(",")) if text else (0, 0, 0)


def _words(reform: Reform, changes: pd.DataFrame, t: Language) -> Words:
    goal = _name_goal(reform.target, changes, t)
    alt = [
        t.plural("Card of {n} provision before and after.", "Card of {n} provisions before and after.", len(changes)),
        *(
            t("{indicator}: {before}; after: {after}.", indicator=t.indicator(row.indicator_id),
              before=_say(row.before, row.codes_before, t), after=_say(row.after, row.codes_after, t))
            for row in changes.itertuples()
        ),
    ]  # fmt: skip
    widened = changes[changes["scope_before"].eq("targeted") & changes["scope_after"].eq("general")]["indicator_id"]
    silent, widened = (t.join_words(map(t.indicator, ids)) for ids in (reform.assumed_silent, widened))
    caption = [
        t("Bold: what would change. One of several ways; others may be as small. Models for the clauses are listed in "
          "the data: those of other frameworks, read in their own text, that say as much already."),
        t("Widened from some to all: {indicators}.", indicators=widened) if widened else "",
        t("Could not be read, and counted as not addressed: {indicators}.", indicators=silent) if silent else "",
    ]  # fmt: skip
    subtitle = t("What the text says today, and what it would say: how firm, how exact, and who decides")
    return Words(_title(reform, changes, goal, t), subtitle, alt, caption)


def _say(codes: tuple[int, ...], told: str, t: Language) -> str:
    """Return three codes in words, or that nothing was read, or that nothing is said."""
    if not told:
        return t("not read")
    return " · ".join(_name_codes(codes, t)) if any(codes) else t("not addressed")


def _name_codes(codes: tuple[int, ...], t: Language) -> list[str]:
    return [t.code(attribute, code) for attribute, code in zip(ATTRIBUTES, codes, strict=True)]


def _name_goal(target: str, changes: pd.DataFrame, t: Language) -> str:
    """Say the target in words; the dimension is that of the changes, and unsaid where there are none."""
    if target == UNDOMINATED:
        return t("a place where nobody dominates it")
    dimensions = [t.dimension(dimension).lower() for dimension in changes["dimension_id"].unique()]
    on = t("on {dimension}", dimension=t.join_words(dimensions)) if dimensions else ""
    if match := re.fullmatch(r"rank (\d+)", target):
        sentence = t("rank {n}", n=match[1])
    elif re.fullmatch(r"-?\d+(\.\d+)?", target):
        sentence = t("{points} points", points=t.number(float(target)))
    else:
        sentence = t("the score of {name}", name=clean(t.in_sentence(target), naming.NAME_LIMIT))
    return f"{sentence} {on}".strip()


def _title(reform: Reform, changes: pd.DataFrame, goal: str, t: Language) -> str:
    name = clean(t.in_sentence(reform.unit), naming.NAME_LIMIT)
    if changes.empty:
        return t("{name} has reached {goal} already", name=name, goal=goal)
    indicators = t.join_words(map(t.indicator, changes["indicator_id"]), MOST_NAMED)
    return t("{name} could reach {goal} with firmer provisions on {indicators}", name=name, goal=goal,
             indicators=indicators)  # fmt: skip


def _columns(t: Translator, atlas: Dataset) -> Columns:
    points = t("points")
    codes = t(
        "Obligation, precision and who decides, 0 to {highest}; empty: could not be read", highest=atlas.scale[-1]
    )
    return [
        "indicator",
        Column("codes_before", t("Codes now"), codes),
        Column("codes_after", t("Codes after"), codes),
        Column("scope_before", t("Scope now"), naming.say_scope(t, atlas)),
        Column("scope_after", t("Scope after"), naming.say_scope(t, atlas)),
        Column("score_before", t("Score now"), t("Points of the provision; empty: could not be read"), points, 1),
        Column("score_after", t("Score after"), t("Points of the provision after the reform"), points, 1),
        Column("steps", t("Steps"), t("Codes raised by one, and one for a wider scope"), t("steps"), 0),
        Column(
            "models",
            t("Models"),
            t("Clauses of other frameworks, read in their own text, with at least these codes"),
            t("clauses"),
            0,
        ),
        "indicator_id",
    ]


def _paint(drawing: Drawing, *, changes: pd.DataFrame, cards: list[Card], room: float, t: Language) -> None:
    """Draw the card of each of `changes` (indicator_id, models), its sides `room` points wide."""
    paper, width, _ = sheet(drawing)
    lefts = (EDGE + PAD, EDGE + PAD + room + ARROW)
    if changes.empty:
        paper.text(EDGE, TOP + 20, t("No provision needs to change."), **style.BOLD)
        return
    for left, words in zip(lefts, (t("today"), t("after")), strict=True):
        paper.text(left, TOP - 9, words, **style.NOTE)
    top = TOP
    for row, card in zip(changes.itertuples(), cards, strict=True):
        frame: style.Look = {"facecolor": "none", "edgecolor": theme.QUIET, "linewidth": 0.8}
        paper.add_patch(Rectangle((EDGE, top), width - 2 * EDGE, card.height, **frame))
        marks.touch(paper, [row.indicator_id], EDGE, top, width - 2 * EDGE, card.height)
        marks.write_lines(paper, EDGE + PAD, top + 19, card.name, LINE, **style.BOLD)
        _write_model(paper, lefts[1], top + 19, room, int(row.models), t)
        for left, lines in zip(lefts, (card.before, card.after), strict=True):
            _write_lines(paper, left, top + card.head, lines)
        middle = top + card.head + len(ATTRIBUTES) * LINE / 2
        paper.text(lefts[1] - ARROW + 2, middle, "\u2192", fontsize=style.TEXT, va="center_baseline")
        top += card.height + GAP


def _write_model(paper: Axes, left: float, y: float, room: float, models: int, t: Translator) -> None:
    """Say how many clauses of others could serve as a model."""
    options = [
        t.plural("{n} clause of others says so", "{n} clauses of others say so", models),
        t.plural("{n} model", "{n} models", models),
    ]
    paper.text(left, y, fit(options, room, style.SMALL), **style.NOTE)


def _write_lines(paper: Axes, left: float, top: float, lines: list[tuple[str, str]]) -> None:
    """Write words in lines, each with its weight."""
    for position, (words, weight) in enumerate(lines):
        paper.text(left, top + (position + 0.8) * LINE, words, fontsize=style.SMALL, fontweight=weight)
