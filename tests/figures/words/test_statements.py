"""Sentences are computed: change the frame and the sentence changes; words from the data stay words."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from credatlas.figures.words import statements
from credatlas.index.scores.scoring import score

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def then(atlas):
    return atlas.as_of("2022-11-22")


@pytest.fixture(scope="module")
def scores(then):
    return score(then)


def counted(day: str, only: set[str] | None = None) -> dict[str, int]:
    """Count from the files themselves what was in force on a day and how it was read."""
    frameworks = pd.read_csv(DATA / "frameworks.csv", dtype=str, keep_default_na=False).set_index("framework_id")
    ends = frameworks["in_force_to"].where(frameworks["in_force_to"] != "", "9999")
    there = frameworks[(frameworks["in_force_from"] <= day) & (ends.str.ljust(10, "~") >= day)]
    there = there[there["jurisdiction_id"] != "CA"]
    if only is not None:
        there = there[there["jurisdiction_id"].isin(only)]
    there = there.drop(index=[framework for framework in there["supersedes"] if framework in there.index])
    instruments = there[there["instrument_type"] != "none"]
    rows = pd.concat(
        pd.read_csv(DATA / "provisions" / f"{framework}.csv", dtype=str) for framework in instruments.index
    )
    read = rows[rows["status"] != "missing"]
    return {
        "instruments": len(instruments), "places": instruments["jurisdiction_id"].nunique(), "provisions": len(rows),
        "read": len(read), "own": int((read["confidence"] == "high").sum()),
        "none": len(set(there["jurisdiction_id"]) - set(instruments["jurisdiction_id"])),
    }  # fmt: skip


@pytest.mark.parametrize("day", ["2022-11-22", "2024-06-30", "2026-11-24"])
def test_the_line_on_what_was_read_counts_what_is_in_the_files(atlas, day):
    known, text = counted(day), statements.state_coverage(atlas.as_of(day))
    date = statements.date_words(atlas.as_of(day))
    assert text.startswith(
        f"In force on {date}: {known['instruments']} policy instruments in {known['places']} jurisdictions. "
        f"Read: {known['read']} of {known['provisions']} provisions, {known['own']} in the instrument's own text. "
        f"In {known['none']} more jurisdictions no framework was found."
    )


def test_the_line_on_what_was_read_has_a_sentence_for_every_case(then):
    def said(*places):
        return statements.state_coverage(then, places)

    assert said("CA-CICAN") == (
        "In force on 22 November 2022: 1 policy instrument. "
        f"Read: all {len(then.indicators)} provisions, in the instrument's own text."
    )
    assert said("CA-QC") == said("SG") == "No framework in force on 22 November 2022 was found."
    assert said("CA-QC", "SG") == "No framework in force on 22 November 2022 was found in 2 jurisdictions."
    assert (
        said("CA-SK")
        == "In force on 22 November 2022: 1 policy instrument. Read: {read} of {provisions} provisions, {own} in the instrument's own text.".format_map(
            counted("2022-11-22", {"CA-SK"})
        )
    )
    two = said("CA-ON", "CA-NS")
    assert two.startswith("In force on 22 November 2022: 3 policy instruments in 1 jurisdiction. Read: ")
    assert two.endswith(" In 1 more none is known to have been in force on this day.")


def test_how_to_read_a_score_follows_the_formula():
    text = statements.how_to_read().text
    assert f"about {200 / 9:.0f}: permitted" in text and f"about {(400 / 9 + 500 / 9) / 2:.0f}: recommended" in text
    assert text.startswith("> **How to read a score.** 0: the texts do not address it;") and "\n" not in text


def test_a_score_never_stands_without_what_it_could_be():
    row = pd.Series({"score": 46.9, "low": 39.1, "high": 56.2})
    assert statements.bounded(row, "en") == "47 (39–56)"
    assert statements.bounded(pd.Series({"score": 50.0, "low": 50.0, "high": 50.0}), "en") == "50"
    assert statements.bounded(pd.Series({"score": np.nan, "low": 11.1, "high": 61.1}), "en") == "not scored (11–61)"


def test_limits_are_those_that_apply(then):
    known, text = counted("2022-11-22"), statements.state_limits(then).text
    unread = known["provisions"] - known["read"]
    assert (
        f"Of the {known['provisions']} provisions of the frameworks looked at here, {unread} could not be read." in text
    )
    assert f"{known['read'] - known['own']} of the {known['read']} provisions read rest on" in text
    assert "no proof that there is none" in text and "archived copies" in text and "Scores run" in text
    whole = statements.state_limits(then, ["CA-CICAN"]).text
    assert not [words for words in ("could not be read", "rest on", "no proof", "archived") if words in whole]
    assert (
        statements.state_limits(then, ["CA-QC"]).text == "- That no framework was found is no proof that there is none."
    )
    assert "Scores run" not in statements.state_limits(then, scored=False).text


def test_the_citation_names_version_day_and_licence(then):
    cited = statements.state_citation(then, "Who *wins*?").text
    assert cited.startswith(
        rf"The credatlas contributors ({then.version[:4]}): *Who \*wins\*?* Policy texts as they stood on 22 November 2022; "
        f"edition {then.version} of the data."
    )
    assert cited.endswith("[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).")


def test_a_report_opens_with_its_finding_what_was_read_and_its_messages():
    shown = statements.open_report(
        title="Two can", kicker="Who can?", coverage="Read: 5 of 9.", messages=["A can.", "B can."], lang="fr"
    )
    assert (shown.title, shown.kicker) == ("Two can", "Who can?")
    assert shown.text.startswith("Read: 5 of 9.\n\n**") and shown.text.endswith("**\n\n- A can.\n- B can.")
