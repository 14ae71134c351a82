"""Build and publish: run the jobs side by side, and put each finished report in the site.

Knows the site's layout: <out>/index.html and <out>/<name>/<as-of>/. A report is written beside and moved in whole;
what fails stays out and the report of yesterday stays in.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from credatlas.evidence.dataset import Dataset, load
from credatlas.reports.execute import FORMATS, About, Outcome, run_job
from credatlas.reports.site import write_index
from credatlas.reports.studies import Job, plan_jobs
from credatlas.shipped import shipped_folder

DEFAULT_OUT = Path("reports/site")


def build(
    studies: Sequence[str] = (),
    *,
    as_of: str | None = None,
    jurisdictions: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
    out: Path | str = DEFAULT_OUT,
    workers: int | None = None,
    data: Path | str | None = None,
    notebooks: Path | str | None = None,
    started: Callable[[list[Job]], None] = lambda jobs: None,
    finished: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Run studies (all when none is named) and publish their reports under `out`; return what became of each, in the
    order of the plan.

    `started` is told the jobs before the first runs, `finished` each outcome as it comes.
    Raises DataError for wrong data, ValueError for a wrong study, format or parameter: before anything is written.
    """
    wrong = [name for name in formats if name not in FORMATS]
    if wrong or not formats:
        raise ValueError(f"format {wrong[0] if wrong else ''!r} is not one of {', '.join(FORMATS)}")
    dataset = load(data)
    folder = Path(notebooks) if notebooks else shipped_folder("notebooks")
    jobs = plan_jobs(folder, dataset, studies, as_of, jurisdictions)
    started(jobs)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=out) as staging:
        outcomes = []
        for outcome in _run_all(jobs, Path(staging), _about(dataset), formats, workers or os.cpu_count() or 1):
            outcomes.append(_publish(outcome, out))
            finished(outcomes[-1])
    write_index(out, dataset)
    order = {job.folder: place for place, job in enumerate(jobs)}
    return sorted(outcomes, key=lambda outcome: order[outcome.job.folder])


def _about(dataset: Dataset) -> About:
    return About(str(dataset.folder.resolve()), dataset.version, dataset.descriptor["created"])


def _run_all(jobs: Sequence[Job], staging: Path, about: About, formats: Sequence[str], workers: int):
    if min(workers, len(jobs)) == 1:
        for job in jobs:
            yield run_job(job, staging / job.folder, about, formats)
        return
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(run_job, job, staging / job.folder, about, formats) for job in jobs]
        for future in as_completed(futures):
            yield future.result()


def _publish(outcome: Outcome, out: Path) -> Outcome:
    target = out / outcome.job.folder
    if outcome.status != "done":
        target = target.with_name(target.name + ".failed")
    elif target.with_name(target.name + ".failed").exists():
        shutil.rmtree(target.with_name(target.name + ".failed"))  # it runs again: the failed copy has served
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        os.replace(target, outcome.folder.with_name(outcome.folder.name + ".old"))  # goes with the staging folder
    os.replace(outcome.folder, target)
    return Outcome(outcome.job, outcome.status, target, outcome.title, outcome.seconds, outcome.problem)
