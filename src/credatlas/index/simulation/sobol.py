"""Sensitivity analysis of ranks: Sobol' indices by factor group, for all ranks together and for each jurisdiction's.

Knows variance and how samples are swapped. How a draw becomes a rank it asks the engine.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from credatlas.errors import did_you_mean
from credatlas.evidence import Dataset
from credatlas.index.scores import Method, rank
from credatlas.index.simulation.draws import FACTORS, Dice, sobol_points
from credatlas.index.simulation.engine import BLOCK, Engine, rank_draws
from credatlas.index.simulation.states import UNREAD

LEVEL = 0.90  # of the bootstrap intervals
RESAMPLES = 200
MEAN_SHIFT = "mean rank shift"  # the output that stands for all jurisdictions together


@dataclass(frozen=True, repr=False, eq=False)
class Sensitivity:
    """First-order and total indices by output and factor group.

    indices: one row per output (a jurisdiction_id, or the mean rank shift) x factor: first, first_low, first_high,
    total, total_low, total_high (90 % bootstrap intervals); varies: whether the output moved at all, and where it did
    not the indices are 0. notice: what had to be supposed, or left out, for want of data, and the factors that were
    held as the method states them; "" for nothing.
    """

    indices: pd.DataFrame
    points: int
    seed: int
    notice: str = ""

    def of(self, output: str = MEAN_SHIFT) -> pd.DataFrame:
        """Return the rows of one output, the factor that matters most first. Raises KeyError for another output."""
        outputs = list(dict.fromkeys(self.indices["output"]))
        if output not in outputs:
            raise KeyError(f"{output!r} is not an output{did_you_mean(output, outputs)}")
        rows = self.indices[self.indices["output"] == output]
        return rows.sort_values("total", ascending=False, kind="stable").reset_index(drop=True)

    def __repr__(self) -> str:
        most = self.of().iloc[0]
        most_words = f"the mean rank shift hangs most on {most['factor']} (total {most['total']:.2f})"
        return f"Sensitivity from {self.points} points: {most_words}; seed {self.seed}"


class GroupIndices(NamedTuple):
    """first, total: (outputs, groups); their intervals: (outputs, groups, 2); varies: (outputs,), whether it moved."""

    first: np.ndarray
    total: np.ndarray
    first_interval: np.ndarray
    total_interval: np.ndarray
    varies: np.ndarray


def group_indices(
    evaluate: Callable[[np.ndarray], np.ndarray],
    samples: tuple[np.ndarray, np.ndarray],
    groups: Mapping[str, np.ndarray],
    seed: int = 0,
) -> GroupIndices:
    """Return first-order and total Sobol' indices of groups of inputs, with 90 % bootstrap intervals.

    evaluate: from a sample (inputs, n) to outputs (outputs, n). samples: two independent ones, even between 0 and 1.
    groups: name -> the inputs that belong to it. An output that does not vary has indices 0.

    Source: Saltelli and others, Computer Physics Communications 181 (2010) 259-270, table 2, formulas b and f; for
    groups: Saltelli and others, Global Sensitivity Analysis (2008).
    """
    first, second = samples
    mixed = []
    for inputs in groups.values():
        swapped = first.copy()
        swapped[inputs] = second[inputs]
        mixed.append(evaluate(swapped))
    f_a, f_b, f_ab = evaluate(first), evaluate(second), np.array(mixed)
    rng, size = np.random.default_rng([seed, 4]), f_a.shape[1]
    drawn = [_indices(f_a[:, rows], f_b[:, rows], f_ab[..., rows]) for rows in rng.integers(0, size, (RESAMPLES, size))]
    tails = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    intervals = np.moveaxis(np.quantile(drawn, tails, axis=0), 0, -1)
    varies = np.concatenate([f_a, f_b], axis=1).std(axis=1) > 0
    first, total = _indices(f_a, f_b, f_ab)
    return GroupIndices(first, total, intervals[0], intervals[1], varies)


def _indices(f_a: np.ndarray, f_b: np.ndarray, f_ab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return first-order and total indices (outputs, groups); f_a, f_b (outputs, n); f_ab (groups, outputs, n)."""
    both = np.concatenate([f_a, f_b], axis=1)
    mean, variance = both.mean(axis=1)[:, None], both.var(axis=1)
    f_a, f_b, f_ab = f_a - mean, f_b - mean, f_ab - mean
    scale = np.divide(1.0, variance, out=np.zeros_like(variance), where=variance > 0)
    first = (f_b * (f_ab - f_a)).mean(axis=-1) * scale
    total = ((f_a - f_ab) ** 2).mean(axis=-1) / 2 * scale
    return first.T, total.T


def sensitivity(
    dataset: Dataset,
    method: Method | None = None,
    points: int = 1024,
    seed: int = 0,
    factors: Iterable[str] | Mapping[str, Any] | None = None,
) -> Sensitivity:
    """Return how much of the variance of ranks each factor group explains, alone and with all its interactions.

    For the mean shift of ranks against those of the method (where there is an estimate instead of a score, of its
    median), and for each rankable jurisdiction's rank.

    Parameters
    ----------
    dataset
        narrowed to a date.
    method
        the one that is varied, by default the codebook's.
    points
        a power of two; the engine scores (factors + 2) x points draws.
    seed
        of the draws: the same numbers give the same result.
    factors
        as of `simulate`; what is not drawn has no rows.

    Returns
    -------
    Sensitivity
        The indices: `indices`, a frame of shares of variance (0-1) with their intervals; `of("CA-ON")`, its rows
        for one jurisdiction, the factor that matters most first.

    Raises
    ------
    ValueError
        as `simulate` does, for points that are no power of two, and when every factor is off.

    Examples
    --------
    >>> from credatlas import load
    >>> found = sensitivity(load().as_of("latest"), points=64)
    >>> found.of("CA-ON")["output"].unique().tolist()
    ['CA-ON']
    """
    if points < 2 or points & (points - 1):
        raise ValueError(f"points {points} is not a power of two")
    engine = Engine(dataset, method, factors)
    drawn = [name for name in FACTORS if engine.factors[name] is not False]
    if not drawn:
        raise ValueError("every factor is off: nothing varies, so nothing can be explained")
    default = _ranks_of_the_method(engine, seed)

    def evaluate(sample: np.ndarray) -> np.ndarray:
        ranks = np.concatenate([_rank(engine, sample[:, start : start + BLOCK]) for start in range(0, points, BLOCK)])
        return np.vstack([ranks.T, np.abs(ranks - default).mean(axis=1)])

    groups = {name: _inputs(engine, name) for name in drawn}
    outputs = [*engine.point_scores.index[engine.rankable], MEAN_SHIFT]
    found = group_indices(evaluate, _samples(engine, points, seed), groups, seed)
    return Sensitivity(_as_frame(found, outputs, drawn), points, seed, engine.notice)


def _ranks_of_the_method(engine: Engine, seed: int) -> np.ndarray:
    drawn = next(engine.run(BLOCK, seed)).composite[engine.rankable]
    scores = engine.point_scores.iloc[engine.rankable]
    return rank(scores.fillna(pd.Series(np.median(drawn, axis=1), index=scores.index))).to_numpy()


def _samples(engine: Engine, points: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return two samples, each the points of all provisions at once above the dice."""
    half = engine.spread.dimensions
    sobol = sobol_points(2 * half, seed, stream=3).random(points).T
    dice = [Dice(engine.layout, seed, sample).throw(points) for sample in (1, 2)]
    return np.vstack([sobol[:half], dice[0]]), np.vstack([sobol[half:], dice[1]])


def _inputs(engine: Engine, factor: str) -> np.ndarray:
    """Return which inputs of a sample belong to a factor; the die of a provision that was read is one of slips."""
    read = np.zeros(engine.layout.dice, dtype=bool)
    read[: len(engine.layout.state)] = engine.layout.state != UNREAD
    dice = {"missing": np.flatnonzero(~read), "slips": np.flatnonzero(read)}.get(factor, np.empty(0, dtype=int))
    return np.concatenate([engine.spread.places_of(factor), engine.spread.dimensions + dice])


def _rank(engine: Engine, sample: np.ndarray) -> np.ndarray:
    block = engine.evaluate(*np.split(sample, [engine.spread.dimensions]))
    return rank_draws(block.composite[engine.rankable].T)


def _as_frame(found: GroupIndices, outputs: list[str], factors: list[str]) -> pd.DataFrame:
    rows = pd.MultiIndex.from_product([outputs, factors], names=["output", "factor"])
    columns = {
        "first": found.first,
        "first_low": found.first_interval[..., 0],
        "first_high": found.first_interval[..., 1],
        "total": found.total,
        "total_low": found.total_interval[..., 0],
        "total_high": found.total_interval[..., 1],
        "varies": np.repeat(found.varies, len(factors)),
    }
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()}, index=rows).reset_index()
