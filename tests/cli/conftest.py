"""Run the command line as a user does: in a process of its own."""

import os
import shlex
import subprocess
import sys

import pytest


@pytest.fixture(scope="session")
def run():
    def run_command(*arguments, **environment):
        command = [sys.executable, "-m", "credatlas.cli", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "COLUMNS": "200", **environment}
        )

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
def study(shell, tmp_path_factory):
    """A study folder with a copy of the data."""
    folder = tmp_path_factory.mktemp("home")
    made = shell(folder, "credatlas new mine")
    assert made.returncode == 0 and made.stdout.endswith(
        "mine: a copy of the data, notebooks, and a README.md to start with\n"
    )
    return folder / "mine"
