"""Four means on small arrays, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index.scores.means import MEANS, weighted_mean

COLUMNS = np.array([[1.0], [4.0], [16.0]])


@pytest.mark.parametrize(
    ("mean", "by_hand"),
    [("arithmetic", 21 / 3), ("geometric", 4.0), ("harmonic", 3 / (1 + 1 / 4 + 1 / 16)), ("minimum", 1.0)],
)
def test_equal_weights_by_hand(mean, by_hand):
    assert weighted_mean(COLUMNS, np.ones(3), mean)[0] == pytest.approx(by_hand)


def test_a_floor_lifts_a_zero_and_without_one_a_zero_wins():
    columns = np.array([[0.0], [100.0]])
    assert weighted_mean(columns, np.ones(2), "geometric")[0] == 0
    assert weighted_mean(columns, np.ones(2), "harmonic")[0] == 0
    assert weighted_mean(columns, np.ones(2), "geometric", floor=1.0)[0] == pytest.approx(10.0)  # sqrt(1 x 100)


def test_missing_propagates_unless_its_weight_is_zero_or_it_is_skipped():
    columns = np.array([[np.nan], [60.0], [90.0]])
    assert np.isnan(weighted_mean(columns, np.array([1, 1, 1]))[0])
    assert weighted_mean(columns, np.array([0, 1, 1]))[0] == 75
    assert weighted_mean(columns, np.array([1, 1, 1]), missing="skip")[0] == 75
    assert np.isnan(weighted_mean(np.full((2, 1), np.nan), np.ones(2), missing="skip")[0])


def test_a_floor_does_not_turn_what_is_missing_into_a_value():
    columns = np.array([[np.nan], [60.0]])
    assert np.isnan(weighted_mean(columns, np.ones(2), "geometric", floor=1.0)[0])
    assert weighted_mean(columns, np.ones(2), "geometric", floor=1.0, missing="skip")[0] == pytest.approx(60)


@pytest.mark.parametrize("mean", MEANS)
def test_what_weighs_nothing_does_not_count_however_low_it_is(mean):
    assert weighted_mean(np.array([[0.0], [80.0]]), np.array([0, 1]), mean)[0] == pytest.approx(80)


def test_an_unknown_mean_and_negative_values_are_refused():
    with pytest.raises(ValueError, match="mean 'median' is not one of arithmetic, geometric, harmonic, minimum"):
        weighted_mean(COLUMNS, np.ones(3), "median")
    with pytest.raises(ValueError, match="the geometric mean is not defined for negative values, such as -1"):
        weighted_mean(np.array([[-1.0], [2.0]]), np.ones(2), "geometric")


@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=6))
def test_the_means_keep_their_order(values):
    columns, ones = np.array([values]).T, np.ones(len(values))
    minimum, harmonic, geometric, arithmetic = (weighted_mean(columns, ones, mean)[0] for mean in reversed(MEANS))
    assert minimum <= harmonic + 1e-9 <= geometric + 2e-9 <= arithmetic + 3e-9


@given(st.lists(st.floats(0, 100), min_size=3, max_size=3), st.integers(0, 2), st.floats(0, 50), st.sampled_from(MEANS))
def test_raising_a_value_never_lowers_a_mean(values, place, step, mean):
    higher = [value + step * (i == place) for i, value in enumerate(values)]
    ones = np.ones(3)
    assert weighted_mean(np.array(higher), ones, mean) >= weighted_mean(np.array(values), ones, mean) - 1e-9


def test_a_value_next_to_nothing_counts_as_nothing_and_warns_of_nothing(recwarn):
    assert weighted_mean([5e-324, 1.0], [0.5, 0.5], mean="harmonic") == pytest.approx(0)
    assert not recwarn


def test_columns_and_weights_of_any_shape_are_stretched_to_fit():
    units, draws = np.array([[10.0], [20.0]]), np.array([1.0, 3.0, 0.0])  # 2 units x 1; 3 draws
    means = weighted_mean([units, np.full((2, 1), 90.0)], [np.ones(3), draws])
    assert means.tolist() == [[50, 70, 10], [55, 72.5, 20]]  # (10 + 90) / 2, (10 + 270) / 4, 10; (20 + 90) / 2 ...


@pytest.mark.parametrize("mean", MEANS)
def test_without_any_weight_there_is_no_mean(mean):
    assert np.isnan(weighted_mean([1.0, 2.0], [0, 0], mean))
