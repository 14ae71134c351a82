"""Read the audit of the codes: how often a provision was coded alike, and how often it was judged wrong.

Knows audits.csv. Its provisions are a random sample, so each rate has an interval.
"""

import pandas as pd

from credatlas.evidence.dataset import Dataset

OUTCOMES = ("alike", "one_step", "further", "other_status", "wrong", "source_right")
Z = 1.959964  # of a normal distribution, 95 %


def read_audits(dataset: Dataset) -> pd.DataFrame:
    """Return the rates of the audit: coded alike, off by a step or more, of another status, wrong, source right.

    Returns
    -------
    One row per confidence ("all", "high", "medium", "low") and outcome that the audit reports: confidence, outcome,
    drawn and count (provisions), rate (share of those drawn, 0 to 1), low and high (its 95 % interval by Wilson). No
    rows where the data have no audit.

    Examples
    --------
    >>> from credatlas import load
    >>> rates = read_audits(load()).set_index(["confidence", "outcome"])
    >>> rates.loc[("all", "wrong"), ["count", "drawn"]].tolist()
    [6.0, 60.0]
    """
    long = dataset.audits.melt(["confidence", "drawn"], OUTCOMES, "outcome", "count", ignore_index=False)
    counted = long.sort_index(kind="stable").dropna(subset="count").reset_index(drop=True)
    rates = counted[["confidence", "outcome", "drawn", "count"]]
    drawn, share = rates["drawn"], rates["count"] / rates["drawn"]
    low, high = _wilson(share, drawn)
    return rates.assign(rate=share, low=low, high=high)


def _wilson(share: pd.Series, drawn: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the interval of each share by Wilson (1927), which holds for few cases and for none."""
    weight = Z**2 / drawn
    middle, half = share + weight / 2, Z * (share * (1 - share) / drawn + weight / (4 * drawn)) ** 0.5
    return ((middle - half) / (1 + weight)).clip(lower=0.0), ((middle + half) / (1 + weight)).clip(upper=1.0)
