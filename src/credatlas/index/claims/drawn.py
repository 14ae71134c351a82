"""Look up scores and states of jurisdictions in every draw, for the tests of claims.

Knows how to ask a `Simulation`, and who is who in the tables. Knows no claim.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence, Dataset, Status
from credatlas.index.scores import ATTRIBUTES, FULL, provision_points, score
from credatlas.index.simulation import (
    FACTORS,
    FIRST,
    HINDERS,
    OUT,
    UNREAD,
    Simulation,
    code_of,
    is_targeted,
    list_instruments,
    simulate,
)
from credatlas.settings import DECIMALS


@dataclass(frozen=True, eq=False)
class Drawn:
    """Draws of one date, and the tables they belong to. Without any factor there is one draw: the data as they are."""

    dataset: Dataset
    simulation: Simulation

    def score(self, jurisdiction_id: str, dimension_id: str) -> np.ndarray:
        """Return scores (n,) in points, rounded as ranks are; NaN where too little was read."""
        return self.simulation.dimension(jurisdiction_id, dimension_id).round(DECIMALS)

    def scores(self, jurisdictions: list[str], dimension_id: str) -> np.ndarray:
        """Return scores (n, jurisdictions) in points."""
        columns = [self.score(jurisdiction_id, dimension_id) for jurisdiction_id in jurisdictions]
        return np.stack(columns, axis=1) if columns else np.empty((self.simulation.draws_made, 0))

    def states(self, jurisdictions: list[str], indicator_id: str) -> np.ndarray:
        """Return the states (n, jurisdictions) of the provisions that count for one indicator."""
        columns = [self.simulation.kept[jurisdiction_id, indicator_id] for jurisdiction_id in jurisdictions]
        return np.stack(columns, axis=1) if columns else np.empty((self.simulation.draws_made, 0), dtype=np.uint8)

    def bounds(self, jurisdictions: list[str], dimension_id: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the lowest and the highest possible score (n, jurisdictions).

        Both are the score where there is one, else what the codes as they are leave possible.
        """
        drawn = self.scores(jurisdictions, dimension_id)
        lacking = np.isnan(drawn)
        rows = self._bounds.loc[[(jurisdiction_id, dimension_id) for jurisdiction_id in jurisdictions]]
        low, high = (np.where(lacking, rows[name].to_numpy(), drawn) for name in ("low", "high"))
        return low, high

    def points(self, jurisdiction_id: str, dimension_id: str) -> tuple[np.ndarray, np.ndarray]:
        """Return points and weights (n, indicators) of one jurisdiction's indicators in a dimension.

        Points are NaN where an indicator was not read; one that is not applicable has weight 0. Weights sum to 1.
        """
        rows, layout = self.dataset.indicators, self.simulation.engine.layout
        ids = list(rows.loc[rows["dimension_id"] == dimension_id, "indicator_id"])
        states = np.stack([self.simulation.kept[jurisdiction_id, indicator_id] for indicator_id in ids], axis=1)
        drawn = self.simulation.parameters.indicator_weights[
            [layout.indicators.index(indicator_id) for indicator_id in ids]
        ].T
        weights = np.where(states == OUT, 0.0, drawn)
        worth = np.where(states >= FIRST, self._supporting(states, dimension_id), 0.0)
        worth = np.where(states == HINDERS, self.simulation.engine.method.hinders, worth)
        return np.where(states == UNREAD, np.nan, worth), weights / weights.sum(axis=1, keepdims=True)

    def _supporting(self, states: np.ndarray, dimension_id: str) -> np.ndarray:
        engine, parameters = self.simulation.engine, self.simulation.parameters
        values, draws = FULL * parameters.code_values, np.arange(len(states))[:, None]
        attributes = [values[code_of(states, attribute), draws] for attribute in range(len(ATTRIBUTES))]
        weights = parameters.attribute_weights[engine.layout.dimensions.index(dimension_id)]
        kept = np.where(is_targeted(states), parameters.scope[:, None], 1.0)
        return provision_points(attributes, weights[..., None], kept, engine.method)

    @cached_property
    def _bounds(self) -> pd.DataFrame:
        dimensions = score(self.dataset, self.simulation.engine.method).dimensions
        return dimensions.set_index(["jurisdiction_id", "dimension_id"])[["low", "high"]]

    def of_kind(self, kind: str) -> list[str]:
        """Return the jurisdictions of one kind, such as province, in the order of the data."""
        return self._where("kind", kind)

    def of_group(self, group: str) -> list[str]:
        """Return the jurisdictions of one group, such as Canada: its provinces, territories, sectors and itself."""
        return self._where("group", group)

    def _where(self, column: str, value: str) -> list[str]:
        rows = self.dataset.jurisdictions
        return list(rows.loc[rows[column] == value, "jurisdiction_id"])

    def in_force(self, jurisdictions: list[str]) -> list[str]:
        """Return those that have a framework version in force, be it that a search found no instrument."""
        there = set(self.dataset.frameworks["jurisdiction_id"])
        return [jurisdiction_id for jurisdiction_id in jurisdictions if jurisdiction_id in there]

    def with_instrument(self, jurisdictions: list[str]) -> list[str]:
        """Return those that have an instrument in force."""
        there = _have_instrument(self.dataset)
        return [jurisdiction_id for jurisdiction_id in jurisdictions if jurisdiction_id in there]


def has_value(states: np.ndarray) -> np.ndarray:
    """Return whether a provision was read and applies."""
    return ~np.isin(states, [UNREAD, OUT])


def _have_instrument(dataset: Dataset) -> set[str]:
    frameworks = dataset.frameworks
    rows = frameworks[frameworks["framework_id"].isin(list_instruments(frameworks))]
    return set(rows["jurisdiction_id"])


def assume_none(dataset: Dataset) -> Dataset:
    """Return data in which every jurisdiction without a known instrument has none, and so is silent throughout.

    Where a search was too thin to say, or no framework version of the date is known, provisions are missing. To draw
    them from frameworks that exist supposes that there is one; this supposes that there is not.
    """
    there = _have_instrument(dataset)
    found = {"status": Status.SILENT.value, "scope": "", "confidence": Confidence.NOT_FOUND.value}
    silent = {**found, **dict.fromkeys(ATTRIBUTES, 0.0)}
    provisions = dataset.provisions.copy()
    unread = ~provisions["jurisdiction_id"].isin(there) & (provisions["status"] == Status.MISSING)
    provisions.loc[unread, list(silent)] = list(silent.values())
    known = set(dataset.frameworks["jurisdiction_id"])
    absent = [name for name in dataset.jurisdictions["jurisdiction_id"] if name not in known]
    rows = pd.DataFrame({"jurisdiction_id": absent}, dtype=object)
    rows = rows.assign(framework_id=rows["jurisdiction_id"].str.lower() + "-none", instrument_type="none")
    added = rows.merge(dataset.indicators[["indicator_id", "dimension_id"]], how="cross").assign(**silent)
    return replace(dataset, frameworks=_append(dataset.frameworks, rows), provisions=_append(provisions, added))


def _append(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    cells = {name: rows.get(name, np.nan if kind.kind == "f" else "") for name, kind in frame.dtypes.items()}
    added = pd.DataFrame(cells, index=rows.index).astype(frame.dtypes)
    return pd.concat([frame, added], ignore_index=True)


def draw_point(dataset: Dataset, keep: list[tuple[str, str]]) -> Drawn:
    """Return the one draw in which nothing varies: the codes as they are, under the codebook's method."""
    return Drawn(dataset, simulate(dataset, draws=1, factors=(), keep=keep))


def draw_read(dataset: Dataset, keep: list[tuple[str, str]], draws: int, seed: int) -> Drawn:
    """Return draws of all factors but one: what was not read stays unread."""
    factors = [factor for factor in FACTORS if factor != "missing"]
    return Drawn(dataset, simulate(dataset, draws=draws, seed=seed, factors=factors, keep=keep))


def draw_all(dataset: Dataset, keep: list[tuple[str, str]], draws: int, seed: int) -> Drawn:
    """Return draws of all factors; what was not read is drawn where at least a third was."""
    return Drawn(dataset, simulate(dataset, draws=draws, seed=seed, keep=keep))
