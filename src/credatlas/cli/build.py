"""`credatlas build`: make reports and kits, show the progress, and print what became of each."""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credatlas.cli.app import Base, Data, Exit, Failed, Out, Runs, app, explained, fail, one_of, print_table
from credatlas.paths import DEFAULT_OUT
from credatlas.settings import list_languages

if TYPE_CHECKING:
    from credatlas.reports.run import Outcome

WORDS = {"current": "up to date"}  # of the statuses that read otherwise
LOGGED = {"info": 0, "warning": 1, "error": 2}
CODES = {
    "failed": Exit.NOTEBOOK,
    "timeout": Exit.TIMEOUT,
    "unrendered": Exit.RENDERING,
    "inaccessible": Exit.ACCESSIBILITY,
}

Studies = Annotated[list[str] | None, typer.Argument(help="Names of studies; default: all (see `credatlas studies`).")]
Day = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Replace every study's date: 'latest', or a date such as 2022-11-22."),
]
Jurisdictions = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID",
        help="Only these, or a group such as Canada, in studies with a report for each; the two of a pair; repeatable.",
    ),
]
Languages = Annotated[
    list[str] | None, typer.Option(metavar="LANG", help=f"Language of the reports: {list_languages()}; repeatable.")
]
Formats = Annotated[str, typer.Option(help="What to render: html, pdf or both.")]
Jobs = Annotated[int | None, typer.Option(min=1, help="Reports at a time; default: one per core.")]
Force = Annotated[bool, typer.Option("--force", help="Also run studies that are up to date.")]
Explain = Annotated[bool, typer.Option("--explain", help="Print why each study would run or not, and run nothing.")]
IfLocked = Annotated[str, typer.Option(help="While another build writes to --out: wait, skip or fail.")]
Cold = Annotated[
    bool, typer.Option("--cold", help="Run each notebook in a Jupyter kernel of its own, started from nothing.")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Run on a Dask cluster, such as tcp://host:8786.")
]
LogLevel = Annotated[str, typer.Option(help="What to log where there is no terminal: info, warning or error.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON object as the last line.")]
OnSuccess = Annotated[str | None, typer.Option(metavar="COMMAND", help="Run after success, with the JSON as input.")]
OnFailure = Annotated[str | None, typer.Option(metavar="COMMAND", help="Run after a failure, with the JSON as input.")]


@app.command()
def build(
    studies: Studies = None,
    as_of: Day = None,
    jurisdiction: Jurisdictions = None,
    lang: Languages = None,
    formats: Formats = "html,pdf",
    out: Out = DEFAULT_OUT,
    runs: Runs = None,
    jobs: Jobs = None,
    data: Data = None,
    force: Force = False,
    explain: Explain = False,
    base: Base = "",
    if_locked: IfLocked = "wait",
    cold: Cold = False,
    scheduler: Scheduler = None,
    log_level: LogLevel = "info",
    as_json: AsJson = False,
    on_success: OnSuccess = None,
    on_failure: OnFailure = None,
) -> None:
    """Run studies and publish their reports as HTML and PDF, with a front page that links them all.

    What is up to date is not run again. Where a report fails, the earlier one stays in the site.
    """
    rendered = [part.strip() for part in formats.split(",") if part.strip()]
    asked: dict[str, Any] = {"studies": studies or [], "as_of": as_of, "jurisdictions": jurisdiction or []}
    asked |= {"langs": lang or [], "formats": rendered, "out": out, "data": data, "base": base}
    tell = partial(_hand_on, as_json=as_json, when_failed=_split(on_failure), when_done=_split(on_success))
    if explain and as_json:
        fail("--json tells of a build, and --explain builds nothing: leave one out", Exit.VALUE)
    if explain:
        _explain(asked, if_locked)
        return
    # workers and kernels end, the lock is released, the site stays as it is
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    if cold:
        os.environ["CREDATLAS_COLD"] = "1"  # the workers inherit it
    asked |= {"workers": jobs, "force": force, "if_locked": if_locked, "runs": runs}
    try:
        outcomes = _build(asked, scheduler, log_level)
    except Failed as failed:
        tell(failed.exit_code, failed.message, [])
        raise
    code = _print_outcomes(outcomes, out)
    _warn_of_modes(out)
    tell(code, "", outcomes)
    raise typer.Exit(code)


def _build(asked: dict[str, Any], scheduler: str | None, log_level: str) -> "list[Outcome]":
    """Build what is asked for, here or on a cluster; ends with a message where nothing can be begun."""
    one_of("--log-level", log_level, list(LOGGED))
    executor = None
    with explained(asked["out"]), ExitStack() as held:
        if scheduler is None:  # the fork server starts while the rest is imported
            from credatlas.files import runs_folder
            from credatlas.reports.run import start_ahead

            start_ahead(runs_folder(asked["out"], asked["runs"]), asked["data"])
        else:
            from credatlas.reports.run import connect

            executor = held.enter_context(connect(scheduler))
        progress = held.enter_context(_tell_progress(log_level))
        from credatlas.reports import OutputLocked
        from credatlas.reports import build as build_reports

        try:
            return build_reports(**asked, executor=executor, **progress)
        except OutputLocked as error:
            fail(str(error), Exit.LOCKED)


def _explain(asked: dict[str, Any], if_locked: str) -> None:
    """Print why each report and kit would be made or not."""
    from credatlas.reports import check_choices, explain

    with explained():
        check_choices(asked["formats"], if_locked, asked["base"])
        print_table(["report", "why"], explain(**asked))


@contextmanager
def _tell_progress(log_level: str) -> Iterator[dict[str, Any]]:
    """Show a progress bar on a terminal, write a line per report elsewhere; give what a build tells of them."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    if not (console := Console(stderr=True)).is_terminal:
        yield {"finished": partial(_log, log_level)}
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading the data", total=None)
        yield {
            "started": lambda jobs: bar.update(task, total=len(jobs), description="running notebooks"),
            "finished": lambda outcome: bar.update(task, advance=1, description=outcome.job.folder),
        }


def _log(log_level: str, outcome: "Outcome") -> None:
    """Write what became of a report as a line of a log: time, name, status, seconds, folder."""
    level = "error" if outcome.status in CODES else "warning" if outcome.status == "skipped" else "info"
    if LOGGED[level] >= LOGGED[log_level]:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        seconds, status = sum(outcome.seconds.values()), WORDS.get(outcome.status, outcome.status)
        typer.echo(f"{now} {level} {outcome.job.folder} {status} {seconds:.1f} s {outcome.folder}", err=True)


def _warn_of_modes(out: Path) -> None:
    """Say where only the own user may read what is published, as with umask 077."""
    needed = {out: 0o005, out / "index.html": 0o004}
    hidden = [path for path, mode in needed.items() if path.exists() and path.stat().st_mode & mode != mode]
    if hidden and os.name == "posix":
        advice = f"for a web server of another user: umask 022, chmod -R go+rX {out}"
        typer.echo(f"only you can read {out}; {advice}", err=True)


def _print_outcomes(outcomes: "list[Outcome]", out: Path) -> Exit:
    """Print a table of reports, then problems and findings; return the exit code."""
    rows = [
        [
            outcome.job.name,
            outcome.job.as_of,
            WORDS.get(outcome.status, outcome.status),
            f"{sum(outcome.seconds.values()):.1f} s" if outcome.seconds else "",
            str(outcome.folder),
        ]
        for outcome in outcomes
    ]
    print_table(["report", "as of", "status", "time", "folder"], rows)
    problems = [outcome for outcome in outcomes if outcome.status in CODES]
    for outcome in problems:
        typer.echo(f"\n{outcome.job.folder} {outcome.status}: {outcome.problem}", err=True)
        if (copy := outcome.folder / "notebook.ipynb").exists():
            typer.echo(f"  executed copy: {copy}", err=True)
    for outcome in outcomes:
        if outcome.status == "skipped":
            typer.echo(f"{outcome.job.name} is left out: {outcome.problem}", err=True)
    for text in dict.fromkeys(text for outcome in outcomes for text in outcome.changes):
        typer.echo(text)
    if not outcomes:
        typer.echo(f"nothing done: another build is writing to {out}")
        return Exit.OK
    made, current = (sum(outcome.status == status for outcome in outcomes) for status in ("done", "current"))
    kept = f", {current} up to date" if current else ""
    typer.echo(f"\n{made} of {len(outcomes)} published{kept}; open {out / 'index.html'}")
    return min((CODES[outcome.status] for outcome in problems), default=Exit.OK)


def _hand_on(
    code: int, problem: str, outcomes: "list[Outcome]", *, as_json: bool, when_failed: list[str], when_done: list[str]
) -> None:
    """Give the summary of a build to the command for this end, and print it where --json asks for it."""
    summary = json.dumps({"exit": int(code), "problem": problem, "reports": _summarise(outcomes)})
    if command := when_failed if code else when_done:
        try:
            subprocess.run(command, input=summary, text=True, check=False)
        except (OSError, ValueError) as error:
            typer.echo(f"the command could not be run: {shlex.join(command)}: {error}", err=True)
    if as_json:
        typer.echo(summary)


def _summarise(outcomes: "list[Outcome]") -> list[dict[str, Any]]:
    """Return what became of each report, as --json prints it."""
    return [
        {
            "name": outcome.job.name,
            "as_of": outcome.job.as_of,
            "status": outcome.status,
            "seconds": round(sum(outcome.seconds.values()), 3),
            "problem": outcome.problem if outcome.status in CODES else "",
            "changes": list(outcome.changes),
            "folder": outcome.folder.as_posix(),
        }
        for outcome in outcomes
    ]


def _split(command: str | None) -> list[str]:
    """Split a user's command into words as a shell does; end with a message where that is not possible."""
    try:
        words = shlex.split(command or "")
    except ValueError as error:
        fail(f"the command {command!r} cannot be read: {error}", Exit.USAGE)
    if command is not None and not words:
        fail("the command to run after the build is empty", Exit.USAGE)
    return words
