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


def to_csv(shown: Figure | Table) -> str:
    """Return the rows as CSV at full precision (UTF-8, comma, LF); missing is an empty cell, a link its address."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in shown.columns])
    writer.writerows([["" if cell is None else neutralise(cell) for cell in row] for row in shown.rows])
    return text.getvalue()
