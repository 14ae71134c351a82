"""Named scenarios: Corland writes a law, and whatever a reform says, nobody loses by it."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credatlas.evidence.dataset import load
from credatlas.index.reforms.scenarios import apply_reform, compare_reform, list_reforms
from credatlas.index.scores.scoring import list_barriers, score

DAY = "2022-11-22"


@pytest.fixture(scope="module")
def toy_atlas(toy):
    return load(toy).as_of(DAY)


def with_reform(dataset, *rows):
    """Return the data with one reform of rows (jurisdiction, indicator, codes, scope)."""
    reforms = [
        {"reform_id": "r", "title": "A reform", "jurisdiction_id": jurisdiction, "indicator_id": indicator,
         "status": "supports", "scope": scope, "obligation": codes[0], "precision": codes[1], "delegation": codes[2],
         "rationale": "because"}
        for jurisdiction, indicator, codes, scope in rows
    ]  # fmt: skip
    return replace(dataset, reforms=pd.DataFrame(reforms))


def test_scenarios_are_listed_with_whom_and_what_they_touch(toy_atlas):
    assert list_reforms(toy_atlas).values.tolist() == [
        ["cc-writes-a-law", "Corland writes a law", ("CC",), ("ST1", "PO1")]
    ]


def test_a_law_where_nothing_was_found_by_hand(toy_atlas):
    """3,3,3 in one of six silent indicators: no score to 100/6. Of speed nothing is known, and that stays so."""
    rows = compare_reform(toy_atlas, "cc-writes-a-law").set_index("dimension_id")
    assert rows["jurisdiction_id"].tolist() == ["CC"] * 3
    assert rows["class_before"].tolist() == ["none-found"] * 3
    assert rows["score_before"].isna().all() and rows["score_after"].tolist()[:2] == pytest.approx([100 / 6] * 2)
    assert rows.loc["SP", ["low_after", "high_after"]].tolist() == [0, 100] and pd.isna(rows.loc["SP", "score_after"])


def test_the_reform_is_a_framework_beside_the_others(toy_atlas):
    reformed = apply_reform(toy_atlas, "cc-writes-a-law")
    added = reformed.frameworks.iloc[-1]
    assert added[["framework_id", "jurisdiction_id", "name", "supersedes"]].tolist() == [
        "cc-cc-writes-a-law", "CC", "Corland writes a law", "",
    ]  # fmt: skip
    rows = reformed.provisions.tail(2)
    assert rows[["indicator_id", "dimension_id", "finding", "confidence", "place"]].values.tolist() == [
        ["ST1", "ST", "stacking in law", "high", "reforms.csv"],
        ["PO1", "PO", "transfer in law", "high", "reforms.csv"],
    ]
    assert len(reformed.provisions) == len(toy_atlas.provisions) + 2 and len(toy_atlas.frameworks) == 4
    for name in ("frameworks", "provisions"):  # so that charts and `frame` take them as any other data
        assert reformed.tables[name].dtypes.equals(toy_atlas.tables[name].dtypes)


def test_what_is_already_there_is_not_added(toy_atlas):
    """Aland has ST1 at 3,3,3; Borland's SP1 is 3,3,3 for a part only, and the reform would be for all."""
    dataset = with_reform(toy_atlas, ("AA", "ST1", (1, 1, 1), "general"), ("BB", "SP1", (3, 3, 3), "general"))
    added = apply_reform(dataset, "r").provisions.iloc[len(toy_atlas.provisions) :]
    assert added[["framework_id", "indicator_id"]].values.tolist() == [["bb-r", "SP1"]]


def test_a_weaker_clause_in_a_reform_leaves_the_stronger_in_place(toy_atlas):
    """Borland's PO1 is 1,1,1 (33.3): 1,0,2 has more in one and less in another, and scores the same."""
    dataset = with_reform(toy_atlas, ("BB", "PO1", (1, 0, 2), "general"))
    rows = compare_reform(dataset, "r").set_index("dimension_id")
    assert rows.loc["PO", "difference"] == 0 and rows.loc["PO", "score_after"] == pytest.approx(100 / 3)


def test_a_barrier_elsewhere_stays_listed(toy_atlas):
    dataset = with_reform(toy_atlas, ("AA", "SP1", (3, 3, 3), "general"))
    assert list_barriers(apply_reform(dataset, "r").provisions)["framework_id"].tolist() == ["aa-gov-2020"]


def test_an_indicator_that_was_not_read_is_said_to_become_known(toy_atlas):
    """Aland's stackability is 100 on five read; a weak clause in the sixth makes it (500 + 33.3) / 6 = 88.9."""
    row = compare_reform(with_reform(toy_atlas, ("AA", "ST6", (1, 1, 1), "general")), "r").iloc[0]
    assert row["became_known"] == 1 and row["score_after"] == pytest.approx((500 + 100 / 3) / 6)
    assert row["low_after"] > row["low_before"]


def test_a_question_that_did_not_arise_joins_the_mean(toy_atlas):
    """Aland's speed is 100 on five; a limit that is only permitted (1,0: 16.7) makes it (500 + 16.7) / 6."""
    row = compare_reform(with_reform(toy_atlas, ("AA", "SP2", (1, 0, 0), "general")), "r").iloc[2]
    assert row["became_known"] == 1 and row["low_after"] == row["score_after"] == pytest.approx((500 + 100 / 6) / 6)


def test_where_no_framework_is_in_force_the_reform_is_the_first(toy):
    dataset = with_reform(load(toy).as_of("2022-06-30"), ("BB", "ST1", (3, 3, 3), "general"))
    row = compare_reform(dataset, "r").iloc[0]
    assert pd.isna(row["low_before"]) and (row["low_after"], row["high_after"]) == (pytest.approx(100 / 6), 100)


@pytest.fixture(scope="module")
def toy_scores(toy_atlas):
    return score(toy_atlas)


PROVISIONS = st.tuples(
    st.sampled_from(["AA", "BB", "CC"]),
    st.sampled_from([f"{dimension}{n}" for dimension in ("ST", "PO", "SP") for n in range(1, 7)]),
    st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(0, 3)),
    st.sampled_from(["general", "targeted"]),
).filter(lambda row: row[:2] != ("AA", "SP2"))  # does not apply: a score of its own, tested above


@settings(max_examples=settings.default.max_examples // 6)
@given(st.lists(PROVISIONS, min_size=1, max_size=8, unique_by=lambda row: row[:2]))
def test_a_reform_never_lowers_a_score(toy_atlas, toy_scores, rows):
    dataset = with_reform(toy_atlas, *rows)
    before, after = toy_scores.indicators["score"], score(apply_reform(dataset, "r")).indicators["score"]
    assert not (after < before - 1e-9).any() and not (after.isna() & before.notna()).any()
    dimensions = compare_reform(dataset, "r")
    assert not (dimensions["low_after"] < dimensions["low_before"] - 1e-9).any()
    same = dimensions[dimensions["became_known"] == 0]
    assert not (same["difference"] < -1e-9).any()


def test_an_unknown_reform_meets_its_neighbour_and_a_date_is_needed(toy_atlas, toy):
    with pytest.raises(ValueError, match=r"^no reform 'cc-writes-law'; did you mean 'cc-writes-a-law'\?$"):
        apply_reform(toy_atlas, "cc-writes-law")
    with pytest.raises(ValueError, match="^a reform is applied to what is in force: narrow the data first"):
        apply_reform(load(toy), "cc-writes-a-law")


def test_the_college_scenario_by_hand(atlas):
    """CA-CICAN in 2022: ST1 1,1,0 to 2,2,2 and ST4 silent to 2,2,2 add 4 + 6 of 54; PO1 and PO2 add 4 + 7 of 54."""
    rows = compare_reform(atlas.as_of(DAY), "cican-adds-detail").set_index("dimension_id")
    assert rows["difference"].tolist() == pytest.approx([100 * 10 / 54, 100 * 11 / 54, 0])
    assert rows["beyond_bounds"].tolist() == [True, True, False]


def test_every_scenario_of_the_data_applies_on_both_dates(atlas):
    for narrowed in (atlas.as_of(DAY), atlas.as_of("latest")):
        for reform in list_reforms(atlas)["reform_id"]:
            rows = compare_reform(narrowed, reform)
            assert rows["low_after"].notna().all()
            assert not (rows["low_after"] < rows["low_before"] - 1e-9).any()
