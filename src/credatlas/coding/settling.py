"""Settle a framework: turn two passes and the decisions between them into final codes, notes and data files.

Returns the contents of files; writes nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from credatlas.coding.data_files import append_rows, list_files, move_version
from credatlas.coding.filled_sheets import (
    Coding,
    add_framework_rows,
    add_provision,
    list_open,
    locate_in_sheet,
    read_coding,
)
from credatlas.coding.passes import (
    Decision,
    Key,
    decide,
    final_status,
    implied_code,
    list_undecided,
    write_decisions,
)
from credatlas.coding.workspace import CODED, Workspace, tables_without
from credatlas.errors import DataError, Problem
from credatlas.evidence import ATTRIBUTES, DESCRIPTOR, RawTable, Status, check_rules, check_tables, write_csv


@dataclass(frozen=True)
class Reconciled:
    """The state of a framework that is being coded.

    Attributes
    ----------
    decisions
        each code on which the passes differ, or that people chose to decide again.
    open
        what is still to be done, one line each.
    sheet
        the reconciliation sheet to write; None while a pass is open.
    files
        data files to write, by path; empty while something is open, and for a framework that is already in the data.
    """

    framework_id: str
    decisions: list[Decision] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    sheet: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)


def reconcile(workspace: Workspace, framework_id: str) -> Reconciled:
    """Compare the two passes of a framework, read the decisions, and make the final files when all are settled.

    Raises
    ------
    UnknownFramework
        when the framework has no sheets.
    DataError
        with every wrong cell; with every problem of the resulting data; or, for a framework that is already in the
        data, with each cell there that differs from the sheets.
    """
    coding = read_coding(workspace, framework_id)
    if lines := list_open(workspace, coding):
        return Reconciled(framework_id, open=lines)
    decisions = decide(workspace, coding)
    listed, sheet = list(decisions.values()), write_decisions(workspace, decisions)
    if undecided := list_undecided(coding, decisions):
        return Reconciled(framework_id, listed, list(map(_format_open, undecided)), sheet)
    tables = _settle(workspace, coding, decisions)
    if framework_id in workspace.framework_ids:
        _check_written(workspace, tables, framework_id)
        return Reconciled(framework_id, listed, [], sheet)
    _check_all(tables, coding, decisions)
    return Reconciled(framework_id, listed, [], sheet, _make_files(workspace, tables, coding))


def list_progress(workspace: Workspace) -> dict[str, list[str]]:
    """Return what is still open by framework, for each that has sheets and is not in the data yet.

    Raises DataError with every wrong cell of their sheets.
    """
    progress, problems = {}, []
    for framework_id in workspace.list_coding():
        if framework_id in workspace.framework_ids:
            continue
        try:
            progress[framework_id] = reconcile(workspace, framework_id).open
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return progress


def _format_open(decision: Decision) -> str:
    empty = "why" if decision.final else "final"
    return (
        f"{decision.indicator_id} {decision.attribute}: "
        f"a says {decision.a or 'nothing'}, b says {decision.b or 'nothing'}; {empty} is empty"
    )


def _settle(workspace: Workspace, coding: Coding, decisions: Mapping[Key, Decision]) -> dict[str, RawTable]:
    """Return the tables with the settled rows of this framework."""
    tables = tables_without(workspace, coding.framework_id)
    add_framework_rows(tables, coding)
    for indicator_id in workspace.indicators:
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


def _cite_sources(tables: Mapping[str, RawTable], coding: Coding) -> None:
    """Add a row of framework_sources for each source of the framework, in the order of the sheets."""
    named = [coding.framework["source_id"]["value"], *(entry["source_id"] for entry in coding.sources)]
    named += [entry["source_id"] for entry in coding.findings.values()]
    for source_id in dict.fromkeys(name for name in named if name):
        cells = {"framework_id": coding.framework_id, "source_id": source_id}
        tables["framework_sources"].add(cells, coding.framework_file, 0)


def _check_all(tables: Mapping[str, RawTable], coding: Coding, decisions: Mapping[Key, Decision]) -> None:
    frames = {name: table.frame() for name, table in tables.items()}
    problems = [*check_tables(tables), *check_rules(frames, set(frames))]
    if problems:
        raise DataError(_locate(problem, coding, decisions) for problem in problems)


def _locate(problem: Problem, coding: Coding, decisions: Mapping[Key, Decision]) -> Problem:
    """Return the problem with the file and line to correct: that of the decision on a code, or else of pass a."""
    rows: dict[tuple[str, int | None], str] = {(row.file, row.line): name for name, row in coding.findings.items()}
    indicator_id = rows.get((problem.file, problem.line))
    if indicator_id is None or problem.column not in ATTRIBUTES:
        return locate_in_sheet(coding, problem)
    decision = decisions.get((indicator_id, problem.column))
    entry = decision.entry if decision and decision.entry else coding.passes["a"][indicator_id]
    return replace(problem, file=entry.file, line=entry.line)


def _check_written(workspace: Workspace, tables: Mapping[str, RawTable], framework_id: str) -> None:
    """Raise DataError where rows in the data differ from the sheets, since people may have corrected them."""
    problems: list[Problem] = []
    for name in CODED.values():
        columns = tables[name].descriptor.columns
        key = columns.index("indicator_id")
        existing = {row[key]: (row, file_line) for row, file_line in _rows_of(workspace.tables[name], framework_id)}
        for row, (file, line) in _rows_of(tables[name], framework_id):
            if row[key] in existing:
                problems += _differing_cells(columns, *existing[row[key]], row)
            else:
                problems.append(Problem(file, line, "", row[key], f"is not in {name} of the data"))
    if problems:
        raise DataError(problems)


def _differing_cells(
    columns: list[str], known: list[str], file_line: tuple[str, int], row: list[str]
) -> Iterator[Problem]:
    for column, value, wanted in zip(columns, known, row, strict=True):
        if value != wanted:
            words = f"differs from the sheets, which have {wanted!r}; correct it in the data, it is not written again"
            yield Problem(*file_line, column, value or None, words)


def _rows_of(table: RawTable, framework_id: str) -> Iterator[tuple[list[str], tuple[str, int]]]:
    for row, file_line in zip(table.rows, table.places, strict=True):
        if row[0] == framework_id:
            yield row, file_line


def _make_files(workspace: Workspace, tables: Mapping[str, RawTable], coding: Coding) -> dict[str, bytes]:
    files, listed = {}, {}
    for name in CODED.values():
        rows = [row[1:] for row, _ in _rows_of(tables[name], coding.framework_id)]
        if rows:
            listed[name] = str(tables[name].descriptor.folder / f"{coding.framework_id}.csv")
            files[listed[name]] = write_csv(tables[name].descriptor.file_columns, rows)
    for name in ("frameworks", "sources", "framework_sources"):
        path, before = tables[name].descriptor.path[0], len(workspace.tables[name].rows)
        if added := tables[name].rows[before:]:
            files[path] = append_rows((workspace.data / path).read_bytes(), added)
    files[DESCRIPTOR] = move_version(list_files((workspace.data / DESCRIPTOR).read_bytes(), listed))
    return files
