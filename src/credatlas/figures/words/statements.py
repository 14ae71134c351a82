"""Computed sentences of the reports: what was looked at, what was found, what it cannot tell, how to cite it.

Knows frames and words. Every number in a report's prose is put there by a function of this module.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd
from babel.dates import format_date

from credatlas.evidence import (
    Dataset,
    Status,
    how_read,
    jurisdictions_in_force,
    keep_instruments,
    provisions_of_instruments,
)
from credatlas.figures.figure import Statement, plain
from credatlas.figures.language import Language, check_language, mark, number, one_line, translator
from credatlas.figures.naming import name_classes, say_apart, say_without_framework, without_framework
from credatlas.settings import DECIMALS

STATUS_SENTENCES = {
    "silent": mark("Silent on {indicators}."),
    "hinders": mark("It stands in the way of {indicators}."),
    "missing": mark("Could not be read: {indicators}."),
}
HALF = 50.0  # points: the middle of the scale, from which a dimension counts as served


def date_words(atlas: Dataset, lang: str = "en") -> str:
    """Return the date looked at in words, such as `22 November 2022`; the latest is the day of the data."""
    locale = "en_GB" if check_language(lang) == "en" else lang
    return format_date(date.fromisoformat(atlas.date), format="long", locale=locale)


def open_report(
    *, title: str, kicker: str, coverage: str, messages: Iterable[str], description: str = "", lang: str = "en"
) -> Statement:
    """Open a report: the question (`kicker`) over its finding (`title`), what was read, and its key messages.

    All are in the language `lang`. title, kicker, description: plain text. coverage and messages: Markdown, a whole
    sentence or two each; names from the data in them went through `plain()`. It stands before the first heading of
    the second level: what stands there is shown before the list of contents.
    """
    t = translator(lang)
    text = "\n\n".join([coverage, f"**{t('Key messages')}**", bullets(messages, lang).text])
    return Statement(text, lang, title, description, kicker)


def masthead(atlas: Dataset, description: str = "", lang: str = "en") -> Statement:
    """Say under the title how much the report stands on; `description` is that of the whole report, in English."""
    t, provisions = translator(lang), provisions_of_instruments(atlas.provisions, atlas.frameworks)
    text = t(
        "On {date}, {frameworks} framework versions were in force in {jurisdictions} jurisdictions; {read} of their {provisions} provisions could be read.",
        date=date_words(atlas, lang),
        frameworks=t.number(len(keep_instruments(atlas.frameworks))),
        provisions=t.number(len(provisions)),
        read=t.number((provisions["status"] != Status.MISSING).sum()),
        jurisdictions=t.number(len(jurisdictions_in_force(atlas))),
    )
    return Statement(text, lang, description=description and t(description))


def jurisdiction_title(atlas: Dataset, jurisdiction: str, lang: str = "en") -> str:
    """Return the title of the report on one jurisdiction."""
    t = Language(atlas, lang)
    return t("{name}: what does its framework provide?", name=t.jurisdiction(jurisdiction))


def introduce_jurisdiction(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Statement:
    """Say which frameworks of the jurisdiction are in force; carries title and description of the report."""
    t = Language(atlas, lang)
    frameworks = keep_instruments(atlas.frameworks)
    listed = [f"- *{plain(name)}*" for name in frameworks.loc[frameworks["jurisdiction_id"] == jurisdiction, "name"]]
    opening = t("On {date} this was in force:", date=date_words(atlas, lang)) if listed else ""
    head = opening or plain(say_without_framework(t, atlas, [jurisdiction])[0])
    description = t("Clauses, sources, barriers, versions and what is missing.")
    return Statement("\n".join([head, "", *listed]), lang, jurisdiction_title(atlas, jurisdiction, lang), description)


def summarise_coverage(atlas: Dataset, lang: str = "en") -> Statement:
    """Say how much was read, how surely, where nothing could be, and where there was nothing to read."""
    t, provisions = Language(atlas, lang), provisions_of_instruments(atlas.provisions, atlas.frameworks)
    read = provisions[provisions["status"] != "missing"]
    own_text = how_read(read).eq("high").sum()
    lines = [
        t(
            "**{read} of {total} provisions** ({share} %) could be read; the others are missing, which is not the same as silent.",
            read=t.number(len(read)),
            total=t.number(len(provisions)),
            share=_share(len(read), len(provisions), lang),
        ),
        t(
            "{count} of those read ({share} %) rest on the instrument's own text, the others on summaries or on accounts by third parties.",
            count=t.number(own_text),
            share=_share(own_text, len(read), lang),
        ),
    ]
    unread = provisions.groupby("jurisdiction_id", sort=False)["status"].agg(lambda status: (status == "missing").all())
    if unread.any():
        lines.append(t("Nothing could be read for {names}.", names=_places(t, unread.index[unread])))
    return bullets([*lines, *map(plain, say_without_framework(t, atlas))], lang)


def summarise_jurisdiction(
    atlas: Dataset, indicator_scores: pd.DataFrame, dimension_scores: pd.DataFrame, jurisdiction: str, lang: str = "en"
) -> Statement:
    """Say where one jurisdiction stands: scores with bounds, its strongest provisions, its silences, what is missing."""
    t = Language(atlas, lang)
    if apart := without_framework(atlas, [jurisdiction]):
        return bullets(map(plain, say_apart(t, atlas, apart)), lang)
    dimensions = dimension_scores[dimension_scores["jurisdiction_id"] == jurisdiction].set_index("dimension_id")
    rows = indicator_scores[indicator_scores["jurisdiction_id"] == jurisdiction].set_index("indicator_id")
    lines = [
        t.join_clauses(f"{plain(t.dimension(i))} {bounded(dimensions.loc[i], lang)}" for i in dimensions.index) + "."
    ]
    best = rows["score"].max()
    if best > 0:
        strongest = rows.index[rows["score"].round(DECIMALS) == round(best, DECIMALS)]
        lines.append(
            t(
                "Of what could be read, strongest on {indicators} ({score} points).",
                indicators=_indicators(t, strongest),
                score=t.number(best),
            )
        )
    for status, msgid in STATUS_SENTENCES.items():
        found = rows.index[rows["status"] == status]
        if len(found):
            lines.append(t(msgid, indicators=_indicators(t, found)))
    return bullets(lines, lang)


def _places(t: Language, ids: Iterable[str]) -> str:
    return t.join_words(plain(t.jurisdiction(i)) for i in ids)


def _indicators(t: Language, ids: Sequence[str]) -> str:
    return t.join_words(f"{plain(t.indicator(i))} ({i})" for i in ids)


def bounded(row: pd.Series, lang: str) -> str:
    """Write a score with what it could be, `47 (39–56)`, the bounds alone where there is no score, or why there are none.

    row: score, low, high and class.
    """
    t = translator(lang)
    if pd.isna(row["low"]):
        return name_classes(t)[row["class"]]
    low, high = t.number(row["low"]), t.number(row["high"])
    if pd.isna(row["score"]):
        return t("not scored ({low}–{high})", low=low, high=high)
    exact = row["high"] - row["low"] < 1e-9
    return (
        t.number(row["score"])
        if exact
        else t("{score} ({low}–{high})", score=t.number(row["score"]), low=low, high=high)
    )


def score_at(row, when: str, lang: str = "en") -> str:
    """Write the score of one side of a comparison (`before` or `after`) with its bounds, from a row that has both."""
    names = ("score", "low", "high", "class")
    return bounded(pd.Series({name: getattr(row, f"{name}_{when}") for name in names}), lang)


def state_limits(atlas: Dataset, lang: str = "en") -> Statement:
    """Say what a report from these data cannot tell."""
    t, provisions = translator(lang), provisions_of_instruments(atlas.provisions, atlas.frameworks)
    missing = (provisions["status"] == "missing").sum()
    return bullets(
        [
            t(
                "{missing} of {total} provisions in force on this day could not be read. A score uses what was read; its bounds, in brackets, are what it would be if everything unread scored 0, or 100.",
                missing=t.number(missing),
                total=t.number(len(provisions)),
            ),
            t("Texts are coded, not practice: an institution may do more, or less, than its framework says."),
            t(
                "The codes come from two machine-assisted passes over the same findings, settled in a third reading. No panel of experts has reviewed them; agreement between the passes is an upper bound."
            ),
            t(
                "Published pages were read in stored copies, many of them cut after their opening. A later version of an instrument may exist."
            ),
            t(
                "Scores stand on fixed anchors from 0 to 100 and weigh indicators equally; other weights can change an order. Differences of a few points mean little."
            ),
        ],
        lang,
    )


def state_citation(atlas: Dataset, title: str, lang: str = "en") -> Statement:
    """Say how to cite the report of this title (in English, or translated already) and under which licence its data are."""
    t = translator(lang)
    licence = atlas.descriptor["licenses"][0]
    return Statement(
        t(
            "Cite as: credatlas, *{title}*, as of {date}, data version {version}. Codes and words of the data: [{licence}]({address}).",
            title=plain(t(title)),
            date=date_words(atlas, lang),
            version=plain(atlas.version),
            licence=plain(licence["name"]),
            address=licence["path"],
        ),
        lang,
    )


def bullets(lines: Iterable[str], lang: str) -> Statement:
    """Return lines of Markdown as a list."""
    return Statement("\n".join(f"- {one_line(line)}" for line in lines), lang)


def _share(part: int, whole: int, lang: str) -> str:
    return number(100 * part / whole, lang=lang) if whole else "0"
