"""Score and rank every jurisdiction of one date in many draws at once: the arithmetic of all that draws.

Knows how parameters and states become arrays for the formula (`scores.formula`), and scores become ranks. Arrays have
draws as their last axis.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.index.scores import (
    FULL,
    MEANS,
    Mean,
    Method,
    ScoreClass,
    composite_points,
    dimension_points,
    fit_method,
    provision_points,
    score,
)
from credatlas.index.simulation.coding_errors import Readings, estimate_error_rates, list_instruments
from credatlas.index.simulation.draws import (
    FACTORS,
    Dice,
    DrawParameters,
    Spread,
    choose_factors,
    list_held,
    sobol_points,
)
from credatlas.index.simulation.states import FIRST, HINDERS, OUT, SILENT, UNREAD, lay_out
from credatlas.index.simulation.unread import find_donors, list_drawn, list_gaps
from credatlas.settings import DECIMALS

BLOCK = 512  # draws that are in memory at once: few enough to stay in a processor's cache
COMPLETED = [ScoreClass.SCORED, ScoreClass.ESTIMATED]  # whose unread provisions are drawn
FLOOR = 1.0  # points; where a geometric or harmonic mean would let one zero decide everything
OF_PROVISIONS = ("attribute_weights", "spacing", "scope", "slips", "missing")  # factors that move a provision's points
PREFERRED = (2, 3, 0, 1, 4)  # by state, of equal points: supports, hinders, silent; else missing, not applicable


class Block(NamedTuple):
    """A block of n draws and their scores.

    states and points (provisions, n); dimensions (dimensions, jurisdictions, n) and composite (jurisdictions, n):
    points. Points of what has no value are minus infinity.
    """

    parameters: DrawParameters
    states: np.ndarray
    points: np.ndarray
    dimensions: np.ndarray
    composite: np.ndarray


class Engine:
    """Score every jurisdiction of one date under any parameters.

    factors: as for `choose_factors`, but None stands for all that the method states as the codebook does. classes:
    those of the composite score by jurisdiction_id. rankable: positions of those that get ranks: scored, and estimated
    too where missing provisions are drawn. supposed: what is supposed of coding errors where nobody coded twice, ""
    elsewhere. held: factors that are not drawn since the method states them. not_drawn: indicators that stay unread in
    some framework, since none of another jurisdiction that was read whole has them. Raises ValueError for an unknown
    factor, fewer than two jurisdictions to rank, and missing provisions without which a dimension has no value.
    """

    def __init__(
        self,
        dataset: Dataset,
        method: Method | None = None,
        factors: Iterable[str] | Mapping[str, Any] | None = None,
    ):
        usual, self.method = fit_method(None, dataset), fit_method(method, dataset)
        scores = score(dataset, self.method)
        ids = list(scores.composite["jurisdiction_id"])
        self.layout = lay_out(dataset)
        self.held = tuple(list_held(self.layout, self.method, usual)) if factors is None else ()
        if factors is None:
            factors = [factor for factor in FACTORS if factor not in self.held]
        self.factors = choose_factors(factors)
        self.point_dimensions = scores.dimensions
        self.point_scores = scores.composite.set_index("jurisdiction_id")["score"]
        self.classes = scores.composite.set_index("jurisdiction_id")["class"]
        completed = self.classes.isin(COMPLETED if self.factors["missing"] else [])
        ranked = completed | (self.classes == ScoreClass.SCORED)
        self.rankable = np.flatnonzero(ranked)
        if len(self.rankable) < 2:
            raise NothingToShow(
                f"ranks on {dataset.date} need two jurisdictions with a score on every dimension; "
                f"there is {', '.join(ranked.index[ranked]) or 'none'}"
            )
        points = self.point_dimensions["score"].to_numpy().reshape(len(ids), -1).T
        self._without_score = np.isnan(points) & ~completed.to_numpy()
        frameworks = list_drawn(self.layout, completed.index[completed], self.method.estimated_share)
        rates = estimate_error_rates(dataset)
        self.supposed = rates.notice if self.factors["slips"] is True else ""
        self.spread = Spread(self.layout, self.method, self.factors, rates.chances)
        gaps = list_gaps(self.layout, find_donors(dataset), frameworks)
        places = sorted({index for gap in gaps for index in gap.lacking.tolist()})
        self.not_drawn = tuple(self.layout.indicators[index] for index in places)
        self.readings = Readings(self.layout, list_instruments(dataset.frameworks), gaps, rates.multiples)
        further = np.setdiff1d(np.arange(len(self.layout.state)), self.layout.starts)
        cells = np.searchsorted(self.layout.starts, further) - 1  # of the first provision of the same two
        self._further = list(zip(further, cells, strict=True))
        self._settled = not any(self.factors[name] is not False for name in OF_PROVISIONS)

    @property
    def lacking(self) -> str:
        """What had to be supposed, or left out, for want of data; "" where nothing had."""
        left = f"{', '.join(self.not_drawn)}: not drawn where unread, since no donor has it" if self.not_drawn else ""
        return "; ".join(filter(None, [self.supposed, left]))

    @property
    def notice(self) -> str:
        """What is lacking, and the factors held as the method states them; "" where all is there and all is drawn."""
        held = f"{', '.join(self.held)}: held as the method states, and not drawn" if self.held else ""
        return "; ".join(filter(None, [self.lacking, held]))

    def run(self, draws: int, seed: int, before: int = 0, dice: Dice | None = None) -> Iterator[Block]:
        """Yield blocks of draws, `draws` in all; equal seeds give equal draws, whatever the length of a block.

        before: draws that were made elsewhere, whole blocks; dice: as those draws left them.
        """
        sequence, dice = sobol_points(self.spread.dimensions, seed), dice or Dice(self.layout, seed)
        if before:
            sequence.fast_forward(before)
        moves = self.factors["slips"] is not False or self.factors["missing"]
        for start in range(0, draws, BLOCK):
            count = min(BLOCK, draws - start)  # the sequence is balanced in powers of two, so whole blocks are taken
            points = np.ascontiguousarray(sequence.random(BLOCK)[:count].T)
            yield self.evaluate(points, dice.throw(count) if moves else np.zeros((self.layout.dice, count)))

    def evaluate(self, points: np.ndarray, dice: np.ndarray) -> Block:
        """Score the draws that points (spread.dimensions, n) and dice (layout.dice, n) stand for."""
        parameters = self.spread.parameters(points)
        drawn = slice(0, 1) if self._settled else slice(None)  # where no provision moves, one draw stands for all
        slips = parameters.slips[:, drawn] if self.factors["slips"] is not False else None
        states = self.readings.read(dice[:, drawn], slips)
        worth = self.points_of(states, parameters[drawn])
        dimensions = self._average(self._strongest(worth), parameters)
        return Block(parameters, states, worth, dimensions, self._combine(dimensions, parameters))

    def points_of(self, states: np.ndarray, parameters: DrawParameters) -> np.ndarray:
        """Return what each provision is worth in each draw (provisions, n), in points; minus infinity: no value."""
        table = self._points_of_states(parameters)
        draws = len(parameters)
        cells = np.multiply(states, draws, dtype=np.intp)
        cells += (self.layout.dimension * (self.layout.states.count * draws))[:, None] + np.arange(draws)
        return table.ravel().take(cells)

    def _points_of_states(self, parameters: DrawParameters) -> np.ndarray:
        """Return what each state is worth in each dimension and draw (dimensions, states, n)."""
        values = FULL * parameters.code_values
        count, draws = len(self.layout.dimensions), len(parameters)
        # axes: dimension, scope, obligation, precision, delegation, draw; a sum over attributes grows as it needs to
        by_code = values[:, None, None], values[:, None], values
        weights = np.moveaxis(parameters.attribute_weights, 1, 0)[:, :, None, None, None, None]
        kept = np.stack([np.ones(draws), parameters.scope])[:, None, None, None]
        table = np.empty((count, self.layout.states.count, draws))
        table[:, [SILENT, HINDERS, OUT, UNREAD]] = np.array([0.0, self.method.hinders, -np.inf, -np.inf])[:, None]
        table[:, FIRST:] = provision_points(by_code, weights, kept, self.method).reshape(count, -1, draws)
        return table

    def _strongest(self, points: np.ndarray) -> np.ndarray:
        """Return the points of the provision that counts (indicators, jurisdictions, n)."""
        layout = self.layout
        best = points[layout.starts]
        for provision, cell in self._further:
            np.maximum(best[cell], points[provision], out=best[cell])
        return best.reshape(len(layout.indicators), len(layout.jurisdictions), -1)

    def _average(self, points: np.ndarray, parameters: DrawParameters) -> np.ndarray:
        """Return dimension scores; NaN where there is no point score and missing provisions are not drawn."""
        layout, weights = self.layout, parameters.indicator_weights
        own = [np.flatnonzero(layout.dimension_of == dimension) for dimension in range(len(layout.dimensions))]
        scores = np.stack(
            [dimension_points([points[i] for i in indicators], weights[indicators]) for indicators in own]
        )
        scores[self._without_score] = np.nan
        return scores

    def _combine(self, dimensions: np.ndarray, parameters: DrawParameters) -> np.ndarray:
        """Return composite scores, each draw by its own mean; NaN where a dimension that weighs is."""
        composite = np.empty(dimensions.shape[1:])
        for position, mean in enumerate(MEANS):
            drawn = np.flatnonzero(parameters.aggregation == position)
            if len(drawn):
                weights = parameters.dimension_weights[:, drawn]
                composite[:, drawn] = composite_points(dimensions[..., drawn], weights, mean, self._floor(mean))
        return composite

    def _floor(self, mean: Mean) -> float | None:
        given = self.method.dimension_floor
        chosen = self.factors["aggregation"] is not False and mean in ("geometric", "harmonic")
        return FLOOR if chosen and given is None else given

    def counted(self, block: Block, provisions: np.ndarray) -> np.ndarray:
        """Return the state (n,) of the provision that counts among those of one jurisdiction and indicator.

        Of equal points one that supports counts, then one that hinders, then the surer reading, as in
        `scoring.score_indicators`.
        """
        state, points = block.states[provisions[0]], block.points[provisions[0]]
        for provision in provisions[1:]:
            other, worth = block.states[provision], block.points[provision]
            preferred, before = (np.take(PREFERRED, one, mode="clip") for one in (other, state))
            better = (worth > points) | ((worth == points) & (preferred > before))
            state, points = np.where(better, other, state), np.maximum(points, worth)
        return state


def rank_draws(scores: np.ndarray) -> np.ndarray:
    """Rank each row of scores (draws, jurisdictions), 1 is best; equal after rounding share the smallest rank.

    Raises ValueError for a draw without a score.
    """
    falling = -scores.round(DECIMALS)
    if np.isnan(falling).any():
        draw, jurisdiction = np.argwhere(np.isnan(falling))[0]
        raise ValueError(
            f"a draw cannot be scored: number {draw} of its block, jurisdiction {jurisdiction} of those ranked"
        )
    order = np.argsort(falling, axis=1)
    ordered = np.take_along_axis(falling, order, axis=1)
    positions = np.arange(1, scores.shape[1] + 1, dtype=np.int16)
    new = np.concatenate([np.ones((len(scores), 1), dtype=bool), ordered[:, 1:] != ordered[:, :-1]], axis=1)
    ranks = np.empty(scores.shape, dtype=np.int16)
    np.put_along_axis(ranks, order, np.maximum.accumulate(np.where(new, positions, 1), axis=1), axis=1)
    return ranks
