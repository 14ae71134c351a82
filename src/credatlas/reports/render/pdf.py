"""Write an executed notebook as a tagged PDF: PDF/UA-1 and PDF/A-2a, from Typst, with no font of the system.

Knows the Typst compiler and the template beside it, to which a page goes as JSON. What is shown, and
in which order, is read in `page`; how wide the columns of a table are is decided in `columns`.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Literal, cast

import typst
from nbformat import NotebookNode

from credatlas.figures import caption_parts
from credatlas.figures.drawing import LIGHT
from credatlas.figures.language import clean
from credatlas.reports.render.columns import LINE, lay_out_table, list_sources
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.fonts import font_folder
from credatlas.reports.render.glyphs import outline_marked_words, own_families, replace_unprintable
from credatlas.reports.render.page import Page, Prose, Shown, read_page
from credatlas.reports.render.template_files import TEMPLATE

WIDE, HIGH = 481.9, 440.0  # points: the text of a page, and the most that a drawing takes of its height
LEAST = 7.5  # points of the smallest letters of a drawing in print
LISTED = ("sources", "claims-evidence")  # tables printed as lists, which take less paper
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]


def render_pdf(notebook: NotebookNode, *, title: str | None = None) -> bytes:
    """Return the report as PDF; equal notebooks give equal bytes (the time in it is their metadata's `created`).

    `title` takes the place of the notebook's own heading of the first level.
    A character that no font has is a visible stand-in, and a note at the end says so. Raises RenderingError when the
    page is not well formed (see `read_page`), and with Typst's message where a figure has no alt text or no drawing.
    """
    page = _printable(read_page(notebook, title))
    with sheet_fonts() as fonts:
        try:
            return _compile(page, fonts)
        except typst.TypstError as error:
            words = "".join([error.message, *(f" ({hint})" for hint in error.hints)])
            raise RenderingError(f"the PDF of {_where(page, fonts)} cannot be made: {words}") from error


@contextmanager
def sheet_fonts(shared: typst.Fonts | None = None) -> Iterator[typst.Fonts]:
    """Give the fonts that Typst sets pages, sheets and cards in: `shared` ones, else some made for this block."""
    if shared:
        yield shared
        return
    with font_folder() as folder:
        yield typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def typeset(name: str, data: dict, fonts: typst.Fonts) -> typst.Compiler:
    """Return Typst at work on a template of the folder, which gets the data, our colours and fonts as JSON."""
    told = {**data, "theme": LIGHT, "fonts": own_families()}
    return typst.Compiler(
        str(TEMPLATE / f"{name}.typ"),
        root=str(TEMPLATE),
        font_paths=fonts,
        sys_inputs={name: json.dumps(told, ensure_ascii=False)},
    )


def _printable(page: Page) -> Page:
    """Return a page of characters that can be printed, with a note at its end where some cannot."""
    opening, body = (
        tuple(type(block)(**replace_unprintable(asdict(block))) for block in blocks)
        for blocks in (page.opening, page.body)
    )
    words = {name: replace_unprintable(getattr(page, name)) for name in ("title", "kicker", "description")}
    made = replace(page, **words, opening=opening, body=body)
    if made == page:
        return page
    note = {"type": "paragraph", "children": [{"type": "text", "raw": page.words["unprintable"]}]}
    return replace(made, body=(*body, Prose([note])))


def _compile(page: Page, fonts: typst.Fonts) -> bytes:
    compiler = typeset("report", _page_data(page), fonts)
    return cast(bytes, compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=_created(page)))


def _created(page: Page) -> datetime:
    # PDF/A wants a date; where nobody gave one, the day that is reported on is at least not the clock's
    created = datetime.fromisoformat(page.created or page.as_of or "1970-01-01")
    return created if created.tzinfo else created.replace(tzinfo=UTC)


def _page_data(page: Page) -> dict:
    edition = [(page.words["as_of"], page.day), (page.words["data_version"], page.edition)]
    said = [f"{name} {value}" for name, value in edition if value]
    return {
        "title": page.title,
        "running": clean(page.title, LINE),
        "lang": page.lang,
        "words": page.words,
        "kicker": page.kicker,
        "description": page.description,
        "cover": " · ".join(["credatlas", *said, page.words["not_reviewed"]]),
        "edition": " · ".join(said),
        "opening": [_block_data(block) for block in page.opening],
        "body": [_block_data(block) for block in page.body],
    }


def _block_data(block: Prose | Shown) -> dict:
    if isinstance(block, Prose):
        return {"kind": "prose", "tokens": block.tokens}
    words = {name: block.data.get(name, "") for name in ("id", "title", "subtitle", "caption", "source")}
    if block.kind == "figure":
        own = words["caption"].removesuffix(block.data.get("foot", "")).rstrip()  # the rest stands in the drawing
        parts = caption_parts(own, block.data.get("quote", ""), block.data["lang"])
        words["caption"] = [{"text": text, "lang": lang} for text, lang in parts]
        drawing = {"svg": outline_marked_words(block.data["svg"]), **print_size(block.data["svg"])}
        return {"kind": "figure", **words, "alt": block.data["alt"], **drawing}
    words["caption"] = [{"text": words["caption"], "lang": block.data["lang"]}]
    told = (block.data["columns"], block.data["rows"], block.data["lang"])
    if words["id"].startswith(LISTED):
        addresses = words["id"].startswith("sources")  # those of facts stand among the sources
        return {"kind": "sources", **words, "entries": list_sources(*told, addresses=addresses)}
    return {"kind": "table", **words, **lay_out_table(*told)}


def print_size(svg: str) -> dict[str, float]:
    """Return how wide a drawing is printed and may be at least, in points, and its height as a share of its width.

    It is as wide as the text unless it would be too high; but its letters stay readable, however high it is then.
    """
    found = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', svg)
    width, height = map(float, found.groups()) if found else (WIDE, HIGH)
    letters = min(map(float, re.findall(r'font-size="([\d.]+)', svg)), default=LEAST)
    least = min(WIDE, width * LEAST / letters)
    return {"width": max(min(WIDE, HIGH * width / height), least), "least": least, "shape": height / width}


def _where(page: Page, fonts: typst.Fonts) -> str:
    """Name the figure or table that Typst refuses also when nothing else is on the page, or else the report."""
    bare = replace(page, opening=(), body=())
    for block in page.blocks:
        if isinstance(block, Shown) and _compiles(bare, fonts) and not _compiles(replace(bare, body=(block,)), fonts):
            return f"{block.kind} {block.data['id']!r}"
    return f"report {page.title!r}"


def _compiles(page: Page, fonts: typst.Fonts) -> bool:
    try:
        return bool(_compile(page, fonts))
    except typst.TypstError:
        return False
