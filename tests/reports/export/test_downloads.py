"""Tables in a site for download: what is listed is there, equal data give equal bytes, and nothing is written twice."""

import json

import pandas as pd
import pytest

from credatlas import load
from credatlas.files import read_downloads
from credatlas.reports.export import downloads
from credatlas.reports.export.downloads import publish_tables
from credatlas.reports.export.tidy import TABLES
from credatlas.reports.site import verify


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_table_is_there_as_csv_with_a_description_and_all_in_a_workbook(toy, tmp_path):
    publish_tables(load(toy), tmp_path)
    listed = read_downloads(tmp_path)
    assert [item["path"] for item in listed["tables"]] == [f"{name}.csv" for name in TABLES]
    for item in listed["tables"] + listed["workbook"]:
        assert (tmp_path / "data" / item["path"]).stat().st_size == item["bytes"]
    described = json.loads((tmp_path / "data/datapackage.json").read_text())["resources"]
    assert [resource["path"] for resource in described] == [item["path"] for item in listed["tables"]]
    sheets = pd.read_excel(tmp_path / "data" / listed["workbook"][0]["path"], sheet_name=None)
    assert set(TABLES) <= sheets.keys()


def test_a_table_that_was_changed_since_is_found(toy, tmp_path):
    publish_tables(load(toy), tmp_path)
    assert verify(tmp_path) == []
    (tmp_path / "data/provisions.csv").write_text("tampered")
    assert verify(tmp_path) == ["data/provisions.csv is not what its manifest says"]
    (tmp_path / "data/manifest.json").write_text("{}")
    assert verify(tmp_path) == ["data/manifest.json is damaged"]


def test_equal_data_give_equal_bytes_and_are_not_written_again(toy, tmp_path, monkeypatch):
    for place in ("one", "two"):
        publish_tables(load(toy), tmp_path / place)
    assert contents(tmp_path / "one/data") == contents(tmp_path / "two/data")
    monkeypatch.setattr(downloads, "take_tables", lambda dataset: 1 / 0)
    publish_tables(load(toy), tmp_path / "one")
    (tmp_path / "one/data/manifest.json").write_text("{")  # damaged: made anew
    with pytest.raises(ZeroDivisionError):
        publish_tables(load(toy), tmp_path / "one")


def test_a_table_that_no_workbook_can_hold_leaves_the_workbook_out(toy, tmp_path, monkeypatch):
    def refuse(tables):
        raise ValueError("sheet provisions, row 2, finding: a control character, which Excel cannot hold")

    monkeypatch.setattr(downloads, "excel_files", refuse)
    publish_tables(load(toy), tmp_path)
    assert read_downloads(tmp_path)["workbook"] == [] and (tmp_path / "data/provisions.csv").exists()
