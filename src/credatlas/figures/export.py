"""Write the data behind figures and tables as files for other programs.

Knows CSV, and what a spreadsheet would take for a formula. Draws nothing.
"""

import csv
import io

from credatlas.evidence import FORMULA
from credatlas.figures.figure import Figure, Table


def neutralise(cell):
    """Return a cell that no spreadsheet runs: text that would start a formula gets an apostrophe before it."""
    if isinstance(cell, dict):
        cell = cell.get("href") or cell.get("text", "")
    if not isinstance(cell, str):
        return cell
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")  # a lone carriage return would break the row
    return f"'{lines}" if cell.startswith(FORMULA) else lines


def _written(cell, significant: int) -> str | int:
    if isinstance(cell, float):
        return repr(float(f"{cell:.{significant}g}"))
    return "" if cell is None else neutralise(cell)


def to_csv(shown: Figure | Table, significant: int = 17) -> str:
    """Return the rows as CSV (UTF-8, comma, LF); missing is an empty cell, a link its address.

    Numbers are at full precision, or have some `significant` digits: the last of seventeen differ between processors.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in shown.columns])
    writer.writerows([[_written(cell, significant) for cell in row] for row in shown.rows])
    return text.getvalue()
