"""The data of a figure say what their fields mean, in a form of our own and in that of Our World in Data."""

from credatlas.figures.figure import Column, Figure
from credatlas.reports.kits.metadata import to_json, to_metadata

COLUMNS = (
    Column("jurisdiction", "Jurisdiction", "Name of the jurisdiction"),
    Column("score", "Score", "Mean of the indicators read", "points", 1),
    Column("source", "Source"),
)
FIGURE = Figure(
    id="f", title="Ireland leads", subtitle="In points", caption="Dots.", alt="Two dots.", columns=COLUMNS,
    source="Source: credatlas data 2026.11, as of 2026-11-24; CC BY 4.0", as_of="2026-11-24", data_version="2026.11",
    rows=(("Ireland", 79.6, {"text": "Act", "href": "https://example.org"}), ("Nunavut", float("nan"), None)),
)  # fmt: skip


def test_a_row_is_an_object_by_field_and_missing_is_null():
    assert to_json(FIGURE, "")["rows"] == [
        {"jurisdiction": "Ireland", "score": 79.6, "source": {"text": "Act", "href": "https://example.org"}},
        {"jurisdiction": "Nunavut", "score": None, "source": None},
    ]


def test_every_field_has_label_meaning_unit_digits_and_type():
    assert to_json(FIGURE, "")["fields"][:2] == [
        {"name": "jurisdiction", "label": "Jurisdiction", "description": "Name of the jurisdiction", "unit": "", "digits": None, "type": "string"},
        {"name": "score", "label": "Score", "description": "Mean of the indicators read", "unit": "points", "digits": 1, "type": "number"},
    ]  # fmt: skip


def test_metadata_describe_the_columns_of_the_csv_by_name():
    metadata = to_metadata(FIGURE, "https://example.org/f")
    assert list(metadata["columns"]) == ["jurisdiction", "score", "source"]
    score = metadata["columns"]["score"]
    assert (score["titleShort"], score["unit"], score["type"], score["numDecimalPlaces"]) == (
        "Score",
        "points",
        "Number",
        1,
    )
    assert score["citationLong"] == metadata["chart"]["citation"]


def test_both_name_day_data_and_licence():
    edition = {
        "as_of": "2026-11-24",
        "data_version": "2026.11",
        "lang": "en",
        "licence": {"name": "CC BY 4.0", "address": "https://creativecommons.org/licenses/by/4.0/"},
    }
    assert to_metadata(FIGURE, "")["edition"] == edition
    assert edition.items() <= to_json(FIGURE, "").items()
