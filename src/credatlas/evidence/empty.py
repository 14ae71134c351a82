"""Make an empty data set, with the instrument and no evidence, and refuse to compute anything from one.

Returns the contents of files; writes nothing.
"""

import json
from pathlib import Path
from typing import Any

from credatlas.errors import DataError, NothingToShow
from credatlas.evidence.codebook import CODE_COLUMNS
from credatlas.evidence.csv_file import write_csv
from credatlas.evidence.dataset import Dataset
from credatlas.evidence.schema import DESCRIPTOR, TableDescriptor, read_descriptor
from credatlas.evidence.variants import SEAL

INSTRUMENT = ("dimensions", "indicators", "codes")  # the tables of the codebook: how to code, not what was found
VERSION = "0.1"  # of the empty data set
OPEN = ("kind", "group", *CODE_COLUMNS)  # what other data name otherwise: any word, and the codes of codes.csv
PATTERNS = {"indicators": {"indicator_id": "[A-Z]{2}[1-9][0-9]?"}}  # wider, for ten questions to a dimension
WORDS = {
    "title": "A study of policy frameworks",
    "description": "Policy frameworks, coded with the instrument in dimensions.csv, indicators.csv and codes.csv.",
}


def empty_files(folder: Path) -> dict[str, bytes]:
    """Return the files, by path, of an empty data set with the schema and the instrument of `folder`.

    A table of evidence keeps its header only; one of several files has no file. Raises DataError where the folder's
    datapackage.json is wrong.
    """
    raw, tables, problems = read_descriptor(folder)
    if problems:
        raise DataError(problems)
    files = {DESCRIPTOR: _empty_package(raw).encode()}
    for table in tables:
        if table.name in INSTRUMENT:
            files[table.path[0]] = (folder / table.path[0]).read_bytes()
        elif table.file_key is None:
            files[table.path[0]] = write_csv(table.file_columns, [])
    documents = sorted(folder.rglob("*.md"))  # the codebook and its pages
    return files | {path.relative_to(folder).as_posix(): path.read_bytes() for path in documents}


def refuse_empty(dataset: Dataset, wanted: str) -> None:
    """Raise NothingToShow for a data set without jurisdictions, or without any framework of any date.

    `wanted` is what cannot be done yet, such as "to report". A data set that was narrowed to a day before its first
    framework is not empty: its jurisdictions are missing throughout.
    """
    if dataset.jurisdictions.empty:
        lacking = "jurisdiction; each is a row of jurisdictions.csv"
    elif dataset.frameworks.empty and not dataset.date:
        lacking = "framework; `credatlas framework add` starts one"
    else:
        return
    raise NothingToShow(f"nothing {wanted} yet: {dataset.folder} holds no {lacking}")


def _empty_package(raw: dict[str, Any]) -> str:
    resources = [_widened(_empty_resource(resource)) for resource in raw["resources"]]
    emptied = {**raw, **WORDS, "version": VERSION, "resources": resources}
    for ours in (SEAL, "keywords"):
        emptied.pop(ours, None)
    return json.dumps(emptied, ensure_ascii=False, indent=2) + "\n"


def _widened(resource: dict[str, Any]) -> dict[str, Any]:
    """Return a resource that also takes kinds, groups and ids of questions that the published data do not have."""
    fields = []
    for field in resource["schema"]["fields"]:
        limits = dict(field.get("constraints", {}))
        if field["name"] in OPEN:
            limits.pop("enum", None)
        if wider := PATTERNS.get(resource["name"], {}).get(field["name"]):
            limits["pattern"] = wider
        fields.append({**field, "constraints": limits} if limits else field)
    return {**resource, "schema": {**resource["schema"], "fields": fields}}


def _empty_resource(resource: dict[str, Any]) -> dict[str, Any]:
    if resource["name"] in INSTRUMENT:
        return resource
    described = {**resource, "credatlas:may_be_empty": True}
    if key := resource.get("credatlas:file_key"):
        folder = TableDescriptor.model_validate(resource).folder
        described |= {"path": [], "credatlas:file_key": {**key, "folder": str(folder)}}
    return described
