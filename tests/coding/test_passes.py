"""Where two passes differ somebody decides, with a reason; what was decided is never lost."""

import pytest

from credatlas.coding.filled_sheets import read_coding
from credatlas.coding.passes import decide, implied_code, write_decisions

SHEET = "reconciliation.csv"
FILE = f"coding/ca-cican-2021/{SHEET}"


def decided(home):
    return decide(home.workspace(), read_coding(home.workspace(), "ca-cican-2021"))


@pytest.fixture
def compared(home):
    """The two passes of the colleges' framework, and nothing decided yet."""
    (home.sheets / SHEET).unlink()
    return home


def write(home):
    (home.sheets / SHEET).write_bytes(write_decisions(home.workspace(), decided(home)))


def test_every_code_on_which_the_passes_differ_is_listed_with_both_notes(compared):
    decisions = decided(compared)
    assert list(decisions) == [
        ("PO1", "precision"),
        *(("SP2", attribute) for attribute in ("status", "obligation", "precision", "delegation")),
    ]
    portable = decisions["PO1", "precision"]
    assert (portable.a, portable.b, portable.final, portable.why) == ("0", "1", "", "")
    assert (
        portable.note_a == 'A single word, "portable".' and portable.note_b == "Single word 'portable'; no who or how"
    )


def test_each_open_decision_is_told_with_both_codes(compared):
    assert compared.reconcile().open == [
        "PO1 precision: a says 0, b says 1; final is empty",
        "SP2 status: a says silent, b says not-applicable; final is empty",
    ]
    assert not compared.reconcile().files


def test_where_the_status_becomes_support_its_codes_are_asked_too(compared):
    write(compared)
    compared.set(SHEET, {"indicator_id": "SP2", "attribute": "status"}, final="supports", why="read again")
    compared.set(SHEET, {"indicator_id": "PO1"}, final="1", why="a principle")
    assert compared.reconcile().open == [
        "SP2 obligation: a says 0, b says nothing; final is empty",
        "SP2 precision: a says 0, b says nothing; final is empty",
        "SP2 delegation: a says 0, b says nothing; final is empty",
    ]


def test_a_code_without_a_reason_is_open(compared):
    write(compared)
    compared.set(SHEET, {"indicator_id": "PO1"}, final="1")
    assert "PO1 precision: a says 0, b says 1; why is empty" in compared.reconcile().open


def test_a_sheet_written_again_is_the_same_and_keeps_what_was_decided(compared):
    write(compared)
    first = (compared.sheets / SHEET).read_bytes()
    write(compared)
    assert (compared.sheets / SHEET).read_bytes() == first
    compared.set(SHEET, {"indicator_id": "PO1"}, final="1", why="a principle")
    write(compared)
    assert [row["final"] for row in compared.rows(SHEET)] == ["1", "", "", "", ""]


def test_a_new_difference_joins_the_sheet_and_one_that_is_gone_leaves_it_unless_it_was_decided(compared):
    write(compared)
    compared.set(SHEET, {"indicator_id": "PO1"}, final="1", why="a principle")
    compared.set("pass-b.csv", {"indicator_id": "ST1"}, delegation="1")
    compared.set("pass-b.csv", {"indicator_id": "SP2"}, status="silent", obligation="0", precision="0", delegation="0")
    assert list(decided(compared)) == [("ST1", "delegation"), ("PO1", "precision")]
    assert decided(compared)["PO1", "precision"].is_settled


def test_a_decision_on_codes_that_were_changed_since_is_to_be_made_again(compared):
    write(compared)
    compared.set(SHEET, {"indicator_id": "PO1"}, final="1", why="a principle")
    compared.set("pass-a.csv", {"indicator_id": "PO1"}, precision="2")
    assert compared.problems() == [
        f"{FILE}:2:a '0' is not what pass a says now, 2; decide again and put that here",
    ]


def test_people_may_add_a_code_on_which_the_passes_agree(compared):
    write(compared)
    added = {"indicator_id": "ST1", "attribute": "delegation", "a": "", "b": "", "note_a": "", "note_b": ""}
    compared.save(SHEET, [*compared.rows(SHEET), {**added, "final": "1", "why": "rule 17", "codes": ""}])
    again = decided(compared)["ST1", "delegation"]
    assert (again.a, again.b, again.final, again.note_b) == (
        "0",
        "0",
        "1",
        "'May be stackable'; no how, how much or who",
    )


def test_every_wrong_row_is_told_at_once(home):
    rows = home.rows(SHEET)
    home.save(SHEET, [*rows, {**rows[-1]}, {**rows[0], "indicator_id": "ST7"}, {**rows[0], "attribute": "Status"}])
    home.set(SHEET, {"indicator_id": "PO3"}, final="four")
    home.set(SHEET, {"indicator_id": "SP2", "attribute": "obligation"}, final="2")
    assert home.problems() == [
        f"{FILE}:7:final 'four' is not one of 0, 1, 2, 3",
        f"{FILE}:9:final '2' must be empty where status is not-applicable",
        f"{FILE}:14:attribute 'delegation' of SP6 stands already in line 13",
        f"{FILE}:15:indicator_id 'ST7' is not one of ST1, ST2, ST3, ST4, ST5, ST6, PO1, PO2, PO3, PO4, PO5, PO6, "
        "SP1, SP2, SP3, SP4, SP5, SP6; did you mean 'ST1'?",
        f"{FILE}:16:attribute 'Status' is not one of status, scope, obligation, precision, delegation; did you mean 'status'?",
    ]


@pytest.mark.parametrize(
    ("status", "code", "scope"),
    [("silent", "0", ""), ("hinders", "0", ""), ("missing", "", ""), ("not-applicable", "", "")],
)
def test_rule_1_says_what_goes_with_a_status_that_does_not_support(status, code, scope):
    assert implied_code(status, "obligation") == implied_code(status, "delegation") == code
    assert implied_code(status, "scope") == scope
