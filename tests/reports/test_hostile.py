"""Parameters, study names and output folders as an attack: refused in words, or taken for the words they are."""

import shlex

import pytest
import yaml
from papermill.iorw import NoDatesSafeLoader
from typer.testing import CliRunner

from credatlas.cli import app
from credatlas.reports.publish import build
from credatlas.reports.run.params import ParameterError, validate
from credatlas.reports.run.studies import plan_jobs
from tests.reports.small_studies import TOY, study_shipped, write_studies

LONG = "A" * 10_000
RTL = "\u202e"
CODES = ["../../etc/passwd", "CA-BC/../..", LONG, "CA-BC\0", True, 7, "<script>", "'; rm -rf /", "", f"{RTL}EU", "EU\n"]


@pytest.mark.parametrize("value", CODES, ids=lambda value: ascii(value)[:20])
@pytest.mark.parametrize(
    ("notebook", "parameter"), [("20-jurisdiction", "jurisdiction"), ("10-evidence", "as_of"), ("10-evidence", "lang")]
)
def test_a_parameter_is_refused_in_few_words(notebook, parameter, value, atlas):
    with pytest.raises(ParameterError) as refused:
        validate(notebook, {parameter: value}, atlas)
    told = str(refused.value)
    assert len(told) < 800 and told.startswith(f"1 problem with the parameters of {notebook}\n  {parameter} ")
    assert not {"\0", RTL} & set(told)


@pytest.mark.parametrize(
    ("notebook", "text", "problem"),
    [
        ("20-jurisdiction", "jurisdiction: NO", "jurisdiction False is a boolean; YAML reads NO, ON, YES and OFF"),
        ("20-jurisdiction", "jurisdiction: on", "jurisdiction True is a boolean; YAML reads NO, ON, YES and OFF"),
        ("30-comparison", "jurisdictions: [EU, NO]", "jurisdictions False is a boolean; YAML reads NO, ON, YES"),
        ("10-evidence", "lang: no", "lang False is a boolean; YAML reads NO, ON, YES and OFF"),
        ("30-comparison", "draws: yes", "draws True is not a whole number"),
        ("10-evidence", "as_of: 2022", "as_of 2022 is not text; write it in quotes"),
        ("10-evidence", "as_of: 0o17", "as_of '0o17' is neither 'latest' nor a day"),
        ("10-evidence", "as_of: 010", "as_of 8 is not text; write it in quotes"),
        ("10-evidence", "as_of: ~", "as_of None is not text; write it in quotes"),
        ("30-comparison", "draws: 0777", "draws 511 is outside 1000 to 1000000"),
        ("30-comparison", "draws: 1:30", "draws 90 is outside 1000 to 1000000"),
        ("30-comparison", "seed: 0o17", "seed '0o17' is not a whole number"),
        ("30-comparison", "seed: .nan", "seed nan is not a whole number"),
        ("30-comparison", "draws: .inf", "draws inf is not a whole number"),
    ],
)
def test_what_papermill_makes_of_a_word_in_yaml_is_refused_and_explained(notebook, text, problem, atlas):
    with pytest.raises(ParameterError) as refused:
        validate(notebook, yaml.load(text, Loader=NoDatesSafeLoader), atlas)
    assert str(refused.value).split("\n  ")[1].startswith(problem)


@pytest.mark.parametrize(
    "table",
    [
        "[../up]",
        '["../up"]',
        '["a/b"]',
        '["a\\u0000"]',
        '["a\\n"]',
        "[runs]",
        '[""]',
        '["."]',
        f"[{LONG}]",
        f"[{LONG.lower()}]",
        '["<script>"]',
    ],
    ids=lambda table: ascii(table)[:20],
)
def test_a_study_cannot_be_called_so(table, tmp_path, atlas):
    study_shipped(tmp_path, f"{table}\nnotebook = '10-evidence'\n")
    with pytest.raises(ValueError, match=r"^studies\.toml"):
        plan_jobs(tmp_path, atlas)


@pytest.mark.parametrize(
    "line",
    [
        "notebook = '../../etc/passwd'",
        "notebook = '/etc/passwd'",
        'notebook = "10-evidence\\u0000"',
        "notebook = '10-evidence.ipynb'",
        "notebook = true",
        "notebook = '10-evidence'\ntimeout = -1",
        "notebook = '10-evidence'\ntimeout = nan",
        "notebook = '10-evidence'\nparameters = { as_of = true }",
        "notebook = '10-evidence'\nparameters = { as_of = 2022-11-22 }",
        "notebook = '10-evidence'\nparameters = { as_of = '..' }",
        "notebook = '10-evidence'\nfor_each = { as_of = ['latest', '../x'] }",
        "notebook = '20-jurisdiction'\nfor_each = { jurisdiction = ['../..'] }",
        "notebook = '30-comparison'\nparameters = { draws = 0o10 }",
    ],
)
def test_a_line_of_a_study_is_refused(line, tmp_path, atlas):
    study_shipped(tmp_path, f"[a]\n{line}\n")
    with pytest.raises(ValueError):
        plan_jobs(tmp_path, atlas)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ("../../etc", 2, "no study is called '../../etc'"),
        (LONG, 2, "no study is called"),
        ("evidence --as-of ../x", 3, "as_of '../x' is neither"),
        ("evidence --as-of 2022-13-45", 3, "as_of '2022-13-45' is neither"),
        ("evidence --as-of True", 3, "as_of 'True' is neither"),
        (f"evidence --as-of {LONG}", 3, "as_of 'AAAA"),
        ("profile --jurisdiction ../..", 3, "jurisdiction '../..' is not"),
        ("profile --jurisdiction ON", 3, "did you mean 'CA-ON'?"),
        ("profile --jurisdiction '$(id)'", 3, "jurisdiction '$(id)' is not"),
        ("evidence --formats ../x", 3, "format '../x' is not one of html, pdf"),
        ("evidence --if-locked ../x", 3, "if_locked '../x' is not one of wait, skip, fail"),
        ("evidence --data ../nowhere", 4, "nowhere"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_the_command_refuses_it_before_anything_is_written(options, code, said, tmp_path):
    told = CliRunner().invoke(app, ["build", *shlex.split(options), "--out", str(tmp_path / "site")])
    assert (told.exit_code, said in told.output) == (code, True), told.output[:800]
    assert not (tmp_path / "site").exists() and len(told.output) < 2000


@pytest.mark.parametrize("name", [LONG, "a/" * 5000])
def test_an_output_folder_whose_name_is_too_long_is_told_in_a_line(name, tmp_path):
    told = CliRunner().invoke(app, ["build", "evidence", "--out", str(tmp_path / name)])
    assert told.exit_code == 3 and "File name too long" in told.output


def test_an_output_folder_cannot_hold_a_null(tmp_path):
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1")
    with pytest.raises(ValueError, match="null"):
        build(notebooks=notebooks, out=f"{tmp_path}/a\0b", data=TOY)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["{as_of} {0}", "-rf *", "$(touch x) `touch x`; #", f"{RTL}é\n<script>", "..a.."])
def test_an_output_folder_may_have_any_other_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1")
    (outcome,) = build(notebooks=notebooks, out=name, data=TOY, workers=1)
    assert outcome.status == "done", outcome.problem
    assert (tmp_path / name / "one/latest/report.html").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"notebooks", name}
