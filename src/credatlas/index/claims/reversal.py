"""Find the fewest unread provisions that, once read, could turn a claim round.

Knows tests of claims and what an unread provision could say at most and at least. Knows no verdict.
"""

from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from credatlas.index.claims.claim_tests import Test
from credatlas.index.claims.drawn import Assumptions, Cell
from credatlas.index.simulation import SILENT, UNREAD

MOST = 2  # provisions read together; more is not looked for


class Reversal(NamedTuple):
    """unread: provisions that the test looks at and nobody read. needed: the fewest that could turn it round; 0: none.

    cells: these provisions, jurisdiction_id and indicator_id; where one is enough, each of those that would do.
    """

    unread: int
    needed: int
    cells: list[Cell]


def find_reversal(test: Test, assumed: Assumptions) -> Reversal:
    """Try every way to fill up to MOST unread provisions, each with silence or with the extreme of the test."""
    places, indicators = test.places(assumed), assumed.dataset.indicators
    looked_at = indicators["indicator_id"].isin(test.looks_at) | indicators["dimension_id"].isin(test.looks_at)
    point = assumed.what_if()
    unread = [
        (place, indicator_id)
        for place in dict.fromkeys([*places, *(other for other in test.beside if other in assumed.places)])
        for indicator_id in indicators.loc[looked_at, "indicator_id"]
        if point.kept[place, indicator_id][0] == UNREAD
    ]
    before = test.answer(point, places)[0]
    for count in range(1, min(MOST, len(unread)) + 1):
        tried = list(product(combinations(range(len(unread)), count), product((SILENT, test.extreme), repeat=count)))
        states = np.full((len(unread), len(tried)), UNREAD, dtype=np.uint8)
        for draw, (chosen, filled) in enumerate(tried):
            states[chosen, draw] = filled
        after = test.answer(assumed.what_if(dict(zip(unread, states, strict=True))), places)
        turned = [chosen for (chosen, _), answer in zip(tried, after, strict=False) if answer == 1 - before]
        if turned:
            named = sorted({position for chosen in (turned if count == 1 else turned[:1]) for position in chosen})
            return Reversal(len(unread), count, [unread[position] for position in named])
    return Reversal(len(unread), 0, [])
