"""What lies ready for coding: the questions, what codes mean, and the frameworks that have sheets."""

import pytest

from credatlas.coding.workspace import UnknownFramework, tables_without
from credatlas.errors import DataError


def test_the_questions_are_the_codebook_s_in_its_order(home):
    names = list(home.workspace().indicators)
    assert names == [f"{dimension}{n}" for dimension in ("ST", "PO", "SP") for n in range(1, 7)]
    assert (
        home.workspace().indicators["ST3"] == "Is a micro-credential placed at a level of a qualifications framework?"
    )


def test_each_code_is_explained(home):
    assert home.workspace().explain("precision") == (
        "precision: 0 = nothing that tells a reader what to do | 1 = a principle or an aim | "
        "2 = named criteria or elements, with gaps left open | "
        "3 = a rule that can be checked: numbers, a list, a format, a procedure"
    )
    assert home.workspace().allowed("scope") == ["general", "targeted"]


@pytest.mark.parametrize("text", ["../x", "a/b", "", "CA-BC", "a--b", "a\n", "a\0", ".", "true "])
def test_an_id_is_never_a_path_and_has_one_form(home, text):
    assert not home.workspace().is_framework_id(text)


@pytest.mark.parametrize("text", ["ca-cican-2012", "../data", "ca-cican-2021/../x", "\0"])
def test_a_framework_without_sheets_is_told_with_the_nearest(home, text):
    with pytest.raises(UnknownFramework, match="nothing is being coded as "):
        home.workspace().find_coding(text)
    with pytest.raises(UnknownFramework, match=r"'ca-cican-201'; did you mean 'ca-cican-2021'\?"):
        home.workspace().find_coding("ca-cican-201")


def test_rows_of_a_framework_can_be_left_out_of_a_copy(home, atlas):
    from credatlas.coding.workspace import open_workspace

    workspace = open_workspace(atlas.folder)
    copied = tables_without(workspace, "eu-2022")
    assert len(copied["provisions"].rows) == len(workspace.tables["provisions"].rows) - 18
    assert len(copied["sources"].rows) == len(workspace.tables["sources"].rows)


def test_data_that_cannot_be_read_are_told(home):
    (home.data / "frameworks.csv").write_text("sep=;\nframework_id;jurisdiction_id\n")
    with pytest.raises(DataError, match=r"frameworks\.csv:1: is a line for Excel and not the header; delete it"):
        home.workspace()
