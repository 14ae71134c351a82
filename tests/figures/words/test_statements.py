"""Sentences are computed: change the frame and the sentence changes; words from the data stay words."""

import numpy as np
import pandas as pd
import pytest

from credatlas.figures.words import statements
from credatlas.index.scores.scoring import score


@pytest.fixture(scope="module")
def then(atlas):
    return atlas.as_of("2022-11-22")


@pytest.fixture(scope="module")
def scores(then):
    return score(then)


def test_the_masthead_counts_what_is_in_force_on_the_day(then):
    text = statements.masthead(then).text
    assert text == (
        f"On 22 November 2022, {len(then.frameworks)} framework versions were in force in {then.frameworks['jurisdiction_id'].nunique()} jurisdictions; "
        f"{len(then.provisions)} provisions of them are coded."
    )


def test_coverage_counts_missing_apart_from_silent(then):
    text = statements.summarise_coverage(then).text
    read = int((then.provisions["status"] != "missing").sum())
    assert text.startswith(f"- **{read} of {len(then.provisions)} provisions**")
    assert "Nothing could be read for Yukon, Northwest Territories, Nunavut and New Brunswick." in text
    assert "No framework version is known to have been in force for Nova Scotia and Singapore." in text


def test_the_comparison_follows_the_scores(then, scores):
    shown = ["CA-MB", "CA-CICAN", "EU", "AU"]
    text = statements.summarise_comparison(then, scores.dimensions, shown, ["NZ"]).text
    assert "the highest among them is Colleges and Institutes Canada 17" in text
    assert "Above 50 points on both stackability and speed: New Zealand." in text
    lowered = scores.dimensions.assign(score=scores.dimensions["score"].clip(upper=10))
    changed = statements.summarise_comparison(then, lowered, shown, ["NZ"]).text
    assert "No jurisdiction compared scores above 50 points on both stackability and speed." in changed


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
    assert said.text.strip() == "On 22 November 2022 no framework version is known to have been in force."
    assert said.title == "Singapore: what does its framework provide?"


def test_limits_and_citation_name_version_day_and_licence(then):
    missing = int((then.provisions["status"] == "missing").sum())
    assert (
        f"{missing} of {len(then.provisions)} provisions in force on this day could not be read"
        in statements.state_limits(then).text
    )
    cited = statements.state_citation(then, "Who *wins*?").text
    assert (
        cited.startswith(r"Cite as: credatlas, *Who \*wins\*?*, as of 22 November 2022, data version ")
        and "(https://creativecommons.org/licenses/by/4.0/)" in cited
    )
