"""`credatlas new`: make a study folder."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import app, explained


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not exist yet, or be empty.")],
    empty: Annotated[
        bool, typer.Option("--empty", help="Without jurisdictions and frameworks: only the indicators and codes.")
    ] = False,
) -> None:
    """Make a study folder of your own: data, notebooks, and a README that walks through coding one framework.

    Commands that are run in the folder, or in one below it, use its data and notebooks.
    """
    from credatlas.coding import make_study_folder

    with explained():
        made = make_study_folder(folder, empty=empty)
    what = "an empty data set" if empty else "a copy of the data"
    typer.echo(f"{made}: {what}, notebooks, and a README.md to start with")
