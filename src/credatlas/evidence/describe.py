"""Describe the columns of a frame: tables of the data from datapackage.json, frames of the index from frames.csv.

Computes no frame; a test holds that the descriptions fit the frames.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from credatlas.errors import did_you_mean
from credatlas.evidence.codebook import CODE_COLUMNS, read_scale
from credatlas.evidence.display import ShownFrame

FRAMES = Path(__file__).with_name("frames.csv")
TYPES = {"b": "boolean", "i": "integer", "f": "number"}  # by numpy's kind; everything else is text
EMPTY = re.compile(r"\bempty\b[^.;]*", re.IGNORECASE)  # the part of a field's description about an empty cell
NEVER, NONE = "never missing", "empty: there is none, or none is known"


class Description(ShownFrame):
    """One row per column of a frame: name, type, unit, description, missing_means; shown in full in JupyterLab."""


def describe_frame(name: str, descriptor: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Description:
    """Describe the columns of a table of the data, or of a frame of the index.

    Returns
    -------
    One row per column, in their order: name; type (string, integer, number, boolean, as in Table Schema, or mapping);
    unit, "" where there is none; description; missing_means, the meaning of an empty cell or NaN.

    Raises
    ------
    KeyError
        for an unknown name; the message suggests the nearest.
    """
    known = [*tables, *(frame for frame in read_frames() if frame not in tables)]
    if name not in known:
        near = did_you_mean(str(name), known) or f"; there are {', '.join(known)}"
        raise KeyError(f"no frame or table {name!r}{near}")
    rows = _describe_table(name, descriptor, tables[name]) if name in tables else list(read_frames()[name].values())
    description = Description(rows)
    description["unit"] = description["unit"].replace("code", f"code (0-{read_scale(tables['codes'])[-1]})")
    description.attrs["caption"] = f"Columns of {name}"
    return description


@cache
def read_frames() -> dict[str, dict[str, dict[str, str]]]:
    """Return the rows of frames.csv by frame and column: frames of the index, and columns that `load` adds."""
    frames: dict[str, dict[str, dict[str, str]]] = {}
    with FRAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            frames.setdefault(row.pop("frame"), {})[row["name"]] = row
    return frames


def _describe_table(name: str, descriptor: Mapping[str, Any], table: pd.DataFrame) -> Sequence[dict[str, str]]:
    resource = next(resource for resource in descriptor["resources"] if resource["name"] == name)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    added = read_frames().get(name, {})
    return [added.get(column) or _describe_field(fields[column], table[column]) for column in table]


def _describe_field(field: Mapping[str, Any], column: pd.Series) -> dict[str, str]:
    words, kind = field.get("description", ""), TYPES.get(column.dtype.kind, "string")
    empty = EMPTY.search(words)
    missing = empty[0].lower().strip() if empty else NONE
    missing = NEVER if field.get("constraints", {}).get("required") else missing
    return {
        "name": field["name"],
        "type": kind,
        "unit": "code" if kind == "number" and field["name"] in CODE_COLUMNS else "",
        "description": words,
        "missing_means": missing.replace("empty", "NaN") if kind == "number" else missing,
    }
