"""Hash files, data folders and inputs with SHA-256. Imports nothing heavy."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

DESCRIPTOR = "datapackage.json"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_data(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the description of a data folder and of every file of its tables, by path.

    Other files are no data. What cannot be read has no hash: it is for the checks to say what is wrong with it.
    """
    names = [DESCRIPTOR, *_named_tables(folder)]
    return {name: hash_file(folder / name) for name in sorted(set(names)) if (folder / name).is_file()}


def _named_tables(folder: Path) -> list[str]:
    try:
        resources = json.loads((folder / DESCRIPTOR).read_bytes())["resources"]
        named = [path for resource in resources for path in _files_of(resource, folder)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []
    return [path for path in named if isinstance(path, str) and ".." not in path and not path.startswith("/")]


def _files_of(resource: dict[str, Any], folder: Path) -> list[Any]:
    """Return the files of a table as it lists them and, of one with a file for each key, all that lie beside them."""
    path = resource["path"]
    listed = path if isinstance(path, list) else [path]
    if key := resource.get("credatlas:file_key"):
        place = str(PurePosixPath(listed[0]).parent) if listed else key["folder"]
        listed = [*listed, *(f"{place}/{file.name}" for file in (folder / place).glob("*.csv"))]
    return listed


def key_of(inputs: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the inputs that something is made from: equal inputs, equal key."""
    return hashlib.sha256(json.dumps(dict(inputs), sort_keys=True).encode()).hexdigest()
