"""What claims see: the data themselves without any factor, and nothing invented where there is no instrument."""

import numpy as np
import pandas as pd
import pytest

from credatlas.index.claims.claim_tests import list_kept
from credatlas.index.claims.drawn import assume_none, draw_all, draw_point, draw_read, has_value
from credatlas.index.scores.scoring import score
from credatlas.index.simulation.states import HINDERS, OUT, SILENT, UNREAD
from tests.index.claim_cases import NAN, drawn, supports

DRAWS, SEED = 600, 3


@pytest.fixture(scope="module")
def then(atlas):
    return atlas.as_of("2022-11-22")


@pytest.fixture(scope="module")
def point(then):
    return draw_point(then, list_kept(then))


def test_the_one_draw_without_factors_is_the_score(then, point):
    scores = score(then).dimensions.set_index(["jurisdiction_id", "dimension_id"])["score"]
    for place in ("EU", "NZ", "CA-CICAN", "CA-BC"):
        assert point.score(place, "ST").tolist() == pytest.approx([scores[place, "ST"]], nan_ok=True)


def test_points_and_weights_of_indicators_make_up_the_score(then):
    for some in (draw_point(then, list_kept(then)), draw_read(then, list_kept(then), DRAWS, SEED)):
        points, weights = some.points("CA-CICAN", "ST")
        assert (points * weights).sum(axis=1) == pytest.approx(some.score("CA-CICAN", "ST"), abs=1e-6)


def test_what_was_not_read_stays_unread_unless_all_is_drawn(then):
    rows = then.provisions[(then.provisions["status"] == "missing") & (then.provisions["dimension_id"] == "ST")]
    (indicator_id,) = rows.loc[rows["jurisdiction_id"] == "AU", "indicator_id"].head(1)
    kept = [("AU", indicator_id), ("CA-SK", "ST1")]
    unread = draw_read(then, kept, DRAWS, SEED).states(["AU"], indicator_id)
    drawn = draw_all(then, kept, DRAWS, SEED)
    assert (unread == UNREAD).all() and not (drawn.states(["AU"], indicator_id) == UNREAD).any()
    assert (drawn.states(["CA-SK"], "ST1") == UNREAD).all()  # of 18 provisions, 3 were read


def test_bounds_are_the_score_or_what_the_codes_leave_possible(then, point):
    dimensions = score(then).dimensions.set_index(["jurisdiction_id", "dimension_id"])
    low, high = point.bounds(["CA-CICAN", "CA-BC"], "ST")
    expected = dimensions.loc[[("CA-CICAN", "ST"), ("CA-BC", "ST")]]
    assert low[0] == pytest.approx(expected["low"]) and high[0] == pytest.approx(expected["high"])


def test_one_sixth_of_111_and_222_and_a_barrier_is_worth_nothing():
    states = [supports(1, 1, 1), supports(2, 2, 2), supports(3, 3, 3, targeted=True), SILENT, HINDERS, UNREAD]
    kept = {("CA-CICAN", f"ST{place}"): [state] for place, state in enumerate(states, start=1)}
    points, weights = drawn(kept).points("CA-CICAN", "ST")
    assert points[0] == pytest.approx([100 / 3, 200 / 3, 200 / 3, 0, 0, NAN], nan_ok=True)
    assert weights[0] == pytest.approx([1 / 6] * 6)


def test_what_does_not_apply_has_no_weight():
    kept = {("CA-CICAN", f"ST{place}"): [OUT if place == 1 else SILENT] for place in range(1, 7)}
    _, weights = drawn(kept).points("CA-CICAN", "ST")
    assert weights[0] == pytest.approx([0, 0.2, 0.2, 0.2, 0.2, 0.2])


def test_kinds_groups_and_instruments_come_from_the_tables():
    some = drawn(without=["P1"], absent=["P2"])
    assert some.of_kind("province") == ["P1", "P2", "P3"]
    assert some.of_group("Canada") == ["P1", "P2", "P3", "CA-CICAN"]
    assert some.in_force(["P1", "P2", "P3"]) == ["P1", "P3"]
    assert some.with_instrument(["P1", "P2", "P3"]) == ["P3"]


def test_missing_and_not_applicable_are_no_value():
    assert has_value(np.array([SILENT, HINDERS, OUT, UNREAD, supports(1, 0, 0)])).tolist() == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_to_assume_no_instrument_makes_silent_what_was_missing_and_touches_no_instrument(then):
    assumed = assume_none(then)
    assert set(assumed.provisions["jurisdiction_id"]) == set(then.jurisdictions["jurisdiction_id"])
    without = set(then.jurisdictions["jurisdiction_id"]) - set(drawn_with_instrument(then))
    for place in without:
        own = assumed[place]
        assert own["status"].eq("silent").all() and own[["obligation", "precision", "delegation"]].eq(0).all(axis=None)
        assert sorted(own["indicator_id"]) == sorted(then.indicators["indicator_id"])
    before, after = (
        some.provisions[some.provisions["jurisdiction_id"].isin(drawn_with_instrument(then))]
        for some in (then, assumed)
    )
    pd.testing.assert_frame_equal(after.reset_index(drop=True), before.reset_index(drop=True))


def drawn_with_instrument(dataset):
    there = dataset.frameworks["instrument_type"] != "none"
    return list(dataset.frameworks.loc[there, "jurisdiction_id"].unique())


def test_a_day_without_jurisdictions_of_a_kind_has_empty_columns():
    some = drawn({("P1", "ST1"): [SILENT, SILENT]})
    assert some.states([], "ST1").shape == (2, 0) and some.scores([], "ST").shape == (2, 0)
