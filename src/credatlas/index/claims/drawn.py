"""Look up scores and states of jurisdictions in every draw, under each assumption on unread text, for tests of claims.

Knows how to ask for a `Simulation`, and what unread provisions could be. Knows no claim.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence, Dataset, Status, jurisdictions_in_force, keep_instruments
from credatlas.index.scores import ATTRIBUTES, ScoreClass, count_needed, dimension_points, score
from credatlas.index.simulation import FACTORS, OUT, UNREAD, Simulation, simulate, states_of
from credatlas.settings import DECIMALS

Cell = tuple[str, str]  # a provision that counts: jurisdiction_id, indicator_id
States = dict[Cell, np.ndarray]  # of each cell in every draw (n,)
SCALE = range(4)  # the codes that the claims speak of
CODED = states_of(SCALE)
ROUGHLY = 4  # a quarter of the draws, where no share is printed but 0 or 1
SURE: dict[str, Any] = {"scope": "", "confidence": Confidence.HIGH.value, **dict.fromkeys(ATTRIBUTES, 0.0)}
NONE_DO = {**SURE, "status": Status.SILENT.value}  # what an unread provision says, if none provides it
ALL_DO = {**SURE, "status": Status.SUPPORTS.value, "scope": "general", **dict.fromkeys(ATTRIBUTES, float(SCALE[-1]))}


class Drawn:
    """Draws of one date: states of provisions and scores of those that are scored or estimated."""

    def __init__(self, simulation: Simulation, drawable: set[Cell]):
        """Take a simulation, and the jurisdiction_id and dimension_id of the scores that there can be."""
        self.kept: States = simulation.kept
        self.count = simulation.draws_made
        self._simulation, self._drawable = simulation, drawable

    def score(self, jurisdiction_id: str, dimension_id: str) -> np.ndarray:
        """Return scores (n,) in points, rounded as ranks are; NaN where too little was read."""
        if (jurisdiction_id, dimension_id) not in self._drawable:
            return np.full(self.count, np.nan)
        return self._score(jurisdiction_id, dimension_id).round(DECIMALS)

    def _score(self, jurisdiction_id: str, dimension_id: str) -> np.ndarray:
        return self._simulation.dimension(jurisdiction_id, dimension_id)

    def scores(self, jurisdictions: list[str], dimension_id: str) -> np.ndarray:
        """Return scores (n, jurisdictions) in points."""
        return np.stack([self.score(jurisdiction, dimension_id) for jurisdiction in jurisdictions], axis=1)

    def states(self, jurisdictions: list[str], indicator_id: str) -> np.ndarray:
        """Return the states (n, jurisdictions) of the provisions that count for one indicator."""
        return np.stack([self.kept[jurisdiction, indicator_id] for jurisdiction in jurisdictions], axis=1)


class WhatIf(Drawn):
    """The codes as they are, in one draw; or with some cells read otherwise, a draw for each way to do so."""

    def __init__(self, simulation: Simulation, drawable: set[Cell], changes: States):
        """Take a simulation of one draw without any factor, and states (n,) of the cells that change."""
        super().__init__(simulation, drawable)
        self.count = max([1, *map(len, changes.values())])
        self.kept = {cell: np.broadcast_to(states, self.count) for cell, states in (simulation.kept | changes).items()}

    def _score(self, jurisdiction_id: str, dimension_id: str) -> np.ndarray:
        engine, layout = self._simulation.engine, self._simulation.engine.layout
        own = np.flatnonzero(layout.dimension_of == layout.dimensions.index(dimension_id))
        states = np.stack([self.kept[jurisdiction_id, layout.indicators[index]] for index in own])
        weights = self._simulation.parameters.indicator_weights[own]
        applicable = (states != OUT).sum(axis=0)
        enough = applicable - (states == UNREAD).sum(axis=0) >= count_needed(applicable, engine.method)
        points = layout.states.worth(dimension_id, engine.method)[states]
        return np.where(enough, dimension_points(points, np.broadcast_to(weights, states.shape)), np.nan)


@dataclass(frozen=True)
class Assumptions:
    """The draws of one date that verdicts compare; each is made when it is first asked for."""

    dataset: Dataset
    draws: int
    seed: int
    cells: list[Cell]  # whose states in every draw the tests look at

    @cached_property
    def places(self) -> list[str]:
        """Jurisdictions that have a framework in force, in the order of the data."""
        return jurisdictions_in_force(self.dataset)

    @cached_property
    def _in_force(self) -> Dataset:
        """The data without jurisdictions that have no framework in force: of these nothing is asked."""
        kept = {
            name: frame[frame["jurisdiction_id"].isin(self.places)]
            for name, frame in (("jurisdictions", self.dataset.jurisdictions), ("provisions", self.dataset.provisions))
        }
        return replace(self.dataset, **kept)

    @cached_property
    def dimensions(self) -> pd.DataFrame:
        """Dimension scores with their bounds, of the codes as they are."""
        return score(self._in_force).dimensions

    @cached_property
    def drawable(self) -> set[Cell]:
        """Jurisdiction and dimension of what is scored or can be estimated."""
        rows = self.dimensions
        rows = rows[rows["class"].isin([ScoreClass.SCORED, ScoreClass.ESTIMATED])]
        return set(zip(rows["jurisdiction_id"], rows["dimension_id"], strict=True))

    @cached_property
    def _point(self) -> Simulation:
        cells = [
            (jurisdiction, indicator)
            for jurisdiction in self.places
            for indicator in self.dataset.indicators["indicator_id"]
        ]
        return simulate(self._in_force, draws=1, factors=(), keep=cells)

    def what_if(self, changes: States | None = None) -> WhatIf:
        """Return the codes as they are, or with some cells changed; see `WhatIf`."""
        return WhatIf(self._point, self.drawable, changes or {})

    @cached_property
    def coders(self) -> tuple[States, States]:
        """The states that either coder found, of the cells that hold one provision that both coded."""
        keys = ["framework_id", "indicator_id"]
        cells = self._in_force.provisions[[*keys, "jurisdiction_id"]]
        cells = cells.drop_duplicates(["jurisdiction_id", "indicator_id"], keep=False)
        codings = self.dataset.codings_a, self.dataset.codings_b
        first, second = (_states_of(cells.merge(coding, on=keys)) for coding in codings)
        return first, second

    def _draw(self, off: Iterable[str] = (), part: int = 1, unread: Mapping[str, Any] | None = None) -> Drawn:
        """Draw all factors but those that are off, in a part of the draws; `unread`: the codes of unread provisions."""
        dataset = self._in_force if unread is None else fill(self._in_force, unread)
        factors, draws = [name for name in FACTORS if name not in off], max(self.draws // part, 1)
        made = simulate(dataset, draws=draws, seed=self.seed, factors=factors, keep=self.cells)
        return Drawn(made, self.drawable)

    # what was read, under all factors; under coding errors alone; under all but these
    read = cached_property(lambda self: self._draw(off=["missing"]))
    coding = cached_property(lambda self: self._draw(off=set(FACTORS) - {"slips"}, part=ROUGHLY))
    weighing = cached_property(lambda self: self._draw(off=["missing", "slips"], part=ROUGHLY))
    # all factors, where unread text is as in frameworks read whole, says nothing, or supports as firmly as can be
    as_whole = cached_property(lambda self: self._draw())
    none_do = cached_property(lambda self: self._draw(unread=NONE_DO))
    all_do = cached_property(lambda self: self._draw(unread=ALL_DO))


def _states_of(coded: pd.DataFrame) -> States:
    cells = zip(coded["jurisdiction_id"], coded["indicator_id"], strict=True)
    return {cell: np.array([state]) for cell, state in zip(cells, CODED.encode(coded), strict=True)}


def fill(dataset: Dataset, codes: Mapping[str, Any]) -> Dataset:
    """Return data in which every unread provision of an instrument has some codes; where none was found, none has."""
    provisions = dataset.provisions.copy()
    instruments = provisions["framework_id"].isin(keep_instruments(dataset.frameworks)["framework_id"])
    unread = instruments & (provisions["status"] == Status.MISSING)
    provisions.loc[unread, list(codes)] = list(codes.values())
    return replace(dataset, provisions=provisions)
