"""Rules on codes: their scale, and which fit the status, confidence, a quoted must, reasons for a change.

Knows data/CODEBOOK.md, sections 1, 2, 5 and 6.
"""

import re
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.codebook import CODE_COLUMNS, HIGHEST
from credatlas.evidence.rules.rows import iterate_rows, problem_at
from credatlas.evidence.schema import ATTRIBUTES
from credatlas.evidence.statuses import CODED_ZERO, WITHOUT_CODES, Confidence, Status

MOST_KEY_TERMS = 8  # words
NOT_READ = ("official summary", "secondary")  # access to a source that is not the instrument's own text
MUSTS = {  # words that require, as patterns, by the language of the source
    "en": r"must|shall|have to|has to|required|requires?|mandatory|compulsory|obligatory",
    "fr": r"doit|doivent|devra|devront|obligatoires?|obligatoirement|exigée?s?|exigent?|requise?s?|tenue?s? de",
    "es": r"debe|deben|deberá|deberán|obligatori[oa]s?|obligatoriamente|exigen?|exigid[oa]s?|requieren?|"
    r"requerid[oa]s?|tienen? que|habrán? de|han? de",
    "de": r"muss|müssen|verpflichtend|verpflichtet|obligatorisch|vorgeschrieben|zwingend",
    "nl": r"moet|moeten|verplichte?|dient te|dienen te|vereiste?",
    "et": r"peab|peavad|tuleb|kohustuslik\w*|kohustatud|nõutav\w*",
    "ms": r"mesti|wajib|hendaklah|dikehendaki",
}


def check_codes_are_a_scale(codes: pd.DataFrame) -> Iterator[Problem]:
    """Section 2: obligation, precision and delegation have one scale, the codes 0 to n without a gap."""
    scales = {name: list(iterate_rows(codes[codes["attribute"] == name])) for name in CODE_COLUMNS}
    longest = max(CODE_COLUMNS, key=lambda name: len(scales[name]))
    count = max(2, len(scales[longest]))
    for attribute, rows in scales.items():
        wrong = next((index for index, row in enumerate(rows) if row.code != str(index)), None)
        if wrong is not None:
            words = f"stands where {wrong} must: the codes of {attribute} are 0, 1, 2 and so on, without a gap"
            yield problem_at(rows[wrong], "code", rows[wrong].code, words)
        elif len(rows) > HIGHEST + 1:
            yield problem_at(rows[-1], "code", rows[-1].code, f"is above {HIGHEST}, the most that {attribute} may be")
        elif len(rows) < count:
            words = f"must go to {count - 1}" + (f", as {longest} does" if len(scales[longest]) == count else "")
            if rows:
                words = f"is the last code of {attribute}, which {words}"
                yield problem_at(rows[-1], "code", rows[-1].code, words)
            else:
                yield Problem("codes.csv", None, "", None, f"has no code of {attribute}, which {words}")


def check_codes_fit_status(
    provisions: pd.DataFrame, codings_a: pd.DataFrame, codings_b: pd.DataFrame, reforms: pd.DataFrame
) -> Iterator[Problem]:
    """Rule 1: supports has a scope and three codes, silent and hinders 0,0,0, missing and not-applicable none."""
    for frame in (provisions, codings_a, codings_b, reforms):
        for row in iterate_rows(frame):
            if row.status == Status.SUPPORTS:
                yield from _check_support(row)
            elif row.status in CODED_ZERO:
                yield from _check_codes(row, {"scope": "", **dict.fromkeys(CODE_COLUMNS, "0")})
            elif row.status in WITHOUT_CODES:
                yield from _check_codes(row, dict.fromkeys(("scope", *CODE_COLUMNS), ""))


def _check_support(row: Any) -> Iterator[Problem]:
    for column in ("scope", *CODE_COLUMNS):
        if not getattr(row, column):
            yield problem_at(row, column, None, "is empty; supports needs a scope and three codes")
    if row.obligation == "0":
        yield problem_at(row, "obligation", "0", "is below 1, the least that supports needs")


def _check_codes(row: Any, wanted: Mapping[str, str]) -> Iterator[Problem]:
    for column, value in wanted.items():
        found = getattr(row, column)
        if found != value:
            yield problem_at(row, column, found or None, f"must be {value or 'empty'} where status is {row.status}")


def check_confidence_fits_status(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: confidence is missing exactly where the status is, and not-found only where the status is silent."""
    for row in iterate_rows(provisions):
        if (row.status == Status.MISSING) != (row.confidence == Confidence.MISSING):
            yield problem_at(row, "confidence", row.confidence, f"does not go with status {row.status}")
        elif row.confidence == Confidence.NOT_FOUND and row.status != Status.SILENT:
            yield problem_at(row, "confidence", row.confidence, f"goes with status silent, not with {row.status}")


def check_high_confidence_was_read(provisions: pd.DataFrame, sources: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: confidence is high only where the source itself was read."""
    access = dict(zip(sources["source_id"], sources["access"], strict=True))
    for row in iterate_rows(provisions):
        known = access.get(row.source_id)
        if row.confidence == Confidence.HIGH and known in NOT_READ:
            words = f"needs a source read in full or as an excerpt; access to {row.source_id} is {known}"
            yield problem_at(row, "confidence", row.confidence, words)


def check_key_terms_are_few(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: key terms are a few words to search for, not a copy of the text."""
    for row in iterate_rows(provisions):
        count = len(row.key_terms.split())
        if count > MOST_KEY_TERMS:
            words = f"has {count} words; at most {MOST_KEY_TERMS} are allowed"
            yield problem_at(row, "key_terms", row.key_terms, words)


def check_low_confidence_quotes_a_must(
    provisions: pd.DataFrame, sources: pd.DataFrame, codes: pd.DataFrame
) -> Iterator[Problem]:
    """Rule 5: at low confidence only a must that key_terms quote, in the source's language, has the highest code."""
    languages = dict(zip(sources["source_id"], sources["language"], strict=True))
    obliging = list(codes.loc[codes["attribute"] == "obligation", "code"])
    words = "the most at low confidence unless key_terms quote a must in the language of the source"
    for row in iterate_rows(provisions):
        language = languages.get(row.source_id, "")
        firmest = row.confidence == Confidence.LOW and [row.obligation] == obliging[-1:]
        if firmest and not _quotes_a_must(row.key_terms, language):
            most = f"is above {obliging[-2] if obliging[1:] else 0}, {words}"
            yield problem_at(row, "obligation", row.obligation, f"{most} ({language or 'unknown'})")


def _quotes_a_must(words: str, language: str) -> bool:
    return language in MUSTS and bool(re.search(rf"\b(?:{MUSTS[language]})\b", words, re.IGNORECASE))


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
    for row in iterate_rows(provisions[provisions["framework_id"].isin(none)]):
        if row.status not in (Status.SILENT, Status.MISSING):
            yield problem_at(row, "status", row.status, "must be silent or missing where no instrument was found")
        elif row.status == Status.SILENT and row.confidence != Confidence.NOT_FOUND:
            yield problem_at(row, "confidence", row.confidence, "must be not-found where no instrument was found")


def check_change_of_code_is_explained(
    provisions: pd.DataFrame, codings_a: pd.DataFrame, codings_b: pd.DataFrame
) -> Iterator[Problem]:
    """Section 6: final codes that differ from a pass have a note with the reason."""
    codes_of = attrgetter(*ATTRIBUTES)
    passes = {
        name: {(row.framework_id, row.indicator_id): codes_of(row) for row in iterate_rows(frame)}
        for name, frame in (("a", codings_a), ("b", codings_b))
    }
    for row in iterate_rows(provisions[provisions["note"] == ""]):
        key, final = (row.framework_id, row.indicator_id), codes_of(row)
        differing = [name for name, coded in passes.items() if coded.get(key, final) != final]
        if differing:
            yield problem_at(row, "note", None, f"is empty, but the codes differ from pass {' and '.join(differing)}")
