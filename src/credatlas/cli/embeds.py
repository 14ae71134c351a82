"""Commands about what travels: a figure's kit, and the page on which readers weigh for themselves."""

from pathlib import Path
from typing import Annotated

import typer

from credatlas.cli.app import AsOf, Exit, Folder, app, explained, fail, one_of

Lang = Annotated[str, typer.Option("--lang", help="Language of the words: en, fr or es.")]
Out = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="Where to write; a folder per figure is made in it.")
]
Base = Annotated[
    str, typer.Option("--base", metavar="ADDRESS", help="Web address that --out will have; the snippets then name it.")
]


@app.command()
def embed(
    figure: Annotated[
        str, typer.Argument(help="The figure's name, such as frontier; 'weights' for the reader's page.")
    ],
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
    is written when --as-of is 'latest'.
    """
    from credatlas.figures.kit import PIXELS
    from credatlas.figures.words import check_language
    from credatlas.reports.embeds import write_kit
    from credatlas.reports.repertoire import draw_named, list_figures
    from credatlas.reports.studies import in_language
    from credatlas.reports.weights_page import write_weights_page

    dataset = _loaded(data)
    one_of("FIGURE", figure, [*list_figures(dataset), "weights"])
    sizes = ["article", *(style or PIXELS)]
    for size in style or []:
        one_of("--style", size, list(PIXELS))
    folder = out / in_language(figure, lang)
    whither = {"latest": as_of == "latest", "base": base}
    with explained():
        try:
            if figure == "weights":
                written = write_weights_page(dataset.as_of(as_of), folder, lang=check_language(lang), **whither)
            else:
                written = write_kit(draw_named(figure, dataset, as_of, lang), folder, sizes=sizes, **whither)
        except OSError as error:
            fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)
    typer.echo(f"{len(written)} files written to {folder}" if written else f"{folder} has this edition already")


def _loaded(data: Path | None):
    from credatlas.evidence.dataset import load

    with explained():
        return load(data)
