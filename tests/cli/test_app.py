"""Help, messages and exit codes are the same for every command."""

import subprocess
import sys

import pytest


def test_help_reads_like_a_manual_page_with_examples_and_exit_codes(start):
    shown = start("--help").stdout
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


def test_a_current_folder_that_is_gone_is_told_in_a_sentence(shell, tmp_path):
    told = shell(tmp_path, "mkdir gone && cd gone && rmdir ../gone && credatlas scores")
    assert told.returncode == 1
    assert told.stderr.endswith("the current folder is not there any more; go to another one and try again\n")
