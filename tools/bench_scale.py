"""Measure what docs/scale.md says: what one report weighs, and what 500 jurisdictions or 2,000 reports would take.

Times are seconds on this machine. `python -m tools.bench_scale` prints each figure with its name; a few minutes.
"""

import csv
import json
import os
import resource
import shutil
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import product
from pathlib import Path

from credatlas import load
from credatlas.files.hashes import hash_data
from credatlas.files.swap import publish_copy
from credatlas.index.changes.compare import compare_datasets
from credatlas.index.scores.scoring import score
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.paths import shipped_folder
from credatlas.reports.publish import build
from credatlas.reports.run.workers import pack_data
from credatlas.reports.site.front_page import read_manifests, write_index
from tests.reports.small_studies import processes_of

COPIES = 19  # beside the data as they are: 26 x 20 = 520 jurisdictions
DRAWS = 20_000
MANIFESTS = 2_000
TIMES = 50  # a report is published, to take the mean


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def write_copies(folder: Path) -> Path:
    """Write the data with every jurisdiction, its frameworks, provisions and codings 1 + COPIES times; sources stay."""
    shutil.copytree(shipped_folder("data"), folder)
    ids = _rows(folder / "jurisdictions.csv")
    names = map("".join, product(string.ascii_uppercase, repeat=5))
    fresh = {(row["jurisdiction_id"], copy): next(names) for row in ids for copy in range(COPIES)}
    for table in ("jurisdictions", "frameworks", "framework_sources"):
        rows = _rows(folder / f"{table}.csv")
        more = [_renamed(row, copy, fresh) for row in rows for copy in range(COPIES)]
        _write(folder / f"{table}.csv", rows + more)
    described = json.loads((folder / "datapackage.json").read_text())
    for resource_ in described["resources"]:
        if isinstance(resource_["path"], list):
            resource_["path"] += list(_copy_files(folder, resource_["path"]))
    (folder / "datapackage.json").write_text(json.dumps(described))
    return folder


def _renamed(row: dict, copy: int, fresh: dict) -> dict:
    changed = dict(row)
    for name, value in row.items():
        if name in ("framework_id", "supersedes") and value:
            changed[name] = f"{value}-c{copy}"
        elif name in ("name_en", "name_fr", "name_es"):
            changed[name] = f"{value} {copy + 2}"
    if "jurisdiction_id" in row:
        changed["jurisdiction_id"] = fresh[row["jurisdiction_id"], copy]
    return changed


def _copy_files(folder: Path, paths: list[str]) -> Iterator[str]:
    for path, copy in product(paths, range(COPIES)):
        target = f"{path.removesuffix('.csv')}-c{copy}.csv"
        shutil.copyfile(folder / path, folder / target)
        yield target


def _rows(path: Path) -> list[dict]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def measure_report(folder: Path) -> Iterator[tuple[str, str]]:
    """One profile: files, bytes, and publishing it."""
    out = folder / "site"
    (outcome,) = build(["profile"], jurisdictions=["EU"], out=out)
    files = [path for path in outcome.folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    yield "a profile: files, bytes in all", f"{len(files)}, {size / 1e6:.2f} MB"
    for name in ("report.html", "report.pdf", "notebook.ipynb", "manifest.json"):
        yield f"  {name}", f"{(outcome.folder / name).stat().st_size / 1e3:.0f} kB"
    (run,) = out.glob("runs/profile-eu/*")
    target = out / "profile-eu/latest"
    seconds = _seconds(lambda: [publish_copy(run, target) for _ in range(TIMES)]) / TIMES
    yield "publishing it: link, write through, exchange", f"{1000 * seconds:.1f} ms"


def measure_manifests(folder: Path) -> Iterator[tuple[str, str]]:
    """Reading the manifests of many reports, and the front page that lists them."""
    report, out = folder / "site/profile-eu/latest", folder / "many"
    manifest = json.loads((report / "manifest.json").read_text())
    for number in range(MANIFESTS):
        place_ = out / f"profile-{number}" / "latest"
        place_.mkdir(parents=True)
        (place_ / "manifest.json").write_text(json.dumps(manifest | {"name": f"profile-{number}"}))
    yield f"reading {MANIFESTS} manifests", f"{_seconds(lambda: read_manifests(out)):.2f} s"
    seconds = _seconds(lambda: write_index(out, load()))
    yield f"front page of {MANIFESTS} reports", f"{seconds:.2f} s, {(out / 'index.html').stat().st_size / 1e6:.2f} MB"


def measure_data(data: Path, name: str) -> Iterator[tuple[str, str]]:
    """What is sent to workers, and what checking, hashing and scoring take."""
    seconds = _seconds(lambda: load(data))
    atlas = load(data)
    now = atlas.as_of("latest")
    size = f"{len(atlas.jurisdictions)} jurisdictions, {len(atlas.provisions)} provisions"
    yield f"{name}: {size}: load and check", f"{seconds:.2f} s"
    yield f"{name}: hash", f"{1000 * _seconds(lambda: hash_data(data)):.0f} ms"
    yield f"{name}: archive for workers", f"{len(pack_data(data)) / 1e6:.2f} MB"
    yield f"{name}: narrow to a date", f"{_seconds(lambda: atlas.as_of('2022-11-22')):.2f} s"
    yield f"{name}: scores", f"{_seconds(lambda: score(now)):.2f} s"
    yield f"{name}: compare two states for news", f"{_seconds(lambda: compare_datasets(atlas, atlas, now.date)):.2f} s"
    yield f"{name}: {DRAWS} joint draws, one thread", f"{_seconds(lambda: simulate(now, draws=DRAWS)):.1f} s"
    with ProcessPoolExecutor(2) as executor:
        list(executor.map(abs, range(8)))
        seconds = _seconds(lambda: simulate(now, draws=DRAWS, executor=executor))
    yield f"{name}: {DRAWS} joint draws, two processes", f"{seconds:.1f} s"
    yield f"{name}: most memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def measure_night(out: Path) -> Iterator[tuple[str, str]]:
    """Every study: a first night, with the memory that it takes, and one with nothing to do."""
    command = [sys.executable, "-m", "credatlas.cli", "build", "--out", str(out)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for name in ("first", "second, nothing to do"):
        started, most = time.perf_counter(), 0
        night = subprocess.Popen(command, env={**os.environ, "CREDATLAS_TEST_MARK": str(out)}, **quiet)
        while night.poll() is None:
            most = max(most, sum(map(_memory_of, processes_of(out))))
            time.sleep(0.2)
        assert night.returncode == 0
        yield f"a night of all studies, {name}, {os.cpu_count()} workers", f"{time.perf_counter() - started:.1f} s"
        yield "  most memory of all its processes, shared pages once", f"{most / 1e6:.0f} MB"
    shown = [path for path in out.rglob("*") if path.is_file() and out / "runs" not in path.parents]
    yield "its site", f"{len(shown)} files, {sum(path.stat().st_size for path in shown) / 1e6:.0f} MB"


def _memory_of(process: int) -> int:
    """Return the bytes that a process holds, a shared page divided by those who share it; 0 when it has gone."""
    try:
        rows = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return 1024 * int(next(row for row in rows.splitlines() if row.startswith("Pss:")).split()[1])


def run() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="credatlas-bench-") as place_name:
        here = Path(place_name)
        yield from measure_report(here)
        yield from measure_manifests(here)
        yield from measure_data(shipped_folder("data"), "as they are")
        yield from measure_data(write_copies(here / "data"), "twenty times")
        yield from measure_night(here / "night")


if __name__ == "__main__":
    for label, figure in run():
        print(f"{label}: {figure}", flush=True)
