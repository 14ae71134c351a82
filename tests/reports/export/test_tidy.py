"""Tables as others take them: described column by column, missing said as missing, of the day that was asked for."""

import subprocess
import sys

import pandas as pd
import pytest

from credatlas import load, score
from credatlas.reports.export.tidy import COMPUTED, TABLES, take_tables

DAY = "2022-11-22"
KINDS = {"O": "string", "i": "integer", "f": "number", "b": "boolean"}


@pytest.fixture(scope="module")
def tables(atlas):
    return {table.name: table for table in take_tables(atlas)}


def test_every_table_of_the_data_and_all_scores_are_there(atlas, tables):
    data = {resource["name"] for resource in atlas.descriptor["resources"]}
    assert set(tables) == set(TABLES) == data | set(COMPUTED)
    assert all(table.title and table.description.endswith(".") for table in tables.values())


@pytest.mark.parametrize("name", TABLES)
def test_fields_say_of_each_column_what_it_is(tables, name):
    table = tables[name]
    assert list(table.fields) == ["name", "type", "unit", "description", "missing", "categories"]
    assert list(table.fields["name"]) == list(table.frame)
    assert list(table.fields["type"]) == [KINDS[kind.kind] for kind in table.frame.dtypes]
    assert table.fields[["description", "missing"]].map(len).to_numpy().min() > 0


def test_a_column_of_codes_says_what_they_are_called_and_no_other_does(tables):
    labels = tables["atlas"].fields.set_index("name")["categories"]
    assert labels["obligation"][3] == {"value": 3, "label": "required"} and labels["finding"] == []
    confidence = {
        name: table.fields.set_index("name")["categories"].get("confidence") for name, table in tables.items()
    }
    assert confidence["provisions"] and confidence["audits"] == []  # of all of them together a row says "all"


def test_what_the_data_call_an_integer_is_one(atlas, tables):
    for resource in atlas.descriptor["resources"]:
        whole = [field["name"] for field in resource["schema"]["fields"] if field.get("type") == "integer"]
        assert set(tables[resource["name"]].fields.set_index("name").loc[whole, "type"]) <= {"integer"}


@pytest.mark.parametrize("name", TABLES)
def test_a_missing_cell_is_missing_and_one_that_is_never_missing_is_not(tables, name):
    table = tables[name]
    assert not (table.frame == "").any(axis=None)
    never = table.fields.loc[table.fields["missing"].str.startswith("never"), "name"]
    assert not table.frame[never].isna().any(axis=None)


def test_what_could_not_be_read_has_no_codes_and_silence_has_zeros(tables):
    provisions = tables["provisions"].frame
    codes = provisions[["obligation", "precision", "delegation"]]
    without = provisions["status"].isin(["missing", "not-applicable"])
    assert codes[without].isna().all(axis=None) and codes[~without].notna().all(axis=None)
    assert (codes[provisions["status"] == "silent"] == 0).all(axis=None)


def test_a_provision_scores_as_the_codebook_says(tables):
    scores = tables["provision_scores"].frame.set_index(["framework_id", "indicator_id"])["score"]
    assert scores["ca-cican-2021", "ST6"] == pytest.approx(100 / 3 * (2 + 1 + 1) / 3)
    assert scores["ca-cican-2021", "SP5"] == pytest.approx(100 / 3 * (2 + 1) / 2)
    assert pd.isna(scores["ca-cican-2021", "SP2"])


def test_a_day_narrows_frameworks_provisions_and_scores(atlas, tables, of_the_day):
    in_force = set(atlas.as_of(DAY).frameworks["framework_id"])
    for name in ("atlas", "frameworks", "provisions", "provision_scores"):
        assert set(of_the_day[name].frame["framework_id"]) == in_force
        assert set(tables[name].frame["framework_id"]) == set(atlas.frameworks["framework_id"]) > in_force
        assert (of_the_day[name].as_of, tables[name].as_of) == (DAY, "")


def test_scores_are_those_of_the_day_and_else_of_the_latest(atlas, tables, of_the_day):
    for asked, taken in ((DAY, of_the_day), ("latest", tables)):
        narrowed = atlas.as_of(asked)
        scores = score(narrowed).dimensions
        assert taken["dimension_scores"].frame["score"].equals(scores["score"])
        assert taken["dimension_scores"].as_of == narrowed.date
    assert set(tables["barriers"].frame["framework_id"]) == {"gb-2025"}
    assert of_the_day["barriers"].frame.empty


@pytest.mark.parametrize(
    ("lang", "edition"),
    [
        ("en", "data version {}, as of 22 November 2022"),
        ("fr", "version {} des données, état au 22 novembre 2022"),
        ("es", "versión {} de los datos, situación al 22 de noviembre de 2022"),
    ],
)
def test_the_citation_names_the_table_and_is_in_the_language(atlas, lang, edition):
    (table,) = take_tables(atlas, ["codes"], as_of=DAY, lang=lang)
    assert table.citation.endswith(
        f"Codes. credatlas: an atlas of micro-credential policy frameworks, {edition.format(atlas.version)}. CC BY 4.0."
    )
    assert table.licence == ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize(
    ("lang", "edition"),
    [("en", "data version {}"), ("fr", "version {} des données"), ("es", "versión {} de los datos")],
)
def test_a_table_of_all_days_is_cited_without_a_day(atlas, lang, edition):
    (table,) = take_tables(atlas, ["provisions"], lang=lang)
    assert table.citation.endswith(f"frameworks, {edition.format(atlas.version)}. CC BY 4.0.")


def test_data_of_ones_own_are_cited_by_their_name_and_year_and_not_as_ours(toy):
    (table,) = take_tables(load(toy), ["codes"])
    assert table.citation == "Codes (2025). A toy atlas (toy), data version toy. CC BY 4.0."


def test_a_wrong_day_or_language_is_refused(atlas):
    with pytest.raises(ValueError, match="neither 'latest' nor a day"):
        take_tables(atlas, as_of="2022")
    with pytest.raises(ValueError, match="lang 'de' is not one of en, fr, es"):
        take_tables(atlas, lang="de")


def test_the_tables_are_the_same_without_pyarrow():
    code = (
        "import sys, hashlib\n{}"
        "from credatlas import load\n"
        "from credatlas.reports.export.tidy import take_tables\n"
        "rows = [(table.about(), table.to_rows()) for table in take_tables(load())]\n"
        "print('pyarrow' in sys.modules and sys.modules['pyarrow'] is not None, hashlib.sha256(repr(rows).encode()).hexdigest())"
    )
    without, with_ = (
        subprocess.run(
            [sys.executable, "-c", code.format(first)], capture_output=True, text=True, check=True
        ).stdout.split()
        for first in ("sys.modules['pyarrow'] = None\n", "")
    )
    assert without[0] == "False" and with_[0] == "True" and without[1] == with_[1]
