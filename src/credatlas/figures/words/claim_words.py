"""Sentences and a table about claims: what the article says, the verdicts then and now, why, and the evidence.

Knows the frames of `index.claims` and the facts behind each claim. Judges nothing.
"""

from collections.abc import Sequence

import pandas as pd

from credatlas.evidence import Dataset, provisions_of_instruments
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, clean, translator
from credatlas.figures.words.claim_fact_words import give_reason
from credatlas.figures.words.statements import bullets, date_words
from credatlas.figures.words.tables import Cells, link, link_sources, make_table
from credatlas.index.claims import DIRECTIONS, VERDICTS, list_evidence

SHOWN = 2  # facts for, and as many against, beside the claims of an argument
SURENESS = {"high": 0, "medium": 1}


def introduce_claims(atlas: Dataset, lang: str = "en") -> Statement:
    """Say which article the claims restate, with its address, and that it is no evidence for itself."""
    t = translator(lang)
    cited = atlas.sources[atlas.sources["source_id"].isin(atlas.claims["source_id"])]
    told = (
        f"{_linked(row.title, row.url)} ({plain(row.publisher)}, {plain(row.published)})" for row in cited.itertuples()
    )
    articles = t.join_clauses(told)
    text = t(
        "The article: {articles}. {claims} claims restate its points, never more strongly than it does. It is never the source of a code; what its author wrote is no evidence.",
        articles=articles,
        claims=t.number(len(atlas.claims)),
    )
    return Statement(
        text, lang, description=t("Each claim with its verdict on two days, the reason, and evidence for and against.")
    )


def summarise_claims(verdicts: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Statement:
    """Say on the last day which claims have which verdict, and which had another on the first day."""
    t = translator(lang)
    days = list(verdicts["as_of"].unique())
    last = verdicts[verdicts["as_of"] == days[-1]]
    lines = [t("On {date}:", date=_day(atlas, days[-1], lang))]
    for verdict in VERDICTS:
        titles = [_quoted(title, lang) for title in last.loc[last["verdict"] == verdict, "title"]]
        lines += (
            [t("- **{verdict}**: {titles}", verdict=_capital(t(verdict)), titles=t.join_words(titles))]
            if titles
            else []
        )
    then = verdicts[verdicts["as_of"] == days[0]].set_index("claim_id")["verdict"]
    changed = last[last["verdict"] != last["claim_id"].map(then)]
    if len(changed):
        told = (f"{_quoted(row.title, lang)} ({t(then[row.claim_id])})" for row in changed.itertuples())
        lines.append(t("- Otherwise on {date}: {titles}", date=_day(atlas, days[0], lang), titles=t.join_words(told)))
    return Statement("\n".join([lines[0], "", *lines[1:]]), lang)


def _quoted(title: str, lang: str) -> str:
    t = translator(lang)
    return t("“{title}”", title=_in_words(title, lang))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def claims_table(verdicts: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List each claim with its verdict on the first and the last day, and the reason on the last."""
    t, days = Language(atlas, lang), list(verdicts["as_of"].unique())
    first = verdicts[verdicts["as_of"] == days[0]].set_index("claim_id")["verdict"]
    last = verdicts[verdicts["as_of"] == days[-1]]
    then: Cells = (
        {Column("before", _day(atlas, days[0], lang)): lambda row: t(first[row.claim_id])} if len(days) > 1 else {}
    )
    cells: Cells = {
        Column("claim", t("Point")): lambda row: t.told(clean(row.title)) or row.title,
        **then,
        Column("verdict", _day(atlas, days[-1], lang)): lambda row: t(row.verdict),
        Column("reason", t("Why")): lambda row: give_reason(row, t),
    }  # fmt: skip
    return make_table(
        atlas, "claims", t.plural("{n} point of the article", "{n} points of the article", len(last)),
        t("The reason is that of the later day."), cells, list(last.itertuples()), lang,
    )  # fmt: skip


def claim_shares(verdicts: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
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
    return make_table(
        atlas, "claim-shares", t("Share of simulations in which each point holds"),
        t("The simulations vary weights, ways of averaging and coding errors. No column is the truth: the three span what unread texts can do."),
        cells, rows, lang,
    )  # fmt: skip


def explain_claims(verdicts: pd.DataFrame, arguments: Sequence[str], atlas: Dataset, lang: str = "en") -> Statement:
    """Say of each claim of some arguments its verdict on each day and why, and what speaks for it and against.

    Raises ValueError for an argument that the verdicts do not have.
    """
    known, parts = list(verdicts["argument_id"].unique()), []
    for argument_id in arguments:
        if argument_id not in known:
            raise ValueError(f"argument {argument_id!r} has no verdict; there are {', '.join(known)}")
        claims = verdicts[verdicts["argument_id"] == argument_id].groupby("claim_id", sort=False)
        parts += [_explain_claim(claim_id, rows, atlas, lang) for claim_id, rows in claims]
        parts.append(_show_evidence(atlas, argument_id, lang))
    return Statement("\n\n".join(parts), lang)


def _explain_claim(claim_id: str, rows: pd.DataFrame, atlas: Dataset, lang: str) -> str:
    t, first = Language(atlas, lang), rows.iloc[0]
    title, statement, test = (_in_words(first[name], lang) for name in ("title", "statement", "test"))
    lines = [f"**{title}** ({claim_id}). {statement} *{test}*", ""]
    for row in rows.itertuples():
        day, verdict, why = _day(atlas, row.as_of, lang), t(row.verdict), plain(give_reason(row, t))
        lines.append(t("- On {date}: **{verdict}**. {why}", date=day, verdict=verdict, why=why))
    return "\n".join(lines)


def _in_words(text: str, lang: str) -> str:
    """Return words of a claim: those of the shipped claims are in the catalogues, others are in English."""
    t, english = translator(lang), clean(text)
    return plain(t.told(english)) or foreign(plain(english), "en", lang)


def percent(share: float, lang: str = "en") -> str:
    """Return a share of simulations in per cent; never 0 or 100 % unless it is none, or all.

    >>> percent(0.0003), percent(0.97395), percent(1.0)
    ('under 1 %', '97 %', '100 %')
    """
    t = translator(lang)
    shown = t.number(100 * share)
    if shown == "0" and share > 0:
        return t("under {percent} %", percent=t.number(1))
    if shown == "100" and share < 1:
        return t("over {percent} %", percent=t.number(99))
    return f"{shown} %"


def _show_evidence(atlas: Dataset, argument_id: str, lang: str) -> str:
    """Show the surest facts for and against with who says so, dated ones first; all are in the table of evidence."""
    t, facts = translator(lang), list_evidence(atlas, argument_id)
    sources = atlas.sources.set_index("source_id")
    order = pd.DataFrame({"sureness": facts["confidence"].map(SURENESS).fillna(2), "undated": facts["as_of"].eq("")})
    surest = facts.loc[order.sort_values(["sureness", "undated"], kind="stable").index]
    blocks = []
    for direction in DIRECTIONS[:2]:
        there = surest[surest["direction"] == direction]
        head = t("*For*: {n} of {total} facts.") if direction == "for" else t("*Against*: {n} of {total} facts.")
        lines = [
            f"- {foreign(plain(row.finding), 'en', lang)} {_linked(*sources.loc[row.source_id, ['publisher', 'url']])}"
            + (f" ({plain(row.as_of)})" if row.as_of else "")
            for row in there.head(SHOWN).itertuples()
        ]
        counts = {"n": t.number(len(lines)), "total": t.number(len(there))}
        blocks += ["\n".join([head.format(**counts), "", *lines])] if lines else []
    return "\n\n".join(blocks) or t("No fact beside the frameworks themselves is filed for this point.")


def _linked(text: str, address: str) -> str:
    cell = link(text, address)
    return f"[{plain(cell['text'])}](<{cell['href']}>)" if isinstance(cell, dict) else plain(text)


def _day(atlas: Dataset, day: str, lang: str) -> str:
    return date_words(atlas.as_of(day), lang)


def evidence_table(atlas: Dataset, arguments: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List the facts for, against and mixed of each argument, with what was found, where, and when."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    cells: Cells = {
        Column("argument", t("Argument")): lambda row: row.argument,
        Column("direction", t("Direction")): lambda row: t(row.direction),
        Column("jurisdiction", t("Jurisdiction")): lambda row: _place(t, row.jurisdiction_id),
        Column("finding", t("What was found"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Where"), t("locator in the source")): lambda row: cite(row.locator, row.source_id),
        Column("as_of", t("Of")): lambda row: row.as_of,
        Column("confidence", t("Confidence")): lambda row: t.code("confidence", row.confidence),
    }
    ids = atlas.claims["argument_id"].unique() if arguments is None else arguments
    facts = [row for argument in ids for row in list_evidence(atlas, argument).assign(argument=argument).itertuples()]
    return make_table(
        atlas, "claims-evidence",
        t.plural("{n} fact on the arguments", "{n} facts on the arguments", len(facts)),
        t("Facts dated later than the day looked at are left out, and so is the article itself."), cells, facts, lang,
    )  # fmt: skip


def _place(t: Language, jurisdiction_id: str) -> str:
    try:
        return t.jurisdiction(jurisdiction_id)
    except KeyError:
        return jurisdiction_id  # facts may come from places that are no jurisdiction of the atlas


def state_claim_limits(atlas: Dataset, lang: str = "en") -> Statement:
    """Say what the verdicts cannot tell."""
    t, provisions = translator(lang), provisions_of_instruments(atlas.provisions, atlas.frameworks)
    return bullets(
        [
            t(
                "{missing} of {total} provisions in force on this day could not be read. Assumptions about them span what they can do; none of them is known to be true.",
                missing=t.number((provisions["status"] == "missing").sum()),
                total=t.number(len(provisions)),
            ),
            t("A verdict is on the test as worded, in italics; the claim's own words may mean more than it can hold."),
            t(
                "The universities are a convenience sample from public pages. What was not found is not a no; a text later than the day says nothing about it, and one without a date only about the latest."
            ),
            t("Facts for and against are those that were come across. Their number is no measure of weight."),
            t("Texts are coded, not practice: an institution may do more, or less, than its framework says."),
            t(
                "The codes come from two machine-assisted passes over the same findings, settled in a third reading. No panel of experts has reviewed them."
            ),
        ],
        lang,
    )
