"""What an export says of itself is true: frictionless finds every file as it is described."""

import json
from dataclasses import replace

import pytest
from frictionless import Package

from credatlas.reports.export.tables import csv_files, export
from credatlas.reports.export.tidy import take_tables


@pytest.fixture(scope="module")
def folder(atlas, tmp_path_factory):
    place = tmp_path_factory.mktemp("export")
    export(atlas, place, ["atlas", "codes", "barriers", "dimension_scores", "audits"], as_of="latest")
    return place


def test_an_export_passes_frictionless_and_one_that_was_changed_does_not(folder, tmp_path):
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])[:3]
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"Ireland", b"Iceland"))
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_exactly_what_was_exported_is_described(folder, atlas):
    described = json.loads((folder / "datapackage.json").read_text())
    assert {one["path"] for one in described["resources"]} == {path.name for path in folder.glob("*.csv")}
    assert (described["name"], described["version"]) == ("credatlas", atlas.version)
    fields = {field["name"]: field for field in described["resources"][0]["schema"]["fields"]}
    assert fields["obligation"]["categories"][3] == {"value": 3, "label": "required"}
    assert fields["status"]["constraints"] == {"required": True} and "constraints" not in fields["obligation"]
    assert fields["obligation"]["credatlas:missing"] == "empty where missing or not applicable"


def test_data_that_were_changed_are_described_as_such(atlas):
    (table,) = take_tables(atlas.change("ie-2020", "ST1", obligation=1), ["codes"])
    assert json.loads(csv_files([table])["datapackage.json"])["version"].endswith("with 1 code changed")
    renamed = replace(table, package=table.package | {"name": "mine"})
    assert json.loads(csv_files([renamed])["datapackage.json"])["name"] == "mine"
