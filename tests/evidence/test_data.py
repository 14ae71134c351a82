"""The data that are shipped: described by a standard package, complete in three languages, and the toy like them."""

import json
import re

import pandas as pd
import pytest
from frictionless import Schema, validate

from credatlas.evidence.dataset import load
from credatlas.evidence.schema import NEEDED, TableDescriptor
from credatlas.evidence.tables import RawTable, check_tables
from credatlas.index.scores import score

LANGUAGES = ("en", "fr", "es")
HOMES = {  # attribute in codes.csv: a table whose schema lists its codes
    **dict.fromkeys(("obligation", "precision", "delegation", "status", "scope", "confidence"), "provisions"),
    **dict.fromkeys(("instrument_type", "legal_force"), "frameworks"),
    **dict.fromkeys(("kind", "group"), "jurisdictions"),
    "access": "sources",
    "topic": "context",
    "direction": "claims_evidence",
}


def _resources(folder):
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return {resource["name"]: resource for resource in descriptor["resources"]}


def _refuses(column, value):
    """Say whether our check refuses a cell, by the part of the column's description that is in the standard."""
    standard = {part: column[part] for part in ("name", "type", "constraints") if part in column}
    described = {"name": "table", "path": "table.csv", "schema": {"fields": [standard]}}
    return bool(
        check_tables({"table": RawTable(TableDescriptor.model_validate(described), [[value]], [("table.csv", 2)])})
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atlas", "toy"])
def test_a_standard_validator_reads_every_row_and_finds_the_package_valid(atlas, toy, name):
    data = {"atlas": atlas, "toy": load(toy)}[name]
    report = validate(str(data.folder / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert {task.name: task.stats["rows"] for task in report.tasks} == {
        table: len(getattr(data, table)) for table in NEEDED
    }


@pytest.mark.parametrize("value", ["", "0", "3", "-1", "4", "yes", "ST1", "aa-gov-2020", "2024-13", "C1a", "x" * 19])
def test_a_cell_is_refused_where_a_standard_validator_refuses_it(atlas, value):
    for resource in _resources(atlas.folder).values():
        schema = Schema.from_descriptor(resource["schema"])
        for column in resource["schema"]["fields"]:
            _, broken = schema.get_field(column["name"]).read_cell(value)
            assert _refuses(column, value) == bool(broken), (resource["name"], column["name"])


@pytest.mark.parametrize("name", ["provisions", "codings_a", "codings_b"])
def test_the_listed_files_are_those_of_the_folder(atlas, name):
    listed = _resources(atlas.folder)[name]["path"]
    folder = atlas.folder / listed[0].rpartition("/")[0]
    assert listed == sorted(path.relative_to(atlas.folder).as_posix() for path in folder.iterdir())


def test_every_column_says_what_it_holds(atlas):
    columns = [column for resource in _resources(atlas.folder).values() for column in resource["schema"]["fields"]]
    assert not [column["name"] for column in columns if not column["description"].endswith((".", "?"))]


def test_the_toy_has_the_schema_and_the_vocabulary_of_the_real_data(atlas, toy):
    real, small = _resources(atlas.folder), _resources(toy)
    assert {name: resource["schema"] for name, resource in small.items()} == {n: r["schema"] for n, r in real.items()}
    for file in ("dimensions.csv", "indicators.csv", "codes.csv"):
        assert (toy / file).read_bytes() == (atlas.folder / file).read_bytes()


def test_codes_has_a_row_for_every_code_that_the_schema_allows(atlas):
    allowed = {
        (attribute, code)
        for attribute, table in HOMES.items()
        for column in _resources(atlas.folder)[table]["schema"]["fields"]
        if column["name"] == attribute
        for code in column["constraints"]["enum"]
    }
    assert set(zip(atlas.codes["attribute"], atlas.codes["code"], strict=True)) == allowed


def test_indicators_are_the_codebook_s_with_its_questions(atlas):
    codebook = (atlas.folder / "CODEBOOK.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:ST|PO|SP)[1-6]) \| ([^|]+) \| ([^|]+\?) \|$", codebook, re.MULTILINE)
    ours = atlas.indicators[["indicator_id", "name_en", "question_en"]]
    assert rows == list(ours.itertuples(index=False, name=None))


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_names_fit_a_chart(atlas, language):
    assert atlas.indicators[f"short_{language}"].str.len().max() <= 18


def test_words_of_canada_are_used_in_french_and_of_spain_in_spanish(atlas):
    words = {language: " ".join(atlas.indicators[f"question_{language}"]) for language in ("fr", "es")}
    assert "microcertification" in words["fr"]
    assert "microcredencial" in words["es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_jurisdiction_has_its_name_as_sentences_need_it(atlas, language):
    rows = atlas.jurisdictions[atlas.jurisdictions["jurisdiction_id"] != "CA"]  # a level, told as such
    names, told, after = (rows[f"{form}_{language}"] for form in ("name", "in_sentence", "of"))
    articles = {"en": ["the "], "fr": ["le ", "la ", "les ", "l’"], "es": ["el ", "la ", "los "]}[language]
    for name, sentence, of in zip(names, told, after, strict=True):
        article = sentence.removesuffix(name)
        assert article in ["", *articles]
        joined = {"le ": "du ", "les ": "des ", "el ": "del "}.get(
            article, {"en": "of "}.get(language, "de ") + article
        )
        assert of == joined + name


def test_searches_are_counted_only_where_nothing_was_found(atlas):
    counted = atlas.frameworks[atlas.frameworks["searches"].notna()]
    assert len(counted) > 5 and set(counted["instrument_type"]) == {"none"}


def test_sources_and_facts_are_about_places_that_the_data_name_and_those_elsewhere_are_not_scored(atlas):
    named = pd.concat([atlas.jurisdictions["jurisdiction_id"], atlas.other_jurisdictions["jurisdiction_id"]])
    assert named.is_unique and set(atlas.context["jurisdiction_id"]) | set(atlas.sources["jurisdiction_id"]) <= set(
        named
    )
    assert not set(score(atlas.as_of("latest")).composite["jurisdiction_id"]) & set(
        atlas.other_jurisdictions["jurisdiction_id"]
    )
