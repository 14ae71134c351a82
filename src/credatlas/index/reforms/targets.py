"""Turn the target of a reform into thresholds of dimension scores.

Knows the words for targets and the scores of all jurisdictions. Knows no provision and no code.
"""

import math
import re
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow, did_you_mean, quote
from credatlas.evidence import Dataset
from credatlas.settings import DECIMALS

UNDOMINATED = "dominated by nobody"
USUAL, FIRST = "EU", "rank 1"  # whom a reform is to reach unless somebody says, and in data without it
STEP = 10.0**-DECIMALS
_RANK = re.compile(r"rank ([1-9][0-9]*)")


@dataclass(frozen=True)
class Target:
    """A goal in dimension scores.

    alternatives: for each thing to be settled, the ways to settle it; a way is a floor in points for one or more
    dimensions. Everything must be settled, in one way at least.
    """

    text: str
    dimensions: tuple[str, ...]
    alternatives: tuple[tuple[dict[str, float], ...], ...]

    @property
    def needed(self) -> float:
        """The score in points where one floor of one dimension says it all, else NaN."""
        single = len(self.alternatives) == 1 and len(self.alternatives[0]) == 1 and len(self.dimensions) == 1
        return self.alternatives[0][0][self.dimensions[0]] if single else np.nan

    def is_met(self, scores: pd.Series) -> bool:
        """Say whether dimension scores, by dimension, reach the target."""
        return all(
            any(all(round(scores[name] - floor, DECIMALS) >= 0 for name, floor in way.items()) for way in ways)
            for ways in self.alternatives
        )


def default_target(dataset: Dataset) -> str:
    """Return the target of a reform unless one is named: the European Union's score, in other data the first rank."""
    return USUAL if USUAL in dataset else FIRST


def read_target(target: float | str, unit: str, dimension: str, dimension_scores: pd.DataFrame) -> Target:
    """Read a target: points (a number), a jurisdiction's score (its id), "rank 3", or "dominated by nobody".

    Rank k: at most k - 1 other jurisdictions with a point value in the dimension score higher. Dominated by nobody: no
    other jurisdiction with a point value in every dimension is at least as good in all and better in one.

    Raises ValueError for an unknown target, jurisdiction or dimension, and for a jurisdiction without a point value.
    """
    table = dimension_scores.pivot(index="jurisdiction_id", columns="dimension_id", values="score").round(DECIMALS)
    table = table[list(dict.fromkeys(dimension_scores["dimension_id"]))]
    if unit not in table.index:
        raise ValueError(f"no jurisdiction {quote(str(unit))}{did_you_mean(str(unit), table.index)}")
    if dimension not in table:
        raise ValueError(f"dimension {quote(str(dimension))} is not one of {', '.join(table)}")
    others = table.drop(index=unit)
    if target == UNDOMINATED:
        return Target(UNDOMINATED, tuple(table), tuple(_escapes(row) for row in others.dropna().to_dict("records")))
    floor = _floor(target, others[dimension])
    return Target(str(target), (dimension,), () if floor is None else (({dimension: floor},),))


def _escapes(rival: dict[str, float]) -> tuple[dict[str, float], ...]:
    """List the ways not to be dominated by a rival: better in one dimension, or as good in all."""
    return (*({name: floor + STEP} for name, floor in rival.items()), dict(rival))


def _floor(target: object, others: pd.Series) -> float | None:
    """Return the points to reach; None for a rank that cannot be missed."""
    if not isinstance(target, str):
        if not isinstance(target, Real) or not math.isfinite(target):
            raise ValueError(f"target {target!r} is no score; it must be a number of points")
        return round(float(target), DECIMALS)
    if match := _RANK.fullmatch(target):
        ahead = others.dropna().sort_values(ascending=False)
        return None if int(match[1]) > len(ahead) else float(ahead.iloc[int(match[1]) - 1])
    if target not in others:
        allowed = f"points, a jurisdiction, 'rank 3' or {UNDOMINATED!r}"
        near = did_you_mean(target, [UNDOMINATED, *others.index])
        raise ValueError(f"target {quote(target)} is not another jurisdiction; allowed are {allowed}{near}")
    if np.isnan(others[target]):
        raise NothingToShow(f"{target} has no score in {others.name}: too few of its indicators could be read")
    return float(others[target])
