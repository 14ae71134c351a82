"""Comparison: outranking, Borda and Copeland against published elections, and by properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index import ranking
from credatlas.index.ranking.comparison import borda, copeland, outranking_matrix


@pytest.fixture
def condorcet():
    """60 voters (Condorcet 1785; Young 1988; OECD/JRC Handbook 2008): 3 for the first choice, 1 for the last."""
    rankings = pd.DataFrame(
        {"abc": [3, 2, 1], "bca": [1, 3, 2], "bac": [2, 3, 1], "cab": [2, 1, 3], "cba": [1, 2, 3]}, index=list("abc")
    )
    return rankings, {"abc": 23, "bca": 17, "bac": 2, "cab": 10, "cba": 8}


@pytest.fixture
def moulin():
    """21 voters (Moulin 1988; OECD/JRC Handbook 2008): 4 for the first choice, 1 for the last."""
    rankings = pd.DataFrame(
        {"abcd": [4, 3, 2, 1], "acbd": [4, 2, 3, 1], "bdca": [1, 4, 2, 3], "cbda": [1, 3, 4, 2]}, index=list("abcd")
    )
    return rankings, {"abcd": 3, "acbd": 5, "bdca": 7, "cbda": 6}


def test_condorcets_outranking_matrix(condorcet):
    """33 of 60 prefer a to b, 42 b to c and 35 c to a."""
    expected = np.array([[0, 33, 25], [27, 0, 42], [35, 18, 0]]) / 60
    assert outranking_matrix(*condorcet).to_numpy() == pytest.approx(expected)


def test_moulins_outranking_matrix(moulin):
    expected = np.array([[0, 8, 8, 8], [13, 0, 10, 21], [13, 11, 0, 14], [13, 0, 7, 0]]) / 21
    assert outranking_matrix(*moulin).to_numpy() == pytest.approx(expected)


def test_moulins_borda_count(moulin):
    """a 8 x 3; b 7 x 3 + 9 x 2 + 5; c 6 x 3 + 5 x 2 + 10; d 7 x 2 + 6."""
    assert borda(*moulin).to_dict() == {"a": 24, "b": 44, "c": 38, "d": 20}


def test_moulins_condorcet_winner_is_not_bordas(moulin):
    """c beats all three, b beats a and d, d beats a."""
    assert copeland(*moulin).to_dict() == {"a": -3, "b": 1, "c": 3, "d": -1}


def test_a_circle_leaves_copeland_level(condorcet):
    assert copeland(*condorcet).tolist() == [0, 0, 0]


def test_ties_share_points_and_weight():
    values = pd.DataFrame({"x": [2, 2, 1]}, index=["A", "B", "C"])
    assert borda(values).to_dict() == {"A": 1.5, "B": 1.5, "C": 0}
    assert outranking_matrix(values).to_numpy().tolist() == [[0, 0.5, 1], [0.5, 0, 1], [0, 0, 0]]


def test_half_of_the_weight_is_no_majority():
    """0.1 + 0.2 against 0.3: floats would see a winner."""
    values = pd.DataFrame([[1, 1, 0], [0, 0, 1]], index=["A", "B"])
    assert copeland(values, [0.1, 0.2, 0.3]).to_dict() == {"A": 0, "B": 0}


def test_one_unit_has_nobody_to_beat():
    alone = pd.DataFrame({"x": [1]}, index=["A"])
    assert (borda(alone)["A"], copeland(alone)["A"], outranking_matrix(alone).loc["A", "A"]) == (0, 0, 0)


def test_every_name_of_the_ordinal_side_is_at_hand():
    names = {"outranking_matrix", "borda", "copeland", "kemeny_orders", "pareto_front"}
    names |= {"dominance", "ordinal_dominance", "tiers", "hasse"}
    assert names <= set(ranking.__all__)


tables = st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=7).map(pd.DataFrame)


@given(tables)
def test_a_cell_and_its_mirror_sum_to_one(values):
    shares = outranking_matrix(values).to_numpy()
    assert shares + shares.T == pytest.approx(1 - np.eye(len(values)))


@given(tables)
def test_bordas_points_are_what_the_outranking_matrix_sums_to(values):
    assert borda(values).tolist() == pytest.approx((4 * outranking_matrix(values).sum(axis=1)).tolist())


@given(tables, st.randoms())
def test_the_order_of_the_rows_does_not_matter(values, random):
    shuffled = values.loc[random.sample(list(values.index), len(values))]
    assert copeland(shuffled)[values.index].equals(copeland(values))
    assert borda(shuffled)[values.index].equals(borda(values))


@given(tables)
def test_raising_every_value_of_a_unit_never_costs_it_points(values):
    raised = values.copy()
    raised.iloc[0] += 1
    assert copeland(raised)[0] >= copeland(values)[0] and borda(raised)[0] >= borda(values)[0]
