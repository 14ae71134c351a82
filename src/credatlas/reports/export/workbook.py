"""Write tables as one Excel workbook: a sheet about the data, one with the fields, one per table.

Knows openpyxl and what Excel can hold. The same tables give the same bytes: no clock is asked.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from credatlas.figures import FORMULA
from credatlas.reports.export.tidy import TidyTable

FIELD_HEADS = ["table", "name", "type", "unit", "description", "missing", "labels"]
NARROW, WIDE = 8, 60  # letters
LONGEST = 32_767  # characters that a cell of Excel can hold
BEGINNING = datetime(1980, 1, 1)  # earliest time that a zip archive can tell


def to_workbook(tables: Sequence[TidyTable]) -> bytes:
    """Return the workbook; missing is an empty cell, text never a formula, a number has 16 significant digits.

    Raises ValueError for a cell with more or other characters than Excel can hold.
    """
    for table in tables:
        _check(table)
    book = Workbook(write_only=True)
    book.properties.creator = "credatlas"
    book.properties.created = book.properties.modified = BEGINNING
    _add_sheet(book, "about", ["of", "what"], _about(tables), wrapped=True)
    _add_sheet(book, "fields", FIELD_HEADS, _fields(tables), wrapped=True)
    for table in tables:
        _add_sheet(book, table.name, list(table.frame.columns), table.to_rows())
    file = BytesIO()
    ExcelWriter(book, _Archive(file, "w")).save()
    return file.getvalue()


class _Archive(ZipFile):
    """A zip archive in which every member is of the same time."""

    def writestr(self, name, data, compress_type=ZIP_DEFLATED, compresslevel=None):
        super().writestr(ZipInfo(name, BEGINNING.timetuple()[:6]), data, compress_type, compresslevel)

    def write(self, filename, arcname=None, compress_type=ZIP_DEFLATED, compresslevel=None):
        self.writestr(arcname, Path(filename).read_bytes(), compress_type, compresslevel)


def _check(table: TidyTable) -> None:
    for number, row in enumerate(table.to_rows(), 2):
        for head, value in zip(table.frame.columns, row, strict=True):
            if isinstance(value, str) and (len(value) > LONGEST or ILLEGAL_CHARACTERS_RE.search(value)):
                what = f"more than {LONGEST:,} characters" if len(value) > LONGEST else "a control character"
                where = f"sheet {table.name}, row {number}, {head}"
                raise ValueError(f"{where}: {what}, which Excel cannot hold; csv, json and parquet can")


def _about(tables: Sequence[TidyTable]) -> Iterable[list[str]]:
    for table in tables:
        about = table.about()
        yield [table.name, f"{table.title}. {table.description}"]
        yield [f"{table.name}: as of", about["as_of"] or "all days"]
        yield [f"{table.name}: citation", about["citation"]]
        yield [f"{table.name}: licence", " ".join(table.licence).strip()]


def _fields(tables: Sequence[TidyTable]) -> Iterable[list[str]]:
    for table in tables:
        for field in table.fields.to_dict("records"):
            labels = "; ".join(f"{one['value']} {one['label']}" for one in field["categories"])
            yield [table.name, *({**field, "labels": labels}[head] for head in FIELD_HEADS[1:])]


def _add_sheet(book: Workbook, name: str, heads: list[str], rows: Iterable[list], wrapped: bool = False) -> None:
    rows = list(rows)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for index, head in enumerate(heads):
        letters = max([len(head), *(len(str(row[index])) for row in rows if row[index] is not None)])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(max(letters + 2, NARROW), WIDE)
    sheet.append([_cell(sheet, head, font=Font(bold=True)) for head in heads])
    alignment = Alignment(wrap_text=True, vertical="top") if wrapped else None
    for row in rows:
        sheet.append([_cell(sheet, value, alignment=alignment) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"


def _cell(sheet: WriteOnlyWorksheet, value, font: Font | None = None, alignment: Alignment | None = None):
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # also where it looks like a formula or an error
        cell.quotePrefix = value.startswith(FORMULA)  # and stays text when somebody edits it
    if font:
        cell.font = font
    if alignment:
        cell.alignment = alignment
    return cell
