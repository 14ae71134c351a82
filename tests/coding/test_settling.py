"""Once nothing is open the sheets become data: complete, checked as a whole, and only once."""

import shutil

import pytest

from credatlas.coding.blank_sheets import make_blank_sheets
from credatlas.coding.settling import list_progress
from credatlas.errors import DataError
from credatlas.evidence.dataset import load
from tests.coding.rebuild_sheets import rebuild_sheets

BLANK = dict.fromkeys(("status", "scope", "obligation", "precision", "delegation", "note"), "")
FOLDER = "coding/ca-cican-2021"


def write(home, files):
    for name, content in files.items():
        (home.data / name).parent.mkdir(parents=True, exist_ok=True)
        (home.data / name).write_bytes(content)


def test_settled_sheets_become_sound_data(home):
    write(home, home.reconcile().files)
    dataset = load(home.data)
    assert list(dataset.frameworks["framework_id"]) == ["ca-cican-2021"]
    assert list(dataset.sources["source_id"]) == list(dataset.framework_sources["source_id"])
    assert len(dataset.provisions) == len(dataset.codings_a) == len(dataset.codings_b) == 18
    listed = {resource["name"]: resource["path"] for resource in dataset.descriptor["resources"]}
    assert listed["provisions"] == ["provisions/ca-cican-2021.csv"] and listed["codings_b"] == [
        "codings/b/ca-cican-2021.csv"
    ]


def test_a_row_that_could_not_be_read_is_missing_in_the_end_and_stands_in_no_pass(home):
    cells = {"finding": "", "source_id": "", "locator": "", "note": "The page was cut."}
    home.set("findings.csv", {"indicator_id": "ST3"}, confidence="missing", **cells)
    for sheet in ("pass-a.csv", "pass-b.csv"):
        home.set(sheet, {"indicator_id": "ST3"}, **BLANK)
    files = home.reconcile().files
    assert b"\nST3,missing,,,,,,,,,missing,The page was cut.\n" in files["provisions/ca-cican-2021.csv"]
    assert b"ST3" not in files["codings/a/ca-cican-2021.csv"] and b"ST3" not in files["codings/b/ca-cican-2021.csv"]


def test_reasons_become_the_note_each_once_after_what_the_reader_noted(home):
    home.set("findings.csv", {"indicator_id": "ST2"}, note="Read twice.")
    row = next(
        line for line in home.reconcile().files["provisions/ca-cican-2021.csv"].split(b"\n") if line[:3] == b"ST2"
    )
    assert row.endswith(
        b',"Read twice. Rule 18: credit mentioned only as a possibility (Principle 4) is 1,0,0, as ca-bc-2021; was silent."'
    )


def test_a_row_that_is_open_settles_nothing(home):
    home.set("pass-a.csv", {"indicator_id": "ST3"}, **BLANK)
    reconciled = home.reconcile()
    assert reconciled.open == ["pass-a.csv: 1 of 18 open (ST3)"]
    assert reconciled.sheet is None and not reconciled.files and not reconciled.decisions


def test_what_the_whole_check_finds_is_told_where_it_can_be_mended(home):
    home.set("findings.csv", {"indicator_id": "SP5"}, confidence="low", key_terms="")
    for sheet in ("pass-a.csv", "pass-b.csv"):
        home.set(sheet, {"indicator_id": "SP5"}, obligation="3")
    home.set("findings.csv", {"indicator_id": "ST1"}, key_terms="a b c d e f g h i")
    rows = [
        row for row in home.rows("reconciliation.csv") if (row["indicator_id"], row["attribute"]) != ("ST2", "scope")
    ]
    home.save("reconciliation.csv", rows)
    assert home.problems() == [
        f"{FOLDER}/findings.csv:2:key_terms 'a b c d e f g h i' has 9 words; at most 8 are allowed",
        f"{FOLDER}/pass-a.csv:3:scope is empty; supports needs a scope and three codes",
        f"{FOLDER}/pass-a.csv:18:obligation '3' is above 2, the most at low confidence unless key_terms quote a must "
        "in the language of the source (en)",
    ]


def test_a_version_before_needs_its_end(home):
    write(home, home.reconcile().files)
    later = home.sheets.parent / "ca-cican-2024"
    later.mkdir()
    for sheet in home.sheets.iterdir():
        (later / sheet.name).write_bytes(sheet.read_bytes())
    home.sheets = later
    for column, value in {
        "framework_id": "ca-cican-2024",
        "supersedes": "ca-cican-2021",
        "in_force_from": "2024",
    }.items():
        home.set("framework.csv", {"column": column}, value=value)
    from credatlas.coding.settling import reconcile

    with pytest.raises(
        Exception, match=r"frameworks\.csv:2:in_force_to is empty; its successor ca-cican-2024 starts '2024'"
    ):
        reconcile(home.workspace(), "ca-cican-2024")


def test_what_is_written_is_not_written_again(home):
    write(home, home.reconcile().files)
    again = home.reconcile()
    assert (again.files, again.open) == ({}, [])


def test_a_correction_made_since_among_the_data_is_never_undone(home):
    write(home, home.reconcile().files)
    path = home.data / "provisions" / "ca-cican-2021.csv"
    path.write_text(
        path.read_text("utf-8").replace("ST1,supports,general,1,1,0", "ST1,supports,general,1,2,0"), "utf-8"
    )
    assert home.problems() == [
        "provisions/ca-cican-2021.csv:2:precision '2' differs from the sheets, which have '1'; "
        "correct it in the data, it is not written again"
    ]


def test_progress_is_told_of_what_is_not_among_the_data_yet(home):
    assert list_progress(home.workspace()) == {"ca-cican-2021": []}
    home.set("pass-a.csv", {"indicator_id": "ST3"}, **BLANK)
    assert list_progress(home.workspace()) == {"ca-cican-2021": ["pass-a.csv: 1 of 18 open (ST3)"]}
    home.set("pass-a.csv", {"indicator_id": "ST1"}, status="yes")
    with pytest.raises(Exception, match=f"{FOLDER}/pass-a.csv:2:status 'yes' is not one of"):
        list_progress(home.workspace())


def test_progress_leaves_out_what_is_written(home):
    write(home, home.reconcile().files)
    assert list_progress(home.workspace()) == {}


@pytest.mark.parametrize("first", [True, False], ids=["before the others", "after the others"])
def test_a_column_of_ones_own_is_filled_in_in_the_sheets_and_comes_among_the_data(bare, atlas, tmp_path, first):
    real = type(bare)(tmp_path / "real")
    shutil.copytree(atlas.folder, real.data)
    real.add_column("own_mark", "seen", first=first)
    bare.add_column("own_mark", first=first)
    sheets = rebuild_sheets(real.workspace(), "ca-cican-2021")
    bare.fill(sheets)
    write(bare, bare.reconcile().files)
    dataset = load(bare.data)
    for name in ("frameworks", "sources", "provisions", "codings_a", "codings_b"):
        assert set(getattr(dataset, name)["own_mark"]) == {"seen"}
    assert not bare.reconcile().files
    assert rebuild_sheets(bare.workspace(), "ca-cican-2021") == sheets


def test_a_column_of_ones_own_may_not_be_called_as_one_that_helps_to_fill_in_a_sheet(bare):
    bare.add_column("codes")
    words = "provisions 'codes' is already a column of the coding sheets; choose another name"
    with pytest.raises(DataError, match=words):
        make_blank_sheets(bare.workspace(), "ca-cican-2021", {"jurisdiction_id": "CA-CICAN"})
