"""Simulate coding errors and missing provisions: what else the provisions of one date could have been.

A coding error is called a slip here and in the data (data/CODEBOOK.md, section 4). Knows the slip model of the two
coding passes; how missing provisions are drawn is in `unread`. Knows no weights, no score and no randomness: dice come
in, states go out.
"""

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence
from credatlas.index.simulation.states import FIRST, RESCOPED, SILENT, STATES, STEPS, Layout
from credatlas.index.simulation.unread import Gaps

MULTIPLIER = {  # of the chance of a slip
    Confidence.HIGH: 0.5,
    Confidence.MEDIUM: 1.0,
    Confidence.LOW: 2.0,
    Confidence.NOT_FOUND: 1.0,
}
GREATEST = 0.5  # a chance of a slip above this would make the code say its opposite
SAME = np.arange(STATES, dtype=np.uint8)
TO_SILENT = np.where(SAME >= FIRST, SILENT, SAME).astype(np.uint8)
SLIPS = np.array([[TO_SILENT, TO_SILENT, SAME], [RESCOPED, RESCOPED, SAME], *([*STEPS[a], SAME] for a in range(3))])
"""By what slips (as in draws.SLIPPING), how (down, up, not at all) and state: the state after it."""
NOT_AT_ALL = 2
REUSED = 4096  # the digits of a die after the first twelve binary ones are even again, whatever those decided


class Readings:
    """Turn dice into the states of all provisions of a layout.

    A provision that supports may be silent after all, or be mistaken in its scope or, by one step, in any of its
    codes; what was found silent may support, with codes that somebody has on the same indicator. What could not be read
    is drawn as `unread` says; so is what a third party alone says supports, where that is wrong. Rule 1 of the codebook
    holds throughout: silent carries 0,0,0, and an obligation of 1 can only slip up.

    Source: data/CODEBOOK.md, sections 2 and 4.
    """

    def __init__(self, layout: Layout, instruments: set[str], gaps: list[Gaps]):
        """gaps: of the frameworks whose unread provisions are drawn; those of the others stay unread."""
        self.layout = layout
        self._gaps = gaps
        self._silent = np.flatnonzero(layout.state == SILENT)
        self._supporting = np.flatnonzero(layout.state >= FIRST)
        self._multipliers = np.array(sorted(set(MULTIPLIER.values())))
        multiplier = np.array([MULTIPLIER.get(confidence, 0.0) for confidence in layout.confidence])
        self._level = np.searchsorted(self._multipliers, multiplier)
        known = (layout.state >= FIRST) & np.isin(layout.framework_id.astype(str), list(instruments))
        self._found = _Pools(layout, known)

    def read(self, dice: np.ndarray, slips: np.ndarray | None) -> np.ndarray:
        """Return states (provisions, n) from dice (layout.dice, n); slips (5, n): chances, None for no slip at all."""
        states = np.repeat(self.layout.state[:, None], dice.shape[1], axis=1)
        if slips is not None:
            self._slip(states, dice, slips)
            self._find(states, dice, slips[0])
        for gap in self._gaps:
            self._complete(states, dice, gap)
        return states

    def _complete(self, states: np.ndarray, dice: np.ndarray, gap: Gaps) -> None:
        """Let a framework say something where it was not read, and where a third party was wrong that it supports."""
        again = dice[gap.doubtful] * REUSED % 1  # their die is small where they slip, and would round down
        drawn = gap.text.draw(dice[gap.dice], np.concatenate([dice[gap.unread], again]))
        states[gap.unread], otherwise = np.split(drawn, [len(gap.unread)])
        states[gap.doubtful] = np.where(states[gap.doubtful] == SILENT, otherwise, states[gap.doubtful])

    def _chances(self, slips: np.ndarray) -> np.ndarray:
        return np.minimum(self._multipliers[:, None, None] * slips, GREATEST)

    def _find(self, states: np.ndarray, dice: np.ndarray, slips: np.ndarray) -> None:
        """Let what was found silent support."""
        chances = self._chances(slips)[:, 0][self._level[self._silent]]
        rows, draws = np.nonzero(dice[self._silent] < chances)
        indicators = self.layout.indicator[self._silent[rows]]
        supported = self._found.sizes[indicators] > 0  # nobody supports it: what would be found has no codes
        rows, draws, indicators = rows[supported], draws[supported], indicators[supported]
        columns = self._silent[rows]
        states[columns, draws] = self._found.pick(indicators, dice[columns, draws] / chances[rows, draws])

    def _slip(self, states: np.ndarray, dice: np.ndarray, slips: np.ndarray) -> None:
        """Let what supports slip: one die decides which slips happen, and in which direction.

        The die falls below `any_slip` where at least one happens, which is rare enough to go on with those alone. What
        is left of a die after it has decided one thing is again even between 0 and 1, and decides the next.
        """
        chances = self._chances(slips)
        from_here_on = 1 - np.cumprod((1 - chances)[:, ::-1], axis=1)[:, ::-1]  # at least one of this and later slips
        any_slip = from_here_on[:, 0][self._level[self._supporting]]
        supporting = dice[self._supporting]
        cells = np.flatnonzero(supporting < any_slip)
        rows, draws = np.divmod(cells, dice.shape[1])
        columns = self._supporting[rows]
        die = supporting.take(cells) / any_slip.take(cells)
        state, slipped = self.layout.state[columns], np.zeros(len(cells), dtype=bool)
        with np.errstate(divide="ignore", invalid="ignore"):
            first = chances / from_here_on  # chance of a slip where none happened before and one is to come
            row = self._level[columns] * chances[0].size + draws
            for what, moved in enumerate(SLIPS):
                at = row + what * dice.shape[1]
                chance = np.where(slipped, chances.take(at), first.take(at))
                happens = die < chance
                die = np.where(happens, 2 * die / chance, (die - chance) / (1 - chance))
                up = die >= 1  # only where it happens: the rest of a die is below 1
                die -= up
                state = moved.take(np.where(happens, up, NOT_AT_ALL) * STATES + state)
                slipped |= happens
        states[columns, draws] = state


class _Pools:
    """By indicator, the states that a provision can take."""

    def __init__(self, layout: Layout, known: np.ndarray):
        pools = [layout.state[known & (layout.indicator == indicator)] for indicator in range(len(layout.indicators))]
        self.sizes = np.array([len(pool) for pool in pools])
        self._starts = np.cumsum(self.sizes) - self.sizes
        self._states = np.concatenate(pools)

    def pick(self, indicators: np.ndarray, dice: np.ndarray) -> np.ndarray:
        """Return a state per die, all of its indicator's equally likely."""
        sizes = self.sizes[indicators]
        return self._states[self._starts[indicators] + np.minimum((dice * sizes).astype(np.intp), sizes - 1)]


def list_instruments(frameworks: pd.DataFrame) -> set[str]:
    """Return the framework_id of those that have an instrument (type `none` has none)."""
    return set(frameworks.loc[frameworks["instrument_type"] != "none", "framework_id"])
