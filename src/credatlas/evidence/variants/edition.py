"""Say which data these are: their version, and what is not as it was published or loaded.

Knows frames and the seal of datapackage.json, a hash of the published tables. Changes nothing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from credatlas.evidence.schema import ATTRIBUTES
from credatlas.files import hash_data, key_of

SEAL = "credatlas:sha256"  # of the tables, in the datapackage.json of published data
KEY = ["framework_id", "indicator_id"]
CODED = [*ATTRIBUTES, "confidence"]
TOLD = ["note", "place"]  # follow from a changed code, and are no change of their own
KEPT = {
    "confidence": "{} confidence only",
    "framework": "framework {} only",
    "access": "sources read as {} only",
    "pass": "codes of pass {}",
}

Selection = tuple[tuple[str, tuple[str, ...]], ...]


class Edition(NamedTuple):
    """Which data these are.

    version: that of datapackage.json. edited: the files are not those of the published version. codes: how many codes
    of provisions were changed since they were read, a new status with all that goes with it as one. altered: something
    else was. selected: what alone was kept, by name of the choice.
    """

    version: str
    edited: bool
    codes: int
    altered: bool
    selected: Selection

    def __str__(self) -> str:
        codes = f"{self.codes} code{'' if self.codes == 1 else 's'} changed"
        told = [(self.edited, "files edited"), (self.codes, codes), (self.altered, "tables altered")]
        changes = " and ".join(words for holds, words in told if holds)
        kept = [KEPT[name].format(" or ".join(values)) for name, values in self.selected]
        return ", ".join([f"{self.version} with {changes}" if changes else self.version, *kept])


def seal(folder: Path) -> str:
    """Return the hash of all tables of a data folder, which datapackage.json holds where they are published."""
    return key_of({file: content for file, content in hash_data(folder).items() if file.endswith(".csv")})


def is_edited(folder: Path, descriptor: Mapping[str, Any]) -> bool:
    """Whether the tables of a folder are not those that its datapackage.json was published with."""
    return SEAL in descriptor and descriptor[SEAL] != seal(folder)


def tell_differences(tables: Mapping[str, pd.DataFrame], loaded: Mapping[str, pd.DataFrame]) -> tuple[int, bool]:
    """Return how many codes of provisions differ from those loaded, and whether anything else does.

    The order of rows does not matter.
    """
    before, after = (frames["provisions"].set_index(KEY) for frames in (loaded, tables))
    codes = 0
    if not after[CODED].equals(before[CODED]):
        both = after.index.intersection(before.index)
        old, new = before.loc[both, CODED], after.loc[both, CODED]
        changed = (old != new) & ~(old.isna() & new.isna())
        codes = int(changed.sum(axis=1).mask(changed["status"], 1).sum())
    rest = [frame.drop(columns=[*CODED, *TOLD], errors="ignore").reset_index() for frame in (before, after)]
    pairs = [(loaded[name], tables[name]) for name in loaded if name != "provisions"]
    return codes, not all(_alike(old, new) for old, new in [tuple(rest), *pairs])


def _alike(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    if one is other or one.equals(other):
        return True
    if len(one) != len(other) or list(one) != list(other):
        return False
    ordered = [frame.sort_values(list(frame), ignore_index=True) for frame in (one, other)]
    return ordered[0].equals(ordered[1])
