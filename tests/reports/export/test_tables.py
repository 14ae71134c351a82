"""Exports: what is read back is what was written, and a failed export leaves the last one standing."""

import errno
import json
import os
from dataclasses import replace

import pandas as pd
import pytest

from credatlas.reports.export.tables import FORMATS, csv_files, export, json_files
from credatlas.reports.export.tidy import TABLES
from credatlas.reports.run.params import UnknownName


def hostile(table):
    """The table with text that a spreadsheet would run."""
    return replace(table, frame=table.frame.assign(title="=1+1"))


@pytest.mark.parametrize("name", TABLES)
def test_csv_reads_back_as_it_was_with_missing_an_empty_cell(of_the_day, name, tmp_path):
    file = tmp_path / "table.csv"
    file.write_bytes(csv_files([of_the_day[name]])[f"{name}.csv"])
    types = of_the_day[name].frame.dtypes.to_dict()
    read = pd.read_csv(file, dtype=types, keep_default_na=False, na_values=[""], float_precision="round_trip")
    pd.testing.assert_frame_equal(read, of_the_day[name].frame, check_exact=True)


@pytest.mark.parametrize("name", TABLES)
def test_json_reads_back_as_it_was_with_missing_null(of_the_day, name):
    content = json.loads(json_files([of_the_day[name]])[f"{name}.json"])
    frame = of_the_day[name].frame
    read = pd.DataFrame(content["records"], columns=list(frame)).astype(frame.dtypes.to_dict())
    pd.testing.assert_frame_equal(read, frame, check_exact=True)
    assert content["fields"] == of_the_day[name].fields.to_dict("records")


def test_the_table_that_needs_no_other_is_written_first_with_labels_in_the_language(atlas, tmp_path):
    first, *_ = export(atlas, tmp_path, as_of="latest", lang="fr")
    table = pd.read_csv(first)
    assert first.name == "atlas.csv" and len(table) == len(atlas.as_of("latest").provisions)
    assert "exigé" in set(table["obligation_label"]) and "Irlande" in set(table["jurisdiction"])


def test_a_cell_that_would_start_a_formula_is_neutralised_in_csv_and_left_alone_in_json(of_the_day):
    table = hostile(of_the_day["claims"])
    assert ",'=1+1," in csv_files([table])["claims.csv"].decode()
    assert json.loads(json_files([table])["claims.json"])["records"][0]["title"] == "=1+1"


@pytest.mark.parametrize("format", FORMATS)
def test_two_exports_are_equal_to_the_byte(atlas, format, tmp_path):
    written = [export(atlas, tmp_path / name, ["codes", "barriers"], format) for name in ("one", "two")]
    assert [path.name for path in written[0]] == [path.name for path in written[1]]
    assert [path.read_bytes() for path in written[0]] == [path.read_bytes() for path in written[1]]


def test_without_names_every_table_is_written_and_other_files_stay(atlas, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    written = export(atlas, tmp_path, format="json")
    assert [path.name for path in written] == [f"{name}.json" for name in TABLES]
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", *(path.name for path in written)}


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_that_fails_leaves_the_last_one_whole(atlas, format, tmp_path, monkeypatch):
    export(atlas, tmp_path, ["codes", "barriers"], format, as_of="2022-11-22")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    left = [len(before) - 1]

    def full(handle):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left on device"):
        export(atlas, tmp_path, ["codes", "barriers"], format)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"names": ["provision"]}, "no table is called 'provision'; did you mean 'provisions'?"),
        ({"names": ["scores!"]}, "no table is called 'scores!'; did you mean 'sources'?"),
        ({"format": "excel"}, "no format is called 'excel'; there are csv, xlsx, parquet, json"),
        ({"format": "xls"}, "no format is called 'xls'; did you mean 'xlsx'?"),
    ],
)
def test_an_unknown_table_or_format_is_named_with_the_nearest(atlas, wrong, message, tmp_path):
    with pytest.raises(UnknownName) as error:
        export(atlas, tmp_path / "out", **wrong)
    assert str(error.value) == message and not (tmp_path / "out").exists()
