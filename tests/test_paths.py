"""Data and notebooks are found in a study folder of one's own, beside the package, or at the top of the checkout."""

import os
from pathlib import Path

import pytest

from credatlas import paths as shipped
from credatlas.paths import MARKER, find_data, find_notebooks, in_environment, shipped_folder, study_folder


@pytest.fixture
def study(tmp_path, monkeypatch):
    """A study folder, with a folder in it that the test is run in."""
    monkeypatch.delenv("CREDATLAS_DATA", raising=False)
    (tmp_path / MARKER).touch()
    (tmp_path / "notebooks" / "drafts").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "drafts")
    return tmp_path


def test_the_checkout_has_both_folders():
    assert (shipped_folder("data") / "datapackage.json").is_file()
    assert (shipped_folder("notebooks") / "studies.toml").is_file()


def test_a_folder_that_did_not_come_along_is_named():
    with pytest.raises(
        FileNotFoundError, match="no folder 'nothing' came with this installation of credatlas; install it again"
    ):
        shipped_folder("nothing")


def test_what_is_run_in_a_study_folder_or_below_uses_what_is_in_it(study):
    assert study_folder() == study
    assert (find_data(), find_notebooks()) == (study / "data", study / "notebooks")


def test_the_environment_beats_the_study_folder_and_an_option_beats_both(study, monkeypatch):
    monkeypatch.setenv("CREDATLAS_DATA", "elsewhere")
    assert find_data() == Path("elsewhere")
    assert (find_data("mine"), find_notebooks("ours")) == (Path("mine"), Path("ours"))


def test_the_checkout_uses_its_own_even_where_it_lies_in_a_study_folder(study, monkeypatch):
    checkout = study / "notebooks"
    monkeypatch.setattr(shipped, "CHECKOUT", checkout)
    assert study_folder() is None
    (checkout / "drafts" / MARKER).touch()
    assert study_folder() == checkout / "drafts"


def test_elsewhere_the_shipped_ones_are_used(tmp_path, monkeypatch):
    monkeypatch.delenv("CREDATLAS_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert study_folder() is None
    assert (find_data(), find_notebooks()) == (shipped_folder("data"), shipped_folder("notebooks"))


@pytest.mark.parametrize("before", ["", "their-data"])
def test_data_named_for_a_block_are_used_in_it_and_what_stood_there_after_it(monkeypatch, before):
    monkeypatch.setenv("CREDATLAS_DATA", before)
    if not before:
        monkeypatch.delenv("CREDATLAS_DATA")
    with in_environment("CREDATLAS_DATA", "our-data"):
        assert find_data() == Path("our-data")
    assert os.environ.get("CREDATLAS_DATA", "") == before
