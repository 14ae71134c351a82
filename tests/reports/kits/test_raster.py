"""A figure on paper has exactly the width named, its words as text, and the same bytes each time."""

import io
import re
import struct
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest
from PIL import Image

from credatlas.reports.kits.editions import PIXELS
from credatlas.reports.kits.raster import PIXELS_PER_POINT, render_sheets
from credatlas.reports.render import sheet_fonts


@pytest.fixture(scope="module")
def fonts():
    with sheet_fonts() as opened:
        yield opened


@pytest.mark.parametrize("size", PIXELS)
def test_pictures_have_the_named_width_and_twice_that(size, figure, fonts):
    sheets = render_sheets(figure(size), size, fonts)
    one, two = (struct.unpack(">II", sheets[ending][16:24]) for ending in (".png", "@2x.png"))
    assert one[0] == PIXELS[size] and two == tuple(2 * pixels for pixels in one)


@pytest.mark.parametrize(("size", "across"), [("article", 2056), ("tall", 1072)])
def test_no_row_of_a_drawing_is_left_out(size, across, figure, fonts):
    """A drawing with lines of one pixel of the larger picture; the smaller one has the means of two rows."""
    lines = "".join(f'<rect y="{y}" width="{across}" height="1" fill="#000"/>' for y in range(0, 301, 2))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} 301">{lines}</svg>'
    sheets = render_sheets(replace(figure(size), svg=drawing), size, fonts)
    one, two = (Image.open(io.BytesIO(sheets[ending])).convert("L") for ending in (".png", "@2x.png"))
    shades = [
        [picture.getpixel((picture.width * 19 // 20, y)) for y in range(picture.height)] for picture in (one, two)
    ]
    dark = [row for row, shade in enumerate(shades[1]) if shade < 10]
    assert len(dark) >= 150 and {below - row for row, below in pairwise(dark)} == {2}
    assert shades[0] == pytest.approx(
        [(upper + lower) / 2 for upper, lower in zip(shades[1][::2], shades[1][1::2], strict=True)], abs=1
    )


def test_equal_figures_give_equal_bytes(figure, fonts):
    assert render_sheets(figure(), "article", fonts) == render_sheets(figure(), "article", fonts)


def test_the_pdf_is_one_tagged_page_of_the_same_shape_and_says_it_is_accessible(figure, fonts):
    sheets = render_sheets(figure(), "article", fonts)
    pdf, picture = sheets[".pdf"], struct.unpack(">II", sheets[".png"][16:24])
    assert b"/MarkInfo" in pdf and b"pdfuaid" in pdf
    box = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert float(box[1]) == PIXELS["article"] / PIXELS_PER_POINT
    assert float(box[2]) / float(box[1]) == pytest.approx(picture[1] / picture[0], abs=0.002)


@pytest.mark.poppler
def test_title_subtitle_and_source_are_text_in_the_pdf(figure, fonts, tmp_path):
    (tmp_path / "a.pdf").write_bytes(render_sheets(figure(subtitle="In points"), "article", fonts)[".pdf"])
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert "Ireland leads" in text and "In points" in text and "Source: credatlas data 2026.11" in text


@pytest.mark.parametrize("word", ["#panic()", "$x^2$", "*bold* _it_ `raw` \\ #let", '"quotes" [brackets]'])
def test_words_are_shown_and_never_run(word, figure, fonts):
    assert render_sheets(figure(word=word), "article", fonts)[".pdf"]


def test_a_character_without_a_glyph_is_shown_as_a_square(figure, fonts):
    shown, square = (render_sheets(figure(title=f"{letter} leads"), "article", fonts) for letter in ("\U0001f98a", "□"))
    assert shown == square


def test_a_figure_is_saved_as_what_the_name_says(figure, tmp_path):
    shown = figure("square")
    starts = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".csv": shown.columns[0].name.encode()}
    for ending, start in starts.items():
        path = shown.save(tmp_path / f"x{ending}")
        assert path.read_bytes().startswith(start)
    assert struct.unpack(">I", (tmp_path / "x.png").read_bytes()[16:20]) == (2 * PIXELS["square"],)
    assert shown.title in ET.parse(tmp_path / "x.svg").getroot().itertext()


def test_another_ending_is_refused_with_those_there_are(figure, tmp_path):
    with pytest.raises(ValueError, match=r"^x.docx: a figure is saved as .svg, .png, .pdf, .csv; its ending"):
        figure("article").save(tmp_path / "x.docx")
    with pytest.raises(ValueError, match=r"^x.png: a table is saved as .csv; its ending"):
        figure("article").show_table().save(tmp_path / "x.png")
    assert not list(tmp_path.iterdir())
