"""Compare the two passes of a framework, and read the decisions on their differences.

A decision is settled when it has a final code and a reason. Nothing is decided here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from credatlas.coding.filled_sheets import Coding
from credatlas.coding.sheets import RECONCILIATION, RECONCILIATION_COLUMNS, Entry, read_entries
from credatlas.coding.workspace import Workspace
from credatlas.errors import DataError, Problem, did_you_mean
from credatlas.evidence import ATTRIBUTES, CODE_COLUMNS, CODED_ZERO, Status, write_sheet

Key = tuple[str, str]  # indicator_id, attribute


@dataclass(frozen=True)
class Decision:
    """A code on which the passes differ, or that people chose to decide again, with the final code and the reason."""

    indicator_id: str
    attribute: str
    a: str
    b: str
    note_a: str
    note_b: str
    final: str = ""
    why: str = ""
    entry: Entry | None = None  # its row in the reconciliation sheet, if there is one

    @property
    def is_settled(self) -> bool:
        """Whether a final code and a reason are given."""
        return bool(self.final and self.why)


def decide(workspace: Workspace, coding: Coding) -> dict[Key, Decision]:
    """Return a decision for each code on which the passes differ, and for each row that people added to the sheet.

    Decisions in the reconciliation sheet are kept; a difference without a row there is still open.

    Raises
    ------
    DataError
        with every wrong row: unknown or repeated, a code that is not allowed, or a decision on codes that the passes
        no longer have.
    """
    file = workspace.file_name(coding.framework_id, RECONCILIATION)
    path = workspace.find_coding(coding.framework_id) / RECONCILIATION
    problems: list[Problem] = []
    entries = read_entries(path, file, RECONCILIATION_COLUMNS, problems, may_be_empty=True) if path.exists() else []
    every_key = list(product(workspace.indicators, ATTRIBUTES))
    decisions = {key: Decision(*key, *_both(coding, *key)) for key in every_key}
    decisions = {key: decision for key, decision in decisions.items() if decision.a != decision.b}
    read: dict[Key, Entry] = {}
    for entry in entries:
        key = entry["indicator_id"], entry["attribute"]
        found = list(_check_entry(workspace, coding, entry, read))
        problems += found
        if not found and (key in decisions or entry["final"] or entry["why"]):
            decisions[key] = Decision(*key, *_both(coding, *key), entry["final"], entry["why"], entry)
        read.setdefault(key, entry)
    problems += _check_implied(coding, decisions)
    if problems:
        raise DataError(problems)
    return {key: decisions[key] for key in every_key if key in decisions}


def list_undecided(coding: Coding, decisions: Mapping[Key, Decision]) -> list[Decision]:
    """Return the open decisions; where the final status is not `supports`, rule 1 decides all codes but the status."""
    return [
        decision
        for (indicator_id, attribute), decision in decisions.items()
        if not decision.is_settled
        and (attribute == "status" or final_status(coding, decisions, indicator_id) == Status.SUPPORTS)
    ]


def final_status(coding: Coding, decisions: Mapping[Key, Decision], indicator_id: str) -> str:
    """Return the status that was decided or on which the passes agree; "" while it is open."""
    if decision := decisions.get((indicator_id, "status")):
        return decision.final if decision.is_settled else ""
    return coding.passes["a"][indicator_id]["status"] or Status.MISSING.value


def implied_code(status: str, attribute: str) -> str:
    """Return the scope or code that rule 1 demands where the status is not `supports`."""
    return "0" if status in CODED_ZERO and attribute in CODE_COLUMNS else ""


def write_decisions(workspace: Workspace, decisions: Mapping[Key, Decision]) -> bytes:
    """Return the reconciliation sheet: each difference with both notes, the decision, and what the codes mean."""
    rows = [
        [d.indicator_id, d.attribute, d.a, d.b, d.note_a, d.note_b, d.final, d.why, workspace.explain(d.attribute)]
        for d in decisions.values()
    ]
    return write_sheet(RECONCILIATION_COLUMNS, rows)


def _both(coding: Coding, indicator_id: str, attribute: str) -> tuple[str, str, str, str]:
    a, b = (coding.passes[name][indicator_id] for name in ("a", "b"))
    return a[attribute], b[attribute], a["note"], b["note"]


def _check_entry(workspace: Workspace, coding: Coding, entry: Entry, read: Mapping[Key, Entry]) -> Iterator[Problem]:
    indicator_id, attribute = key = entry["indicator_id"], entry["attribute"]
    for column, known in (("indicator_id", list(workspace.indicators)), ("attribute", ATTRIBUTES)):
        if entry[column] not in known:
            yield entry.problem(column, entry[column] or None, _one_of(entry[column], known))
    if indicator_id not in workspace.indicators or attribute not in ATTRIBUTES:
        return
    if key in read:
        yield entry.problem("attribute", attribute, f"of {indicator_id} stands already in line {read[key].line}")
    if entry["final"] and entry["final"] not in workspace.allowed(attribute):
        yield entry.problem("final", entry["final"], _one_of(entry["final"], workspace.allowed(attribute)))
    if entry["final"] or entry["why"]:
        yield from _check_current(coding, entry)


def _check_current(coding: Coding, entry: Entry) -> Iterator[Problem]:
    """Yield a problem where a pass changed after the decision; a row that people added may leave the codes out."""
    if not (entry["a"] or entry["b"]):
        return
    for name in ("a", "b"):
        now = coding.passes[name][entry["indicator_id"]][entry["attribute"]]
        if entry[name] != now:
            words = f"is not what pass {name} says now, {now or 'nothing'}; decide again and put that here"
            yield entry.problem(name, entry[name] or None, words)


def _check_implied(coding: Coding, decisions: Mapping[Key, Decision]) -> Iterator[Problem]:
    for (indicator_id, attribute), decision in decisions.items():
        status = final_status(coding, decisions, indicator_id)
        implied = implied_code(status, attribute)
        decided = attribute != "status" and status not in ("", Status.SUPPORTS) and decision.final
        if decided and decision.entry and decision.final != implied:
            words = f"must be {implied or 'empty'} where status is {status}"
            yield decision.entry.problem("final", decision.final, words)


def _one_of(value: str, known: Sequence[str]) -> str:
    return f"is not one of {', '.join(known)}{did_you_mean(value, known)}"
