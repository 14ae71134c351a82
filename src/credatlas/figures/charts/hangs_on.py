"""Hangs on: which choice or doubt moves whose rank.

Knows Sobol' indices by jurisdiction and factor, and what they let one say. Computes no index, paints nothing.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, number, translator
from credatlas.figures.painting import hangs_on as painting
from credatlas.index.simulation import FACTORS, MEAN_SHIFT

INDICES = ["first", "first_low", "first_high", "total", "total_low", "total_high"]
NAMED = 3  # factors in an alt text


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
    the first of them. A rank that never moves hangs on nothing and has dashes. Jurisdictions that cannot be ranked have
    no row.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language, NothingToShow for nothing
    to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    among = naming.shown_jurisdictions(atlas.jurisdictions, atlas, jurisdictions)
    totals = spread_totals(indices, among)
    ranked = [some for some in totals.index if some != MEAN_SHIFT]
    apart = [some for some in among if some not in ranked]
    names = {factor: naming.factor_names(t)[factor] for factor in totals.columns}
    paint = partial(painting.paint, totals=totals, names=names, ranked=ranked, labels=labels, t=t, size=size)
    return compose(
        naming.figure_id("hangs-on", atlas, among=among, size=size, lang=lang),
        _words(totals, ranked, apart, names, labels, t), _columns(t), _rows(indices, totals, names, labels, t), paint,
        atlas=atlas, t=t, width=width, height=painting.height(totals, names, size),
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
    ranked = wide.reindex([some for some in among if some in wide.index])[factors]
    ranked = ranked.loc[ranked.round(6).sort_values(list(factors), ascending=False, kind="stable").index]
    return pd.concat([wide.loc[[MEAN_SHIFT], factors], ranked])


def _words(
    totals: pd.DataFrame, ranked: list[str], apart: list[str], names: dict[str, str], labels: Labels, t: Translator
) -> Words:
    title = _title(totals, ranked, apart, names, labels, t)
    opening = t.plural("Table of {n} jurisdiction", "Table of {n} jurisdictions", len(ranked))
    opening = t("{opening} by {factors} factors.", opening=opening, factors=len(names))
    shares = [f"{name} {number(totals.at[MEAN_SHIFT, factor], 2, t.lang)}" for factor, name in [*names.items()][:NAMED]]
    alt = naming.within(
        f"{opening} {title}.", t("Mean rank shift: {shares}.", shares=", ".join(shares)) if shares else ""
    )
    caption = t(
        "Total Sobol' index: the share of the variance of a rank that a factor has a part in, alone or together with "
        "others, so that a row may sum to more than 1. Top row: the mean shift of all ranks. A dash: the rank never "
        "moved."
    )
    if apart:
        listed = naming.named(labels, apart, naming.NAMES_LISTED)
        caption += " " + t("Not ranked, since too little could be read: {names}.", names=listed)
    return Words(title, t("Share of the variance of each rank that a factor has a part in, 0 to 1"), alt, caption)


def _title(
    totals: pd.DataFrame, ranked: list[str], apart: list[str], names: dict[str, str], labels: Labels, t: Translator
) -> str:
    if not names:
        return t("{names} cannot be ranked: too little could be read", names=naming.named(labels, apart))
    moved = totals.loc[ranked].dropna(how="all").round(6)
    facts = {"factor": names[totals.columns[0]], "total": len(ranked)}
    if moved.empty:
        return t("Over all jurisdictions, ranks hang most on {factor}", **facts)
    most = moved.idxmax(axis=1).value_counts().reindex(totals.columns, fill_value=0)
    facts["other"] = names[most.idxmax()]
    if most.idxmax() == totals.columns[0]:
        return t.plural(
            "Ranks hang most on {factor}, over all and for {n} of {total} jurisdictions",
            "Ranks hang most on {factor}, over all and for {n} of {total} jurisdictions", int(most.max()), **facts,
        )  # fmt: skip
    return t.plural(
        "Over all, ranks hang most on {factor}; for {n} of {total} jurisdictions it is {other}",
        "Over all, ranks hang most on {factor}; for {n} of {total} jurisdictions it is {other}", int(most.max()),
        **facts,
    )  # fmt: skip


def _columns(t: Translator) -> list[Column]:
    shared, unit = naming.shared_columns(t), t("0 to 1")
    return [
        Column("rank_of", t("Rank of"), t("Jurisdiction whose rank is explained, or the mean shift of all ranks")),
        Column("factor", t("Factor"), t("What is drawn: a choice of method, or a doubt about the coding")),
        Column("total", t("Total"), t("Total index: with all interactions"), unit, 2),
        Column("total_low", t("Total, from"), t("Lower end of its 90 % bootstrap interval"), unit, 2),
        Column("total_high", t("Total, to"), t("Upper end of its 90 % bootstrap interval"), unit, 2),
        Column("first", t("First-order"), t("First-order index: the factor alone"), unit, 2),
        Column("first_low", t("First-order, from"), t("Lower end of its 90 % bootstrap interval"), unit, 2),
        Column("first_high", t("First-order, to"), t("Upper end of its 90 % bootstrap interval"), unit, 2),
        Column("varies", t("Moves"), t("Whether the rank moved in any draw")),
        shared["jurisdiction_id"],
    ]


def _rows(
    indices: pd.DataFrame, totals: pd.DataFrame, names: dict[str, str], labels: Labels, t: Translator
) -> list[tuple]:
    cells = indices.set_index(["output", "factor"])
    shown = [(output, factor) for output in totals.index for factor in totals.columns]
    return [
        (
            t("mean rank shift") if output == MEAN_SHIFT else labels.jurisdiction(output),
            names[factor],
            *cells.loc[(output, factor), [*INDICES[3:], *INDICES[:3]]],
            t("yes") if cells.at[(output, factor), "varies"] else t("no"),
            "" if output == MEAN_SHIFT else output,
        )
        for output, factor in shown
    ]
