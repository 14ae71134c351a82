"""One joint Monte Carlo: same seed, same bytes; factors off give the point scores; no draw is dropped and no rank is bare."""

from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credatlas import load
from credatlas.index.ranking.bounds import rank_bounds
from credatlas.index.scores.method import ATTRIBUTES, Method
from credatlas.index.scores.scoring import rank, score
from credatlas.index.simulation import engine
from credatlas.index.simulation.draws import FACTORS, SET_BY
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.reading import next_reading
from credatlas.settings import DIGITS

OF_METHOD = [name for name in FACTORS if name not in ("slips", "missing")]


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


def add_copy(dataset, jurisdiction_id, change=lambda provisions: provisions):
    """Return the data with one more jurisdiction, TWIN, whose framework is that of another, changed."""
    new = {"jurisdiction_id": "TWIN", "framework_id": "twin"}
    tables = {name: getattr(dataset, name) for name in ("jurisdictions", "frameworks", "provisions")}
    for name, frame in tables.items():
        rows = frame[frame["jurisdiction_id"] == jurisdiction_id]
        rows = rows.assign(**{key: value for key, value in new.items() if key in frame})
        tables[name] = pd.concat([frame, change(rows) if name == "provisions" else rows], ignore_index=True)
    return replace(dataset, **tables)


@pytest.mark.parametrize("day", ["2022-11-22", "latest"])
def test_with_every_factor_off_each_draw_is_the_point_score(atlas, day):
    dataset = atlas.as_of(day)
    off, scores = simulate(dataset, draws=3, factors=[]), score(dataset).composite.set_index("jurisdiction_id")["score"]
    for draw in range(3):
        np.testing.assert_array_equal(off.scores.loc[draw].round(DIGITS).to_numpy(), scores.to_numpy())
        assert off.ranks.loc[draw].to_dict() == rank(scores[off.rankable]).to_dict()


def test_the_toy_data_are_ranked_as_by_hand(toy):
    """BB has every code at 3; AA lacks some; CC, silent or missing, cannot be ranked."""
    drawn = simulate(load(toy).as_of("latest"), draws=64, factors=OF_METHOD)
    assert drawn.rankable == ["AA", "BB"]
    np.testing.assert_allclose(drawn.scores["BB"], 100)
    assert drawn.p_top(1)["BB"] == 1 and not drawn.rank_intervals().set_index("jurisdiction_id").at["CC", "rankable"]


def test_an_indicator_on_which_nobody_was_read_is_not_drawn_and_its_dimension_is_scored_by_the_others(toy):
    """In the toy data BB was read whole in both versions; a new question about speed has no answer from anybody."""
    old = load(toy)
    lost = {"indicator_id": "SP9", "status": "missing", "scope": "", "confidence": "missing", "finding": ""}
    lost |= dict.fromkeys(["obligation", "precision", "delegation"], np.nan)
    added = old.provisions.drop_duplicates("framework_id").assign(**lost)
    question = old.indicators[old.indicators["dimension_id"] == "SP"].head(1).assign(indicator_id="SP9")
    new = replace(
        old,
        indicators=pd.concat([old.indicators, question], ignore_index=True),
        provisions=pd.concat([old.provisions, added], ignore_index=True),
    )
    with pytest.warns(UserWarning, match="SP9: not drawn where unread"):
        drawn = simulate(new.as_of("latest"), draws=64, factors=["weights", "missing"])
    before = simulate(old.as_of("latest"), draws=64, factors=["weights", "missing"])
    assert drawn.not_drawn == ("SP9",) and before.not_drawn == () and drawn.rankable == before.rankable
    np.testing.assert_allclose(drawn.scores["BB"], 100)
    read = next_reading(new.as_of("latest"), draws=64).set_index(["jurisdiction_id", "indicator_id"])
    assert read.loc[("BB", "SP9"), ["narrowing", "own"]].isna().to_numpy().all()


def test_equal_seeds_give_equal_bytes_whatever_else_is_asked_and_others_differ(now):
    drawn = simulate(now, draws=700, seed=1)
    again = simulate(now, draws=700, seed=1, keep=[("EU", "ST1")])
    assert drawn.scores.to_numpy().tobytes() == again.scores.to_numpy().tobytes()
    assert drawn.ranks.to_numpy().tobytes() == again.ranks.to_numpy().tobytes()
    assert simulate(now, draws=90, seed=1).scores.equals(drawn.scores[:90])
    assert not simulate(now, draws=90, seed=2).scores.equals(drawn.scores[:90])


def test_the_length_of_a_block_does_not_matter(now, monkeypatch):
    drawn = simulate(now, draws=300)
    monkeypatch.setattr(engine, "BLOCK", 64)
    assert simulate(now, draws=300).scores.equals(drawn.scores)


def test_exact_bounds_over_weights_contain_every_rank_drawn_with_weights(now):
    """What was not read is silent here, so that both rank on the same eighteen indicators."""
    eight = now.provisions["jurisdiction_id"].isin(["NZ", "IE", "EE", "EU", "ES", "AU", "NL", "CA-CICAN"])
    unknown = now.provisions["status"].isin(["missing", "not-applicable"])
    silent = now.provisions.assign(status="silent", **dict.fromkeys(ATTRIBUTES, 0.0))
    whole = replace(now, provisions=now.provisions.mask(unknown, silent)[eight])
    indicators = score(whole).indicators.pivot(index="jurisdiction_id", columns="indicator_id", values="score")
    drawn, wide = simulate(whole, draws=2000, factors=["weights"]), indicators.dropna()
    assert set(drawn.rankable) == set(wide.index) and len(wide) == 8
    exact = rank_bounds(wide, groups={column: column[:2] for column in wide})
    intervals = drawn.rank_intervals().set_index("jurisdiction_id").loc[wide.index]
    assert (exact["best"] <= intervals["best"]).all() and (intervals["worst"] <= exact["worst"]).all()


@settings(max_examples=settings.default.max_examples // 4)
@given(model=st.sampled_from(["EU", "NZ", "ES", "AU", "CA-CICAN"]), seed=st.integers(0, 99))
def test_who_has_every_code_as_high_never_ranks_below_without_slips_and_gaps(now, model, seed):
    rng = np.random.default_rng(seed)

    def raise_codes(rows):
        supports = (rows["status"] == "supports").to_numpy()[:, None]
        codes = rows[list(ATTRIBUTES)].to_numpy()
        raised = np.minimum(codes + rng.integers(0, 2, codes.shape), 3)
        return rows.assign(**dict(zip(ATTRIBUTES, np.where(supports, raised, codes).T, strict=True)))

    drawn = simulate(add_copy(now, model, raise_codes), draws=300, seed=seed, factors=OF_METHOD)
    assert (drawn.ranks["TWIN"] <= drawn.ranks[model]).all()


def test_a_copy_of_a_jurisdiction_moves_nobodys_score_and_ties_with_its_model(now):
    with_copy = simulate(add_copy(now, "EU"), draws=600, factors=OF_METHOD)
    without = simulate(now, draws=600, factors=OF_METHOD)
    assert with_copy.scores.drop(columns="TWIN").equals(without.scores)
    assert with_copy.tie_matrix().at["EU", "TWIN"] == 1


def test_another_jurisdiction_leaves_the_slips_of_the_others(now):
    """One that is silent throughout adds no codes that anybody could be found to have."""
    with_copy = simulate(add_copy(now, "CA-QC"), draws=200, factors=["slips"])
    without = simulate(now, draws=200, factors=["slips"])
    assert with_copy.scores.drop(columns="TWIN").equals(without.scores)


def test_four_times_the_draws_halve_the_error_and_the_answer_stays_within_it(now):
    few, many = (simulate(now, draws=n).monte_carlo_error().set_index("jurisdiction_id") for n in (1024, 4096))
    ratio = few["mean_rank_error"] / many["mean_rank_error"]
    assert ratio.between(
        1.6, 2.5
    ).all()  # the error itself is estimated, least surely of one that nearly always has one rank
    assert ((few["mean_rank"] - many["mean_rank"]).abs() <= 4 * few["mean_rank_error"]).all()


def test_a_factor_that_is_fixed_is_the_method_with_that_choice(now):
    fixed = simulate(now, draws=1, factors={"scope": 0.5, "aggregation": "minimum", "spacing": (0.2, 0.5)})
    method = replace(fixed.method, scope_factor=0.5, dimension_mean="minimum", code_values=(0, 0.2, 0.5, 1))
    np.testing.assert_allclose(fixed.scores.loc[0], score(now, method).composite["score"], atol=1e-9)


ALTERED = {
    "attribute_weights": {"ST": (1, 0, 0), "PO": (1, 1, 1), "SP": (1, 1, 0)},
    "code_values": (0, 0.5, 0.9, 1),
    "attribute_mean": "minimum",
    "attribute_floor": 30.0,
    "scope_factor": 0.2,
    "hinders": -50.0,
    "indicator_weights": {"ST1": 5},
    "dimension_weights": {"SP": 4},
    "min_coded": 6,
    "scored_share": 1.0,
    "estimated_share": 0.9,
    "none_found": "zero",
    "dimension_mean": "harmonic",
    "dimension_floor": 20.0,
}
HELD = {  # by option of a method, the factor that it holds; the other options belong to no factor, and always count
    "attribute_weights": "attribute_weights",
    "code_values": "spacing",
    "scope_factor": "scope",
    "indicator_weights": "weights",
    "dimension_weights": "weights",
    "dimension_mean": "aggregation",
}


def test_every_option_of_a_method_is_altered_once():
    assert set(ALTERED) == {option.name for option in fields(Method)}


@pytest.mark.parametrize("option", ALTERED)
def test_what_a_method_changes_is_held_and_moves_the_draws(now, option):
    usual = Method.from_dimensions(now.dimensions)
    barrier = now.provisions["framework_id"].eq("nz-2022") & now.provisions["indicator_id"].eq("SP3")
    codes = dict.fromkeys(ATTRIBUTES, 0.0)  # as no framework read whole hinders, one is made to
    hinders = now.provisions.mask(barrier, now.provisions.assign(status="hinders", scope="", **codes))
    some = replace(now, provisions=hinders)
    method = replace(usual, **{option: ALTERED[option]})
    default, drawn = simulate(some, draws=200), simulate(some, method, draws=200)
    held = set(FACTORS) - set(drawn.factors_drawn)
    assert held == ({HELD[option]} if option in HELD else set()) and drawn.method == method
    assert (
        not drawn.scores.equals(default.scores)
        or drawn.rank_intervals()["class"].ne(default.rank_intervals()["class"]).any()
    )
    assert drawn.notice == "".join(f"{factor}: held as the method states, and not drawn" for factor in held)
    if held:
        (factor,) = held
        point = simulate(some, method, draws=1, factors=[]).parameters
        for name in SET_BY[factor]:
            assert (getattr(drawn.parameters, name) == getattr(point, name)).all()


def test_what_a_method_changes_is_drawn_when_asked_for_by_name(now):
    method = Method.from_dimensions(now.dimensions, scope_factor=0.2, code_values=(0, 0.5, 0.9, 1))
    drawn = simulate(now, method, draws=64, factors=["scope"])
    assert drawn.factors_drawn == ("scope",) and np.ptp(drawn.parameters.scope) > 0.5
    assert (method.code_values == drawn.parameters.code_values.T).all()


def test_weights_in_the_same_proportion_are_the_codebooks(now):
    """So that a method that states equal weights is not taken for one that holds them."""
    method = Method.from_dimensions(now.dimensions, dimension_weights={"ST": 2, "PO": 2, "SP": 2})
    assert simulate(now, method, draws=8).factors_drawn == FACTORS


def test_a_provision_that_is_kept_is_the_one_that_counts(now):
    """CA-ON has three frameworks in force; without any factor the strongest is the one that `score` names."""
    cells = [("CA-ON", indicator) for indicator in now.indicators["indicator_id"]]
    drawn, indicators = simulate(now, draws=2, factors=[], keep=cells), score(now).indicators
    counted = indicators[indicators["jurisdiction_id"] == "CA-ON"].merge(
        now.provisions, how="left", on=["framework_id", "indicator_id"], suffixes=("", "_of_provision")
    )
    for row in counted.itertuples():
        read = drawn.provision("CA-ON", row.indicator_id).loc[1]
        assert read["status"] == row.status
        if row.framework_id:
            assert read["scope"] == row.scope
            np.testing.assert_equal(read[list(ATTRIBUTES)].to_list(), [getattr(row, name) for name in ATTRIBUTES])


# What cannot be simulated


def test_when_all_is_missing_nobody_can_be_ranked(now):
    with pytest.raises(ValueError) as refused:
        simulate(replace(now, provisions=now.provisions.assign(status="missing")))
    assert str(refused.value) == (
        f"ranks on {now.date} need two jurisdictions with a score on every dimension; there is none"
    )


def test_identical_jurisdictions_share_the_first_rank(now):
    two = now.provisions[now.provisions["jurisdiction_id"].isin(["NZ", "EE"])]
    silent = two.assign(status="silent", scope="", **dict.fromkeys(ATTRIBUTES, 0.0))
    drawn = simulate(replace(now, provisions=silent), draws=50, factors=OF_METHOD)
    assert (drawn.ranks == 1).all().all() and drawn.tie_matrix().to_numpy().tolist() == [[1, 1], [1, 1]]
    assert (drawn.scores[drawn.rankable].isin([0.0, 1.0])).all().all()  # a floored mean of zeros is one point


def test_an_indicator_that_is_zero_for_all_leaves_ranks_as_they_are_without_it(now):
    zero = now.provisions["indicator_id"] == "ST4"
    codes = dict.fromkeys(ATTRIBUTES, 0.0)
    silent = now.provisions.mask(zero, now.provisions.assign(status="silent", scope="", confidence="high", **codes))
    drawn = simulate(replace(now, provisions=silent), draws=200)
    assert drawn.scores[drawn.rankable].notna().all().all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"draws": 0}, "draws 0 is below 1"),
        ({"keep": [("CA-ONT", "ST1")]}, "no provision of CA-ONT, ST1; did you mean 'CA-ON'?"),
        (
            {"factors": ["scop"]},
            "factor 'scop' is not one of weights, attribute_weights, spacing, scope, aggregation, slips, missing; did you mean 'scope'?",
        ),
    ],
)
def test_wrong_arguments_are_named(now, options, message):
    with pytest.raises(ValueError) as refused:
        simulate(now, **options)
    assert str(refused.value) == message


def test_the_dataset_must_be_of_a_date(atlas):
    with pytest.raises(ValueError, match=r"^scores belong to a date: narrow the data first"):
        simulate(atlas)
