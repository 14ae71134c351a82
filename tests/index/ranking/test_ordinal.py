"""Ranks from the order of codes alone: by hand where two jurisdictions differ in a code, and against scores."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credatlas.errors import NothingToShow
from credatlas.index.ranking.ordinal import rank_ordinally
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import score


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


def keep_indicators(dataset, ids):
    """The data with these indicators only."""
    return replace(
        dataset,
        indicators=dataset.indicators[dataset.indicators["indicator_id"].isin(ids)],
        provisions=dataset.provisions[dataset.provisions["indicator_id"].isin(ids)],
    )


def list_compared(dataset):
    """The indicators that have a score in all jurisdictions that have a composite."""
    scores = score(dataset)
    ranked = scores.composite.dropna(subset="score")["jurisdiction_id"]
    own = scores.indicators[scores.indicators["jurisdiction_id"].isin(ranked)]
    return [name for name, rows in own.groupby("indicator_id")["score"] if rows.notna().all()]


@pytest.fixture(scope="module")
def ranks(now):
    return rank_ordinally(now)


@pytest.fixture(scope="module")
def few(now):
    """The data with the compared indicators alone."""
    return keep_indicators(now, list_compared(now))


def test_those_that_can_be_ranked_stand_there_by_score(now, ranks):
    composite = score(now).composite.dropna(subset="score")
    assert set(ranks["jurisdiction_id"]) == set(composite["jurisdiction_id"])
    assert ranks["score"].is_monotonic_increasing and (ranks["indicators"] == len(list_compared(now))).all()


SILENT = ["CA-MB", "CA-QC", "CA-PE", "CA-NL", "CA"]  # wholly silent, once the search that found nothing is a text


@pytest.fixture(scope="module")
def silent(now):
    """The data with a law of nothing but silence in five jurisdictions where none was found."""
    types = now.frameworks["instrument_type"].mask(now.frameworks["jurisdiction_id"].isin(SILENT), "law")
    return replace(now, frameworks=now.frameworks.assign(instrument_type=types))


def test_equal_jurisdictions_share_a_rank_and_trade_places_in_kemenys_orders(ranks, silent):
    """Five silent jurisdictions are the last five, in any order; without a framework they have no place."""
    others = len(ranks)
    ranks = rank_ordinally(silent).set_index("jurisdiction_id").loc[SILENT]
    assert (ranks[["score", "borda", "copeland", "kemeny_best"]] == others + 1).all(axis=None)
    assert (ranks["kemeny_worst"] == others + 5).all() and (ranks["dominates"] == 0).all()


@settings(max_examples=settings.default.max_examples // 3)
@given(st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99)).map(sorted).filter(lambda v: v[0] < v[1]))
def test_who_dominates_scores_higher_whatever_the_codes_are_worth(now, few, ranks, values):
    """With the compared indicators alone, at least as many score lower as are dominated."""
    ranks = ranks.set_index("jurisdiction_id")
    method = Method.from_dimensions(now.dimensions, code_values=(0, *values, 1), min_coded=1)
    points = score(few, method).composite.set_index("jurisdiction_id")["score"].loc[ranks.index].to_numpy()
    assert ((points[:, None] > points + 1e-9).sum(axis=1) >= ranks["dominates"]).all()


def test_a_code_that_one_has_and_another_has_not_decides(silent):
    """Of two silent jurisdictions, one is given a 1,0,0 on ST1, targeted: it beats the other four, and nobody else."""
    provisions = silent.provisions.copy()
    row = provisions.index[(provisions["jurisdiction_id"] == "CA-PE") & (provisions["indicator_id"] == "ST1")]
    provisions.loc[row, ["status", "scope", "obligation"]] = ["supports", "targeted", 1.0]
    ranks = rank_ordinally(replace(silent, provisions=provisions)).set_index("jurisdiction_id")
    own = ranks.loc["CA-PE", ["score", "borda", "copeland", "kemeny_best", "kemeny_worst", "dominates"]]
    last = len(ranks)
    assert own.tolist() == [*[last - 4] * 5, 4]
    assert ranks.loc["CA-MB", ["score", "kemeny_best", "kemeny_worst"]].tolist() == [last - 3, last - 3, last]


def test_a_targeted_code_loses_to_the_same_code_for_all_and_not_where_scope_costs_nothing(silent):
    provisions = silent.provisions.copy()
    for jurisdiction_id, scope in (("CA-PE", "targeted"), ("CA-NL", "general")):
        row = (provisions["jurisdiction_id"] == jurisdiction_id) & (provisions["indicator_id"] == "ST1")
        provisions.loc[row, ["status", "scope", "obligation"]] = ["supports", scope, 1.0]
    coded = replace(silent, provisions=provisions)
    assert rank_ordinally(coded).set_index("jurisdiction_id").loc[["CA-NL", "CA-PE"], "dominates"].tolist() == [4, 3]
    free = Method.from_dimensions(silent.dimensions, scope_factor=1.0)
    same = rank_ordinally(coded, free).set_index("jurisdiction_id").loc[["CA-NL", "CA-PE"]]
    assert same["dominates"].tolist() == [3, 3] and same["borda"].tolist() == [len(rank_ordinally(coded)) - 4] * 2


def test_without_two_to_rank_or_an_indicator_in_common_there_is_nothing_to_show(now):
    few = replace(now, provisions=now.provisions[now.provisions["jurisdiction_id"] == "NZ"])
    with pytest.raises(NothingToShow, match="need two jurisdictions with a score; there are 1"):
        rank_ordinally(few)
    provisions, rows = now.provisions.copy(), now.provisions["jurisdiction_id"]
    odd = provisions["indicator_id"].str[-1].isin(["1", "3", "5"])
    unread = ((rows == "NZ") & odd) | ((rows != "NZ") & ~odd)
    provisions.loc[unread, ["status", "scope", "confidence"]] = ["missing", "", "missing"]
    provisions.loc[unread, ["obligation", "precision", "delegation"]] = np.nan
    with pytest.raises(NothingToShow, match="no indicator was read in all"):
        rank_ordinally(replace(now, provisions=provisions), Method.from_dimensions(now.dimensions, min_coded=1))
