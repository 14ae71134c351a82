"""Simulate coding errors and missing provisions: what else the provisions of one date could have been.

A coding error is called a slip here and in the data (data/CODEBOOK.md, section 4). Knows the slip model of the two
coding passes; how missing provisions are drawn is in `unread`. Knows no weights, no score and no randomness: dice come
in, states go out.
"""

from collections.abc import Mapping
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from scipy.stats import beta

from credatlas.evidence import Dataset, keep_instruments, provisions_of_instruments, read_audits
from credatlas.index.agreement import coding_error_chance, coding_error_multiples, coding_error_rates
from credatlas.index.scores import ATTRIBUTES
from credatlas.index.simulation.states import FIRST, SILENT, SLIPPING, Layout
from credatlas.index.simulation.unread import Gaps

GREATEST = 0.5  # a chance of a slip above this would make the code say its opposite
NOT_AT_ALL = 2  # place of `States.slips`
WITHOUT_PASSES = dict.fromkeys(("silent", "scope"), (1, 60)) | dict.fromkeys(ATTRIBUTES, (5, 60))
"""Supposed where nobody coded twice: in an audit of 60 provisions one had another status, 15 were a step off."""
QUANTILES = (np.arange(1024) + 0.5) / 1024  # a table of a posterior is a thousand times faster than its inverse
REUSED = 4096  # the digits of a die after the first twelve binary ones are even again, whatever those decided


class ErrorRates(NamedTuple):
    """How often codes slip.

    chances (5, 1024): by attribute (as SLIPPING), the chance of a slip at each of QUANTILES of its posterior.
    multiples: confidence x attribute, how much more often than usual. notice: what had to be supposed, "" where nothing
    had.
    """

    chances: np.ndarray
    multiples: pd.DataFrame
    notice: str


_estimated: WeakKeyDictionary[Dataset, tuple[tuple[pd.DataFrame, ...], ErrorRates]] = WeakKeyDictionary()


def estimate_error_rates(dataset: Dataset) -> ErrorRates:
    """Estimate how often codes slip from the two passes, and from the audit where that found more.

    Only instruments count: where a search found none, both passes are silent by rule. Without a provision that was
    coded twice, WITHOUT_PASSES is supposed, alike at every confidence. Rates are those of all dates, and estimated once
    for a data set.
    """
    used = (dataset.codings_a, dataset.codings_b, dataset.audits)
    known, rates = _estimated.get(dataset.whole, ((), None))
    if rates is None or not all(before.equals(now) for before, now in zip(known, used, strict=True)):
        rates = _estimate(dataset)
        _estimated[dataset.whole] = used, rates
    return rates


def _estimate(dataset: Dataset) -> ErrorRates:
    passes = _select_passes(dataset)
    if passes is None:
        supposed = pd.DataFrame(1.0, index=[], columns=list(SLIPPING))
        listed = ", ".join(f"{name} {wrong / drawn:.0%}" for name, (wrong, drawn) in WITHOUT_PASSES.items())
        notice = f"no provision was coded twice, so that slips are drawn at supposed rates: {listed}"
        return ErrorRates(hold_against_audit(None, WITHOUT_PASSES), supposed, notice)
    multiples = coding_error_multiples(*passes, dataset.whole.provisions, dataset.scale)
    wide = multiples.pivot(index="confidence", columns="attribute", values="multiple")
    return ErrorRates(hold_against_audit(_rate(passes, dataset.scale), _audited(dataset)), wide, "")


def compare_error_rates(dataset: Dataset) -> pd.DataFrame:
    """Compare how often codes slip by the two passes and by the audit; the simulation uses the larger of the two.

    Returns
    -------
    pd.DataFrame
        One row per attribute (silent, scope, obligation, precision, delegation): attribute; passes, audit: median
        of the chance of a slip, 0-0.5; NaN where nobody coded twice, and where the audit gives no rate of the
        attribute.
    """
    passes = _select_passes(dataset)
    by_passes = np.nan if passes is None else np.median(hold_against_audit(_rate(passes, dataset.scale), {}), axis=1)
    by_audit = np.median(hold_against_audit(None, _audited(dataset)), axis=1)
    rates = pd.DataFrame({"attribute": SLIPPING, "passes": by_passes, "audit": by_audit})
    return rates.assign(audit=rates["audit"].where(rates["audit"] > 0))


def _select_passes(dataset: Dataset) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Return both passes of what are instruments, None where no provision was coded twice."""
    cells, frameworks = ["framework_id", "indicator_id"], dataset.whole.frameworks
    first, second = (provisions_of_instruments(own, frameworks) for own in (dataset.codings_a, dataset.codings_b))
    return None if first[cells].merge(second[cells]).empty else (first, second)


def _rate(passes: tuple[pd.DataFrame, pd.DataFrame], scale: range) -> pd.DataFrame:
    return coding_error_rates(*passes, scale).set_index("attribute").loc[list(SLIPPING)]


def _audited(dataset: Dataset) -> dict[str, tuple[float, float]]:
    """Return how many of how many provisions had another status in the audit; nothing without an audit."""
    rates = read_audits(dataset).set_index(["confidence", "outcome"])
    key = ("all", "other_status")
    return {"silent": (rates.at[key, "count"], rates.at[key, "drawn"])} if key in rates.index else {}


def hold_against_audit(rates: pd.DataFrame | None, audited: Mapping[str, tuple[float, float]]) -> np.ndarray:
    """Return the chance of a slip at each of QUANTILES (5, 1024): the larger of what passes and audit say.

    rates: posterior_a and posterior_b of the chance that two passes differ, as `coding_error_rates` gives them, by
    attribute in the order of SLIPPING; None without passes. audited: by attribute, how many of how many provisions were
    wrong: an error that an audit finds is one of the codes and not of either of two, so that its rate counts as it is.
    """
    chances = np.zeros((len(SLIPPING), len(QUANTILES)))
    if rates is not None:
        differ = beta.ppf(QUANTILES, rates[["posterior_a"]].to_numpy(), rates[["posterior_b"]].to_numpy())
        chances = coding_error_chance(differ)
    for attribute, (wrong, drawn) in audited.items():
        found = beta.ppf(QUANTILES, 0.5 + wrong, 0.5 + drawn - wrong)  # Jeffreys' prior, as for the passes
        place = SLIPPING.index(attribute)
        chances[place] = np.maximum(chances[place], found)
    return np.minimum(chances, GREATEST)


class Readings:
    """Turn dice into the states of all provisions of a layout.

    A provision that supports may be silent after all, or be mistaken in its scope or, by one step, in any of its
    codes; what was found silent may support, with codes that somebody has on the same indicator. What could not be read
    is drawn as `unread` says; so is what a third party alone says supports, where that is wrong. Rule 1 of the codebook
    holds throughout: silent carries 0,0,0, and an obligation of 1 can only slip up.

    Source: data/CODEBOOK.md, sections 2 and 4.
    """

    def __init__(self, layout: Layout, instruments: set[str], gaps: list[Gaps], multiples: pd.DataFrame):
        """Take the gaps of the frameworks whose unread provisions are drawn; those of the others stay unread.

        multiples: how much more often than usual each attribute (columns as SLIPPING) slips at each confidence (rows);
        1 at another.
        """
        self.layout = layout
        self._gaps = gaps
        self._silent = np.flatnonzero(layout.state == SILENT)
        self._supporting = np.flatnonzero(layout.state >= FIRST)
        self._multiples = np.vstack([multiples[list(SLIPPING)].to_numpy(), np.ones(len(SLIPPING))])
        level = multiples.index.get_indexer(layout.confidence)
        self._level = np.where(level < 0, len(multiples), level)
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
        donor, steps = gap.text.place(dice[gap.dice])
        count = len(gap.unread)
        states[gap.unread] = gap.text.complete(np.arange(count)[:, None], donor, steps, dice[gap.unread])
        rows, draws = np.nonzero(states[gap.doubtful] == SILENT)
        # a die is small where it made a slip, and would round down
        again = dice[gap.doubtful[rows], draws] * REUSED % 1
        states[gap.doubtful[rows], draws] = gap.text.complete(count + rows, donor[draws], steps[draws], again)

    def _chances(self, slips: np.ndarray) -> np.ndarray:
        """Return the chance of each slip by level of confidence (levels, 5, n)."""
        return np.minimum(self._multiples[:, :, None] * slips, GREATEST)

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
            for what, moved in enumerate(self.layout.states.slips):
                at = row + what * dice.shape[1]
                chance = np.where(slipped, chances.take(at), first.take(at))
                happens = die < chance
                die = np.where(happens, 2 * die / chance, (die - chance) / (1 - chance))
                up = die >= 1  # only where it happens: the rest of a die is below 1
                die -= up
                state = moved.take(np.where(happens, up, NOT_AT_ALL) * self.layout.states.count + state)
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
    return set(keep_instruments(frameworks)["framework_id"])
