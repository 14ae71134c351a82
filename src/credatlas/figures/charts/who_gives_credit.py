"""Who gives credit: universities by their route to small credit, and by what their senate sees of what carries none.

Knows the table of universities and what it lets one say. Judges no claim, paints nothing.
"""

import re
from functools import partial

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, clean, join_words, translator
from credatlas.figures.painting import who_gives_credit as painting
from credatlas.index.claims import CARRIES_CREDIT

ROUTES = ("yes", "via assessment", "certificate size only", "unclear", "not found")  # small_credit_route
SENATE = ("yes", "consulted", "policy only", "no", "not found")  # noncredit_before_senate_body
NAMED = 3  # universities in a sentence
_GENERIC = re.compile(r"^(University of|Université de|Université du|Université) | University\b")


def who_gives_credit(universities: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw universities in a grid: by small credit route, and by whether a senate body sees what carries no credit.

    universities: university_id, institution, jurisdiction_id, small_credit_route, noncredit_before_senate_body,
    confidence. What was not found or is unclear stands in columns and rows of its own: it is not a no.

    Raises ValueError for an unknown size or language, no university, or an answer that the table does not know.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    answers = order_answers(universities)
    names = _name_answers(t)
    grid = painting.arrange(answers, names, size)
    return compose(
        naming.figure_id("who-gives-credit", atlas, size=size, lang=lang), _words(answers, t), _columns(t),
        _rows(answers, names, labels, t), partial(painting.paint, grid=grid, t=t), atlas=atlas, t=t, width=width,
        height=grid.height,
    )  # fmt: skip


def order_answers(universities: pd.DataFrame) -> pd.DataFrame:
    """Return the universities by route, senate and name, with `short`, their name without what all share.

    Raises NothingToShow for no university, ValueError for an answer that is none of ROUTES and SENATE.
    """
    if universities.empty:
        raise NothingToShow("there is no university to show; pass at least one")
    for column, known in (("small_credit_route", ROUTES), ("noncredit_before_senate_body", SENATE)):
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
    title = _title(routes, t)
    small = answers[routes.map(CARRIES_CREDIT).eq(1)]
    shown = join_words([clean(name, naming.NAME_LIMIT) for name in small["short"]], t.lang, NAMED)
    seen = int(answers["noncredit_before_senate_body"].isin(["yes", "consulted"]).sum())
    alt = naming.within(
        t.plural("Grid of {n} university.", "Grid of {n} universities.", len(answers)) + f" {title}.",
        t("With such a route: {names}.", names=shown) if len(small) else "",
        t("At {n} a senate body sees non-credit learning.", n=seen) if seen else "",
    )
    caption = t(
        "Columns: is there a route for small units that carry credit? Rows: does what carries no credit come before a "
        "body of the senate? Hatched: nothing was found or it is unclear, which is not a no. The texts are of "
        "different years."
    )
    subtitle = t("Universities by small credit route and by what their senate sees of what carries no credit")
    return Words(title, subtitle, alt, caption)


def _title(routes: pd.Series, t: Translator) -> str:
    known = routes.map(CARRIES_CREDIT)
    facts = {"total": len(routes), "open": int(known.isna().sum())}
    said = t.plural(
        "{n} of {total} universities is known to give credit for small units",
        "{n} of {total} universities are known to give credit for small units", int(known.eq(1).sum()), **facts,
    )  # fmt: skip
    if not facts["open"]:
        return said
    return t.plural("{said}; of {n} it is not known", "{said}; of {n} it is not known", facts["open"], said=said)


def _columns(t: Translator) -> list[Column]:
    shared = naming.shared_columns(t)
    return [
        Column("university", t("University"), t("Name of the university")),
        Column("small_credit_route", t("Small credit route"), t("Is there a route for small units that carry credit?")),
        Column(
            "noncredit_before_senate_body",
            t("Senate sees non-credit"),
            t("Does what carries no credit come before a body of the senate?"),
        ),
        shared["jurisdiction"],
        shared["confidence"],
        Column("university_id", t("University id"), t("Id of the university")),
        shared["jurisdiction_id"],
    ]


def _rows(answers: pd.DataFrame, names: dict[str, str], labels: Labels, t: Translator) -> list[tuple]:
    return [
        (
            clean(row.institution),
            names[row.small_credit_route],
            names[row.noncredit_before_senate_body],
            labels.jurisdiction(row.jurisdiction_id),
            labels.code("confidence", row.confidence),
            row.university_id,
            row.jurisdiction_id,
        )
        for row in answers.itertuples()
    ]
