"""Set two jurisdictions side by side, indicator by indicator, and split the difference of their dimension scores.

Knows the frames of `scoring` and what each indicator weighs in a score. Words nothing.
"""

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset, Status
from credatlas.index.scores.counted import attach_provisions
from credatlas.index.scores.fit import fit_method
from credatlas.index.scores.formula import FULL
from credatlas.index.scores.method import ATTRIBUTES, Method
from credatlas.index.scores.results import Scores
from credatlas.index.scores.scoring import KEYS, score
from credatlas.settings import DIGITS

NOTHING = 10.0 ** (1 - DIGITS)  # points; what is left of scores that are given to so many digits
LEAST_DIFFERENCE = 5.0  # points; two scores of a dimension that differ by less are not told apart in words
TOLD = ["score", "low", "high", "class", "status", "framework_id", "confidence", "scope", "codes", *ATTRIBUTES]
CITED = ["finding", "source_id", "locator"]


def compare_pair(
    dataset: Dataset, a: str, b: str, method: Method | None = None, scores: Scores | None = None
) -> pd.DataFrame:
    """Compare two jurisdictions on every indicator, and say what each adds to the difference of their dimension scores.

    The contribution of an indicator is `w_a * (s_a - m) - w_b * (s_b - m)`: s is its score on each side, w its share
    of the weight of all indicators of the dimension that were read on that side (0 where it was not), and m lies
    half-way between the two dimension scores. Shares add up to 1 on each side, so m falls out of the sum: within a
    dimension the contributions add up to score a less score b. What one side's text does not let us read thus counts
    as neither strong nor weak, which is what a mean over what was read means; where all was read on both sides, a
    contribution is the difference of the two scores times the indicator's weight.

    Parameters
    ----------
    dataset
        narrowed to a date.
    a, b
        ids of two different jurisdictions.
    method
        by which scores are made, by default the codebook's.
    scores
        those of this method, where they are at hand.

    Returns
    -------
    pd.DataFrame
        One row per indicator, in their order: dimension_id, indicator_id; on each side, with _a and _b: score (points,
        NaN where missing or not applicable), low and high (the score, or 0 and 100 where it could not be read, NaN
        where it does not apply or no framework is in force), class of the dimension score (only "scored" has one),
        status, framework_id, confidence, scope, codes, obligation, precision, delegation, finding, source_id, locator
        of the provision that counts ("" or NaN where there is none); difference: score a less score b in points, NaN
        unless both have one; contribution: in points of the dimension, NaN unless both sides have a score in it;
        dimension_difference: score a less score b of the dimension, NaN likewise. `describe("pair")` has a line for
        each.

    Raises
    ------
    KeyError
        an id is none of a jurisdiction.
    ValueError
        the two are one, or the data are not narrowed to a date.

    Examples
    --------
    >>> from credatlas import load
    >>> pair = compare_pair(load().as_of("latest"), "CA-ON", "AU")
    >>> pair.set_index("indicator_id")["contribution"].idxmax() in set(pair["indicator_id"])
    True
    """
    for name in (a, b):
        dataset[name]  # an unknown id is refused, with the nearest right one
    if a == b:
        raise ValueError(f"{a} is named twice: a pair is two different jurisdictions")
    method = fit_method(method, dataset)
    scores = scores or score(dataset, method)
    sides = [_side(name, scores, dataset, method) for name in (a, b)]
    columns = [*TOLD, *CITED, "share", "dimension_score"]
    rows = sides[0][[*KEYS[1:], *columns]].merge(sides[1][[*KEYS[1:], *columns]], on=KEYS[1:], suffixes=("_a", "_b"))
    middle = (rows["dimension_score_a"] + rows["dimension_score_b"]) / 2
    parts = [rows[f"share_{side}"] * (rows[f"score_{side}"].fillna(0.0) - middle) for side in "ab"]
    contribution = parts[0] - parts[1]
    return rows.assign(
        difference=(rows["score_a"] - rows["score_b"]).round(DIGITS - 1),
        contribution=contribution.mask(contribution.abs() < NOTHING, 0.0),
        dimension_difference=(rows["dimension_score_a"] - rows["dimension_score_b"]).round(DIGITS - 1),
    ).drop(columns=[f"{name}_{side}" for name in ("share", "dimension_score") for side in "ab"])


def _side(name: str, scores: Scores, dataset: Dataset, method: Method) -> pd.DataFrame:
    """Return the indicators of one jurisdiction: score, bounds, provision, share of what was read, dimension score."""
    own = scores.indicators[scores.indicators["jurisdiction_id"] == name]
    rows = attach_provisions(own, dataset.provisions)
    dimensions = scores.dimensions[scores.dimensions["jurisdiction_id"] == name].set_index("dimension_id")
    open_to = (rows["status"] == Status.MISSING) & rows["dimension_id"].map(dimensions["low"]).notna()
    weights = rows["indicator_id"].map(lambda indicator: method.indicator_weights.get(indicator, 1.0))
    read = weights.where(rows["score"].notna(), 0.0)
    return rows.assign(
        low=rows["score"].mask(open_to, 0.0),
        high=rows["score"].mask(open_to, FULL),
        share=(read / read.groupby(rows["dimension_id"]).transform("sum").replace(0.0, np.nan)).fillna(0.0),
        dimension_score=rows["dimension_id"].map(dimensions["score"]),
        **{"class": rows["dimension_id"].map(dimensions["class"])},
    )
