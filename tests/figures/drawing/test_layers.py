"""An order is laid out in rows: the better above, no two boxes meeting, lines only running down."""

from itertools import pairwise

import pytest

from credatlas.figures.drawing.layers import GAP, lay_out

WIDTHS = dict.fromkeys("abcdef", 40.0)


def test_each_stands_below_all_that_stand_above_it():
    placed = lay_out("abcd", [("a", "b"), ("b", "d"), ("a", "c"), ("c", "d")], WIDTHS, 300)
    assert placed.rows[0] == ("a",) and set(placed.rows[1]) == {"b", "c"} and placed.rows[2] == ("d",)


def test_a_line_that_crosses_a_row_has_a_place_there_beside_the_boxes():
    placed = lay_out("abcd", [("a", "b"), ("b", "c"), ("a", "c")], WIDTHS, 300)
    (first, _), (crossed, at), (last, _) = placed.ways["a", "c"]
    assert (first, crossed, last) == (0, 1, 2)
    assert abs(at - placed.centres["b"]) > WIDTHS["b"] / 2


def test_boxes_of_a_row_keep_their_distance_and_stay_inside():
    lines = [("a", other) for other in "bcdef"]
    placed = lay_out("abcdef", lines, WIDTHS, 400)
    for row in placed.rows:
        at = sorted(placed.centres[node] for node in row)
        assert all(right - left >= 40 + GAP - 1e-9 for left, right in pairwise(at))
        assert at[0] >= 20 and at[-1] <= 380


def test_a_layer_too_wide_for_the_sheet_takes_several_rows():
    placed = lay_out("abcdef", [], WIDTHS, 200)
    assert [len(row) for row in placed.rows] == [3, 3]
    assert lay_out("ab", [], {"a": 500.0, "b": 500.0}, 200).rows == (("a",), ("b",))


def test_what_is_joined_stands_near():
    placed = lay_out("abcd", [("a", "d"), ("b", "c")], WIDTHS, 400)
    assert (placed.centres["a"] < placed.centres["b"]) == (placed.centres["d"] < placed.centres["c"])


@pytest.mark.parametrize("lines", [[], [("a", "b")]])
def test_the_same_input_gives_the_same_places(lines):
    assert lay_out("ab", lines, WIDTHS, 300) == lay_out("ab", lines, WIDTHS, 300)


def test_nothing_to_lay_out_has_no_rows():
    assert lay_out([], [], {}, 300).rows == ()
