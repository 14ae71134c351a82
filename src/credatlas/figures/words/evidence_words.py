"""The sentences on the evidence, the method and the terms: how much was read, how it is coded, what words mean.

Knows frames and words. The tables of the agreement of the two passes and of the audit are in `robustness_words`.
"""

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, Status, keep_instruments, read_audits
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, mark
from credatlas.figures.naming import about_stacking, name_classes, say_apart, without_framework
from credatlas.figures.words.statements import (
    Coverage,
    count_coverage,
    join_sentences,
    name_places,
    open_report,
    say_coders,
    say_hardly_coded_twice,
    section,
    state_coverage,
)
from credatlas.figures.words.tables import Cells, link_sources, make_table, say_codes, unless_empty
from credatlas.index.scores import (
    ATTRIBUTES,
    FULL,
    Method,
    ScoreClass,
    Scores,
    attach_provisions,
    count_needed,
    fit_method,
)

FRAMEWORKS = 8  # whose texts are asked for
NAMED = 3  # of them named among the key messages
CLAUSES = 6  # of a framework named before the rest become a count
SURE = 2.0  # standard errors by which a gain must exceed nothing to count
COMPARED = {  # what was read of provincial frameworks, against those elsewhere
    "less": mark(
        "Of Canadian provinces' frameworks less could be read than of others: {share}% of the provisions, against {other}%; {own} of their {total} provisions were read in the instrument's own text."
    ),
    "more": mark(
        "Of Canadian provinces' frameworks more could be read than of others: {share}% of the provisions, against {other}%; {own} of their {total} provisions were read in the instrument's own text."
    ),
    "alike": mark(
        "Of Canadian provinces' frameworks as much could be read as of others: {share}% of the provisions; {own} of their {total} provisions were read in the instrument's own text."
    ),
}


TERMS = {  # what our words mean; the names of the dimensions and the labels of codes come from the data
    mark("framework, policy instrument"): mark("A law, regulation, guideline, programme or agreed text of a sector that says how micro-credentials are made, counted or recognised, in the version in force on the day."),
    mark("jurisdiction"): mark("A province, territory, country or union, or a body that speaks for a sector or an area, such as an association of colleges."),
    mark("provision"): mark("What one framework says on one of the questions."),
    mark("clause"): mark("The words of a framework on one question."),
    mark("obligation"): mark("How strongly a text says something: from permitted to required."),
    mark("precision"): mark("How exactly it says it: from a principle to a rule that can be checked."),
    mark("authority"): mark("Who decides or sees to it: from nobody named to a public authority."),
    mark("score"): mark("What the codes of the provisions that could be read come to, from 0 to 100. A high score says that texts are firm, not that practice is good."),
    mark("range"): mark("The lowest and the highest that a score could be: if everything that could not be read scored 0, or 100."),
    mark("own text"): mark("The instrument itself was read at this place, and not a summary, a quotation or an account of it."),
    mark("third party"): mark("Somebody other than those who issued or carry out the instrument."),
    mark("confidence"): mark("How near to the instrument's own text the reading was: high, medium or low."),
    mark("provision that works against it"): mark("A rule that stands in the way of what is asked about. It scores 0 and is listed apart."),
    mark("credit for units smaller than a certificate"): mark("Whether a learner gets academic credit for less than the smallest certificate of an institution."),
    mark("first; may be first"): mark("Who is first is ahead of all others scored, whatever the unread texts say. Those whose ranges overlap may each be first: they cannot be told apart."),
    mark("simulation"): mark("One run in which weights, ways of averaging, coding errors and assumptions about unread texts are varied together at random."),
    mark("coding error"): mark("A code that another careful reader would have set differently."),
    mark("assumption about unread texts"): mark("What is put in the place of a provision that could not be read: what frameworks read whole say there, with a spread."),
    mark("ease of creation"): mark("What the dimension of speed measures: whether texts make it quick to set up, approve and pay for a micro-credential. It is not the time that this takes."),
    mark("way of averaging"): mark("How scores are combined: a plain mean lets strengths make up for weaknesses, others less so."),
    mark("what moves the ranks"): mark("How much of the movement of ranks over the simulations comes from one source of doubt."),
    mark("edition of the data"): mark("The state of the data that a report was made from, named by year and month."),
}  # fmt: skip


def open_evidence(atlas: Dataset, reading: pd.DataFrame, lang: str = "en") -> Statement:
    """Open the report on the evidence: how much was read, Canada's provinces apart, and how often codes are wrong.

    reading: what to read next, as of `index.simulation.next_reading`.
    """
    t = Language(atlas, lang)
    messages = [_say_read(t, count_coverage(atlas)), _say_provinces(t, atlas), _say_searched(t, atlas),
                _say_audit(t, atlas), _say_wanted(t, reading)]  # fmt: skip
    return open_report(
        title=_title(t, atlas), kicker=t("What do we know, and how well?"),
        coverage=state_coverage(atlas, lang=lang), messages=filter(None, messages),
        description=t("The frameworks, how much of each could be read, and how reliably."), lang=lang,
    )  # fmt: skip


def reading_wanted(reading: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List the frameworks whose texts would tell most: which clauses, and what they would allow.

    reading: as of `index.simulation.next_reading`. A sentence where no text would tell more.
    """
    t, cite = Language(atlas, lang), link_sources(atlas)
    frameworks = atlas.frameworks.set_index("framework_id")[["name", "source_id"]]
    wanted = _gather(reading).head(FRAMEWORKS).join(frameworks, on="framework_id")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), lang="en"): lambda row: cite(row.name, row.source_id),
        Column("clauses", t("Clauses that would tell most")): lambda row: t.join_words(
            map(t.indicator, row.indicators), CLAUSES
        ),
        Column("allows", t("What they would allow")): lambda row: _say_allowed(t, row),
    }
    table = make_table(
        atlas, "reading-wanted",
        t.plural("The text of {n} framework would tell most", "The texts of {n} frameworks would tell most", len(wanted)),
        t("Those come first whose unread or doubtful clauses leave the order of frameworks most open. A link, a file or a quotation with its place helps."),
        cells, wanted.itertuples(index=False), lang,
    )  # fmt: skip
    return unless_empty(table, t("No unread clause would change what is said here."))


def open_method(atlas: Dataset, lang: str = "en") -> Statement:
    """Open the page on the method: what is asked, how answers are coded and scored, who coded, what unread texts do."""
    t, method = Language(atlas, lang), fit_method(None, atlas)
    dimensions = list(atlas.dimensions["dimension_id"])
    who_decides = ATTRIBUTES.index("delegation")
    uncounted = t.join_words(
        t.dimension(dimension) for dimension in dimensions if not method.weights_of(dimension)[who_decides]
    )
    numbers = {"questions": t.number(len(atlas.indicators)), "full": t.number(FULL)}
    messages = [
        t.plural("{questions} questions are put to each framework, in {n} dimension: {names}.", "{questions} questions are put to each framework, in {n} dimensions: {names}.", len(dimensions), names=t.join_words(map(t.dimension, dimensions)), **numbers),
        t("What a text says gets three codes from 0 to {highest}: how strongly it says so, how exactly, and who decides. They are the same for every framework.", highest=atlas.scale[-1]),
        t("The score of a question is the mean of its codes on a scale from 0 to {full}; that of a dimension is the mean of the questions that could be answered. Under {names} who decides does not count: an authority that decides everything is not quick.", names=uncounted, **numbers)
        if uncounted
        else t("The score of a question is the mean of its codes on a scale from 0 to {full}; that of a dimension is the mean of the questions that could be answered.", **numbers),
        t("A provision for some only keeps {share}% of its score. Where several instruments of a jurisdiction answer a question, the provision with the highest score counts.", share=t.number(100 * method.scope_factor)),
        t("What could not be read is never counted as 0. A dimension has a score where at least {needed} of {most} questions could be answered; else a range stands there.", **_thresholds(t, atlas)),
        say_coders(atlas, lang)
        if atlas.codings_b.empty
        else t("Two machine-assisted passes coded the same findings, and a third reading settled where they differed. No panel of experts has reviewed the codes."),
    ]  # fmt: skip
    return open_report(
        title=t("{questions} questions to each text, three codes for each answer", **numbers),
        kicker=t("How does a text become a score?"), coverage=state_coverage(atlas, lang=lang), messages=messages,
        description=t("What is asked of each framework, how answers are coded and scored, and who coded."), lang=lang,
    )  # fmt: skip


def work_example(atlas: Dataset, scores: Scores, jurisdiction: str, indicator: str, lang: str = "en") -> Statement:
    """Work out one score from the text to the dimension: what the clause says, its codes, the mean, the bounds.

    jurisdiction, indicator: whose strongest clause on what is taken. scores: of the same data.
    """
    t = Language(atlas, lang)
    rows = attach_provisions(scores.indicators, atlas.provisions)
    row = rows[(rows["jurisdiction_id"] == jurisdiction) & (rows["indicator_id"] == indicator)].iloc[0]
    names = {"indicator": plain(t.indicator(indicator)), "name": plain(t.jurisdiction(jurisdiction))}
    if apart := without_framework(atlas, [jurisdiction]):
        return Statement(" ".join(map(plain, say_apart(t, atlas, apart))), lang)
    if row["status"] == Status.MISSING:
        unread = t(
            "{name}: what is said on {indicator} could not be read, so that there is no score to work out.", **names
        )
        return Statement(unread, lang)
    names["framework"] = plain(atlas.frameworks.set_index("framework_id").at[row["framework_id"], "name"])
    finding = foreign(plain(row["finding"]), "en", lang)
    said = t("On {indicator}, *{framework}* ({name}) says, in our summary: {finding}", finding=finding, **names)
    counts = t("That counts as “{label}”, and scores 0.", label=plain(t.code("status", row["status"])))
    if row["status"] == Status.SUPPORTS:
        counts = _say_points(t, row, fit_method(None, atlas))
    return Statement(" ".join([said, counts, _say_dimension(t, scores, row)]), lang)


def _say_points(t: Language, row: pd.Series, method: Method) -> str:
    weights = method.weights_of(row["dimension_id"])
    counted = [attribute for attribute, weight in zip(ATTRIBUTES, weights, strict=True) if weight]
    points = [t.number(FULL * method.code_values[int(row[attribute])]) for attribute in counted]
    facts = {"points": t.join_words(points), "score": t.number(row["score"]), "full": t.number(FULL)}
    mean = t("The mean of {points} is {score} of {full} points.", **facts)
    if row["scope"] == "targeted":
        share = t.number(100 * method.scope_factor)
        mean = t("As it holds for some only, {share}% of the mean of {points} are kept: {score} of {full} points.", share=share, **facts)  # fmt: skip
    coded = t("It is coded {labels}.", labels=plain(say_codes(t, row)))
    return f"{coded} {mean}"


def _say_dimension(t: Language, scores: Scores, row: pd.Series) -> str:
    keys = ["jurisdiction_id", "dimension_id"]
    own = scores.dimensions.set_index(keys).loc[tuple(row[keys])]
    facts = {name: t.number(own[name]) for name in ("coded", "applicable", "score", "low", "high")}
    facts["dimension"] = plain(t.dimension(row["dimension_id"]))
    if own["class"] != ScoreClass.SCORED:
        return t("Of the {applicable} questions on this dimension ({dimension}) {coded} could be answered, too few for a score: it would lie between {low} and {high}.", **facts)  # fmt: skip
    if own["coded"] == own["applicable"]:
        return t("All {applicable} questions on this dimension ({dimension}) could be answered; the mean of their scores is {score}.", **facts)  # fmt: skip
    return t("Of the {applicable} questions on this dimension ({dimension}) {coded} could be answered; the mean of their scores is {score}, and with the unread ones it would lie between {low} and {high}.", **facts)  # fmt: skip


def introduce_errors(atlas: Dataset, lang: str = "en") -> Statement:
    """Return the heading above how often the codes are wrong, and, of texts coded twice, what the two checks can see."""
    t = Language(atlas, lang)
    head = t("How often are the codes wrong?")
    if atlas.codings_b.empty:
        return Statement(f"## {head}", lang)
    return section(head, t("The two coding passes read the same findings, so that they agree more often than coders who read the texts. An audit coded a random sample anew, so that it finds errors that the passes share."), lang)  # fmt: skip


def state_coding(atlas: Dataset, agreement: pd.DataFrame, lang: str = "en") -> Statement:
    """Say who coded, how often the two passes agree, and what the audit found.

    agreement: as of `index.agreement.report_agreement`; without a row per attribute, too little was coded twice.
    """
    t = Language(atlas, lang)
    shares = {row.attribute: t.number(100 * row.agreement) for row in agreement.itertuples()}
    lines = [
        t("The two passes agree in {status}% of the provisions on whether a text could be read and addresses the question; where both found that it does, in {obligation}% on how strongly, {precision}% on how exactly and {delegation}% on who decides. They read the same findings, so that this overstates what two human coders would reach.", **shares)
        if {"status", *ATTRIBUTES} <= shares.keys() else say_hardly_coded_twice(atlas, t),
        _say_audit(t, atlas),
    ]  # fmt: skip
    return Statement(join_sentences(*lines), lang)


def classes_of_scores(atlas: Dataset, lang: str = "en") -> Table:
    """List the five things that a score, or its absence, can rest on; none of the last three is ever a zero."""
    t = Language(atlas, lang)
    facts = _thresholds(t, atlas)
    names = name_classes(t)
    meanings = {
        ScoreClass.SCORED: t("Enough of a dimension could be read: at least {needed} of {most} questions.", **facts),
        ScoreClass.ESTIMATED: t("Less could be read, but at least {least} of all {asked} questions: a range from simulations stands in place of the score.", **facts),
        ScoreClass.READ_TOO_LITTLE: t("A framework is in force, and less than that of it could be read: no score and no rank."),
        ScoreClass.NONE_FOUND: t("A search found no framework; that is no proof that there is none. There is nothing to score."),
        ScoreClass.NOT_IN_FORCE: t("A framework of another day is known, and none of the day looked at. There is nothing to score."),
    }  # fmt: skip
    cells: Cells = {
        Column("class", t("What is said")): names.__getitem__,
        Column("meaning", t("What it means")): meanings.__getitem__,
    }
    return make_table(
        atlas, "classes", t("Scored, estimated, unread and without a framework are different things"),
        t("None of the last three is ever a zero, and none has a rank."), cells, meanings, lang,
    )  # fmt: skip


def _thresholds(t: Language, atlas: Dataset) -> dict[str, str]:
    """Return how many questions must be answered: of a dimension for a score, of all for an estimate."""
    method, asked = fit_method(None, atlas), len(atlas.indicators)
    most = int(atlas.indicators["dimension_id"].value_counts().max())
    needed = count_needed(np.array([most]), method)[0]
    least = np.ceil(method.estimated_share * asked - 1e-9)  # 6 of 18 is a third, whatever a float makes of it
    counts = {"needed": needed, "most": most, "least": least, "asked": asked}
    return {name: t.number(count) for name, count in counts.items()}


def open_glossary(atlas: Dataset, lang: str = "en") -> Statement:
    """Open the glossary: what is defined there, and that frameworks define micro-credentials in ways of their own."""
    if not about_stacking(atlas):
        raise NothingToShow("the glossary is that of micro-credentials, and this codebook asks of something else")
    t, count = Language(atlas, lang), len(keep_instruments(atlas.frameworks))
    messages = [
        t("{name} asks of a micro-credential: {question}", name=f"**{plain(t.dimension(dimension))}**", question=plain(t.question(dimension)))
        for dimension in atlas.dimensions["dimension_id"]
    ]  # fmt: skip
    messages.append(t("What is measured is what published texts provide for, and not what is done."))
    return open_report(
        title=t.plural("What our words mean, and what {n} framework calls a micro-credential", "What our words mean, and what {n} frameworks call a micro-credential", count),
        kicker=t("What do the words mean?"), coverage=state_coverage(atlas, lang=lang), messages=messages,
        description=t("Terms, codes, and the definitions of a micro-credential by framework."), lang=lang,
    )  # fmt: skip


def glossary(atlas: Dataset, lang: str = "en") -> Table:
    """List our terms with what they mean: those of the reports, and the labels of what a text does."""
    t = Language(atlas, lang)
    statuses = [(t.code("status", status), t.meaning("status", status)) for status in Status]
    words = [*((t(term), t(meaning)) for term, meaning in TERMS.items()), *statuses]
    cells: Cells = {
        Column("term", t("Term")): lambda pair: pair[0],
        Column("meaning", t("What it means")): lambda pair: pair[1],
    }
    return make_table(
        atlas, "glossary", t.plural("{n} term", "{n} terms", len(words)),
        t("The last ones are the labels of what a text does, with the rule by which they are given."), cells, words, lang,
    )  # fmt: skip


def _title(t: Language, atlas: Dataset) -> str:
    everything, provinces = count_coverage(atlas), _count_provinces(atlas)
    share = t.number(_share(everything))
    if not everything.instruments:
        return t("No policy instrument was in force")
    if not provinces.instruments:
        return t("{share}% of the provisions looked for could be read", share=share)
    return t(
        "{share}% of the provisions looked for could be read; of Canadian provinces' frameworks, {provinces}%",
        share=share, provinces=t.number(_share(provinces)),
    )  # fmt: skip


def _say_read(t: Language, found: Coverage) -> str:
    facts = {**found.numbers(t), "others": t.number(found.read - found.own_text), "share": t.number(_share(found))}
    if not found.instruments:
        return ""
    if not found.read:
        return t("None of the {total} provisions looked for could be read.", **facts)
    return t(
        "Of {total} provisions looked for, {read} could be read ({share}%): {own} in the instrument's own text, {others} in official summaries, quotations or accounts by third parties. What could not be read is left open and never counted as 0.",
        **facts,
    )


def _say_provinces(t: Language, atlas: Dataset) -> str:
    provinces, others = _count_provinces(atlas), _count_provinces(atlas, within=False)
    if not provinces.instruments or not others.instruments:
        return ""
    share, other = t.number(_share(provinces)), t.number(_share(others))
    case = "alike" if share == other else "less" if _share(provinces) < _share(others) else "more"
    return t(COMPARED[case], share=share, other=other, **provinces.numbers(t))


def _say_searched(t: Language, atlas: Dataset) -> str:
    found = _count_provinces(atlas).none_found
    return t.plural(
        "In {n} Canadian province or territory no framework was found; that is no proof that there is none.",
        "In {n} Canadian provinces and territories no framework was found; that is no proof that there is none.",
        found,
    ) if found else ""  # fmt: skip


def _say_audit(t: Language, atlas: Dataset) -> str:
    wrong = read_audits(atlas).query("confidence == 'all' and outcome == 'wrong'")
    if wrong.empty:
        return ""
    row = wrong.iloc[0]
    return t(
        "In an audit of {drawn} provisions, drawn at random and coded anew, {count} were judged wrong; among all provisions the share lies between {low}% and {high}% (95% interval).",
        drawn=t.number(row["drawn"]), count=t.number(row["count"]),
        low=t.number(100 * row["low"]), high=t.number(100 * row["high"]),
    )  # fmt: skip


def _say_wanted(t: Language, reading: pd.DataFrame) -> str:
    names = name_places(_gather(reading)["jurisdiction_id"].unique()[:NAMED], t)
    return t("A full text would tell most for {names}.", names=names) if names else ""


def _gather(reading: pd.DataFrame) -> pd.DataFrame:
    """Return one row per framework, by what its text would tell in all: its clauses, the most telling first."""
    telling = reading[reading["narrowing"] > SURE * reading["error"]]
    gathered = telling.groupby(["jurisdiction_id", "framework_id"], sort=False).agg(
        indicators=("indicator_id", list), gain=("narrowing", "sum"), lacking=("lacking", "first")
    )
    return gathered.sort_values("gain", ascending=False, kind="stable").reset_index()


def _say_allowed(t: Language, row) -> str:
    if not row.lacking:
        return t("a firmer order")
    return t.plural(
        "scores on all dimensions, once {n} more provision is read",
        "scores on all dimensions, once {n} more provisions are read",
        int(row.lacking),
    )


def _count_provinces(atlas: Dataset, *, within: bool = True) -> Coverage:
    """Count what was read of the frameworks of provinces and territories, or of all others."""
    places = atlas.jurisdictions
    inside = places["kind"].isin(["province", "territory"]) == within
    return count_coverage(atlas, places.loc[inside, "jurisdiction_id"])


def _share(found: Coverage) -> float:
    return 100 * found.read / max(found.provisions, 1)
