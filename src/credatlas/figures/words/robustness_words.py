"""Sentences and tables about how ranks move: intervals, clear orders, what to read next, agreement of the passes, audit.

Knows the frames of `index.simulation`, `index.ranking`, `index.agreement` and `evidence.read_audits`. Draws nothing and
computes no chance. A rank is always one of so many: those of simulations count all that can be ranked, those of scores
only what has a score on every dimension.
"""

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, Translator, capital, clean, mark, translator
from credatlas.figures.naming import contenders, factor_names, without_framework
from credatlas.figures.words.statements import (
    bullets,
    join_sentences,
    name_places,
    name_questions,
    open_report,
    say_hardly_coded_twice,
    section,
    state_coverage,
)
from credatlas.figures.words.tables import Cells, make_table, unless_empty
from credatlas.index.ranking import relations
from credatlas.index.scores import ScoreClass
from credatlas.index.simulation import FACTORS, MEAN_SHIFT, WITHOUT_PASSES, Simulation

SURE = 0.95  # share of simulations from which one framework counts as ahead of another
RELIABLE = 0.8  # Krippendorff's alpha from which he would rely on codes
CLAUSES = 4  # clauses of one framework that the reading list shows
BELOW = 0.05  # share of cases by which intervals must fall short to be told of
LEAST = 0.2  # places of a rank: what knowing a clause must take off its interval to be listed


def open_robustness(simulation: Simulation, held: pd.DataFrame, indices: pd.DataFrame, lang: str = "en") -> Statement:
    """Open the report on robustness: its finding as the title, what was read, what can be relied on and what cannot.

    held: as of `index.simulation.check_intervals`; indices: those of `index.simulation.sensitivity`.
    """
    t = Language(simulation.dataset, lang)
    pairs, decided = _count_pairs(simulation)
    readers = t("This report is for academic readers.")
    title = t.plural(
        "Of {count} ranked frameworks {n} may be first, and {decided} of {pairs} pairs keep their order",
        "Of {count} ranked frameworks {n} may be first, and {decided} of {pairs} pairs keep their order",
        int((_by_chance(simulation)["low"] == 1).sum()), count=len(simulation.rankable), decided=t.number(decided), pairs=t.number(pairs),
    )  # fmt: skip
    return open_report(
        title=title,
        kicker=t("Which findings survive other weights, methods and readings?"),
        coverage=f"{readers} {state_coverage(simulation.dataset, lang=lang)}",
        messages=list_messages(simulation, held, indices, lang),
        description=t(
            "For academic readers: which orders hold, how far ranks move, what moves them, what to read next."
        ),
        lang=lang,
    )


def list_messages(simulation: Simulation, held: pd.DataFrame, indices: pd.DataFrame, lang: str = "en") -> list[str]:
    """Return the key messages on robustness, a sentence or two of Markdown each: what can be relied on comes first."""
    t = Language(simulation.dataset, lang)
    relied, open_ = t("This can be relied on."), t("This cannot.")
    said = [
        " ".join([f"**{relied}**", say_pairs(simulation, t), *_say_clearest(simulation, t)]),
        f"**{open_}** {say_first(simulation, t)}",
        _say_held(held, t),
        _say_movers(indices, t),
        _say_unranked(simulation, t),
        *_say_supposed(simulation, t),
    ]
    return list(filter(None, said))


def say_first(simulation: Simulation, t: Language) -> str:
    """Say who comes first most often, and who else may: whose 90% interval of ranks reaches the first."""
    ranked = _by_chance(simulation)
    lead, *others = ranked.loc[(ranked["low"] == 1) | (ranked.index == ranked.index[0]), "jurisdiction_id"]
    facts = {
        "draws": t.number(simulation.draws_made), "factors": _say_factors(simulation, t), "count": len(ranked),
        "name": name_places([lead], t), "share": t.number(100 * ranked["p_first"].iloc[0]),
        "names": name_places(others, t),
    }  # fmt: skip
    if not others:
        return t(
            "In {draws} simulations that vary {factors}, {name} is first of {count} in {share}%, and no other can be expected to be.",
            **facts,
        )
    return t(
        "Who is first of {count} is open: in {draws} simulations that vary {factors}, {name} is first most often, in {share}%, but {names} may be first too.",
        **facts,
    )


def say_pairs(simulation: Simulation, t: Language) -> str:
    """Say how many orders between two ranked frameworks hold in nearly all simulations."""
    pairs, decided = _count_pairs(simulation)
    facts = {"pairs": t.number(pairs), "count": len(simulation.rankable), "sure": t.number(100 * SURE)}
    return t.plural(
        "Of the {pairs} pairs among {count} ranked frameworks, {n} keeps its order in at least {sure}% of simulations; the others should not be put in an order.",
        "Of the {pairs} pairs among {count} ranked frameworks, {n} keep their order in at least {sure}% of simulations; the others should not be put in an order.",
        decided, **facts,
    )  # fmt: skip


def state_order(simulation: Simulation, lang: str = "en") -> Statement:
    """List who is ahead of whom in nearly all simulations; those ahead of the same others share a line."""
    t = Language(simulation.dataset, lang)
    ahead = relations.beats(simulation.win_matrix(), SURE)
    groups: dict[tuple[str, ...], list[str]] = {}
    for jurisdiction in ahead.index[ahead.any(axis=1)]:
        groups.setdefault(tuple(ahead.columns[ahead.loc[jurisdiction]]), []).append(jurisdiction)
    lines = []
    for behind, group in sorted(groups.items(), key=lambda item: -len(item[0])):
        facts = {"names": name_places(group, t), "others": name_places(behind, t)}
        said = t.plural("{names} is ahead of {others}.", "{names} are each ahead of {others}.", len(group), **facts)
        lines.append(capital(said))
    return bullets(lines, lang) if lines else Statement(t("No framework is clearly ahead of another."), lang)


def _count_pairs(simulation: Simulation) -> tuple[int, int]:
    """Return how many pairs of ranked frameworks there are, and how many of them keep their order."""
    count = len(simulation.rankable)
    return count * (count - 1) // 2, int((simulation.win_matrix() >= SURE).to_numpy().sum())


def _by_chance(simulation: Simulation) -> pd.DataFrame:
    """Return the intervals of those that are ranked, who comes first most often first; `low` is 1 where one may be."""
    return simulation.rank_intervals().query("rankable").sort_values("p_first", ascending=False, kind="stable")


def _say_clearest(simulation: Simulation, t: Language) -> list[str]:
    """Say who is behind most others, and ahead of most, where one alone is."""
    ahead, said = relations.beats(simulation.win_matrix(), SURE), []
    sentences = {
        mark("{name} is ahead of {n} of the {others} others."): ahead.sum(axis=1),
        mark("{name} is behind {n} of the {others} others."): ahead.sum(axis=0),
    }
    for sentence, counts in sentences.items():
        first = counts.index[(counts == counts.max()) & (counts > 0)]
        if len(first) == 1:
            name, n = name_places(first, t), int(counts.max())
            said.append(capital(t(sentence, name=name, n=n, others=len(ahead) - 1)))
    return said


def _say_held(held: pd.DataFrame, t: Language) -> str:
    """Say how often intervals held what had been hidden, and on which dimension they did least, if in clearly fewer."""
    if held.empty:
        return ""
    together, shares = held.iloc[0], held.set_index("dimension_id")["holds_90"].iloc[1:-1]
    said = t(
        "Where texts that had been read were hidden and simulated instead, intervals meant to hold the score in 80 and 90% of cases held it in {share_80} and {share_90}% of {n} cases.",
        share_80=t.number(100 * together["holds_80"]), share_90=t.number(100 * together["holds_90"]), n=t.number(together["n"]),
    )  # fmt: skip
    if shares.empty or shares.min() >= 0.9 - BELOW:
        return said
    facts = {"dimension": plain(t.dimension(shares.idxmin()).lower()), "share": t.number(100 * shares.min())}
    least = t("On {dimension} those of 90% held it in fewer, {share}% of cases.", **facts)
    return f"{said} {least}"


def _say_movers(indices: pd.DataFrame, t: Language) -> str:
    """Say what moves ranks most, or between which causes that cannot be told; nothing where ranks never moved."""
    shift = indices[(indices["output"] == MEAN_SHIFT) & indices["varies"].astype(bool)].set_index("factor")
    if shift.empty:
        return ""
    names = factor_names(t)
    first = contenders(shift.rename(columns={"total_low": "low", "total_high": "high"})[["low", "high"]])
    if len(first) > 1:
        factors = t.join_words(names[name] for name in first)
        return t("What moves ranks most cannot be told apart: {factors}.", factors=factors)
    return t(
        "Ranks move most with {factor} (a part in {share}% of the movement of all ranks, alone or together with other causes).",
        factor=names[first[0]], share=t.number(100 * shift.at[first[0], "total"]),
    )  # fmt: skip


def _say_unranked(simulation: Simulation, t: Language) -> str:
    """Say who has no rank, since too little could be read, and for how many none was found or in force."""
    apart = without_framework(simulation.dataset, simulation.jurisdictions)
    unranked = [
        jurisdiction
        for jurisdiction in simulation.jurisdictions
        if jurisdiction not in apart and jurisdiction not in simulation.rankable
    ]
    names = name_places(unranked, t)
    said = t.plural(
        "{names} has no rank: too little of the framework could be read.",
        "{names} have no rank: too little of their frameworks could be read.",
        len(unranked), names=names,
    )  # fmt: skip
    return capital(said) if unranked else ""


def _say_supposed(simulation: Simulation, t: Language) -> list[str]:
    """Say what is supposed of coding errors where nobody coded twice, and what is left unread since nobody was read."""
    names, said = _attribute_names(t), []
    rates = t.join_words(
        t("{name} {share}%", name=names[attribute], share=t.number(100 * wrong / drawn))
        for attribute, (wrong, drawn) in WITHOUT_PASSES.items()
    )
    if simulation.engine.supposed:
        said.append(
            t("No provision was coded twice, so coding errors are drawn at supposed rates: {rates}.", rates=rates)
        )
    if left := name_questions(simulation.not_drawn, t):
        said.append(t("On {indicators} no other framework was read, so simulations leave this out wherever it is unread.", indicators=left))  # fmt: skip
    return said


def _say_factors(simulation: Simulation, t: Language) -> str:
    """Name what varied over the simulations, in short where all did; what a method holds is not among them."""
    names = factor_names(t)
    if simulation.factors_drawn == FACTORS:
        return t("weights, methods, coding and unread texts")
    return t.join_words([names[factor] for factor in simulation.factors_drawn]) or t("nothing")


def rank_table(simulation: Simulation, atlas: Dataset, lang: str = "en") -> Table:
    """List the ranks of frameworks with their intervals, all among those that can be ranked; never a rank alone.

    Who cannot be ranked has no row, and stands in the caption.
    """
    t = Language(atlas, lang)
    intervals = simulation.rank_intervals().query("rankable").sort_values(["median", "low", "high"], kind="stable")
    read = simulation.estimates().query("dimension_id == 'composite'").set_index("jurisdiction_id")
    of = len(intervals)
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: _say_class(row, read, t),
        Column("median", t("Median rank"), t("of all simulations")): lambda row: t(
            "{rank} of {count}", rank=t.number(row.median), count=of
        ),
        Column(
            "interval", t("Rank in nine of ten simulations"), t("from the 5th to the 95th percentile")
        ): lambda row: t("{rank} of {count}", rank=t.span(row.low, row.high), count=of),
        Column("p_first", t("Ranked first, % of simulations"), t("ties included"), "%", 0): lambda row: (
            100 * row.p_first
        ),
    }
    caption = t(
        "Ranks count among the {count} frameworks that can be ranked, estimates among them; 1 is best. Varied are {factors}.",
        count=of, factors=_say_factors(simulation, t),
    )  # fmt: skip
    return make_table(
        atlas, "ranks", t("Ranks of {count} frameworks, and how far they move", count=of),
        join_sentences(caption, _say_unranked(simulation, t)), cells, intervals.itertuples(), lang,
    )  # fmt: skip


def _say_class(row, read: pd.DataFrame, t: Language) -> str:
    """Name a jurisdiction, and say of an estimate how much it rests on."""
    name = t.jurisdiction(row.jurisdiction_id)
    if read.at[row.jurisdiction_id, "class"] == ScoreClass.SCORED:
        return name
    counts = {count: t.number(read.at[row.jurisdiction_id, count]) for count in ("read", "applicable")}
    return t("{name} (estimate, {read} of {applicable} read)", name=name, **counts)


def masked_table(summary: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """Say how often intervals of unread text hold; `summary` as `index.simulation.check_intervals` gives it."""
    t = Language(atlas, lang)
    if summary.empty:
        return Statement(
            t("This cannot be checked: it takes a framework read whole and one that was read in part."), lang
        )
    names = {"all": t("All dimensions"), "composite": t("Composite")}
    holds = t("share of cases in which the interval holds the true score")
    cases = t("frameworks read whole, each with the gaps of every partly read one")
    apart = t("mean distance of simulations from the true score, less half their own; 0 is best")
    cells: Cells = {
        Column("dimension", t("Dimension")): lambda row: names.get(row.dimension_id) or t.dimension(row.dimension_id),
        Column("n", t("Cases"), cases, "", 0): lambda row: row.n,
        Column("holds_50", t("{level}% interval holds", level=50), holds, "%", 0): lambda row: 100 * row.holds_50,
        Column("holds_80", t("{level}% interval holds", level=80), holds, "%", 0): lambda row: 100 * row.holds_80,
        Column("holds_90", t("{level}% interval holds", level=90), holds, "%", 0): lambda row: 100 * row.holds_90,
        Column("width_90", t("Width of the 90% interval"), t("mean"), t("points"), 0): lambda row: row.width_90,
        Column("crps", "CRPS", apart, t("points"), 1): lambda row: row.crps,
    }
    together = summary.iloc[0]
    return make_table(
        atlas, "masked-readings",
        t("Intervals that should hold in 80 and 90% of cases hold in {share_80} and {share_90}%",
          share_80=t.number(100 * together["holds_80"]), share_90=t.number(100 * together["holds_90"])),
        t("What real frameworks lack was hidden in those that were read whole, and drawn again from other jurisdictions, as unread text is in the simulation. All dates together."),
        cells, summary.itertuples(), lang,
    )  # fmt: skip


def masked_claims_table(summary: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """Say how often simulations are right on a point; `summary` as `index.claims.summarise_masked_claims` gives it."""
    t = Language(atlas, lang)
    titles = atlas.claims.set_index("claim_id")["title"]
    agree = t("share of cases in which nine simulations of ten or more agree")
    right = t("share of these in which the text, as it was read, says the same")
    cells: Cells = {
        Column("claim", t("Point")): lambda row: (
            t("All points") if row.claim_id == "all" else t.told(clean(titles[row.claim_id])) or titles[row.claim_id]
        ),
        Column("n", t("Cases"), t("frameworks read whole, each with the gaps of every partly read one"), "", 0): lambda row: row.n,
        Column("passes", t("Holds as read"), t("share of cases"), "%", 0): lambda row: 100 * row.passes,
        Column("decided", t("Simulations agree"), agree, "%", 0): lambda row: 100 * row.decided,
        Column("right", t("And are right"), right, "%", 0): lambda row: 100 * row.right,
    }  # fmt: skip
    share = summary["right"].head(1).sum(min_count=1)
    title = (
        t("On no point of the article do nine simulations of ten agree while text is hidden")
        if pd.isna(share)
        else t("Where nine simulations of ten agree on a point of the article, they are right in {share}% of cases",
               share=t.number(100 * share))
    )  # fmt: skip
    asked = t(
        "The same gaps were hidden, and each point was asked of every framework read whole, whoever it belongs to."
    )
    table = make_table(atlas, "masked-claims", title, asked, cells, summary.itertuples(), lang)
    return unless_empty(table, t("There is no claim that could be asked of a text with gaps."))


def ordinal_table(ranks: pd.DataFrame, bounds: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List the ranks of what has a score: by score, at best and worst under any weights, and by the order of codes alone.

    ranks: as of `index.ranking.rank_ordinally`; bounds: as `index.simulation.bound_ranks` gives them.
    """
    t, of = Language(atlas, lang), len(ranks)
    possible = t("exact best and worst rank, however the dimensions are weighted")
    borda = t("rank by how many others it beats, code by code, with the weights of the score")
    copeland = t("rank by majorities won less majorities lost against each other one")
    kemeny = t("first and last place over all orders that contradict the majorities least")
    above = t("how many others score lower, whatever rising values the codes have")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("score", t("By score"), t("rank by the composite score"), "", 0): lambda row: row.score,
        Column("exact", t("Any weights"), possible): lambda row: t.span(row.best, row.worst),
        Column("borda", "Borda", borda, "", 0): lambda row: row.borda,
        Column("copeland", "Copeland", copeland, "", 0): lambda row: row.copeland,
        Column("kemeny", "Kemeny", kemeny): lambda row: t.span(row.kemeny_best, row.kemeny_worst),
        Column("dominates", t("Above for any values"), above, "", 0): lambda row: row.dominates,
    }
    return make_table(
        atlas, "ordinal-rules", t("Ranks of the {count} frameworks with a score on every dimension", count=of),
        t(
            "Every rank is one of {count}: frameworks that are only estimated are not among them, so these ranks cannot be held against those of the simulations. Ties share the best rank. The score uses all indicators; the rules only the {compared} of {total} that were read and apply in all {count}.",
            count=of, compared=t.number(ranks["indicators"].iloc[0]), total=t.number(len(atlas.indicators)),
        ), cells, ranks.join(bounds[["best", "worst"]], on="jurisdiction_id").itertuples(), lang,
    )  # fmt: skip


def reading_table(listed: pd.DataFrame, simulation: Simulation, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List by framework which clauses to read next, and how much narrower its rank would then be.

    listed: as of `index.simulation.reading.next_reading`. Only ranked frameworks have a rank to narrow; the others are
    named in the caption.
    """
    t = Language(atlas, lang)
    ranks, of = simulation.rank_intervals().set_index("jurisdiction_id"), len(simulation.rankable)
    useful = listed[listed["own"].round(1) >= LEAST].sort_values("own", ascending=False, kind="stable")
    first = useful.groupby("jurisdiction_id", sort=False).head(CLAUSES).groupby("jurisdiction_id", sort=False)
    rows = first.agg(clauses=("indicator_id", list), most=("own", "max"), least=("own", "min"))
    places = t("places by which it would narrow on average if one of these clauses were known")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.Index),
        Column("clauses", t("What to read next"), t("the most useful first")): lambda row: t.join_words(
            map(t.indicator, row.clauses)
        ),
        Column(
            "interval", t("Rank in nine of ten simulations"), t("from the 5th to the 95th percentile")
        ): lambda row: t(
            "{rank} of {count}", rank=t.span(ranks.at[row.Index, "low"], ranks.at[row.Index, "high"]), count=of
        ),
        Column("narrower", t("Narrower by"), places, t("places")): lambda row: t.span(row.least, row.most, 1),
    }
    table = make_table(
        atlas, "reading-list", t("What to read next"),
        join_sentences(
            t("Clauses that could not be read, or are known from a third party alone: what knowing each would take off the interval of the framework's own rank. Listed are at most {count} a framework, each of which takes off {least} of a place or more.",
              count=CLAUSES, least=t.number(LEAST, 1)),
            _say_unranked(simulation, t),
        ), cells, rows.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("No clause by itself would narrow the interval of a rank by {least} of a place or more.", least=t.number(LEAST, 1)))  # fmt: skip


def introduce_checks(atlas: Dataset, lang: str = "en") -> Statement:
    """Return the heading above the checks of our intervals and, of texts coded twice, of the two passes."""
    t = translator(lang)
    head = t("Do our intervals hold, and do two coders agree?")
    said = t("What partly read frameworks lack was hidden in those that were read whole, and drawn again. An honest interval holds the truth as often as it says. Two passes coded the same findings; the rate of coding errors in the simulations comes from their differences, and from the audit in the report on evidence.")  # fmt: skip
    if atlas.codings_b.empty:
        head = t("Do our intervals hold?")
        said = t("What partly read frameworks lack was hidden in those that were read whole, and drawn again. An honest interval holds the truth as often as it says.")  # fmt: skip
    return section(head, said, lang)


def agreement_table(report: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List how far the two coding passes agree, by attribute; `report` as of `index.agreement.report_agreement`."""
    t = translator(lang)
    if report.empty:
        return Statement(say_hardly_coded_twice(atlas, t), lang)
    names = _attribute_names(t)
    without = t.join_words(
        name for attribute, name in names.items() if attribute not in {"silent", *report["attribute"]}
    )
    about = t("cells that both passes coded; for the attributes, found to support")
    alpha = ac2 = t("with its 90% interval over frameworks")
    cells: Cells = {
        Column("attribute", t("Attribute")): lambda row: names.get(row.attribute, row.attribute),
        Column("n", t("Cells"), about, "", 0): lambda row: int(row.n),
        Column("agreement", t("Agree"), t("share of cells"), "%", 0): lambda row: 100 * row.agreement,
        Column("alpha", t("Krippendorff's alpha"), alpha): lambda row: _interval(row, "alpha", t),
        Column("ac2", t("Gwet's AC2"), ac2): lambda row: _interval(row, "ac2", t),
    }
    return make_table(
        atlas, "agreement", t("How far the two passes agree"),
        join_sentences(
            t("An alpha above {floor} is usually called reliable (Krippendorff, Content Analysis, 2004).",
              floor=t.number(RELIABLE, 1)),
            t("Both passes read the same findings and were machine-assisted, so that agreement overstates what two human coders would reach."),
            t("Too little was coded twice to say it of {attributes}.", attributes=without) if without else "",
        ), cells, report.itertuples(), lang,
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
        Column("interval", t("95% interval"), t("of the share, by Wilson"), "%"): lambda row: (
            f"{t.number(100 * row.low)}–{t.number(100 * row.high)}"
        ),
    }
    made = t("Provisions drawn at random were coded anew by somebody who did not see the codes, and compared.")
    wrong = rates.query("confidence == 'all' and outcome == 'wrong'")
    facts = {name: t.number(wrong[name].sum()) for name in ("count", "drawn")}
    return make_table(
        atlas, "audit",
        t("The audit judged {count} of {drawn} provisions wrong", **facts) if len(wrong) else t("What the audit found"),
        f"{made} {_say_larger(slips, t)}", cells, rates.itertuples(), lang,
    )  # fmt: skip


def _say_larger(slips: pd.DataFrame, t: Translator) -> str:
    """Say for which attributes the audit found more errors than the passes, and for which it gives no rate."""
    names = _attribute_names(t)
    larger = t.join_words(
        t("{attribute} ({audit} against {passes}%)", attribute=names[row.attribute],
          audit=t.number(100 * row.audit, 1), passes=t.number(100 * row.passes, 1))
        for row in slips[slips["audit"] > slips["passes"]].itertuples()
    )  # fmt: skip
    without = t.join_words(names[attribute] for attribute in slips.loc[slips["audit"].isna(), "attribute"])
    return join_sentences(
        t("Simulations use for each kind of coding error the larger of two rates, that of the two passes and that of the audit."),
        t("The audit's is the larger for {attributes}.", attributes=larger)
        if larger else t("The audit's is nowhere the larger."),
        t("It gives none for {attributes}.", attributes=without) if without else "",
    )  # fmt: skip


def _attribute_names(t: Translator) -> dict[str, str]:
    return {
        "status": t("status"),
        "silent": t("addressed or not"),
        "scope": t("scope"),
        "obligation": t("obligation"),
        "precision": t("precision"),
        "delegation": t("who decides"),
    }


def _interval(row, name: str, t: Translator) -> str:
    point, low, high = (t.number(getattr(row, f"{name}{end}"), 2) for end in ("", "_low", "_high"))
    return f"{point} ({low}–{high})"
