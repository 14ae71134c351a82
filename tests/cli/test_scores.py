"""`credatlas scores` prints the promised columns, and nothing where a score is missing."""

import csv
import io
import json

import pytest


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_scores_have_the_promised_columns_and_a_row_for_every_jurisdiction_and_dimension(run, atlas):
    result = run("scores", "--as-of", "2022-11-22", "--format", "csv")
    assert result.returncode == 0
    table = rows(result.stdout)
    assert list(table[0]) == ["jurisdiction_id", "dimension_id", "score", "low", "high", "coded", "applicable", "class"]
    assert [(row["jurisdiction_id"], row["dimension_id"]) for row in table] == [
        (i, d) for i in atlas.jurisdictions["jurisdiction_id"] for d in ("ST", "PO", "SP")
    ]
    by_key = {(row["jurisdiction_id"], row["dimension_id"]): row for row in table}
    assert by_key["CA-CICAN", "ST"]["score"] == "16.6666666667"  # 100 / 9 x 9 / 6, to ten decimals
    assert by_key["CA-BC", "ST"]["score"] == "" and by_key["CA-BC", "ST"]["class"] != "scored"
    for jurisdiction, lacking in (("CA-NS", "not-in-force"), ("CA-QC", "none-found")):
        row = by_key[jurisdiction, "ST"]
        assert [row[name] for name in ("score", "low", "high", "class")] == ["", "", "", lacking]


def test_indicator_scores_have_the_promised_columns(run, atlas):
    table = rows(run("scores", "--as-of", "latest", "--level", "indicator").stdout)
    assert list(table[0]) == ["jurisdiction_id", "indicator_id", "score", "status", "framework_id", "confidence"]
    assert len(table) == len(atlas.jurisdictions) * len(atlas.indicators)


def test_json_holds_the_same_numbers_and_null_for_missing(run):
    table = json.loads(run("scores", "--format", "json").stdout)
    plain = rows(run("scores").stdout)
    assert [row["score"] for row in table] == [
        pytest.approx(float(row["score"]), abs=1e-12) if row["score"] else None for row in plain
    ]


def test_a_table_shows_one_decimal_and_nothing_for_a_missing_score(run):
    lines = [line.split() for line in run("scores", "--as-of", "2022-11-22", "--format", "table").stdout.splitlines()]
    (cican,) = [line for line in lines if line[:2] == ["CA-CICAN", "ST"]]
    assert cican[2] == "16.7"  # 100 / 9 x 9 / 6
    (bc,) = [line for line in lines if line[:2] == ["CA-BC", "ST"]]
    assert "nan" not in bc
