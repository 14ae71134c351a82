"""What a verdict needs: the point, nine of ten simulations of what was read, and unread texts that cannot change it."""

import numpy as np
import pytest

from credatlas.index.claims.verdicts import VERDICTS, both, judge, judge_count, known, over_places

NAN = np.nan


@pytest.mark.parametrize(
    ("point", "share_read", "shares", "reversible", "verdict"),
    [
        (1, 0.9, [0.9, 0.95, 1.0], False, "holds"),
        (1, 0.9, [0.9, 0.95, 1.0], True, "holds as far as could be read"),
        (1, 0.99, [0.95, 0.95, 0.0], False, "holds as far as could be read"),
        (1, 0.89, [0.95, 0.95, 0.95], False, "holds in part"),
        (0, 0.11, [0.0, 0.0, 0.0], False, "holds in part"),
        (0, 0.1, [0.0, 0.1, 0.1], False, "does not hold"),
        (0, 0.0, [0.0, 0.0, 0.0], True, "cannot be said"),  # no case was found, and it may stand where nobody read
        (0, 0.1, [0.0, 0.1, 1.0], False, "cannot be said"),
        (NAN, 0.0, [0.9, 0.9, 0.9], False, "cannot be said"),
    ],
)
def test_the_verdict_follows_from_point_shares_and_unread_texts(point, share_read, shares, reversible, verdict):
    assert judge(point, share_read, shares, reversible) == verdict


def test_every_verdict_is_one_of_six():
    grid = [0.0, 0.1, 0.5, 0.9, 1.0]
    found = {
        judge(point, read, [share] * 3, turns)
        for point in (1.0, 0.0, NAN)
        for read in grid
        for share in grid
        for turns in (True, False)
    }
    assert found == set(VERDICTS) - {"not tested"}


@pytest.mark.parametrize("share", [1.1, -0.1, NAN])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(ValueError, match="must be numbers from 0 to 1"):
        judge(1.0, 0.5, [share] * 3, False)


@pytest.mark.parametrize(("point", "verdict"), [(1.0, "holds"), (0.0, "does not hold"), (NAN, "cannot be said")])
def test_a_count_with_unknown_cases_is_decided_or_it_is_not(point, verdict):
    assert judge_count(point) == verdict


def test_every_place_or_one_must_pass_of_those_known():
    passes = np.array([[1, 1], [1, 0], [0, NAN], [NAN, NAN]])
    assert over_places(passes, every=True).tolist() == pytest.approx([1, 0, 0, NAN], nan_ok=True)
    assert over_places(passes, every=False).tolist() == pytest.approx([1, 1, 0, NAN], nan_ok=True)


def test_both_holds_only_where_both_do_and_a_no_needs_no_second():
    first, second = np.array([1, 1, 0, 0, NAN, NAN]), np.array([1, 0, 0, NAN, 1, NAN])
    assert both(first, second).tolist() == pytest.approx([1, 0, 0, 0, NAN, NAN], nan_ok=True)
    assert both(second, first).tolist() == pytest.approx([1, 0, 0, 0, NAN, NAN], nan_ok=True)


def test_what_is_not_known_is_not_a_no():
    assert known(np.array([True, False, False]), np.array([True, True, False])).tolist() == pytest.approx(
        [1, 0, NAN], nan_ok=True
    )
