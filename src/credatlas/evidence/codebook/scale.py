"""Read the scale of the codes: 0 to n, as codes.csv lists them, one for obligation, precision and delegation.

The one place that knows it: tables, rules and frames ask here for what a text can be coded as.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from credatlas.evidence.schema import TableDescriptor

CODE_COLUMNS = ["obligation", "precision", "delegation"]  # columns that hold a code of the scale
HIGHEST = 9  # the most that n may be: one digit, and few enough steps that two coders could agree on one


def read_scale(codes: pd.DataFrame) -> range:
    """Return the codes that a text can get, 0 to n; `codes`: the table of codes, checked."""
    own = codes.loc[codes["attribute"].isin(CODE_COLUMNS), "code"]
    return range(own.astype(int).max() + 1)


def take_scale(pairs: Sequence[tuple[str, str]], tables: Iterable[TableDescriptor], raw: Mapping[str, Any]) -> None:
    """Let each column of codes hold what codes.csv lists for it, whatever datapackage.json says.

    pairs: attribute and code of each row of codes.csv. tables, raw: the descriptors of the tables, read and as they
    are written; both are changed, so that sheets, exports and checks all tell the same.
    """
    listed = {name: [code for attribute, code in pairs if attribute == name] for name in CODE_COLUMNS}
    allowed = {name: codes for name, codes in listed.items() if codes}
    for column in (column for table in tables for column in table.schema_.fields_ if column.name in allowed):
        column.constraints.enum = allowed[column.name]
    for field in (field for resource in raw["resources"] for field in resource["schema"]["fields"]):
        if field["name"] in allowed:
            field.setdefault("constraints", {})["enum"] = allowed[field["name"]]
