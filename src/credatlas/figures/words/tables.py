"""The tables of the reports: frames become Table objects with words, links and sources.

Knows which columns a reader needs and in which words. Computes no score.
"""

from collections.abc import Sequence

import pandas as pd

from credatlas.evidence import Dataset, keep_instruments, provisions_of_instruments
from credatlas.figures.figure import Column, Table
from credatlas.figures.language import Language, clean, translator
from credatlas.figures.naming import name_classes, say_without_framework, source_line


def make_table(
    atlas: Dataset, name: str, title: str, caption: str, columns: Sequence[Column], rows: Sequence[Sequence], lang: str
) -> Table:
    """Return a Table with the source line, date and version of the data it was made from."""
    return Table(
        id=name, title=title, caption=caption, source=source_line(atlas, translator(lang)), columns=tuple(columns),
        rows=tuple(map(tuple, rows)), as_of=atlas.date, data_version=atlas.version, lang=lang,
    )  # fmt: skip


def link(text: str, address: str) -> dict[str, str] | str:
    """Return a link cell where the address is a web address, else the text alone."""
    return {"text": clean(text), "href": address} if address.startswith(("https://", "http://")) else clean(text)


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
    t = Language(atlas, lang)
    read = provisions_of_instruments(atlas[jurisdiction], atlas.frameworks).query("status != 'missing'")
    addresses = atlas.sources.set_index("source_id")["url"]
    several = read["framework_id"].nunique() > 1
    columns = [
        Column("indicator", t("Indicator")),
        Column("status", t("Status")),
        Column("codes", t("Codes"), t("obligation, precision, delegation, each 0 to 3")),
        Column("finding", t("What it says"), lang="en"),
        Column("source", t("Where"), t("locator in the source"), lang="en"),
        Column("confidence", t("Confidence")),
    ]
    rows = [
        [
            f"{row.indicator_id} {t.indicator(row.indicator_id)}" + (f" ({row.framework_id})" if several else ""),
            t.code("status", row.status) + (f", {t.code('scope', row.scope)}" if row.scope == "targeted" else ""),
            _codes(row),
            clean(row.finding),
            link(row.locator or row.source_id, addresses.get(row.source_id, "")),
            t.code("confidence", row.confidence),
        ]
        for row in read.itertuples()
    ]
    return make_table(
        atlas, f"provisions-{jurisdiction.lower()}",
        t("{name}: the clauses and their codes", name=t.jurisdiction(jurisdiction)),
        t("Codes are obligation, precision and delegation, each from 0 to 3. Findings are in our own words."), columns,
        rows, lang,
    )  # fmt: skip


def barriers(listed: pd.DataFrame, atlas: Dataset, lang: str = "en") -> Table:
    """List provisions that hinder, `listed` by `index.scores.list_barriers`: what the text says, and the source."""
    t = Language(atlas, lang)
    sources = atlas.sources.set_index("source_id")
    columns = [
        Column("jurisdiction", t("Jurisdiction")),
        Column("indicator", t("Indicator")),
        Column("finding", t("What it says"), lang="en"),
        Column("source", t("Source")),
    ]
    rows = [
        [
            t.jurisdiction(row.jurisdiction_id),
            f"{row.indicator_id} {t.indicator(row.indicator_id)}",
            clean(row.finding),
            link(sources["title"].get(row.source_id, row.source_id), sources["url"].get(row.source_id, "")),
        ]
        for row in listed.itertuples()
    ]
    title = (
        t.plural("{n} barrier was found", "{n} barriers were found", len(rows)) if rows else t("No barrier was found")
    )
    return make_table(
        atlas, "barriers", title, t("A barrier works against its indicator and scores zero."), columns, rows, lang
    )


def dimension_scores(
    scores: pd.DataFrame, atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en"
) -> Table:
    """List scores with their bounds by jurisdiction and dimension; a score never stands without what it could be."""
    t = Language(atlas, lang)
    dimensions = list(atlas.dimensions["dimension_id"])
    by_key = scores.set_index(["jurisdiction_id", "dimension_id"])
    columns = [Column("jurisdiction", t("Jurisdiction"))]
    for dimension in dimensions:
        name = t.dimension(dimension)
        columns += [
            Column(
                f"{dimension}_score", name, t("mean of the indicators read; empty where too few were"), t("points"), 0
            ),
            Column(
                f"{dimension}_bounds",
                t("{dimension}: range", dimension=name),
                t("if everything unread scored 0, or 100"),
                t("points"),
            ),
        ]
    ids = list(dict.fromkeys(scores["jurisdiction_id"])) if jurisdictions is None else list(jurisdictions)
    rows = []
    for jurisdiction in ids:
        cells = [by_key.loc[(jurisdiction, dimension)] for dimension in dimensions]
        rows.append(
            [
                t.jurisdiction(jurisdiction),
                *[part for cell in cells for part in (cell["score"], _span(cell, t))],
            ]
        )
    return make_table(
        atlas, "dimension-scores", t("Scores and what they could be"),
        t("Points from 0 to 100; the range is what the score could be. A dash: no score is given."), columns, rows, lang,
    )  # fmt: skip


def _span(cell: pd.Series, t: Language) -> str:
    """Write the range of a score, or why there is none."""
    if pd.isna(cell["low"]):
        return name_classes(t)[cell["class"]]
    shown = [f"{cell[bound]:.0f}" for bound in ("low", "high")]
    return shown[0] if shown[0] == shown[1] else "–".join(shown)


def frameworks_in_force(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List the framework versions in force: jurisdiction, name with link, kind, force, since when."""
    t = Language(atlas, lang)
    addresses = atlas.sources.set_index("source_id")["url"]
    columns = [
        Column("jurisdiction", t("Jurisdiction")),
        Column("framework", t("Framework")),
        Column("type", t("Kind")),
        Column("force", t("Force")),
        Column("since", t("In force since")),
    ]
    chosen = _only(keep_instruments(atlas.frameworks), jurisdictions)
    among = jurisdictions if jurisdictions else None
    rows = [
        [
            t.jurisdiction(row.jurisdiction_id),
            link(row.framework, addresses.get(row.source_id, "")),
            t.code("instrument_type", row.instrument_type),
            t.code("legal_force", row.legal_force) if row.legal_force else "",
            row.in_force_from,
        ]
        for row in chosen.rename(columns={"name": "framework"}).itertuples()
    ]
    title = t.plural("{n} framework version in force", "{n} framework versions in force", len(rows))
    return make_table(
        atlas,
        "frameworks-in-force",
        title,
        " ".join([t("Dates are as exact as the sources."), *say_without_framework(t, atlas, among)]),
        columns,
        rows,
        lang,
    )


def missing_provisions(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List what could not be read, by framework and note: the indicators concerned, and what was tried."""
    t = Language(atlas, lang)
    read = provisions_of_instruments(atlas.provisions, atlas.frameworks)
    missing = _only(read, jurisdictions).query("status == 'missing'")
    columns = [
        Column("jurisdiction", t("Jurisdiction")),
        Column("framework", t("Framework"), t("id of the framework version")),
        Column("indicators", t("Indicators")),
        Column("note", t("What was tried"), lang="en"),
    ]
    rows = [
        [t.jurisdiction(jurisdiction), framework, ", ".join(group["indicator_id"]), clean(note)]
        for (jurisdiction, framework, note), group in missing.groupby(
            ["jurisdiction_id", "framework_id", "note"], sort=False
        )
    ]
    title = t.plural("{n} provision could not be read", "{n} provisions could not be read", len(missing))
    return make_table(
        atlas, "missing", title, t("Missing is not silent: the part that would hold the provision was not seen."),
        columns, rows, lang,
    )  # fmt: skip


def sources(atlas: Dataset, jurisdictions: Sequence[str] | None = None, lang: str = "en") -> Table:
    """List the sources cited by the provisions in force, with links, publisher, date and how they were read."""
    t = Language(atlas, lang)
    cited = set(_only(atlas.provisions, jurisdictions)["source_id"]) | set(
        _only(atlas.frameworks, jurisdictions)["source_id"]
    )
    chosen = atlas.sources[atlas.sources["source_id"].isin(cited)]
    columns = [
        Column("source", t("Source")),
        Column("publisher", t("Publisher")),
        Column("published", t("Published")),
        Column("access", t("Read in")),
    ]
    rows = [
        [link(row.title, row.url), clean(row.publisher), row.published, t.code("access", row.access)]
        for row in chosen.itertuples()
    ]
    title = t.plural("{n} source cited", "{n} sources cited", len(rows))
    return make_table(
        atlas, "sources", title,
        t("What each was read in: the full text, an excerpt, an official summary, or somebody else's account."),
        columns, rows, lang,
    )  # fmt: skip
