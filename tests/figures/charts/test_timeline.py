"""The timeline draws dates as exactly as they are known, and versions of one instrument in one row."""

import pandas as pd

from credatlas.evidence import keep_instruments
from credatlas.figures import charts
from credatlas.figures.charts.timeline import list_lanes
from tests.figures.chart_cases import with_searches


def versions(*rows):
    names = ["framework_id", "supersedes", "start_first", "start_last", "end_first", "end_last"]
    frame = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows])
    return frame.astype(dict.fromkeys(names[2:], float))


def test_a_version_follows_the_one_it_supersedes():
    frame = versions(("a1", "", 0, 0, 10, 10), ("b1", "", 1, 1, 9, 9), ("a2", "a1", 11, 11, None, None))
    assert list_lanes(frame) == [[0, 2], [1]]


def test_versions_whose_partial_dates_touch_share_a_row():
    year = versions(("a1", "", 0, 0, 365, 730), ("a2", "a1", 365, 730, None, None))
    assert list_lanes(year) == [[0, 1]]


def test_instruments_in_force_together_have_a_row_each():
    assert list_lanes(versions(("a", "", 0, 0, None, None), ("b", "", 5, 5, None, None))) == [[0], [1]]


def test_the_title_counts_who_had_one_on_the_day_and_changes_with_the_day(then, now):
    assert then.drawn("timeline").title == (
        "14 of 25 jurisdictions had a framework in force on 2022-11-22; the earliest found: New Zealand, 2018"
    )
    assert now.drawn("timeline").title.startswith(
        f"17 of 25 jurisdictions had a framework in force on {now.atlas.date};"
    )


def test_a_frame_that_is_not_narrowed_has_no_day(whole, look):
    figure = charts.timeline(whole.frameworks, whole)
    assert figure.title == "17 of 25 jurisdictions have a framework; the earliest found: New Zealand, 2018"
    assert "Full colour" not in figure.caption


def test_every_version_is_in_the_data_with_its_dates_as_they_are(then, look):
    figure = then.drawn("timeline")
    shown = look(figure)
    assert len(figure.rows) == len(keep_instruments(then.atlas.whole.frameworks))
    starts = dict(zip(shown.column("framework_id"), shown.column("in_force_from"), strict=True))
    assert starts["ca-bc-2021"] == "2021-09" and starts["ca-bc-2024"] == "2024"
    assert set(shown.column("in_force")) == {"yes", "no"}


def test_the_earliest_stand_first_and_those_without_any_in_words(then, look):
    figure = then.drawn("timeline")
    order = list(dict.fromkeys(look(figure).column("jurisdiction_id")))
    assert order[0] == "NZ" and set(order) == set(keep_instruments(then.atlas.whole.frameworks)["jurisdiction_id"])
    searched = ", ".join(with_searches(then.atlas, "CA-MB", "CA-QC", "CA-NB"))
    assert f"No framework found: {searched}, " in figure.caption


def test_rows_of_one_jurisdiction_are_named_by_their_instruments(now, look):
    figure = charts.timeline(now.atlas.whole.frameworks, now.atlas, jurisdictions=["CA-ON"])
    assert figure.title == "Ontario: 5 framework versions since 2020"
    assert any(text.startswith("Quality Assurance Framework") for text in look(figure).texts)


def test_where_a_search_found_none_the_title_says_so(now):
    figure = charts.timeline(now.atlas.whole.frameworks, now.atlas, jurisdictions=["CA-MB", "CA-QC"])
    assert figure.title == f"No framework found: {' and '.join(with_searches(now.atlas, 'CA-MB', 'CA-QC'))}"
    assert figure.rows == ()


def test_partial_ends_are_paler_than_what_is_certain(now):
    figure = charts.timeline(now.atlas.whole.frameworks, now.atlas, jurisdictions=["CA-BC"])
    assert 'opacity="0.4"' in figure.svg
