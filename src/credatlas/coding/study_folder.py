"""Make a study folder of one's own: data, notebooks, and a README that walks through coding one framework.

Knows what such a folder holds. What its data are is said by `evidence`.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path
from textwrap import indent

from credatlas.coding.data_files import own_package
from credatlas.evidence import DESCRIPTOR, empty_files
from credatlas.files import fill_folder
from credatlas.paths import MARKER, shipped_folder

TEMPLATE = Path(__file__).parent / "template" / "study"
EXAMPLE = "ca-cican-2021"  # the framework that the README codes: read whole, so that nothing is missing
FOR_ONE = ("evidence", "profile", "changes")  # studies that make sense while only one framework is coded
LATER = "# These need several jurisdictions with scores, or claims to test: take the marks away once there are."
LONGEST_NAME = 40  # characters of the name of a data package
NOTEBOOKS = ("[0-9][0-9]-*.ipynb", "studies.toml")  # and none that somebody began beside them
HIDDEN = shutil.ignore_patterns(".*", "__pycache__")


def make_study_folder(folder: Path, *, empty: bool = False) -> Path:
    """Make a study folder: `data` (a copy of the shipped, or empty), `notebooks`, `example`, README.md, credatlas.toml.

    Raises
    ------
    ValueError
        when the folder exists and holds something; then nothing is written.
    OSError
        when it cannot be written; what was written is removed.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder that does not exist yet")
    if folder.is_dir() and any(folder.iterdir()):
        raise ValueError(f"{folder} is not empty; name a folder that does not exist yet")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".credatlas-", dir=folder.parent) as staging:
        made = Path(staging) / "made"
        made.mkdir()
        _fill(made, empty, folder.name)
        _move(made, folder)
    return folder


def _fill(made: Path, empty: bool, name: str) -> None:
    data, notebooks = shipped_folder("data"), shipped_folder("notebooks")
    (made / "notebooks").mkdir()
    for path in (path for pattern in NOTEBOOKS for path in notebooks.glob(pattern)):
        shutil.copy(path, made / "notebooks")
    if empty:
        fill_folder(made / "data", empty_files(data))
        studies = made / "notebooks" / "studies.toml"
        studies.write_text(set_aside(studies.read_text("utf-8")), "utf-8")
    else:
        shutil.copytree(data, made / "data", ignore=HIDDEN)
    package = made / "data" / DESCRIPTOR
    package.write_bytes(own_package(package.read_bytes(), _package_name(name)))
    template = {path.relative_to(TEMPLATE).as_posix(): path for path in TEMPLATE.rglob("*") if path.is_file()}
    template["example/final.csv"] = data / "provisions" / f"{EXAMPLE}.csv"
    fill_folder(made, {name: path.read_bytes() for name, path in template.items()})


def _package_name(folder: str) -> str:
    """Return the name of a data package as its standard wants it, and never that of the published data."""
    name = re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-")[:LONGEST_NAME]
    return f"my-{name or 'atlas'}" if name in ("", "credatlas") else name


def set_aside(studies: str) -> str:
    """Return the text of studies.toml with each study that compares jurisdictions made a comment, at the end."""
    blocks = studies.rstrip("\n").split("\n\n")
    kept = [block for block in blocks if block.startswith(("#", *(f"[{name}]" for name in FOR_ONE)))]
    later = [indent(block, "# ") for block in blocks if block not in kept]
    return "\n\n".join([*kept, LATER, *later]) + "\n"


def _move(made: Path, folder: Path) -> None:
    """Put what was made in place: in one step, or into an empty folder with the marker last."""
    if not folder.exists():
        os.rename(made, folder)
        return
    for path in sorted(made.iterdir(), key=lambda path: path.name == MARKER):
        os.rename(path, folder / path.name)
