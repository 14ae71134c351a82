"""Describe an export as a Data Package: its files with size and hash, their columns, and the labels of codes.

Knows Data Package 2.0 (datapackage.org); what the standard has no word for is called `credatlas:`.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from credatlas.reports.export.tidy import TidyTable

Files = dict[str, bytes]  # by name
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def describe_package(tables: Sequence[TidyTable], files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the content of datapackage.json for tables of one data set that were written to these files as CSV."""
    first = tables[0]
    return {
        "$schema": PROFILE,
        **first.package,
        "version": first.version,
        "contributors": [{"title": "The credatlas contributors", "roles": ["creator"]}],
        "resources": [_describe_resource(table, files[f"{table.name}.csv"]) for table in tables],
    }


def _describe_resource(table: TidyTable, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "credatlas:as_of": table.as_of,
        "credatlas:citation": table.citation,
        "schema": {
            "fields": [_describe_field(field) for field in table.fields.to_dict("records")],
            "missingValues": [""],
        },
    }


def _describe_field(field: Mapping[str, Any]) -> dict[str, Any]:
    never = field["missing"].startswith("never")
    said = {
        "name": field["name"],
        "type": field["type"],
        "description": field["description"],
        "constraints": {"required": True} if never else {},
        "categories": field["categories"],
        "credatlas:unit": field["unit"],
        "credatlas:missing": field["missing"],
    }
    return {name: value for name, value in said.items() if value}
