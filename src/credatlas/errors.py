"""Report problems in the data: where, what, what is allowed, and the nearest right value.

Knows how a problem is worded and how the nearest right value is found. Knows no table and no rule.
"""

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST_VALUE = 60  # characters of a value that a message shows
LEAST_LIKENESS = 0.6  # ratio of difflib below which a suggestion would puzzle


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the data. Parts that are unknown are left out: line None, column "", value None."""

    file: str
    line: int | None
    column: str
    value: str | None
    message: str

    def __str__(self) -> str:
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part not in (None, ""))
        words = [where if self.column else f"{where}:"]
        if self.value is not None:
            words.append(quote(self.value))
        return " ".join([*words, self.message])


class DataError(Exception):
    """The data break their own schema or rules. `problems` holds all of them, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sort_problems(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n  ".join([f"{count_of(self.problems, 'problem')} in the data", *map(str, self.problems)])


class NothingToShow(ValueError):
    """The data hold nothing of what was asked for: a chart, table or score has nothing to be made from.

    Raised on purpose and only for that, so that a build may leave the figure out; any other error is a fault.
    """


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by file, then line (those without a line first), each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.file, problem.line or 0))


def count_of(things: Sized, named: str) -> str:
    """Return how many things there are in words, such as "1 problem" and "2 problems"."""
    return f"{len(things)} {named}{'' if len(things) == 1 else 's'}"


def quote(value: str) -> str:
    """Return the value in quotes, control characters escaped, cut to a length that a message can hold."""
    if len(value) <= LONGEST_VALUE:
        return repr(value)
    return f"{value[: LONGEST_VALUE - 3]!r}..."


def printable(name: str) -> str:
    """Return the name of a file with bytes that are not UTF-8 escaped, so that it can be printed and stored."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def suggest(value: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed value nearest to `value` (the first among equals), or None when none is near.

    An id that only lacks its first part is near: `ON` suggests `CA-ON`.
    """
    sought, known = value[: 2 * LONGEST_VALUE].strip().casefold(), tuple(allowed)
    ends = [candidate for candidate in known if sought and candidate.casefold().endswith(f"-{sought}")]
    return ends[0] if len(ends) == 1 else _nearest(sought, known)


def did_you_mean(value: str, allowed: Iterable[str]) -> str:
    """Return "; did you mean 'X'?" for the nearest allowed value, or "" when none is near."""
    nearest = suggest(value, allowed)
    return "" if nearest is None else f"; did you mean {quote(nearest)}?"


@lru_cache(maxsize=4096)
def _nearest(value: str, allowed: tuple[str, ...]) -> str | None:
    best, likeness = None, LEAST_LIKENESS
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(value)
    for candidate in allowed:
        matcher.set_seq1(candidate.casefold())
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < likeness:
            continue
        ratio = matcher.ratio()
        if ratio > likeness or (best is None and ratio == likeness):
            best, likeness = candidate, ratio
    return best
