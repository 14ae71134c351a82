"""Write a table as Parquet, with the meaning of each column in the schema.

Knows Arrow's types. Reads nothing.
"""

import json
from io import BytesIO

import pyarrow
from pyarrow import parquet

from credatlas.reports.export.tidy import TidyTable

TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
}


def to_parquet(table: TidyTable) -> bytes:
    """Return the table as a Parquet file; missing is null.

    Each field has unit, description and missing as metadata; the schema has name, title, description, citation,
    data_version, as_of, lang and licence (as JSON).
    """
    fields = [_field(field) for field in table.fields.to_dict("records")]
    schema = pyarrow.schema(fields, metadata={name: _text(value) for name, value in table.about().items()})
    file = BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(table.to_records(), schema=schema), file)
    return file.getvalue()


def _field(field: dict[str, str]) -> pyarrow.Field:
    words = {name: field[name] for name in ("unit", "description", "missing")}
    return pyarrow.field(field["name"], TYPES[field["type"]], metadata=words)


def _text(value: str | dict) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
