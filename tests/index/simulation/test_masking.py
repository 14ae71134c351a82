"""Intervals of what could not be read hold as often as they say, on frameworks whose text is known."""

from dataclasses import replace

import numpy as np
import pytest

from credatlas import load
from credatlas.errors import NothingToShow
from credatlas.index.scores import score_dimensions, score_indicators
from credatlas.index.scores.method import Method
from credatlas.index.simulation import unread
from credatlas.index.simulation.masking import _crps, masked_readings, summarise_masked


@pytest.fixture(scope="module")
def readings(atlas):
    return masked_readings(atlas)


@pytest.fixture(scope="module")
def summary(readings):
    return summarise_masked(readings).set_index("dimension_id")


def test_the_intervals_hold_as_often_as_they_say(summary):
    together = summary.loc["all"]
    assert together["holds_80"] == pytest.approx(0.80, abs=0.06)
    assert together["holds_90"] == pytest.approx(0.90, abs=0.05)
    assert together["crps"] <= 8 and abs(together["bias"]) < 1.5


def test_so_do_those_of_the_composite(summary):
    assert summary.loc["composite", "holds_80"] == pytest.approx(0.80, abs=0.06)
    assert summary.loc["composite", "holds_90"] == pytest.approx(0.90, abs=0.06)


def test_without_any_one_pattern_of_gaps_they_hold_as_well(readings):
    for pattern in readings["pattern"].unique():
        others = summarise_masked(readings[readings["pattern"] != pattern]).set_index("dimension_id").loc["all"]
        assert others["holds_80"] == pytest.approx(0.80, abs=0.06) and others["holds_90"] == pytest.approx(
            0.90, abs=0.05
        )


def test_other_dice_say_the_same(atlas, summary):
    again = summarise_masked(masked_readings(atlas, seed=7)).set_index("dimension_id")
    columns = ["holds_80", "holds_90"]
    assert np.abs(again.loc["all", columns] - summary.loc["all", columns]).max() < 0.02


def test_without_the_spread_beyond_donors_they_would_be_too_narrow(atlas, summary, monkeypatch):
    monkeypatch.setattr(unread, "SPREAD", 1e-9)
    sure = summarise_masked(masked_readings(atlas)).set_index("dimension_id")
    assert (sure["holds_90"] < summary["holds_90"]).all() and sure.at["all", "holds_90"] < 0.88


def test_the_truth_is_the_score_of_the_framework_alone(atlas, readings):
    own = atlas.provisions[atlas.provisions["framework_id"] == "es-2023"]
    scores = score_dimensions(score_indicators(own, Method(), ["ES"], atlas.indicators), Method())
    expected = scores.set_index("dimension_id")["score"]
    rows = readings[(readings["framework_id"] == "es-2023") & (readings["dimension_id"] != "composite")]
    assert rows["truth"].to_numpy() == pytest.approx(expected.loc[rows["dimension_id"]].to_numpy())


def test_a_case_is_a_framework_read_whole_and_gaps_that_it_does_not_have(atlas, readings):
    missing = atlas.provisions.query("status == 'missing'").groupby("framework_id")["indicator_id"].agg(set)
    for case in readings[readings["dimension_id"] == "composite"].itertuples():
        assert case.hidden == len(missing[case.pattern] - missing.get(case.framework_id, set())) > 0
    assert readings["left"].between(0, 1, inclusive="left").all() and readings.notna().all(axis=None)


def test_crps_is_the_distance_of_one_draw_and_that_of_two_by_hand():
    """Draws 10 and 30, truth 20: mean distance 10, less half the mean distance of two draws, (0 + 20 + 20 + 0) / 4."""
    assert _crps(20, np.array([17.0])) == 3
    assert _crps(20, np.array([10.0, 30.0])) == 10 - 10 / 2


def test_data_in_which_all_was_read_have_no_gaps_to_hide(atlas):
    whole = atlas.provisions.groupby("framework_id")["status"].transform(lambda status: (status != "missing").all())
    with pytest.raises(NothingToShow):
        masked_readings(replace(atlas, provisions=atlas.provisions[whole]))


def test_the_toy_data_can_be_masked_too(toy):
    assert len(masked_readings(load(toy)))
