"""Find the smallest reform of stackability within each of three named packages of clauses.

Knows which indicators a package holds. The search is `cheapest`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, keep_instruments
from credatlas.index.reforms.cheapest import Reform, cheapest_reform
from credatlas.index.scores import ATTRIBUTES, Method

SPREAD = "a little everywhere"
PACKAGES = {  # the indicators that change; None: all
    "stacking and combination rules": ("ST1", "ST4"),
    "credit and level": ("ST2", "ST3"),
    SPREAD: None,
}


def reform_packages(
    dataset: Dataset, unit: str, target: float | str, method: Method | None = None
) -> dict[str, Reform | None]:
    """Return the smallest reform that brings a jurisdiction to a target within each package, None where none does.

    Packages of indicators that the codebook does not have are left out.

    A little everywhere raises no indicator by more steps than it must. Arguments and errors are those of
    `cheapest_reform`; that one package cannot reach the target is no error.
    """
    cheapest_reform(dataset, unit, target, method=method)  # what all clauses together cannot do, no package does
    known = set(dataset.indicators["indicator_id"])
    return {
        name: _find(dataset, unit, target, method, name) for name, own in PACKAGES.items() if known >= set(own or ())
    }


def pick_package(packages: Mapping[str, Reform | None], dataset: Dataset, unit: str) -> Reform:
    """Return the first package that the frameworks of a jurisdiction can hold, else the first that reaches the target.

    Frameworks that bind nobody hold what is recommended. packages: as `reform_packages` returns them for `unit`; one
    of them is not None.
    """
    found = [reform for reform in packages.values() if reform]
    held = [reform for reform in found if not (list_required(dataset, [reform]) and binds_nobody(dataset, unit))]
    return (held or found)[0]


def list_required(dataset: Dataset, reforms: Iterable[Reform]) -> list[str]:
    """Return the ids of the indicators on which reforms require something that is not required today."""
    changes, most = [row for reform in reforms for row in reform.changes.itertuples()], str(dataset.scale[-1])
    return list(dict.fromkeys(
        row.indicator_id for row in changes
        if row.codes_after.startswith(most) and not row.codes_before.startswith(most)
    ))  # fmt: skip


def binds_nobody(dataset: Dataset, jurisdiction: str) -> bool:
    """Say whether all frameworks of a jurisdiction are non-binding; so they are where there is none."""
    instruments = keep_instruments(dataset.frameworks)
    return bool(instruments.loc[instruments["jurisdiction_id"] == jurisdiction, "legal_force"].eq("non-binding").all())


def _find(dataset: Dataset, unit: str, target: float | str, method: Method | None, name: str) -> Reform | None:
    every = range(len(ATTRIBUTES) * dataset.scale[-1] + 2)  # steps of the codes, and a wider scope
    for most in every if name == SPREAD else [None]:
        try:
            found = cheapest_reform(dataset, unit, target, method=method, indicators=PACKAGES[name], most=most)
        except NothingToShow:
            continue
        return replace(found, package=name)
    return None
