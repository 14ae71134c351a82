"""Encode provisions as small integers: status, scope and codes together are one state, so that a million fit in memory.

Knows how a provision becomes a state and back, what one slip makes of it, what a method makes of it, and where each
provision of a date stands. Knows no randomness.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from credatlas.errors import did_you_mean
from credatlas.evidence import LEAST_SURE, Confidence, Dataset, Status, order_confidence
from credatlas.index.scores import ATTRIBUTES, Method, score_codes

COMPOSITE = "composite"  # stands for a dimension_id where a row is about all of them
SILENT, HINDERS, OUT, UNREAD = range(4)  # OUT: not applicable; UNREAD: missing
FIRST = 4  # states from here on support
BY_STATUS = {Status.SILENT: SILENT, Status.HINDERS: HINDERS, Status.NOT_APPLICABLE: OUT, Status.MISSING: UNREAD}
SLIPPING = ("silent", "scope", "obligation", "precision", "delegation")  # what can slip, as agreement names it
FRAMEWORK_DICE = 2  # dice thrown for a framework as a whole, beside one for each of its provisions


class States:
    """The states of provisions whose codes are `size` in number, 0 to size - 1.

    A state that supports is FIRST + (targeted, obligation, precision, delegation) as the digits of a number; `places`
    is what one step of each code adds to it, and `targeted` what a targeted scope does. count: how many states there
    are; kind: the smallest type that holds them.
    """

    def __init__(self, size: int):
        self.size, self.targeted = size, size**3
        self.places = np.array([size**2, size, 1])
        self.count = FIRST + 2 * self.targeted
        self.kind = np.min_scalar_type(self.count - 1)
        self.all = np.arange(self.count, dtype=self.kind)
        silent = np.where(self.all >= FIRST, SILENT, self.all).astype(self.kind)
        scope = np.concatenate([self.all[:FIRST], np.roll(self.all[FIRST:], self.targeted)])
        steps = [[self._one_step(index, step) for step in (-1, 1)] for index in range(len(ATTRIBUTES))]
        self.slips = np.array([[*pair, self.all] for pair in ([silent, silent], [scope, scope], *steps)])
        """By what slips (as in SLIPPING), how (down, up, not at all) and state: the state after it."""

    def encode(self, provisions: pd.DataFrame) -> np.ndarray:
        """Return the state of each provision; columns status, scope and the three codes as in `Dataset.provisions`."""
        codes = provisions[list(ATTRIBUTES)].to_numpy(dtype=float)
        supports = (provisions["status"] == Status.SUPPORTS).to_numpy()
        targeted = (provisions["scope"] == "targeted").to_numpy()
        states = provisions["status"].map(BY_STATUS).fillna(0).to_numpy(dtype=int)
        return np.where(supports, self.support(np.nan_to_num(codes).astype(int).T, targeted), states).astype(self.kind)

    def support(self, codes: Sequence[Any] | np.ndarray, targeted: np.ndarray | bool = False) -> np.ndarray:
        """Return the state that supports with three codes (3, ...) and a scope (...)."""
        return FIRST + self.targeted * np.asarray(targeted) + np.tensordot(self.places, np.asarray(codes), 1)

    def decode(self, states: np.ndarray) -> pd.DataFrame:
        """Return status, scope and the three codes of each state; codes are NaN for missing and not-applicable."""
        supports, names = np.asarray(states) >= FIRST, {state: status.value for status, state in BY_STATUS.items()}
        status = np.array([names.get(state, Status.SUPPORTS.value) for state in range(FIRST + 1)], dtype=object)
        scope = np.where(self.is_targeted(states), "targeted", np.where(supports, "general", ""))
        unknown = np.isin(states, [OUT, UNREAD])
        codes = {name: np.where(unknown, np.nan, self.code_of(states, n)) for n, name in enumerate(ATTRIBUTES)}
        return pd.DataFrame({"status": status[np.minimum(states, FIRST)], "scope": scope, **codes})

    def code_of(self, states: np.ndarray, attribute: int) -> np.ndarray:
        """Return the code of one attribute, by its position in `ATTRIBUTES`; 0 for states that do not support."""
        inner = (np.asarray(states, dtype=int) - FIRST) % self.targeted
        return np.where(np.asarray(states) >= FIRST, inner // self.places[attribute] % self.size, 0)

    def is_targeted(self, states: np.ndarray) -> np.ndarray:
        """Return whether a supporting state is targeted."""
        return np.asarray(states) >= FIRST + self.targeted

    def worth(self, dimension_id: str, method: Method) -> np.ndarray:
        """Return what each state is worth in one dimension, in points; NaN where not applicable or unread."""
        codes = np.stack([self.code_of(self.all, attribute) for attribute in range(len(ATTRIBUTES))])
        worth = score_codes(codes, self.is_targeted(self.all), method.weights_of(dimension_id), method)
        worth[[SILENT, HINDERS, OUT, UNREAD]] = 0.0, method.hinders, np.nan, np.nan
        return worth

    def _one_step(self, attribute: int, step: int) -> np.ndarray:
        """Return the state that each state becomes when one attribute is off by a step; at an end it slips inward.

        Codebook, rule 1: what supports has obligation 1 at least; where that is all that there is, it stays.
        """
        code, least = self.code_of(self.all, attribute), 1 if attribute == 0 else 0
        moved = code + step
        moved = np.where((moved < least) | (moved >= self.size), code - step, moved).clip(least, self.size - 1)
        other = self.all + (moved - code) * self.places[attribute]
        return np.where(self.all >= FIRST, other, self.all).astype(self.kind)


@cache
def states_of(scale: range) -> States:
    """Return the states of provisions that are coded on a scale, 0 to n."""
    return States(len(scale))


@dataclass(frozen=True, eq=False)
class Layout:
    """The provisions of one date in one row, those of one indicator and jurisdiction side by side.

    states: those of the scale of the data. jurisdictions, indicators, dimensions: ids in order; dimension_of: per
    indicator, the position of its dimension. Per provision: jurisdiction, indicator: positions in those; state;
    framework_id; confidence; row: position in the provisions it came from, -1 where the jurisdiction has no framework
    in force and the provision was added as unread. starts: the first provision of each indicator x jurisdiction; of
    equal ones the surer reading is first.
    """

    states: States
    jurisdictions: list[str]
    indicators: list[str]
    dimensions: list[str]
    dimension_of: np.ndarray
    jurisdiction: np.ndarray
    indicator: np.ndarray
    state: np.ndarray
    framework_id: np.ndarray
    confidence: np.ndarray
    row: np.ndarray
    starts: np.ndarray

    @property
    def dimension(self) -> np.ndarray:
        """Per provision, the position of its dimension."""
        return self.dimension_of[self.indicator]

    @property
    def homes(self) -> np.ndarray:
        """Per provision, the jurisdiction_id."""
        return np.array(self.jurisdictions, dtype=object)[self.jurisdiction]

    @cached_property
    def frameworks(self) -> dict[str, np.ndarray]:
        """By framework_id, the positions of its provisions; "" stands for those that no framework in force has."""
        return {name: np.flatnonzero(self.framework_id == name) for name in dict.fromkeys(self.framework_id)}

    @property
    def dice(self) -> int:
        """How many dice a draw takes: one for each provision, then those of each framework."""
        return len(self.state) + FRAMEWORK_DICE * len(self.frameworks)

    def framework_dice(self, framework_id: str) -> np.ndarray:
        """Return which dice are those of a framework as a whole."""
        first = len(self.state) + FRAMEWORK_DICE * list(self.frameworks).index(framework_id)
        return np.arange(first, first + FRAMEWORK_DICE)

    def of(self, jurisdiction_id: str, indicator_id: str) -> np.ndarray:
        """Return the positions of one jurisdiction's provisions on one indicator.

        Raises ValueError with the nearest right id.
        """
        positions = []
        for known, wanted in ((self.jurisdictions, jurisdiction_id), (self.indicators, indicator_id)):
            if wanted not in known:
                raise ValueError(f"no provision of {jurisdiction_id}, {indicator_id}{did_you_mean(wanted, known)}")
            positions.append(known.index(wanted))
        return np.flatnonzero((self.jurisdiction == positions[0]) & (self.indicator == positions[1]))


def lay_out(dataset: Dataset) -> Layout:
    """Arrange provisions in force for the simulation; every jurisdiction has a provision for every indicator."""
    provisions, indicators, jurisdictions = dataset.provisions, dataset.indicators, list(dataset)
    states = states_of(dataset.scale)
    ids, dimensions = list(indicators["indicator_id"]), list(dict.fromkeys(indicators["dimension_id"]))
    coded = pd.DataFrame(
        {
            "indicator": provisions["indicator_id"].map(ids.index),
            "jurisdiction": provisions["jurisdiction_id"].map(jurisdictions.index),
            "sureness": order_confidence(provisions["confidence"]),
            "row": np.arange(len(provisions)),
            "state": states.encode(provisions),
            "framework_id": provisions["framework_id"],
            "confidence": provisions["confidence"],
        }
    )
    keys = ["indicator", "jurisdiction"]
    every = pd.MultiIndex.from_product([range(len(ids)), range(len(jurisdictions))], names=keys)
    absent = every.difference(pd.MultiIndex.from_frame(coded[keys])).to_frame(index=False)
    added = absent.assign(
        sureness=LEAST_SURE, row=-1, state=UNREAD, framework_id="", confidence=Confidence.MISSING.value
    )
    columns = pd.concat([coded, added] if len(added) else [coded]).sort_values([*keys, "sureness", "row"])
    return Layout(
        states,
        jurisdictions,
        ids,
        dimensions,
        indicators["dimension_id"].map(dimensions.index).to_numpy(dtype=int),
        jurisdiction=columns["jurisdiction"].to_numpy(dtype=int),
        indicator=columns["indicator"].to_numpy(dtype=int),
        state=columns["state"].to_numpy(dtype=states.kind),
        framework_id=columns["framework_id"].to_numpy(dtype=object),
        confidence=columns["confidence"].to_numpy(dtype=object),
        row=columns["row"].to_numpy(dtype=int),
        starts=np.flatnonzero(~columns.duplicated(keys).to_numpy()),
    )
