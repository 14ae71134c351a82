"""Rank bounds: exact over all allowed weights, by hand, against a sweep, and against samples."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credatlas.index.ranking.bounds import rank_bounds
from credatlas.index.scores.scoring import rank

FAST_OR_STACKABLE = pd.DataFrame({"stackability": [3, 0, 1], "speed": [0, 3, 1]}, index=["A", "B", "C"])


def best_worst(bounds: pd.DataFrame) -> dict:
    return {unit: (best, worst) for unit, best, worst in zip(bounds.index, bounds.best, bounds.worst, strict=True)}


def assert_witnesses(values, bounds):
    for end in ("best", "worst"):
        for unit, weights in bounds[f"weights_{end}"].items():
            shares = pd.Series(weights)
            assert shares.sum() == pytest.approx(1) and (shares >= 0).all()
            assert rank(values @ shares)[unit] == bounds.loc[unit, end]


def test_bounds_by_hand():
    """With weight w on stackability A scores 3w, B 3 - 3w and C 1: C is second where w is below 1/3 or above 2/3, and
    third between. A is first from 1/2 on and last below 1/3; B is its mirror."""
    bounds = rank_bounds(FAST_OR_STACKABLE)
    assert best_worst(bounds) == {"A": (1, 3), "B": (1, 3), "C": (2, 3)}
    assert bounds.loc["A", "weights_best"]["stackability"] >= 0.5
    assert bounds.loc["A", "weights_worst"]["stackability"] < 1 / 3
    assert list(bounds.columns) == ["best", "worst", "weights_best", "weights_worst"]


def test_narrow_bounds_by_hand():
    """With w from 0.4 to 0.6 C is always last, and A and B change places at 1/2."""
    assert best_worst(rank_bounds(FAST_OR_STACKABLE, low=0.4, high=0.6)) == {"A": (1, 2), "B": (1, 2), "C": (3, 3)}


def test_bounds_of_one_column_only():
    """w of at least 0.7: 2.1 against 0.9 and 1, then up to 3 against 0 and 1."""
    bounds = rank_bounds(FAST_OR_STACKABLE, low={"stackability": 0.7, "speed": 0})
    assert best_worst(bounds) == {"A": (1, 1), "B": (3, 3), "C": (2, 2)}


def test_fixed_weights_leave_one_rank():
    bounds = rank_bounds(FAST_OR_STACKABLE, low=[0.25, 0.75], high=[0.25, 0.75])
    assert best_worst(bounds) == {"A": (3, 3), "B": (1, 1), "C": (2, 2)}


def test_nested_bounds_hold_a_group_together():
    """A is better in both columns of x, B in y: all of x may go to a: 3 x 0.39 < 2 x 0.61, 3 x 0.5 > 2 x 0.5."""
    values = pd.DataFrame({"a": [3, 0], "b": [1, 0], "c": [0, 2]}, index=["A", "B"])
    groups = {"a": "x", "b": "x", "c": "y"}
    assert best_worst(rank_bounds(values, groups=groups, group_low=0.3, group_high={"x": 0.39, "y": 1}))["A"] == (2, 2)
    assert best_worst(rank_bounds(values, groups=groups, group_low=0.3, group_high={"x": 0.5, "y": 1}))["A"] == (1, 2)
    half = {"low": {"a": 0.5, "b": 0.5, "c": 0}, "high": {"a": 0.5, "b": 0.5, "c": 1}}
    assert best_worst(rank_bounds(values, **half, groups=groups, group_high={"x": 0.49, "y": 1}))["A"] == (2, 2)
    assert best_worst(rank_bounds(values, **half, groups=groups, group_high={"x": 0.5, "y": 1}))["A"] == (1, 2)


def test_equal_units_share_the_smaller_rank():
    values = pd.DataFrame({"a": [1, 1, 0], "b": [1, 1, 0]}, index=["A", "B", "C"])
    assert best_worst(rank_bounds(values)) == {"A": (1, 1), "B": (1, 1), "C": (3, 3)}


def test_a_dominated_unit_can_still_tie_for_the_first_rank():
    """All weight on the column where both have 3."""
    bounds = rank_bounds(pd.DataFrame({"a": [3, 3], "b": [1, 0]}, index=["A", "B"]))
    assert best_worst(bounds) == {"A": (1, 1), "B": (1, 2)}
    assert bounds.loc["B", "weights_best"] == {"a": 1, "b": 0}


def test_a_lone_unit_and_a_table_of_zeros_are_first():
    assert best_worst(rank_bounds(pd.DataFrame({"a": [0]}, index=["A"]))) == {"A": (1, 1)}
    assert best_worst(rank_bounds(pd.DataFrame({"a": [0, 0], "b": [0, 0]}, index=["A", "B"])))["B"] == (1, 1)


def test_a_missing_value_is_refused():
    with pytest.raises(ValueError, match="unit 1, column 'a': nan"):
        rank_bounds(pd.DataFrame({"a": [1, np.nan]}))


def test_bounds_without_any_weights_are_refused():
    with pytest.raises(ValueError, match=r"no weights: the upper bounds of the weights sum to 0\.8, below 1"):
        rank_bounds(FAST_OR_STACKABLE, high=0.4)


def sweep(values: pd.DataFrame, low: Fraction, high: Fraction) -> dict:
    """Ranks at every weight at which two units tie, at the ends and between them, in fractions: all that occur."""
    rows = [(Fraction(int(first)), Fraction(int(second))) for first, second in values.to_numpy()]
    ties = {low, high}
    for first, second in rows:
        for other_first, other_second in rows:
            slope = (first - second) - (other_first - other_second)
            if slope and low < (other_second - second) / slope < high:
                ties.add((other_second - second) / slope)
    ties = sorted(ties)
    stops = ties + [(left + right) / 2 for left, right in pairwise(ties)]
    scores = [[w * first + (1 - w) * second for first, second in rows] for w in stops]
    ranks = [[1 + sum(other > own for other in score) for own in score] for score in scores]
    return dict(zip(values.index, ((min(own), max(own)) for own in zip(*ranks, strict=True)), strict=True))


@settings(max_examples=settings.default.max_examples // 2)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6),
    st.sampled_from([(0, 1), (0.25, 0.75), (0.4, 0.6), (0.5, 0.5)]),
)
def test_two_columns_agree_with_a_sweep_over_all_weights(rows, ends):
    values = pd.DataFrame(rows)
    bounds = rank_bounds(values, low=ends[0], high=ends[1])
    assert best_worst(bounds) == sweep(values, Fraction(str(ends[0])), Fraction(str(ends[1])))
    assert_witnesses(values, bounds)


@settings(max_examples=settings.default.max_examples // 5)
@given(st.integers(0, 10**6), st.integers(2, 5))
def test_bounds_contain_every_sampled_rank(seed, columns):
    random = np.random.default_rng(seed)
    values = pd.DataFrame(random.integers(0, 4, (8, columns)))
    bounds = rank_bounds(values)
    assert_witnesses(values, bounds)
    for weights in random.dirichlet(np.full(columns, 0.5), size=200):
        ranks = rank(values @ weights)
        assert ((bounds.best <= ranks) & (ranks <= bounds.worst)).all()


def test_a_rank_that_the_solver_once_missed_is_found():
    """With presolve, HiGHS called 5 the worst rank of unit 6; these weights, found by sampling, rank it 6."""
    values = pd.DataFrame(np.random.default_rng(128).integers(0, 4, (8, 4)))
    assert rank(values @ [0.40364541, 0.00613804, 0.51541748, 0.07479907])[6] == 6
    assert rank_bounds(values).worst[6] == 6


@settings(max_examples=settings.default.max_examples // 10)
@given(st.integers(0, 10**6))
def test_wider_bounds_never_narrow_a_rank(seed):
    values = pd.DataFrame(np.random.default_rng(seed).integers(0, 10, (7, 4)))
    narrow, wide = rank_bounds(values, low=0.15, high=0.4), rank_bounds(values, low=0.1, high=0.5)
    assert (wide.best <= narrow.best).all() and (wide.worst >= narrow.worst).all()


def test_twenty_five_units_and_eighteen_columns_have_bounds_with_witnesses():
    random = np.random.default_rng(0)
    values = pd.DataFrame(random.integers(0, 10, (25, 18)) * (random.random((25, 18)) < 0.6) * 100 / 9)
    bounds = rank_bounds(values, low=0.5 / 6, high=2 / 6, groups=np.repeat(range(3), 6), group_low=0.25, group_high=0.5)
    assert_witnesses(values, bounds)
