"""`credatlas sources`: look whether addresses still lead to what was read, and read a text beside its provisions."""

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
        Path, typer.Option(metavar="FILE", help="CSV file of the visits: kept, compared with, added to.")
    ] = Path("source-visits.csv"),
    data: Data = None,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between two requests to a server.")] = 2.0,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that an answer may take.")] = 30.0,
    days: Annotated[float, typer.Option(min=0, help="Ask again what was asked so many days ago.")] = 7.0,
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


@sources_app.command("read")
def read(
    source: Annotated[str, typer.Argument(help="The id of a source of sources.csv.")],
    file: Annotated[Path, typer.Argument(help="Its text as PDF or HTML; it stays where it is.")],
    data: Data = None,
) -> None:
    """Show where a source says what its provisions stand on, which locators hold, and what speaks of what is missing.

    For a coder who holds the text. A PDF is read with pypdf, which comes with the extra `sources`.
    """
    from credatlas.coding import read_source
    from credatlas.evidence import load

    with explained():
        readings = read_source(load(data), source, file)
    for reading in readings:
        held = f"locator {reading.locator!r} {reading.holds}" if reading.holds else ""
        found = "" if reading.passages else "none of its terms stands in the text" if reading.terms else "no key terms"
        status = "missing" if reading.missing else ""
        typer.echo(": ".join(filter(None, [f"{reading.framework_id} {reading.indicator_id}", status, held, found])))
        for passage in reading.passages:
            typer.echo(f"  {passage.part}, {passage.term!r}: … {passage.words} …")
    located = [reading for reading in readings if reading.holds]
    holding = sum(reading.holds == "holds" for reading in located)
    typer.echo(f"{holding} of {len(located)} locators hold; the others are to be looked at by eye")
