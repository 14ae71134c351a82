"""What moves the ranks: how much each choice of method, or doubt about the coding, moves the rank of each jurisdiction.

A coloured cell with its number, rows of jurisdictions by columns of factors. Knows Sobol' indices; computes none.
"""

from collections.abc import Iterable
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import axes_at, fit, marks, sheet, style, theme, width_of, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator
from credatlas.index.simulation import FACTORS, MEAN_SHIFT
from credatlas.settings import DECIMALS

NAMED = 3  # factors in an alt text
ROW = 22.0  # least height of a row in points
LINE = 15.0  # points from line to line of a head
HEAD = 3  # lines of a head
UPRIGHT = 192.0  # most points of a head that is written upright, where columns are narrow
AROUND_HEAD, FOOT, RIGHT = 16.0, 30.0, 4.0  # points
NOTHING = 0.05  # of the variance; below it the cell is as pale as zero
STEPS = (NOTHING, 0.34, 0.68)  # the share as printed from which the next darker shade begins: thirds


@chart(lambda view: {"indices": view.sensitivity.indices}, about="what moves the ranks most", gallery=9)
def hangs_on(
    indices: pd.DataFrame,
    atlas: Dataset,
    *,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw the total Sobol' index of each factor for each jurisdiction's rank, and for all ranks together on top.

    indices: output (a jurisdiction_id, or the mean rank shift), factor, first and total with their intervals, varies;
    as `index.sensitivity.Sensitivity.indices` has them. The factors that matter most over all stand left; rows fall by
    the first of them. A rank that nothing moves has dashes. Jurisdictions that cannot be ranked have
    no row; those without a framework stand in words below.
    """
    t, (width, _) = Language(atlas, lang), style.size_of(size)
    among = naming.select(naming.shown_jurisdictions(atlas.jurisdictions, atlas, jurisdictions))
    without = naming.without_framework(atlas, among)
    shown = [jurisdiction for jurisdiction in among if jurisdiction not in without]
    totals = spread_totals(indices, shown)
    ranked = [jurisdiction for jurisdiction in totals.index if jurisdiction != MEAN_SHIFT]
    apart = [jurisdiction for jurisdiction in shown if jurisdiction not in ranked]
    names = {factor: naming.factor_names(t)[factor] for factor in totals.columns}
    gutter = _gutter(ranked, t, size)
    heads = _Heads(list(names.values()), width - gutter - RIGHT)
    shades = totals.map(partial(style.step_of, starts=STEPS, digits=2), na_action="ignore").astype(float)
    entries = _key(shades, t)
    foot = FOOT - marks.KEY_LINE + marks.key_height(width - 8, entries)
    return compose(
        "hangs-on", _words(totals, _first(indices), ranked, apart, names, t), _columns(t),
        _list_cells(indices, totals, names, t),
        partial(_paint, totals=totals, shades=shades, heads=heads, foot=foot, entries=entries, gutter=gutter, t=t,
                size=size), atlas=atlas, t=t, size=size, among=among,
        height=style.height_for(size, max(len(totals), 2), ROW, heads.height + foot) if shown else 0.0,
        apart=[*_say_unranked(apart, t), *naming.say_apart(t, atlas, without)],
    )  # fmt: skip


def spread_totals(indices: pd.DataFrame, among: list[str]) -> pd.DataFrame:
    """Return total indices, outputs by factors: the mean rank shift first, then jurisdictions by the first factor.

    Factors fall by the mean rank shift. Missing where the output never moved. Empty without indices.
    """
    moved = indices.assign(total=indices["total"].where(indices["varies"].astype(bool)))
    wide = moved.pivot(index="output", columns="factor", values="total").astype(float)
    wide = wide[[factor for factor in FACTORS if factor in wide]]
    if wide.empty:
        return wide
    factors = wide.loc[MEAN_SHIFT].sort_values(ascending=False, kind="stable").index
    ranked = wide.reindex([jurisdiction for jurisdiction in among if jurisdiction in wide.index])[factors]
    ranked = ranked.loc[ranked.round(DECIMALS).sort_values(list(factors), ascending=False, kind="stable").index]
    return pd.concat([wide.loc[[MEAN_SHIFT], factors], ranked])


def _first(indices: pd.DataFrame) -> list[str]:
    """Return the factors that may move all ranks most, as their intervals tell."""
    shift = indices[indices["output"] == MEAN_SHIFT].set_index("factor")
    ends = {end: shift.get(f"total_{end}", shift["total"]) for end in ("low", "high")}
    return naming.contenders(pd.DataFrame(ends))


def _words(
    totals: pd.DataFrame, first: list[str], ranked: list[str], apart: list[str], names: dict[str, str], t: Language
) -> Words:
    opening = t.plural("Table of {n} framework", "Table of {n} frameworks", len(ranked))
    shares = [f"{name} {t.number(totals.at[MEAN_SHIFT, factor], 2)}" for factor, name in [*names.items()][:NAMED]]
    alt = [
        t("{opening} by {factors} sources of uncertainty.", opening=opening, factors=len(names)),
        t("All ranks together: {shares}.", shares=", ".join(shares)) if shares else "",
    ]
    caption = [
        t("How much of a rank's movement each source of uncertainty explains, alone or together with others (total "
          "Sobol' index), so that a row may sum to more than 1. Top row: the average movement of all ranks. A dash: no "
          "movement."),
    ]  # fmt: skip
    subtitle = t("Share of a rank's movement that a source of uncertainty has a part in, 0 to 1")
    return Words(_title(totals, first, ranked, apart, names, t), subtitle, alt, caption)


def _title(
    totals: pd.DataFrame, first: list[str], ranked: list[str], apart: list[str], names: dict[str, str], t: Language
) -> str:
    if not names:
        return t("{names} cannot be ranked: too little could be read", names=naming.in_sentence(t, apart))
    if len(first) > 1:
        factors = t.join_words([names[factor] for factor in totals.columns if factor in first])
        return t("Over all frameworks, what moves ranks most cannot be told apart: {factors}", factors=factors)
    moved = totals.loc[ranked].dropna(how="all").round(DECIMALS)
    facts = {"factor": names[totals.columns[0]], "total": len(ranked)}
    if moved.empty:
        return t("Over all frameworks, ranks move most with {factor}", **facts)
    most = moved.idxmax(axis=1).value_counts().reindex(totals.columns, fill_value=0)
    facts["other"] = names[most.idxmax()]
    if most.idxmax() == totals.columns[0]:
        return t.plural(
            "Ranks move most with {factor}, over all and for {n} of {total} frameworks",
            "Ranks move most with {factor}, over all and for {n} of {total} frameworks", int(most.max()), **facts,
        )  # fmt: skip
    return t.plural(
        "Over all, ranks move most with {factor}; for {n} of {total} frameworks with {other}",
        "Over all, ranks move most with {factor}; for {n} of {total} frameworks with {other}", int(most.max()),
        **facts,
    )  # fmt: skip


def _say_unranked(apart: list[str], t: Language) -> list[str]:
    names = naming.listed(t, apart)
    return [t("Not ranked, since too little could be read: {names}.", names=names)] if apart else []


def _columns(t: Translator) -> Columns:
    unit = t("0 to 1")
    return [
        Column(
            "rank_of", t("Rank of"), t("Jurisdiction whose rank is explained, or the average movement of all ranks")
        ),
        Column("factor", t("Source of uncertainty"), t("What is varied: a choice of method, coding, or unread texts")),
        Column("total", t("Total"), t("Total index: with all interactions"), unit, 2),
        Column("total_low", t("Total, from"), t("Lower end of its 90% bootstrap interval"), unit, 2),
        Column("total_high", t("Total, to"), t("Upper end of its 90% bootstrap interval"), unit, 2),
        Column("first", t("First-order"), t("First-order index: that source alone"), unit, 2),
        Column("first_low", t("First-order, from"), t("Lower end of its 90% bootstrap interval"), unit, 2),
        Column("first_high", t("First-order, to"), t("Upper end of its 90% bootstrap interval"), unit, 2),
        Column("varies", t("Moves"), t("Whether the rank moved in any simulation")),
        "jurisdiction_id",
    ]


def _list_cells(indices: pd.DataFrame, totals: pd.DataFrame, names: dict[str, str], t: Language) -> pd.DataFrame:
    """Return the indices of what is drawn, row by row of `totals`, with names of outputs and factors."""
    drawn = pd.MultiIndex.from_product([totals.index, totals.columns], names=["output", "factor"])
    cells = drawn.to_frame(index=False).merge(indices, on=["output", "factor"])
    return cells.assign(
        rank_of=[
            t("average movement of all ranks") if output == MEAN_SHIFT else t.jurisdiction(output)
            for output in cells["output"]
        ],
        factor=cells["factor"].map(names),
        varies=cells["varies"].astype(bool),
        jurisdiction_id=cells["output"].replace(MEAN_SHIFT, ""),
    )


def _paint(
    drawing: Drawing,
    *,
    totals: pd.DataFrame,
    shades: pd.DataFrame,
    heads: "_Heads",
    foot: float,
    gutter: float,
    entries: marks.Entries,
    t: Language,
    size: str,
) -> None:
    """Draw the table; its first row is the mean shift of all ranks."""
    paper, width, high = sheet(drawing)
    if totals.empty:
        marks.hatch(paper, 4, 4, width - 8, high - 8)
        paper.text(
            width / 2, high / 2, t("nobody can be ranked"), ha="center", va="center",
            bbox={"facecolor": theme.PAPER, "edgecolor": "none"}, **style.NOTE,
        )  # fmt: skip
        return
    ranked = totals.index[1:]
    options, _, text = marks.row_names(t, ranked, size)
    axes = axes_at(drawing, gutter, heads.height, RIGHT, foot)
    _draw_cells(axes, totals, shades, t)
    marks.label_row(axes, 0.5, _all_ranks(t), gutter, text)
    for row, (index, candidates) in enumerate(zip(ranked, options, strict=True), 1):
        marks.label_row(axes, row + 0.5, candidates, gutter, text, t.group(index), index)
    heads.write(paper, gutter)
    marks.key_below(paper, gutter, high - 10, width, entries)


def _all_ranks(t: Translator) -> list[str]:
    """Return the names of the first row, the longest first."""
    return [t("all ranks together"), t("all ranks")]


def _gutter(ranked: list[str], t: Language, size: str) -> float:
    """Return the points that the names of the rows need."""
    _, left, text = marks.row_names(t, ranked, size)
    whole, short = (width_of(name, text) + 12 for name in _all_ranks(t))
    return max(left, min(whole, marks.GUTTER[size]), short)


class _Heads:
    """The names of the columns, in lines over cells of equal width in `room` points; upright where a word is wider."""

    def __init__(self, names: list[str], room: float):
        self.cell = room / max(len(names), 1)
        self.lines = [wrap(name, self.cell - 3, style.SMALL, HEAD) for name in names]
        self.upright = any(" ".join(lines) != name for lines, name in zip(self.lines, names, strict=True))
        self.height = AROUND_HEAD + (HEAD * LINE if names else 0.0)
        if self.upright:
            self.lines = [[fit([name], UPRIGHT, style.SMALL)] for name in names]
            self.height = AROUND_HEAD + max(width_of(name, style.SMALL) for (name,) in self.lines)

    def write(self, paper: Axes, left: float) -> None:
        """Write the heads over cells that begin `left` points from the edge of the sheet."""
        look: style.Look = {"rotation": 90, "va": "bottom"} if self.upright else {}
        foot = self.height - (5 if self.upright else 8)
        for position, lines in enumerate(self.lines):
            x = left + (position + 0.5) * self.cell
            for line, words in enumerate(reversed(lines)):
                paper.text(x, foot - line * LINE, words, ha="center", fontsize=style.SMALL, color=theme.INK, **look)


def _key(shades: pd.DataFrame, t: Translator) -> marks.Entries:
    third, two = (t("to {share}", share=t.number(share, 2)) for share in (1 / 3, 2 / 3))
    return marks.step_key((t("below {share}", share=t.number(NOTHING, 2)), third, two, t("above")), shades.stack())


def _draw_cells(axes: Axes, totals: pd.DataFrame, shades: pd.DataFrame, t: Translator) -> None:
    marks.shade_cells(axes, shades)
    for (row, column), total in np.ndenumerate(totals.to_numpy()):
        colour = theme.QUIET if np.isnan(total) else theme.ON_RAMP[int(shades.iat[row, column])]
        words = t.number(total, 2)
        axes.text(column + 0.5, row + 0.5, words, fontsize=style.SMALL, color=colour, zorder=3, **style.DIGIT)
    rows, columns = totals.shape
    axes.hlines(range(2, rows), 0, columns, color=theme.PAPER, linewidth=1, zorder=2)
    axes.vlines(range(1, columns), 0, rows, color=theme.PAPER, linewidth=1, zorder=2)
    axes.hlines([1], 0, columns, color=theme.PAPER, linewidth=4, zorder=2)
