"""The application that all commands belong to: help page, exit codes, shared options, error messages and tables."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from credatlas import __version__
from credatlas.paths import study_folder

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
    TIMEOUT = 6
    RENDERING = 7
    ACCESSIBILITY = 8
    LOCKED = 9


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"credatlas {__version__}")
        raise typer.Exit


@app.callback(
    epilog="""
[bold]Examples[/bold]

  credatlas check                                 check the data

  credatlas scores --as-of 2022-11-22             the scores on that day, as CSV

  credatlas export --format xlsx                  every table, in one workbook

  credatlas build                                 all reports, in reports/site

  credatlas build comparison --as-of 2022-11-22   one report, as of one day

  credatlas build profile --jurisdiction CA-BC    one jurisdiction's profile

  credatlas build pair --jurisdiction CA-ON --jurisdiction AU    two jurisdictions side by side

  credatlas params 30-comparison                  the parameters of a notebook

  credatlas new my-atlas                          a study folder of your own, and how to code a framework in it

[bold]Exit codes[/bold]

  0 done or up to date · 2 wrong usage or unknown name · 3 wrong value · 4 the data have problems, or are not settled

  5 a notebook failed · 6 out of time · 7 a report could not be rendered · 8 a page is not accessible · 9 locked

[bold]Environment[/bold]

  CREDATLAS_DATA   a data folder to use instead of the one that came with credatlas

  CREDATLAS_FONTS  a folder of fonts for characters that no font of ours can print in a PDF

[bold]Folders[/bold]

  In a study folder (one with credatlas.toml), and below it, its data and notebooks are used.
"""
)
def main_options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Say which policy frameworks let a micro-credential count towards a degree and elsewhere, and be made quickly.

    The data are coded clauses of published frameworks; scores and reports are computed from them at run time.
    """
    if own := study_folder():
        typer.echo(f"using the data and notebooks of the study folder {own}, unless options name others", err=True)


LOG_WIDTH = 100_000  # characters of a line where nobody looks at a terminal

AsOf = Annotated[str, typer.Option(metavar="DATE", help="The day to look at: 'latest', or a date such as 2022-11-22.")]
Data = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="A data folder of your own; default: the one that came with credatlas."),
]
Base = Annotated[str, typer.Option(metavar="ADDRESS", help="The web address of --out.")]
Runs = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Where past runs and the lock are kept; default: runs in --out."),
]
Out = Annotated[Path, typer.Option(metavar="FOLDER", help="The output folder, which holds the site.")]


class Failed(typer.Exit):
    """The end of a command that could not do its work; the message is on standard error already."""

    def __init__(self, message: str, code: Exit):
        super().__init__(code)
        self.message = message


def fail(message: str, code: Exit) -> NoReturn:
    """Print a message on standard error and end with an exit code."""
    typer.echo(message, err=True)
    raise Failed(message, code)


@contextmanager
def explained(out: Path | None = None) -> Iterator[None]:
    """Turn the errors of the library into a message and an exit code; those of files are about `out`, where given."""
    from credatlas.errors import DataError

    try:
        yield
    except DataError as error:
        fail(str(error), Exit.DATA)
    except ValueError as error:
        fail(str(error), Exit.USAGE if getattr(error, "unknown", False) else Exit.VALUE)
    except OSError as error:
        if out:
            fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)
        fail(f"{error.filename}: {error.strerror}" if error.filename else str(error), Exit.VALUE)


def one_of(option: str, value: str, choices: list[str]) -> None:
    """End with a message where the value of an option is not one of its choices."""
    from credatlas.errors import did_you_mean

    if value not in choices:
        fail(f"{option} {value!r} is not one of {', '.join(choices)}{did_you_mean(value, choices)}", Exit.USAGE)


def print_table(columns: list[str], rows: Iterable[Iterable[str]]) -> None:
    """Print rows under column heads, in the width of the terminal; elsewhere a row is a line, however long."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    heads = [Column(name, overflow="fold") for name in columns]  # a path is never cut short
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console()
    (console if console.is_terminal else Console(width=LOG_WIDTH)).print(table)
