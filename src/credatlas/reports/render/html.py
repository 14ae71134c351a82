"""Write an executed notebook as one HTML file that needs nothing else: no script, no font, no request.

Knows nbconvert and the template beside it. What is shown, and in which order, is read in `page`.
"""

from functools import cache

from markupsafe import Markup
from mistune import BlockState, HTMLRenderer
from nbconvert.exporters import TemplateExporter
from nbformat import NotebookNode

from credatlas.reports.render.page import Prose, Shown, read_page
from credatlas.reports.render.template_files import TEMPLATE, read_coloured

_markdown = HTMLRenderer(escape=True)
_markdown.register("span", lambda renderer, text, lang: f'<span lang="{lang}">{text}</span>')


class ReportExporter(TemplateExporter):
    """The exporter of `render_html`, also for `nbconvert --to credatlas.reports.render.html.ReportExporter`.

    Not an HTMLExporter: that one reads the finished page again with an HTML parser, which lowers the
    case of the attributes in a drawing (viewBox) and takes longer than everything else.
    """

    file_extension = ".html"
    output_mimetype = "text/html"
    export_from_notebook = "credatlas report"

    def __init__(self, config=None, **options):
        options = {"template_paths": [str(TEMPLATE)], "default_preprocessors": []} | options
        super().__init__(config, filters={"block_html": block_html}, **options)

    def from_notebook_node(self, nb, resources=None, **options):
        """Return the page of a notebook as HTML, and nbconvert's resources."""
        resources = dict(resources or {})
        page = read_page(nb, resources.pop("title", None))
        return super().from_notebook_node(
            nb, resources | {"page": page, "style": Markup(read_coloured("style.css"))}, **options
        )


def render_html(notebook: NotebookNode, *, title: str | None = None) -> str:
    """Return the report as one HTML file; equal notebooks give equal text.

    `title` takes the place of the notebook's own heading of the first level.
    Raises RenderingError when a cell raised or the page is not well formed (see `read_page`).
    """
    return exporter().from_notebook_node(notebook, {"title": title})[0]


@cache
def exporter() -> ReportExporter:
    """Return the exporter of this process, which reads its templates once."""
    return ReportExporter()


def block_html(block: Prose | Shown) -> Markup:
    """Return one block of a page as HTML."""
    if isinstance(block, Shown):
        return Markup(block.html)
    return Markup(_markdown.render_tokens(block.tokens, BlockState()))
