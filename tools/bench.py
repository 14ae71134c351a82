"""Measure, side by side in one run: python -m tools.bench (make bench)

Times are seconds on this machine; what counts are the ratios.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from credatlas import load, score
from credatlas.paths import shipped_folder
from credatlas.reports.run.execute import About, run_job
from credatlas.reports.run.studies import plan_jobs


def timed(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of several runs, in seconds."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def run_quietly(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def bench_data() -> list[tuple[str, float]]:
    fresh = timed(lambda: run_quietly(sys.executable, "-c", "from credatlas import load; load()"))
    return [
        ("load and check the data, fresh process", fresh),
        ("  of which load and check", timed(load)),
        ("score every jurisdiction", timed(lambda: score(load().as_of("latest")))),
    ]


def bench_report() -> list[tuple[str, float]]:
    dataset = load()
    job = plan_jobs(shipped_folder("notebooks"), dataset, ["comparison"], as_of="latest")[0]
    about = About(str(dataset.folder), dataset.version, dataset.descriptor["created"])
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.ipynb"
        papermill, nbconvert = (
            Path(sys.executable).with_name("papermill"),
            Path(sys.executable).with_name("jupyter-nbconvert"),
        )
        plain = timed(
            lambda: (
                run_quietly(str(papermill), str(job.notebook), str(bare)),
                run_quietly(str(nbconvert), "--to", "html", str(bare)),
            ),
            2,
        )
        started = time.perf_counter()
        run_job(job, Path(folder) / "warm-up", about)  # imports papermill, nbconvert and typst once
        start = time.perf_counter() - started
        outcomes = [run_job(job, Path(folder) / str(i), about) for i in range(3)]
        best = min(outcomes, key=lambda outcome: sum(outcome.seconds.values()))
        total = sum(best.seconds.values())
        rows += [
            ("one report, HTML and PDF", total),
            ("  execution (kernel, cells)", best.seconds["execution"]),
            ("  rendering (HTML, PDF, figures)", best.seconds["rendering"]),
            ("  start (imports, once per worker)", max(start - total, 0.0)),
            ("papermill + nbconvert on the command line, HTML only", plain),
        ]
    return rows


def bench_modules() -> Iterator[tuple[str, str]]:
    """Run the benchmarks that have a module of their own, one after another."""
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        yield from import_module(f"tools.{path.stem}").run()


def main() -> None:
    rows = bench_data() + bench_report()
    width = max(len(name) for name, _ in rows)
    for name, seconds in rows:
        print(f"{name.ljust(width)}  {seconds:7.2f} s")
    by_name = dict(rows)
    ratio = by_name["papermill + nbconvert on the command line, HTML only"] / by_name["one report, HTML and PDF"]
    print(f"\none report in HTML and PDF is {ratio:.1f} times as fast as papermill + nbconvert for HTML alone")

    print()
    for name, figure in bench_modules():
        print(f"{name}: {figure}", flush=True)


if __name__ == "__main__":
    main()
