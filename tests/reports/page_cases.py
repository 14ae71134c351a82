"""Notebooks as papermill leaves them, built by hand: one that is calm, and the pieces of any other a test needs."""

from collections.abc import Iterable

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from credatlas.figures.figure import Column, Figure, Statement, Table

ABOUT = {
    "lang": "en",
    "study": "comparison",
    "as_of": "2022-11-22",
    "data_version": "2026.11",
    "description": "Two jurisdictions, compared.",
    "created": "2026-11-24T10:00:00+00:00",
}
WORDS = {"caption": "How to read it.", "source": "Source: credatlas data 2026.11; CC BY 4.0", "as_of": "2022-11-22"}


def make_notebook(*cells: NotebookNode | str, **about: str | None) -> NotebookNode:
    """An executed notebook; a string is a text cell, and `about` is what the report says of itself."""
    cells = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=cells, metadata={"credatlas": ABOUT | about})


def show(*things: Figure | Table | Statement | dict, source: str = "show()", outputs: Iterable = ()) -> NotebookNode:
    """A code cell that showed some things, or bundles of such a thing that somebody changed; `outputs` come after."""
    bundles = [thing if isinstance(thing, dict) else thing._repr_mimebundle_() for thing in things]
    shown = [new_output("display_data", data=bundle) for bundle in bundles]
    return new_code_cell(source, outputs=[*shown, *outputs])


def make_figure(id: str = "leaders", word: str = "Ireland leads", **changes) -> Figure:
    """A figure of one bar, in which every field says the same word."""
    fields = {
        "title": word,
        "subtitle": word,
        "alt": f"One bar: {word[:200]}",
        "columns": [Column("jurisdiction", word), Column("score", "Score", digits=1)],
        "rows": [[word, 79.64], ["Nova Scotia", None]],
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><rect id="{id}-bar" width="90" height="40"/></svg>',
    }
    return Figure(id=id, **(WORDS | fields | changes))


def make_table(
    id: str = "clauses", word: str = "Act", href: str = "https://example.org/act?p=1&q=2", **changes
) -> Table:
    """A table of two clauses with a link to the source of each."""
    fields = {
        "title": "Two clauses were read",
        "columns": [Column("jurisdiction", "Jurisdiction"), Column("finding", "Finding"), Column("source", "Source")],
        "rows": [["Ireland", word, {"text": word, "href": href}], ["Ontario", "Not mentioned", None]],
    }
    return Table(id=id, **(WORDS | fields | changes))


def raised(name: str, value: str) -> NotebookNode:
    """A code cell that raised."""
    return show(outputs=[new_output("error", ename=name, evalue=value, traceback=[])])


def make_sample(**about: str | None) -> NotebookNode:
    """A report in small: title, three parts, a computed sentence, two figures and a table."""
    return make_notebook(
        "# Who leads?\n\nThis report compares what frameworks **provide**.",
        show(source="secret = 1", outputs=[new_output("stream", name="stderr", text="a noisy warning")]),
        "## In short",
        show(Statement("- *Ireland* leads with 79.6 points.")),
        "## Who provides what?\n\n### By dimension\n\nSee [the codebook](https://example.org/codebook).",
        show(make_figure(), make_figure("followers", "Nova Scotia follows")),
        "## Sources",
        show(make_table()),
        **about,
    )
