"""Words are measured, shortened, wrapped and placed so that none covers another."""

import pytest
from matplotlib.figure import Figure

from credatlas.figures.drawing.layout import (
    axes_at,
    extent,
    fit,
    overlap,
    place_at_edge,
    place_labels,
    sheet,
    spread,
    width_of,
    wrap,
)
from tests.figures.overlaps import find_overlaps


def test_a_longer_or_larger_or_bolder_text_is_wider():
    assert 0 == width_of("", 8) < width_of("ab", 8) < width_of("abc", 8) < width_of("abc", 9)
    assert width_of("abc", 8) < width_of("abc", 8, "bold")


def test_letters_that_the_typeface_lacks_are_measured_without_a_warning(recwarn):
    assert width_of("日本", 8) > 0
    assert not recwarn


def test_the_first_name_that_fits_is_taken():
    room = width_of("Newfoundland and Labrador", 8)
    assert fit(["Newfoundland and Labrador", "N.L."], room + 1, 8) == "Newfoundland and Labrador"
    assert fit(["Newfoundland and Labrador", "N.L."], room - 1, 8) == "N.L."


@pytest.mark.parametrize("room", [0, 3, 20, 60])
def test_what_fits_nowhere_is_shortened_to_the_room(room):
    shown = fit(["x" * 10_000], room, 8)
    assert shown.endswith("…")
    assert width_of(shown, 8) <= max(room, width_of("…", 8))
    assert width_of("x" + shown, 8) > room


def test_text_is_wrapped_at_words_and_the_rest_shortened():
    assert wrap("external quality", width_of("external", 8) + 1, 8) == ["external", "quality"]
    assert wrap("one", 100, 8) == ["one"]
    assert wrap("", 100, 8) == []
    lines = wrap("a b c d e f g h", width_of("a b", 8) + 1, 8)
    assert len(lines) == 2 and lines[1].endswith("…")


@pytest.mark.parametrize(
    ("other", "expected"),
    [((5, 5, 15, 15), True), ((10, 0, 20, 10), False), ((11, 0, 20, 10), False), ((2, 2, 3, 3), True)],
)
def test_boxes_overlap_when_they_share_ground(other, expected):
    assert overlap((0, 0, 10, 10), other) is expected


def test_a_gap_keeps_boxes_apart():
    assert overlap((0, 0, 10, 10), (11, 0, 20, 10), gap=2)


def boxes(centres, widths, height):
    return [(x - w / 2, y - height / 2, x + w / 2, y + height / 2) for (x, y), w in zip(centres, widths, strict=True)]


def test_labels_keep_off_each_other_the_points_and_the_edges():
    points = [(50, 50), (54, 52), (58, 50), (52, 46), (98, 50), (2, 2)]
    widths = [30.0] * len(points)
    placed = boxes(place_labels(points, widths, 8, (0, 0, 100, 100)), widths, 8)
    assert not [1 for i, one in enumerate(placed) for other in placed[:i] if overlap(one, other)]
    assert not [1 for one in placed for x, y in points if overlap(one, (x - 3, y - 3, x + 3, y + 3))]
    assert all(x0 >= 0 and y0 >= 0 and x1 <= 100 and y1 <= 100 for x0, y0, x1, y1 in placed)


def test_labels_keep_off_lines_where_there_is_room():
    line = (0.0, 50.0, 100.0, 50.0)
    (placed,) = boxes(place_labels([(50, 50)], [20.0], 8, (0, 0, 100, 100), lines=[line]), [20.0], 8)
    assert not overlap(placed, line)


def test_the_same_points_give_the_same_places_and_too_many_still_get_one():
    points = [(50 + i % 5, 50 + i // 5) for i in range(40)]
    widths = [40.0] * 40
    first = place_labels(points, widths, 8, (0, 0, 100, 100))
    assert first == place_labels(points, widths, 8, (0, 0, 100, 100))
    assert len(first) == 40


def drawing(*texts):
    made = Figure(figsize=(100 / 72, 100 / 72), dpi=72)
    paper, _, _ = sheet(made)
    for x, y, words, options in texts:
        paper.text(x, y, words, **{"fontsize": 8, "va": "baseline"} | options)
    return made


def test_texts_that_overlap_are_found():
    assert find_overlaps(drawing((10, 20, "one", {}), (12, 22, "two", {}))) == ["'one' overlaps 'two'"]
    assert find_overlaps(drawing((10, 20, "one", {}), (10, 40, "two", {}))) == []


def test_texts_that_leave_the_sheet_are_found():
    assert find_overlaps(drawing((90, 20, "too long", {}))) == ["'too long' leaves the sheet"]
    assert find_overlaps(drawing((50, 3, "high", {}))) == ["'high' leaves the sheet"]


def test_upright_texts_are_seen_as_they_stand():
    upright = {"rotation": 90, "va": "bottom", "ha": "center"}
    assert find_overlaps(drawing((20, 90, "upright", upright), (40, 90, "beside", upright))) == []
    assert find_overlaps(drawing((20, 90, "upright", upright), (5, 75, "across", {}))) == [
        "'upright' overlaps 'across'"
    ]
    assert find_overlaps(drawing((20, 20, "upright", upright))) == ["'upright' leaves the sheet"]


def test_the_extent_is_in_points():
    assert extent(Figure(figsize=(200 / 72, 100 / 72))) == pytest.approx((200, 100))


def test_axes_lie_where_they_were_asked_for_in_points():
    made = Figure(figsize=(200 / 72, 100 / 72))
    box = axes_at(made, left=20, top=10, right=40, bottom=30).get_position()
    assert (box.x0 * 200, box.x1 * 200) == pytest.approx((20, 160))
    assert (box.y0 * 100, box.y1 * 100) == pytest.approx((30, 90))


def test_what_already_keeps_its_distance_stays():
    assert spread([10, 30, 60], [8, 8, 8], 0, 100) == [10, 30, 60]


def test_what_would_meet_gives_way_equally_to_both_sides():
    assert spread([50, 50], [10, 10], 0, 100) == [45, 55]
    assert spread([50, 50, 50], [10, 10, 10], 0, 100, gap=2) == [38, 50, 62]


def test_nothing_leaves_the_room_and_the_gap_shrinks_where_it_must():
    assert spread([0, 0], [10, 10], 0, 100) == [5, 15]
    assert spread([99, 99], [10, 10], 0, 100) == [85, 95]
    assert spread([5, 5], [10, 10], 0, 22, gap=9) == [5, 17]
    assert spread([], [], 0, 100) == []


def test_an_outline_is_named_inside_it_at_its_edge_away_from_what_is_taken():
    outline, room = (20, 20, 80, 60), (0, 0, 100, 100)
    assert place_at_edge(outline, 20, 8, room) == (33, 55)
    assert place_at_edge(outline, 20, 8, room, taken=[(20, 40, 51, 60)]) == (67, 55)
    assert place_at_edge(outline, 20, 8, room, taken=[(20, 40, 55, 60)])[1] < 40  # a name so near would read as one
    assert place_at_edge(outline, 20, 8, room, taken=[outline])[1] > 60
