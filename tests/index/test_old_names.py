"""The five modules of `index` that others imported before the rooms keep working for one version, with a warning."""

import sys
from importlib import import_module

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
