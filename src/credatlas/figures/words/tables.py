"""The tables of the reports: frames become Table objects with words, links and sources.

Knows which columns a reader needs and in which words. Computes no score.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import SimpleNamespace
from typing import Any

import pandas as pd

from credatlas.evidence import Dataset, Status, keep_instruments, provisions_of_instruments
from credatlas.figures.arguments import with_checks
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, clean, mark, translator
from credatlas.figures.naming import about_stacking, data_title, name_classes, say_without_framework, source_line
from credatlas.index.scores import ATTRIBUTES

__all__ = [
    "barriers", "code_levels", "definitions", "dimension_scores", "dimensions", "frameworks_in_force",
    "missing_provisions", "provisions", "questions", "sources",
]  # fmt: skip
Cells = Mapping[Column, Callable[[Any], Any]]  # the columns of a table, and what each shows of a row of a frame


def make_table(
    atlas: Dataset, name: str, title: str, caption: str, cells: Cells, rows: Iterable[Any], lang: str, shown: int = 0
) -> Table:
    """Return a Table with a row for each of `rows`, and the source line, date and version of the data.

    shown: rows that a page shows at once, where the rest is to be folded.
    """
    return Table(
        id=name, title=title, caption=caption, source=source_line(atlas, translator(lang)), columns=tuple(cells),
        rows=tuple(tuple(show(row) for show in cells.values()) for row in rows), as_of=atlas.date,
        data_version=atlas.version, lang=lang, shown=shown, data_title=data_title(atlas),
    )  # fmt: skip


def unless_empty(table: Table, sentence: str) -> Table | Statement:
    """Return the table, or a sentence in Markdown in its place where it has no row."""
    return table if table.rows else Statement(sentence, table.lang)


def link(text: str, address: str) -> dict[str, str] | str:
    """Return a link cell where the address is a web address, else the text alone."""
    return {"text": clean(text), "href": address} if address.startswith(("https://", "http://")) else clean(text)


def link_sources(atlas: Dataset) -> Callable[[str, str], dict[str, str] | str]:
    """Return a function from words and the id of a source to a link to the source; without words its id stands there."""
    addresses = atlas.sources.set_index("source_id")["url"]
    return lambda words, source_id: link(words or source_id, addresses.get(source_id, ""))


def name_sources(atlas: Dataset) -> Callable[[str], str]:
    """Return a function that makes English words of the data readable: names in place of ids, days in words.

    Of a source stand publisher and year, of a framework its name.
    """
    sources, frameworks = atlas.sources, atlas.whole.frameworks
    names = dict(zip(frameworks["framework_id"], frameworks["name"], strict=True)) | {
        row.source_id: ", ".join(filter(None, (row.publisher, row.published[:4]))) for row in sources.itertuples()
    }
    return lambda words: re.sub(
        r"\b[a-z]+(?:-[a-z0-9]+)+\b|\b\d{4}-\d\d-\d\d\b",
        lambda found: translator("en").date(found[0]) if found[0][0].isdigit() else names.get(found[0], found[0]),
        clean(words),
    )


def id_and_name(t: Language, indicator_id: str) -> str:
    """Return an indicator as its name and id, such as `stacking (ST1)`."""
    return f"{t.indicator(indicator_id)} ({indicator_id})"


def say_codes(t: Language, row) -> str:
    """Return the codes of a provision as their labels, such as `recommended · checkable rule · public authority`.

    row: status, scope, obligation, precision and delegation. Where there are no codes, the label of the status.
    """
    if row.status != Status.SUPPORTS:
        return t.code("status", row.status)
    labels = [t.code(attribute, getattr(row, attribute)) for attribute in ATTRIBUTES]
    return " · ".join(labels + ([t.code("scope", row.scope)] if row.scope == "targeted" else []))


STRENGTH = {  # what a provision is, in a sentence: its obligation, its precision, who decides
    "obligation": (mark("a permission"), mark("a recommendation"), mark("a requirement")),
    "precision": ("", mark("that states a principle"), mark("with named criteria"), mark("with a rule that can be checked")),
    "delegation": (mark("with nobody named to see to it"), mark("for the institution to see to"), mark("for a sector body or the government to see to"), mark("for a public authority to see to")),
}  # fmt: skip


def say_strength(t: Language, atlas: Dataset, codes: str, scope: str) -> str:
    """Return codes that are written as `2,3,1` as words of a sentence: `a recommendation with named criteria, for ...`.

    Of data on another topic, whose codes may mean something else, as their labels.
    """
    if not about_stacking(atlas):
        return say_written_codes(t, Status.SUPPORTS, codes, scope)
    obligation, precision, delegation = map(int, codes.split(","))
    what = " ".join(map(t, filter(None, [STRENGTH["obligation"][obligation - 1], STRENGTH["precision"][precision]])))
    who, whom = STRENGTH["delegation"][delegation], t("for some micro-credentials only") if scope == "targeted" else ""
    return ", ".join(filter(None, [what, t(who), whom]))


def say_written_codes(t: Language, status: str, codes: str, scope: str) -> str:
    """Return codes that are written as `2,3,1` as their labels; without codes, the label of the status."""
    numbers = dict(zip(ATTRIBUTES, map(int, codes.split(",")), strict=True)) if codes else {}
    return say_codes(t, SimpleNamespace(status=status, scope=scope, **numbers))


def place_and_indicator(t: Language, row) -> str:
    """Return where a provision of a frame belongs: the short name of its jurisdiction, then its indicator."""
    indicator = id_and_name(t, row.indicator_id)
    return t("{jurisdiction}: {indicator}", jurisdiction=t.short(row.jurisdiction_id), indicator=indicator)


def _only(frame: pd.DataFrame, jurisdictions: Sequence[str] | None) -> pd.DataFrame:
    """Return the rows of some jurisdictions, by id; by default all."""
    return frame if jurisdictions is None else frame[frame["jurisdiction_id"].isin(jurisdictions)]


def _say_without(t: Language, atlas: Dataset, jurisdictions: Sequence[str] | None) -> str:
    """Say as Markdown who has no framework in force; of nobody asked for, who of all."""
    return " ".join(map(plain, say_without_framework(t, atlas, jurisdictions or None)))


def _in_order(frame: pd.DataFrame, atlas: Dataset, *first: str) -> pd.DataFrame:
    """Return the rows by the columns `first`, then by jurisdiction as in the data; those of other places follow."""
    ranks = {jurisdiction: rank for rank, jurisdiction in enumerate(atlas.jurisdictions["jurisdiction_id"])}
    ranked = frame.assign(rank=frame["jurisdiction_id"].map(ranks).fillna(len(ranks)))
    return ranked.sort_values([*first, "rank"], kind="stable").drop(columns="rank")


@with_checks
def provisions(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Table | Statement:
    """List every provision in force of one jurisdiction: what the text says, how strongly, where, how surely read.

    Unread ones are left to `missing_provisions`. A sentence where nothing could be read.
    """
    t, cite, tell = Language(atlas, lang), link_sources(atlas), name_sources(atlas)
    read = provisions_of_instruments(atlas[jurisdiction], atlas.frameworks).query("status != 'missing'")
    issuers = atlas.frameworks.set_index("framework_id")["issuer"].map(clean).str.replace(r" *\(.*?\)", "", regex=True)
    several = read["framework_id"].nunique() > 1
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: ", ".join(
            [id_and_name(t, row.indicator_id), *([issuers[row.framework_id]] if several else [])]
        ),
        Column("finding", t("What it says"), lang="en"): lambda row: clean(row.finding),
        Column("codes", t("How firmly"), t("how strongly, how exactly, and who decides")): partial(say_codes, t),
        Column("source", t("Place in the source"), lang="en"): lambda row: cite(tell(row.locator), row.source_id),
        Column("confidence", t("Confidence")): lambda row: t.code("confidence", row.confidence),
    }
    table = make_table(
        atlas, f"provisions-{jurisdiction.lower()}",
        t("{name}: what the clauses say, and how firmly", name=t.jurisdiction(jurisdiction)),
        t("Summaries are ours, not the wording. Beside each stands how strongly it says so, how exactly, and who decides."),
        cells, read.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("No clause could be read."))


@with_checks
def barriers(
    listed: pd.DataFrame, atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en"
) -> Table | Statement:
    """List provisions that work against their indicator, `listed` by `index.scores.list_barriers`, with their source.

    Where nothing is listed, a sentence says how much of theirs was read.
    """
    t, cite = Language(atlas, lang), link_sources(atlas)
    listed = _only(listed, jurisdictions)
    titles, accesses = (atlas.sources.set_index("source_id")[name] for name in ("title", "access"))
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("finding", t("What it says"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Source"), lang="en"): lambda row: cite(titles.get(row.source_id, ""), row.source_id),
        Column("access", t("How it was read")): lambda row: t.code("access", accesses.get(row.source_id, "")),
    }
    title = t.plural(
        "{n} provision works against its indicator", "{n} provisions work against their indicators", len(listed)
    )
    asked = _only(provisions_of_instruments(atlas.provisions, atlas.frameworks), jurisdictions)
    nothing = t(
        "No provision that works against stacking, recognition elsewhere or quick creation was found in what could be read ({read} of {total} provisions).",
        read=t.number((asked["status"] != Status.MISSING).sum()), total=t.number(len(asked)),
    )  # fmt: skip
    caption = t("Each scores 0, also where another framework of the same jurisdiction supports the indicator.")
    return unless_empty(make_table(atlas, "barriers", title, caption, cells, listed.itertuples(), lang), nothing)


@with_checks
def dimension_scores(
    scores: pd.DataFrame, atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en"
) -> Table:
    """List scores with their bounds by jurisdiction and dimension; a score never stands without what it could be."""
    t = Language(atlas, lang)
    cells: dict[Column, Callable[[Any], Any]] = {Column("jurisdiction", t("Jurisdiction")): t.jurisdiction}
    for dimension in atlas.dimensions["dimension_id"]:
        name, about = t.dimension(dimension), t("mean of the indicators read; empty where too few were")
        own = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id")
        ranged, bounds = t("{dimension}: range", dimension=name), t("if everything unread scored 0, or 100")
        cells |= {
            Column(f"{dimension}_score", name, about, t("points"), 0): own["score"].get,
            Column(f"{dimension}_bounds", ranged, bounds, t("points")): partial(_span, own, t),
        }
    ids = scores["jurisdiction_id"].unique() if jurisdictions is None else jurisdictions
    return make_table(
        atlas, "dimension-scores", t("Scores and what they could be"),
        t("Points from 0 to 100; the range is what the score could be. A dash: no score is given."), cells,
        ids, lang,
    )  # fmt: skip


def _span(scores: pd.DataFrame, t: Language, jurisdiction: str) -> str:
    """Write the range of a score, or why there is none."""
    own = scores.loc[jurisdiction]
    return name_classes(t)[own["class"]] if pd.isna(own["low"]) else t.span(own["low"], own["high"])


@with_checks
def frameworks_in_force(
    atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en"
) -> Table | Statement:
    """List the policy instruments in force: jurisdiction, name with link, kind, force, since when, how much was read.

    A sentence on those without a framework where there is none.
    """
    t, cite = Language(atlas, lang), link_sources(atlas)
    chosen = _in_order(_only(keep_instruments(atlas.frameworks), jurisdictions), atlas)
    read = (atlas.provisions["status"] != Status.MISSING).groupby(atlas.provisions["framework_id"]).agg(["sum", "size"])
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), lang="en"): lambda row: cite(row.name, row.source_id),
        Column("type", t("Kind")): lambda row: t.code("instrument_type", row.instrument_type),
        Column("force", t("Force")): lambda row: row.legal_force and t.code("legal_force", row.legal_force),
        Column("since", t("As it stands since")): lambda row: _start(row, t),
        Column("read", t("Provisions read")): lambda row: t(
            "{read} of {total}", read=t.number(read.at[row.framework_id, "sum"]),
            total=t.number(read.at[row.framework_id, "size"]),
        ),
    }  # fmt: skip
    without = say_without_framework(t, atlas, jurisdictions or None)
    table = make_table(
        atlas, "frameworks-in-force",
        t.plural("{n} policy instrument in force", "{n} policy instruments in force", len(chosen)),
        " ".join([t("Dates are as exact as the sources."), *without]), cells, chosen.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, " ".join(map(plain, without)))


def _start(row, t: Language) -> str:
    """Write since when a framework is in force, and whether that is inferred; of an open end nothing can be."""
    day = t.date(row.in_force_from)
    return t("{date} (inferred)", date=day) if row.dates_basis == "inferred" and not row.in_force_to else day


@with_checks
def missing_provisions(
    atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en"
) -> Table | Statement:
    """List what could not be read, by framework and note: the indicators concerned, and why each is missing.

    A sentence where everything was read.
    """
    t, cite, tell = Language(atlas, lang), link_sources(atlas), name_sources(atlas)
    read = _only(provisions_of_instruments(atlas.provisions, atlas.frameworks), jurisdictions)
    missing = _in_order(read.query("status == 'missing'"), atlas)
    frameworks = atlas.frameworks.set_index("framework_id")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), lang="en"): lambda row: cite(
            frameworks.at[row.framework_id, "name"], frameworks.at[row.framework_id, "source_id"]
        ),
        Column("indicators", t("Provisions on")): lambda row: ", ".join(map(t.indicator, row.indicator_id)),
        Column("note", t("Why it is missing"), lang="en"): lambda row: tell(row.note),
    }
    keys = ["jurisdiction_id", "framework_id", "note"]
    table = make_table(
        atlas, "missing",
        t.plural("{n} provision could not be read", "{n} provisions could not be read", len(missing)),
        t("Could not be read is not the same as not addressed: the part that would hold the provision was not seen."),
        cells, missing.groupby(keys, sort=False)["indicator_id"].agg(list).reset_index().itertuples(), lang,
    )  # fmt: skip
    everything = t.plural(
        "The {n} provision looked for could be read.", "All {n} provisions looked for could be read.", len(read)
    )
    return unless_empty(table, everything if len(read) else _say_without(t, atlas, jurisdictions))


@with_checks
def dimensions(atlas: Dataset, lang: str = "en") -> Table:
    """List the dimensions: what each asks, and the indicators on which its questions are."""
    t, own = Language(atlas, lang), atlas.indicators.groupby("dimension_id")["indicator_id"].agg(list)
    cells: Cells = {
        Column("dimension", t("Dimension")): t.dimension,
        Column("question", t("What it asks")): t.question,
        Column("indicators", t("Questions on")): lambda dimension: t.join_words(map(t.indicator, own[dimension])),
    }
    return make_table(
        atlas, "dimensions", t.plural("{n} dimension", "{n} dimensions", len(own)),
        t("The questions in full stand in the glossary."), cells, atlas.dimensions["dimension_id"], lang,
    )  # fmt: skip


@with_checks
def questions(atlas: Dataset, lang: str = "en") -> Table:
    """List the questions that are put to each framework: dimension, indicator and question."""
    t = Language(atlas, lang)
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("dimension", t("Dimension")): lambda row: t.dimension(row.dimension_id),
        Column("question", t("Question")): lambda row: t.question(row.indicator_id),
    }
    return make_table(
        atlas, "questions",
        t.plural("{n} question is put to each framework", "{n} questions are put to each framework", len(atlas.indicators)),
        t("The letters and numbers in brackets are those of the data."), cells, atlas.indicators.itertuples(), lang,
    )  # fmt: skip


@with_checks
def code_levels(atlas: Dataset, lang: str = "en") -> Table:
    """List what each code means, for how strongly, how exactly and who decides."""
    t, levels = Language(atlas, lang), atlas.codes[atlas.codes["attribute"] == ATTRIBUTES[0]]["code"]
    cells: Cells = {
        Column("code", t("Code")): str,
        Column("obligation", t("How strongly (obligation)")): partial(_describe_code, t, "obligation"),
        Column("precision", t("How exactly (precision)")): partial(_describe_code, t, "precision"),
        Column("delegation", t("Who decides (authority)")): partial(_describe_code, t, "delegation"),
    }
    return make_table(
        atlas, "code-levels", t("Three codes for what a text says"),
        t("The codes follow the text and not what is done in practice."), cells, levels, lang,
    )  # fmt: skip


def _describe_code(t: Language, attribute: str, code) -> str:
    return t("{label}: {meaning}", label=t.code(attribute, code), meaning=t.meaning(attribute, code))


@with_checks
def definitions(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table | Statement:
    """List what each framework in force calls a micro-credential, in our summary, with a link to the source.

    A sentence where none is in force.
    """
    t, cite, tell = Language(atlas, lang), link_sources(atlas), name_sources(atlas)
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), lang="en"): lambda row: cite(row.name, row.source_id),
        Column("definition", t("What it calls a micro-credential"), lang="en"): lambda row: (
            tell(row.definition) or None
        ),
    }
    chosen = _in_order(_only(keep_instruments(atlas.frameworks), jurisdictions), atlas)
    table = make_table(
        atlas, "definitions",
        t.plural("What {n} framework calls a micro-credential", "What {n} frameworks call a micro-credential", len(chosen)),
        t("Our summaries, not the wording; what was not seen is said."), cells, chosen.itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, _say_without(t, atlas, jurisdictions))


@with_checks
def sources(
    atlas: Dataset,
    jurisdictions: Sequence[str] | None = None,
    *,
    used: pd.DataFrame | None = None,
    lang: str = "en",
) -> Table | Statement:
    """List the sources that a report used: who published what and when, where in it, and how it was read.

    Official texts come first, by jurisdiction; what third parties wrote follows, marked, and is folded on a page.
    """
    t, tell = Language(atlas, lang), name_sources(atlas)
    if used is None:
        used = _only(pd.concat([atlas.provisions, atlas.frameworks]), jurisdictions)
    places = used.reindex(columns=["source_id", "locator"], fill_value="").fillna("")
    places = places.groupby("source_id")["locator"].agg(_join_places)
    listed = atlas.sources[atlas.sources["source_id"].isin(used["source_id"])].sort_values(["published", "title"])
    others = (listed["access"] == "secondary") | (listed["doc_type"] == "article")
    listed = _in_order(listed.assign(others=others), atlas, "others")
    elsewhere = atlas.other_jurisdictions.set_index("jurisdiction_id")[f"name_{lang}"]
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: (
            clean(elsewhere[row.jurisdiction_id]) if row.jurisdiction_id in elsewhere else t.jurisdiction(row.jurisdiction_id)
        ),
        Column("source", t("Who, and what"), lang="en"): lambda row: link(f"{row.publisher}: {row.title}", row.url),
        Column("published", t("When")): lambda row: t.date(row.published) or t("no date"),
        **({Column("places", t("Place in the source"), lang="en"): lambda row: tell(places[row.source_id]) or None} if any(places) else {}),
        Column("access", t("How it was read")): lambda row: (
            t("third party, {access}", access=t.code("access", row.access))
            if row.others and row.access != "secondary" else t.code("access", row.access)
        ),
    }  # fmt: skip
    table = make_table(
        atlas, "sources", t.plural("{n} source used", "{n} sources used", len(listed)),
        t("Official texts stand first, by jurisdiction; what third parties wrote follows, and is marked."),
        cells, listed.itertuples(), lang, shown=int((~others).sum()),
    )  # fmt: skip
    return unless_empty(table, t("No source is cited here."))


def _join_places(locators: Iterable[str]) -> str:
    """Return each place in a source once, of locators that may name several."""
    return "; ".join(dict.fromkeys(part for locator in locators if locator for part in locator.split("; ")))
