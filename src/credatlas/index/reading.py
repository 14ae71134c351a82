"""Say which clause to read next: how much narrower the rank intervals would be if one provision were known.

Knows the expected value of reading, estimated from one simulation. Knows nothing of where the clause may be found.
"""

import numpy as np
import pandas as pd

from credatlas.evidence.dataset import Dataset
from credatlas.index.method import Method
from credatlas.index.scoring import score_codes
from credatlas.index.states import FIRST, OUT, UNREAD, code_of, is_targeted
from credatlas.index.uncertainty import INTERVAL, Engine

DOUBTFUL = "low"  # the confidence from which down a provision is worth reading again
BATCHES = 8  # of the draws, for the standard error
EDGES = (1e-9, 100 / 3 + 1e-9, 200 / 3 + 1e-9)  # points: nothing, and thirds of the scale


def next_reading(dataset: Dataset, method: Method | None = None, draws: int = 16_384, seed: int = 0) -> pd.DataFrame:
    """Rank missing and doubtful provisions by how much rank uncertainty would go if each were known.

    The draws are grouped by what the provision turned out to be in them (nothing, the thirds of the scale, not
    applicable); within a group the 90 % rank intervals are those of somebody who has read it. Narrowing is the mean
    width of all draws less the mean width of the groups, each weighted by its share. All jurisdictions that have an
    instrument in force are ranked here, also those with too little read to be ranked in public: they are what reading
    is for.

    Returns
    -------
    One row per provision: jurisdiction_id, framework_id, indicator_id, status, confidence, narrowing (ranks, mean over
    jurisdictions; one near zero or below is within its error), error (standard error over batches of draws), own
    (ranks by which its own jurisdiction's interval narrows), rankable (whether the jurisdiction is now), lacking
    (indicators still to be read before it can be). The most useful first.

    Raises ValueError as `simulate`.
    """
    engine = Engine(dataset, method)
    layout = engine.layout
    instruments = set(dataset.frameworks.loc[dataset.frameworks["instrument_type"] != "none", "jurisdiction_id"])
    ranked = np.flatnonzero(np.isin(layout.jurisdictions, list(instruments)))
    doubtful = (layout.state == UNREAD) | ((layout.confidence == DOUBTFUL) & (layout.state != OUT))
    columns = np.flatnonzero(doubtful & (layout.row >= 0) & np.isin(layout.unit, ranked))
    rankable = {layout.jurisdictions[place] for place in engine.rankable}
    ranks, levels = _draw(engine, draws, seed, ranked, columns)
    narrowing = np.array([_narrow(ranks, column) for column in levels.T]).reshape(len(columns), len(ranked))
    batches = np.array_split(np.arange(draws), BATCHES)
    spread = np.array([[_narrow(ranks[rows], column[rows]).mean() for rows in batches] for column in levels.T]).reshape(
        len(columns), BATCHES
    )
    own = np.searchsorted(ranked, layout.unit[columns])
    provisions = dataset.provisions.iloc[layout.row[columns]].reset_index(drop=True)
    rows = provisions[["jurisdiction_id", "framework_id", "indicator_id", "status", "confidence"]].assign(
        narrowing=narrowing.mean(axis=1),
        error=spread.std(axis=1, ddof=1) / np.sqrt(BATCHES),
        own=narrowing[np.arange(len(columns)), own],
    )
    rows["rankable"] = rows["jurisdiction_id"].isin(rankable)
    rows["lacking"] = rows["jurisdiction_id"].map(_lacking(engine))
    return rows.sort_values("narrowing", ascending=False, kind="stable").reset_index(drop=True)


def _draw(
    engine: Engine, draws: int, seed: int, ranked: np.ndarray, columns: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return ranks (draws, ranked) and what each provision turned out to be (draws, columns)."""
    level_of = np.stack([_levels(engine, dimension) for dimension in engine.layout.dimensions])
    dimension = engine.layout.dimension_of[engine.layout.indicator[columns]]
    engine.rankable = ranked
    ranks, levels = [], []
    for parameters, states in engine.blocks(draws, seed):
        ranks.append(engine.rank(engine.score_composite(engine.score_dimensions(states, parameters), parameters)))
        levels.append(level_of[dimension, states[:, columns]])
    whole = np.concatenate(ranks)
    # ranks are whole numbers, and so are their quantiles: spread evenly over each, so that a narrower interval shows
    return whole + np.random.default_rng([seed, 9]).uniform(-0.5, 0.5, whole.shape), np.concatenate(levels)


def _levels(engine: Engine, dimension_id: str) -> np.ndarray:
    """Return for every state what it amounts to: 0 nothing, 1 to 3 the thirds of the scale, 4 not applicable."""
    states = np.arange(FIRST + 128)
    codes = np.stack([code_of(states, attribute) for attribute in range(3)], axis=1)
    weights = np.broadcast_to(np.array(engine.method.weights_of(dimension_id)), codes.shape)
    points = np.where(states >= FIRST, score_codes(codes, is_targeted(states), weights, engine.method), 0.0)
    return np.where(states == OUT, 4, np.searchsorted(EDGES, points)).astype(np.int8)


def _narrow(ranks: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Return by how many ranks each jurisdiction's interval narrows on average when the level is known."""
    known = sum(_width(ranks[levels == level]) * (levels == level).mean() for level in np.unique(levels))
    return _width(ranks) - known


def _width(ranks: np.ndarray) -> np.ndarray:
    low, high = np.quantile(ranks, (INTERVAL[0], INTERVAL[-1]), axis=0)
    return high - low


def _lacking(engine: Engine) -> dict[str, int]:
    """Return how many more indicators must be read before each jurisdiction has a score on every dimension."""
    layout = engine.layout
    read = np.zeros((len(layout.jurisdictions), len(layout.indicators)), dtype=bool)
    known = (layout.state != UNREAD) & (layout.state != OUT)
    read[layout.unit[known], layout.indicator[known]] = True
    coded = np.stack(
        [read[:, layout.dimension_of == place].sum(axis=1) for place in range(len(layout.dimensions))], axis=1
    )
    return dict(
        zip(layout.jurisdictions, np.maximum(engine.method.min_coded - coded, 0).sum(axis=1).tolist(), strict=True)
    )
