"""Write an executed notebook as one HTML file that needs nothing else: no script, no font, no request.

Knows how blocks of a page become HTML. What is shown, and in which order, is read in `page`.
"""

from markupsafe import Markup
from mistune import BlockState, HTMLRenderer
from nbformat import NotebookNode

from credatlas.reports.render.page import Shown, read_page
from credatlas.reports.render.template_files import fill_template, read_coloured

_markdown = HTMLRenderer(escape=True)
_markdown.register("span", lambda renderer, text, lang: f'<span lang="{lang}">{text}</span>')


def render_html(notebook: NotebookNode, *, title: str | None = None) -> str:
    """Return the report as one HTML file; equal notebooks give equal text.

    `title` takes the place of the notebook's own heading of the first level.
    Raises RenderingError when a cell raised or the page is not well formed (see `read_page`).
    """
    page, style = read_page(notebook, title), Markup(read_coloured("style.css"))
    blocks = (
        block.html if isinstance(block, Shown) else _markdown.render_tokens(block.tokens, BlockState())
        for block in page.blocks
    )
    return fill_template("report.html.j2", page=page, style=style, blocks=list(map(Markup, blocks))) + "\n"
