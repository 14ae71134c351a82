"""Read the audit of the codes: how often a provision was coded alike, and how often it was judged wrong.

Knows audits.csv. Its provisions are a random sample, so each rate has an interval.
"""

from math import sqrt

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
    long = dataset.audits.melt(["confidence", "drawn"], OUTCOMES, "outcome", "count").dropna(subset="count")
    order = {name: position for position, name in enumerate(dataset.audits["confidence"])}
    rates = long.sort_values("confidence", key=lambda names: names.map(order), kind="stable", ignore_index=True)
    bounds = [_wilson(row.count, row.drawn) for row in rates.itertuples(name="Rate")]
    low, high = ([bound[side] for bound in bounds] for side in (0, 1))
    return rates.assign(rate=rates["count"] / rates["drawn"], low=low, high=high)[
        ["confidence", "outcome", "drawn", "count", "rate", "low", "high"]
    ]


def _wilson(count: float, drawn: float) -> tuple[float, float]:
    """Return the interval of a share by Wilson (1927), which holds for few cases and for none."""
    share, weight = count / drawn, Z**2 / drawn
    middle, half = share + weight / 2, Z * sqrt(share * (1 - share) / drawn + weight / (4 * drawn))
    return max(0.0, (middle - half) / (1 + weight)), min(1.0, (middle + half) / (1 + weight))
