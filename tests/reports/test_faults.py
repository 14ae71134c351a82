"""Whatever happens to a build, the site holds whole reports, and what went wrong is said."""

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from credatlas.reports.keys import hash_data
from credatlas.reports.publish import build
from credatlas.reports.runs import verify
from tests.reports.small_studies import TOY, processes_of, start_build, write_studies

linux = pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")


def kill_at_random_moments(folder: Path, times: int, seed: int) -> None:
    """Kill builds, each at another moment of its life, and look at the site after each; then let one finish."""
    notebooks, out = write_studies(folder / "notebooks", one="1 + 1", two="2 + 2"), folder / "site"
    started = time.monotonic()
    assert start_build(notebooks, out).wait(timeout=120) == 0
    whole, moments = time.monotonic() - started, random.Random(seed)
    for _ in range(times):
        killed = start_build(notebooks, out, force=True)
        time.sleep(moments.uniform(0.1, 1.1) * whole)
        killed.kill()
        killed.communicate()
        assert verify(out) == [] and "two/latest/report.html" in (out / "index.html").read_text()
    last = start_build(notebooks, out, force=True)
    assert (last.communicate(timeout=120)[0].strip(), verify(out)) == ("done", [])
    assert not [path.name for path in out.iterdir() if path.name.startswith(".staging")]
    assert gone(out)


def gone(out, seconds=10):
    deadline = time.monotonic() + seconds
    while processes_of(out) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not processes_of(out)


@linux
@pytest.mark.slow
def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_completes(tmp_path):
    kill_at_random_moments(tmp_path, times=5, seed=1)


@pytest.mark.slow
def test_two_builds_at_once_make_one_site(tmp_path):
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1", two="2 + 2")
    both = [start_build(notebooks, tmp_path / "site") for _ in range(2)]
    said = sorted(process.communicate(timeout=120)[0].strip() for process in both)
    assert said == ["current", "done"] and verify(tmp_path / "site") == []


@pytest.mark.slow
def test_each_way_to_fail_is_told_and_the_others_are_published(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    notebooks = write_studies(
        tmp_path / "notebooks",
        good="print('x' * 50_000_000); open('stray.txt', 'w').write('x')",
        raises="1 / 0",
        hangs="import time; time.sleep(600)",
        kills="import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        leaves="import sys; sys.exit(0)",
    )
    outcomes = {outcome.job.name: outcome for outcome in build(notebooks=notebooks, out=tmp_path / "site", data=TOY)}
    assert {name: outcome.status for name, outcome in outcomes.items()} == {
        "good": "done",
        "raises": "failed",
        "hangs": "timeout",
        "kills": "failed",
        "leaves": "failed",
    }
    assert outcomes["raises"].problem == "ZeroDivisionError: division by zero"
    assert "died" in outcomes["kills"].problem and "ended before its end" in outcomes["leaves"].problem
    assert all((outcomes[name].folder / "notebook.ipynb").exists() for name in ("raises", "hangs", "kills", "leaves"))
    assert (tmp_path / "site/good/latest/report.html").stat().st_size < 300_000
    assert not (tmp_path / "stray.txt").exists() and verify(tmp_path / "site") == []


def test_data_that_change_while_building_do_not_reach_the_reports(tmp_path):
    data = shutil.copytree(TOY, tmp_path / "data")
    notebooks = write_studies(tmp_path / "notebooks", one="1 + 1")

    def edit(jobs):
        (data / "frameworks.csv").write_text("broken")

    outcomes = build(notebooks=notebooks, out=tmp_path / "site", data=data, workers=1, started=edit)
    manifest = json.loads((tmp_path / "site/one/latest/manifest.json").read_text())
    assert [outcome.status for outcome in outcomes] == ["done"]
    assert manifest["inputs"]["data"] == hash_data(TOY)


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


@pytest.mark.slow
def test_words_of_the_data_are_words_in_the_report(tmp_path, atlas):
    hostile = "<script>document.title='run'</script> #panic() $x$ \\ \" ` [a](javascript:alert(1))"
    data = shutil.copytree(atlas.folder, tmp_path / "data")
    for path in [*data.glob("provisions/sg*.csv"), data / "frameworks.csv", data / "sources.csv"]:
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            for name in ("finding", "locator", "name", "title"):
                if row.get(name):
                    row[name] = f"{row[name]} {hostile}"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    outcome = build(["profile"], jurisdictions=["SG"], out=tmp_path / "site", data=data)[0]
    assert outcome.status == "done", outcome.problem
    page = (outcome.folder / "report.html").read_text()
    assert "<script" not in page and "&lt;script&gt;" in page and 'href="javascript:' not in page
    assert (outcome.folder / "report.pdf").read_bytes().startswith(b"%PDF")
