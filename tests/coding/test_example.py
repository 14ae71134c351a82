"""The example of a study folder says of its framework what the data say: its sheets, and the README's walk."""

import csv
import shlex
from itertools import groupby

import pytest

from credatlas.coding.study_folder import EXAMPLE, TEMPLATE
from credatlas.coding.workspace import open_workspace
from credatlas.evidence import ATTRIBUTES
from tests.coding.rebuild_sheets import by_indicator, rebuild_sheets, rows_of

README = (TEMPLATE / "README.md").read_text("utf-8")
TABLES = [list(lines) for is_table, lines in groupby(README.split("\n"), lambda line: line[:1] == "|") if is_table]
FINDINGS, PASSES, DECISIONS = ([line[2:-2].split(" | ") for line in lines[2:]] for lines in TABLES[2:])


@pytest.fixture(scope="module")
def real(atlas):
    return open_workspace(atlas.folder)


def sheet(name):
    with (TEMPLATE / "example" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def codes(row):
    return " ".join(row[name] for name in ATTRIBUTES if row[name])


def test_the_sheets_are_those_from_which_the_data_were_settled(real):
    there = {path.name: path.read_bytes() for path in (TEMPLATE / "example").iterdir()}
    assert there == rebuild_sheets(real, EXAMPLE), (
        "run `python -m tests.coding.rebuild_sheets`, and change the README's walk with it"
    )


def test_settled_again_they_are_the_files_of_the_data(home, atlas):
    files = home.reconcile().files
    for name in (f"{folder}/{EXAMPLE}.csv" for folder in ("provisions", "codings/a", "codings/b")):
        assert files[name] == (atlas.folder / name).read_bytes()


def test_the_walk_shows_findings_as_they_stand_in_the_data(real):
    provisions = by_indicator(real, "provisions", EXAMPLE)
    for question, *shown in FINDINGS:
        name, _, words = question.partition(" ")
        assert words == real.indicators[name]
        assert shown == [provisions[name][column] for column in ("finding", "locator", "confidence")]


def test_the_walk_shows_both_passes_with_their_notes():
    a, b = ({row["indicator_id"]: row for row in sheet(f"pass-{name}.csv")} for name in "ab")
    for name, *shown in PASSES:
        assert shown == [codes(a[name]), a[name]["note"], codes(b[name]), b[name]["note"]]
    assert [name for name, *_ in PASSES] == [question.split()[0] for question, *_ in FINDINGS]


def test_the_walk_shows_and_counts_every_decision():
    decisions = sheet("reconciliation.csv")
    columns = ("indicator_id", "attribute", "a", "b", "final", "why")
    assert [[row[column] for column in columns] for row in decisions] == DECISIONS
    differing = sum(row["a"] != row["b"] for row in decisions)
    assert f"({differing} here, of {5 * len(sheet('pass-a.csv'))})" in README  # five codes on each question
    assert f"here a third reading did so {len(decisions) - differing} times" in README


def test_the_walk_starts_the_framework_that_the_data_hold(real):
    framework = rows_of(real, "frameworks", EXAMPLE)[0]
    place = f"{framework['jurisdiction_id']} {EXAMPLE}"
    about = f"--in-force-from {framework['in_force_from']} --source {framework['source_id']}"
    assert f"framework add {place} --title {shlex.quote(framework['name'])} {about}\n" in README


def test_the_walk_adds_the_jurisdiction_as_part_of_no_other(atlas):
    table = atlas.jurisdictions.set_index("jurisdiction_id", drop=False).loc["CA-CICAN"]
    written = next(line for line in README.split("\n") if line.startswith("echo "))
    row = dict(zip(table.index, next(csv.reader([shlex.split(written)[1]])), strict=False))
    assert row.pop("parent_id") == ""
    assert row["jurisdiction_id"] == "CA-CICAN" and row["name_fr"] == table["name_fr"]
