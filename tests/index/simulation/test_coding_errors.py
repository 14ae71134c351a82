"""Slips happen as often as the passes say, by confidence."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from credatlas.index.agreement import coding_error_rates
from credatlas.index.simulation import simulate
from credatlas.index.simulation.coding_errors import (
    Readings,
    compare_error_rates,
    estimate_error_rates,
    hold_against_audit,
    list_instruments,
)
from credatlas.index.simulation.engine import Engine
from credatlas.index.simulation.states import FIRST, SILENT, lay_out, states_of

STATES = states_of(range(4))
code_of, is_targeted = STATES.code_of, STATES.is_targeted
MULTIPLES = pd.DataFrame(
    {name: [0.5, 1.0, 2.0] for name in ("silent", "scope", "obligation", "precision", "delegation")},
    index=["high", "medium", "low"],
)


def read_of(dataset):
    return Readings(lay_out(dataset), list_instruments(dataset.frameworks), [], MULTIPLES)


@pytest.fixture(scope="module")
def readings(atlas):
    return read_of(atlas.as_of("latest"))


def draw(readings, chances, n=4000):
    dice = np.random.default_rng(1).random((readings.layout.dice, n))
    slips = None if chances is None else np.broadcast_to(np.array(chances, dtype=float)[:, None], (5, n))
    return readings.read(dice, slips)


def test_with_both_factors_off_nothing_moves_nor_with_a_chance_of_nothing(readings):
    assert (readings.layout.state == draw(readings, None, 3).T).all()
    assert (readings.layout.state == draw(readings, [0] * 5, 3).T).all()


@pytest.mark.parametrize("attribute", [0, 1, 2])
def test_a_code_slips_as_often_as_its_confidence_says(readings, attribute):
    layout = readings.layout
    chances = [0.0] * 5
    chances[2 + attribute] = 0.1
    states = draw(readings, chances)
    moved = (code_of(states, attribute) != code_of(layout.state, attribute)[:, None]).mean(axis=1)
    for confidence, expected in (("high", 0.05), ("medium", 0.1), ("low", 0.2)):
        places = (layout.state >= FIRST) & (layout.confidence == confidence)
        assert moved[places].mean() == pytest.approx(expected, abs=0.003)
    others = layout.state < FIRST
    assert (states[others] == layout.state[others, None]).all()


def test_no_chance_of_a_slip_is_above_one_half(readings):
    """Twice 0.4 at low confidence would make four codes of five say something else."""
    places = (readings.layout.state >= FIRST) & (readings.layout.confidence == "low")
    states = draw(readings, [0, 0, 0, 0.4, 0])[places]
    moved = code_of(states, 1) != code_of(readings.layout.state[places, None], 1)
    assert moved.mean() == pytest.approx(0.5, abs=0.01)


def test_several_slips_of_one_provision_happen_independently(readings):
    """At medium confidence two slips of chances 0.3 and 0.2 happen together in 6 %, and neither in 56 %."""
    layout = readings.layout
    places = (layout.state >= FIRST) & (layout.confidence == "medium")
    states, before = draw(readings, [0, 0.3, 0, 0, 0.2])[places], layout.state[places, None]
    rescoped, moved = is_targeted(states) != is_targeted(before), code_of(states, 2) != code_of(before, 2)
    assert (rescoped & moved).mean() == pytest.approx(0.06, abs=0.002)
    assert (~rescoped & ~moved).mean() == pytest.approx(0.56, abs=0.004)


def test_a_step_goes_up_as_often_as_down_where_both_are_open(readings):
    layout = readings.layout
    between = (layout.state >= FIRST) & np.isin(code_of(layout.state, 1), [1, 2])
    steps = code_of(draw(readings, [0, 0, 0, 0.2, 0])[between], 1) - code_of(layout.state[between], 1)[:, None]
    assert set(np.unique(steps)) == {-1, 0, 1} and steps.mean() == pytest.approx(0, abs=0.004)


def test_whatever_slips_rule_1_holds(readings):
    states = draw(readings, [0.2, 0.3, 0.5, 0.5, 0.5], 500)
    assert (code_of(states[states >= FIRST], 0) >= 1).all()
    assert all((code_of(states[states < FIRST], attribute) == 0).all() for attribute in range(3))


def test_silence_flips_to_support_with_codes_that_somebody_has_and_back(readings):
    layout = readings.layout
    states = draw(readings, [0.2, 0, 0, 0, 0], 500)
    silent, supporting = np.flatnonzero(layout.state == SILENT), np.flatnonzero(layout.state >= FIRST)
    assert (states[supporting] == SILENT).any() and (states[silent] >= FIRST).any()
    for index in silent:
        others = set(layout.state[(layout.indicator == layout.indicator[index]) & (layout.state >= FIRST)])
        assert set(states[index]) <= others | {SILENT}


def test_silence_stays_where_nobody_supports(atlas):
    now = atlas.as_of("latest")
    codes = dict.fromkeys(("obligation", "precision", "delegation"), 0.0)
    silent = now.provisions.assign(status="silent", scope="", confidence="low", **codes)
    readings = read_of(replace(now, provisions=silent))
    assert (draw(readings, [0.2, 0, 0, 0, 0], 200) == SILENT).all()


def test_rates_are_those_of_the_passes_on_instruments_and_of_the_audit_where_it_found_more(atlas):
    instruments = list_instruments(atlas.frameworks)
    passes = [coding[coding["framework_id"].isin(instruments)] for coding in (atlas.codings_a, atlas.codings_b)]
    expected = coding_error_rates(*passes).set_index("attribute")["slip"]
    chances = dict(zip(MULTIPLES, np.median(estimate_error_rates(atlas).chances, axis=1), strict=True))
    for attribute in ("scope", "obligation", "precision", "delegation"):
        assert chances[attribute] == pytest.approx(expected[attribute], rel=0.01)
    assert 3 * expected["silent"] < chances["silent"] == pytest.approx(0.02, abs=0.003)  # one of sixty


def test_what_simulations_use_is_the_larger_of_what_passes_and_audit_say(atlas):
    rates = compare_error_rates(atlas)
    larger = rates[["passes", "audit"]].max(axis=1)
    assert np.median(estimate_error_rates(atlas).chances, axis=1) == pytest.approx(larger, rel=0.01)
    assert list(rates["attribute"]) == list(MULTIPLES) and list(rates["audit"].notna()) == [True, *[False] * 4]
    assert rates.at[0, "audit"] == pytest.approx(1 / 60, abs=0.004)  # one of sixty of another status
    now = atlas.as_of("latest")
    assert compare_error_rates(replace(now, audits=now.audits[:0]))["audit"].isna().all()
    assert compare_error_rates(replace(now, codings_b=now.codings_b[:0]))["passes"].isna().all()


def test_an_audit_that_finds_fewer_errors_leaves_what_the_passes_say():
    """Passes that differ in 30 of 100 cells: slips of about 18 %, ten times what the audit found."""
    rates = pd.DataFrame({"posterior_a": [30.5] * 5, "posterior_b": [70.5] * 5}, index=list(MULTIPLES))
    assert (hold_against_audit(rates, {"silent": (1, 60)}) == hold_against_audit(rates, {})).all()
    larger = hold_against_audit(rates, {"silent": (30, 60)})
    assert (
        np.median(larger[0]) == pytest.approx(0.5, abs=1e-3) and (larger[1:] == hold_against_audit(rates, {})[1:]).all()
    )


def test_no_chance_is_above_one_half_whatever_the_audit_found():
    assert hold_against_audit(None, {"silent": (60, 60)}).max() == 0.5


def test_without_two_passes_rates_are_supposed_and_it_is_said(atlas):
    now = atlas.as_of("latest")
    once = replace(now, codings_b=now.codings_b[:0])
    message = (
        "no provision was coded twice, so that slips are drawn at supposed rates: "
        "silent 2%, scope 2%, obligation 8%, precision 8%, delegation 8%"
    )
    with pytest.warns(UserWarning, match=message):
        drawn = simulate(once, draws=600)
    assert drawn.notice == message
    assert drawn.draws["slip_precision"].median() == pytest.approx(5 / 60, abs=0.01)
    assert simulate(once, draws=2, factors={"slips": 0.1}).notice == "" == simulate(now, draws=2).notice


def test_what_a_third_party_says_is_as_good_as_unread_where_it_is_wrong(atlas):
    """Of a provision that is sure to slip half the time: silent, or what a donor would have there."""
    engine = Engine(atlas.as_of("latest"), factors={"slips": 0.0, "missing": True})
    layout = engine.layout
    rows = np.flatnonzero((layout.state >= FIRST) & (layout.framework_id == "ee-2025"))
    low, surer = (rows[(layout.confidence[rows] == "low") == is_low] for is_low in (True, False))
    dice = np.random.default_rng(0).random((layout.dice, 4000))
    slips = np.zeros((5, 4000))
    slips[0] = 0.5
    states = engine.readings.read(dice, slips)
    assert ((states[low] != layout.state[low, None]) & (states[low] >= FIRST)).any(axis=1).all()
    assert np.isin(states[surer], [SILENT]).mean() == pytest.approx(0.5, abs=0.03)
    assert ((states[surer] == SILENT) | (states[surer] == layout.state[surer, None])).all()


def test_rates_are_estimated_once_for_a_data_set_and_anew_for_other_codings(atlas):
    assert estimate_error_rates(atlas) is estimate_error_rates(atlas.as_of("2022-11-22"))
    fewer = replace(atlas.as_of("latest"), codings_a=atlas.codings_a.iloc[:0])
    assert estimate_error_rates(fewer).notice and not estimate_error_rates(atlas).notice
