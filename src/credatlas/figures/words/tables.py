"""The tables of the reports: frames become Table objects with words, links and sources.

Knows which columns a reader needs and in which words. Computes no score.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from credatlas.evidence import Dataset, keep_instruments, provisions_of_instruments
from credatlas.figures.figure import Column, Table
from credatlas.figures.language import Language, clean, translator
from credatlas.figures.naming import name_classes, say_without_framework, source_line

Cells = Mapping[Column, Callable[[Any], Any]]  # the columns of a table, and what each shows of a row of a frame


def make_table(
    atlas: Dataset, name: str, title: str, caption: str, cells: Cells, rows: Iterable[Any], lang: str
) -> Table:
    """Return a Table with a row for each of `rows`, and the source line, date and version of the data."""
    return Table(
        id=name, title=title, caption=caption, source=source_line(atlas, translator(lang)), columns=tuple(cells),
        rows=tuple(tuple(show(row) for show in cells.values()) for row in rows), as_of=atlas.date,
        data_version=atlas.version, lang=lang,
    )  # fmt: skip


def link(text: str, address: str) -> dict[str, str] | str:
    """Return a link cell where the address is a web address, else the text alone."""
    return {"text": clean(text), "href": address} if address.startswith(("https://", "http://")) else clean(text)


def link_sources(atlas: Dataset) -> Callable[[str, str], dict[str, str] | str]:
    """Return a function from words and the id of a source to a link to the source; without words its id stands there."""
    addresses = atlas.sources.set_index("source_id")["url"]
    return lambda words, source_id: link(words or source_id, addresses.get(source_id, ""))


def id_and_name(t: Language, indicator_id: str) -> str:
    """Return an indicator as its id and name, such as `ST1 Stacking`."""
    return f"{indicator_id} {t.indicator(indicator_id)}"


def place_and_indicator(t: Language, row) -> str:
    """Return where a provision of a frame belongs: the short name of its jurisdiction, then its indicator."""
    indicator = id_and_name(t, row.indicator_id)
    return t("{jurisdiction}: {indicator}", jurisdiction=t.short(row.jurisdiction_id), indicator=indicator)


def _only(frame: pd.DataFrame, jurisdictions: Sequence[str] | None) -> pd.DataFrame:
    return frame if jurisdictions is None else frame[frame["jurisdiction_id"].isin(jurisdictions)]


def _codes(row) -> str:
    """Return obligation, precision and delegation as `2·3·1`; nothing where there are none."""
    values = (row.obligation, row.precision, row.delegation)
    return "" if any(pd.isna(value) for value in values) else "·".join(str(int(value)) for value in values)


def provisions(atlas: Dataset, jurisdiction: str, lang: str = "en") -> Table:
    """List every provision in force of one jurisdiction: what the text says, its codes, where it says so, how surely.

    Unread ones are left to `missing_provisions`.
    """
    t, cite = Language(atlas, lang), link_sources(atlas)
    read = provisions_of_instruments(atlas[jurisdiction], atlas.frameworks).query("status != 'missing'")
    several = read["framework_id"].nunique() > 1
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: (
            id_and_name(t, row.indicator_id) + (f" ({row.framework_id})" if several else "")
        ),
        Column("status", t("Status")): lambda row: (
            t.code("status", row.status) + (f", {t.code('scope', row.scope)}" if row.scope == "targeted" else "")
        ),
        Column("codes", t("Codes"), t("obligation, precision, delegation, each 0 to 3")): _codes,
        Column("finding", t("What it says"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Where"), t("locator in the source"), lang="en"): lambda row: cite(
            row.locator, row.source_id
        ),
        Column("confidence", t("Confidence")): lambda row: t.code("confidence", row.confidence),
    }
    return make_table(
        atlas, f"provisions-{jurisdiction.lower()}",
        t("{name}: the clauses and their codes", name=t.jurisdiction(jurisdiction)),
        t("Codes are obligation, precision and delegation, each from 0 to 3. Findings are in our own words."), cells,
        read.itertuples(), lang,
    )  # fmt: skip


def barriers(listed: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List provisions that hinder, `listed` by `index.scores.list_barriers`: what the text says, and the source."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    titles = atlas.sources.set_index("source_id")["title"]
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("finding", t("What it says"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Source")): lambda row: cite(titles.get(row.source_id, ""), row.source_id),
    }
    title = t("No barrier was found")
    if len(listed):
        title = t.plural("{n} barrier was found", "{n} barriers were found", len(listed))
    caption = t("A barrier works against its indicator and scores zero.")
    return make_table(atlas, "barriers", title, caption, cells, listed.itertuples(), lang)


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
    ids = scores["jurisdiction_id"].drop_duplicates() if jurisdictions is None else jurisdictions
    return make_table(
        atlas, "dimension-scores", t("Scores and what they could be"),
        t("Points from 0 to 100; the range is what the score could be. A dash: no score is given."), cells,
        ids, lang,
    )  # fmt: skip


def _span(scores: pd.DataFrame, t: Language, jurisdiction: str) -> str:
    """Write the range of a score, or why there is none."""
    if pd.isna(scores.at[jurisdiction, "low"]):
        return name_classes(t)[scores.at[jurisdiction, "class"]]
    return t.span(scores.at[jurisdiction, "low"], scores.at[jurisdiction, "high"])


def frameworks_in_force(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List the framework versions in force: jurisdiction, name with link, kind, force, since when."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework")): lambda row: cite(row.framework, row.source_id),
        Column("type", t("Kind")): lambda row: t.code("instrument_type", row.instrument_type),
        Column("force", t("Force")): lambda row: row.legal_force and t.code("legal_force", row.legal_force),
        Column("since", t("In force since")): lambda row: row.in_force_from,
    }
    chosen = _only(keep_instruments(atlas.frameworks), jurisdictions).rename(columns={"name": "framework"})
    return make_table(
        atlas, "frameworks-in-force",
        t.plural("{n} framework version in force", "{n} framework versions in force", len(chosen)),
        " ".join([t("Dates are as exact as the sources."), *say_without_framework(t, atlas, jurisdictions or None)]),
        cells, chosen.itertuples(), lang,
    )  # fmt: skip


def missing_provisions(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List what could not be read, by framework and note: the indicators concerned, and what was tried."""
    t = Language(atlas, lang)
    read = provisions_of_instruments(atlas.provisions, atlas.frameworks)
    missing = _only(read, jurisdictions).query("status == 'missing'")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework"), t("id of the framework version")): lambda row: row.framework_id,
        Column("indicators", t("Indicators")): lambda row: row.indicator_id,
        Column("note", t("What was tried"), lang="en"): lambda row: clean(row.note),
    }
    keys = ["jurisdiction_id", "framework_id", "note"]
    return make_table(
        atlas, "missing",
        t.plural("{n} provision could not be read", "{n} provisions could not be read", len(missing)),
        t("Missing is not silent: the part that would hold the provision was not seen."), cells,
        missing.groupby(keys, sort=False)["indicator_id"].agg(", ".join).reset_index().itertuples(), lang,
    )  # fmt: skip


def sources(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List the sources cited by the provisions in force, with links, publisher, date and how they were read."""
    t = Language(atlas, lang)
    citing = (atlas.provisions, atlas.frameworks)
    cited = pd.concat([_only(frame, jurisdictions)["source_id"] for frame in citing])
    chosen = atlas.sources[atlas.sources["source_id"].isin(cited)]
    cells: Cells = {
        Column("source", t("Source")): lambda row: link(row.title, row.url),
        Column("publisher", t("Publisher")): lambda row: clean(row.publisher),
        Column("published", t("Published")): lambda row: row.published,
        Column("access", t("Read in")): lambda row: t.code("access", row.access),
    }
    return make_table(
        atlas, "sources", t.plural("{n} source cited", "{n} sources cited", len(chosen)),
        t("What each was read in: the full text, an excerpt, an official summary, or somebody else's account."),
        cells, chosen.itertuples(), lang,
    )  # fmt: skip
