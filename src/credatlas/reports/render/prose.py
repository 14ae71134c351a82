"""Translate the prose of notebooks: each paragraph of a text cell is a sentence of the catalogues.

Knows how a text cell falls into paragraphs. What is computed speaks the language already.
"""

import re

from nbformat import NotebookNode

from credatlas.figures.language import translator


def paragraphs(source: str) -> list[str]:
    r"""Return the paragraphs of a text cell, headings among them without their marks, as the catalogues hold them.

    >>> paragraphs("## In short\n\nNumbers in brackets are bounds.\n")
    ['In short', 'Numbers in brackets are bounds.']
    """
    return [words for _, words in _parts(source)]


def translate_prose(notebook: NotebookNode, lang: str) -> None:
    """Put the text cells of a notebook into a language; what no catalogue has stays English."""
    t = translator(lang)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = "\n\n".join(mark + t(words) for mark, words in _parts(cell.source))


def _parts(source: str) -> list[tuple[str, str]]:
    """Return the heading mark ("" for other paragraphs) and the words of each paragraph."""
    blocks = filter(None, map(str.strip, re.split(r"\n\s*\n", source)))
    return [re.findall(r"(?s)^(#* ?)(.*)", block)[0] for block in blocks]
