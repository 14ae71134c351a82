"""The command line: words, columns, exit codes, as a user meets them."""

import csv
import io
import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_help_reads_like_a_manual_page_with_examples_and_exit_codes(run):
    shown = run("--help").stdout
    for word in (
        "check",
        "build",
        "scores",
        "studies",
        "params",
        "Examples",
        "credatlas build comparison --as-of 2022-11-22",
        "Exit codes",
        "CREDATLAS_DATA",
    ):
        assert word in shown


def test_sound_data_are_one_line_with_counts_and_exit_0(run, atlas):
    result = run("check")
    assert result.returncode == 0
    assert result.stdout.count("\n") == 1 and result.stdout.endswith(
        f"no problems in {len(atlas.frameworks)} framework versions, 26 jurisdictions, 756 provisions, 445 sources (data version {atlas.version})\n"
    )


def test_unsound_data_are_exit_4_with_every_problem_and_scores_refuse_them_too(run, toy, tmp_path):
    import shutil

    folder = tmp_path / "data"
    shutil.copytree(toy, folder)
    path = next(folder.glob("provisions/*.csv"))
    path.write_text(path.read_text().replace("ST1,", "ST7,", 1))
    for command in (
        ("check", str(folder)),
        ("scores", "--data", str(folder)),
        ("build", "--data", str(folder), "--out", str(tmp_path / "site")),
    ):
        result = run(*command)
        assert result.returncode == 4 and "Traceback" not in result.stderr
        assert (
            f"provisions/{path.name}:2:indicator_id 'ST7' is not in indicators.indicator_id; did you mean 'ST1'?"
            in result.stderr
        )
    assert not (tmp_path / "site").exists()


def test_scores_have_the_promised_columns_and_a_row_for_every_jurisdiction_and_dimension(run, atlas):
    result = run("scores", "--as-of", "2022-11-22", "--format", "csv")
    assert result.returncode == 0
    table = rows(result.stdout)
    assert list(table[0]) == ["jurisdiction_id", "dimension_id", "score", "low", "high", "coded", "applicable"]
    assert [(row["jurisdiction_id"], row["dimension_id"]) for row in table] == [
        (i, d) for i in atlas.jurisdictions["jurisdiction_id"] for d in ("ST", "PO", "SP")
    ]
    by_key = {(row["jurisdiction_id"], row["dimension_id"]): row for row in table}
    assert float(by_key["CA-CICAN", "ST"]["score"]) == pytest.approx(100 / 9 * 9 / 6, abs=1e-12)
    assert by_key["CA-BC", "ST"]["score"] == "" and by_key["CA-BC", "ST"]["coded"] == "3"


def test_indicator_scores_have_the_promised_columns(run):
    table = rows(run("scores", "--as-of", "latest", "--level", "indicator").stdout)
    assert list(table[0]) == ["jurisdiction_id", "indicator_id", "score", "status", "framework_id", "confidence"]
    assert len(table) == 26 * 18


def test_json_holds_the_same_numbers_and_null_for_missing(run):
    table = json.loads(run("scores", "--format", "json").stdout)
    plain = rows(run("scores").stdout)
    assert [row["score"] for row in table] == [
        pytest.approx(float(row["score"]), abs=1e-12) if row["score"] else None for row in plain
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("scores", "--as-of", "2022-13"), 3, "as_of '2022-13' is neither 'latest' nor a day such as '2022-11-22'"),
        (("scores", "--format", "cvs"), 2, "--format 'cvs' is not one of csv, json, table; did you mean 'csv'?"),
        (("scores", "--level", "framework"), 2, "--level 'framework' is not one of dimension, indicator"),
        (("params", "30-comparisons"), 2, "no notebook is called '30-comparisons'; did you mean '30-comparison'?"),
        (("build", "comparisons"), 2, "no study is called 'comparisons'; did you mean 'comparison'?"),
        (("build", "comparison", "--formats", "docx"), 3, "format 'docx' is not one of html, pdf"),
        (
            ("build", "profile", "--jurisdiction", "ON"),
            3,
            "1 problem with the parameters of 20-jurisdiction\n  jurisdiction 'ON' is not a jurisdiction; did you mean 'CA-ON'?",
        ),
        (("check", "nowhere"), 4, "1 problem in the data\n  nowhere: is not a folder"),
    ],
)
def test_what_is_wrong_is_said_in_one_message_with_its_exit_code(run, arguments, code, message, tmp_path):
    result = run(*arguments, *(["--out", str(tmp_path / "site")] if arguments[0] == "build" else []))
    assert (result.returncode, result.stderr.strip()) == (code, message)
    assert not (tmp_path / "site").exists()


def test_another_data_folder_is_named_by_option_or_environment(run, toy):
    by_option, by_environment = run("scores", "--data", str(toy)), run("scores", CREDATLAS_DATA=str(toy))
    assert by_option.returncode == 0 and by_option.stdout == by_environment.stdout


def test_python_ends_without_a_search_for_garbage():
    code = "import atexit, gc, sys\natexit.register(lambda: print(gc.get_freeze_count() > 1000))\n"
    code += "from credatlas.cli import main\nsys.argv = ['credatlas', '--version']\nmain()"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.split()[-1] == "True"
