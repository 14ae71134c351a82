"""Every claim has a test, every verdict its reason, and the article is never evidence for itself."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas.index.claims import judge as claims
from credatlas.index.claims.claim_tests import FROM_DRAWS, FROM_UNIVERSITIES
from credatlas.index.claims.verdicts import VERDICTS, judge, judge_count

DATES, DRAWS = ("2022-11-22", "latest"), 2_000


@pytest.fixture(scope="module")
def verdicts(atlas):
    return claims.judge_claims(atlas, DATES, draws=DRAWS)


def test_every_claim_of_the_table_has_a_function_and_the_other_way_round(atlas):
    assert not set(FROM_DRAWS) & set(FROM_UNIVERSITIES)
    assert set(FROM_DRAWS) | set(FROM_UNIVERSITIES) == set(atlas.claims["claim_id"])


def test_every_function_says_in_its_docstring_which_claim_it_tests():
    for claim_id, holds in (FROM_DRAWS | FROM_UNIVERSITIES).items():
        assert holds.__doc__.startswith(f"{claim_id}: ")


def test_there_is_a_row_for_each_day_and_claim_in_the_order_of_the_table(verdicts, atlas):
    ids, days = list(atlas.claims["claim_id"]), [atlas.as_of(day).date for day in DATES]
    assert verdicts["claim_id"].tolist() == ids * 2
    assert verdicts["as_of"].tolist() == [day for day in days for _ in ids]
    assert verdicts["statement"].tolist() == list(atlas.claims["statement"]) * 2


def test_verdicts_follow_from_points_and_shares(verdicts):
    points = verdicts["point"].map({True: 1.0, False: 0.0, None: float("nan")})
    for row, point in zip(verdicts.itertuples(), points, strict=True):
        given = judge_count(point) if pd.isna(row.share) else judge(point, row.share_read, [row.share, row.share_none])
        open_still = row.verdict == "cannot tell"  # of a framework read too little, nothing is drawn
        assert ((row.verdict, row.reason) == given or open_still) and row.verdict in VERDICTS


def test_claims_about_universities_need_no_draws_and_the_others_have_shares(verdicts):
    counted = verdicts["claim_id"].isin(FROM_UNIVERSITIES)
    assert verdicts.loc[counted, ["share", "share_none", "share_read"]].isna().all(axis=None)
    assert verdicts.loc[~counted, ["share", "share_none"]].ge(0).all(axis=None)


def test_equal_seeds_give_equal_verdicts_and_a_day_asked_for_twice_is_tested_once(atlas):
    once = claims.judge_claims(atlas, ["latest"], draws=300, seed=5)
    twice = claims.judge_claims(atlas, ["latest", atlas.as_of("latest").date], draws=300, seed=5)
    pd.testing.assert_frame_equal(once, twice)


def test_a_claim_without_a_function_is_refused_with_the_nearest(atlas):
    unknown = replace(atlas, claims=atlas.claims.replace({"claim_id": {"C1a": "C1x"}}))
    with pytest.raises(ValueError, match=r"^no test for claim 'C1x'; did you mean 'C1[ab]'\?$"):
        claims.judge_claims(unknown)


def test_a_table_of_some_claims_is_tested_for_these(atlas):
    some = replace(atlas, claims=atlas.claims[atlas.claims["claim_id"].isin(["C1b", "C5b"])])
    assert claims.judge_claims(some, ["latest"], draws=100)["claim_id"].tolist() == ["C1b", "C5b"]
    counted = replace(atlas, claims=atlas.claims[atlas.claims["claim_id"].isin(["C3a"])])
    assert claims.judge_claims(counted, ["latest"], draws=100)["claim_id"].tolist() == ["C3a"]


def test_no_provision_and_no_coding_cites_the_article(atlas):
    article = set(atlas.claims["source_id"])
    assert not article & set(atlas.provisions["source_id"])
    assert not article & set(atlas.frameworks["source_id"]) and not article & set(atlas.university_sources["source_id"])


def test_no_fact_used_as_evidence_cites_the_article(atlas):
    for argument_id in atlas.claims["argument_id"].unique():
        assert not set(claims.list_evidence(atlas, argument_id)["source_id"]) & set(atlas.claims["source_id"])


def small(atlas, facts, day=""):
    """The claims with these facts, (fact_id, direction, source_id, as_of), as the evidence on C1."""
    columns = ["fact_id", "direction", "source_id", "as_of"]
    rows = pd.DataFrame(facts, columns=columns).assign(argument_id="C1")
    context = rows.assign(
        jurisdiction_id="CA", topic="reform", finding="It is so.", locator="page 1", confidence="high"
    )
    evidence = rows[["argument_id", "fact_id", "direction"]]
    tables = replace(atlas, claims_evidence=evidence, context=context[list(atlas.context)])
    return tables.as_of(day) if day else tables


FACTS = [
    ("f1", "mixed", "other", ""),
    ("f2", "against", "other", "2023"),
    ("f3", "for", "other", "2020-05"),
    ("f4", "for", "ca-hesa-2022", "2022"),
]


def test_evidence_is_listed_for_then_against_then_mixed_without_the_article(atlas):
    listed = claims.list_evidence(small(atlas, FACTS), "C1")
    assert listed["fact_id"].tolist() == ["f3", "f2", "f1"]
    assert list(listed) == claims.EVIDENCE


def test_evidence_of_a_later_day_is_left_out(atlas):
    assert claims.list_evidence(small(atlas, FACTS, "2022-11-22"), "C1")["fact_id"].tolist() == ["f3", "f1"]


def test_an_argument_without_a_fact_has_a_list_of_the_same_columns(atlas):
    listed = claims.list_evidence(small(atlas, FACTS, "2022-11-22"), "C4")
    assert listed.empty and list(listed) == claims.EVIDENCE


def test_an_unknown_argument_is_refused(atlas):
    with pytest.raises(ValueError, match=r"^no argument 'C9'"):
        claims.list_evidence(atlas, "C9")


def test_evidence_is_counted_by_direction(verdicts, atlas):
    row = verdicts.iloc[-1]
    listed = claims.list_evidence(atlas.as_of(row["as_of"]), row["argument_id"])["direction"].value_counts()
    for direction in claims.DIRECTIONS:
        assert row[f"evidence_{direction}"] == listed.get(direction, 0)
