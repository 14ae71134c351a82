"""What people open in a spreadsheet runs nothing, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.evidence.csv_file import read_sheet
from credatlas.evidence.spreadsheet import FORMULA, neutralise, restore, write_csv, write_sheet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_start_a_formula_gets_an_apostrophe(text):
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'May' twice", "1-2"])
def test_other_text_stays_as_it_is(text):
    assert neutralise(text) == restore(text) == text


@given(st.text(alphabet="'=+-@\t\ra"))
def test_every_text_comes_back(text):
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(FORMULA)


def test_a_sheet_has_the_mark_that_excel_needs_and_the_loader_reads_it(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_bytes(write_sheet(["id", "note"], [["é", "two\nlines"], ["b", "=1"]]))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,note\n")
    assert read_sheet(path, "sheet.csv", ["id", "note"])[0].rows == [["é", "two\nlines"], ["b", "'=1"]]


def test_data_have_no_mark_and_stay_as_written():
    assert write_csv(["id"], [["=1"], ['a"b']]) == b'id\n=1\n"a""b"\n'
