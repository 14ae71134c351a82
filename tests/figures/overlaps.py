"""Find texts of a drawing that overlap or leave the sheet, as tests of charts need it."""

from itertools import combinations

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing.layout import Box, any_glyph, overlap

_TOUCH = 0.4  # points by which two boxes may graze


class _Recorder(RendererAgg):
    """Notes the box of every line of text that is really drawn."""

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self.texts: list[tuple[str, Box]] = []

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        upright = (x, y - (height - descent), x + width, y + descent)
        turned = (x - (height - descent), y - width, x + descent, y)
        self.texts.append((s, turned if round(angle) % 180 == 90 else upright))


def find_overlaps(drawing: Drawing) -> list[str]:
    """Return a sentence for every two texts of a drawing that overlap and every text that leaves the sheet."""
    width, height = (drawing.get_size_inches() * drawing.dpi).tolist()
    recorder = _Recorder(width, height, drawing.dpi)
    with mpl.rc_context({"text.hinting": "none"}), any_glyph():
        drawing.draw(recorder)
    texts = [(text, box) for text, box in recorder.texts if text.strip()]
    problems = [
        f"{text!r} leaves the sheet"
        for text, (x0, y0, x1, y1) in texts
        if x0 < -_TOUCH or y0 < -_TOUCH or x1 > width + _TOUCH or y1 > height + _TOUCH
    ]
    return problems + [
        f"{a!r} overlaps {b!r}" for (a, one), (b, other) in combinations(texts, 2) if overlap(one, other, -_TOUCH)
    ]
