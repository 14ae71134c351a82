"""What is said of claims names verdict, day and evidence, and no share is rounded to none or all."""

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


def test_the_summary_counts_verdicts_by_day_and_names_those_that_changed(now):
    text = claim_words.summarise_claims(board(("partly", "supported"), ("partly", "partly")), now).text
    assert text.splitlines() == [
        "- On 22 November 2022, of 2 claims: 2 partly.",
        "- On 1 January 2023, of 2 claims: 1 supported, 1 partly.",
        r"- X1 “Title\_1”: partly, later supported.",
    ]


def test_the_introduction_links_the_article_and_counts_its_claims(now):
    statement = claim_words.introduce_claims(now)
    article = now.sources.set_index("source_id").loc[now.claims["source_id"].iloc[0]]
    assert f"(<{article['url']}>)" in statement.text and f"{len(now.claims)} claims" in statement.text
    assert statement.description


def test_each_claim_has_its_statement_its_test_and_a_verdict_for_each_day(verdicts, now):
    text = claim_words.explain_claims(verdicts, "C1", now).text
    for claim in now.claims[now.claims["argument_id"] == "C1"].itertuples():
        assert claim.statement in text and f"**{claim.title}** ({claim.claim_id})" in text
    latest = f"{date.fromisoformat(now.date):%-d %B %Y}"
    assert text.count("- On 22 November 2022: **") == text.count(f"- On {latest}: **") == 2


def test_evidence_on_both_sides_is_shown_with_links_and_counted(verdicts, now):
    text = claim_words.explain_claims(verdicts, "C3", now).text
    facts = claims.list_evidence(now, "C3")
    for direction, word in (("for", "For"), ("against", "Against")):
        total = int((facts["direction"] == direction).sum())
        assert f"*{word}*: {claim_words.SHOWN} of {total} facts." in text
    block = text[text.index("*For*") :]
    assert block.count("](<http") == 2 * claim_words.SHOWN


def test_an_argument_without_a_verdict_is_refused(verdicts, now):
    with pytest.raises(ValueError, match="argument 'C9' has no verdict; there are C1, C2, C3, C4, C5"):
        claim_words.explain_claims(verdicts, "C9", now)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.0003, "under 1 %"), (0.123, "12 %"), (0.9999, "over 99 %"), (1.0, "100 %")],
)
def test_a_share_is_none_or_all_only_when_it_is(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("share_read", "share", "share_none", "sentence"),
    [
        (0.93, 0.93, 0.93, "It holds in 93 % of draws."),
        (
            0.9,
            0.5,
            0.5,
            "It holds in 90 % of draws of what was read, and in 50 % of draws that fill in what was not read.",
        ),
        (
            NAN,
            0.1,
            0.99,
            "It holds in 10 % of draws that fill in what was not read (99 % if jurisdictions without a known instrument have none).",
        ),
    ],
)
def test_shares_say_what_was_done_with_what_was_not_read(verdicts, now, share_read, share, share_none, sentence):
    one = verdicts[verdicts["claim_id"] == "C2a"].head(1)
    given = one.assign(share_read=share_read, share=share, share_none=share_none)
    assert sentence in claim_words.explain_claims(given, "C2", now).text


def test_a_counted_claim_mentions_no_draws(verdicts, now):
    counted = verdicts[verdicts["claim_id"] == "C3a"]
    text = claim_words.explain_claims(counted, "C3", now).text
    assert "draws" not in text[: text.index("*For*")]


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
