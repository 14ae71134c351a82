"""Commands about the data: are they sound, and what do they score?"""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import AsOf, Folder, app, explained, one_of, print_table


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The data folder; default: the one that came with credatlas.")
    ] = None,
):
    """Check a data folder and print every problem as file:line:column, the value, and what is allowed.

    Sheets of frameworks that are being coded are checked too, and what is still open in them is said.
    """
    from credatlas.coding import list_progress, open_workspace
    from credatlas.evidence import load

    with explained():
        dataset = load(folder)
        progress = list_progress(open_workspace(dataset.folder))
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
    for framework_id, lines in progress.items():
        settled = [f"nothing is open; `credatlas reconcile {framework_id}` writes it"]
        typer.echo("\n  ".join([f"coding/{framework_id} is not among the data yet", *(lines or settled)]))


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
    from credatlas.evidence import load
    from credatlas.index.scores import score

    one_of("--level", level, ["dimension", "indicator"])
    one_of("--format", format, ["csv", "json", "table"])
    with explained():
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
        print_table(
            list(frame.columns),
            [
                [
                    f"{cell:.1f}" if isinstance(cell, float) and cell == cell else "" if cell != cell else str(cell)
                    for cell in row
                ]
                for row in frame.itertuples(index=False)
            ],
        )
