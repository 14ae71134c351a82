"""Who gives credit: which universities give credit for units smaller than a certificate, and which do not.

Three columns of names, on a phone one below the other. Knows the table of universities.
"""

import re
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import marks, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.claims import CARRIES_CREDIT

ROUTES = ("yes", "via assessment", "certificate size only", "unclear", "not found")  # small_credit_route
SENATE = ("yes", "consulted", "policy only", "no", "not found")  # noncredit_before_senate_body
ASKED = {"small_credit_route": ROUTES, "noncredit_before_senate_body": SENATE}
NAMED = 3  # universities in a sentence
_GENERIC = re.compile(r"^(University of|Université de|Université du|Université) | University\b")
EDGE, GAP = 4.0, 18.0  # points around the sheet, and between columns
LINE, COUNT, RULE = 16.0, 30.0, 8.0  # points: a line of names, the count above a column, the rule below its head
LARGE = 24.0  # points; size of the count
NAME = 80  # characters of a name


@chart(
    lambda view: {"universities": view.atlas.universities},
    about="which universities give credit for small units",
    gallery=11,
)
def who_gives_credit(universities: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Name the universities with a route to credit for small units, those without, and those of which it is not known.

    universities: university_id, institution, jurisdiction_id, small_credit_route, noncredit_before_senate_body,
    confidence. What was not found or is unclear stands in a column of its own: it is not a no.
    """
    t = Language(atlas, lang)
    answers, names = order_answers(universities), _name_answers(t)
    listed = size == "tall"  # the columns stand below each other
    columns, room = _arrange(answers, t, size)
    depths = [column.top + column.depth for column in columns]
    data = answers.assign(university=answers["institution"].map(clean)).replace(dict.fromkeys(ASKED, names))
    return compose(
        "who-gives-credit", _words(answers, t), _columns(t), data,
        partial(_paint, columns=columns, room=room, listed=listed), atlas=atlas, t=t, size=size,
        height=2 * EDGE + (sum(depths) + GAP * (len(depths) - 1) if listed else max(depths)),
    )  # fmt: skip


def order_answers(universities: pd.DataFrame) -> pd.DataFrame:
    """Return the universities by route, senate and name, with `short`, their name without what all share.

    Raises NothingToShow for no university, ValueError for an answer that is none of ROUTES and SENATE.
    """
    if universities.empty:
        raise NothingToShow("there is no university to show; pass at least one")
    for column, known in ASKED.items():
        unknown = sorted(set(universities[column]) - set(known))
        if unknown:
            raise ValueError(f"{column} {unknown[0]!r} is not one of {', '.join(known)}")
    order = universities.assign(
        route=universities["small_credit_route"].map(ROUTES.index),
        senate=universities["noncredit_before_senate_body"].map(SENATE.index),
        short=[shorten(name) for name in universities["institution"]],
    )
    return order.sort_values(["route", "senate", "short", "university_id"], kind="stable")


def shorten(institution: str) -> str:
    """Return the name of a university without the words that all share.

    >>> shorten("University of New Brunswick (Saint John)"), shorten("McMaster University")
    ('New Brunswick (Saint John)', 'McMaster')
    """
    name = clean(institution)
    return _GENERIC.sub("", name).strip() or name


def _name_answers(t: Translator) -> dict[str, str]:
    return {
        "yes": t("yes"),
        "via assessment": t("via assessment"),
        "certificate size only": t("certificate size only"),
        "consulted": t("consulted"),
        "policy only": t("policy only"),
        "no": t("no"),
        "unclear": t("unclear"),
        "not found": t("not found"),
    }


def _words(answers: pd.DataFrame, t: Translator) -> Words:
    routes = answers["small_credit_route"]
    small = answers[routes.map(CARRIES_CREDIT).eq(1)]
    shown = t.join_words([clean(name, naming.NAME_LIMIT) for name in small["short"]], NAMED)
    seen = int(answers["noncredit_before_senate_body"].isin(["yes", "consulted"]).sum())
    alt = [
        t.plural("List of {n} university.", "List of {n} universities.", len(answers)),
        t("With such a route: {names}.", names=shown) if len(small) else "",
    ]
    caption = [
        t("Is there a route to credit for units smaller than a certificate? Nothing found, or an unclear text, is not "
          "a no. The texts are of different years."),
        t.plural("At {n} of them a body of the senate sees what carries no credit.",
                 "At {n} of them a body of the senate sees what carries no credit.", seen) if seen else "",
    ]  # fmt: skip
    subtitle = t("Universities by whether they give credit for units smaller than a certificate")
    return Words(_title(routes, t), subtitle, alt, caption)


def _title(routes: pd.Series, t: Translator) -> str:
    known = routes.map(CARRIES_CREDIT)
    facts = {"total": len(routes), "open": int(known.isna().sum())}
    opening = t.plural(
        "{n} of {total} universities is known to give credit for small units",
        "{n} of {total} universities are known to give credit for small units", int(known.eq(1).sum()), **facts,
    )  # fmt: skip
    if not facts["open"]:
        return opening
    return t.plural("{said}; of {n} it is not known", "{said}; of {n} it is not known", facts["open"], said=opening)


def _columns(t: Translator) -> Columns:
    asked = t("Does what carries no credit come before a body of the senate?")
    return [
        Column("university", t("University"), t("Name of the university")),
        Column("small_credit_route", t("Small credit route"), t("Is there a route for small units that carry credit?")),
        Column("noncredit_before_senate_body", t("Senate sees non-credit"), asked),
        "jurisdiction",
        "confidence",
        Column("university_id", t("University id"), t("Id of the university")),
        "jurisdiction_id",
    ]


@dataclass(frozen=True)
class Names:
    """A column: its head in lines, the points above its names, and the id and the name in lines of each university."""

    head: list[str]
    top: float
    named: list[tuple[str, list[str]]]

    @property
    def depth(self) -> float:
        """Points that the names take."""
        return LINE * sum(len(lines) for _, lines in self.named)


def _arrange(answers: pd.DataFrame, t: Translator, size: str) -> tuple[list[Names], float]:
    """Return the columns that have somebody, with heads and names in lines that fit, and the points of each across."""
    known = answers["small_credit_route"].map(CARRIES_CREDIT)
    heads = {
        1.0: t("give credit for small units"),
        0.0: t("only for a whole certificate"),
        2.0: t("not found or unclear"),
    }
    parts = {code: answers[known.fillna(2.0) == code] for code in heads}
    parts = {code: members for code, members in parts.items() if len(members)}
    width = style.size_of(size)[0] - 2 * EDGE
    room = width if size == "tall" else (width - GAP * (len(parts) - 1)) / len(parts)
    lines = {code: wrap(heads[code], room / marks.BOLDER, style.TEXT, 3) for code in parts}
    top = COUNT + LINE * max(map(len, lines.values())) + RULE
    columns = []
    for code, members in parts.items():
        named = [
            (row.university_id, wrap(_mark(clean(row.short, NAME), row.small_credit_route, t), room, style.SMALL))
            for row in members.itertuples()
        ]
        columns.append(Names(lines[code], top, named))
    return columns, room


def _mark(name: str, route: str, t: Translator) -> str:
    """Return a name, and after it how its route is a special one."""
    special = {"via assessment": t("{name} (by assessment)", name=name), "unclear": t("{name} (unclear)", name=name)}
    return special.get(route, name)


def _paint(drawing: Drawing, *, columns: list[Names], room: float, listed: bool) -> None:
    """Write the columns, `room` points each, beside each other or, `listed`, below each other."""
    paper, _, _ = sheet(drawing)
    left, top = EDGE, EDGE
    for column in columns:
        _write_column(paper, left, top, room, column)
        left += 0 if listed else room + GAP
        top += column.top + column.depth + GAP if listed else 0


def _write_column(paper: Axes, left: float, top: float, room: float, column: Names) -> None:
    paper.text(left, top + COUNT - 6, str(len(column.named)), fontsize=LARGE, fontweight="bold")
    marks.write_lines(paper, left, top + COUNT + 0.75 * LINE, column.head, LINE, **style.BOLD)
    y = top + column.top
    paper.plot([left, left + room], [y - 4] * 2, color=theme.INK, linewidth=1.2)
    for university, lines in column.named:
        marks.touch(paper, [university], left, y, room, LINE * len(lines))
        marks.write_lines(paper, left, y + 0.75 * LINE, lines, LINE, fontsize=style.SMALL)
        y += LINE * len(lines)
