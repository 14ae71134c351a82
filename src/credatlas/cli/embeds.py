"""Commands about what travels: a figure's kit, and the page on which readers weigh for themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import AsOf, Exit, Folder, app, explained, fail, one_of, print_table
from credatlas.settings import list_languages

Lang = Annotated[str, typer.Option("--lang", help=f"Language of the words: {list_languages()}.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="Where to write; a folder per figure is made in it.")
]
Base = Annotated[
    str, typer.Option("--base", metavar="ADDRESS", help="Web address that --out will have; the snippets then name it.")
]


@app.command()
def embed(
    figure: Annotated[
        str | None, typer.Argument(help="The figure's name, such as frontier; 'weights' for the reader's page.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the figures that there are, and write nothing.")] = False,
    as_of: AsOf = "latest",
    lang: Lang = "en",
    style: Annotated[
        list[str] | None, typer.Option("--style", help="A size: article, square or tall; repeatable; default: all.")
    ] = None,
    out: Out = Path("reports/embeds"),
    base: Base = "",
    data: Folder = None,
):
    """Write a figure's kit: SVG, PNG, PDF, data, citation, and a page with what to paste into an article.

    There are two editions: one named by day and version of the data, which is never written again, and 'latest', which
    is written when --as-of is 'latest'. `credatlas build` writes the kits of the gallery with the reports.
    """
    from credatlas.evidence import load
    from credatlas.reports.kits import PIXELS

    for size in style or []:
        one_of("--style", size, list(PIXELS))
    with explained():
        dataset = load(data)
        if listed:
            _list_figures(dataset)
            return
        if figure is None:
            fail("no figure is named; `credatlas embed --list` lists them", Exit.USAGE)
        try:
            folder, written = _write(figure, dataset, as_of, lang, ["article", *(style or PIXELS)], out, base)
        except OSError as error:
            fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)
    typer.echo(f"{len(written)} files written to {folder}" if written else f"{folder} has this edition already")


def _list_figures(dataset) -> None:
    from credatlas.reports.kits import list_figures

    rows = [[name, some.about] for name, some in list_figures(dataset).items()]
    print_table(["figure", "what it shows"], [*rows, ["weights", "the page on which readers weigh for themselves"]])


def _write(figure: str, dataset, as_of: str, lang: str, sizes: list[str], out: Path, base: str):
    from credatlas.figures.language import check_language
    from credatlas.reports.kits import WEIGHTS, check_base, draw_named, write_kit, write_weights_page
    from credatlas.reports.run import in_language

    check_base(base)
    folder, whither = out / in_language(figure, lang), {"latest": as_of == "latest", "base": base}
    if figure == WEIGHTS:
        atlas, lang = dataset.as_of(as_of), check_language(lang)
        with _faults_told(figure):
            return folder, write_weights_page(atlas, folder, lang=lang, **whither)
    draw = draw_named(figure, dataset, as_of, lang)
    with _faults_told(figure):
        return folder, write_kit(draw, folder, sizes=sizes, **whither)


@contextmanager
def _faults_told(figure: str) -> Iterator[None]:
    """End with the exit code of rendering where a figure fails other than for having nothing to show."""
    from credatlas.errors import NothingToShow

    try:
        yield
    except (NothingToShow, OSError):
        raise
    except Exception as error:
        fail(f"{figure} could not be drawn: {type(error).__name__}: {error}", Exit.RENDERING)
