"""Provisions as small integers: a whole provision (status, scope, codes) is one state, so that a million fit in memory.

Knows how a provision becomes a state and what one slip makes of it. Knows no randomness and no score.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from credatlas.index.method import ATTRIBUTES

SILENT, HINDERS, OUT, UNREAD = range(4)  # OUT: not applicable; UNREAD: missing
FIRST = 4  # states from here on support: FIRST + 64 x targeted + 16 x obligation + 4 x precision + delegation
STATES = FIRST + 128
BY_STATUS = {"silent": SILENT, "hinders": HINDERS, "not-applicable": OUT, "missing": UNREAD}
PLACES = np.array([16, 4, 1])  # what one step of each attribute adds to a state


def encode(provisions: pd.DataFrame) -> np.ndarray:
    """Return the state of each provision; columns status, scope and the three codes as in `Dataset.provisions`."""
    codes = provisions[list(ATTRIBUTES)].to_numpy(dtype=float)
    supports = (provisions["status"] == "supports").to_numpy()
    targeted = (provisions["scope"] == "targeted").to_numpy()
    states = provisions["status"].map(BY_STATUS).fillna(0).to_numpy(dtype=int)
    supporting = FIRST + 64 * targeted + np.nan_to_num(codes).astype(int) @ PLACES
    return np.where(supports, supporting, states).astype(np.uint8)


def code_of(states: np.ndarray, attribute: int) -> np.ndarray:
    """Return the code (0-3) of one attribute, by its place in `ATTRIBUTES`; 0 for states that do not support."""
    inner = (np.asarray(states, dtype=int) - FIRST) % 64
    return np.where(np.asarray(states) >= FIRST, inner // PLACES[attribute] % 4, 0)


def is_targeted(states: np.ndarray) -> np.ndarray:
    """Return whether a supporting state is targeted."""
    return np.asarray(states) >= FIRST + 64


def _one_step(attribute: int, step: int) -> np.ndarray:
    """Return the state that each state becomes when one attribute is off by a step; at an end it slips inward.

    Codebook, rule 1: what supports has obligation 1 at least.
    """
    states = np.arange(STATES)
    code, least = code_of(states, attribute), 1 if attribute == 0 else 0
    moved = code + step
    moved = np.where((moved < least) | (moved > 3), code - step, moved)
    return np.where(states >= FIRST, states + (moved - code) * PLACES[attribute], states).astype(np.uint8)


STEPS = np.array(
    [[_one_step(attribute, step) for step in (-1, 1)] for attribute in range(3)]
)  # attribute, down or up, state
RESCOPED = np.where(
    np.arange(STATES) >= FIRST, FIRST + (np.arange(STATES) - FIRST + 64) % 128, np.arange(STATES)
).astype(np.uint8)


@dataclass(frozen=True, eq=False)
class Layout:
    """The provisions of one date as columns, those of one jurisdiction and indicator side by side.

    jurisdictions, indicators, dimensions: ids in order. Per column: unit, indicator: places in those; state;
    framework_id; confidence; row: place in the provisions it came from, -1 where the jurisdiction has no framework in
    force and the column was added as unread. starts: first column of each jurisdiction x indicator, in that order.
    dimension_of: per indicator, the place of its dimension.
    """

    jurisdictions: list[str]
    indicators: list[str]
    dimensions: list[str]
    dimension_of: np.ndarray
    unit: np.ndarray
    indicator: np.ndarray
    state: np.ndarray
    framework_id: np.ndarray
    confidence: np.ndarray
    row: np.ndarray
    starts: np.ndarray


def lay_out(provisions: pd.DataFrame, jurisdictions: list[str], indicators: pd.DataFrame) -> Layout:
    """Arrange provisions in force for the simulation; every jurisdiction has a column for every indicator."""
    ids, dimensions = list(indicators["indicator_id"]), list(dict.fromkeys(indicators["dimension_id"]))
    columns = pd.DataFrame(
        {
            "unit": provisions["jurisdiction_id"].map({some: place for place, some in enumerate(jurisdictions)}),
            "indicator": provisions["indicator_id"].map({some: place for place, some in enumerate(ids)}),
            "state": encode(provisions),
            "framework_id": provisions["framework_id"],
            "confidence": provisions["confidence"],
            "row": np.arange(len(provisions)),
        }
    )
    every = pd.MultiIndex.from_product([range(len(jurisdictions)), range(len(ids))], names=["unit", "indicator"])
    absent = every.difference(pd.MultiIndex.from_frame(columns[["unit", "indicator"]])).to_frame(index=False)
    added = absent.assign(state=UNREAD, framework_id="", confidence="missing", row=-1)
    columns = pd.concat([columns, added]).sort_values(["unit", "indicator", "row"], kind="stable")
    unit, indicator = columns["unit"].to_numpy(dtype=int), columns["indicator"].to_numpy(dtype=int)
    return Layout(
        jurisdictions,
        ids,
        dimensions,
        dimension_of=indicators["dimension_id"].map(dimensions.index).to_numpy(dtype=int),
        unit=unit,
        indicator=indicator,
        state=columns["state"].to_numpy(dtype=np.uint8),
        framework_id=columns["framework_id"].to_numpy(dtype=object),
        confidence=columns["confidence"].to_numpy(dtype=object),
        row=columns["row"].to_numpy(dtype=int),
        starts=np.flatnonzero(np.diff(unit * len(ids) + indicator, prepend=-1)),
    )
