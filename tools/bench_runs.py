"""Measure a night's run: the same 24 profile reports as a user would script them, in one pool, by credatlas, and bare.

Times are seconds on this machine; what counts are the ratios. `python -m tools.bench_runs` runs these alone.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import nbformat

from credatlas import load
from credatlas.paths import shipped_folder
from credatlas.reports.run.studies import Job, plan_jobs

REPORTS = 24
ROUNDS = 3  # of (c) and (d) in turn, since the machine's pace varies more than they differ
WORKERS = os.cpu_count() or 1
BIN = Path(sys.executable).parent


def plan_profiles() -> list[Job]:
    """Return the jobs that are measured: one profile for each of the first jurisdictions."""
    dataset = load()
    everyone = list(dataset.jurisdictions["jurisdiction_id"])[:REPORTS]
    return plan_jobs(shipped_folder("notebooks"), dataset, ["profile"], jurisdictions=everyone)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _quietly(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def _scripted(jobs: list[Job], folder: Path) -> None:
    """(a) papermill, then nbconvert to HTML, on the command line, one report after another."""
    for job in jobs:
        done = folder / f"{job.name}.ipynb"
        _quietly(BIN / "papermill", job.notebook, done, "-p", "jurisdiction", job.parameters["jurisdiction"])
        _quietly(BIN / "jupyter-nbconvert", "--to", "html", "--no-input", done)


def _papermill_once(job: Job, folder: Path) -> None:
    import papermill
    from nbconvert import HTMLExporter

    done = folder / f"{job.name}.ipynb"
    notebook = papermill.execute_notebook(
        str(job.notebook), str(done), dict(job.parameters), kernel_name="python3", progress_bar=False
    )
    done.with_suffix(".html").write_text(HTMLExporter(exclude_input=True).from_notebook_node(notebook)[0])


def _pooled(jobs: list[Job], folder: Path) -> None:
    """(b) papermill and nbconvert called from as many processes as credatlas takes."""
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        list(pool.map(_papermill_once, jobs, [folder] * len(jobs)))


def _credatlas(folder: Path, *options: str) -> None:
    """(c) HTML, PDF, figures, manifests, a site."""
    names = [part for job in plan_profiles() for part in ("--jurisdiction", job.parameters["jurisdiction"])]
    _quietly(BIN / "credatlas", "build", "profile", *names, "--out", folder, *options)


def draw_bare(jobs: list[Job]) -> tuple[float, float]:
    """(d) the cells of the same notebooks in one process: no kernel, no page. Return the seconds from its start to its
    end, as the others are measured, and those after its imports.
    """
    code = [
        "\n".join(cell.source for cell in nbformat.read(job.notebook, as_version=4).cells if cell.cell_type == "code")
        for job in jobs
    ]
    program = (
        "import sys, json, time\nfrom IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "import pandas, seaborn, credatlas.figures.charts\n"
        "jobs = json.load(sys.stdin)\nstarted = time.perf_counter()\n"
        "for code, parameters in jobs:\n"
        "    shell.reset(new_session=False)\n"
        "    head, _, rest = code.partition('from credatlas.reports.run import check')\n"
        "    shell.run_cell(head + '\\n' + '\\n'.join(f'{k} = {v!r}' for k, v in parameters.items())"
        " + '\\nfrom credatlas.reports.run import check' + rest, silent=True).raise_error()\n"
        "print('seconds', time.perf_counter() - started)\n"
    )
    import json

    jobs_in = json.dumps([(text, dict(job.parameters)) for text, job in zip(code, jobs, strict=True)])
    started = time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-c", program], input=jobs_in, capture_output=True, text=True, check=True
    ).stdout
    return time.perf_counter() - started, float(shown.rpartition("seconds ")[2])


def run() -> list[tuple[str, str]]:
    """Return the rows: what was measured, and how it compares with the aims."""
    jobs = plan_profiles()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for part in ("scripted", "pooled"):
            (place / part).mkdir()
        rounds = [(_timed(partial(_credatlas, place / f"site-{i}")), *draw_bare(jobs)) for i in range(ROUNDS)]
        ours, bare, drawing = (median(times) for times in zip(*rounds, strict=True))
        nothing = min(_timed(partial(_credatlas, place / "site-0")) for _ in range(3))
        pooled = _timed(lambda: _pooled(jobs, place / "pooled"))
        scripted = _timed(lambda: _scripted(jobs, place / "scripted"))
        shown = min(_timed(lambda: _quietly(BIN / "credatlas", "--help")) for _ in range(3))
    ratios = [ours * WORKERS / bare for ours, bare, _ in rounds]
    return [
        (f"{len(jobs)} profiles: (a) papermill and nbconvert on the command line, HTML only", f"{scripted:.1f} s"),
        (f"(b) papermill and nbconvert in {WORKERS} processes, HTML only", f"{pooled:.1f} s"),
        (f"(c) credatlas with {WORKERS} workers, HTML, PDF and figures (median of {ROUNDS})", f"{ours:.1f} s"),
        (
            "(d) the same cells in one bare process, between them",
            f"{bare:.1f} s, of which {drawing:.1f} s after its imports",
        ),
        ("(c) against (a)", f"{scripted / ours:.1f} times as fast (aim 6)"),
        ("(c) against (b)", f"{pooled / ours:.1f} times as fast (aim 2.5)"),
        (
            f"(c) against (d) / {WORKERS}",
            f"{median(ratios):.2f} times as long, {min(ratios):.2f} to {max(ratios):.2f} in {ROUNDS} rounds (aim 1.6); "
            f"{ours * WORKERS / drawing:.2f} without the imports of (d)",
        ),
        ("nothing to do", f"{nothing:.2f} s (aim 1.5)"),
        ("credatlas --help", f"{shown:.2f} s (aim 0.3)"),
    ]


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}", flush=True)
