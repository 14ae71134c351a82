"""Read the sheets of one framework, say what is wrong in them, and what is still open.

Knows when a row is open: nothing stands where its code belongs. Open is never taken for a code.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from credatlas.coding.desk import Desk, copy_tables
from credatlas.coding.sheets import (
    ATTRIBUTES,
    FINDINGS,
    FRAMEWORK,
    FRAMEWORK_COLUMNS,
    PASSES,
    SOURCES,
    Entry,
    by_key,
    pass_sheet,
    read_entries,
)
from credatlas.errors import DataError, Problem
from credatlas.evidence import Confidence, Status, Table, check_codes_fit_status, check_tables


@dataclass(frozen=True)
class Coding:
    """What the sheets of one framework hold: its row by column, its sources, findings and passes by indicator."""

    framework_id: str
    framework: dict[str, Entry]
    sources: list[Entry]
    findings: dict[str, Entry]
    passes: dict[str, dict[str, Entry]]

    def is_coded(self, indicator_id: str) -> bool:
        """Say whether a pass is to code an indicator: not where it could not be read, unless one did."""
        read = self.findings[indicator_id]["confidence"] != Confidence.MISSING
        return read or any(rows[indicator_id]["status"] for rows in self.passes.values())


def read_coding(desk: Desk, framework_id: str) -> Coding:
    """Read and check the sheets of a framework.

    Raises UnknownFramework where there are none, DataError with every cell that is not right; cells that are still to
    be filled in are no problem: `list_open` names them.
    """
    folder = desk.find_coding(framework_id)
    coding, problems = _read_sheets(desk, folder, framework_id)
    if not problems:
        problems = _check_cells(desk, coding)
    if problems:
        raise DataError(problems)
    return coding


def list_open(desk: Desk, coding: Coding) -> list[str]:
    """Return what is still to be filled in, one line per sheet, with the rows or columns that are open."""
    empty = [name for name in _needed(desk, "frameworks") if not coding.framework[name]["value"]]
    lines = [f"{FRAMEWORK}: {', '.join(empty)} still to be filled in"] if empty else []
    for entry in coding.sources:
        empty = [name for name in _needed(desk, "sources") if not entry[name]]
        lines += [f"{SOURCES}: {', '.join(empty)} of {entry['source_id']} still to be filled in"] if empty else []
    findings = [name for name, entry in coding.findings.items() if _is_open(entry)]
    lines += _say_open(FINDINGS, findings, len(coding.findings))
    for name, rows in coding.passes.items():
        uncoded = [i for i, entry in rows.items() if coding.is_coded(i) and not entry["status"]]
        lines += _say_open(pass_sheet(name), uncoded, len(rows))
    return lines


def _needed(desk: Desk, table: str) -> list[str]:
    return [column.name for column in desk.tables[table].descriptor.schema_.fields_ if column.constraints.required]


def _is_open(entry: Entry) -> bool:
    needed = ("finding", "source_id") if entry["confidence"] != Confidence.MISSING else ()
    return not all(entry[column] for column in ("confidence", *needed))


def _say_open(sheet: str, names: Sequence[str], total: int) -> Iterator[str]:
    if names:
        yield f"{sheet}: {len(names)} of {total} open ({', '.join(names)})"


def _read_sheets(desk: Desk, folder: Path, framework_id: str) -> tuple[Coding, list[Problem]]:
    problems: list[Problem] = []

    def read(sheet: str, columns: Sequence[str], **options: bool) -> list[Entry]:
        entries, found = read_entries(folder / sheet, desk.file_of(framework_id, sheet), columns, **options)
        problems.extend(found)
        return entries

    def read_keyed(sheet: str, columns: Sequence[str], known: Sequence[str], where: str) -> dict[str, Entry]:
        keyed, found = by_key(read(sheet, columns), columns[0], known, where)
        problems.extend(found)
        return keyed

    columns, indicators = desk.tables["frameworks"].descriptor.file_columns, list(desk.indicators)
    framework = read_keyed(FRAMEWORK, FRAMEWORK_COLUMNS, columns, "the columns of frameworks.csv")
    sources = read(SOURCES, desk.tables["sources"].descriptor.file_columns, may_be_empty=True)
    findings = read_keyed(FINDINGS, desk.columns_of(FINDINGS), indicators, "indicators.indicator_id")
    passes = {
        name: read_keyed(sheet, desk.columns_of(sheet), indicators, "indicators.indicator_id")
        for name, sheet in ((name, pass_sheet(name)) for name in PASSES)
    }
    coding = Coding(framework_id, framework, sources, findings, passes)
    if not problems and framework["framework_id"]["value"] != framework_id:
        entry = framework["framework_id"]
        problems.append(
            entry.problem("value", entry["value"] or None, f"is not {framework_id}, as the folder is named")
        )
    return coding, problems


def _check_cells(desk: Desk, coding: Coding) -> list[Problem]:
    """Check every cell that is filled in: its own table's schema, and rule 1 in each row of a pass."""
    tables = copy_tables(desk, leave_out=coding.framework_id)
    add_framework(tables, coding)
    for entry in coding.findings.values():
        if entry["confidence"]:
            unread = entry["confidence"] == Confidence.MISSING
            codes = (Status.MISSING.value, *[""] * 4) if unread else (Status.SILENT.value, "", "0", "0", "0")
            add_provision(tables, coding, entry, dict(zip(ATTRIBUTES, codes, strict=True)), entry["note"])
    frames = {name: tables[name].frame() for name in ("provisions", "codings_a", "codings_b", "reforms")}
    problems = [*check_tables(tables), *check_codes_fit_status(**frames)]
    filled_in_later = {framework_file(coding), desk.file_of(coding.framework_id, SOURCES)}
    return [place_in_row(coding, p) for p in problems if not (p.file in filled_in_later and p.value is None)]


def add_framework(tables: Mapping[str, Table], coding: Coding) -> None:
    """Add the framework's row, the sources that are new, and the rows of its passes, each where it stands in a sheet.

    A source that stands in sources.csv word for word is not added again.
    """
    frameworks, sources = tables["frameworks"], tables["sources"]
    row = [coding.framework[name]["value"] for name in frameworks.descriptor.columns]
    _add(frameworks, row, framework_file(coding), 0)
    for entry in coding.sources:
        row = [entry[name] for name in sources.descriptor.columns]
        if row not in sources.rows:
            _add(sources, row, entry.file, entry.line)
    for name, rows in coding.passes.items():
        table = tables[f"codings_{name}"]
        for entry in rows.values():
            if entry["status"]:
                cells = {**entry.cells, "framework_id": coding.framework_id}
                _add(table, [cells[column] for column in table.descriptor.columns], entry.file, entry.line)


def add_provision(
    tables: Mapping[str, Table], coding: Coding, entry: Entry, codes: Mapping[str, str], note: str
) -> None:
    """Add one provision: the evidence of a row of findings, with these codes and this note."""
    table = tables["provisions"]
    cells = {**entry.cells, "framework_id": coding.framework_id, **codes, "note": note}
    _add(table, [cells[column] for column in table.descriptor.columns], entry.file, entry.line)


def framework_file(coding: Coding) -> str:
    """Return the name under which problems show the sheet with the framework's row."""
    return coding.framework["framework_id"].file


def place_in_row(coding: Coding, problem: Problem) -> Problem:
    """Return the problem with the line in which its column stands, where it is about the framework's row."""
    if problem.file != framework_file(coding) or problem.column not in coding.framework:
        return problem
    return replace(problem, line=coding.framework[problem.column].line)


def _add(table: Table, row: list[str], file: str, line: int) -> None:
    table.rows.append(row)
    table.places.append((file, line))
