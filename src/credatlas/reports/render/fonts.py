"""Give the fonts that drawings are made with, and those of the user, to programs that draw them again.

Knows where matplotlib keeps its fonts; pyplot is not loaded. CREDATLAS_FONTS names a folder of fonts of one's own, for
characters that ours have no glyph for.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from credatlas.files import scratch_folder

FACES = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique")


@contextmanager
def font_folder() -> Iterator[Path]:
    """Give a folder that holds the four faces of DejaVu Sans and the fonts of the user, for as long as the block runs.

    Not matplotlib's own folder: the Last Resort font in there draws a box for every character that has
    no glyph, so that a program which should refuse such a character finds nothing missing.
    """
    with scratch_folder() as folder:
        for font in (*map(shipped_font, FACES), *own_fonts()):
            shutil.copyfile(font, Path(folder, font.name))
        yield Path(folder)


def shipped_font(face: str = FACES[0]) -> Path:
    """Return the file of a face of DejaVu Sans."""
    import matplotlib  # a build with nothing to do asks only which fonts the user has

    return Path(matplotlib.get_data_path(), "fonts", "ttf", f"{face}.ttf")


def own_fonts() -> tuple[Path, ...]:
    """Return the font files of the folder that CREDATLAS_FONTS names.

    Raises ValueError where it is no folder, or holds a file of that kind that is no font.
    """
    named = os.environ.get("CREDATLAS_FONTS")
    if named and not Path(named).is_dir():
        raise ValueError(f"CREDATLAS_FONTS {named!r} is not a folder")
    return tuple(sorted(path for path in Path(named).iterdir() if path.suffix in (".ttf", ".otf"))) if named else ()
