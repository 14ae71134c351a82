"""The examples for schedulers are what they claim to be, and notebooks run without the library's own engine."""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from IPython.core.formatters import DisplayFormatter

from tests.notebook_figures import few_and_undrawn, run_notebook

pytestmark = pytest.mark.slow


ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
NOTEBOOKS = ROOT / "notebooks"


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


needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze (package systemd) is not installed here"
)


@needs_systemd
def test_systemd_accepts_the_service_and_its_timer(tmp_path):
    """Paths of the service are those of a server; here it is verified with a program that there is."""
    service = (EXAMPLES / "systemd/credatlas.service").read_text()
    for name in ("WorkingDirectory=/srv/credatlas", "ExecStart=/srv/credatlas/.venv/bin/credatlas"):
        assert name in service
    service = service.replace("ExecStart=/srv/credatlas/.venv/bin/credatlas", f"ExecStart={sys.executable}")
    (tmp_path / "credatlas.service").write_text(service)
    shutil.copy(EXAMPLES / "systemd/credatlas.timer", tmp_path)
    units = [str(tmp_path / f"credatlas.{kind}") for kind in ("service", "timer")]
    told = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


@needs_systemd
def test_systemd_accepts_the_timer_and_its_calendar():
    calendar = re.search(r"OnCalendar=(.*)", (EXAMPLES / "systemd/credatlas.timer").read_text())[1]
    assert (
        "03:00:00"
        in subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True).stdout
    )


def test_crontab_and_service_run_what_the_readme_shows():
    shown = re.search(r"^0 3 .*credatlas (build .*)$", (ROOT / "README.md").read_text(), re.M)[1]
    assert shown + " --on-failure" in (EXAMPLES / "crontab").read_text()
    assert re.search(r"ExecStart=\S+ (.*)", (EXAMPLES / "systemd/credatlas.service").read_text())[1] == shown


def test_the_workflow_runs_commands_that_there_are_on_a_schedule_and_on_changed_data():
    flow = yaml.safe_load((ROOT / ".github/workflows/reports.yml").read_text())
    when = flow[True]  # YAML 1.1 reads `on` as true
    assert when["schedule"] == [{"cron": "0 3 * * *"}] and "data/**" in when["push"]["paths"]
    commands = [step["run"] for step in flow["jobs"]["build"]["steps"] if step.get("run", "").startswith("credatlas")]
    assert [command.split()[1] for command in commands] == ["check", "build", "verify", "prune"]
    for command in commands:
        assert {word for word in command.split() if word.startswith("--")} <= options_of(command.split()[1])


@pytest.mark.parametrize("name", ["airflow_dag.py", "prefect_flow.py"])
def test_the_flows_are_python_that_says_what_it_does(name):
    assert ast.get_docstring(ast.parse((EXAMPLES / name).read_text()))


def python_with(module, package):
    """Return the Python that has a scheduler: this one, or one that the environment names; skip where there is none."""
    python = os.environ.get(f"CREDATLAS_PYTHON_{module.upper()}", sys.executable)
    found = f"import sys, importlib.util; sys.exit(importlib.util.find_spec({module!r}) is None)"
    if subprocess.run([python, "-c", found]).returncode:
        pytest.skip(f"{package} is not installed here")
    return python


@pytest.mark.slow
def test_airflow_runs_the_dag(tmp_path):
    python = python_with("airflow", "apache-airflow, with apache-airflow-providers-papermill,")
    shutil.copy(EXAMPLES / "airflow_dag.py", tmp_path)
    own = {
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__CORE__DAGS_FOLDER": str(tmp_path),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "CREDATLAS_RUNS": str(tmp_path),
    }
    for command in (["db", "migrate"], ["dags", "test", "credatlas", "2026-01-01"]):
        ran = subprocess.run(
            [python, "-m", "airflow", *command], env=os.environ | own, cwd=tmp_path, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
    notebooks = {path.name: json.loads(path.read_text()) for path in tmp_path.glob("*.ipynb")}
    assert set(notebooks) == {f"profile-{name}-2026-01-01.ipynb" for name in ("ca-bc", "ca-on", "eu")}
    for notebook in notebooks.values():
        assert notebook["metadata"]["papermill"]["parameters"]["as_of"] == "2026-01-01"
        assert {cell["metadata"]["papermill"]["status"] for cell in notebook["cells"]} == {"completed"}


@pytest.mark.slow
def test_prefect_runs_the_flow_and_the_second_time_there_is_nothing_to_do(tmp_path):
    python = python_with("prefect", "prefect")
    program = "from prefect_flow import credatlas_reports as run; [run(('evidence',), 'site') for _ in range(2)]"
    own = {
        "PREFECT_HOME": str(tmp_path / "home"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PYTHONPATH": str(EXAMPLES),
    }
    ran = subprocess.run([python, "-c", program], env=os.environ | own, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "evidence/latest done" in ran.stderr and "evidence/latest current" in ran.stderr
    assert (tmp_path / "site/evidence/latest/report.pdf").exists()


@pytest.mark.slow
def test_bare_papermill_runs_a_notebook_from_another_folder_with_parameters_given_in_each_way(tmp_path):
    (tmp_path / "parameters.yaml").write_text("lang: fr\n")
    given = ["-p", "as_of", "2023-06-01", "-y", "jurisdiction: AU", "-f", "parameters.yaml"]
    command = [sys.executable, "-m", "papermill", str(NOTEBOOKS / "20-jurisdiction.ipynb"), "out.ipynb", *given]
    done = subprocess.run([*command, "--no-progress-bar"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads((tmp_path / "out.ipynb").read_text())["metadata"]["papermill"]["parameters"]
    assert told == {"as_of": "2023-06-01", "jurisdiction": "AU", "lang": "fr"}


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[1-9]*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_runs_from_another_folder_as_of_another_day(path, tmp_path, monkeypatch, capsys):
    """Their defaults are those of `test_notebooks`; the guided hour, 00-explore, has a test of its own."""
    monkeypatch.chdir(tmp_path)
    few = {"draws": 1000} if "draws:" in path.read_text() else {}
    with few_and_undrawn(drawn=True):
        shown = run_notebook(path.stem, as_of="2023-06-01", **few)
        assert "2023-06-01" in str([DisplayFormatter().format(value) for value in shown])
    assert not list(tmp_path.iterdir()) and capsys.readouterr().err == ""  # where IPython says that it cannot show it
