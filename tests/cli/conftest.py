"""Run the command line: in this process for what it says, in a process of its own for what it does."""

import contextlib
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass

import pytest
from typer.testing import CliRunner

from credatlas.cli import app
from tests.reports.conftest import tables_are_computed_once as tables_are_computed_once

WIDE = {"COLUMNS": "200"}


@dataclass(frozen=True)
class Told:
    """What a command ended with, named as `subprocess` names it."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="session")
def run():
    """Run a command here, without the start of another Python."""

    def run_command(*arguments, **environment):
        result = CliRunner().invoke(app, list(map(str, arguments)), env={**WIDE, **environment})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Told(result.exit_code, result.stdout, result.stderr)

    return run_command


@pytest.fixture(scope="session")
def run_in(run):
    """Run a command line here, in a folder and without data that the environment names."""

    def run_command(folder, line):
        with contextlib.chdir(folder):
            return run(*shlex.split(line), CREDATLAS_DATA=None)

    return run_command


@pytest.fixture(scope="session")
def start():
    """Run a command as a user does, in a process of its own."""

    def run_command(*arguments, **options):
        command = [sys.executable, "-m", "credatlas.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **WIDE}, **options)

    return run_command


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Run commands in bash as a person would, in a folder, with credatlas on the path."""
    tools = tmp_path_factory.mktemp("bin")
    script = tools / "credatlas"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m credatlas.cli "$@"\n')
    script.chmod(0o755)

    def run(folder, commands):
        inherited = {name: value for name, value in os.environ.items() if name != "CREDATLAS_DATA"}
        path = f"{tools}:{inherited['PATH']}"
        return subprocess.run(
            ["bash", "-c", commands],
            cwd=folder,
            capture_output=True,
            text=True,
            env={**inherited, "PATH": path, "COLUMNS": "200"},
        )

    return run


@pytest.fixture(scope="module")
def study(run_in, tmp_path_factory):
    """A study folder with a copy of the data."""
    folder = tmp_path_factory.mktemp("home")
    made = run_in(folder, "new mine")
    assert made.returncode == 0 and made.stdout.endswith(
        "mine: a copy of the data, notebooks, and a README.md to start with\n"
    )
    return folder / "mine"
