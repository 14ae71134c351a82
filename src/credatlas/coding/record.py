"""Change the files of a data folder as little as can be: a row more at the end, a file more in the list.

Knows CSV and the layout of datapackage.json. Knows no table, and writes nothing: contents come in and go out.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

PATHS = re.compile(r'"path"\s*:\s*(\[[^\]]*\])')  # the list of a table's files
WIDTH = 118  # characters of a line of datapackage.json


def append_rows(content: bytes, rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file with rows added at its end, its line ends as they were."""
    ending = "\r\n" if b"\r\n" in content else "\n"
    text = io.StringIO()
    csv.writer(text, lineterminator=ending).writerows(rows)
    added = text.getvalue().encode()
    joint = b"" if content.endswith(b"\n") or not added else ending.encode()
    return content + joint + added


def list_files(content: bytes, added: dict[str, str]) -> bytes:
    """Return datapackage.json with one more file in the list of each named resource; the rest stays as it is.

    A file that is listed already is not listed twice; the list is sorted.
    """
    text = content.decode("utf-8-sig")
    package = json.loads(text)
    several = [resource for resource in package["resources"] if isinstance(resource["path"], list)]
    places = list(PATHS.finditer(text))
    as_lists = added.keys() <= {resource["name"] for resource in several}
    if not as_lists or [json.loads(place[1]) for place in places] != [resource["path"] for resource in several]:
        return _list_anew(package, added)  # the text is laid out in a way that cannot be edited in place
    for resource, place in reversed(list(zip(several, places, strict=True))):
        if resource["name"] in added:
            indent = " " * (place.start() - text.rfind("\n", 0, place.start()) - 1)
            listed = _lay_out(_with(resource["path"], added[resource["name"]]), indent)
            text = text[: place.start(1)] + listed + text[place.end(1) :]
    return text.encode()


def _list_anew(package: dict[str, Any], added: dict[str, str]) -> bytes:
    for resource in package["resources"]:
        if resource["name"] in added:
            paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
            resource["path"] = _with(paths, added[resource["name"]])
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _with(paths: Sequence[str], file: str) -> list[str]:
    return sorted({*paths, file})


def _lay_out(paths: Sequence[str], indent: str) -> str:
    lines = ",\n".join(f"{indent}  {line}" for line in _fill(paths, WIDTH - len(indent) - 3))
    return f"[\n{lines}\n{indent}]"


def _fill(paths: Sequence[str], width: int) -> Iterator[str]:
    line = ""
    for quoted in map(json.dumps, paths):
        if line and len(line) + 2 + len(quoted) > width:
            yield line
            line = ""
        line = f"{line}, {quoted}" if line else quoted
    yield line
