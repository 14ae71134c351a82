"""A problem names the place of its row."""

import pandas as pd

from credatlas.evidence.rules.rows import iterate_rows, problem_at


def test_a_problem_has_the_file_and_line_of_its_row():
    (row,) = iterate_rows(pd.DataFrame([{"note": "here", "file": "sources.csv", "line": 7}]))
    assert str(problem_at(row, "note", row.note, "is short")) == "sources.csv:7:note 'here' is short"
