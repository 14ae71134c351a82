"""Run jobs: in this process, in parallel in worker processes, or on a Dask cluster.

Knows how many run at once, how notebook and data are sent to where nothing of ours can be reached and files come back,
and dask.distributed, which is loaded when a scheduler is named and not before (extra `cluster`). What a job is, is for
execute.py; how processes start, for pool.py.
"""

import io
import zipfile
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from credatlas.files import fill_folder, hash_data, scratch_folder
from credatlas.reports.run.outcomes import About, Outcome
from credatlas.reports.run.pool import Lost, can_fork, describe_error, run_tasks, start_server
from credatlas.reports.run.studies import Job

Plan = Sequence[tuple[Job, About]]
PATIENCE = 10  # seconds to wait for the scheduler
RETRIES = 3  # times that a job is given to another worker when its own is lost


def run_all(
    plan: Plan, staging: Path, formats: Sequence[str], workers: int, executor: Executor | None = None
) -> Generator[Outcome]:
    """Run the jobs, each into its folder under `staging`, and yield what became of each as it comes.

    With an `executor` the jobs run there, also on other machines: files come back as bytes and are written here.
    """
    if not plan:
        return  # nothing is loaded for it either
    if executor is not None:
        yield from run_elsewhere(plan, staging, formats, executor)
        return
    if min(workers, len(plan)) > 1:
        start_server(plan[0][1].data_folder)
    tasks = [(job, staging / job.folder, about, formats) for job, about in plan]
    for (job, folder, *_), answer in run_tasks(_run_here, tasks, workers, reuse=not can_fork()):
        yield lost_job(job, folder, str(answer)) if isinstance(answer, Lost) else answer


def _run_here(job: Job, folder: Path, about: About, formats: Sequence[str]) -> Outcome:
    """Run one job; its libraries are loaded in the process that runs it."""
    from credatlas.reports.run.execute import run_job

    return run_job(job, folder, about, formats)


def lost_job(job: Job, folder: Path, problem: str) -> Outcome:
    """Return the outcome of a job whose worker was lost or could not write."""
    folder.mkdir(parents=True, exist_ok=True)
    return Outcome(job, "failed", folder, problem=problem)


@contextmanager
def connect(address: str) -> Iterator[Executor]:
    """Give an executor that runs on the cluster behind a scheduler such as `tcp://10.0.0.1:8786`.

    Raises ValueError where dask.distributed is not installed or no scheduler answers.
    """
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise ValueError("a scheduler needs dask.distributed: pip install 'credatlas[cluster]'") from None
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ValueError(f"no scheduler answers at {address}: {error}") from None
    with client:
        yield client.get_executor(retries=RETRIES)


def run_elsewhere(plan: Plan, staging: Path, formats: Sequence[str], executor: Executor) -> Generator[Outcome]:
    """Run the jobs on an executor, write the files of each under `staging`, and yield what became of it."""
    data = pack_data(Path(plan[0][1].data_folder))
    futures = {
        executor.submit(run_job_elsewhere, job, about, list(formats), job.notebook.read_bytes(), data): job
        for job, about in plan
    }
    for future in as_completed(futures):
        job = futures[future]
        folder = staging / job.folder
        if error := future.exception():
            yield lost_job(job, folder, describe_error(error))
            continue
        outcome, files = future.result()
        fill_folder(folder, files)
        yield replace(outcome, job=job, folder=folder)


def pack_data(folder: Path) -> bytes:
    """Return the tables of a data folder as a ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in hash_data(folder):
            archive.write(folder / name, name)
    return packed.getvalue()


def run_job_elsewhere(
    job: Job, about: About, formats: Sequence[str], notebook: bytes, data: bytes
) -> tuple[Outcome, dict[str, bytes]]:
    """Run one job in a folder of its own; return what became of it, and its files by path."""
    with scratch_folder() as name:
        scratch = Path(name)
        source = scratch / job.notebook.name
        source.write_bytes(notebook)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(scratch / "data")
        folder = scratch / "report"
        sent = replace(about, data_folder=str(scratch / "data"))
        outcome = _run_here(replace(job, notebook=source), folder, sent, formats)
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return outcome, files
