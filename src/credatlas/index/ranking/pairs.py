"""Pairwise comparison of units: check the table, and count by how much weight each unit beats each other.

Knows when a table can be compared and which side weighs more in each pair. What follows from the pairs
(scores, orders, relations) is worked out elsewhere.
"""

from math import lcm

import numpy as np
import pandas as pd

from credatlas.index.scores import Weights, exact_weights
from credatlas.settings import DECIMALS


def complete_values(values: pd.DataFrame) -> pd.DataFrame:
    """Return the table as numbers rounded to `DECIMALS`, or say why its units cannot be compared.

    Returns
    -------
    One row per unit, the columns as given, float without missing.

    Raises
    ------
    ValueError: no unit or no column, a label twice, or a cell that is missing, infinite or not a number. It names them.
    Whether a missing value counts as nothing, as the best or as a draw is for the caller to decide before.
    """
    values = pd.DataFrame(values)
    if values.empty:
        raise ValueError(f"nothing to compare: {values.shape[0]} units and {values.shape[1]} columns")
    for what, labels in (("unit", values.index), ("column", values.columns)):
        if not labels.is_unique:
            raise ValueError(f"{what} {labels[labels.duplicated()][0]!r} is there twice")
    numbers = values.apply(pd.to_numeric, errors="coerce").astype(float)
    wrong = np.argwhere(~np.isfinite(numbers.to_numpy()))
    if len(wrong):
        cells = "".join(
            f"\n  unit {values.index[row]!r}, column {values.columns[column]!r}: {values.iat[row, column]}"
            for row, column in wrong
        )
        raise ValueError(f"every cell must be a finite number; decide what these count before comparing:{cells}")
    return numbers.round(DECIMALS)


def margins(values: pd.DataFrame, weights: Weights = None) -> tuple[np.ndarray, int]:
    """Weigh the columns in which each unit beats each other, minus those in which it loses, in whole numbers.

    Returns
    -------
    margin: units x units, antisymmetric; integers in proportion to the weights, so that equal margins are equal.
    total: the sum of the weights on that scale; a margin of `total` is a win in every column that weighs.
    """
    numbers = complete_values(values).to_numpy()
    exact = exact_weights(weights, pd.DataFrame(values).columns)
    common = lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * common) for weight in exact]
    total = sum(whole)
    # Python's integers where a sum over all pairs could overflow or lose digits as a float.
    kind = np.int64 if total * len(numbers) ** 2 < 2**53 else object
    margin = np.zeros((len(numbers), len(numbers)), dtype=kind)
    for column, weight in zip(numbers.T, whole, strict=True):
        margin += weight * np.sign(column[:, None] - column[None, :]).astype(np.int64).astype(kind)
    return margin, total
