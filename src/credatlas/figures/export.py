"""Write the data behind figures and tables as files for other programs.

Knows CSV, and what a spreadsheet would take for a formula. Draws nothing.
"""

import csv
import io

from credatlas.evidence.spreadsheet import FORMULA
from credatlas.figures.figure import Figure, Table


def neutralise(cell):
    """Return a cell that no spreadsheet runs: text that would start a formula gets an apostrophe before it."""
    if isinstance(cell, dict):
        cell = cell.get("href") or cell.get("text", "")
    if not isinstance(cell, str):
        return cell
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")  # a lone carriage return would break the row
    return f"'{lines}" if cell.startswith(FORMULA) else lines


def _written(cell) -> str | int:
    if isinstance(cell, float):
        return repr(float(f"{cell:.12g}"))
    return "" if cell is None else neutralise(cell)


def to_csv(shown: Figure | Table) -> str:
    """Return the rows as CSV (UTF-8, comma, LF); missing is an empty cell, a link its address.

    Numbers have twelve significant digits: what follows differs from one processor to the next.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in shown.columns])
    writer.writerows([[_written(cell) for cell in row] for row in shown.rows])
    return text.getvalue()
