"""Score matrix: who provides for what, every jurisdiction against every indicator.

A coloured cell with its number, hatching for missing, a frame for what works against it; on narrow sheets a table for
each dimension. Knows indicator scores and barriers; computes no score.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import attach_provisions, list_barriers
from credatlas.settings import DECIMALS

INDICATORS_SHOWN = 2  # names of indicators in an alt text before the rest become a count
ROW, MOST = 21.0, 24.0  # points of a row, at least and at most
LONGEST = 132.0  # points of an indicator's name, written upright
ABOVE, GAP, RIGHT = 28.0, 8.0, 4.0  # points: the name of the dimension, between two tables, right of the cells
BARRED: style.Look = {"facecolor": "none", "edgecolor": theme.BARRIER, "linewidth": 1.6}

Table = list[tuple[str, list[str]]]  # dimensions, each with its indicators


@chart(
    lambda view: {
        "indicator_scores": view.scores.indicators,
        "jurisdictions": view.compared,
        "select": view.selection,
    },
    about="scores on every indicator",
    gallery=3,
    article_day=True,
)
def score_matrix(
    indicator_scores: pd.DataFrame,
    atlas: Dataset,
    *,
    barriers: pd.DataFrame | None = None,
    jurisdictions: Iterable[str] | None = None,
    select: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw the score of every jurisdiction on every indicator, who provides for most at the top.

    indicator_scores: jurisdiction_id, indicator_id, score (points, NaN missing or not applicable), status,
    framework_id, confidence. Those without a framework stand in words below the rows. barriers: jurisdiction_id,
    indicator_id of the provisions that hinder, also where another framework supports; by default all of `atlas`.
    `select`: the jurisdictions drawn, by default all.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(indicator_scores, atlas, jurisdictions)
    drawn = naming.select(among, select)
    apart = naming.without_framework(atlas, drawn)
    shown = [jurisdiction for jurisdiction in drawn if jurisdiction not in apart]
    cells = attach_provisions(indicator_scores[indicator_scores["jurisdiction_id"].isin(shown)], atlas.provisions)
    barred = _barred(cells, list_barriers(atlas.provisions) if barriers is None else barriers)
    cells = cells.assign(finding=cells["finding"].map(clean), barrier=barred)
    order = _order(cells, shown)
    cells = cells.sort_values("jurisdiction_id", key=lambda ids: ids.map(order.index), kind="stable")
    grid = spread(cells, order, list(atlas.indicators["indicator_id"]))
    groups = list(atlas.indicators.groupby("dimension_id", sort=False)["indicator_id"].agg(list).to_dict().items())
    tables = [groups] if size == "article" else [[group] for group in groups]
    heads = {i: fit([t.indicator_short(i)], LONGEST, style.SMALL) for i in atlas.indicators["indicator_id"]}
    scene = Scene(tables, heads, len(order), _key(**grid, t=t), size)
    return compose(
        "score-matrix", _words(**grid, t=t) if order else Words("", "", [], []), _columns(t), cells,
        partial(_paint, **grid, scene=scene, t=t), atlas=atlas, t=t, size=size, among=drawn, asked=among,
        height=scene.height if order else 0.0, apart=naming.say_apart(t, atlas, apart),
        grid={"groups": [(t.dimension(name), members) for name, members in groups],
              "missing": t.code("status", "missing"), "told_apart": [one for one in order if t.group(one) == "Canada"]},
    )  # fmt: skip


def spread(cells: pd.DataFrame, order: list[str], indicators: list[str]) -> dict[str, pd.DataFrame]:
    """Return scores, statuses and barriers as tables of jurisdictions by indicators; what has no row is missing."""
    wide = cells.pivot(index="jurisdiction_id", columns="indicator_id", values=["score", "status", "barrier"])
    every = pd.MultiIndex.from_product([["score", "status", "barrier"], indicators])
    wide = wide.reindex(index=order, columns=every)
    statuses = wide["status"].fillna("missing")
    return {"scores": wide["score"].astype(float), "statuses": statuses, "barred": wide["barrier"].eq(True)}


def _barred(cells: pd.DataFrame, barriers: pd.DataFrame) -> pd.Series:
    listed, pairs = (
        pd.MultiIndex.from_frame(frame[["jurisdiction_id", "indicator_id"]]) for frame in (barriers, cells)
    )
    return (cells["status"] == "hinders") | pairs.isin(listed)


def _order(cells: pd.DataFrame, among: list[str]) -> list[str]:
    """Order jurisdictions by how many indicators they provide for, then by score; those not read at all come last."""
    scores = cells.groupby("jurisdiction_id")["score"]
    support = (cells["score"] > 0).groupby(cells["jurisdiction_id"]).sum()
    keys = pd.DataFrame({"support": support, "read": scores.count() > 0, "sum": scores.sum()})
    keys = keys.reindex(among).fillna({"support": 0, "read": False, "sum": 0}).round(DECIMALS)
    return list(keys.sort_values(["support", "read", "sum"], ascending=False, kind="stable").index)


def _words(scores: pd.DataFrame, statuses: pd.DataFrame, barred: pd.DataFrame, t: Language) -> Words:
    missing, cells, barriers = int((statuses == "missing").sum().sum()), scores.size, int(barred.sum().sum())
    corner = t.plural(
        "Framed: a provision works against it ({n} cell).",
        "Framed: a provision works against it ({n} cells).", barriers,
    )  # fmt: skip
    alt = [
        t("Table of scores, {n} by {total}.", n=len(scores), total=scores.shape[1]),
        t("Missing: {missing} of {cells} cells.", missing=missing, cells=cells),
        *_extremes(scores, t),
    ]
    caption = t(
        "Hatched: could not be read ({missing} of {cells} cells), which is not zero. 0: the text was read and says "
        "nothing. n/a: the question does not arise. {barriers} Ordered by the number of indicators "
        "provided for, which is not a ranking of quality.",
        missing=t.number(missing),
        cells=t.number(cells),
        barriers=corner if barriers else t("Nothing that could be read works against what is asked."),
    )
    subtitle = t("Score of each indicator in points, 0 to 100, by dimension")
    return Words(_title(scores, statuses, t), subtitle, alt, [caption])


def _title(scores: pd.DataFrame, statuses: pd.DataFrame, t: Language) -> str:
    counts, missing = (scores > 0).sum(axis=1), (statuses == "missing").sum(axis=1)
    first = naming.contenders(pd.DataFrame({"low": counts, "high": counts + missing}))
    best = int(counts.max())
    leaders = counts.index[counts == best]
    facts = {"n": best, "total": scores.shape[1], "missing": int(missing.sum())}
    facts |= {"leaders": naming.in_sentence(t, leaders), "everyone": naming.in_sentence(t, scores.index)}
    if not scores.notna().any(axis=None):
        return t("{everyone}: none of the {total} indicators could be read", **facts)
    if best == 0:
        return t("{everyone}: no indicator that could be read is provided for", **facts)
    if len(scores) == 1:
        return t("{leaders} provides for {n} of {total} indicators; {missing} could not be read", **facts)
    said = t.plural(
        "{leaders} provides for {best} of {total} indicators",
        "{leaders} each provide for {best} of {total} indicators", len(leaders), best=best, total=facts["total"],
        leaders=facts["leaders"],
    )  # fmt: skip
    if len(leaders) == len(scores):
        return said
    if len(first) > 1 and (counts + missing)[first].max() > best:
        return t("{said} as far as could be read; unread texts leave open who provides for most", said=said)
    if len(other := counts.drop(leaders)) == 1 and len(leaders) == 1:
        facts |= {"name": naming.in_sentence(t, other.index), "less": int(other.iloc[0])}
        return t("{said}, {name} for {less}", said=said, **facts)
    return t("{said}, more than any other of {count} shown", said=said, count=len(scores))


def _extremes(scores: pd.DataFrame, t: Language) -> list[str]:
    """Say which indicators are provided for most often and least often, among those read anywhere."""
    support = (scores > 0).sum()[scores.notna().any()]
    if support.empty or support.max() == 0:
        return []
    most, least = int(support.max()), int(support.min())
    names = {
        many: t.join_words([t.indicator(i) for i in support.index[support == many]], INDICATORS_SHOWN)
        for many in (most, least)
    }
    return [
        t("Found most often: {names} ({n}).", names=names[most], n=most),
        t("Found least often: {names} ({n}).", names=names[least], n=least),
    ]


def _columns(t: Translator) -> Columns:
    about = t("Points of the strongest provision in force; empty: missing or not applicable")
    return [
        "jurisdiction",
        "indicator",
        Column("score", t("Score"), about, t("points"), 1),
        "status",
        Column("barrier", t("Barrier"), t("Whether a provision in force hinders")),
        "confidence",
        Column("finding", t("Finding"), t("What the text says, in our words, in English"), lang="en"),
        "framework_id",
        "jurisdiction_id",
        "indicator_id",
    ]


@dataclass(frozen=True)
class Scene:
    """The tables, the name over each indicator, how many rows, the key and the size."""

    tables: list[Table]
    heads: dict[str, str]
    rows: int
    key: marks.Entries
    size: str

    def top(self, table: Table) -> float:
        """Return the points above the cells of a table."""
        names = [self.heads[indicator] for _, members in table for indicator in members]
        return ABOVE + max(width_of(name, style.SMALL) for name in names) + 6

    @property
    def foot(self) -> float:
        """The points of the key."""
        return marks.key_height(style.size_of(self.size)[0] - 8, self.key) + GAP

    @property
    def pitch(self) -> float:
        """The height of a row in points."""
        around = sum(map(self.top, self.tables)) + GAP * len(self.tables) + self.foot
        return min(max((style.size_of(self.size)[1] - around) / (self.rows * len(self.tables)), ROW), MOST)

    @property
    def height(self) -> float:
        """The height of the sheet in points."""
        return sum(self.top(table) + self.rows * self.pitch + GAP for table in self.tables) + self.foot


def _key(scores: pd.DataFrame, statuses: pd.DataFrame, barred: pd.DataFrame, t: Translator) -> marks.Entries:
    entries = marks.score_key(t, scores.stack())
    entries += [(marks.MISSING_LOOK, t("not read"))] if (statuses == "missing").any(axis=None) else []
    return entries + ([(BARRED, t("works against it"))] if barred.any(axis=None) else [])


def _paint(
    drawing: Drawing, *, scores: pd.DataFrame, statuses: pd.DataFrame, barred: pd.DataFrame, scene: Scene, t: Language
) -> None:
    """Draw the tables below each other; rows and columns as the frames have them."""
    names, left, text = marks.row_names(t, scores.index, scene.size)
    paper, width, high = sheet(drawing)
    y = 0.0
    for table in scene.tables:
        columns = [indicator for _, members in table for indicator in members]
        top, depth = y + scene.top(table), scene.rows * scene.pitch
        axes = axes_at(drawing, left, top, RIGHT, high - top - depth)
        own = scores[columns]
        steps = own.map(style.step, na_action="ignore").astype(float)
        marks.shade_cells(axes, steps)
        _write_cells(axes, own, steps, statuses[columns], t)
        _hatch_missing(axes, statuses[columns])
        for row, column in np.argwhere(barred[columns].to_numpy()):
            axes.add_patch(Rectangle((column + 0.06, row + 0.08), 0.88, 0.84, zorder=4, **BARRED))
        _part_cells(axes, len(own), len(columns), [columns.index(members[0]) for _, members in table])
        for row, options in enumerate(names):
            marks.label_row(axes, row + 0.5, options, left, text, t.group(own.index[row]), own.index[row])
        _write_heads(paper, left, (width - left - RIGHT) / len(columns), (y, top), table, scene.heads, t)
        y = top + depth + GAP
    marks.key(paper, 4, high - 8, width - 8, scene.key)


def _write_cells(axes: Axes, scores: pd.DataFrame, steps: pd.DataFrame, statuses: pd.DataFrame, t: Translator) -> None:
    for shade, colour in enumerate(theme.ON_RAMP):
        for row, column in np.argwhere((steps == shade).to_numpy()):
            digits = t.number(scores.iat[row, column])
            axes.text(column + 0.5, row + 0.5, digits, fontsize=style.SMALL, color=colour, zorder=3, **style.DIGIT)
    for row, column in np.argwhere((statuses == "not-applicable").to_numpy()):
        axes.text(column + 0.5, row + 0.5, t("n/a"), fontsize=style.SMALL, color=theme.QUIET, zorder=3, **style.DIGIT)


def _hatch_missing(axes: Axes, statuses: pd.DataFrame) -> None:
    """Hatch what is missing, neighbours in a row together."""
    for row, missing in enumerate((statuses == "missing").to_numpy()):
        for hatched, run in groupby(range(len(missing)), key=missing.__getitem__):
            columns = list(run)
            if hatched:
                marks.hatch(axes, columns[0], row, len(columns), 1, linewidth=0, zorder=1)


def _part_cells(axes: Axes, rows: int, columns: int, starts: list[int]) -> None:
    """Draw gaps between the cells, wider ones where a dimension starts."""
    axes.hlines(range(1, rows), 0, columns, color=theme.PAPER, linewidth=1, zorder=2)
    axes.vlines(range(1, columns), 0, rows, color=theme.PAPER, linewidth=1, zorder=2)
    axes.vlines([start for start in starts if start], 0, rows, color=theme.PAPER, linewidth=2, zorder=2)


def _write_heads(
    paper: Axes, left: float, cell: float, down: tuple[float, float], table: Table,
    heads: dict[str, str], t: Language,
) -> None:  # fmt: skip
    """Write the name of each dimension, and upright those of its indicators; down: where heads and cells begin."""
    position = 0
    for dimension, members in table:
        marks.head(paper, left + position * cell + 2, down[0] + 16, len(members) * cell - 5, t.dimension(dimension))
        for indicator in members:
            upright: style.Look = {"rotation": 90, "ha": "center", "va": "bottom", "color": theme.QUIET}
            paper.text(left + (position + 0.5) * cell, down[1] - 4, heads[indicator], fontsize=style.SMALL, **upright)
            position += 1
