"""Turn what was read, and what other codings and unread texts could make of it, into a verdict on a claim.

Knows thresholds and three-valued answers: 1, 0, NaN for unknown. Knows no claim and no jurisdiction.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

HOLDS, AS_READ, TURNS, FAILS, UNKNOWN, UNTESTED = VERDICTS = (
    "holds", "holds as far as could be read", "holds in part", "does not hold",
    "cannot be said", "not tested",
)  # fmt: skip
NEARLY_ALL = 0.9  # share of simulations


def judge(point: float, share_read: float, shares: Sequence[float], reversible: bool) -> str:
    """Judge a claim about frameworks.

    Parameters
    ----------
    point: whether it holds of what was read: 1, 0, or NaN where nothing was. share_read: share of simulations (0-1) of
    what was read in which it holds. shares: the same under the assumptions on unread texts: none provides it, as
    frameworks read whole do, all do. reversible: whether some unread provisions could turn the point round.

    Returns
    -------
    holds in part: other weights, methods or codings of what was read turn the point round in more than a
    tenth of simulations. Else, where no unread provisions could turn it round and it stays so under every assumption on
    them: holds, or does not hold. Where they could: holds as far as could be read, or cannot be said, for a case that
    was not found may stand where nobody read. Cannot be said also where there is no point.

    Raises ValueError for a share that is not between 0 and 1.
    """
    if not all(0 <= share <= 1 for share in (share_read, *shares)):
        raise ValueError(f"shares {[share_read, *shares]} must be numbers from 0 to 1")
    if np.isnan(point):
        return UNKNOWN
    if (share_read if point else 1 - share_read) < NEARLY_ALL:
        return TURNS
    settled = not reversible and all((share if point else 1 - share) >= NEARLY_ALL for share in shares)
    if point:
        return HOLDS if settled else AS_READ
    return FAILS if settled else UNKNOWN


def judge_count(point: float) -> str:
    """Judge a claim that is a count of cases, some unknown: 1 holds, 0 does not, NaN where the unknown decide."""
    return UNKNOWN if np.isnan(point) else HOLDS if point else FAILS


def both(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return where two three-valued answers both hold; a 0 decides whatever the other is.

    >>> both(np.array([1.0, 1.0, 0.0]), np.array([1.0, np.nan, np.nan])).tolist()
    [1.0, nan, 0.0]
    """
    return np.where((first == 0) | (second == 0), 0.0, first * second)


def known(answer: ArrayLike, where: ArrayLike) -> np.ndarray:
    """Return answers as 1 and 0, NaN where they are not known."""
    return np.where(where, np.asarray(answer, dtype=float), np.nan)


def over_places(passes: np.ndarray, every: bool) -> np.ndarray:
    """Return whether every place passes, or some (n,), of those known; NaN where none is. passes (n, places).

    >>> over_places(np.array([[1.0, 0.0], [1.0, np.nan], [np.nan, np.nan]]), every=True).tolist()
    [0.0, 1.0, nan]
    """
    unknown = np.isnan(passes)
    worst, best = np.where(unknown, 1, passes).min(axis=1, initial=1), np.where(unknown, 0, passes).max(1, initial=0)
    return known(worst if every else best, ~unknown.all(axis=1))
