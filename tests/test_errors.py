"""What a problem says."""

import pickle

import pytest

from credatlas.errors import DataError, Problem, did_you_mean, printable, quote, suggest


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("frameworks.csv", None, "", None, "is missing"), "frameworks.csv: is missing"),
        (Problem("x.csv", 7, "", None, "is an empty line"), "x.csv:7: is an empty line"),
        (Problem("x.csv", 1, "", "opinion", "is not a column"), "x.csv:1: 'opinion' is not a column"),
        (Problem("x.csv", 4, "scope", None, "is empty"), "x.csv:4:scope is empty"),
        (Problem("x.csv", 4, "obligation", "4", "is outside"), "x.csv:4:obligation '4' is outside"),
    ],
)
def test_a_problem_leaves_out_what_is_unknown(problem, text):
    assert str(problem) == text


def test_the_error_lists_every_problem_by_file_and_line_and_counts_them():
    later, earlier = (Problem("b.csv", line, "", None, "is wrong") for line in (10, 9))
    first = Problem("a.csv", None, "", None, "is missing")
    error = DataError([later, earlier, first, later])
    assert str(error) == "3 problems in the data\n  a.csv: is missing\n  b.csv:9: is wrong\n  b.csv:10: is wrong"
    assert str(DataError([first])) == "1 problem in the data\n  a.csv: is missing"


def test_the_error_survives_the_way_between_two_processes():
    error = pickle.loads(pickle.dumps(DataError([Problem("a.csv", 2, "", None, "is wrong")])))
    assert error.problems == [Problem("a.csv", 2, "", None, "is wrong")]


def test_a_long_value_is_cut_and_control_characters_are_escaped():
    assert quote("a\tb") == "'a\\tb'"
    assert quote("x" * 60) == "'" + "x" * 60 + "'"
    assert quote("x" * 61) == "'" + "x" * 57 + "'..."


@pytest.mark.parametrize(
    ("value", "allowed", "nearest"),
    [
        ("ST7", ["ST1", "ST2", "PO1"], "ST1"),  # ties go to the first
        ("st2", ["ST1", "ST2"], "ST2"),
        (" 1", ["0", "1"], "1"),
        ("1.0", ["0", "1"], None),  # as near to 0 as to 1
        ("one", ["0", "1"], None),
        ("anything", [], None),
    ],
)
def test_the_nearest_right_value_is_suggested_and_nothing_far(value, allowed, nearest):
    assert suggest(value, allowed) == nearest


def test_a_suggestion_is_worded_as_a_question():
    assert did_you_mean("suports", ["supports", "silent"]) == "; did you mean 'supports'?"
    assert did_you_mean("xyz", ["supports"]) == ""


def test_a_suggestion_for_ten_million_characters_comes_at_once():
    assert suggest("x" * 10_000_000, ["supports"]) is None


def test_a_file_name_that_is_not_utf8_can_be_printed():
    assert printable("caf\udce9.csv") == "caf\\udce9.csv"
