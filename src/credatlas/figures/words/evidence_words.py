"""The sentences of the report on the evidence: how much was read, how surely, and which texts would tell most.

Knows frames and words. The agreement of the two passes and the audit are told in `robustness_words`.
"""

import pandas as pd

from credatlas.evidence import Dataset, read_audits
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, mark
from credatlas.figures.words.statements import Coverage, count_coverage, open_report, state_coverage
from credatlas.figures.words.tables import Cells, link_sources, make_table, unless_empty

FRAMEWORKS = 8  # whose texts are asked for
NAMED = 3  # of them named among the key messages
CLAUSES = 6  # of a framework named before the rest become a count
SURE = 2.0  # standard errors by which a gain must exceed nothing to count
COMPARED = {  # what was read of provincial frameworks, against those elsewhere
    "less": mark(
        "Of Canadian provinces' frameworks less could be read than of others: {share}% of the provisions, against {other}%; {own} of their {total} provisions were read in the instrument's own text."
    ),
    "more": mark(
        "Of Canadian provinces' frameworks more could be read than of others: {share}% of the provisions, against {other}%; {own} of their {total} provisions were read in the instrument's own text."
    ),
    "alike": mark(
        "Of Canadian provinces' frameworks as much could be read as of others: {share}% of the provisions; {own} of their {total} provisions were read in the instrument's own text."
    ),
}


def open_evidence(atlas: Dataset, reading: pd.DataFrame, lang: str = "en") -> Statement:
    """Open the report on the evidence: how much was read, Canada's provinces apart, and how often codes are wrong.

    reading: what to read next, as of `index.simulation.next_reading`.
    """
    t = Language(atlas, lang)
    messages = [_say_read(t, count_coverage(atlas)), _say_provinces(t, atlas), _say_searched(t, atlas),
                _say_audit(t, atlas), _say_wanted(t, reading)]  # fmt: skip
    return open_report(
        title=_title(t, atlas), kicker=t("What do we know, and how well?"),
        coverage=state_coverage(atlas, lang=lang), messages=filter(None, messages),
        description=t("The frameworks, how much of each could be read, and how reliably."), lang=lang,
    )  # fmt: skip


def reading_wanted(reading: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List the frameworks whose texts would tell most: which clauses, and what they would allow.

    reading: as of `index.simulation.next_reading`. A sentence where no text would tell more.
    """
    t, cite = Language(atlas, lang), link_sources(atlas)
    frameworks = atlas.frameworks.set_index("framework_id")[["name", "source_id"]]
    wanted = _gather(reading).head(FRAMEWORKS).join(frameworks, on="framework_id")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), lang="en"): lambda row: cite(row.name, row.source_id),
        Column("clauses", t("Clauses that would tell most")): lambda row: t.join_words(
            map(t.indicator, row.indicators), CLAUSES
        ),
        Column("allows", t("What they would allow")): lambda row: _say_allowed(t, row),
    }
    table = make_table(
        atlas, "reading-wanted",
        t.plural("The text of {n} framework would tell most", "The texts of {n} frameworks would tell most", len(wanted)),
        t("Those come first whose unread or doubtful clauses leave the order of frameworks most open. A link, a file or a quotation with its place helps."),
        cells, wanted.itertuples(index=False), lang,
    )  # fmt: skip
    return unless_empty(table, t("No unread clause would change what is said here."))


def _title(t: Language, atlas: Dataset) -> str:
    everything, provinces = count_coverage(atlas), _count_provinces(atlas)
    share = t.number(_share(everything))
    if not everything.instruments:
        return t("No policy instrument was in force")
    if not provinces.instruments:
        return t("{share}% of the provisions looked for could be read", share=share)
    return t(
        "{share}% of the provisions looked for could be read; of Canadian provinces' frameworks, {provinces}%",
        share=share, provinces=t.number(_share(provinces)),
    )  # fmt: skip


def _say_read(t: Language, found: Coverage) -> str:
    facts = {
        "read": t.number(found.read), "total": t.number(found.provisions), "own": t.number(found.own_text),
        "others": t.number(found.read - found.own_text), "share": t.number(_share(found)),
    }  # fmt: skip
    if not found.instruments:
        return ""
    if not found.read:
        return t("None of the {total} provisions looked for could be read.", **facts)
    return t(
        "Of {total} provisions looked for, {read} could be read ({share}%): {own} in the instrument's own text, {others} in official summaries, quotations or accounts by third parties. What could not be read is left open and never counted as 0.",
        **facts,
    )


def _say_provinces(t: Language, atlas: Dataset) -> str:
    provinces, others = _count_provinces(atlas), _count_provinces(atlas, within=False)
    if not provinces.instruments or not others.instruments:
        return ""
    share, other = t.number(_share(provinces)), t.number(_share(others))
    case = "alike" if share == other else "less" if _share(provinces) < _share(others) else "more"
    total, own = t.number(provinces.provisions), t.number(provinces.own_text)
    return t(COMPARED[case], share=share, other=other, own=own, total=total)


def _say_searched(t: Language, atlas: Dataset) -> str:
    found = _count_provinces(atlas).none_found
    return found and t.plural(
        "In {n} Canadian province or territory no framework was found; that is no proof that there is none.",
        "In {n} Canadian provinces and territories no framework was found; that is no proof that there is none.",
        found,
    )


def _say_audit(t: Language, atlas: Dataset) -> str:
    rates = read_audits(atlas)
    wrong = rates[(rates["confidence"] == "all") & (rates["outcome"] == "wrong")]
    return t(
        "In an audit of {drawn} provisions, drawn at random and coded anew, {count} were judged wrong; among all provisions the share lies between {low}% and {high}% (95% interval).",
        **{name: t.number(wrong[name].iloc[0]) for name in ("drawn", "count")},
        **{name: t.number(100 * wrong[name].iloc[0]) for name in ("low", "high")},
    ) if len(wrong) else ""  # fmt: skip


def _say_wanted(t: Language, reading: pd.DataFrame) -> str:
    places = list(dict.fromkeys(_gather(reading)["jurisdiction_id"]))[:NAMED]
    return (
        t("A full text would tell most for {names}.", names=t.join_words(plain(t.in_sentence(i)) for i in places))
        if places
        else ""
    )


def _gather(reading: pd.DataFrame) -> pd.DataFrame:
    """Return one row per framework, by what its text would tell in all: its clauses, the most telling first."""
    telling = reading[reading["narrowing"] > SURE * reading["error"]]
    gathered = telling.groupby(["jurisdiction_id", "framework_id"], sort=False).agg(
        indicators=("indicator_id", list), gain=("narrowing", "sum"), lacking=("lacking", "first")
    )
    return gathered.sort_values("gain", ascending=False, kind="stable").reset_index()


def _say_allowed(t: Language, row) -> str:
    if not row.lacking:
        return t("a firmer order")
    return t.plural(
        "scores on all dimensions, once {n} more provision is read",
        "scores on all dimensions, once {n} more provisions are read",
        int(row.lacking),
    )


def _count_provinces(atlas: Dataset, *, within: bool = True) -> Coverage:
    """Count what was read of the frameworks of provinces and territories, or of all others."""
    places = atlas.jurisdictions
    inside = places["kind"].isin(["province", "territory"]) == within
    return count_coverage(atlas, places.loc[inside, "jurisdiction_id"])


def _share(found: Coverage) -> float:
    return 100 * found.read / max(found.provisions, 1)
