"""Sentences of the comparison: who serves stacking and ease of creation at once, where Canada stands, how firm that is.

Knows dimension scores with their bounds, and the ranks of a simulation. Draws nothing and computes no score.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

from credatlas.evidence import Dataset, Status, first_id, keep_instruments
from credatlas.figures.figure import Statement, plain
from credatlas.figures.language import Language, capital
from credatlas.figures.naming import HALF, about_stacking, contenders, scores_of, split_reached, without_framework
from credatlas.figures.words.profile_words import list_clauses
from credatlas.figures.words.robustness_words import say_first, say_pairs
from credatlas.figures.words.statements import (
    bounded,
    bullets,
    date_words,
    join_sentences,
    name_places,
    name_questions,
    open_report,
    section,
    state_coverage,
)
from credatlas.index.scores import ScoreClass, Scores, attach_provisions
from credatlas.index.simulation import Simulation

STACKING, CREATION, CLAUSE = "ST", "SP", "ST1"
BESIDE = ("EU", "AU")  # whom Canadian frameworks are held against, where they are compared


def open_comparison(atlas: Dataset, scores: Scores, jurisdictions: Sequence[str], lang: str = "en") -> Statement:
    """Open the comparison of some jurisdictions: its finding as the title, what was read, and its key messages.

    jurisdictions: those compared, and those set beside them.
    """
    t = Language(atlas, lang)
    if not about_stacking(atlas):
        return _open_any(t, atlas, scores, jurisdictions)
    return open_report(
        title=_say_finding(t, atlas, scores, jurisdictions),
        kicker=ask(atlas, lang),
        coverage=state_coverage(atlas, jurisdictions, lang),
        messages=compare(atlas, scores, jurisdictions, lang),
        description=t("Canadian provinces and colleges, the European Union, Australia and other countries."),
        lang=lang,
    )


def ask(atlas: Dataset, lang: str = "en") -> str:
    """Return the question that the comparison answers: that of micro-credentials, or of another topic."""
    t = Language(atlas, lang)
    if about_stacking(atlas):
        return t("Where are micro-credentials stackable, portable and quick to create?")
    return t("Who goes furthest on what?")


def _open_any(t: Language, atlas: Dataset, scores: Scores, jurisdictions: Sequence[str]) -> Statement:
    """Open a comparison of another topic: who leads each of its dimensions, and where no framework was found."""
    shown = list(dict.fromkeys(jurisdictions))
    ids = atlas.dimensions["dimension_id"]
    every = {dimension: scores_of(scores.dimensions, dimension, shown).dropna() for dimension in ids}
    led = {dimension: scored for dimension, scored in every.items() if len(scored)}
    said = [_say_lead_of(t, dimension, scored) for dimension, scored in led.items()]
    title = t("Too little could be read to compare the frameworks")
    if led:
        dimension, scored = next(iter(led.items()))
        first = contenders(scored)
        facts = {"names": t.join_words(map(t.in_sentence, first)), "dimension": t.dimension(dimension).lower()}
        title = t("On {dimension}, {names} goes furthest", **facts)
        if len(first) > 1:
            title = t("On {dimension}, {names} cannot be told apart at the top", **facts)
    return open_report(
        title=title, kicker=ask(atlas, t.lang), coverage=state_coverage(atlas, jurisdictions, t.lang),
        messages=filter(None, [*said, _say_without(t, atlas, shown)]),
        description=t("Scores of the jurisdictions compared, and how firm their order is."), lang=t.lang,
    )  # fmt: skip


def _say_lead_of(t: Language, dimension: str, scored: pd.DataFrame) -> str:
    """Say who leads on a dimension, or who cannot be told apart at the top; scored: those with a score on it."""
    first = scored.loc[contenders(scored)]
    facts = {
        "dimension": plain(t.dimension(dimension).lower()), "names": name_places(first.index, t),
        "score": bounded(first.iloc[0], t.lang), "low": t.number(first["low"].min()), "high": t.number(first["high"].max()),
    }  # fmt: skip
    if len(first) == 1:
        return t("Of those scored on {dimension}, {names} is first, with {score} of 100.", **facts)
    return t("Of those scored on {dimension}, {names} may be first and cannot be told apart ({low} to {high} of 100).", **facts)  # fmt: skip


def compare(atlas: Dataset, scores: Scores, jurisdictions: Sequence[str], lang: str = "en") -> list[str]:
    """Return the key messages of the comparison, a sentence or two of Markdown each; what the data lack is left out."""
    t, shown = Language(atlas, lang), list(dict.fromkeys(jurisdictions))
    stacking = scores_of(scores.dimensions, STACKING, shown)
    said = [
        _say_both(t, stacking, scores_of(scores.dimensions, CREATION, shown)),
        _say_lead(t, stacking),
        _say_canada(t, atlas, stacking),
        _say_clauses(t, atlas, attach_provisions(scores.indicators, atlas.provisions), shown),
        _say_without(t, atlas, shown),
    ]
    return list(filter(None, said))


def introduce_scores(atlas: Dataset, lang: str = "en") -> Statement:
    """Return the heading above the scores on each dimension, and how its chart is read."""
    t = Language(atlas, lang)
    names = t.join_words(t.dimension(dimension).lower() for dimension in atlas.dimensions["dimension_id"])
    return section(
        t("Stacking, recognition, ease of creation") if about_stacking(atlas) else plain(capital(names)),
        t("A dot is a score, and the bar through it the lowest and highest that it could be. An open dot is an estimate, where too little could be read for a score; the line through it holds most of the simulations."),
        lang,
    )  # fmt: skip


def introduce_sources(atlas: Dataset, lang: str = "en") -> Statement:
    """Say which sources are listed below."""
    t = Language(atlas, lang)
    listed = t(
        "Listed are the frameworks and their clauses on stacking. The report on each jurisdiction lists the source of every provision."
    )
    if not about_stacking(atlas):
        listed = t(
            "Listed are the frameworks and their clauses on {indicator}. The report on each jurisdiction lists the source of every provision.",
            indicator=name_questions([first_id(atlas, "indicator")], t),
        )
    return Statement(listed, lang)


def state_firmness(simulation: Simulation, jurisdictions: Sequence[str], lang: str = "en") -> Statement:
    """Say in three sentences how firm an order is: who may be first, how many pairs hold, how far Canadian ranks move."""
    t = Language(simulation.dataset, lang)
    ranked = simulation.rank_intervals().query("rankable").set_index("jurisdiction_id")
    canadian = [
        jurisdiction for jurisdiction in _canadian(simulation.dataset, jurisdictions) if jurisdiction in ranked.index
    ]
    ranks = [
        t("{name} {low} to {high}", name=plain(t.in_sentence(jurisdiction)),
          low=t.number(ranked.at[jurisdiction, "low"]), high=t.number(ranked.at[jurisdiction, "high"]))
        for jurisdiction in canadian
    ]  # fmt: skip
    said = t("In nine of ten simulations the Canadian policy texts rank as follows, of {count}: {ranks}.",
             count=len(ranked), ranks=t.join_words(ranks))  # fmt: skip
    return bullets([say_first(simulation, t), say_pairs(simulation, t), *([said] if ranks else [])], lang)


def list_used(atlas: Dataset, scores: Scores, jurisdictions: Sequence[str]) -> pd.DataFrame:
    """Return what the comparison names one by one: the frameworks in force, and the clause on the first question.

    Returns
    -------
    One row each: jurisdiction_id, source_id, locator (NaN for a framework as a whole).
    """
    counted = attach_provisions(scores.indicators, atlas.provisions)
    used = pd.concat(
        [keep_instruments(atlas.frameworks), counted[counted["indicator_id"] == first_id(atlas, "indicator")]]
    )
    return used.loc[used["jurisdiction_id"].isin(jurisdictions), ["jurisdiction_id", "source_id", "locator"]]


def _say_finding(t: Language, atlas: Dataset, scores: Scores, jurisdictions: Sequence[str]) -> str:
    """Say in one line who serves both aims beyond doubt, and what Canadian frameworks score on stacking."""
    shown = list(dict.fromkeys(jurisdictions))
    stacking = scores_of(scores.dimensions, STACKING, shown)
    sure, _ = _split_both(stacking, scores_of(scores.dimensions, CREATION, shown))
    both = t.plural(
        "{names} reaches half the scale on both stacking and ease of creation",
        "{names} reach half the scale on both stacking and ease of creation",
        len(sure), names=t.join_words(map(t.in_sentence, sure)),
    ) if sure else t("none compared surely reaches half the scale on both stacking and ease of creation")  # fmt: skip
    scored = stacking.loc[_canadian(atlas, shown), "score"].dropna()
    facts = {"count": t.number(len(scored)), "low": t.number(scored.min()), "high": t.number(scored.max())}
    if scored.empty:
        canada = t("no Canadian policy text could be scored on stacking")
    elif facts["low"] == facts["high"]:
        canada = t.plural(
            "the policy texts of {n} in Canada score {low} of 100 on stacking",
            "the policy texts of {n} in Canada score {low} of 100 on stacking", len(scored), low=facts["low"],
        )  # fmt: skip
    else:
        canada = t("the policy texts of {count} in Canada score {low} to {high} of 100 on stacking", **facts)
    return capital(t.join_clauses([both, canada]))


def _say_both(t: Language, stacking: pd.DataFrame, creation: pd.DataFrame) -> str:
    """Say who reaches half of the scale on both, whatever was not read, and for whom that is open."""
    sure, open_to = _split_both(stacking, creation)
    facts = {"half": t.number(HALF), "total": t.number((stacking["score"] + creation["score"]).count())}
    if facts["total"] == "0":
        return t("None of those compared has a score both on stacking and on ease of creation (“speed”).")
    said = t("Of the {total} compared that have both scores, none surely scores {half} or more of 100 both on stacking and on ease of creation (“speed”).", **facts)  # fmt: skip
    if sure:
        names = name_places(sure, t)
        said = t.plural(
            "Of the {total} compared that have both scores, {names} scores {half} or more of 100 both on stacking and on ease of creation (“speed”), whatever the unread texts say.",
            "Of the {total} compared that have both scores, {names} score {half} or more of 100 both on stacking and on ease of creation (“speed”), whatever the unread texts say.",
            len(sure), names=names, **facts,
        )  # fmt: skip
    left = t("For {names} unread texts leave it open.", names=name_places(open_to, t)) if open_to else ""
    return join_sentences(said, left)


def _say_lead(t: Language, stacking: pd.DataFrame) -> str:
    """Say who leads on stacking, or who cannot be told apart at the top, and how those beside Canada score."""
    scored = stacking.dropna(subset="score")
    if scored.empty:
        return ""
    first = contenders(scored)
    beside = t.join_words(
        t("{score} for {name}", score=bounded(scored.loc[jurisdiction], t.lang), name=name_places([jurisdiction], t))
        for jurisdiction in BESIDE if jurisdiction in scored.index and jurisdiction not in first
    )  # fmt: skip
    compared = t("That compares with {scores}.", scores=beside) if beside else ""
    return join_sentences(_say_lead_of(t, STACKING, scored), compared)


def _say_canada(t: Language, atlas: Dataset, stacking: pd.DataFrame) -> str:
    """Say what Canadian frameworks score on stacking, of which too little was read, and whether one may reach half."""
    there = _with_framework(atlas, _canadian(atlas, stacking.index))
    scored = stacking.loc[there].dropna(subset="score").sort_values("score", ascending=False, kind="stable")
    total, half = t.number(len(there)), t.number(HALF)
    unread = name_places([jurisdiction for jurisdiction in there if jurisdiction not in scored.index], t)
    if not there:
        return ""
    if scored.empty:
        return t.plural(
            "The Canadian policy text compared could not be read enough for a score on stacking.",
            "None of the {n} in Canada with policy texts could be read enough for a score on stacking.", len(there),
        )  # fmt: skip
    told = t.join_words(
        f"{name_places([jurisdiction], t)} {bounded(row, t.lang)}" for jurisdiction, row in scored.iterrows()
    )
    if len(there) == 1:
        said = t("The one in Canada that is compared could be scored on stacking: {scores}.", scores=told)
    else:
        said = t.plural(
            "Of the {total} in Canada with policy texts, {n} could be scored on stacking: {scores}.",
            "Of the {total} in Canada with policy texts, {n} could be scored on stacking: {scores}.",
            len(scored), total=total, scores=told,
        )  # fmt: skip
    reached, open_to = split_reached(scored[["score"]], scored[["low"]], scored[["high"]])
    facts = {"names": name_places(reached or open_to, t), "half": half}
    if reached:
        end = capital(t.plural("{names} reaches {half}.", "{names} reach {half}.", len(reached), **facts))
    elif open_to:
        end = t("None reaches {half} with what was read; for {names} unread texts leave it open.", **facts)
    else:
        end = t("None can reach {half}, whatever the unread texts say.", half=half)
    return join_sentences(said, end, t("Too little could be read for {names}.", names=unread) if unread else "")


def _say_clauses(t: Language, atlas: Dataset, counted: pd.DataFrame, shown: Sequence[str]) -> str:
    """Say how strongly the stacking clause of Canadian frameworks, and of those held beside them, speaks.

    counted: the provisions that count, with their codes, as of `attach_provisions`.
    """
    canadian = _canadian(atlas, shown)
    own = counted[counted["indicator_id"] == CLAUSE].set_index("jurisdiction_id")
    own = own.reindex(
        _with_framework(atlas, [*canadian, *(jurisdiction for jurisdiction in BESIDE if jurisdiction in shown)])
    )
    supports = own["status"] == Status.SUPPORTS
    groups = [own.index[supports & (own["obligation"] == code)] for code in (3, 2, 1)]
    groups += [own.index[own["status"] == status] for status in (Status.SILENT, Status.HINDERS)]
    clauses = list_clauses(atlas, list(own.index))
    reported = clauses[clauses["indicator_id"] == CLAUSE].set_index("jurisdiction_id")["reported"]
    requires, recommends, permits, silent, against = (_name_readers(t, group, reported) for group in groups)
    counts = [len(group) for group in groups]
    clauses = [
        requires and t.plural("{names} requires it", "{names} require it", counts[0], names=requires),
        recommends and t.plural("{names} recommends it", "{names} recommend it", counts[1], names=recommends),
        permits and t.plural("{names} permits it without recommending it", "{names} permit it without recommending it",
                             counts[2], names=permits),
        silent and t.plural("{names} does not address it", "{names} do not address it", counts[3], names=silent),
        against and t.plural("{names} works against it", "{names} work against it", counts[4], names=against),
    ]  # fmt: skip
    if not any(clauses):
        return ""
    said = t("What the clause on stacking itself says: {clauses}.", clauses=t.join_clauses(filter(None, clauses)))
    if any(group.isin(canadian).any() for group in groups) and not groups[0].isin(canadian).any():
        required = t("No Canadian clause was read that requires stacking; one known from others alone counts as a recommendation at most.")  # fmt: skip
        return f"{said} {required}"
    return said


def _name_readers(t: Language, ids: Iterable[str], reported: pd.Series) -> str:
    """Name jurisdictions for a sentence; of those whose clause only others tell of (`reported`), that they do."""
    names = ((jurisdiction, plain(t.in_sentence(jurisdiction))) for jurisdiction in ids)
    return t.join_words(
        t("{name} (as others report it)", name=name) if reported[jurisdiction] else name for jurisdiction, name in names
    )


def _say_without(t: Language, atlas: Dataset, shown: Sequence[str]) -> str:
    """Say where no framework was found, in how many searches, and where none was in force on the day."""
    apart = without_framework(atlas, shown)
    none = [jurisdiction for jurisdiction, known in apart.items() if known == ScoreClass.NONE_FOUND]
    ended = [jurisdiction for jurisdiction, known in apart.items() if known == ScoreClass.NOT_IN_FORCE]
    counts = atlas.frameworks.dropna(subset="searches").set_index("jurisdiction_id")["searches"]
    counts = counts[counts.index.isin(none)]
    facts = {"names": name_places(none, t), "low": t.number(counts.min()), "high": t.number(counts.max())}
    said = t("No framework was found for {names}; that is not proof that there is none.", **facts) if none else ""
    if counts.index.nunique() == len(none) > 1:
        said = t("No framework was found for {names}, in {low} to {high} searches each; that is not proof that there is none.", **facts)  # fmt: skip
    if ended:
        date, names = date_words(atlas, t.lang), name_places(ended, t)
        said = join_sentences(said, t("On {date} no framework was in force for {names}.", date=date, names=names))
    return said


def _split_both(stacking: pd.DataFrame, creation: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return who reaches half on both beyond doubt, and of whom with both scores unread texts leave that open."""
    scored = (stacking["score"] + creation["score"]).dropna().index
    ends = {end: pd.concat([stacking.loc[scored, end], creation.loc[scored, end]], axis=1) for end in stacking}
    reached, open_to = split_reached(ends["score"], ends["low"], ends["high"])
    return [jurisdiction for jurisdiction in reached if jurisdiction not in open_to], open_to


def _with_framework(atlas: Dataset, ids: Iterable[str]) -> list[str]:
    ids = list(ids)
    apart = without_framework(atlas, ids)
    return [jurisdiction for jurisdiction in ids if jurisdiction not in apart]


def _canadian(atlas: Dataset, ids: Iterable[str]) -> list[str]:
    group = atlas.jurisdictions.set_index("jurisdiction_id")["group"]
    return [jurisdiction for jurisdiction in ids if group[jurisdiction] == "Canada"]
