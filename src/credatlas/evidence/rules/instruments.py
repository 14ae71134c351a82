"""Rules on framework versions: the order of their dates, which supersedes which, and searches that found none."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.dates import first_day, is_partial_date, last_day
from credatlas.evidence.rules.rows import iterate_rows, problem_at
from credatlas.evidence.versions import list_ancestors


def check_end_follows_start(frameworks: pd.DataFrame) -> Iterator[Problem]:
    """Check that no framework ends before it starts, under any reading of its partial dates."""
    for row in iterate_rows(frameworks):
        start, end = row.in_force_from, row.in_force_to
        if is_partial_date(start) and is_partial_date(end) and last_day(end) < first_day(start):
            yield problem_at(row, "in_force_to", end, f"is before the start {start!r}")


def check_versions_follow(frameworks: pd.DataFrame) -> Iterator[Problem]:
    """Check that a version supersedes one of its own jurisdiction, starts after its end, and never supersedes itself.

    Partial dates overlap only where no reading of them keeps the versions apart: `2024` may end before `2024` starts.
    """
    versions = {row.framework_id: row for row in iterate_rows(frameworks)}
    superseded = {name: row.supersedes for name, row in versions.items()}
    for row in versions.values():
        if earlier := versions.get(row.supersedes):
            yield from _check_successor(earlier, row)
        if row.framework_id in list_ancestors(row.framework_id, superseded):
            yield problem_at(row, "supersedes", row.supersedes, "leads back to this version")


def _check_successor(earlier: Any, later: Any) -> Iterator[Problem]:
    name, start, end = later.framework_id, later.in_force_from, earlier.in_force_to
    if earlier.jurisdiction_id != later.jurisdiction_id:
        words = f"is of {earlier.jurisdiction_id}, not of {later.jurisdiction_id}"
        yield problem_at(later, "supersedes", later.supersedes, words)
    if not start:
        words = f"is empty; a version that supersedes {earlier.framework_id} starts"
        yield problem_at(later, "in_force_from", None, words)
    elif not end:
        yield problem_at(earlier, "in_force_to", None, f"is empty; its successor {name} starts {start!r}")
    elif is_partial_date(start) and is_partial_date(end) and first_day(end) >= last_day(start):
        yield problem_at(earlier, "in_force_to", end, f"overlaps its successor {name}, which starts {start!r}")


def find_gaps(frameworks: pd.DataFrame) -> Iterator[Problem]:
    """Yield versions that ended some time before their successor started: it may be so, or a day may be wrong."""
    versions = {row.framework_id: row for row in iterate_rows(frameworks)}
    for later in versions.values():
        earlier = versions.get(later.supersedes)
        if earlier is None or not (is_partial_date(earlier.in_force_to) and is_partial_date(later.in_force_from)):
            continue
        if first_day(later.in_force_from) - last_day(earlier.in_force_to) > timedelta(days=1):
            words = f"leaves a gap until its successor {later.framework_id} starts ({later.in_force_from!r})"
            yield problem_at(earlier, "in_force_to", earlier.in_force_to, words)


def check_searches_found_nothing(frameworks: pd.DataFrame) -> Iterator[Problem]:
    """Rule 19: searches are counted where they found no instrument, and nowhere else."""
    for row in iterate_rows(frameworks):
        if row.searches and row.instrument_type != "none":
            yield problem_at(row, "searches", row.searches, "must be empty where an instrument was found")
