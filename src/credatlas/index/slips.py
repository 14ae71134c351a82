"""Let codes slip and unread provisions be drawn: what else the provisions of one date could have been.

Knows the slip model of the two coding passes and where a missing provision is drawn from. Knows no weights and no
score.
"""

import numpy as np
import pandas as pd

from credatlas.index.states import FIRST, RESCOPED, SILENT, STEPS, UNREAD, Layout

MULTIPLIER = {"high": 0.5, "medium": 1.0, "low": 2.0, "not-found": 1.0}  # of the chance of a slip, by confidence
GREATEST = 0.5  # a chance of a slip above this would make the code say its opposite


class Readings:
    """Draw the states of all provisions of a layout, block by block.

    A code slips by one step, up or down; its scope is mistaken; what was found silent supports, or the other way
    round. A provision that could not be read takes the whole state of the same indicator in another framework in force
    that has an instrument; where nobody's was read, of an indicator of the same dimension. Source: data/CODEBOOK.md,
    sections 2 and 4.
    """

    def __init__(self, layout: Layout, instruments: set[str]):
        self.layout = layout
        self._multiplier = np.array([MULTIPLIER.get(some, 0.0) for some in layout.confidence], dtype=np.float32)
        self._supporting = np.flatnonzero(layout.state >= FIRST)
        self._flipping = np.flatnonzero((layout.state >= FIRST) | (layout.state == SILENT))
        self._unread = np.flatnonzero(layout.state == UNREAD)
        known = (layout.state != UNREAD) & np.isin(layout.framework_id.astype(str), list(instruments))
        self._pools = [self._pool(place, known) for place in range(len(layout.indicators))]
        self._found = [self._pool(place, known & (layout.state >= FIRST)) for place in range(len(layout.indicators))]

    def _pool(self, indicator: int, known: np.ndarray) -> np.ndarray:
        """Return the states that an unread provision of this indicator can take."""
        layout = self.layout
        own = layout.state[known & (layout.indicator == indicator)]
        same_dimension = layout.dimension_of[layout.indicator] == layout.dimension_of[indicator]
        return own if len(own) else layout.state[known & same_dimension]

    def check(self) -> None:
        """Raise ValueError where an unread provision has nothing to be drawn from."""
        empty = {
            self.layout.indicators[self.layout.indicator[column]]
            for column in self._unread
            if not len(self._pools[self.layout.indicator[column]])
        }
        if empty:
            raise ValueError(
                f"no framework in force was read on the dimension of {', '.join(sorted(empty))}: "
                "missing provisions cannot be drawn"
            )

    def draw(
        self, slips: np.ndarray, slipping: np.random.Generator | None, missing: np.random.Generator | None
    ) -> np.ndarray:
        """Return states (n, columns) for n draws; `slips` (n, 5) chances; a generator that is None leaves its factor
        off.
        """
        states = np.repeat(self.layout.state[None, :], len(slips), axis=0)
        if slipping is not None:
            self._flip(states, slips[:, 0], slipping)
            self._rescope(states, slips[:, 1], slipping)
            for attribute in range(3):
                self._slip(states, attribute, slips[:, 2 + attribute], slipping)
        if missing is not None:
            self._fill(states, missing)
        return states

    def _happens(
        self, chances: np.ndarray, columns: np.ndarray, generator: np.random.Generator
    ) -> tuple[np.ndarray, ...]:
        """Return rows, columns and the rest of the die of the cells in which a slip happens."""
        thresholds = np.minimum(chances[:, None].astype(np.float32) * self._multiplier[columns], GREATEST)
        die = generator.random((len(chances), len(columns)), dtype=np.float32)
        cells = np.flatnonzero(die < thresholds)
        rows, places = np.divmod(cells, len(columns))
        return rows, columns[places], die.ravel()[cells] / thresholds.ravel()[cells]

    def _flip(self, states: np.ndarray, chances: np.ndarray, generator: np.random.Generator) -> None:
        rows, columns, rest = self._happens(chances, self._flipping, generator)
        for row, column, share in zip(rows, columns, rest, strict=True):  # few: a chance of half a percent
            found = self._found[self.layout.indicator[column]]
            if states[row, column] >= FIRST:
                states[row, column] = SILENT
            elif len(found):
                states[row, column] = found[int(share * len(found)) % len(found)]

    def _rescope(self, states: np.ndarray, chances: np.ndarray, generator: np.random.Generator) -> None:
        rows, columns, _ = self._happens(chances, self._supporting, generator)
        states[rows, columns] = RESCOPED[states[rows, columns]]

    def _slip(self, states: np.ndarray, attribute: int, chances: np.ndarray, generator: np.random.Generator) -> None:
        rows, columns, rest = self._happens(chances, self._supporting, generator)
        states[rows, columns] = STEPS[attribute, (rest >= 0.5).astype(int), states[rows, columns]]

    def _fill(self, states: np.ndarray, generator: np.random.Generator) -> None:
        die = generator.random((len(states), len(self._unread)), dtype=np.float32)
        for place, column in enumerate(self._unread):
            pool = self._pools[self.layout.indicator[column]]
            states[:, column] = pool[(die[:, place] * len(pool)).astype(np.intp)]


def list_instruments(frameworks: pd.DataFrame) -> set[str]:
    """Return the framework_id of those that have an instrument (type `none` has none)."""
    return set(frameworks.loc[frameworks["instrument_type"] != "none", "framework_id"])
