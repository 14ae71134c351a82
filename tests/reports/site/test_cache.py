"""The key of a run holds everything that a report is made from."""

import pytest

from credatlas.files import key_of
from credatlas.reports.run.studies import Job
from credatlas.reports.site.cache import describe_tools, differing, inputs_of


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
