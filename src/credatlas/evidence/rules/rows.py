"""Go through the rows of a table as a rule does, and name a problem by its place."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from credatlas.errors import Problem


def iterate_rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield each row with its cells as attributes, and `file` and `line`."""
    return frame.itertuples(index=False, name="Row")


def problem_at(row: Any, column: str, value: str | None, message: str) -> Problem:
    """Return the problem of a cell; `value` is what stands there, None where it is empty."""
    return Problem(row.file, row.line, column, value, message)
