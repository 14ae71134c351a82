"""Give the fonts that drawings are made with to programs that draw them again.

Knows where matplotlib keeps its fonts; pyplot is not loaded.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib

from credatlas.files import scratch_folder

FACES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique")


@contextmanager
def font_folder() -> Iterator[Path]:
    """Give a folder that holds the four faces of DejaVu Sans, for as long as the block runs.

    Not matplotlib's own folder: the Last Resort font in there draws a box for every character that has
    no glyph, so that a program which should refuse such a character finds nothing missing.
    """
    shipped = Path(matplotlib.get_data_path(), "fonts", "ttf")
    with scratch_folder() as folder:
        for face in FACES:
            shutil.copy(shipped / f"{face}.ttf", folder)
        yield Path(folder)
