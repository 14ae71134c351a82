"""What a provision could become, and which ways up are not worth listing."""

import pandas as pd
import pytest

from credatlas.index.reforms.steps import list_models, list_steps
from credatlas.index.scores.method import Method


def provision(indicator="ST1", codes=(0, 0, 0), status="supports", scope="general", jurisdiction="A", score=0.0):
    return {
        "indicator_id": indicator, "dimension_id": indicator[:2], "status": status, "scope": scope, "score": score,
        "confidence": "high", "obligation": codes[0], "precision": codes[1], "delegation": codes[2], "jurisdiction_id": jurisdiction,
    }  # fmt: skip


def ways_of(row, models=(), method=None):
    others = pd.DataFrame([provision(**model) for model in models] or [provision(jurisdiction="B")]).iloc[: len(models)]
    return list_steps(pd.DataFrame([row]), others, method or Method(), {row["indicator_id"]})


def test_each_step_earns_a_ninth_under_the_default_method():
    """From silence one to nine steps; ways with as many steps earn as much, so one of each is left, and staying."""
    ways = ways_of(provision(status="silent", scope=""))
    assert ways["steps"].tolist() == [0, *range(1, 10)]
    assert ways["points"].tolist() == pytest.approx([100 * n / 9 for n in range(10)])
    assert (ways["obligation"][1:] >= 1).all()  # rule 1 of the codebook


def test_in_speed_delegation_earns_nothing_and_is_left_alone():
    ways = ways_of(provision("SP1", status="silent", scope=""))
    assert ways["delegation"].tolist() == [0.0] * 7 and ways["steps"].max() == 6


def test_widening_a_targeted_provision_is_one_step():
    """3,3,3 for a part scores 66.7; for all, 100."""
    ways = ways_of(provision(codes=(3, 3, 3), scope="targeted", score=200 / 3))
    assert ways[["scope", "steps", "changed"]].values.tolist() == [["targeted", 0, False], ["general", 1, True]]


def test_at_the_top_one_can_only_stay():
    assert ways_of(provision(codes=(3, 3, 3), score=100.0))["changed"].tolist() == [False]


def test_a_way_that_others_have_taken_is_kept_beside_its_equals():
    """With a model at 1,0,2 the way to 1,0,2 is listed, though 1,1,1 takes as many steps and earns as much."""
    ways = ways_of(provision(status="silent", scope=""), [{"codes": (1, 0, 2), "jurisdiction": "B"}])
    three = ways[ways["steps"] == 3]
    assert three[["obligation", "precision", "delegation", "models"]].values.tolist() == [[1, 0, 2, 1]]


def test_a_targeted_clause_is_no_model_for_a_general_one():
    ways = ways_of(
        provision(status="silent", scope=""), [{"codes": (3, 3, 3), "scope": "targeted", "jurisdiction": "B"}]
    )
    assert set(ways["models"]) == {0}


def test_models_are_supports_of_others():
    provisions = pd.DataFrame([provision(), provision(jurisdiction="B"), provision(status="silent", jurisdiction="C")])
    assert list_models(provisions, "A")["jurisdiction_id"].tolist() == ["B"]


def test_gains_share_the_dimension_by_weight():
    present = pd.DataFrame([provision("ST1", status="silent"), provision("ST2", (3, 3, 3), score=100.0)])
    ways = list_steps(present, present.iloc[:0], Method(indicator_weights={"ST2": 3.0}), {"ST1"})
    assert ways.set_index("indicator_id").loc["ST2", "gain"] == pytest.approx(75.0)
    assert ways["gain"].max() == pytest.approx(75.0) and ways.loc[
        ways["indicator_id"] == "ST1", "gain"
    ].max() == pytest.approx(25.0)


def test_what_was_not_read_in_its_own_text_is_no_model():
    read = pd.DataFrame([provision(jurisdiction="B"), provision(jurisdiction="C")])
    assert list_models(read.assign(confidence=["high", "medium"]), "A")["jurisdiction_id"].tolist() == ["B"]
