"""Targets are read into floors of dimension scores; nonsense is refused with what is allowed."""

import numpy as np
import pandas as pd
import pytest

from credatlas.index.reforms.targets import UNDOMINATED, read_target

SCORES = pd.DataFrame(
    [
        (unit, dimension, value)
        for unit, row in {"A": (80, 20), "B": (60, 60), "C": (60, np.nan), "D": (10, 10)}.items()
        for dimension, value in zip(("ST", "SP"), row, strict=True)
    ],
    columns=["jurisdiction_id", "dimension_id", "score"],
)


@pytest.mark.parametrize(
    ("target", "floor"),
    [(45, 45), ("A", 80), ("rank 1", 80), ("rank 2", 60), ("rank 3", 60)],
    ids=["points", "another's score", "first", "second, with a tie", "third, with a tie"],
)
def test_floors_in_one_dimension(target, floor):
    read = read_target(target, "D", "ST", SCORES)
    assert read.needed == floor
    assert read.is_met(pd.Series({"ST": floor})) and not read.is_met(pd.Series({"ST": floor - 0.001}))


def test_a_rank_that_cannot_be_missed_needs_nothing():
    assert read_target("rank 4", "D", "ST", SCORES).is_met(pd.Series({"ST": 0.0}))
    assert np.isnan(read_target("rank 4", "D", "ST", SCORES).needed)


def test_ranks_count_only_those_with_a_point_value():
    """C has none in speed: A 20 and B 60 remain, so the third place is free."""
    assert read_target("rank 2", "D", "SP", SCORES).needed == 20
    assert read_target("rank 3", "D", "SP", SCORES).is_met(pd.Series({"SP": 0.0}))


@pytest.mark.parametrize(
    ("scores", "met"),
    [((81, 0), False), ((80, 21), False), ((81, 61), True), ((60, 60), True), ((60, 59), False), ((80, 60), True)],
)
def test_dominated_by_nobody(scores, met):
    """A is 80, 20 and B is 60, 60; C cannot be compared. (81, 0) is below B in one and above in the other."""
    escapes = read_target(UNDOMINATED, "D", "ST", SCORES)
    rivals = [(80, 20), (60, 60)]
    dominated = any(all(np.array(r) >= scores) and any(np.array(r) > scores) for r in rivals)
    assert escapes.is_met(pd.Series(scores, index=["ST", "SP"], dtype=float)) is not dominated
    assert np.isnan(escapes.needed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("X", "D", "ST"), "target 'X' is not another jurisdiction; allowed are points, a jurisdiction, 'rank 3' or 'dominated by nobody'"),
        (("D", "D", "ST"), "target 'D' is not another jurisdiction; allowed are points, a jurisdiction, 'rank 3' or 'dominated by nobody'"),
        (("dominated by noone", "D", "ST"), "target 'dominated by noone' is not another jurisdiction; allowed are points, a jurisdiction, 'rank 3' or 'dominated by nobody'; did you mean 'dominated by nobody'?"),
        (("C", "D", "SP"), "C has no score in SP: too few of its indicators could be read"),
        ((float("nan"), "D", "ST"), "target nan is no score; it must be a number of points"),
        ((None, "D", "ST"), "target None is no score; it must be a number of points"),
        ((1, "E", "ST"), "no jurisdiction 'E'"),
        ((1, "D", "SQ"), "dimension 'SQ' is not one of ST, SP"),
    ],
)  # fmt: skip
def test_nonsense_is_refused(arguments, message):
    with pytest.raises(ValueError) as caught:
        read_target(*arguments, SCORES)
    assert str(caught.value) == message
