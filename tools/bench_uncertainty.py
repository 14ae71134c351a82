"""Measure the Monte Carlo beside the libraries of the field, in one run: rows for `make bench`."""

import resource
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from credatlas import load, score
from credatlas.index.claims import masked_claims, summarise_masked_claims
from credatlas.index.ranking.bounds import rank_bounds
from credatlas.index.ranking.kemeny import kemeny_orders
from credatlas.index.simulation.masking import masked_readings, summarise_masked
from credatlas.index.simulation.robustness import bound_ranks, simulate

DRAWS = 100_000
SLOW_DRAWS = 2_000  # for libraries that take a minute for all draws; scaled up, and said so


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _values() -> pd.DataFrame:
    """Return indicator scores of every jurisdiction, missing at 0: these libraries know no missing values."""
    indicators = score(load().as_of("latest")).indicators
    return indicators.pivot(index="jurisdiction_id", columns="indicator_id", values="score").fillna(0.0)


def _weights(columns: int, draws: int) -> np.ndarray:
    return np.random.default_rng(0).dirichlet(np.ones(columns), draws)


def weights_in_numpy(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return ranks of each unit under each row of weights, a block at a time."""
    ranks = np.empty((len(weights), len(values)), dtype=np.int16)
    for start in range(0, len(weights), 1024):
        scores = (weights[start : start + 1024] @ values.T).round(6)
        ranks[start : start + 1024] = 1 + (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    return ranks


def weights_in_pymcdm(values: np.ndarray, weights: np.ndarray) -> None:
    from pymcdm.methods import WSM

    types, method = np.ones(values.shape[1]), WSM(normalization_function=lambda column, cost=False: column / 100)
    for row in weights:
        method.rank(method(values, row, types, verbose=False))


def weights_in_skcriteria(values: np.ndarray, weights: np.ndarray) -> None:
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel

    method = WeightedSumModel()
    for row in weights:
        method.evaluate(skcriteria.mkdm(values + 1e-9, [max] * values.shape[1], weights=row))


def _replicated(atlas, copies: int):
    """Return the data with every jurisdiction, and its frameworks, `copies` times."""
    frames = {"jurisdictions": [], "frameworks": [], "provisions": []}
    for copy in range(copies):
        for name, kept in frames.items():
            frame = getattr(atlas, name)
            renamed = frame.assign(jurisdiction_id=frame["jurisdiction_id"] + f"-{copy}")
            kept.append(
                renamed.assign(framework_id=renamed["framework_id"] + f"-{copy}")
                if "framework_id" in frame
                else renamed
            )
    return replace(atlas, **{name: pd.concat(kept, ignore_index=True) for name, kept in frames.items()})


def bench_masked(dataset) -> list[tuple[str, str]]:
    """Return how often intervals of what could not be read hold, by dimension: they should in 80 and 90 % of cases."""
    return _timed(
        "masked readings",
        lambda: summarise_masked(masked_readings(dataset)),
        lambda row: (
            f"50 % interval holds in {row.holds_50:.0%}, 80 % in {row.holds_80:.0%}, 90 % in {row.holds_90:.0%}; "
            f"CRPS {row.crps:.1f} points, width of the 90 % {row.width_90:.0f}"
        ),
    )


def bench_masked_claims(dataset) -> list[tuple[str, str]]:
    """Return how often simulations that agree on a point of the article are right while text is hidden."""
    return _timed(
        "masked claims",
        lambda: summarise_masked_claims(masked_claims(dataset)),
        lambda row: (
            f"nine of ten agree in {row.decided:.0%}, and are right in {row.right:.0%} of these; Brier {row.brier:.3f}"
        ),
    )


def _timed(what: str, measure: Callable[[], pd.DataFrame], say: Callable[[Any], str]) -> list[tuple[str, str]]:
    """Return a row for each of a summary, whose first columns are what is judged and in how many cases, and the time."""
    started = time.perf_counter()
    summary = measure()
    seconds = time.perf_counter() - started
    rows = [(f"{what}, {row[1]}, {row.n} cases", say(row)) for row in summary.itertuples()]
    return [*rows, (f"{what}, time", f"{seconds:.2f} s")]


def run() -> list[tuple[str, str]]:
    """Return what was measured: (what, figure)."""
    atlas, values = load().as_of("latest"), _values().to_numpy()
    weights = _weights(values.shape[1], DRAWS)
    few = weights[:SLOW_DRAWS]
    simulate(atlas, draws=512)
    alone = _seconds(lambda: simulate(atlas, draws=DRAWS, factors=["weights"]))
    joint = _seconds(lambda: simulate(atlas, draws=DRAWS))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    numpy_alone = _seconds(lambda: weights_in_numpy(values, weights))
    rows = [
        (
            f"{DRAWS} joint draws, {len(atlas.jurisdictions)} jurisdictions x 18 indicators x 3 codes",
            f"{joint:.2f} s, process at most {memory:.0f} MB",
        ),
        (f"{DRAWS} draws of weights alone, through the same engine", f"{alone:.2f} s"),
        (f"{DRAWS} draws of weights alone, plain numpy with ranks", f"{numpy_alone:.2f} s"),
    ]
    for name, work in (("pymcdm", weights_in_pymcdm), ("scikit-criteria", weights_in_skcriteria)):
        try:
            seconds = _seconds(lambda work=work: work(values, few)) * DRAWS / SLOW_DRAWS
        except ImportError:
            rows.append((f"weights alone in {name}", "not installed: pip install -e '.[bench]'"))
            continue
        rows.append(
            (
                f"weights alone in {name} ({SLOW_DRAWS} draws, scaled to {DRAWS})",
                f"{seconds:.1f} s; plain numpy is {seconds / numpy_alone:.0f} times as fast, the engine {seconds / alone:.0f} times",
            )
        )
    rows += [*bench_masked(load()), *bench_masked_claims(load())]
    for draws in (25_000, 50_000, 100_000):
        rows.append((f"joint, {draws} draws", f"{_seconds(lambda draws=draws: simulate(atlas, draws=draws)):.2f} s"))
    for copies in (1, 4, 15):
        many = _replicated(atlas, copies)
        rows.append(
            (
                f"joint, {len(many.jurisdictions)} jurisdictions, 5000 draws",
                f"{_seconds(lambda many=many: simulate(many, draws=5000)):.2f} s",
            )
        )
    rows.append(
        (
            "exact rank bounds of the rankable, any weights of dimensions",
            f"{_seconds(lambda: bound_ranks(atlas)):.2f} s",
        )
    )
    random = np.random.default_rng(0)
    grid = pd.DataFrame(random.integers(0, 10, (25, 18)) * (random.random((25, 18)) < 0.6) * 100 / 9)
    rows.append(
        ("exact rank bounds, 25 units x 18 columns, any weights", f"{_seconds(lambda: rank_bounds(grid)):.2f} s")
    )
    rows.append(("Kemeny, 25 units x 18 columns", f"{_seconds(lambda: kemeny_orders(grid)):.2f} s"))
    ranked = _values().loc[list(bound_ranks(atlas).index)]
    orders = kemeny_orders(ranked)
    rows.append(
        (
            f"Kemeny, {len(ranked)} jurisdictions, all {len(orders)} best orders",
            f"{_seconds(lambda: kemeny_orders(ranked)):.2f} s",
        )
    )
    return rows
