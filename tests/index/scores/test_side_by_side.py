"""Two jurisdictions side by side: the contributions of the indicators add up to the difference of the dimensions."""

import numpy as np
import pandas as pd
import pytest

from credatlas import load
from credatlas.index.scores import Method, compare_pair, score


@pytest.fixture(scope="module")
def atlas():
    return load().as_of("latest")


@pytest.mark.parametrize(
    "method", [None, Method(indicator_weights={"ST1": 3.0, "ST4": 0.0, "PO2": 0.5})], ids=["codebook", "weighted"]
)
def test_contributions_add_up(atlas, method):
    """Pairs with both scores, also where different indicators were read on each side: every one with the next three."""
    scores = score(atlas, method)
    points = scores.dimensions.pivot(index="jurisdiction_id", columns="dimension_id", values="score")
    tried = 0
    for a in points.index:
        for b in points.index[points.index > a][:3]:
            rows = compare_pair(atlas, a, b, method, scores)
            sums = rows.groupby("dimension_id")["contribution"].sum(min_count=1)
            expected = points.loc[a] - points.loc[b]
            assert sums.isna().equals(expected.isna()[sums.index])
            assert np.allclose(sums, expected[sums.index], equal_nan=True)
            tried += expected.notna().sum()
    assert tried > 30


def test_where_all_was_read_a_contribution_is_the_weighted_difference(atlas):
    """The Netherlands and Spain were read whole on stackability: six indicators of equal weight."""
    rows = compare_pair(atlas, "NL", "ES").query("dimension_id == 'ST'")
    assert rows[["score_a", "score_b"]].notna().all(axis=None)
    assert np.allclose(rows["contribution"], rows["difference"] / len(rows))


def test_the_unread_is_no_zero(atlas):
    """An indicator that one side's text does not let us read is 0 to 100 there, and has no difference."""
    rows = compare_pair(atlas, "CA-BC", "NL")
    unread = rows[rows["status_a"] == "missing"]
    assert len(unread)
    assert (unread["low_a"] == 0).all() and (unread["high_a"] == 100).all()
    assert unread[["score_a", "difference"]].isna().all(axis=None)


def test_sides_change_signs(atlas):
    one, other = compare_pair(atlas, "NZ", "IE"), compare_pair(atlas, "IE", "NZ")
    assert np.allclose(one["contribution"], -other["contribution"], equal_nan=True)
    assert one["finding_a"].equals(other["finding_b"].rename("finding_a"))


def test_without_a_framework_there_are_no_bounds(atlas):
    rows = compare_pair(atlas, "CA-QC", "EU")
    assert rows[["low_a", "high_a", "contribution"]].isna().all(axis=None)
    assert (rows["framework_id_a"] == "").all()


def test_refusals(atlas):
    with pytest.raises(ValueError, match="EU is named twice"):
        compare_pair(atlas, "EU", "EU")
    with pytest.raises(KeyError, match="CA-BC"):
        compare_pair(atlas, "CA-BX", "EU")
    with pytest.raises(ValueError, match="date"):
        compare_pair(load(), "CA-BC", "EU")


def test_every_indicator_once(atlas):
    rows = compare_pair(atlas, "CA-ON", "AU")
    assert list(rows["indicator_id"]) == list(atlas.indicators["indicator_id"])
    assert isinstance(rows, pd.DataFrame)
