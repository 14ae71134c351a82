"""`credatlas runs` and `credatlas prune`: list past runs, and delete old ones."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Out, app, explained, print_table


@app.command()
def runs(out: Out = Path("reports/site")) -> None:
    """List past runs, the latest first: report, run, status, and the data version."""
    from credatlas.reports.site import list_runs

    with explained():
        rows = [
            [run.name, run.run_id, "failed" if run.failed else "done", str(run.manifest.get("data_version", ""))]
            for run in list_runs(out)
        ]
    print_table(["report", "run", "status", "data"], rows)


@app.command()
def prune(
    keep: Annotated[int, typer.Option("--keep", min=1, help="How many runs of each report to keep.")],
    out: Out = Path("reports/site"),
) -> None:
    """Delete old runs, all but the latest of each report; the site stays as it is."""
    from credatlas.reports.site import prune as prune_runs

    with explained():
        removed = prune_runs(out, keep)
    typer.echo(f"{len(removed)} run{'' if len(removed) == 1 else 's'} deleted from {out / 'runs'}")
