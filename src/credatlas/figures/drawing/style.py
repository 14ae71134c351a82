"""The house style: sizes, typeface, the rules of matplotlib, and the one way a drawing becomes SVG.

Knows how every chart looks, in the colours of `theme`. Knows nothing of what a chart says.
"""

import difflib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing.layout import Page
from credatlas.figures.drawing.svg import to_svg
from credatlas.figures.drawing.theme import DIMENSIONS, INK, LINE, PALE, PAPER, QUIET, RAMP
from credatlas.figures.language import as_printed

SIZES = {"article": (640, 360), "square": (480, 480), "tall": (343, 600)}  # points; widths: the narrowest shown, in px
TEXT, SMALL = 13.0, 12.0  # points; beside its margins a drawing is shown a little smaller, and 11 px is the least
MOST_ROW = 30.0  # points; rows higher than this look lost, so few rows make a lower sheet
FONT = "DejaVu Sans"  # measured with; readers without it get a typeface as wide, see svg.FAMILY

MARKERS = {"Canada": "D", "others": "o"}  # shapes, for readers without colour
HATCH = "////"  # missing, everywhere
SHADES = (to_rgba(RAMP[0], PALE), *map(to_rgba, RAMP[1:]))  # of the steps of a score, 0 to 3
SCORE_STEPS = (1, 34, 68)  # points as printed from which a score has the next step: thirds of the scale

Look = dict[str, Any]  # how a mark is drawn: options of matplotlib, whose values have a type per option
BOLD: Look = {"fontsize": TEXT, "fontweight": "bold"}
NOTE: Look = {"fontsize": SMALL, "color": QUIET}
GROUND: Look = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}  # behind words, so that no line runs through them
DIGIT: Look = {"ha": "center", "va": "center_baseline"}


def size_of(size: str) -> tuple[float, float]:
    """Return width and usual height in points; raises ValueError naming the sizes there are."""
    if size not in SIZES:
        near = difflib.get_close_matches(str(size), SIZES, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise ValueError(f"size {size!r} is not one of {', '.join(SIZES)}{hint}")
    return SIZES[size]


def height_for(size: str, rows: int, row: float, around: float) -> float:
    """Return the height in points of a sheet with so many rows.

    It is that of the size where the rows fill it; more where `rows` of at least `row` points and what is
    `around` them need it, less where the rows would be higher than MOST_ROW.
    """
    usual = size_of(size)[1]
    return max(around + rows * row, min(usual, around + rows * MOST_ROW))


def step(score: float) -> int:
    """Return the ramp step of a score in points as it is printed: 0, then thirds of the scale."""
    return step_of(score, SCORE_STEPS)


def step_of_code(code: float, scale: range) -> int:
    """Return the ramp step of a code of a scale, 0 to n, as if it were a score; 0 where there is none (NaN)."""
    return 0 if code != code else step(100 * code / scale[-1])


def step_of(value: float, starts: Sequence[float], digits: int = 0) -> int:
    """Return how many of `starts` a value reaches as it is printed; numbers that are printed alike have one step."""
    return bisect_right(starts, float(as_printed(value, digits)))


def draw(
    figure_id: str,
    title: str,
    alt: str,
    paint: Callable[[Drawing], None],
    width: float,
    height: float,
    foot: float = 0.0,
) -> str:
    """Return the SVG of what `paint` draws on a blank sheet of so many points, named by `title`, described by `alt`.

    `foot`: points at the bottom of the sheet, of its height, that are kept for words.

    Equal input gives equal bytes, whatever matplotlib was told before (a matplotlibrc, `sns.set_theme()`), and its
    settings are as before afterwards; pyplot is never used.
    """
    own = {key: value for key, value in mpl.rcParamsDefault.items() if not key.startswith("backend")}
    with mpl.rc_context({**own, **_rules(figure_id)}):
        drawing = Page(figsize=(width / 72, height / 72))
        drawing.foot = foot
        FigureCanvasAgg(drawing)
        paint(drawing)
        return to_svg(drawing, figure_id, title, alt)


def _rules(figure_id: str) -> dict:
    return {
        "figure.dpi": 72,
        "savefig.dpi": 72,
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "axes.facecolor": "none",
        "svg.fonttype": "none",
        "svg.hashsalt": figure_id,
        "text.parse_math": False,
        "text.hinting": "none",
        "font.family": FONT,
        "font.size": TEXT,
        "text.color": INK,
        "axes.labelcolor": QUIET,
        "axes.edgecolor": LINE,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": SMALL,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.spines.bottom": False,
        "axes.axisbelow": True,
        "grid.color": LINE,
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.6,
        "hatch.color": QUIET,
        "lines.solid_capstyle": "butt",
    }


@contextmanager
def house_style() -> Iterator[None]:
    """Draw one's own charts with matplotlib or seaborn as those of the house: type, lines and colours.

    matplotlib's settings are as before afterwards. The colours of lines and bars are those of the dimensions; paper is
    white.

    Examples
    --------
    >>> import seaborn as sns
    >>> with house_style():
    ...     axes = sns.barplot(x=[1, 2], y=["a", "b"])
    >>> axes.get_xticklabels()[0].get_color() == QUIET
    True
    """
    paper = {"figure.facecolor": "white", "savefig.facecolor": "white", "figure.dpi": 144, "savefig.dpi": 288}
    with mpl.rc_context(_rules("own") | paper | {"axes.prop_cycle": cycler(color=list(DIMENSIONS.values()))}):
        yield
