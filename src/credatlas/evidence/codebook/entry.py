"""Look up one dimension, indicator or attribute in the codebook: question, scale with labels, a case for each code.

A case is the one that the page of the indicator tells, where there is such a page, else the first in the data.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd

from credatlas.evidence.codebook.labels import write_code
from credatlas.evidence.codebook.passages import read_page
from credatlas.evidence.display import show_table
from credatlas.evidence.schema import ATTRIBUTES
from credatlas.settings import require_language

CASE = ["framework_id", "jurisdiction_id", "finding", "source_id", "locator", "confidence"]
_HEAD = re.compile(r"^### (\w+)", re.MULTILINE)
_CASE = re.compile(r"^- \*\*([^*,]+)(?:, [^*]+)?\*\*: `([a-z0-9-]+)`", re.MULTILINE)


@dataclass(frozen=True, repr=False, eq=False)
class Entry:
    """What the codebook says of one dimension, indicator or attribute. Printed as text, shown as tables in JupyterLab.

    Attributes
    ----------
    id, name, question
        as in the data; an attribute, such as obligation, has no question.
    scale
        one row per code: attribute, code (text), label, meaning.
    cases
        of an indicator: one row per code that somebody was given, with attribute, code, label, and of the provision
        framework_id, jurisdiction_id, finding, source_id, locator, confidence.
    indicators
        of a dimension: its indicators, with indicator_id, name, question.
    page
        of an indicator: how to code it, in English and Markdown; "" where the data have no such page.
    """

    id: str
    name: str
    question: str = ""
    scale: pd.DataFrame = field(default_factory=pd.DataFrame)
    cases: pd.DataFrame = field(default_factory=pd.DataFrame)
    indicators: pd.DataFrame = field(default_factory=pd.DataFrame)
    page: str = ""
    lang: str = "en"

    @property
    def title(self) -> str:
        """Name and id, such as `stacking (ST1)`."""
        return f"{self.name} ({self.id})" if self.question else self.name

    def __repr__(self) -> str:
        lines = [self.title, *([fill(self.question, 100)] if self.question else [])]
        for row in self._rows().to_dict("records"):
            words, case = row.pop("question", row.pop("meaning", "")), row.pop("case", "")
            line = f"{' '.join(row.values())}: {words}" + (f" ({case})" if case else "")
            lines.append(fill(line, 100, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = self._rows()
        question = f'<p lang="{self.lang}">{escape(self.question)}</p>' if self.question else ""
        return question + show_table(self.title, list(rows), rows.to_numpy().tolist(), self.lang)

    def _rows(self) -> pd.DataFrame:
        """Return what is shown: the indicators of a dimension, else the scale, with the framework of each case."""
        if len(self.indicators):
            return self.indicators
        if self.cases.empty:
            return self.scale
        cases = self.cases[["attribute", "code", "framework_id"]].rename(columns={"framework_id": "case"})
        return self.scale.merge(cases, how="left").fillna({"case": ""})


def look_up(name: str, tables: Mapping[str, pd.DataFrame], folder: Path, lang: str) -> Entry | None:
    """Return what the codebook says of a dimension, indicator or attribute of the data in `folder`, None of any other.

    tables: of the data, of every date. Raises ValueError for an unknown language.
    """
    require_language(lang)
    codes = tables["codes"].rename(columns={f"label_{lang}": "label", f"meaning_{lang}": "meaning"})
    codes = codes[["attribute", "code", "label", "meaning"]]
    if name in set(codes["attribute"]):
        return Entry(name, name, scale=_only(codes, attribute=name), lang=lang)
    texts = {f"name_{lang}": "name", f"question_{lang}": "question"}
    dimensions, indicators = (tables[kind].rename(columns=texts) for kind in ("dimensions", "indicators"))
    for row in _only(dimensions, dimension_id=name).to_dict("records"):
        listed = _only(indicators, dimension_id=name)[["indicator_id", "name", "question"]]
        return Entry(name, row["name"], row["question"], indicators=listed, lang=lang)
    for row in _only(indicators, indicator_id=name).to_dict("records"):
        page, scale = read_page(folder, name), _only(codes, attribute=ATTRIBUTES)
        cases = _find_cases(name, scale, tables["provisions"], page)
        return Entry(name, row["name"], row["question"], scale, cases, page=page, lang=lang)
    return None


def _only(table: pd.DataFrame, **wanted: Any) -> pd.DataFrame:
    ((column, values),) = wanted.items()
    return table[table[column].isin([values] if isinstance(values, str) else values)].reset_index(drop=True)


def _find_cases(indicator_id: str, scale: pd.DataFrame, provisions: pd.DataFrame, page: str) -> pd.DataFrame:
    """Return a provision for each code of the scale that one was given, the one that the page tells before others."""
    _, *parts = _HEAD.split(page)
    told = {head.lower(): dict(_CASE.findall(body)) for head, body in zip(parts[::2], parts[1::2], strict=True)}
    own, cases = _only(provisions, indicator_id=indicator_id), []
    for row in scale.to_dict("records"):
        written = own[row["attribute"]].map(write_code)
        having = own[written == row["code"]]
        first = having["framework_id"] == told.get(row["attribute"], {}).get(row["code"])
        for case in pd.concat([having[first], having[~first]]).head(1)[CASE].to_dict("records"):
            cases.append({name: row[name] for name in ("attribute", "code", "label")} | case)
    return pd.DataFrame(cases, columns=["attribute", "code", "label", *CASE])
