"""Whatever happens to a build, the site holds whole reports, and what went wrong is said."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from credatlas.errors import DataError
from credatlas.files.hashes import hash_data
from credatlas.reports.publish import build
from credatlas.reports.site.history import verify
from tests.reports.small_studies import (
    TOY,
    gone,
    processes_of,
    run_here,
    run_in,
    start_build,
    write_studies,
    write_study_folder,
)

pytestmark = pytest.mark.slow


linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")


def kill_at_random_moments(folder: Path, temporary: Path, times: int, seed: int) -> None:
    """Kill builds, each at another moment of its life, and look at the site after each; then let one finish."""
    study, out = write_study_folder(folder, one="1 + 1", two="2 + 2"), folder / "site"
    command = [sys.executable, "-m", "credatlas.cli", "build", "--force", "--out", out]
    marked = {"cwd": study, "env": {**os.environ, "CREDATLAS_TEST_MARK": str(out)}}

    def start():
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, **marked)

    started = time.monotonic()
    assert "2 of 2 published" in start().communicate(timeout=120)[0]
    whole, moments = time.monotonic() - started, random.Random(seed)
    for _ in range(times):
        killed = start()
        time.sleep(moments.uniform(0.1, 1.1) * whole)
        killed.kill()
        killed.communicate(timeout=120)
        assert verify(out) == [] and "two/latest/report.html" in (out / "index.html").read_text()
    assert gone(out)
    assert "2 of 2 published" in start().communicate(timeout=120)[0]
    assert verify(out) == [] and gone(out)
    assert not [path.name for path in out.iterdir() if path.name.startswith(".staging")]
    assert not list(temporary.iterdir())


@linux
@pytest.mark.slow
def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_completes(tmp_path, temporary):
    kill_at_random_moments(tmp_path, temporary, times=2, seed=1)


def test_a_report_that_stood_aside_when_a_build_was_killed_is_put_back_and_not_made_again(tmp_path):
    notebooks, out = write_studies(tmp_path / "notebooks", one="1 + 1"), tmp_path / "site"
    build(notebooks=notebooks, out=out, data=TOY, workers=1)
    (out / "one/latest").rename(out / "one/.latest.aside")  # as between the two renames where folders have no exchange
    (outcome,) = build(notebooks=notebooks, out=out, data=TOY, workers=1)
    assert outcome.status == "current" and verify(out) == [] and (out / "one/latest/report.html").exists()


@pytest.mark.slow
def test_two_builds_at_once_make_one_site(tmp_path):
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1", two="2 + 2")
    both = [start_build(notebooks, tmp_path / "site") for _ in range(2)]
    said = sorted(process.communicate(timeout=120)[0].strip() for process in both)
    assert said == ["current", "done"] and verify(tmp_path / "site") == []


@pytest.mark.slow
def test_each_way_to_fail_is_told_and_the_others_are_published(tmp_path, monkeypatch):
    study = write_study_folder(
        tmp_path,
        good="import sys; print('x' * 50_000_000); print('y' * 50_000_000, file=sys.stderr); open('stray', 'w').write('x')",
        raises="1 / 0",
        hangs="import time; time.sleep(600)",
        kills="import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        leaves="import sys; sys.exit(0)",
    )
    told = run_in(study, "build", "--json")
    reports = {report["name"]: report for report in json.loads(told.stdout.splitlines()[-1])["reports"]}
    assert told.returncode == 5 and {name: report["status"] for name, report in reports.items()} == {
        "good": "done",
        "raises": "failed",
        "hangs": "timeout",
        "kills": "failed",
        "leaves": "failed",
    }
    assert reports["raises"]["problem"] == "ZeroDivisionError: division by zero"
    assert "died" in reports["kills"]["problem"] and "ended before its end" in reports["leaves"]["problem"]
    site = study / "reports/site"
    for name in ("raises", "hangs", "kills", "leaves"):
        (notebook,) = site.glob(f"runs/{name}/*.failed/notebook.ipynb")
        assert f"executed copy: {notebook.relative_to(study)}\n" in told.stderr
        assert not (site / name).exists()
    assert (site / "good/latest/report.html").stat().st_size < 300_000 and len(told.stdout) < 10_000
    assert not list(study.rglob("stray")) and verify(site) == []
    monkeypatch.chdir(study)
    assert run_here("build", "good", "hangs").returncode == 6  # and the good one is up to date


@pytest.mark.slow
def test_a_notebook_that_writes_into_the_site_is_found_out(tmp_path, monkeypatch):
    page = tmp_path / "study/reports/site/good/latest/report.html"
    study = write_study_folder(tmp_path, good="1 + 1", strays=f"open({str(page)!r}, 'a').write('more')")
    monkeypatch.chdir(study)
    assert [run_here("build", name).returncode for name in ("good", "strays")] == [0, 0]
    told = run_here("verify")
    assert told.returncode == 7 and "good/latest/report.html is not what its manifest says" in told.stderr
    assert [run_here(*words).returncode for words in (("build", "good", "--force"), ("verify",))] == [0, 0]


def test_data_that_change_while_building_do_not_reach_the_reports(tmp_path):
    data = shutil.copytree(TOY, tmp_path / "data")
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1")

    def edit(jobs):
        (data / "frameworks.csv").write_text("broken")

    outcomes = build(notebooks=notebooks, out=tmp_path / "site", data=data, workers=1, started=edit)
    manifest = json.loads((tmp_path / "site/one/latest/manifest.json").read_text())
    assert [outcome.status for outcome in outcomes] == ["done"]
    assert manifest["inputs"]["data"] == hash_data(TOY)


def edit_while_waiting(tmp_path, edit):
    """Build while another build holds the lock; edit the data meanwhile, after they were read; return the outcomes."""
    data, out = shutil.copytree(TOY, tmp_path / "data"), tmp_path / "site"
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1")
    out.mkdir()
    with ThreadPoolExecutor(1) as other:
        with FileLock(out / "runs" / ".lock"):
            waiting = other.submit(build, notebooks=notebooks, out=out, data=data, workers=1)
            time.sleep(1)
            assert not waiting.done()
            edit(data / "provisions/aa-gov-2020.csv")
        return waiting.result(timeout=60)


def test_data_that_change_while_a_build_waits_are_read_again_whole(tmp_path):
    (outcome,) = edit_while_waiting(tmp_path, lambda path: path.write_text(path.read_text().replace("Quoted.", "New.")))
    manifest = json.loads((outcome.folder / "manifest.json").read_text())
    assert manifest["inputs"]["data"] == hash_data(tmp_path / "data") != hash_data(TOY)


def test_data_that_break_while_a_build_waits_are_told_and_nothing_is_published(tmp_path):
    with pytest.raises(DataError, match="aa-gov-2020.csv"):
        edit_while_waiting(tmp_path, lambda path: path.write_text("broken"))
    assert not list(tmp_path.glob("site/one/*"))


@linux
@pytest.mark.slow
def test_a_temporary_folder_with_a_long_name_stops_no_build(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 70)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    study = write_study_folder(tmp_path, one="1 + 1", two="2 + 2")
    made = run_in(study, "build", "--out", str(tmp_path / "site"))
    assert "2 of 2 published" in made.stdout, made.stderr
    assert not list(long.iterdir())


@linux
@pytest.mark.slow
def test_a_stop_ends_the_command_with_143_within_seconds_and_leaves_no_process(tmp_path):
    command = [
        sys.executable,
        "-m",
        "credatlas.cli",
        "build",
        "evidence",
        "comparison",
        "--out",
        str(tmp_path / "site"),
    ]
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path / "site")}
    stopped = subprocess.Popen(command, env=mark, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while len(processes_of(tmp_path / "site")) < 4 and time.monotonic() < deadline:
        time.sleep(0.1)
    stopped.send_signal(signal.SIGTERM)
    assert stopped.wait(timeout=5) == 128 + signal.SIGTERM
    assert gone(tmp_path / "site", seconds=5)
