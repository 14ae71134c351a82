"""Monte Carlo simulation of scores and ranks over weights, methods, coding errors and missing provisions.

Knows randomness, and takes a seed. Seven factors are drawn together (data/CODEBOOK.md, section 4): what concerns all
provisions at once from one scrambled Sobol' sequence, slips and missing provisions from a die per provision, of which
each framework has a generator of its own. Equal seeds give equal bytes, and another framework in the data leaves the
draws of the others as they were.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset
from credatlas.index.scores import Method
from credatlas.index.simulation.chunks import draw_parts
from credatlas.index.simulation.draws import FACTORS, DrawParameters
from credatlas.index.simulation.engine import Engine
from credatlas.index.simulation.reading import next_reading
from credatlas.index.simulation.results import INTERVAL, Simulation
from credatlas.index.simulation.sobol import Sensitivity, sensitivity

__all__ = [
    "FACTORS",
    "INTERVAL",
    "Sensitivity",
    "Simulation",
    "next_reading",
    "sensitivity",
    "simulate",
]


def simulate(
    dataset: Dataset,
    method: Method | None = None,
    draws: int = 20_000,
    seed: int = 0,
    factors: Iterable[str] | Mapping[str, Any] | None = None,
    keep: Sequence[tuple[str, str]] = (),
    executor: Executor | None = None,
) -> Simulation:
    """Draw seven factors together and score every jurisdiction in each draw.

    DrawParameters
    ----------
    dataset: narrowed to a date. method: the one that is varied, by default the codebook's.
    factors: None for all; names of those drawn, the others off; or a mapping of names to True, False or a fixed value
    (see `draws.choose_factors`). With every factor off each draw is the point score.
    keep: (jurisdiction_id, indicator_id) of the provisions whose state in every draw is wanted.
    executor: any of concurrent.futures, a Dask cluster's too; draws are made there in chunks, with the same numbers.

    Memory: a block of draws at a time, and what is kept of each draw (8 bytes per score, 2 per rank).

    Raises
    ------
    ValueError: an unknown factor or provision to keep, fewer than two jurisdictions to rank, nothing to draw missing
    provisions from, draws below 1, a draw that cannot be scored.
    """
    if draws < 1:
        raise ValueError(f"draws {draws} is below 1")
    engine = Engine(dataset, method, factors)
    layout, rankable = engine.layout, engine.rankable
    wanted = {pair: layout.of(*pair) for pair in keep}
    dimensions = np.empty((len(layout.dimensions), len(layout.jurisdictions), draws))
    composite, ranks = np.empty(dimensions.shape[1:]), np.empty((draws, len(rankable)), dtype=np.int16)
    kept = {pair: np.empty(draws, dtype=np.uint8) for pair in wanted}
    parameters, start = [], 0
    for part in draw_parts(engine, draws, seed, wanted, executor):
        rows = slice(start, start + len(part.parameters))
        dimensions[..., rows], composite[:, rows], ranks[rows] = part.dimensions, part.composite, part.ranks
        for pair, states in kept.items():
            states[rows] = part.kept[pair]
        parameters.append(part.parameters)
        start = rows.stop
    return Simulation(
        dataset,
        engine,
        seed,
        _join(parameters),
        pd.DataFrame(ranks, columns=[layout.jurisdictions[position] for position in rankable], copy=False),
        pd.DataFrame(composite.T, columns=layout.jurisdictions, copy=False),
        np.moveaxis(dimensions, 0, -1).swapaxes(0, 1),
        kept,
    )


def _join(parts: list[DrawParameters]) -> DrawParameters:
    names = vars(parts[0])
    return DrawParameters(**{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names})
