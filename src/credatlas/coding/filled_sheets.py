"""Read and check the filled sheets of one framework, and list what is still to be filled in.

A row without a code is open; it is never taken for a code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from credatlas.coding.sheets import (
    FINDINGS,
    FRAMEWORK,
    FRAMEWORK_COLUMNS,
    PASSES,
    SOURCES,
    WORKBOOK,
    Entry,
    check_entries,
    index_entries,
    pass_sheet,
    read_entries,
)
from credatlas.coding.workspace import Workspace, tables_without
from credatlas.errors import DataError, Problem
from credatlas.evidence import ATTRIBUTES, Confidence, RawTable, Status, check_codes_fit_status, check_tables


@dataclass(frozen=True)
class Coding:
    """The content of the sheets of one framework: its row by column, its sources, findings and passes by indicator."""

    framework_id: str
    framework: dict[str, Entry]
    sources: list[Entry]
    findings: dict[str, Entry]
    passes: dict[str, dict[str, Entry]]

    @property
    def framework_file(self) -> str:
        """The path, as problems show it, of the sheet with the framework's row."""
        return self.framework["framework_id"].file

    def is_coded(self, indicator_id: str) -> bool:
        """Whether the passes must code an indicator: not where its text was unreadable, unless one did."""
        read = self.findings[indicator_id]["confidence"] != Confidence.MISSING
        return read or any(rows[indicator_id]["status"] for rows in self.passes.values())


def read_coding(workspace: Workspace, framework_id: str) -> Coding:
    """Read and check the sheets of a framework; cells that are still empty are left to `list_open`.

    Raises UnknownFramework where there are no sheets, DataError with every wrong cell.
    """
    folder = workspace.find_coding(framework_id)
    coding, problems = _read_sheets(workspace, folder, framework_id)
    if not problems:
        problems = _check_cells(workspace, coding)
    if problems:
        raise DataError(problems)
    return coding


def list_open(workspace: Workspace, coding: Coding) -> list[str]:
    """Return one line per sheet with the rows or columns that are still to be filled in."""
    empty = [name for name in _needed(workspace, "frameworks") if not coding.framework[name]["value"]]
    lines = [f"{FRAMEWORK}: {', '.join(empty)} still to be filled in"] if empty else []
    for entry in coding.sources:
        empty = [name for name in _needed(workspace, "sources") if not entry[name]]
        lines += [f"{SOURCES}: {', '.join(empty)} of {entry['source_id']} still to be filled in"] if empty else []
    findings = [name for name, entry in coding.findings.items() if _is_open(entry)]
    lines += _format_open(FINDINGS, findings, len(coding.findings))
    for name, rows in coding.passes.items():
        uncoded = [i for i, entry in rows.items() if coding.is_coded(i) and not entry["status"]]
        lines += _format_open(pass_sheet(name), uncoded, len(rows))
    return lines


def _needed(workspace: Workspace, table: str) -> list[str]:
    return [column.name for column in workspace.tables[table].descriptor.schema_.fields_ if column.constraints.required]


def _is_open(entry: Entry) -> bool:
    needed = ("finding", "source_id") if entry["confidence"] != Confidence.MISSING else ()
    return not all(entry[column] for column in ("confidence", *needed))


def _format_open(sheet: str, names: Sequence[str], total: int) -> Iterator[str]:
    if names:
        yield f"{sheet}: {len(names)} of {total} open ({', '.join(names)})"


def _read_sheets(workspace: Workspace, folder: Path, framework_id: str) -> tuple[Coding, list[Problem]]:
    book = workspace.file_name(framework_id, WORKBOOK)
    elsewhere: dict[str, list[list[str]]] = {}
    problems: list[Problem] = []
    if (folder / WORKBOOK).exists():
        from credatlas.coding.workbook import find_filled_in  # loads openpyxl, which takes long

        elsewhere, problems = find_filled_in(folder, book)

    def read(sheet: str, columns: Sequence[str], **options: bool) -> list[Entry]:
        if sheet in elsewhere:
            return check_entries(elsewhere[sheet], f"{book} ({Path(sheet).stem})", columns, problems, **options)
        file = workspace.file_name(framework_id, sheet)
        return read_entries(folder / sheet, file, columns, problems, **options)

    def read_coded(sheet: str) -> dict[str, Entry]:
        entries, indicators = read(sheet, workspace.sheet_columns(sheet)), list(workspace.indicators)
        return index_entries(entries, "indicator_id", indicators, "indicators.indicator_id", problems)

    columns, rows = workspace.tables["frameworks"].descriptor.file_columns, read(FRAMEWORK, FRAMEWORK_COLUMNS)
    framework = index_entries(rows, "column", columns, "the columns of frameworks.csv", problems)
    sources = read(SOURCES, workspace.tables["sources"].descriptor.file_columns, may_be_empty=True)
    findings, passes = read_coded(FINDINGS), {name: read_coded(pass_sheet(name)) for name in PASSES}
    coding = Coding(framework_id, framework, sources, findings, passes)
    if not problems and framework["framework_id"]["value"] != framework_id:
        entry = framework["framework_id"]
        problems.append(
            entry.problem("value", entry["value"] or None, f"is not {framework_id}, as the folder is named")
        )
    return coding, problems


def _check_cells(workspace: Workspace, coding: Coding) -> list[Problem]:
    """Check every filled cell against the schema of its table, and each row of a pass against rule 1."""
    tables = tables_without(workspace, coding.framework_id)
    add_framework_rows(tables, coding)
    for entry in coding.findings.values():
        if entry["confidence"]:
            unread = entry["confidence"] == Confidence.MISSING
            codes = (Status.MISSING.value, *[""] * 4) if unread else (Status.SILENT.value, "", "0", "0", "0")
            add_provision(tables, coding, entry, dict(zip(ATTRIBUTES, codes, strict=True)), entry["note"])
    frames = {name: tables[name].frame() for name in ("provisions", "codings_a", "codings_b", "reforms")}
    problems = [*check_tables(tables), *check_codes_fit_status(**frames)]
    filled_in_later = {coding.framework_file, *(entry.file for entry in coding.sources)}
    return [locate_in_sheet(coding, p) for p in problems if not (p.file in filled_in_later and p.value is None)]


def add_framework_rows(tables: Mapping[str, RawTable], coding: Coding) -> None:
    """Add the framework's row, its new sources and the rows of its passes to the tables, with their place in a sheet.

    A source that is already in sources.csv, word for word, is not added again.
    """
    framework = {name: entry["value"] for name, entry in coding.framework.items()}
    tables["frameworks"].add(framework, coding.framework_file, 0)
    for entry in coding.sources:
        if list(entry.cells.values()) not in tables["sources"].rows:
            tables["sources"].add(entry.cells, entry.file, entry.line)
    for name, rows in coding.passes.items():
        for entry in rows.values():
            if entry["status"]:
                cells = {**entry.cells, "framework_id": coding.framework_id}
                tables[f"codings_{name}"].add(cells, entry.file, entry.line)


def add_provision(
    tables: Mapping[str, RawTable], coding: Coding, entry: Entry, codes: Mapping[str, str], note: str
) -> None:
    """Add a provision: the evidence from a row of the findings, with these codes and this note."""
    cells = {**entry.cells, "framework_id": coding.framework_id, **codes, "note": note}
    tables["provisions"].add(cells, entry.file, entry.line)


def locate_in_sheet(coding: Coding, problem: Problem) -> Problem:
    """Return a problem in the framework's row with the line of framework.csv that holds its column."""
    if problem.file != coding.framework_file or problem.column not in coding.framework:
        return problem
    return replace(problem, line=coding.framework[problem.column].line)
