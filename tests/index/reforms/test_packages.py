"""Each package is the smallest reform within its own clauses, and what it cannot reach is said."""

import pytest

from credatlas.errors import NothingToShow
from credatlas.index.reforms.cheapest import cheapest_reform
from credatlas.index.reforms.packages import (
    PACKAGES,
    SPREAD,
    binds_nobody,
    list_required,
    pick_package,
    reform_packages,
)


def test_each_package_keeps_to_its_clauses_and_is_exact_within_them(now, packages_of):
    for name, reform in packages_of("CA-CICAN").items():
        own = PACKAGES[name] or now.indicators.query("dimension_id == 'ST'")["indicator_id"]
        assert set(reform.changes["indicator_id"]) <= set(own) and reform.package == name
        assert reform.reached["ST"] >= reform.needed - 1e-6
        assert reform.steps == cheapest_reform(now, "CA-CICAN", "EU", indicators=PACKAGES[name]).steps


def test_a_little_everywhere_raises_no_indicator_by_more_than_it_must(now, packages_of):
    spread = packages_of("CA-CICAN")[SPREAD]
    most = spread.changes["steps"].max()
    assert most < cheapest_reform(now, "CA-CICAN", "EU").changes["steps"].max()
    with pytest.raises(NothingToShow):
        cheapest_reform(now, "CA-CICAN", "EU", most=most - 1)


def test_who_binds_nobody_is_shown_a_package_that_only_recommends(now, packages_of):
    packages = packages_of("CA-CICAN")
    first, *_ = packages.values()
    picked = pick_package(packages, now, "CA-CICAN")
    assert binds_nobody(now, "CA-CICAN") and list_required(now, [first]) and not list_required(now, [picked])
    assert pick_package({first.package: first}, now, "CA-CICAN") is first
    assert not binds_nobody(now, "CA-ON") and pick_package(packages, now, "CA-ON") is first


def test_clauses_that_alone_do_not_reach_the_target_are_none(packages_of):
    packages = packages_of("CA-SK")
    assert [name for name, reform in packages.items() if reform] == [SPREAD]


def test_a_target_that_is_out_of_reach_is_refused(now):
    with pytest.raises(NothingToShow, match="cannot reach the target '95'"):
        reform_packages(now, "CA-CICAN", 95)
