"""Sentences are computed: change the frame and the sentence changes; words from the data stay words."""

import numpy as np
import pandas as pd
import pytest

from credatlas.evidence import keep_instruments, provisions_of_instruments
from credatlas.figures.words import statements
from credatlas.index.scores.scoring import score
from tests.figures.chart_cases import with_searches


@pytest.fixture(scope="module")
def then(atlas):
    return atlas.as_of("2022-11-22")


@pytest.fixture(scope="module")
def scores(then):
    return score(then)


def test_the_masthead_counts_what_is_in_force_on_the_day(then):
    text, instruments = statements.masthead(then).text, keep_instruments(then.frameworks)
    provisions = then.provisions[then.provisions["framework_id"].isin(instruments["framework_id"])]
    read = (provisions["status"] != "missing").sum()
    assert text == (
        f"On 22 November 2022, {len(instruments)} framework versions were in force in "
        f"{instruments['jurisdiction_id'].nunique()} jurisdictions; "
        f"{read} of their {len(provisions)} provisions could be read."
    )


def test_coverage_counts_missing_apart_from_silent(then):
    text = statements.summarise_coverage(then).text
    provisions = provisions_of_instruments(then.provisions, then.frameworks)
    read = int((provisions["status"] != "missing").sum())
    assert text.startswith(f"- **{read} of {len(provisions)} provisions**")
    assert "Nothing could be read" not in text  # Yukon has no framework, and so none that could not be read
    first, yukon = ", ".join(with_searches(then, "CA-MB", "CA-QC")), *with_searches(then, "CA-YT")
    assert f"No framework found: {first}" in text and yukon in text
    assert "No framework in force on this day: Nova Scotia and Singapore." in text


def test_the_comparison_follows_the_scores(then, scores):
    shown = ["CA-MB", "CA-CICAN", "EU", "AU"]
    text = statements.summarise_comparison(then, scores.dimensions, shown, ["NZ"]).text
    assert "leading among them: Colleges and Institutes Canada (17)" in text
    assert "both scores, New Zealand reaches 50 points on both stackability and speed." in text
    lowered = scores.dimensions.assign(score=scores.dimensions["score"].clip(upper=10))
    changed = statements.summarise_comparison(then, lowered, shown, ["NZ"]).text
    assert "both scores, none reaches 50 points on both stackability and speed." in changed


def test_a_score_never_stands_without_what_it_could_be():
    row = pd.Series({"score": 46.9, "low": 39.1, "high": 56.2})
    assert statements.bounded(row, "en") == "47 (39–56)"
    assert statements.bounded(pd.Series({"score": 50.0, "low": 50.0, "high": 50.0}), "en") == "50"
    assert statements.bounded(pd.Series({"score": np.nan, "low": 11.1, "high": 61.1}), "en") == "not scored (11–61)"


def test_one_jurisdiction_is_told_by_its_strengths_silences_and_gaps(then, scores):
    text = statements.summarise_jurisdiction(then, scores.indicators, scores.dimensions, "CA-CICAN").text
    assert text.startswith("- Stackability 17; Portability 11; Speed 20.")
    assert "Silent on level (ST3), combination rules (ST4)" in text and "Could not be read" not in text


def test_a_jurisdiction_without_a_framework_says_so(then):
    said = statements.introduce_jurisdiction(then, "SG")
    assert said.text.strip() == "No framework in force on this day: Singapore."
    assert said.title == "Singapore: what does its framework provide?"


@pytest.mark.parametrize("place", ["CA-QC", "CA-NS", "SG", "EE"])
def test_of_a_jurisdiction_without_a_framework_nothing_could_not_be_read(then, scores, place):
    said = [
        statements.introduce_jurisdiction(then, place).text,
        statements.summarise_jurisdiction(then, scores.indicators, scores.dimensions, place).text,
    ]
    assert all("No framework" in text and "read" not in text and "ilent" not in text for text in said)


def test_limits_and_citation_name_version_day_and_licence(then):
    read = provisions_of_instruments(then.provisions, then.frameworks)
    missing = int((read["status"] == "missing").sum())
    assert (
        f"{missing} of {len(read)} provisions in force on this day could not be read"
        in statements.state_limits(then).text
    )
    cited = statements.state_citation(then, "Who *wins*?").text
    assert (
        cited.startswith(r"Cite as: credatlas, *Who \*wins\*?*, as of 22 November 2022, data version ")
        and "(https://creativecommons.org/licenses/by/4.0/)" in cited
    )


def test_a_report_opens_with_its_finding_what_was_read_and_its_messages():
    shown = statements.open_report(
        title="Two can", kicker="Who can?", coverage="Read: 5 of 9.", messages=["A can.", "B can."], lang="fr"
    )
    assert (shown.title, shown.kicker) == ("Two can", "Who can?")
    assert shown.text.startswith("Read: 5 of 9.\n\n**") and shown.text.endswith("**\n\n- A can.\n- B can.")
