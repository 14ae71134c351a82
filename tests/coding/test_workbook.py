"""The sheets as a workbook with drop-downs: what is filled in there counts as what is filled in as CSV, never both."""

import pytest
from openpyxl import load_workbook

from credatlas.coding.filled_sheets import read_coding
from credatlas.coding.frameworks import add_framework, reconcile_framework
from credatlas.coding.workbook import make_workbook
from credatlas.evidence import load

FRAMEWORK = "ca-cican-2021"
WITH_BOOK = ("framework", "sources", "findings", "pass-a", "pass-b")


@pytest.fixture
def both(home):
    """The sheets of the colleges' framework as CSV, with the workbook of the same words beside."""
    files = {f"{name}.csv": (home.sheets / f"{name}.csv").read_bytes() for name in WITH_BOOK}
    home.fill({"sheets.xlsx": make_workbook(home.workspace(), files)})
    return home


def edit(home, sheet, cell, value):
    path = home.sheets / "sheets.xlsx"
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def cell_of(home, sheet, indicator_id, column):
    sheet = load_workbook(home.sheets / "sheets.xlsx")[sheet]
    heads, names = ([cell.value for cell in line] for line in (sheet[1], sheet["A"]))
    return sheet.cell(names.index(indicator_id) + 1, heads.index(column) + 1).coordinate


def test_a_code_is_chosen_from_a_list_and_every_cell_is_text(both):
    sheet = load_workbook(both.sheets / "sheets.xlsx")["pass-a"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    place = cell_of(both, "pass-a", "ST1", "obligation")[0]
    assert rules[f"{place}2:{place}19"] == '"0,1,2,3"'
    assert {cell.number_format for row in sheet for cell in row} == {"@"}
    words = load_workbook(both.sheets / "sheets.xlsx")["framework"]
    assert '"binding,conditional,non-binding"' in [rule.formula1 for rule in words.data_validations.dataValidation]


def test_a_workbook_that_nobody_edited_changes_nothing(both):
    both.set("pass-a.csv", {"indicator_id": "ST1"}, note="of the file")
    assert read_coding(both.workspace(), FRAMEWORK).passes["a"]["ST1"]["note"] == "of the file"


@pytest.mark.parametrize("value", ["2", 2, 2.0])
def test_what_is_filled_in_there_is_read_and_named_by_its_sheet_and_row(both, value):
    edit(both, "pass-a", cell_of(both, "pass-a", "ST1", "obligation"), value)
    entry = read_coding(both.workspace(), FRAMEWORK).passes["a"]["ST1"]
    assert (entry["obligation"], entry.file, entry.line) == ("2", f"coding/{FRAMEWORK}/sheets.xlsx (pass-a)", 2)


def test_a_wrong_code_is_told_where_it_stands(both):
    edit(both, "pass-a", cell_of(both, "pass-a", "ST6", "obligation"), "4")
    assert both.problems() == [f"coding/{FRAMEWORK}/sheets.xlsx (pass-a):7:obligation '4' is not one of 0, 1, 2, 3"]


def test_a_sheet_that_was_filled_in_twice_is_refused_and_two_different_ones_are_not(both):
    edit(both, "pass-a", cell_of(both, "pass-a", "ST1", "note"), "in the workbook")
    both.set("pass-b.csv", {"indicator_id": "ST1"}, note="in the file")
    passes = read_coding(both.workspace(), FRAMEWORK).passes
    assert [passes[name]["ST1"]["note"] for name in "ab"] == ["in the workbook", "in the file"]
    both.set("pass-a.csv", {"indicator_id": "ST1"}, note="in the file")
    words = "pass-a was filled in here and in pass-a.csv; delete the one that does not count"
    assert both.problems() == [f"coding/{FRAMEWORK}/sheets.xlsx: {words}"]
    (both.sheets / "pass-a.csv").unlink()
    assert read_coding(both.workspace(), FRAMEWORK).passes["a"]["ST1"]["note"] == "in the workbook"


def test_the_workbook_alone_is_enough_and_gives_the_same_data(both, real_sheets):
    (files := both.reconcile().files) and [(both.sheets / f"{name}.csv").unlink() for name in WITH_BOOK]
    assert both.workspace().list_coding() == [FRAMEWORK] and both.reconcile().files == files
    reconcile_framework(both.data, FRAMEWORK)
    assert FRAMEWORK in set(load(both.data).frameworks["framework_id"])


def test_a_file_that_is_no_workbook_of_these_sheets_is_told(both):
    (both.sheets / "sheets.xlsx").write_text("none")
    (problem,) = both.problems()
    assert problem.startswith(f"coding/{FRAMEWORK}/sheets.xlsx: cannot be read as the workbook of these sheets")


def test_words_that_look_like_a_formula_or_a_date_stay_as_they_are(both):
    for index, words in enumerate(("=1+1", "2021-05", "'=1", "a\nb"), 1):
        edit(both, "pass-b", cell_of(both, "pass-b", f"ST{index}", "note"), words)
    path = both.sheets / "sheets.xlsx"
    book = load_workbook(path)
    cell = book["pass-b"][cell_of(both, "pass-b", "ST1", "note")]
    cell.value, cell.data_type = "=1+1", "s"
    book.save(path)
    notes = read_coding(both.workspace(), FRAMEWORK).passes["b"]
    assert [notes[f"ST{index}"]["note"] for index in range(1, 5)] == ["=1+1", "2021-05", "'=1", "a\nb"]


def test_blank_sheets_come_with_a_workbook_where_it_is_asked_for(bare):
    given = {"jurisdiction_id": "CA-CICAN"}
    folder = add_framework(bare.data, "ca-cican-2030", given, xlsx=True)
    assert {path.name for path in folder.iterdir()} == {"sheets.xlsx", *(f"{name}.csv" for name in WITH_BOOK)}
    assert not (add_framework(bare.data, "ca-cican-2031", given) / "sheets.xlsx").exists()
    rows = list(load_workbook(folder / "sheets.xlsx")["pass-a"].iter_rows(values_only=True))
    assert len(rows) == 19 and not any(rows[1][2:8])
