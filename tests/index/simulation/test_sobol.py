"""Sobol' indices: published ones are reproduced, and a rank hangs on nothing where nothing varies."""

import numpy as np
import pytest
from scipy.stats import qmc, sobol_indices

from credatlas.index.scores.method import Method
from credatlas.index.simulation.sobol import MEAN_SHIFT, _indices, group_indices, sensitivity


def ishigami(sample):
    x = np.pi * (2 * sample - 1)
    return (np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))[None, :]


def two_samples(inputs, n):
    points = qmc.Sobol(2 * inputs, rng=np.random.default_rng(0)).random(n).T
    return points[:inputs], points[inputs:]


def test_the_ishigami_function_has_its_published_indices():
    """Ishigami and Homma (1990), a = 7, b = 0.1: first order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""
    found = group_indices(ishigami, two_samples(3, 8192), {"x1": [0], "x2": [1], "x3": [2]})
    first, total = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])
    assert found.first[0] == pytest.approx(first, abs=0.01) and found.total[0] == pytest.approx(total, abs=0.01)
    assert found.varies.all()
    for published, interval in ((first, found.first_interval), (total, found.total_interval)):
        assert (interval[0, :, 0] < published).all() and (published < interval[0, :, 1]).all()


def test_the_indices_are_those_of_scipy():
    rng = np.random.default_rng(0)
    f_a, f_b, f_ab = rng.normal(size=(2, 64)), rng.normal(size=(2, 64)), rng.normal(size=(3, 2, 64))
    found = sobol_indices(func={"f_A": f_a, "f_B": f_b, "f_AB": f_ab}, n=64)
    first, total = _indices(f_a, f_b, f_ab)
    np.testing.assert_allclose(first, found.first_order, atol=1e-12)
    np.testing.assert_allclose(total, found.total_order, atol=1e-12)


def test_a_group_of_columns_has_the_index_of_all_of_them_together():
    """x1 and x3 together explain what x2 does not: 1 - 0.4424."""
    groups = {"x1 and x3": [0, 2], "x2": [1]}
    found = group_indices(ishigami, two_samples(3, 8192), groups)
    assert found.first[0] == pytest.approx([0.5576, 0.4424], abs=0.01)


def test_an_output_that_never_moves_has_zero_indices_and_says_so():
    found = group_indices(lambda x: np.vstack([x[0], np.ones(x.shape[1])]), two_samples(1, 256), {"x": [0]})
    assert found.varies.tolist() == [True, False] and found.first[1, 0] == found.total[1, 0] == 0
    assert found.total[0, 0] == pytest.approx(1, abs=0.02)


@pytest.fixture(scope="module")
def found(atlas):
    return sensitivity(atlas.as_of("latest"), points=256)


def test_each_rankable_jurisdiction_and_the_mean_shift_hang_on_seven_factors(found):
    assert found.indices.groupby("output").size().eq(7).all() and MEAN_SHIFT in set(found.indices["output"])
    assert not found.indices[["first", "total", "total_low", "total_high"]].isna().any().any()
    mean = found.of()
    assert mean["total"].is_monotonic_decreasing and mean["total"].between(0, 1.2).all()


def test_a_factor_that_is_alone_explains_everything(atlas):
    alone = sensitivity(atlas.as_of("latest"), points=128, factors=["weights"]).of()
    assert alone["factor"].tolist() == ["weights"] and alone["total"][0] == pytest.approx(1, abs=0.1)


def test_what_the_method_holds_is_said_and_has_no_rows(atlas, found):
    held = sensitivity(
        atlas.as_of("latest"), Method.from_dimensions(atlas.dimensions, dimension_mean="geometric"), points=16
    )
    assert "aggregation: held as the method states, and not drawn" in held.notice and found.notice == ""
    assert set(found.indices["factor"]) - set(held.indices["factor"]) == {"aggregation"}


def test_equal_seeds_give_equal_indices(atlas, found):
    assert sensitivity(atlas.as_of("latest"), points=256).indices.equals(found.indices)


def test_wrong_arguments_are_named(atlas, found):
    for points in (0, 1, 1000):
        with pytest.raises(ValueError, match=f"^points {points} is not a power of two$"):
            sensitivity(atlas.as_of("latest"), points=points)
    assert len(sensitivity(atlas.as_of("latest"), points=2).indices)  # the fewest


def test_it_says_in_a_line_what_matters_most(found):
    most = found.of().iloc[0]
    assert repr(found) == (
        f"Sensitivity from 256 points: the mean rank shift hangs most on {most['factor']} "
        f"(total {most['total']:.2f}); seed 0"
    )


@pytest.mark.parametrize("factor", ["slips", "missing"])
def test_a_factor_of_single_provisions_that_is_alone_explains_everything(atlas, factor):
    alone = sensitivity(atlas.as_of("latest"), points=256, factors=[factor]).of()
    assert alone["total"][0] == pytest.approx(1, abs=0.15)
