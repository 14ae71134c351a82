"""Run jobs in parallel, in worker processes or on any executor of concurrent.futures.

Knows how many run at once. What a job is, is for execute.py; how processes start, for pool.py.
"""

from collections.abc import Generator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from credatlas.reports.run.outcomes import About, Outcome
from credatlas.reports.run.pool import Lost, can_fork, run_side_by_side, start_server
from credatlas.reports.run.studies import Job

Plan = Sequence[tuple[Job, About]]


def run_all(
    plan: Plan, staging: Path, formats: Sequence[str], workers: int, executor: Executor | None = None
) -> Generator[Outcome]:
    """Run the jobs, each into its folder under `staging`, and yield what became of each as it comes.

    With an `executor` the jobs run there, also on other machines: files come back as bytes and are written here.
    """
    if not plan:
        return  # nothing is loaded for it either
    if executor is not None:
        from credatlas.reports.run.cluster import run_elsewhere

        yield from run_elsewhere(plan, staging, formats, executor)
    elif min(workers, len(plan)) <= 1:
        for job, about in plan:
            yield _run_here(job, staging / job.folder, about, formats)
    else:
        yield from _run_beside(plan, staging, formats, min(workers, len(plan)))


def _run_beside(plan: Plan, staging: Path, formats: Sequence[str], workers: int) -> Generator[Outcome]:
    start_server(plan[0][1].data_folder)
    tasks = [(job, staging / job.folder, about, formats) for job, about in plan]
    for (job, folder, *_), answer in run_side_by_side(_run_here, tasks, workers, reuse=not can_fork()):
        yield lost_job(job, folder, str(answer)) if isinstance(answer, Lost) else answer


def _run_here(job: Job, folder: Path, about: About, formats: Sequence[str]) -> Outcome:
    """Run one job; its libraries are loaded in the process that runs it."""
    from credatlas.reports.run.execute import run_job

    return run_job(job, folder, about, formats)


def lost_job(job: Job, folder: Path, problem: str) -> Outcome:
    """Return the outcome of a job whose worker was lost or could not write."""
    folder.mkdir(parents=True, exist_ok=True)
    return Outcome(job, "failed", folder, problem=problem)
