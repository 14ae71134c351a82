"""Rates of the audit: counts of what was drawn, with the interval that is reported with the evidence."""

from dataclasses import replace

import pytest

from credatlas.evidence import load, read_audits


@pytest.fixture(scope="module")
def rates(atlas):
    return read_audits(atlas).set_index(["confidence", "outcome"])


def test_each_reported_count_has_a_row_and_what_is_not_reported_has_none(toy):
    rates = read_audits(load(toy))
    assert list(rates) == ["confidence", "outcome", "drawn", "count", "rate", "low", "high"]
    assert list(zip(rates["confidence"], rates["outcome"], rates["count"], strict=True)) == [
        ("all", "alike", 5), ("all", "one_step", 2), ("all", "further", 0), ("all", "other_status", 1),
        ("all", "wrong", 2), ("all", "source_right", 7), ("high", "wrong", 0), ("low", "wrong", 2),
    ]  # fmt: skip
    assert (rates["rate"] == rates["count"] / rates["drawn"]).all()


def test_the_interval_of_6_of_60_is_that_of_wilson(rates):
    """(0.1 + 3.8415 / 120 -+ 1.96 sqrt(0.09 / 60 + 3.8415 / 14400)) / (1 + 3.8415 / 60): 5 to 20 %, as reported."""
    wrong = rates.loc[("all", "wrong")]
    assert (wrong["count"], wrong["drawn"], wrong["rate"]) == (6, 60, 0.1)
    assert (wrong["low"], wrong["high"]) == (pytest.approx(0.0466, abs=5e-4), pytest.approx(0.2015, abs=5e-4))


def test_none_of_some_is_not_certainly_none(rates):
    assert rates.loc[("medium", "wrong"), "low"] == 0 < rates.loc[("medium", "wrong"), "high"]


def test_the_strata_make_up_the_whole(atlas):
    audits = atlas.audits.set_index("confidence")
    assert audits.loc[["high", "medium", "low"], ["drawn", "wrong"]].sum().equals(audits.loc["all", ["drawn", "wrong"]])


def test_data_without_an_audit_have_no_rates(atlas):
    assert read_audits(replace(atlas, audits=atlas.audits.head(0))).empty
