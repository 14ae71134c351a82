"""Make draws in this process, or in chunks on an executor of threads, processes or other machines.

Knows that a chunk needs to be told what the draws before it left behind, so that its numbers are those of one machine,
bit for bit where processors add alike. Knows nothing of what a draw is.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future
from copy import deepcopy
from typing import NamedTuple

import numpy as np

from credatlas.index.simulation.draws import Dice, DrawParameters
from credatlas.index.simulation.engine import BLOCK, Block, Engine, rank_draws

CHUNK = 8 * BLOCK  # draws that one task of an executor makes: about 0.1 s of work for 26 jurisdictions

Wanted = Mapping[tuple[str, str], np.ndarray]  # of the provisions to keep, by jurisdiction_id and indicator_id


class Part(NamedTuple):
    """The results of a block of draws that are kept.

    dimensions (dimensions, jurisdictions, n) and composite (jurisdictions, n): points; ranks (n, rankable); kept:
    states (n,) of the provisions that count.
    """

    parameters: DrawParameters
    dimensions: np.ndarray
    composite: np.ndarray
    ranks: np.ndarray
    kept: dict[tuple[str, str], np.ndarray]


def draw_parts(
    engine: Engine, draws: int, seed: int, wanted: Wanted, executor: Executor | None = None
) -> Iterator[Part]:
    """Yield the parts of `draws` draws in their order, made here or on an executor.

    Raises what a chunk raises, ValueError for a draw that cannot be scored; no chunk is left out.
    """
    if executor is None:
        yield from _keep_parts(engine, engine.run(draws, seed), wanted)
        return
    dice = Dice(engine.layout, seed)
    futures: deque[Future[list[Part]]] = deque()
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


def _draw_chunk(engine: Engine, draws: int, seed: int, before: int, dice: Dice, wanted: Wanted) -> list[Part]:
    return list(_keep_parts(engine, engine.run(draws, seed, before, dice), wanted))


def _keep_parts(engine: Engine, blocks: Iterable[Block], wanted: Wanted) -> Iterator[Part]:
    for block in blocks:
        ranks = rank_draws(block.composite[engine.rankable].T)
        kept = {pair: engine.counted(block, provisions) for pair, provisions in wanted.items()}
        yield Part(block.parameters, block.dimensions, block.composite, ranks, kept)
