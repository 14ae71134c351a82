"""Hash files, data folders and inputs with SHA-256. Imports nothing heavy."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def hash_data(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every table and of the description of a data folder, by path."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".json") and path.is_file())
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in found}


def key_of(inputs: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the inputs that something is made from: equal inputs, equal key."""
    return hashlib.sha256(json.dumps(dict(inputs), sort_keys=True).encode()).hexdigest()
