"""Keep snapshots of the data that reports were made from, so that the next build can say what changed.

Knows <runs>/_data/<digest>/, a copy of the tables of one state. Reads no table.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from credatlas.files import MANIFEST, SNAPSHOTS, fill_folder, hash_data, read_manifest, snapshot_folder


def keep_data(folder: Path, runs: Path) -> Path:
    """Return a copy of the tables of a data folder among the runs, made when this state is not there yet.

    It is named by the digest of its hashes, taken of the copy: a table that is edited meanwhile leaves no copy that
    claims to be something else.
    """
    hashes = hash_data(folder)
    kept = snapshot_folder(hashes, runs)
    if kept.is_dir():
        return kept
    beside = runs / SNAPSHOTS / ".next"
    shutil.rmtree(beside, ignore_errors=True)
    fill_folder(beside, {name: (folder / name).read_bytes() for name in hashes})
    kept = snapshot_folder(hash_data(beside), runs)
    if kept.is_dir():
        shutil.rmtree(beside)
    else:
        os.replace(beside, kept)
    return kept


def kept_data(hashes: Mapping[str, str], runs: Path) -> Path | None:
    """Return the copy of one state of the data, None where it was not kept."""
    kept = snapshot_folder(hashes, runs)
    return kept if hashes and kept.is_dir() else None


def drop_data(out: Path, runs: Path) -> None:
    """Delete data snapshots that no manifest of the site or of a run refers to.

    None is deleted where a manifest is damaged and its data are unknown.
    """
    wanted = set()
    for path in [*out.glob(f"*/*/{MANIFEST}"), *runs.glob(f"*/*/{MANIFEST}")]:
        manifest = read_manifest(path.parent)
        if manifest is None:
            return
        wanted.add(snapshot_folder(manifest["inputs"].get("data", {}), runs))
    for path in (runs / SNAPSHOTS).glob("*"):
        if path not in wanted:
            shutil.rmtree(path)
