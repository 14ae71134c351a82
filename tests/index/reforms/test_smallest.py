"""The integer program: what counts first, what settles a tie, and how near a floor may lie."""

import pandas as pd
import pytest

from credatlas.index.reforms.smallest import choose_ways
from credatlas.index.reforms.targets import Target


def ways(*rows):
    """Ways as (indicator, steps, gain, models); each indicator may also stay."""
    stays = [(indicator, 0, 0.0, 0) for indicator in dict.fromkeys(row[0] for row in rows)]
    frame = pd.DataFrame([*stays, *rows], columns=["indicator_id", "steps", "gain", "models"])
    return frame.assign(dimension_id="ST", changed=frame["steps"] > 0)


def chosen(table, floor, first="steps"):
    rows = table[choose_ways(table, Target("", ("ST",), (({"ST": floor},),)), first)]
    return rows.loc[rows["changed"], "indicator_id"].tolist()


TWO_OR_ONE = ways(("a", 2, 20.0, 1), ("b", 2, 20.0, 1), ("c", 5, 40.0, 1))


def test_fewest_steps_or_fewest_indicators():
    """40 points: a and b take 4 steps, c alone 5."""
    assert chosen(TWO_OR_ONE, 40) == ["a", "b"] and chosen(TWO_OR_ONE, 40, "indicators") == ["c"]


def test_a_tie_goes_to_a_clause_with_a_model_then_to_that_with_more():
    table = ways(("a", 2, 20.0, 0), ("b", 2, 20.0, 1), ("c", 2, 20.0, 3))
    assert chosen(table, 20) == ["c"] and chosen(table[table["indicator_id"] != "c"], 20) == ["b"]


def test_a_floor_is_reached_to_six_decimals_and_not_by_the_tolerance_of_the_solver():
    """A score of 20 meets 20.0000004, which rounds to it, but not 20.000001."""
    assert len(chosen(TWO_OR_ONE, 20.0000004)) == 1
    assert len(chosen(TWO_OR_ONE, 20.000001)) == 2


def test_gains_a_hair_apart_are_told_apart():
    """Of 20 and 20.000002 only the second is above 20.000001."""
    assert chosen(ways(("a", 1, 20.0, 9), ("b", 2, 20.000002, 0)), 20.000001) == ["b"]


def test_nothing_is_changed_where_nothing_is_asked():
    assert not TWO_OR_ONE[choose_ways(TWO_OR_ONE, Target("", ("ST",), ()), "steps")]["changed"].any()


def test_one_of_several_ways_out_is_enough():
    target = Target("", ("ST",), (({"ST": 100.0}, {"ST": 10.0}), ({"ST": 20.0}, {"ST": 40.0})))
    assert TWO_OR_ONE[choose_ways(TWO_OR_ONE, target, "steps")]["steps"].sum() == 2


def test_what_no_choice_reaches_is_an_error():
    with pytest.raises(RuntimeError, match="HiGHS found no optimum"):
        chosen(TWO_OR_ONE, 81)
