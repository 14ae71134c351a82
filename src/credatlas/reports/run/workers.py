"""Run jobs side by side in processes of their own, or on any executor of concurrent.futures.

Knows how many run at once and that no worker outlives the build. What a job is, is for execute.py.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from credatlas.files import fill_folder
from credatlas.reports.run.forking import fork_context, no_main, serve_kernels, start_server
from credatlas.reports.run.outcomes import About, Outcome
from credatlas.reports.run.studies import Job

Plan = Sequence[tuple[Job, About]]


def run_all(
    plan: Plan, staging: Path, formats: Sequence[str], workers: int, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Run the jobs, each into its folder under `staging`, and yield what became of each as it comes.

    With an `executor` the jobs run there, also on other machines: files come back as bytes and are written here.
    """
    if not plan:
        return  # nothing is loaded for it either
    if executor is not None:
        yield from _run_elsewhere(plan, staging, formats, executor)
    elif min(workers, len(plan)) <= 1:
        for job, about in plan:
            yield _run_here(job, staging / job.folder, about, formats)
    else:
        yield from _run_in_pool(plan, staging, formats, min(workers, len(plan)))


def _run_in_pool(plan: Plan, staging: Path, formats: Sequence[str], workers: int) -> Iterator[Outcome]:
    start_server(plan[0][1].data_folder)
    with worker_pool(workers, _settle) as pool:
        tasks = [(job, staging / job.folder, about, formats) for job, about in plan]
        futures = submit_all(pool, _run_here, tasks)
        for future in as_completed(futures):
            job = futures[future][0]
            yield _lost(future, job, staging / job.folder) or future.result()


@contextmanager
def worker_pool(workers: int, initializer: Callable[[], None]) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of processes, which are gone when the block is left, however that comes about."""
    pool = ProcessPoolExecutor(workers, mp_context=fork_context(), initializer=initializer)
    try:
        yield pool
    except BaseException:  # a scheduler's stop, or the reader of the outcomes gone: nobody is left behind
        for process in list(getattr(pool, "_processes", {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def submit_all(pool: Executor, work: Callable, tasks: Sequence[tuple]) -> dict[Future, tuple]:
    """Hand the tasks to a pool and return which future is whose. Its processes, which start when a task waits, do not
    import the running program.
    """
    with no_main():
        return {pool.submit(work, *task): task for task in tasks}


def _run_here(job: Job, folder: Path, about: About, formats: Sequence[str]) -> Outcome:
    """Run one job; what it takes is loaded by who runs it, not by who hands it over."""
    from credatlas.reports.run.execute import run_job

    return run_job(job, folder, about, formats)


def _settle() -> None:
    """Prepare a worker: a fork server for its kernels while it has no thread yet, then an eye on the build."""
    serve_kernels()
    end_with_the_build()


def end_with_the_build() -> None:
    """Keep an eye on the build from within a worker: when the build is gone, however it went, so is the worker."""
    build = multiprocessing.parent_process()  # not the process this was forked from, which serves as long as this lives

    def watch() -> None:
        build.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _run_elsewhere(plan: Plan, staging: Path, formats: Sequence[str], executor: Executor) -> Iterator[Outcome]:
    from credatlas.reports.run.elsewhere import pack_data, run_job_elsewhere

    data = pack_data(Path(plan[0][1].data_folder))
    futures = {
        executor.submit(run_job_elsewhere, job, about, list(formats), job.notebook.read_bytes(), data): job
        for job, about in plan
    }
    for future in as_completed(futures):
        job = futures[future]
        folder = staging / job.folder
        if lost := _lost(future, job, folder):
            yield lost
            continue
        outcome, files = future.result()
        fill_folder(folder, files)
        yield replace(outcome, job=job, folder=folder)


def _lost(future: Future, job: Job, folder: Path) -> Outcome | None:
    """Return the outcome of a job whose worker was lost or could not write; None where the job came back."""
    error = future.exception()
    if error is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return Outcome(job, "failed", folder, problem=f"{type(error).__name__}: {error}".strip())
