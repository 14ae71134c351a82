"""Sentences that all reports share: what was looked at, what that cannot tell, how to cite it.

Knows frames and words. What one report says is in the module of its name beside this one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset, Status, how_read, keep_instruments, provisions_of_instruments
from credatlas.figures.figure import Statement, foreign, plain
from credatlas.figures.language import Language, Translator, clean, one_line, translator
from credatlas.figures.naming import (
    about_stacking,
    data_title,
    name_classes,
    say_coding,
    say_edition,
    shown_jurisdictions,
    without_framework,
)
from credatlas.index.scores import ATTRIBUTES, FULL, Method, ScoreClass, score_codes


def date_words(atlas: Dataset, lang: str = "en") -> str:
    """Return the date looked at in words, such as `22 November 2022`; the latest is the day of the data."""
    return translator(lang).date(atlas.date)


def say_coders(atlas: Dataset, lang: str = "en") -> str:
    """Say in a sentence or two who coded: two machine-assisted passes, or in other data one coder."""
    t = translator(lang)
    if atlas.codings_b.empty:
        return say_coding(t, atlas)
    return t(
        "The codes come from two machine-assisted passes over the same findings, settled in a third reading. No panel of experts has reviewed them; agreement between the passes overstates what two human coders would reach."
    )


def say_hardly_coded_twice(atlas: Dataset, t: Translator) -> str:
    """Say why nothing is told of how far two passes agree: too little was coded twice, or nothing."""
    if atlas.codings_b.empty:
        return t("No provision was coded twice.")
    return t("Too few provisions were coded twice to say how far the two passes agree.")


def open_report(
    *, title: str, kicker: str, coverage: str, messages: Iterable[str], description: str = "", lang: str = "en"
) -> Statement:
    """Open a report: the question (`kicker`) over its finding (`title`), what was read, and its key messages.

    All are in the language `lang`. title, kicker, description: plain text. coverage and messages: Markdown, a whole
    sentence or two each; names from the data in them went through `plain()`. It stands before the first heading of
    the second level: what stands there is shown before the list of contents.
    """
    t = translator(lang)
    heading = t("Key messages")
    text = "\n\n".join([coverage, f"**{heading}**", bullets(messages, lang).text])
    return Statement(text, lang, title, description, kicker)


@dataclass(frozen=True)
class Coverage:
    """How much was read: counts of instruments, of their provisions, and of jurisdictions with and without one.

    own_text: provisions read in the instrument's own text. not_in_force: jurisdictions of which a framework of another
    day is known.
    """

    instruments: int
    jurisdictions: int
    provisions: int
    read: int
    own_text: int
    none_found: int
    not_in_force: int

    def numbers(self, t: Translator) -> dict[str, str]:
        """Return how much was `read` of the `total`, and in its `own` text, for a sentence."""
        return {"read": t.number(self.read), "total": t.number(self.provisions), "own": t.number(self.own_text)}


def count_coverage(atlas: Dataset, jurisdictions: Iterable[str] | None = None) -> Coverage:
    """Count what was in force on the day and how much of it could be read.

    jurisdictions: those counted; by default all but the levels of government without an instrument.
    """
    asked = None if jurisdictions is None else atlas.members(jurisdictions)
    chosen = [] if asked == [] else shown_jurisdictions(atlas.jurisdictions, atlas, asked)
    frameworks = keep_instruments(atlas.frameworks)
    frameworks = frameworks[frameworks["jurisdiction_id"].isin(chosen)]
    provisions = provisions_of_instruments(atlas.provisions, frameworks)
    how = how_read(provisions)
    apart = list(without_framework(atlas, chosen).values())
    return Coverage(
        instruments=len(frameworks), jurisdictions=frameworks["jurisdiction_id"].nunique(), provisions=len(provisions),
        read=int((provisions["status"] != Status.MISSING).sum()), own_text=int((how == "high").sum()),
        none_found=apart.count(ScoreClass.NONE_FOUND), not_in_force=apart.count(ScoreClass.NOT_IN_FORCE),
    )  # fmt: skip


def state_coverage(atlas: Dataset, jurisdictions: Iterable[str] | None = None, lang: str = "en") -> str:
    """Say in one line what was in force on the day, how much of it was read, and where there was nothing to read.

    jurisdictions: those that the report is about; by default all but the levels of government without an instrument.
    """
    t, found, date = translator(lang), count_coverage(atlas, jurisdictions), date_words(atlas, lang)
    several = found.jurisdictions + found.none_found + found.not_in_force > 1
    if not found.instruments:
        return _state_nothing_found(found, date, several, t)
    none_found = t.plural(
        "In {n} more jurisdiction no framework was found.",
        "In {n} more jurisdictions no framework was found.",
        found.none_found,
    )
    not_in_force = t.plural(
        "In {n} more none is known to have been in force on this day.",
        "In {n} more none is known to have been in force on this day.",
        found.not_in_force,
    )
    return join_sentences(
        _state_in_force(found, date, several, t),
        _state_read(found, t),
        none_found if found.none_found else "",
        not_in_force if found.not_in_force else "",
    )  # fmt: skip


def _state_nothing_found(found: Coverage, date: str, several: bool, t: Translator) -> str:
    if not several:
        return t("No framework in force on {date} was found.", date=date)
    return t.plural(
        "No framework in force on {date} was found in {n} jurisdiction.",
        "No framework in force on {date} was found in {n} jurisdictions.",
        found.none_found + found.not_in_force, date=date,
    )  # fmt: skip


def _state_in_force(found: Coverage, date: str, several: bool, t: Translator) -> str:
    if not several:
        return t.plural(
            "In force on {date}: {n} policy instrument.", "In force on {date}: {n} policy instruments.",
            found.instruments, date=date,
        )  # fmt: skip
    places = t.plural("{n} jurisdiction", "{n} jurisdictions", found.jurisdictions)
    return t.plural(
        "In force on {date}: {n} policy instrument in {places}.",
        "In force on {date}: {n} policy instruments in {places}.",
        found.instruments, date=date, places=places,
    )  # fmt: skip


def _state_read(found: Coverage, t: Translator) -> str:
    facts = found.numbers(t)
    if found.own_text == found.provisions:
        return t("Read: all {total} provisions, in the instrument's own text.", **facts)
    if not found.read:
        return t("Read: none of {total} provisions.", **facts)
    return t("Read: {read} of {total} provisions, {own} in the instrument's own text.", **facts)


def how_to_read(atlas: Dataset | None = None, lang: str = "en") -> Statement:
    """Explain in words what a score and its range are: a box that stands once in a report.

    atlas: the data, whose labels of the highest codes are named where they are of another topic.
    """
    t = translator(lang)
    sentences = [
        _say_points(t) if atlas is None or about_stacking(atlas) else _say_ends(atlas, Language(atlas, lang)),
        t(
            "A range beside a score, or in its place, is the lowest and the highest that it could be: if everything that could not be read scored 0, or {full}.",
            full=t.number(FULL),
        ),
        t("What could not be read, and places without a framework, never count as 0."),
    ]
    heading = t("How to read a score.")
    return Statement(" ".join([f"> **{heading}**", *sentences]), lang)


def _say_points(t: Translator) -> str:
    # permitted as a principle; recommended with named criteria, for nobody or the institution to see to
    codes = np.array([[1, 2, 2], [1, 2, 2], [0, 0, 1]])
    permitted, *recommended = score_codes(codes, np.zeros(3, dtype=bool), [1.0, 1.0, 1.0], Method())
    facts = {"permitted": t.number(permitted), "recommended": t.number(np.mean(recommended)), "full": t.number(FULL)}
    return t("0: the texts do not address it; about {permitted}: permitted, as a principle; about {recommended}: recommended, with named criteria; {full}: required, by a rule that can be checked and that an authority enforces.", **facts)  # fmt: skip


def _say_ends(atlas: Dataset, t: Language) -> str:
    codes = " · ".join(plain(t.code(attribute, atlas.scale[-1])) for attribute in ATTRIBUTES)
    return t("0: the texts do not address it; {full}: {codes}.", full=t.number(FULL), codes=codes)


def bounded(row: pd.Series, lang: str) -> str:
    """Write a score with what it could be, `47 (39–56)`, the bounds alone where there is no score, or why there are none.

    row: score, low, high and class.
    """
    t = translator(lang)
    if pd.isna(row["low"]):
        return name_classes(t)[row["class"]]
    facts = {name: t.number(row[name]) for name in ("score", "low", "high")}
    if pd.isna(row["score"]):
        return t("not scored ({low}–{high})", **facts)
    if row["high"] - row["low"] < 1e-9:
        return facts["score"]
    return t("{score} ({low}–{high})", **facts)


def score_at(row, when: str, lang: str = "en") -> str:
    """Write the score of one side of a comparison (`before` or `after`) with its bounds, from a row that has both."""
    names = ("score", "low", "high", "class")
    return bounded(pd.Series({name: getattr(row, f"{name}_{when}") for name in names}), lang)


def state_limits(
    atlas: Dataset, jurisdictions: Iterable[str] | None = None, *, scored: bool = True, lang: str = "en"
) -> Statement:
    """Say what a report from these data cannot tell; a limit that does not apply to it is left out.

    jurisdictions: those that the report is about; by default all. scored: whether it shows scores.
    """
    t = translator(lang)
    chosen = None if jurisdictions is None else atlas.members(jurisdictions)
    found, accesses = count_coverage(atlas, chosen), set(_sources_read(atlas, chosen)["access"])
    unread, elsewhere = found.provisions - found.read, found.read - found.own_text
    facts = {**found.numbers(t), "missing": t.number(unread), "count": t.number(elsewhere)}
    limits = {
        t("Of the {total} provisions of the frameworks looked at here, {missing} could not be read. A part of a text that nobody saw may hold rules that are not counted here.", **facts): unread,
        t("{count} of the {read} provisions read rest on an official summary, a quotation or a third party's account, and not on the instrument's own text.", **facts): found.own_text and elsewhere,
        t("All provisions read rest on an official summary, a quotation or a third party's account, and none on the instrument's own text."): elsewhere and not found.own_text,
        t("That no framework was found is no proof that there is none."): found.none_found,
        t("We coded texts, not practice: an institution may do more, or less, than its framework says."): found.read,
        say_coders(atlas, lang): found.read,
        t("We read archived copies; many end after the opening. A later version of an instrument may exist."): "excerpt" in accesses,
        t("Scores run from 0 to 100 on fixed reference points, and all indicators of a dimension weigh the same; other weights can change an order. Differences of a few points mean little."): scored and found.read,
        t("Findings, definitions and places in sources are given in English.") if lang != "en" else "": lang != "en",
    }  # fmt: skip
    return bullets([limit for limit, applies in limits.items() if applies], lang)


def _sources_read(atlas: Dataset, jurisdictions: Sequence[str] | None) -> pd.DataFrame:
    """Return the sources of the provisions in force."""
    provisions = provisions_of_instruments(atlas.provisions, atlas.frameworks)
    if jurisdictions is not None:
        provisions = provisions[provisions["jurisdiction_id"].isin(jurisdictions)]
    return atlas.sources[atlas.sources["source_id"].isin(provisions["source_id"])]


def state_citation(atlas: Dataset, title: str, lang: str = "en") -> Statement:
    """Say how to cite the report of this title (in English, or translated already) and under which licence its data are."""
    t = translator(lang)
    licence, own = atlas.descriptor["licenses"][0], data_title(atlas)
    facts = {
        "year": plain(atlas.version.partition(".")[0]), "title": plain(t.told(title) or title),
        "date": date_words(atlas, lang), "version": plain(say_edition(atlas, t)),
        "licence": plain(re.sub("^CC-BY-", "CC BY ", licence["name"])), "address": licence.get("path", ""),
    }  # fmt: skip
    if own:
        facts |= {"year": atlas.descriptor["created"][:4], "data": plain(own)}
        said = t(
            "*{title}* ({year}). Policy texts as they stood on {date}; {data}, edition {version}. Not peer reviewed. Codes and words of the data may be used under [{licence}]({address}).",
            **facts,
        )
    else:
        said = t(
            "The credatlas contributors ({year}): *{title}*. Policy texts as they stood on {date}; edition {version} of the data. Not peer reviewed. Codes and words of the data may be used under [{licence}]({address}).",
            **facts,
        )
    return Statement(re.sub(r"([?!]\*)\.", r"\1", said), lang)  # a question ends with its own mark


def link_markdown(text: str, address: str) -> str:
    """Return a link in Markdown where the address is one of the web, else the words alone."""
    return f"[{plain(clean(text))}](<{address}>)" if address.startswith(("https://", "http://")) else plain(text)


def translate_told(text: str, t: Translator) -> str:
    """Return words of the shipped data in the language, as Markdown; those of other data are marked as English."""
    english = clean(text)
    return plain(t.told(english)) or foreign(plain(english), "en", t.lang)


def join_sentences(*sentences: str) -> str:
    """Return the sentences that there are as one text; empty ones are left out."""
    return " ".join(filter(None, sentences))


def name_places(ids: Iterable[str], t: Language, most: int = 0) -> str:
    """Return the names of jurisdictions for a sentence in Markdown; with more than `most` the rest become a count."""
    return t.join_words((plain(t.in_sentence(jurisdiction)) for jurisdiction in ids), most)


def name_questions(ids: Iterable[str], t: Language) -> str:
    """Return the names of indicators for a sentence in Markdown."""
    return t.join_words(plain(t.indicator(indicator)) for indicator in ids)


def section(head: str, text: str, lang: str) -> Statement:
    """Return text under a heading of the second level; nothing at all without text."""
    return Statement(f"## {head}\n\n{text}" if text else "", lang)


def bullets(lines: Iterable[str], lang: str) -> Statement:
    """Return lines of Markdown as a list."""
    return Statement("\n".join(f"- {one_line(line)}" for line in lines), lang)
