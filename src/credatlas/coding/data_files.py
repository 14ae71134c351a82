"""Add rows to a CSV file and file names to datapackage.json, move its version, and leave all other bytes as they are.

Takes and returns the contents of files; writes nothing.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from credatlas.evidence import find_separator
from credatlas.evidence.variants import SEAL

PATHS = re.compile(r'"path"\s*:\s*(\[[^\]]*\])')  # the list of a table's files
WIDTH = 118  # characters of a line of datapackage.json


def append_rows(content: bytes, rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file with rows added at its end, with its own separator and line endings."""
    separator = find_separator(content.decode("utf-8-sig"))
    ending = "\r\n" if b"\r\n" in content else "\n"
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=ending).writerows(rows)
    added = text.getvalue().encode()
    joint = b"" if content.endswith(b"\n") or not added else ending.encode()
    return content + joint + added


def list_files(content: bytes, added: dict[str, str]) -> bytes:
    """Return datapackage.json with a file added to the sorted `path` list of each named resource, at most once."""
    text = content.decode("utf-8-sig")
    package = json.loads(text)
    lists, places = [], list(PATHS.finditer(text))
    for resource in package["resources"]:
        before = resource["path"]
        if file := added.get(resource["name"]):
            resource["path"] = sorted({*([before] if isinstance(before, str) else before), file})
        if isinstance(before, list):
            lists.append((before, resource["path"]))
    if [json.loads(found[1]) for found in places] == [before for before, _ in lists]:
        for (before, after), found in reversed(list(zip(lists, places, strict=True))):
            if after != before:
                indent = " " * (found.start() - text.rfind("\n", 0, found.start()) - 1)
                text = text[: found.start(1)] + _format_list(after, indent) + text[found.end(1) :]
    return _keep_layout(text, package)


def move_version(content: bytes) -> bytes:
    """Return datapackage.json with the next version: data that were added to are not those of the version before."""
    return _state(content, {"version": next_version(json.loads(content)["version"])})


def own_package(content: bytes, name: str) -> bytes:
    """Return datapackage.json as that of data of one's own: a name, version 0.1, and whose data they are made after."""
    package = json.loads(content)
    after = {"title": f"{package['name']} data {package['version']}", "path": package.get("homepage", "")}
    sources = [{key: text for key, text in after.items() if text}]
    return _state(content, {"name": name, "version": "0.1", "sources": sources, SEAL: None})


def _state(content: bytes, stated: dict[str, Any]) -> bytes:
    """Return datapackage.json with some properties stated otherwise or left out (None), each on its own line."""
    package = json.loads(content)
    text = content.decode("utf-8-sig")
    for name, value in stated.items():
        old, new = (f'"{name}": {json.dumps(one, ensure_ascii=False)}' for one in (package.get(name), value))
        if value is None:
            text = re.sub(rf"{re.escape(old)},?\s*", "", text, count=1)
        elif name not in package:
            text = text.replace("{", f"{{\n  {new},", 1)
        else:
            text = text.replace(old, new, 1)
    return _keep_layout(text, {name: value for name, value in (package | stated).items() if value is not None})


def _keep_layout(text: str, package: dict[str, Any]) -> bytes:
    """Return the edited text where it says what it is to say, else the package written anew."""
    return (text if json.loads(text) == package else json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def next_version(version: str) -> str:
    """Return the version after one: 0.1 is followed by 0.2, a month such as 2026.12 by 2026.12.1."""
    last = re.fullmatch(r"(?![0-9]{4}\.[0-9]{1,2}$)(.*?)([0-9]{1,9})", version)
    return f"{last[1]}{int(last[2]) + 1}" if last else f"{version}.1"


def _format_list(paths: Sequence[str], indent: str) -> str:
    lines = ",\n".join(f"{indent}  {line}" for line in _wrap(paths, WIDTH - len(indent) - 3))
    return f"[\n{lines}\n{indent}]"


def _wrap(paths: Sequence[str], width: int) -> Iterator[str]:
    line = ""
    for quoted in map(json.dumps, paths):
        if line and len(line) + 2 + len(quoted) > width:
            yield line
            line = ""
        line = f"{line}, {quoted}" if line else quoted
    yield line
