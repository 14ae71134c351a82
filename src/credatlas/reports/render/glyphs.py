"""Make any text fit to print: stand-ins for characters that no font has, outlines for words that a PDF cannot map.

Knows the characters of the fonts that pages are set in, and the texts of our SVG. HTML needs none of it: a browser has
fonts of its own.
"""

import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath

from credatlas.errors import Problem
from credatlas.evidence import RawTable
from credatlas.figures.drawing import style
from credatlas.reports.render.fonts import own_fonts, shipped_font

MOST_NAMED = 5  # characters of a cell that are named
STAND_IN = "\N{WHITE SQUARE}"  # in place of a character that no font has
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # categories of characters that need no glyph
LETTERS = {Outline.MOVETO: "M", Outline.LINETO: "L", Outline.CURVE3: "Q", Outline.CURVE4: "C", Outline.CLOSEPOLY: "Z"}
INHERITED = ("font-size", "font-weight", "font-style", "text-anchor")
SVG = "http://www.w3.org/2000/svg"


@cache
def _read_fonts(fonts: tuple[Path, ...]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the families of some fonts and the code points that they have glyphs for.

    Raises ValueError for a file that is no font.
    """
    families: list[str] = []
    codes: set[int] = set()
    for path in fonts:
        try:
            font = FT2Font(str(path))
        except (RuntimeError, OSError) as error:
            raise ValueError(f"{path} cannot be read as a font: {error}") from None
        families.append(font.family_name)
        codes |= font.get_charmap().keys()
    return tuple(dict.fromkeys(families)), frozenset(codes)


def own_families() -> list[str]:
    """Return the families of the user's own fonts. Raises ValueError as `own_fonts` does."""
    return list(_read_fonts(own_fonts())[0])


def list_unprintable(text: str) -> list[str]:
    """Return the characters of a text that no font at hand has a glyph for, each once, in their order."""
    known = _read_fonts((shipped_font(), *own_fonts()))[1]
    return [
        letter
        for letter in dict.fromkeys(text)
        if ord(letter) not in known and unicodedata.category(letter) not in INVISIBLE
    ]


def replace_unprintable(value):
    """Return JSON with a visible stand-in for each character that cannot be printed."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(dict.fromkeys(map(ord, list_unprintable(value)), STAND_IN))
    if isinstance(value, dict):
        return {key: replace_unprintable(item) for key, item in value.items()}
    return [replace_unprintable(item) for item in value] if isinstance(value, list) else value


def find_unprintable(tables: Iterable[RawTable]) -> Iterator[Problem]:
    """Yield the cells with characters that a PDF shows a stand-in for; browsers have more fonts."""
    for table in tables:
        for row, (file, line) in zip(table.rows, table.places, strict=True):
            for column, cell in zip(table.descriptor.columns, row, strict=True):
                if not cell.isascii() and (letters := list_unprintable(cell)):
                    codes = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters[:MOST_NAMED])
                    yield Problem(file, line, column, cell, f"a PDF will show {STAND_IN} for {codes}")


def outline_marked_words(svg: str) -> str:
    """Return an SVG whose texts with combining marks are outlines: of those in an SVG a PDF could not be searched.

    The alt text of the figure says what they say.
    """
    if svg.isascii() or not any(map(unicodedata.combining, svg)):
        return svg
    ET.register_namespace("", SVG)
    root = ET.fromstring(svg)
    _outline(root, {})
    return ET.tostring(root, encoding="unicode")


def _outline(parent: ET.Element, inherited: dict[str, str]) -> None:
    look = inherited | {name: parent.attrib[name] for name in INHERITED if name in parent.attrib}
    for index, child in enumerate(parent):
        if child.tag.endswith("}text") and any(map(unicodedata.combining, child.text or "")):
            parent[index] = _as_path(child, look | child.attrib)
        else:
            _outline(child, look)


def _as_path(text: ET.Element, look: dict[str, str]) -> ET.Element:
    """Return a text as a path that looks like it."""
    size, slant = float(look["font-size"].removesuffix("px")), cast(Any, look.get("font-style", "normal"))
    face = FontProperties(family=style.FONT, weight=look.get("font-weight", "normal"), style=slant)
    drawn = TextPath((0, 0), text.text or "", size=size, prop=face)
    wide = drawn.get_extents().x1
    left = {"middle": -wide / 2, "end": -wide}.get(look.get("text-anchor", "start"), 0.0)
    place = f"translate({float(look.get('x', 0)) + left:.2f} {look.get('y', 0)}) scale(1 -1)"
    kept = {name: value for name, value in text.attrib.items() if name not in (*INHERITED, "x", "y", "transform")}
    moved = " ".join(filter(None, (text.get("transform", ""), place)))
    return ET.Element(f"{{{SVG}}}path", {**kept, "transform": moved, "d": _write_path(drawn)})


def _write_path(drawn: Outline) -> str:
    steps = []
    for points, code in drawn.iter_segments(curves=True, simplify=False):
        numbers = "" if code == Outline.CLOSEPOLY else " ".join(f"{number:.2f}" for number in points)
        steps.append(LETTERS[code] + numbers)
    return "".join(steps)
