"""Empty a data set: the same tables, columns and instrument, and nothing coded yet; and say so where one is asked.

Knows which tables are the instrument itself. Returns the contents of files; writes nothing.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

from credatlas.errors import DataError, NothingToShow
from credatlas.evidence.dataset import Dataset
from credatlas.evidence.schema import DESCRIPTOR, TableDescriptor, read_descriptor

INSTRUMENT = ("dimensions", "indicators", "codes")  # tables that say how to code, not what was found
VERSION = "0.1"  # of data that are to be coded


def empty_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a data set of the same schema as `folder`, by path: the instrument, and no evidence.

    A table that holds evidence keeps its header; one of several files has none, and may stay empty. Raises DataError
    where the folder's datapackage.json is not right.
    """
    raw, tables, problems = read_descriptor(folder)
    if problems:
        raise DataError(problems)
    files = {DESCRIPTOR: _describe(raw).encode()}
    for table in tables:
        if table.name in INSTRUMENT:
            files[table.path[0]] = (folder / table.path[0]).read_bytes()
        elif table.file_key is None:
            files[table.path[0]] = _header(table)
    documents = sorted(folder.rglob("*.md"))  # the codebook and its pages
    return files | {path.relative_to(folder).as_posix(): path.read_bytes() for path in documents}


def refuse_empty(dataset: Dataset, wanted: str) -> None:
    """Raise NothingToShow where the data set knows no jurisdiction, or is whole and has no framework.

    `wanted` is what cannot be done yet, such as "to report". A whole data set that is narrowed to a day before its
    first framework is not empty: its jurisdictions are missing throughout.
    """
    if dataset.jurisdictions.empty:
        lacking = "jurisdiction; each is a row of jurisdictions.csv"
    elif dataset.frameworks.empty and not dataset.date:
        lacking = "framework; `credatlas framework add` starts one"
    else:
        return
    raise NothingToShow(f"nothing {wanted} yet: {dataset.folder} holds no {lacking}")


def _describe(raw: dict[str, Any]) -> str:
    resources = [
        resource if resource["name"] in INSTRUMENT else _describe_empty(resource) for resource in raw["resources"]
    ]
    emptied = {**raw, "version": VERSION, "resources": resources}
    return json.dumps(emptied, ensure_ascii=False, indent=2) + "\n"


def _describe_empty(resource: dict[str, Any]) -> dict[str, Any]:
    described = {**resource, "credatlas:may_be_empty": True}
    if key := resource.get("credatlas:file_key"):
        folder = TableDescriptor.model_validate(resource).folder
        described |= {"path": [], "credatlas:file_key": {**key, "folder": str(folder)}}
    return described


def _header(table: TableDescriptor) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(table.file_columns)
    return text.getvalue().encode()
