"""Run the command line as a user does: in a process of its own."""

import os
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
