"""Keep the data that reports were made from, once per state of them, so that the next build can say what changed.

Knows <out>/runs/_data/<digest>/, a copy of the tables of one state. Reads no table.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from credatlas.files import hash_data

STORE = Path("runs", "_data")  # no study is called so


def digest_of(hashes: Mapping[str, str]) -> str:
    """Return the name of one state of the data: a digest of the hashes of its tables."""
    return hashlib.sha256(json.dumps(dict(hashes), sort_keys=True).encode()).hexdigest()[:16]


def place_of(hashes: Mapping[str, str], out: Path) -> Path:
    """Return where in the store of `out` the copy of one state of the data lies, once it is made."""
    return out / STORE / digest_of(hashes)


def keep_data(folder: Path, out: Path) -> Path:
    """Return a copy of the tables of a data folder in the store of `out`, made when this state is not there yet.

    It is named by the digest of its hashes, taken of the copy: a table that is edited meanwhile leaves no copy that
    claims to be something else.
    """
    hashes = hash_data(folder)
    kept = place_of(hashes, out)
    if kept.is_dir():
        return kept
    beside = out / STORE / ".next"
    shutil.rmtree(beside, ignore_errors=True)
    for name in hashes:
        (beside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / name, beside / name)
    kept = place_of(hash_data(beside), out)
    if kept.is_dir():
        shutil.rmtree(beside)
    else:
        os.replace(beside, kept)
    return kept


@contextmanager
def data_in_environment(folder: str) -> Iterator[None]:
    """Name a data folder in the environment, which processes inherit, and put back what stood there."""
    before = os.environ.get("CREDATLAS_DATA")
    os.environ["CREDATLAS_DATA"] = folder
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("CREDATLAS_DATA")
        else:
            os.environ["CREDATLAS_DATA"] = before


def kept_data(hashes: Mapping[str, str], out: Path) -> Path | None:
    """Return the copy of one state of the data, None where it was not kept."""
    kept = place_of(hashes, out)
    return kept if hashes and kept.is_dir() else None


def drop_data(out: Path) -> None:
    """Delete data snapshots that no manifest refers to; none where a manifest is damaged and its data are unknown."""
    from credatlas.files import MANIFEST, read_manifest

    wanted = set()
    for path in [*out.glob(f"*/*/{MANIFEST}"), *out.glob(f"runs/*/*/{MANIFEST}")]:
        manifest = read_manifest(path.parent)
        if manifest is None:
            return
        wanted.add(digest_of(manifest["inputs"].get("data", {})))
    for path in (out / STORE).glob("*"):
        if path.name not in wanted:
            shutil.rmtree(path)
