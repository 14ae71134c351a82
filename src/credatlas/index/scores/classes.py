"""Say what each score rests on: read well enough for a score or an estimate, read too little, or no text to read.

Knows the five classes of data/CODEBOOK.md, section 4, and the shares that part them. Computes no score.
"""

from enum import StrEnum

import numpy as np

from credatlas.evidence import Dataset, jurisdictions_in_force, jurisdictions_with_instrument
from credatlas.index.scores.method import Method

ROUNDING = 1e-9  # indicators: 4 of 6 is two thirds, whatever a float makes of it


class ScoreClass(StrEnum):
    """What the score of a jurisdiction rests on, from the surest to the emptiest; members equal their text."""

    SCORED = "scored"  # enough of the indicators were read: the only class with a point score
    ESTIMATED = "estimated"  # fewer, but enough of all that the frameworks say to estimate the rest
    READ_TOO_LITTLE = "read-too-little"  # a framework is in force, and too little of it could be read
    NONE_FOUND = "none-found"  # a search found no framework of this day
    NOT_IN_FORCE = "not-in-force"  # none is known of this day; one of another day is


CLASSES = tuple(member.value for member in ScoreClass)
WITHOUT_FRAMEWORK = (ScoreClass.NONE_FOUND, ScoreClass.NOT_IN_FORCE)  # nothing to score: no bounds and no rank


def count_needed(applicable: np.ndarray, method: Method) -> np.ndarray:
    """Return how many of the applicable indicators of a dimension must be read for a score; at least 1."""
    if method.min_coded is not None:
        return np.full(np.shape(applicable), method.min_coded)
    return _count_share(applicable, method.scored_share)


def classify(
    coded: np.ndarray, applicable: np.ndarray, all_coded: np.ndarray, all_applicable: np.ndarray, method: Method
) -> np.ndarray:
    """Return the class of each dimension of jurisdictions that have a framework in force, as text.

    coded, applicable: indicators of the dimension that were read, and that apply; all_coded, all_applicable: the same
    over all dimensions of the jurisdiction.
    """
    scored = coded >= count_needed(applicable, method)
    estimated = (applicable > 0) & (all_coded >= _count_share(all_applicable, method.estimated_share))
    return np.select([scored, estimated], CLASSES[:2], ScoreClass.READ_TOO_LITTLE.value)


def classes_without_framework(dataset: Dataset, method: Method | None = None) -> dict[str, ScoreClass]:
    """Return the class of each jurisdiction that has nothing to score on the day of the data.

    none-found: a search found no instrument of this day, also where one of a later day is known, or the data know of
    none on any day. not-in-force: nobody searched, and the data know an instrument of another day; its dates may be
    inferred, so that words say no more than that none is known to be in force. Where the method scores a search in vain
    as zero, those searched are left out.
    """
    known, searched = set(jurisdictions_with_instrument(dataset)), set(dataset.frameworks["jurisdiction_id"])
    scored = set(jurisdictions_in_force(dataset))
    if method and method.none_found == "zero":
        scored |= searched
    return {
        name: ScoreClass.NOT_IN_FORCE if name in known - searched else ScoreClass.NONE_FOUND
        for name in dataset
        if name not in scored
    }


def _count_share(applicable: np.ndarray, share: float) -> np.ndarray:
    return np.maximum(np.ceil(share * np.asarray(applicable) - ROUNDING), 1).astype(int)
