"""Count what a sample of universities does, and what is not known of the others.

Knows universities.csv, in which `not found` and `unclear` are not `no`. Knows no frameworks and no scores.
"""

import numpy as np
import pandas as pd

from credatlas.evidence import first_day
from credatlas.index.claims.verdicts import both, known

CARRIES_CREDIT = {"yes": 1.0, "via assessment": 1.0, "certificate size only": 0.0}  # all else is unknown
LIGHTER = "delegated|expedited"  # what the table calls a lighter route of a senate


def is_dated(as_of: pd.Series, day: str, undated: bool) -> pd.Series:
    """Return whether each partial date is no later than a day; what has no date counts as `undated` says."""
    dated = as_of.map(lambda text: first_day(text).isoformat() <= day if text else undated)
    return dated.astype(bool)  # also where empty


def find_small_routes(universities: pd.DataFrame, day: str, latest: bool) -> pd.Series:
    """Say for each university whether it had a small route that carries credit: 1, 0, or NaN where not known.

    A text later than the day says nothing about it; one without a date counts only for the latest day.
    """
    answers = universities["small_credit_route"].map(CARRIES_CREDIT)
    return answers.where(is_dated(universities["as_of"], day, undated=latest))


def find_lighter_routes(universities: pd.DataFrame, day: str, latest: bool) -> pd.Series:
    """Say for each university whether a senate approves its small credit route by delegated or expedited power.

    1, 0, or NaN where not known. The table says so in words, in who_approves_credit; where it does not say who
    approves, the answer is unknown.
    """
    lighter = universities["who_approves_credit"].str.contains(LIGHTER, case=False).astype(float)
    stated = universities["who_approves_credit"].ne("")
    routes = find_small_routes(universities, day, latest).to_numpy()
    return pd.Series(both(routes, known(lighter.to_numpy(), stated.to_numpy())), index=universities.index)


def fewer_than_half(yes: int, unknown: int, total: int) -> float:
    """Say whether fewer than half are yes, whatever the unknown are: 1, 0, or NaN where they could tip it.

    >>> fewer_than_half(1, 0, 3), fewer_than_half(1, 1, 3)
    (1.0, nan)
    """
    return 1.0 if 2 * (yes + unknown) < total else 0.0 if 2 * yes >= total > 0 else np.nan


def at_least_one(yes: int, unknown: int, total: int) -> float:
    """Say whether at least one is yes, whatever the unknown are: 1, 0, or NaN where they could tip it."""
    return 1.0 if yes else 0.0 if total and not unknown else np.nan
