"""Commands about reports: which there are, what they can be asked, and making them."""

import json
import os
import shlex
import signal
import subprocess
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from credatlas.cli.app import Exit, Folder, Out, app, explained, fail, print_table

WORDS = {"current": "up to date"}
CODES = {
    "failed": Exit.NOTEBOOK,
    "timeout": Exit.TIMEOUT,
    "unrendered": Exit.RENDERING,
    "inaccessible": Exit.ACCESSIBILITY,
}


@app.command()
def studies():
    """List the studies that `build` knows: name, notebook, and what each is made for."""
    from credatlas.reports.studies import read_studies
    from credatlas.shipped import find_notebooks

    with explained():
        known = read_studies(find_notebooks())
    each = {
        name: "; ".join(
            f"each {parameter}: {values if isinstance(values, str) else ', '.join(values)}"
            for parameter, values in study.for_each.items()
        )
        for name, study in known.items()
    }
    print_table(
        ["study", "notebook", "one report for"], [[name, study.notebook, each[name]] for name, study in known.items()]
    )


@app.command()
def params(
    notebook: Annotated[str, typer.Argument(help="A notebook's name, such as 30-comparison.")],
    schema: Annotated[bool, typer.Option("--schema", help="Print JSON Schema instead of a table.")] = False,
):
    """Show what a notebook can be asked: its parameters, their types, defaults and meaning."""
    from credatlas.reports.params import describe_parameters, model_of

    try:
        model = model_of(notebook.removesuffix(".ipynb"))
    except ValueError as error:
        fail(str(error), Exit.USAGE)
    if schema:
        typer.echo(json.dumps(model.model_json_schema(), indent=2))
    else:
        rows = describe_parameters(notebook.removesuffix(".ipynb"))
        print_table(list(rows[0]), [list(row.values()) for row in rows])


@app.command()
def build(
    studies: Annotated[list[str] | None, typer.Argument(help="Which; default: all (see `credatlas studies`).")] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Replace every study's date: 'latest', or such as 2022-11-22."),
    ] = None,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option("--jurisdiction", metavar="ID", help="Only these, of studies made per jurisdiction; repeatable."),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="LANG", help="Language of the reports: en, fr or es; repeatable."),
    ] = None,
    formats: Annotated[str, typer.Option("--formats", help="What to render: html, pdf or both.")] = "html,pdf",
    out: Out = Path("reports/site"),
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Reports at a time; default: one per core.")] = None,
    data: Folder = None,
    force: Annotated[bool, typer.Option("--force", help="Run also what is up to date.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each would be run or not, and run nothing.")
    ] = False,
    base: Annotated[
        str, typer.Option("--base", metavar="ADDRESS", help="Web address that --out will have; kits then name it.")
    ] = "",
    if_locked: Annotated[
        str, typer.Option("--if-locked", help="When another build writes there: wait, skip or fail.")
    ] = "wait",
    cold: Annotated[bool, typer.Option("--cold", help="Start each kernel from nothing instead of forking it.")] = False,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="Run on a Dask cluster, such as tcp://host:8786."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="End with one line that is a JSON object.")] = False,
    on_success: Annotated[
        str | None, typer.Option("--on-success", metavar="COMMAND", help="Run when all went well; JSON on its input.")
    ] = None,
    on_failure: Annotated[
        str | None,
        typer.Option("--on-failure", metavar="COMMAND", help="Run when something failed; JSON on its input."),
    ] = None,
):
    """Run studies and publish their reports as HTML and PDF, with a front page that links them all.

    What is up to date is not run again. A report that fails leaves the one in the site standing.
    """
    from credatlas.reports.publish import OutputLocked
    from credatlas.reports.publish import build as build_reports

    chosen = {
        "studies": studies or [],
        "as_of": as_of,
        "jurisdictions": jurisdiction or [],
        "langs": lang or [],
        "formats": [part.strip() for part in formats.split(",") if part.strip()],
    }
    if explain:
        with explained():
            _explain(chosen, out, data, base)
        return
    signal.signal(signal.SIGTERM, _stop)
    if cold:
        os.environ["CREDATLAS_COLD"] = "1"  # the workers inherit it
    options = {"out": out, "workers": jobs, "data": data, "force": force, "if_locked": if_locked, "base": base}
    with explained(), _workers_of(scheduler) as executor, _progress() as progress:
        try:
            outcomes = build_reports(**chosen, **options, executor=executor, **progress)
        except OutputLocked as error:
            fail(str(error), Exit.LOCKED)
        except OSError as error:
            fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)
    code = _report(outcomes, out)
    summary = json.dumps(_summary(outcomes, code))
    _notify(on_failure if code else on_success, summary)
    if as_json:
        typer.echo(summary)
    raise typer.Exit(code)


def _workers_of(scheduler: str | None):
    if scheduler is None:
        return nullcontext()
    from credatlas.reports.cluster import connect

    return connect(scheduler)


def _stop(number: int, frame) -> NoReturn:
    """End as a scheduler's stop asks: workers and kernels go, the lock is released, the site stays."""
    raise SystemExit(128 + number)


def _explain(chosen: dict, out: Path, data: Path | None, base: str) -> None:
    from credatlas.evidence.dataset import load
    from credatlas.reports.kits import explain_kits
    from credatlas.reports.publish import explain, plan_all
    from credatlas.shipped import find_notebooks

    dataset, formats = load(data), chosen.pop("formats")
    jobs, kits = plan_all(find_notebooks(), dataset, **chosen)
    rows = [[job.folder, explain(job, dataset, formats, out)] for job in jobs]
    told = explain_kits(kits, dataset, out, base)
    print_table(["report", "why"], rows + [[kit.folder, why] for kit, why in zip(kits, told, strict=True)])


@app.command()
def gallery(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the gallery is written.")] = Path(
        "reports"
    ),
    data: Folder = None,
):
    """Write the gallery: headline figures as SVG with their CSV, and the findings as text."""
    from credatlas.evidence.dataset import load
    from credatlas.reports.gallery import write_gallery

    with explained():
        paths = write_gallery(out, load(data))
    typer.echo(f"{len(paths)} files written to {out}")


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


def _notify(command: str | None, summary: str) -> None:
    """Run a command of the user's, split as a shell would but without one, with the summary on its standard input."""
    if command is None:
        return
    try:
        subprocess.run(shlex.split(command), input=summary, text=True, check=False)
    except OSError as error:
        typer.echo(f"the notice could not be sent: {command}: {error.strerror}", err=True)
