"""Manifests as a build writes them, whole, with what a test needs to be otherwise."""

ANY = {
    "name": "a",
    "title": "A title",
    "day": "2026-11-24",
    "key": "0" * 64,
    "data_version": "2026.11",
    "inputs": {"data": {}},
    "artefacts": [],
}
HASH = "0" * 64


def report_manifest(**changes) -> dict:
    """That of a report."""
    return ANY | {"study": "a", "as_of": "latest", "parameters": {}, "figures": []} | changes


def kit_manifest(**changes) -> dict:
    """That of a figure to embed."""
    return ANY | {"lang": "en", "thumbnail": "a.svg"} | changes
