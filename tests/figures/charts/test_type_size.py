"""No letter of a chart is smaller than 11 pixels at any width at which it is delivered."""

import xml.etree.ElementTree as ET
from itertools import product

import pytest

from credatlas.figures import charts
from credatlas.figures.drawing import standalone_svg
from credatlas.reports.kits.editions import PIXELS
from credatlas.reports.kits.raster import PIXELS_PER_POINT
from credatlas.reports.kits.snippets import FLOWING

pytestmark = pytest.mark.slow
LEAST = 11.0  # pixels
REM = 16  # pixels
PADDING = {"tall": 16, "square": 28, "article": 28}  # pixels of a framed page beside its drawing, as in chart.css
MARGINS = {"tall": 24, "square": 32, "article": 32}  # points of a sheet beside its drawing, as in sheet.typ
WIDER = {size: int(media.strip("(max-width: rem)")) * REM for size, media in FLOWING.items()}
NARROWEST = {"tall": 343, "square": WIDER["tall"] + 1, "article": WIDER["square"]}  # pixels of the column


def letters(svg: str) -> tuple[float, float]:
    """Return the smallest size of a text of a drawing, and how wide the drawing is, both in its own units."""
    root, found = ET.fromstring(svg), []

    def collect(element: ET.Element, size: str) -> None:
        size = element.get("font-size", size)
        if element.tag.endswith("text"):
            found.append(float(size.removesuffix("px")))
        for child in element:
            collect(child, size)

    collect(root, "nan")
    return min(found), float(root.get("viewBox").split()[2])


@pytest.mark.parametrize(("chart", "size"), list(product(charts.__all__, NARROWEST)))
def test_letters_can_be_read_in_a_frame_a_picture_and_as_markup(chart, size, now):
    figure, column = now.drawn(chart, size=size), NARROWEST[size]
    least, width = letters(figure.svg)
    assert least * (column - PADDING[size]) / width >= LEAST
    paper = PIXELS[size] / PIXELS_PER_POINT
    assert least * (paper - MARGINS[size]) / width * column / paper >= LEAST
    least, width = letters(standalone_svg(figure))
    assert least * column / width >= LEAST
