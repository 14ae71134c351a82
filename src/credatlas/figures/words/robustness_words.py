"""Sentences and tables about how ranks move: intervals, tiers, what to read next, agreement of the passes.

Knows the frames of `index.simulation` and `index.agreement`. Draws nothing and computes no chance.
"""

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, number, translator
from credatlas.figures.naming import factor_names
from credatlas.figures.words.statements import bullets
from credatlas.figures.words.tables import link, make_table
from credatlas.index.simulation import Simulation

SURE = 0.95  # share of draws from which one jurisdiction counts as ahead of another
LISTED = 15  # clauses of the reading list that a report shows


def summarise_ranks(simulation: Simulation, lang: str = "en") -> Statement:
    """Say who leads in how many draws, how many pairs are decided, and whose rank moves most."""
    t = Language(simulation.dataset, lang)
    ranked = simulation.rank_intervals().query("rankable").sort_values("p_first", ascending=False)
    first, win = ranked.iloc[0], simulation.win_matrix()
    pairs = len(ranked) * (len(ranked) - 1) // 2
    decided = int((win >= SURE).to_numpy().sum())
    widest = ranked.assign(width=ranked["high"] - ranked["low"]).sort_values("width", ascending=False).iloc[0]
    return bullets(
        [
            t(
                "In {draws} joint draws of {factors}, {name} comes first in {share} %.",
                draws=t.number(simulation.draws_made),
                factors=_say_factors(simulation, t),
                name=plain(t.jurisdiction(first["jurisdiction_id"])),
                share=t.number(100 * first["p_first"]),
            ),
            t(
                "Of {pairs} pairs of jurisdictions that can be ranked, {decided} are decided: one is ahead in at least {sure} % of draws. The others should not be put in an order.",
                pairs=t.number(pairs),
                decided=t.number(decided),
                sure=t.number(100 * SURE),
            ),
            t(
                "The rank of {name} is the least certain: between {low} and {high} of {count} in nine of ten draws.",
                name=plain(t.jurisdiction(widest["jurisdiction_id"])),
                low=t.number(widest["low"]),
                high=t.number(widest["high"]),
                count=t.number(len(ranked)),
            ),
            t(
                "{count} jurisdictions cannot be ranked: too little of a framework could be read, or there is none.",
                count=t.number(len(simulation.jurisdictions) - len(ranked)),
            ),
        ],
        lang,
    )


def _say_factors(simulation: Simulation, t: Language) -> str:
    """Name what varied over the draws; what a method holds is not among them."""
    names = factor_names(t)
    return t.join_words([names[factor] for factor in simulation.factors_drawn]) or t("nothing")


def rank_table(simulation: Simulation, bounds: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List ranks with their intervals beside the exact best and worst over all dimension weights; never a rank alone.

    bounds: as `index.simulation.bound_ranks` returns them. Who cannot be ranked has a dash.
    """
    t = Language(atlas, lang)
    intervals = simulation.rank_intervals().sort_values(["rankable", "median", "low"], ascending=[False, True, True])
    columns = [
        Column("jurisdiction", t("Jurisdiction")),
        Column("median", t("Median rank"), t("of all draws"), "", 0),
        Column("interval", t("Nine of ten draws"), t("from the 5th to the 95th percentile of its rank")),
        Column("exact", t("Any weights"), t("exact best and worst rank over all weights of the dimensions")),
        Column("p_first", t("First in"), t("share of draws in which it comes first"), "%", 1),
    ]
    read = simulation.estimates().query("dimension_id == 'composite'").set_index("jurisdiction_id")
    rows = [
        [
            _say_class(row, read, t),
            row.median if row.rankable else None,
            f"{row.low:.0f}–{row.high:.0f}" if row.rankable else t("cannot be ranked"),
            f"{bounds.at[row.jurisdiction_id, 'best']}–{bounds.at[row.jurisdiction_id, 'worst']}"
            if row.jurisdiction_id in bounds.index
            else None,
            100 * row.p_first if row.rankable else None,
        ]
        for row in intervals.itertuples()
    ]
    return make_table(
        atlas,
        "ranks",
        t("Ranks, and how far they move"),
        t(
            "Ranks count among those that can be ranked, estimates among them. Intervals come from joint draws of {factors}; the exact bounds from weights alone.",
            factors=_say_factors(simulation, t),
        ),
        columns,
        rows,
        lang,
    )


def _say_class(row, read: pd.DataFrame, t: Language) -> str:
    name = t.jurisdiction(row.jurisdiction_id)
    if not row.rankable or read.at[row.jurisdiction_id, "class"] == "scored":
        return name
    counts = {count: t.number(read.at[row.jurisdiction_id, count]) for count in ("read", "applicable")}
    return t("{name} (estimate, {read} of {applicable} read)", name=name, **counts)


def masked_table(summary: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """Say how often intervals of unread text hold; `summary` as `index.simulation.summarise_masked` gives it."""
    t = Language(atlas, lang)
    names = {"all": t("All dimensions"), "composite": t("Composite")}
    holds = t("share of cases in which the interval holds the true score")
    columns = [
        Column("dimension", t("Dimension")),
        Column("n", t("Cases"), t("frameworks read whole, each with the gaps of every partly read one"), "", 0),
        *[
            Column(f"holds_{level}", t("{level} % interval holds", level=level), holds, "%", 0)
            for level in (50, 80, 90)
        ],
        Column("width_90", t("Width of the 90 % interval"), t("mean"), t("points"), 0),
        Column(
            "crps",
            "CRPS",
            t("mean distance of draws from the true score, less half their own; 0 is best"),
            t("points"),
            1,
        ),
    ]
    rows = [
        [
            names.get(row.dimension_id) or t.dimension(row.dimension_id),
            row.n,
            *(100 * share for share in (row.holds_50, row.holds_80, row.holds_90)),
            row.width_90,
            row.crps,
        ]
        for row in summary.itertuples()
    ]
    together = summary.iloc[0]
    return make_table(
        atlas,
        "masked-readings",
        t(
            "Intervals that should hold in 80 and 90 % of cases hold in {share_80} and {share_90} %",
            share_80=t.number(100 * together["holds_80"]),
            share_90=t.number(100 * together["holds_90"]),
        ),
        t(
            "What real frameworks lack was hidden in those that were read whole, and drawn again from other jurisdictions, as unread text is in the simulation. All dates together."
        ),
        columns,
        rows,
        lang,
    )


def ordinal_table(ranks: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List what rules that only use the order of codes say; `ranks` as of `index.ranking.rank_ordinally`."""
    t = Language(atlas, lang)
    columns = [
        Column("jurisdiction", t("Jurisdiction")),
        Column("score", t("By score"), t("rank by the composite score"), "", 0),
        Column(
            "borda", "Borda", t("rank by how many others it beats, code by code, with the weights of the score"), "", 0
        ),
        Column("copeland", "Copeland", t("rank by majorities won less majorities lost against each other one"), "", 0),
        Column("kemeny", "Kemeny", t("first and last place over all orders that contradict the majorities least")),
        Column(
            "dominates",
            t("Surely above"),
            t("how many others score lower, whatever rising values the codes have"),
            "",
            0,
        ),
    ]
    rows = [
        [
            t.jurisdiction(row.jurisdiction_id), row.score, row.borda, row.copeland,
            f"{row.kemeny_best}–{row.kemeny_worst}" if row.kemeny_best < row.kemeny_worst else f"{row.kemeny_best}",
            row.dominates
        ]
        for row in ranks.itertuples()
    ]  # fmt: skip
    return make_table(
        atlas,
        "ordinal-rules",
        t("What purely ordinal rules say"),
        t(
            "Ranks count among the {count} that can be ranked; those that tie share the best. The score uses all indicators; the rules only the {compared} of {total} that were read and apply in all {count}.",
            count=number(len(ranks), lang=lang),
            compared=number(ranks["indicators"].iloc[0], lang=lang),
            total=number(len(atlas.indicators), lang=lang),
        ),
        columns,
        rows,
        lang,
    )


def reading_table(listed: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List the clauses whose reading would narrow ranks most; `listed` as of `index.reading.next_reading`."""
    t = Language(atlas, lang)
    frameworks = atlas.frameworks.set_index("framework_id")
    addresses = atlas.sources.set_index("source_id")["url"]
    columns = [
        Column("indicator", t("Indicator")),
        Column("framework", t("Framework")),
        Column("status", t("Now")),
        Column(
            "own",
            t("Own rank narrows by"),
            t("expected narrowing of the jurisdiction's own 90 % interval"),
            t("ranks"),
            2,
        ),
        Column("narrowing", t("All ranks by"), t("mean over jurisdictions with an instrument"), t("ranks"), 3),
        Column("lacking", t("Still lacking"), t("indicators to read before the jurisdiction can be ranked"), "", 0),
    ]
    rows = [
        [
            t(
                "{jurisdiction}: {indicator}",
                jurisdiction=t.short(row.jurisdiction_id),
                indicator=f"{row.indicator_id} {t.indicator(row.indicator_id)}",
            ),
            link(
                frameworks.at[row.framework_id, "name"], addresses.get(frameworks.at[row.framework_id, "source_id"], "")
            ),
            t.code("status", row.status) if row.status == "missing" else t.code("confidence", row.confidence),
            row.own,
            row.narrowing,
            row.lacking,
        ]
        for row in listed.head(LISTED).itertuples()
    ]
    return make_table(
        atlas, "reading-list", t("What to read next"),
        t("Ordered by how much narrower all rank intervals would be on average if the clause were known."), columns,
        rows, lang,
    )  # fmt: skip


def agreement_table(report: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List how far the two coding passes agree, by attribute; `report` as of `index.agreement.report_agreement`."""
    t = translator(lang)
    names = {
        "status": t("status"),
        "silent": t("silent or not"),
        "scope": t("scope"),
        "obligation": t("obligation"),
        "precision": t("precision"),
        "delegation": t("delegation"),
    }
    columns = [
        Column("attribute", t("Attribute")),
        Column("n", t("Cells"), t("cells that both passes coded; for the attributes, found to support"), "", 0),
        Column("agreement", t("Agree"), t("share of cells"), "%", 0),
        Column("alpha", t("Alpha"), t("Krippendorff's alpha, with its 90 % interval over frameworks")),
        Column("ac2", t("AC2"), t("Gwet's AC2, with its 90 % interval over frameworks")),
    ]
    rows = [
        [
            names.get(row.attribute, row.attribute), int(row.n), 100 * row.agreement, _interval(row, "alpha", lang),
            _interval(row, "ac2", lang)
        ]
        for row in report.itertuples()
    ]  # fmt: skip
    return make_table(
        atlas, "agreement", t("How far the two passes agree"),
        t("Both passes read the same findings and were machine-assisted, so agreement is an upper bound."), columns,
        rows, lang,
    )  # fmt: skip


def _interval(row, name: str, lang: str) -> str:
    point, low, high = (number(getattr(row, f"{name}{end}"), 2, lang) for end in ("", "_low", "_high"))
    return f"{point} ({low}–{high})"
