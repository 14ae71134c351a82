"""Test each claim of claims.csv: who is looked at, and whether each of them passes in every draw.

Knows what each row of the table says in its column `test`. Knows no threshold of a verdict. What was not read passes
and fails nothing unless it was drawn.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset, jurisdictions_in_force
from credatlas.index.claims.drawn import CODED, Assumptions, Cell, Drawn
from credatlas.index.claims.verdicts import both, known, over_places
from credatlas.index.simulation import OUT, SILENT, UNREAD

COLLEGES, UNION, AUSTRALIA = "CA-CICAN", "EU", "AU"  # whom the claims name
STACKING, COMBINATION, TRANSFER, ACROSS = "ST1", "ST4", "PO1", "PO6"
STACKABILITY, SPEED = "ST", "SP"
MIDDLE = 50.0  # points
FIRM = 2  # obligation and precision from which a clause recommends, and names criteria
OBLIGATION, PRECISION, DELEGATION = range(3)


def leaves_open(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C1: in no province with a framework is obligation 2 or more and precision 2 or more on stacking."""
    states = drawn.states(places, STACKING)
    return known(~is_firm(states), has_value(states))


def is_firm(states: np.ndarray) -> np.ndarray:
    """Say which states recommend or require, and name criteria."""
    return (CODED.code_of(states, OBLIGATION) >= FIRM) & (CODED.code_of(states, PRECISION) >= FIRM)


def permits(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C2a: stacking has obligation 1 and precision at most 1 in the colleges' framework, and combination is silent."""
    stacking, rules = (drawn.states(places, indicator_id) for indicator_id in (STACKING, COMBINATION))
    only = (CODED.code_of(stacking, OBLIGATION) == 1) & (CODED.code_of(stacking, PRECISION) <= 1)
    return both(known(only, has_value(stacking)), known(rules == SILENT, has_value(rules)))


def binds_nobody(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C2b: of transfer and cross-border recognition, precision is at most 1 and nobody is named; silence is both."""
    return both(*(_is_loose(drawn.states(places, indicator_id)) for indicator_id in (TRANSFER, ACROSS)))


def _is_loose(states: np.ndarray) -> np.ndarray:
    loose = (CODED.code_of(states, PRECISION) <= 1) & (CODED.code_of(states, DELEGATION) == 0)
    return known(loose, has_value(states))


def beats_nothing(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C2c: stackability of the colleges' framework is above 0 and below the middle of the scale."""
    scores = drawn.scores(places, STACKABILITY)
    return known((scores > 0) & (scores < MIDDLE), ~np.isnan(scores))


def is_faster(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C3b: speed is above stackability; a tie is not."""
    gap = drawn.scores(places, SPEED) - drawn.scores(places, STACKABILITY)
    return known(gap > 0, ~np.isnan(gap))


def is_behind(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C4a: the Union and Australia both score above a Canadian framework on stackability."""
    abroad = np.minimum(drawn.score(UNION, STACKABILITY), drawn.score(AUSTRALIA, STACKABILITY))
    ahead = abroad[:, None] - drawn.scores(places, STACKABILITY)
    return known(ahead > 0, ~np.isnan(ahead))


def does_both(drawn: Drawn, places: list[str]) -> np.ndarray:
    """C4b: a framework scores above the middle of the scale on both stackability and speed."""
    lower = np.minimum(drawn.scores(places, STACKABILITY), drawn.scores(places, SPEED))
    return known(lower > MIDDLE, ~np.isnan(lower))


def has_value(states: np.ndarray) -> np.ndarray:
    """Return whether a provision was read and applies."""
    return ~np.isin(states, [UNREAD, OUT])


def list_cells(dataset: Dataset) -> list[Cell]:
    """Return the provisions whose states in every draw are looked at: Canadian, on stacking and transfer."""
    rows = dataset.jurisdictions
    places = set(rows.loc[rows["group"] == "Canada", "jurisdiction_id"])
    return [
        (jurisdiction, name)
        for jurisdiction in jurisdictions_in_force(dataset)
        if jurisdiction in places
        for name in (STACKING, COMBINATION, TRANSFER, ACROSS)
    ]


class Test(NamedTuple):
    """How a claim about frameworks is tested.

    passes: 1, 0 or NaN (n, places). who: places looked at, of those with a framework in force: a group or kind of
    jurisdictions, an id, or "" for all. looks_at: indicators, or the dimensions that they belong to. every: whether
    every place must pass; else one is enough. beside: places whose unread text matters too.
    """

    passes: Callable[[Drawn, list[str]], np.ndarray]
    who: str
    looks_at: tuple[str, ...]
    every: bool = True
    beside: tuple[str, ...] = ()

    def places(self, assumed: Assumptions) -> list[str]:
        """Return the places looked at, in the order of the data."""
        rows = assumed.dataset.jurisdictions.set_index("jurisdiction_id").loc[assumed.places]
        chosen = (rows["group"] == self.who) | (rows["kind"] == self.who) | (rows.index == self.who)
        return list(rows.index[chosen | (self.who == "")])

    def answer(self, drawn: Drawn, places: list[str]) -> np.ndarray:
        """Return whether the claim holds in each draw: 1, 0, or NaN where nothing is known."""
        return over_places(self.passes(drawn, places), self.every)


TESTS = {
    "C1": Test(leaves_open, "province", (STACKING,)),
    "C2a": Test(permits, COLLEGES, (STACKING, COMBINATION)),
    "C2b": Test(binds_nobody, COLLEGES, (TRANSFER, ACROSS)),
    "C2c": Test(beats_nothing, COLLEGES, (STACKABILITY,)),
    "C3b": Test(is_faster, "Canada", (STACKABILITY, SPEED)),
    "C4a": Test(is_behind, "Canada", (STACKABILITY,), beside=(UNION, AUSTRALIA)),
    "C4b": Test(does_both, "", (STACKABILITY, SPEED), every=False),
}
WORDED = {  # what each is tested for, as claims.csv words it: a claim in other words is another, whatever its id
    "C0": "Some provision on stackability of a Canadian framework works against it.",
    "C1": "In no province with a framework does the stacking clause both recommend or require stacking and name "
    "criteria for it.",
    "C2a": "The colleges’ framework permits stacking without checkable criteria, and says nothing on how pieces "
    "combine.",
    "C2b": "The colleges’ framework has no checkable criteria on transfer or on recognition across borders, and "
    "names nobody who decides on it.",
    "C2c": "The colleges’ framework scores above 0 and below 50 of 100 on stackability.",
    "C3a": "Fewer than half of the universities looked at have a route to credit, direct or by assessment, for "
    "units smaller than a certificate.",
    "C3b": "Speed scores above stackability in every Canadian framework that has both scores.",
    "C4a": "In 90 of 100 simulations the European Union and Australia both score above every Canadian framework "
    "on stackability that is scored or estimated.",
    "C4b": "At least one framework scores above 50 of 100 on both stackability and speed.",
    "C5a": "Not tested: many sets of clauses would do, so that the test could not fail.",
    "C5b": "At least one university has a route to credit for units smaller than a certificate that is approved "
    "under delegated or expedited power of its senate.",
}  # fmt: skip


def keep_known(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, with claim_id and test, of claims known here; all but C5a have a test that can fail."""
    return claims[claims["test"] == claims["claim_id"].map(WORDED)]
