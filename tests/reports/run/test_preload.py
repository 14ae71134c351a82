"""What is preloaded leaves the data ready for those that are forked after it, and the state of the tools as it was."""

import importlib.util
import random
import shutil

import matplotlib
import numpy as np
import pytest

from credatlas.evidence import dataset
from credatlas.reports.run.pool import PRELOAD
from credatlas.reports.run.preload import load_tools, rehearse


@pytest.fixture
def folder(toy, tmp_path, monkeypatch):
    shutil.copytree(toy, tmp_path / "data")
    monkeypatch.setenv("CREDATLAS_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"
    dataset._prepared.clear()


def test_the_next_load_of_the_same_files_is_ready_and_the_one_after_is_its_own(folder):
    ready = dataset.prepare()
    first, second = dataset.load(), dataset.load()
    assert first is ready and second is not ready
    assert second.provisions.equals(first.provisions)


def test_data_that_were_edited_since_are_read_again(folder):
    ready = dataset.prepare()
    path = folder / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert dataset.load() is not ready


def test_other_data_are_not_taken_for_those_prepared(folder, toy, tmp_path):
    dataset.prepare()
    shutil.copytree(toy, tmp_path / "other")
    assert str(dataset.load(tmp_path / "other").folder) == str(tmp_path / "other")


def test_settings_and_seeds_are_as_they_were(monkeypatch):
    monkeypatch.delenv("CREDATLAS_DATA", raising=False)
    before = dict(matplotlib.rcParams), random.getstate(), np.random.get_state()[1].tolist()
    rehearse()
    dataset._prepared.clear()
    assert before == (dict(matplotlib.rcParams), random.getstate(), np.random.get_state()[1].tolist())


def test_every_tool_that_is_preloaded_exists():
    """The fork server passes over a module that it cannot import, and would only be slow."""
    load_tools()
    assert importlib.util.find_spec(PRELOAD)
