"""Read and write CSV files: rows with their line numbers, and every fault of the text as a problem.

Knows UTF-8, commas and quotes, what spreadsheet programs do to them, and what they take for a formula. Knows no table:
the caller says which columns a file must have.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from credatlas.errors import Problem, did_you_mean, suggest

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = {",": "a comma", ";": "a semicolon", "\t": "a tab"}  # spreadsheet programs write them by country
MOST_HEADER = 100_000  # characters in which a header is looked for
LINE_END = re.compile(r"\r\n?|\n")  # of Windows, of old Macs, of all others
EXCEL_LINE = re.compile(r"sep=.[\r\n]", re.IGNORECASE)  # a first line that tells Excel the separator
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that starts so is run by spreadsheet programs
APOSTROPHE = "'"
# A quoted cell; group 1 is its closing quote, absent where the cell is not closed properly.
QUOTED_CELL = re.compile(r'(?:\A|(?<=[,;\t\r\n]))"[^"]*(?:""[^"]*)*("(?=[,;\t\r\n]|\Z))?')


@dataclass(frozen=True)
class Sheet:
    """The rows of one file as text; `lines` holds the line on which each row starts, from 1."""

    file: str
    rows: list[list[str]]
    lines: list[int]


def read_sheet(
    path: Path, file: str, columns: Sequence[str], *, may_be_empty: bool = False
) -> tuple[Sheet, list[Problem]]:
    """Read a CSV file that must have exactly these columns, in this order, and rows unless it may be empty.

    Cells may be separated by commas, semicolons or tabs: the header says which.

    Returns
    -------
    The rows that could be read, and the problems found; `file` is the name that problems show. There are no rows where
    the bytes or the header are wrong; a row of the wrong length is left out.
    """
    nothing = Sheet(file, [], [])
    content, problem = read_bytes(path, file)
    problem = problem or _check_encoding(content, file)
    if problem:
        return nothing, [problem]
    text = content.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    if EXCEL_LINE.match(text):
        return nothing, [Problem(file, 1, "", None, "is a line for Excel and not the header; delete it")]
    rows, lines, problem = _split_rows(text, file, find_separator(text, columns))
    if problem:
        return nothing, [problem]
    return check_sheet(rows, lines, file, columns, may_be_empty=may_be_empty)


def check_sheet(
    rows: list[list[str]], lines: list[int], file: str, columns: Sequence[str], *, may_be_empty: bool = False
) -> tuple[Sheet, list[Problem]]:
    """Check rows, the header first, as `read_sheet` does, and return those below it with the problems found."""
    problems = _check_header(rows, file, columns)
    if not problems and len(rows) == 1 and not may_be_empty:
        problems = [Problem(file, None, "", None, "has a header and no rows")]
    return (Sheet(file, [], []), problems) if problems else _check_lengths(rows, lines, file)


def find_separator(text: str, columns: Iterable[str] = ()) -> str:
    """Return what separates the cells of a CSV file: that by which its first line has the most of these columns.

    Without columns, or where none is found, that by which the first line has the most cells.
    """
    first, wanted = LINE_END.split(text[:MOST_HEADER], 1)[0], set(columns)
    heads = {separator: next(csv.reader([first], delimiter=separator), []) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: (len(wanted.intersection(heads[separator])), len(heads[separator])))


def read_bytes(path: Path, file: str) -> tuple[bytes, Problem | None]:
    """Return the bytes of a file, or the problem that kept it from being read."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            return b"", Problem(file, None, "", None, "is not an ordinary file")
        return path.read_bytes(), None
    except FileNotFoundError:
        return b"", Problem(file, None, "", None, "is missing")
    except IsADirectoryError:
        return b"", Problem(file, None, "", None, "is a folder; a file is needed")
    except OSError as error:
        return b"", Problem(file, None, "", None, f"cannot be read: {error.strerror}")


def neutralise(text: str) -> str:
    """Return text that no spreadsheet program runs: an apostrophe is put before what would start a formula.

    An apostrophe before a formula gets another one, so that `restore` gives back every text as it was.
    """
    return APOSTROPHE + text if text.lstrip(APOSTROPHE).startswith(FORMULA) else text


def restore(cell: str) -> str:
    """Return the text that `neutralise` turned into this cell."""
    bare = cell.lstrip(APOSTROPHE)
    return cell[1:] if bare != cell and bare.startswith(FORMULA) else cell


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file for spreadsheet programs: with the byte order mark that Excel needs, formulas neutralised."""
    return BYTE_ORDER_MARK + write_csv(columns, ([neutralise(cell) for cell in row] for row in rows))


def write_csv(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file in the form of the data files: UTF-8, comma, LF, quotes only where they are needed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def _check_encoding(content: bytes, file: str) -> Problem | None:
    if content.startswith(UTF_16_MARKS):
        return Problem(file, 1, "", None, "is UTF-16; save the file as UTF-8")
    if not content.removeprefix(BYTE_ORDER_MARK).strip():
        return Problem(file, None, "", None, "is empty; a header and rows are needed")
    if (position := content.find(b"\0")) >= 0:
        line = _line_of(content.decode("latin-1"), position)
        return Problem(file, line, "", None, "holds a NUL byte; save the file as UTF-8 text")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_of(content.decode("latin-1"), error.start)
        words = f"is not UTF-8 (byte 0x{content[error.start]:02x}); save the file as UTF-8"
        return Problem(file, line, "", None, words)
    return None


def _line_of(text: str, position: int) -> int:
    return len(LINE_END.findall(text[:position])) + 1


def _split_rows(text: str, file: str, separator: str) -> tuple[list[list[str]], list[int], Problem | None]:
    rows, lines, line = [], [], 1
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()))  # of the whole process, so it is restored
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error:
        message = "a quote opens here and is not closed as it should be; double the quotes inside a cell"
        return [], [], Problem(file, _line_of_open_quote(text, line), "", None, message)
    finally:
        csv.field_size_limit(limit)
    return rows, lines, None


def _line_of_open_quote(text: str, first_line: int) -> int:
    """Return the line of the first cell, from the first line of its row on, whose quote is not closed."""
    start = sum(map(len, list(io.StringIO(text, newline=""))[: first_line - 1]))
    not_closed = (cell.start() for cell in QUOTED_CELL.finditer(text, start) if cell[1] is None)
    return _line_of(text, next(not_closed, start))


def _check_header(rows: list[list[str]], file: str, columns: Sequence[str]) -> list[Problem]:
    header = rows[0]
    if nameless := [number for number, column in enumerate(header, 1) if not column.strip()]:
        what = "column has" if len(nameless) == 1 else "columns have"
        words = f"{len(nameless)} {what} no name, the first is column {nameless[0]}; delete what is empty"
        return [Problem(file, 1, "", None, words)]
    times = Counter(header)
    extra = [column for column in times if column not in columns]
    twice = [column for column in columns if times[column] > 1]
    missing = [column for column in columns if column not in times]
    renamed = {suggest(column, missing) for column in extra}
    problems = [Problem(file, 1, "", c, f"is not a column of this file{did_you_mean(c, missing)}") for c in extra]
    problems += [Problem(file, 1, column, None, "stands twice in the header") for column in twice]
    problems += [Problem(file, 1, column, None, "column is missing") for column in missing if column not in renamed]
    if not problems and header != list(columns):
        problems = [Problem(file, 1, "", None, f"columns are in another order; needed: {','.join(columns)}")]
    return problems


def _check_lengths(rows: list[list[str]], lines: list[int], file: str) -> tuple[Sheet, list[Problem]]:
    width = len(rows[0])
    kept, kept_lines, problems, empty = [], [], [], []
    for row, line in zip(rows[1:], lines[1:], strict=True):
        if not any(map(str.strip, row)):
            empty.append(line)
        elif len(row) == width:
            kept.append(row)
            kept_lines.append(line)
        else:
            what = f"has {len(row)} cell{'' if len(row) == 1 else 's'}"
            problems.append(Problem(file, line, "", None, f"{what}; {width} cells are needed, as in the header"))
    if empty:
        more = f", and {len(empty) - 1} more" if len(empty) > 1 else ""
        problems.append(Problem(file, empty[0], "", None, f"is an empty line{more}; delete it"))
    return Sheet(file, kept, kept_lines), problems
