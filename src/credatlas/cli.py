"""The command line: `credatlas check`, `scores`, `studies`, `params`, `build`, `gallery`.

Knows wording, progress and exit codes. Everything else is fetched from below when a command needs it.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from credatlas import __version__

app = typer.Typer(
    name="credatlas",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Exit(IntEnum):
    """Exit codes, the same for every command."""

    OK = 0
    USAGE = 2
    VALUE = 3
    DATA = 4
    NOTEBOOK = 5
    RENDERING = 7


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"credatlas {__version__}")
        raise typer.Exit


@app.callback(
    epilog="""
[bold]Examples[/bold]

  credatlas check                                 are the data sound?

  credatlas scores --as-of 2022-11-22             scores of that day, as CSV

  credatlas build                                 all reports, in reports/site

  credatlas build comparison --as-of 2022-11-22   one report, as of one day

  credatlas build profile --jurisdiction CA-BC    one jurisdiction's profile

  credatlas params 30-comparison                  what a notebook can be asked

[bold]Exit codes[/bold]

  0 done · 2 wrong usage or unknown name · 3 wrong value · 4 the data have problems

  5 a notebook raised · 7 a report could not be rendered

[bold]Environment[/bold]

  CREDATLAS_DATA   a data folder to use instead of the one that came along
"""
)
def main_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
):
    """An atlas of micro-credential policy frameworks: who provides that a micro-credential stacks, travels and comes
    quickly.

    The data are coded clauses of published frameworks; scores and reports are computed from them at run time.
    """


AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="The day looked at: 'latest', or a date such as 2022-11-22.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FOLDER", help="A data folder of your own; default: the one that came with credatlas."
    ),
]


def _fail(message: str, code: Exit) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn the errors of the floors below into a message and an exit code."""
    from credatlas.evidence.errors import DataError

    try:
        yield
    except DataError as error:
        _fail(str(error), Exit.DATA)
    except ValueError as error:
        _fail(str(error), Exit.USAGE if getattr(error, "unknown", False) else Exit.VALUE)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The data folder; default: the one that came with credatlas.")
    ] = None,
):
    """Check a data folder and print every problem as file:line:column, the value, and what is allowed."""
    from credatlas.evidence.dataset import load

    with _explained():
        dataset = load(folder)
    counts = [
        (len(dataset.frameworks), "framework versions"),
        (len(dataset.jurisdictions), "jurisdictions"),
        (len(dataset.provisions), "provisions"),
        (len(dataset.sources), "sources"),
    ]
    typer.echo(
        f"{dataset.folder}: no problems in "
        + ", ".join(f"{count} {name}" for count, name in counts)
        + f" (data version {dataset.version})"
    )


@app.command()
def scores(
    as_of: AsOf = "latest",
    level: Annotated[str, typer.Option("--level", help="dimension or indicator.")] = "dimension",
    format: Annotated[str, typer.Option("--format", help="csv, json or table.")] = "csv",
    data: Folder = None,
):
    """Print scores: one row per jurisdiction and dimension (or indicator), points from 0 to 100.

    A score is empty where too little could be read to give one; missing is never zero.
    """
    from credatlas.evidence.dataset import load
    from credatlas.index.scoring import score

    _one_of("--level", level, ["dimension", "indicator"])
    _one_of("--format", format, ["csv", "json", "table"])
    with _explained():
        scored = score(load(data).as_of(as_of))
    if level == "dimension":
        frame = scored.dimensions[["jurisdiction_id", "dimension_id", "score", "low", "high", "coded", "applicable"]]
    else:
        frame = scored.indicators[["jurisdiction_id", "indicator_id", "score", "status", "framework_id", "confidence"]]
    if format == "csv":
        typer.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    elif format == "json":
        typer.echo(frame.to_json(orient="records", double_precision=15, force_ascii=False))
    else:
        _print_table(
            list(frame.columns),
            [
                [
                    f"{cell:.1f}" if isinstance(cell, float) and cell == cell else "" if cell != cell else str(cell)
                    for cell in row
                ]
                for row in frame.itertuples(index=False)
            ],
        )


def _one_of(option: str, value: str, choices: list[str]) -> None:
    if value not in choices:
        from credatlas.evidence.errors import suggest

        near = suggest(value, choices)
        _fail(
            f"{option} {value!r} is not one of {', '.join(choices)}" + (f"; did you mean {near!r}?" if near else ""),
            Exit.USAGE,
        )


def _print_table(columns: list[str], rows: list[list[str]], title: str | None = None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


@app.command()
def studies():
    """List the studies that `build` knows: name, notebook, and what each is made for."""
    from credatlas.reports.studies import read_studies
    from credatlas.shipped import shipped_folder

    with _explained():
        known = read_studies(shipped_folder("notebooks"))
    each = {
        name: "; ".join(
            f"each {parameter}: {values if isinstance(values, str) else ', '.join(values)}"
            for parameter, values in study.for_each.items()
        )
        for name, study in known.items()
    }
    _print_table(
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
        _fail(str(error), Exit.USAGE)
    if schema:
        typer.echo(json.dumps(model.model_json_schema(), indent=2))
    else:
        rows = describe_parameters(notebook.removesuffix(".ipynb"))
        _print_table(list(rows[0]), [list(row.values()) for row in rows])


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

    with _explained(), _progress() as progress:
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
            _fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)
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

    with _explained():
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
    _print_table(["report", "as of", "status", "time", "folder"], rows)
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


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe, such as head, has had enough
        sys.stderr.close()


if __name__ == "__main__":
    main()
