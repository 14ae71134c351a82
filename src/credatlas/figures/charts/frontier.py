"""Frontier: can a framework be fast and stackable? One dimension against another, with the Pareto front.

A scatter plot with thin bars for bounds, the front as stairs, and a name at every dot. Knows dimension scores; computes
none.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import Box, axes_at, marks, place_labels, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.ranking import pareto_front
from credatlas.settings import DECIMALS

HALF = 50  # points; half of the scale, from which a framework counts as strong on a dimension
STEEPEST = 1.25  # height of the sheet by its width; a square plot shows a trade-off best
LEFT, TOP, RIGHT, BOTTOM = 24, 16, 12, 46  # points around the plot
DOT = 6.5  # points across
TOGETHER = 4  # names at one dot before the rest become a count
NAME, NAMES = 24, 60  # characters of one name, and of all names at one dot
LEADER = 9.0  # points from which a name needs a line to its dot
LETTER = 8.0  # points; height of a line of names
FRONT: style.Look = {"color": theme.INK, "linewidth": 1, "linestyle": (0, (3, 2))}


@chart(
    lambda view: {"dimension_scores": view.scores.dimensions, "jurisdictions": view.compared},
    about="stackability against speed, and who is beaten by nobody",
    gallery=2,
    article_day=True,
)
def frontier(
    dimension_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    x: str = "SP",
    y: str = "ST",
    front: Sequence[str] | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw every jurisdiction that has both scores, thin bars for their bounds, and the front that no other exceeds.

    dimension_scores: jurisdiction_id, dimension_id, score (points, NaN unless `class` is scored), low, high, coded,
    applicable, class. `front`: the ids on the Pareto front, by default those that `index.ranking.pareto_front` names
    among the jurisdictions shown. Jurisdictions without both scores stand in words below the plot, by why.

    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language, NothingToShow
    for nothing to draw.
    """
    t = Language(atlas, lang)
    width, usual = style.size_of(size)
    among = naming.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    names = {"x": t.dimension(x), "y": t.dimension(y)}
    wide = pd.concat([naming.scores_of(dimension_scores, side, among) for side in (x, y)], axis="columns")
    wide = wide.set_axis(["x", "x_low", "x_high", "y", "y_low", "y_high"], axis="columns")
    points = wide.dropna(subset=["x", "y"]).sort_values(["y", "x"], ascending=False, kind="stable")
    if front is None:
        front = pareto_front(points[["x", "y"]].round(DECIMALS)) if len(points) else []
    ahead = [jurisdiction for jurisdiction in points.index if jurisdiction in set(front)]
    apart = naming.too_little_read(dimension_scores, among)
    rest = [jurisdiction for jurisdiction in among if jurisdiction not in points.index]
    behind = [jurisdiction for jurisdiction in rest if jurisdiction not in apart]
    told = {jurisdiction: t("yes") if jurisdiction in ahead else t("no") for jurisdiction in points.index}
    data = wide.loc[[*points.index, *rest]]
    return compose(
        "frontier", _words(points, ahead, names, t), _columns(t, names),
        data.assign(front=list(map(told.get, data.index))),
        partial(_paint, points=points, front=ahead, names=names, t=t), atlas=atlas, t=t, size=size,
        height=min(usual, width * STEEPEST) if len(apart) < len(among) else 0.0, among=among,
        choices=[f"{y}-{x}"] if (x, y) != ("SP", "ST") else [],
        apart=[*_say_behind(behind, t), *naming.say_apart(t, atlas, apart, dimension_scores)],
    )  # fmt: skip


def _say_behind(behind: list[str], t: Language) -> list[str]:
    """Say who was partly read, and has not both scores."""
    return [t("Partly read, without both scores: {names}.", names=naming.listed(t, behind))] if behind else []


def _words(points: pd.DataFrame, front: list[str], names: dict[str, str], t: Language) -> Words:
    alt = [
        t.plural("Scatter plot of {n} jurisdiction.", "Scatter plot of {n} jurisdictions.", len(points)),
        t("Front: {names}.", names=naming.named(t, front)) if front else "",
        *(_span(points[side], names[side], t) for side in ("y", "x") if len(points)),
    ]
    caption = [
        t("Dashed: the front; nobody shown exceeds {names} on both scores.", names=naming.listed(t, front))
        if front
        else "",
        t("Thin bars: the scores if every unread indicator scored 0, or 100."),
    ]
    subtitle = t("{y} against {x}, scores in points, 0 to 100", x=names["x"].lower(), y=names["y"])
    return Words(_title(points, names, t), subtitle, alt, caption)


def _title(points: pd.DataFrame, names: dict[str, str], t: Language) -> str:
    low, high = (points[[f"x_{end}", f"y_{end}"]] for end in ("low", "high"))
    both, open_to = naming.split_reached(points[["x", "y"]], low, high, HALF)
    facts = {"x": names["x"].lower(), "y": names["y"].lower(), "half": HALF, "total": len(points)}
    if points.empty:
        return t("Too little could be read to set {y} against {x}", **facts)
    if both:
        facts["names"] = naming.named(t, both)
        said = t.plural(
            "Of {total} shown with both scores, {names} reaches {half} points on both {y} and {x}",
            "Of {total} shown with both scores, {names} reach {half} points on both {y} and {x}", len(both),
            **facts,
        )  # fmt: skip
    else:
        said = t("Of {total} shown with both scores, none reaches {half} points on both {y} and {x}", **facts)
    if not open_to:
        return said
    return t("{said}; for {names} unread texts leave it open", said=said, names=naming.named(t, open_to))


def _span(scores: pd.Series, name: str, t: Translator) -> str:
    least, most = (t.number(value) for value in (scores.min(), scores.max()))
    return t("{name}: {least} to {most}.", name=name, least=least, most=most)


def _columns(t: Translator, names: dict[str, str]) -> list[Column]:
    shared, sides = naming.shared_columns(t), []
    for side, name in names.items():
        low, high = t("{name}, lowest", name=name), t("{name}, highest", name=name)
        sides += [
            Column(side, name, t("Score; empty when too few indicators were read"), t("points"), 1),
            Column(f"{side}_low", low, t("The score if every unread indicator scored 0"), t("points"), 1),
            Column(f"{side}_high", high, t("The score if every unread indicator scored 100"), t("points"), 1),
        ]
    about = t("Whether no other jurisdiction exceeds it on both scores; empty when it has not both")
    return [shared["jurisdiction"], *sides, Column("front", t("On the front"), about), shared["jurisdiction_id"]]


def _paint(drawing: Drawing, *, points: pd.DataFrame, front: list[str], names: dict[str, str], t: Language) -> None:
    """Draw `points` (x, y and their bounds by jurisdiction); `names`: of the two dimensions."""
    paper, width, height = sheet(drawing)
    axes = axes_at(drawing, LEFT, TOP, RIGHT, BOTTOM)
    marks.scale_points(axes)
    marks.scale_points(axes, vertical=True)
    paper.text(4, 8, names["y"], **style.BOLD)
    paper.text(width - RIGHT, height - BOTTOM + 22, names["x"], ha="right", **style.BOLD)
    zone = t("{half} or more on both", half=HALF)
    shade: style.Look = {"facecolor": theme.LINE, "alpha": 0.35, "linewidth": 0, "zorder": 0}
    axes.add_patch(Rectangle((HALF, HALF), 100 - HALF, 100 - HALF, **shade))
    axes.annotate(zone, (100, 100), xytext=(-4, -4), textcoords="offset points", ha="right", va="top", **style.NOTE)
    bar: style.Look = {"color": theme.QUIET, "alpha": 0.55, "linewidth": 0.9, "zorder": 2, "clip_on": False}
    axes.hlines(points["y"], points["x_low"], points["x_high"], **bar)
    axes.vlines(points["x"], points["y_low"], points["y_high"], **bar)
    corners = _list_corners(points.loc[front])
    axes.plot([x for x, _ in corners], [y for _, y in corners], zorder=3, **FRONT)
    plot = _Plot(width, height)
    dots = marks.lay_dots([(*plot.at(row.x, row.y), t.group(row.Index)) for row in points.itertuples()], 0.8 * DOT)
    for x, y, group in dots:
        marks.dot(paper, x, height - y, group, markersize=DOT)
    _write_names(paper, plot, points, dots, _list_lines(plot, points, corners), t, zone)
    if points.empty:
        axes.text(50, 37, t("no jurisdiction has both scores"), ha="center", va="center", **style.NOTE)
    entries = [*marks.group_key(map(t.group, points.index), t), *([(FRONT, t("front"))] if front else [])]
    marks.key(paper, 4, height - 6, width - 8, entries)


def _list_corners(front: pd.DataFrame) -> list[tuple[float, float]]:
    """Return the corners of the stairs under which every other jurisdiction lies, out to both axes.

    They run level to the next point of the front, then down to the one after it.
    """
    corners, before = [], 0.0
    for row in front.sort_values(["x", "y"], ascending=[True, False]).itertuples():
        corners += [(before, row.y), (row.x, row.y)]
        before = row.x
    return [*corners, (before, 0.0)] if corners else []


class _Plot:
    """Where a score lies on the sheet, in points, y running up."""

    def __init__(self, width: float, height: float):
        self.across, self.up = (width - LEFT - RIGHT) / 100, (height - TOP - BOTTOM) / 100
        self.width, self.height = width, height

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the place of two scores."""
        return LEFT + x * self.across, BOTTOM + y * self.up

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the box between two pairs of scores."""
        return (*self.at(x0, y0), *self.at(x1, y1))


def _list_lines(plot: _Plot, points: pd.DataFrame, corners: list[tuple[float, float]]) -> list[Box]:
    """Return the thin bars and the steps of the front, which names had better not cross."""
    bars = [plot.box(row.x_low, row.y, row.x_high, row.y) for row in points.itertuples()]
    bars += [plot.box(row.x, row.y_low, row.x, row.y_high) for row in points.itertuples()]
    steps = [plot.box(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(corners)]
    return bars + steps


def _write_names(
    paper: Axes,
    plot: _Plot,
    points: pd.DataFrame,
    drawn: list[marks.Spot],
    lines: list[Box],
    t: Language,
    zone: str,
) -> None:
    """Name every dot of `drawn`, those that coincide together, with a thin leader where the name had to move away."""
    spots: dict[tuple[float, float], list[str]] = {}
    for row in points.itertuples():
        spots.setdefault((round(row.x, 1), round(row.y, 1)), []).append(clean(t.short(row.Index), NAME))
    words = [clean(t.join_words(names, TOGETHER), NAMES) for names in spots.values()]
    widths = [width_of(name, style.SMALL) for name in words]
    right, top = plot.width - RIGHT, plot.height - TOP
    corner = (right - width_of(zone, style.SMALL) - 6, top - 14, right, top)
    dots = [plot.at(*spot) for spot in spots]
    room = (LEFT + 2, BOTTOM + 2, plot.width - 3, top + 4)
    taken = [(x - DOT / 2, y - DOT / 2, x + DOT / 2, y + DOT / 2) for x, y, _ in drawn]
    centres = place_labels(dots, widths, LETTER, room, [corner, *taken], lines)
    for dot, centre, name, wide in zip(dots, centres, words, widths, strict=True):
        halves = (wide / 2, LETTER / 2)
        near = [min(max(at, mid - half), mid + half) for at, mid, half in zip(dot, centre, halves, strict=True)]
        if abs(near[0] - dot[0]) + abs(near[1] - dot[1]) > LEADER:
            ends = [plot.height - dot[1], plot.height - near[1]]
            paper.plot([dot[0], near[0]], ends, color=theme.QUIET, linewidth=0.5, zorder=2)
        paper.text(centre[0], plot.height - centre[1], name, fontsize=style.SMALL, **style.DIGIT)
