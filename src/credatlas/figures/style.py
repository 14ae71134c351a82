"""The house style: sizes, typeface, colours, and the one way a drawing becomes SVG.

Knows how every chart looks. Knows nothing of what a chart says. Text, lines and paper use the
colours of `figure.THEME`, which follow a dark page; all other colours are data and stay.
"""

import difflib
from collections.abc import Callable

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing

from credatlas.figures.svg import to_svg

SIZES = {"article": (540, 300), "square": (420, 420), "tall": (288, 512)}  # points; 9:5, 1:1, a phone
TEXT, SMALL, TINY = 7.5, 6.5, 5.5  # points
FONT = "DejaVu Sans"  # measured with; readers without it get a typeface as wide, see svg.FAMILY

INK, QUIET, LINE, PAPER = "#1f2328", "#59636e", "#d1d9e0", "#fefefe"
ON_PALE, ON_DEEP = "#101418", "#ffffff"  # digits inside coloured cells, in light and dark pages alike

RAMP = (LINE, "#a9cbe8", "#5b9bd5", "#1f62a5")  # codes 0-3; 0 is drawn at PALE strength
PALE = 0.5
ON_RAMP = (QUIET, ON_PALE, ON_PALE, ON_DEEP)
DIMENSIONS = {"ST": "#2063b0", "PO": "#9d712d", "SP": "#05a388"}
GROUPS = {"Canada": "#b65a5c", "sector": "#924b84", "Europe": "#4983e5", "Asia-Pacific": "#2da73d"}
MARKERS = {"Canada": "o", "sector": "D", "Europe": "s", "Asia-Pacific": "^"}  # shapes, for readers without colour
CONFIDENCE = {"high": "#1f62a5", "medium": "#5b9bd5", "low": "#a9cbe8"}
BARRIER = "#c8372d"
HATCH = "////"  # missing, everywhere


def size_of(size: str) -> tuple[float, float]:
    """Return width and least height in points; raises ValueError naming the sizes there are."""
    if size not in SIZES:
        near = difflib.get_close_matches(str(size), SIZES, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"size {size!r} is not one of {', '.join(SIZES)}{hint}")
    return SIZES[size]


def step(score: float) -> int:
    """Return the ramp step of a score in points: 0 for zero, then thirds of the scale, as the codes 1 to 3."""
    return 0 if score <= 0 else 1 + int(score > 100 / 3 + 1e-6) + int(score > 200 / 3 + 1e-6)


def draw(figure_id: str, title: str, alt: str, paint: Callable[[Drawing], None], size: str = "article", height: float = 0) -> str:
    """Return the SVG of what `paint` draws on a blank sheet, with `title` and `alt` as its accessible name and text.

    `size` names a width and the least height; many rows need more `height` (points). Equal input gives equal bytes.
    """
    width, least = size_of(size)
    with mpl.rc_context(_rules(figure_id)):
        drawing = Drawing(figsize=(width / 72, max(least, height) / 72))
        FigureCanvasAgg(drawing)
        paint(drawing)
        return to_svg(drawing, figure_id, title, alt)


def _rules(figure_id: str) -> dict:
    return {
        "figure.dpi": 72, "savefig.dpi": 72, "figure.facecolor": "none", "savefig.facecolor": "none", "axes.facecolor": "none",
        "svg.fonttype": "none", "svg.hashsalt": figure_id, "text.parse_math": False, "axes.unicode_minus": True,
        "font.family": FONT, "font.size": TEXT, "text.color": INK, "axes.labelcolor": QUIET, "axes.edgecolor": LINE,
        "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelsize": SMALL, "ytick.labelsize": TEXT, "axes.labelsize": SMALL,
        "xtick.major.size": 0, "ytick.major.size": 0, "axes.spines.top": False, "axes.spines.right": False,
        "axes.spines.left": False, "axes.spines.bottom": False, "axes.linewidth": 0.6, "grid.color": LINE, "grid.linewidth": 0.6,
        "hatch.linewidth": 0.6, "hatch.color": QUIET, "axes.axisbelow": True, "lines.solid_capstyle": "butt",
    }  # fmt: skip
