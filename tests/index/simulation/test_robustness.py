"""Exact bounds are those over the weights of the dimensions, for those who have a score on every one."""

import numpy as np
import pytest

from credatlas.index.scores.scoring import combine, rank, score
from credatlas.index.simulation.robustness import bound_ranks


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


def test_only_those_with_a_score_on_every_dimension_are_bounded(now):
    scored = score(now).composite.dropna(subset=["score"])["jurisdiction_id"].tolist()
    assert list(bound_ranks(now).index) == scored


def test_every_rank_under_drawn_weights_of_dimensions_lies_within_the_exact_bounds(now):
    bounds, rng = bound_ranks(now), np.random.default_rng(0)
    dimensions = (
        score(now).dimensions.pivot(index="jurisdiction_id", columns="dimension_id", values="score").loc[bounds.index]
    )
    for weights in rng.dirichlet([1, 1, 1], 500):
        ranks = rank(combine(dimensions, weights=dict(zip(dimensions.columns, weights, strict=True))))
        assert ((bounds["best"] <= ranks) & (ranks <= bounds["worst"])).all()


def test_equal_weights_alone_leave_the_point_ranks(now):
    bounds = bound_ranks(now, low=1 / 3, high=1 / 3)
    assert (bounds["best"] == bounds["worst"]).all()
