"""Settle a framework: once nothing is open, the files of the data that its sheets make.

Knows how final codes and notes come of two passes and the decisions between them. Writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from credatlas.coding.decisions import (
    Decision,
    Key,
    decide,
    final_status,
    implied_code,
    list_undecided,
    write_decisions,
)
from credatlas.coding.desk import CODED, Desk, copy_tables
from credatlas.coding.reading import (
    Coding,
    add_framework,
    add_provision,
    framework_file,
    list_open,
    place_in_row,
    read_coding,
)
from credatlas.coding.record import append_rows, list_files
from credatlas.coding.sheets import ATTRIBUTES
from credatlas.errors import DataError, Problem
from credatlas.evidence import DESCRIPTOR, Status, Table, check_rules, check_tables, write_csv


@dataclass(frozen=True)
class Reconciled:
    """How far a framework is.

    `decisions`: each code on which the passes differ or that was looked at again. `open`: what is still to be done, in
    words. `sheet`: the reconciliation sheet as it should stand, None while a pass is open. `files`: by path the files
    of the data that change, empty while something is open, and where the framework was written before.
    """

    framework_id: str
    decisions: list[Decision] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    sheet: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)


def reconcile(desk: Desk, framework_id: str) -> Reconciled:
    """Compare the two passes of a framework, read what was decided, and make the final files when all is settled.

    Raises
    ------
    UnknownFramework
        when the framework has no sheets.
    DataError
        with every cell that is not right; with what the check of the whole data says of the result; or, where the
        framework is among the data already, with each code there that is not what the sheets say.
    """
    coding = read_coding(desk, framework_id)
    if lines := list_open(desk, coding):
        return Reconciled(framework_id, open=lines)
    decisions = decide(desk, coding)
    told = list(decisions.values()), write_decisions(desk, decisions)
    if undecided := list_undecided(coding, decisions):
        lines = [f"{d.indicator_id} {d.attribute}: {_what_is_open(d)}" for d in undecided]
        return Reconciled(framework_id, told[0], lines, told[1])
    tables = _settle(desk, coding, decisions)
    if framework_id in desk.framework_ids:
        _check_written(desk, tables, framework_id)
        return Reconciled(framework_id, told[0], [], told[1])
    _check_all(tables, coding, decisions)
    return Reconciled(framework_id, told[0], [], told[1], _make_files(desk, tables, coding))


def list_progress(desk: Desk) -> dict[str, list[str]]:
    """Return by framework what is still open, for each that has sheets and is not among the data yet.

    Raises DataError with every cell of their sheets that is not right.
    """
    progress, problems = {}, []
    for framework_id in desk.list_coding():
        if framework_id in desk.framework_ids:
            continue
        try:
            progress[framework_id] = reconcile(desk, framework_id).open
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return progress


def _what_is_open(decision: Decision) -> str:
    codes = f"a says {decision.a or 'nothing'}, b says {decision.b or 'nothing'}"
    if not decision.final:
        return f"{codes}; final is empty"
    return f"{codes}; why is empty"


def _settle(desk: Desk, coding: Coding, decisions: Mapping[Key, Decision]) -> dict[str, Table]:
    """Return the tables with everything that the sheets say of this framework."""
    tables = copy_tables(desk, leave_out=coding.framework_id)
    add_framework(tables, coding)
    for indicator_id in desk.indicators:
        entry = coding.findings[indicator_id]
        codes = {attribute: _final_code(coding, decisions, indicator_id, attribute) for attribute in ATTRIBUTES}
        reasons = [d.why for d in decisions.values() if d.indicator_id == indicator_id and d.is_settled]
        note = " ".join(dict.fromkeys(part for part in (entry["note"], *reasons) if part))
        add_provision(tables, coding, entry, codes, note)
    _cite_sources(tables, coding)
    return tables


def _final_code(coding: Coding, decisions: Mapping[Key, Decision], indicator_id: str, attribute: str) -> str:
    status = final_status(coding, decisions, indicator_id)
    if attribute == "status":
        return status
    if status != Status.SUPPORTS:
        return implied_code(status, attribute)
    decision = decisions.get((indicator_id, attribute))
    return decision.final if decision else coding.passes["a"][indicator_id][attribute]


def _cite_sources(tables: Mapping[str, Table], coding: Coding) -> None:
    """Add a row of framework_sources for each source of the framework, in the order in which the sheets name them."""
    table = tables["framework_sources"]
    named = [coding.framework["source_id"]["value"], *(entry["source_id"] for entry in coding.sources)]
    named += [entry["source_id"] for entry in coding.findings.values()]
    for source_id in dict.fromkeys(name for name in named if name):
        cells = {"framework_id": coding.framework_id, "source_id": source_id}
        table.rows.append([cells.get(column, "") for column in table.descriptor.columns])
        table.places.append((framework_file(coding), 0))


def _check_all(tables: Mapping[str, Table], coding: Coding, decisions: Mapping[Key, Decision]) -> None:
    frames = {name: table.frame() for name, table in tables.items()}
    problems = [*check_tables(tables), *check_rules(frames, set(frames))]
    if problems:
        raise DataError(_place(problem, coding, decisions) for problem in problems)


def _place(problem: Problem, coding: Coding, decisions: Mapping[Key, Decision]) -> Problem:
    """Return the problem where people can mend it: a code where it was decided, or else in pass a."""
    rows: dict[tuple[str, int | None], str] = {(row.file, row.line): name for name, row in coding.findings.items()}
    indicator_id = rows.get((problem.file, problem.line))
    if indicator_id is None or problem.column not in ATTRIBUTES:
        return place_in_row(coding, problem)
    decision = decisions.get((indicator_id, problem.column))
    entry = decision.entry if decision and decision.entry else coding.passes["a"][indicator_id]
    return replace(problem, file=entry.file, line=entry.line)


def _check_written(desk: Desk, tables: Mapping[str, Table], framework_id: str) -> None:
    """Refuse to write again what people may have corrected since; equal rows are no problem."""
    problems: list[Problem] = []
    for name in CODED.values():
        columns = tables[name].descriptor.columns
        key = columns.index("indicator_id")
        existing = {row[key]: (row, place) for row, place in _rows_of(desk.tables[name], framework_id)}
        for row, (file, line) in _rows_of(tables[name], framework_id):
            if row[key] in existing:
                problems += _differing_cells(columns, *existing[row[key]], row)
            else:
                problems.append(Problem(file, line, "", row[key], f"is not in {name} of the data, which are written"))
    if problems:
        raise DataError(problems)


def _differing_cells(columns: list[str], known: list[str], place: tuple[str, int], row: list[str]) -> Iterator[Problem]:
    for column, value, wanted in zip(columns, known, row, strict=True):
        if value != wanted:
            words = (
                f"is not what the sheets say, {wanted!r}; what is written is corrected in the data, not written again"
            )
            yield Problem(*place, column, value or None, words)


def _rows_of(table: Table, framework_id: str) -> Iterator[tuple[list[str], tuple[str, int]]]:
    for row, place in zip(table.rows, table.places, strict=True):
        if row[0] == framework_id:
            yield row, place


def _make_files(desk: Desk, tables: Mapping[str, Table], coding: Coding) -> dict[str, bytes]:
    files, listed = {}, {}
    for name in CODED.values():
        rows = [row[1:] for row, _ in _rows_of(tables[name], coding.framework_id)]
        if rows:
            listed[name] = str(tables[name].descriptor.folder / f"{coding.framework_id}.csv")
            files[listed[name]] = write_csv(tables[name].descriptor.file_columns, rows)
    for name in ("frameworks", "sources", "framework_sources"):
        path, before = tables[name].descriptor.path[0], len(desk.tables[name].rows)
        if added := tables[name].rows[before:]:
            files[path] = append_rows((desk.data / path).read_bytes(), added)
    files[DESCRIPTOR] = list_files((desk.data / DESCRIPTOR).read_bytes(), listed)
    return files
