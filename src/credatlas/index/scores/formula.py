"""The scoring formula, in points: codes to provision, indicators to dimension, dimensions to composite.

Knows the arithmetic of data/CODEBOOK.md, section 4, on arrays; scores, simulation and claims all call it. What is
combined stands on the first axis, or in a list of arrays that broadcast; the other axes may be rows, jurisdictions,
draws. The script of the weights page repeats the last step, and a test holds it equal to this one.
"""

import numpy as np

from credatlas.index.scores.means import Arrays, Mean, weighted_mean
from credatlas.index.scores.method import Method

FULL = 100.0  # points


def score_codes(codes: np.ndarray, targeted: np.ndarray, weights: Arrays, method: Method) -> np.ndarray:
    """Score provisions that support.

    Parameters
    ----------
    codes: obligation, precision and delegation (3, ...), 0 to 3.
    targeted: whether the scope of each provision is targeted (...).
    weights: of the three attributes (3, ...).

    Returns
    -------
    Points, 0 to 100 (...).
    """
    points = FULL * np.asarray(method.code_values)[np.asarray(codes)]
    return provision_points(points, weights, np.where(targeted, method.scope_factor, 1.0), method)


def provision_points(attributes: Arrays, weights: Arrays, kept: np.ndarray, method: Method) -> np.ndarray:
    """Combine the points of a provision's three attributes, and take off what a targeted scope costs.

    Parameters
    ----------
    attributes, weights: points and relative weights of obligation, precision and delegation (3, ...).
    kept: share of the score that the scope leaves, 0 to 1: the scope factor where targeted, else 1.
    method: how the attributes combine; under "gate" obligation caps their arithmetic mean.
    """
    points = list(attributes)
    if method.attribute_mean == "gate":
        capped = np.minimum(weighted_mean(points, weights, floor=method.attribute_floor), points[0])
        return capped * kept
    return weighted_mean(points, weights, method.attribute_mean, method.attribute_floor) * kept


def dimension_points(indicators: Arrays, weights: Arrays) -> np.ndarray:
    """Average the indicators of a dimension that have a value; NaN where none has one.

    Parameters
    ----------
    indicators: points by indicator (k, ...); NaN or minus infinity where missing or not applicable.
    weights: relative weights of the indicators (k, ...).
    """
    return weighted_mean(indicators, weights, missing="skip")


def composite_points(
    dimensions: Arrays, weights: Arrays, mean: Mean = "arithmetic", floor: float | None = None
) -> np.ndarray:
    """Combine the points of the dimensions (k, ...); NaN where one that weighs has none. `floor`: in points."""
    return weighted_mean(dimensions, weights, mean, floor)
