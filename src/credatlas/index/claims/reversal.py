"""Find what could turn a claim round: the fewest unread provisions, one code read otherwise, either coder's codes.

Knows tests of claims and what a provision could say at most and at least. Knows no verdict and no chance.
"""

from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

import numpy as np

from credatlas.evidence import Status
from credatlas.index.claims.claim_tests import Test
from credatlas.index.claims.drawn import CODED, SCALE, Assumptions, Cell
from credatlas.index.scores import ATTRIBUTES
from credatlas.index.simulation import FIRST, SILENT, UNREAD

MOST = 2  # provisions read together; of more it is only said whether all of them could
FIRMEST = int(CODED.support([SCALE[-1]] * len(ATTRIBUTES)))  # the most that a provision can say, in general
FOUND = int(CODED.support([1, 0, 0]))  # the least that a provision can say


class Reversal(NamedTuple):
    """unread: provisions that the test looks at and nobody read. needed: the fewest that could turn it round; 0: none.

    needed is MOST + 1 where it takes more than MOST. cells: jurisdiction_id and indicator_id of every provision that
    does it by itself, or together with needed - 1 others of them; none where it takes more than MOST.
    """

    unread: int
    needed: int
    cells: list[Cell]


def find_reversal(test: Test, assumed: Assumptions) -> Reversal:
    """Try every way to fill up to MOST unread provisions, and all, with silence or with the firmest rule."""
    places, point = test.places(assumed), assumed.what_if()
    unread = [cell for cell in list_cells_of(test, assumed) if point.kept[cell][0] == UNREAD]
    opposite = 1 - test.answer(point, places)[0]

    def turn(ways: list[dict[Cell, int]]) -> np.ndarray:
        states = {cell: np.array([way.get(cell, UNREAD) for way in ways], dtype=np.uint8) for cell in unread}
        return test.answer(assumed.what_if(states), places) == opposite

    for count in range(1, min(MOST, len(unread)) + 1):
        fills = product(combinations(unread, count), product((SILENT, FIRMEST), repeat=count))
        ways = [dict(zip(*fill, strict=True)) for fill in fills]
        named = {cell for way, turned in zip(ways, turn(ways), strict=True) if turned for cell in way}
        if named:
            return Reversal(len(unread), count, [cell for cell in unread if cell in named])
    more = len(unread) > MOST and turn(list(_fill_all(test, assumed, unread))).any()
    return Reversal(len(unread), MOST + 1 if more else 0, [])


def list_cells_of(test: Test, assumed: Assumptions) -> list[Cell]:
    """List the provisions that a test looks at: jurisdiction_id and indicator_id."""
    indicators = assumed.dataset.indicators
    looked_at = indicators["indicator_id"].isin(test.looks_at) | indicators["dimension_id"].isin(test.looks_at)
    places = dict.fromkeys([*test.places(assumed), *(name for name in test.beside if name in assumed.places)])
    return list(product(places, indicators.loc[looked_at, "indicator_id"]))


def _fill_all(test: Test, assumed: Assumptions, unread: list[Cell]) -> Iterator[dict[Cell, int]]:
    """Yield all unread provisions filled, those of one dimension alike, apart from those of places looked at beside."""
    dimension = assumed.dataset.indicators.set_index("indicator_id")["dimension_id"]
    groups = {(jurisdiction, name): (dimension[name], jurisdiction in test.beside) for jurisdiction, name in unread}
    different = list(dict.fromkeys(groups.values()))
    for fills in product((SILENT, FIRMEST), repeat=len(different)):
        yield {cell: fills[different.index(group)] for cell, group in groups.items()}


def find_errors(test: Test, assumed: Assumptions) -> list[tuple[Cell, str, int | str]]:
    """List the single codes that would turn the point round, were each read one step otherwise.

    Each: the provision, what is read otherwise (status, or an attribute), and as what: `silent`, `supports`, or 0-3.
    """
    places, point = test.places(assumed), assumed.what_if()
    opposite = 1 - test.answer(point, places)[0]
    others = [(cell, other) for cell in list_cells_of(test, assumed) for other in _read_otherwise(point.kept[cell][0])]
    states = {cell: np.repeat(point.kept[cell], len(others)) for cell, _ in others}
    for draw, (cell, (state, *_)) in enumerate(others):
        states[cell][draw] = state
    turned = test.answer(assumed.what_if(states), places) == opposite
    return [(cell, what, code) for (cell, (_, what, code)), turns in zip(others, turned, strict=bool(others)) if turns]


def _read_otherwise(state: int) -> Iterator[tuple[int, str, int | str]]:
    """Yield the states that are one coding error away, and what is read otherwise as what."""
    if state == SILENT:
        yield FOUND, "status", Status.SUPPORTS.value
    elif state >= FIRST:
        yield SILENT, "status", Status.SILENT.value
        for position, (attribute, step) in enumerate(zip(ATTRIBUTES, CODED.places.tolist(), strict=True)):
            code = int(CODED.code_of(np.array(state), position))
            for other in (code - 1, code + 1):
                if (attribute == ATTRIBUTES[0]) <= other <= SCALE[-1]:  # what supports has an obligation of 1 or more
                    yield int(state) + (other - code) * step, attribute, other


def ask_coders(test: Test, assumed: Assumptions) -> list[float]:
    """Return the answer with the codes of either coder, where each coded the one provision on a question; NaN: none."""
    places, looked_at = test.places(assumed), list_cells_of(test, assumed)
    coders = [{cell: states[cell] for cell in looked_at if cell in states} for states in assumed.coders]
    return [float(test.answer(assumed.what_if(states), places)[0]) for states in coders]
