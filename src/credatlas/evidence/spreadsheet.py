"""Write tables that people open in a spreadsheet, and read back what they wrote.

Knows what a spreadsheet takes for a formula. Knows no table.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from credatlas.evidence.csv_file import BYTE_ORDER_MARK

FORMULA = ("=", "+", "-", "@", "\t", "\r")
APOSTROPHE = "'"


def neutralise(text: str) -> str:
    """Return text that no spreadsheet runs: what would start a formula gets an apostrophe before it.

    So does what already looks like that, so that `restore` gives back every text as it was.
    """
    return APOSTROPHE + text if text.lstrip(APOSTROPHE).startswith(FORMULA) else text


def restore(cell: str) -> str:
    """Return the text that `neutralise` was given, from the cell that it made."""
    bare = cell.lstrip(APOSTROPHE)
    return cell[1:] if bare != cell and bare.startswith(FORMULA) else cell


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file for a spreadsheet: UTF-8 with the mark that Excel needs to see that, comma, LF."""
    return BYTE_ORDER_MARK + write_csv(columns, ([neutralise(cell) for cell in row] for row in rows))


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file as it stands among the data: UTF-8, comma, LF, quotes only where they are needed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
