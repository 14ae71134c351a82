"""Write the sheets of a framework as one Excel workbook with drop-downs, and read those that were filled in there.

Knows openpyxl. A hidden sheet holds a digest of what each sheet said when the workbook was written; whoever differs
from it, the workbook or the CSV file, is the one that somebody filled in.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from credatlas.coding.sheets import FRAMEWORK, HELP, SOURCES, WORKBOOK
from credatlas.coding.workspace import CODED, Workspace
from credatlas.errors import Problem
from credatlas.evidence import FORMULA, TableDescriptor, find_separator, restore

DIGESTS = "credatlas"  # the hidden sheet
LONGEST = 255  # characters of a list that a drop-down can hold
SPARE = 50  # rows below the last in which a drop-down works too
WIDTHS = {"question": 40, "finding": 60, "note": 60, "about": 80, "codes": 80, "value": 40, "title": 40, "url": 40}


def make_workbook(workspace: Workspace, files: Mapping[str, bytes]) -> bytes:
    """Return the sheets as a workbook; cells hold text, codes are chosen. `files`: the CSV files by name."""
    book = Workbook()
    book.remove(book.active)
    digests = []
    for name, content in files.items():
        rows, sheet = _parse(content), book.create_sheet(Path(name).stem)
        _fill(sheet, rows)
        for cells, values in _choices(workspace, name, rows):
            _offer(sheet, cells, values)
        digests.append([name, _digest(rows)])
    hidden = book.create_sheet(DIGESTS)
    hidden.sheet_state = "hidden"
    for pair in digests:
        hidden.append(pair)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def find_filled_in(folder: Path, file: str) -> tuple[dict[str, list[list[str]]], list[Problem]]:
    """Return the rows, the header first, of each sheet that is to be read from the workbook, by the CSV file's name.

    Those are the sheets that were filled in there, or have no CSV file. Problems name the workbook `file`: it
    cannot be read, or a sheet was filled in there and as CSV.
    """
    try:
        book = load_workbook(folder / WORKBOOK, data_only=True)
        digests = dict(book[DIGESTS].iter_rows(values_only=True, max_col=2))
        told = {name: _read(book[Path(name).stem]) for name in digests}
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        return {}, [Problem(file, None, "", None, f"cannot be read as the workbook of these sheets: {error}")]
    filled_in, problems = {}, []
    for name, rows in told.items():
        saved = _parse((folder / name).read_bytes()) if (folder / name).exists() else None
        if saved is None or (_digest(rows) != digests[name] and rows != saved):
            filled_in[name] = rows
            if saved is not None and _digest(saved) != digests[name]:
                words = f"{Path(name).stem} was filled in here and in {name}; delete the one that does not count"
                problems.append(Problem(file, None, "", None, words))
    return filled_in, problems


def _parse(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file as spreadsheet programs save it; nothing is checked."""
    text = content.decode("utf-8-sig", errors="replace")
    rows = csv.reader(StringIO(text, newline=""), delimiter=find_separator(text))
    return [[restore(cell) for cell in row] for row in rows if any(row)]


def _read(sheet: Worksheet) -> list[list[str]]:
    rows = [[_as_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    width = max((index for row in rows[:1] for index, cell in enumerate(row, 1) if cell), default=0)
    while rows and not any(rows[-1]):
        rows.pop()
    return [row if any(row[width:]) else row[:width] for row in rows]


def _as_text(value) -> str:
    """Return a cell as its CSV file would have it: a number without a trailing .0, a date as ISO text."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return "" if value is None else str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _digest(rows: Sequence[Sequence[str]]) -> str:
    said = [[cell.replace("\r\n", "\n") for cell in row] for row in rows]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    sheet.freeze_panes = "C2" if HELP[0] in rows[0] else "A2"
    for number, row in enumerate(rows, 1):
        for index, text in enumerate(row, 1):
            cell = sheet.cell(number, index)
            cell.value, cell.data_type, cell.number_format = text, "s", "@"  # text, whatever it looks like
            cell.quotePrefix = text.startswith(FORMULA)
            cell.font, cell.alignment = Font(bold=number == 1), Alignment(wrap_text=True, vertical="top")
    for index, head in enumerate(rows[0], 1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS.get(head, max(len(head) + 4, 16))


def _choices(workspace: Workspace, name: str, rows: list[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the cells of a sheet in which a code is chosen, such as C2:C19, with the codes."""
    if name == FRAMEWORK:
        known = _codes(workspace.tables["frameworks"].descriptor)
        known["jurisdiction_id"] = workspace.tables["jurisdictions"].column("jurisdiction_id")
        yield from ((f"B{line}", known[row[0]]) for line, row in enumerate(rows, 1) if row[0] in known)
        return
    known = _codes(workspace.tables["sources" if name == SOURCES else CODED.get(name, "provisions")].descriptor)
    last = len(rows) + (SPARE if name == SOURCES else 0)
    for index, head in enumerate(rows[0], 1):
        if head in known and last > 1:
            letter = get_column_letter(index)
            yield f"{letter}2:{letter}{last}", known[head]


def _codes(table: TableDescriptor) -> dict[str, list[str]]:
    return {column.name: column.constraints.enum for column in table.schema_.fields_ if column.constraints.enum}


def _offer(sheet: Worksheet, cells: str, values: Iterable[str]) -> None:
    listed = ",".join(values)
    if len(listed) <= LONGEST:
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.add(cells)
        sheet.add_data_validation(rule)
