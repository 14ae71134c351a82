"""One joint Monte Carlo: same seed, same bytes; factors off give the point scores; no draw is dropped and no rank is bare."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credatlas.index import uncertainty
from credatlas.index.bounds import rank_bounds
from credatlas.index.draws import FACTORS
from credatlas.index.method import Method
from credatlas.index.scoring import rank, score
from credatlas.index.states import code_of
from credatlas.index.uncertainty import simulate


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def simulation(now):
    return simulate(now, draws=3000, seed=1)


def test_with_every_factor_off_each_draw_is_the_point_score(now):
    off = simulate(now, draws=3, factors=[])
    scores = score(now)
    composite = scores.composite.set_index("jurisdiction_id")["score"].to_numpy()
    wide = scores.dimensions.pivot(index="jurisdiction_id", columns="dimension_id", values="score").loc[
        off.jurisdictions, off.engine.layout.dimensions
    ]
    for draw in range(3):
        np.testing.assert_allclose(off.composite[draw], composite, atol=1e-10)
        np.testing.assert_allclose(off.dimensions[draw], wide.to_numpy(), atol=1e-10)
    intervals = off.rank_intervals().set_index("jurisdiction_id").query("rankable")
    assert (intervals["low"] == intervals["high"]).all()
    assert (
        intervals["median"].to_dict() == rank(scores.composite.set_index("jurisdiction_id")["score"].dropna()).to_dict()
    )


@settings(max_examples=15, deadline=None)
@given(
    mean=st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum", "gate"]),
    dimension_mean=st.sampled_from(["arithmetic", "geometric", "minimum"]),
    scope=st.floats(0, 1),
    middle=st.floats(0.05, 0.9),
    weight=st.floats(0.1, 5),
    min_coded=st.integers(1, 6),
)
def test_the_vectorised_arithmetic_is_that_of_score(atlas, mean, dimension_mean, scope, middle, weight, min_coded):
    then = atlas.as_of("2022-11-22")
    method = Method(
        attribute_mean=mean,
        dimension_mean=dimension_mean,
        scope_factor=scope,
        code_values=(0, middle, (1 + middle) / 2, 1),
        indicator_weights={"ST1": weight},
        dimension_weights={"SP": weight},
        min_coded=min_coded,
        attribute_floor=1.0,
    )
    composite = score(then, method).composite.set_index("jurisdiction_id")["score"].to_numpy()
    np.testing.assert_allclose(simulate(then, method, draws=1, factors=[]).composite[0], composite, atol=1e-8)


def test_equal_seeds_give_equal_bytes_whatever_else_is_asked_and_others_differ(now, simulation):
    again = simulate(now, draws=3000, seed=1, keep=[("EU", "ST1")])
    assert (
        again.composite.tobytes() == simulation.composite.tobytes()
        and again.ranks.tobytes() == simulation.ranks.tobytes()
    )
    assert simulate(now, draws=1000, seed=1).composite.tobytes() == simulation.composite[:1000].tobytes()
    assert simulate(now, draws=1000, seed=2).composite.tobytes() != simulation.composite[:1000].tobytes()


def test_wins_losses_and_ties_make_a_whole_and_rows_of_acceptability_too(simulation):
    win, tie = simulation.win_matrix(), simulation.tie_matrix()
    assert np.allclose(win + win.T + tie, 1) and (np.diag(tie) == 1).all() and (np.diag(win) == 0).all()
    assert np.allclose(simulation.acceptability().sum(axis=1), 1)
    assert np.allclose(simulation.p_top(1), simulation.acceptability()[1])
    assert (simulation.p_top(len(simulation.rankable)) == 1).all()


def test_intervals_hold_their_order_and_only_the_rankable_have_ranks(simulation, now):
    intervals = simulation.rank_intervals()
    assert list(intervals.columns) == [
        "jurisdiction_id",
        "best",
        "low",
        "median",
        "high",
        "worst",
        "p_first",
        "rankable",
    ]
    ranked = intervals[intervals["rankable"]]
    assert (
        (ranked["best"] <= ranked["low"])
        & (ranked["low"] <= ranked["median"])
        & (ranked["median"] <= ranked["high"])
        & (ranked["high"] <= ranked["worst"])
    ).all()
    scored = score(now).composite.set_index("jurisdiction_id")["score"].notna()
    assert intervals.set_index("jurisdiction_id")["rankable"].to_dict() == scored.to_dict()
    assert intervals.loc[~intervals["rankable"], ["best", "worst", "p_first"]].isna().all().all()


def test_exact_bounds_over_weights_contain_every_rank_drawn_with_weights(now):
    drawn = simulate(now, draws=2000, factors=["weights"])
    wide = (
        score(now).indicators.pivot(index="jurisdiction_id", columns="indicator_id", values="score").loc[drawn.rankable]
    )
    complete = wide.dropna(axis=1)
    groups = {column: column[:2] for column in complete}
    narrowed = replace(
        now,
        provisions=now.provisions[now.provisions["indicator_id"].isin(complete)],
        indicators=now.indicators[now.indicators["indicator_id"].isin(complete)],
    )
    drawn = simulate(narrowed, Method(min_coded=1), draws=2000, factors=["weights"])
    exact = rank_bounds(complete, groups=groups)
    for place, jurisdiction in enumerate(drawn.rankable):
        if jurisdiction in exact.index and set(drawn.rankable) == set(exact.index):
            assert (
                exact.at[jurisdiction, "best"] <= drawn.ranks[:, place].min()
                and drawn.ranks[:, place].max() <= exact.at[jurisdiction, "worst"]
            )


def test_who_has_every_code_as_high_never_ranks_below_without_slips_and_gaps(now):
    factors = [name for name in FACTORS if name not in ("slips", "missing")]
    drawn = simulate(now, draws=1500, factors=factors)
    nobody = drawn.composite[:, drawn.jurisdictions.index("CA-QC")]  # silent throughout, with no instrument
    for jurisdiction in drawn.rankable:
        assert (drawn.composite[:, drawn.jurisdictions.index(jurisdiction)] >= nobody - 1e-9).all()


def test_a_copy_of_a_jurisdiction_moves_nobodys_score_and_ties_with_its_model(now):
    eu = now.provisions[now.provisions["jurisdiction_id"] == "EU"]
    copied = replace(
        now,
        jurisdictions=pd.concat(
            [now.jurisdictions, now.jurisdictions.query("jurisdiction_id == 'EU'").assign(jurisdiction_id="EU-COPY")],
            ignore_index=True,
        ),
        frameworks=pd.concat(
            [
                now.frameworks,
                now.frameworks.query("jurisdiction_id == 'EU'").assign(framework_id="copy", jurisdiction_id="EU-COPY"),
            ],
            ignore_index=True,
        ),
        provisions=pd.concat(
            [now.provisions, eu.assign(framework_id="copy", jurisdiction_id="EU-COPY")], ignore_index=True
        ),
    )
    factors = [name for name in FACTORS if name not in ("slips", "missing")]
    with_copy, without = simulate(copied, draws=600, factors=factors), simulate(now, draws=600, factors=factors)
    np.testing.assert_array_equal(with_copy.composite[:, :-1], without.composite)
    assert with_copy.tie_matrix().at["EU", "EU-COPY"] == 1


def test_more_draws_leave_a_smaller_error(now):
    few, many = (simulate(now, draws=draws).monte_carlo_error().set_index("jurisdiction_id") for draws in (500, 8000))
    assert (many["mean_rank_error"] < few["mean_rank_error"]).all()
    assert (abs(few["mean_rank"] - many["mean_rank"]) < 4 * few["mean_rank_error"] + 1e-9).all()


def test_kept_provisions_are_the_ones_that_count(now):
    kept = simulate(now, draws=200, factors=[], keep=[("CA-CICAN", "ST1"), ("CA-ON", "SP1")]).kept
    assert code_of(kept["CA-CICAN", "ST1"], 0).tolist() == [1] * 200
    counted = score(now).indicators.set_index(["jurisdiction_id", "indicator_id"]).at[("CA-ON", "SP1"), "framework_id"]
    row = now.provisions[(now.provisions["framework_id"] == counted) & (now.provisions["indicator_id"] == "SP1")].iloc[0]
    assert code_of(kept["CA-ON", "SP1"], 1).tolist() == [int(row["precision"])] * 200


def test_the_parameters_of_every_draw_are_there(simulation):
    draws = simulation.draws
    assert len(draws) == 3000 and np.allclose(draws[["weight_ST", "weight_PO", "weight_SP"]].sum(axis=1), 1)
    assert set(draws["aggregation"]) == {"arithmetic", "geometric", "harmonic", "minimum"}
    assert draws["slip_obligation"].between(0.03, 0.2).all()


def test_it_shows_itself_in_a_line(simulation):
    assert (
        repr(simulation).startswith("Simulation of ")
        and "3000 draws of weights" in repr(simulation)
        and len(repr(simulation)) < 220
    )


# What cannot be simulated


def test_one_rankable_jurisdiction_is_not_enough(now):
    alone = replace(now, provisions=now.provisions[now.provisions["jurisdiction_id"] == "NZ"])
    with pytest.raises(
        ValueError, match=r"^1 jurisdictions can be ranked on .*; ranks need two with a score on every dimension$"
    ):
        simulate(alone)


def test_when_all_is_missing_nobody_can_be_ranked(now):
    with pytest.raises(ValueError, match="0 jurisdictions can be ranked"):
        simulate(replace(now, provisions=now.provisions.assign(status="missing")))


def test_identical_jurisdictions_share_the_first_rank(now):
    nobody = replace(now, provisions=now.provisions[now.provisions["jurisdiction_id"].isin(["CA-QC", "CA-MB"])])
    drawn = simulate(nobody, draws=50, factors=["weights"])
    assert (drawn.ranks == 1).all() and drawn.tie_matrix().to_numpy().tolist() == [[1, 1], [1, 1]]


def test_a_draw_that_cannot_be_scored_raises(now):
    engine = uncertainty.Engine(now)
    with pytest.raises(ValueError, match="draw 0 of a block cannot be scored for"):
        engine.rank(np.full((1, len(engine.layout.jurisdictions)), np.nan))


@pytest.mark.parametrize(
    ("options", "message"),
    [({"draws": 0}, "draws 0 is below 1"), ({"factors": ["wheather"]}, "factor 'wheather' is not one of")],
)
def test_wrong_arguments_are_named(now, options, message):
    with pytest.raises(ValueError, match=message):
        simulate(now, **options)
