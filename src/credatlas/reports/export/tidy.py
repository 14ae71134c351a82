"""Take tables in tidy form for other programs: a row per case, a meaning per column, missing said as missing.

Knows the tables of the data, the scores computed from them, and what their columns mean. Knows no file format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from credatlas.evidence import NEEDED, WHOLE_COLUMNS, Dataset, keep_instruments, label_provisions
from credatlas.figures import Column, Table, clean_cell, data_title, source_line
from credatlas.figures.language import check_language, translator
from credatlas.index.scores import fit_method, list_barriers, score, score_provisions
from credatlas.reports.kits import cite_plain, licence_of

KEYS = ["framework_id", "indicator_id", "jurisdiction_id", "dimension_id"]  # of a provision that is scored
PACKAGE = ("name", "title", "description", "created", "keywords", "licenses")  # words of datapackage.json that travel
COMPUTED = {  # title and description, as datapackage.json has them for the tables of the data
    "atlas": (
        "The atlas in one table",
        "A row per framework version and indicator: codes with their labels, finding, source and dates.",
    ),
    "provision_scores": ("Scores of provisions", "A row per framework version and indicator."),
    "indicator_scores": ("Indicator scores", "A row per jurisdiction and indicator: the strongest provision in force."),
    "dimension_scores": ("Dimension scores", "A row per jurisdiction and dimension, with bounds, coverage and class."),
    "composite_scores": ("Composite scores", "A row per jurisdiction, with bounds, coverage and class."),
    "barriers": (
        "Provisions that work against their indicator",
        "A row per provision in force that works against its indicator.",
    ),
}
TABLES = tuple(dict.fromkeys(("atlas", *NEEDED, *COMPUTED)))
ALL_DAYS = ("atlas", "provision_scores")  # computed, and yet of every day where none is named


@dataclass(frozen=True, eq=False)
class TidyTable:
    """A table that can travel.

    frame: its rows; missing is NA in every column. fields: a row per column with name, type (string, integer, number,
    boolean), unit, description, missing (what a missing value means) and categories (of a column of codes, what they
    are called: dicts of value and label, else none). as_of: the day looked at, "" for all days. licence: name and
    address. citation: in the language `lang`, as labels are; title and descriptions are English. package: what
    datapackage.json says of the data as a whole.
    """

    name: str
    title: str
    description: str
    frame: pd.DataFrame
    fields: pd.DataFrame
    as_of: str
    version: str
    lang: str
    licence: tuple[str, str]
    citation: str
    package: dict[str, Any]

    def to_rows(self) -> list[list]:
        """Return the rows as Python's own values, None for missing."""
        return [[clean_cell(cell) for cell in row] for row in self.frame.astype(object).to_numpy().tolist()]

    def to_records(self) -> list[dict[str, Any]]:
        """Return the rows by field name, None for missing."""
        return [dict(zip(self.frame.columns, row, strict=True)) for row in self.to_rows()]

    def to_table(self) -> Table:
        """Return the table as it is shown."""
        fields = self.fields.itertuples(index=False)
        columns = [Column(field.name, field.name, field.description, field.unit) for field in fields]
        return Table(
            id=self.name, title=self.title, caption=self.description, source="", columns=tuple(columns),
            rows=tuple(map(tuple, self.to_rows())), as_of=self.as_of, data_version=self.version, lang=self.lang,
        )  # fmt: skip

    def about(self) -> dict:
        """Return what the rows cannot say of themselves, apart from the fields."""
        words = {"name": self.name, "title": self.title, "description": self.description, "citation": self.citation}
        licence = dict(zip(("name", "address"), self.licence, strict=True))
        return words | {"data_version": self.version, "as_of": self.as_of, "lang": self.lang, "licence": licence}


def take_tables(atlas: Dataset, names: Iterable[str] = TABLES, as_of: str = "", lang: str = "en") -> list[TidyTable]:
    """Return the tables of these names, of `TABLES`, in that order.

    as_of: the day to which frameworks, provisions and scores are narrowed, or "latest". Without one frameworks and
    provisions are those of every day; scores belong to a day, so that they are then of the latest. Raises ValueError
    for a wrong day or language, and for scores of data that hold no jurisdiction yet.
    """
    check_language(lang)
    narrowed = atlas.as_of(as_of) if as_of else atlas
    dated = narrowed if as_of else atlas.as_of("latest")
    computed = {name: _compute(name, narrowed, dated, lang) for name in names if name in COMPUTED}
    frames = {name: computed[name] if name in computed else getattr(narrowed, name) for name in names}
    days = {name: dated if name in computed and name not in ALL_DAYS else narrowed for name in frames}
    return [_tidy(name, frame, days[name], lang) for name, frame in frames.items()]


def _compute(name: str, narrowed: Dataset, dated: Dataset, lang: str) -> pd.DataFrame:
    if name == "atlas":
        return label_provisions(narrowed.tables, lang)
    if name == "provision_scores":
        provisions = narrowed.provisions
        points = score_provisions(provisions, fit_method(None, narrowed))
        found = provisions["framework_id"].isin(keep_instruments(narrowed.frameworks)["framework_id"])
        return provisions[KEYS].assign(score=points.where(found))
    if name == "barriers":
        return list_barriers(dated.provisions)
    scores = score(dated)
    return {
        "indicator_scores": scores.indicators,
        "dimension_scores": scores.dimensions,
        "composite_scores": scores.composite,
    }[name]


def _tidy(name: str, frame: pd.DataFrame, atlas: Dataset, lang: str) -> TidyTable:
    resources = {resource["name"]: resource for resource in atlas.descriptor["resources"]}
    known = {table: (words.get("title", table), words.get("description", "")) for table, words in resources.items()}
    title, description = (COMPUTED | known)[name]
    whole = {column: "Int64" for column in WHOLE_COLUMNS if column in frame}  # can be missing, as int64 cannot
    shown = Table(
        name, title, description, source_line(atlas, translator(lang)), columns=(), as_of=atlas.date,
        data_version=atlas.version, lang=lang, data_title=data_title(atlas),
    )  # fmt: skip
    return TidyTable(
        name=name,
        title=title,
        description=description,
        frame=frame.mask(frame == "").astype(whole),
        fields=_describe(name, frame, atlas, lang),
        as_of=atlas.date,
        version=atlas.version,
        lang=lang,
        licence=licence_of(shown),
        citation=cite_plain(shown, "", year=atlas.descriptor["created"][:4]),
        package={word: atlas.descriptor[word] for word in PACKAGE if word in atlas.descriptor},
    )


def _describe(name: str, frame: pd.DataFrame, atlas: Dataset, lang: str) -> pd.DataFrame:
    described = atlas.describe(name)
    if name == "provision_scores":
        described = pd.concat([atlas.describe("provisions"), described])
    fields = described.set_index("name").loc[list(frame)].rename(columns={"missing_means": "missing"}).reset_index()
    whole = fields["name"].isin(WHOLE_COLUMNS)
    words = fields["missing"].str.replace("^NaN", "empty", regex=True)
    categories = [_list_categories(frame[column], atlas.codes, lang) for column in frame]
    return fields.assign(type=fields["type"].mask(whole, "integer"), missing=words, categories=categories)


def _list_categories(column: pd.Series, codes: pd.DataFrame, lang: str) -> list[dict[str, Any]]:
    """Return the values that the column may hold, and their labels; none where something else stands in it."""
    known = codes[codes["attribute"] == column.name]
    whole = column.name in WHOLE_COLUMNS
    values = [int(code) for code in known["code"]] if whole else known["code"].tolist()
    if not column.replace("", pd.NA).dropna().isin(values).all():
        return []
    labels = known[f"label_{lang}"]
    return [{"value": value, "label": label} for value, label in zip(values, labels, strict=True)]
