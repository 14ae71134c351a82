"""Say what each clause of a reform adds to its score, whatever the texts that could not be read say today.

Knows a reform and the weights of a method. Searches for none: that is `cheapest`.
"""

import pandas as pd

from credatlas.evidence import Dataset, Status
from credatlas.index.reforms.cheapest import Reform
from credatlas.index.scores import KEYS, Method, fit_method, score


def clause_effects(dataset: Dataset, reform: Reform, method: Method | None = None) -> pd.DataFrame:
    """Return the changes of a reform with what each adds to the score of its dimension, in points.

    Returns
    -------
    pd.DataFrame
        The rows and columns of `reform.changes`, and gain_low, gain_high: equal where the clause could be read;
        where it could not, its text may hold as much already (0) or nothing.
    """
    method = fit_method(method, dataset)
    own = score(dataset, method).indicators.query("jurisdiction_id == @reform.unit")
    own = own[own["status"] != Status.NOT_APPLICABLE]
    weights = own["indicator_id"].map(lambda name: method.indicator_weights.get(name, 1.0))
    shares = (weights / weights.groupby(own[KEYS[1]]).transform("sum")).set_axis(own["indicator_id"])
    changes, share = reform.changes, reform.changes["indicator_id"].map(shares).astype(float)
    most = (changes["score_after"] - changes["score_before"].fillna(0.0)) * share
    return changes.assign(gain_low=most.where(changes["score_before"].notna(), 0.0), gain_high=most)


def bound_reform(dataset: Dataset, reform: Reform, method: Method | None = None) -> pd.DataFrame:
    """Return the dimension scores of a jurisdiction before a reform and after it, with what unread texts leave open.

    Returns
    -------
    pd.DataFrame
        One row per dimension, the id as the index: score_before (points, NaN without one), low_before, high_before,
        and low_after, high_after: equal where all was read. low_after counts as nothing what could not be read.
    """
    method = fit_method(method, dataset)
    rows = score(dataset, method).dimensions.query("jurisdiction_id == @reform.unit").set_index("dimension_id")
    rows = rows[["score", "low", "high"]].add_suffix("_before")
    gains = clause_effects(dataset, reform, method).groupby("dimension_id")[["gain_low", "gain_high"]].sum()
    gains = gains.reindex(rows.index, fill_value=0.0)
    low, high = rows["low_before"] + gains["gain_high"], rows["high_before"] + gains["gain_low"]
    return rows.assign(low_after=low, high_after=high)
