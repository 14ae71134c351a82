"""Read days, and partial dates: the first and the last day that `2024`, `2021-09` or `2021-08-30` can mean."""

import re
from calendar import monthrange
from datetime import date, datetime

from credatlas.errors import quote

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def read_day(asked: str | date) -> str:
    """Return a day as text, such as "2022-11-22", from that text, a date, or a timestamp.

    Raises ValueError for anything else; for a year or a month the message says which days to write.
    """
    day = asked.date() if isinstance(asked, datetime) and asked == asked else asked  # a timestamp is one, NaT none
    text = day.isoformat() if isinstance(day, date) and not isinstance(day, datetime) else str(asked)
    if DAY.fullmatch(text) and is_partial_date(text):
        return text
    words = f"as_of {quote(asked) if isinstance(asked, str) else repr(asked)} is neither 'latest' nor a day"
    if not is_partial_date(text):
        raise ValueError(f"{words} such as '2022-11-22'")
    raise ValueError(f"{words}: write '{first_day(text)}' for its first day, or '{last_day(text)}' for its last")


def is_partial_date(text: str) -> bool:
    """Whether the text is a year, month or day that exists in the calendar."""
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def first_day(text: str) -> date:
    """Return the first day that a partial date can mean. Raises ValueError for a day that does not exist."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """Return the last day that a partial date can mean. Raises ValueError for a day that does not exist."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    """Return year, month and day; 0 for what the text leaves open."""
    match = PARTIAL_DATE.fullmatch(text)
    if match is None or "00" in match.groups() or match[1] == "0000":
        raise ValueError(f"{text!r} is not a year, a month or a day, such as 2024, 2024-05 or 2024-05-31")
    return int(match[1]), int(match[2] or 0), int(match[3] or 0)


DAYS = {"from_day": ("in_force_from", first_day), "to_day": ("in_force_to", last_day)}  # what stands beside a column
