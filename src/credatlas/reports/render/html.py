"""Write an executed notebook as one HTML file that needs nothing else: no font, no request, no script to be read.

Knows how blocks of a page become HTML, and what of the site a page links. What is shown, and in which order, is read
in `page`. A page with a matrix has the script that sorts it.
"""

import re
from html import escape

from markupsafe import Markup
from mistune import BlockState, HTMLRenderer
from nbformat import NotebookNode

from credatlas.figures import list_kits
from credatlas.reports.render.page import Page, Prose, Shown, read_page
from credatlas.reports.render.template_files import fill_template, read_coloured, read_script

_markdown = HTMLRenderer(escape=True)
_markdown.register("span", lambda renderer, text, lang: f'<span lang="{lang}">{text}</span>')
_markdown.register("messages", lambda renderer, text: f'<div class="messages">{text}</div>')


def render_html(notebook: NotebookNode, *, title: str | None = None) -> str:
    """Return the report as one HTML file; equal notebooks give equal text.

    `title` takes the place of the notebook's own heading of the first level.
    Raises RenderingError when a cell raised or the page is not well formed (see `read_page`).

    What may not lie in the site (a kit, the page on method, the glossary) is linked by its place on the front page,
    which is always there; a report without one (`home`) links none of them.
    """
    page = read_page(notebook, title)
    sorts = any(block.data.get("grid") for block in (*page.opening, *page.body) if isinstance(block, Shown))
    style = "".join(map(read_coloured, ["style.css", *(["table.css"] if sorts else [])]))
    script = read_script("table.js") if sorts else ""
    said = [block for block in page.opening if isinstance(block, Prose)]
    shown = [block for block in page.opening if isinstance(block, Shown)]
    parts = {
        name: [Markup(_write(block, page)) for block in blocks]
        for name, blocks in (("said", said), ("shown", shown), ("body", page.body))
    }
    return fill_template("report.html.j2", page=page, style=Markup(style), script=Markup(script), **parts) + "\n"


def _write(block: Prose | Shown, page: Page) -> str:
    if isinstance(block, Prose):
        return str(_markdown.render_tokens(block.tokens, BlockState()))
    if block.kind == "table" or not page.home:
        return block.html
    link = f'<a href="{escape(page.home)}#{_kit_place(block.data["id"])}">{escape(page.words["kit"])}</a>'
    return f'{block.html.removesuffix("</figure>")}<p class="kit">{link}</p></figure>'


def _kit_place(figure_id: str) -> str:
    """Return where the front page has the kit of a figure's chart, such as `figure-frontier`; else that of all kits."""
    chart = re.split(r"-\d{4}-\d\d-\d\d", figure_id)[0]
    return next((f"figure-{kit}" for kit in list_kits() if f"{kit}-".startswith(f"{chart}-")), "figures")
