"""Deprecated name of `credatlas.index.scores.scoring`: import from `credatlas.index.scores`. Gone in 0.3."""

import warnings

import numpy as np

from credatlas.index.scores import formula
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import *  # noqa: F403

warnings.warn("credatlas.index.scoring is now credatlas.index.scores", DeprecationWarning, stacklevel=2)


def score_codes(  # type: ignore[no-redef]  # attributes stand elsewhere than in the new one
    codes: np.ndarray, targeted: np.ndarray, weights: np.ndarray, method: Method
) -> np.ndarray:
    """Score provisions with the attributes on the last axis (..., 3), as before; now they stand on the first."""
    return formula.score_codes(np.moveaxis(codes, -1, 0), targeted, np.moveaxis(weights, -1, 0), method)


def combine_attributes(points: np.ndarray, weights: np.ndarray, method: Method) -> np.ndarray:
    """Combine the points of the attributes on the last axis (..., 3); now `credatlas.index.scores.provision_points`."""
    first, by_attribute = np.moveaxis(points, -1, 0), np.moveaxis(weights, -1, 0)
    return formula.provision_points(first, by_attribute, np.ones(np.shape(points)[:-1]), method)
