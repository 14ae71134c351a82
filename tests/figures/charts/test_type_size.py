"""No letter of a chart is smaller than 11 pixels at any width at which it is delivered."""

from itertools import product

import pytest

from credatlas.figures import charts
from credatlas.figures.drawing import standalone_svg
from credatlas.reports.kits.editions import PIXELS
from credatlas.reports.kits.raster import PIXELS_PER_POINT
from credatlas.reports.kits.snippets import FLOWING
from tests.figures.chart_cases import letters

pytestmark = pytest.mark.slow
LEAST = 11.0  # pixels
REM = 16  # pixels
PADDING = {"tall": 16, "article": 28}  # pixels of a framed page beside its drawing, as in chart.css
MARGINS = {"tall": 25, "article": 32.5}  # points of a sheet beside its drawing, as in sheet.typ
WIDER = {size: int("".join(filter(str.isdigit, media))) * REM for size, media in FLOWING.items()}
NARROWEST = {"tall": 343, "article": WIDER["tall"] + 1}  # pixels of the column


@pytest.mark.parametrize(("chart", "size"), list(product(charts.__all__, NARROWEST)))
def test_letters_can_be_read_in_a_frame_a_picture_and_as_markup(chart, size, now):
    figure, column = now.drawn(chart, size=size), NARROWEST[size]
    least, width = letters(figure.svg)
    assert least * (column - PADDING[size]) / width >= LEAST
    paper = PIXELS[size] / PIXELS_PER_POINT
    assert least * (paper - MARGINS[size]) / width * column / paper >= LEAST
    least, width = letters(standalone_svg(figure))
    assert least * column / width >= LEAST
