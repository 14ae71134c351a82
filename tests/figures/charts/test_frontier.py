"""The frontier says who is strong on both, boxes the partly read, and names who is not drawn."""

import pandas as pd
import pytest

from credatlas.figures import charts


def scores(**both):
    """Dimension scores without any doubt: jurisdiction = (speed, stackability)."""
    rows = [
        {"jurisdiction_id": name, "dimension_id": dimension, "score": value, "low": value, "high": value,
         "coded": 6, "applicable": 6, "class": "estimated" if value is None else "scored"}
        for name, (sp, st) in both.items()
        for dimension, value in (("SP", sp), ("ST", st))
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("both", "title"),
    [
        (
            {"AU": (80, 20), "EU": (20, 80)},
            "Of 2 shown with both scores, none reaches 50 points on both stackability and speed",
        ),
        (
            {"AU": (80, 50), "EU": (20, 80)},
            "Of 2 shown with both scores, Australia reaches 50 points on both stackability and speed",
        ),
        (
            {"AU": (80, 50), "EU": (50, 80), "NZ": (0, 0)},
            "Of 3 shown with both scores, the European Union and Australia reach 50 points on both stackability and "
            "speed",
        ),
        (
            {"AU": (80, 50), "EU": (50, 80)},
            "Of 2 shown with both scores, the European Union and Australia reach 50 points on both stackability and "
            "speed",
        ),
        ({"AU": (80, None), "EU": (None, 80)}, "Too little could be read to set stackability against speed"),
    ],
)
def test_the_title_counts_who_reaches_half_on_both(both, title, now):
    assert charts.frontier(scores(**both), now.atlas).title == title


def test_other_dimensions_can_be_set_against_each_other(now):
    figure = charts.frontier(now.scores.dimensions, now.atlas, x="PO", y="ST")
    assert figure.id == f"frontier-{now.atlas.date}-st-po"
    assert figure.subtitle.startswith("Stackability against portability, in points of 100; Canada in red. ")


def test_whom_unread_texts_may_lift_over_the_half_is_named(now):
    frame = scores(AU=(80, 80), EU=(60, 40)).assign(low=30.0, high=85.0)
    assert charts.frontier(frame, now.atlas).title == (
        "Of 2 shown with both scores, Australia reaches 50 points on both stackability and speed; for Australia and "
        "the European Union unread texts leave it open"
    )


def test_two_that_score_the_same_share_a_name(now, look):
    figure = charts.frontier(scores(AU=(60, 60), EU=(60, 60), NZ=(10, 10)), now.atlas)
    assert "EU and Australia" in look(figure).texts


def test_names_of_two_colours_never_share_a_label(now, look):
    figure = charts.frontier(scores(AU=(60, 60), **{"CA-ON": (60, 60)}), now.atlas)
    assert {"Australia", "Ontario"} <= set(look(figure).texts)


def boxes_of(drawing):
    """Return the boxes of a drawing, as (left, low, right, high) in points of the scale."""
    plots = [axes for axes in drawing.axes if axes.get_xlim() == (0, 100)]
    return [tuple(patch.get_bbox().extents.tolist()) for axes in plots for patch in axes.patches]


def test_both_scales_are_always_whole(now, drawings):
    charts.frontier(scores(AU=(60, 60)), now.atlas)
    (plot,) = [axes for axes in drawings[-1].axes if axes.get_xlim() == (0, 100)]
    assert plot.get_ylim() == (0, 100)
    assert [label.get_text() for label in plot.get_xticklabels()] == ["0", "50", "100"]
    assert [label.get_text() for label in plot.get_yticklabels()] == ["0", "50", "100"]


def test_who_was_partly_read_on_both_is_a_box_with_a_name(now, look, drawings):
    frame = scores(AU=(60, 60), NZ=(None, 80))
    ends = (frame["jurisdiction_id"] == "NZ") & (frame["dimension_id"] == "SP")
    frame = frame.assign(low=frame["low"].mask(ends, 20), high=frame["high"].mask(ends, 70))
    texts = look(charts.frontier(frame, now.atlas)).texts
    assert "New Zealand" in texts and "Partly read, somewhere in the dashed box: New Zealand." in texts
    assert boxes_of(drawings[-1]) == [(20, 80, 70, 80)]


def test_who_was_read_on_one_alone_is_listed_and_not_drawn(now, look, drawings):
    frame = scores(AU=(60, 60), NZ=(None, 80))
    unread = (frame["jurisdiction_id"] == "NZ") & (frame["dimension_id"] == "SP")
    figure = charts.frontier(frame.assign(coded=frame["coded"].mask(unread, 0)), now.atlas)
    assert "Partly read, without both scores: New Zealand." in look(figure).texts and boxes_of(drawings[-1]) == []


def test_each_corner_says_what_it_means_to_stand_there(now, look):
    corners = {"more stackability only", "more of both", "less of both", "more speed only"}
    assert corners <= set(look(now.drawn("frontier")).texts)


def test_those_without_a_framework_stand_in_words(then, look):
    figure = then.drawn("frontier")
    assert "No framework known to be in force on this day: Nova Scotia and Singapore." in figure.caption
    assert any(text.startswith("No framework found: ") for text in look(figure).texts)
