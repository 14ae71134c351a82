"""Average numbers along the last axis of an array: four means, weights, an explicit floor, explicit missing values.

Knows numbers only: nothing here has heard of credentials, frames or files.
"""

from typing import Literal, get_args

import numpy as np

Mean = Literal["arithmetic", "geometric", "harmonic", "minimum"]
MEANS = get_args(Mean)
Missing = Literal["propagate", "skip"]


def weighted_mean(
    values: np.ndarray,
    weights: np.ndarray,
    mean: Mean = "arithmetic",
    floor: float | None = None,
    missing: Missing = "propagate",
) -> np.ndarray:
    """Average `values` (..., n) with `weights` (both broadcast to the same shape) along the last axis.

    `floor` lifts smaller values to itself before averaging; without one a zero makes the geometric and
    the harmonic mean zero. The minimum looks at columns of positive weight. Missing (NaN): "propagate" gives NaN
    where a column of positive weight is missing; "skip" averages the others and gives NaN where there is none.

    Raises ValueError for an unknown mean, and for negative values under a geometric or harmonic mean.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6 (weighted, geometric means).
    """
    values = np.asarray(values, dtype=float)
    if floor is not None:
        values = np.maximum(values, floor)  # NaN stays NaN
    values, weights = np.broadcast_arrays(values, np.asarray(weights, dtype=float))
    absent = np.isnan(values)
    counted = (weights > 0) & ~absent
    with np.errstate(
        divide="ignore", invalid="ignore", over="ignore"
    ):  # zero, or as good as zero, is as weak as can be
        result = _MEANS[_known(mean)](values, np.where(counted, weights, 0.0), counted)
    unknown = ((weights > 0) & absent).any(axis=-1) if missing == "propagate" else False
    return np.where(unknown | ~counted.any(axis=-1), np.nan, result)


def _known(mean: str) -> str:
    if mean not in MEANS:
        raise ValueError(f"mean {mean!r} is not one of {', '.join(MEANS)}")
    return mean


def _arithmetic(values: np.ndarray, weights: np.ndarray, counted: np.ndarray) -> np.ndarray:
    return (np.where(counted, values, 0.0) * weights).sum(axis=-1) / weights.sum(axis=-1)


def _geometric(values: np.ndarray, weights: np.ndarray, counted: np.ndarray) -> np.ndarray:
    logs = np.log(_not_negative(np.where(counted, values, 1.0), "geometric"))
    return np.exp((logs * weights).sum(axis=-1, where=counted) / weights.sum(axis=-1))


def _harmonic(values: np.ndarray, weights: np.ndarray, counted: np.ndarray) -> np.ndarray:
    inverse = weights / _not_negative(np.where(counted, values, 1.0), "harmonic")
    return weights.sum(axis=-1) / inverse.sum(axis=-1, where=counted)


def _minimum(values: np.ndarray, weights: np.ndarray, counted: np.ndarray) -> np.ndarray:
    return np.where(counted, values, np.inf).min(axis=-1)


def _not_negative(values: np.ndarray, mean: str) -> np.ndarray:
    if (values < 0).any():
        raise ValueError(f"the {mean} mean is not defined for negative values, such as {values.min():g}")
    return values


_MEANS = {"arithmetic": _arithmetic, "geometric": _geometric, "harmonic": _harmonic, "minimum": _minimum}
