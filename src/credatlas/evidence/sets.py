"""Sets of jurisdictions that follow from the data: the core set, those with an instrument, those to set beside others.

All but `jurisdictions_in_force` look at the frameworks of every date, also where the data set is narrowed to a day.
"""

from collections.abc import Iterable
from typing import Literal

from credatlas.evidence.dataset import Dataset
from credatlas.evidence.versions import keep_instruments


def core_jurisdictions(dataset: Dataset) -> list[str]:
    """Return the jurisdictions that the study is about: `core` is "yes"."""
    everyone = dataset.jurisdictions
    return everyone.loc[everyone["core"] == "yes", "jurisdiction_id"].tolist()


def jurisdictions_with_instrument(dataset: Dataset) -> list[str]:
    """Return the jurisdictions that have ever had an instrument of any type but "none"."""
    return jurisdictions_in_force(dataset.whole)


def jurisdictions_in_force(dataset: Dataset) -> list[str]:
    """Return the jurisdictions that have an instrument in force on the day of the data, of any type but "none"."""
    there = set(keep_instruments(dataset.frameworks)["jurisdiction_id"])
    return [name for name in dataset if name in there]


def in_reading_order(dataset: Dataset, names: Iterable[str], lang: str = "en") -> list[str]:
    """Return jurisdictions as a reader looks for them: Canada's from west to east as in the data, others by name."""
    rows = dataset.jurisdictions.set_index("jurisdiction_id")
    canada = [name for name in rows.index if rows.at[name, "group"] == "Canada"]
    return sorted(
        names,
        key=lambda name: (name not in canada, canada.index(name) if name in canada else rows.at[name, f"name_{lang}"]),
    )


def levels_without_instrument(dataset: Dataset) -> list[str]:
    """Return the levels of government that never had an instrument: others lie within them, as provinces in Canada."""
    parents = set(dataset.jurisdictions["parent_id"]) - set(jurisdictions_with_instrument(dataset))
    return [name for name in dataset if name in parents]


def first_id(dataset: Dataset, kind: Literal["dimension", "indicator"]) -> str:
    """Return what is drawn or reformed unless another is named: the first dimension or indicator of the codebook."""
    return dataset.named_tables[kind][f"{kind}_id"].iloc[0]


def default_peers(dataset: Dataset, jurisdiction: str) -> list[str]:
    """Return the jurisdictions that one is set against unless others are named: the core set without it.

    Those without a framework on the day are among them, and are no peers in a chart.
    """
    return [name for name in core_jurisdictions(dataset) if name != jurisdiction]


def default_comparators(dataset: Dataset, compared: Iterable[str]) -> list[str]:
    """Return the jurisdictions set beside those compared unless others are named: all others with an instrument."""
    compared = set(compared)
    return [name for name in jurisdictions_with_instrument(dataset) if name not in compared]
