"""The solver: an optimum or an error, and nothing on the page."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import LinearConstraint

from credatlas.index.ranking.bounds import rank_bounds
from credatlas.index.ranking.solver import minimise


def test_a_knapsack_is_solved_exactly():
    """Values 60, 100, 120, sizes 10, 20, 30, room 50: the last two, 220."""
    chosen = minimise(np.array([-60.0, -100, -120]), [LinearConstraint([[10, 20, 30]], 0, 50)], np.ones(3, dtype=bool))
    assert chosen.round().tolist() == [0, 1, 1]


def test_constraints_that_contradict_each_other_are_an_error():
    with pytest.raises(RuntimeError, match="HiGHS found no optimum among 1 variables"):
        minimise(np.ones(1), [LinearConstraint([[1]], 2, 3)], np.ones(1, dtype=bool))


def test_the_stray_line_of_highs_stays_off_the_page(capfd):
    """Without care these values make HiGHS 1.12 print `HighsMipSolverData::...` from C."""
    random = np.random.default_rng(1)
    values = pd.DataFrame(random.integers(0, 10, (25, 18)) * (random.random((25, 18)) < 0.5))
    rank_bounds(values, low=0.5 / 6, high=2 / 6, groups=np.repeat(range(3), 6), group_low=0.25, group_high=0.5)
    assert capfd.readouterr().out == ""
