"""Slips happen as often as the passes say, by confidence."""

from dataclasses import replace

import numpy as np
import pytest

from credatlas.index.simulation.coding_errors import Readings, list_instruments
from credatlas.index.simulation.states import FIRST, SILENT, code_of, is_targeted, lay_out


def read_of(dataset):
    jurisdictions = list(dataset.jurisdictions["jurisdiction_id"])
    layout = lay_out(dataset.provisions, jurisdictions, dataset.indicators)
    return Readings(layout, list_instruments(dataset.frameworks), [])


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
def test_a_code_slips_half_as_often_where_the_text_was_read_and_twice_where_hearsay_was(readings, attribute):
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
    for place in silent:
        others = set(layout.state[(layout.indicator == layout.indicator[place]) & (layout.state >= FIRST)])
        assert set(states[place]) <= others | {SILENT}


def test_silence_stays_where_nobody_supports(atlas):
    now = atlas.as_of("latest")
    codes = dict.fromkeys(("obligation", "precision", "delegation"), 0.0)
    silent = now.provisions.assign(status="silent", scope="", confidence="low", **codes)
    readings = read_of(replace(now, provisions=silent))
    assert (draw(readings, [0.2, 0, 0, 0, 0], 200) == SILENT).all()
