"""The counts behind a claim are those that its test looks at."""

from types import SimpleNamespace

import pandas as pd
import pytest

from credatlas.index.claims import claim_facts
from credatlas.index.claims.claim_tests import FROM_DRAWS, FROM_UNIVERSITIES, list_kept
from credatlas.index.claims.drawn import draw_point
from credatlas.index.reforms.cheapest import cheapest_reform
from credatlas.index.simulation.states import SILENT, UNREAD
from tests.index.claim_cases import NAN, drawn, supports


def facts(claim_id, **given):
    return claim_facts.OF_DRAWS[claim_id](drawn(**given))


def test_every_test_has_its_facts_and_the_other_way_round():
    assert set(claim_facts.OF_DRAWS) == set(FROM_DRAWS) and set(claim_facts.OF_UNIVERSITIES) == set(FROM_UNIVERSITIES)


def test_provinces_are_sorted_by_what_they_say_of_stacking():
    states = {("P1", "ST1"): [supports(2, 2, 0)], ("P2", "ST1"): [SILENT]}
    expected = {"addressing": ["P1"], "firm": ["P1"], "silent": ["P2"], "unread": ["P3"]}
    assert facts("C1a", states=states) == facts("C1b", states=states) == expected
    assert facts("C1a", states=states, without=["P3"])["unread"] == []  # there is no text that could not be read


def test_the_colleges_are_described_by_their_codes():
    states = {("CA-CICAN", "ST1"): [supports(2, 3, 0)], ("CA-CICAN", "ST4"): [supports(1, 0, 0)]}
    assert facts("C2a", states=states) == {"obligation": 2, "precision": 3, "rules_silent": 0}
    nothing = facts("C2a", states={("CA-CICAN", "PO1"): [SILENT]})
    assert list(nothing.values()) == pytest.approx([NAN] * 3, nan_ok=True)


def test_portability_is_silent_loose_firm_or_unread():
    states = {("CA-CICAN", "PO1"): [supports(3, 1, 0)], ("CA-CICAN", "PO6"): [UNREAD]}
    assert facts("C2b", states=states) == {"silent": [], "loose": ["PO1"], "firm": [], "unread": ["PO6"]}
    states = {("CA-CICAN", "PO1"): [supports(1, 1, 1)], ("CA-CICAN", "PO6"): [SILENT]}
    assert facts("C2b", states=states) == {"silent": ["PO6"], "loose": [], "firm": ["PO1"], "unread": []}


def test_the_median_province_has_bounds():
    scores = {("CA-CICAN", "ST"): [20], ("P1", "ST"): [0], ("P2", "ST"): [40]}
    found = facts("C2c", scores=scores)
    assert found == {"score": 20, "low": 0, "high": 40, "total": 3, "unscored": ["P3"]}


def test_frameworks_are_faster_than_stackable_or_not_or_unscored():
    scores = {("P1", "ST"): [1], ("P1", "SP"): [2], ("P2", "ST"): [2], ("P2", "SP"): [2], ("P3", "ST"): [1]}
    found = facts("C3b", scores=scores, without=["CA-CICAN"])
    assert found == {"faster": ["P1"], "others": ["P2"], "unscored": ["P3"]}


def test_those_that_cannot_be_scored_could_lie_above_when_their_upper_bound_does():
    scores = {("EU", "ST"): [40], ("AU", "ST"): [50], ("CA-CICAN", "ST"): [20]}
    bounds = {("P1", "ST"): (0, 41), ("P2", "ST"): (0, 40), ("P3", "ST"): (0, 100)}
    found = facts("C4a", scores=scores, bounds=bounds)
    assert (found["union"], found["australia"], found["best"], found["leaders"]) == (40, 50, 20, ["CA-CICAN"])
    assert (found["scored"], found["unscored"], found["could_exceed"]) == (1, ["P1", "P2", "P3"], ["P1", "P3"])


def test_those_above_the_middle_on_both_are_named():
    scores = {("EU", "ST"): [51], ("EU", "SP"): [52], ("AU", "ST"): [50], ("AU", "SP"): [99], ("P1", "ST"): [99]}
    assert facts("C4b", scores=scores) == {"middle": 50, "above": ["EU"], "scored": 2}


def test_changes_are_counted_of_the_indicators_that_apply():
    states = {("CA-CICAN", f"ST{place}"): [SILENT] for place in range(1, 7)}
    found = facts("C5a", states=states, scores={("CA-CICAN", "ST"): [0], ("EU", "ST"): [50]})
    assert found == {"needed": 3, "applicable": 6, "score": 0, "union": 50}


@pytest.mark.parametrize("day", ["2022-11-22", "latest"])
def test_the_fewest_changes_are_those_of_the_exact_search_for_a_reform(atlas, day):
    then = atlas.as_of(day)
    reform = cheapest_reform(then, "CA-CICAN", "EU", dimension="ST", minimise="indicators")
    assert claim_facts.OF_DRAWS["C5a"](draw_point(then, list_kept(then)))["needed"] == len(reform.changes)


def universities(*rows):
    columns = ["institution", "as_of", "small_credit_route", "who_approves_credit", "note"]
    return SimpleNamespace(
        universities=pd.DataFrame(rows, columns=columns), date="2022-11-22", descriptor={"created": "2026-11-24"}
    )


def test_universities_are_counted_by_what_is_known_of_them():
    some = universities(
        ("A", "2020", "yes", "", ""), ("B", "2020", "certificate size only", "", ""), ("C", "2023", "yes", "", "")
    )
    found = claim_facts.OF_UNIVERSITIES["C3a"](some)
    assert found == {
        "yes": 1,
        "no": 1,
        "unknown": 1,
        "total": 3,
        "low": pytest.approx(1 / 3),
        "high": pytest.approx(2 / 3),
    }


def test_lighter_routes_in_texts_without_a_date_are_named_apart():
    some = universities(
        ("A", "2020", "yes", "delegated", ""), ("B", "", "yes", "delegated", ""), ("C", "2023", "yes", "delegated", "")
    )
    assert claim_facts.OF_UNIVERSITIES["C5b"](some) == {"lighter": ["A"], "undated": ["B"], "unknown": 2}
