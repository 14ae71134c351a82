"""Each claim on draws so small that one sees whether it holds: 1 holds, 0 does not, NaN stays open."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from credatlas.index.claims import claim_tests as tests
from credatlas.index.simulation.states import HINDERS, OUT, SILENT, UNREAD
from tests.index.claim_cases import NAN, drawn, supports

FIRM, LOOSE = supports(2, 2, 0), supports(2, 1, 3)


def holds(test, **given):
    return test(drawn(**given)).tolist()


def stacking(*draws, **given):
    """Draws of ST1 of the three provinces."""
    states = {
        (place, "ST1"): column for place, column in zip(("P1", "P2", "P3"), zip(*draws, strict=True), strict=True)
    }
    return {"states": states, **given}


def test_one_province_with_obligation_and_precision_2_ends_the_claim_that_provinces_leave_stacking_open():
    given = stacking([LOOSE, SILENT, SILENT], [LOOSE, FIRM, SILENT], [UNREAD, LOOSE, HINDERS])
    assert holds(tests.stacking_stays_open, **given) == [1, 0, 1]


def test_obligation_3_without_precision_and_precision_3_without_obligation_leave_stacking_open():
    assert holds(tests.stacking_stays_open, **stacking([supports(3, 1, 3), supports(1, 3, 3), SILENT])) == [1]


def test_a_province_without_a_framework_version_at_the_date_is_not_in_force():
    assert holds(tests.stacking_stays_open, **stacking([SILENT, SILENT, FIRM], absent=["P3"])) == [1]
    assert holds(tests.stacking_stays_open, **stacking([SILENT, SILENT, FIRM], without=["P3"])) == [0]


def test_whether_provinces_leave_stacking_open_is_open_where_none_was_read():
    assert np.isnan(holds(tests.stacking_stays_open, **stacking([UNREAD, UNREAD, OUT])))


def test_more_than_half_of_the_provinces_that_were_read_must_be_silent():
    draws = [SILENT, HINDERS, FIRM], [SILENT, LOOSE, FIRM], [SILENT, LOOSE, UNREAD], [SILENT, UNREAD, OUT]
    assert holds(tests.most_are_silent, **stacking(*draws)) == [1, 0, 0, 1]


@pytest.mark.parametrize(
    ("st1", "st4", "answer"),
    [
        (supports(1, 1, 3), SILENT, 1),
        (supports(1, 0, 0), SILENT, 1),
        (supports(1, 2, 0), SILENT, 0),
        (supports(2, 1, 0), SILENT, 0),
        (SILENT, SILENT, 0),
        (supports(1, 1, 0), supports(1, 0, 0), 0),
        (supports(1, 1, 0), HINDERS, 0),
        (supports(1, 1, 0), UNREAD, NAN),
        (UNREAD, SILENT, NAN),
        (UNREAD, supports(1, 0, 0), 0),
    ],
)
def test_the_colleges_permit_but_do_not_rule_with_obligation_1_precision_at_most_1_and_no_rules(st1, st4, answer):
    states = {("CA-CICAN", "ST1"): [st1], ("CA-CICAN", "ST4"): [st4]}
    assert holds(tests.colleges_permit, states=states) == pytest.approx([answer], nan_ok=True)


@pytest.mark.parametrize(
    ("po1", "po6", "answer"),
    [
        (SILENT, SILENT, 1),
        (supports(3, 1, 0), SILENT, 1),
        (supports(1, 1, 1), SILENT, 0),
        (SILENT, supports(1, 2, 0), 0),
        (SILENT, UNREAD, NAN),
        (supports(1, 2, 0), UNREAD, 0),
    ],
)
def test_nothing_carries_where_both_are_silent_or_loose_and_left_to_nobody(po1, po6, answer):
    states = {("CA-CICAN", "PO1"): [po1], ("CA-CICAN", "PO6"): [po6]}
    assert holds(tests.nothing_carries, states=states) == pytest.approx([answer], nan_ok=True)


def scores_of(dimension, **by_place):
    return {(place.replace("_", "-"), dimension): column for place, column in by_place.items()}


def test_the_colleges_beat_the_middle_province():
    scores = scores_of("ST", CA_CICAN=[20, 20, 20], P1=[0, 0, 0], P2=[10, 30, 20], P3=[90, 40, 20])
    assert holds(tests.colleges_beat_median, scores=scores) == [1, 0, 0]


def test_an_unscored_province_counts_with_both_bounds():
    scores = scores_of("ST", CA_CICAN=[20], P1=[0], P2=[10])
    assert holds(tests.colleges_beat_median, scores=scores) == [1]  # the median is 0 or 10
    scores = scores_of("ST", CA_CICAN=[20], P1=[0], P2=[40])
    assert np.isnan(holds(tests.colleges_beat_median, scores=scores))  # between 0 and 40
    bounds = {("P3", "ST"): (25.0, 60.0)}
    assert holds(tests.colleges_beat_median, scores=scores, bounds=bounds) == [0]  # between 25 and 40


def test_without_a_score_of_the_colleges_the_comparison_is_open():
    assert np.isnan(holds(tests.colleges_beat_median, scores=scores_of("ST", P1=[0], P2=[10], P3=[20])))


def test_speed_must_exceed_stackability_in_more_than_half_of_the_frameworks_that_have_both_scores():
    stackability = scores_of("ST", P1=[10, 10, NAN], P2=[10, 10, NAN], P3=[10, NAN, 10], CA_CICAN=[10, NAN, 10])
    speed = scores_of("SP", P1=[20, 20, 99], P2=[20, 5, 99], P3=[20, 99, NAN], CA_CICAN=[10, 99, 11])
    assert holds(tests.speed_exceeds_stackability, scores=stackability | speed) == [1, 0, 1]


def test_where_no_instrument_was_found_there_is_no_framework_that_could_be_fast():
    scores = scores_of("ST", P1=[0], P2=[0], CA_CICAN=[10]) | scores_of("SP", P1=[0], P2=[0], CA_CICAN=[20])
    assert holds(tests.speed_exceeds_stackability, scores=scores) == [0]
    assert holds(tests.speed_exceeds_stackability, scores=scores, without=["P1", "P2"]) == [1]
    assert np.isnan(holds(tests.speed_exceeds_stackability, scores=scores_of("ST", P1=[5])))


def test_both_the_union_and_australia_must_beat_every_canadian_jurisdiction_that_has_a_score():
    scores = scores_of("ST", EU=[40, 40, 40], AU=[50, 20, 40], P1=[0, 0, 40], P2=[NAN, NAN, NAN], CA_CICAN=[30, 30, 30])
    assert holds(tests.abroad_stacks_better, scores=scores) == [1, 0, 0]


def test_abroad_is_no_better_than_nobody():
    assert np.isnan(holds(tests.abroad_stacks_better, scores=scores_of("ST", EU=[40], AU=[50])))
    assert np.isnan(holds(tests.abroad_stacks_better, scores=scores_of("ST", EU=[40], P1=[0])))


def test_one_framework_above_50_on_both_is_enough():
    scores = scores_of("ST", EU=[51, 50, 80], AU=[10, 10, 10]) | scores_of("SP", EU=[51, 60, 20], AU=[99, 99, 99])
    assert holds(tests.some_do_both, scores=scores) == [1, 0, 0]
    assert holds(tests.some_do_both, scores=scores, without=["EU"]) == [0, 0, 0]


def six(*states):
    return {("CA-CICAN", f"ST{place}"): [state] for place, state in enumerate(states, start=1)}


def test_two_full_indicators_of_six_reach_a_third_of_the_scale():
    one_third = scores_of("ST", EU=[100 / 3])
    assert tests.changes_needed(drawn(six(*[SILENT] * 6), one_third)).tolist() == [2]
    assert tests.changes_needed(drawn(six(supports(3, 3, 3), *[SILENT] * 5), one_third)).tolist() == [1]
    assert tests.changes_needed(drawn(six(*[supports(1, 1, 1)] * 6), one_third)).tolist() == [0]


def test_six_indicators_always_suffice_and_an_unread_one_leaves_it_open():
    assert holds(tests.few_changes_suffice, states=six(*[SILENT] * 6), scores=scores_of("ST", EU=[100])) == [1]
    assert np.isnan(holds(tests.few_changes_suffice, states=six(UNREAD, *[SILENT] * 5), scores=scores_of("ST", EU=[9])))
    assert np.isnan(holds(tests.few_changes_suffice, states=six(*[SILENT] * 6)))


def dataset(*rows, day="2022-11-22"):
    columns = ["as_of", "small_credit_route", "who_approves_credit", "note"]
    return SimpleNamespace(
        universities=pd.DataFrame(rows, columns=columns), date=day, descriptor={"created": "2026-11-24T00:00:00Z"}
    )


def test_fewer_than_half_of_the_universities_must_have_a_small_route_whatever_is_not_known():
    no, yes, unknown = (("2020", answer, "", "") for answer in ("certificate size only", "via assessment", "not found"))
    assert tests.few_universities_give_credit(dataset(no, no, yes)) == 1
    assert tests.few_universities_give_credit(dataset(no, yes)) == 0
    assert np.isnan(tests.few_universities_give_credit(dataset(no, no, yes, unknown)))


def test_one_dated_lighter_route_shows_that_senates_can_be_quick():
    quick, slow = ("2020", "yes", "Delegated to a committee", ""), ("2020", "yes", "Senate", "")
    undated, unsaid = ("", "yes", "Provost", "Expedited route."), ("2020", "yes", "", "")
    assert tests.some_senate_is_quick(dataset(quick, slow, unsaid)) == 1
    assert tests.some_senate_is_quick(dataset(slow)) == 0
    assert np.isnan(tests.some_senate_is_quick(dataset(slow, unsaid)))
    assert np.isnan(tests.some_senate_is_quick(dataset(slow, undated)))
    assert tests.some_senate_is_quick(dataset(slow, undated, day="2026-11-24")) == 1


def test_only_the_day_of_the_data_is_the_latest():
    assert tests.is_latest(dataset(day="2026-11-24")) and not tests.is_latest(dataset(day="2026-11-23"))


def test_the_states_kept_are_those_of_the_provinces_stacking_and_of_the_colleges(atlas):
    kept = tests.list_kept(atlas)
    provinces = atlas.jurisdictions["kind"].eq("province").sum()
    assert len(set(kept)) == len(kept) == provinces + 6 + 2 and ("CA-QC", "ST1") in kept
