"""Hasse: who is clearly ahead of whom, and which pairs the simulations leave open.

Boxes in rows, lines that run down between them, and those without a rank below. Knows shares of simulations in which
one beats another; computes none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import FancyBboxPatch

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import fit, layers, marks, sheet, style, theme, width_of, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.ranking import relations

LEVEL = 0.95  # of the simulations
WIDEST = {"article": 196.0, "square": 170.0, "tall": 140.0}  # points of the names in a box
LINES = 6  # of names in a box, before the rest become an ellipsis
NAME = 40  # characters of one name among others
LETTER, PAD = 16.0, 8.0  # points: height of a line of names, and the margin around them
EDGE = 6.0  # points around everything
LEAST, MOST = 28.0, 50.0  # points between two rows
APART, KEY = 6, 26.0  # lines of those without a rank, points of the key
THREAD: style.Look = {"color": theme.QUIET, "linewidth": 0.9, "zorder": 1, "solid_joinstyle": "round"}
FRAME: style.Look = {"facecolor": theme.PAPER, "linewidth": 1.2, "zorder": 2}
MIXED: style.Look = {"edgecolor": theme.QUIET, "linestyle": (0, (3, 2))}  # a box of several groups


@chart(lambda view: {"win_matrix": view.simulation.win_matrix()}, about="who is clearly ahead of whom", gallery=8)
def hasse(
    win_matrix: pd.DataFrame,
    atlas: Dataset,
    *,
    level: float = LEVEL,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw who is ahead of whom in at least `level` of the simulations, the better above.

    What follows from other lines is not drawn. win_matrix: jurisdictions x jurisdictions, the share of draws (0-1) in
    which row beats column, as `Simulation.win_matrix` gives it. Those that beat, and are beaten by, exactly the same
    share a box. Jurisdictions of the data that the matrix does not have cannot be ranked, and stand apart below a line,
    those without a framework below that.
    Refused are a level not above 0.5, and a relation that runs in a circle.
    """
    t = Language(atlas, lang)
    among = naming.select(naming.shown_jurisdictions(atlas.jurisdictions, atlas, jurisdictions))
    without = naming.without_framework(atlas, among)
    shown = [jurisdiction for jurisdiction in among if jurisdiction not in without]
    ranked = [jurisdiction for jurisdiction in shown if jurisdiction in win_matrix.index]
    wins = win_matrix.reindex(index=ranked, columns=ranked).astype(float)
    relation = relations.beats(wins, level)
    boxes = group_alike(relation)
    heads = [box[0] for box in boxes]
    lines = _list_pairs(relations.hasse(relation.loc[heads, heads]))
    apart = [jurisdiction for jurisdiction in shown if jurisdiction not in ranked]
    order = _arrange(boxes, lines, apart, t, size)
    return compose(
        "hasse", _words(relation, boxes, apart, level, t), _columns(t), _tell_pairs(wins, relation, boxes, lines, t),
        partial(_paint, order=order, t=t), atlas=atlas, t=t, size=size, height=order.height if shown else 0.0,
        among=among, choices=[f"{100 * level:g}"] if level != LEVEL else [],
        apart=naming.say_apart(t, atlas, without),
    )  # fmt: skip


def group_alike(relation: pd.DataFrame) -> list[list[str]]:
    """Return the units in groups that stand above and below exactly the same others, in the order of the table."""
    groups: dict[tuple, list[str]] = {}
    for unit in relation.index:
        groups.setdefault((*relation.loc[unit], *relation[unit]), []).append(unit)
    return list(groups.values())


def _list_pairs(relation: pd.DataFrame) -> list[tuple[str, str]]:
    return [(upper, lower) for upper in relation.index for lower in relation.columns if relation.at[upper, lower]]


def _words(relation: pd.DataFrame, boxes: list[list[str]], apart: list[str], level: float, t: Language) -> Words:
    share = t.number(100 * level)
    losses = relation.sum(axis=0)
    alt = [
        t.plural("Diagram of {n} framework.", "Diagram of {n} frameworks.", len(relation)),
        _beaten_most(losses, t) if len(losses) and losses.max() else "",
        t("{n} cannot be ranked.", n=len(apart)) if apart else "",
    ]
    caption = [
        t("A line runs down to those that score lower in at least {share}% of the simulations. Lines implied by "
          "others are left out. Where no path leads down, no order can be stated.", share=share),
        t("Those in one box cannot be told apart.") if any(len(box) > 1 for box in boxes) else "",
        t("Not ranked, since too little could be read: {names}.", names=naming.listed(t, apart)) if apart else "",
    ]  # fmt: skip
    subtitle = t("Who scores higher in at least {share}% of simulations of weights, methods, coding and unread texts",
                 share=share)  # fmt: skip
    return Words(_title(relation, apart, share, t), subtitle, alt, caption)


def _title(relation: pd.DataFrame, apart: list[str], share: str, t: Language) -> str:
    count, decided = len(relation), int(relation.to_numpy().sum())
    everyone = naming.in_sentence(t, relation.index)
    if not count:
        return t("{names} cannot be ranked: too little could be read", names=naming.in_sentence(t, apart))
    if count == 1:
        return t("Of those shown only {names} can be ranked, so there is nobody to compare it with", names=everyone)
    if not decided:
        return t("No order between {names} holds in {share}% of simulations", names=everyone, share=share)
    unbeaten = naming.in_sentence(t, relation.columns[~relation.any(axis=0)])
    facts = {"total": count * (count - 1) // 2, "share": share, "names": unbeaten}
    return t.plural(
        "{n} of {total} pairs shown keeps its order in {share}% of simulations; none is so reliably ahead of {names}",
        "{n} of {total} pairs shown keep their order in {share}% of simulations; none is so reliably ahead of {names}",
        decided, **facts,
    )  # fmt: skip


def _beaten_most(losses: pd.Series, t: Language) -> str:
    most = int(losses.max())
    names = naming.named(t, losses.index[losses == most])
    return t.plural("Behind {n} other: {names}.", "Behind {n} others: {names}.", most, names=names)


def _columns(t: Translator) -> Columns:
    return [
        Column("better", t("Better"), t("Name of the jurisdiction that is ahead of the other")),
        Column("worse", t("Worse"), t("Name of the jurisdiction that is behind")),
        Column(
            "share", t("Share"), t("Share of the simulations in which the better has the higher score"), t("0 to 1"), 3
        ),
        Column("line", t("Line"), t("Whether a line is drawn between their boxes")),
        Column("better_id", t("Better, id"), t("Id of the jurisdiction that is ahead of the other")),
        Column("worse_id", t("Worse, id"), t("Id of the jurisdiction that is behind")),
    ]


def _tell_pairs(
    wins: pd.DataFrame, relation: pd.DataFrame, boxes: list[list[str]], lines: list[tuple[str, str]], t: Language
) -> pd.DataFrame:
    """Return who beats whom, in what share of simulations, and whether a line is drawn between their boxes."""
    head = {jurisdiction: box[0] for box in boxes for jurisdiction in box}
    pairs = _list_pairs(relation)
    told = pd.DataFrame(pairs, columns=["better_id", "worse_id"], dtype=object)
    return told.assign(
        better=told["better_id"].map(t.jurisdiction),
        worse=told["worse_id"].map(t.jurisdiction),
        share=[wins.at[pair] for pair in pairs],
        line=[(head[better], head[worse]) in lines for better, worse in pairs],
    )


@dataclass(frozen=True)
class Box:
    """What one box says, the group that all its members belong to or "", and how large it is, in points."""

    lines: list[str]
    group: str
    width: float
    height: float


@dataclass(frozen=True)
class Arranged:
    """Boxes by their first member, their rows with both ends of each, what stands below, and the whole height."""

    boxes: dict[str, Box]
    placed: layers.Rows
    ends: list[tuple[float, float]]
    apart: list[str]
    height: float


def _arrange(
    boxes: list[list[str]], lines: list[tuple[str, str]], apart: list[str], t: Language, size: str
) -> Arranged:
    """Return where everything stands; `boxes`: jurisdictions that share one, `lines`: between the first of each."""
    width, usual = style.size_of(size)
    filled = {members[0]: _fill(members, t, WIDEST[size]) for members in boxes}
    widths = {head: box.width for head, box in filled.items()}
    placed = layers.lay_out(list(filled), lines, widths, width - 2 * EDGE)
    names = t.join_words([clean(t.short(jurisdiction), NAME) for jurisdiction in apart])
    below = wrap(t("Not ranked: {names}", names=names), width - 2 * EDGE, style.SMALL, APART) if apart else []
    around = 2 * EDGE + KEY + (len(below) * LETTER + 16 if below else 0)
    depths = [max(filled[head].height for head in row) for row in placed.rows]
    gap = min(max((usual - around - sum(depths)) / max(len(depths) - 1, 1), LEAST), MOST)
    tops = [EDGE + sum(depths[:row]) + row * gap for row in range(len(depths))]
    ends = [(top, top + depth) for top, depth in zip(tops, depths, strict=True)]
    height = around + sum(depths) + gap * max(len(depths) - 1, 0)
    return Arranged(filled, placed, ends, below, height)


def _fill(members: list[str], t: Language, room: float) -> Box:
    if len(members) == 1:
        label_lines = [fit([t.jurisdiction(members[0]), t.short(members[0])], room, style.TEXT)]
    else:
        names = t.join_words([clean(t.short(jurisdiction), NAME) for jurisdiction in members])
        label_lines = wrap(names, room, style.TEXT, LINES)
    wide = max(width_of(line, style.TEXT) for line in label_lines) + 2 * PAD
    groups = set(map(t.group, members))
    return Box(label_lines, groups.pop() if len(groups) == 1 else "", wide, len(label_lines) * LETTER + PAD)


def _paint(drawing: Drawing, *, order: Arranged, t: Language) -> None:
    """Draw the boxes, the lines between them, and what stands below."""
    paper, width, high = sheet(drawing)
    for (upper, _), way in order.placed.ways.items():
        _draw_line(paper, order, order.boxes[upper].height, way)
    for row, heads in enumerate(order.placed.rows):
        for head in heads:
            _draw_box(paper, EDGE + order.placed.centres[head], order.ends[row][0], order.boxes[head])
    foot = high - KEY - len(order.apart) * LETTER
    if order.apart and order.boxes:
        paper.plot([EDGE, width - EDGE], [foot - 10] * 2, color=theme.QUIET, linewidth=0.8)
    marks.write_lines(paper, EDGE, foot + LETTER / 2 - 2, order.apart, LETTER, va="center_baseline", **style.NOTE)
    groups = {box.group for box in order.boxes.values()}
    usual: style.Look = {"facecolor": "none", "linewidth": 1.2}
    frames = [(usual | {"edgecolor": look["color"]}, name) for look, name in marks.group_key(groups, t)]
    frames += [(usual | MIXED, t("mixed"))] if "" in groups else []
    marks.key(paper, EDGE, high - 10, width - 2 * EDGE, frames)


def _draw_line(paper: Axes, order: Arranged, height: float, way: tuple[tuple[int, float], ...]) -> None:
    """Draw one way down: straight through the rows that it crosses, slanted between them."""
    (first, start), *crossed, (last, end) = way
    points = [(start, order.ends[first][0] + height), (start, order.ends[first][1])]
    points += [(centre, edge) for row, centre in crossed for edge in order.ends[row]]
    points.append((end, order.ends[last][0]))
    paper.plot([EDGE + x for x, _ in points], [y for _, y in points], **THREAD)


def _draw_box(paper: Axes, centre: float, top: float, box: Box) -> None:
    corner = (centre - box.width / 2, top)
    rounded: style.Look = {"boxstyle": "round,pad=0,rounding_size=2.5", "mutation_aspect": 1}
    look = FRAME | ({"edgecolor": theme.GROUPS[box.group]} if box.group else MIXED)
    paper.add_patch(FancyBboxPatch(corner, box.width, box.height, **rounded, **look))
    first = top + (PAD + LETTER) / 2
    marks.write_lines(paper, centre, first, box.lines, LETTER, fontsize=style.TEXT, zorder=3, **style.DIGIT)
