"""The story of the argument: what the article says, what became of each point and why, and the facts on either side.

Knows the frames of `index.claims` and the facts behind each claim. Judges nothing.
"""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import pandas as pd

from credatlas.errors import quote
from credatlas.evidence import Dataset, order_confidence
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, Translator, clean, mark, translator
from credatlas.figures.words.claim_fact_words import give_reasons, say_what_settles
from credatlas.figures.words.statements import (
    bullets,
    count_coverage,
    join_sentences,
    link_markdown,
    open_report,
    state_limits,
    translate_told,
)
from credatlas.figures.words.tables import Cells, link, make_table, unless_empty
from credatlas.index.claims import AUSTRALIA, COLLEGES, DIRECTIONS, FIRM, UNION, keep_known, list_evidence

SHOWN = 2  # facts for, and as many against, in the section of a point
ACCESS = {"full": 0, "official summary": 1, "excerpt": 2}  # how well a source could be read, best first
QUESTION = mark("What became of the argument that Canada blocks stacking?")
POINTS = {
    "C0": mark("Do the texts work against stacking?"),
    "C1": mark("Do provinces leave stacking to institutions?"),
    "C2": mark("Does the colleges’ framework set rules, or only permit?"),
    "C3": mark("More for speed than for stacking?"),
    "C4": mark("Do Europe and Australia do better?"),
    "C5": mark("Would a few clauses be enough?"),
}
BRIEF = {
    "C0": mark("Obstacles"),
    "C1": mark("Provinces"),
    "C2": mark("Colleges"),
    "C3": mark("Universities"),
    "C4": mark("Elsewhere"),
    "C5": mark("A way out"),
}
ARTICLE = {  # what it says, point by point; in quotation marks where its own words could be read
    "C0": mark("Canada has chosen to “{quoted}”."),
    "C1": mark("Provincial governments ignore stacking in their frameworks or word it so that “{quoted}”."),
    "C2": mark("The colleges’ framework says that micro-credentials may be stackable, “{quoted}”; it is better than nothing."),
    "C3": mark("Universities chose speed: they hand micro-credentials to continuing education, where credit is hard to give."),
    "C4": mark("With the right policy, micro-credentials “{quoted}”, as recent work in Europe and Australia shows."),
    "C5": mark("A few clauses would be enough to mend this, and a senate can decide quickly."),
}  # fmt: skip
QUOTED = {
    "C0": "deliberately put barriers in the way of making micro-credentials stackable",
    "C1": "institutions can do whatever they want",
    "C2": "without creating any rules or standards about how that could happen",
    "C4": "can achieve either or both of these goals at the same time",
}


def open_claims(verdicts: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Statement:
    """Open the report on the claims: its finding as the title, what was read, and the answer in a few sentences."""
    t, found = Language(atlas, lang), _last(verdicts)
    messages = [plain(say(found, t)) for claim, say in MESSAGES.items() if claim in found]
    untested = t(
        "No test is written for any of the points as they are worded; the facts for and against each stand below."
    )
    return open_report(
        title=_say_finding(found, t),
        kicker=t(QUESTION),
        coverage=_say_coverage(verdicts, atlas, t),
        messages=list(filter(None, messages)) or [untested],
        description=t("Each claim with its verdict on two days, the reason, and evidence for and against."),
        lang=lang,
    )


def _last(verdicts: pd.DataFrame) -> dict:
    """Return the verdicts of the last day on the claims that are known here, by claim_id."""
    last = verdicts[verdicts["as_of"] == verdicts["as_of"].unique()[-1]]
    return {row.claim_id: row for row in keep_known(last).itertuples()}


def _say_finding(found: dict, t: Language) -> str:
    """Say in one sentence what the texts do about stacking: work against it, or leave it without rules."""
    if "C0" not in found:
        return t.plural("{n} point of the article was tested", "{n} points of the article were tested", len(found)) if found else t("No point of the article was tested")  # fmt: skip
    facts = found["C0"].facts
    if not facts:
        return t("No framework on which the article’s argument could be tested was in force on this day")
    if facts["hindering"]:
        return t("Provisions that work against stacking stand in {names}", names=t.join_words(map(t.in_sentence, facts["hindering"])))  # fmt: skip
    if not facts["read"]:
        return t("No Canadian provision on stacking could be read")
    firm = (found["C1"].facts.get("firm", []) if "C1" in found else []) + _firm_colleges(found)
    if firm:
        return t.plural(
            "In Canadian frameworks no provision that could be read works against stacking, and {names} sets criteria for it",
            "In Canadian frameworks no provision that could be read works against stacking, and {names} set criteria for it",
            len(firm), names=t.join_words(map(t.in_sentence, firm)),
        )  # fmt: skip
    return t(
        "In Canadian frameworks no provision that could be read works against stacking, and none both recommends it and names criteria"
    )


def _firm_colleges(found: dict) -> list[str]:
    clause = found["C2a"].facts.get("stacking") if "C2a" in found else None
    return [COLLEGES] if clause and min(clause["obligation"], clause["precision"]) >= FIRM else []


def _say_coverage(verdicts: pd.DataFrame, atlas: Dataset, t: Language) -> str:
    found, days = count_coverage(atlas, list_tested(atlas, abroad=False)), verdicts["as_of"].unique()
    numbers = {**found.numbers(t), "dates": t.join_words(map(t.date, days))}
    if len(days) == 1:
        return t("Tested on the texts in force on {dates}. Read: {read} of {total} provisions of Canadian frameworks, {own} in the instrument's own text.", **numbers)  # fmt: skip
    return t("Tested on the texts in force on {dates}. Read for the later day: {read} of {total} provisions of Canadian frameworks, {own} in the instrument's own text.", **numbers)  # fmt: skip


def list_tested(atlas: Dataset, abroad: bool = True) -> list[str]:
    """Return the jurisdictions that the claims name: the Canadian ones, and the Union and Australia (`abroad`)."""
    rows = atlas.jurisdictions
    named = (rows["group"] == "Canada") | (abroad & rows["jurisdiction_id"].isin([UNION, AUSTRALIA]))
    return list(rows.loc[named, "jurisdiction_id"])


def _on_barriers(found: dict, t: Language) -> str:
    facts = found["C0"].facts
    if not facts or facts["hindering"]:
        return ""  # the title says it
    unread = facts["total"] - facts["read"]
    numbers = {"read": t.number(facts["read"]), "total": t.number(facts["total"]), "unread": t.number(unread)}
    if not unread:
        return t("None of the {total} provisions of Canadian frameworks on stackability works against stacking: what they lack is rules.", **numbers)  # fmt: skip
    return t("None of the {read} provisions on stackability that could be read works against stacking; {unread} more of Canadian frameworks could not be read, so that it cannot be said that none does.", **numbers)  # fmt: skip


def _on_provinces(found: dict, t: Language) -> str:
    row = found["C1"]
    if not row.facts:
        return t("No province is known to have had a framework in force.")
    firm, unread = (t.join_words(map(t.in_sentence, row.facts[group])) for group in ("firm", "unread"))
    if firm:
        return t("The article’s description of the provinces does not hold for {names}: the clause on stacking recommends or requires it and names criteria.", names=firm)  # fmt: skip
    read = len(row.facts["loose"]) + len(row.facts["silent"])
    if not read:
        return t("Whether provinces leave stacking open cannot be said: no clause on it could be read.")
    told = {
        "holds": t("The article’s description of the provinces holds."),
        "holds in part": t(
            "The article’s description of the provinces holds as their clauses were coded; other codings would change that."
        ),
    }.get(row.verdict, t("The article’s description of the provinces holds as far as their texts could be read."))
    clauses = t.plural(
        "The only province whose clause on stacking could be read does not both recommend or require it and name criteria.",
        "None of the {n} provinces whose clause on stacking could be read both recommends or requires it and names criteria.",
        read,
    )  # fmt: skip
    return join_sentences(told, clauses, t("That of {names} could not be read.", names=unread) if unread else "")


def _on_colleges(found: dict, t: Language) -> str:
    """Say whether the colleges' framework sets rules for what it permits, stacking, and promises, portability."""
    stacking, portable = found["C2a"], found.get("C2b", found["C2a"])
    if not (stacking.facts and portable.facts and "transfer" in portable.facts):
        return ""
    words = {
        "stacking": clean(stacking.facts["stacking"]["key_terms"]),
        "portable": clean(portable.facts["transfer"]["key_terms"]),
    }
    told = {
        (True, True): t("The colleges’ framework says of micro-credentials “{stacking}” and “{portable}”, and sets no rule for either, as the article says."),
        (True, False): t("The colleges’ framework says of micro-credentials “{stacking}” without a rule, as the article says; on recognition it names criteria or who decides."),
        (False, True): t("On stacking the colleges’ framework does more, or less, than the article says; it calls micro-credentials “{portable}” and sets no rule for that."),
        (False, False): t("The article’s description of the colleges’ framework does not hold."),
    }.get((stacking.point, portable.point), t("Too little of the colleges’ framework could be read to say whether it sets rules."))  # fmt: skip
    partly = "holds in part" in (stacking.verdict, portable.verdict) and stacking.point and portable.point
    return join_sentences(told.format(**words), t("One code read otherwise would change that.") if partly else "")


def _on_universities(found: dict, t: Language) -> str:
    row = found["C3a"]
    yes = row.facts["yes"]
    numbers = {name: t.number(row.facts[name]) for name in ("total", "no", "unknown")}
    if row.verdict == "holds":
        return t.plural("Of {total} universities, {n} is known to give credit for units smaller than a certificate: fewer than half, whatever the others do.", "Of {total} universities, {n} are known to give credit for units smaller than a certificate: fewer than half, whatever the others do.", yes, **numbers)  # fmt: skip
    if row.verdict == "does not hold":
        return t.plural("Of {total} universities, {n} is known to give credit for units smaller than a certificate: half or more.", "Of {total} universities, {n} are known to give credit for units smaller than a certificate: half or more.", yes, **numbers)  # fmt: skip
    return t.plural("Of {total} universities, {n} is known to give credit for units smaller than a certificate and {no} not to; for {unknown} that was not found or is unclear, so that it cannot be said whether fewer than half do.", "Of {total} universities, {n} are known to give credit for units smaller than a certificate and {no} not to; for {unknown} that was not found or is unclear, so that it cannot be said whether fewer than half do.", yes, **numbers)  # fmt: skip


def _on_abroad(found: dict, t: Language) -> str:
    row = found["C4a"]
    facts = row.facts
    if not facts:
        return ""
    scores = {name: t.number(facts[name]) for name in ("union", "australia", "best_score")}
    if row.point is None or not facts["best"]:
        return t("Whether Europe and Australia serve stacking better cannot be said: too little could be scored.")
    told = {
        "holds": t("On stackability the European Union ({union} of 100) and Australia ({australia}) are above every Canadian framework, of which {best} is highest with what was read ({best_score})."),
        "holds as far as could be read": t("On stackability the European Union ({union} of 100) and Australia ({australia}) are above every Canadian framework that could be read, of which {best} is highest with what was read ({best_score})."),
        "holds in part": t("On stackability the European Union ({union} of 100) and Australia ({australia}) are above {best} ({best_score}), the highest Canadian score with what was read, but not by enough to say that they do better: other weights or codings turn the order round."),
    }.get(row.verdict if row.point else "", t("On stackability the European Union ({union} of 100) and Australia ({australia}) are not both above the highest Canadian score with what was read, {best} ({best_score})."))  # fmt: skip
    return told.format(best=t.in_sentence(facts["best"]), **scores)


MESSAGES: dict[str, Callable[[dict, Language], str]] = {
    "C0": _on_barriers,
    "C1": _on_provinces,
    "C2a": _on_colleges,
    "C3a": _on_universities,
    "C4a": _on_abroad,
}


def tell_article(atlas: Dataset, lang: str = "en") -> Statement:
    """Cite the article and tell its points in its own terms, with its own words where they could be read."""
    t, cited = translator(lang), atlas.sources[atlas.sources["source_id"].isin(atlas.claims["source_id"])]
    points = [
        t(ARTICLE[name], quoted=foreign(QUOTED.get(name, ""), "en", lang))
        for name in keep_known(atlas.claims)["argument_id"].unique()
    ] or [translate_told(statement, t) for statement in atlas.claims["statement"]]
    article = " ".join(_cite_article(row, t) for row in cited.itertuples())
    how = t("What the copy shows was read; points without quotation marks are restated, never more strongly than the article makes them. Nothing that its author wrote counts as evidence here.")  # fmt: skip
    return Statement("\n\n".join([article, bullets(points, lang).text, how]), lang)


def _cite_article(row, t) -> str:
    """Cite where the article was published, and beside it the copy that was read."""
    publisher, _, copy = row.publisher.partition("; copy at ")
    first = t("“{title}”, {publisher}, {date}.", title=plain(row.title), publisher=plain(publisher), date=plain(t.date(row.published)))  # fmt: skip
    place = link_markdown(copy or urlsplit(row.url).netloc, row.url)
    return " ".join([first, t("Read in a copy at {place}.", place=place) if copy else t("Read at {place}.", place=place)])  # fmt: skip


def claims_table(verdicts: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List each claim with its verdict on the first and the last day, the reason in a line, and what would settle it."""
    t, days = Language(atlas, lang), list(verdicts["as_of"].unique())
    first = verdicts[verdicts["as_of"] == days[0]].set_index("claim_id")["verdict"]
    last = verdicts[verdicts["as_of"] == days[-1]]
    months = [day[: len("2022-11")] for day in days]
    heads = list(map(t.date, months if len(set(months)) == len(days) else days))
    then: Cells = {Column("before", heads[0]): lambda row: t(first[row.claim_id])} if len(days) > 1 else {}
    cells: Cells = {
        Column("claim", t("Point")): lambda row: t.told(clean(row.title)) or row.title,
        **then,
        Column("verdict", heads[-1]): lambda row: t(row.verdict),
        Column("reason", t("Why")): lambda row: give_reasons(row, t)[0],
        Column("settles", t("What would settle it")): lambda row: say_what_settles(row, t),
    }  # fmt: skip
    return make_table(
        atlas, "claims", t.plural("{n} point of the article", "{n} points of the article", len(last)),
        t("The reason is that of the later day. “Holds in part” does not mean half true: with other codings or weights the answer turns round."), cells, list(last.itertuples()), lang,
    )  # fmt: skip


def explain_argument(verdicts: pd.DataFrame, argument_id: str, atlas: Dataset, lang: str = "en") -> Statement:
    """Write the section of an argument: its question, each claim's verdict on each day and why, and the surest facts.

    Raises ValueError for an argument that the verdicts do not have.
    """
    known = list(verdicts["argument_id"].unique())
    if argument_id not in known:
        raise ValueError(f"no verdict on argument {quote(argument_id)}; there are {', '.join(known)}")
    claims = verdicts[verdicts["argument_id"] == argument_id].groupby("claim_id", sort=False)
    parts = [_explain_claim(rows, atlas, lang) for _, rows in claims]
    ours = argument_id in set(keep_known(verdicts)["argument_id"])
    question = translator(lang)(POINTS[argument_id]) if ours else plain(argument_id)
    return Statement("\n\n".join([f"## {question}", *parts, _show_evidence(atlas, argument_id, lang)]), lang)


def _explain_claim(rows: pd.DataFrame, atlas: Dataset, lang: str) -> str:
    """Say of one claim what it says and how it is tested, then its verdicts; all reasons where the verdict is new."""
    t, last = Language(atlas, lang), rows.iloc[-1]
    title, statement, test = (translate_told(last[name], t) for name in ("title", "statement", "test"))
    tested = "" if last["verdict"] == "not tested" else t("Tested: {test}", test=f"*{test}*")
    told = {}
    for row in rows.itertuples():
        reasons = give_reasons(row, t)
        shown = reasons[:1] if row.verdict == last["verdict"] and row.as_of != last["as_of"] else reasons
        told[row.as_of] = (t(row.verdict), plain(" ".join(shown)), plain(" ".join(reasons)))
    if len({(verdict, every) for verdict, _, every in told.values()}) == 1 < len(told):
        verdict, _, why = next(iter(told.values()))
        lines = [t("- On both days: **{verdict}**. {why}", verdict=verdict, why=why)]
    else:
        lines = [
            t("- On {date}: **{verdict}**. {why}", date=t.date(day), verdict=verdict, why=why)
            for day, (verdict, why, _) in told.items()
        ]
    return "\n".join([f"**{title}.** {statement} {tested}".rstrip(), "", *lines])


def _show_evidence(atlas: Dataset, argument_id: str, lang: str) -> str:
    """Show the surest facts for and against with who says so, where and when; the others are in the table of facts."""
    t, facts = translator(lang), _surest(atlas, argument_id)
    blocks = []
    for direction in DIRECTIONS[:2]:
        there = facts[facts["direction"] == direction]
        head = t.plural("*Against it*, {n} fact:", "*Against it*, the surest of {n} facts:", len(there))
        if direction == "for":
            head = t.plural("*For it*, {n} fact:", "*For it*, the surest of {n} facts:", len(there))
        lines = [
            f"{foreign(plain(row.finding), 'en', lang)} ({link_markdown(_tell_source(row, t), row.url)})"
            for row in there.head(SHOWN).itertuples()
        ]
        blocks += [f"{head}\n\n{bullets(lines, lang).text}"] if lines else []
    return "\n\n".join(blocks) or t("No fact beside the frameworks themselves is filed for this point.")


def _surest(atlas: Dataset, argument_id: str) -> pd.DataFrame:
    """Return the facts for, against and mixed with their sources, the surest first: by confidence, how read, and dated."""
    facts = list_evidence(atlas, argument_id).assign(argument=argument_id)
    facts = facts.merge(atlas.sources.drop(columns=["jurisdiction_id"]), on="source_id", how="left")
    order = pd.DataFrame({
        "direction": facts["direction"].map(DIRECTIONS.index),
        "sureness": order_confidence(facts["confidence"]),
        "access": facts["access"].map(ACCESS).fillna(len(ACCESS)),
        "undated": facts["as_of"] == "",
    })  # fmt: skip
    return facts.loc[order.sort_values(list(order), kind="stable").index]


def _tell_source(row, t: Translator) -> str:
    """Tell who says a fact, when, and where in it."""
    return ", ".join(filter(None, [row.publisher, t.date(row.as_of or row.published), row.locator]))


def claim_shares(verdicts: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List in how many simulations each claim holds, under each assumption on unread texts."""
    t = Language(atlas, lang)
    rows = list(verdicts[verdicts["share_whole"].notna()].itertuples())
    cells: Cells = {
        Column("claim", t("Point")): lambda row: t.told(clean(row.title)) or row.title,
        Column("as_of", t("As of")): lambda row: row.as_of,
        Column("none", t("If no unread text provides it")): lambda row: percent(row.share_none, lang),
        Column("whole", t("If they are like frameworks read whole")): lambda row: percent(row.share_whole, lang),
        Column("all", t("If all do")): lambda row: percent(row.share_all, lang),
    }
    table = make_table(
        atlas, "claim-shares", t("Share of simulations in which each point holds"),
        t("The simulations vary weights, ways of averaging and coding errors. No column is the truth: the three span what unread texts can do."),
        cells, rows, lang,
    )  # fmt: skip
    return unless_empty(table, t("None of the points was tested in simulations."))


def percent(share: float, lang: str = "en") -> str:
    """Return a share of simulations in per cent; never 0 or 100% unless it is none, or all.

    >>> percent(0.0003), percent(0.97395), percent(1.0)
    ('under 1%', '97%', '100%')
    """
    t = translator(lang)
    shown = t.number(100 * share)
    if shown == "0" and share > 0:
        return t("under {percent}%", percent=t.number(1))
    if shown == "100" and share < 1:
        return t("over {percent}%", percent=t.number(99))
    return t("{percent}%", percent=shown)


def evidence_table(atlas: Dataset, arguments: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List the facts for, against and mixed of each argument, the surest first, with who says so, when and where."""
    t, ours = Language(atlas, lang), set(keep_known(atlas.claims)["argument_id"])
    cells: Cells = {
        Column("argument", t("Point")): lambda row: t(BRIEF[row.argument]) if row.argument in ours else row.argument,
        Column("direction", t("Direction")): lambda row: t(row.direction),
        Column("finding", t("What was found"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Source"), t("who, when, where in it")): lambda row: link(_tell_source(row, t), row.url),
    }
    ids = atlas.claims["argument_id"].unique() if arguments is None else arguments
    facts = [row for argument in ids for row in _surest(atlas, argument).itertuples()]
    return make_table(
        atlas, "claims-evidence",
        t.plural("{n} fact on the arguments", "{n} facts on the arguments", len(facts)),
        t("Facts dated later than the day looked at are left out, and so is the article itself."), cells, facts, lang,
    )  # fmt: skip


def list_used(atlas: Dataset) -> pd.DataFrame:
    """Return what the report cites: the article, the texts that the claims name, and the facts told of each point.

    Columns: source_id, locator. The sources of the other facts stand beside them in their table.
    """
    facts = [_surest(atlas, argument) for argument in atlas.claims["argument_id"].unique()]
    told = [rows[rows["direction"].isin(DIRECTIONS[:2])].groupby("direction").head(SHOWN) for rows in facts]
    provisions = atlas.provisions[atlas.provisions["jurisdiction_id"].isin(list_tested(atlas))]
    cited = [atlas.claims.drop_duplicates("source_id"), provisions[provisions["source_id"] != ""], *told]
    return pd.concat([rows[["source_id", "locator"]] for rows in cited], ignore_index=True)


def state_claim_limits(atlas: Dataset, lang: str = "en") -> Statement:
    """Say what the verdicts cannot tell: limits of the tests, then those of the data."""
    t = translator(lang)
    own = [
        t("A verdict is on the test as worded; the claim may mean more than the test can capture."),
        t("The universities are a convenience sample from public pages. Not found does not mean no; a text later than the day says nothing about it, and one without a date only about the latest."),
        t("We list the facts that we came across. Their number is no measure of weight."),
    ]  # fmt: skip
    data = state_limits(atlas, list_tested(atlas), lang=lang)
    return Statement(f"{bullets(own, lang).text}\n{data.text}", lang)
