"""A framework is coded as the README of a study folder says, and wrong options are told by their names."""

import re

import pytest

pytestmark = pytest.mark.slow


WALK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


@pytest.fixture(scope="module")
def walked(shell, study):
    """The README's commands, in their order and in one shell, each with what it printed and its exit code."""
    blocks = WALK.findall((study / "README.md").read_text("utf-8"))
    commands = [line for block in blocks for line in block.splitlines()]
    marked = "\n".join(f'{line}\ncode=$?; echo; echo "<<$code>>"' for line in commands)
    result = shell(study, f"exec 2>&1\n{marked}")
    pieces = re.split(r"<<(\d+)>>\n", result.stdout)
    return list(zip(commands, pieces[:-1:2], map(int, pieces[1::2]), strict=True))


@pytest.mark.slow
def test_the_walk_ends_with_the_very_file_of_the_atlas(walked, study, atlas):
    coded = study / "practice" / "data" / "provisions" / "ca-cican-2021.csv"
    assert coded.read_bytes() == (atlas.folder / "provisions" / "ca-cican-2021.csv").read_bytes()
    assert [printed for command, printed, _ in walked if command.startswith("cmp ")] == ["\n"]


@pytest.mark.slow
def test_every_command_of_the_walk_does_what_the_readme_says(walked):
    open_ones = [(command, code) for command, _, code in walked if code]
    assert open_ones == [("credatlas reconcile ca-cican-2021", 4)]  # the first time; the second settles it
    assert walked[0][0] == "credatlas new practice --empty" and walked[-1][0] == "credatlas build profile"
    assert "18 of 18 open" in next(printed for command, printed, _ in walked if command == "credatlas check")


@pytest.mark.slow
def test_the_report_of_the_walk_is_there(walked, study):
    assert (study / "practice/reports/site/profile-ca-cican/latest/report.pdf").is_file()
    assert "1 of 1" in walked[-1][1]


def test_the_data_that_came_along_are_not_changed_from_elsewhere(run_in, tmp_path):
    for command in ("framework add CA-BC ca-bc-2030", "reconcile ca-bc-2024"):
        result = run_in(tmp_path, command)
        assert result.returncode == 3 and result.stderr.startswith("the data that came with credatlas are not changed")
    assert not list(tmp_path.iterdir())


def test_wrong_options_are_told_all_at_once_under_their_own_names(run_in, study):
    command = "framework add BC ../x --supersedes ca-bc-2023 --in-force-from 2024-13 --legal-force maybe"
    result = run_in(study, command)
    assert result.returncode == 3
    assert result.stderr.splitlines()[1:] == [
        "5 problems with the framework",
        "  FRAMEWORK_ID: '../x' is not an id of lower-case letters, digits and single hyphens, such as ca-bc-2024",
        "  --legal-force: 'maybe' is not one of binding, conditional, non-binding",
        "  --in-force-from: '2024-13' is not a year (2024), a month (2024-05) or a day (2024-05-31)",
        "  JURISDICTION: 'BC' is not in jurisdictions.jurisdiction_id; did you mean 'CA-BC'?",
        "  --supersedes: 'ca-bc-2023' is not in frameworks.framework_id; did you mean 'ca-bc-2021'?",
    ]
    assert not (study / "coding").exists()


def test_disagreements_are_listed_with_codes_and_notes_until_each_is_settled(shell, run_in, study, tmp_path):
    run_in(tmp_path, "new mine --empty")
    mine = tmp_path / "mine"
    row = next(line for line in (study / "README.md").read_text("utf-8").splitlines() if line.startswith("echo "))
    steps = [row, "mkdir -p coding/ca-cican-2021", "cp example/*.csv coding/ca-cican-2021"]
    shell(mine, "\n".join([*steps, "rm coding/ca-cican-2021/reconciliation.csv coding/ca-cican-2021/final.csv"]))
    result = run_in(mine, "reconcile ca-cican-2021")
    assert result.returncode == 4
    assert result.stdout.startswith(
        "PO1\n  note of a: A single word, \"portable\".\n  note of b: Single word 'portable'; no who or how\n"
        "  precision: a 0, b 1\nSP2\n"
    )
    assert result.stderr.splitlines()[1:] == [
        "ca-cican-2021 is not settled; still open:",
        "  PO1 precision: a says 0, b says 1; final is empty",
        "  SP2 status: a says silent, b says not-applicable; final is empty",
    ]
    checked = run_in(mine, "check")
    assert checked.returncode == 0
    assert "coding/ca-cican-2021 is not in the data yet\n  PO1 precision: a says 0, b says 1" in checked.stdout


def test_an_unknown_framework_is_exit_2_with_the_nearest(run_in, study):
    result = run_in(study, "reconcile ../../etc")
    assert result.returncode == 2 and "nothing is being coded as '../../etc'" in result.stderr


def test_a_workbook_with_drop_downs_is_one_of_the_files_to_fill_in(run_in, study):
    run_in(study, "new booked")
    told = run_in(study / "booked", "framework add CA-BC ca-bc-2031 --xlsx")
    assert told.returncode == 0 and "pass-b.csv, sheets.xlsx, sources.csv" in told.stdout, told.stderr
    assert (study / "booked/coding/ca-bc-2031/sheets.xlsx").read_bytes().startswith(b"PK")
