"""The examples for schedulers are what they claim to be, and every notebook runs under bare papermill."""

import ast
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def options_of(command):
    from typer.testing import CliRunner

    from credatlas.cli import app

    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"}).output
    return set(re.findall(r"--[a-z-]+", shown))


def test_the_crontab_names_commands_and_options_that_there_are():
    lines = [
        line for line in (EXAMPLES / "crontab").read_text().splitlines() if "credatlas" in line and line[0] in "0123"
    ]
    assert len(lines) == 2
    for line in lines:
        minute, hour, *_, command = line.split(maxsplit=5)
        assert minute.isdigit() and hour.isdigit()
        words = shlex.split(command.partition(">>")[0])
        name = words[words.index(".venv/bin/credatlas") + 1]
        assert {word for word in words if word.startswith("--")} <= options_of(name)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
def test_systemd_accepts_the_timer_and_its_calendar():
    calendar = re.search(r"OnCalendar=(.*)", (EXAMPLES / "systemd/credatlas.timer").read_text())[1]
    assert (
        "03:00:00"
        in subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True).stdout
    )


def test_the_service_names_options_that_there_are():
    command = re.search(r"ExecStart=\S+ (.*)", (EXAMPLES / "systemd/credatlas.service").read_text())[1]
    assert {word for word in command.split() if word.startswith("--")} <= options_of("build")


def test_the_workflow_runs_commands_that_there_are_on_a_schedule_and_on_changed_data():
    flow = yaml.safe_load((ROOT / ".github/workflows/reports.yml").read_text())
    when = flow[True]  # YAML 1.1 reads `on` as true
    assert when["schedule"] == [{"cron": "0 3 * * *"}] and "data/**" in when["push"]["paths"]
    commands = [step["run"] for step in flow["jobs"]["build"]["steps"] if step.get("run", "").startswith("credatlas")]
    assert [command.split()[1] for command in commands] == ["check", "build", "verify", "prune"]
    for command in commands:
        assert {word for word in command.split() if word.startswith("--")} <= options_of(command.split()[1])


@pytest.mark.parametrize("name", ["airflow_dag.py", "prefect_flow.py"])
def test_the_flows_are_python_and_run_where_their_scheduler_is_installed(name):
    tree = ast.parse((EXAMPLES / name).read_text())
    assert ast.get_docstring(tree)
    pytest.importorskip(name.partition("_")[0], reason=f"{name.partition('_')[0]} is not installed here")
    subprocess.run([sys.executable, "-c", f"import runpy; runpy.run_path({str(EXAMPLES / name)!r})"], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_bare_papermill_runs_every_notebook_from_another_folder(path, tmp_path):
    (tmp_path / "parameters.yaml").write_text("as_of: '2023-06-01'\n")
    command = [sys.executable, "-m", "papermill", str(path), "out.ipynb", "--no-progress-bar"]
    if path.stem.startswith(("40", "50")):
        command += ["-p", "draws", "1000"]
    command += {"1": ["-p", "as_of", "2023-06-01"], "2": ["-y", "as_of: '2023-06-01'"]}.get(
        path.stem[0], ["-f", "parameters.yaml"]
    )
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads((tmp_path / "out.ipynb").read_text())["metadata"]["papermill"]["parameters"]
    assert told["as_of"] == "2023-06-01"
