"""The data that are shipped: described by a standard package, complete in three languages, and the toy like them."""

import json
import re

import pytest
from frictionless import validate

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


@pytest.mark.slow
def test_a_standard_validator_finds_the_package_valid(atlas):
    report = validate(str(atlas.folder / "datapackage.json"))
    assert report.valid, report.to_summary()


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


def test_a_source_without_an_address_is_known(atlas):
    without = atlas.sources[~atlas.sources["url"].str.match("https?://")]
    assert list(without["source_id"]) == ["eu-we-2026"]
