"""Name the sheets in which a framework is coded and their columns, and read the rows of a sheet.

Knows which columns people fill in and which only explain; knows no code and no rule.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from credatlas.errors import Problem, did_you_mean
from credatlas.evidence import Sheet, check_sheet, read_sheet, restore

PASSES = ("a", "b")
EVIDENCE = ("finding", "key_terms", "source_id", "locator", "confidence")

FRAMEWORK, SOURCES, FINDINGS, RECONCILIATION = "framework.csv", "sources.csv", "findings.csv", "reconciliation.csv"
WORKBOOK = "sheets.xlsx"  # all but the last of them, for whom drop-downs help
FRAMEWORK_COLUMNS = ["column", "value", "about"]
HELP = ("question", "codes")  # columns that explain, and are not filled in
RECONCILIATION_COLUMNS = ["indicator_id", "attribute", "a", "b", "note_a", "note_b", "final", "why", "codes"]


@dataclass(frozen=True)
class Entry:
    """One row of a sheet: its cells by column, with its file and line."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, column: str, value: str | None, message: str) -> Problem:
        """Return a problem in this row."""
        return Problem(self.file, self.line, column, value, message)


def pass_sheet(name: str) -> str:
    """Return the file name of the sheet of a pass."""
    return f"pass-{name}.csv"


def read_entries(
    path: Path, file: str, columns: Sequence[str], problems: list[Problem], *, may_be_empty: bool = False
) -> list[Entry]:
    """Read a sheet as saved by a spreadsheet program, and add its problems, which name it `file`."""
    sheet, found = read_sheet(path, file, columns, may_be_empty=may_be_empty)
    problems += found
    rows = [[restore(cell) for cell in row] for row in sheet.rows]
    return _entries(Sheet(file, rows, sheet.lines), columns)


def check_entries(
    rows: list[list[str]], file: str, columns: Sequence[str], problems: list[Problem], *, may_be_empty: bool = False
) -> list[Entry]:
    """Return the rows of a sheet that was read elsewhere, the header first, and add its problems."""
    sheet, found = check_sheet(rows or [[]], [*range(1, len(rows) + 1)], file, columns, may_be_empty=may_be_empty)
    problems += found
    return _entries(sheet, columns)


def _entries(sheet: Sheet, columns: Sequence[str]) -> list[Entry]:
    return [
        Entry(sheet.file, line, dict(zip(columns, row, strict=True)))
        for row, line in zip(sheet.rows, sheet.lines, strict=True)
    ]


def index_entries(
    entries: Sequence[Entry], column: str, known: Sequence[str], where: str, problems: list[Problem]
) -> dict[str, Entry]:
    """Return the rows by the value of a key column; add a problem for each unknown, repeated or absent value."""
    keyed: dict[str, Entry] = {}
    times = Counter(entry[column] for entry in entries)
    for entry in entries:
        value = entry[column]
        if value not in known:
            problems.append(entry.problem(column, value or None, f"is not in {where}{did_you_mean(value, known)}"))
        elif value in keyed:
            problems.append(entry.problem(column, value, f"stands already in line {keyed[value].line}"))
        else:
            keyed[value] = entry
    absent = [value for value in known if not times[value]]
    if absent and entries:
        words = f"has no row for {', '.join(absent)}; fill in the rows, and leave them all"
        problems.append(Problem(entries[0].file, None, "", None, words))
    return keyed
