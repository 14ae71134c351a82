"""The packages of clauses that tests of reforms look at, each worked out once."""

from functools import cache

import pytest

from credatlas.index.reforms import reform_packages


@pytest.fixture(scope="session")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="session")
def packages_of(now):
    """Give the packages that bring a jurisdiction to the score of the European Union."""
    return cache(lambda jurisdiction: reform_packages(now, jurisdiction, "EU"))
