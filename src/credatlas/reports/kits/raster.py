"""Render a figure as PNG and as tagged PDF in a named size, with title, subtitle and source as text.

Knows what a sheet shows, and Pillow. The paper has exactly the width of the size, and the height
that the drawing needs, so that its type is never smaller.
"""

import io
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import typst
from PIL import Image

from credatlas.figures import Figure, Table, to_csv
from credatlas.figures.drawing import standalone_svg, style
from credatlas.reports.kits.editions import PIXELS
from credatlas.reports.render import (
    STANDARDS,
    RenderingError,
    outline_marked_words,
    replace_unprintable,
    sheet_fonts,
    typeset,
)

PIXELS_PER_POINT = 1.6  # at 1x; a drawing of 640 points then has paper of 675


def render_sheets(figure: Figure, size: str, fonts: typst.Fonts) -> dict[str, bytes]:
    """Return one figure on one paper by file ending: `.png` (1x), `@2x.png`, `.pdf`; equal figures give equal bytes.

    Raises RenderingError with Typst's message where a character has no glyph or the drawing cannot be read.
    """
    try:
        compiler = _compiler(figure, size, fonts)
        double = cast(bytes, compiler.compile(format="png", ppi=72 * PIXELS_PER_POINT * 2))
        day = datetime.fromisoformat(figure.as_of or "1970-01-01").replace(tzinfo=UTC)
        pdf = cast(bytes, compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=day))
        return {**_halve(double), ".pdf": pdf}
    except typst.TypstError as error:
        raise RenderingError(f"figure {figure.id!r} cannot be put on paper: {error.message}") from error


def save_figure(shown: Figure | Table, path: str | Path) -> Path:
    """Write a figure as .svg, .png (at 2x) or .pdf with title and source, or its data as .csv.

    Parameters
    ----------
    shown
        a figure, or a table, of which there is data only.
    path
        where to; its ending says as what.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ValueError
        for another ending, and for a table as anything but .csv.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from credatlas import charts, load, score
    >>> atlas = load().as_of("latest")
    >>> with TemporaryDirectory() as folder:
    ...     save_figure(charts.frontier(score(atlas).dimensions, atlas), f"{folder}/frontier.csv").name
    'frontier.csv'
    """
    path = Path(path)
    ending = path.suffix.lower()
    allowed = (".svg", ".png", ".pdf", ".csv") if isinstance(shown, Figure) else (".csv",)
    if ending not in allowed:
        kind = type(shown).__name__.lower()
        raise ValueError(f"{path.name}: a {kind} is saved as {', '.join(allowed)}; its ending says as which")
    if ending == ".csv" or not isinstance(shown, Figure):
        path.write_text(to_csv(shown), "utf-8")
    elif ending == ".svg":
        path.write_text(standalone_svg(shown), "utf-8")
    else:
        with sheet_fonts() as fonts:
            sheets = render_sheets(shown, _size_of(shown), fonts)
        path.write_bytes(sheets["@2x.png" if ending == ".png" else ending])
    return path


def _size_of(figure: Figure) -> str:
    """Return the named size of a drawing: the one whose width is nearest to its own."""
    found = re.search(r'viewBox="0 0 ([0-9.]+) ', figure.svg)
    width = float(found[1]) if found else style.SIZES["article"][0]
    return min(style.SIZES, key=lambda size: abs(style.SIZES[size][0] - width))


def _halve(png: bytes) -> dict[str, bytes]:
    """Return a picture, less a row where it has an odd number of them, and one of half the size.

    At 1x Typst leaves out rows of a drawing that does not end on whole pixels, which cuts through letters.
    """
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    double = picture.crop((0, 0, picture.width, picture.height // 2 * 2))
    return {".png": _write(double.reduce(2)), "@2x.png": _write(double)}


def _write(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _compiler(figure: Figure, size: str, fonts: typst.Fonts) -> typst.Compiler:
    sheet = {name: getattr(figure, name) for name in ("title", "subtitle", "source", "alt", "svg", "lang")}
    sheet = replace_unprintable(sheet | {"svg": outline_marked_words(figure.svg)})
    _, _, across, high = map(float, re.findall(r'viewBox="([^"]+)"', figure.svg)[0].split())
    shape = {"width": PIXELS[size] / PIXELS_PER_POINT, "ratio": high / across, "pixels": 2 * PIXELS_PER_POINT}
    return typeset("sheet", sheet | shape, fonts)
