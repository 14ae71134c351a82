"""Check weights and align them with columns; given by label, by position, or not at all (equal).

Knows what makes weights usable and how to keep their sums exact; knows nothing of what is weighed.
"""

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from numbers import Real
from typing import TypeAlias

import numpy as np
import pandas as pd

Weights: TypeAlias = pd.Series | Mapping | Sequence[float] | None

LARGEST_DENOMINATOR = 10**6


def as_weights(weights: Weights, columns: Iterable) -> pd.Series:
    """Align weights with columns and scale them to sum 1.

    Parameters
    ----------
    weights: by label (Series or mapping; every column must be there), by position (sequence), or None for equal ones.

    Returns
    -------
    One row per column, in the order of `columns`: its share of the weight, 0-1, never missing.

    Raises
    ------
    ValueError: a weight is unknown, absent, negative or not a finite number, or all are zero. It names the columns.
    """
    columns = list(columns)
    exact = exact_weights(weights, columns)
    total = sum(exact)
    return pd.Series([float(weight / total) for weight in exact], index=columns, dtype=float)


def exact_weights(weights: Weights, columns: Iterable) -> list[Fraction]:
    """Align weights with columns as fractions, on the scale they were given in, so that equal sums are equal.

    A float within rounding of a fraction with a denominator up to a million is taken as that fraction (0.1 is 1/10,
    1/3 is 1/3), any other float as it is written. Equal weights are 1 each. Raises as `as_weights`.
    """
    columns = list(columns)
    if not columns:
        raise ValueError("there is no column to weigh")
    given = _by_column(weights, columns)
    wrong = {column: weight for column, weight in given.items() if not _is_usable(weight)}
    if wrong:
        listed = ", ".join(f"{column!r} is {weight}" for column, weight in wrong.items())
        raise ValueError(f"weights must be finite numbers of at least 0, but the weight of {listed}")
    exact = [_as_fraction(weight) for weight in given.values()]
    if not any(exact):
        raise ValueError(f"weights are all zero; at least one of {_listed(columns)} must be positive")
    return exact


def _by_column(weights: Weights, columns: list) -> dict:
    if weights is None:
        return dict.fromkeys(columns, 1)
    if not isinstance(weights, pd.Series | Mapping):
        weights = list(weights)
        if len(weights) != len(columns):
            raise ValueError(f"{len(weights)} weights for {len(columns)} columns ({_listed(columns)})")
        return dict(zip(columns, weights, strict=True))
    if isinstance(weights, pd.Series) and not weights.index.is_unique:
        raise ValueError(f"weights name {weights.index[weights.index.duplicated()][0]!r} twice")
    given = dict(weights)
    unknown = [label for label in given if label not in columns]
    if unknown:
        nearest = difflib.get_close_matches(str(unknown[0]), [str(column) for column in columns], n=1)
        hint = f"did you mean {nearest[0]!r}?" if nearest else f"the columns are {_listed(columns)}"
        raise ValueError(f"weights name {_listed(unknown)}, which is not a column; {hint}")
    absent = [column for column in columns if column not in given]
    if absent:
        raise ValueError(f"weights lack {_listed(absent)}")
    return {column: given[column] for column in columns}


def _is_usable(weight: object) -> bool:
    return isinstance(weight, Real) and math.isfinite(weight) and float(weight) >= 0


def _as_fraction(weight: float | Fraction | np.integer) -> Fraction:
    if isinstance(weight, int | np.integer):
        return Fraction(int(weight))
    if isinstance(weight, Fraction):
        return weight
    written = Fraction(repr(float(weight)))
    nearest = written.limit_denominator(LARGEST_DENOMINATOR)
    return nearest if nearest and abs(nearest - written) <= 4 * Fraction(math.ulp(float(weight))) else written


def _listed(labels: list) -> str:
    return ", ".join(repr(label) for label in labels)
