"""List framework versions that started, ended or were replaced between two states of the data.

Knows the table of frameworks, their successors and their dates. Knows no provision and no score.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from credatlas.evidence import first_day, keep_instruments

REASONS = ("new framework", "new version", "ended", "recoded")  # why another provision counts
EVENTS = ("started", "replaced", "ended", "came and went")  # what happened to a framework version


@dataclass(frozen=True)
class Versions:
    """The instruments in force before and after, and what each goes back to. That none was found is no instrument."""

    before: frozenset[str]
    after: frozenset[str]
    earlier: Mapping[str, frozenset[str]]  # framework_id -> all versions it goes back to

    @classmethod
    def of(cls, before: pd.DataFrame, after: pd.DataFrame, frameworks: pd.DataFrame) -> "Versions":
        """Read the frameworks in force before and after, and the lines of succession from all `frameworks`."""
        instruments = keep_instruments(frameworks)
        parents = dict(zip(instruments["framework_id"], instruments["supersedes"], strict=True))
        lines = {framework: frozenset(_ancestors(framework, parents)) for framework in parents}
        in_force = [frozenset(keep_instruments(side)["framework_id"]) for side in (before, after)]
        return cls(in_force[0], in_force[1], lines)

    def successor(self, framework_id: str) -> str:
        """Return the version in force after that goes back to this one, "" when there is none."""
        return next((later for later in sorted(self.after) if framework_id in self.earlier[later]), "")

    def explain(self, framework_before: str, framework_after: str) -> str:
        """Say why another provision counts: new framework, new version, ended, or recoded (same text, other codes)."""
        if framework_after in self.after - self.before:
            return "new version" if self.earlier[framework_after] & self.before else "new framework"
        if framework_before in self.before - self.after:
            return "new version" if self.successor(framework_before) else "ended"
        return "recoded"

    def event(self, framework_id: str) -> str:
        """Say what happened to a version: started, replaced, ended, or "" where it was in force at both or neither."""
        if framework_id in self.after - self.before:
            return "started"
        if framework_id in self.before - self.after:
            return "replaced" if self.successor(framework_id) else "ended"
        return ""


def list_events(frameworks: pd.DataFrame, versions: Versions, before: str, after: str) -> pd.DataFrame:
    """List the versions that started, were replaced or ended, or came and went between two days.

    One row per version, in the order of `frameworks`: jurisdiction_id, framework_id, name, event, in_force_from,
    in_force_to (partial dates as written), dates_basis, supersedes, replaced_by ("" where nothing is), source_id.
    """
    instruments = keep_instruments(frameworks)
    span = date.fromisoformat(before), date.fromisoformat(after)
    events = [
        versions.event(row.framework_id) or ("came and went" if _passed(row, versions, *span) else "")
        for row in instruments.itertuples()
    ]
    columns = ["jurisdiction_id", "framework_id", "name", "event", "in_force_from", "in_force_to", "dates_basis"]
    columns += ["supersedes", "replaced_by", "source_id"]
    listed = instruments.assign(event=events, replaced_by=instruments["framework_id"].map(versions.successor))
    return listed.loc[listed["event"] != "", columns].reset_index(drop=True)


def _passed(row: Any, versions: Versions, before: date, after: date) -> bool:
    started = row.in_force_from and before < first_day(row.in_force_from) <= after
    return bool(started) and row.framework_id not in versions.after


def _ancestors(framework_id: str, parents: Mapping[str, str]) -> Iterator[str]:
    while (framework_id := parents.get(framework_id, "")) in parents:
        yield framework_id
