"""Rules on sources: what cites one and which are cited, their addresses and days, and ids named in texts.

Knows data/CODEBOOK.md, sections 1 and 5.
"""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from credatlas.errors import Problem, did_you_mean
from credatlas.evidence.dates import first_day, is_partial_date, last_day
from credatlas.evidence.rules.rows import iterate_rows, problem_at
from credatlas.evidence.statuses import Status

LOOKS_BACK = "Later source:"  # in the note of a provision, before the reason
TEXTS = ("definition", "finding", "locator", "note", "rationale")  # columns that may name an id
GAP = re.compile(r"<[^<>]*\bto be\b[^<>]*>")  # <id to be looked up>


def check_known_is_cited(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 1: a provision has a finding and a source, unless it is missing; then it has neither."""
    for row in iterate_rows(provisions):
        missing = row.status == Status.MISSING
        for column in ("finding", "key_terms", "source_id", "locator"):
            value = getattr(row, column)
            if missing and value:
                yield problem_at(row, column, value, "must be empty where status is missing")
            elif not (missing or value) and column in ("finding", "source_id"):
                yield problem_at(row, column, None, "is empty; only a missing provision may leave it so")


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
    for row in iterate_rows(sources[~sources["source_id"].isin(cited)]):
        yield problem_at(row, "source_id", row.source_id, "is cited nowhere")


def check_cited_are_listed(
    frameworks: pd.DataFrame, framework_sources: pd.DataFrame, provisions: pd.DataFrame
) -> Iterator[Problem]:
    """Section 5: the source of a provision is listed for its framework."""
    listed = set(zip(framework_sources["framework_id"], framework_sources["source_id"], strict=True))
    known = provisions["framework_id"].isin(frameworks["framework_id"])
    for row in iterate_rows(provisions[known & (provisions["source_id"] != "")]):
        if (row.framework_id, row.source_id) not in listed:
            words = f"is not listed for {row.framework_id} in framework_sources.csv"
            yield problem_at(row, "source_id", row.source_id, words)


def check_later_sources_look_back(
    provisions: pd.DataFrame, frameworks: pd.DataFrame, sources: pd.DataFrame
) -> Iterator[Problem]:
    """Section 5: a source published after the version had ended is cited only where the note says how it looks back."""
    ends = dict(zip(frameworks["framework_id"], frameworks["in_force_to"], strict=True))
    days = dict(zip(sources["source_id"], sources["published"], strict=True))
    for row in iterate_rows(provisions):
        end, day = ends.get(row.framework_id, ""), days.get(row.source_id, "")
        if not (is_partial_date(end) and is_partial_date(day)) or LOOKS_BACK in row.note:
            continue
        if first_day(day) > last_day(end):
            words = f"is of {day!r}, after {row.framework_id} ended ({end!r}); where it looks back, say how in the note"
            yield problem_at(row, "source_id", row.source_id, f"{words}: {LOOKS_BACK} ...")


def check_addresses_differ(sources: pd.DataFrame) -> Iterator[Problem]:
    """Section 5: no two sources have one address, unless the note of one names the other."""
    first: dict[str, Any] = {}
    for row in iterate_rows(sources):
        other = first.setdefault(_bare(row.url), row)
        named = other.source_id in row.note or row.source_id in other.note
        if not named and other.source_id != row.source_id:
            words = f"is also the address of {other.source_id}; if they are distinct documents, name one in the note"
            yield problem_at(row, "url", row.url, f"{words} of the other")


def _bare(url: str) -> str:
    """Return an address without what does not change where it leads."""
    return re.sub(r"^https?://(www\.)?", "", url, flags=re.IGNORECASE).rstrip("/").casefold()


def check_ids_exist(
    jurisdictions: pd.DataFrame,
    frameworks: pd.DataFrame,
    sources: pd.DataFrame,
    provisions: pd.DataFrame,
    codings_a: pd.DataFrame,
    codings_b: pd.DataFrame,
    context: pd.DataFrame,
    claims: pd.DataFrame,
    universities: pd.DataFrame,
    reforms: pd.DataFrame,
) -> Iterator[Problem]:
    """Section 5: an id that a text names exists, and no text has a gap that was to be filled.

    An id of a jurisdiction that has no framework here may be one of another data set.
    """
    keys = (frameworks["framework_id"], sources["source_id"], context["fact_id"], universities["university_id"])
    known = sorted(set().union(*keys, reforms["reform_id"]))
    everywhere = "|".join(sorted(jurisdictions["jurisdiction_id"].str.lower(), reverse=True))
    here = set(frameworks["jurisdiction_id"].str.lower())
    named = re.compile(
        rf"(?<![\w/.:-])(?:(?P<where>{everywhere})(?:-[a-z0-9]+)*-(?:[a-z]?[0-9]+|nd|none)[a-z]*|f[0-9]{{3,}})(?![\w-])",
        re.ASCII,
    )
    for frame in (frameworks, sources, provisions, codings_a, codings_b, context, claims, universities, reforms):
        for column in [name for name in TEXTS if name in frame]:
            for row in iterate_rows(frame[frame[column] != ""]):
                text = getattr(row, column)
                strange = [id_[0] for id_ in named.finditer(text) if id_["where"] in (None, *here)]
                for name in [name for name in strange if name not in known]:
                    words = "is the id of no source, framework, fact, university or reform"
                    yield problem_at(row, column, name, words + did_you_mean(name, known))
                for gap in GAP.findall(text):
                    yield problem_at(row, column, gap, "is a gap to be filled or left out")
