"""Compare units by how many columns they win, whatever the distances: the ordinal side of a ranking.

Knows pairs, points and majorities; knows nothing of where values come from. Higher is better in every column, and
values tie when they agree to six decimals.
"""

import numpy as np
import pandas as pd

from credatlas.index.ranking.pairs import margins
from credatlas.index.scores import Weights, exact_weights


def outranking_matrix(values: pd.DataFrame, weights: Weights = None) -> pd.DataFrame:
    """Weigh the columns in which each unit beats each other.

    Returns
    -------
    units x units: the share of the weight (0-1) of the columns where row beats column, ties counting half to
    each side, so that a cell and its mirror sum to 1; 0 on the diagonal. Never missing.

    Raises
    ------
    ValueError: a cell is missing (decide what it counts before), a label is there twice, or weights are unusable.

    Source
    ------
    OECD and JRC, Handbook on Constructing Composite Indicators (2008), the non-compensatory multi-criteria approach.
    """
    margin, total = margins(values, weights)
    share = ((total + margin) / (2 * total)).astype(float)
    np.fill_diagonal(share, 0.0)
    units = pd.DataFrame(values).index
    return pd.DataFrame(share, index=units, columns=units)


def borda(values: pd.DataFrame, weights: Weights = None) -> pd.Series:
    """Give each unit, in each column, a point for every unit it beats, and add the points up.

    Of n units the best gets n - 1 points and the last 0; units that tie share the average of their places.

    Returns
    -------
    pd.Series
        One row per unit: points times weight, summed over columns. Weights count as given and are not scaled (None
        counts every column once), so that numbers of voters give the points that an election would publish.

    Raises
    ------
    ValueError
        as `outranking_matrix`.
    """
    columns = pd.DataFrame(values).columns
    outranking = outranking_matrix(values, weights)
    return (outranking.sum(axis=1) * float(sum(exact_weights(weights, columns)))).round(9).rename("borda")


def copeland(values: pd.DataFrame, weights: Weights = None) -> pd.Series:
    """Count the units that each unit beats by a majority of the weight, minus those that beat it.

    Returns
    -------
    pd.Series
        One row per unit: wins minus losses, an integer from -(n - 1) to n - 1; a pair with half the weight each way
        counts 0 for both. Equal sums of weights are recognised exactly.

    Raises
    ------
    ValueError
        as `outranking_matrix`.
    """
    margin, _ = margins(values, weights)
    majority = (margin > 0).astype(int) - (margin < 0).astype(int)
    return pd.Series(majority.sum(axis=1), index=pd.DataFrame(values).index, name="copeland")
