"""The process to fork from starts ahead of a build, with the data of the build, and ends with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from credatlas.reports.run.forking import can_fork
from tests.reports.small_studies import TOY, gone

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not can_fork() or (os.cpu_count() or 1) == 1 or not Path("/proc").is_dir(),
        reason="nothing is forked ahead here, or /proc is not there to see it",
    ),
]
AHEAD = """
import os, sys, time
from multiprocessing import forkserver
from pathlib import Path
from credatlas.reports.run.forking import forked_ahead
with forked_ahead(Path(sys.argv[1]), Path(sys.argv[2])):
    pid = forkserver._forkserver._forkserver_pid
    while "multiprocessing.forkserver" not in Path(f"/proc/{pid}/cmdline").read_text():
        time.sleep(0.01)  # it is still about to become what it will be
    print(pid, Path(f"/proc/{pid}/environ").read_text().split("CREDATLAS_DATA=")[1].split(chr(0))[0])
    if sys.argv[3:]:
        raise SystemExit(1)
print(Path(f"/proc/{pid}").exists())
"""


def run_ahead(out, *more):
    command = [sys.executable, "-c", AHEAD, str(out), str(TOY), *more]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.split()


def test_it_has_the_data_where_the_build_will_keep_them(tmp_path):
    from credatlas.reports.site.store import keep_data

    _, data, alive = run_ahead(tmp_path / "site")
    assert data == str(keep_data(TOY, tmp_path / "site").resolve())
    assert alive == "False"


def test_it_ends_also_where_the_build_ends_early(tmp_path):
    pid, _ = run_ahead(tmp_path / "site", "raise")
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("wrong", [["--data", "nowhere"], ["--jurisdiction", "ZZ"], ["--formats", "doc"]])
def test_a_build_that_is_refused_leaves_no_process_and_says_why_as_ever(tmp_path, wrong):
    command = [sys.executable, "-m", "credatlas.cli", "build", "profile", "--out", str(tmp_path / "site"), *wrong]
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path / "site")}
    done = subprocess.run(command, env=mark, capture_output=True, text=True, timeout=60)
    assert done.returncode in (2, 3, 4) and wrong[1] in done.stderr
    assert gone(tmp_path / "site", seconds=0.5)
    assert not (tmp_path / "site").exists()
