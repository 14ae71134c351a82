"""What is said of claims names verdict, day, reason and evidence, and no share is rounded to none or all."""

from datetime import date

import pandas as pd
import pytest

from credatlas.evidence import provisions_of_instruments
from credatlas.figures.words import claim_words
from credatlas.figures.words.claim_words import percent
from credatlas.index.claims import judge as claims

NAN = float("nan")


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def verdicts(atlas):
    return claims.judge_claims(atlas, ("2022-11-22", "latest"), draws=500)


def board(*verdicts):
    """Claims X1, X2 ... with a verdict on each of two days."""
    return pd.DataFrame(
        [
            {"claim_id": f"X{place}", "argument_id": "X", "title": f"Title_{place}", "as_of": day, "verdict": verdict}
            for day, column in zip(("2022-11-22", "2023-01-01"), zip(*verdicts, strict=True), strict=True)
            for place, verdict in enumerate(column, start=1)
        ]
    )


def test_the_summary_names_claims_by_verdict_and_those_that_had_another(now):
    text = claim_words.summarise_claims(board(("holds in part", "holds"), ("not tested", "not tested")), now).text
    assert text.splitlines() == [
        "On 1 January 2023:",
        "",
        r"- **Holds**: “Title\_1”",
        r"- **Not tested**: “Title\_2”",
        r"- Otherwise on 22 November 2022: “Title\_1” (holds in part)",
    ]


def test_the_introduction_links_the_article_and_counts_its_claims(now):
    statement = claim_words.introduce_claims(now)
    article = now.sources.set_index("source_id").loc[now.claims["source_id"].iloc[0]]
    assert f"(<{article['url']}>)" in statement.text and f"{len(now.claims)} claims" in statement.text
    assert statement.description


def test_each_claim_has_its_statement_its_test_and_a_verdict_for_each_day(verdicts, now):
    text = claim_words.explain_claims(verdicts, ["C1"], now).text
    for claim in now.claims[now.claims["argument_id"] == "C1"].itertuples():
        assert claim.statement in text and f"**{claim.title}** ({claim.claim_id})" in text
    latest = f"{date.fromisoformat(now.date):%-d %B %Y}"
    assert text.count("- On 22 November 2022: **") == text.count(f"- On {latest}: **") == 1


def test_evidence_on_both_sides_is_shown_with_links_and_counted(verdicts, now):
    text = claim_words.explain_claims(verdicts, ["C3"], now).text
    facts = claims.list_evidence(now, "C3")
    for direction, word in (("for", "For"), ("against", "Against")):
        total = int((facts["direction"] == direction).sum())
        assert f"*{word}*: {claim_words.SHOWN} of {total} facts." in text
    block = text[text.index("*For*") :]
    assert block.count("](<http") == 2 * claim_words.SHOWN


def test_an_argument_without_a_verdict_is_refused(verdicts, now):
    with pytest.raises(ValueError, match="argument 'C9' has no verdict; there are C0, C1, C2, C3, C4, C5"):
        claim_words.explain_claims(verdicts, ["C9"], now)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.0003, "under 1 %"), (0.123, "12 %"), (0.9999, "over 99 %"), (1.0, "100 %")],
)
def test_a_share_is_none_or_all_only_when_it_is(share, words):
    assert percent(share) == words


def test_no_two_claims_have_the_same_reason_and_none_has_a_share(verdicts, now):
    last = verdicts[verdicts["as_of"] == now.date]
    table = claim_words.claims_table(verdicts, now)
    reasons = [row[-1] for row in table.rows]
    assert len(set(reasons)) == len(last) == len(table.rows)
    assert not any("%" in reason for reason in reasons)
    assert [row[-2] for row in table.rows] == last["verdict"].tolist()


def test_shares_are_given_under_each_assumption_or_not_at_all(verdicts, now):
    table = claim_words.claim_shares(verdicts, now)
    assert len(table.rows) == verdicts["share_whole"].notna().sum() and len(table.rows[0]) == 5
    assert all(cell.endswith("%") for row in table.rows for cell in row[2:])


def test_a_point_without_facts_says_so(verdicts, now):
    assert claim_words.explain_claims(verdicts, ["C0"], now).text.endswith("is filed for this point.")


def test_the_table_of_evidence_has_a_row_for_each_fact_and_leaves_the_article_out(now):
    table = claim_words.evidence_table(now)
    facts = {some: len(claims.list_evidence(now, some)) for some in now.claims["argument_id"].unique()}
    assert len(table.rows) == sum(facts.values())
    article = now.sources.set_index("source_id")["url"][now.claims["source_id"].iloc[0]]
    assert article not in str(table.rows) and {row[0] for row in table.rows} == {some for some, n in facts.items() if n}
    assert {row[0] for row in claim_words.evidence_table(now, ["C3"]).rows} == {"C3"}


def test_the_limits_count_what_is_missing_on_the_day(atlas):
    then = atlas.as_of("2022-11-22")
    read = provisions_of_instruments(then.provisions, then.frameworks)
    missing = (read["status"] == "missing").sum()
    assert f"- {missing} of {len(read)} provisions" in claim_words.state_claim_limits(then).text
