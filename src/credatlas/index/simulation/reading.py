"""Rank unread clauses by how much narrower rank intervals would be if each were known: what to read next.

Knows the expected value of reading, estimated from one simulation. Knows nothing of where the clause may be found.
"""

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence, Dataset
from credatlas.index.scores import Method, classes_without_framework, count_needed
from credatlas.index.simulation.engine import Engine, rank_draws
from credatlas.index.simulation.results import INTERVAL
from credatlas.index.simulation.states import OUT, UNREAD

DOUBTFUL = Confidence.LOW  # the confidence from which down a provision is worth reading again
BATCHES = 8  # of the draws, for the standard error
LEVELS = 5  # what a provision can amount to: nothing, a third of the scale, not applicable
OF_RANKS = ["narrowing", "error", "own"]  # columns that only a provision of a ranked framework has
EDGES = (1e-9, 100 / 3 + 1e-9, 200 / 3 + 1e-9)  # points: nothing, and thirds of the scale


def next_reading(dataset: Dataset, method: Method | None = None, draws: int = 32_768, seed: int = 0) -> pd.DataFrame:
    """Rank missing and doubtful provisions by how much rank uncertainty would go if each were known.

    The draws are grouped by what the provision turned out to be in them (nothing, the thirds of the scale, not
    applicable); within a group the 90 % rank intervals are those of somebody who has read it. Narrowing is the mean
    width of all draws less the mean width of the groups, each weighted by its share. Ranked are those that
    `simulate` ranks; the provisions of others have no narrowing and come last.

    Returns
    -------
    One row per provision: jurisdiction_id, framework_id, indicator_id, status, confidence, narrowing (ranks, mean over
    jurisdictions; one near zero or below is within its error), error (standard error over batches of draws), own
    (ranks by which its own jurisdiction's interval narrows), rankable (whether its jurisdiction has a rank), lacking
    (indicators to read before it has a score on every dimension). narrowing, error, own: NaN where there is no rank,
    and where the provision is not drawn for want of anybody who was read on it (`Simulation.not_drawn`). The most
    useful first.

    Raises ValueError as `simulate`, and for draws below two per batch.
    """
    if draws < 2 * BATCHES:
        raise ValueError(f"draws {draws} is below {2 * BATCHES}, two for each batch of the standard error")
    engine = Engine(dataset, method)
    layout, ranked = engine.layout, engine.rankable
    there = ~engine.classes.index.isin(list(classes_without_framework(dataset, engine.method)))
    doubtful = (layout.state == UNREAD) | ((layout.confidence == DOUBTFUL) & (layout.state != OUT))
    doubted = np.flatnonzero(doubtful & (layout.row >= 0) & there[layout.jurisdiction])
    doubted = doubted[np.argsort(layout.row[doubted])]
    ranks, levels = _draw(engine, draws, seed, ranked, doubted)
    counts = [_count(ranks, level) for level in levels]
    narrowing = np.reshape([_narrow(count.sum(axis=0)) for count in counts], (len(doubted), len(ranked)))
    spread = np.reshape([_narrow(count).mean(axis=-1) for count in counts], (len(doubted), BATCHES))
    rankable = np.isin(layout.jurisdiction[doubted], ranked)
    own = np.where(rankable, np.searchsorted(ranked, layout.jurisdiction[doubted]), 0)
    provisions = dataset.provisions.iloc[layout.row[doubted]].reset_index(drop=True)
    listed = provisions[["jurisdiction_id", "framework_id", "indicator_id", "status", "confidence"]].assign(
        narrowing=narrowing.mean(axis=1),
        error=spread.std(axis=1, ddof=1) / np.sqrt(BATCHES),
        own=narrowing[np.arange(len(doubted)), own],
    )
    listed[OF_RANKS] = listed[OF_RANKS].where(rankable & ~listed["indicator_id"].isin(engine.not_drawn))
    listed = listed.assign(rankable=rankable, lacking=_count_lacking(engine)[layout.jurisdiction[doubted]])
    return listed.sort_values("narrowing", ascending=False, kind="stable").reset_index(drop=True)


def _draw(
    engine: Engine, draws: int, seed: int, ranked: np.ndarray, doubted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return ranks (draws, ranked) and what each provision turned out to be (provisions, draws)."""
    level_of = np.stack([_levels(engine, dimension) for dimension in engine.layout.dimensions])
    ranks, levels = [], []
    for block in engine.run(draws, seed):
        ranks.append(rank_draws(block.composite[ranked].T))
        levels.append(level_of[engine.layout.dimension[doubted, None], block.states[doubted]])
    return np.concatenate(ranks), np.concatenate(levels, axis=1)


def _levels(engine: Engine, dimension_id: str) -> np.ndarray:
    """Return for every state what it amounts to: 0 nothing, 1 to 3 the thirds of the scale, 4 not applicable."""
    states = engine.layout.states
    points = states.worth(dimension_id, engine.method)
    return np.where(states.all == OUT, 4, np.searchsorted(EDGES, np.nan_to_num(points))).astype(np.int8)


def _count(ranks: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Count draws by batch, level, jurisdiction and rank."""
    draws, count = ranks.shape
    shape = (BATCHES, LEVELS, count, count)
    batches = np.arange(draws) * BATCHES // draws
    cells = (batches * LEVELS + levels)[:, None] * count + np.arange(count)
    return np.bincount((cells * count + ranks - 1).ravel(), minlength=np.prod(shape)).reshape(shape)


def _narrow(counts: np.ndarray) -> np.ndarray:
    """Return by how many ranks each jurisdiction's interval narrows on average when the level is known.

    counts (..., levels, jurisdictions, ranks).
    """
    shares = counts.sum(axis=-1) / counts.sum(axis=(-3, -1))[..., None, :]
    return _width(counts.sum(axis=-3)) - (shares * _width(counts)).sum(axis=-2)


def _width(counts: np.ndarray) -> np.ndarray:
    """Return the width of the 90 % interval of ranks, from counts (..., ranks); 0 where there are none.

    Ranks are whole numbers, and so would their quantiles be: each counts as spread evenly over half a rank to either
    side, so that a narrower interval shows.
    """
    share = counts / np.maximum(counts.sum(axis=-1, keepdims=True), 1)
    below = np.cumsum(share, axis=-1) - share
    ends = []
    for part in (INTERVAL[0], INTERVAL[-1]):
        position = np.maximum((below < part).sum(axis=-1, keepdims=True) - 1, 0)
        inside, start = np.take_along_axis(share, position, -1), np.take_along_axis(below, position, -1)
        ends.append(position + np.divide(part - start, inside, out=np.zeros(start.shape), where=inside > 0))
    return (ends[1] - ends[0])[..., 0] * (counts.sum(axis=-1) > 0)


def _count_lacking(engine: Engine) -> np.ndarray:
    """Return how many more indicators must be read before each jurisdiction has a score on every dimension."""
    rows = engine.point_dimensions
    lacking = np.maximum(count_needed(rows["applicable"].to_numpy(), engine.method) - rows["coded"], 0)
    return lacking.groupby(rows["jurisdiction_id"], sort=False).sum().to_numpy()
