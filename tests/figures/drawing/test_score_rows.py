"""Rows of scores put each mark where its number lies on the scale, and tell a score from what it could be."""

import pytest
from matplotlib.figure import Figure

from credatlas.figures.drawing import ScoreRows, sheet, style, theme, width_of
from credatlas.figures.language.language import Language


@pytest.fixture
def rows(now):
    drawing = Figure(figsize=(300 / 72, 100 / 72), dpi=72)
    paper, _, _ = sheet(drawing)
    return ScoreRows(paper, Language(now.atlas), left=100, right=200, names=90, text=style.SMALL)


def test_a_score_is_a_dot_on_the_bar_of_its_bounds_with_its_number_right_of_both(rows):
    rows.score(50, 60, 40, 90, "others")
    (dot,), (bar,), (number,) = rows.paper.lines, rows.paper.patches, rows.paper.texts
    assert dot.get_xdata()[0] == 160
    box = bar.get_path().get_extents()
    assert (box.x0, box.x1) == pytest.approx((140, 190))
    assert number.get_text() == "60" and number.get_position()[0] > 190


def test_a_score_without_doubt_has_no_bar(rows):
    rows.score(50, 60, 60, 60, "others")
    assert len(rows.paper.lines) == 1 and not rows.paper.patches


def test_what_is_not_known_is_a_dashed_box_with_both_ends_and_no_dot(rows):
    rows.bounds(50, 10, 80, "Canada")
    (box,), (words,) = rows.paper.patches, rows.paper.texts
    assert box.get_linestyle() not in ("-", "solid") and not rows.paper.lines
    assert words.get_text() == "10\u201380"


def test_the_scale_is_always_whole(rows):
    rows.scale(20, 80)
    assert [text.get_text() for text in rows.paper.texts] == ["0", "50", "100"]
    assert [line.get_xdata()[0] for line in rows.paper.lines] == [100, 150, 200]


def test_a_name_of_canada_is_bold_and_in_its_colour(rows):
    rows.name(50, "CA-ON", 20)
    rows.name(70, "IE", 20)
    ontario, ireland = rows.paper.texts
    assert (ontario.get_color(), ontario.get_fontweight()) == (theme.GROUPS["Canada"], "bold")
    assert (ireland.get_color(), ireland.get_fontweight()) == (theme.INK, "normal")


def test_a_row_answers_to_a_touch_as_high_as_it_is_from_its_name_to_its_end(rows):
    rows.name(50, "CA-ON", 20, 280)
    (area,) = rows.paper.patches
    assert area.get_gid().endswith(":CA-ON") and not area.get_fill()
    assert area.get_bbox().extents == pytest.approx((10, 40, 280, 60))


def test_a_head_that_does_not_fit_gives_way_to_the_shorter_one(rows):
    rows.head(4, 10, ["a head much too long for three hundred points of a sheet", "a head"])
    assert rows.paper.texts[0].get_text() == "a head"


def test_a_head_may_go_beyond_the_scale_as_far_as_the_sheet(rows):
    beyond = "a head that ends right of the scale"
    assert rows.right - 4 < width_of(beyond, style.TEXT, "bold") < 292
    rows.head(4, 10, [beyond, "a head"])
    assert rows.paper.texts[0].get_text() == beyond
