"""What simulations say of a claim is true as often as they say, on frameworks whose text is known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from credatlas.index.claims import masked_claims, summarise_masked_claims
from credatlas.index.claims.claim_tests import TESTS
from credatlas.index.scores import score


@pytest.fixture(scope="module")
def readings(atlas):
    return masked_claims(atlas.as_of("latest"), draws=100)


def test_where_simulations_agree_they_are_right_as_often_as_a_verdict_asks(readings):
    together = summarise_masked_claims(readings).set_index("claim_id").loc["all"]
    assert together["n"] == len(readings) > 500
    assert together["right"] >= 0.9 and together["brier"] < 0.15


def test_the_truth_is_what_scores_and_codes_say_of_a_framework(atlas, readings):
    latest = atlas.as_of("latest")
    scores = score(latest).dimensions.pivot(index="jurisdiction_id", columns="dimension_id", values="score").loc["EE"]
    codes = latest.provisions.query("framework_id == 'ee-2025'").set_index("indicator_id")
    truth = readings[readings["framework_id"] == "ee-2025"].groupby("claim_id")["truth"].agg(set)
    assert truth["C3b"] == {bool(scores["SP"] > scores["ST"])}
    assert truth["C2c"] == {bool(0 < scores["ST"] < 50)}
    assert truth["C4b"] == {bool(min(scores["ST"], scores["SP"]) > 50)}
    assert truth["C1"] == {not (codes.at["ST1", "obligation"] >= 2 and codes.at["ST1", "precision"] >= 2)}


def test_a_case_is_a_claim_that_looks_at_something_hidden(atlas, readings):
    missing = atlas.provisions.query("status == 'missing'").groupby("framework_id")["indicator_id"].agg(set)
    for case in readings[readings["claim_id"] == "C2a"].itertuples():
        assert {"ST1", "ST4"} & (missing[case.pattern] - missing.get(case.framework_id, set()))
    assert set(readings["claim_id"]) <= set(TESTS) and readings.notna().all(axis=None)
    assert not readings.query("claim_id == 'C4a'")["framework_id"].str.startswith(("eu-", "au-")).any()


def test_a_summary_by_hand():
    rows = [("C1", True, 0.95), ("C1", False, 0.9), ("C1", True, 0.6), ("C3b", False, 0.2)]
    cases = pd.DataFrame(rows, columns=["claim_id", "truth", "share"])
    summary = summarise_masked_claims(cases).set_index("claim_id")
    assert summary.loc["C1", ["n", "decided", "right"]].to_list() == [3, pytest.approx(2 / 3), 0.5]
    assert summary.at["C1", "brier"] == pytest.approx((0.05**2 + 0.9**2 + 0.4**2) / 3)
    assert summary.at["all", "passes"] == 0.5 and np.isnan(summary.at["C3b", "right"])


def test_data_without_claims_are_asked_nothing(atlas):
    readings = masked_claims(replace(atlas, claims=atlas.claims.iloc[:0]).as_of("latest"), draws=1)
    assert readings.empty and summarise_masked_claims(readings).empty
