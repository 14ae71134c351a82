"""Draws are counted right: shares sum to 1, intervals keep their order, and no rank stands where too little was read."""

import numpy as np
import pandas as pd
import pytest

from credatlas.evidence.display import show_table
from credatlas.index.scores.scoring import score
from credatlas.index.simulation.engine import Engine
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.results import Simulation
from credatlas.settings import DIGITS


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def simulation(now):
    return simulate(now, draws=3000, seed=1, keep=[("CA-ON", "ST1")])


@pytest.fixture(scope="module")
def by_hand(now):
    """Four draws of three jurisdictions, ranked by hand."""
    ranks = pd.DataFrame({"A": [1, 1, 2, 1], "B": [2, 1, 1, 2], "C": [3, 3, 3, 3]}, dtype=np.int16)
    scores = pd.DataFrame({"A": [9, 8, 7, 9], "B": [5, 8, 8, 6], "C": [1, 2, 3, 4], "D": [np.nan] * 4}, dtype=float)
    engine = Engine(now)
    block = next(engine.run(4, 0))
    engine.classes = pd.Series("scored", index=list("ABCD"))
    return Simulation(now, engine, 0, block.parameters, ranks, scores, np.zeros((4, 4, 3)))


def test_four_draws_are_counted_as_by_hand(by_hand):
    assert by_hand.acceptability().to_numpy().tolist() == [[0.75, 0.25, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert by_hand.win_matrix().to_numpy().tolist() == [[0, 0.5, 1], [0.25, 0, 1], [0, 0, 0]]
    assert by_hand.tie_matrix().to_numpy().tolist() == [[1, 0.25, 0], [0.25, 1, 0], [0, 0, 1]]
    assert by_hand.p_top(2).to_dict() == {"A": 1, "B": 1, "C": 0}
    intervals = by_hand.rank_intervals().set_index("jurisdiction_id")
    assert intervals.loc["A"].to_list() == [1, 1, 1, 2, 2, 0.75, True, "scored"]
    assert intervals.loc["D"].isna().sum() == 6 and not intervals.at["D", "rankable"]


def test_the_error_of_four_draws_is_that_of_the_textbook(by_hand):
    """A: ranks 1, 1, 2, 1 have mean 1.25 and standard deviation sqrt(3)/4; its share 3/4 has error sqrt(3/16/4)."""
    error = by_hand.monte_carlo_error().set_index("jurisdiction_id").loc["A"]
    assert error["mean_rank"] == 1.25 and error["mean_rank_error"] == pytest.approx(3**0.5 / 8)
    assert error["p_first"] == 0.75 and error["p_first_error"] == pytest.approx((3 / 64) ** 0.5)


def test_wins_losses_and_ties_make_a_whole_and_rows_of_acceptability_too(simulation):
    win, tie = simulation.win_matrix(), simulation.tie_matrix()
    assert np.allclose(win + win.T + tie, 1) and (np.diag(tie) == 1).all() and (np.diag(win) == 0).all()
    assert np.allclose(simulation.acceptability().sum(axis=1), 1)
    assert np.allclose(simulation.p_top(1), simulation.acceptability()[1])
    assert (simulation.p_top(len(simulation.rankable)) == 1).all()


def test_intervals_hold_their_order_and_only_the_rankable_have_ranks(simulation, now):
    intervals = simulation.rank_intervals()
    columns = ["jurisdiction_id", "best", "low", "median", "high", "worst", "p_first", "rankable", "class"]
    assert intervals.columns.to_list() == columns
    ranked = intervals.loc[intervals["rankable"], columns[1:6]].to_numpy(dtype=float)
    assert (np.diff(ranked, axis=1) >= 0).all() and ranked.min() == 1 and ranked.max() <= len(simulation.rankable)
    assert intervals.loc[~intervals["rankable"], columns[1:7]].isna().all().all()


def test_ranks_are_those_of_instruments_read_to_a_third_and_say_whether_they_are_estimates(simulation, now):
    classes = simulation.rank_intervals().set_index("jurisdiction_id")["class"]
    composite = score(now).composite.set_index("jurisdiction_id")
    there = composite.index.isin(now.frameworks.query("instrument_type != 'none'")["jurisdiction_id"])
    scored = composite["score"].notna() & there
    assert set(classes.index[classes == "scored"]) == set(composite.index[scored])
    estimated = composite.index[~scored & there & (composite["coverage"] >= 1 / 3)]
    assert set(classes.index[classes == "estimated"]) == set(estimated) >= {"SG", "MY"}
    assert set(simulation.rankable) == set(classes.index[classes.isin(["scored", "estimated"])])
    assert classes.to_dict() == composite["class"].to_dict()


def test_who_is_neither_scored_nor_estimated_is_not_drawn(simulation, now):
    assert simulation.scores[simulation.rankable].notna().all().all()
    assert simulation.scores["CA-NS"].isna().all() and "CA-QC" not in simulation.rankable
    read = simulate(now, draws=5, factors=["weights", "slips"])
    assert set(read.rank_intervals().loc[lambda rows: rows["rankable"], "class"]) == {"scored"}
    assert read.scores[read.rankable].notna().all().all() and read.scores["SG"].isna().all()


def test_estimates_are_percentiles_of_the_draws_with_what_was_read(simulation, now):
    estimates = simulation.estimates().set_index(["jurisdiction_id", "dimension_id"])
    assert set(estimates.index.get_level_values(0)) == set(simulation.rankable)
    row = estimates.loc[("SG", "PO")]
    assert row[["read", "applicable"]].tolist() == [4, 6] and row["class"] == "scored"
    assert row["high_80"] == np.quantile(simulation.dimension("SG", "PO"), 0.9)
    whole = estimates.loc[("SG", "composite")]
    assert whole[["read", "applicable", "class"]].tolist() == [8, 18, "estimated"]
    assert whole["median"] == np.median(simulation.scores["SG"])
    ends = estimates[["low_90", "low_80", "median", "high_80", "high_90"]].to_numpy()
    assert (np.diff(ends, axis=1) >= 0).all() and ends.min() >= 0 and ends.max() <= 100


def test_the_parameters_of_every_draw_are_there(simulation):
    draws = simulation.draws
    assert len(draws) == 3000 and not draws.isna().any().any()
    assert set(draws["aggregation"]) == {"arithmetic", "geometric", "harmonic", "minimum"}
    assert {"weight_ST", "weight_ST1", "weight_SP_obligation", "value_1", "scope", "slip_silent"} <= set(draws)


def test_a_provision_that_was_kept_can_be_read_in_every_draw(simulation):
    drawn = simulation.provision("CA-ON", "ST1")
    assert (simulation.engine.layout.states.encode(drawn) == simulation.kept["CA-ON", "ST1"]).all() and len(
        drawn
    ) == 3000
    with pytest.raises(KeyError) as refused:
        simulation.provision("CA-BC", "ST1")
    assert refused.value.args[0] == "CA-BC, ST1 was not kept: simulate(..., keep=[('CA-BC', 'ST1')])"


def test_dimension_scores_of_a_draw_stand_with_their_jurisdiction(now):
    off, scores = simulate(now, draws=2, factors=[]), score(now).dimensions
    for row in scores.itertuples():
        np.testing.assert_equal(off.dimension(row.jurisdiction_id, row.dimension_id).round(DIGITS), [row.score] * 2)


def test_it_shows_itself_in_a_line(simulation):
    day, among = simulation.dataset.date, f"{len(simulation.rankable)} of {len(simulation.jurisdictions)}"
    assert repr(simulation) == (
        f"Simulation of {day}: 3000 draws of weights, attribute_weights, spacing, scope, aggregation, slips, "
        f"missing; {among} jurisdictions rankable; seed 1"
    )


def test_in_html_it_lists_who_has_a_rank_with_the_interval(by_hand):
    heads = ["jurisdiction", "median rank", "90 % of draws", "first in"]
    rows = [("A", "1", "1-2", "75%"), ("B", "1", "1-2", "50%"), ("C", "3", "3-3", "0%")]
    assert by_hand._repr_html_() == show_table(repr(by_hand), heads, rows)


def test_nobody_is_among_the_first_none(simulation):
    with pytest.raises(ValueError) as refused:
        simulation.p_top(0)
    assert str(refused.value) == "k 0 is below 1"
