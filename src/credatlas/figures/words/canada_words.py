"""Sentences of Canada at a glance: what provinces and colleges say on stacking, where no framework was found, what is open.

Knows which jurisdictions are provinces, territories and sectors of Canada. Computes no score.
"""

from typing import Any

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Confidence, Dataset, Status, jurisdictions_in_force, levels_without_instrument
from credatlas.figures.figure import Statement, foreign, plain
from credatlas.figures.language import Language, mark
from credatlas.figures.naming import about_stacking, say_apart, without_framework
from credatlas.figures.words.profile_words import (
    BESIDE,
    COMBINING,
    STACKING,
    kind_of,
    list_clauses,
    list_facts,
    list_used,
    say_clause,
    say_credit_transfer,
    say_no_framework,
    told,
)
from credatlas.figures.words.statements import (
    bullets,
    count_coverage,
    date_words,
    join_sentences,
    link_markdown,
    name_places,
    name_questions,
    open_report,
    section,
)
from credatlas.index.scores import ScoreClass

CREDIT, MONEY = "ST2", "SP4"
TOLD = (STACKING, CREDIT, MONEY)  # of each province
STACKED = {  # by what a stacking clause does: its obligation and whether it names criteria, or its status
    (3, True): mark("Stacking is required by {names}, with named criteria."),
    (2, True): mark("Stacking is recommended by {names}, with named criteria."),
    (3, False): mark("Stacking is required by {names}, and no criteria are named."),
    (2, False): mark("Stacking is recommended by {names}, and no criteria are named."),
    (1, True): mark("Stacking is permitted by {names}, with named criteria."),
    (1, False): mark("Stacking is permitted by {names}, and no rule is set for it."),
    Status.HINDERS: mark("A provision works against stacking in the policy texts of {names}."),
    Status.SILENT: mark("Stacking is not addressed, in what could be read, by {names}."),
    Status.NOT_APPLICABLE: mark("The question of stacking does not arise for {names}."),
    Status.MISSING: mark("What is said on stacking could not be read for {names}."),
}


def canadian(atlas: Dataset, *kinds: str) -> list[str]:
    """Return the jurisdictions of Canada of these kinds (`province`, `territory`, `sector`), from west to east."""
    rows = atlas.jurisdictions
    return rows.loc[(rows["group"] == "Canada") & rows["kind"].isin(kinds), "jurisdiction_id"].tolist()


def canada_title(atlas: Dataset, lang: str = "en") -> str:
    """Return the finding that heads the report: in how many provinces with a framework a rule is set for stacking."""
    t, clauses = Language(atlas, lang), _clauses_on(atlas, STACKING, "province")
    rules = clauses[_sets_rule(clauses)]
    if clauses.empty:
        said = t("No provincial framework for micro-credentials is known")
    elif (clauses["status"] == Status.MISSING).all():
        said = t("What provincial policy texts say on stacking could not be read")
    elif rules.empty:
        said = t("No provincial policy text that could be read sets a rule for stacking")
    else:
        names = t.join_words(map(t.jurisdiction, rules["jurisdiction_id"]))
        said = t(
            "Of the provincial policy texts that could be read, a rule for stacking is set in: {names}", names=names
        )
    return said if atlas.asked in ("", "latest") else t("{said} ({date})", said=said, date=date_words(atlas, lang))


def open_canada(atlas: Dataset, lang: str = "en") -> Statement:
    """Open the report on Canada: what provinces and colleges say on stacking, credit and money, and where none was found.

    Raises NothingToShow where the data know no province of Canada.
    """
    t = Language(atlas, lang)
    if not canadian(atlas, "province"):
        raise NothingToShow("the data know no province of Canada")
    if not about_stacking(atlas):
        raise NothingToShow(
            "what is said of Canada is about micro-credentials, and this codebook asks of something else"
        )
    messages = [
        say_stacking(_clauses_on(atlas, STACKING, "province"), t),
        say_stacking(_clauses_on(atlas, STACKING, "sector"), t),
        _say_none_found(atlas, t),
        _say_credit(_clauses_on(atlas, CREDIT, "province", "sector"), t),
        _say_money(_clauses_on(atlas, MONEY, "province", "sector"), t),
    ]
    return open_report(
        title=canada_title(atlas, lang), kicker=t("Canada at a glance: who provides for stacking?"),
        coverage=_state_coverage(atlas, t), messages=filter(None, messages),
        description=t("What each province’s framework says on stacking, credit and money, and what is still open."),
        lang=lang,
    )  # fmt: skip


def _state_coverage(atlas: Dataset, t: Language) -> str:
    """Say in one line how many provincial instruments were in force, and how many of their provisions were read."""
    found, date = count_coverage(atlas, canadian(atlas, "province")), date_words(atlas, t.lang)
    if not found.instruments:
        return t("No provincial framework is known to have been in force on {date}.", date=date)
    places = t.plural("{n} province", "{n} provinces", found.jurisdictions)
    opening = t.plural(
        "In force on {date}: {n} instrument in {places}.", "In force on {date}: {n} instruments in {places}.",
        found.instruments, date=date, places=places,
    )  # fmt: skip
    read = t(
        "Read: {read} of {total} provisions of provincial policy texts, {own} in their own text.", **found.numbers(t)
    )
    return f"{opening} {read}"


def _clauses_on(atlas: Dataset, indicator: str, *kinds: str) -> pd.DataFrame:
    """Return the clause that speaks for each Canadian jurisdiction of these kinds that has a framework in force."""
    clauses = list_clauses(atlas, canadian(atlas, *kinds))
    return clauses[clauses["indicator_id"] == indicator]


def _sets_rule(clauses: pd.DataFrame) -> pd.Series:
    """Say which clauses recommend or require, and name criteria."""
    return (clauses["obligation"] >= 2) & clauses["criteria"]


def say_stacking(clauses: pd.DataFrame, t: Language) -> str:
    """Say by whom stacking is required, recommended, permitted, not addressed, and for whom that could not be read.

    clauses: of `list_clauses`, one per jurisdiction. A sentence for each case that occurs; "" without clauses.
    """
    rows = list(clauses.itertuples())
    named = {kind: t.join_words(_name(row, t) for row in rows if kind_of(row) == kind) for kind in STACKED}
    return " ".join(t(STACKED[kind], names=names) for kind, names in named.items() if names)


def _name(row: Any, t: Language) -> str:
    """Return the name of a clause's jurisdiction; where only others tell of the clause, that they do."""
    name = plain(t.in_sentence(row.jurisdiction_id))
    return t("{name} (as others report it)", name=name) if row.reported else name


def _say_none_found(atlas: Dataset, t: Language) -> str:
    """Say for which provinces and territories no framework was found, in how many searches, or none was in force yet."""
    apart = without_framework(atlas, canadian(atlas, "province", "territory"))
    none, later = ([jurisdiction for jurisdiction, its in apart.items() if its == known] for known in (ScoreClass.NONE_FOUND, ScoreClass.NOT_IN_FORCE))  # fmt: skip
    count = int(atlas.frameworks.loc[atlas.frameworks["jurisdiction_id"].isin(none), "searches"].sum())
    searches = t.plural("That {n} search found none is no proof that there is none.", "That {n} searches found none is no proof that there is none.", count)  # fmt: skip
    return join_sentences(
        t("No framework was found for {names}.", names=name_places(none, t)) if none else "",
        searches if count else "",
        t("On this day none is known to have been in force for {names}.", names=name_places(later, t)) if later else "",
    )


def _say_credit(clauses: pd.DataFrame, t: Language) -> str:
    """Say whose framework counts learning in credit by a rule, of those whose clause on credit could be read."""
    read = clauses[clauses["status"] != Status.MISSING]
    rules = read.loc[_sets_rule(read), "jurisdiction_id"]
    if read.empty:
        return ""
    names = t.join_words(_name(row, t) for row in read.itertuples())
    if rules.empty:
        return t("What is said on credit could be read for {names}; no rule there says how learning is counted.", names=names)  # fmt: skip
    return t("Of those whose words on credit could be read ({names}), {rules} say by a rule how learning is counted in credit.", names=names, rules=name_places(rules, t))  # fmt: skip


def _say_money(clauses: pd.DataFrame, t: Language) -> str:
    """Say whose framework has money for micro-credentials, and for whom that could not be read."""
    paid, unread = clauses[clauses["status"] == Status.SUPPORTS], clauses[clauses["status"] == Status.MISSING]
    if len(unread) == len(clauses):
        return ""
    if paid.empty:
        return t("No Canadian policy text that could be read has money for micro-credentials as such.")
    names, missing = t.join_words(_name(row, t) for row in paid.itertuples()), name_places(unread["jurisdiction_id"], t)
    return join_sentences(
        t("The texts provide money for micro-credentials as such in {names}.", names=names),
        t("What is said on money could not be read for {names}.", names=missing) if missing else "",
    )


def tell_provinces(atlas: Dataset, lang: str = "en") -> Statement:
    """Tell province by province, from west to east, and of the colleges: what is in force, what it says, how much was read."""
    t, there = Language(atlas, lang), set(jurisdictions_in_force(atlas))
    parts = []
    for jurisdiction in canadian(atlas, "province", "sector"):
        facts = (
            list_facts(atlas, jurisdiction, TOLD, t, _say_read(atlas, jurisdiction, t)) if jurisdiction in there else []
        )
        said = bullets(facts, lang).text or " ".join(_say_apart(atlas, jurisdiction, t))
        parts.append(f"### {plain(t.jurisdiction(jurisdiction))}\n\n{said}")
    territories = without_framework(atlas, canadian(atlas, "territory"))
    others = [plain(sentence) for sentence in say_apart(t, atlas, territories)]
    if levels_without_instrument(atlas):
        others.append(t("No instrument of the whole country was found: education is a matter of the provinces."))
    heading, said = t("Territories and the whole country"), bullets(others, lang).text
    parts.append(said and f"### {heading}\n\n{said}")
    return Statement("\n\n".join(filter(None, parts)), lang)


def _say_apart(atlas: Dataset, jurisdiction: str, t: Language) -> list[str]:
    """Say in how many searches no framework was found, or which is known of a later day, and what of credit transfer."""
    said = say_no_framework(atlas, jurisdiction, t) or list(
        map(plain, say_apart(t, atlas, without_framework(atlas, [jurisdiction])))
    )
    return [*said, *(told(t("credit transfer"), fact, t) for fact in say_credit_transfer(atlas, jurisdiction, t))]


def _say_read(atlas: Dataset, jurisdiction: str, t: Language) -> str:
    facts = count_coverage(atlas, [jurisdiction]).numbers(t)
    return t("**Read:** {read} of {total} provisions, {own} in the instrument's own text.", **facts)


def list_open_points(atlas: Dataset, lang: str = "en") -> Statement:
    """List by instrument which clauses would settle what is open: unread ones, and ones that only others tell of.

    Of those that matter most: stacking and combination, credit, transfer, approval, money.
    """
    t = Language(atlas, lang)
    frameworks = atlas.frameworks.set_index("framework_id")
    addresses = atlas.sources.set_index("source_id")["url"]
    places = [
        jurisdiction
        for jurisdiction in canadian(atlas, "province", "sector")
        if jurisdiction in jurisdictions_in_force(atlas)
    ]
    own = atlas.provisions[atlas.provisions["jurisdiction_id"].isin(places) & atlas.provisions["indicator_id"].isin(BESIDE)]  # fmt: skip
    lines = []
    for framework, rows in own.groupby("framework_id", sort=False):
        its = frameworks.loc[framework]
        name = foreign(link_markdown(its["name"], addresses.get(its["source_id"], "")), "en", lang)
        unread = name_questions(rows.loc[rows["status"] == Status.MISSING, "indicator_id"], t)
        reported = name_questions(rows.loc[rows["confidence"] == Confidence.LOW, "indicator_id"], t)
        said = [unread and t("not read: {names}", names=unread), reported and t("known from others or inferred: {names}", names=reported)]  # fmt: skip
        if any(said):
            lines.append(t("{head}: {said}", head=name, said=f"{t.join_clauses(filter(None, said))}."))
    if not lines:
        return Statement(t("Nothing is open: the clauses that matter most were read."), lang)
    intro = t("The clauses on stacking, combination, credit, transfer, approval and money are open where they could not be read, or are known only from what others say. These texts hold them:")  # fmt: skip
    return Statement(f"{intro}\n\n{bullets(lines, lang).text}", lang)


def advise_official(atlas: Dataset, lang: str = "en") -> Statement:
    """Say what the findings mean for an official: what a mere permission leaves open, and which texts go further."""
    t = Language(atlas, lang)
    clauses = _clauses_on(atlas, STACKING, "province", "sector")
    left = clauses[~_sets_rule(clauses) & (clauses["obligation"] >= 1) & (clauses["delegation"] <= 1)]
    lines = []
    if len(left):
        lines.append(t("Where no rule is set and no one else decides, it is left to institutions whether a micro-credential counts towards more. That holds for {names}.", names=name_places(left["jurisdiction_id"], t)))  # fmt: skip
    for row in _list_models(atlas).itertuples():
        name = told(t.jurisdiction(row.jurisdiction_id), say_clause(row, atlas, t, every_place=True), t)
        lines.append(t("A model for {indicator}, read in its own text: {clause}", indicator=plain(t.indicator(row.indicator_id)), clause=name))  # fmt: skip
    return section(t("What this means for an official"), bullets(lines, lang).text, lang)


def _list_models(atlas: Dataset) -> pd.DataFrame:
    """Return the clauses of others that set a rule for stacking or combination and were read in their own text."""
    here = canadian(atlas, "province", "sector")
    abroad = list_clauses(atlas, [jurisdiction for jurisdiction in atlas if jurisdiction not in here])
    own_text = abroad["confidence"] == Confidence.HIGH
    return abroad[abroad["indicator_id"].isin([STACKING, COMBINING]) & _sets_rule(abroad) & own_text]


def list_sources_used(atlas: Dataset) -> pd.DataFrame:
    """List what the report on Canada used: what those on each jurisdiction of Canada did, and the models of others."""
    return pd.concat([list_used(atlas, canadian(atlas, "province", "territory", "sector")), _list_models(atlas)])
