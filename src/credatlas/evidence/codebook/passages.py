"""Find words in the codebook: in names and questions, in codes and what they mean, on the page of each indicator.

Knows how a page is written. Only what the tables hold is there in French and Spanish; the pages are English.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from credatlas.evidence.display import ShownFrame
from credatlas.settings import require_language

COLUMNS = ["id", "part", "text"]
_SECTION = re.compile(r"^## (.+)\n", re.MULTILINE)
_PASSAGE = re.compile(r"\n\s*\n|\n(?=- |\d+\. )")  # a paragraph, or a point of a list with what stands below it
_MARKS = re.compile(r"\[([^]]*)\]\([^)]*\)|^(?:#+|-|\d+\.|>) |[*`]", re.MULTILINE)  # of Markdown


class Passages(ShownFrame):
    """Passages of the codebook: id of a dimension, indicator or attribute, part, text; shown in full in JupyterLab."""


def find_passages(words: str, tables: Mapping[str, pd.DataFrame], folder: Path, lang: str) -> Passages:
    """Return the passages of the codebook in which every one of the words stands, whole or as part of another.

    tables: dimensions, indicators and codes of the data in `folder`. Raises ValueError for an unknown language.
    """
    sought = words.casefold().split()
    found = [row for row in _list_passages(tables, folder, lang) if all(word in row[2].casefold() for word in sought)]
    passages = Passages(found, columns=COLUMNS)
    passages.attrs.update(caption=f"{words}: {len(found)}", lang=lang)
    return passages


def read_page(folder: Path, name: str) -> str:
    """Return the page of an indicator in the codebook, as Markdown; "" where the data have none."""
    path = folder / "codebook" / f"{name}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _list_passages(tables: Mapping[str, pd.DataFrame], folder: Path, lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, part and text of each passage: names and questions first, then codes, then pages."""
    require_language(lang)
    for kind in ("dimension", "indicator"):
        for row in tables[f"{kind}s"].to_dict("records"):
            yield from ((row[f"{kind}_id"], part, row[f"{part}_{lang}"]) for part in ("name", "question"))
    for row in tables["codes"].to_dict("records"):
        yield row["attribute"], row["code"], f"{row[f'label_{lang}']}: {row[f'meaning_{lang}']}"
    for name in tables["indicators"]["indicator_id"] if lang == "en" else ():
        _, *parts = _SECTION.split(read_page(folder, name))
        for head, body in zip(parts[::2], parts[1::2], strict=True):
            plain = (" ".join(_MARKS.sub(r"\1", passage).split()) for passage in _PASSAGE.split(body))
            yield from ((name, head, passage) for passage in plain if passage)
