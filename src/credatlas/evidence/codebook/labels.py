"""Set the provisions beside everything that is known of them by name: one table that needs no other."""

from collections.abc import Mapping

import pandas as pd

from credatlas.evidence.dates import DAYS
from credatlas.evidence.schema import ATTRIBUTES
from credatlas.settings import require_language

COLUMNS = [
    "jurisdiction_id", "jurisdiction", "framework_id", "framework", "instrument_type", "in_force_from", "from_day",
    "in_force_to", "to_day", "dimension_id", "dimension", "indicator_id", "indicator", "status", "status_label",
    "scope", "scope_label", "obligation", "obligation_label", "precision", "precision_label", "delegation",
    "delegation_label", "finding", "confidence", "confidence_label", "source_id", "source", "published", "url",
    "locator",
]  # fmt: skip


def write_code(code: str | float) -> str:
    """Return a code as it stands in the table of codes: a number without its decimal point."""
    return code if isinstance(code, str) else f"{code:g}"


def label_provisions(tables: Mapping[str, pd.DataFrame], lang: str) -> pd.DataFrame:
    """Return the provisions with names, labels of their codes, dates of their framework, and source.

    Frames in one out, by the names of the data; a placeholder of a search that found nothing has instrument_type
    `none`. Text, also a day, is "" and a code NaN where there is none. Raises ValueError for an unknown language.
    """
    provisions, name = tables["provisions"], f"name_{require_language(lang)}"
    labels = tables["codes"].set_index(["attribute", "code"])[f"label_{lang}"]
    taken = {"framework": ("frameworks", "name"), "source": ("sources", "title")}
    taken |= {kind: (f"{kind}s", name) for kind in ("jurisdiction", "dimension", "indicator")}
    taken |= {column: ("frameworks", column) for column in ("instrument_type", "in_force_from", "in_force_to")}
    taken |= {column: ("sources", column) for column in ("published", "url")}
    added = {}
    for column, (table, of) in taken.items():
        key = f"{table.removesuffix('s')}_id"
        added[column] = provisions[key].map(tables[table].set_index(key)[of]).fillna("")
    for day, (column, find) in DAYS.items():
        added[day] = added[column].map(lambda text, find=find: find(text).isoformat() if text else "")
    for column in (*ATTRIBUTES, "confidence"):
        known = labels[column]
        added[f"{column}_label"] = provisions[column].map(lambda code, known=known: known.get(write_code(code), ""))
    return provisions.assign(**added)[COLUMNS]
