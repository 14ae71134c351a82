"""Rules on framework versions, each broken once in the toy data."""

import pandas as pd
import pytest

from credatlas.evidence.rules.instruments import check_end_follows_start


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (
            "frameworks.csv",
            "law,,binding",
            "law,3,binding",
            "frameworks.csv:4:searches '3' must be empty where an instrument was found",
        ),
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


@pytest.mark.parametrize("end", ["2024", "2024-05", "2024-01-01", "2023-12-31"])
def test_versions_do_not_overlap_while_one_reading_of_their_dates_keeps_them_apart(copy, end):
    copy.replace("frameworks.csv", "2022-07,2024", f"2022-07,{end}")
    assert copy.problems() == []


def test_a_day_that_two_versions_share_is_an_overlap(copy):
    copy.replace("frameworks.csv", "2022-07,2024", "2022-07,2024-06-30")
    copy.replace("frameworks.csv", "all,2024,", "all,2024-06-30,")
    problem = "frameworks.csv:4:in_force_to '2024-06-30' overlaps its successor bb-2024, which starts '2024-06-30'"
    assert copy.problems() == [problem]


def test_a_year_of_the_end_may_lie_in_the_year_of_the_start():
    """From July 2022 to some day of 2022: it may have ended in August."""
    dates = {"in_force_from": "2022-07", "in_force_to": "2022", "file": "frameworks.csv", "line": 2}
    assert list(check_end_follows_start(pd.DataFrame([dates]))) == []
    assert len(list(check_end_follows_start(pd.DataFrame([dates | {"in_force_to": "2021"}])))) == 1
