"""Run jobs side by side in processes of their own, or on any executor of concurrent.futures.

Knows how many run at once and that no worker outlives the build. What a job is, is for execute.py.
"""

import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from credatlas.reports.execute import About, Outcome, run_job, run_job_elsewhere
from credatlas.reports.studies import Job

WATCH = 0.5  # seconds between two looks of a worker at its parent

Plan = Sequence[tuple[Job, About]]


def run_all(
    plan: Plan, staging: Path, formats: Sequence[str], workers: int, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Run the jobs, each into its folder under `staging`, and yield what became of each as it comes.

    With an `executor` the jobs run there, also on other machines: files come back as bytes and are written here.
    """
    if executor is not None:
        yield from _run_elsewhere(plan, staging, formats, executor)
    elif min(workers, len(plan)) <= 1:
        for job, about in plan:
            yield run_job(job, staging / job.folder, about, formats)
    else:
        yield from _run_in_pool(plan, staging, formats, min(workers, len(plan)))


def _run_in_pool(plan: Plan, staging: Path, formats: Sequence[str], workers: int) -> Iterator[Outcome]:
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_leave_with_parent, initargs=(os.getpid(),)
    )
    try:
        futures = [pool.submit(run_job, job, staging / job.folder, about, formats) for job, about in plan]
        for future in as_completed(futures):
            yield future.result()
    except BaseException:  # a scheduler's stop, or the reader of the outcomes gone: nobody is left behind
        for process in list(getattr(pool, "_processes", {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _leave_with_parent(parent: int) -> None:
    """End this worker, and with it its kernel, when the build that started it is gone, however it went."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _run_elsewhere(plan: Plan, staging: Path, formats: Sequence[str], executor: Executor) -> Iterator[Outcome]:
    futures = {executor.submit(run_job_elsewhere, job, about, list(formats)): job for job, about in plan}
    for future in as_completed(futures):
        outcome, files = future.result()
        folder = staging / outcome.job.folder
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield Outcome(outcome.job, outcome.status, folder, outcome.title, outcome.seconds, outcome.problem)
