"""Count how many indicators must change for a weighted mean to reach a target, in many draws at once.

Knows numbers only. Which codes to change, and by how little, is `cheapest`.
"""

import numpy as np

from credatlas.settings import DECIMALS

FULL = 100.0  # points


def count_changes(points: np.ndarray, weights: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Return the fewest columns to raise for the weighted mean of each row to reach its target (n,).

    points (n, k): 0 to 100; weights (n, k): rows sum to 1; target (n,). A row whose target is above 100 gives k + 1.

    A column that changes can add at most weight x (100 - points), whatever the others do, since the mean is a sum. So
    no choice of m columns adds more than the m greatest of these gains together, and raising these m to 100 adds just
    that: the smallest m whose greatest gains cover the shortfall is the answer, and no search is needed.
    """
    gains = -np.sort(-weights * (FULL - points), axis=1)
    reached = (weights * points).sum(axis=1, keepdims=True) + np.cumsum(
        np.hstack([np.zeros((len(points), 1)), gains]), axis=1
    )
    short = reached.round(DECIMALS) < np.asarray(target).round(DECIMALS)[:, None]
    return short.sum(axis=1)
