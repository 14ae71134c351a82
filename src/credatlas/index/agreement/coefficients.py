"""Agreement coefficients: percent agreement, Krippendorff's alpha, Gwet's AC2, with bootstrap intervals.

Knows tables of units x coders and published coefficients; knows nothing of what was coded. A unit counts where at
least two coders coded it. Missing means that the coder was absent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow

Level = Literal["nominal", "ordinal", "interval"]
LEVELS = get_args(Level)
Weighting = Literal["identity", "ordinal", "linear", "quadratic"]
WEIGHTINGS = get_args(Weighting)


class UndefinedAgreement(NothingToShow):
    """The coefficient has no value on these codes."""


@dataclass(frozen=True)
class Interval:
    """A statistic with its percentile interval; `undefined` draws (of `draws`) had no value and are not in it."""

    point: float
    low: float
    high: float
    level: float
    draws: int
    undefined: int


def percent_agreement(codes: pd.DataFrame | np.ndarray) -> float:
    """Return the share (0-1) of pairs of coders that agree, averaged over units.

    Raises
    ------
    UndefinedAgreement
        no unit was coded by two coders.
    """
    counts, _ = _tally(codes)
    coders = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (coders * (coders - 1))).mean())


def confusion(codes: pd.DataFrame, categories: Sequence | None = None) -> pd.DataFrame:
    """Count the units by the code of the first coder (rows) and of the second (columns).

    Parameters
    ----------
    categories
        the codes to show, in order; by default those that occur, sorted.

    Raises
    ------
    ValueError
        there are not exactly two coders, or a code is not among the categories.
    """
    codes = pd.DataFrame(codes)
    if codes.shape[1] != 2:
        raise ValueError(f"a confusion table needs 2 coders, not {codes.shape[1]}")
    both = codes.dropna()
    categories = _categories(both.to_numpy(), categories)
    table = pd.crosstab(both.iloc[:, 0], both.iloc[:, 1])
    table = table.reindex(index=categories, columns=categories, fill_value=0)
    return table.rename_axis(index=str(codes.columns[0]), columns=str(codes.columns[1]))


def krippendorff_alpha(codes: pd.DataFrame | np.ndarray, level: Level = "ordinal") -> float:
    """Return Krippendorff's alpha: 1 for agreement, 0 for what pairing codes at random would give.

    Parameters
    ----------
    codes
        units x coders; numbers, or ordered categories, unless `level` is nominal.
    level
        nominal (codes are equal or not), ordinal (the codes between two count), interval (their distance squared).

    Raises
    ------
    ValueError
        unknown level.
    UndefinedAgreement
        fewer than two different codes were used, or no unit was coded twice.

    Notes
    -----
    Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    order = _order_of(codes)
    counts, categories = _tally(codes, order)
    if level == "interval" or (level == "ordinal" and order is None):
        _refuse_unordered(categories, "ordered categories, or take them as nominal")
    if len(categories) < 2:
        raise UndefinedAgreement(f"alpha has no value: every code is {categories[0]!r}")
    pairs = np.einsum("uc,uk->ck", counts / (counts.sum(axis=1, keepdims=True) - 1), counts)
    pairs -= np.diag((counts / (counts.sum(axis=1, keepdims=True) - 1)).sum(axis=0))
    used = counts.sum(axis=0)
    distance = _distance(used, categories, level)
    observed, expected = (pairs * distance).sum(), (np.outer(used, used) * distance).sum() / (used.sum() - 1)
    return float(1 - observed / expected)


def gwet_ac2(
    codes: pd.DataFrame | np.ndarray, weights: Weighting = "ordinal", categories: Sequence | None = None
) -> float:
    """Return Gwet's AC2 (AC1 with identity weights), which stays meaningful when nearly all codes are alike.

    Parameters
    ----------
    codes
        units x coders; numbers where `weights` is linear or quadratic.
    weights
        how far two codes agree: identity, ordinal (by the codes between them), linear or quadratic (by distance).
    categories
        the codes that coders could use; by default those that they used. More categories, less chance.

    Raises
    ------
    ValueError
        unknown weights, or a code that is not among the categories.
    UndefinedAgreement
        there are fewer than two categories, or no unit was coded twice.

    Notes
    -----
    Source: Gwet, British Journal of Mathematical and Statistical Psychology 61 (2008); Handbook of Inter-Rater
    Reliability, 4th edition (2014). Units coded once count towards how often a category is used.
    """
    if weights not in WEIGHTINGS:
        raise ValueError(f"weights must be one of {', '.join(WEIGHTINGS)}, not {weights!r}")
    order = _order_of(codes) if categories is None else categories
    counts, categories = _tally(codes, order, least=1)
    if weights in ("linear", "quadratic") or (weights == "ordinal" and order is None):
        _refuse_unordered(categories, "name the categories in their order, or take identity weights")
    size = len(categories)
    if size < 2:
        raise UndefinedAgreement(f"AC2 has no value: every code is {categories[0]!r}")
    weight = _agreement_weights(categories, weights)
    coders = counts.sum(axis=1)
    used = (counts / coders[:, None]).mean(axis=0)
    chance = weight.sum() / (size * (size - 1)) * (used * (1 - used)).sum()
    twice, coders = counts[coders >= 2], coders[coders >= 2]
    observed = ((twice * (twice @ weight - 1)).sum(axis=1) / (coders * (coders - 1))).mean()
    return float((observed - chance) / (1 - chance))


def bootstrap_by(
    statistic: Callable[[pd.DataFrame], float],
    codes: pd.DataFrame,
    groups: Sequence | pd.Series,
    draws: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Say how far a statistic would move with other groups of units: a bootstrap that draws whole groups.

    Units of a group (the provisions of a framework) are coded alike, so they are kept together.

    Parameters
    ----------
    statistic: from a frame of units x coders to a number, such as `krippendorff_alpha`.
    groups: the group of each unit, in the order of the rows.

    Raises
    ------
    ValueError: there are fewer than two groups, their number differs from the units', a unit has none, level is not
    between 0 and 1, draws is below 1, or no draw had a value.
    """
    if not 0 < level < 1 or draws < 1:
        raise ValueError(f"level {level} must be above 0 and below 1, and draws {draws} 1 or more")
    codes = pd.DataFrame(codes)
    group, names = pd.factorize(pd.Series(groups))
    if (group < 0).any():
        raise ValueError(f"unit {int(np.argmin(group)) + 1} of {len(group)} has no group")
    if len(group) != len(codes):
        raise ValueError(f"{len(group)} groups for {len(codes)} units")
    if len(names) < 2:
        raise ValueError(f"a bootstrap needs at least 2 groups, not {len(names)}")
    members = [np.flatnonzero(group == number) for number in range(len(names))]
    picks = np.random.default_rng(seed).integers(len(names), size=(draws, len(names)))
    drawn = np.array([_value(statistic, codes.take(np.concatenate([members[one] for one in pick]))) for pick in picks])
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        raise UndefinedAgreement(f"the statistic has no value in any of {draws} draws")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(statistic(codes)), float(low), float(high), level, draws, draws - len(known))


def _value(statistic: Callable[[pd.DataFrame], float], codes: pd.DataFrame) -> float:
    try:
        return statistic(codes)
    except UndefinedAgreement:
        return np.nan  # counted in Interval.undefined


def _tally(
    codes: pd.DataFrame | np.ndarray, categories: Sequence | None = None, least: int = 2
) -> tuple[np.ndarray, list]:
    """Count the coders per unit and category, over the units that at least `least` coders coded."""
    if isinstance(codes, pd.DataFrame) and any(pd.api.types.is_extension_array_dtype(kind) for kind in codes.dtypes):
        codes = codes.astype(object).where(codes.notna(), np.nan)  # NA is neither equal nor unequal to a code
    table = np.asarray(codes)
    present = ~pd.isna(table)
    coders = present.sum(axis=1)
    if not (coders >= 2).any():
        raise UndefinedAgreement("no unit was coded by two coders, so there is no agreement to measure")
    table, present = table[coders >= least], present[coders >= least]
    categories = _categories(table[present], categories)
    counts = np.column_stack([((table == category) & present).sum(axis=1) for category in categories])
    return counts.astype(float), categories


def _order_of(codes: pd.DataFrame | np.ndarray) -> list | None:
    """Return the codes that occur in ordered categories, in their order; None where the columns share no such order."""
    kinds = list(codes.dtypes) if isinstance(codes, pd.DataFrame) else [None]
    if not isinstance(kinds[0], pd.CategoricalDtype) or not kinds[0].ordered or any(kind != kinds[0] for kind in kinds):
        return None
    return [code for code in kinds[0].categories if (codes == code).to_numpy().any()]


def _refuse_unordered(categories: Sequence, instead: str) -> None:
    """Raise ValueError for text, whose order nobody told: by the alphabet a number would be wrong without a word."""
    if any(isinstance(code, str) for code in categories):
        raise ValueError(f"codes are text, and their order is not known: make them numbers, {instead}")


def _categories(used: np.ndarray, categories: Sequence | None) -> list:
    found = sorted(set(used.ravel().tolist()))
    if categories is None:
        return found
    unknown = [code for code in found if code not in list(categories)]
    if unknown:
        raise ValueError(f"code {unknown[0]!r} is not among the categories {', '.join(map(repr, categories))}")
    return list(categories)


def _distance(used: np.ndarray, categories: list, level: Level) -> np.ndarray:
    if level == "nominal":
        return 1 - np.eye(len(categories))
    if level == "interval":
        return np.subtract.outer(categories, categories).astype(float) ** 2
    middle = np.cumsum(used) - used / 2  # codes between two categories, half of each of theirs included
    return np.subtract.outer(middle, middle) ** 2


def _agreement_weights(categories: list, weights: Weighting) -> np.ndarray:
    size = len(categories)
    if weights == "identity":
        return np.eye(size)
    if weights == "ordinal":
        steps = np.abs(np.subtract.outer(np.arange(size), np.arange(size)))
        return 1 - (steps + 1) * steps / (size * (size - 1))
    distance = np.abs(np.subtract.outer(categories, categories)).astype(float) / (max(categories) - min(categories))
    return 1 - (distance if weights == "linear" else distance**2)
