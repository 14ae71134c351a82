"""Find the framework versions that were in force on a day.

Knows partial dates, which version supersedes which, and that type "none" (a search found nothing) is no instrument.
"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from credatlas.evidence.dates import first_day, last_day


def list_in_force(frameworks: pd.DataFrame, day: date) -> list[str]:
    """Return the framework_id of each version that is in force on a day and has no successor in force.

    A version is in force from the first day that its start can mean to the last day that its end can mean; an
    empty start means "since ever", an empty end "still in force".
    """
    rows = list(frameworks[["framework_id", "in_force_from", "in_force_to", "supersedes"]].itertuples(index=False))
    current = {
        row.framework_id
        for row in rows
        if (not row.in_force_from or first_day(row.in_force_from) <= day)
        and (not row.in_force_to or day <= last_day(row.in_force_to))
    }
    earlier = {row.framework_id: row.supersedes for row in rows}
    replaced = {ancestor for framework in current for ancestor in list_ancestors(framework, earlier)}
    return [row.framework_id for row in rows if row.framework_id in current - replaced]


def list_ancestors(framework: str, earlier: Mapping[str, str]) -> list[str]:
    """Return the versions before one, the latest first, each once; `earlier`: which version each supersedes."""
    found: list[str] = []
    while (framework := earlier.get(framework, "")) and framework not in found:
        found.append(framework)
    return found


def keep_instruments(frameworks: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of frameworks.csv that are instruments: of any type but "none", a search that found nothing."""
    return frameworks[frameworks["instrument_type"] != "none"]


def provisions_of_instruments(provisions: pd.DataFrame, frameworks: pd.DataFrame) -> pd.DataFrame:
    """Return the provisions of instruments, without the placeholders of searches that found none."""
    return provisions[provisions["framework_id"].isin(keep_instruments(frameworks)["framework_id"])]
