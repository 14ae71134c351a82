"""Relations: what stands above what for certain."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index.ranking.relations import beats, dominance, hasse, ordinal_dominance, pareto_front, tiers


def pairs(relation: pd.DataFrame) -> set[str]:
    return {f"{row}>{column}" for row in relation.index for column in relation.columns if relation.loc[row, column]}


def win_matrix(**above: float) -> pd.DataFrame:
    """Shares of draws by pair, such as AB=0.97; the mirror gets the rest."""
    units = sorted(set("".join(above)))
    wins = pd.DataFrame(0.0, index=units, columns=units)
    for pair, share in above.items():
        wins.loc[pair[0], pair[1]], wins.loc[pair[1], pair[0]] = share, 1 - share
    return wins


def test_dominance_needs_one_column_that_is_better_and_none_that_is_worse():
    values = pd.DataFrame([[3, 3], [3, 2], [0, 3], [3, 2]], index=list("ABCD"))
    assert pairs(dominance(values)) == {"A>B", "A>C", "A>D"}


def test_equal_rows_are_in_front_together():
    values = pd.DataFrame([[3, 0], [0, 3], [3, 0], [1, 0]], index=["fast", "stackable", "fast too", "behind"])
    assert list(pareto_front(values)) == ["fast", "stackable", "fast too"]


def test_nobody_is_behind_where_all_are_zero():
    assert list(pareto_front(pd.DataFrame({"x": [0, 0]}, index=["A", "B"]))) == ["A", "B"]


def test_ordinal_dominance_compares_the_weight_at_each_threshold():
    """A has 3 and 1, B 1 and 2: at 1 or above 2 and 2, at 2 or above 1 and 1, at 3 one and none; no column decides."""
    codes = pd.DataFrame([[3, 1], [1, 2]], index=["A", "B"])
    assert pairs(dominance(codes)) == set()
    assert pairs(ordinal_dominance(codes)) == {"A>B"}


def test_ordinal_dominance_leaves_open_what_the_spacing_decides():
    """3 and 0 against 1 and 1: A is ahead if 3 is worth more than twice 1, behind if less."""
    assert pairs(ordinal_dominance(pd.DataFrame([[3, 0], [1, 1]], index=["A", "B"]))) == set()


def test_ordinal_dominance_sums_weights_exactly():
    """0.1 + 0.2 against 0.3: floats would put A above B."""
    assert pairs(ordinal_dominance(pd.DataFrame([[1, 1, 0], [0, 0, 1]], index=["A", "B"]), [0.1, 0.2, 0.3])) == set()


def test_a_column_without_weight_decides_nothing_by_thresholds():
    assert pairs(ordinal_dominance(pd.DataFrame([[1, 0], [0, 3]], index=["A", "B"]), [1, 0])) == {"A>B"}


def test_half_a_code_is_refused():
    with pytest.raises(ValueError) as error:
        ordinal_dominance(pd.DataFrame({"ST1": [1, 1.5]}, index=["EU", "NZ"]))
    assert str(error.value) == "codes must be whole numbers, but unit 'NZ' has 1.5 in column 'ST1'"


codes = st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=6).map(pd.DataFrame)
weights = st.lists(st.integers(1, 5), min_size=4, max_size=4)


@given(codes, weights)
def test_dominance_implies_ordinal_dominance(codes, weights):
    assert not (dominance(codes) & ~ordinal_dominance(codes, weights)).to_numpy().any()


@given(codes, weights, st.lists(st.integers(1, 1000), min_size=3, max_size=3))
def test_ordinal_dominance_holds_for_every_increasing_value_of_the_codes(codes, weights, steps):
    worth = np.concatenate([[0], np.cumsum(steps)])
    score = worth[codes.to_numpy()] @ np.array(weights)
    above = ordinal_dominance(codes, weights).to_numpy()
    assert (score[:, None] > score[None, :])[above].all()


@given(codes)
def test_somebody_is_always_in_front(codes):
    assert len(pareto_front(codes)) >= 1


def test_a_pair_is_decided_from_the_level_on():
    assert pairs(beats(win_matrix(AB=0.95, AC=0.949, BC=0.5))) == {"A>B"}


def test_tiers_are_cut_where_all_above_beat_all_below():
    wins = win_matrix(AB=0.97, AC=0.99, AD=1, BC=0.6, BD=0.96, CD=0.95)
    assert tiers(wins).to_dict() == {"A": 1, "B": 2, "C": 2, "D": 3}


def test_one_undecided_chain_keeps_all_in_one_tier():
    """A beats C, but B is undecided against both: A and C may not be published in different tiers."""
    assert tiers(win_matrix(AB=0.8, AC=0.96, BC=0.8)).to_dict() == {"A": 1, "B": 1, "C": 1}


def test_a_lower_level_cuts_more():
    assert tiers(win_matrix(AB=0.8, AC=0.96, BC=0.8), level=0.8).to_dict() == {"A": 1, "B": 2, "C": 3}


def test_a_lone_unit_is_the_first_tier():
    assert tiers(pd.DataFrame([[0.0]], index=["A"], columns=["A"])).to_dict() == {"A": 1}


@given(st.integers(1, 7), st.integers(0, 10**6))
def test_units_of_different_tiers_are_all_decided(size, seed):
    shares = np.random.default_rng(seed).choice([0.02, 0.5, 0.96, 0.99], (size, size), p=[0.1, 0.2, 0.3, 0.4])
    upper = np.triu(shares, 1)
    wins = pd.DataFrame(upper + np.tril(1 - upper.T, -1))
    tier = tiers(wins).to_numpy()
    assert (wins.to_numpy() >= 0.95)[tier[:, None] < tier[None, :]].all()
    assert sorted(set(tier)) == list(range(1, max(tier) + 1))


@pytest.mark.parametrize("level", [0.5, 1.01, 0])
def test_a_level_at_which_both_could_win_is_refused(level):
    with pytest.raises(ValueError, match=f"level must be above 0.5 and at most 1, not {level}"):
        tiers(win_matrix(AB=0.97), level)


@pytest.mark.parametrize("share", [1.2, np.nan])
def test_a_win_matrix_holds_shares(share):
    with pytest.raises(ValueError, match="win_matrix must hold shares of draws, from 0 to 1 and without missing ones"):
        beats(win_matrix(AB=share))


def test_hasse_draws_only_what_does_not_follow():
    values = pd.DataFrame([[3, 3], [2, 2], [1, 1], [0, 3]], index=list("ABCD"))
    assert pairs(dominance(values)) == {"A>B", "A>C", "A>D", "B>C"}
    assert pairs(hasse(dominance(values))) == {"A>B", "A>D", "B>C"}


def test_hasse_refuses_a_circle_and_names_it():
    circle = beats(win_matrix(AB=0.97, BC=0.97, AC=0.03))
    with pytest.raises(ValueError) as error:
        hasse(circle)
    assert str(error.value) == "no order: the relation runs in a circle, A > B > C > A"


def test_hasse_needs_the_same_units_on_both_sides():
    with pytest.raises(ValueError, match="relation must have the same units as rows and as columns, each once"):
        hasse(pd.DataFrame([[True]], index=["A"], columns=["B"]))


@given(codes)
def test_what_hasse_drops_follows_from_what_it_keeps(codes):
    full, kept = dominance(codes), hasse(dominance(codes)).to_numpy(dtype=int)
    reached = sum(np.linalg.matrix_power(kept, length) for length in range(1, len(codes) + 1)) > 0
    assert (reached == full.to_numpy()).all()
