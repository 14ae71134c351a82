"""Sets of jurisdictions: Aland and Borland are the core set of the toy data, Corland has no instrument."""

import pytest

from credatlas.evidence import (
    core_jurisdictions,
    default_comparators,
    default_peers,
    in_reading_order,
    jurisdictions_in_force,
    jurisdictions_with_instrument,
    levels_without_instrument,
    load,
)


@pytest.fixture(scope="module", params=["", "1999-01-01"], ids=["of every date", "before any framework"])
def dataset(request, toy):
    return load(toy).as_of(request.param) if request.param else load(toy)


def test_the_core_set_is_what_the_data_say_it_is(dataset):
    assert core_jurisdictions(dataset) == ["AA", "BB"]


def test_one_that_was_searched_without_finding_an_instrument_has_none(dataset):
    assert jurisdictions_with_instrument(dataset) == ["AA", "BB"]


@pytest.mark.parametrize(("day", "there"), [("1999-01-01", []), ("2022-06-30", ["AA"]), ("2022-11-22", ["AA", "BB"])])
def test_in_force_is_what_was_found_and_holds_on_the_day(toy, day, there):
    assert jurisdictions_in_force(load(toy).as_of(day)) == there


def test_a_jurisdiction_is_no_peer_of_its_own(dataset):
    assert default_peers(dataset, "AA") == ["BB"]
    assert default_peers(dataset, "CC") == ["AA", "BB"]


def test_a_level_of_government_that_never_had_an_instrument_is_told_from_one_that_has(atlas):
    assert levels_without_instrument(atlas) == ["CA"]  # the European Union has one


def test_a_reader_finds_canada_from_west_to_east_and_others_by_name(atlas):
    shuffled = ["NZ", "CA-CICAN", "EE", "CA-ON", "AU", "CA-BC", "ES", "CA-NL"]
    assert in_reading_order(atlas, shuffled) == ["CA-BC", "CA-ON", "CA-NL", "CA-CICAN", "AU", "EE", "NZ", "ES"]
    assert in_reading_order(atlas, ["EE", "ES"], "fr") == ["ES", "EE"]  # Espagne, Estonie


def test_those_compared_are_not_also_set_beside(dataset):
    assert default_comparators(dataset, ["AA"]) == ["BB"]
    assert default_comparators(dataset, ["CC"]) == ["AA", "BB"]
