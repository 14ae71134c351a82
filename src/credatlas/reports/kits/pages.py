"""Write a figure's kit: pictures, PDF, data, citation, and the pages that frames show and authors copy from.

Knows which files an edition has and in which order they come to be. A static page cannot know of newer data without
changing, so a pinned page shows a picture that belongs to the latest edition (`../latest/edition.svg`, a few words):
its own bytes stay, and the reader sees both days. Where that picture cannot be reached, its alt text links there.
"""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import typst
from markupsafe import Markup

from credatlas.figures import TITLE_LIMIT, Figure, html_grid, html_table, show_cell
from credatlas.figures.drawing import DARK, LIGHT, dark_rules, standalone_svg
from credatlas.figures.language import clean
from credatlas.files import CHART, MANIFEST, describe_artefacts, fill_folder, is_scratch, replace_folder, scratch_folder
from credatlas.reports.kits.citation import cite_bibtex, cite_plain, edition_words, licence_of
from credatlas.reports.kits.editions import (
    BADGE,
    CARD,
    HERE,
    PAGE,
    PIXELS,
    RESIZING,
    TABLE,
    KitAddress,
    cited_address,
    editions_to_write,
    page_address,
    pinned_name,
    text_files,
)
from credatlas.reports.kits.raster import render_sheets
from credatlas.reports.kits.snippets import FLOWING, frame_height, ladder, shown_columns
from credatlas.reports.kits.strict_page import data_block, render_strict
from credatlas.reports.render import draw_card, figure_card, sheet_fonts

HEAVIEST = 55_000  # bytes of a page that is embedded; a larger table has a page of its own
CLAUSES = (300, 150, 75, 0)  # most characters of a clause in the cell of a grid; as many as the page can bear
_BADGE = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="18" viewBox="0 0 {width} 18"
 role="img" aria-label="{words}">
<style>text{{fill:{light}}}@media(prefers-color-scheme:dark){{text{{fill:{dark}}}}}</style>
<text y="13" font-size="12" font-weight="600" font-family="system-ui,sans-serif" textLength="{width}">{words}</text>
</svg>
"""


def write_kit(
    draw: Callable[[str], Figure],
    folder: Path,
    *,
    latest: bool = True,
    base: str = "",
    sizes: Sequence[str] = tuple(PIXELS),
    fonts: typst.Fonts | None = None,
    about: Mapping[str, Any] | None = None,
    home: str = "",
    days: Mapping[str, str] = MappingProxyType({}),
) -> list[Path]:
    """Write the kit of a figure into `folder`, whose name its files get, and return the paths written.

    The edition `<as-of>-data-<version>` does not change: one that is there already is left as it is.

    draw: the figure in a named size. latest: write `latest` too. base: web address of the folder above. sizes: of the
    drawings, `article` among them. fonts: from `sheet_fonts`, to share them. about: what a manifest says beside the
    files and their hashes; without it there is none. home: the site's front page, as its pages link to it.
    days: the editions between which the frame switches, by name, each with its date in words.

    Raises RenderingError when a drawing cannot be put on paper, ValueError when `sizes` lack `article`.
    """
    if "article" not in sizes:
        raise ValueError(f"sizes {', '.join(sizes)} lack 'article', which the pages show")
    figures = {size: presentable(draw(size)) for size in PIXELS if size in sizes}
    pinned = pinned_name(figures["article"].as_of, figures["article"].data_version)
    kits = editions_to_write(folder, pinned, latest, base)
    drawings = _draw_all(figures, folder.name, fonts) if kits else {}
    described = about and {"title": figures["article"].title, "thumbnail": f"{folder.name}.svg", **about}
    picture = cast(bytes, drawings.get(f"{folder.name}.png", b""))
    editions = {kit.edition: drawings | _pages(figures, kit, picture, home, days) for kit in kits}
    return put_editions(folder, editions, described)


def kit_folder(asked: str = "") -> Path:
    """Return the folder asked for, or one that ends with this process, as a notebook's kernel does."""
    return Path(asked or _temporary_folder().name)


@cache
def _temporary_folder() -> tempfile.TemporaryDirectory:
    here = Path.cwd()  # a kernel of a build ends without cleaning up, but in a folder that is removed after it
    return scratch_folder(here if is_scratch(here) else None)


def presentable(figure: Figure) -> Figure:
    """Return the figure with words that any page can show: no control or direction marks, a title that fits."""
    rows = tuple(tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in figure.rows)
    return replace(
        figure, title=clean(figure.title, TITLE_LIMIT), subtitle=clean(figure.subtitle), alt=clean(figure.alt),
        caption=clean(figure.caption), source=clean(figure.source), rows=rows,
    )  # fmt: skip


def _draw_all(figures: dict[str, Figure], name: str, fonts: typst.Fonts | None) -> dict[str, str | bytes]:
    """Return the files that are equal in every edition: the card, and drawings, PNG and PDF in each size."""
    kit = KitAddress(name, "", "")
    with sheet_fonts(fonts) as own:
        files: dict[str, str | bytes] = {kit.file(CARD): draw_card(figure_card(figures["article"]), own)}
        for size, figure in figures.items():
            drawings = {kit.file(".svg", size): standalone_svg(figure), kit.file("-plot.svg", size): plot_svg(figure)}
            sheets = render_sheets(figure, size, own)
            files |= drawings | {kit.file(ending, size): content for ending, content in sheets.items()}
    return files


def _pages(
    figures: dict[str, Figure], kit: KitAddress, picture: bytes, home: str, days: Mapping[str, str]
) -> dict[str, str | bytes]:
    """Return the files that name their edition: pages, rungs, data and citation; `latest` also says which it is.

    picture: the PNG for articles. home: the front page of the site that the kit is in, or "".
    days: of the switch.
    """
    figure = figures["article"]
    shown: dict[str, Any] = {
        "figure": figure,
        "kit": kit,
        "licence": licence_of(figure),
        "card": kit.file(CARD),
        "address": page_address(kit),
        "oembed": kit.address("oembed.json") if kit.base else "",
        "shapes": {size: kit.file("-plot.svg", size) for size in reversed(figures)},
    }
    tall, high = figures.get("tall"), int.from_bytes(picture[20:24])  # where a PNG says so
    rungs, chart = ladder(figure, kit, tall, high), chart_page(**shown, tall=tall, days=days)
    table = render_strict(
        "table.html.j2", styles=("kit.css", "kit-page.css", "table.css"), scripts=["table.js"], lang=figure.lang,
        figure=figure, table=_table(figure), card=kit.file(CARD), address=kit.address(TABLE) if kit.base else "",
    )  # fmt: skip
    return {
        **text_files(figure, kit),
        "oembed.json": rungs["oembed"],
        kit.file("-inline.txt"): rungs["inline"],
        kit.file(".md"): rungs["markdown"],
        CHART: chart,
        RESIZING: chart,
        TABLE: table,
        PAGE: kit_page(**shown, rungs=rungs, height=frame_height(figure, tall), home=home),
        **({} if kit.is_pinned else {BADGE: edition_badge(edition_words(figure))}),
    }


def chart_page(*, figure: Figure, tall: Figure | None = None, **shown) -> str:
    """Return the page that a frame shows: the richest that is light enough.

    With a script it tells the page around it how high it is, and what is drawn answers to a touch. A drawing whose
    data would make the page heavy is a picture instead, and such a table is linked. tall: the drawing for a phone.
    """
    data, table = data_block(touched_rows(figure)) if "data-at" in figure.svg else "", _table(figure)
    drawn = {"wide": figure} | ({"tall": tall} if tall else {})
    # the one style of a drawing, which a strict page refuses, stands in the page's own sheet
    drawings = {shape: Markup(re.sub(r' style="[^"]*"', "", one.svg, count=1)) for shape, one in drawn.items()}
    ways = [(data, table, ""), (data, "", ""), ("", table, ""), ("", "", "")]
    if figure.grid:
        ways = [("", "", grid) for grid in _grids(figure)]
    return _light(
        _render(
            "chart.html.j2", figure, "chart.js", "marks.css", "chart.css", table=table, grid=grid, data=data,
            drawings=drawings if data else {}, **shown,
        )
        for data, table, grid in dict.fromkeys(ways)
    )  # fmt: skip


def _render(template: str, figure: Figure, script: str, *styles: str, **shown) -> str:
    """Return a page that shows the figure, with what a matrix needs where it is one."""
    scripts = [script, "table.js"] if figure.grid else [script]
    looks = ["kit.css", *styles, "table.css"] if figure.grid else ["kit.css", *styles]
    return render_strict(
        template, styles=looks, scripts=scripts, lang=figure.lang, figure=figure, media=FLOWING, **shown
    )


def _light(pages: Iterable[str]) -> str:
    """Return the first page that is light enough, or the last."""
    for page in pages:
        if len(page.encode()) < HEAVIEST:
            return page
    return page


def _grids(figure: Figure) -> list[Markup]:
    """Return a matrix with its clauses, longest first; nothing for a figure that is none."""
    return [Markup(html_grid(figure, longest=longest)) for longest in CLAUSES if figure.grid]


def touched_rows(figure: Figure) -> dict:
    """Return the rows of data for the marks of a drawing: labels, and for each row its ids and its cells as shown.

    A cell that says nothing is empty.
    """
    columns, kept, rows = figure.columns, shown_columns(figure.columns), []
    for row in figure.rows:
        ids = [cell for index, cell in enumerate(row) if index not in kept]
        cells = ["" if row[i] is None else show_cell(row[i], columns[i], figure.lang) for i in kept]
        rows.append([ids, *cells])
    return {"labels": [columns[i].label for i in kept], "rows": rows}


def kit_page(*, figure: Figure, kit: KitAddress, rungs: dict[str, str], **shown) -> str:
    """Return the page that authors copy from: the figure, the ladder, downloads, citation, licence and words."""
    to_fill_in = f"{HERE}/{PAGE}" if kit.is_pinned else f"{HERE}/../{kit.pinned}/{PAGE}"  # the page's script does so
    address = cited_address(kit) or to_fill_in
    return _light(
        _render(
            "kit.html.j2", figure, "kit.js", "kit-page.css", kit=kit, rungs=rungs, grid=grid, here=HERE,
            citation=cite_plain(figure, address), bibtex=cite_bibtex(figure, address), edition=edition_words(figure),
            **shown,
        )
        for grid in _grids(figure) or [Markup()]
    )  # fmt: skip


def plot_svg(figure: Figure) -> str:
    """Return the drawing alone, for a page that writes its words itself; as a picture it follows a dark page."""
    opening, rest = figure.svg.split(">", 1)
    return f"{opening}><style>{dark_rules()}</style>{rest}"


def edition_badge(words: str) -> str:
    """Return a picture of a few words that say of which day and data the latest edition is."""
    colours = {"light": LIGHT["accent"], "dark": DARK["accent"]}
    return _BADGE.format(words=escape(words), width=round(6.4 * len(words)), **colours)


def _table(figure: Figure) -> Markup:
    kept = shown_columns(figure.columns)
    rows = [[row[index] for index in kept] for row in figure.rows]
    return Markup(html_table([figure.columns[index] for index in kept], rows, figure.title))


def put_editions(
    folder: Path, editions: Mapping[str, Mapping[str, str | bytes]], about: Mapping[str, Any] | None = None
) -> list[Path]:
    """Write the files of each edition beside and then in place in one step, so that no reader meets half of one.

    about: what its manifest says beside the files and their hashes; without it there is none. Returns the paths.
    """
    written = []
    for edition, files in editions.items():
        contents = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
        if about is not None:
            manifest = {**about, "artefacts": describe_artefacts(dict(sorted(contents.items())))}
            contents[MANIFEST] = (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode()
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as staging:
            fresh = Path(staging, "fresh")
            fill_folder(fresh, contents)
            replace_folder(fresh, folder / edition)
        written += [folder / edition / name for name in contents]
    return written
