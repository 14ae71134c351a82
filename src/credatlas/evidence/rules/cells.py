"""Rules on cells that a reader or a program would stumble over: labels that look alike, addresses, weights.

Knows what a web address needs, and how Unicode writes one text in several ways.
"""

import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.rules.rows import iterate_rows, problem_at

LABELS = ("name_", "short_")  # how the columns begin that readers tell rows apart by


def check_labels_differ(
    jurisdictions: pd.DataFrame, dimensions: pd.DataFrame, indicators: pd.DataFrame
) -> Iterator[Problem]:
    """Check that no two rows of a table have labels that look the same, in any way that Unicode writes them."""
    for frame in (jurisdictions, dimensions, indicators):
        for column in [name for name in frame if name.startswith(LABELS)]:
            first: dict[str, str] = {}
            for row in iterate_rows(frame[frame[column] != ""]):
                label = getattr(row, column)
                other = first.setdefault(_look(label), label)
                if other != label:
                    yield problem_at(row, column, label, f"looks like the label {other!r} of another row")


def check_groups(jurisdictions: pd.DataFrame) -> Iterator[Problem]:
    """Check that no group is called as a jurisdiction is: a name stands for one, or for the members of a group."""
    ids = set(jurisdictions["jurisdiction_id"])
    for row in iterate_rows(jurisdictions[jurisdictions["group"].isin(ids)]):
        yield problem_at(row, "group", row.group, "is the id of a jurisdiction; a group needs a name of its own")


def _look(label: str) -> str:
    """Return what a reader sees of a label: letters in one form, without case, invisible characters and spaces."""
    seen = unicodedata.normalize("NFKC", label).casefold()
    return "".join(letter for letter in seen if unicodedata.category(letter)[0] not in "CZ")


def check_addresses_lead_somewhere(sources: pd.DataFrame) -> Iterator[Problem]:
    """Check that every address has a host, and no user name or password, which would be published."""
    for row in iterate_rows(sources):
        try:
            parts = urlsplit(row.url)
            problem = "" if parts.hostname and parts.port != 0 else "names no host"
        except ValueError:
            problem, parts = "is not an address that a browser could open", None
        if parts and "@" in parts.netloc:
            problem = "carries a user name or a password; leave it out"
        if problem:
            yield problem_at(row, "url", row.url, problem)


def check_weights_count_something(dimensions: pd.DataFrame) -> Iterator[Problem]:
    """Check that every dimension weighs at least one of the three codes."""
    for row in iterate_rows(dimensions):
        weights = (row.weight_obligation, row.weight_precision, row.weight_delegation)
        if all(weight.strip("0") == "" for weight in weights):
            words = "and all other weights are 0; give one more"
            yield problem_at(row, "weight_obligation", row.weight_obligation, words)
