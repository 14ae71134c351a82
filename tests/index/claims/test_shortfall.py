"""The fewest changes that reach a target, against every subset tried by hand."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index.claims.shortfall import count_changes


def count(points, weights, target):
    return count_changes(np.array([points], float), np.array([weights], float), np.array([target], float))[0]


def test_the_column_with_the_greatest_gain_goes_first():
    assert count([0, 50], [0.5, 0.5], 75) == 1  # the first column adds 50, the second 25
    assert count([0, 50], [0.2, 0.8], 80) == 1  # they add 20 and 40 to 40: the second alone reaches 80
    assert count([0, 50], [0.2, 0.8], 81) == 2


def test_what_is_reached_needs_nothing_and_what_is_beyond_the_scale_one_more_than_there_are():
    assert count([40, 60], [0.5, 0.5], 50) == 0
    assert count([40, 60], [0.5, 0.5], 101) == 3


def test_a_column_without_weight_is_never_needed():
    assert count([0, 100], [0, 1], 100) == 0


def test_rounding_is_no_shortfall():
    assert count([0, 0, 0], [1 / 3, 1 / 3, 1 / 3], 200 / 3 + 1e-9) == 2


points = st.lists(st.integers(0, 100), min_size=4, max_size=4)
weights = st.lists(st.integers(1, 9), min_size=4, max_size=4)


@given(points, weights, st.integers(0, 100))
def test_no_smaller_choice_of_columns_reaches_the_target(values, parts, target):
    shares = np.array(parts) / sum(parts)

    def reaches(chosen):
        raised = np.array([100 if place in chosen else value for place, value in enumerate(values)])
        return round(float(raised @ shares), 6) >= target

    fewest = min(size for size in range(5) if any(reaches(chosen) for chosen in combinations(range(4), size)))
    assert count(values, shares, target) == fewest
