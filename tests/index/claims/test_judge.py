"""Every claim has a test, every verdict its reason, and the article is never evidence for itself."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas.errors import NothingToShow
from credatlas.index.claims import judge as claims
from credatlas.index.claims.claim_tests import TESTS, WORDED
from credatlas.index.claims.drawn import NONE_DO, fill
from credatlas.index.claims.judge import COUNTED
from credatlas.index.claims.verdicts import VERDICTS

DATES, DRAWS = ("2022-11-22", "latest"), 2_000


def keep_claims(dataset, *ids):
    """The data with these claims alone."""
    return replace(dataset, claims=dataset.claims[dataset.claims["claim_id"].isin(ids)])


@pytest.fixture(scope="module")
def verdicts(atlas):
    return claims.judge_claims(atlas, DATES, draws=DRAWS)


def test_every_claim_of_the_table_has_a_test_and_the_other_way_round(atlas):
    assert dict(zip(atlas.claims["claim_id"], atlas.claims["test"], strict=True)) == WORDED
    assert {*TESTS, *COUNTED} == {*WORDED} - {"C5a"}


def test_there_is_a_row_for_each_day_and_claim_in_the_order_of_the_table(verdicts, atlas):
    ids, days = list(atlas.claims["claim_id"]), [atlas.as_of(day).date for day in DATES]
    assert verdicts["claim_id"].tolist() == ids * 2
    assert verdicts["as_of"].tolist() == [day for day in days for _ in ids]
    assert verdicts["statement"].tolist() == list(atlas.claims["statement"]) * 2


def test_shares_are_there_where_there_is_something_to_simulate(verdicts):
    simulated = verdicts["claim_id"].isin(TESTS)
    shares = verdicts[["share_none", "share_whole", "share_all"]]
    assert shares[~simulated].isna().all(axis=None) and shares[simulated].ge(0).all(axis=None)
    assert set(verdicts["verdict"]) <= set(VERDICTS)


def test_what_cannot_fail_is_not_tested(verdicts):
    row = verdicts[verdicts["claim_id"] == "C5a"].iloc[0]
    assert (row["verdict"], row["point"], row["facts"]) == ("not tested", None, {})


def test_a_verdict_in_part_names_what_it_depends_on_and_whom(verdicts):
    for row in verdicts[verdicts["verdict"] == "holds in part"].itertuples():
        assert row.facts["depends"] and set(row.facts["depends"]) <= {"coding", "weighing"}
        assert set(row.facts["swings"]) <= set(row.facts.get("faster", row.facts["swings"]))
    both = verdicts[verdicts["claim_id"] == "C4b"].iloc[0]["facts"]
    assert set(both.get("swings", [])) <= set(both["above"])


def test_the_verdict_on_provinces_turns_on_one_clause_and_names_it(verdicts):
    row = verdicts[verdicts["claim_id"] == "C1"].iloc[0]
    assert row["verdict"] in ("holds as far as could be read", "holds in part")
    assert (row["unread"], row["needed"], row["facts"]["cells"]) == (1, 1, [("CA-SK", "ST1")])


def test_a_case_that_was_not_found_cannot_be_said_while_texts_are_unread_and_does_not_hold_once_all_were(
    atlas, verdicts
):
    rows = verdicts[verdicts["claim_id"] == "C0"]
    assert rows["verdict"].eq("cannot be said").all() and rows["unread"].gt(0).all()
    read = fill(keep_claims(atlas, "C0").as_of("latest"), NONE_DO)
    all_read = claims.judge_claims(read, ["latest"], draws=200).set_index("claim_id")
    assert (all_read.loc["C0", "unread"], all_read.loc["C0", "verdict"]) == (0, "does not hold")


def test_a_verdict_in_part_names_codes_and_asks_both_coders(verdicts):
    now = verdicts.drop_duplicates("claim_id", keep="last").set_index("claim_id")["facts"]
    assert {cell for cell, *_ in now["C2b"]["errors"]} == {("CA-CICAN", "PO1")}
    assert now["C2a"]["coders"] == [True, True] and now["C4a"]["coders"] == [False, True]


def test_before_any_framework_nothing_can_be_said(atlas):
    early = claims.judge_claims(keep_claims(atlas, "C2c"), ["2020-12-31"], draws=50).set_index("claim_id")
    assert early.loc["C2c", "verdict"] == "cannot be said" and early.loc["C2c", "facts"] == {}


def test_equal_seeds_give_equal_verdicts_and_a_day_asked_for_twice_is_tested_once(atlas):
    some = keep_claims(atlas, "C1", "C2a", "C3a", "C4b")
    once = claims.judge_claims(some, ["latest"], draws=300, seed=5)
    twice = claims.judge_claims(some, ["latest", atlas.as_of("latest").date], draws=300, seed=5)
    pd.testing.assert_frame_equal(once, twice)


def test_a_claim_in_other_words_is_another_and_not_tested_whatever_its_id(atlas):
    test = atlas.claims["test"].replace(WORDED["C1"], "No province charges a fee.")
    worded = keep_claims(replace(atlas, claims=atlas.claims.assign(test=test)), "C1", "C2a", "C2b", "C3a", "C5a")
    own = replace(worded, claims=worded.claims.replace({"claim_id": {"C2a": "C9"}}))
    told = claims.judge_claims(own, ["latest"], draws=50).set_index("claim_id")["verdict"]
    assert list(told[told == "not tested"].index) == ["C1", "C9", "C5a"]


def test_a_table_of_some_claims_is_tested_for_these(atlas):
    for ids in (["C1", "C5b"], ["C3a"]):
        assert claims.judge_claims(keep_claims(atlas, *ids), ["latest"], draws=100)["claim_id"].tolist() == ids


def test_no_provision_and_no_coding_cites_the_article(atlas):
    article = set(atlas.claims["source_id"])
    assert not article & set(atlas.provisions["source_id"])
    assert not article & set(atlas.frameworks["source_id"]) and not article & set(atlas.university_sources["source_id"])


def test_no_fact_used_as_evidence_cites_the_author_of_the_article(atlas):
    sources = atlas.sources.set_index("source_id")["publisher"]
    cited = sources[atlas.claims_evidence.merge(atlas.context, on="fact_id")["source_id"]]
    assert not cited.str.startswith("Higher Education Strategy Associates").any()
    assert sources[atlas.claims["source_id"].unique()].str.startswith("Higher Education Strategy Associates").all()
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


def test_claims_are_asked_of_the_codes_that_they_speak_of(atlas):
    five = pd.concat([atlas.codes, pd.DataFrame([{"attribute": "obligation", "code": "4"}])], ignore_index=True)
    with pytest.raises(NothingToShow, match="^the claims speak of codes 0 to 3, and the data have 0 to 4$"):
        claims.judge_claims(replace(atlas, codes=five))
