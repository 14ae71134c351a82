"""Then and now joins two scores, and never a score with a gap."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.then_and_now import join_ends
from credatlas.index.scores.scoring import Scores

NAN = float("nan")
ARTICLE = "2022-11-22"


def scores(**given):
    """Scores on stackability: jurisdiction = score, or (low, high) where there is none."""
    rows = [
        {"jurisdiction_id": some.replace("_", "-"), "dimension_id": "ST", "score": NAN if isinstance(score, tuple) else score,
         "low": score[0] if isinstance(score, tuple) else score,
         "high": score[1] if isinstance(score, tuple) else score}
        for some, score in given.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def on(day, **given):
    """The same as the scores of a day."""
    nothing = pd.DataFrame()
    return Scores(nothing, scores(**given), nothing, day)


def test_the_change_is_the_later_score_less_the_earlier_and_missing_without_both():
    ends = join_ends(scores(EU=40, NZ=(10, 60)), scores(EU=55, NZ=30), ["EU", "NZ"], "ST")
    assert ends.at["EU", "change"] == 15
    assert pd.isna(ends.at["NZ", "change"])
    assert tuple(ends.loc["NZ", ["then_low", "then_high", "now"]]) == (10, 60, 30)


def test_without_a_framework_on_one_date_there_are_no_bounds_and_words_say_so(now, look):
    ends = join_ends(scores(EU=40), scores(EU=40, SG=20), ["EU", "SG"], "ST")
    assert ends.loc["SG", ["then_low", "then_high"]].isna().all()
    before, after = on(ARTICLE, EU=40, SG=(NAN, NAN), CA_QC=(NAN, NAN)), on(now.atlas.date, EU=40, SG=20)
    figure = charts.then_and_now(before, after, now.atlas, jurisdictions=["EU", "SG", "CA-QC"])
    assert f"No framework found or in force on {ARTICLE}: Singapore." in look(figure).texts
    assert "No framework found or in force on either date: Quebec." in look(figure).texts
    assert not look(figure).hatched and "CA-QC" not in look(figure).column("jurisdiction_id")


def test_those_with_both_scores_stand_first_by_the_later_score():
    before, after = scores(EU=40, AU=20, NZ=(0, 90), IE=10), scores(EU=50, AU=60, NZ=99, IE=(0, 100))
    assert list(join_ends(before, after, ["EU", "AU", "NZ", "IE"], "ST").index) == ["AU", "EU", "NZ", "IE"]


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (
            {"EU": 40, "AU": 20, "NZ": 80}, {"EU": 50, "AU": 60, "NZ": 80},
            "2 of 3 have risen on stackability since 2022-11-22, Australia most, by 40 points",
        ),
        (
            {"EU": 40, "AU": 60}, {"EU": 52, "AU": 60},
            "1 of 2 has risen on stackability since 2022-11-22: European Union, by 12 points",
        ),
        (
            {"EU": 40}, {"EU": 30},
            "Nobody's stackability has risen since 2022-11-22, of 1 with a score on both dates",
        ),
        ({"EU": (0, 50)}, {"EU": 30}, "Nobody has a score on stackability on both dates"),
    ],
)  # fmt: skip
def test_the_title_says_who_rose_most_and_changes_with_the_frames(before, after, title, now):
    assert charts.then_and_now(on(ARTICLE, **before), on(now.atlas.date, **after), now.atlas).title == title


def test_who_lacks_a_score_on_one_date_is_hatched_there_and_not_joined(now, look):
    figure = charts.then_and_now(on(ARTICLE, EU=40, NZ=(10, 60)), on(now.atlas.date, EU=50, NZ=30), now.atlas)
    assert look(figure).hatched
    assert "no score on one date or both" in look(figure).texts
    assert "Not joined, since too little could be read on one date or both: New Zealand." in figure.caption


def test_those_with_the_same_scores_share_a_line_and_a_name(now, look):
    figure = charts.then_and_now(on(ARTICLE, EU=40, AU=40), on(now.atlas.date, EU=50, AU=50), now.atlas)
    assert "EU and Australia" in look(figure).texts
    assert look(figure).texts.count("50") == 2  # the scale and the line


def test_who_fell_is_in_the_alt_text(now):
    figure = charts.then_and_now(on(ARTICLE, EU=40, AU=40), on(now.atlas.date, EU=30, AU=50), now.atlas)
    assert "Lower: European Union." in figure.alt


def test_another_dimension_and_day_have_an_id_of_their_own(now):
    before = now.scores._replace(date="2024-01-01")
    figure = charts.then_and_now(before, now.scores, now.atlas, dimension="SP")
    assert figure.id == f"then-and-now-{now.atlas.date}-sp-2024-01-01"
    assert figure.subtitle == f"Speed, score in points, 0 to 100, on 2024-01-01 and on {now.atlas.date}"
