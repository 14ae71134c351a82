"""Measure how a night's run grows: time and memory of 24, 96 and 240 reports in one build.

Times are seconds on this machine; what counts is whether time per report and memory stay level.
`python -m tools.bench_growth` runs this.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from credatlas import load
from credatlas.paths import shipped_folder
from tools.bench_runs import WORKERS, draw_bare, plan_profiles

JURISDICTIONS = 24
DAYS = ["latest", *(f"{year}-{month}-01" for year in (2022, 2023, 2024) for month in ("03", "06", "09"))]
SIZES = (24, 96, 240)
LOOK = 0.5  # seconds between two looks at the memory


def _write_notebooks(folder: Path, reports: int) -> Path:
    """Write a notebooks folder whose one study makes so many profiles: jurisdictions by days."""
    folder.mkdir()
    name = "20-jurisdiction"
    (folder / f"{name}.ipynb").write_bytes((shipped_folder("notebooks") / f"{name}.ipynb").read_bytes())
    everyone = list(load().jurisdictions["jurisdiction_id"])[:JURISDICTIONS]
    days = DAYS[: reports // JURISDICTIONS]
    text = f'[profile]\nnotebook = "{name}"\nfor_each = {{ jurisdiction = {everyone!r}, as_of = {days!r} }}\n'
    (folder / "studies.toml").write_text(text.replace("'", '"'), encoding="utf-8")
    return folder


def _memory_of(session: int) -> float:
    """Return the memory in MB that the processes of a session hold, pages that they share counted once."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if os.getsid(int(entry.name)) != session and not _descends(int(entry.name), session):
                continue
            lines = (entry / "smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except OSError:  # it ended meanwhile
            continue
    return total / 1024


def _descends(process: int, ancestor: int) -> bool:
    """Say whether a process, such as a kernel with a session of its own, comes from another."""
    while process > 1:
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        if process == ancestor:
            return True
    return False


def measure(reports: int) -> tuple[float, float, float]:
    """Build so many reports; return seconds, the highest memory of all processes in MB, and that of the first third."""
    program = "import sys; from credatlas.reports.publish import build; build(notebooks=sys.argv[1], out=sys.argv[2])"
    with tempfile.TemporaryDirectory() as name:
        notebooks = _write_notebooks(Path(name, "notebooks"), reports)
        started, looks = time.perf_counter(), []
        command = [sys.executable, "-c", program, str(notebooks), str(Path(name, "site"))]
        with subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                looks.append(_memory_of(process.pid))
                time.sleep(LOOK)
        seconds = time.perf_counter() - started
        made = len(list(Path(name, "site").glob("*/*/manifest.json")))
    if process.returncode or made != reports:
        raise RuntimeError(f"{made} of {reports} reports were made, exit {process.returncode}")
    return seconds, max(looks), max(looks[: max(1, len(looks) // 3)])


def run() -> list[tuple[str, str]]:
    """Return the rows: what was measured, and its ratio to the smallest build; last, one report more without start."""
    rows, first, times = [], None, []
    for reports in SIZES:
        seconds, most, early = measure(reports)
        first = first or (seconds / reports, most)
        times.append(seconds)
        rows.append(
            (
                f"{reports} reports",
                f"{seconds:.1f} s, {seconds / reports:.2f} s each ({seconds / reports / first[0]:.2f} of the smallest)",
            )
        )
        rows.append(
            (
                f"{reports} reports, memory of all processes",
                f"{most:.0f} MB at most ({most / first[1]:.2f}), {early:.0f} MB in the first third",
            )
        )
    further = (times[-1] - times[-2]) / (SIZES[-1] - SIZES[-2])
    jobs = plan_profiles()
    floor = draw_bare(jobs)[1] / len(jobs) / WORKERS
    told = f"{further:.2f} s, {further / floor:.1f} times as long as its cells in a bare process divided by {WORKERS}"
    return [*rows, ("one report more, HTML, PDF and figures", told)]


if __name__ == "__main__":
    for name, figure in run():
        print(f"{name}: {figure}", flush=True)
