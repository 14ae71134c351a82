"""A manifest is whole, or it is none."""

import json

import pytest

from credatlas.files.manifests import is_inside, read_downloads, read_manifest
from tests.reports.manifest_cases import kit_manifest, report_manifest


def write(folder, said):
    (folder / "manifest.json").write_text(said if isinstance(said, str) else json.dumps(said))
    return folder


@pytest.mark.parametrize(
    "said", [report_manifest(), report_manifest(more=[1]), kit_manifest(), kit_manifest(thumbnail=None)]
)
def test_what_a_build_writes_is_returned_as_it_is(tmp_path, said):
    assert read_manifest(write(tmp_path, said)) == said


def test_where_none_is_there_is_none(tmp_path):
    assert read_manifest(tmp_path) is None and read_manifest(tmp_path / "gone") is None


@pytest.mark.parametrize("name", sorted(report_manifest()))
@pytest.mark.parametrize("value", [None, 3, {"data": 3}, [3]])
def test_one_that_lacks_something_or_says_it_otherwise_is_none(tmp_path, name, value):
    without = {key: value for key, value in report_manifest().items() if key != name}
    assert read_manifest(write(tmp_path, without)) is None
    assert read_manifest(write(tmp_path, without | {name: value})) is None or name == "parameters"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", "[" * 100_000, "\udcff"])
def test_what_is_no_json_object_is_none(tmp_path, text):
    (tmp_path / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert read_manifest(tmp_path) is None


def test_a_path_of_an_artefact_is_below_its_manifest():
    assert is_inside("figures/a.svg")
    assert not any(is_inside(path) for path in ("/etc/passwd", "../a", "figures/../../a", "a\0"))


@pytest.mark.parametrize("listed", ["", "{", "[]", '{"key": "a"}'])
def test_a_damaged_list_of_downloads_is_none(tmp_path, listed):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/manifest.json").write_text(listed)
    assert read_downloads(tmp_path) == {}
