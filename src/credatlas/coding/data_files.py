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
    several = [resource for resource in package["resources"] if isinstance(resource["path"], list)]
    lists = list(PATHS.finditer(text))
    as_lists = added.keys() <= {resource["name"] for resource in several}
    if not as_lists or [json.loads(found[1]) for found in lists] != [resource["path"] for resource in several]:
        return _rewrite(package, added)  # the layout of the text is not one that can be edited in place
    for resource, found in reversed(list(zip(several, lists, strict=True))):
        if resource["name"] in added:
            indent = " " * (found.start() - text.rfind("\n", 0, found.start()) - 1)
            listed = _format_list(_add_path(resource["path"], added[resource["name"]]), indent)
            text = text[: found.start(1)] + listed + text[found.end(1) :]
    return text.encode()


def move_version(content: bytes) -> bytes:
    """Return datapackage.json with the next version: data that were added to are not those of the version before."""
    return _state(content, version=next_version(json.loads(content)["version"]))


def own_package(content: bytes, name: str) -> bytes:
    """Return datapackage.json as that of data of one's own: a name, version 0.1, and whose data they are made after."""
    package = json.loads(content)
    after = {"title": f"{package['name']} data {package['version']}", "path": package.get("homepage", "")}
    own = {"name": name, "version": "0.1", "sources": [{key: text for key, text in after.items() if text}]}
    return _state(content, **own, **({SEAL: None} if SEAL in package else {}))


def _state(content: bytes, **stated: Any) -> bytes:
    """Return datapackage.json with some properties stated otherwise or left out (None), each on its own line."""
    package = json.loads(content)
    text = content.decode("utf-8-sig")
    for name, value in stated.items():
        line = f'"{name}": {json.dumps(value, ensure_ascii=False)}'
        if name in package:
            old = f'"{name}": {json.dumps(package[name], ensure_ascii=False)}'
            text = (
                text.replace(old, line, 1)
                if value is not None
                else re.sub(rf"{re.escape(old)},?\s*", "", text, count=1)
            )
        else:
            text = text.replace("{", f"{{\n  {line},", 1)
    wanted = {name: value for name, value in (package | stated).items() if value is not None}
    return (
        text.encode()
        if json.loads(text) == wanted
        else (json.dumps(wanted, ensure_ascii=False, indent=2) + "\n").encode()
    )


def next_version(version: str) -> str:
    """Return the version after one: 0.1 is followed by 0.2, a month such as 2026.12 by 2026.12.1."""
    last = re.fullmatch(r"(?![0-9]{4}\.[0-9]{1,2}$)(.*?)([0-9]{1,9})", version)
    return f"{last[1]}{int(last[2]) + 1}" if last else f"{version}.1"


def _rewrite(package: dict[str, Any], added: dict[str, str]) -> bytes:
    for resource in package["resources"]:
        if resource["name"] in added:
            paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
            resource["path"] = _add_path(paths, added[resource["name"]])
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _add_path(paths: Sequence[str], file: str) -> list[str]:
    return sorted({*paths, file})


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
