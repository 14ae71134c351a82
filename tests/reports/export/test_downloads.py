"""Tables in a site for download: what is listed is there, equal data give equal bytes, and nothing is written twice."""

import json
import shutil

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


@pytest.fixture(scope="module")
def published(toy, tmp_path_factory):
    """A site with the tables of the toy data, which no test changes."""
    out = tmp_path_factory.mktemp("published")
    publish_tables(load(toy), out)
    return out


@pytest.fixture
def site(published, tmp_path):
    return shutil.copytree(published, tmp_path / "site")


def test_every_table_is_there_as_csv_with_a_description_and_all_in_a_workbook(published):
    listed = read_downloads(published)
    assert [item["path"] for item in listed["tables"]] == [f"{name}.csv" for name in TABLES]
    for item in listed["tables"] + listed["workbook"]:
        assert (published / "data" / item["path"]).stat().st_size == item["bytes"]
    described = json.loads((published / "data/datapackage.json").read_text())["resources"]
    assert [resource["path"] for resource in described] == [item["path"] for item in listed["tables"]]
    sheets = pd.read_excel(published / "data" / listed["workbook"][0]["path"], sheet_name=None)
    assert set(TABLES) <= sheets.keys()


def test_a_table_that_was_changed_since_is_found(site):
    assert verify(site) == []
    (site / "data/provisions.csv").write_text("tampered")
    assert verify(site) == ["data/provisions.csv is not what its manifest says"]
    (site / "data/manifest.json").write_text("{}")
    assert verify(site) == ["data/manifest.json is damaged"]


def test_equal_data_give_equal_bytes_and_are_not_written_again(toy, site, tmp_path, monkeypatch):
    publish_tables(load(toy), tmp_path / "two")
    assert contents(site / "data") == contents(tmp_path / "two/data")
    monkeypatch.setattr(downloads, "take_tables", lambda dataset: 1 / 0)
    publish_tables(load(toy), site)
    (site / "data/manifest.json").write_text("{")  # damaged: made anew
    with pytest.raises(ZeroDivisionError):
        publish_tables(load(toy), site)


def test_a_table_that_no_workbook_can_hold_leaves_the_workbook_out(toy, tmp_path, monkeypatch):
    def refuse(tables):
        raise ValueError("sheet provisions, row 2, finding: a control character, which Excel cannot hold")

    monkeypatch.setattr(downloads, "excel_files", refuse)
    publish_tables(load(toy), tmp_path)
    assert read_downloads(tmp_path)["workbook"] == [] and (tmp_path / "data/provisions.csv").exists()
