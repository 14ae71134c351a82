"""The reading list: what is unknown comes with how much knowing it would narrow."""

import numpy as np
import pytest

from credatlas.index.scores.scoring import score
from credatlas.index.simulation.reading import _count, _narrow, next_reading


@pytest.fixture(scope="module")
def listed(atlas):
    return next_reading(atlas.as_of("latest"), draws=2048)


def test_knowing_what_decides_a_rank_narrows_it_and_knowing_chance_does_not():
    """Eleven ranks, two levels. The first is 1st or 11th as the provision turns out, the second either by chance.

    A rank is spread over half a rank to either side: known, nine tenths of one rank, 0.9; unknown, from a tenth into
    1st (0.6) to a tenth before the end of 11th (11.4), 10.8. So 9.9 ranks go, or none.
    """
    counts = np.zeros((2, 2, 11))
    counts[0, 0, 0] = counts[1, 0, 10] = 100
    counts[:, 1, [0, 10]] = 50
    assert _narrow(counts) == pytest.approx([9.9, 0])


def test_draws_are_counted_by_batch_and_level():
    """Sixteen draws are two to a batch; here the level is that of the batch's number, and the first always leads."""
    ranks, levels = np.tile([1, 2], (16, 1)), np.repeat([0, 1, 2, 3, 4, 0, 1, 2], 2)
    counts = _count(ranks, levels)
    assert counts.shape == (8, 5, 2, 2) and counts.sum() == 32
    assert counts[5, 0].tolist() == [[2, 0], [0, 2]] and counts[5, 1:].sum() == 0


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


def test_the_list_is_ordered_and_says_how_sure_it_is_and_what_a_jurisdiction_lacks(atlas, listed):
    told = listed.dropna(subset="narrowing")
    assert told["narrowing"].is_monotonic_decreasing and (told["error"] >= 0).all() and told["error"].iloc[0] > 0
    scores = score(atlas.as_of("latest"))
    short = (4 - scores.dimensions["coded"]).clip(lower=0).groupby(scores.dimensions["jurisdiction_id"]).sum()
    lacking = listed.groupby("jurisdiction_id")["lacking"].first()
    assert lacking.max() > 0 and lacking.to_dict() == short[lacking.index].to_dict()


def test_who_has_no_rank_has_none_to_narrow_and_comes_last(atlas, listed):
    apart = listed["jurisdiction_id"].isin(["CA-SK", "CA-NS", "EHEA"])
    assert apart.any() and (listed["rankable"] == ~apart).all() and apart.is_monotonic_increasing
    assert listed.loc[apart, ["narrowing", "error", "own"]].isna().all(axis=None)
    assert listed.loc[~apart, ["narrowing", "error", "own"]].notna().all(axis=None)


def test_equal_seeds_give_the_same_list(atlas, listed):
    assert next_reading(atlas.as_of("latest"), draws=2048).equals(listed)


def test_too_few_draws_are_refused(atlas):
    with pytest.raises(ValueError) as refused:
        next_reading(atlas.as_of("latest"), draws=10)
    assert str(refused.value) == "draws 10 is below 16, two for each batch of the standard error"
