"""Build the reports as a Prefect 3 flow.

pip install prefect credatlas; python prefect_flow.py runs it once, also where no Prefect server is. Every night:
credatlas_reports.serve(name="nightly", cron="0 3 * * *").
"""

from prefect import flow, get_run_logger, task

from credatlas.reports import build


@task(retries=1)
def build_reports(studies: list[str], out: str, runs: str) -> list[str]:
    """Build and return what could not be published; a report that raised is not tried again by itself."""
    logger = get_run_logger()
    outcomes = build(studies, out=out, runs=runs, if_locked="skip")
    for outcome in outcomes:
        logger.info("%s %s %s", outcome.job.folder, outcome.status, outcome.problem)
    return [outcome.job.folder for outcome in outcomes if outcome.status not in ("done", "current")]


@flow
def credatlas_reports(studies: tuple[str, ...] = (), out: str = "reports/site", runs: str = "reports/runs") -> None:
    """Build the studies named, all when none is."""
    if failed := build_reports(list(studies), out, runs):
        raise RuntimeError(f"not published: {', '.join(failed)}")


if __name__ == "__main__":
    credatlas_reports()
