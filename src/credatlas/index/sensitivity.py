"""Say what a rank hangs on: Sobol' indices of factor groups.

Knows the scheme of Saltelli with groups of columns. The engine that ranks is that of `uncertainty`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import qmc

from credatlas.evidence.dataset import Dataset
from credatlas.index.draws import FACTORS
from credatlas.index.method import Method
from credatlas.index.scoring import rank
from credatlas.index.uncertainty import BLOCK, Engine

LEVEL = 0.90  # of the bootstrap intervals
RESAMPLES = 200
MEAN_SHIFT = "mean rank shift"  # the output that stands for all jurisdictions together


@dataclass(frozen=True, repr=False, eq=False)
class Sensitivity:
    """First-order and total indices by output and factor group.

    indices: one row per output (a jurisdiction_id, or the mean rank shift) x factor: first, first_low, first_high,
    total, total_low, total_high (90 % bootstrap intervals); varies: whether the output moved at all, and where it did
    not the indices are 0.
    """

    indices: pd.DataFrame
    points: int
    seed: int

    def of(self, output: str = MEAN_SHIFT) -> pd.DataFrame:
        """Return the rows of one output, the factor that matters most first."""
        if output not in set(self.indices["output"]):
            raise KeyError(f"{output!r} is not an output; there are {', '.join(dict.fromkeys(self.indices['output']))}")
        return (
            self.indices[self.indices["output"] == output]
            .sort_values("total", ascending=False, kind="stable")
            .reset_index(drop=True)
        )

    def __repr__(self) -> str:
        first = self.of()
        most = f"{first['factor'][0]} (total {first['total'][0]:.2f})"
        return f"Sensitivity from {self.points} points: the mean rank shift hangs most on {most}; seed {self.seed}"


def group_indices(
    evaluate: Callable[[np.ndarray, str | None], np.ndarray],
    groups: dict[str, slice],
    dimensions: int,
    points: int,
    seed: int,
) -> tuple[np.ndarray, ...]:
    """Return first-order and total Sobol' indices of groups of columns, each (outputs, groups), with bootstrap
    intervals (.., 2).

    evaluate: takes points (n, dimensions) of the unit cube and the name of the group that is taken from the second
    sample (None: the first sample itself, "": the second), and returns (outputs, n). points: a power of two.

    Source: Saltelli and others, Computer Physics Communications 181 (2010) 259-270; A. Saltelli and others, Global
    Sensitivity Analysis (2008), for groups.
    """
    if points < 2 or points & (points - 1):
        raise ValueError(f"points {points} is not a power of two")
    sample = qmc.Sobol(2 * dimensions, scramble=True, rng=np.random.default_rng([seed, 3])).random(points)
    first, second = sample[:, :dimensions], sample[:, dimensions:]
    outputs = {"f_A": evaluate(first, None), "f_B": evaluate(second, "")}
    mixed = []
    for name, columns in groups.items():
        swapped = first.copy()
        swapped[:, columns] = second[:, columns]
        mixed.append(evaluate(swapped, name))
    return _with_intervals(outputs["f_A"], outputs["f_B"], np.array(mixed), seed)


def _with_intervals(f_a: np.ndarray, f_b: np.ndarray, f_ab: np.ndarray, seed: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng([seed, 4])
    varies = np.concatenate([f_a, f_b], axis=1).std(axis=1) > 0
    resamples = [rng.integers(0, f_a.shape[1], f_a.shape[1]) for _ in range(RESAMPLES)]
    drawn = [_indices(f_a[:, rows], f_b[:, rows], f_ab[..., rows]) for rows in resamples]
    tails = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
    first, total = _indices(f_a, f_b, f_ab)
    intervals = [np.moveaxis(np.quantile([pair[place] for pair in drawn], tails, axis=0), 0, -1) for place in (0, 1)]
    return first, intervals[0], total, intervals[1], varies


def _indices(f_a: np.ndarray, f_b: np.ndarray, f_ab: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return first-order and total indices (outputs, groups); 0 where the output does not vary.

    f_a, f_b (outputs, n); f_ab (groups, outputs, n). Source: Saltelli and others (2010), table 2, formulas b and f.
    """
    both = np.concatenate([f_a, f_b], axis=1)
    mean, variance = both.mean(axis=1)[:, None], both.var(axis=1)
    f_a, f_b, f_ab = f_a - mean, f_b - mean, f_ab - mean
    scale = np.divide(1.0, variance, out=np.zeros_like(variance), where=variance > 0)
    first = (f_b * (f_ab - f_a)).mean(axis=-1) * scale
    total = ((f_a - f_ab) ** 2).mean(axis=-1) / 2 * scale
    return first.T, total.T


def sensitivity(
    dataset: Dataset, method: Method | None = None, points: int = 1024, seed: int = 0, factors: Any = None
) -> Sensitivity:
    """Return how much of the variance of ranks each factor group explains, alone and with all its interactions.

    For the mean shift of ranks against those of the method, and for each rankable jurisdiction's rank. `points`: a
    power of two; the engine runs (factors + 2) x points draws. Raises ValueError as `simulate` does, and for points
    that are no power of two.
    """
    engine = Engine(dataset, method, factors)
    default = rank(engine.points.iloc[engine.rankable]).to_numpy()
    drawn = [name for name in FACTORS if engine.factors[name] is not False]
    if not drawn:
        raise ValueError("every factor is off: nothing varies, so nothing can be explained")

    def evaluate(rows: np.ndarray, swapped: str | None) -> np.ndarray:
        ranks = np.concatenate(
            [_ranks(engine, rows[start : start + BLOCK], swapped, seed, start) for start in range(0, len(rows), BLOCK)]
        )
        return np.vstack([ranks.T, np.abs(ranks - default).mean(axis=1)])

    groups = {name: engine.spread.columns_of(name) for name in drawn}
    first, first_interval, total, total_interval, varies = group_indices(
        evaluate, groups, engine.spread.dimensions, points, seed
    )
    outputs = [*(engine.layout.jurisdictions[place] for place in engine.rankable), MEAN_SHIFT]
    rows = [
        {
            "output": output,
            "factor": factor,
            "first": first[i, j],
            "first_low": first_interval[i, j, 0],
            "first_high": first_interval[i, j, 1],
            "total": total[i, j],
            "total_low": total_interval[i, j, 0],
            "total_high": total_interval[i, j, 1],
            "varies": bool(varies[i]),
        }
        for i, output in enumerate(outputs)
        for j, factor in enumerate(drawn)
    ]
    return Sensitivity(pd.DataFrame(rows), points, seed)


def _ranks(engine: Engine, points: np.ndarray, swapped: str | None, seed: int, start: int) -> np.ndarray:
    """Return ranks (n, rankable); cell-level chance belongs to its factor, so it changes sample with it."""
    second = {name for name in ("slips", "missing") if swapped in ("", name)}
    seeds: list[Sequence[int]] = [
        (seed, 5 + place, int(name in second), start) for place, name in enumerate(("slips", "missing"))
    ]
    parameters = engine.spread.parameters(points)
    states = engine.read(parameters, seeds)
    return engine.rank(engine.score_composite(engine.score_dimensions(states, parameters), parameters))
