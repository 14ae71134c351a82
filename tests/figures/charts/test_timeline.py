"""The timeline draws dates as exactly as they are known, and names every instrument."""

from matplotlib.colors import to_hex

from credatlas.evidence import keep_instruments
from credatlas.figures import charts
from credatlas.figures.drawing import theme
from credatlas.figures.language.language import Language
from tests.figures.chart_cases import with_searches


def test_the_title_counts_who_had_one_on_the_day_and_changes_with_the_day(then, now):
    assert then.drawn("timeline").title == (
        "14 of 25 jurisdictions had a framework in force on 22 November 2022; the earliest found: New Zealand, 2018"
    )
    assert now.drawn("timeline").title.startswith(
        f"17 of 25 jurisdictions had a framework in force on {Language(now.atlas).date(now.atlas.date)};"
    )


def test_a_frame_that_is_not_narrowed_has_no_day(whole, look):
    figure = charts.timeline(whole.frameworks, whole)
    assert figure.title == "17 of 25 jurisdictions have a framework; the earliest found: New Zealand, 2018"
    assert "Filled" not in figure.caption


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


def bars_of(drawing):
    """Return left end, width and strength of each bar of a drawing, those filled or outlined in Canada's colour."""
    found = [patch for axes in drawing.axes for patch in axes.patches]
    own = [
        patch
        for patch in found
        if theme.GROUPS["Canada"] in map(to_hex, (patch.get_facecolor(), patch.get_edgecolor()))
    ]
    return [(patch.get_x(), patch.get_width(), patch.get_alpha() or 1.0) for patch in own]


def test_partial_ends_and_the_future_are_fainter_than_what_is_certain(now, drawings):
    """Of the framework of 2024 only the year is known, and no end: its full bar lies within a fainter, wider one."""
    charts.timeline(now.atlas.whole.frameworks, now.atlas, jurisdictions=["CA-BC"])
    (left, width, faint), (start, certain, full) = bars_of(drawings[-1])[-2:]
    assert faint < full == 1.0
    assert left < start and start + certain < left + width
