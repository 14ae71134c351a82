"""Ranks under a reader's own weights: points by the weights, intervals from draws, and nobody ranked who lacks a score."""

import numpy as np
import pandas as pd
import pytest

from credatlas.index.scores.scoring import combine, rank
from credatlas.index.simulation.own_weights import STEPS, OpenScores, draw_open_scores, rank_under


def open_scores(points, codes, low=None, high=None) -> OpenScores:
    """Scores by hand: three jurisdictions A, B, C on two dimensions X, Y."""
    points = np.array(points, dtype=float)
    rows = [
        {"jurisdiction_id": jurisdiction, "dimension_id": dimension, "score": points[i, d],
         "low": (low or points)[i][d], "high": (high or points)[i][d], "coded": 6, "applicable": 6}
        for i, jurisdiction in enumerate("ABC") for d, dimension in enumerate("XY")
    ]  # fmt: skip
    return OpenScores(pd.DataFrame(rows), ("A", "B", "C"), ("X", "Y"), points, np.array(codes, dtype=np.uint16), 0)


# A leads on X, B on Y; C has no score on Y. Two draws: as the points are, and with A and B the other way round.
HAND = open_scores(
    [[80, 20], [40, 60], [50, np.nan]],
    [[[400, 100], [200, 300], [250, 0]], [[200, 300], [400, 100], [250, 0]]],
    low=[[80, 20], [40, 60], [50, 0]],
    high=[[80, 20], [40, 60], [50, 100]],
)


def test_the_score_is_the_mean_by_the_readers_weights():
    frame = rank_under(HAND, {"X": 3, "Y": 1}).set_index("jurisdiction_id")
    assert frame.at["A", "score"] == (3 * 80 + 20) / 4 == 65
    assert frame.at["B", "score"] == (3 * 40 + 60) / 4 == 45


def test_who_lacks_a_score_that_weighs_has_no_rank_and_keeps_its_bounds():
    lacking = rank_under(HAND, {"X": 1, "Y": 1}).set_index("jurisdiction_id").loc["C"]
    assert lacking[["score", "rank", "low", "high"]].isna().all()
    assert (lacking["possible_low"], lacking["possible_high"]) == (25, 75)


def test_without_weight_on_what_it_lacks_a_jurisdiction_is_ranked():
    frame = rank_under(HAND, {"X": 2, "Y": 0}).set_index("jurisdiction_id")
    assert frame["rank"].to_dict() == {"A": 1, "B": 3, "C": 2}


def test_the_interval_spans_the_ranks_of_the_draws():
    frame = rank_under(HAND, {"X": 1, "Y": 0}).set_index("jurisdiction_id")
    assert frame.loc["A", ["low", "high"]].tolist() == [1, 3]
    assert frame.loc["C", ["low", "high"]].tolist() == [2, 2]


def test_equal_sums_in_a_draw_share_the_better_rank():
    tied = open_scores([[50, 50], [50, 50], [10, 10]], [[[30, 10], [10, 30], [0, 0]]])
    assert rank_under(tied, {"X": 1, "Y": 1})["low"].tolist() == [1, 1, 3]


@pytest.mark.parametrize("weights", [{"X": 0, "Y": 0}, {"X": -1, "Y": 1}, {"X": 1, "Z": 1}])
def test_weights_that_cannot_weigh_are_refused(weights):
    with pytest.raises(ValueError):
        rank_under(HAND, weights)


def test_draws_are_packed_score_by_score_and_a_missing_one_takes_no_room():
    packed = [400, 200, 100, 300, 200, 400, 300, 100, 250, 250]  # A on X, A on Y, B on X, B on Y, C on X
    assert HAND.pack() == b"".join(code.to_bytes(2, "little") for code in packed)


@pytest.fixture(scope="module")
def real(atlas):
    return draw_open_scores(atlas.as_of("latest"), draws=64)


def test_draws_are_kept_where_there_is_a_score_and_fit_two_bytes(real):
    known = ~np.isnan(real.points)
    assert real.codes.dtype == np.uint16 and real.codes.max() <= 100 * STEPS
    assert (real.codes[:, ~known] == 0).all()


def test_points_are_those_of_the_library_under_any_weights(real):
    points = pd.DataFrame(real.points, index=list(real.jurisdictions), columns=list(real.dimensions))
    for weights in ({"ST": 1, "PO": 1, "SP": 1}, {"ST": 5, "PO": 0, "SP": 2}):
        frame = rank_under(real, weights).set_index("jurisdiction_id")
        pd.testing.assert_series_equal(frame["score"], combine(points, weights), check_names=False, rtol=0, atol=1e-12)
        pd.testing.assert_series_equal(frame["rank"], rank(combine(points, weights)), check_names=False)


def test_weights_count_by_their_proportion(real):
    pd.testing.assert_frame_equal(
        rank_under(real, {"ST": 1, "PO": 2, "SP": 1}), rank_under(real, {"ST": 2, "PO": 4, "SP": 2})
    )


def test_equal_seeds_give_equal_draws(atlas, real):
    assert (draw_open_scores(atlas.as_of("latest"), draws=64).codes == real.codes).all()
