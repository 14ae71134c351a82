"""What a broken datapackage.json is told."""

import json
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "datapackage.json:1: is not JSON: Expecting value"),
        (b'{\n"name":\n', "datapackage.json:3: is not JSON: Expecting value"),
        (b"[]", "datapackage.json: is not a JSON object"),
        (b"\xff\xfe{}", "datapackage.json: is not JSON in UTF-8"),
        (b"[" * 100_000, "datapackage.json: is not JSON in UTF-8"),
        (b'{"n": ' + b"9" * 5000 + b"}", "datapackage.json: is not JSON in UTF-8"),
    ],
)
def test_what_is_no_json_object_is_said(copy, content, problem):
    copy.path("datapackage.json").write_bytes(content)
    assert copy.problems() == [problem]


def test_a_folder_without_descriptor_says_so(copy):
    copy.path("datapackage.json").unlink()
    assert copy.problems() == ["datapackage.json: is missing"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"resources"', '"resource"', "datapackage.json:resources is missing"),
        ('"version": "toy"', '"version": 1', "datapackage.json:version is not a text"),
        (
            '"version": "toy"',
            '"version": "x/../../out"',
            "datapackage.json:version 'x/../../out' is not 1 to 40 letters, digits, points, hyphens, underscores or "
            "plus signs",
        ),
        ('"title": "A toy atlas"', '"title": ""', "datapackage.json:title is empty"),
        ('"licenses"', '"licences"', "datapackage.json:licenses is missing"),
        ('"name": "CC-BY-4.0"', '"name": ""', "datapackage.json:licenses.0.name is empty"),
        (
            "2025-01-01T00:00:00Z",
            "2025-01",
            "datapackage.json:created '2025-01' is not a day such as 2024-05-31T00:00:00Z",
        ),
        (
            "2025-01-01T00:00:00Z",
            "20250131",
            "datapackage.json:created '20250131' is not a day such as 2024-05-31T00:00:00Z",
        ),
        (
            '"path": "claims.csv"',
            '"path": "a\\u0000.csv"',
            "datapackage.json:resources.13.path.0 'a\\x00.csv' is not the path of a .csv file inside the folder",
        ),
        (
            "2025-01-01T",
            "2025-13-01T",
            "datapackage.json:created '2025-13-01T00:00:00Z' is not a day such as 2024-05-31T00:00:00Z",
        ),
        ('"claims",', '"claim",', "datapackage.json:resources table claims is not described"),
        ('{"name": "scope"', '{"name": "score"', "datapackage.json:provisions column scope is missing"),
        (
            '"path": "claims.csv"',
            '"path": "../claims.csv"',
            "datapackage.json:resources.13.path.0 '../claims.csv' is not the path of a .csv file inside the folder",
        ),
        (
            "[A-Z]{2}[1-9]",
            "[A-Z",
            "datapackage.json:resources.4.schema.fields.0.constraints.pattern '[A-Z' is not a regular expression: "
            "unterminated character set at position 0",
        ),
        (
            '"enum": ["for", "against", "mixed"]',
            '"enum": []',
            "datapackage.json:resources.14.schema.fields.2.constraints.enum is empty",
        ),
        (
            '"type": "integer"',
            '"type": "number"',
            "datapackage.json:resources.2.schema.fields.6.type is neither string nor integer nor list",
        ),
        (
            '"primaryKey": ["fact_id"]',
            '"primaryKey": ["fact"]',
            "datapackage.json:context 'fact' is not a column of this table; did you mean 'fact_id'?",
        ),
    ],
)
def test_a_wrong_part_of_the_descriptor_is_named(copy, old, new, problem):
    copy.replace("datapackage.json", old, new)
    assert problem in copy.problems()


def test_a_reference_to_what_is_not_described_is_named(copy):
    descriptor = json.loads(copy.path("datapackage.json").read_text("utf-8"))
    descriptor["resources"][2]["schema"]["foreignKeys"][0]["reference"]["resource"] = "places"
    copy.path("datapackage.json").write_text(json.dumps(descriptor), "utf-8")
    assert copy.problems() == ["datapackage.json:frameworks 'places.jurisdiction_id' is referred to and not described"]


def test_a_new_language_needs_its_columns_of_labels(toy):
    code = (
        "from credatlas import settings; settings.LANGUAGES['xh'] = 'isiXhosa'\n"
        f"from credatlas.evidence.dataset import check; print(*check({str(toy)!r})[0], sep='\\n')"
    )
    lines = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    named = {"jurisdictions": "name short in_sentence of", "other_jurisdictions": "name"}
    named |= {"dimensions": "name question", "indicators": "name short question"}
    named |= {"codes": "label meaning"}
    assert lines == [
        f"datapackage.json:{table} column {label}_xh is missing"
        for table, labels in named.items()
        for label in labels.split()
    ]
