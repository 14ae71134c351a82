"""Coverage: how much was read of each jurisdiction's frameworks, and how near to their own text.

Knows provisions and their confidence. Scores nothing.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from credatlas.figures import style
from credatlas.figures.charts import parts
from credatlas.figures.figure import Column, Figure
from credatlas.figures.layout import axes_at, sheet, width_of
from credatlas.figures.words import Labels, clean, number, translator

ROW = 10.5  # least height of a row in points
TOP, BOTTOM = 4, 42  # points above and below the rows
KINDS = ("high", "medium", "low", "not-found", "not-applicable", "missing")  # as drawn, from the left
LOOKS = {
    "high": {"facecolor": style.RAMP[3]},
    "medium": {"facecolor": style.RAMP[2]},
    "low": {"facecolor": style.RAMP[1]},
    "not-found": {"facecolor": to_rgba(style.LINE, style.PALE), "edgecolor": style.QUIET, "linewidth": 0.4},
    "not-applicable": {"facecolor": "none", "edgecolor": style.QUIET, "linewidth": 0.4, "linestyle": ":"},
    "missing": {"facecolor": "none", "edgecolor": style.QUIET, "linewidth": 0.4, "hatch": style.HATCH},
}
DIGITS = {"high": style.ON_DEEP, "medium": style.ON_PALE, "low": style.ON_PALE}  # on the others ink does


def coverage(provisions: pd.DataFrame, atlas, *, jurisdictions=None, size: str = "article", lang: str = "en") -> Figure:
    """Draw a bar per jurisdiction: the share of its provisions read with high, medium or low confidence, searched in vain, or missing.

    provisions: jurisdiction_id, status, confidence; one row per framework in force and indicator. A jurisdiction without any is
    hatched throughout. Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language or nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    among = parts.shown_jurisdictions(provisions, atlas, atlas.jurisdictions["jurisdiction_id"] if jurisdictions is None else jurisdictions)
    counts = _count(provisions, among)
    title, alt, caption = _words(counts, labels, t)
    name = parts.figure_id("coverage", atlas, among=among, size=size, lang=lang)
    paint = partial(_paint, counts=counts, labels=labels, t=t, size=size)
    return Figure(
        id=name, title=title, alt=alt, caption=caption, source=parts.source_line(atlas, t), columns=_columns(labels, t),
        rows=tuple((labels.jurisdiction(some), *map(int, row), int(row.sum()), some) for some, row in counts.iterrows()),
        subtitle=t("Share of the provisions in force by how they were read, in per cent; numbers count provisions"), as_of=atlas.date,
        data_version=atlas.version, lang=lang, svg=style.draw(name, title, alt, paint, size, TOP + BOTTOM + ROW * len(counts)),
    )  # fmt: skip


def _count(provisions: pd.DataFrame, among: list[str]) -> pd.DataFrame:
    """One row per jurisdiction, a column per kind; the largest share read from the instrument's own text first, the least read last."""
    kinds = provisions["confidence"].where(~provisions["status"].isin(["missing", "not-applicable"]), provisions["status"])
    counts = pd.crosstab(provisions["jurisdiction_id"], kinds).reindex(index=among, columns=list(KINDS), fill_value=0)
    shares = counts.div(counts.sum(axis=1).clip(lower=1), axis=0).round(6)
    keys = shares.assign(read=shares[["high", "medium", "low"]].sum(axis=1), some=counts.sum(axis=1) > 0)
    return counts.loc[keys.sort_values(["some", "high", "read", "medium", "not-found"], ascending=False, kind="stable").index]


def _words(counts: pd.DataFrame, labels: Labels, t) -> tuple[str, str, str]:
    total, sums = int(counts.to_numpy().sum()), counts.sum()
    empty = [some for some in counts.index if not counts.loc[some].sum()]
    unread = [some for some in counts.index if counts.loc[some].sum() and counts.at[some, "missing"] == counts.loc[some].sum()]
    share = {kind: number(100 * sums[kind] / total, lang=t.lang) if total else "0" for kind in KINDS}
    if not total:
        title = t("No framework version was in force in {names}", names=parts.named(labels, counts.index))
    elif sums["high"] == 0:
        title = t("None of {total} provisions could be read in the instrument's own text; {missing} % are missing", total=number(total, lang=t.lang), missing=share["missing"])
    else:
        title = t("{high} % of {total} provisions were read in the instrument's own text; {missing} % are missing", high=share["high"],
                  total=number(total, lang=t.lang), missing=share["missing"])  # fmt: skip
    best = counts.index[0]
    alt = parts.within(
        t("Stacked bars, {n} jurisdictions.", n=len(counts)) + " " + title + ".",
        t("Medium {medium} %, low {low} %, searched in vain {none} %.", medium=share["medium"], low=share["low"], none=share["not-found"]) if total else "",
        t("Best read: {name} ({n} of {total} high).", name=clean(labels.jurisdiction(best), 40), n=int(counts.at[best, "high"]), total=int(counts.loc[best].sum())) if sums["high"] else "",
        t.plural("Nothing read for {n}.", "Nothing read for {n}.", len(unread) + len(empty)) if unread or empty else "",
    )  # fmt: skip
    caption = t("High: the instrument's own text was read. Medium: an official summary or a verbatim quotation. Low: a third party's account. Searched in vain: a search found no "
                "instrument, which counts as silence. Hatched: could not be read, which counts as nothing.")  # fmt: skip
    if empty and total:
        caption += " " + t("No framework version in force: {names}.", names=parts.named(labels, empty, 30))
    return clean(title, 200), alt, caption


def _names(t) -> dict[str, str]:
    return {"high": t("high"), "medium": t("medium"), "low": t("low"), "not-found": t("searched in vain"), "not-applicable": t("not applicable"), "missing": t("missing")}


def _columns(labels: Labels, t) -> tuple[Column, ...]:
    kinds = [Column(kind.replace("-", "_"), name, labels.meaning("status" if kind == "not-applicable" else "confidence", kind), t("provisions"), 0)
             for kind, name in _names(t).items()]  # fmt: skip
    total = Column("provisions", t("Provisions"), t("Provisions of the framework versions in force"), t("provisions"), 0)
    ids = Column("jurisdiction_id", t("Jurisdiction id"), t("Id of the jurisdiction"))
    return (Column("jurisdiction", t("Jurisdiction"), t("Name of the jurisdiction")), *kinds, total, ids)


def _paint(drawing, *, counts, labels, t, size) -> None:
    narrow = size == "tall"
    text = style.SMALL if narrow else style.TEXT
    names = [[labels.short(some)] if narrow else [labels.jurisdiction(some), labels.short(some)] for some in counts.index]
    left = parts.room_for([options[0] for options in names], 60 if narrow else 122, text)
    none = t("none in force")
    right = 14 + (width_of(none, style.SMALL) if (counts.sum(axis=1) == 0).any() else 14)
    width, height = (drawing.get_size_inches() * 72).tolist()
    axes, paper = axes_at(drawing, left, TOP, right, BOTTOM), sheet(drawing)
    axes.set(xlim=(0, 100), ylim=(len(counts) - 0.5, -0.5), yticks=[])
    axes.set_xticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100 %"])
    parts.label_rows(axes, names, left, text)
    for place, (_, row) in enumerate(counts.iterrows()):
        _bar(axes, place, row, width - left - right)
        total = int(row.sum())
        axes.annotate(str(total) if total else none, (100, place), xytext=(6, 0), textcoords="offset points", va="center_baseline", fontsize=style.SMALL,
                      color=style.QUIET, annotation_clip=False)  # fmt: skip
    parts.key(paper, 4, height - 6, width - 8, [(LOOKS[kind] | ({"hatch": style.HATCH * 2} if kind == "missing" else {}), name) for kind, name in _names(t).items()])


def _bar(axes: Axes, place: int, row: pd.Series, room: float) -> None:
    total, start = row.sum(), 0.0
    if not total:
        axes.barh(place, 100, 0.74, **LOOKS["missing"])
        return
    for kind in KINDS:
        share = 100 * row[kind] / total
        if not share:
            continue
        axes.barh(place, share, 0.74, start, **({"linewidth": 0} | LOOKS[kind]))
        digits = str(int(row[kind]))
        if kind != "missing" and share / 100 * room > width_of(digits, style.TINY + 0.5) + 3:
            axes.text(start + share / 2, place, digits, ha="center", va="center_baseline", fontsize=style.TINY + 0.5, color=DIGITS.get(kind, style.INK))
        start += share
