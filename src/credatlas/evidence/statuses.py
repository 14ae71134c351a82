"""Define the statuses and confidence levels of provisions, and the order of confidence.

Knows data/CODEBOOK.md, sections 1, 2 and 5. Members equal their text, so that they can be compared with cells of a
table; put their `value` into tables, so that cells stay plain text.
"""

from enum import StrEnum

import pandas as pd


class Status(StrEnum):
    """What the text of a framework says about an indicator."""

    SUPPORTS = "supports"
    HINDERS = "hinders"
    SILENT = "silent"
    MISSING = "missing"  # the text could not be read
    NOT_APPLICABLE = "not-applicable"


class Confidence(StrEnum):
    """How well the text behind a provision was read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_FOUND = "not-found"  # searched for, and not found
    MISSING = "missing"


CODED_ZERO = (Status.SILENT, Status.HINDERS)  # rule 1: no scope, and 0 for each code
WITHOUT_CODES = (Status.MISSING, Status.NOT_APPLICABLE)  # rule 1: neither scope nor codes
CONFIDENCE_ORDER = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
LEAST_SURE = 3  # order of every other confidence


def how_read(provisions: pd.DataFrame) -> pd.Series:
    """Return how each provision was read, aligned with the rows: its confidence, `missing` where it was not read.

    A provision was read in the instrument's own text where this is `high`, also where its question does not arise.
    provisions: status, confidence.
    """
    return provisions["confidence"].mask(provisions["status"] == Status.MISSING, Confidence.MISSING.value)


def order_confidence(confidence: pd.Series) -> pd.Series:
    """Return the order of each confidence, aligned with the rows: 0 for high, 3 for whatever was not read."""
    return confidence.map(CONFIDENCE_ORDER).fillna(LEAST_SURE)
