"""Sets of allowed weights: bounds on columns, or on groups and on columns within them.

Knows which weights are allowed and how far a weighted sum can go; knows nothing of ranks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TypeAlias

import numpy as np
import pandas as pd

Bound: TypeAlias = float | pd.Series | Mapping | Sequence[float]
Labelled: TypeAlias = pd.Series | Mapping | Sequence | np.ndarray  # by label, or by position

ROUNDING = 1e-9
"""Bounds that miss each other by less than this are taken to meet."""


@dataclass(frozen=True)
class WeightSet:
    """A set of allowed weights, by bounds on columns and on groups of columns.

    It holds all weights w >= 0 that sum to 1 with group_low <= G <= group_high for the sum G of each group, and low x G
    <= w <= high x G for each column of the group. So `low` and `high` bound a column's share of its group. With one
    group (the default) that is its weight. The products of nested weights (dimension x indicator) are exactly such a
    set, and it is linear.
    """

    columns: pd.Index
    member: np.ndarray  # groups x columns, 1 where the column belongs to the group
    low: np.ndarray
    high: np.ndarray
    group_low: np.ndarray
    group_high: np.ndarray

    @classmethod
    def within(
        cls,
        columns: pd.Index,
        low: Bound = 0.0,
        high: Bound = 1.0,
        groups: pd.Series | Mapping | Sequence | None = None,
        group_low: Bound = 0.0,
        group_high: Bound = 1.0,
    ) -> "WeightSet":
        """Build the set from bounds given once for all, by label, or by position.

        Raises
        ------
        ValueError: a bound is missing, unknown, outside 0-1 or above its upper one, a column has no group, or no
        weights satisfy all bounds. It names the columns or the group.
        """
        group_of = _by_label(["all"] * len(columns) if groups is None else groups, columns, "groups")
        names = pd.Index(pd.unique(group_of))
        member = np.array([group_of == name for name in names], dtype=float)
        lows, highs = _bounds(low, columns, "low"), _bounds(high, columns, "high")
        group_lows, group_highs = _bounds(group_low, names, "group_low"), _bounds(group_high, names, "group_high")
        _check(columns, lows, highs, "weights" if groups is None else None)
        if groups is not None:
            _check(names, group_lows, group_highs, "group weights")
            for name, inside in zip(names, member.astype(bool), strict=True):
                _check(columns[inside], lows[inside], highs[inside], f"shares within group {name!r}")
        return cls(columns, member, lows, highs, group_lows, group_highs)

    def highest(self, coefficients: np.ndarray) -> np.ndarray:
        """Return, for each row of coefficients (rows x columns), the largest weighted sum that the set allows."""
        best = [
            _fill(coefficients[:, inside], self.low[inside], self.high[inside]) for inside in self.member.astype(bool)
        ]
        return _fill(np.column_stack(best), self.group_low, self.group_high)

    def rows(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the set as linear rows: (matrix, least, most) with least <= matrix @ w <= most."""
        size, of_group = len(self.columns), self.member.T @ self.member
        matrix = np.vstack(
            [
                np.ones(size),
                self.member,
                np.eye(size) - self.low[:, None] * of_group,
                self.high[:, None] * of_group - np.eye(size),
            ]
        )
        least = np.concatenate([[1.0], self.group_low, np.zeros(2 * size)])
        most = np.concatenate([[1.0], self.group_high, np.full(2 * size, np.inf)])
        return matrix, least, most


def _by_label(given: Labelled, labels: pd.Index, name: str) -> np.ndarray:
    if isinstance(given, pd.Series | Mapping):
        given = pd.Series(given)
        unknown, absent = given.index.difference(labels), labels.difference(given.index)
        if len(unknown) or len(absent):
            problem = f"name {unknown[0]!r}, which is not there" if len(unknown) else f"lack {absent[0]!r}"
            raise ValueError(f"{name} {problem}; the labels are {', '.join(map(str, labels))}")
        return given[labels].to_numpy()
    listed = np.asarray(given)
    if listed.shape != (len(labels),):
        raise ValueError(f"{name} has {listed.size} values for {len(labels)} labels ({', '.join(map(str, labels))})")
    return listed


def _bounds(given: Bound, labels: pd.Index, name: str) -> np.ndarray:
    each = [given] * len(labels) if isinstance(given, Real) else given
    bounds = _by_label(each, labels, name).astype(float)
    wrong = ~((bounds >= 0) & (bounds <= 1))
    if wrong.any():
        raise ValueError(f"{name} must be from 0 to 1, but that of {labels[wrong][0]!r} is {bounds[wrong][0]:g}")
    return bounds


def _check(labels: pd.Index, low: np.ndarray, high: np.ndarray, what: str | None) -> None:
    crossed = low > high
    if crossed.any():
        raise ValueError(
            f"no weights: {labels[crossed][0]!r} must be at least {low[crossed][0]:g} and at most {high[crossed][0]:g}"
        )
    if what and low.sum() > 1 + ROUNDING:
        raise ValueError(f"no weights: the lower bounds of the {what} sum to {low.sum():g}, above 1")
    if what and high.sum() < 1 - ROUNDING:
        raise ValueError(f"no weights: the upper bounds of the {what} sum to {high.sum():g}, below 1")


def _fill(coefficients: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Give every column its lower bound and the rest to the largest coefficients: a fractional knapsack per row."""
    order = np.argsort(-coefficients, axis=1)
    room = (high - low)[order]
    used = np.cumsum(room, axis=1)
    share = np.clip(1 - low.sum() - (used - room), 0, room)
    return coefficients @ low + (np.take_along_axis(coefficients, order, axis=1) * share).sum(axis=1)
