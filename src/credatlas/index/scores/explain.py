"""Say which indicators make the difference between two jurisdictions, in points that add up exactly.

Knows how the composite follows from the dimensions under any mean; `side_by_side` splits each dimension. Words nothing.
"""

from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from credatlas.index.scores.formula import composite_points
from credatlas.index.scores.method import Method

EVEN = 1e-9  # points: dimensions that differ by less are alike
STEP = 1e-3  # points by which alike dimensions are moved apart, to see what a point of them is worth


def explain_pair(pair: pd.DataFrame, dimensions: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Return what each indicator adds to the difference of two jurisdictions, in dimension and composite.

    Parameters
    ----------
    pair: as `compare_pair` returns it. dimensions: dimension scores in points, NaN without one, a row per dimension and
    a column for each of the two.

    Returns
    -------
    One row per indicator, in their order: dimension_id, indicator_id, score_a, score_b (points, NaN where missing or
    not applicable); class_a, class_b: of the dimension scores; dimension: what it adds to the difference a less b of
    its dimension, NaN unless both have a score there; composite: what it adds to that of the composite, NaN unless both
    have one. Each adds up exactly.

    Source
    ------
    Under a mean that is not arithmetic a dimension gets its Shapley value: Shapley, A value for n-person games (1953).
    """
    scores = dimensions.to_numpy()
    weights = [method.dimension_weights.get(name, 1.0) for name in dimensions.index]
    gap = scores[:, 0] - scores[:, 1]
    shares = _split_composite(scores, weights, method)
    for index in np.flatnonzero(np.abs(gap) < EVEN):  # what a dimension is worth shows only where it differs
        moved = scores.copy()
        moved[index] += [-STEP / 2, STEP / 2]
        gap[index], shares[index] = -STEP, _split_composite(moved, weights, method)[index]
    per_point = pd.Series(shares / gap, index=dimensions.index)
    columns = ["dimension_id", "indicator_id", "score_a", "score_b", "class_a", "class_b"]
    composite = pair["contribution"].fillna(0.0) * pair["dimension_id"].map(per_point)
    return pair[columns].assign(dimension=pair["contribution"], composite=composite)


def _split_composite(scores: np.ndarray, weights: list[float], method: Method) -> np.ndarray:
    """Return what each dimension adds to the composite of the first less that of the second; scores (dimensions, 2)."""

    def worth(first: tuple[int, ...]) -> float:
        mixed = [row[0] if index in first else row[1] for index, row in enumerate(scores)]
        return float(composite_points(mixed, weights, method.dimension_mean, method.dimension_floor))

    count = len(scores)
    shares = np.zeros(count)
    for index in range(count):
        others = [other for other in range(count) if other != index]
        for size in range(count):
            chance = factorial(size) * factorial(count - size - 1) / factorial(count)
            for before in combinations(others, size):
                shares[index] += chance * (worth((*before, index)) - worth(before))
    return shares
