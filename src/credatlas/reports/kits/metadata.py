"""Write the data behind a figure as JSON, and describe its columns.

Knows two forms: the whole as JSON, and `.metadata.json` beside `.csv`, in the manner of Our World in Data's charts,
so that whoever has the address of the one can guess the other.
"""

from credatlas.figures import Figure, is_numeric
from credatlas.reports.kits.citation import cite_plain, edition_words, licence_of, work_of


def to_json(figure: Figure, address: str) -> dict:
    """Return words, fields and rows; a row is an object by field name, missing is null, a link is {text, href}."""
    names = [column.name for column in figure.columns]
    words = ("id", "title", "subtitle", "alt", "caption", "source")
    return {
        **{name: getattr(figure, name) for name in words},
        **_edition(figure),
        "address": address,
        "fields": [_field(figure, index) for index in range(len(names))],
        "rows": [dict(zip(names, row, strict=True)) for row in figure.to_dict()["rows"]],
    }


def to_metadata(figure: Figure, address: str) -> dict:
    """Return what the CSV cannot say of itself: the chart's words, and title, meaning, unit and type of each column.

    Source: docs.owid.io, chart API, `.metadata.json` (chart and columns, titleShort, descriptionShort, unit, ...).
    """
    citation = cite_plain(figure, address)
    columns = {}
    for index, column in enumerate(figure.columns):
        columns[column.name] = {
            "titleShort": column.label,
            "descriptionShort": column.description,
            "unit": column.unit,
            "shortName": column.name,
            "type": _field(figure, index)["type"].capitalize(),
            "citationShort": f"{work_of(figure)}, {edition_words(figure)}",
            "citationLong": citation,
        } | ({} if column.digits is None else {"numDecimalPlaces": column.digits})
    chart = {
        "title": figure.title,
        "subtitle": figure.subtitle,
        "note": figure.caption,
        "alt": figure.alt,
        "citation": citation,
        "originalChartUrl": address,
    }
    return {"chart": chart, "columns": columns, "edition": _edition(figure)}


def _edition(figure: Figure) -> dict:
    licence, licence_address = licence_of(figure)
    return {
        "as_of": figure.as_of,
        "data_version": figure.data_version,
        "lang": figure.lang,
        "licence": {"name": licence, "address": licence_address},
    }


def _field(figure: Figure, index: int) -> dict:
    column, numeric = figure.columns[index], is_numeric([row[index] for row in figure.rows])
    field = {"name": column.name, "label": column.label, "description": column.description, "unit": column.unit}
    return field | {"digits": column.digits, "type": "number" if numeric else "string"}
