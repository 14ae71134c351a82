"""Coverage: how much was read of each jurisdiction's frameworks, and how near to their own text.

A bar per jurisdiction, stacked by how its provisions were read. Knows provisions and their confidence; scores nothing.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset, how_read
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import axes_at, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator
from credatlas.settings import DECIMALS

ROW = 22.0  # least height of a row in points
TOP, SCALE = 4, 22.0  # points above the rows, and for the scale below them
BAR = 0.74  # height of a bar, of its row
LOOKS: dict[str, style.Look] = {  # by kind, in the order of the stack
    "high": {"facecolor": theme.RAMP[3], "linewidth": 0},
    "medium": {"facecolor": theme.RAMP[2], "linewidth": 0},
    "low": {"facecolor": theme.RAMP[1], "linewidth": 0},
    "missing": {"facecolor": "none", "hatch": style.HATCH, "edgecolor": theme.QUIET, "linewidth": 0.4},
}
ON = {"high": theme.ON_RAMP[3], "medium": theme.ON_RAMP[2], "low": theme.ON_RAMP[1]}  # colours of the digits
KINDS = tuple(LOOKS)


@chart(
    lambda view: {"provisions": view.atlas.provisions, "select": view.selection},
    about="how much of the frameworks was read",
    gallery=12,
    article_day=True,
)
def coverage(
    provisions: pd.DataFrame,
    atlas: Dataset,
    *,
    jurisdictions: Iterable[str] | None = None,
    select: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw for each jurisdiction what share of its provisions was read, how surely, and what share is missing.

    provisions: jurisdiction_id, status, confidence; one row per framework version in force and indicator. By default
    all jurisdictions of the data are shown; those without a framework in force stand in words below the bars. `select`:
    those drawn of them, by default all.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(atlas.jurisdictions, atlas, jurisdictions)
    shown = naming.select(among, select)
    apart = naming.without_framework(atlas, shown)
    counts = count_kinds(provisions, [jurisdiction for jurisdiction in shown if jurisdiction not in apart])
    names = _name_kinds(t)
    key = [(LOOKS[kind] | (marks.MISSING_LOOK if kind == "missing" else {}), name) for kind, name in names.items()
           if counts[kind].any()]  # fmt: skip
    bottom = SCALE + marks.key_height(style.size_of(size)[0] - 8, key)
    data = counts.assign(provisions=counts.sum(axis=1))
    return compose(
        "coverage", _words(counts, t), _columns(names, t), data,
        partial(_paint, counts=counts, key=key, bottom=bottom, t=t, size=size),
        atlas=atlas, t=t, size=size, among=shown, asked=among,
        height=style.height_for(size, len(counts), ROW, TOP + bottom) if len(counts) else 0.0,
        apart=naming.say_apart(t, atlas, apart),
    )  # fmt: skip


def count_kinds(provisions: pd.DataFrame, among: list[str]) -> pd.DataFrame:
    """Return how many provisions were read how: a row per jurisdiction, a column per kind.

    Those with the largest share read from the instrument's own text first, those without provisions last.
    """
    kinds = how_read(provisions)
    counts = pd.crosstab(provisions["jurisdiction_id"], kinds).reindex(index=among, columns=list(KINDS), fill_value=0)
    totals = counts.sum(axis=1)
    keys = counts.div(totals.clip(lower=1), axis=0).round(DECIMALS)
    keys = keys.assign(any=totals > 0, read=keys[list(ON)].sum(axis=1).round(DECIMALS))
    order = keys.sort_values(["any", "high", "read", "medium"], ascending=False, kind="stable")
    return counts.loc[order.index]


def _words(counts: pd.DataFrame, t: Language) -> Words:
    totals, sums = counts.sum(axis=1), counts.sum()
    total = int(totals.sum())
    share = {kind: t.number(100 * sums[kind] / max(total, 1)) for kind in KINDS}
    nothing = int((counts["missing"] == totals).sum())
    alt = [
        t.plural("Stacked bars, {n} jurisdiction.", "Stacked bars, {n} jurisdictions.", len(counts)),
        t("Summary or quotation {medium}%, third party {low}%.", **share) if total else "",
        _best_read(counts, t) if sums["high"] and len(counts) > 1 else "",
        t("Nothing could be read for {n}.", n=nothing) if nothing else "",
    ]
    caption = [
        t("Each provision is counted by the best that was read of it. What could not be read enters no score."),
    ]  # fmt: skip
    subtitle = t("Provisions in force by what was read of them; the numbers count them")
    return Words(_title(counts, share, total, t), subtitle, alt, caption)


def _title(counts: pd.DataFrame, share: dict[str, str], total: int, t: Language) -> str:
    facts = share | {"total": t.number(total)}
    if counts["missing"].sum() == total:
        return t("None of {total} provisions could be read", **facts)
    return t.plural(
        "Of {total} provisions of the jurisdiction shown, {high}% were read in the instrument's own text; "
        "{missing}% could not be read",
        "Of {total} provisions of the {n} jurisdictions shown, {high}% were read in the instrument's own text; "
        "{missing}% could not be read",
        len(counts), **facts,
    )  # fmt: skip


def _best_read(counts: pd.DataFrame, t: Language) -> str:
    shares = (counts["high"] / counts.sum(axis=1).clip(lower=1)).round(DECIMALS)
    best = shares.index[shares == shares.max()]
    share = t.number(100 * shares.max())
    return t("Most read in its own text: {names}, {share}%.", names=naming.named(t, best), share=share)


def _name_kinds(t: Translator) -> dict[str, str]:
    return {
        "high": t("the instrument’s own text"),
        "medium": t("an official summary or a quotation"),
        "low": t("a third party’s account"),
        "missing": t("could not be read"),
    }


def _columns(names: dict[str, str], t: Language) -> Columns:
    unit = t("provisions")
    kinds = [Column(kind, name, t.meaning("confidence", kind), unit, 0) for kind, name in names.items()]
    total = Column("provisions", t("Provisions"), t("Provisions of the framework versions in force"), unit, 0)
    return ["jurisdiction", *kinds, total, "jurisdiction_id"]


def _paint(
    drawing: Drawing, *, counts: pd.DataFrame, key: marks.Entries, bottom: float, t: Language, size: str
) -> None:
    """Draw a bar for each row of `counts` (a column per kind), over a scale and a key, `bottom` points high."""
    options, left, text = marks.row_names(t, counts.index, size)
    totals, right = counts.sum(axis=1), 36.0
    paper, width, high = sheet(drawing)
    axes = axes_at(drawing, left, TOP, right, bottom)
    axes.set(xlim=(0, 100), ylim=(len(counts) - 0.5, -0.5), yticks=[])
    axes.set_xticks([0, 50, 100], ["0", "50", t("{share}%", share=100)])
    for position, (jurisdiction, row) in enumerate(counts.iterrows()):
        marks.label_row(axes, position, options[position], left, text, t.group(jurisdiction), jurisdiction)
        _draw_bar(axes, position, row, (width - left - right) / 100)
        marks.write_beside(axes, 100, position, str(int(totals[jurisdiction])), 6)
    marks.key(paper, 4, high - 8, width - 8, key)


def _draw_bar(axes: Axes, position: int, row: pd.Series, scale: float) -> None:
    """Draw the shares of one jurisdiction; `scale`: points on the sheet per per cent."""
    start = 0.0
    for kind, count in row[row > 0].items():
        share = 100 * count / row.sum()
        axes.barh(position, share, BAR, start, **LOOKS[kind])
        if kind in ON and share * scale > width_of(str(count), style.SMALL) + 3:
            axes.text(start + share / 2, position, str(count), fontsize=style.SMALL, color=ON[kind], **style.DIGIT)
        start += share
