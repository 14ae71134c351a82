"""Frontier: can a framework be fast and stackable? One dimension against another, with the Pareto front.

Knows dimension scores and which jurisdictions are on the front. Computes no score.
"""

from collections.abc import Sequence
from functools import partial

import pandas as pd
from matplotlib.patches import Rectangle

from credatlas.figures import style
from credatlas.figures.charts import parts
from credatlas.figures.figure import Column, Figure
from credatlas.figures.layout import axes_at, place_labels, sheet, width_of
from credatlas.figures.words import Labels, clean, join_words, number, translator
from credatlas.index.relations import pareto_front

HALF = 50  # points; half of the scale, from which a framework is called strong on a dimension
LEFT, TOP, RIGHT, BOTTOM = 34, 14, 10, 44  # points around the plot
TOGETHER = 4  # names at one point before the rest become a count


def frontier(dimension_scores: pd.DataFrame, atlas, *, x: str = "SP", y: str = "ST", front: Sequence[str] | None = None, jurisdictions=None,
             size: str = "article", lang: str = "en") -> Figure:  # fmt: skip
    """Draw every jurisdiction that has both scores, thin bars for their bounds, and the front that no other exceeds on both.

    dimension_scores: jurisdiction_id, dimension_id, score (points), low, high. `front`: ids on the Pareto front; by default
    those that `index.relations.pareto_front` names. Jurisdictions without both scores are listed in the caption.
    Raises KeyError for an unknown jurisdiction or dimension, ValueError for an unknown size or language or nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    among = parts.shown_jurisdictions(dimension_scores, atlas, jurisdictions)
    axes_names = {"x": labels.dimension(x), "y": labels.dimension(y)}
    wide = _wide(dimension_scores, among, x, y)
    points = wide.dropna(subset=["x", "y"]).sort_values(["y", "x"], ascending=False, kind="stable")
    on_front = [some for some in (pareto_front(points[["x", "y"]]) if front is None and len(points) else front or ()) if some in points.index]
    title, alt, caption = _words(points, on_front, [some for some in among if some not in points.index], axes_names, labels, t)
    name = parts.figure_id("frontier", atlas, *([] if (x, y) == ("SP", "ST") else [y, x]), among=among, size=size, lang=lang)
    paint = partial(_paint, points=points, front=on_front, names=axes_names, labels=labels, atlas=atlas, t=t)
    return Figure(
        id=name, title=title, alt=alt, caption=caption, source=parts.source_line(atlas, t), columns=_columns(t, axes_names),
        rows=_rows(wide, points, on_front, labels, t), as_of=atlas.date, data_version=atlas.version, lang=lang,
        subtitle=t("{y} against {x}, scores in points, 0 to 100; thin bars: lowest and highest possible score", x=axes_names["x"].lower(), y=axes_names["y"]),
        svg=style.draw(name, title, alt, paint, size, style.size_of(size)[0] * 1.15 if size == "tall" else 0),
    )  # fmt: skip


def _wide(scores: pd.DataFrame, among: list[str], x: str, y: str) -> pd.DataFrame:
    """One row per jurisdiction: x, x_low, x_high, y, y_low, y_high."""
    sides = []
    for side, dimension in (("x", x), ("y", y)):
        rows = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id")[["score", "low", "high"]].reindex(among)
        sides.append(rows.set_axis([side, f"{side}_low", f"{side}_high"], axis="columns").astype(float))
    return pd.concat(sides, axis="columns")


def _words(points, front, unscored, names, labels, t) -> tuple[str, str, str]:
    x, y = names["x"].lower(), names["y"].lower()
    both = [some for some in points.index if points.at[some, "x"] >= HALF and points.at[some, "y"] >= HALF]
    facts = {"x": x, "y": y, "n": len(both), "total": len(points), "names": parts.named(labels, both), "half": HALF}
    if points.empty:
        title = t("Too little could be read to set {y} against {x}", **facts)
    elif not both:
        title = t("None of {total} jurisdictions reaches {half} points on both {y} and {x}", **facts)
    elif len(both) == len(points):
        title = t("{names}: all reach {half} points on both {y} and {x}", **facts) if len(both) > 1 else t(
            "{names} reaches {half} points on both {y} and {x}", **facts)
    elif len(both) == 1:
        title = t("Only {names} reaches {half} points on both {y} and {x}", **facts)
    else:
        title = t("{names} reach {half} points on both {y} and {x}; {rest} do not", **facts, rest=len(points) - len(both))
    alt = parts.within(
        t("Scatter plot of {n} jurisdictions.", n=len(points)) + " " + title + ".",
        t("Front: {names}.", names=parts.named(labels, front)) if front else "",
        t("{y} runs from {least} to {most}, {x} from {x_least} to {x_most}.", y=names["y"], x=x, **_range(points, t)) if len(points) else "",
        t.plural("{n} without both scores.", "{n} without both scores.", len(unscored)) if unscored else "",
    )  # fmt: skip
    caption = t("Dashed: the front; whoever is on it is not exceeded on both scores by anyone: {names}.", names=parts.named(labels, front, 30)) + " " if front else ""
    caption += t("Thin bars: the scores if every unread indicator scored 0, or 100.")
    if unscored:
        caption += " " + t("Too little read for both scores, so not drawn: {names}.", names=parts.named(labels, unscored, 30))
    return clean(title, 200), alt, caption


def _range(points, t) -> dict:
    said = {"least": points["y"].min(), "most": points["y"].max(), "x_least": points["x"].min(), "x_most": points["x"].max()}
    return {key: number(value, lang=t.lang) for key, value in said.items()}


def _columns(t, names) -> tuple[Column, ...]:
    sides = []
    for side in ("x", "y"):
        sides += [
            Column(side, names[side], t("Score; empty when too few indicators were read"), t("points"), 1),
            Column(f"{side}_low", t("{name}, lowest", name=names[side]), t("The score if every unread indicator scored 0"), t("points"), 1),
            Column(f"{side}_high", t("{name}, highest", name=names[side]), t("The score if every unread indicator scored 100"), t("points"), 1),
        ]
    front = Column("front", t("On the front"), t("Whether no other jurisdiction exceeds it on both scores; empty when it has not both"))
    ids = Column("jurisdiction_id", t("Jurisdiction id"), t("Id of the jurisdiction"))
    return (Column("jurisdiction", t("Jurisdiction"), t("Name of the jurisdiction")), *sides, front, ids)


def _rows(wide, points, front, labels, t):
    order = [*points.index, *(some for some in wide.index if some not in points.index)]
    told = {some: t("yes") if some in front else t("no") for some in points.index}
    return tuple((labels.jurisdiction(some), *wide.loc[some], told.get(some), some) for some in order)


def _paint(drawing, *, points, front, names, labels, atlas, t) -> None:
    width, height = (drawing.get_size_inches() * 72).tolist()
    axes = axes_at(drawing, LEFT, TOP, RIGHT, BOTTOM)
    parts.scale_points(axes)
    parts.scale_points(axes, vertical=True)
    axes.add_patch(Rectangle((HALF, HALF), 50, 50, facecolor=style.LINE, alpha=0.35, linewidth=0, zorder=0))
    paper = sheet(drawing)
    paper.text(LEFT, 8, names["y"], fontsize=style.TEXT, fontweight="bold", va="baseline")
    paper.text(width - RIGHT, height - BOTTOM + 22, names["x"], fontsize=style.TEXT, fontweight="bold", ha="right", va="baseline")
    zone = t("{half} or more on both", half=HALF)
    axes.annotate(zone, (100, 100), xytext=(-4, -4), textcoords="offset points", ha="right", va="top", fontsize=style.SMALL, color=style.QUIET)
    for row in points.itertuples():
        axes.plot([row.x_low, row.x_high], [row.y, row.y], color=style.QUIET, linewidth=0.9, alpha=0.55, zorder=2, clip_on=False)
        axes.plot([row.x, row.x], [row.y_low, row.y_high], color=style.QUIET, linewidth=0.9, alpha=0.55, zorder=2, clip_on=False)
    _draw_front(axes, points.loc[front])
    for row in points.itertuples():
        group = parts.group_of(atlas, row.Index)
        axes.plot(row.x, row.y, marker=style.MARKERS.get(group, "o"), color=style.GROUPS.get(group, style.QUIET), markersize=6.5,
                  markeredgecolor=style.PAPER, markeredgewidth=0.7, zorder=4, clip_on=False)  # fmt: skip
    _label(axes, paper, points, labels, zone, (width, height), t)
    if points.empty:
        axes.text(50, 50, t("no jurisdiction has both scores"), ha="center", va="center", fontsize=style.TEXT, color=style.QUIET)
    groups = [parts.group_of(atlas, some) for some in points.index]
    entries = parts.group_key(groups, t) + ([({"linestyle": (0, (3, 2)), "color": style.INK, "linewidth": 1}, t("front"))] if front else [])
    parts.key(paper, 4, height - 6, width - 8, entries)


def _draw_front(axes, front: pd.DataFrame) -> None:
    """Draw the stairs under which every other jurisdiction lies, out to both axes."""
    stairs = front.sort_values(["x", "y"], ascending=[True, False])
    if stairs.empty:
        return
    across, up = [0.0], [float(stairs["y"].iloc[0])]
    for row in stairs.itertuples():
        across += [across[-1] if row.y == up[-1] else row.x, row.x][: 2 if row.y == up[-1] else 1]
        up += [up[-1], row.y][: 2 if row.y == up[-1] else 1]
    axes.step([0.0, *stairs["x"], float(stairs["x"].iloc[-1])], [float(stairs["y"].iloc[0]), *stairs["y"], 0.0], where="pre", color=style.INK,
              linewidth=1, linestyle=(0, (3, 2)), zorder=3)  # fmt: skip


def _label(axes, paper, points, labels, zone: str, extent, t) -> None:
    """Name every point, those that coincide together, with a thin leader where the name had to move away."""
    width, height = extent
    spots: dict[tuple[float, float], list[str]] = {}
    for row in points.itertuples():
        spots.setdefault((round(row.x, 1), round(row.y, 1)), []).append(row.Index)
    across, up = width - LEFT - RIGHT, height - TOP - BOTTOM
    places = [(LEFT + x / 100 * across, BOTTOM + y / 100 * up) for x, y in spots]
    words = [clean(join_words([clean(labels.short(some), 24) for some in ids], t.lang, TOGETHER), 60) for ids in spots.values()]
    corner = (width - RIGHT - width_of(zone, style.SMALL) - 6, height - TOP - 14, width - RIGHT, height - TOP)
    sizes = [width_of(text, style.SMALL) for text in words]
    for point, centre, text, size in zip(places, place_labels(places, sizes, 8, (LEFT + 2, BOTTOM + 2, width - 3, height - TOP + 4), [corner]), words, sizes, strict=True):
        near = min(max(point[0], centre[0] - size / 2), centre[0] + size / 2), min(max(point[1], centre[1] - 4), centre[1] + 4)
        if abs(near[0] - point[0]) + abs(near[1] - point[1]) > 9:
            paper.plot([point[0], near[0]], [height - point[1], height - near[1]], color=style.QUIET, linewidth=0.5, zorder=2)
        paper.text(centre[0], height - centre[1], text, fontsize=style.SMALL, ha="center", va="center_baseline")
