"""Factors are drawn, off or fixed; what is drawn lies where it is said to lie."""

import numpy as np
import pytest

from credatlas.index.agreement import slip_rates
from credatlas.index.draws import FACTORS, Spread, choose_factors, sobol_points
from credatlas.index.method import Method
from credatlas.index.states import lay_out


@pytest.fixture(scope="module")
def spread_of(atlas):
    now = atlas.as_of("latest")
    layout = lay_out(now.provisions, list(now.jurisdictions["jurisdiction_id"]), now.indicators)
    rates = slip_rates(now.codings_a, now.codings_b)
    return lambda factors=None, method=None: Spread(layout, method or Method(), choose_factors(factors), rates)


def drawn(spread, n=512):
    return spread.parameters(sobol_points(spread.dimensions, 0).random(n))


def test_weights_sum_to_one_within_and_between_dimensions(spread_of):
    spread = spread_of()
    parameters = drawn(spread)
    assert np.allclose(parameters.weights_of_dimensions.sum(axis=1), 1)
    for dimension in range(3):
        assert np.allclose(parameters.weights_of_indicators[:, spread.layout.dimension_of == dimension].sum(axis=1), 1)
    assert np.allclose(parameters.attribute_weights.sum(axis=2), 1)


def test_a_dirichlet_weight_has_the_mean_of_its_kind(spread_of):
    parameters = drawn(spread_of(), 4096)
    assert np.allclose(parameters.weights_of_dimensions.mean(axis=0), 1 / 3, atol=0.01)
    assert np.allclose(
        parameters.weights_of_dimensions.var(axis=0), 1 / 18, atol=0.005
    )  # Dirichlet(1, 1, 1): 1/3 x 2/3 / 4


def test_delegation_stays_out_of_speed(spread_of):
    spread = spread_of()
    assert (drawn(spread).attribute_weights[:, spread.layout.dimensions.index("SP"), 2] == 0).all()


def test_codes_keep_their_order_and_ends_and_scope_its_range(spread_of):
    parameters = drawn(spread_of())
    assert (np.diff(parameters.code_values, axis=1) >= 0).all()
    assert (parameters.code_values[:, 0] == 0).all() and (parameters.code_values[:, 3] == 1).all()
    assert parameters.scope.min() >= 1 / 3 and parameters.scope.max() <= 1


def test_every_rule_of_aggregation_is_drawn_equally_often(spread_of):
    assert np.bincount(drawn(spread_of()).aggregation).tolist() == [128] * 4


def test_chances_of_slips_follow_the_posterior_of_the_two_passes(spread_of, atlas):
    rates = slip_rates(atlas.codings_a, atlas.codings_b)
    slips = drawn(spread_of(), 4096).slips
    assert np.allclose(np.median(slips, axis=0), rates["slip"], rtol=0.02)
    assert np.allclose(np.quantile(slips, 0.95, axis=0), rates["slip_high"], rtol=0.03)


def test_off_is_the_method_and_a_fixed_value_is_that_value(spread_of):
    off = drawn(spread_of([]), 4)
    assert np.allclose(off.weights_of_dimensions, 1 / 3) and np.allclose(off.scope, 2 / 3) and (off.slips == 0).all()
    fixed = drawn(spread_of({"scope": 0.5, "aggregation": "minimum", "spacing": (0.2, 0.9), "weights": "within-25"}))
    assert (
        (fixed.scope == 0.5).all() and (fixed.aggregation == 3).all() and (fixed.code_values == [0, 0.2, 0.9, 1]).all()
    )
    ratio = fixed.weights_of_dimensions.max(axis=1) / fixed.weights_of_dimensions.min(axis=1)
    assert ratio.max() <= 1.25 / 0.75 + 1e-9 and ratio.max() > 1.3


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        (
            ["weight"],
            "factor 'weight' is not one of weights, attribute_weights, spacing, scope, aggregation, slips, missing; did you mean 'weights'?",
        ),
        ({"scope": 2}, "factor 'scope' cannot be fixed at 2"),
        ({"aggregation": "median"}, "factor 'aggregation' cannot be fixed at 'median'"),
        ({"slips": 0.1}, "factor 'slips' cannot be fixed at 0.1"),
        ({"spacing": (0.9, 0.2)}, "factor 'spacing' cannot be fixed at (0.9, 0.2)"),
    ],
)
def test_what_is_no_factor_is_refused(factors, message):
    with pytest.raises(ValueError) as refused:
        choose_factors(factors)
    assert str(refused.value) == message


def test_none_draws_all_and_a_single_name_is_enough():
    assert choose_factors(None) == dict.fromkeys(FACTORS, True)
    assert [name for name, on in choose_factors("slips").items() if on] == ["slips"]
