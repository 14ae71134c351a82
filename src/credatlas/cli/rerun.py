"""`credatlas rerun`: repeat a past run and compare its inputs and files."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Data, Exit, app, explained, fail


@app.command()
def rerun(
    manifest: Annotated[Path, typer.Argument(help="The manifest.json of a past run.")],
    data: Data = None,
) -> None:
    """Repeat a past run from the copy of its data that was kept, and list which inputs and which files differ."""
    from credatlas.reports.site import rerun as repeat

    with explained():
        compared = repeat(manifest, data)
    if compared.outcome.status != "done":
        fail(f"the run {compared.outcome.status}: {compared.outcome.problem}", Exit.NOTEBOOK)
    if not compared.kept:
        typer.echo(f"no copy of the run's data is kept beside {manifest}; today's data are used", err=True)
    typer.echo(f"inputs that differ: {', '.join(compared.inputs) or 'none'}")
    typer.echo(f"files that differ: {', '.join(compared.files) or 'none'}")
