"""Sets of jurisdictions that follow from the data: the core set, those with an instrument, those to set beside others.

Every function looks at the frameworks of every date, also where the data set is narrowed to a day.
"""

from collections.abc import Iterable

from credatlas.evidence.dataset import Dataset


def core_jurisdictions(dataset: Dataset) -> list[str]:
    """Return the jurisdictions that the study is about: `core` is "yes"."""
    everyone = dataset.jurisdictions
    return everyone.loc[everyone["core"] == "yes", "jurisdiction_id"].tolist()


def jurisdictions_with_instrument(dataset: Dataset) -> list[str]:
    """Return the jurisdictions that have ever had an instrument of any type but "none"."""
    frameworks = dataset.whole.frameworks
    had_one = set(frameworks.loc[frameworks["instrument_type"] != "none", "jurisdiction_id"])
    return [name for name in dataset if name in had_one]


def default_peers(dataset: Dataset, jurisdiction: str) -> list[str]:
    """Return the jurisdictions that one is set against unless others are named: the core set without it."""
    return [name for name in core_jurisdictions(dataset) if name != jurisdiction]


def default_comparators(dataset: Dataset, compared: Iterable[str]) -> list[str]:
    """Return the jurisdictions set beside those compared unless others are named: all others with an instrument."""
    compared = set(compared)
    return [name for name in jurisdictions_with_instrument(dataset) if name not in compared]
