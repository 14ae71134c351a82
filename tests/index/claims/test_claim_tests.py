"""Each claim on draws so small that one sees who passes: 1 passes, 0 does not, NaN stays open."""

import numpy as np
import pytest

from credatlas.index.claims.claim_tests import TESTS
from credatlas.index.claims.reversal import FIRMEST
from credatlas.index.simulation.states import HINDERS, OUT, SILENT, UNREAD
from tests.index.claim_cases import NAN, drawn, supports

FIRM, LOOSE = supports(2, 2, 0), supports(2, 1, 3)


def holds(claim_id, places, **given):
    """Whether the claim holds in each draw."""
    return TESTS[claim_id].answer(drawn(**given), places).tolist()


def stacking(*draws):
    """Draws of the stacking clause of three provinces."""
    columns = zip(*draws, strict=True)
    return {(jurisdiction, "ST1"): column for jurisdiction, column in zip(("P1", "P2", "P3"), columns, strict=True)}


def test_one_firm_clause_ends_the_claim_that_provinces_leave_stacking_open():
    given = stacking([LOOSE, SILENT, SILENT], [LOOSE, FIRM, SILENT], [UNREAD, LOOSE, HINDERS], [UNREAD, UNREAD, OUT])
    assert holds("C1", ["P1", "P2", "P3"], states=given) == pytest.approx([1, 0, 1, NAN], nan_ok=True)


def test_requirement_without_criteria_and_criteria_without_recommendation_leave_stacking_open():
    given = stacking([supports(3, 1, 3), supports(1, 3, 3), SILENT])
    assert holds("C1", ["P1", "P2", "P3"], states=given) == [1]


@pytest.mark.parametrize(
    ("stacking_clause", "rules", "answer"),
    [
        (supports(1, 1, 3), SILENT, 1),
        (supports(1, 2, 0), SILENT, 0),
        (supports(2, 1, 0), SILENT, 0),
        (SILENT, SILENT, 0),
        (supports(1, 1, 0), supports(1, 0, 0), 0),
        (supports(1, 1, 0), UNREAD, NAN),
        (supports(2, 1, 0), UNREAD, 0),
        (UNREAD, SILENT, NAN),
    ],
)
def test_the_colleges_permit_and_set_no_rule(stacking_clause, rules, answer):
    states = {("CA-CICAN", "ST1"): [stacking_clause], ("CA-CICAN", "ST4"): [rules]}
    assert holds("C2a", ["CA-CICAN"], states=states) == pytest.approx([answer], nan_ok=True)


@pytest.mark.parametrize(
    ("transfer", "across", "answer"),
    [
        (supports(1, 1, 0), SILENT, 1),
        (SILENT, HINDERS, 1),
        (supports(1, 2, 0), SILENT, 0),
        (SILENT, supports(1, 1, 1), 0),
        (UNREAD, SILENT, NAN),
        (UNREAD, supports(1, 0, 1), 0),
    ],
)
def test_the_colleges_bind_nobody_to_recognise(transfer, across, answer):
    states = {("CA-CICAN", "PO1"): [transfer], ("CA-CICAN", "PO6"): [across]}
    assert holds("C2b", ["CA-CICAN"], states=states) == pytest.approx([answer], nan_ok=True)


def test_better_than_nothing_is_above_0_and_below_50():
    scores = {("CA-CICAN", "ST"): [0, 0.1, 49.9, 50, NAN]}
    assert holds("C2c", ["CA-CICAN"], scores=scores) == pytest.approx([0, 1, 1, 0, NAN], nan_ok=True)


def test_every_framework_with_both_scores_must_be_faster_than_stackable():
    scores = {
        ("P1", "ST"): [10, 10, 10, NAN], ("P1", "SP"): [11, 10, 11, 50],
        ("P2", "ST"): [10, 10, NAN, 50], ("P2", "SP"): [11, 11, 0, NAN],
    }  # fmt: skip
    assert holds("C3b", ["P1", "P2"], scores=scores) == pytest.approx([1, 0, 1, NAN], nan_ok=True)


def test_both_abroad_must_lie_above_every_canadian_framework_that_has_a_score():
    scores = {
        ("EU", "ST"): [40, 40, 40, NAN], ("AU", "ST"): [50, 30, 50, 50],
        ("P1", "ST"): [39, 39, NAN, 10], ("P2", "ST"): [NAN, NAN, 40, 10],
    }  # fmt: skip
    assert holds("C4a", ["P1", "P2"], scores=scores) == pytest.approx([1, 0, 0, NAN], nan_ok=True)


def test_one_framework_above_the_middle_of_both_scales_is_enough():
    scores = {
        ("P1", "ST"): [51, 50, NAN], ("P1", "SP"): [51, 99, 99],
        ("P2", "ST"): [10, 10, 10], ("P2", "SP"): [99, 99, NAN],
    }  # fmt: skip
    assert holds("C4b", ["P1", "P2"], scores=scores) == pytest.approx([1, 0, NAN], nan_ok=True)


def test_what_is_neither_scored_nor_estimated_has_no_score():
    assert np.isnan(drawn(scores={("P1", "ST"): [1.0]}).score("P2", "ST")).all()


def test_every_function_says_in_its_docstring_which_claim_it_tests():
    for claim_id, test in TESTS.items():
        assert test.passes.__doc__.startswith(f"{claim_id}: ")


def test_the_firmest_state_is_required_checkable_and_enforced():
    assert supports(3, 3, 3) == FIRMEST
