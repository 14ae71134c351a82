"""A new framework starts with its questions and without a single code."""

import pytest

from credatlas.coding.blank_sheets import InvalidFramework, make_blank_sheets
from credatlas.coding.filled_sheets import list_open, read_coding
from credatlas.evidence import ATTRIBUTES

GIVEN = {"jurisdiction_id": "CA-CICAN", "name": "=A framework", "in_force_from": "2021-03", "source_id": "a-page"}


@pytest.fixture
def started(bare):
    bare.fill(make_blank_sheets(bare.workspace(), "ca-cican-2021", GIVEN))
    return bare


def test_every_one_of_the_18_rows_starts_open_with_its_question_and_what_each_code_means(started):
    for sheet in ("pass-a.csv", "pass-b.csv"):
        rows = started.rows(sheet)
        assert len(rows) == 18 and not any(row[column] for row in rows for column in (*ATTRIBUTES, "note"))
        assert rows[2]["question"] == "Is a micro-credential placed at a level of a qualifications framework?"
        assert [line.split(":")[0] for line in rows[2]["codes"].split(" || ")] == list(ATTRIBUTES)


def test_what_is_given_stands_in_its_sheets_and_runs_in_no_spreadsheet(started):
    values = {row["column"]: row["value"] for row in started.rows("framework.csv")}
    assert values["framework_id"] == "ca-cican-2021" and values["in_force_from"] == "2021-03"
    assert values["name"] == "'=A framework"
    assert read_coding(started.workspace(), "ca-cican-2021").framework["name"]["value"] == "=A framework"


def test_each_column_of_the_framework_says_what_it_holds(started):
    about = {row["column"]: row["about"] for row in started.rows("framework.csv")}
    assert about["legal_force"].endswith(
        "Allowed: binding = binds those it addresses | conditional = binds those who want its money, "
        "listing or approval | non-binding = binds nobody"
    )
    assert about["note"].startswith("Needed. ") and "Allowed: stated, inferred" in about["dates_basis"]


def test_a_new_source_has_a_row_to_be_completed(started):
    assert [row["source_id"] for row in started.rows("sources.csv")] == ["a-page"]


def test_open_is_no_problem_and_is_told(started):
    everything = (
        "18 of 18 open (ST1, ST2, ST3, ST4, ST5, ST6, PO1, PO2, PO3, PO4, PO5, PO6, SP1, SP2, SP3, SP4, SP5, SP6)"
    )
    assert list_open(started.workspace(), read_coding(started.workspace(), "ca-cican-2021")) == [
        "framework.csv: instrument_type, note still to be filled in",
        "sources.csv: title, publisher, doc_type, url, language, access of a-page still to be filled in",
        f"findings.csv: {everything}",
        f"pass-a.csv: {everything}",
        f"pass-b.csv: {everything}",
    ]


def test_every_wrong_value_is_told_at_once(bare):
    wrong = {
        "jurisdiction_id": "CICAN",
        "instrument_type": "laws",
        "in_force_from": "2021-02-30",
        "supersedes": "true",
        "source_id": "../x",
    }
    with pytest.raises(InvalidFramework) as refused:
        make_blank_sheets(bare.workspace(), "../x", wrong)
    assert str(refused.value).split("\n  ") == [
        "6 problems with the framework",
        "framework_id: '../x' is not an id of lower-case letters, digits and single hyphens, such as ca-bc-2024",
        "instrument_type: 'laws' is not one of law, regulation, recommendation, government framework, "
        "government guideline, sector framework, strategy, programme, none; did you mean 'law'?",
        "in_force_from: '2021-02-30' is not a year (2024), a month (2024-05) or a day (2024-05-31)",
        "jurisdiction_id: 'CICAN' is not in jurisdictions.jurisdiction_id; did you mean 'CA-CICAN'?",
        "supersedes: 'true' is not in frameworks.framework_id",
        "source_id: '../x' is not an id of lower-case letters, digits and single hyphens",
    ]


@pytest.mark.parametrize("framework_id", ["a/b", "..", "a\0b", "a\n", "x" * 81, ""])
def test_an_id_that_is_no_name_of_a_file_is_refused(bare, framework_id):
    with pytest.raises(InvalidFramework, match=r"1 problem with the framework\n  framework_id: "):
        make_blank_sheets(bare.workspace(), framework_id, GIVEN)


def test_a_framework_that_has_sheets_is_not_started_again(started):
    with pytest.raises(InvalidFramework, match="'ca-cican-2021' has sheets already, in "):
        make_blank_sheets(started.workspace(), "ca-cican-2021", GIVEN)
