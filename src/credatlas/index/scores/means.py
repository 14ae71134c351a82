"""Weighted means of arrays: arithmetic, geometric, harmonic, minimum, with an explicit floor and missing values.

Knows numbers only: nothing here has heard of credentials, frames or files.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Literal, get_args

import numpy as np

Mean = Literal["arithmetic", "geometric", "harmonic", "minimum"]
MEANS = get_args(Mean)
Missing = Literal["propagate", "skip"]
Arrays = Iterable[np.ndarray | float] | np.ndarray  # of an array, the first axis is the one averaged over


def weighted_mean(
    columns: Arrays,
    weights: Arrays,
    mean: Mean = "arithmetic",
    floor: float | None = None,
    missing: Missing = "propagate",
) -> np.ndarray:
    """Average arrays element by element, each with a weight; NaN where nothing has a positive weight.

    columns: arrays of shapes that broadcast: a list, or one array with them on its first axis. weights: one number or
    array per column, on any scale. floor: lifts smaller values to itself before averaging; without one, a zero makes
    the geometric and the harmonic mean zero. missing: what a missing value (NaN or minus infinity) does: "propagate"
    makes the result NaN where it has a positive weight; "skip" averages the others. A value of weight 0 never counts.

    Raises ValueError for an unknown mean, and for a negative value under a geometric or harmonic mean.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6 (weighted, geometric means).
    """
    if mean not in MEANS:
        raise ValueError(f"mean {mean!r} is not one of {', '.join(MEANS)}")
    values = [np.asarray(column, dtype=float) for column in columns]
    given = [np.asarray(weight, dtype=float) for weight in weights]
    known = [value > -np.inf for value in values]
    if floor is not None:
        values = [np.maximum(value, floor) for value in values]
    complete, counted = all(there.all() for there in known), given
    if not complete:
        values = [np.where(there, value, 1.0) for there, value in zip(known, values, strict=True)]
        counted = [np.where(there, weight, 0.0) for there, weight in zip(known, given, strict=True)]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # zero, or next to it, is as weak as can be
        averages = _MEANS[mean](values, counted)
    if complete or missing == "skip":
        return averages
    lacking = [~there & (weight > 0) for there, weight in zip(known, given, strict=True)]
    return np.where(reduce(np.logical_or, lacking), np.nan, averages)


def _arithmetic(values: list[np.ndarray], weights: list[np.ndarray]) -> np.ndarray:
    return _sum(value * weight for value, weight in zip(values, weights, strict=True)) / _sum(weights)


def _geometric(values: list[np.ndarray], weights: list[np.ndarray]) -> np.ndarray:
    counted = _where_weighted(values, weights, "geometric")
    logs = _sum(np.log(value) * weight for value, weight in zip(counted, weights, strict=True))
    return np.exp(logs / _sum(weights))


def _harmonic(values: list[np.ndarray], weights: list[np.ndarray]) -> np.ndarray:
    counted = _where_weighted(values, weights, "harmonic")
    return _sum(weights) / _sum(weight / value for value, weight in zip(counted, weights, strict=True))


def _minimum(values: list[np.ndarray], weights: list[np.ndarray]) -> np.ndarray:
    counted = [np.where(weight > 0, value, np.inf) for value, weight in zip(values, weights, strict=True)]
    lowest = reduce(np.minimum, counted)
    return np.where(np.isinf(lowest), np.nan, lowest)


def _sum(terms: Iterable[np.ndarray]) -> np.ndarray:
    return reduce(np.add, terms)


def _where_weighted(values: list[np.ndarray], weights: list[np.ndarray], mean: str) -> list[np.ndarray]:
    """Replace values of weight 0 by 1, whose logarithm and inverse exist, and refuse negative ones."""
    counted = [np.where(weight > 0, value, 1.0) for value, weight in zip(values, weights, strict=True)]
    lowest = min(value.min(initial=1.0) for value in counted)
    if lowest < 0:
        raise ValueError(f"the {mean} mean is not defined for negative values, such as {lowest:g}")
    return counted


_MEANS: dict[Mean, Callable[[list[np.ndarray], list[np.ndarray]], np.ndarray]] = {
    "arithmetic": _arithmetic,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "minimum": _minimum,
}
