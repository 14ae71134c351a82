"""`credatlas sources check`: look whether the addresses of the sources still lead to what was read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Data, app, explained

sources_app = typer.Typer(name="sources", help="Look after the sources that the data cite.", no_args_is_help=True)
app.add_typer(sources_app)


@sources_app.command("check")
def check_sources(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="CSV file of the visits: kept, compared with, added to.")
    ] = Path("source-visits.csv"),
    data: Data = None,
    pause: Annotated[float, typer.Option("--pause", min=0, help="Seconds between two requests to a server.")] = 2.0,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds that an answer may take.")] = 30.0,
    days: Annotated[float, typer.Option("--days", min=0, help="Ask again what was asked so many days ago.")] = 7.0,
) -> None:
    """Ask the address of every source, and tell which are dead, moved or changed, and what stands on them.

    This sends requests to the servers of the sources, one at a time. It can be stopped and started again.
    """
    from credatlas.coding import list_affected, watch_sources
    from credatlas.evidence import load

    with explained():
        dataset = load(data)
        visits = watch_sources(
            dataset,
            out,
            lambda: datetime.now(UTC),
            pause=pause,
            timeout=timeout,
            fresh=timedelta(days=days),
            told=lambda number, total, visit: typer.echo(f"{number}/{total} {visit.answer} {visit.url}", err=True),
        )
    affected = list(list_affected(dataset, visits))
    for visit, provisions in affected:
        words = [f"{visit.source_id} {visit.answer}", visit.why, f"now at {visit.moved_to}" if visit.moved_to else ""]
        words += [f"stored copy: {visit.archive_url}" if visit.archive_url else ""]
        standing = f"\n  {len(provisions)} provisions stand on it: {', '.join(provisions)}" if provisions else ""
        typer.echo(": ".join(filter(None, words)) + standing)
    typer.echo(f"{len(visits) - len(affected)} of {len(visits)} sources as they were; visits are in {out}")
