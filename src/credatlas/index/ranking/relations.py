"""Dominance relations and tiers: which units are above which for certain.

Knows partial orders over units: boolean frames, true where row stands above column. Knows nothing of scores.
"""

import networkx as nx
import numpy as np
import pandas as pd

from credatlas.index.ranking.pairs import complete_values
from credatlas.index.scores import Weights, exact_weights


def dominance(values: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs in which one unit is at least as good in every column and better in one.

    Returns
    -------
    pd.DataFrame
        units x units, boolean: true where row dominates column. Equal rows do not dominate each other.

    Raises
    ------
    ValueError
        a cell is missing (decide what it counts before) or a label is there twice.
    """
    numbers = complete_values(values)
    return _above_in_all(numbers.to_numpy(), numbers.index)


def pareto_front(values: pd.DataFrame) -> pd.Index:
    """List the units that no other dominates, in the order of the table; equal rows are in or out together.

    Raises ValueError as `dominance`.
    """
    relation = dominance(values)
    return relation.columns[~relation.any(axis=0)]


def ordinal_dominance(codes: pd.DataFrame, weights: Weights = None) -> pd.DataFrame:
    """Find the pairs in which one unit scores higher whatever increasing values the codes are given.

    That is so when, at every threshold, the weight of its codes at or above the threshold is at least the other's,
    and greater at one. Thresholds are the codes that occur; sums of weights are compared exactly.

    Returns
    -------
    units x units, boolean: true where row stands above column. Units with the same weight at every code tie.

    Raises
    ------
    ValueError: a code is missing or not a whole number, a label is there twice, or weights are unusable.

    Source
    ------
    First-order stochastic dominance; the sum of weight x value(code) is a sum over thresholds t of
    (value(t) - value(the code below)) x (weight at t or above), and every such step is positive.
    """
    numbers = complete_values(codes)
    if (numbers % 1 != 0).to_numpy().any():
        row, column = np.argwhere((numbers % 1 != 0).to_numpy())[0]
        raise ValueError(
            f"codes must be whole numbers, but unit {numbers.index[row]!r} has {numbers.iat[row, column]:g} "
            f"in column {numbers.columns[column]!r}"
        )
    exact = np.array(exact_weights(weights, numbers.columns), dtype=object)
    thresholds = np.unique(numbers.to_numpy())
    reached = np.array([[exact[row >= code].sum() for code in thresholds] for row in numbers.to_numpy()], dtype=object)
    return _above_in_all(reached, numbers.index)


def beats(win_matrix: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    """Keep the pairs in which row beats column in at least `level` of the draws.

    Parameters
    ----------
    win_matrix: units x units, the share of draws (0-1) in which row is strictly better than column.

    Returns
    -------
    units x units, boolean. The relation need not be transitive.

    Raises
    ------
    ValueError: `level` is not above 0.5 and at most 1 (below, both could beat each other), the labels of rows and
    columns differ, or a share is missing or outside 0-1.
    """
    if not 0.5 < level <= 1:
        raise ValueError(f"level must be above 0.5 and at most 1, not {level}")
    shares = _square(win_matrix, "win_matrix").astype(float)
    if not ((shares >= 0) & (shares <= 1)).to_numpy().all():
        raise ValueError("win_matrix must hold shares of draws, from 0 to 1 and without missing ones")
    relation = (shares >= level).to_numpy(copy=True)
    np.fill_diagonal(relation, False)
    return _frame(relation, shares.index)


def tiers(win_matrix: pd.DataFrame, level: float = 0.95) -> pd.Series:
    """Cut the units into the most tiers such that everyone above a cut beats everyone below it.

    Beating is winning in at least `level` of the draws, so any two units of different tiers may be published in that
    order. Inside a tier some pairs may be decided too; `hasse(beats(win_matrix))` shows those.

    Returns
    -------
    pd.Series
        One row per unit: its tier, 1 the highest.

    Raises
    ------
    ValueError
        as `beats`.
    """
    relation = beats(win_matrix, level)
    not_above = nx.from_numpy_array(~relation.to_numpy().T, create_using=nx.DiGraph)
    # Of two units at least one does not beat the other, so the components form a single line.
    parts = nx.condensation(not_above)
    tier = pd.Series(0, index=relation.index, name="tier")
    for number, part in enumerate(nx.topological_sort(parts), start=1):
        tier.iloc[list(parts.nodes[part]["members"])] = number
    return tier


def hasse(relation: pd.DataFrame) -> pd.DataFrame:
    """Drop every pair that follows from others: the lines that a Hasse diagram draws.

    Parameters
    ----------
    relation
        units x units, true where row stands above column. What follows from it along a chain is taken to hold.

    Returns
    -------
    pd.DataFrame
        units x units, boolean: true where row stands directly above column.

    Raises
    ------
    ValueError
        the relation runs in a circle (it names one), or the labels of rows and columns differ.
    """
    square = _square(relation, "relation").astype(bool)
    graph = nx.from_numpy_array(square.to_numpy(), create_using=nx.DiGraph)
    if not nx.is_directed_acyclic_graph(graph):
        circle = [square.index[start] for start, _ in nx.find_cycle(graph)]
        raise ValueError(f"no order: the relation runs in a circle, {' > '.join(map(str, [*circle, circle[0]]))}")
    reduced = nx.to_numpy_array(nx.transitive_reduction(graph), nodelist=range(len(square)), weight=None)
    return _frame(reduced.astype(bool), square.index)


def _above_in_all(rows: np.ndarray, units: pd.Index) -> pd.DataFrame:
    gap = rows[:, None, :] - rows[None, :, :]
    return _frame((gap >= 0).all(axis=2) & (gap > 0).any(axis=2), units)


def _square(relation: pd.DataFrame, name: str) -> pd.DataFrame:
    if not relation.index.is_unique or set(relation.index) != set(relation.columns):
        raise ValueError(f"{name} must have the same units as rows and as columns, each once")
    return relation[relation.index]


def _frame(relation: np.ndarray, units: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(relation, index=units, columns=units)
