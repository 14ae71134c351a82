"""Decide whether a report is up to date: hash everything that it is made from; equal keys need no second run.

Knows what goes into a report. Tools that leave the data out of such a key publish stale reports; here they are in it.
"""

import hashlib
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version

from credatlas import __version__
from credatlas.files import hash_file
from credatlas.paths import PACKAGE
from credatlas.reports.render import own_fonts
from credatlas.reports.run import Job

TOOLS = ("pandas", "numpy", "scipy", "matplotlib", "seaborn", "papermill", "jinja2", "mistune", "ipykernel", "typst")
UNCHANGED = "nothing it is made from has changed"
SOURCES = (".py", ".j2", ".css", ".typ", ".json", ".po", ".mo", ".js")


@cache
def describe_tools() -> dict[str, str]:
    """Return the versions of the tools that a report is made with, and a hash of this library's own source."""
    own = hashlib.sha256()
    for path in sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in SOURCES and "notebooks" not in path.parts and "data" not in path.parts
    ):
        own.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return {"credatlas": __version__, "source": own.hexdigest(), **{name: version(name) for name in TOOLS}}


def describe_commit() -> str:
    """Return the commit of the checkout that the package runs from, with a plus where files differ; "" elsewhere."""
    root = PACKAGE.parents[1]
    if not (root / ".git").exists():
        return ""
    git = ["git", "-C", str(root), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=+"]
    try:
        return subprocess.run(git, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def inputs_of(job: Job, data: dict[str, str], formats: Sequence[str], base: str = "") -> dict:
    """Return everything that decides what the report of a job holds; `base`: the web address of the site, if known."""
    return {
        "notebook": hash_file(job.notebook),
        "parameters": dict(job.parameters),
        "data": data,
        "formats": sorted(formats),
        "tools": describe_tools() | {font.name: hash_file(font) for font in own_fonts()},
        **({"base": base} if base else {}),
    }


def explain_need(standing: dict | None, inputs: dict) -> str:
    """Say why something would be made or not: what differs between that in the site, by its manifest, and one now."""
    if not standing:
        return "it is not in the site"
    changed = differing(standing["inputs"], inputs)
    return f"changed: {', '.join(changed)}" if changed else UNCHANGED


def differing(before: dict, after: dict) -> list[str]:
    """Name what differs between the inputs of two runs, such as `data/frameworks.csv` or `tools/pandas`."""
    named = []
    for part in sorted(before.keys() | after.keys()):
        old, new = before.get(part), after.get(part)
        if isinstance(old, dict) and isinstance(new, dict):
            named += [f"{part}/{name}" for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
        elif old != new:
            named.append(part)
    return named
