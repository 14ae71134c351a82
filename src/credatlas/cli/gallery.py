"""`credatlas gallery`: write the headline figures and findings that the repository shows."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Data, app, explained


@app.command()
def gallery(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write the gallery.")] = Path("reports"),
    data: Data = None,
) -> None:
    """Write the gallery: headline figures as SVG with their CSV, and the findings as text."""
    from credatlas.evidence import load
    from credatlas.reports.kits import write_gallery

    with explained():
        paths = write_gallery(out, load(data))
    typer.echo(f"{len(paths)} files written to {out}")
