"""Hash files, data folders and inputs with SHA-256. Imports nothing heavy."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DESCRIPTOR = "datapackage.json"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_data(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of the description of a data folder and of every table that it names, by path.

    Other files are no data. What cannot be read has no hash: it is for the checks to say what is wrong with it.
    """
    names = [DESCRIPTOR, *_named_tables(folder)]
    return {name: hash_file(folder / name) for name in sorted(set(names)) if (folder / name).is_file()}


def _named_tables(folder: Path) -> list[str]:
    try:
        resources = json.loads((folder / DESCRIPTOR).read_bytes())["resources"]
        paths = [resource["path"] for resource in resources]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return []
    named = [path for some in paths for path in (some if isinstance(some, list) else [some])]
    return [path for path in named if isinstance(path, str) and ".." not in path and not path.startswith("/")]


def key_of(inputs: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the inputs that something is made from: equal inputs, equal key."""
    return hashlib.sha256(json.dumps(dict(inputs), sort_keys=True).encode()).hexdigest()
