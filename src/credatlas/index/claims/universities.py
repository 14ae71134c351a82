"""Count what a sample of universities does, and what is not known of the others.

Knows universities.csv, in which `not found` and `unclear` are not `no`. Knows no frameworks and no scores.
"""

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import first_day
from credatlas.index.claims.verdicts import both, known

CARRIES_CREDIT = {"yes": 1.0, "via assessment": 1.0, "certificate size only": 0.0}  # all else is unknown
LIGHTER = "delegated|expedited"  # what the table calls a lighter route of a senate


def is_dated(as_of: pd.Series, day: str, undated: bool) -> pd.Series:
    """Return whether each partial date is no later than a day; what has no date counts as `undated` says."""
    return as_of.map(lambda text: undated if not text else first_day(text).isoformat() <= day).astype(
        bool
    )  # also where empty


def find_small_routes(universities: pd.DataFrame, day: str, latest: bool) -> pd.Series:
    """Say for each university whether it had a small route that carries credit: 1, 0, or NaN where not known.

    A text later than the day says nothing about it; one without a date counts only for the latest day.
    """
    answers = universities["small_credit_route"].map(CARRIES_CREDIT)
    return answers.where(is_dated(universities["as_of"], day, undated=latest))


def find_lighter_routes(universities: pd.DataFrame, day: str, latest: bool) -> pd.Series:
    """Say for each university whether a senate approves its small credit route by delegated or expedited power.

    1, 0, or NaN where not known. The table says so in words, in who_approves_credit or in the note; where it does not
    say who approves, the answer is unknown.
    """
    words = universities["who_approves_credit"] + " " + universities["note"]
    lighter = words.str.contains(LIGHTER, case=False).astype(float)
    stated = lighter.eq(1) | universities["who_approves_credit"].ne("")
    routes = find_small_routes(universities, day, latest).to_numpy()
    return pd.Series(both(routes, known(lighter.to_numpy(), stated.to_numpy())), index=universities.index)


def share_bounds(answers: pd.Series) -> tuple[float, float]:
    """Return the share of 1 if all unknown were 0, and if all were 1. Raises NothingToShow for no case at all."""
    if not len(answers):
        raise NothingToShow("there is no university to count")
    return float(answers.eq(1).mean()), float(1 - answers.eq(0).mean())


def fewer_than_half(answers: pd.Series) -> float:
    """Say whether fewer than half are 1, whatever the unknown are: 1, 0, or NaN where they could tip it.

    >>> fewer_than_half(pd.Series([1.0, 0.0, 0.0])), fewer_than_half(pd.Series([1.0, 0.0, np.nan]))
    (1.0, nan)
    """
    low, high = share_bounds(answers)
    return 1.0 if high < 0.5 else 0.0 if low >= 0.5 else np.nan


def at_least_one(answers: pd.Series) -> float:
    """Say whether at least one is 1, whatever the unknown are: 1, 0, or NaN where they could tip it."""
    low, high = share_bounds(answers)
    return 1.0 if low > 0 else 0.0 if high == 0 else np.nan
