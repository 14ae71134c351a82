"""What coding makes is written whole or not at all, and beside it everything stays."""

import errno
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from credatlas.coding import frameworks
from credatlas.coding.blank_sheets import InvalidFramework
from credatlas.coding.frameworks import add_framework, reconcile_framework
from credatlas.coding.workspace import UnknownFramework, open_workspace
from credatlas.evidence.dataset import load
from credatlas.evidence.empty import empty_files
from tests.coding.rebuild_sheets import rebuild_sheets

FRAMEWORK = "ca-cican-2021"


@pytest.fixture
def data(atlas, tmp_path):
    """An empty data set with the real jurisdictions, and the sheets of one framework, settled."""
    data = tmp_path / "data"
    for name, content in empty_files(atlas.folder).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    shutil.copy(atlas.folder / "jurisdictions.csv", data)
    _put_sheets(data, FRAMEWORK, atlas)
    return data


def _put_sheets(data, framework_id, atlas):
    sheets = data.parent / "coding" / framework_id
    sheets.mkdir(parents=True)
    for name, content in rebuild_sheets(open_workspace(atlas.folder), framework_id).items():
        (sheets / name).write_bytes(content)


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_settled_framework_is_among_the_data_as_it_is_in_the_atlas(data, atlas):
    assert reconcile_framework(data, FRAMEWORK).files
    made, real = (folder / "provisions" / f"{FRAMEWORK}.csv" for folder in (data, atlas.folder))
    assert made.read_bytes() == real.read_bytes()
    assert len(load(data).frameworks) == 1
    assert {path.name for path in data.parent.iterdir()} == {"data", "coding"}


def test_data_that_stood_aside_when_a_process_was_killed_are_put_back(data):
    reconcile_framework(data, FRAMEWORK)
    before = files(data)
    data.rename(data.with_name(".data.aside"))  # as between the two renames where folders have no exchange
    assert not reconcile_framework(data, FRAMEWORK).files and files(data) == before


def test_a_second_time_changes_no_byte(data):
    reconcile_framework(data, FRAMEWORK)
    before = files(data.parent)
    assert not reconcile_framework(data, FRAMEWORK).files
    assert files(data.parent) == before


def test_while_something_is_open_only_the_sheet_of_decisions_is_written(data):
    sheet = data.parent / "coding" / FRAMEWORK / "reconciliation.csv"
    sheet.unlink()
    before = files(data)
    assert len(reconcile_framework(data, FRAMEWORK).open) == 2
    assert files(data) == before and sheet.read_text("utf-8-sig").count("\n") == 6


def test_what_was_decided_stands_as_it_was_after_a_run_that_finds_something_open(data):
    sheet = data.parent / "coding" / FRAMEWORK / "reconciliation.csv"
    rows = sheet.read_text("utf-8-sig").split("\n")
    sheet.write_text("\n".join(row for row in rows if not row.startswith("SP2,status")), "utf-8-sig")
    assert reconcile_framework(data, FRAMEWORK).open == [
        "SP2 status: a says silent, b says not-applicable; final is empty"
    ]
    assert set(rows) - set(sheet.read_text("utf-8-sig").split("\n")) == {
        row for row in rows if row[:10] == "SP2,status"
    }


@pytest.mark.parametrize("step", ["fill_folder", "load", "publish_copy"])
def test_a_failure_at_any_step_leaves_the_data_as_they_were(data, monkeypatch, step):
    before = files(data)

    def fail(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(frameworks, step, fail)
    with pytest.raises(OSError, match="No space left"):
        reconcile_framework(data, FRAMEWORK)
    assert files(data) == before
    assert {path.name for path in data.parent.iterdir()} == {"data", "coding"}


def test_two_frameworks_settled_at_once_are_both_among_the_data(data, atlas):
    _put_sheets(data, "gb-2022", atlas)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda framework_id: reconcile_framework(data, framework_id), [FRAMEWORK, "gb-2022"]))
    assert set(load(data).frameworks["framework_id"]) == {FRAMEWORK, "gb-2022"}


def test_sheets_of_a_new_framework_come_all_together(data):
    folder = add_framework(data, "ca-cican-2030", {"jurisdiction_id": "CA-CICAN"})
    assert sorted(path.name for path in folder.iterdir()) == [
        "findings.csv", "framework.csv", "pass-a.csv", "pass-b.csv", "sources.csv",
    ]  # fmt: skip
    assert folder == data.parent / "coding" / "ca-cican-2030"


def test_a_wrong_start_leaves_nothing_behind(data):
    before = files(data.parent)
    with pytest.raises(InvalidFramework):
        add_framework(data, "../elsewhere", {"jurisdiction_id": "CA-CICAN"})
    assert files(data.parent) == before


def test_where_nothing_was_ever_coded_that_is_told(data):
    shutil.rmtree(data.parent / "coding")
    with pytest.raises(
        UnknownFramework, match="nothing is being coded as 'ca-x'; `credatlas framework add` starts one"
    ):
        reconcile_framework(data, "ca-x")
    assert not (data.parent / "coding").exists()
