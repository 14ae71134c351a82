"""What a report was made from says which day it looks at, and a build with nothing to do loads no tool to know it."""

import subprocess
import sys
from pathlib import Path

import pytest

from credatlas.reports.run.outcomes import About
from credatlas.reports.run.studies import Job


@pytest.mark.parametrize(("as_of", "day"), [("latest", "2026-11-24"), ("2022-11-22", "2022-11-22")])
def test_the_latest_day_is_that_of_the_data(as_of, day):
    assert About("data", "1", "2026-11-24T00:00:00Z").day_of(Job("s", "s", Path("n"), {"as_of": as_of})) == day


def test_a_build_that_finds_nothing_to_do_loads_neither_papermill_nor_matplotlib():
    code = "import sys, credatlas.reports.publish; from credatlas.reports.run.workers import run_all; list(run_all([], None, ['html'], 2)); print(*[m for m in ('papermill', 'nbformat', 'matplotlib', 'typst') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
