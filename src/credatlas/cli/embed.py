"""`credatlas embed` and `gallery`: write the kit of a figure or the weights page, and the headline figures."""

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credatlas.cli.app import AsOf, Data, Exit, app, explained, fail, one_of, print_table
from credatlas.settings import list_languages

if TYPE_CHECKING:
    from credatlas.evidence import Dataset


@app.command()
def embed(
    figure: Annotated[
        str | None, typer.Argument(help="The figure's name, such as frontier; 'weights' for readers' own weights.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List all figures, and write nothing.")] = False,
    jurisdiction: Annotated[
        list[str] | None,
        typer.Option(help="Of whom, or whose rows: an id, or a group such as Canada; repeatable."),
    ] = None,
    indicator: Annotated[str, typer.Option(help="Of which indicator, such as ST1.")] = "",
    dimension: Annotated[str, typer.Option(help="Of which dimension, such as PO.")] = "",
    as_of: AsOf = "latest",
    lang: Annotated[str, typer.Option(help=f"Language of the words: {list_languages()}.")] = "en",
    style: Annotated[
        list[str] | None, typer.Option(help="A size: article, square or tall; repeatable; default: all.")
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where to write; a folder per figure is made in it.")
    ] = Path("reports/embeds"),
    base: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Web address that --out will have; the snippets then name it.")
    ] = "",
    data: Data = None,
) -> None:
    """Write a figure's kit: SVG, PNG, PDF, data, citation, and a page with what to paste into an article.

    There are two editions: one named by day and version of the data, which is never overwritten, and 'latest', which is
    written when --as-of is 'latest'. `credatlas build` writes the kits of the gallery with the reports.
    """
    from credatlas.evidence import load
    from credatlas.reports.kits import PIXELS, list_figures

    for size in style or []:
        one_of("--style", size, list(PIXELS))
    with explained():
        dataset = load(data)
        if listed:
            rows = [[name, named.about] for name, named in list_figures(dataset).items()]
            weights = ["weights", "the page on which readers choose their own weights"]
            print_table(["figure", "what it shows"], [*rows, weights])
            return
        if figure is None:
            fail("no figure is named; `credatlas embed --list` lists them", Exit.USAGE)
        with explained(out):
            chosen = {"jurisdiction": jurisdiction or [], "indicator": [*filter(None, [indicator])],
                      "dimension": [*filter(None, [dimension])]}  # fmt: skip
            folder, written = _write(figure, chosen, dataset, as_of, lang, ["article", *(style or PIXELS)], out, base)
    typer.echo(f"{len(written)} files written to {folder}" if written else f"{folder} has this edition already")


def _write(
    figure: str,
    chosen: dict[str, list[str]],
    dataset: "Dataset",
    as_of: str,
    lang: str,
    sizes: list[str],
    out: Path,
    base: str,
) -> tuple[Path, list[Path]]:
    from credatlas.errors import NothingToShow
    from credatlas.figures.language import check_language
    from credatlas.files import in_language
    from credatlas.reports.kits import WEIGHTS, check_base, choose, draw_named, write_kit, write_weights_page

    check_base(base)
    figure, rows = choose(figure, dataset, **chosen)
    whose = ["-".join(re.findall(r"\w+", word.lower())) for word in dict.fromkeys(chosen["jurisdiction"])]
    name = "-".join([figure, *(["of", *whose] if rows else [])])
    folder, latest = out / in_language(name, lang), as_of == "latest"
    if figure == WEIGHTS:
        write = partial(write_weights_page, dataset.as_of(as_of), folder, lang=check_language(lang))
    else:
        write = partial(write_kit, draw_named(figure, dataset, as_of, lang, rows), folder, sizes=sizes)
    try:
        return folder, write(latest=latest, base=base)
    except (NothingToShow, OSError):
        raise
    except Exception as error:  # noqa: BLE001  a slip in a chart: said in one line, with its exit code
        fail(f"{figure} could not be drawn: {type(error).__name__}: {error}", Exit.RENDERING)


@app.command()
def gallery(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where to write the gallery.")] = Path("reports"),
    data: Data = None,
) -> None:
    """Write the gallery: headline figures as SVG with their CSV, and the findings as text."""
    from credatlas.evidence import load
    from credatlas.reports.kits import write_gallery

    with explained():
        paths = write_gallery(out, load(data))
    typer.echo(f"{len(paths)} files written to {out}")
