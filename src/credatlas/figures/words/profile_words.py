"""Sentences and tables of the report on one jurisdiction: its instruments, its clauses, what is unread, what changed.

Knows which provision counts for each question on a day, and how each was read. Computes no score.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from credatlas.evidence import (
    Confidence,
    Dataset,
    Status,
    core_jurisdictions,
    first_day,
    jurisdictions_in_force,
    keep_instruments,
    order_confidence,
    provisions_of_instruments,
)
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, capital, mark
from credatlas.figures.naming import about_stacking, explain_dimension, without_framework
from credatlas.figures.words.statements import (
    bullets,
    date_words,
    join_sentences,
    link_markdown,
    name_questions,
    open_report,
    section,
    state_coverage,
)
from credatlas.figures.words.tables import make_table, name_sources, say_codes
from credatlas.index.changes import DataChanges
from credatlas.index.scores import ATTRIBUTES, attach_provisions, score
from credatlas.settings import DECIMALS

STACKING, COMBINING = "ST1", "ST4"
TOLD = ("ST2", "PO1", "SP1", "SP4")  # credit, transfer, approval, money: what an official asks first
BESIDE = (STACKING, COMBINING, *TOLD)  # what is set beside other frameworks
MOST_PEERS = 3
CRITERIA = 2  # the precision from which criteria are named
TITLES = {  # what the stacking clause does: its obligation, and whether it names criteria
    (3, True): mark("{name}: stacking is required, with named criteria"),
    (3, False): mark("{name}: stacking is required, and no criteria are named"),
    (2, True): mark("{name}: stacking is recommended, with named criteria"),
    (2, False): mark("{name}: stacking is recommended, and no criteria are named"),
    (1, True): mark("{name}: stacking is permitted, with named criteria"),
    (1, False): mark("{name}: stacking is permitted, and no rule is set for it"),
    Status.HINDERS: mark("{name}: a provision works against stacking"),
    Status.SILENT: mark("{name}: stacking is not addressed in what could be read"),
    Status.MISSING: mark("{name}: what is said on stacking could not be read"),
    Status.NOT_APPLICABLE: mark("{name}: the question of stacking does not arise"),
}
WITHOUT = {
    "none-found": mark("{name}: no framework for micro-credentials was found"),
    "not-in-force": mark("{name}: no framework for micro-credentials is known to have been in force on {date}"),
}
ON_ANY = {  # the same of other topics
    "none-found": mark("{name}: no framework was found"),
    "not-in-force": mark("{name}: no framework is known to have been in force on {date}"),
}
READ_IN = {
    Confidence.HIGH: mark("own text"),
    Confidence.MEDIUM: mark("official summary or quotation"),
    Confidence.LOW: mark("account by others, or inferred"),
}
SECTORS = {
    "all": mark("all providers"),
    "universities": mark("universities"),
    "colleges": mark("colleges"),
    "polytechnics": mark("polytechnics"),
    "private": mark("private providers"),
    "industry": mark("employers"),
}


def list_clauses(atlas: Dataset, jurisdictions: Iterable[str]) -> pd.DataFrame:
    """Find the clause that speaks for each jurisdiction on each question: the one that makes its score.

    Returns
    -------
    One row per jurisdiction with an instrument in force x indicator, in the order asked for: the columns of
    `provisions`, score (points, NaN where nothing was read or the question does not arise) and criteria (whether a
    supporting clause names them) and reported (whether others alone tell of a clause that does so much: of that status,
    scope, obligation and precision). Of clauses coded alike, that read most surely.
    """
    clauses, wanted = _every_clause(atlas), list(jurisdictions)
    clauses = clauses[clauses["jurisdiction_id"].isin(wanted)]
    order = clauses["jurisdiction_id"].map(wanted.index)
    return clauses.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


@lru_cache(maxsize=2)
def _every_clause(atlas: Dataset) -> pd.DataFrame:
    keys = ["jurisdiction_id", "indicator_id", "status", "scope", *ATTRIBUTES]
    scored = score(atlas).indicators
    scored = scored[scored["jurisdiction_id"].isin(jurisdictions_in_force(atlas))]
    counted = attach_provisions(scored, atlas.provisions)
    provisions = provisions_of_instruments(atlas.provisions, atlas.frameworks)
    surest = provisions.loc[order_confidence(provisions["confidence"]).sort_values(kind="stable").index]
    first = surest.groupby(keys[:-1], dropna=False)["confidence"].transform("first")
    surest = surest.assign(reported=first == Confidence.LOW)
    clauses = counted[[*keys, "score"]].merge(surest, how="left", on=keys).drop_duplicates(keys[:2])
    return clauses.assign(criteria=clauses["precision"] >= CRITERIA)


def say_clause(row: Any, atlas: Dataset, t: Language, every_place: bool = False) -> str:
    """Write a clause as Markdown: its strength, what the text says, where it says so and how that was read.

    every_place: name all places that it rests on, and not the first alone.
    """
    strength = plain(say_codes(t, row))
    if row.status == Status.MISSING:
        return f"{strength}."
    where = [cite(row, atlas, t, every_place), t(READ_IN[row.confidence]) if row.confidence in READ_IN else ""]
    return f"{strength}. {_with_source(row.finding, where, t)}"


def cite(row: Any, atlas: Dataset, t: Language, every_place: bool = False) -> str:
    """Write the source of a clause or fact as Markdown: publisher and year, and the first place named, or every one."""
    tell, addresses = name_sources(atlas), atlas.sources.set_index("source_id")["url"]
    if row.source_id not in addresses:
        return ""
    source = link_markdown(tell(row.source_id), addresses[row.source_id])
    place = plain(tell(row.locator if every_place else row.locator.partition(";")[0]))
    return foreign(", ".join(filter(None, [source, place])), "en", t.lang)


def profile_title(atlas: Dataset, jurisdiction: str, lang: str = "en") -> str:
    """Return the finding that heads the report on one jurisdiction: what its stacking clause does, or why there is none."""
    t = Language(atlas, lang)
    facts = {"name": t.jurisdiction(jurisdiction), "date": date_words(atlas, lang)}
    if apart := without_framework(atlas, [jurisdiction]):
        return t((WITHOUT if about_stacking(atlas) else ON_ANY)[apart[jurisdiction]], **facts)
    clauses = list_clauses(atlas, [jurisdiction])
    if not about_stacking(atlas):
        favoured, read = clauses["status"] == Status.SUPPORTS, clauses["status"] != Status.MISSING
        return t(
            "{name}: {n} of {total} questions that could be read are provided for",
            n=t.number(favoured.sum()),
            total=t.number(read.sum()),
            **facts,
        )
    clause = next(clauses[clauses["indicator_id"] == STACKING].itertuples())
    said = t(TITLES[kind_of(clause)], **facts)
    return t("{said} (as others report it)", said=said) if clause.reported else said


def kind_of(clause: Any) -> tuple[int, bool] | str:
    """Return what a clause does: its obligation and whether it names criteria, or its status where it supports nothing."""
    return (int(clause.obligation), bool(clause.criteria)) if clause.status == Status.SUPPORTS else clause.status


def open_profile(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Open the report on one jurisdiction: its finding, what was read, and a message for each dimension."""
    t, place = Language(atlas, lang), Language(atlas, lang).of(jurisdiction)
    count = len(say_instruments(atlas, jurisdiction, t))
    kicker = t.plural(
        "What does the framework {of_place} provide for micro-credentials?",
        "What do the frameworks {of_place} provide for micro-credentials?", count, of_place=place,
    ) if count else t("Is a framework for micro-credentials in force?")  # fmt: skip
    if not about_stacking(atlas):
        kicker = t("What do the texts {of_place} provide for?", of_place=place)
    return open_report(
        title=profile_title(atlas, jurisdiction, lang), kicker=kicker,
        coverage=state_coverage(atlas, [jurisdiction], lang=lang), messages=_list_messages(atlas, jurisdiction, t),
        description=t("Clauses, sources, changes since 2022 and what could not be read."), lang=lang,
    )  # fmt: skip


def summarise_jurisdiction(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Say in a few sentences what one jurisdiction provides for on each dimension, or that it has no framework."""
    return bullets(_list_messages(atlas, jurisdiction, Language(atlas, lang)), lang)


def _list_messages(atlas: Dataset, jurisdiction: str, t: Language) -> list[str]:
    """Return a message for each dimension; without a framework what that means: none found, or one of another day."""
    clauses = list_clauses(atlas, [jurisdiction])
    if len(clauses):
        said_of = [own for _, own in clauses.groupby("dimension_id", sort=False)]
        return [_say_dimension(own, atlas, t) if about_stacking(atlas) else _say_labels(own, t) for own in said_of]
    said = say_no_framework(atlas, jurisdiction, t)
    if starting_later(atlas, jurisdiction).empty:
        said.append(t("That none was found is no proof that there is none."))
    return said


def say_no_framework(atlas: Dataset, jurisdiction: str, t: Language) -> list[str]:
    """Say in how many searches no framework was found, and which known one begins later; [] where neither is known."""
    searches = atlas.frameworks.loc[atlas.frameworks["jurisdiction_id"] == jurisdiction, "searches"].dropna()
    said = [t.plural("In {n} search no framework was found.", "In {n} searches no framework was found.", int(count)) for count in searches]  # fmt: skip
    for first in starting_later(atlas, jurisdiction).head(1).itertuples():
        name = foreign(plain(first.name), "en", t.lang)
        said.append(t("The first that is known, {name}, dates from {date}.", name=name, date=_say_start(first, t)))
    return said


def starting_later(atlas: Dataset, jurisdiction: str) -> pd.DataFrame:
    """Return the instruments of a jurisdiction that come into force after the day of the data, the first one first."""
    known = keep_instruments(atlas.whole.frameworks)
    known = known[known["jurisdiction_id"] == jurisdiction].sort_values("in_force_from")
    return known[known["in_force_from"].map(partial(starts_after, atlas)).astype(bool)]


def starts_after(atlas: Dataset, day: str) -> bool:
    """Say whether a date, or as much of one as is known, lies after the day of the data; an unknown one does not."""
    return bool(day) and first_day(day).isoformat() > atlas.date


def _say_dimension(clauses: pd.DataFrame, atlas: Dataset, t: Language) -> str:
    """Say of one dimension what has a rule or is provided for without one, what only others tell of, what is unread."""
    dimension = plain(explain_dimension(t, atlas, clauses["dimension_id"].iloc[0]))
    status, firm = clauses["status"], clauses["criteria"] & (clauses["obligation"] >= 2)
    if (status == Status.MISSING).all():
        return t("On {dimension} nothing could be read.", dimension=dimension)
    supports, hinders = status == Status.SUPPORTS, status == Status.HINDERS
    reported = clauses["reported"] & (supports | hinders)
    alone = mark("What is said on {names} is known from others alone.")
    if reported.sum() == (supports | hinders).sum() > 1:
        alone = mark("All of this is known from others alone.")
    groups = {
        mark("On {dimension}, a rule with named criteria, recommended or required, is set for {names}."): supports & firm,
        mark("Without named criteria, the texts recommend or require {names}."): supports & ~firm & (clauses["obligation"] >= 2),
        mark("The texts permit, but do not recommend, {names}."): supports & (clauses["obligation"] == 1),
        mark("The texts work against what is asked on {names}."): hinders,
        alone: reported,
        mark("The parts read do not address {names}."): status == Status.SILENT,
        mark("What is said on {names} could not be read."): status == Status.MISSING,
    }  # fmt: skip
    names = {msgid: name_questions(clauses.loc[rows, "indicator_id"], t) for msgid, rows in groups.items()}
    said = [t(msgid, names=named, dimension=dimension) for msgid, named in names.items() if named]
    if not (supports & firm).any():
        said.insert(0, t("On {dimension}, the texts read set no rule with named criteria.", dimension=dimension))
    return " ".join(said)


def _say_labels(clauses: pd.DataFrame, t: Language) -> str:
    """Say the same of a dimension of another topic: what is provided for, in the labels of its codes, and what is not."""
    said: dict[str, list[str]] = {}
    for row in clauses.sort_values("obligation", ascending=False, kind="stable").itertuples():
        words = t.code("obligation", row.obligation) if row.status == Status.SUPPORTS else t.code("status", row.status)
        said.setdefault(words, []).append(row.indicator_id)
    listed = " ".join(
        t("{answer}: {names}.", answer=plain(capital(words)), names=name_questions(ids, t))
        for words, ids in said.items()
    )
    return told(t.dimension(clauses["dimension_id"].iloc[0]), listed, t)


def state_facts(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """State the facts an official asks for first: instruments, credit, transfer, approval, money.

    Nothing is said where no framework is in force.
    """
    t, there = Language(atlas, lang), jurisdiction in jurisdictions_in_force(atlas)
    lines = list_facts(atlas, jurisdiction, _told_first(atlas)[1:], t) if there else []
    return section(t("The facts"), bullets(lines, lang).text, lang)


def _told_first(atlas: Dataset) -> tuple[str, ...]:
    """Return the questions that an official asks first: on stacking and four more, of other topics one a dimension."""
    firsts = atlas.indicators.drop_duplicates("dimension_id")["indicator_id"]
    return (STACKING, *TOLD) if about_stacking(atlas) else tuple(firsts)


def _set_beside(atlas: Dataset) -> tuple[str, ...]:
    """Return the questions on which other frameworks are shown: six, of other topics all."""
    return BESIDE if about_stacking(atlas) else tuple(atlas.indicators["indicator_id"])


def list_facts(atlas: Dataset, jurisdiction: str, indicators: Sequence[str], t: Language, read: str = "") -> list[str]:
    """List as Markdown what is in force, what was read on these indicators, and what is known of credit transfer.

    The last line is `read`, on how much could be read, and which of these could not be.
    """
    clauses = list_clauses(atlas, [jurisdiction])
    asked = clauses[clauses["indicator_id"].isin(indicators)]
    missing = asked["status"] == Status.MISSING
    lines = [
        t("**In force:** {instrument}", instrument=instrument) for instrument in say_instruments(atlas, jurisdiction, t)
    ]
    lines += [told(t.indicator(row.indicator_id), say_clause(row, atlas, t), t) for row in asked[~missing].itertuples()]
    lines += [told(t("credit transfer"), fact, t) for fact in say_credit_transfer(atlas, jurisdiction, t)]
    unread = name_questions(asked.loc[missing, "indicator_id"], t)
    last = join_sentences(read, t("What is said on {names} could not be read.", names=unread) if unread else "")
    return [*lines, last] if last else lines


def say_instruments(atlas: Dataset, jurisdiction: str, t: Language) -> list[str]:
    """Write each instrument in force as Markdown: name with link, kind, force, since when, for whom."""
    addresses = atlas.sources.set_index("source_id")["url"]
    frameworks = keep_instruments(atlas.frameworks)
    return [
        _say_instrument(row, addresses.get(row.source_id, ""), t)
        for row in frameworks[frameworks["jurisdiction_id"] == jurisdiction].itertuples()
    ]


def _say_instrument(row: Any, address: str, t: Language) -> str:
    sectors = [
        t(SECTORS[word]) if word in SECTORS else plain(word) for word in filter(None, row.sectors_bound.split(";"))
    ]
    start, day = _say_start(row, t), len(row.in_force_from) == len("2022-06-01")
    since = t("since {date}", date=start) if day else t("since {month}", month=start)
    about = [
        plain(t.code("instrument_type", row.instrument_type)),
        plain(row.legal_force and t.code("legal_force", row.legal_force)),
        since if row.in_force_from else "",
        t("for {sectors}", sectors=t.join_words(sectors)) if sectors else "",
    ]  # fmt: skip
    return f"{foreign(link_markdown(row.name, address), 'en', t.lang)} ({', '.join(filter(None, about))})"


def _name_again(name: str, t: Language) -> str:
    """Return the name of an instrument that was named in full before: without what follows in brackets or by commas."""
    return foreign(plain(re.split(r" \(|, ", name)[0]), "en", t.lang)


def _say_start(row: Any, t: Language) -> str:
    """Return in words since when a version is in force, as exactly as that is known."""
    since = t.date(row.in_force_from)
    return t("{date} (inferred)", date=since) if row.dates_basis == "inferred" else since


def say_credit_transfer(atlas: Dataset, jurisdiction: str, t: Language) -> list[str]:
    """Write as Markdown what is known of credit transfer in a jurisdiction: one fact with its source, [] without any."""
    said = []
    for row in find_credit_transfer(atlas, jurisdiction).itertuples():
        where = [cite(row, atlas, t), "" if row.as_of else t("undated")]
        said.append(_with_source(row.finding, where, t))
    return said


def _with_source(finding: str, where: Iterable[str], t: Language) -> str:
    """Write a finding, which is in English, with where it stands in brackets."""
    return f"{foreign(plain(finding), 'en', t.lang)} ({'; '.join(filter(None, where))})"


def find_credit_transfer(atlas: Dataset, jurisdiction: str) -> pd.DataFrame:
    """Find the fact that says most of credit transfer in a jurisdiction, known by the day and not by others' accounts alone.

    One row of `context`, or none. What one university rules comes last; a fact without a date, which counts for every
    day, stands before what happened once; then the surer one.
    """
    facts = atlas.context[atlas.context["jurisdiction_id"] == jurisdiction]
    later = facts["as_of"].map(partial(starts_after, atlas)).astype(bool)
    sure = facts["confidence"] != Confidence.LOW
    told = facts[(facts["topic"] == "credit_transfer_body") & sure & ~later]
    publishers = told["source_id"].map(atlas.sources.set_index("source_id")["publisher"])
    order = pd.DataFrame({
        "own": publishers.isin(atlas.universities["institution"]),
        "dated": told["as_of"] != "",
        "sure": order_confidence(told["confidence"]),
    })  # fmt: skip
    return told.loc[order.sort_values(list(order), kind="stable").index].head(1)


def list_used(atlas: Dataset, jurisdictions: Sequence[str]) -> pd.DataFrame:
    """List what the reports on jurisdictions used: provisions and frameworks on the day, and facts on credit transfer.

    The rows of those tables, with source_id and, where it has one, locator.
    """
    own = [frame[frame["jurisdiction_id"].isin(jurisdictions)] for frame in (atlas.provisions, atlas.frameworks)]
    return pd.concat([*own, *(find_credit_transfer(atlas, jurisdiction) for jurisdiction in jurisdictions)])


def told(name: str, words: str, t: Language) -> str:
    """Return words after the name of what they are about."""
    return t("**{name}:** {said}", name=plain(capital(name)), said=words)


def quote_firmest(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Quote the firmest clause of each dimension, after the one on stacking; of equals the first is quoted, all are named.

    A clause that stands among the facts is named here and not quoted twice.
    """
    t, clauses = Language(atlas, lang), list_clauses(atlas, [jurisdiction])
    first = clauses[clauses["indicator_id"] == _told_first(atlas)[0]]
    lines = [told(t.indicator(row.indicator_id), say_clause(row, atlas, t), t) for row in first.itertuples()]
    for dimension, own in clauses.groupby("dimension_id", sort=False):
        lines.append(told(t.dimension(str(dimension)), _quote_best(own, atlas, t), t))
    return section(t("The firmest clauses"), bullets(lines, lang).text, lang)


def _quote_best(clauses: pd.DataFrame, atlas: Dataset, t: Language) -> str:
    points = clauses["score"].round(DECIMALS)
    best = clauses[points == points.max()]
    if not points.max() > 0:
        return t("No clause that provides for it could be read.")
    names, first = name_questions(best["indicator_id"], t), next(best.itertuples())
    named = t.plural("The firmest clause read is on {names}", "The firmest clauses read are on {names}", len(best), names=names)  # fmt: skip
    told_already = best["indicator_id"].isin(_told_first(atlas)).any()
    said = f"{plain(say_codes(t, first))}." if told_already else say_clause(first, atlas, t)
    return t("{head}: {said}", head=named, said=said)


def choose_peers(atlas: Dataset, jurisdiction: str, asked: Sequence[str] = ()) -> list[str]:
    """Return those that a jurisdiction is set beside: of those asked for, or of the core set, the ones with a framework.

    Unless they are asked for, the three of which most questions could be read, in the order of the data.
    """
    there = set(jurisdictions_in_force(atlas)) - {jurisdiction}
    if asked:
        return [peer for peer in asked if peer in there]
    core = [peer for peer in core_jurisdictions(atlas) if peer in there]
    read = list_clauses(atlas, core).groupby("jurisdiction_id")["status"].agg(lambda status: (status != Status.MISSING).sum())  # fmt: skip
    first = set(sorted(core, key=lambda peer: -read[peer])[:MOST_PEERS])
    return [peer for peer in core if peer in first]


def set_beside(atlas: Dataset, jurisdiction: str, peers: Sequence[str], lang: str = "en") -> Table | None:
    """Set the strength of the clauses that matter most beside those of other frameworks; None without a framework."""
    t, compared = Language(atlas, lang), [jurisdiction, *peers]
    clauses = list_clauses(atlas, compared)
    if jurisdiction not in set(clauses["jurisdiction_id"]) or not peers:
        return None
    says: dict[str, dict[str, str]] = {shown: {} for shown in compared}
    for row in clauses.itertuples():
        says[row.jurisdiction_id][row.indicator_id] = say_codes(t, row)
    cells: dict[Column, Callable[[Any], Any]] = {Column("question", t("Question")): t.indicator}
    cells |= {Column(shown, t.jurisdiction(shown)): says[shown].__getitem__ for shown in compared}
    return make_table(
        atlas, "beside", t("What the firmest clauses do, here and elsewhere"),
        t("The firmest clause of each: how strongly it binds, how exact it is, and who decides."), cells,
        [indicator for indicator in _set_beside(atlas) if indicator in says[jurisdiction]], lang,
    )  # fmt: skip


def state_unread(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Say of each instrument in force how many of its provisions were read, and which were, or were not, if those are fewer."""
    t, own = Language(atlas, lang), provisions_of_instruments(atlas[jurisdiction], atlas.frameworks)
    names = atlas.frameworks.set_index("framework_id")["name"]
    lines = []
    for framework, rows in own.groupby("framework_id", sort=False):
        unread = rows["status"] == Status.MISSING
        mostly_read = unread.mean() <= 0.5
        few = name_questions(rows.loc[unread == mostly_read, "indicator_id"], t)
        facts = {"name": _name_again(names[framework], t), "total": t.number(len(rows)), "names": few}
        if unread.all():
            said = mark("{name}: none of {total} provisions could be read.")
        elif not unread.any():
            said = mark("{name}: all {total} provisions were read.")
        elif mostly_read:
            said = mark("{name}: {read} of {total} provisions were read, all but those on {names}.")
        else:
            said = mark("{name}: {read} of {total} provisions were read, those on {names}.")
        lines.append(t(said, read=t.number((~unread).sum()), **facts))
    return section(t("What could not be read"), bullets(lines, lang).text, lang)


def state_changes(changes: DataChanges | None, atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Say what changed in one jurisdiction: versions, clauses that moved, and apart from them what is only read otherwise.

    changes: None where the day is not after the one from which changes are counted; then nothing is said.
    """
    t = Language(atlas, lang)
    if changes is None:
        return Statement("", lang)
    rows = changes.provisions[changes.provisions["jurisdiction_id"] == jurisdiction]
    events = changes.frameworks[changes.frameworks["jurisdiction_id"] == jurisdiction]
    if jurisdiction not in jurisdictions_in_force(atlas) and events.empty:
        return Statement("", lang)
    versions = set(keep_instruments(atlas.whole.frameworks)["framework_id"])
    lines = [_say_event(row, row.supersedes in versions, t) for row in events.itertuples() if not row.replaced_by]
    ids = rows.groupby("direction")["indicator_id"]
    moved = [t(MOVED[way], names=name_questions(ids.get_group(way), t)) for way in MOVED if way in ids.groups]
    if rows.empty:
        moved = [t("No clause says anything else than on that day.")]
    elif not rows["direction"].isin(POLICY).any():
        moved = [" ".join([t("No clause is known to have changed."), *moved])]
    head = t("What changed since {date}", date=t.date(changes.before))
    return section(head, bullets([*lines, *moved], lang).text, lang)


MOVED = {
    "higher": mark("Firmer now: {names}."),
    "lower": mark("Weaker now: {names}."),
    "level": mark("Different, and as firm as before: {names}."),
    "became applicable": mark("The question arises now: {names}."),
    "no longer applicable": mark("The question no longer arises: {names}."),
    "framework began": mark("New with the first framework: {names}."),
    "framework ended": mark("Gone with the framework: {names}."),
    "became known": mark("Read only in the later text: {names}."),
    "no longer known": mark("Read only in the earlier text: {names}."),
    "read differently": mark("Read in another source or less surely than in the text itself: {names}."),
}
POLICY = list(MOVED)[:7]  # the ways in which policy changed; in the others only what is known of it did
EVENTS = {
    "started": mark("{name} came into force ({date})."),
    "ended": mark("{name} ended."),
    "came and went": mark("{name} came into force and ended in between."),
}


def _say_event(row: Any, later: bool, t: Language) -> str:
    """Say what became of a version; `later`: whether another one came before it."""
    name, since = _name_again(row.name, t), _say_start(row, t)
    if row.event == "started" and later:
        said = mark("{name} counts from {date}, in place of an earlier set of texts, which may still be in force as a part of it.")  # fmt: skip
        return t(said, name=name, date=since)
    return t(EVENTS[row.event], name=name, date=since)


def head_annex(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Head the annex with other frameworks and all clauses; nothing where no framework is in force."""
    t, apart = Language(atlas, lang), without_framework(atlas, [jurisdiction])
    about = "" if apart else t("Findings are in our own words, and in English.")
    return section(t("Annex: beside other frameworks, and all clauses"), about, lang)
