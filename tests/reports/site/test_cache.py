"""The key of a run holds everything that a report is made from."""

import subprocess

import pytest

from credatlas.files import key_of
from credatlas.reports.run.studies import Job
from credatlas.reports.site.cache import describe_commit, describe_tools, differing, inputs_of


@pytest.fixture
def job(tmp_path):
    (tmp_path / "n.ipynb").write_text("{}")
    return Job("s", "s", tmp_path / "n.ipynb", {"as_of": "latest"})


def test_equal_inputs_have_equal_keys_and_any_change_another(job):
    inputs = inputs_of(job, {"a.csv": "1"}, ["html", "pdf"])
    assert key_of(inputs) == key_of(inputs_of(job, {"a.csv": "1"}, ["pdf", "html"]))
    changed = [
        inputs_of(job, {"a.csv": "2"}, ["html", "pdf"]),
        inputs_of(job, {"a.csv": "1"}, ["html"]),
        inputs_of(Job("s", "s", job.notebook, {"as_of": "2022-11-22"}), {"a.csv": "1"}, ["html", "pdf"]),
    ]
    job.notebook.write_text("{ }")
    changed.append(inputs_of(job, {"a.csv": "1"}, ["html", "pdf"]))
    assert len({key_of(inputs), *map(key_of, changed)}) == 5


def test_what_differs_is_named(job):
    before = inputs_of(job, {"a.csv": "1", "b.csv": "1"}, ["html"])
    after = inputs_of(job, {"a.csv": "2", "c.csv": "1"}, ["pdf"])
    assert differing(before, after) == ["data/a.csv", "data/b.csv", "data/c.csv", "formats"]
    assert differing(before, before) == []


def test_the_library_itself_and_its_tools_count():
    assert {"credatlas", "source", "pandas", "typst", "matplotlib"} <= set(describe_tools())


def test_a_commit_has_a_plus_where_tracked_files_differ_and_there_is_none_outside_a_checkout(tmp_path, monkeypatch):
    monkeypatch.setattr("credatlas.reports.site.cache.PACKAGE", tmp_path / "src" / "credatlas")
    assert describe_commit() == ""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    (tmp_path / "file").write_text("one")
    subprocess.run([*git, "add", "file"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "one"], check=True)
    subprocess.run([*git, "tag", "v1"], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    (tmp_path / "untracked").write_text("left alone")
    assert describe_commit() == head
    (tmp_path / "file").write_text("two")
    assert describe_commit() == f"{head}+"
