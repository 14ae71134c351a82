"""The reading list: what is unknown comes with how much knowing it would narrow."""

import numpy as np
import pytest

from credatlas.index.reading import _narrow, next_reading


@pytest.fixture(scope="module")
def listed(atlas):
    return next_reading(atlas.as_of("latest"), draws=2048)


def test_knowing_what_decides_a_rank_narrows_it_and_knowing_chance_does_not():
    """Rank is 1 or 11 as the provision turns out, plus noise of one rank: knowing it takes away the ten between."""
    rng = np.random.default_rng(0)
    levels = rng.integers(0, 2, 4000)
    ranks = np.column_stack([1 + 10 * levels + rng.uniform(-0.5, 0.5, 4000), rng.uniform(1, 11, 4000)])
    narrowing = _narrow(ranks, levels)
    assert narrowing[0] == pytest.approx(10, abs=0.1) and narrowing[1] == pytest.approx(0, abs=0.15)


def test_every_missing_or_doubtful_provision_of_an_instrument_is_listed_once_and_nothing_else(atlas, listed):
    now = atlas.as_of("latest")
    instruments = now.frameworks.loc[now.frameworks["instrument_type"] != "none", "jurisdiction_id"]
    theirs = now.provisions[now.provisions["jurisdiction_id"].isin(instruments)]
    doubtful = (theirs["confidence"] == "low") & (theirs["status"] != "not-applicable")
    expected = theirs[doubtful | (theirs["status"] == "missing")]
    assert set(zip(listed["framework_id"], listed["indicator_id"], strict=True)) == set(
        zip(expected["framework_id"], expected["indicator_id"], strict=True)
    )
    assert len(listed) == len(expected)


def test_the_list_is_ordered_and_says_how_sure_it_is_and_what_a_jurisdiction_lacks(listed):
    assert listed["narrowing"].is_monotonic_decreasing and (listed["error"] >= 0).all() and listed["error"].iloc[0] > 0
    ontario = listed[listed["jurisdiction_id"] == "CA-ON"].iloc[0]
    assert not ontario["rankable"] and ontario["lacking"] == 1  # stackability has three of four
    assert (listed.loc[listed["rankable"], "lacking"] == 0).all()


def test_equal_seeds_give_the_same_list(atlas, listed):
    assert next_reading(atlas.as_of("latest"), draws=2048).equals(listed)


def test_too_few_draws_are_refused(atlas):
    with pytest.raises(ValueError) as refused:
        next_reading(atlas.as_of("latest"), draws=10)
    assert str(refused.value) == "draws 10 is below 16, two for each batch of the standard error"
