"""Measure whether intervals hold: hide what a framework read whole says, draw it again, and compare.

Knows which frameworks can be hidden from, and which gaps to hide: those that real, partly read frameworks have. What
is hidden is drawn by `unread`, as the simulation draws it. Knows how forecasts are judged by coverage and CRPS.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.index.scores import Method, composite_points, dimension_points, fit_method
from credatlas.index.simulation.states import COMPOSITE, FRAMEWORK_DICE, OUT, UNREAD, states_of
from credatlas.index.simulation.unread import UnreadText, find_donors, is_whole, tabulate_instruments

LEVELS = (50, 80, 90)  # per cent
ROUNDING = 1e-6  # points: scores of whole codes often lie on the end of an interval


def masked_readings(dataset: Dataset, method: Method | None = None, draws: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Hide the gaps of real frameworks in those that were read whole, draw them again, and see if the truth is held.

    Every instrument of every date of which 16 of 18 provisions were read is a target in turn, and loses what each
    partly read one lacks. Its own jurisdiction is never a donor. Scores are those of the framework alone.

    Parameters
    ----------
    dataset
        of any date: all are looked at.
    method
        by which scores are made, by default the codebook's.
    draws
        of what is hidden, in each case.
    seed
        of the draws: the same numbers give the same result.

    Returns
    -------
    pd.DataFrame
        One row per target x pattern x dimension of which something is hidden, and for the composite: framework_id;
        pattern: the framework whose gaps were hidden, the first of those that have the same; dimension_id, or
        "composite"; hidden: provisions hidden; left: share (0-1) of the target's applicable provisions that was
        left to see; truth: the score of all that was read of the target, in points; median, low_50, high_50,
        low_80, high_80, low_90, high_90: of the draws, in points; holds_50, holds_80, holds_90: whether the
        interval holds the truth; crps: in points, 0 is best. Never missing.

    Raises
    ------
    NothingToShow
        there is no target, no partly read framework, or no donor.

    Notes
    -----
    CRPS: Gneiting and Raftery, Journal of the American Statistical Association 102 (2007), equation 21.

    Examples
    --------
    >>> from credatlas import load
    >>> readings = masked_readings(load(), draws=16)
    >>> bool(readings["holds_50"].mean() < readings["holds_90"].mean())
    True
    """
    measured = _Scores(dataset, fit_method(method, dataset))
    rows = [
        {"framework_id": case.framework_id, "pattern": case.pattern, "left": case.left} | judged
        for case in mask_frameworks(dataset, draws, seed)
        for judged in measured.judge(case.truth, case.drawn, case.hidden)
    ]
    if not rows:
        raise NothingToShow("there is nothing to hide: it takes a framework read whole and one that was read in part")
    return pd.DataFrame(rows)


class Masked(NamedTuple):
    """A framework read whole, with what one that was read in part lacks hidden, and drawn again.

    truth: states (indicators,); hidden: positions of those that were drawn; drawn: states (indicators, n).
    """

    framework_id: str
    pattern: str
    truth: np.ndarray
    hidden: np.ndarray
    drawn: np.ndarray

    @property
    def left(self) -> float:
        """Return the share (0-1) of applicable provisions that was left to see."""
        seen = np.delete(self.truth, self.hidden)
        return np.isin(seen, [OUT, UNREAD], invert=True).sum() / (self.truth != OUT).sum()


def mask_frameworks(dataset: Dataset, draws: int, seed: int) -> Iterator[Masked]:
    """Hide each pattern of gaps in each framework read whole, and draw it again; see `masked_readings`."""
    states, homes = tabulate_instruments(dataset)
    whole, donors, random = is_whole(states), find_donors(dataset), np.random.default_rng([seed, 5])
    others = {home: donors.without(home) for home in set(homes[whole])}
    patterns = (states[~whole] == UNREAD).drop_duplicates()
    for framework_id, own in states[whole].iterrows():
        for pattern, gaps in patterns.iterrows():
            truth = own.to_numpy()
            hidden = np.flatnonzero(gaps & (truth != UNREAD))
            if not len(hidden) or not len(others[homes[framework_id]].states):
                continue
            seen, drawn = truth.copy(), np.repeat(truth[:, None], draws, axis=1)
            seen[hidden] = UNREAD
            dice = random.random((FRAMEWORK_DICE + len(hidden), draws))
            text = UnreadText(others[homes[framework_id]], seen, hidden)
            drawn[hidden] = text.draw(*np.split(dice, [FRAMEWORK_DICE]))
            yield Masked(framework_id, pattern, truth, hidden, drawn)


def summarise_masked(readings: pd.DataFrame) -> pd.DataFrame:
    """Say how often the intervals of masked readings hold, and how wide they are.

    Returns
    -------
    One row for all dimensions together ("all"), for each, and for the composite: dimension_id; n: cases; holds_50,
    holds_80, holds_90: share of cases (0-1) in which the interval holds the truth; crps: mean, in points; width_80,
    width_90: mean, in points; bias: mean of median less truth, in points.
    """
    cases = readings.assign(
        width_80=readings["high_80"] - readings["low_80"],
        width_90=readings["high_90"] - readings["low_90"],
        bias=readings["median"] - readings["truth"],
    )
    together = cases[cases["dimension_id"] != COMPOSITE].assign(dimension_id="all")
    columns = [*(f"holds_{level}" for level in LEVELS), "crps", "width_80", "width_90", "bias"]
    groups = pd.concat([together, cases]).groupby("dimension_id")
    summary = groups[columns].mean().astype(float).assign(n=groups.size())[["n", *columns]]
    order = ["all", *(name for name in summary.index if name not in ("all", COMPOSITE)), COMPOSITE]
    return summary.loc[order].reset_index()


def check_intervals(dataset: Dataset, seed: int = 0) -> pd.DataFrame:
    """Return the summary of the masked readings of a data set; without a row where there is nothing to hide."""
    try:
        return summarise_masked(masked_readings(dataset, seed=seed))
    except NothingToShow:
        return pd.DataFrame()


class _Scores:
    """Score draws of a framework, and judge them by what is true."""

    def __init__(self, dataset: Dataset, method: Method):
        indicators, states, self._method = dataset.indicators, states_of(dataset.scale), method
        self._dimensions = list(dict.fromkeys(indicators["dimension_id"]))
        self._of = [np.flatnonzero(indicators["dimension_id"] == dimension) for dimension in self._dimensions]
        self._worth = [states.worth(dimension, method) for dimension in self._dimensions]
        self._weights = np.array([method.indicator_weights.get(name, 1.0) for name in indicators["indicator_id"]])
        self._weigh = [method.dimension_weights.get(dimension, 1.0) for dimension in self._dimensions]

    def judge(self, truth: np.ndarray, drawn: np.ndarray, hidden: np.ndarray) -> list[dict]:
        """Truth (indicators,) and drawn (indicators, n): states; hidden: positions of those that were drawn."""
        scores = self._score(np.concatenate([truth[:, None], drawn], axis=1))
        counts = [len(np.intersect1d(hidden, own)) for own in self._of]
        rows = zip([*self._dimensions, COMPOSITE], [*counts, len(hidden)], scores, strict=True)
        return [
            {"dimension_id": dimension, "hidden": count} | _judge(score[0], score[1:])
            for dimension, count, score in rows
            if count and not np.isnan(score[0])
        ]

    def _score(self, states: np.ndarray) -> np.ndarray:
        """Return points (dimensions and the composite, n) of states (indicators, n)."""
        points = [
            dimension_points(worth[states[own]], self._weights[own][:, None])
            for own, worth in zip(self._of, self._worth, strict=True)
        ]
        composite = composite_points(points, self._weigh, self._method.dimension_mean, self._method.dimension_floor)
        return np.stack([*points, composite])


def _judge(truth: float, drawn: np.ndarray) -> dict:
    drawn = np.sort(drawn[~np.isnan(drawn)])
    row = {"truth": truth, "median": np.median(drawn)}
    for level in LEVELS:
        low, high = np.quantile(drawn, [0.5 - level / 200, 0.5 + level / 200])
        row |= {f"low_{level}": low, f"high_{level}": high}
        row |= {f"holds_{level}": bool(low - ROUNDING <= truth <= high + ROUNDING)}
    return row | {"crps": _crps(truth, drawn)}


def _crps(truth: float, drawn: np.ndarray) -> float:
    """Return the mean distance from the truth, less half the mean distance of two draws; drawn (n,) rise."""
    count = len(drawn)
    apart = (drawn * (2 * np.arange(count) - count + 1)).sum() / count**2
    return float(np.abs(drawn - truth).mean() - apart)
