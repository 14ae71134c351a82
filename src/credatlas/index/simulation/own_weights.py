"""Rank under a reader's own weights of the dimensions, with intervals from draws of everything else that is open.

Knows the draws of `simulate`, kept small enough to travel in a page, and what ranks follow from them. The weights
are the reader's and certain; indicator and attribute weights, spacing, scope, slips and unread clauses are drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset
from credatlas.index.scores import Method, combine, composite_points, rank
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.results import INTERVAL
from credatlas.settings import DECIMALS

STEPS = 500  # steps to a point: 100 points are 50,000, which two bytes hold
DRAWS = 256  # a power of two keeps the Sobol' points balanced; the ends of an interval are right to 1.4 % of the draws


@dataclass(frozen=True, eq=False)
class OpenScores:
    """Dimension scores of one date, and of each draw.

    scores: the frame of `score_dimensions`. jurisdictions, dimensions: in the order of the data. points:
    (jurisdictions, dimensions), NaN where too little was read. codes: (draws, jurisdictions, dimensions) in 1/STEPS
    points, unsigned two bytes; 0 and without meaning where there is no point value. seed: of the draws.
    """

    scores: pd.DataFrame
    jurisdictions: tuple[str, ...]
    dimensions: tuple[str, ...]
    points: np.ndarray
    codes: np.ndarray
    seed: int

    def pack(self) -> bytes:
        """Return the draws of every score as bytes: two each, the lower first.

        Jurisdiction by jurisdiction, dimension by dimension; where there is no score there are no draws.
        """
        return self.codes.transpose(1, 2, 0)[~np.isnan(self.points)].astype("<u2").tobytes()


def draw_open_scores(dataset: Dataset, method: Method | None = None, draws: int = DRAWS, seed: int = 0) -> OpenScores:
    """Draw the dimension scores of every jurisdiction that has a point value; all factors of `simulate` are open.

    The weights of the dimensions and how they combine do not touch these scores, so a reader can choose them later.
    Raises ValueError as `simulate`, and when a draw leaves a dimension without a score that has a point value.
    """
    simulation = simulate(dataset, method, draws, seed)
    scores = simulation.engine.point_dimensions
    jurisdictions, dimensions = simulation.jurisdictions, simulation.engine.layout.dimensions
    wide = scores.pivot(index="jurisdiction_id", columns="dimension_id", values="score")
    points = wide.reindex(index=jurisdictions, columns=dimensions).to_numpy()
    drawn = np.where(np.isnan(points), 0.0, simulation.dimensions)
    if np.isnan(drawn).any():
        draw, jurisdiction, _ = np.argwhere(np.isnan(drawn))[0]
        raise ValueError(f"draw {draw} cannot be scored for {jurisdictions[jurisdiction]}")
    codes = np.rint(np.clip(drawn, 0, 100) * STEPS).astype(np.uint16)
    return OpenScores(scores, tuple(jurisdictions), tuple(dimensions), points, codes, seed)


def rank_under(drawn: OpenScores, weights: Mapping[str, float]) -> pd.DataFrame:
    """Rank the jurisdictions under weights of the dimensions.

    Returns
    -------
    One row per jurisdiction: score in points, NaN where a dimension that weighs has none; rank, 1 is best, ties share
    the smallest; low, high: the 90 % interval of the rank over the draws, among those that have a score, NaN for the
    others; possible_low, possible_high: the score if every unread indicator scored 0, or 100.

    Raises ValueError for weights that are negative, all zero or name no dimension.
    """
    index = pd.Index(drawn.jurisdictions, name="jurisdiction_id")
    points = pd.DataFrame(drawn.points, index=index, columns=list(drawn.dimensions))
    scores = combine(points, weights)
    wide = drawn.scores.pivot(index="jurisdiction_id", columns="dimension_id").reindex(index)
    frame = pd.DataFrame({"score": scores, "rank": rank(scores), "low": np.nan, "high": np.nan})
    known = scores.notna().to_numpy()
    shares = np.array([weights.get(dimension, 0.0) for dimension in drawn.dimensions], dtype=float)
    if known.any():
        totals = composite_points(np.moveaxis(drawn.codes[:, known], -1, 0), shares).round(DECIMALS)
        ranks = 1 + (totals[:, None, :] > totals[:, :, None]).sum(axis=2)
        low, _, high = np.quantile(ranks, INTERVAL, axis=0, method="inverted_cdf")
        frame.loc[known, ["low", "high"]] = np.column_stack([low, high])
    for end in ("low", "high"):
        frame[f"possible_{end}"] = combine(wide[end][list(drawn.dimensions)], weights)
    return frame.reset_index()
