"""Say where the templates lie, and read style sheets among them in the colours of the theme.

Knows no page: what is filled into a template comes from elsewhere.
"""

from functools import cache
from pathlib import Path

from credatlas.figures.drawing import fill_colours

TEMPLATE = Path(__file__).parent / "template"


@cache
def read_coloured(name: str) -> str:
    """Return a style sheet of the template folder with the colours of the theme in it."""
    return fill_colours((TEMPLATE / name).read_text(encoding="utf-8"))
