"""Weight sets: which weights are allowed, and how far a weighted sum can go."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from credatlas.index.ranking.weight_set import WeightSet

COLUMNS = pd.Index(["ST1", "ST2", "PO1"])
NESTED = {"groups": {"ST1": "ST", "ST2": "ST", "PO1": "PO"}}


def test_without_bounds_all_weight_may_go_to_the_largest_value():
    assert WeightSet.within(COLUMNS).highest(np.array([[3.0, 5, 1]])).tolist() == [5]


def test_what_the_lower_bounds_leave_goes_to_the_largest_values_first():
    """0.2 each is spoken for; of the other 0.4, 0.3 fits on ST2 and 0.1 on ST1: 5 x 0.5 + 3 x 0.3 + 1 x 0.2."""
    assert WeightSet.within(COLUMNS, low=0.2, high=0.5).highest(np.array([[3.0, 5, 1]])) == pytest.approx([3.6])


def test_nested_bounds_multiply():
    """ST at most 0.6, of which ST2 at most three quarters: 0.6 x (0.75 x 5 + 0.25 x 3) + 0.4 x 1 = 3.1."""
    low, high = {"ST1": 0.25, "ST2": 0.25, "PO1": 0}, {"ST1": 0.75, "ST2": 0.75, "PO1": 1}
    allowed = WeightSet.within(COLUMNS, low, high, **NESTED, group_low=0.4, group_high=0.6)
    assert allowed.highest(np.array([[3.0, 5, 1]])) == pytest.approx([3.1])


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"low": 0.4}, "no weights: the lower bounds of the weights sum to 1.2, above 1"),
        ({"high": 0.3}, "no weights: the upper bounds of the weights sum to 0.9, below 1"),
        ({"low": [0.5, 0, 0], "high": 0.4}, "no weights: 'ST1' must be at least 0.5 and at most 0.4"),
        ({"low": -0.1}, "low must be from 0 to 1, but that of 'ST1' is -0.1"),
        ({"high": {"ST1": 1, "ST2": 1, "PO1": float("nan")}}, "high must be from 0 to 1, but that of 'PO1' is nan"),
        ({"low": {"ST9": 0.1}}, "low name 'ST9', which is not there; the labels are ST1, ST2, PO1"),
        ({"low": {"ST1": 0.1, "ST2": 0}}, "low lack 'PO1'; the labels are ST1, ST2, PO1"),
        ({"low": [0.1]}, "low has 1 values for 3 labels (ST1, ST2, PO1)"),
        ({**NESTED, "group_low": 0.6}, "no weights: the lower bounds of the group weights sum to 1.2, above 1"),
        ({**NESTED, "high": 0.4}, "no weights: the upper bounds of the shares within group 'ST' sum to 0.8, below 1"),
        ({"groups": {"ST1": "ST", "ST2": "ST"}}, "groups lack 'PO1'; the labels are ST1, ST2, PO1"),
    ],
)
def test_bounds_that_leave_no_weights_say_where(bounds, message):
    with pytest.raises(ValueError) as error:
        WeightSet.within(COLUMNS, **bounds)
    assert str(error.value) == message


def test_shares_that_sum_to_one_but_for_rounding_are_allowed():
    allowed = WeightSet.within(pd.RangeIndex(18), low=1 / 18, high=1 / 18)
    assert allowed.highest(np.eye(18)) == pytest.approx([1 / 18] * 18)


@given(st.integers(0, 10**6))
def test_the_highest_sum_is_what_linear_programming_finds(seed):
    random = np.random.default_rng(seed)
    bounds = {"low": random.uniform(0, 0.3), "high": random.uniform(0.5, 1)}
    groups = {"groups": list("aabbc"), "group_low": random.uniform(0, 0.3), "group_high": random.uniform(0.4, 1)}
    bounds["high"] = {0: bounds["high"], 1: bounds["high"], 2: bounds["high"], 3: bounds["high"], 4: 1}
    allowed, value = WeightSet.within(pd.RangeIndex(5), **bounds, **groups), random.normal(size=5)
    matrix, least, most = allowed.rows()
    finite = np.isfinite(most)
    solved = linprog(
        -value, A_ub=np.vstack([matrix[finite], -matrix]), b_ub=np.concatenate([most[finite], -least]), bounds=(0, 1)
    )
    assert allowed.highest(value[None, :])[0] == pytest.approx(-solved.fun, abs=1e-7)
