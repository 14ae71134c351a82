"""Solve the integer program of a reform: one way per indicator, the target reached with the least change.

Knows ways with steps and points, and floors of dimension scores. Knows no jurisdiction and no text.
"""

from typing import Literal

import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint

from credatlas.index.ranking import minimise
from credatlas.index.reforms.targets import STEP, Target

First = Literal["steps", "indicators"]
DECIMALS = 9  # sums of gains closer than this are equal


def choose_ways(ways: pd.DataFrame, target: Target, first: First) -> np.ndarray:
    """Choose one way per indicator that reaches a target; true for the rows chosen.

    What counts, in this order: steps and then indicators (or the other way round), changes without a model, models.
    `ways` is as `steps.list_steps` returns it.

    Raises RuntimeError when no choice reaches the target.
    """
    every = [way for alternatives in target.alternatives for way in alternatives]
    constraints = [_one_way_each(ways, len(every)), *_settle(target, len(ways)), *_floors(ways, target, every)]
    steps, changed = ways["steps"].to_numpy(dtype=float), ways["changed"].to_numpy(dtype=float)
    unmodelled = changed * (ways["models"] == 0).to_numpy()
    costs = [steps, changed] if first == "steps" else [changed, steps]
    for cost in (*costs, unmodelled, -ways["models"].to_numpy(dtype=float)):
        row = _widen(cost, len(every))
        chosen = _solve(row, constraints, ways, target)
        constraints.append(LinearConstraint(row, -np.inf, cost @ chosen + 0.5))  # costs are whole numbers
    return chosen


def _solve(cost: np.ndarray, constraints: list[LinearConstraint], ways: pd.DataFrame, target: Target) -> np.ndarray:
    """Minimise one cost; a choice that only the solver's tolerance lets pass is ruled out for good."""
    while True:
        chosen = minimise(cost, constraints, np.ones(len(cost), dtype=bool))[: len(ways)] > 0.5
        if target.is_met(ways["gain"].where(chosen, 0.0).groupby(ways["dimension_id"]).sum()):
            return chosen
        row = _widen(chosen.astype(float), len(cost) - len(ways))
        constraints.append(LinearConstraint(row, 0, chosen.sum() - 1))


def _widen(row: np.ndarray, count: int) -> np.ndarray:
    return np.append(row, np.zeros(count))


def _one_way_each(ways: pd.DataFrame, count: int) -> LinearConstraint:
    indicators = pd.get_dummies(ways["indicator_id"]).to_numpy(dtype=float).T
    return LinearConstraint(np.hstack([indicators, np.zeros((len(indicators), count))]), 1, 1)


def _settle(target: Target, size: int) -> list[LinearConstraint]:
    """Ask for at least one alternative of each thing to be settled."""
    counts = [len(alternatives) for alternatives in target.alternatives]
    owners = np.repeat(np.arange(len(counts)), counts)
    rows = [np.append(np.zeros(size), owners == owner) for owner in range(len(counts))]
    return [LinearConstraint(np.array(rows), 1, np.inf)] if rows else []


def _floors(ways: pd.DataFrame, target: Target, every: list[dict[str, float]]) -> list[LinearConstraint]:
    """Tie each alternative to its floors: score >= floor if it is taken, and at least the lowest score otherwise."""
    rows, least = [], []
    sums = {dimension: _reachable(ways[ways["dimension_id"] == dimension]) for dimension in target.dimensions}
    for number, way in enumerate(every):
        for dimension, floor in way.items():
            lowest = sums[dimension][0]
            row = _widen(np.where(ways["dimension_id"] == dimension, ways["gain"], 0.0), len(every))
            row[len(ways) + number] = lowest - _between(sums[dimension], floor - STEP / 2)
            rows.append(row)
            least.append(lowest - STEP)  # room for rounding; too much of it is found out by `_solve`
    return [LinearConstraint(np.array(rows), np.array(least), np.inf)] if rows else []


def _reachable(ways: pd.DataFrame) -> np.ndarray:
    """List all scores that choices in one dimension can have, rising."""
    sums = np.zeros(1)
    for _, gains in ways.groupby("indicator_id")["gain"]:
        sums = np.unique((sums[:, None] + gains.to_numpy()).round(DECIMALS))
    return sums


def _between(sums: np.ndarray, floor: float) -> float:
    """Return the middle of the gap that a floor falls into, out of reach of the solver's tolerance."""
    position = np.searchsorted(sums, floor)
    below = sums[position - 1] if position else sums[0]
    above = sums[position] if position < len(sums) else below + 2  # no choice gets there
    return (below + above) / 2
