"""Data in which every text that is free to say anything says what would run, or break a page, if it were not taken as
text.
"""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from credatlas.evidence.tables import NAMES, TURNS

RUNS = "<script>window.pwned=1</script></svg><img src=x onerror=window.pwned=1>"
LINKS = "[a](javascript:window.pwned=1) ![b](x.png) <a href='javascript:window.pwned=1'>c</a>"
TYPST = "#panic() $x^2 \\ *b* _i_ @x `c` // d /* e */ <f> ~ = g"
MARKS = "\u202eright to left\u202c &amp; ]]> --> {{ 7 * 7 }} {% h %}"
HOSTILE = f"{RUNS} {LINKS} {TYPST} {MARKS}"
SHORT = "<b>#$@\\*`\u202e//"  # where no more than 18 characters are allowed
TERMS = (
    "must peavad <script>window.pwned=1</script> #panic() $x$ `c` @x \u202e<b>"  # where no more than eight words are
)
ADDRESS = "https://example.org/'\"><script>window.pwned=1</script>"  # one without a host is refused by the checks
KEYS = {"test", "attribute", "code", "jurisdiction_id"}  # free by the schema, but looked up by name


def list_free_columns(folder: Path) -> Iterator[tuple[str, dict, list[Path]]]:
    """Yield table, field and files of every column that the schema lets say anything."""
    for resource in json.loads((folder / "datapackage.json").read_text())["resources"]:
        schema, paths = resource["schema"], resource["path"]
        files = [folder / path for path in ([paths] if isinstance(paths, str) else paths)]
        keys = {name for key in schema.get("foreignKeys", []) for name in _listed(key["fields"])}
        for field in schema["fields"]:
            rules = field.get("constraints", {})
            closed = field["type"] != "string" or "enum" in rules or not rules.get("pattern", ".").startswith(".")
            if not closed and field["name"] not in keys | KEYS:
                yield resource["name"], field, files


def _listed(fields: str | list[str]) -> list[str]:
    return [fields] if isinstance(fields, str) else fields


def write_hostile_data(source: Path, folder: Path) -> Path:
    """Copy a data folder and let every free text end with what is hostile; empty cells stay empty."""
    shutil.copytree(source, folder)
    described = folder / "datapackage.json"
    descriptor = json.loads(described.read_text())
    descriptor["title"] += f" {HOSTILE}"
    for field in [field for resource in descriptor["resources"] for field in resource["schema"]["fields"]]:
        if field["name"] == "url":
            del field["constraints"]["pattern"]  # data that come from others bring a schema of theirs
    described.write_text(json.dumps(descriptor))
    for _, field, files in list_free_columns(folder):
        for file in files:
            _spoil(file, field)
    return folder


def _spoil(file: Path, field: dict) -> None:
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    name = field["name"]
    for number, row in enumerate(rows):
        if name == "url" and row[name]:
            row[name] = f"{ADDRESS}//{number}"  # no two sources have one address
        elif "pattern" in field.get("constraints", {}):
            row[name] = f"{number}{TURNS.sub('', SHORT)}"
        elif name == "key_terms" and row[name]:
            row[name] = TERMS
        elif row[name]:
            row[name] = f"{row[name]} {TURNS.sub('', HOSTILE) if name.startswith(NAMES) else HOSTILE}"
    with file.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
