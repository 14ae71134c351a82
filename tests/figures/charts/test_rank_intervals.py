"""Rank intervals follow the median, and whoever cannot be ranked stands apart without a rank."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.rank_intervals import BREAK, collect_rows, place_rows
from tests.figures.chart_cases import open_dots, with_searches

NAMES = ["best", "low", "median", "high", "worst"]
READ = pd.DataFrame({"jurisdiction_id": ["EU", "IE", "AU", "NZ"], "coded": 6, "applicable": 6})  # all of it


def intervals(**ranks):
    """Rank intervals: jurisdiction = (best, low, median, high, worst), or None where it is not rankable."""
    rows = [
        {"jurisdiction_id": jurisdiction, **dict(zip(NAMES, given or [None] * 5, strict=True)), "p_first": 0.0,
         "rankable": given is not None, "class": "scored" if given else "read-too-little"}
        for jurisdiction, given in ranks.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).astype(dict.fromkeys(NAMES, float))


def test_rows_follow_the_median_and_those_without_a_rank_come_last(now):
    frame = intervals(EU=(1, 2, 3, 4, 5), AU=None, NZ=(1, 1, 1, 2, 3), IE=(1, 1, 3, 4, 5))
    rows = collect_rows(frame, ["EU", "IE", "AU", "NZ"], READ)
    assert list(rows.index) == ["NZ", "IE", "EU", "AU"]
    assert rows.loc["AU", NAMES].isna().all()


def test_a_rank_of_one_that_is_not_rankable_is_not_shown(now):
    frame = intervals(EU=(1, 1, 1, 1, 1), AU=(1, 2, 2, 2, 2)).assign(rankable=[True, False])
    rows = collect_rows(frame, ["EU", "AU"], READ)
    assert rows.loc["AU", NAMES].isna().all() and rows.loc["EU", "worst"] == 1


def test_missing_indicators_are_counted_over_the_dimensions():
    scores = pd.DataFrame({"jurisdiction_id": ["AU"] * 3, "coded": [6, 2, 1], "applicable": [6, 6, 5]})
    row = collect_rows(intervals(AU=None), ["AU"], scores).loc["AU"]
    assert (row["unread"], row["applicable"]) == (8, 17)


@pytest.mark.parametrize(
    ("ranks", "title"),
    [
        (
            {"NZ": (1, 1, 1, 1, 2), "EU": (1, 2, 2, 2, 2), "AU": None},
            "Of 2 shown with a rank, only New Zealand has the first within its 90% interval; 1 more was read too little for a rank",
        ),
        (
            {"NZ": (1, 1, 1, 2, 2), "EU": (1, 1, 2, 2, 2)},
            "Of 2 shown with a rank, 2 have the first within their 90% interval: New Zealand and the European Union",
        ),
        (
            {"NZ": (1, 2, 2, 2, 3), "EU": (1, 2, 2, 3, 3)},
            "Of 2 shown with a rank, nobody's 90% interval reaches the first",
        ),
        ({"NZ": None, "EU": None}, "The European Union and New Zealand cannot be ranked: too little could be read"),
    ],
)
def test_the_title_says_who_may_be_first_and_how_many_have_no_rank(ranks, title, now):
    assert charts.rank_intervals(intervals(**ranks), now.atlas, dimension_scores=READ).title == title


def test_who_is_not_ranked_has_no_rank_in_the_data_and_says_what_is_missing(now, look):
    figure = now.drawn("rank_intervals")
    apart = {row[-1]: row for row in figure.rows if row[-5] == "no"}
    assert apart["CA-SK"][1:7] == (None,) * 6 and "CA-NU" not in apart and "CA" not in apart
    unread = (now.atlas["CA-SK"]["status"] == "missing").sum()
    assert f"{unread} of {len(now.atlas['CA-SK'])} indicators not read" in look(figure).texts
    searched = ", ".join(with_searches(now.atlas, "CA-MB", "CA-QC"))
    assert "Manitoba" not in figure.title and f"No framework found: {searched}" in figure.caption
    assert "not ranked: too little could be read" in look(figure).texts
    assert "Not ranked, since too little could be read: " in figure.caption and "Nova Scotia" in figure.caption


def test_every_interval_is_printed(now, look):
    ranks = intervals(NZ=(1, 1, 1, 2, 4), EU=(1, 2, 3, 4, 4))
    figure = charts.rank_intervals(ranks, now.atlas, dimension_scores=READ)
    assert {"1\u20132", "2\u20134"} <= set(look(figure).texts)


def test_every_rank_is_one_of_all_that_are_ranked_also_where_some_are_shown(now, look):
    ranks = intervals(NZ=(1, 1, 1, 2, 4), EU=(1, 2, 3, 4, 4), IE=(1, 1, 2, 4, 4), AU=None)
    figure = charts.rank_intervals(ranks, now.atlas, dimension_scores=READ, jurisdictions=["NZ", "AU"])
    assert "of 3" in look(figure).texts and "Rank of 3 when" in figure.subtitle
    assert "median rank, of 3 that can be ranked" in figure.caption
    assert figure.title == "New Zealand ranks 1 to 2 of 3 in 90% of simulations; 1 more was read too little for a rank"


def test_a_break_parts_those_without_a_rank():
    assert place_rows(pd.Series([True, True, False])) == [0, 1, 2 + BREAK]


def test_open_dots_are_estimates_and_all_words_say_which(now, look, drawings):
    ranks = intervals(NZ=(1, 1, 1, 2, 4), EU=(1, 2, 3, 4, 4), IE=(1, 1, 2, 4, 4))
    mixed = ranks.assign(**{"class": ["scored", "estimated", "scored"]})
    figure = charts.rank_intervals(mixed, now.atlas, dimension_scores=READ)
    assert look(figure).column("class") == ["scored", "scored", "estimated (partly read)"]
    assert "Open dots, estimates: European Union." in figure.alt
    assert "too little was read for a score on every dimension: European Union." in figure.caption
    assert "estimate: partly read" in look(figure).texts
    assert open_dots(drawings[-1]) == [3]
    scored = charts.rank_intervals(ranks, now.atlas, dimension_scores=READ)
    assert open_dots(drawings[-1]) == [] and "stimate" not in scored.alt + scored.caption + scored.svg
