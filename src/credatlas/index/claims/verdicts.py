"""Turn what was read and what could have been read into a verdict: supported, contradicted, partly, cannot tell.

Knows thresholds and three-valued answers. Knows no claim and no jurisdiction.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

VERDICTS = ("supported", "partly", "contradicted", "cannot tell")
SUPPORTED = 0.9  # share of draws from which a claim holds
CONTRADICTED = 0.1  # share of draws up to which it does not

ROBUST = "Other weights, methods, readings and fillings hardly change that."
FILLED = "What was read leaves it open; nearly every filling gives one answer."
UNREAD = "What was not read can change that."
OPEN = "What was read leaves it open, and fillings disagree."
UNSTEADY = "Slips of coding, other weights or another method can change that."
COUNTED = "The unknown cases could not change that."
UNKNOWN = "The unknown cases can change the answer."
REASONS = (ROBUST, FILLED, UNREAD, OPEN, UNSTEADY, COUNTED, UNKNOWN)


class Verdict(NamedTuple):
    """A verdict, one of VERDICTS, and the rule that gave it, in words."""

    verdict: str
    reason: str


def judge(point: float, share_read: float, shares: Sequence[float]) -> Verdict:
    """Judge a claim about provisions.

    Parameters
    ----------
    point: whether it holds for the codes as they are, of what was read: 1, 0, or NaN where what was not read leaves
    it open. share_read: share of draws in which it holds when what was not read stays unread; NaN where it is open.
    shares: share of draws in which it holds when what was not read is drawn too, one for each way to do so; where
    draws stay open, one without and one with them.

    Returns
    -------
    supported: every share is at least SUPPORTED, and the point is not 0.
    contradicted: every share is at most CONTRADICTED, and the point is not 1.
    cannot tell: missing data decide. Either the point is NaN and it is none of the two above; or the point and
    share_read agree on an answer (point 1 and at least SUPPORTED, point 0 and at most CONTRADICTED) that the shares do
    not confirm.
    partly: all else, where codes, weights or method decide and not what is missing.

    Raises ValueError for a share that is not between 0 and 1, or none.
    """
    if not shares or not all(0 <= share <= 1 for share in shares):
        raise ValueError(f"shares {list(shares)} must be one or more numbers from 0 to 1")
    is_open = bool(np.isnan(point))
    if min(shares) >= SUPPORTED and point != 0:
        return Verdict("supported", FILLED if is_open else ROBUST)
    if max(shares) <= CONTRADICTED and point != 1:
        return Verdict("contradicted", FILLED if is_open else ROBUST)
    if is_open:
        return Verdict("cannot tell", OPEN)
    agrees = share_read >= SUPPORTED if point == 1 else share_read <= CONTRADICTED
    return Verdict("cannot tell", UNREAD) if agrees else Verdict("partly", UNSTEADY)


def judge_count(point: float) -> Verdict:
    """Judge a claim that is a count of cases, some unknown: 1 supported, 0 contradicted, NaN cannot tell."""
    if np.isnan(point):
        return Verdict("cannot tell", UNKNOWN)
    return Verdict("supported" if point else "contradicted", COUNTED)


def both(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return where two three-valued answers (1, 0, NaN for unknown) both hold; a 0 decides whatever the other is.

    >>> both(np.array([1.0, 1.0, 0.0]), np.array([1.0, np.nan, np.nan])).tolist()
    [1.0, nan, 0.0]
    """
    return np.where((first == 0) | (second == 0), 0.0, first * second)


def known(answer: ArrayLike, where: ArrayLike) -> np.ndarray:
    """Return answers as 1 and 0, NaN where they are not known."""
    return np.where(where, np.asarray(answer, dtype=float), np.nan)
