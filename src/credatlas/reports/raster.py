"""Put a figure on paper of a named size, as PNG or as tagged PDF, with title, subtitle and source as text.

Knows the Typst compiler and the sheet beside it. The paper has exactly the size named; the drawing is as large as fits.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import typst

from credatlas.figures.figure import Figure
from credatlas.figures.fonts import font_folder
from credatlas.figures.kit import PIXELS
from credatlas.reports.errors import RenderingError
from credatlas.reports.page import TEMPLATE
from credatlas.reports.pdf import STANDARDS

PIXELS_PER_POINT = 5 / 3  # at 1x; a drawing of 540 points then has paper of 648, and type of 7.5 points 12 pixels
SCALES = (1, 2)


@contextmanager
def sheet_fonts() -> Iterator[typst.Fonts]:
    """Give the fonts that sheets are set in; made once for all figures of a run."""
    with font_folder() as folder:
        yield typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def render_sheets(figure: Figure, size: str, fonts: typst.Fonts) -> dict[str, bytes]:
    """Return one figure on one paper by file ending: `.png` (1x), `@2x.png`, `.pdf`; equal figures give equal bytes.

    Raises RenderingError with Typst's message where a character has no glyph or the drawing cannot be read.
    """
    try:
        compiler = _compiler(figure, size, fonts)
        rasters = {
            ".png" if scale == 1 else f"@{scale}x.png": compiler.compile(
                format="png", ppi=72 * PIXELS_PER_POINT * scale
            )
            for scale in SCALES
        }
        return rasters | {".pdf": compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=_day(figure))}
    except typst.TypstError as error:
        raise RenderingError(f"figure {figure.id!r} cannot be put on paper: {error.message}") from error


def _compiler(figure: Figure, size: str, fonts: typst.Fonts) -> typst.Compiler:
    width, height = PIXELS[size]
    sheet = {name: getattr(figure, name) for name in ("title", "subtitle", "source", "alt", "svg", "lang")}
    sheet |= {"width": width / PIXELS_PER_POINT, "height": height / PIXELS_PER_POINT}
    return typst.Compiler(
        str(TEMPLATE / "sheet.typ"),
        root=str(TEMPLATE),
        font_paths=fonts,
        sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False)},
    )


def _day(figure: Figure) -> datetime:
    return datetime.fromisoformat(figure.as_of or "1970-01-01").replace(tzinfo=UTC)
