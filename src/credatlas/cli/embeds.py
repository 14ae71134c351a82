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
    from credatlas.evidence.dataset import load
    from credatlas.figures.kit import PIXELS
    from credatlas.reports.embeds import write_kit
    from credatlas.reports.repertoire import FIGURES, draw_named

    one_of("FIGURE", figure, [*FIGURES, "weights"])
    sizes = ["article", *(style or PIXELS)]
    for size in style or []:
        one_of("--style", size, list(PIXELS))
    folder = out / (figure if lang == "en" else f"{figure}-{lang}")
    with explained():
        try:
            if figure == "weights":
                _weights(folder, load(data), as_of, lang, base)
            else:
                draw = draw_named(figure, load(data), as_of, lang)
                written = write_kit(draw, folder, latest=as_of == "latest", base=base, sizes=sizes)
                typer.echo(f"{len(written)} files written to {folder}" if written else f"{folder} has this edition")
        except OSError as error:
            fail(f"cannot write to {out}: {error.strerror or error}", Exit.VALUE)


def _weights(folder: Path, dataset, as_of: str, lang: str, base: str) -> None:
    from credatlas.reports.weights_page import write_weights_page

    atlas = dataset.as_of(as_of)
    edition = "latest" if as_of == "latest" else f"{atlas.date}-data-{atlas.version}"
    address = f"{base.rstrip('/')}/{folder.name}/{edition}/index.html" if base else ""
    typer.echo(f"written: {write_weights_page(atlas, folder / edition / 'index.html', lang=lang, address=address)}")
