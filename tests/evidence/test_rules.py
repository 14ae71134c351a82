"""The codebook's rules, each broken once in the toy data; the real data keep them all."""

import pandas as pd
import pytest

from credatlas.evidence.dataset import check
from credatlas.evidence.rules import RULES, check_end_follows_start

FILE = "provisions/aa-gov-2020.csv"
NONE = "provisions/cc-none.csv"
WHOLE = "needs a source read in full or as an excerpt"


def test_the_real_data_and_the_toy_keep_every_rule(atlas, toy):
    assert check(atlas.folder)[0] == check(toy)[0] == []


def test_every_rule_names_its_source_in_its_first_line():
    assert [rule.__name__ for rule in RULES if not rule.__doc__] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        # rule 1
        (FILE, "general", "", f"{FILE}:2:scope is empty; supports needs a scope and three codes"),
        (FILE, "general,3,3,3", "general,3,,3", f"{FILE}:2:precision is empty; supports needs a scope and three codes"),
        (FILE, "general,3", "general,0", f"{FILE}:2:obligation '0' is not one of 1, 2, 3, as supports needs"),
        (FILE, "silent,,0", "silent,,1", f"{FILE}:11:obligation '1' must be 0 where status is silent"),
        (FILE, "silent,,0", "silent,,", f"{FILE}:11:obligation must be 0 where status is silent"),
        (FILE, "silent,", "silent,general", f"{FILE}:11:scope 'general' must be empty where status is silent"),
        (FILE, "hinders,,0", "hinders,,2", f"{FILE}:14:obligation '2' must be 0 where status is hinders"),
        (FILE, "missing,,", "missing,,0", f"{FILE}:7:obligation '0' must be empty where status is missing"),
        (
            FILE,
            "not-applicable,,,",
            "not-applicable,,,0",
            f"{FILE}:15:precision '0' must be empty where status is not-applicable",
        ),
        (
            "codings/b/aa-gov-2020.csv",
            "general",
            "",
            "codings/b/aa-gov-2020.csv:2:scope is empty; supports needs a scope and three codes",
        ),
        (
            "reforms.csv",
            "general,3",
            "general,0",
            "reforms.csv:2:obligation '0' is not one of 1, 2, 3, as supports needs",
        ),
        # section 5
        (FILE, "high", "missing", f"{FILE}:2:confidence 'missing' does not go with status supports"),
        (FILE, ",missing,Part", ",low,Part", f"{FILE}:7:confidence 'low' does not go with status missing"),
        (FILE, "high", "not-found", f"{FILE}:2:confidence 'not-found' goes with status silent, not with supports"),
        (FILE, "aa-gov-text", "", f"{FILE}:2:source_id is empty; only a missing provision may leave it so"),
        (FILE, "It says so.", "", f"{FILE}:2:finding is empty; only a missing provision may leave it so"),
        (
            "sources.csv",
            "en,full",
            "en,secondary",
            f"{FILE}:2:confidence 'high' {WHOLE}; access to aa-gov-text is secondary",
        ),
        (
            FILE,
            "must be",
            "a b c d e f g h i",
            f"{FILE}:2:key_terms 'a b c d e f g h i' has 9 words; at most 8 are allowed",
        ),
        ("context.csv", "hk-news", "cc-search", "sources.csv:7:source_id 'hk-news' is cited nowhere"),
        # rule 5
        (
            FILE,
            "must be,aa-gov-text,section 3,high",
            "vision,aa-gov-text,section 3,low",
            f"{FILE}:2:obligation '3' is above 2, the most at low confidence unless key_terms quote a must",
        ),
        # section 1
        (
            FILE,
            "PO6,silent,,0,0,0,Not mentioned.,,aa-gov-text,whole text,high,Read whole.\n",
            "",
            f"{FILE}: has no row for PO6; every indicator needs one",
        ),
        # rule 19
        (
            NONE,
            "silent,,0",
            "hinders,,0",
            f"{NONE}:2:status 'hinders' must be silent or missing where no instrument was found",
        ),
        (NONE, "not-found", "low", f"{NONE}:2:confidence 'low' must be not-found where no instrument was found"),
        # section 6
        (FILE, "Quoted.", "", f"{FILE}:2:note is empty, but the codes differ from pass b"),
        # versions
        (
            "frameworks.csv",
            "2022-07,2024",
            "2022-07,2021",
            "frameworks.csv:4:in_force_to '2021' is before the start '2022-07'",
        ),
        (
            "frameworks.csv",
            "2022-07,2024",
            "2022-07,2025",
            "frameworks.csv:4:in_force_to '2025' overlaps its successor bb-2024, which starts '2024'",
        ),
        (
            "frameworks.csv",
            "2022-07,2024",
            "2022-07,",
            "frameworks.csv:4:in_force_to is empty; its successor bb-2024 starts '2024'",
        ),
        (
            "frameworks.csv",
            "all,2024",
            "all,",
            "frameworks.csv:5:in_force_from is empty; a version that supersedes bb-2022 starts",
        ),
        (
            "frameworks.csv",
            "2021,,stated,",
            "2021,,stated,bb-2022",
            "frameworks.csv:3:supersedes 'bb-2022' is of BB, not of AA",
        ),
        (
            "frameworks.csv",
            "2022-07,2024,stated,",
            "2022-07,2024,stated,bb-2022",
            "frameworks.csv:4:supersedes 'bb-2022' leads back to this version",
        ),
        (
            "frameworks.csv",
            "2022-07,2024,stated,",
            "2022-07,2024,stated,bb-2024",
            "frameworks.csv:5:supersedes 'bb-2022' leads back to this version",
        ),
    ],
)
def test_a_broken_rule_is_named(copy, file, old, new, problem):
    copy.replace(file, old, new)
    assert problem in copy.problems()


@pytest.mark.parametrize(
    "words", ["must be", "shall carry credit", "have to be", "it is Mandatory", "requires assessment"]
)
def test_low_confidence_may_carry_a_three_where_a_must_is_quoted(copy, words):
    copy.replace(FILE, "must be,aa-gov-text,section 3,high", f"{words},aa-gov-text,section 3,low")
    assert copy.problems() == []


@pytest.mark.parametrize("end", ["2024", "2024-05", "2024-01-01", "2023-12-31"])
def test_versions_do_not_overlap_while_one_reading_of_their_dates_keeps_them_apart(copy, end):
    copy.replace("frameworks.csv", "2022-07,2024", f"2022-07,{end}")
    assert copy.problems() == []


def test_a_day_that_two_versions_share_is_an_overlap(copy):
    copy.replace("frameworks.csv", "2022-07,2024", "2022-07,2024-06-30")
    copy.replace("frameworks.csv", "all,2024,", "all,2024-06-30,")
    problem = "frameworks.csv:4:in_force_to '2024-06-30' overlaps its successor bb-2024, which starts '2024-06-30'"
    assert copy.problems() == [problem]


def test_rules_that_compare_rows_wait_until_every_row_can_be_read(copy):
    copy.replace(FILE, "Quoted.", "Quoted.,more")
    assert copy.problems() == [f"{FILE}:2: has 13 cells; 12 cells are needed, as in the header"]


def test_a_year_of_the_end_may_lie_in_the_year_of_the_start():
    """From July 2022 to some day of 2022: it may have ended in August."""
    dates = {"in_force_from": "2022-07", "in_force_to": "2022", "file": "frameworks.csv", "line": 2}
    assert list(check_end_follows_start(pd.DataFrame([dates]))) == []
    assert len(list(check_end_follows_start(pd.DataFrame([dates | {"in_force_to": "2021"}])))) == 1


def test_rules_about_one_row_are_applied_to_the_rows_that_could_be_read(copy):
    copy.replace("frameworks.csv", "cc-none,CC,", "cc-none,CC,,")
    copy.replace("frameworks.csv", "2022-07,2024", "2022-07,2021")
    assert "frameworks.csv:4:in_force_to '2021' is before the start '2022-07'" in copy.problems()
