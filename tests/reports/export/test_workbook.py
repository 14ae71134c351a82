"""The Excel workbook: equal when read back, never a formula, and the same bytes each time."""

from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from credatlas.reports.export.tidy import TABLES
from credatlas.reports.export.workbook import LONGEST, to_workbook


@pytest.fixture(scope="module")
def content(of_the_day):
    return to_workbook(list(of_the_day.values()))


@pytest.fixture(scope="module")
def book(content):
    return load_workbook(BytesIO(content))


def with_title(table, title):
    """A workbook of one table of one row, whose title is this."""
    return to_workbook([replace(table, frame=table.frame.head(1).assign(title=title))])


@pytest.mark.parametrize("name", TABLES)
def test_each_sheet_reads_back_as_the_table_was(book, of_the_day, name):
    heads, *rows = book[name].iter_rows(values_only=True)
    frame = of_the_day[name].frame
    read = pd.DataFrame(rows, columns=heads).astype(frame.dtypes.to_dict())
    pd.testing.assert_frame_equal(read, frame, rtol=1e-15, atol=0)


def test_there_is_a_sheet_per_table_and_names_that_excel_allows(book):
    assert book.sheetnames == ["about", "fields", *TABLES]
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)


def test_the_sheet_of_fields_describes_every_column(book, of_the_day):
    heads, *rows = book["fields"].iter_rows(values_only=True)
    assert heads == ("table", "name", "type", "unit", "description", "missing", "labels")
    assert [row[:2] for row in rows] == [
        (table.name, column) for table in of_the_day.values() for column in table.frame
    ]
    assert (
        "barriers",
        "finding",
        "string",
        None,
        "What the text says, in our own words.",
        "never missing",
        None,
    ) in rows
    labels = {row[:2]: row[-1] for row in rows}
    assert labels["atlas", "obligation"] == "0 none; 1 permitted; 2 recommended; 3 required"


def test_the_sheet_about_the_data_has_citation_and_licence(book, of_the_day):
    about = dict(book["about"].iter_rows(values_only=True))
    assert about["codes: citation"] == of_the_day["codes"].citation
    assert about["codes: licence"] == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"


def test_the_head_is_bold_stays_and_filters_and_columns_are_neither_slivers_nor_miles_wide(book):
    for sheet in book:
        assert sheet.freeze_panes == "A2" and all(cell.font.bold for cell in sheet[1])
        assert sheet.auto_filter.ref == sheet.dimensions
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert min(widths) >= 8 and max(widths) <= 60


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "#N/A", "TRUE", "007"]
)
def test_text_is_never_a_formula_an_error_or_a_number(of_the_day, text):
    cell = load_workbook(BytesIO(with_title(of_the_day["claims"], text)))["claims"]["C2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) == (text[0] in "=+-@")


def test_two_workbooks_are_equal_to_the_byte(of_the_day, content):
    assert to_workbook(list(of_the_day.values())) == content


@pytest.mark.parametrize(
    ("text", "what"),
    [("x" * (LONGEST + 1), "more than 32,767 characters"), ("a\x00b", "a control character")],
    ids=["too long", "control character"],
)
def test_what_excel_cannot_hold_is_refused_with_its_place(of_the_day, text, what):
    with pytest.raises(ValueError) as error:
        with_title(of_the_day["claims"], text)
    assert str(error.value) == f"sheet claims, row 2, title: {what}, which Excel cannot hold; csv, json and parquet can"
