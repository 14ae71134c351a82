"""The counts behind a claim are those that its test looks at."""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from credatlas.index.claims import claim_facts
from credatlas.index.claims.claim_tests import TESTS, list_cells
from credatlas.index.claims.drawn import Assumptions
from tests.index.claim_cases import NAN, drawn


def facts(claim_id, places, **given):
    """The facts of a claim on one draw made by hand."""
    scored = {pair for pair, (score,) in given.get("scores", {}).items()}
    assumed = SimpleNamespace(what_if=lambda: drawn(**given), drawable=scored)
    return claim_facts.OF_FRAMEWORKS[claim_id](assumed, places)


@pytest.fixture(scope="module")
def then(atlas):
    then = atlas.as_of("2022-11-22")
    return Assumptions(then, 1, 0, list_cells(then))


def test_every_test_has_its_facts_and_the_other_way_round():
    assert set(claim_facts.OF_FRAMEWORKS) == set(TESTS)


def test_provisions_on_stackability_are_counted_in_every_framework_of_a_jurisdiction(atlas):
    now = atlas.as_of("latest")
    found = claim_facts.count_against(now)
    own = now.frameworks.merge(now.jurisdictions[["jurisdiction_id", "group"]])
    own = own[(own["group"] == "Canada") & (own["instrument_type"] != "none")]
    assert found["total"] == 6 * len(own) > 6 * own["jurisdiction_id"].nunique() and found["frameworks"] == len(own)
    assert found["total"] - found["read"] == found["unknown"] == len(found["cells"]) and found["hindering"] == []
    eu = now.provisions["framework_id"].str.startswith("eu-")
    read = {"status": now.provisions["status"].mask(~eu & now.provisions["status"].eq("missing"), "hinders")}
    against = claim_facts.count_against(replace(now, provisions=now.provisions.assign(**read)))
    assert against["unknown"] == 0 and against["hindering"] == list(
        dict.fromkeys(jurisdiction for jurisdiction, _ in found["cells"])
    )
    assert claim_facts.count_against(atlas.as_of("2015-01-01")) == {}


def test_provinces_without_a_framework_are_named_and_never_silent(then):
    found = claim_facts.OF_FRAMEWORKS["C1"](then, TESTS["C1"].places(then))
    assert found["not_in_force"] == ["CA-NS"] and "CA-MB" in found["none_found"] and found["unread"] == ["CA-SK"]
    named = [
        name for group in ("firm", "loose", "silent", "unread", "none_found", "not_in_force") for name in found[group]
    ]
    assert sorted(named) == sorted(then.dataset.jurisdictions.query("kind == 'province'")["jurisdiction_id"])
    assert not found["silent"]


def test_the_key_terms_of_the_colleges_come_from_the_data(then):
    found = claim_facts.OF_FRAMEWORKS["C2b"](then, ["CA-CICAN"])
    rows = then.dataset["CA-CICAN"].set_index("indicator_id")
    assert found["transfer"]["key_terms"] == rows.at["PO1", "key_terms"] and "portable" in rows.at["PO1", "key_terms"]
    assert found["across"]["status"] == rows.at["PO6", "status"]


def test_frameworks_are_faster_by_points_or_not_or_have_no_two_scores():
    scores = {("P1", "ST"): [1], ("P1", "SP"): [3], ("P2", "ST"): [2], ("P2", "SP"): [2], ("P3", "ST"): [1]}
    assert facts("C3b", ["P1", "P2", "P3"], scores=scores) == {
        "faster": {"P1": 2}, "others": {"P2": 0}, "unscored": ["P3"],
    }  # fmt: skip


def test_the_best_canadian_framework_is_named_beside_those_estimated_and_read_too_little():
    scores = {("EU", "ST"): [40], ("AU", "ST"): [50], ("P1", "ST"): [20], ("P2", "ST"): [NAN]}
    found = facts("C4a", ["P1", "P2", "P3"], scores=scores)
    assert (found["union"], found["australia"], found["best"], found["best_score"]) == (40, 50, "P1", 20)
    assert (found["estimated"], found["too_little"]) == (["P2"], ["P3"])


def test_those_above_the_middle_on_both_are_named_and_the_union_where_it_is_not():
    pairs = {"NZ": (51, 52), "EU": (50, 99), "P1": (99, NAN)}
    scores = {
        (jurisdiction, name): [value]
        for jurisdiction, both in pairs.items()
        for name, value in zip(("ST", "SP"), both, strict=True)
    }
    for most, could in ((50.0, []), (51.0, ["EU"])):
        rows = [("EU", "ST", most), ("EU", "SP", 99.0), ("EU", "PO", 0.0)]
        bounds = pd.DataFrame(rows, columns=["jurisdiction_id", "dimension_id", "high"])
        assumed = SimpleNamespace(what_if=lambda: drawn(scores=scores), dimensions=bounds)
        found = claim_facts.OF_FRAMEWORKS["C4b"](assumed, list(pairs))
        assert found == {"above": ["NZ"], "scored": 2, "below": ["EU"], "open": could}


def universities(*rows):
    columns = ["institution", "as_of", "small_credit_route", "who_approves_credit", "note"]
    return SimpleNamespace(
        universities=pd.DataFrame(rows, columns=columns), date="2022-11-22", descriptor={"created": "2026-11-24"}
    )


def test_universities_are_counted_by_what_is_known_of_them():
    some = universities(
        ("A", "2020", "yes", "", ""), ("B", "2020", "certificate size only", "", ""), ("C", "2023", "yes", "", "")
    )
    assert claim_facts.small_routes(some) == {"yes": 1, "no": 1, "unknown": 1, "total": 3, "needed": 1}


def test_lighter_routes_in_texts_without_a_date_are_named_apart():
    some = universities(
        ("A", "2020", "yes", "delegated", ""), ("B", "", "yes", "delegated", ""), ("C", "2023", "yes", "delegated", "")
    )
    found = claim_facts.lighter_routes(some)
    assert found == {"lighter": ["A"], "undated": ["B"], "unknown": 2, "total": 3}
