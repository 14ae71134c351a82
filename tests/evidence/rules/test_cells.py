"""Rules on labels, addresses and weights, each broken once in the toy data."""

import pandas as pd
import pytest

from credatlas.evidence.rules.cells import check_groups, check_labels_differ
from credatlas.evidence.rules.instruments import find_gaps

ADDRESS = "https://example.org/aa/framework"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("sources.csv", ADDRESS, "https:///aa", "sources.csv:2:url 'https:///aa' names no host"),
        (
            "sources.csv",
            ADDRESS,
            "https://me:secret@example.org/aa",
            "sources.csv:2:url 'https://me:secret@example.org/aa' carries a user name or a password; leave it out",
        ),
        (
            "sources.csv",
            ADDRESS,
            "http://[::1/aa",
            "sources.csv:2:url 'http://[::1/aa' is not an address that a browser could open",
        ),
        (
            "jurisdictions.csv",
            "Borland,Borlande",
            "A\u200dland,Borlande",
            "jurisdictions.csv:3:name_en 'A\\u200dland' looks like the label 'Aland' of another row",
        ),
        (
            "jurisdictions.csv",
            "BB,Borland,",
            "BB,\u200b,",
            "jurisdictions.csv:3:name_en '\\u200b' holds no visible character; needed: a value",
        ),
        *(
            (
                "jurisdictions.csv",
                "BB,Borland,",
                f"BB,Bor{sign}land,",
                f"jurisdictions.csv:3:name_en 'Bor{shown}land' holds the hidden character {code}; "
                "allowed: letters, digits, signs and spaces",
            )
            for sign, shown, code in [
                ("\x01", "\\x01", "U+0001"),
                ("\x7f", "\\x7f", "U+007F"),
                ("\uffff", "\\uffff", "U+FFFF"),
                ("\u00ad", "\\xad", "U+00AD"),
                ("\u200b", "\\u200b", "U+200B"),
                ("\x92", "\\x92", "U+0092"),
                ("\u202e", "\\u202e", "U+202E"),
                ("\u2066", "\\u2066", "U+2066"),
                ("\t", "\\t", "U+0009"),
            ]
        ),
        (
            "dimensions.csv",
            ",1,1,0",
            ",0,0,0",
            "dimensions.csv:4:weight_obligation '0' and all other weights are 0; give one more",
        ),
        (
            "frameworks.csv",
            "2022-07,2024",
            "0201-07,2024",
            "frameworks.csv:4:in_force_from '0201-07' is beyond reason; years are 1800 to 2100",
        ),
    ],
)
def test_each_rule_is_told_by_file_line_and_column(copy, file, old, new, problem):
    copy.replace(file, old, new)
    assert copy.problems() == [problem]


def test_a_label_may_stand_in_two_languages_or_be_empty():
    same = pd.DataFrame({"name_en": ["A", "B", ""], "name_fr": ["A", "B", ""], "file": "x", "line": 1})
    none = same.iloc[:0]
    assert list(check_labels_differ(same, none, none)) == []


def test_a_gap_between_a_version_and_its_successor_is_noticed():
    def gaps(end, start):
        rows = [("old", "", "2020", end), ("new", "old", start, "")]
        columns = ["framework_id", "supersedes", "in_force_from", "in_force_to"]
        frame = pd.DataFrame(rows, columns=columns).assign(file="frameworks.csv", line=[2, 3])
        return [str(gap) for gap in find_gaps(frame)]

    assert gaps("2023-01-31", "2023-02-01") == gaps("2023", "2023-02-01") == gaps("", "2024") == []
    assert gaps("2023-01-31", "2023-02-02") == [
        "frameworks.csv:2:in_force_to '2023-01-31' leaves a gap until its successor new starts ('2023-02-02')"
    ]


def test_a_group_has_another_name_than_a_jurisdiction():
    rows = pd.DataFrame({"jurisdiction_id": ["AU", "NZ"], "group": ["AU", "Others"], "file": "x.csv", "line": [2, 3]})
    told = [str(problem) for problem in check_groups(rows)]
    assert told == ["x.csv:2:group 'AU' is the id of a jurisdiction; a group needs a name of its own"]
