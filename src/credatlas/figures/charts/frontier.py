"""Frontier: can a framework be fast and stackable? One dimension against another.

A scatter plot with thin bars for bounds, faint boxes for those partly read, a word in each corner and a name at every
dot. Knows dimension scores; computes none.
"""

import math
from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset, first_id
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import (
    Box,
    around,
    axes_at,
    fit,
    marks,
    place_at_edge,
    place_labels,
    sheet,
    style,
    theme,
    width_of,
    wrap,
)
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean

HEIGHT = {"article": 300.0, "square": 480.0, "tall": 500.0}  # points of the sheet; an article has little room
LEFT, TOP, RIGHT, BOTTOM = 34, 28, 14, 44  # points around the plot
DOT = 9.0  # points across
TOGETHER = 4  # names at one dot before the rest become a count
NAME, NAMES = 24, 60  # characters of one name, and of all names at one dot
LEADER = 14.0  # points from which a name needs a line to its dot
LETTER = 14.0  # points; height of a line of names
SIDES = ["x", "x_low", "x_high", "y", "y_low", "y_high"]


@chart(
    lambda view: {
        "dimension_scores": view.scores.dimensions,
        "jurisdictions": view.compared,
        "select": view.selection,
    },
    about="stackability against speed",
    gallery=2,
    article_day=True,
)
def frontier(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    x: str | None = None,
    y: str | None = None,
    jurisdictions: Iterable[str] | None = None,
    select: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw every jurisdiction that has both scores with thin bars for their bounds, and a box for those partly read.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN unless `class` is scored), low, high, coded,
    applicable, class. A box spans what unread provisions leave possible on both dimensions, where something was read on
    both; all others without both scores stand in words below the plot, by why. `y` is by default the first dimension of
    the codebook, `x` the last. `select`: those drawn of the
    jurisdictions, by default all.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    shown = naming.select(among, select)
    usual = atlas.dimensions["dimension_id"].iloc[-1], first_id(atlas, "dimension")
    x, y = x or usual[0], y or usual[1]
    names = {"x": t.dimension(x), "y": t.dimension(y)}
    wide = pd.concat([naming.scores_of(dimension_scores, side, shown) for side in (x, y)], axis="columns")
    wide = wide.set_axis(SIDES, axis="columns")
    points = wide.dropna(subset=["x", "y"]).sort_values(["y", "x"], ascending=False, kind="stable")
    rest = [jurisdiction for jurisdiction in shown if jurisdiction not in points.index]
    read = dimension_scores[dimension_scores["dimension_id"].isin([x, y]) & (dimension_scores["coded"] > 0)]
    boxes = wide.loc[[jurisdiction for jurisdiction in rest if (read["jurisdiction_id"] == jurisdiction).sum() == 2]]
    apart = {jurisdiction: known for jurisdiction, known in naming.too_little_read(dimension_scores, shown).items()
             if jurisdiction not in boxes.index}  # fmt: skip
    behind = [jurisdiction for jurisdiction in rest if jurisdiction not in apart and jurisdiction not in boxes.index]
    return compose(
        "frontier", _words(points, names, atlas, t), _columns(t, names), wide.loc[[*points.index, *rest]],
        partial(_paint, points=points, boxes=boxes, names=names, t=t), atlas=atlas, t=t, size=size,
        height=HEIGHT[size] if len(apart) < len(shown) else 0.0, among=shown, asked=among,
        choices=[f"{y}-{x}"] if (x, y) != usual else [],
        apart=[*_say_partly([*boxes.index], behind, t), *naming.say_apart(t, atlas, apart, dimension_scores)],
    )  # fmt: skip


def _say_partly(boxed: list[str], behind: list[str], t: Language) -> list[str]:
    """Say who was partly read: who has a box, and who has not even that."""
    boxes, others = (naming.listed(t, ids) for ids in (boxed, behind))
    said = [
        t.plural("Partly read, somewhere in the dashed box: {names}.",
                 "Partly read, somewhere in the dashed boxes: {names}.", len(boxed), names=boxes),
        t("Partly read, without both scores: {names}.", names=others),
    ]  # fmt: skip
    return [sentence for sentence, ids in zip(said, (boxed, behind), strict=True) if ids]


def _words(points: pd.DataFrame, names: dict[str, str], atlas: Dataset, t: Language) -> Words:
    alt = [
        t.plural("Scatter plot of {n} jurisdiction.", "Scatter plot of {n} jurisdictions.", len(points)),
        *(_span(points[side], names[side], t) for side in ("y", "x") if len(points)),
    ]
    caption = t("Thin bars: the scores if every unread indicator scored 0, or 100.")
    facts = {"x": names["x"].lower(), "y": names["y"]}
    subtitle = (
        t("{y} against {x}, in points of 100; Canada in red", **facts)
        if t.tells_canada_apart
        else t("{y} against {x}, in points of 100", **facts)
    )
    return Words(_title(points, names, t), naming.dated(subtitle, atlas, t), alt, [caption])


def _title(points: pd.DataFrame, names: dict[str, str], t: Language) -> str:
    low, high = (points[[f"x_{end}", f"y_{end}"]] for end in ("low", "high"))
    both, open_to = naming.split_reached(points[["x", "y"]], low, high)
    facts = {"x": names["x"].lower(), "y": names["y"].lower(), "half": naming.HALF, "total": len(points)}
    if points.empty:
        return t("Too little could be read to set {y} against {x}", **facts)
    if both:
        facts["names"] = naming.in_sentence(t, both)
        said = t.plural(
            "Of {total} shown with both scores, {names} reaches {half} points on both {y} and {x}",
            "Of {total} shown with both scores, {names} reach {half} points on both {y} and {x}", len(both),
            **facts,
        )  # fmt: skip
    else:
        said = t("Of {total} shown with both scores, none reaches {half} points on both {y} and {x}", **facts)
    if not open_to:
        return said
    return t("{said}; for {names} unread texts leave it open", said=said, names=naming.in_sentence(t, open_to))


def _span(scores: pd.Series, name: str, t: Translator) -> str:
    least, most = (t.number(value) for value in (scores.min(), scores.max()))
    return t("{name}: {least} to {most}.", name=name, least=least, most=most)


def _columns(t: Translator, names: dict[str, str]) -> Columns:
    sides = []
    for side, name in names.items():
        low, high = t("{name}, lowest", name=name), t("{name}, highest", name=name)
        sides += [
            Column(side, name, t("Score; empty when too few indicators were read"), t("points"), 1),
            Column(f"{side}_low", low, t("The score if every unread indicator scored 0"), t("points"), 1),
            Column(f"{side}_high", high, t("The score if every unread indicator scored 100"), t("points"), 1),
        ]
    return ["jurisdiction", *sides, "jurisdiction_id"]


def _paint(drawing: Drawing, *, points: pd.DataFrame, boxes: pd.DataFrame, names: dict[str, str], t: Language) -> None:
    """Draw `points` and `boxes` (x, y and their bounds by jurisdiction); `names`: of the two dimensions."""
    paper, width, height = sheet(drawing)
    axes = axes_at(drawing, LEFT, TOP, RIGHT, BOTTOM)
    axes.set(xlim=(0, 100), ylim=(0, 100))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks((0, naming.HALF, 100), ["0", str(naming.HALF), "100"])
    axes.grid(True)
    paper.text(4, 15, t("\u2191 {name}", name=names["y"]), **style.BOLD)
    paper.text(width - RIGHT, height - 8, t("{name} \u2192", name=names["x"]), ha="right", **style.BOLD)
    for row in boxes.itertuples():
        look: style.Look = {"edgecolor": theme.GROUPS[t.group(row.Index)], "linestyle": (0, (3, 2)), "linewidth": 0.9}
        corner, sides = (row.x_low, row.y_low), (row.x_high - row.x_low, row.y_high - row.y_low)
        axes.add_patch(Rectangle(corner, *sides, facecolor=(look["edgecolor"], 0.07), **look))
    bar: style.Look = {"color": theme.QUIET, "alpha": 0.55, "linewidth": 1.1, "zorder": 2, "clip_on": False}
    axes.hlines(points["y"], points["x_low"], points["x_high"], **bar)
    axes.vlines(points["x"], points["y_low"], points["y_high"], **bar)
    plot = _Plot(width, height)
    corners = _write_corners(paper, plot, names, t)
    dots = marks.lay_dots([(*plot.at(row.x, row.y), t.group(row.Index)) for row in points.itertuples()], 0.8 * DOT)
    for x, y, group in dots:
        marks.dot(paper, x, height - y, group)
    lines = [plot.box(*ends) for row in points.itertuples()
             for ends in ((row.x_low, row.y, row.x_high, row.y), (row.x, row.y_low, row.x, row.y_high))]  # fmt: skip
    for row in boxes.itertuples():
        lines += [plot.box(row.x_low, y, row.x_high, y) for y in (row.y_low, row.y_high)]
        lines += [plot.box(x, row.y_low, x, row.y_high) for x in (row.x_low, row.x_high)]
    taken = [*corners, *(around((x, y), DOT / 2, DOT / 2) for x, y, _ in dots)]
    taken += _name_dots(paper, plot, points, taken, lines, t)
    _name_boxes(paper, plot, boxes, taken, lines, t)
    if points.empty and boxes.empty:
        axes.text(50, 37, t("no jurisdiction has both scores"), ha="center", va="center", **style.NOTE)


class _Plot:
    """Where a score lies on the sheet, in points, y running up."""

    def __init__(self, width: float, height: float):
        self.across, self.up = (width - LEFT - RIGHT) / 100, (height - TOP - BOTTOM) / 100
        self.width, self.height = width, height
        self.room = (LEFT + 2, BOTTOM + 2, width - 3, height - TOP + 6)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of two scores."""
        return LEFT + x * self.across, BOTTOM + y * self.up

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box between two pairs of scores."""
        return (*self.at(x0, y0), *self.at(x1, y1))


def _write_corners(paper: Axes, plot: _Plot, names: dict[str, str], t: Translator) -> list[Box]:
    """Say in each corner what it means to stand there, and return where the words are."""
    x, y = names["x"].lower(), names["y"].lower()
    corners = {
        (0, 100): t("more {name} only", name=y), (100, 100): t("more of both"),
        (0, 0): t("less of both"), (100, 0): t("more {name} only", name=x),
    }  # fmt: skip
    taken = []
    for (across, up), words in corners.items():
        edge, base = plot.at(across, up)
        lines = wrap(words, 50 * plot.across - 8, style.SMALL)
        base += 5 + LETTER * (len(lines) - 1) if not up else -15
        for line in lines:
            wide = width_of(line, style.SMALL)
            left = edge + 4 if not across else edge - wide - 4
            paper.text(left, plot.height - base, line, style="italic", **style.NOTE)
            taken.append((left, base - 3, left + wide, base + 11))
            base -= LETTER
    return taken


def _name_dots(
    paper: Axes, plot: _Plot, points: pd.DataFrame, taken: list[Box], lines: list[Box], t: Language
) -> list[Box]:
    """Name every dot, those of one colour that coincide together, with a thin leader where a name had to move away.

    Returns where the names stand, and as far around each dot as its own name is from it.
    """
    spots: dict[tuple[float, float, str], list[str]] = {}
    for row in points.itertuples():
        spots.setdefault((round(row.x, 1), round(row.y, 1), t.group(row.Index)), []).append(row.Index)
    names = [_fit_name(ids, plot, t) for ids in spots.values()]
    places = [plot.at(x, y) for x, y, _ in spots]
    centres = place_labels(places, [wide for _, wide in names], LETTER, plot.room, taken, lines)
    kept = []
    for ids, at, centre, (name, wide) in zip(spots.values(), places, centres, names, strict=True):
        halves = (wide / 2, LETTER / 2)
        near = [min(max(here, mid - half), mid + half) for here, mid, half in zip(at, centre, halves, strict=True)]
        if abs(near[0] - at[0]) + abs(near[1] - at[1]) > LEADER:
            ends = [plot.height - at[1], plot.height - near[1]]
            paper.plot([at[0], near[0]], ends, color=theme.QUIET, linewidth=0.7, zorder=2)
        _write_name(paper, plot, ids, centre, name, wide, t)
        marks.touch(paper, ids, at[0] - DOT / 2, plot.height - at[1] - LETTER / 2, DOT, LETTER)
        kept += [around(centre, *halves), around(at, *[math.dist(at, near) + DOT / 2] * 2)]
    return kept


def _name_boxes(
    paper: Axes, plot: _Plot, boxes: pd.DataFrame, taken: list[Box], lines: list[Box], t: Language
) -> None:  # fmt: skip
    """Name every box at its edge, where nothing is `taken`, and add the names to what is."""
    for row in boxes.itertuples():
        name, wide = _fit_name([row.Index], plot, t)
        box = plot.box(row.x_low, row.y_low, row.x_high, row.y_high)
        centre = place_at_edge(box, wide, LETTER, plot.room, taken, lines)
        _write_name(paper, plot, [row.Index], centre, name, wide, t)
        taken.append(around(centre, wide / 2, LETTER / 2))


def _fit_name(some: list[str], plot: _Plot, t: Language) -> tuple[str, float]:
    """Return the name of those at one place, and how wide it is."""
    listed = clean(t.join_words([clean(t.short(one), NAME) for one in some], TOGETHER), NAMES)
    name = fit([listed], plot.width - LEFT - 2 * RIGHT, style.SMALL, "bold")
    return name, width_of(name, style.SMALL, marks.name_look(t.group(some[0])).get("fontweight", "normal"))


def _write_name(
    paper: Axes, plot: _Plot, some: list[str], centre: tuple[float, float], name: str, wide: float, t: Language
) -> None:
    look = marks.name_look(t.group(some[0]))
    paper.text(centre[0], plot.height - centre[1], name, fontsize=style.SMALL, **style.DIGIT, **look)
    marks.touch(paper, some, centre[0] - wide / 2, plot.height - centre[1] - LETTER / 2, wide, LETTER)
