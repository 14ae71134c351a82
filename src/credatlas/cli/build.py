"""The command that makes reports and kits: its options, its progress, and what it says in the end."""

import json
import os
import shlex
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from credatlas.cli.app import Exit, Folder, Out, app, explained, fail, print_table
from credatlas.settings import list_languages

WORDS = {"current": "up to date"}
CODES = {
    "failed": Exit.NOTEBOOK,
    "timeout": Exit.TIMEOUT,
    "unrendered": Exit.RENDERING,
    "inaccessible": Exit.ACCESSIBILITY,
}

Studies = Annotated[list[str] | None, typer.Argument(help="Which; default: all (see `credatlas studies`).")]
Day = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Replace every study's date: 'latest', or such as 2022-11-22."),
]
Jurisdictions = Annotated[
    list[str] | None,
    typer.Option("--jurisdiction", metavar="ID", help="Only these, of studies made per jurisdiction; repeatable."),
]
Languages = Annotated[
    list[str] | None,
    typer.Option("--lang", metavar="LANG", help=f"Language of the reports: {list_languages()}; repeatable."),
]
Formats = Annotated[str, typer.Option("--formats", help="What to render: html, pdf or both.")]
Jobs = Annotated[int | None, typer.Option("--jobs", min=1, help="Reports at a time; default: one per core.")]
Force = Annotated[bool, typer.Option("--force", help="Run also what is up to date.")]
Explain = Annotated[bool, typer.Option("--explain", help="Say why each would be run or not, and run nothing.")]
Base = Annotated[
    str, typer.Option("--base", metavar="ADDRESS", help="Web address that --out will have; kits then name it.")
]
IfLocked = Annotated[str, typer.Option("--if-locked", help="When another build writes there: wait, skip or fail.")]
Cold = Annotated[bool, typer.Option("--cold", help="Start each kernel from nothing instead of forking it.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster, such as tcp://host:8786.")
]
AsJson = Annotated[bool, typer.Option("--json", help="End with one line that is a JSON object.")]
OnSuccess = Annotated[
    str | None, typer.Option("--on-success", metavar="COMMAND", help="Run when all went well; JSON on its input.")
]
OnFailure = Annotated[
    str | None, typer.Option("--on-failure", metavar="COMMAND", help="Run when something failed; JSON on its input.")
]


@app.command()
def build(
    studies: Studies = None,
    as_of: Day = None,
    jurisdiction: Jurisdictions = None,
    lang: Languages = None,
    formats: Formats = "html,pdf",
    out: Out = Path("reports/site"),
    jobs: Jobs = None,
    data: Folder = None,
    force: Force = False,
    explain: Explain = False,
    base: Base = "",
    if_locked: IfLocked = "wait",
    cold: Cold = False,
    scheduler: Scheduler = None,
    as_json: AsJson = False,
    on_success: OnSuccess = None,
    on_failure: OnFailure = None,
):
    """Run studies and publish their reports as HTML and PDF, with a front page that links them all.

    What is up to date is not run again. A report that fails leaves the one in the site standing.
    """
    chosen = {
        "studies": studies or [],
        "as_of": as_of,
        "jurisdictions": jurisdiction or [],
        "langs": lang or [],
        "formats": [part.strip() for part in formats.split(",") if part.strip()],
    }
    notices = {code: _split(command) for code, command in (("failure", on_failure), ("success", on_success))}
    if explain:
        with explained():
            _explain(chosen, out, data, if_locked, base)
        return
    signal.signal(signal.SIGTERM, _stop)
    if cold:
        os.environ["CREDATLAS_COLD"] = "1"  # the workers inherit it
    options = {"out": out, "workers": jobs, "data": data, "force": force, "if_locked": if_locked, "base": base}
    outcomes = _make(scheduler, **chosen, **options)
    code = _report(outcomes, out)
    summary = json.dumps(_summary(outcomes, code))
    _notify(notices["failure" if code else "success"], summary)
    if as_json:
        typer.echo(summary)
    raise typer.Exit(code)


def _make(scheduler: str | None, **options):
    """Run the build with its progress shown, and explain what ends it."""
    with explained(), _workers_of(scheduler, options["out"], options["data"]) as executor, _progress() as progress:
        from credatlas.reports import OutputLocked
        from credatlas.reports import build as build_reports

        try:
            return build_reports(executor=executor, **options, **progress)
        except OutputLocked as error:
            fail(str(error), Exit.LOCKED)
        except OSError as error:
            fail(f"cannot write to {options['out']}: {error.strerror or error}", Exit.VALUE)


def _workers_of(scheduler: str | None, out: Path, data: Path | None):
    """Return a block that gives the executor of a cluster, or None for processes here, and prepares those meanwhile."""
    if scheduler is None:
        from credatlas.reports.run import forked_ahead

        return forked_ahead(out, data)
    from credatlas.reports.run import connect

    return connect(scheduler)


def _stop(number: int, frame) -> NoReturn:
    """End as a scheduler's stop asks: workers and kernels go, the lock is released, the site stays."""
    raise SystemExit(128 + number)


def _explain(chosen: dict, out: Path, data: Path | None, if_locked: str, base: str) -> None:
    from credatlas.evidence import load
    from credatlas.paths import find_notebooks
    from credatlas.reports import check_choices, explain, plan_all
    from credatlas.reports.kits import explain_kits

    dataset, formats = load(data), chosen.pop("formats")
    check_choices(formats, if_locked, base)
    jobs, kits = plan_all(find_notebooks(), dataset, **chosen)
    rows = [[job.folder, explain(job, dataset, formats, out)] for job in jobs]
    told = explain_kits(kits, dataset, out, base)
    print_table(["report", "why"], rows + [[kit.folder, why] for kit, why in zip(kits, told, strict=True)])


@contextmanager
def _progress():
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the data", total=None)
        yield {
            "started": lambda jobs: bar.update(task, total=len(jobs), description="running notebooks"),
            "finished": lambda outcome: bar.update(task, advance=1, description=outcome.job.folder),
        }


def _report(outcomes, out: Path) -> Exit:
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
    troubled = [outcome for outcome in outcomes if outcome.status in CODES]
    for outcome in troubled:
        typer.echo(
            f"\n{outcome.job.folder} {outcome.status}: {outcome.problem}"
            + (f"\n  executed copy: {copy}" if (copy := outcome.folder / "notebook.ipynb").exists() else ""),
            err=True,
        )
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
    return min((CODES[outcome.status] for outcome in troubled), default=Exit.OK)


def _summary(outcomes, code: Exit) -> dict:
    reports = [
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
    return {"exit": int(code), "reports": reports}


def _split(command: str | None) -> list[str]:
    """Split a command of the user's as a shell would; fail before anything is built where that cannot be done."""
    try:
        words = shlex.split(command or "")
    except ValueError as error:
        fail(f"the command {command!r} cannot be read: {error}", Exit.USAGE)
    if command is not None and not words:
        fail("the command for a notice is empty", Exit.USAGE)
    return words


def _notify(command: list[str], summary: str) -> None:
    """Run a command of the user's, without a shell, with the summary on its standard input."""
    if not command:
        return
    try:
        subprocess.run(command, input=summary, text=True, check=False)
    except (OSError, ValueError) as error:
        typer.echo(f"the notice could not be sent: {shlex.join(command)}: {error}", err=True)
