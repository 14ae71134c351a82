"""Find the best and the worst rank that any allowed weights give a unit, and weights that attain them.

Knows weighted means, strict betterness and mixed-integer programming; knows nothing of what the columns measure.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint, linprog

from credatlas.index.ranking.pairs import complete_values
from credatlas.index.ranking.solver import minimise
from credatlas.index.ranking.weight_set import Bound, WeightSet
from credatlas.index.scores import rank
from credatlas.settings import DECIMALS

STEP = 10.0**-DECIMALS
"""The smallest difference of scores that counts: ranks are taken from scores rounded to this."""
NOISE = 1e-9
"""Differences of sums of floats below this are rounding."""


def rank_bounds(
    values: pd.DataFrame,
    low: Bound = 0.0,
    high: Bound = 1.0,
    groups: pd.Series | Mapping | Sequence | None = None,
    group_low: Bound = 0.0,
    group_high: Bound = 1.0,
) -> pd.DataFrame:
    """Find each unit's exact best and worst rank over all weights within bounds, each with weights that attain it.

    The score is the weighted arithmetic mean; the rank is 1 plus the number of units whose score, rounded to six
    decimals, is higher: ties share the smallest rank.

    Parameters
    ----------
    values: units x columns, higher is better.
    low, high: bounds of each column's weight, 0-1: one number, by label, or by position. Weights sum to 1.
    groups: the group of each column, by label or position. Then `low` and `high` bound a column's share of its group,
    and `group_low`, `group_high` the group's weight: the weights are products of nested weights.

    Returns
    -------
    One row per unit: best, worst (integers from 1); weights_best, weights_worst: the weights of all columns,
    as a dictionary by column, that sum to 1 and attain the rank with as much margin as they can.

    Raises
    ------
    ValueError: a cell is missing (decide what it counts before), a bound is wrong, or no weights satisfy all bounds.
    """
    numbers = complete_values(values)
    allowed = WeightSet.within(numbers.columns, low, high, groups, group_low, group_high)
    table = numbers.to_numpy()
    leads = [np.delete(table, unit, axis=0) - table[unit] for unit in range(len(table))]
    witnesses = {
        "best": [_satisfy_most(lead, 0.0, allowed) for lead in leads],
        "worst": [_satisfy_most(-lead, -STEP, allowed) for lead in leads],
    }
    # Ranks are read off the witnesses, so that each is attained by the weights beside it.
    bounds = pd.DataFrame(index=numbers.index)
    for end, found in witnesses.items():
        bounds[end] = [int(rank(pd.Series(table @ weights))[unit]) for unit, weights in enumerate(found)]
    for end, found in witnesses.items():
        bounds[f"weights_{end}"] = [dict(zip(numbers.columns, weights.tolist(), strict=True)) for weights in found]
    return bounds


def _satisfy_most(rows: np.ndarray, limit: float, allowed: WeightSet) -> np.ndarray:
    """Return allowed weights that satisfy as many as possible of rows @ weights <= limit.

    Rows that all or no allowed weights satisfy are settled beforehand; for each other row, the largest value it can
    take is exactly the room that giving it up must make, which is the tightest form of the program.
    """
    largest, smallest = allowed.highest(rows), -allowed.highest(-rows)
    open_rows = (largest > limit + NOISE) & (smallest <= limit + NOISE)
    undecided, room = rows[open_rows], largest[open_rows] - limit
    refuted: list[np.ndarray] = []
    while True:
        given_up = _give_up_fewest(undecided, limit, room, refuted, allowed)
        margin, weights = _widest_margin(undecided[~given_up], limit, allowed)
        if margin >= -NOISE:
            return weights
        # The solver's tolerance let these rows hold together; exactly they do not.
        refuted.append(~given_up)


def _give_up_fewest(
    rows: np.ndarray, limit: float, room: np.ndarray, refuted: list[np.ndarray], allowed: WeightSet
) -> np.ndarray:
    """Choose the fewest rows to give up, and at least one of each refuted set, so that the others may hold."""
    count, size = rows.shape
    if count == 0:
        return np.zeros(0, dtype=bool)
    matrix, least, most = allowed.rows()
    constraints = [
        LinearConstraint(np.hstack([matrix, np.zeros((len(matrix), count))]), least, most),
        LinearConstraint(np.hstack([rows / room[:, None], -np.eye(count)]), -np.inf, limit / room),
    ]
    if refuted:
        cuts = np.array(refuted, dtype=float)
        constraints.append(LinearConstraint(np.hstack([np.zeros((len(cuts), size)), cuts]), 1, np.inf))
    cost, binary = np.repeat([0.0, 1.0], [size, count]), np.repeat([False, True], [size, count])
    return minimise(cost, constraints, binary)[size:] > 0.5


def _widest_margin(rows: np.ndarray, limit: float, allowed: WeightSet) -> tuple[float, np.ndarray]:
    """Find the allowed weights that keep all rows furthest below the limit; the margin is negative if none do."""
    matrix, least, most = allowed.rows()
    size = matrix.shape[1]
    above, below = np.isfinite(most), np.isfinite(least)
    of_the_set = np.vstack([matrix[above], -matrix[below]])
    stacked = np.vstack([np.column_stack([rows, np.ones(len(rows))]), np.pad(of_the_set, [(0, 0), (0, 1)])])
    limits = np.concatenate([np.full(len(rows), limit), most[above], -least[below]])
    cap = np.abs(rows).max(initial=1.0)
    cost, ranges = np.append(np.zeros(size), -1.0), [(0, 1)] * size + [(-cap, cap)]
    solved = linprog(cost, A_ub=stacked, b_ub=limits, bounds=ranges, method="highs")
    if not solved.success:
        raise RuntimeError(f"HiGHS could not find weights: {solved.message}")
    weights = np.where(solved.x[:size] < NOISE, 0.0, solved.x[:size])
    return float(solved.x[size]), weights / weights.sum()
