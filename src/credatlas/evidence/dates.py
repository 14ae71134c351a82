"""Read partial dates: `2024`, `2021-09` and `2021-08-30` mean the days from the first to the last possible.

Knows the calendar and nothing of frameworks.
"""

import re
from calendar import monthrange
from datetime import date

PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_partial_date(text: str) -> bool:
    """Say whether the text is a year, a month or a day that the calendar has."""
    if not PARTIAL_DATE.fullmatch(text):
        return False
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def first_day(text: str) -> date:
    """Return the first day that a partial date can mean. Raises ValueError when the calendar has no such day."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Return the last day that a partial date can mean. Raises ValueError when the calendar has no such day."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = PARTIAL_DATE.fullmatch(text)
    if match is None or "00" in match.groups() or match[1] == "0000":
        raise ValueError(f"{text!r} is not a year, a month or a day, such as 2024, 2024-05 or 2024-05-31")
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None
