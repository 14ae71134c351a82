"""Read and check the manifests of reports, kits and runs, which may have been damaged since they were written.

Knows what all that read them rely on. What else is in one is for `rerun`.
"""

import hashlib
import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel, Field

from credatlas.files.site_layout import DOWNLOADS

MANIFEST = "manifest.json"
MEDIA_TYPES = {  # the same on every machine; of other files, what the machine knows
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".ipynb": "application/x-ipynb+json",
}


class Artefact(BaseModel):
    """One file that a manifest lists, with its hash."""

    path: str
    sha256: str


class Inputs(BaseModel):
    """What something was made from; only the hashes of its data are read."""

    data: dict[str, str] = Field(default_factory=dict)


class Manifest(BaseModel):
    """What every manifest says."""

    name: str
    title: str
    day: str
    key: str
    data_version: str
    inputs: Inputs
    artefacts: list[Artefact]


class ReportManifest(Manifest):
    """The manifest of a report."""

    study: str
    as_of: str
    parameters: dict[str, Any]
    figures: list[str]


class KitManifest(Manifest):
    """The manifest of a kit."""

    lang: str
    thumbnail: str | None


class Downloads(BaseModel):
    """The list of the tables to download."""

    key: str
    tables: list[dict[str, Any]]
    workbook: list[dict[str, Any]]
    artefacts: list[Artefact]


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """Return the manifest of a report, a kit or a run; None where there is none, or what is there is none.

    Raises OSError for one that may not be read: whether it is whole is not known then.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        (KitManifest if "thumbnail" in manifest else ReportManifest).model_validate(manifest)
    except (FileNotFoundError, NotADirectoryError, ValueError, TypeError, RecursionError):
        return None
    return manifest


def read_downloads(out: Path) -> dict[str, Any]:
    """Return the list of the tables that a site has for download; {} where it has none, or the list is damaged."""
    try:
        listed = json.loads((out / DOWNLOADS / MANIFEST).read_text(encoding="utf-8"))
        Downloads.model_validate(listed)
    except (OSError, ValueError, RecursionError):
        return {}
    return listed


def describe_artefacts(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return what a manifest says of each of these files: path, hash, size and media type."""
    return [
        {
            "path": path,
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
            "media_type": MEDIA_TYPES.get(PurePosixPath(path).suffix) or mimetypes.guess_type(path)[0] or "text/plain",
        }
        for path, content in files.items()
    ]


def is_inside(path: str) -> bool:
    """Say whether the path of an artefact is one below its manifest."""
    return not (PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\0" in path)
