"""`credatlas export`: write tables for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import Data, app, explained
from credatlas.errors import count_of
from credatlas.settings import list_languages


@app.command()
def export(
    tables: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TABLE]...", help="Such as atlas or dimension_scores; default: all of them."),
    ] = None,
    format: Annotated[str, typer.Option(help="csv, xlsx, parquet or json.")] = "csv",
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write.")] = Path("export"),
    as_of: Annotated[
        str,
        typer.Option(
            metavar="DATE",
            help="Only what was in force on a day: 'latest', or a date such as 2022-11-22. "
            "Default: all days, and the scores of the latest.",
        ),
    ] = "",
    lang: Annotated[str, typer.Option(help=f"Language of labels and citation: {list_languages()}.")] = "en",
    data: Data = None,
) -> None:
    """Write tables of the data, and the scores, for other programs, with what each column means.

    The table `atlas` needs no other: codes with their labels, finding, source and dates. CSV comes with a
    datapackage.json; Excel is one workbook with a sheet per table; Parquet has the meanings in its schema. A missing
    value is an empty cell or null, never zero.
    """
    from credatlas.evidence import load
    from credatlas.reports.export import export as write_export

    with explained():
        dataset = load(data)
    with explained(out):
        written = write_export(dataset, out, tables or (), format, as_of, lang)
    typer.echo(f"{count_of(written, 'file')} written to {out}")
