"""Rules on sources, each broken once in the toy data."""

import pytest

FILE = "provisions/aa-gov-2020.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (FILE, "aa-gov-text", "", f"{FILE}:2:source_id is empty; only a missing provision may leave it so"),
        (FILE, "It says so.", "", f"{FILE}:2:finding is empty; only a missing provision may leave it so"),
        ("context.csv", "hk-news", "cc-search", "sources.csv:7:source_id 'hk-news' is cited nowhere"),
    ],
)
def test_a_broken_rule_is_named(copy, file, old, new, problem):
    copy.replace(file, old, new)
    assert problem in copy.problems()
