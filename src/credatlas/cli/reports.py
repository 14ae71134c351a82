"""Commands about reports: which there are, what they can be asked, and making them."""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Exit, Folder, app, explained, fail, print_table


@app.command()
def studies():
    """List the studies that `build` knows: name, notebook, and what each is made for."""
    from credatlas.reports.studies import read_studies
    from credatlas.shipped import shipped_folder

    with explained():
        known = read_studies(shipped_folder("notebooks"))
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
    studies: Annotated[
        list[str] | None, typer.Argument(help="Which studies; default: all (see `credatlas studies`).")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE", help="Replace every study's date: 'latest', or a date such as 2022-11-22."
        ),
    ] = None,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option("--jurisdiction", metavar="ID", help="Only these, of studies made per jurisdiction; repeatable."),
    ] = None,
    formats: Annotated[str, typer.Option("--formats", help="What to render: html, pdf or both.")] = "html,pdf",
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="The site's folder.")] = Path("reports/site"),
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Reports made at the same time; default: one per core.")
    ] = None,
    data: Folder = None,
):
    """Run studies and publish their reports as HTML and PDF, with a front page that links them all."""
    from credatlas.reports.publish import build as build_reports

    with explained(), _progress() as progress:
        try:
            outcomes = build_reports(
                studies or [],
                as_of=as_of,
                jurisdictions=jurisdiction or [],
                formats=[part.strip() for part in formats.split(",") if part.strip()],
                out=out,
                workers=jobs,
                data=data,
                **progress,
            )
        except OSError as error:
            fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)
    _report(outcomes, out)


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


def _report(outcomes, out: Path) -> None:
    rows = [
        [
            outcome.job.name,
            outcome.job.as_of,
            outcome.status,
            f"{sum(outcome.seconds.values()):.1f} s",
            str(outcome.folder),
        ]
        for outcome in outcomes
    ]
    print_table(["report", "as of", "status", "time", "folder"], rows)
    troubled = [outcome for outcome in outcomes if outcome.status != "done"]
    for outcome in troubled:
        typer.echo(
            f"\n{outcome.job.folder} {outcome.status}: {outcome.problem}\n"
            f"  executed copy: {outcome.folder / 'notebook.ipynb'}",
            err=True,
        )
    typer.echo(f"\n{len(outcomes) - len(troubled)} of {len(outcomes)} reports published; open {out / 'index.html'}")
    if troubled:
        failed = any(outcome.status == "failed" for outcome in troubled)
        raise typer.Exit(Exit.NOTEBOOK if failed else Exit.RENDERING)
