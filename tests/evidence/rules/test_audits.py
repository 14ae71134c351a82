"""Rules on the audit, each broken once in the toy data."""

import pytest


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("all,8,5", "all,8,4", "audits.csv:2:drawn '8' is not the sum of alike, one_step, further, other_status, 7"),
        ("low,4,,,,,2", "low,4,,,,,5", "audits.csv:4:wrong '5' is more than the 4 drawn"),
    ],
)
def test_a_broken_rule_is_named(copy, old, new, problem):
    copy.replace("audits.csv", old, new)
    assert copy.problems() == [problem]
