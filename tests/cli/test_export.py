"""`credatlas export` writes tables, and explains what it cannot write."""

import csv
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from credatlas.cli import app

pytestmark = pytest.mark.slow


def export(*arguments):
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


def test_named_tables_of_a_day_are_written(tmp_path):
    result = export("dimension_scores", "barriers", "--as-of", "2022-11-22", "--out", tmp_path / "out")
    assert result.exit_code == 0 and result.output == f"3 files written to {tmp_path / 'out'}\n"
    with (tmp_path / "out/dimension_scores.csv").open(newline="") as file:
        rows = {(row["jurisdiction_id"], row["dimension_id"]): row for row in csv.DictReader(file)}
    assert rows["CA-BC", "ST"]["score"] == "" and rows["CA-BC", "ST"]["coded"] == "3"


def test_a_workbook_is_one_file(tmp_path):
    result = export("codes", "--format", "xlsx", "--lang", "fr", "--out", tmp_path)
    assert result.exit_code == 0 and result.output == f"1 file written to {tmp_path}\n"
    assert (tmp_path / "credatlas.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["provision"], 2, "no table is called 'provision'; did you mean 'provisions'?"),
        (["--format", "xls"], 2, "no format is called 'xls'; did you mean 'xlsx'?"),
        (["--as-of", "2022-13"], 3, "as_of '2022-13' is neither 'latest' nor a day such as '2022-11-22'"),
        (["--lang", "de"], 3, "lang 'de' is not one of en, fr, es; did you mean 'es'?"),
        (["--data", "nowhere"], 4, "1 problem in the data\n  nowhere: is not a folder"),
    ],
)
def test_what_cannot_be_written_is_explained(arguments, code, message, tmp_path):
    result = export(*arguments, "--out", tmp_path / "out")
    assert (result.exit_code, result.output.strip()) == (code, message)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = export("codes", "--out", tmp_path / "file")
    assert (result.exit_code, result.output.strip()) == (3, f"cannot write to {tmp_path / 'file'}: File exists")


def test_help_loads_neither_excel_nor_arrow():
    code = "import sys, credatlas.cli; print(*[m for m in ('openpyxl', 'pyarrow') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
