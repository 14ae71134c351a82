"""The folder of fonts holds the typeface of the drawings and nothing that hides a missing glyph."""

import subprocess
import sys

from credatlas.figures.drawing.style import FONT
from credatlas.reports.render.fonts import font_folder


def test_the_folder_holds_four_faces_and_no_font_of_last_resort():
    with font_folder() as folder:
        assert sorted(path.name for path in folder.iterdir()) == [
            "DejaVuSans-Bold.ttf",
            "DejaVuSans-BoldOblique.ttf",
            "DejaVuSans-Oblique.ttf",
            "DejaVuSans.ttf",
        ]
        assert {path.read_bytes()[:4] for path in folder.iterdir()} == {b"\x00\x01\x00\x00"}  # TrueType


def test_the_faces_are_of_the_typeface_that_charts_are_drawn_with():
    from matplotlib.font_manager import get_font

    with font_folder() as folder:
        assert {get_font(path).family_name for path in folder.iterdir()} == {FONT}


def test_the_folder_is_gone_after_the_block_also_when_the_block_raised():
    try:
        with font_folder() as folder:
            raise KeyError
    except KeyError:
        assert not folder.exists()


def test_fonts_are_found_without_loading_pyplot():
    code = "import sys, credatlas.reports.render.fonts as f\nwith f.font_folder(): print('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
