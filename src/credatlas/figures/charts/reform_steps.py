"""Reform steps: which codes of which indicators a package of clauses would raise, and by how much.

For each indicator and attribute the code now and the code after, on 0 to 3. Knows one reform; searches for none.
"""

import re
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.charts.strongest_clause import name_attributes
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import fit, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.reforms import UNDOMINATED, Reform

ROW = {"article": 18.0, "square": 20.0, "tall": 30.0}  # least height of a row in points
NAMES = {"article": 130.0, "square": 104.0, "tall": 0.0}  # points for indicators; 0: they stand above their rows
TOP, BOTTOM, EDGE, GAP = 30.0, 26.0, 6.0, 22.0  # points
ABOVE = 11.0  # points; the name, where it stands above its row
MOST = 3  # the highest code
NOW: style.Look = {
    "marker": "o",
    "markersize": 6,
    "color": theme.PAPER,
    "markeredgecolor": theme.QUIET,
    "markeredgewidth": 1.1,
}
AFTER: style.Look = {"marker": "o", "markersize": 6.5, "markeredgewidth": 0}
MISSING = 5.0  # points; half the width of the hatching where nothing was read


@chart(
    lambda view, jurisdiction: {"reform": view.reform(jurisdiction)},
    about="the clauses of a package of reform",
    each="jurisdiction",
    example="CA-CICAN",
    gallery=15,
)
def reform_steps(reform: Reform, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw for each indicator of a reform its codes now and after, on 0 to 3 for obligation, precision and delegation.

    reform: as `index.reforms.reform_packages` gives it; of it unit, target, package, steps, assumed_silent and changes
    are used. What could not be read counts as 0 and is hatched.

    Raises KeyError for an unknown jurisdiction or indicator, ValueError for an unknown size or language.
    """
    t = Language(atlas, lang)
    style.size_of(size)  # refuses an unknown size
    changes = order_changes(reform.changes, list(atlas.indicators["indicator_id"]))
    data = changes.assign(
        **{name: changes[name].map(partial(t.code, "scope")) for name in ("scope_before", "scope_after")}
    )
    return compose(
        "reform-steps", _words(reform, changes, t), _columns(t), data.astype({"steps": int, "models": int}),
        partial(_paint, changes=changes, t=t, size=size), atlas=atlas, t=t, size=size,
        height=style.height_for(size, max(len(changes), 1), ROW[size], TOP + BOTTOM),
        choices=[reform.unit, reform.target],
    )  # fmt: skip


def order_changes(changes: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    """Return the changes in the order of the indicators, with `before` and `after`: the three codes as numbers.

    before is (0, 0, 0) where nothing was read. Raises KeyError for an unknown indicator.
    """
    unknown = [indicator for indicator in changes["indicator_id"] if indicator not in indicators]
    if unknown:
        raise KeyError(f"{unknown[0]!r} is not an indicator")
    placed = changes.assign(position=changes["indicator_id"].map(indicators.index)).sort_values("position")
    placed["before"] = [_read_codes(text) for text in placed["codes_before"]]
    placed["after"] = [_read_codes(text) for text in placed["codes_after"]]
    return placed.drop(columns="position").reset_index(drop=True)


def _read_codes(text: str) -> tuple[int, ...]:
    return tuple(int(code) for code in text.split(",")) if text else (0, 0, 0)


def _words(reform: Reform, changes: pd.DataFrame, t: Language) -> Words:
    name = clean(t.jurisdiction(reform.unit), naming.NAME_LIMIT)
    goal = _name_goal(reform.target, changes, t)
    alt = [
        t.plural("Dot plot of {n} indicator.", "Dot plot of {n} indicators.", len(changes)),
        *(
            t("{indicator} from {before} to {after}.", indicator=row.indicator_id,
              before=row.codes_before or t("not read"), after=row.codes_after)
            for row in changes.itertuples()
        ),
    ]  # fmt: skip
    widened = changes[changes["scope_before"].eq("targeted") & changes["scope_after"].eq("general")]["indicator_id"]
    silent = reform.assumed_silent
    caption = [
        t("Hollow: the code now; full: the code after the reform. A step raises one code by one, or widens a provision "
          "from some to all. One of several ways, and the smallest with these indicators; others may be as small. "
          "Models: clauses of other frameworks, read in their own text, that have these codes already."),
        t("Widened from some to all: {indicators}.", indicators=t.join_words(widened)) if len(widened) else "",
        t("Could not be read and counted as silent: {indicators}.", indicators=t.join_words(silent)) if silent else "",
    ]  # fmt: skip
    subtitle = t("Code of each attribute, 0 to 3, now and after the reform")
    return Words(_title(reform, name, goal, t), subtitle, alt, caption)


def _name_goal(target: str, changes: pd.DataFrame, t: Language) -> str:
    """Say the target in words; the dimension is that of the changes, and unsaid where there are none."""
    if target == UNDOMINATED:
        return t("a place where nobody dominates it")
    dimensions = [t.dimension(dimension).lower() for dimension in changes["dimension_id"].unique()]
    on = t("on {dimension}", dimension=t.join_words(dimensions)) if dimensions else ""
    if match := re.fullmatch(r"rank (\d+)", target):
        sentence = t("rank {n}", n=match[1])
    elif re.fullmatch(r"-?\d+(\.\d+)?", target):
        sentence = t("{points} points", points=t.number(float(target)))
    else:
        sentence = t("the score of {name}", name=clean(t.jurisdiction(target), naming.NAME_LIMIT))
    return f"{sentence} {on}".strip()


def _title(reform: Reform, name: str, goal: str, t: Translator) -> str:
    if reform.changes.empty:
        return t("{name} has reached {goal} already", name=name, goal=goal)
    where = t.plural("{n} indicator", "{n} indicators", len(reform.changes))
    said = t.plural(
        "{name} would reach {goal} by {n} code step in {where}",
        "{name} would reach {goal} by {n} code steps in {where}", reform.steps, name=name, where=where, goal=goal,
    )  # fmt: skip
    return t("{said}: {package}", said=said, package=t(reform.package)) if reform.package else said


def _columns(t: Translator) -> list[Column]:
    shared, points = naming.shared_columns(t), t("points")
    codes = t("Obligation, precision and delegation, 0 to 3; empty: could not be read")
    return [
        shared["indicator"],
        Column("codes_before", t("Codes now"), codes),
        Column("codes_after", t("Codes after"), codes),
        Column("scope_before", t("Scope now"), t("Whether it is for all micro-credentials or for some")),
        Column("scope_after", t("Scope after"), t("Whether it is for all micro-credentials or for some")),
        Column("score_before", t("Score now"), t("Points of the provision; empty: could not be read"), points, 1),
        Column("score_after", t("Score after"), t("Points of the provision after the reform"), points, 1),
        Column("steps", t("Steps"), t("Codes raised by one, and one for a wider scope"), t("steps"), 0),
        Column(
            "models",
            t("Models"),
            t("Clauses of other frameworks, read in their own text, with at least these codes"),
            t("clauses"),
            0,
        ),
        shared["indicator_id"],
    ]


def _paint(drawing: Drawing, *, changes: pd.DataFrame, t: Language, size: str) -> None:
    """Draw a row for each of `changes` (indicator_id, dimension_id, before, after, codes_before, models)."""
    paper, width, high = sheet(drawing)
    heads = name_attributes(t)
    left, counts = EDGE + NAMES[size] + 8, width_of(t("models"), style.SMALL)
    room = (width - EDGE - counts - left - GAP * len(heads)) / len(heads)
    starts = [left + position * (room + GAP) for position in range(len(heads))]
    pitch = (high - TOP - BOTTOM) / max(len(changes), 1)
    for start, name in zip(starts, heads.values(), strict=True):
        _scale(paper, start, room, name, high - BOTTOM)
    paper.text(width - EDGE, TOP - 5, t("models"), ha="right", fontsize=style.SMALL, color=theme.QUIET)
    if changes.empty:
        words = fit([t("no step is needed")], width - left, style.SMALL)
        box: style.Look = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 2}
        paper.text(left + (width - left) / 2, TOP + pitch / 2, words, ha="center", va="center", bbox=box, **style.NOTE)
    for position, row in enumerate(changes.itertuples()):
        top = TOP + position * pitch
        middle = top + (pitch / 2 if NAMES[size] else (pitch + ABOVE) / 2)
        _write_name(paper, top, middle, f"{row.indicator_id}  {t.indicator_short(row.indicator_id)}", size, width)
        for start, before, after in zip(starts, row.before, row.after, strict=True):
            ends = (start + before / MOST * room, start + after / MOST * room)
            _draw_move(paper, middle, ends, theme.DIMENSIONS.get(row.dimension_id, theme.INK), not row.codes_before)
        paper.text(width - EDGE, middle, str(int(row.models)), ha="right", va="center_baseline", **style.NOTE)
    missing = [(marks.MISSING_LOOK, t("not read, counted as 0"))] if changes["codes_before"].eq("").any() else []
    colour = theme.INK if changes.empty else theme.DIMENSIONS.get(changes["dimension_id"].iloc[0], theme.INK)
    now = [(NOW, t("now"))] if changes["codes_before"].ne("").any() else []
    after = [(AFTER | {"color": colour}, t("after the reform"))] if changes["before"].ne(changes["after"]).any() else []
    shown = [*now, *after, *missing]
    marks.key(paper, EDGE, high - 6, width - 2 * EDGE, shown)


def _scale(paper: Axes, start: float, room: float, name: str, bottom: float) -> None:
    """Draw the codes 0 to 3 as light lines, under the name of the attribute."""
    paper.text(start + room / 2, 9, fit([name], room + GAP - 2, style.TEXT, "bold"), ha="center", **style.BOLD)
    for code in range(MOST + 1):
        x = start + code / MOST * room
        paper.plot([x, x], [TOP, bottom], color=theme.LINE, linewidth=0.6, zorder=1)
        paper.text(x, TOP - 5, str(code), ha="center", fontsize=style.SMALL, color=theme.QUIET)


def _write_name(paper: Axes, top: float, middle: float, words: str, size: str, width: float) -> None:
    if NAMES[size]:
        shown = fit([words], NAMES[size], style.TEXT)
        paper.text(EDGE, middle, shown, fontsize=style.TEXT, va="center_baseline")
    else:
        shown = fit([words], width - 2 * EDGE, style.TEXT)
        box: style.Look = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 0.5}
        paper.text(EDGE, top + ABOVE - 4, shown, fontsize=style.TEXT, va="center_baseline", bbox=box)


def _draw_move(paper: Axes, y: float, ends: tuple[float, float], colour: str, missing: bool) -> None:
    """Draw the code now, the code after, and a line between; only one dot where it stays."""
    before, after = ends
    if after > before:
        paper.plot([before, after], [y, y], color=colour, linewidth=2, alpha=0.6, zorder=2)
    if missing:
        marks.hatch(paper, before - MISSING, y - MISSING, 2 * MISSING, 2 * MISSING, hatch=style.HATCH * 2)
    else:
        paper.plot(before, y, linestyle="none", zorder=3, **NOW)
    if after > before:
        paper.plot(after, y, linestyle="none", color=colour, zorder=4, **AFTER)
