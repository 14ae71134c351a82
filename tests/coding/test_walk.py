"""The README's walk says of the example what the data say."""

from string import Template

import pytest

from credatlas.coding.desk import open_desk
from credatlas.coding.walk import write_walk


@pytest.fixture(scope="module")
def word(atlas):
    return lambda text: write_walk(Template(text), open_desk(atlas.folder), "ca-cican-2021")


def test_numbers_are_counted_from_the_two_passes(word):
    # PO1 precision, and SP2 status with the three codes that go with it; 18 rows of 5 codes
    assert word("$differing of $pairs, $added added") == "5 of 90, 7 added"


def test_the_title_stands_in_a_command_as_one_word(word):
    assert word("--title $title --from $from") == "--title 'National Framework for Microcredentials' --from 2021-03-25"


def test_the_jurisdiction_is_a_row_that_is_part_of_no_other(word, atlas):
    row = word("$jurisdiction_row").strip("'").split(",")
    assert row[0] == "CA-CICAN" and row[list(atlas.jurisdictions.columns).index("parent_id")] == ""


def test_decisions_are_told_with_both_codes_and_the_reason(word):
    assert (
        "| PO1 | precision | 0 | 1 | 1 | Single word is 1; a principle, coded like PO3 from the same sentence. "
        "Rule 17: nothing beyond, 0. |"
    ) in word("$decisions").split("\n")


def test_both_passes_are_shown_on_four_questions(word):
    rows = word("$passes").split("\n")
    assert [row.split(" | ")[0] for row in rows[2:]] == ["| ST1", "| ST3", "| ST6", "| SP2"]
    assert rows[4].startswith("| ST6 | supports general 2 1 0 | Rule 3:")
