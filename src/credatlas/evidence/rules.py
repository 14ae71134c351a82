"""Check the rules of the codebook across columns, rows and tables, which a schema cannot express.

Knows data/CODEBOOK.md, sections 2 and 5. A rule is a function that yields problems; its parameters name the tables that
it needs. Values that the schema refuses are not reported again here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from typing import Any

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.dates import first_day, is_partial_date, last_day
from credatlas.evidence.statuses import CODED_ZERO, WITHOUT_CODES, Confidence, Status

CODES = ("obligation", "precision", "delegation")
MOST_KEY_TERMS = 8  # words
NOT_READ = ("official summary", "secondary")  # access to a source that is not the instrument's own text
MUST = re.compile(r"\b(must|shall|have to|has to|required|requires?|mandatory|compulsory|obligatory)\b", re.IGNORECASE)


def check_rules(frames: Mapping[str, pd.DataFrame], whole: set[str]) -> list[Problem]:
    """Apply every rule and return the problems.

    `frames` are the tables as text with the columns file and line; `whole` names those of which every row could be
    read. A rule that compares rows is skipped unless its tables are whole; a rule about single rows always applies.
    """
    problems: list[Problem] = []
    for rule in RULES:
        tables = list(signature(rule).parameters)
        if rule in ROW_RULES or whole.issuperset(tables):
            problems += rule(**{name: frames[name] for name in tables})
    return problems


def check_codes_fit_status(
    provisions: pd.DataFrame, codings_a: pd.DataFrame, codings_b: pd.DataFrame, reforms: pd.DataFrame
) -> Iterator[Problem]:
    """Rule 1: supports has a scope and three codes, silent and hinders 0,0,0, missing and not-applicable none."""
    for frame in (provisions, codings_a, codings_b, reforms):
        for row in _rows(frame):
            if row.status == Status.SUPPORTS:
                yield from _check_support(row)
            elif row.status in CODED_ZERO:
                yield from _check_codes(row, {"scope": "", **dict.fromkeys(CODES, "0")})
            elif row.status in WITHOUT_CODES:
                yield from _check_codes(row, dict.fromkeys(("scope", *CODES), ""))


def _check_support(row: Any) -> Iterator[Problem]:
    for column in ("scope", *CODES):
        if not getattr(row, column):
            yield _problem(row, column, None, "is empty; supports needs a scope and three codes")
    if row.obligation == "0":
        yield _problem(row, "obligation", "0", "is not one of 1, 2, 3, as supports needs")


def _check_codes(row: Any, wanted: Mapping[str, str]) -> Iterator[Problem]:
    for column, value in wanted.items():
        found = getattr(row, column)
        if found != value:
            yield _problem(row, column, found or None, f"must be {value or 'empty'} where status is {row.status}")


def check_confidence_fits_status(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: confidence is missing exactly where the status is, and not-found only where the status is silent."""
    for row in _rows(provisions):
        if (row.status == Status.MISSING) != (row.confidence == Confidence.MISSING):
            yield _problem(row, "confidence", row.confidence, f"does not go with status {row.status}")
        elif row.confidence == Confidence.NOT_FOUND and row.status != Status.SILENT:
            yield _problem(row, "confidence", row.confidence, f"goes with status silent, not with {row.status}")


def check_known_is_cited(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 1: every provision that is not missing has a finding and a source."""
    for row in _rows(provisions):
        for column in ("finding", "source_id"):
            if row.status != Status.MISSING and not getattr(row, column):
                yield _problem(row, column, None, "is empty; only a missing provision may leave it so")


def check_high_confidence_was_read(provisions: pd.DataFrame, sources: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: confidence is high only where the source itself was read."""
    access = dict(zip(sources["source_id"], sources["access"], strict=True))
    for row in _rows(provisions):
        known = access.get(row.source_id)
        if row.confidence == Confidence.HIGH and known in NOT_READ:
            words = f"needs a source read in full or as an excerpt; access to {row.source_id} is {known}"
            yield _problem(row, "confidence", row.confidence, words)


def check_key_terms_are_few(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: key terms are a few words to search for, not a copy of the text."""
    for row in _rows(provisions):
        count = len(row.key_terms.split())
        if count > MOST_KEY_TERMS:
            yield _problem(row, "key_terms", row.key_terms, f"has {count} words; at most {MOST_KEY_TERMS} are allowed")


def check_low_confidence_quotes_a_must(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Rule 5: at low confidence obligation is at most 2, unless key_terms quote a word such as must."""
    for row in _rows(provisions):
        if row.confidence == Confidence.LOW and row.obligation == "3" and not MUST.search(row.key_terms):
            words = "is above 2, the most at low confidence unless key_terms quote a must"
            yield _problem(row, "obligation", "3", words)


def check_end_follows_start(frameworks: pd.DataFrame) -> Iterator[Problem]:
    """Check that no framework ends before it starts, under any reading of its partial dates."""
    for row in _rows(frameworks):
        start, end = row.in_force_from, row.in_force_to
        if is_partial_date(start) and is_partial_date(end) and last_day(end) < first_day(start):
            yield _problem(row, "in_force_to", end, f"is before the start {start!r}")


def check_every_indicator_once(indicators: pd.DataFrame, provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 1: each framework has exactly one provision per indicator (the key of the table refuses a second one)."""
    for file, rows in provisions.groupby("file", sort=False):
        present = set(rows["indicator_id"])
        absent = [name for name in indicators["indicator_id"] if name not in present]
        if absent:
            yield Problem(file, None, "", None, f"has no row for {', '.join(absent)}; every indicator needs one")


def check_none_is_silent(frameworks: pd.DataFrame, provisions: pd.DataFrame) -> Iterator[Problem]:
    """Rule 19: where no instrument was found, every provision is silent (not-found) or missing."""
    none = set(frameworks.loc[frameworks["instrument_type"] == "none", "framework_id"])
    for row in _rows(provisions[provisions["framework_id"].isin(none)]):
        if row.status not in (Status.SILENT, Status.MISSING):
            yield _problem(row, "status", row.status, "must be silent or missing where no instrument was found")
        elif row.status == Status.SILENT and row.confidence != Confidence.NOT_FOUND:
            yield _problem(row, "confidence", row.confidence, "must be not-found where no instrument was found")


def check_change_of_code_is_explained(
    provisions: pd.DataFrame, codings_a: pd.DataFrame, codings_b: pd.DataFrame
) -> Iterator[Problem]:
    """Section 6: final codes that differ from a pass have a note with the reason."""
    key, compared = ["framework_id", "indicator_id"], ["status", "scope", *CODES]
    passes = {name: frame.set_index(key)[compared] for name, frame in (("a", codings_a), ("b", codings_b))}
    for row in _rows(provisions[provisions["note"] == ""]):
        key_of_row, final = (row.framework_id, row.indicator_id), [getattr(row, column) for column in compared]
        differing = [
            n for n, frame in passes.items() if key_of_row in frame.index and list(frame.loc[key_of_row]) != final
        ]
        if differing:
            yield _problem(row, "note", None, f"is empty, but the codes differ from pass {' and '.join(differing)}")


def check_sources_are_cited(
    sources: pd.DataFrame,
    frameworks: pd.DataFrame,
    framework_sources: pd.DataFrame,
    provisions: pd.DataFrame,
    context: pd.DataFrame,
    claims: pd.DataFrame,
    university_sources: pd.DataFrame,
) -> Iterator[Problem]:
    """Section 5: every source is cited somewhere."""
    citing = (frameworks, framework_sources, provisions, context, claims, university_sources)
    cited = set().union(*(frame["source_id"] for frame in citing))
    for row in _rows(sources[~sources["source_id"].isin(cited)]):
        yield _problem(row, "source_id", row.source_id, "is cited nowhere")


def check_versions_follow(frameworks: pd.DataFrame) -> Iterator[Problem]:
    """Check that a version supersedes one of its own jurisdiction, starts after its end, and never supersedes itself.

    Partial dates overlap only where no reading of them keeps the versions apart: `2024` may end before `2024` starts.
    """
    versions = {row.framework_id: row for row in _rows(frameworks)}
    for row in versions.values():
        if earlier := versions.get(row.supersedes):
            yield from _check_successor(earlier, row)
        if row.framework_id in _list_ancestors(row, versions):
            yield _problem(row, "supersedes", row.supersedes, "leads back to this version")


def _check_successor(earlier: Any, later: Any) -> Iterator[Problem]:
    name, start, end = later.framework_id, later.in_force_from, earlier.in_force_to
    if earlier.jurisdiction_id != later.jurisdiction_id:
        words = f"is of {earlier.jurisdiction_id}, not of {later.jurisdiction_id}"
        yield _problem(later, "supersedes", later.supersedes, words)
    if not start:
        yield _problem(
            later, "in_force_from", None, f"is empty; a version that supersedes {earlier.framework_id} starts"
        )
    elif not end:
        yield _problem(earlier, "in_force_to", None, f"is empty; its successor {name} starts {start!r}")
    elif is_partial_date(start) and is_partial_date(end) and first_day(end) >= last_day(start):
        yield _problem(earlier, "in_force_to", end, f"overlaps its successor {name}, which starts {start!r}")


def _list_ancestors(row: Any, versions: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    while (earlier := row.supersedes) in versions and earlier not in found:
        found.append(earlier)
        row = versions[earlier]
    return found


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples(index=False, name="Row")


def _problem(row: Any, column: str, value: str | None, message: str) -> Problem:
    return Problem(row.file, row.line, column, value, message)


Rule = Callable[..., Iterator[Problem]]
ROW_RULES: list[Rule] = [
    check_codes_fit_status,
    check_confidence_fits_status,
    check_known_is_cited,
    check_high_confidence_was_read,
    check_key_terms_are_few,
    check_low_confidence_quotes_a_must,
    check_end_follows_start,
]
RULES: list[Rule] = [
    *ROW_RULES,
    check_every_indicator_once,
    check_none_is_silent,
    check_change_of_code_is_explained,
    check_sources_are_cited,
    check_versions_follow,
]
