"""Marks that all charts share: names of rows, heads, hatching, the scale of points, dots, keys.

Knows the house style. Draws no chart of its own.
"""

from collections.abc import Iterable, Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.figures.drawing import style, svg, theme
from credatlas.figures.drawing.layout import any_glyph, fit, sheet, width_of, wrap
from credatlas.figures.language import Language, Translator
from credatlas.figures.naming import group_names

FOOT_LINE, FOOT_GAP, FOOT_LINES = 15.0, 16.0, 8  # points: a line, above the first one; most lines of a sentence
NEAR = 1.5  # points: closer than that, one dot hides another
BOLDER = 1.16  # width of bold letters by that of the usual ones
KEY_LINE = 18.0  # points from line to line of a key
KEY_GAP = 14.0  # points between two entries of a key
GUTTER = {"article": 190.0, "square": 160.0, "tall": 112.0}  # most points for the names of rows
Spot = tuple[float, float, str]  # x and y in points, and a group
Entries = list[tuple[style.Look, str]]  # of a key: how a swatch looks, and its words
OPEN_LOOK: style.Look = {"marker": "o", "color": theme.QUIET, "markerfacecolor": theme.PAPER, "markersize": 8}
MISSING_LOOK: style.Look = {"facecolor": "none", "edgecolor": theme.QUIET, "hatch": style.HATCH * 2}


def foot_lines(sentences: Iterable[str], width: float) -> list[str]:
    """Return sentences in the lines in which they stand at the foot of a sheet so many points wide."""
    return [line for sentence in sentences for line in wrap(sentence, width - 8, style.SMALL, FOOT_LINES)]


def foot_height(lines: Sequence[str]) -> float:
    """Return the points that these lines take at the foot of a sheet."""
    return len(lines) * FOOT_LINE + FOOT_GAP if lines else 0.0


def write_foot(drawing: Drawing, lines: Sequence[str]) -> None:
    """Write in grey, below all that is drawn and parted from it by a rule, who is not drawn and why."""
    if not lines:
        return
    paper, width, top = sheet(drawing)
    paper.plot([4, width - 4], [top + 3] * 2, color=theme.LINE, linewidth=0.8)
    write_lines(paper, 4, top + FOOT_GAP, lines, FOOT_LINE, va="center_baseline", **style.NOTE)


def write_lines(paper: Axes, x: float, y: float, lines: Iterable[str], leading: float, **look) -> None:
    """Write lines below each other, `leading` points apart, the first of them at `y`."""
    for position, words in enumerate(lines):
        paper.text(x, y + position * leading, words, **look)


def row_names(t: Language, ids: Iterable[str], size: str) -> tuple[list[list[str]], float, float]:
    """Return each jurisdiction's names, longest first, then the gutter they need and their text size in points."""
    text = style.SMALL if size == "tall" else style.TEXT
    names = [[t.jurisdiction(i), t.short(i)] for i in ids]
    widest = max((width_of(options[0][:200], text, "bold") for options in names), default=0.0)
    return names, min(GUTTER[size], widest + 12), text


def name_look(group: str) -> style.Look:
    """Return how a name is written: Canada's bold and in its colour, so that it is found without colour too."""
    return {"color": theme.GROUPS[group], "fontweight": "bold"} if group == "Canada" else {"color": theme.INK}


def touch(axes: Axes, ids: Iterable[str], x: float, y: float, width: float, height: float, **look) -> None:
    """Let a page answer where a reader points: an area that nobody sees, of the rows of the data with one of `ids`."""
    area = Rectangle((x, y), width, height, fill=False, linewidth=0, zorder=9, clip_on=False, **look)
    area.set_gid(svg.TOUCHED + " ".join(ids))
    axes.add_patch(area)


def label_row(
    axes: Axes, row: float, candidates: Sequence[str], room: float, size: float, group: str = "", some: str = ""
) -> None:
    """Write a name left of a row: the first of its names that fits into `room` points; `some`: whose row it is."""
    look = name_look(group)
    if some:
        left = room / axes.bbox.width
        touch(axes, [some], -left, row - 0.5, 1 + left, 1, transform=axes.get_yaxis_transform())
    axes.annotate(
        fit(candidates, room - 10, size, look.get("fontweight", "normal")), (0, row),
        xycoords=axes.get_yaxis_transform(), xytext=(-8, 0), textcoords="offset points", ha="right",
        va="center_baseline", fontsize=size, annotation_clip=False, **look,
    )  # fmt: skip


def write_beside(axes: Axes, x: float, y: float, words: str, offset: float, **look) -> None:
    """Write a note `offset` points right of a place of the plot."""
    axes.annotate(
        words, (x, y), xytext=(offset, 0), textcoords="offset points", va="center_baseline", annotation_clip=False,
        **(style.NOTE | look),
    )  # fmt: skip


def head(paper: Axes, x: float, y: float, room: float, words: str) -> None:
    """Write the name of a part, with a rule below it."""
    paper.text(x, y, fit([words], room, style.TEXT, "bold"), **style.BOLD)
    paper.plot([x, x + room], [y + 6] * 2, color=theme.QUIET, linewidth=1)


def hatch(axes: Axes, x: float, y: float, width: float, height: float, **look) -> None:
    """Hatch a box where data are missing, so that it looks neither blank nor like zero."""
    usual: style.Look = {"facecolor": "none", "edgecolor": theme.QUIET, "linewidth": 0.5, "hatch": style.HATCH}
    axes.add_patch(Rectangle((x, y), width, height, **(usual | look)))


def tint(axes: Axes, x: float, y: float, width: float, height: float, step: int, frame: float = 0.0) -> str:
    """Fill a box as a step of the ramp, framed where a text works against it; return the colour of words on it."""
    axes.add_patch(
        Rectangle((x, y), width, height, facecolor=style.SHADES[step], edgecolor=theme.BARRIER, linewidth=frame)
    )
    return theme.ON_RAMP[step] if step else theme.INK


def dot(axes: Axes, x, y, group: str, *, estimated: bool = False, **look) -> None:
    """Draw dots in the colour and shape of a group, open where estimated, else with a rim that parts neighbours."""
    colour, size = theme.GROUPS[group], 8.0 if group == "Canada" else 9.0
    usual: style.Look = {"color": colour, "marker": style.MARKERS[group], "markersize": size, "linestyle": "none"}
    rim: style.Look = {"markeredgecolor": theme.PAPER, "markeredgewidth": 0.6}
    if estimated:
        rim = {"markerfacecolor": theme.PAPER, "markeredgecolor": colour, "markeredgewidth": 1.8}
    axes.plot(x, y, **(usual | rim | look), zorder=4, clip_on=False)


def lay_dots(spots: Iterable[Spot], across: float) -> list[Spot]:
    """Return where dots go so that each group is seen: at one place side by side, one for each group that is there.

    spots: x and y in points, and the group. across: points from dot to dot.
    """
    places: dict[tuple[float, float], set[str]] = {}
    for x, y, group in spots:
        near = (spot for spot in places if max(abs(spot[0] - x), abs(spot[1] - y)) < NEAR)
        places.setdefault(next(near, (x, y)), set()).add(group)
    return [
        (x + (position - (len(groups) - 1) / 2) * across, y, group)
        for (x, y), groups in places.items()
        for position, group in enumerate(sorted(groups))
    ]


def shade_cells(axes: Axes, steps: pd.DataFrame) -> None:
    """Colour the cells of a table by their steps of the ramp, 0 to 3; those without one stay open."""
    with any_glyph():  # seaborn draws the whole sheet
        sns.heatmap(
            steps, ax=axes, mask=steps.isna(), cmap=ListedColormap(style.SHADES), vmin=-0.5, vmax=3.5, cbar=False,
            xticklabels=False, yticklabels=False, zorder=1,
        )  # fmt: skip
    axes.set(xlabel="", ylabel="")


def group_key(groups: Iterable[str], t: Language) -> Entries:
    """Return the entries of a key for groups of jurisdictions, none where the data tell no group apart."""
    shown, names = set(groups) if t.tells_canada_apart else set(), group_names(t)
    return [
        ({"marker": style.MARKERS[group], "color": colour, "markersize": 7, "markeredgewidth": 0}, names[group])
        for group, colour in theme.GROUPS.items()
        if group in shown
    ]


def step_key(words: Sequence[str], steps: Iterable[float]) -> Entries:
    """Return the entries of a key for those steps of the ramp that are among `steps`, the palest first."""
    shown = set(steps)
    looks = enumerate(zip(style.SHADES, words, strict=True))
    return [({"facecolor": shade}, label) for step, (shade, label) in looks if step in shown]


def score_key(t: Translator, scores: pd.Series) -> Entries:
    """Return the entries of a key for the colours that `style.step` gives to these scores, missing ones left out."""
    return step_key(("0", t("1 to 33"), t("34 to 67"), t("68 to 100 points")), scores.dropna().map(style.step))


def key(paper: Axes, x: float, y: float, room: float, entries: Entries) -> None:
    """Write a key: words per entry beside a swatch (options of a patch, or with `marker` of a dot).

    `paper` has points as units and y running down; the last line stands at `y`, earlier ones above it.
    """
    for up, line in enumerate(reversed(_key_lines(room, entries))):
        for left, look, words in line:
            _entry(paper, x + left, y - up * KEY_LINE, look, words)


def key_height(room: float, entries: Entries) -> float:
    """Return the points that a key takes."""
    return len(_key_lines(room, entries)) * KEY_LINE


def key_below(paper: Axes, left: float, y: float, width: float, entries: Entries) -> None:
    """Write a key below a table: from `left`, where its cells begin, or from the edge where that takes two lines.

    The last line of the key stands at `y`, others above it.
    """
    start = left if len(_key_lines(width - left - 4, entries)) == 1 else 4.0
    key(paper, start, y, width - start - 4, entries)


def _key_lines(room: float, entries: Entries) -> list[list[tuple[float, style.Look, str]]]:
    lines: list[list[tuple[float, style.Look, str]]] = [[]]
    left = 0.0
    for look, words in entries:
        words = fit([words], room - 20, style.SMALL)
        needed = 17 + width_of(words, style.SMALL)
        if left and left + needed > room:
            lines.append([])
            left = 0.0
        lines[-1].append((left, look, words))
        left += needed + KEY_GAP
    return lines


def _entry(paper: Axes, x: float, y: float, look: style.Look, words: str) -> None:
    if "marker" in look:
        paper.plot(x + 6, y, linestyle="none", **look)
    else:
        paper.add_patch(Rectangle((x, y - 5), 12, 10, **({"linewidth": 0.5, **look})))
    paper.text(x + 17, y, words, va="center_baseline", **style.NOTE)
