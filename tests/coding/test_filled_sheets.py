"""Every cell that is filled in is checked where it stands; a cell that is not is open, and never a code."""

from credatlas.coding.filled_sheets import list_open, read_coding
from credatlas.evidence import ATTRIBUTES

BLANK = dict.fromkeys((*ATTRIBUTES, "note"), "")


def still_open(home):
    return list_open(home.workspace(), read_coding(home.workspace(), "ca-cican-2021"))


def test_nothing_is_open_in_sheets_that_are_filled_in(home):
    assert still_open(home) == []


def test_a_row_without_a_status_is_open_and_the_rest_is_not(home):
    home.set("pass-b.csv", {"indicator_id": "ST3"}, **BLANK)
    assert still_open(home) == ["pass-b.csv: 1 of 18 open (ST3)"]


def test_a_passage_that_could_not_be_read_is_not_to_be_coded(home):
    home.set("findings.csv", {"indicator_id": "ST3"}, confidence="missing", finding="", source_id="", locator="")
    for sheet in ("pass-a.csv", "pass-b.csv"):
        home.set(sheet, {"indicator_id": "ST3"}, **BLANK)
    assert still_open(home) == []


def test_a_passage_that_one_pass_coded_all_the_same_is_open_in_the_other(home):
    home.set("findings.csv", {"indicator_id": "ST3"}, confidence="missing")
    home.set("pass-b.csv", {"indicator_id": "ST3"}, **BLANK)
    assert still_open(home) == ["pass-b.csv: 1 of 18 open (ST3)"]


def test_a_finding_without_a_source_is_open(home):
    home.set("findings.csv", {"indicator_id": "PO2"}, source_id="")
    assert still_open(home) == ["findings.csv: 1 of 18 open (PO2)"]


def test_all_problems_come_at_once_with_file_line_column_value_and_what_is_allowed(home):
    home.set("pass-a.csv", {"indicator_id": "ST1"}, status="suports")
    home.set("pass-a.csv", {"indicator_id": "ST6"}, obligation="4")
    home.set("pass-b.csv", {"indicator_id": "ST3"}, obligation="1")
    home.set("pass-b.csv", {"indicator_id": "ST4"}, note="")
    home.set("findings.csv", {"indicator_id": "PO1"}, confidence="TRUE", source_id="ca-cican-cican-2021")
    home.set("framework.csv", {"column": "legal_force"}, value="none")
    home.set("framework.csv", {"column": "in_force_from"}, value="25/03/2021")
    home.set("sources.csv", {"source_id": "ca-cican-colleges-2021"}, language="french")
    assert home.problems() == [
        f"coding/ca-cican-2021/{problem}"
        for problem in (
            "findings.csv:8:confidence 'TRUE' is not one of high, medium, low, not-found, missing",
            "findings.csv:8:source_id 'ca-cican-cican-2021' is not in sources.source_id; did you mean 'ca-cican-cican-2021c'?",
            "framework.csv:9:legal_force 'none' is not one of binding, conditional, non-binding",
            "framework.csv:12:in_force_from '25/03/2021' is not a year (2024), a month (2024-05) or a day (2024-05-31)",
            "pass-a.csv:2:status 'suports' is not one of supports, hinders, silent, missing, not-applicable; did you mean 'supports'?",
            "pass-a.csv:7:obligation '4' is not one of 0, 1, 2, 3",
            "pass-b.csv:4:obligation '1' must be 0 where status is silent",
            "pass-b.csv:5:note is empty; needed: a value",
            "sources.csv:3:language 'french' is not one of en, fr, es, de, nl, et, ms",
        )
    ]


def test_the_row_of_the_framework_belongs_to_its_folder(home):
    home.set("framework.csv", {"column": "framework_id"}, value="eu-2022")
    assert home.problems() == [
        "coding/ca-cican-2021/framework.csv:2:value 'eu-2022' is not ca-cican-2021, as the folder is named"
    ]


def test_a_row_that_was_taken_out_is_missed(home):
    home.save("pass-a.csv", [row for row in home.rows("pass-a.csv") if row["indicator_id"] != "PO4"])
    assert home.problems() == [
        "coding/ca-cican-2021/pass-a.csv: has no row for PO4; fill in the rows, and leave them all"
    ]


def test_a_source_that_the_data_hold_word_for_word_is_not_added_and_another_one_of_that_id_is_refused(home):
    sources = home.data / "sources.csv"
    row = (home.sheets / "sources.csv").read_text("utf-8-sig").split("\n")[1]
    sources.write_text(sources.read_text("utf-8") + row + "\n", "utf-8")
    assert not home.problems()
    home.set("sources.csv", {"source_id": "ca-cican-cican-2021c"}, title="Another")
    assert home.problems() == [
        "coding/ca-cican-2021/sources.csv:2:source_id 'ca-cican-cican-2021c' stands already in sources.csv:2"
    ]
