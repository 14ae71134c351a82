"""Make what notebooks show of a figure or table: HTML for those that are trusted and those that are not, and Markdown.

A notebook of somebody else is cleaned before it is shown: drawings and style sheets go, but pictures and what is hidden
stay. Knows that, and how JupyterLab aligns tables. Pages of ours have neither.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from credatlas.figures.drawing import LIGHT

DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
TEXT_CELL = re.compile(r'<(td|th)(?![^>]*class="number")(?=[ >])')
LEFT = '<\\1 style="text-align:left"'  # JupyterLab aligns every cell to the right
LONGEST = 30  # rows that are shown as text


def notebook_html(html: str, name: str, svg: str = "", alt: str = "") -> str:
    """Return the HTML of a page as a notebook shows it.

    `name`: its id. A drawing in it is hidden, beside it stands the same as a picture (`svg`) with its alternative text,
    and a style sheet turns that round: where it is taken away, and the drawing with it, the picture is what is left.
    """
    html = TEXT_CELL.sub(LEFT, html)
    if not svg:
        return html
    turned = f"#{name} .drawn{{display:block!important}}#{name} .pictured{{display:none}}"
    picture = f'<img class="pictured" alt="{escape(alt, quote=True)}" src="{_as_address(svg)}">'
    hidden = DRAWING.sub(lambda found: f'<div class="drawn" style="display:none">{found[0]}</div>', html)
    return f"<style>{turned}</style>" + hidden.replace('<div class="drawn"', f'{picture}<div class="drawn"', 1)


def as_markdown(title: str, words: Iterable[str], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a figure or table as Markdown, for whatever shows no HTML, such as LaTeX: title, words and numbers."""
    lines = [_row(heads), _row(["---"] * len(heads)), *map(_row, rows[:LONGEST])]
    more = ["…"] if len(rows) > LONGEST else []
    return "\n\n".join([f"**{title}**", *words, "\n".join(lines), *more])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _as_address(svg: str) -> str:
    """Return a drawing on paper as the address of a picture."""
    start = svg.index(">") + 1
    paper = f'<rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>'
    return f"data:image/svg+xml;base64,{b64encode((svg[:start] + paper + svg[start:]).encode()).decode()}"
