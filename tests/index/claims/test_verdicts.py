"""What a verdict needs: nine of ten draws, the point, and missing data that cannot change it."""

import numpy as np
import pytest

from credatlas.index.claims.verdicts import VERDICTS, both, judge, judge_count, known

NAN = np.nan


@pytest.mark.parametrize(
    ("point", "share_read", "shares", "verdict"),
    [
        (1, 0.95, [0.9, 0.95], "supported"),
        (0, 0.05, [0.1, 0.05], "contradicted"),
        (NAN, NAN, [0.9, 1.0], "supported"),
        (NAN, NAN, [0.0, 0.1], "contradicted"),
        (NAN, NAN, [0.05, 0.99], "cannot tell"),
        (NAN, NAN, [0.5], "cannot tell"),
        (1, 0.9, [0.89, 0.95], "cannot tell"),
        (1, 0.99, [0.0, 0.01], "cannot tell"),
        (0, 0.1, [0.11, 0.05], "cannot tell"),
        (1, 0.89, [0.7], "partly"),
        (0, 0.11, [0.5], "partly"),
        (1, 0.5, [0.05], "partly"),
        (0, 0.5, [0.95], "partly"),
        (1, NAN, [0.5], "partly"),
    ],
)
def test_the_verdict_follows_from_the_point_and_the_shares(point, share_read, shares, verdict):
    assert judge(point, share_read, shares).verdict == verdict


def test_every_verdict_has_a_reason_and_is_one_of_four():
    grid = [0.0, 0.1, 0.5, 0.9, 1.0]
    found = [judge(point, read, [share]) for point in (1.0, 0.0, NAN) for read in [*grid, NAN] for share in grid]
    assert {some.verdict for some in found} == set(VERDICTS) and all(some.reason.endswith(".") for some in found)


def test_a_greater_share_never_makes_a_verdict_worse():
    order = {"contradicted": 0, "partly": 1, "cannot tell": 1, "supported": 2}
    for point in (1.0, 0.0, NAN):
        found = [order[judge(point, 0.5, [share]).verdict] for share in np.linspace(0, 1, 21)]
        assert found == sorted(found)


@pytest.mark.parametrize("shares", [[], [1.1], [-0.1], [NAN]])
def test_a_share_that_is_none_is_refused(shares):
    with pytest.raises(ValueError, match="must be one or more numbers from 0 to 1"):
        judge(1.0, 0.5, shares)


@pytest.mark.parametrize(("point", "verdict"), [(1.0, "supported"), (0.0, "contradicted"), (NAN, "cannot tell")])
def test_a_count_with_unknown_cases_is_decided_or_it_is_not(point, verdict):
    assert judge_count(point).verdict == verdict


def test_both_holds_only_where_both_do_and_a_no_needs_no_second():
    first, second = np.array([1, 1, 0, 0, NAN, NAN]), np.array([1, 0, 0, NAN, 1, NAN])
    assert both(first, second).tolist() == pytest.approx([1, 0, 0, 0, NAN, NAN], nan_ok=True)
    assert both(second, first).tolist() == pytest.approx([1, 0, 0, 0, NAN, NAN], nan_ok=True)


def test_what_is_not_known_is_not_a_no():
    assert known(np.array([True, False, False]), np.array([True, True, False])).tolist() == pytest.approx(
        [1, 0, NAN], nan_ok=True
    )
