"""Draw the provisions of a framework that could not be read, from frameworks of other jurisdictions read whole.

Knows who can be a donor, how a donor's codes are brought to the level of a framework, and how far beyond its donors a
framework may lie. Knows no weights, no score and no randomness: dice come in, states go out. `masking` measures whether
the intervals that follow hold.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtri

from credatlas.errors import NothingToShow
from credatlas.evidence import Confidence, Dataset, keep_instruments, provisions_of_instruments
from credatlas.index.simulation.states import FIRST, HINDERS, OUT, SILENT, UNREAD, Layout, States, states_of

WHOLE = 8 / 9  # share of its provisions from which a framework counts as read whole: 16 of 18
SPREAD = 1 / 9  # of the scale, the standard deviation: of codes 0 to 3, one of the three a step beyond its donor


@cache
def move_states(states: States) -> np.ndarray:
    """Return the state that each state becomes when its three codes move by some steps, from as far down as they can.

    By steps (from -n to n, where codes go to n) and state. Codes stay on the scale. What had support is silent once its
    obligation falls below 1, and what was silent supports once it rises to 1 (codebook, rule 1); not applicable and
    unread stay.
    """
    most = states.size - 1
    steps = np.arange(-most, most + 1)[:, None]
    codes = [np.clip(states.code_of(states.all, index) + steps, 0, most) for index in range(3)]
    supporting = states.support(codes, states.is_targeted(states.all))
    moved = np.where(codes[0] >= 1, supporting, np.where(states.all == HINDERS, HINDERS, SILENT))
    return np.where(np.isin(states.all, [OUT, UNREAD]), states.all, moved).astype(states.kind)


@cache
def levels_of(states: States) -> np.ndarray:
    """Return by state the mean of its three codes: 0 where silent or hindering, NaN where it has none."""
    levels = np.mean([states.code_of(states.all, index) for index in range(3)], axis=0)
    levels[[OUT, UNREAD]] = np.nan
    return levels


class Donors(NamedTuple):
    """Framework versions read whole, the firmest first: jurisdiction_id (d,) and states (d, indicators) of each.

    space: all states of the scale of the data.
    """

    jurisdiction: np.ndarray
    states: np.ndarray
    space: States

    def without(self, jurisdiction_id: str) -> "Donors":
        """Return the donors of other jurisdictions; what one lacks it has from the next firmer one that has it."""
        others = self.jurisdiction != jurisdiction_id
        states = pd.DataFrame(self.states[others].astype(float)).replace(UNREAD, np.nan).ffill().bfill()
        return Donors(self.jurisdiction[others], states.fillna(UNREAD).to_numpy(self.states.dtype), self.space)


def find_donors(dataset: Dataset) -> Donors:
    """Return the instruments of every date, also those no longer in force, that were read whole."""
    states, homes = tabulate_instruments(dataset)
    read, space = states[is_whole(states)], states_of(dataset.scale)
    firmest = read.index[np.argsort(-np.nanmean(levels_of(space)[read.to_numpy()], axis=1), kind="stable")]
    return Donors(homes[firmest].to_numpy(dtype=object), read.loc[firmest].to_numpy(), space)


def is_whole(states: pd.DataFrame) -> pd.Series:
    """Return which frameworks (rows) were read whole; an indicator on which none was read does not count."""
    read = states != UNREAD
    return read.loc[:, read.any()].mean(axis=1) >= WHOLE


def tabulate_instruments(dataset: Dataset) -> tuple[pd.DataFrame, pd.Series]:
    """Return the states of the instruments of every date, framework_id x indicator_id, and their jurisdiction_id."""
    whole, space = dataset.whole, states_of(dataset.scale)
    instruments = keep_instruments(whole.frameworks).set_index("framework_id")
    provisions = provisions_of_instruments(whole.provisions, whole.frameworks)
    coded = provisions.assign(state=space.encode(provisions))
    states = coded.pivot(index="framework_id", columns="indicator_id", values="state")
    states = states.reindex(columns=list(whole.indicators["indicator_id"])).fillna(UNREAD).astype(space.kind)
    return states, instruments["jurisdiction_id"].reindex(states.index)


class UnreadText:
    """Draw what a framework says where it was not read: all of it together, from one donor in each draw.

    A donor is drawn for each draw: a jurisdiction, each equally likely, and one of its versions. All its codes are
    moved by as many steps as the framework is firmer, on average over what was read of both, and by a random number of
    steps beside (normal, standard deviation SPREAD), since a framework need not be as firm here as one of a dozen
    donors. Parts of a step are whole steps of some provisions. So provisions are drawn whole, with status, scope and
    the three codes, and a framework stays firm or loose as a whole.

    Source: data/CODEBOOK.md, section 4; how it was chosen: `masking`.
    """

    def __init__(self, donors: Donors, own: np.ndarray, drawn: np.ndarray):
        """donors: of other jurisdictions; own: states (indicators,); drawn: positions of the indicators to draw."""
        versions = pd.Series(donors.jurisdiction).map(pd.Series(donors.jurisdiction).value_counts()).to_numpy(float)
        self._until = np.cumsum(1 / versions) / max(len(set(donors.jurisdiction)), 1)
        levels, self._moved = levels_of(donors.space), move_states(donors.space)
        gap = levels[own] - levels[donors.states]
        known = ~np.isnan(gap)
        self._most = donors.space.size - 1
        self._firmer = np.nansum(gap, axis=1) / np.maximum(known.sum(axis=1), 1)
        self._states = np.ascontiguousarray(donors.states[:, drawn].T)

    def draw(self, of_framework: np.ndarray, of_provisions: np.ndarray) -> np.ndarray:
        """Return states (drawn, n) from even dice (FRAMEWORK_DICE, n) of the framework and (drawn, n) of provisions."""
        return self.complete(np.arange(len(of_provisions))[:, None], *self.place(of_framework), of_provisions)

    def place(self, of_framework: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the donor, and how many steps the framework is firmer than it, in each draw (n,)."""
        which, beyond = of_framework
        donor = np.minimum(np.searchsorted(self._until, which, side="right"), len(self._until) - 1)
        return donor, self._firmer[donor] + SPREAD * self._most * ndtri(beyond)

    def complete(self, drawn: np.ndarray, donor: np.ndarray, steps: np.ndarray, dice: np.ndarray) -> np.ndarray:
        """Return the states of some of the drawn indicators; all arguments have shapes that broadcast."""
        whole = np.clip(np.floor(steps + dice), -self._most, self._most).astype(np.intp)
        return self._moved.ravel().take((whole + self._most) * self._moved.shape[1] + self._states[drawn, donor])


class Gaps(NamedTuple):
    """What one framework may say otherwise than was read, by position in a layout.

    unread: provisions that were not read. doubtful: those that support as a third party says; where that is wrong, they
    are as good as unread. dice: those of the framework. text: draws the unread, then the doubtful. lacking: positions
    of the indicators among them that no donor has; they stay unread in every draw, and the rest of their dimension
    stands alone, as it does in a score.
    """

    unread: np.ndarray
    doubtful: np.ndarray
    dice: np.ndarray
    text: UnreadText
    lacking: np.ndarray


def list_drawn(layout: Layout, jurisdictions: Iterable[str], least: float) -> list[str]:
    """Return the frameworks of some jurisdictions whose unread provisions are drawn.

    Not those of which less than `least` (0-1) of the applicable provisions was read, unless their jurisdiction has none
    of which more was: nearly all of such a framework would be invented.
    """
    states = pd.Series(layout.state)
    applies = (states != OUT).groupby(layout.framework_id).sum()
    read = (~states.isin([OUT, UNREAD])).groupby(layout.framework_id).sum() / applies.clip(lower=1)
    homes = pd.Series(layout.homes).groupby(layout.framework_id).first()
    enough = read >= np.minimum(least, read.groupby(homes).transform("max"))
    return list(read.index[enough & homes.isin(list(jurisdictions))])


def list_gaps(layout: Layout, donors: Donors, frameworks: Iterable[str]) -> list[Gaps]:
    """Return the gaps of some frameworks. Raises NothingToShow where a dimension would stay without any value."""
    gaps = [_find_gaps(layout, donors, framework_id) for framework_id in frameworks]
    return [gap for gap in gaps if len(gap.unread) + len(gap.doubtful)]


def _find_gaps(layout: Layout, donors: Donors, framework_id: str) -> Gaps:
    rows = layout.frameworks[framework_id]
    unread = rows[layout.state[rows] == UNREAD]
    doubtful = rows[(layout.confidence[rows] == Confidence.LOW) & (layout.state[rows] >= FIRST)]
    own = np.full(len(layout.indicators), UNREAD, dtype=layout.state.dtype)
    own[layout.indicator[rows]] = layout.state[rows]
    others, drawn = donors.without(layout.homes[rows[0]]), layout.indicator[np.concatenate([unread, doubtful])]
    lacking = drawn[(others.states[:, drawn] == UNREAD).all(axis=0)]
    left = np.setdiff1d(layout.indicator[rows], lacking)
    if len(drawn) and (not len(others.states) or set(layout.dimension[rows]) > set(layout.dimension_of[left])):
        raise NothingToShow(
            f"{framework_id} cannot be completed: no framework of another jurisdiction that was read whole has "
            f"{', '.join(layout.indicators[index] for index in lacking)}; leave the factor 'missing' out"
        )
    return Gaps(unread, doubtful, layout.framework_dice(framework_id), UnreadText(others, own, drawn), lacking)
