"""Test each claim of claims.csv: one function per claim, from draws to 1 (holds), 0 (does not) or NaN (open).

Knows what each row of the table says in its column `test`, and says what counts. Knows no threshold and no verdict.
What was not read counts for nothing unless it was drawn; then it counts like everything else.
"""

from collections.abc import Callable

import numpy as np

from credatlas.evidence import Dataset
from credatlas.index.claims.drawn import Drawn, has_value
from credatlas.index.claims.shortfall import count_changes
from credatlas.index.claims.universities import at_least_one, fewer_than_half, find_lighter_routes, find_small_routes
from credatlas.index.claims.verdicts import both, known
from credatlas.index.simulation import HINDERS, SILENT, code_of

COLLEGES, UNION, AUSTRALIA = "CA-CICAN", "EU", "AU"  # whom the claims name
CANADA, PROVINCE = "Canada", "province"
STACKING, COMBINATION, ACROSS = "ST1", "ST4", ("PO1", "PO6")
STACKABILITY, SPEED = "ST", "SP"
MIDDLE = 50.0  # points
MOST_CHANGES = 6  # indicators
OBLIGATION, PRECISION, DELEGATION = range(3)


def stacking_stays_open(drawn: Drawn) -> np.ndarray:
    """C1a: in no province in force at the date does ST1 reach obligation 2 and precision 2 together.

    Provinces with a framework version in force count, also where a search found no instrument; of each the provision
    that counts for its score. Open where none of them has a value.
    """
    states = drawn.states(drawn.in_force(drawn.of_kind(PROVINCE)), STACKING)
    return known(~is_firm(states).any(axis=1), has_value(states).any(axis=1))


def is_firm(states: np.ndarray) -> np.ndarray:
    """Return whether obligation and precision are both 2 or more."""
    return (code_of(states, OBLIGATION) >= 2) & (code_of(states, PRECISION) >= 2)


def most_are_silent(drawn: Drawn) -> np.ndarray:
    """C1b: among provinces whose ST1 is not missing, more than half are silent or hinder.

    A province without any framework version at the date is missing (codebook, section 4). Where missing provisions are
    drawn, no province is missing and all of them count. Open where none has a value.
    """
    states = drawn.states(drawn.of_kind(PROVINCE), STACKING)
    read = has_value(states).sum(axis=1)
    return known(np.isin(states, [SILENT, HINDERS]).sum(axis=1) > read / 2, read > 0)


def colleges_permit(drawn: Drawn) -> np.ndarray:
    """C2a: CA-CICAN's ST1 has obligation 1 and precision at most 1, and its ST4 is silent.

    Open where either is missing and the other does not decide.
    """
    stacking, rules = (drawn.states([COLLEGES], indicator_id)[:, 0] for indicator_id in (STACKING, COMBINATION))
    permits = (code_of(stacking, OBLIGATION) == 1) & (code_of(stacking, PRECISION) <= 1)
    return both(known(permits, has_value(stacking)), known(rules == SILENT, has_value(rules)))


def nothing_carries(drawn: Drawn) -> np.ndarray:
    """C2b: CA-CICAN's PO1 and PO6 are silent, or have precision at most 1 and delegation 0.

    A barrier has both codes 0 and counts as well.
    """
    first, second = (drawn.states([COLLEGES], indicator_id)[:, 0] for indicator_id in ACROSS)
    return both(*(known(is_loose(states), has_value(states)) for states in (first, second)))


def is_loose(states: np.ndarray) -> np.ndarray:
    """Return whether precision is at most 1 and nobody sees to it; silence and barriers are 0,0,0."""
    return (code_of(states, PRECISION) <= 1) & (code_of(states, DELEGATION) == 0)


def colleges_beat_median(drawn: Drawn) -> np.ndarray:
    """C2c: CA-CICAN scores higher on stackability than the median province (bounds for missing).

    Provinces with a framework in force count. One that has no score counts with its lower and with its upper bound: it
    holds above the median of the upper bounds, does not at or below that of the lower ones, and is open between, or
    where no province has a framework.
    """
    own = drawn.score(COLLEGES, STACKABILITY)
    provinces = drawn.with_instrument(drawn.of_kind(PROVINCE))
    if not provinces:
        return np.full(own.shape, np.nan)
    low, high = (np.median(bound, axis=1) for bound in drawn.bounds(provinces, STACKABILITY))
    return known(own > high, ((own > high) | (own <= low)) & ~np.isnan(own))


def speed_exceeds_stackability(drawn: Drawn) -> np.ndarray:
    """C3b: in more than half of the Canadian frameworks that can be scored, speed exceeds stackability.

    Canadian jurisdictions with an instrument in force count, by their scores; where a search found none there is no
    framework that could be faster than stackable. Both scores must exist; a tie is no excess.
    """
    among = drawn.with_instrument(drawn.of_group(CANADA))
    stackability, speed = drawn.scores(among, STACKABILITY), drawn.scores(among, SPEED)
    scored = (~np.isnan(stackability) & ~np.isnan(speed)).sum(axis=1)
    return known((speed > stackability).sum(axis=1) > scored / 2, scored > 0)


def abroad_stacks_better(drawn: Drawn) -> np.ndarray:
    """C4a: EU and AU each score higher on stackability than every Canadian jurisdiction that can be scored.

    Those with a framework in force count where they have a score; where missing provisions are drawn, all have one.
    """
    canadian = drawn.scores(drawn.with_instrument(drawn.of_group(CANADA)), STACKABILITY)
    best = np.where(np.isnan(canadian), -np.inf, canadian).max(axis=1, initial=-np.inf)
    abroad = drawn.scores([UNION, AUSTRALIA], STACKABILITY)
    return known((abroad > best[:, None]).all(axis=1), ~np.isnan(abroad).any(axis=1) & np.isfinite(best))


def some_do_both(drawn: Drawn) -> np.ndarray:
    """C4b: at least one framework scores above 50 on both stackability and speed.

    Jurisdictions with an instrument in force count, wherever they are, by their scores. Open where none has both.
    """
    among = drawn.with_instrument(list(drawn.dataset.jurisdictions["jurisdiction_id"]))
    stackability, speed = drawn.scores(among, STACKABILITY), drawn.scores(among, SPEED)
    scored = ~np.isnan(stackability) & ~np.isnan(speed)
    return known(((stackability > MIDDLE) & (speed > MIDDLE)).any(axis=1), scored.any(axis=1))


def few_changes_suffice(drawn: Drawn) -> np.ndarray:
    """C5a: at most six indicators of CA-CICAN need to change to reach the EU stackability score of the same date.

    Both with the weights and codes of the same draw. Open where an indicator of CA-CICAN or the score of the EU is
    missing. Stackability has six indicators, so that the test fails only where the dimension gets more of them.
    """
    changes = changes_needed(drawn)
    return known(changes <= MOST_CHANGES, ~np.isnan(changes))


def changes_needed(drawn: Drawn) -> np.ndarray:
    """Return how many indicators of CA-CICAN must change (n,), NaN where that is open; see `shortfall`."""
    points, weights = drawn.points(COLLEGES, STACKABILITY)
    target = drawn.score(UNION, STACKABILITY)
    whole = ~np.isnan(points).any(axis=1) & ~np.isnan(target)
    return np.where(whole, count_changes(np.nan_to_num(points), weights, np.nan_to_num(target)), np.nan)


def few_universities_give_credit(dataset: Dataset) -> float:
    """C3a: in universities.csv, fewer than half have a small route that carries credit (yes or via assessment).

    `certificate size only` is no; `not found` and `unclear` are unknown.
    """
    return fewer_than_half(small_routes(dataset))


def small_routes(dataset: Dataset):
    """Return the answers of the universities on the date of the data; see `universities.find_small_routes`."""
    return find_small_routes(dataset.universities, dataset.date, is_latest(dataset))


def some_senate_is_quick(dataset: Dataset) -> float:
    """C5b: at least one university has a small credit route approved under delegated or expedited senate power.

    In universities.csv, who approves must be said in these words.
    """
    return at_least_one(lighter_routes(dataset))


def lighter_routes(dataset: Dataset):
    """Return the answers of the universities on the date of the data; see `universities.find_lighter_routes`."""
    return find_lighter_routes(dataset.universities, dataset.date, is_latest(dataset))


def is_latest(dataset: Dataset) -> bool:
    """Say whether the data are narrowed to their own day or a later one, of which texts without a date speak too."""
    return dataset.date >= dataset.descriptor["created"][:10]


FROM_DRAWS: dict[str, Callable[[Drawn], np.ndarray]] = {
    "C1a": stacking_stays_open,
    "C1b": most_are_silent,
    "C2a": colleges_permit,
    "C2b": nothing_carries,
    "C2c": colleges_beat_median,
    "C3b": speed_exceeds_stackability,
    "C4a": abroad_stacks_better,
    "C4b": some_do_both,
    "C5a": few_changes_suffice,
}
FROM_UNIVERSITIES: dict[str, Callable[[Dataset], float]] = {
    "C3a": few_universities_give_credit,
    "C5b": some_senate_is_quick,
}


def list_kept(dataset: Dataset) -> list[tuple[str, str]]:
    """Return the provisions whose states the tests look at: jurisdiction_id, indicator_id."""
    rows, indicators = dataset.jurisdictions, dataset.indicators
    provinces = rows.loc[rows["kind"] == PROVINCE, "jurisdiction_id"]
    own = indicators.loc[indicators["dimension_id"] == STACKABILITY, "indicator_id"]
    return [(province, STACKING) for province in provinces] + [
        (COLLEGES, indicator_id) for indicator_id in [*own, *ACROSS]
    ]
