"""Collect what the robustness notebook calls: simulation, sensitivity, exact rank bounds, ordinal ranks.

Knows which values the exact bounds are computed on. The work itself is done in `monte_carlo`, `sobol` and `ranking`.
"""

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.index import ranking
from credatlas.index.ranking import rank_ordinally
from credatlas.index.scores import Method, score
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.sobol import sensitivity

__all__ = ["bound_ranks", "rank_bounds", "rank_ordinally", "sensitivity", "simulate"]


def rank_bounds(dataset: Dataset, method: Method | None = None, low: float = 0.0, high: float = 1.0) -> pd.DataFrame:
    """Return the exact best and worst rank of each rankable jurisdiction over all weights of the dimensions.

    Parameters
    ----------
    dataset
        narrowed to a date.
    method
        by which dimensions are scored, by default the codebook's.
    low, high
        what a dimension may weigh, as a share (0-1).

    Returns
    -------
    pd.DataFrame
        One row per jurisdiction with a score on every dimension: best, worst (1 is best), weights_best,
        weights_worst (the weights by dimension that attain them).

    Raises
    ------
    ValueError
        where the bounds leave no weights.

    Examples
    --------
    >>> from credatlas import load
    >>> bounds = rank_bounds(load().as_of("latest"), low=0.2, high=0.5)
    >>> bool((bounds["best"] <= bounds["worst"]).all())
    True
    """
    dimensions = score(dataset, method).dimensions
    wide = dimensions.pivot(index="jurisdiction_id", columns="dimension_id", values="score")
    order = [name for name in dict.fromkeys(dimensions["jurisdiction_id"]) if wide.loc[name].notna().all()]
    return ranking.rank_bounds(wide.loc[order], low=low, high=high)


bound_ranks = rank_bounds  # as notebooks call it, where the ranks of a frame are bounded too
