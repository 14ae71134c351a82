"""List the statuses and the confidences that a provision can have, and say which confidence is the surer.

Knows data/CODEBOOK.md, sections 1, 2 and 5. Members equal their text, so that they compare with cells of a table; what
is put into a table is their `value`, so that its cells stay plain text.
"""

from enum import StrEnum

import pandas as pd


class Status(StrEnum):
    """What a text says of an indicator."""

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
    NOT_FOUND = "not-found"  # searched in vain
    MISSING = "missing"


CODED_ZERO = (Status.SILENT, Status.HINDERS)  # rule 1: no scope, and 0 for each code
WITHOUT_CODES = (Status.MISSING, Status.NOT_APPLICABLE)  # rule 1: neither scope nor codes
CONFIDENCE_ORDER = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
LEAST_SURE = 3  # place of every other confidence


def order_confidence(confidence: pd.Series) -> pd.Series:
    """Return the place of each confidence, aligned with the rows: 0 is the surest, 3 whatever was not read."""
    return confidence.map(CONFIDENCE_ORDER).fillna(LEAST_SURE)
