"""What indicators add to a gap between two jurisdictions adds up to it, whatever the mean."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from credatlas.index.scores.explain import explain_pair
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import score

METHODS = {
    "the codebook's": Method(),
    "weighted": Method(dimension_weights={"ST": 3, "PO": 0.5}),
    "geometric": Method(dimension_mean="geometric", dimension_floor=1),
    "harmonic": Method(dimension_mean="harmonic", dimension_floor=5),
    "minimum": Method(dimension_mean="minimum"),
}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_it_adds_up_to_both_gaps_exactly(atlas, method):
    scores = score(atlas.as_of("latest"), method)
    scored = list(scores.composite.dropna(subset="score")["jurisdiction_id"])
    assert {"EU", "CA-CICAN"} <= set(scored)
    composite = scores.composite.set_index("jurisdiction_id")["score"]
    wide = scores.dimensions.pivot(index="dimension_id", columns="jurisdiction_id", values="score")
    for first, second in [("EU", "CA-CICAN"), *pairwise(scored[::3])]:
        gap = scores.explain(first, second)
        assert gap["composite"].sum() == pytest.approx(composite[first] - composite[second], abs=1e-9)
        sums = gap.groupby("dimension_id")["dimension"].sum()
        assert np.allclose(sums, (wide[first] - wide[second])[sums.index], atol=1e-9)


def test_where_one_has_no_score_nothing_is_explained(atlas):
    scores = score(atlas.as_of("latest"))
    gap = scores.explain("EU", "CA-MB")
    assert gap[["dimension", "composite"]].isna().all(axis=None) and len(gap) == len(atlas.indicators)


def test_under_the_minimum_the_weakest_dimension_makes_the_gap():
    """First 90 and 40, second 90 and 10: the composite falls from 40 to 10 by the second dimension alone."""
    pair = pd.DataFrame(
        {
            "dimension_id": ["A", "B", "B"],
            "indicator_id": ["A1", "B1", "B2"],
            "score_a": [90.0, 60, 20],
            "score_b": [90.0, 20, 0],
            **dict.fromkeys(["class_a", "class_b"], "scored"),
            "contribution": [0.0, 20, 10],
        }
    )
    dimensions = pd.DataFrame({"x": [90.0, 40.0], "y": [90.0, 10.0]}, index=["A", "B"])
    assert explain_pair(pair, dimensions, Method(dimension_mean="minimum"))["composite"].tolist() == [0, 20, 10]


def test_where_a_dimension_is_even_its_indicators_still_move_the_composite(atlas):
    """Ontario and New Zealand had the same speed on the day of the article, by other provisions."""
    told = score(atlas.as_of("2022-11-22")).explain("CA-ON", "NZ").set_index("indicator_id")
    assert told.loc["SP3", "dimension"] == pytest.approx(-20 / 3)
    assert told.loc["SP3", "composite"] == pytest.approx(-20 / 9) == -told.loc["SP4", "composite"]
