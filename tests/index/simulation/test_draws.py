"""Factors are drawn, off or fixed; what is drawn lies where it is said to lie."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from credatlas.index.scores.method import Method
from credatlas.index.simulation.coding_errors import estimate_error_rates
from credatlas.index.simulation.draws import FACTORS, Dice, Spread, choose_factors, sobol_points
from credatlas.index.simulation.states import lay_out


@pytest.fixture(scope="module")
def layout(atlas):
    now = atlas.as_of("latest")
    return lay_out(now)


@pytest.fixture(scope="module")
def drawn(atlas, layout):
    rates = estimate_error_rates(atlas)

    def draw(factors=None, method=None, n=512):
        spread = Spread(layout, method or Method(), choose_factors(factors), rates.chances)
        return spread.parameters(sobol_points(spread.dimensions, 0).random(n).T)

    return draw


def test_weights_are_dirichlet_between_and_within_dimensions(drawn, layout):
    """Dirichlet(1, 1, 1) has mean 1/3 and variance 1/3 x 2/3 / 4 = 1/18; of six, 1/6 and 1/6 x 5/6 / 7."""
    frame = drawn(n=4096).as_frame(layout)
    outer = frame[[f"weight_{index}" for index in layout.dimensions]]
    assert np.allclose(outer.sum(axis=1), 1)
    assert np.allclose(outer.mean(), 1 / 3, atol=0.01) and np.allclose(outer.var(), 1 / 18, atol=0.005)
    inner = frame[[f"weight_ST{index}" for index in range(1, 7)]]
    assert np.allclose(inner.sum(axis=1), 1)
    assert np.allclose(inner.mean(), 1 / 6, atol=0.01) and np.allclose(inner.var(), 5 / 252, atol=0.003)


def test_any_weights_are_any_whatever_the_method_weighs_but_nothing_stays_nothing(drawn, layout):
    weights = drawn(["weights"], Method(dimension_weights={"ST": 9, "PO": 0})).as_frame(layout)
    assert (weights["weight_PO"] == 0).all() and weights["weight_ST"].mean() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("policy", "most"), [("within-25", 1.25 / 0.75), ("half-to-double", 4)])
def test_a_policy_bounds_how_far_weights_part(drawn, policy, most):
    weights = drawn({"weights": policy}).dimension_weights
    ratio = weights.max(axis=0) / weights.min(axis=0)
    assert 0.75 * most < ratio.max() <= most + 1e-9


def test_delegation_stays_out_of_speed(drawn, layout):
    assert (drawn().attribute_weights[layout.dimensions.index("SP"), 2] == 0).all()
    assert (drawn().attribute_weights[layout.dimensions.index("ST")] > 0).all()


def test_codes_keep_their_order_and_ends_and_scope_its_range(drawn):
    parameters = drawn()
    assert (np.diff(parameters.code_values, axis=0) >= 0).all()
    assert (parameters.code_values[0] == 0).all() and (parameters.code_values[3] == 1).all()
    assert parameters.scope.min() >= 1 / 3 and parameters.scope.max() <= 1


def test_every_rule_of_aggregation_is_drawn_equally_often(drawn):
    assert np.bincount(drawn().aggregation).tolist() == [128] * 4


def test_chances_of_slips_follow_their_posterior(drawn, atlas):
    slips, chances = drawn(n=4096).slips, estimate_error_rates(atlas).chances
    for share in (0.05, 0.5, 0.95):
        assert np.allclose(np.quantile(slips, share, axis=1), np.quantile(chances, share, axis=1), rtol=0.03)


def test_off_is_the_method_to_the_last_bit(drawn):
    method = Method(dimension_weights={"ST": 2, "PO": 1, "SP": 1}, scope_factor=0.4, dimension_mean="harmonic")
    off = drawn([], method, 2)
    assert (off.dimension_weights.T == [0.5, 0.25, 0.25]).all() and (off.indicator_weights == 1).all()
    assert (method.code_values == off.code_values.T).all() and (off.scope == 0.4).all()
    assert (off.aggregation == 2).all() and (off.slips == 0).all()


def test_a_fixed_value_is_that_value(drawn, layout):
    fixed = drawn({"scope": 0.5, "aggregation": "minimum", "spacing": (0.2, 0.9), "slips": 0.1}).as_frame(layout)
    assert (fixed["scope"] == 0.5).all() and (fixed["aggregation"] == "minimum").all()
    assert (fixed[["value_0", "value_1", "value_2", "value_3"]] == [0, 0.2, 0.9, 1]).all().all()
    assert (fixed["slip_silent"] == 0.1).all() and (fixed["weight_ST"] == 1 / 3).all()


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        (
            ["weight"],
            "factor 'weight' is not one of weights, attribute_weights, spacing, scope, aggregation, slips, missing; did you mean 'weights'?",
        ),
        ({"scope": 2}, "factor 'scope' cannot be fixed at 2; it takes a number from 0 to 1"),
        (
            {"aggregation": "median"},
            "factor 'aggregation' cannot be fixed at 'median'; it takes one of arithmetic, geometric, harmonic, minimum",
        ),
        (
            {"weights": "some"},
            "factor 'weights' cannot be fixed at 'some'; it takes one of any, within-25, half-to-double",
        ),
        ({"slips": 0.7}, "factor 'slips' cannot be fixed at 0.7; it takes a chance from 0 to 0.5"),
        (
            {"spacing": (0.9, 0.2)},
            "factor 'spacing' cannot be fixed at (0.9, 0.2); it takes rising numbers from 0 to 1, one for each code "
            "between the lowest and the highest",
        ),
        (
            {"spacing": 0.5},
            "factor 'spacing' cannot be fixed at 0.5; it takes rising numbers from 0 to 1, one for each code "
            "between the lowest and the highest",
        ),
        (
            {"missing": 0},
            "factor 'missing' cannot be fixed at 0; it takes no value: it is drawn (True) or off (False)",
        ),
    ],
)
def test_what_is_no_factor_and_what_it_cannot_be_is_refused(factors, message):
    with pytest.raises(ValueError) as refused:
        choose_factors(factors)
    assert str(refused.value) == message


def test_none_draws_all_and_a_single_name_is_enough():
    assert choose_factors(None) == dict.fromkeys(FACTORS, True)
    assert [name for name, on in choose_factors("slips").items() if on] == ["slips"]


def test_dice_are_even_and_do_not_hang_together(layout):
    dice = Dice(layout, seed=0).throw(2000)
    assert dice.shape == (layout.dice, 2000) and dice.min() >= 0 and dice.max() < 1
    assert dice.mean() == pytest.approx(0.5, abs=0.002)
    assert np.abs(np.corrcoef(dice[:40]) - np.eye(40)).max() < 0.12  # 780 pairs of error 0.022


def test_dice_do_not_ask_how_many_are_thrown_at_once(layout):
    at_once, in_two = Dice(layout, seed=3), Dice(layout, seed=3)
    assert (at_once.throw(7) == np.hstack([in_two.throw(2), in_two.throw(5)])).all()
    assert (Dice(layout, seed=3).throw(7) != Dice(layout, seed=3, sample=1).throw(7)).all()


def test_another_framework_leaves_the_dice_of_the_others(atlas, layout):
    now = atlas.as_of("latest")
    copy = now["NZ"].assign(jurisdiction_id="XX", framework_id="xx-2026")
    places = pd.concat([now.jurisdictions, pd.DataFrame({"jurisdiction_id": ["XX"]})], ignore_index=True)
    both = pd.concat([copy, now.provisions], ignore_index=True)
    more = lay_out(replace(now, jurisdictions=places, provisions=both))
    kept = more.jurisdiction < len(layout.jurisdictions)
    same_order = replace(more, **{name: getattr(more, name)[kept] for name in ("framework_id", "jurisdiction")})
    assert (same_order.framework_id == layout.framework_id).all()
    dice = Dice(more, seed=0).throw(5)[: len(kept)]
    assert (dice[kept] == Dice(layout, seed=0).throw(5)[: kept.sum()]).all()


def test_another_seed_draws_other_points_and_throws_other_dice(layout):
    points = [sobol_points(3, seed).random(8) for seed in (1, 1, 2)]
    dice = [Dice(layout, seed).throw(8) for seed in (1, 1, 2)]
    for first, again, other in (points, dice):
        assert (first == again).all() and (first != other).all()
