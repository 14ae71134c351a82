"""A version is in force from its start to its end, unless one that supersedes it is."""

from datetime import date

import pandas as pd
import pytest

from credatlas.evidence.dataset import load
from credatlas.evidence.versions import keep_instruments, list_in_force


@pytest.fixture(scope="module")
def toy_frameworks(toy):
    return load(toy).frameworks


def test_a_search_that_found_nothing_is_no_instrument(toy_frameworks):
    assert keep_instruments(toy_frameworks)["jurisdiction_id"].unique().tolist() == ["AA", "BB"]


@pytest.mark.parametrize(
    ("end", "last", "next_day"),
    [
        ("2023", "2023-12-31", "2024-01-01"),
        ("2023-02", "2023-02-28", "2023-03-01"),
        ("2023-02-03", "2023-02-03", "2023-02-04"),
    ],
)
def test_a_version_is_in_force_to_the_last_day_that_its_end_can_mean(toy_frameworks, end, last, next_day):
    law = toy_frameworks.query("framework_id == 'bb-2022'").assign(in_force_to=end)
    assert list_in_force(law, date.fromisoformat(last)) == ["bb-2022"]
    assert list_in_force(law, date.fromisoformat(next_day)) == []


def test_a_version_gives_way_to_one_that_comes_two_versions_later(toy_frameworks):
    law = toy_frameworks.query("framework_id == 'bb-2022'").iloc[0]
    line = [("first", "", ""), ("second", "2023", "first"), ("third", "", "second")]  # the second has ended
    names = ["framework_id", "in_force_to", "supersedes"]
    versions = pd.DataFrame([{**law, **dict(zip(names, values, strict=True))} for values in line])
    assert list_in_force(versions, date(2024, 1, 1)) == ["third"]
