"""Monte Carlo simulation of scores and ranks over weights, methods, coding errors and missing provisions.

Knows randomness, and takes a seed. Seven factors are drawn together (data/CODEBOOK.md, section 4): what concerns all
provisions at once from one scrambled Sobol' sequence, slips and missing provisions from a die per provision, of which
each framework has a generator of its own. Equal seeds give equal bytes, and another framework in the data leaves the
draws of the others as they were. A chunk of draws may be made elsewhere: it is told what the draws before it left
behind, so that its numbers are those of one machine, bit for bit where processors add alike.
"""

import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from copy import deepcopy
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset
from credatlas.index.scores import Method
from credatlas.index.simulation.draws import Dice, DrawParameters
from credatlas.index.simulation.engine import BLOCK, Block, Engine, rank_draws
from credatlas.index.simulation.results import Simulation

CHUNK = 8 * BLOCK  # draws that one task of an executor makes: about 0.1 s of work for 26 jurisdictions

_Wanted = Mapping[tuple[str, str], np.ndarray]  # of the provisions to keep, by jurisdiction_id and indicator_id


def simulate(
    dataset: Dataset,
    method: Method | None = None,
    draws: int = 20_000,
    seed: int = 0,
    factors: Iterable[str] | Mapping[str, Any] | None = None,
    keep: Sequence[tuple[str, str]] = (),
    executor: Executor | None = None,
) -> Simulation:
    """Draw up to seven factors together and score every jurisdiction in each draw.

    Where no provision was coded twice, slips are drawn at supposed rates; where no framework of another jurisdiction
    that was read whole has an indicator, it stays unread. Each gives a warning, and `Simulation.notice` has it.
    Memory: a block of draws at a time, and what is kept of each draw (8 bytes per score, 2 per rank).

    Parameters
    ----------
    dataset
        narrowed to a date.
    method
        the one that is varied, by default the codebook's.
    draws
        how many; 1024 show the way, the default is for print.
    seed
        of the draws: the same numbers give the same result.
    factors
        None for all, but what the method states otherwise than the codebook is held as it is; names of those drawn, the
        others off; or a mapping of names to True, False or a fixed value. `Simulation.notice` says which were held.
        With every factor off each draw is the point score.
    keep
        (jurisdiction_id, indicator_id) of the provisions whose state in every draw is wanted.
    executor
        any of concurrent.futures, a Dask cluster's too; draws are made there in chunks, with the same numbers.

    Returns
    -------
    Simulation
        Scores and ranks of every draw: `estimates()` and `rank_intervals()` sum them up as frames.

    Raises
    ------
    ValueError
        an unknown factor or provision to keep, fewer than two jurisdictions to rank, nothing to draw missing provisions
        from, draws below 1, a draw that cannot be scored.

    Examples
    --------
    >>> from credatlas import load
    >>> ranks = simulate(load().as_of("latest"), draws=256, seed=1).rank_intervals()
    >>> bool((ranks["low"].dropna() <= ranks["high"].dropna()).all())
    True
    """
    if draws < 1:
        raise ValueError(f"draws {draws} is below 1")
    engine = Engine(dataset, method, factors)
    if engine.lacking:
        warnings.warn(engine.lacking, stacklevel=2)
    layout, rankable = engine.layout, engine.rankable
    wanted = {pair: layout.of(*pair) for pair in keep}
    dimensions = np.empty((len(layout.dimensions), len(layout.jurisdictions), draws))
    composite, ranks = np.empty(dimensions.shape[1:]), np.empty((draws, len(rankable)), dtype=np.int16)
    kept = {pair: np.empty(draws, dtype=np.uint8) for pair in wanted}
    parameters, start = [], 0
    for part in _draw_parts(engine, draws, seed, wanted, executor):
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


class _Part(NamedTuple):
    """The results of a block of draws that are kept.

    dimensions (dimensions, jurisdictions, n) and composite (jurisdictions, n): points; ranks (n, rankable); kept:
    states (n,) of the provisions that count.
    """

    parameters: DrawParameters
    dimensions: np.ndarray
    composite: np.ndarray
    ranks: np.ndarray
    kept: dict[tuple[str, str], np.ndarray]


def _draw_parts(
    engine: Engine, draws: int, seed: int, wanted: _Wanted, executor: Executor | None = None
) -> Iterator[_Part]:
    """Yield the parts of `draws` draws in their order, made here or on an executor.

    Raises what a chunk raises, ValueError for a draw that cannot be scored; no chunk is left out.
    """
    if executor is None:
        yield from _keep_parts(engine, engine.run(draws, seed), wanted)
        return
    dice = Dice(engine.layout, seed)
    futures: deque[Future[list[_Part]]] = deque()
    for before in range(0, draws, CHUNK):
        count = min(CHUNK, draws - before)
        # a copy, since a task may be packed or run after the dice have moved on
        futures.append(executor.submit(_draw_chunk, engine, count, seed, before, deepcopy(dice), wanted))
        dice.skip(count)
    try:
        while futures:  # what was taken over is not held twice
            yield from futures.popleft().result()
    finally:
        for future in futures:
            future.cancel()


def _draw_chunk(engine: Engine, draws: int, seed: int, before: int, dice: Dice, wanted: _Wanted) -> list[_Part]:
    return list(_keep_parts(engine, engine.run(draws, seed, before, dice), wanted))


def _keep_parts(engine: Engine, blocks: Iterable[Block], wanted: _Wanted) -> Iterator[_Part]:
    for block in blocks:
        ranks = rank_draws(block.composite[engine.rankable].T)
        kept = {pair: engine.counted(block, provisions) for pair, provisions in wanted.items()}
        yield _Part(block.parameters, block.dimensions, block.composite, ranks, kept)


def _join(parts: list[DrawParameters]) -> DrawParameters:
    names = vars(parts[0])
    return DrawParameters(**{name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names})
