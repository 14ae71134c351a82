"""Columns of a printed table share the page so that words stay whole, and letters stay as large as they can."""

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.figures.figure import Column
from credatlas.reports.render.columns import (
    COMFORT,
    FIRST,
    LINE,
    LONGEST,
    PADDING,
    SIZES,
    TOGETHER,
    lay_out_table,
    list_sources,
    short_address,
)


def lay_out(heads: list[str], *rows: list, **options) -> dict:
    return lay_out_table([asdict(Column(head, head, **options)) for head in heads], list(rows))


def test_cells_are_text_and_links_only_where_the_address_is_of_the_web():
    laid = lay_out(
        ["A", "B"],
        [1.25, {"text": "Act", "href": "https://example.org/"}],
        [None, {"text": "Act", "href": "javascript:x"}],
        digits=2,
    )
    assert [row["cells"] for row in laid["rows"]] == [
        [{"text": "1.25", "href": None, "lang": "en"}, {"text": "Act", "href": "https://example.org/", "lang": "en"}],
        [{"text": "–", "href": None, "lang": "en"}, {"text": "Act", "href": None, "lang": "en"}],
    ]  # fmt: skip


def test_only_columns_of_numbers_are_numeric_and_missing_cells_do_not_count():
    laid = lay_out(["number", "missing", "mixed", "empty"], [1, None, 1, None], [2.5, 3, "x", None])
    assert laid["numeric"] == [True, True, False, False]


def test_no_column_is_narrower_than_its_longest_word():
    # "Jurisdiction" has 12 letters, "recognition" 11; each column is padded by 2
    laid = lay_out(["Jurisdiction", "Finding"], ["Ireland", "recognition " * 40])
    assert laid["widths"][0] == 12 + PADDING and laid["widths"][1] > 11 + PADDING


def test_a_table_fills_the_line_when_a_text_wants_the_rest():
    laid = lay_out(["A", "B"], ["short", "word " * 50])
    assert laid["size"] == 8.5 and sum(laid["widths"]) == pytest.approx(LINE)


def test_a_text_of_four_times_the_length_gets_twice_the_rest_of_the_line():
    # words of 5 letters, so 7 with padding; lengths of 27 and 87 letters leave 20 and 80 to want, whose roots are as 1 to 2
    short, long = "abcde " * 4 + "a", "abcde " * 14 + "a"
    assert (len(short), len(long)) == (25, 85)
    one, two = (width - 7 for width in lay_out(["A", "B"], [short, long])["widths"])
    assert two == pytest.approx(2 * one)


def test_letters_shrink_only_as_far_as_the_longest_words_ask():
    # n columns of words of 10 letters take 12 each; a line has 118 letters of 8.5 points, or 118 * 8.5 / size
    sizes = {n: lay_out([f"Column-{n:03}"[:6]] * n, ["abcdefghij"] * n)["size"] for n in (9, 10, 12, 13, 40)}
    assert sizes == {9: 8.5, 10: 8.0, 12: 6.5, 13: 6.0, 40: 6.0}


def test_words_are_hyphenated_only_where_no_size_makes_them_fit():
    assert not lay_out(["A"] * 13, ["abcdefghij"] * 13)["hyphenate"]  # 13 * 12 = 156 of 167 letters
    assert lay_out(["A"] * 14, ["abcdefghij"] * 14)["hyphenate"]  # 14 * 12 = 168 of 167 letters


def test_long_texts_alone_never_make_letters_smaller_than_is_comfortable():
    assert lay_out(["A", "B", "C", "D", "E"], ["word " * 200] * 5)["size"] == COMFORT


def test_a_word_too_long_for_any_column_may_break_and_stays_the_same_word():
    address = "https://example.org/" + "a" * 100
    text = lay_out(["A"], [address])["rows"][0]["cells"][0]["text"]
    assert text.replace("\u200b", "") == address
    assert max(map(len, text.split("\u200b"))) == LONGEST


def test_a_table_stays_together_up_to_fifty_millimetres():
    # a row of one line takes 8.5 * (1.17 + 0.6) = 15 points, so 142 points hold 9 of them, their heads among them
    assert lay_out(["A"], *[["a"]] * 8)["together"] and not lay_out(["A"], *[["a"]] * 9)["together"]


def test_a_table_begins_with_its_heads_and_three_rows():
    one = 8.5 * (1.17 + 0.6)
    assert lay_out(["A"], *[["a"]] * 40)["start"] == pytest.approx((1 + FIRST) * one)
    assert lay_out(["A"], ["a"])["start"] == pytest.approx(2 * one)


def test_a_line_may_end_after_a_hyphen_but_not_within_a_date():
    # 12 columns of 4 letters and a hyphen fit, padded, at any size; of 10 letters at 6.5 points: 12 * 12 = 144 of 154
    assert lay_out(["A"] * 12, ["take-away"] * 12)["size"] == COMFORT
    assert lay_out(["A"] * 12, ["2021-11-21"] * 12)["size"] == 6.5


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("https://www.example.org/", "example.org"),
        ("http://example.org/act?p=1&q=2#s", "example.org/act"),
        ("https://example.org/" + "a" * 100, "example.org/" + "a" * 47 + "…"),
        ("", ""),
    ],
)
def test_an_address_is_printed_short(address, printed):
    assert short_address(address) == printed


def test_sources_are_listed_under_what_their_first_cells_share():
    columns = [asdict(Column(name, name)) for name in ("place", "who", "what", "when")]
    act = {"text": "Act", "href": "https://www.example.org/act/"}
    listed = list_sources(
        columns, [["Ireland", "QQI", act, "2022"], ["Ireland", "QQI", act, ""], ["Spain", None, act, "2021"]]
    )
    assert [entry["group"] for entry in listed] == ["Ireland", "", "Spain"]
    assert [[cell["text"] for cell in entry["cells"]] for entry in listed] == [
        ["QQI", "Act", "2022"], ["QQI", "Act"], ["Act", "2021"],
    ]  # fmt: skip
    told = listed[0]["cells"][1]
    assert (told["href"], told["address"].replace("\u200b", "")) == ("https://www.example.org/act/", "example.org/act")


@pytest.mark.parametrize("text", ["word " * 700, "word\n" * 30], ids=["long", "of many lines"])
def test_a_table_of_one_high_row_may_break(text):
    assert lay_out(["A"], ["a"])["together"] and not lay_out(["A"], [text])["together"]


def test_a_table_without_rows_has_heads_and_widths():
    laid = lay_out(["A", "B"])
    assert (laid["heads"], laid["rows"], laid["numeric"]) == (["A", "B"], [], [False, False])
    assert all(width > 0 for width in laid["widths"])


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(
            st.lists(st.text(max_size=60) | st.none() | st.integers(0, 3), min_size=n, max_size=n),
            min_size=1,
            max_size=4,
        )
    )
)
def test_widths_are_positive_and_keep_to_the_line_unless_words_are_hyphenated(rows):
    laid = lay_out(["Head"] * len(rows[0]), *rows)
    assert min(laid["widths"]) > 0 and laid["size"] in SIZES
    assert laid["hyphenate"] or sum(laid["widths"]) <= LINE * SIZES[0] / laid["size"] + 1e-9


def test_only_a_row_that_is_high_breaks_and_no_table_asks_for_more_room_to_begin_than_such_a_row():
    # 3,000 letters on lines of at most 118 take 25 lines of 10 points, and 50 millimetres hold 14
    laid = lay_out(["A", "B"], ["short", "word " * 600], ["short", "word " * 60])
    assert [row["breaks"] for row in laid["rows"]] == [True, False] and laid["start"] == TOGETHER
