"""The words of the report on changes: what changed in policy, Canada first, and what is only known better or worse.

Knows the frames of `index.changes`. Computes no change.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, clean, mark, translator
from credatlas.figures.naming import explain_dimension
from credatlas.figures.words.statements import join_sentences, open_report, score_at, state_coverage
from credatlas.figures.words.tables import (
    Cells,
    link_sources,
    make_table,
    name_sources,
    place_and_indicator,
    say_written_codes,
    unless_empty,
)
from credatlas.index.changes import DOUBTFUL, DataChanges
from credatlas.index.scores import LEAST_DIFFERENCE, WITHOUT_FRAMEWORK
from credatlas.settings import DECIMALS

NAMED, MOVES = 4, 2  # names in a list before the rest become a count; scores that moved which are told in words
CAME = {  # what is said of first frameworks and new versions, of first frameworks alone, of new versions alone
    "Canada": (
        mark(
            "In Canada, the first known policy text came into force for {first}, and a later set of texts counts for {renewed}."
        ),
        mark("In Canada, the first known policy text came into force for {first}."),
        mark("In Canada, a later set of texts counts for {renewed}."),
    ),
    "elsewhere": (
        mark(
            "Elsewhere, the first known policy text came into force for {first}, and a later set of texts counts for {renewed}."
        ),
        mark("Elsewhere, the first known policy text came into force for {first}."),
        mark("Elsewhere, a later set of texts counts for {renewed}."),
    ),
    "anywhere": (
        mark("The first known policy text came into force for {first}, and a later set of texts counts for {renewed}."),
        mark("The first known policy text came into force for {first}."),
        mark("A later set of texts counts for {renewed}."),
    ),
}
KNOWN = ("became known", "no longer known")
CAME_OR_WENT = ("framework began", "framework ended")
WHY = {  # why a clause that differs is no change of policy that was seen
    "became known": mark("could not be read then"),
    "no longer known": mark("cannot be read now"),
    "within coding error": mark("one step apart, which coding could explain"),
}
EVENTS = {
    "started": mark("came into force"),
    "replaced": mark("gave way to a later set of texts, and may still be in force as a part of it"),
    "ended": mark("ended"),
    "came and went": mark("came into force and ended in between"),
}


def open_changes(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Statement:
    """Open the report on changes: who gained a framework, whose clauses and scores changed, and what cannot be told."""
    t = Language(atlas, lang)
    canadian, others = _part_canada(atlas)
    dates = {"before": t.date(changes.before), "after": t.date(changes.after)}
    messages = [
        *_say_canada(t, changes, canadian),
        *_say_frameworks(t, changes, others, "elsewhere" if canadian else "anywhere"),
        *_say_scores(t, atlas, changes),
        _say_only_known(t, changes),
    ]
    return open_report(
        title=change_title(changes, atlas, lang),
        kicker=t("What changed between {before} and {after}?", **dates),
        coverage=state_coverage(atlas, lang=lang),
        messages=map(plain, filter(None, messages)),
        description=t("Frameworks, clauses and scores that changed, apart from what could only be read on one of two days."),
        lang=lang,
    )  # fmt: skip


def change_title(changes: DataChanges, atlas: Dataset, lang: str = "en") -> str:
    """Return the title: who gained a framework and who changed a clause between the two dates, where anybody did."""
    t = Language(atlas, lang)
    first, changed = _gained(changes), list(dict.fromkeys(policy_changes(changes)["jurisdiction_id"]))
    facts = {
        "before": t.date(changes.before), "after": t.date(changes.after),
        "first": t.join_words(map(t.in_sentence, first), NAMED), "changed": t.join_words(map(t.in_sentence, changed), NAMED),
    }  # fmt: skip
    if first and changed:
        return t.plural(
            "Since {before}, {first} has its first known policy text; a clause changed beyond doubt for {changed}",
            "Since {before}, {first} have their first known policy text; a clause changed beyond doubt for {changed}",
            len(first), **facts,
        )  # fmt: skip
    if first:
        return t.plural(
            "Since {before}, {first} has its first known policy text; no other change is beyond doubt",
            "Since {before}, {first} have their first known policy text; no other change is beyond doubt",
            len(first), **facts,
        )  # fmt: skip
    if changed:
        return t("Since {before}, a clause changed beyond doubt for {changed}", **facts)
    return t("No change of policy between {before} and {after} is beyond doubt", **facts)


def _part_canada(atlas: Dataset) -> tuple[list[str], list[str]]:
    """Return the ids of Canada's provinces, territories and colleges, and of the country; and those of all others."""
    canadian = list(atlas.jurisdictions.loc[atlas.jurisdictions["group"] == "Canada", "jurisdiction_id"])
    return canadian, [jurisdiction for jurisdiction in atlas if jurisdiction not in canadian]


def _say_canada(t: Language, changes: DataChanges, canadian: Sequence[str]) -> list[str]:
    """Say in one message which frameworks and clauses changed in Canada; nothing where no place is in Canada."""
    if not canadian:
        return []
    said = _say_frameworks(t, changes, canadian, "Canada") or [
        t("In Canada no policy text came into force or was replaced.")
    ]
    return [" ".join([*said, _say_canadian_clauses(t, changes, canadian)])]


def policy_changes(changes: DataChanges) -> pd.DataFrame:
    """Return the provisions that changed beyond doubt within a framework; not those that came or went with one."""
    rows = changes.provisions
    return rows[~rows["direction"].isin([*KNOWN, *CAME_OR_WENT, *DOUBTFUL])]


def only_known(changes: DataChanges) -> pd.DataFrame:
    """Return the provisions that differ only in what could be read, or in how it was."""
    return changes.provisions[changes.provisions["direction"].isin([*KNOWN, *DOUBTFUL])]


def moved_scores(changes: DataChanges) -> pd.DataFrame:
    """Return the dimension scores that moved beyond doubt, the largest move first."""
    rows = changes.dimensions[changes.dimensions["beyond_doubt"]]
    return rows.loc[rows["sure_difference"].abs().sort_values(ascending=False, kind="stable").index]


def _gained(changes: DataChanges, lost: bool = False) -> list[str]:
    """Return who had no framework before and has one after, or the other way round."""
    rows = changes.dimensions.drop_duplicates("jurisdiction_id")
    before, after = (rows[f"class_{side}"].isin(WITHOUT_FRAMEWORK) for side in ("before", "after"))
    return list(rows.loc[after & ~before if lost else before & ~after, "jurisdiction_id"])


def _say_frameworks(t: Language, changes: DataChanges, among: Sequence[str], where: str) -> list[str]:
    """Say who gained a framework, got a new version, or has none any more; elsewhere many are counted."""
    first, renewed = (_dated(t, started, NAMED if where == "elsewhere" else 0) for started in _came(changes, among))
    lost = t.join_words(
        t.in_sentence(jurisdiction) for jurisdiction in _gained(changes, lost=True) if jurisdiction in among
    )
    both, only_first, only_renewed = CAME[where]
    msgid = both if first and renewed else only_first if first else only_renewed
    said = [t(msgid, first=first, renewed=renewed)] if first or renewed else []
    if lost and where != "elsewhere":
        said.append(t("No framework is in force any more for {names}.", names=lost))
    return said


def _came(changes: DataChanges, among: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the earliest version that came into force for each: those of who had none, and those of the others."""
    events = changes.frameworks
    started = events[events["event"].eq("started") & events["jurisdiction_id"].isin(list(among))]
    started = started.sort_values("in_force_from", kind="stable").drop_duplicates("jurisdiction_id").sort_index()
    first = started["jurisdiction_id"].isin(_gained(changes))
    return started[first], started[~first]


def _dated(t: Language, started: pd.DataFrame, most: int = 0) -> str:
    """Return names with the date on which their framework came into force, and whether that is inferred."""
    names = []
    for row in started.itertuples():
        facts = {"name": t.in_sentence(row.jurisdiction_id), "date": t.date(row.in_force_from)}
        inferred = row.dates_basis == "inferred" and not row.in_force_to
        names.append(t("{name} ({date}, inferred)", **facts) if inferred else t("{name} ({date})", **facts))
    return t.join_words(names, most)


def _say_canadian_clauses(t: Language, changes: DataChanges, canadian: Sequence[str]) -> str:
    """Say which Canadian clauses changed, or that none did beyond doubt, and how many differ only in what was read."""
    changed, known = policy_changes(changes), only_known(changes)
    changed, known = (rows[rows["jurisdiction_id"].isin(canadian)] for rows in (changed, known))
    if len(changed):
        clauses = t.join_words(
            t("{indicator} ({name})", indicator=t.indicator(row.indicator_id), name=t.jurisdiction(row.jurisdiction_id))
            for row in changed.itertuples()
        )
        return t("In Canada, these clauses changed: {clauses}.", clauses=clauses)
    if known.empty:
        return t("No clause of a Canadian policy text that was in force on both dates reads otherwise than before.")
    return t.plural(
        "No Canadian clause changed beyond doubt; {n} differs only in what could be read, or by what coding could explain.",
        "No Canadian clause changed beyond doubt; {n} differ only in what could be read, or by what coding could explain.",
        len(known),
    )


def _say_scores(t: Language, atlas: Dataset, changes: DataChanges) -> list[str]:
    """Say which scores moved beyond doubt, by which clauses, and how much of it was read alike on both days."""
    moved, first = moved_scores(changes), changes.dimensions["dimension_id"].iloc[0]
    said = [_say_score(t, atlas, row, policy_changes(changes)) for row in moved.head(MOVES).itertuples()]
    if first not in set(moved["dimension_id"]):
        unmoved = t("On {dimension} no score moved beyond doubt.", dimension=explain_dimension(t, atlas, first))
        said[:1] = [" ".join([unmoved, *said[:1]])]
    return said


def _say_score(t: Language, atlas: Dataset, row, changed: pd.DataFrame) -> str:
    own = changed[(changed["jurisdiction_id"] == row.jurisdiction_id) & (changed["dimension_id"] == row.dimension_id)]
    facts = {
        "name": t.in_sentence(row.jurisdiction_id), "dimension": explain_dimension(t, atlas, row.dimension_id),
        "before": score_at(row, "before", t.lang), "after": score_at(row, "after", t.lang),
        "clauses": t.join_words(map(t.indicator, own["indicator_id"])),
    }  # fmt: skip
    if own.empty:
        said = t("On {dimension}, {name} moved from {before} to {after}.", **facts)
    elif row.difference > 0:
        said = t("On {dimension}, {name} rose from {before} to {after}, by what is now said on {clauses}.", **facts)
    else:
        said = t("On {dimension}, {name} fell from {before} to {after}, by what is now said on {clauses}.", **facts)
    if round(row.difference - row.sure_difference, DECIMALS) == 0:
        return said
    sure = t("Of these {n} points, {sure} rest on what was read alike on both dates.",
             n=t.number(abs(row.difference)), sure=t.number(abs(row.sure_difference)))  # fmt: skip
    return f"{said} {sure}"


def _say_only_known(t: Language, changes: DataChanges) -> str:
    """Say how many clauses differ without a change that was seen, and how many scores for no other reason."""
    known, rows = only_known(changes), changes.dimensions
    if known.empty:
        return ""
    others = int(((rows["difference"].abs().round(DECIMALS) > 0) & ~rows["beyond_doubt"]).sum())
    said = t.plural(
        "In all, {n} clause differs only in what could be read, or by what coding could explain: whether policy changed there cannot be told.",
        "In all, {n} clauses differ only in what could be read, or by what coding could explain: whether policy changed there cannot be told.",
        len(known),
    )
    more = t.plural(
        "So it is with {n} score that differs by no more than that, or by less than {least} points.",
        "So it is with {n} scores that differ by no more than that, or by less than {least} points.",
        others,
        least=t.number(LEAST_DIFFERENCE),
    )
    return join_sentences(said, more if others else "")


def event_sections(changes: DataChanges, atlas: Dataset, lang: str = "en") -> list[Table | Statement]:
    """Return headings and tables of the frameworks that came or went: in Canada, and elsewhere; else all in one."""
    t, (canadian, others) = translator(lang), _part_canada(atlas)
    if not canadian:
        heads = {t("Which frameworks came into force, or ended?"): event_table(changes, atlas, others, lang=lang)}
    else:
        heads = {
            t("What changed in Canada?"): event_table(changes, atlas, canadian, "canadian-events", lang=lang),
            t("What changed elsewhere?"): event_table(changes, atlas, others, lang=lang),
        }
    return [part for head, table in heads.items() for part in (Statement(f"## {head}", lang), table)]


def event_table(
    changes: DataChanges, atlas: Dataset, among: Iterable[str], name: str = "framework-events", lang: str = "en"
) -> Table | Statement:
    """List the frameworks of some jurisdictions that came into force, were replaced or ended, with dates in words."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    events = changes.frameworks[changes.frameworks["jurisdiction_id"].isin(list(among))]
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), lang="en"): lambda row: cite(row.name, row.source_id),
        Column("event", t("What happened")): lambda row: t(EVENTS[row.event]),
        Column("from", t("In force from")): lambda row: t.date(row.in_force_from),
        Column("to", t("Until")): lambda row: t.date(row.in_force_to) or None,
    }
    table = make_table(
        atlas, name, t("Frameworks that came into force or were replaced"), t("Dates are as exact as the sources."),
        cells, events.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("No framework came into force, was replaced or ended between the two dates."))


def policy_table(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List the clauses that changed beyond doubt in a framework: in words before and after, and where that stands."""
    t, cite, tell = Language(atlas, lang), link_sources(atlas), name_sources(atlas)
    cells: Cells = {
        Column("provision", t("Provision")): lambda row: place_and_indicator(t, row),
        Column("before", t("Before")): lambda row: _firmness(t, row, "before"),
        Column("after", t("After")): lambda row: _firmness(t, row, "after"),
        Column("finding", t("What it says now"), lang="en"): lambda row: clean(row.finding_after),
        Column("source", t("Place in the source"), lang="en"): lambda row: cite(
            tell(row.locator_after), row.source_id_after
        ),
    }
    changed = policy_changes(changes)
    table = make_table(
        atlas, "changed-provisions", t.plural("{n} clause changed beyond doubt", "{n} clauses changed beyond doubt", len(changed)),
        t("Read alike on both dates, and more than one step apart. The clauses of first frameworks are not listed: they stand in the reports on those jurisdictions."),
        cells, changed.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("No clause of a framework in force on both dates changed beyond doubt."))


def score_table(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List the dimension scores that moved beyond doubt, with ranges, and the ranks that these leave open, of how many."""
    t = Language(atlas, lang)
    counts = {side: changes.dimensions.groupby("dimension_id")[f"low_{side}"].count() for side in ("before", "after")}

    def ranks(row, side: str) -> str | None:
        best, worst = getattr(row, f"best_{side}"), getattr(row, f"worst_{side}")
        places, total = t.span(best, worst), t.number(counts[side][row.dimension_id])
        return None if pd.isna(best) else t("{places} of {total}", places=places, total=total)

    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("dimension", t("Dimension")): lambda row: t.dimension(row.dimension_id),
        Column("before", t("Before"), t("score (range)"), t("points")): lambda row: score_at(row, "before", lang),
        Column("after", t("After"), "", t("points")): lambda row: score_at(row, "after", lang),
        Column("sure", t("Of it, read alike"), t("difference by what was read alike on both dates"), t("points"), 0): (
            lambda row: float(row.sure_difference)
        ),
        Column("ranks_before", t("Ranks before"), t("best and worst rank that the ranges leave open")): (
            lambda row: ranks(row, "before")
        ),
        Column("ranks_after", t("Ranks after")): lambda row: ranks(row, "after"),
    }
    moved = moved_scores(changes)
    table = make_table(
        atlas, "changed-scores", t.plural("{n} score moved beyond doubt", "{n} scores moved beyond doubt", len(moved)),
        t("By {least} points or more, and by more than unread texts, another source or one step of coding could explain. A range in brackets is what the score could be, given what was not read.",
          least=t.number(LEAST_DIFFERENCE)),
        cells, moved.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("No score moved beyond doubt."))


def known_table(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List the clauses that are only known better or worse, and why: another source, another confidence, not read."""
    t = Language(atlas, lang)
    cells: Cells = {
        Column("provision", t("Provision")): lambda row: place_and_indicator(t, row),
        Column("before", t("As read for {date}", date=t.date(changes.before))): lambda row: _firmness(t, row, "before"),
        Column("after", t("As read for {date}", date=t.date(changes.after))): lambda row: _firmness(t, row, "after"),
        Column("why", t("Why that is no change we could see")): lambda row: _say_why(t, row),
    }  # fmt: skip
    known = only_known(changes)
    table = make_table(
        atlas, "known-provisions",
        t.plural("{n} clause is only known better or worse", "{n} clauses are only known better or worse", len(known)),
        t("Whether policy changed here cannot be told."), cells, known.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("Every clause was read in the same way for both dates."))


def _say_why(t: Language, row) -> str:
    if row.direction in WHY:
        return t(WHY[row.direction])
    if row.finding_before == row.finding_after:
        return t("told in the same words for both dates, and coded otherwise")
    if row.source_id_before != row.source_id_after:
        return t("read in another source")
    confidence = {side: t.code("confidence", getattr(row, f"confidence_{side}")) for side in ("before", "after")}
    return t("read with another confidence: {before}, then {after}", **confidence)


def _firmness(t: Language, row, side: str) -> str:
    """Write the codes of one side as their labels, or the status where there are none."""
    return say_written_codes(t, *(getattr(row, f"{name}_{side}") for name in ("status", "codes", "scope")))


def sources_used(changes: DataChanges) -> pd.DataFrame:
    """Return source_id and locator of what the report tells: clauses that differ, on both days, and frameworks."""
    rows = pd.concat([policy_changes(changes), only_known(changes)])
    sides = [
        rows[[f"source_id_{side}", f"locator_{side}"]].set_axis(["source_id", "locator"], axis=1)
        for side in ("before", "after")
    ]
    return pd.concat([*sides, changes.frameworks[["source_id"]].assign(locator="")])
