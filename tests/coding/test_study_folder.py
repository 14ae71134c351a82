"""A study folder is made whole or not at all, and what is in it is sound."""

import tomllib

import pytest

from credatlas.coding import study_folder
from credatlas.coding.study_folder import make_study_folder, set_aside
from credatlas.evidence.dataset import load
from credatlas.paths import MARKER, shipped_folder
from credatlas.reports.run.studies import plan_jobs, read_studies

THINGS = {"README.md", MARKER, "data", "example", "notebooks"}


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_a_copy_has_the_shipped_data_and_notebooks(tmp_path, atlas):
    made = make_study_folder(tmp_path / "mine")
    assert names(made) == THINGS
    own = load(made / "data")
    assert own.provisions.shape == atlas.provisions.shape and (own.name, own.version) == ("mine", "0.1")
    named = {path.name for path in shipped_folder("notebooks").glob("[0-9][0-9]-*.ipynb")}
    assert names(made / "notebooks") == named | {"studies.toml"}
    assert read_studies(made / "notebooks") == read_studies(shipped_folder("notebooks"))


def test_an_empty_one_has_the_questions_and_no_jurisdiction_and_nothing_to_report_yet(tmp_path):
    made = make_study_folder(tmp_path / "mine", empty=True)
    dataset = load(made / "data")
    assert len(dataset.indicators) == 18 and dataset.jurisdictions.empty
    with pytest.raises(ValueError, match="nothing to report yet: .*/mine/data holds no jurisdiction"):
        plan_jobs(made / "notebooks", dataset)


def test_studies_that_compare_are_set_aside_and_one_mark_brings_them_back(tmp_path):
    shipped = (shipped_folder("notebooks") / "studies.toml").read_text("utf-8")
    kept = tomllib.loads(set_aside(shipped))
    assert list(kept) == ["evidence", "profile", "changes"]
    _, later = set_aside(shipped).split(study_folder.LATER)
    back = tomllib.loads("\n".join(line.removeprefix("# ") for line in later.split("\n")))
    assert kept | back == tomllib.loads(shipped)


def test_an_empty_folder_may_stand_there_already_and_the_marker_comes_last(tmp_path, monkeypatch):
    order = []
    monkeypatch.setattr(
        study_folder.os,
        "rename",
        lambda old, new, rename=study_folder.os.rename: (order.append(new.name), rename(old, new)),
    )
    assert names(make_study_folder(tmp_path, empty=True)) == THINGS
    assert order[-1] == MARKER


@pytest.mark.parametrize("there", ["a file", "something in it"])
def test_what_stands_there_is_left_alone(tmp_path, there):
    folder = tmp_path / "mine"
    if there == "a file":
        folder.write_text("x")
    else:
        folder.mkdir()
        (folder / "x").touch()
    with pytest.raises(ValueError, match=r"mine is (a file|not empty); name a folder that does not exist yet"):
        make_study_folder(folder)
    assert names(tmp_path) == {"mine"}


def test_a_failure_half_way_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(study_folder, "fill_folder", fail)
    with pytest.raises(OSError, match="No space left"):
        make_study_folder(tmp_path / "mine")
    assert not names(tmp_path)
