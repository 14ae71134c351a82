"""No worker and no kernel outlives its build, and a cluster makes the same reports, also when a worker is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell

from credatlas.files.hashes import hash_data
from credatlas.paths import shipped_folder
from credatlas.reports.publish import build
from credatlas.reports.run.outcomes import About
from credatlas.reports.run.studies import Job
from credatlas.reports.run.workers import connect, pack_data, run_job_elsewhere
from credatlas.reports.site.history import list_runs, verify
from tests.reports.small_studies import gone, processes_of


@pytest.fixture
def slow(tmp_path):
    """A study of two reports, each with a cell that takes a minute."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(shipped_folder("notebooks") / "20-jurisdiction.ipynb", as_version=4)
    notebook.cells = [*notebook.cells[:4], new_code_cell("import time; time.sleep(60)")]
    nbformat.write(notebook, folder / "20-jurisdiction.ipynb")
    (folder / "studies.toml").write_text(
        '[slow]\nnotebook = "20-jurisdiction"\nfor_each = { jurisdiction = ["EU", "AU"] }\n'
    )
    return folder


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_takes_its_kernels_with_it_and_releases_the_lock(slow, tmp_path, number):
    code = (
        "import signal, sys; from pathlib import Path; from credatlas.reports.publish import build\n"
        "signal.signal(signal.SIGTERM, lambda *a: sys.exit(143))\n"
        f"if __name__ == '__main__': build(notebooks=Path({str(slow)!r}), out=Path({str(tmp_path / 'site')!r}), workers=2)"
    )
    script = tmp_path / "run.py"
    script.write_text(code)
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path)}
    started = subprocess.Popen([sys.executable, str(script)], env=mark)
    deadline = time.monotonic() + 60
    while len(processes_of(tmp_path)) < 5 and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(2)
    started.send_signal(number)
    started.wait(timeout=20)
    assert gone(tmp_path)
    FileLock(tmp_path / "site" / "runs" / ".lock").acquire(timeout=1).lock.release()


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    pytest.importorskip("distributed", reason="dask.distributed is not installed")
    monkeypatch.setattr("credatlas.reports.run.workers.PATIENCE", 1)
    with (
        pytest.raises(ValueError, match="no scheduler answers at tcp://127.0.0.1:9"),
        connect("tcp://127.0.0.1:9"),
    ):
        pass


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match=r"pip install 'credatlas\[cluster\]'"), connect("tcp://127.0.0.1:9"):
        pass


@pytest.fixture
def cluster(tmp_path):
    pytest.importorskip("distributed", reason="dask.distributed is not installed")
    scheduler = tmp_path / "scheduler.json"
    mark = {**os.environ, "CREDATLAS_TEST_MARK": str(tmp_path)}
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path, "env": mark}
    dask = [sys.executable, "-m", "distributed.cli"]
    started = [
        subprocess.Popen(
            [
                *dask[:2],
                f"{dask[2]}.dask_scheduler",
                "--port",
                "0",
                "--no-dashboard",
                "--scheduler-file",
                str(scheduler),
            ],
            **options,
        )
    ]
    deadline = time.monotonic() + 30
    while not scheduler.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    worker = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--scheduler-file", str(scheduler)]
    started += [subprocess.Popen([*dask[:2], f"{dask[2]}.dask_worker", *worker], **options) for _ in range(2)]
    yield scheduler, started[1:]
    for process in started:
        process.kill()
        process.wait()
    assert gone(tmp_path), "a kernel outlived its worker"


@pytest.mark.slow
def test_every_report_arrives_and_none_twice_when_a_worker_is_killed(cluster, tmp_path):
    scheduler, workers = cluster
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(shipped_folder("notebooks") / "20-jurisdiction.ipynb", as_version=4)
    notebook.cells = notebook.cells[:4]
    nbformat.write(notebook, folder / "20-jurisdiction.ipynb")
    jurisdictions = ["EU", "AU", "NZ", "SG", "IE", "ES"]
    (folder / "studies.toml").write_text(
        f'[each]\nnotebook = "20-jurisdiction"\nfor_each = {{ jurisdiction = {json.dumps(jurisdictions)} }}\n'
    )
    came = []

    def one_came(outcome):
        came.append(outcome)
        if len(came) == 1:
            workers[0].send_signal(signal.SIGKILL)

    with connect(json.loads(scheduler.read_text())["address"]) as executor:
        outcomes = build(notebooks=folder, out=tmp_path / "site", executor=executor, finished=one_came)
    assert [outcome.status for outcome in outcomes] == ["done"] * 6, [outcome.problem for outcome in outcomes]
    assert [run.name for run in list_runs(tmp_path / "site" / "runs")] == sorted(
        f"each-{name.lower()}" for name in jurisdictions
    )
    assert verify(tmp_path / "site") == []


def test_notebook_and_data_travel_and_files_come_back(toy, tmp_path):
    notebook = nbformat.read(shipped_folder("notebooks") / "10-evidence.ipynb", as_version=4)
    notebook.cells = notebook.cells[:4]
    elsewhere = tmp_path / "gone"
    job = Job("small", "small", elsewhere / "10-evidence.ipynb", {"as_of": "latest"})
    about = About(str(shutil.copytree(toy, tmp_path / "data")), "1", "2025-01-01", {"data": hash_data(toy)})
    packed = pack_data(tmp_path / "data")
    shutil.rmtree(tmp_path / "data")
    outcome, files = run_job_elsewhere(job, about, ["html"], nbformat.writes(notebook).encode(), packed)
    assert outcome.status == "done", outcome.problem
    assert {"notebook.ipynb", "report.html", "manifest.json"} <= set(files)
    assert {item["path"] for item in json.loads(files["manifest.json"])["artefacts"]} == set(files) - {"manifest.json"}
    assert not [
        name for name, content in files.items() if b"credatlas-" in content or str(tmp_path).encode() in content
    ]
