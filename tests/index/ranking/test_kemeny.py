"""Kemeny's rule: all optimal orders, against published examples and against oracles that try everything."""

import warnings
from itertools import permutations
from math import factorial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credatlas.index.ranking.kemeny import MoreOrders, kemeny_orders, kemeny_places
from credatlas.index.ranking.pairs import margins


def ballots(**voters: int) -> tuple[pd.DataFrame, list[int]]:
    """A column per ranking, such as abc=23, in which the first unit has the highest value."""
    units = sorted(next(iter(voters)))
    table = {order: {unit: len(units) - index for index, unit in enumerate(order)} for order in voters}
    return pd.DataFrame(table).loc[units], list(voters.values())


def try_every_order(values, weights=None):
    margin, _ = margins(values, weights)
    cost = {
        order: sum(max(0, -margin[first, second]) for index, first in enumerate(order) for second in order[index:])
        for order in permutations(range(len(values)))
    }
    return [tuple(values.index[list(order)]) for order in sorted(cost) if cost[order] == min(cost.values())]


def count_by_subsets(values) -> tuple[int, int]:
    """The least contradicted weight and the number of orders that reach it, counted over sets of units."""
    margin, _ = margins(values)
    size = len(values)
    best = {0: (0, 1)}
    for chosen in range(1, 1 << size):
        members = [unit for unit in range(size) if chosen >> unit & 1]
        ways = []
        for last in members:
            cost, count = best[chosen ^ 1 << last]
            ways.append((cost + sum(max(0, margin[last, other]) for other in members), count))
        least = min(cost for cost, _ in ways)
        best[chosen] = (least, sum(count for cost, count in ways if cost == least))
    return best[(1 << size) - 1]


def contradicted(values, order) -> int:
    margin, _ = margins(values.loc[list(order)])
    return np.triu(np.maximum(-margin, 0)).sum()


def test_condorcets_sixty_voters():
    """Condorcet 1785, as retold by Young (American Political Science Review 82, 1988) and the OECD/JRC Handbook (2008).

    a beats b 33 to 27, b beats c 42 to 18, c beats a 35 to 25: a circle. Support of b, c, a: 42 + 35 + 27 = 104;
    of a, b, c: 33 + 42 + 25 = 100; of b, a, c 94, c, a, b 86, c, b, a 80 and a, c, b 76.
    """
    assert kemeny_orders(*ballots(abc=23, bca=17, bac=2, cab=10, cba=8)) == [("b", "c", "a")]


def test_moulins_twenty_one_voters():
    """Moulin, Axioms of Cooperative Decision Making (1988), and the OECD/JRC Handbook (2008): no circle.

    c beats b 11 to 10, a 13 to 8 and d 14 to 7; b beats a 13 to 8 and d 21 to 0; d beats a 13 to 8.
    """
    assert kemeny_orders(*ballots(abcd=3, acbd=5, bdca=7, cbda=6)) == [("c", "b", "d", "a")]


def test_a_balanced_circle_has_three_optimal_orders():
    """Each of the three majorities, 2 to 1, can be the one that is contradicted."""
    values, _ = ballots(abc=1, bca=1, cab=1)
    assert kemeny_orders(values) == [("a", "b", "c"), ("b", "c", "a"), ("c", "a", "b")]


def test_equal_units_stand_in_every_order():
    values = pd.DataFrame({"ST": [5, 0, 0, 0]}, index=["EU", "CA-PE", "CA-MB", "CA"])
    assert kemeny_orders(values) == [("EU", *rest) for rest in permutations(["CA-PE", "CA-MB", "CA"])]


def test_one_unit_is_an_order_of_itself():
    assert kemeny_orders(pd.DataFrame({"ST": [0.0]}, index=["EU"])) == [("EU",)]


def test_a_column_of_zeros_changes_nothing():
    values, weights = ballots(abc=23, bca=17, bac=2, cab=10, cba=8)
    assert kemeny_orders(values.assign(zero=0), [*weights, 60]) == [("b", "c", "a")]


def test_a_short_list_says_that_it_is_short():
    values = pd.DataFrame({"ST": [0] * 5}, index=list("abcde"))
    with pytest.warns(MoreOrders, match="more than 10 orders are optimal; 10 of them are listed"):
        orders = kemeny_orders(values, limit=10)
    assert len(set(orders)) == 10 and not orders.complete


@pytest.mark.parametrize("limit", [factorial(5), None])
def test_a_whole_list_says_that_it_is_whole(limit):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        orders = kemeny_orders(pd.DataFrame({"ST": [0] * 5}, index=list("abcde")), limit=limit)
    assert len(set(orders)) == factorial(5) and orders.complete


def test_a_limit_below_one_is_refused():
    with pytest.raises(ValueError, match="limit must be at least 1, or None for all orders, not 0"):
        kemeny_orders(pd.DataFrame({"ST": [1]}), limit=0)


tables = st.integers(1, 6).flatmap(
    lambda units: st.lists(st.lists(st.integers(0, 3), min_size=units, max_size=units), min_size=1, max_size=7)
)


@given(tables, st.data())
def test_all_optimal_orders_are_found_and_no_other(columns, data):
    values = pd.DataFrame(columns).T.set_axis(list("abcdef")[: len(columns[0])])
    weights = data.draw(st.none() | st.lists(st.integers(1, 9), min_size=len(columns), max_size=len(columns)))
    assert kemeny_orders(values, weights) == try_every_order(values, weights)


@settings(max_examples=settings.default.max_examples // 3)
@given(st.integers(0, 10**6), st.sampled_from([3, 5, 6, 9]))
def test_ten_units_have_as_many_optimal_orders_as_a_count_over_subsets(seed, columns):
    values = pd.DataFrame(np.random.default_rng(seed).integers(0, 6, (10, columns)), index=list("abcdefghij"))
    least, count = count_by_subsets(values)
    orders = kemeny_orders(values, limit=None)
    assert len(orders) == len(set(orders)) == count
    assert {contradicted(values, order) for order in orders[:50]} == {least}


def test_real_weights_that_no_machine_integer_holds_are_ordered():
    random = np.random.default_rng(3)
    values = pd.DataFrame(random.random((6, 7)), index=list("abcdef"))
    weights = random.dirichlet(np.ones(7))
    assert kemeny_orders(values, weights) == try_every_order(values, weights)


@given(st.lists(st.lists(st.integers(0, 2), min_size=5, max_size=5), min_size=1, max_size=4))
def test_places_are_those_of_all_optimal_orders(columns):
    values = pd.DataFrame(np.array(columns).T, index=list("abcde"))
    orders = kemeny_orders(values, limit=None)
    first, last = kemeny_places(values)
    for unit in values.index:
        places = [1 + order.index(unit) for order in orders]
        assert (first[unit], last[unit]) == (min(places), max(places))


def test_places_of_many_equal_units_need_no_list_of_their_orders():
    """Thirty equal units have 30! orders; each may stand anywhere but where the better one does."""
    first, last = kemeny_places(pd.DataFrame({"ST": [5] + [0] * 30}))
    assert first.tolist() == [1] + [2] * 30 and last.tolist() == [1] + [31] * 30
