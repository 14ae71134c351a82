"""Every framework of the data comes out as it stands there when its sheets are rebuilt and settled again."""

import csv
import shutil

import pytest

from credatlas import load
from credatlas.coding.settling import reconcile
from credatlas.coding.workspace import open_workspace
from credatlas.evidence.csv_file import write_csv
from tests.coding.conftest import Home
from tests.coding.rebuild_sheets import rebuild_sheets

CODED_TWICE = sorted(path.stem for path in (load().folder / "codings" / "a").glob("*.csv"))


@pytest.fixture(scope="module")
def real(atlas):
    return open_workspace(atlas.folder)


@pytest.fixture
def home(real, tmp_path):
    """The real data, of which a test takes a framework out."""
    shutil.copytree(real.data, tmp_path / "data")
    return Home(tmp_path)


def take_out(home, framework_id):
    for path in home.data.rglob(f"{framework_id}.csv"):
        path.unlink()
    for file in ("frameworks.csv", "framework_sources.csv"):
        head, *rows = csv.reader((home.data / file).read_text("utf-8").splitlines())
        (home.data / file).write_bytes(write_csv(head, (row for row in rows if row[0] != framework_id)))


@pytest.mark.parametrize("framework_id", CODED_TWICE)
def test_the_sheets_of_a_framework_settle_to_its_own_files(real, home, framework_id):
    take_out(home, framework_id)
    home.sheets = home.data.parent / "coding" / framework_id
    home.fill(rebuild_sheets(real, framework_id))
    files = reconcile(home.workspace(), framework_id).files
    for file in (f"provisions/{framework_id}.csv", f"codings/a/{framework_id}.csv", f"codings/b/{framework_id}.csv"):
        assert files[file] == (real.data / file).read_bytes()


def test_a_code_that_was_looked_at_again_has_the_reason_that_its_note_gives(real):
    rows = rebuild_sheets(real, "ca-cican-2021")["reconciliation.csv"].decode("utf-8-sig").split("\n")
    assert [row for row in rows if row.startswith("PO1,")] == [
        'PO1,precision,0,1,"A single word, ""portable"".",Single word \'portable\'; no who or how,1,'
        '"Single word is 1; a principle, coded like PO3 from the same sentence. Rule 17: nothing beyond, 0.",'
        f'"{real.explain("precision")}"'
    ]
