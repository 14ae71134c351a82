"""Sentences and tables about how ranks move: intervals, tiers, what to read next, agreement of the passes, audit.

Knows the frames of `index.simulation`, `index.agreement` and `evidence.read_audits`. Draws nothing and computes no chance.
"""

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, Translator, number, translator
from credatlas.figures.naming import factor_names, say_without_framework, without_framework
from credatlas.figures.words.statements import bullets
from credatlas.figures.words.tables import Cells, link_sources, make_table, place_and_indicator
from credatlas.index.scores import ScoreClass
from credatlas.index.simulation import WITHOUT_PASSES, Simulation

SURE = 0.95  # share of draws from which one jurisdiction counts as ahead of another
LISTED = 15  # clauses of the reading list that a report shows


def summarise_ranks(simulation: Simulation, lang: str = "en") -> Statement:
    """Say who leads in how many draws, how many pairs are decided, and whose rank moves most."""
    t = Language(simulation.dataset, lang)
    ranked = simulation.rank_intervals().query("rankable").sort_values("p_first", ascending=False)
    first, win = ranked.iloc[0], simulation.win_matrix()
    apart = without_framework(simulation.dataset, simulation.jurisdictions)
    unranked = len(simulation.jurisdictions) - len(ranked) - len(apart)
    pairs = len(ranked) * (len(ranked) - 1) // 2
    decided = int((win >= SURE).to_numpy().sum())
    span = ranked["high"] - ranked["low"]
    widest = ranked[span == span.max()]
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
            *(
                t(
                    "The rank of {name} is the least certain: between {low} and {high} of {count} in nine of ten draws.",
                    name=plain(t.jurisdiction(row.jurisdiction_id)),
                    low=t.number(row.low),
                    high=t.number(row.high),
                    count=t.number(len(ranked)),
                )
                for row in widest.itertuples()
                if len(widest) == 1  # of several, none is the least certain
            ),
            t(
                "{count} jurisdictions cannot be ranked, because too little of their frameworks could be read.",
                count=t.number(unranked),
            ),
            *map(plain, say_without_framework(t, simulation.dataset)),
            *([_say_supposed(t)] if simulation.notice else []),
        ],
        lang,
    )


def _say_supposed(t: Translator) -> str:
    """Say what is supposed of coding errors where nobody coded twice."""
    names = _attribute_names(t)
    rates = [
        f"{names[attribute]} {t.number(100 * wrong / drawn)} %" for attribute, (wrong, drawn) in WITHOUT_PASSES.items()
    ]
    return t(
        "No provision was coded twice, so coding errors are drawn at supposed rates: {rates}.",
        rates=t.join_words(rates),
    )


def _say_factors(simulation: Simulation, t: Language) -> str:
    """Name what varied over the draws; what a method holds is not among them."""
    names = factor_names(t)
    return t.join_words([names[factor] for factor in simulation.factors_drawn]) or t("nothing")


def rank_table(simulation: Simulation, bounds: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List ranks with their intervals beside the exact best and worst over all dimension weights; never a rank alone.

    bounds: as `index.simulation.bound_ranks` returns them. Who cannot be ranked has a dash; who has no framework has no
    row, and stands in the caption.
    """
    t = Language(atlas, lang)
    intervals = simulation.rank_intervals().sort_values(["rankable", "median", "low"], ascending=[False, True, True])
    intervals = intervals[~intervals["jurisdiction_id"].isin(without_framework(atlas, atlas))]
    frame = intervals.join(bounds[["best", "worst"]].add_prefix("bound_"), on="jurisdiction_id")
    read = simulation.estimates().query("dimension_id == 'composite'").set_index("jurisdiction_id")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: _say_class(row, read, t),
        Column("median", t("Median rank"), t("of all draws"), "", 0): lambda row: row.median if row.rankable else None,
        Column("interval", t("Nine of ten draws"), t("from the 5th to the 95th percentile of its rank")): lambda row: (
            t.span(row.low, row.high) if row.rankable else t("cannot be ranked")
        ),
        Column("exact", t("Any weights"), t("exact best and worst rank over all weights of the dimensions")): (
            lambda row: None if pd.isna(row.bound_best) else t.span(row.bound_best, row.bound_worst)
        ),
        Column("p_first", t("First in"), t("share of draws in which it comes first"), "%", 1): lambda row: (
            100 * row.p_first if row.rankable else None
        ),
    }
    return make_table(
        atlas, "ranks", t("Ranks, and how far they move"),
        t("Ranks count among those that can be ranked, estimates among them. Intervals come from joint draws of {factors}; the exact bounds from weights alone.",
          factors=_say_factors(simulation, t)), cells, frame.itertuples(), lang,
    )  # fmt: skip


def _say_class(row, read: pd.DataFrame, t: Language) -> str:
    """Name a jurisdiction, and say of an estimate how much it rests on."""
    name = t.jurisdiction(row.jurisdiction_id)
    if not row.rankable or read.at[row.jurisdiction_id, "class"] == ScoreClass.SCORED:
        return name
    counts = {count: t.number(read.at[row.jurisdiction_id, count]) for count in ("read", "applicable")}
    return t("{name} (estimate, {read} of {applicable} read)", name=name, **counts)


def masked_table(summary: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """Say how often intervals of unread text hold; `summary` as `index.simulation.summarise_masked` gives it."""
    t = Language(atlas, lang)
    names = {"all": t("All dimensions"), "composite": t("Composite")}
    holds = t("share of cases in which the interval holds the true score")
    cases = t("frameworks read whole, each with the gaps of every partly read one")
    apart = t("mean distance of draws from the true score, less half their own; 0 is best")
    cells: Cells = {
        Column("dimension", t("Dimension")): lambda row: names.get(row.dimension_id) or t.dimension(row.dimension_id),
        Column("n", t("Cases"), cases, "", 0): lambda row: row.n,
        Column("holds_50", t("{level} % interval holds", level=50), holds, "%", 0): lambda row: 100 * row.holds_50,
        Column("holds_80", t("{level} % interval holds", level=80), holds, "%", 0): lambda row: 100 * row.holds_80,
        Column("holds_90", t("{level} % interval holds", level=90), holds, "%", 0): lambda row: 100 * row.holds_90,
        Column("width_90", t("Width of the 90 % interval"), t("mean"), t("points"), 0): lambda row: row.width_90,
        Column("crps", "CRPS", apart, t("points"), 1): lambda row: row.crps,
    }
    together = summary.iloc[0]
    return make_table(
        atlas, "masked-readings",
        t("Intervals that should hold in 80 and 90 % of cases hold in {share_80} and {share_90} %",
          share_80=t.number(100 * together["holds_80"]), share_90=t.number(100 * together["holds_90"])),
        t("What real frameworks lack was hidden in those that were read whole, and drawn again from other jurisdictions, as unread text is in the simulation. All dates together."),
        cells, summary.itertuples(), lang,
    )  # fmt: skip


def ordinal_table(ranks: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List what rules that only use the order of codes say; `ranks` as of `index.ranking.rank_ordinally`."""
    t = Language(atlas, lang)
    borda = t("rank by how many others it beats, code by code, with the weights of the score")
    copeland = t("rank by majorities won less majorities lost against each other one")
    kemeny = t("first and last place over all orders that contradict the majorities least")
    above = t("how many others score lower, whatever rising values the codes have")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("score", t("By score"), t("rank by the composite score"), "", 0): lambda row: row.score,
        Column("borda", "Borda", borda, "", 0): lambda row: row.borda,
        Column("copeland", "Copeland", copeland, "", 0): lambda row: row.copeland,
        Column("kemeny", "Kemeny", kemeny): lambda row: "–".join(
            str(place) for place in dict.fromkeys((row.kemeny_best, row.kemeny_worst))
        ),
        Column("dominates", t("Above for any values"), above, "", 0): lambda row: row.dominates,
    }
    return make_table(
        atlas, "ordinal-rules", t("What purely ordinal rules say"),
        t(
            "Ranks count among the {count} that can be ranked; those that tie share the best. The score uses all indicators; the rules only the {compared} of {total} that were read and apply in all {count}.",
            count=t.number(len(ranks)), compared=t.number(ranks["indicators"].iloc[0]),
            total=t.number(len(atlas.indicators)),
        ), cells, ranks.itertuples(), lang,
    )  # fmt: skip


def reading_table(listed: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List the clauses whose reading would narrow ranks most; `listed` as of `index.reading.next_reading`."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    frameworks = atlas.frameworks.set_index("framework_id")[["name", "source_id"]].add_prefix("framework_")
    own = t("expected narrowing of the jurisdiction's own 90 % interval")
    lacking = t("indicators to read before the jurisdiction can be ranked")
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: place_and_indicator(t, row),
        Column("framework", t("Framework")): lambda row: cite(row.framework_name, row.framework_source_id),
        Column("status", t("Now")): lambda row: (
            t.code("status", row.status) if row.status == "missing" else t.code("confidence", row.confidence)
        ),
        Column("own", t("Own rank narrows by"), own, t("ranks"), 2): lambda row: row.own,
        Column("narrowing", t("All ranks by"), t("mean over jurisdictions with an instrument"), t("ranks"), 3): (
            lambda row: row.narrowing
        ),
        Column("lacking", t("Still lacking"), lacking, "", 0): lambda row: row.lacking,
    }
    return make_table(
        atlas, "reading-list", t("What to read next"),
        t("Ordered by how much narrower all rank intervals would be on average if the clause were known."), cells,
        listed.head(LISTED).join(frameworks, on="framework_id").itertuples(), lang,
    )  # fmt: skip


def agreement_table(report: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List how far the two coding passes agree, by attribute; `report` as of `index.agreement.report_agreement`."""
    t = translator(lang)
    names = _attribute_names(t)
    about = t("cells that both passes coded; for the attributes, found to support")
    alpha = t("Krippendorff's alpha, with its 90 % interval over frameworks")
    ac2 = t("Gwet's AC2, with its 90 % interval over frameworks")
    cells: Cells = {
        Column("attribute", t("Attribute")): lambda row: names.get(row.attribute, row.attribute),
        Column("n", t("Cells"), about, "", 0): lambda row: int(row.n),
        Column("agreement", t("Agree"), t("share of cells"), "%", 0): lambda row: 100 * row.agreement,
        Column("alpha", t("Alpha"), alpha): lambda row: _interval(row, "alpha", lang),
        Column("ac2", t("AC2"), ac2): lambda row: _interval(row, "ac2", lang),
    }
    return make_table(
        atlas, "agreement", t("How far the two passes agree"),
        t("Both passes read the same findings and were machine-assisted, so agreement is an upper bound."), cells,
        report.itertuples(), lang,
    )  # fmt: skip


def audit_table(rates: pd.DataFrame, slips: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List what the audit of the codes found, and say for what it found more errors than the two passes.

    rates: as of `evidence.read_audits`; slips: passes and audit by attribute, as of
    `index.simulation.compare_error_rates`. Data without an audit give a sentence in place of an empty table.
    """
    t = Language(atlas, lang)
    if rates.empty:
        return Statement(t("Nobody has audited the codes of these data."), lang)
    outcomes = {
        "alike": t("coded alike in every part"),
        "one_step": t("of the same status, no code more than one step off"),
        "further": t("of the same status, a code further off"),
        "other_status": t("of another status"),
        "wrong": t("judged wrong after the comparison"),
        "source_right": t("source found and place in it right"),
    }
    cells: Cells = {
        Column("outcome", t("Found")): lambda row: outcomes[row.outcome],
        Column("confidence", t("Confidence")): lambda row: (
            t("every one") if row.confidence == "all" else t.code("confidence", row.confidence)
        ),
        Column("drawn", t("Drawn"), t("provisions drawn at random"), "", 0): lambda row: int(row.drawn),
        Column("count", t("Of these"), t("provisions"), "", 0): lambda row: int(row.count),
        Column("rate", t("Share"), t("of those drawn"), "%", 0): lambda row: 100 * row.rate,
        Column("interval", t("95 % interval"), t("of the share, by Wilson"), "%"): lambda row: (
            f"{t.number(100 * row.low)}–{t.number(100 * row.high)}"
        ),
    }
    wrong = rates.query("confidence == 'all' and outcome == 'wrong'")
    facts = {name: t.number(wrong[name].sum()) for name in ("count", "drawn")}
    return make_table(
        atlas, "audit",
        t("The audit judged {count} of {drawn} provisions wrong", **facts) if len(wrong) else t("What the audit found"),
        " ".join([t("Provisions drawn at random were coded anew by somebody who did not see the codes, and compared."),
                  *_say_larger(slips, t)]), cells, rates.itertuples(), lang,
    )  # fmt: skip


def _say_larger(slips: pd.DataFrame, t: Translator) -> list[str]:
    """Say for which attributes the audit found more errors than the passes, and for which it gives no rate."""
    names = _attribute_names(t)
    larger = [
        t("{attribute} ({audit} against {passes} %)", attribute=names[row.attribute],
          audit=t.number(100 * row.audit, 1), passes=t.number(100 * row.passes, 1))
        for row in slips[slips["audit"] > slips["passes"]].itertuples()
    ]  # fmt: skip
    without = [names[attribute] for attribute in slips.loc[slips["audit"].isna(), "attribute"]]
    return [
        t("Simulations draw each kind of coding error at the larger of two rates, that of the two passes and that of the audit."),
        t("The audit's is the larger for {attributes}.", attributes=t.join_words(larger))
        if larger else t("The audit's is nowhere the larger."),
        *([t("It gives none for {attributes}.", attributes=t.join_words(without))] if without else []),
    ]  # fmt: skip


def _attribute_names(t: Translator) -> dict[str, str]:
    return {
        "status": t("status"),
        "silent": t("silent or not"),
        "scope": t("scope"),
        "obligation": t("obligation"),
        "precision": t("precision"),
        "delegation": t("delegation"),
    }


def _interval(row, name: str, lang: str) -> str:
    point, low, high = (number(getattr(row, f"{name}{end}"), 2, lang) for end in ("", "_low", "_high"))
    return f"{point} ({low}–{high})"
