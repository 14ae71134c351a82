"""One joint Monte Carlo: how scores and ranks move with weights, methods, slips of coding and what could not be read.

Knows randomness, and takes a seed. Seven factors are drawn together (data/CODEBOOK.md, section 4); the global ones
from one scrambled Sobol' sequence, the slips and missing provisions of single cells, thousands to a draw, from
generators seeded by block, so that equal seeds give equal bytes whatever else is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from credatlas.evidence.dataset import Dataset
from credatlas.index.agreement import slip_rates
from credatlas.index.draws import Parameters, Spread, choose_factors, sobol_points
from credatlas.index.means import MEANS, weighted_mean
from credatlas.index.method import Method
from credatlas.index.scoring import FULL, combine_attributes, score
from credatlas.index.slips import Readings, list_instruments
from credatlas.index.states import FIRST, HINDERS, OUT, SILENT, UNREAD, Layout, lay_out

BLOCK = 512  # draws that are in memory at once: few enough to stay in a processor's cache
DECIMALS = 6  # scores equal after rounding tie, as in scoring.rank
PROVISION_FACTORS = (
    "attribute_weights",
    "spacing",
    "scope",
    "slips",
    "missing",
)  # those that move a provision's points
INTERVAL = (0.05, 0.5, 0.95)  # a 90 % interval and the median


class Engine:
    """Score every jurisdiction of one date under any parameters: the arithmetic that `simulate` and `sensitivity`
    share.

    rankable: places of the jurisdictions that have a composite point value under the method; only these get ranks.
    """

    def __init__(
        self, dataset: Dataset, method: Method | None = None, factors: Iterable[str] | Mapping[str, Any] | None = None
    ):
        self.method = method or Method.from_dimensions(dataset.dimensions)
        self.factors = choose_factors(factors)
        self.points = score(dataset, self.method).composite.set_index("jurisdiction_id")["score"]
        jurisdictions = list(dataset.jurisdictions["jurisdiction_id"])
        self.rankable = np.flatnonzero(self.points.reindex(jurisdictions).notna())
        if len(self.rankable) < 2:
            raise ValueError(
                f"{len(self.rankable)} jurisdictions can be ranked on {dataset.date}; "
                "ranks need two with a score on every dimension"
            )
        self.layout: Layout = lay_out(dataset.provisions, jurisdictions, dataset.indicators)
        self.spread = Spread(self.layout, self.method, self.factors, slip_rates(dataset.codings_a, dataset.codings_b))
        self._settled = not any(self.factors[name] for name in PROVISION_FACTORS)
        self.readings = Readings(self.layout, list_instruments(dataset.frameworks))
        if self.factors["missing"]:
            self.readings.check()

    def read(self, parameters: Parameters, seeds: Sequence[Sequence[int]]) -> np.ndarray:
        """Return the states (n, columns) of a block; `seeds` of the slips and of the missing provisions."""
        generators = [
            np.random.Generator(np.random.SFC64(list(seed))) if self.factors[name] else None
            for name, seed in zip(("slips", "missing"), seeds, strict=True)
        ]
        return self.readings.draw(parameters.slips, *generators)

    def score_dimensions(
        self, states: np.ndarray, parameters: Parameters, table: np.ndarray | None = None
    ) -> np.ndarray:
        """Return dimension scores (n, jurisdictions, dimensions) in points, NaN where fewer than `min_coded`
        indicators have a value.
        """
        layout = self.layout
        rows = slice(0, 1) if self._settled else slice(None)  # where only weights and means are drawn, one row is all
        table = self.points_of_states(parameters) if table is None else table
        best = self._best(states[rows], table)
        best = best.reshape(-1, len(layout.jurisdictions), len(layout.indicators))
        valued = best > -np.inf
        member = (layout.dimension_of[:, None] == np.arange(len(layout.dimensions))).astype(float)
        weights = parameters.weights_of_indicators[:, :, None] * member
        present = valued.astype(float)
        coded = present @ (member * (parameters.weights_of_indicators[0] > 0)[:, None])
        with np.errstate(invalid="ignore"):
            means = (np.where(valued, best, 0.0) @ weights) / (present @ weights)
        return np.where(coded >= self.method.min_coded, means, np.nan)

    def _best(self, states: np.ndarray, table: np.ndarray) -> np.ndarray:
        """Return the points of the strongest provision (n, jurisdictions x indicators), minus infinity where none has
        a value.
        """
        layout = self.layout
        places = states.astype(np.intp)
        places += layout.dimension_of[layout.indicator] * table.shape[2]
        places += (np.arange(len(states)) * table[0].size)[:, None]
        points = table.ravel().take(places)
        best = points[:, layout.starts]
        group = np.cumsum(np.isin(np.arange(states.shape[1]), layout.starts)) - 1
        for column in np.setdiff1d(
            np.arange(states.shape[1]), layout.starts
        ):  # further frameworks of one jurisdiction: few
            np.maximum(best[:, group[column]], points[:, column], out=best[:, group[column]])
        return best

    def points_of_states(self, parameters: Parameters) -> np.ndarray:
        """Return what each state is worth in each draw and dimension (n, D, states); minus infinity where it has no
        value.
        """
        parameters = parameters[:1] if self._settled else parameters
        n, dimensions = parameters.attribute_weights.shape[:2]
        points = FULL * parameters.code_values
        codes = np.stack(np.meshgrid(*[np.arange(4)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
        if self.method.attribute_mean == "arithmetic" and self.method.attribute_floor is None:
            supporting = parameters.attribute_weights @ points[:, codes.T]  # the same mean, five times as fast
        else:
            supporting = combine_attributes(
                points[:, None, codes], parameters.attribute_weights[:, :, None, :], self.method
            )
        table = np.empty((n, dimensions, FIRST + 128))
        table[..., [SILENT, HINDERS, OUT, UNREAD]] = 0.0, self.method.hinders, -np.inf, -np.inf
        table[..., FIRST : FIRST + 64] = supporting
        table[..., FIRST + 64 :] = supporting * parameters.scope[:, None, None]
        return table

    def score_composite(self, dimensions: np.ndarray, parameters: Parameters) -> np.ndarray:
        """Return composite scores (n, jurisdictions) in points, each draw by its own mean; NaN where a dimension that
        weighs is.
        """
        composite = np.empty(dimensions.shape[:2])
        for place, mean in enumerate(MEANS):
            rows = parameters.aggregation == place
            floor = self._floor(mean)
            composite[rows] = weighted_mean(
                dimensions[rows], parameters.weights_of_dimensions[rows, None, :], mean, floor
            )
        return composite

    def _floor(self, mean: str) -> float | None:
        from credatlas.index.draws import FLOOR

        drawn = self.factors["aggregation"] is not False and mean in ("geometric", "harmonic")
        return FLOOR if drawn and self.method.dimension_floor is None else self.method.dimension_floor

    def beaten(self, composite: np.ndarray) -> np.ndarray:
        """Return whether the second rankable jurisdiction has a higher score than the first (n, rankable, rankable).

        A draw that cannot be scored raises ValueError.
        """
        scores = composite[:, self.rankable].round(DECIMALS)
        if np.isnan(scores).any():
            row, place = np.argwhere(np.isnan(scores))[0]
            raise ValueError(
                f"draw {row} of a block cannot be scored for {self.layout.jurisdictions[self.rankable[place]]}"
            )
        return scores[:, None, :] > scores[:, :, None]

    def rank(self, composite: np.ndarray) -> np.ndarray:
        """Return ranks (n, rankable), 1 is best, ties share the smallest."""
        return 1 + self.beaten(composite).sum(axis=2, dtype=np.int16)

    def blocks(self, draws: int, seed: int) -> Iterator[tuple[Parameters, np.ndarray]]:
        """Yield parameters and states block by block, `draws` in all."""
        sequence = sobol_points(self.spread.dimensions, seed)
        for block in range(-(-draws // BLOCK)):
            parameters = self.spread.parameters(sequence.random(BLOCK))
            states = self.read(parameters, [(seed, 1, block), (seed, 2, block)])
            wanted = slice(
                0, min(BLOCK, draws - block * BLOCK)
            )  # a whole block is drawn, so that more draws begin as fewer do
            yield parameters[wanted], states[wanted]


@dataclass(frozen=True, repr=False, eq=False)
class Simulation:
    """What the draws did: counts of ranks and of who beat whom, and the dimension scores of every draw.

    jurisdictions: all of the data; rankable: those with ranks. dimensions: (draws, jurisdictions, dimensions) in
    points, NaN where there is no value; composite: (draws, jurisdictions). kept: the states of the provisions asked
    for with `keep`.
    """

    dataset: Dataset
    engine: Engine
    draws_made: int
    seed: int
    ranks: np.ndarray
    wins: np.ndarray
    ties: np.ndarray
    dimensions: np.ndarray
    composite: np.ndarray
    kept: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)

    @property
    def jurisdictions(self) -> list[str]:
        """All jurisdictions, in the order of the data."""
        return self.engine.layout.jurisdictions

    @property
    def rankable(self) -> list[str]:
        """The jurisdictions that have a composite point value, in the order of the data."""
        return [self.jurisdictions[place] for place in self.engine.rankable]

    @property
    def draws(self) -> pd.DataFrame:
        """The parameters of every draw, one row each: weights, attribute weights, code values, scope, aggregation,
        chances of slips.
        """
        layout, drawn = (
            self.engine.layout,
            [parameters for parameters, _ in self.engine.blocks(self.draws_made, self.seed)],
        )
        columns: dict[str, np.ndarray] = {}
        for name in vars(drawn[0]):
            values = np.concatenate([getattr(parameters, name) for parameters in drawn]).reshape(self.draws_made, -1)
            labels = _labels(name, layout)
            columns |= dict(zip(labels, values.T, strict=True))
        frame = pd.DataFrame(columns)
        return frame.assign(aggregation=np.array(MEANS)[frame["aggregation"].astype(int)])

    def acceptability(self) -> pd.DataFrame:
        """Return the share of draws in which each rankable jurisdiction has each rank; rows sum to 1."""
        names = self.rankable
        shares = (
            np.stack([np.bincount(column, minlength=len(names) + 1)[1:] for column in self.ranks.T]) / self.draws_made
        )
        return pd.DataFrame(shares, index=pd.Index(names, name="jurisdiction_id"), columns=range(1, len(names) + 1))

    def rank_intervals(self) -> pd.DataFrame:
        """Return one row per jurisdiction: best, low, median, high, worst rank (90 % interval), p_first, rankable.

        Ranks count among the rankable; a jurisdiction that is not has none (NaN): what is missing about it leaves
        nothing to say.
        """
        low, median, high = np.quantile(self.ranks, INTERVAL, axis=0, method="inverted_cdf")
        rows = pd.DataFrame(
            {
                "best": self.ranks.min(axis=0),
                "low": low,
                "median": median,
                "high": high,
                "worst": self.ranks.max(axis=0),
                "p_first": (self.ranks == 1).mean(axis=0),
                "rankable": True,
            },
            index=pd.Index(self.rankable, name="jurisdiction_id"),
        )
        every = rows.reindex(pd.Index(self.jurisdictions, name="jurisdiction_id"))
        return every.assign(rankable=every["rankable"].eq(True)).reset_index()

    def win_matrix(self) -> pd.DataFrame:
        """Return the share of draws in which the row has a higher score than the column, within the same draw;
        diagonal 0.
        """
        return self._square(self.wins)

    def tie_matrix(self) -> pd.DataFrame:
        """Return the share of draws in which row and column tie; with the win matrix and its transpose it sums to 1,
        diagonal 1.
        """
        return self._square(self.ties)

    def _square(self, counts: np.ndarray) -> pd.DataFrame:
        names = pd.Index(self.rankable, name="jurisdiction_id")
        return pd.DataFrame(counts / self.draws_made, index=names, columns=list(names))

    def p_top(self, k: int) -> pd.Series:
        """Return the share of draws in which each rankable jurisdiction is among the first k. Raises ValueError for k
        below 1.
        """
        if k < 1:
            raise ValueError(f"k {k} is below 1")
        return pd.Series(
            (self.ranks <= k).mean(axis=0), index=pd.Index(self.rankable, name="jurisdiction_id"), name=f"p_top_{k}"
        )

    def monte_carlo_error(self) -> pd.DataFrame:
        """Return the error that the number of draws leaves, as if they were independent (Sobol' points do better).

        One row per rankable jurisdiction: mean_rank, mean_rank_error (standard error), p_first, p_first_error; draws.
        """
        first = (self.ranks == 1).mean(axis=0)
        return pd.DataFrame(
            {
                "jurisdiction_id": self.rankable,
                "mean_rank": self.ranks.mean(axis=0),
                "mean_rank_error": self.ranks.std(axis=0) / np.sqrt(self.draws_made),
                "p_first": first,
                "p_first_error": np.sqrt(first * (1 - first) / self.draws_made),
                "draws": self.draws_made,
            }
        )

    def dimension(self, jurisdiction_id: str, dimension_id: str) -> np.ndarray:
        """Return the scores of one dimension in every draw, in points, NaN where there is none."""
        return self.dimensions[
            :, self.jurisdictions.index(jurisdiction_id), self.engine.layout.dimensions.index(dimension_id)
        ]

    def __repr__(self) -> str:
        on = ", ".join(name for name, value in self.engine.factors.items() if value is not False) or "no factor"
        count = f"{len(self.rankable)} of {len(self.jurisdictions)} jurisdictions rankable"
        return f"Simulation of {self.dataset.date}: {self.draws_made} draws of {on}; {count}; seed {self.seed}"

    def _repr_html_(self) -> str:
        return f"<p>{self!r}</p>"


def _labels(name: str, layout: Layout) -> list[str]:
    from credatlas.index.draws import SLIPPING
    from credatlas.index.method import ATTRIBUTES

    return {
        "weights_of_dimensions": [f"weight_{some}" for some in layout.dimensions],
        "weights_of_indicators": [f"weight_{some}" for some in layout.indicators],
        "attribute_weights": [f"weight_{some}_{attribute}" for some in layout.dimensions for attribute in ATTRIBUTES],
        "code_values": [f"value_{code}" for code in range(4)],
        "slips": [f"slip_{some}" for some in SLIPPING],
    }.get(name, [name])


def simulate(
    dataset: Dataset,
    method: Method | None = None,
    draws: int = 20_000,
    seed: int = 0,
    factors: Iterable[str] | Mapping[str, Any] | None = None,
    keep: Sequence[tuple[str, str]] = (),
) -> Simulation:
    """Draw seven factors together and score every jurisdiction in each draw.

    dataset: narrowed to a date. factors: None for all; names of those drawn, the others off; or a mapping to True,
    False or a fixed value (see `draws.choose_factors`). keep: (jurisdiction_id, indicator_id) of provisions whose
    state in every draw is wanted. With every factor off each draw is the point score. Memory: a block of draws at a
    time, and what is kept of them (8 bytes per score, 2 per rank).

    Raises ValueError for an unknown factor, fewer than two rankable jurisdictions, draws below 1, or a draw that
    cannot be scored.
    """
    if draws < 1:
        raise ValueError(f"draws {draws} is below 1")
    engine = Engine(dataset, method, factors)
    layout, count = engine.layout, len(engine.rankable)
    dimensions = np.empty((draws, len(layout.jurisdictions), len(layout.dimensions)))
    composite = np.empty(dimensions.shape[:2])
    ranks, losses = np.empty((draws, count), dtype=np.int16), np.zeros((count, count), dtype=np.int64)
    kept = {pair: np.empty(draws, dtype=np.uint8) for pair in keep}
    done = 0
    for parameters, states in engine.blocks(draws, seed):
        rows = slice(done, done + len(parameters))
        table = engine.points_of_states(parameters)
        scored = engine.score_dimensions(states, parameters, table)
        total = engine.score_composite(scored, parameters)
        beaten = engine.beaten(total)
        dimensions[rows], composite[rows], ranks[rows] = scored, total, 1 + beaten.sum(axis=2, dtype=np.int16)
        losses += beaten.sum(axis=0)
        for pair, column in kept.items():
            column[rows] = _strongest(states, table, engine.layout, pair)
        done += len(parameters)
    return Simulation(
        dataset, engine, draws, seed, ranks, losses.T, draws - losses - losses.T, dimensions, composite, kept
    )


def _strongest(states: np.ndarray, table: np.ndarray, layout: Layout, pair: tuple[str, str]) -> np.ndarray:
    """Return the state of the provision that counts for one jurisdiction and indicator in each draw."""
    unit, indicator = layout.jurisdictions.index(pair[0]), layout.indicators.index(pair[1])
    columns = np.flatnonzero((layout.unit == unit) & (layout.indicator == indicator))
    draws = np.arange(len(states))
    row_of = np.minimum(draws, len(table) - 1)  # one row stands for all where only weights and means are drawn
    points = table[row_of[:, None], layout.dimension_of[indicator], states[:, columns]]
    return states[draws, columns[points.argmax(axis=1)]]


def __getattr__(name: str):
    """Offer `sensitivity` here too, where one looks for it; its module builds on this one."""
    if name == "sensitivity":
        from credatlas.index.sensitivity import sensitivity

        return sensitivity
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
