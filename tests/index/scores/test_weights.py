"""Weights: by label, by position or equal; scaled to 1; exact sums."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index.scores.weights import as_weights, exact_weights


def test_no_weights_are_equal_weights():
    assert as_weights(None, ["x", "y", "z", "w"]).to_dict() == {"x": 0.25, "y": 0.25, "z": 0.25, "w": 0.25}


@pytest.mark.parametrize(
    "weights",
    [{"y": 1, "x": 3}, pd.Series({"y": 1, "x": 3}), [3, 1], (0.75, 0.25)],
    ids=["mapping", "series", "list", "tuple"],
)
def test_weights_are_aligned_with_the_columns_and_sum_to_one(weights):
    shares = as_weights(weights, ["x", "y"])
    assert list(shares.index) == ["x", "y"] and shares.tolist() == [0.75, 0.25]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"ST1": 1, "ST7": 1}, "weights name 'ST7', which is not a column; did you mean 'ST1'?"),
        ({"ST1": 1, "zzz": 1}, "weights name 'zzz', which is not a column; the columns are 'ST1', 'PO2'"),
        ({"ST1": 1}, "weights lack 'PO2'"),
        ({"ST1": 1, "PO2": -1}, "weights must be finite numbers of at least 0, but the weight of 'PO2' is -1"),
        ([float("nan"), 1], "weights must be finite numbers of at least 0, but the weight of 'ST1' is nan"),
        (["a", 1], "weights must be finite numbers of at least 0, but the weight of 'ST1' is a"),
        ([0, 0.0], "weights are all zero; at least one of 'ST1', 'PO2' must be positive"),
        ([1, 1, 1], "3 weights for 2 columns ('ST1', 'PO2')"),
        (pd.Series([1, 2], index=["ST1", "ST1"]), "weights name 'ST1' twice"),
    ],
)
def test_weights_that_cannot_be_used_are_named(weights, message):
    with pytest.raises(ValueError) as error:
        as_weights(weights, ["ST1", "PO2"])
    assert str(error.value) == message


def test_a_table_without_columns_has_no_weights():
    with pytest.raises(ValueError, match="there is no column to weigh"):
        as_weights(None, [])


def test_decimal_weights_add_up_as_they_are_written():
    """0.1 + 0.2 is 0.30000000000000004 in floats."""
    tenth, fifth, three_tenths = exact_weights([0.1, 0.2, 0.3], "abc")
    assert tenth + fifth == three_tenths == Fraction(3, 10)


def test_shares_are_recognised_as_the_fractions_they_come_from():
    assert exact_weights([1 / 3, 2 / 3, 1 / 18], "abc") == [Fraction(1, 3), Fraction(2, 3), Fraction(1, 18)]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=9).filter(any))
def test_shares_are_in_proportion_to_any_weights(weights):
    shares = as_weights(weights, range(len(weights)))
    assert shares.sum() == pytest.approx(1)
    assert shares.tolist() == pytest.approx([weight / sum(weights) for weight in weights])
