"""A sample of universities: not found is not no, and a text of 2023 says nothing about 2022."""

import numpy as np
import pandas as pd
import pytest

from credatlas.index.claims.universities import (
    at_least_one,
    fewer_than_half,
    find_lighter_routes,
    find_small_routes,
    is_dated,
)

NAN = np.nan
DAY = "2022-11-22"


def universities(*rows):
    return pd.DataFrame(rows, columns=["as_of", "small_credit_route", "who_approves_credit", "note"])


def test_a_partial_date_counts_from_its_first_possible_day():
    dates = pd.Series(["2022-11-22", "2022-11-23", "2022-11", "2022-12", "2022", "2023", ""])
    assert is_dated(dates, DAY, undated=False).tolist() == [True, False, True, False, True, False, False]
    assert is_dated(dates, DAY, undated=True).iloc[-1]


def test_yes_and_via_assessment_are_routes_certificates_are_not_and_the_rest_is_unknown():
    given = ["yes", "via assessment", "certificate size only", "unclear", "not found"]
    rows = universities(*[("2020", answer, "", "") for answer in given])
    assert find_small_routes(rows, DAY, latest=False).tolist() == pytest.approx([1, 1, 0, NAN, NAN], nan_ok=True)


def test_later_texts_are_unknown_and_undated_ones_count_for_the_latest_day_alone():
    rows = universities(("2023", "yes", "", ""), ("", "certificate size only", "", ""))
    assert find_small_routes(rows, DAY, latest=False).isna().all()
    assert find_small_routes(rows, "2026-11-24", latest=True).tolist() == [1, 0]


def test_a_lighter_route_is_named_as_such_and_who_approves_must_be_said():
    rows = universities(
        ("2020", "yes", "Councils with DELEGATED power", ""),
        ("2020", "via assessment", "Expedited committee", ""),
        ("2020", "yes", "Senate", "An expedited route exists; credit still goes to the Senate."),
        ("2020", "yes", "", "Nothing said."),
        ("2020", "certificate size only", "", "Delegated."),
        ("2020", "not found", "Senate", ""),
    )
    answers = find_lighter_routes(rows, DAY, latest=False).tolist()
    assert answers == pytest.approx([1, 1, 0, NAN, 0, 0], nan_ok=True)


@pytest.mark.parametrize(
    ("yes", "unknown", "total", "fewer", "some"),
    [(1, 0, 3, 1, 1), (1, 0, 2, 0, 1), (0, 0, 2, 1, 0), (0, 1, 3, 1, NAN), (1, 1, 4, NAN, 1), (2, 1, 4, 0, 1), (0, 0, 0, NAN, NAN)],
)  # fmt: skip
def test_unknown_answers_leave_open_what_they_could_tip(yes, unknown, total, fewer, some):
    found = [fewer_than_half(yes, unknown, total), at_least_one(yes, unknown, total)]
    assert found == pytest.approx([fewer, some], nan_ok=True)
