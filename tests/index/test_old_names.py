"""The five modules of `index` that others imported before the rooms keep working for one version, with a warning."""

import sys
from importlib import import_module

import numpy as np
import pytest

OLD = {
    "comparison": ("credatlas.index.ranking", "kemeny_orders"),
    "bounds": ("credatlas.index.ranking", "rank_bounds"),
    "coefficients": ("credatlas.index.agreement", "krippendorff_alpha"),
    "sensitivity": ("credatlas.index.simulation", "sensitivity"),
    "scoring": ("credatlas.index.scores", "score"),
}


@pytest.mark.parametrize("old", OLD)
def test_an_old_name_gives_the_same_function_and_says_where_it_went(old):
    room, function = OLD[old]
    sys.modules.pop(f"credatlas.index.{old}", None)
    with pytest.warns(DeprecationWarning, match=f"credatlas.index.{old} is now {room}"):
        module = import_module(f"credatlas.index.{old}")
    assert getattr(module, function) is getattr(import_module(room), function)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_old_formula_takes_attributes_on_the_last_axis_as_before():
    """Codes 2, 1, 0 on the scale 0 to 3 are 66.7, 33.3 and 0 points: 33.3 on average, half of it where targeted."""
    from credatlas import Method
    from credatlas.index.scoring import combine_attributes, score_codes

    codes, targeted, weights = np.array([[2, 1, 0], [3, 3, 3]]), np.array([True, False]), np.ones((2, 3))
    method = Method(scope_factor=0.5)
    assert score_codes(codes, targeted, weights, method) == pytest.approx([100 / 6, 100])
    assert combine_attributes(codes * 100 / 3, weights, method) == pytest.approx([100 / 3, 100])
