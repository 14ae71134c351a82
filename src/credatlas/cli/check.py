"""`credatlas check`: print every problem in a data folder."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Data, Exit, app, explained, fail


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The data folder; default: the one that came with credatlas.")
    ] = None,
    data: Data = None,
) -> None:
    """Check a data folder and print every problem as file:line:column, the value, and what is allowed.

    A gap between two versions and characters that no font can print are no problem and are told. The sheets of
    frameworks that are being coded are checked too; what is still to be filled in is listed.
    """
    from credatlas.coding import list_progress, open_workspace
    from credatlas.evidence import find_gaps, load
    from credatlas.reports.render import find_unprintable

    if folder and data and folder != data:
        fail(f"check {folder} or --data {data}? name one", Exit.USAGE)
    with explained():
        dataset = load(folder or data)
        workspace = open_workspace(dataset.folder)
        notices = [*find_gaps(workspace.tables["frameworks"].frame()), *find_unprintable(workspace.tables.values())]
        progress = list_progress(workspace)
    typer.echo(f"{dataset.folder}: no problems in {dataset!r}")
    for notice in notices:
        typer.echo(f"  notice: {notice}", err=True)
    for framework_id, lines in progress.items():
        finished = [f"everything is settled; `credatlas reconcile {framework_id}` adds it to the data"]
        typer.echo("\n  ".join([f"coding/{framework_id} is not in the data yet", *(lines or finished)]))
