"""The data of a figure as CSV: full precision, missing empty, and nothing that a spreadsheet would run."""

import csv
import io

import pytest

from credatlas.figures.export import neutralise, to_csv
from credatlas.figures.figure import Column, Table


def table(*rows):
    return Table(
        id="t",
        title="T",
        caption="",
        source="",
        columns=(Column("name", "Name"), Column("score", "Score", digits=1)),
        rows=rows,
    )


def test_numbers_keep_their_digits_and_missing_is_empty():
    assert to_csv(table(("A", 1 / 3), ("B", None))) == f"name,score\nA,{1 / 3!r}\nB,\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_start_a_formula_is_neutralised(start):
    read = list(csv.reader(io.StringIO(to_csv(table((f"{start}SUM(A1)", 1))), newline="")))
    assert read[1][0] == f"'{start}SUM(A1)".replace("\r", "\n")


def test_negative_numbers_and_links_are_left_as_they_are():
    assert neutralise(-1.5) == -1.5
    assert neutralise({"text": "page", "href": "https://example.org"}) == "https://example.org"
