"""Find the orders that contradict the pairwise majorities least: Kemeny's rule, exactly, with all its ties.

Knows linear orders and how to prove that none is better. Pairs on which the majorities do not run in a circle
need no search; each circle is a small linear ordering problem for HiGHS.
"""

import warnings
from collections.abc import Iterator
from itertools import chain, combinations, islice, product

import networkx as nx
import numpy as np
import pandas as pd
from scipy.optimize import LinearConstraint, linprog
from scipy.sparse import csr_array, vstack
from scipy.sparse.csgraph import connected_components

from credatlas.index.ranking.pairs import margins
from credatlas.index.ranking.solver import minimise
from credatlas.index.scores import Weights

SLACK = 1e-6
"""Orders this close to the optimum, in units of the largest margin, are kept until exact arithmetic decides."""


class MoreOrders(UserWarning):
    """There are more optimal orders than were asked for."""


class Orders(list):
    """Optimal orders; `complete` is false when the limit cut the list short."""

    complete: bool = True


def kemeny_orders(values: pd.DataFrame, weights: Weights = None, limit: int | None = 10_000) -> list[tuple[str, ...]]:
    """List every order of the units that agrees with the most weight over all pairs and columns.

    Two units that tie (equal rows, or half of the weight each way) may stand either way round, and each way is an order
    of its own: k equal units alone give k! orders. So the list is cut at `limit` (None for no limit), with a
    `MoreOrders` warning and `.complete` set to false on the list; what is listed is optimal in any case.

    Returns
    -------
    list[tuple[str, ...]]
        Orders as tuples of units, best first, sorted by the units' places in the table.

    Raises
    ------
    ValueError
        a cell is missing (decide what it counts before), a label is there twice, weights are unusable, or the limit
        is below 1.

    Notes
    -----
    Source: Kemeny 1959; Young and Levenglick 1978; OECD and JRC, Handbook on Constructing Composite Indicators (2008).
    Triangle inequalities of the linear ordering polytope: Grötschel, Jünger and Reinelt 1984.
    """
    if limit is not None and limit < 1:
        raise ValueError(f"limit must be at least 1, or None for all orders, not {limit}")
    margin, _ = margins(values, weights)
    enough = None if limit is None else limit + 1
    merged = chain.from_iterable(_extensions((), above) for above in _optimal_relations(margin, enough))
    found = sorted(islice(merged, enough))
    units = pd.DataFrame(values).index
    orders = Orders(tuple(units[list(order)]) for order in found[:limit])
    orders.complete = len(found) == len(orders)
    if not orders.complete:
        warnings.warn(f"more than {limit} orders are optimal; {limit} of them are listed", MoreOrders, stacklevel=2)
    return orders


def kemeny_places(values: pd.DataFrame, weights: Weights = None) -> tuple[pd.Series, pd.Series]:
    """Return the first and the last place of each unit over all orders that `kemeny_orders` would list without limit.

    The orders are not listed, so that many equal units cost nothing. Raises ValueError as `kemeny_orders`.
    """
    margin, _ = margins(values, weights)
    size = len(margin)
    first, last = np.full(size, size), np.ones(size, dtype=int)
    for above in _optimal_relations(margin, None):
        ahead = nx.to_numpy_array(_all_above(above), nodelist=range(size), weight=None)
        first, last = np.minimum(first, 1 + ahead.sum(axis=0)), np.maximum(last, size - ahead.sum(axis=1))
    units = pd.DataFrame(values).index
    return pd.Series(first, index=units, dtype=int), pd.Series(last, index=units, dtype=int)


def _all_above(above: dict[int, set[int]]) -> nx.DiGraph:
    graph = nx.DiGraph((other, unit) for unit, others in above.items() for other in others)
    graph.add_nodes_from(above)
    return nx.transitive_closure_dag(graph)


def _optimal_relations(margin: np.ndarray, enough: int | None) -> Iterator[dict[int, set[int]]]:
    """Yield for each way to order all circles, up to `enough` per circle, the units that stand above each unit.

    The optimal orders are those that keep one of these relations.
    """
    ways = []
    for circle in _circles(margin):
        ways.append([circle[order] for order in _least_contradicting(margin[np.ix_(circle, circle)], enough)])
    for parts in product(*ways):
        yield _merge(margin, parts)


def _circles(margin: np.ndarray) -> list[np.ndarray]:
    """Split the units into the sets within which majorities run in circles; between the sets they do not."""
    count, label = connected_components(csr_array((margin > 0).astype(np.int8)), directed=True, connection="strong")
    return [np.flatnonzero(label == number) for number in range(count)]


def _merge(margin: np.ndarray, parts: tuple[np.ndarray, ...]) -> dict[int, set[int]]:
    """Return the units above each unit when each part keeps its order and every majority between parts holds."""
    above = {}
    for part in map(np.ndarray.tolist, parts):
        for position, unit in enumerate(part):
            above[unit] = set(np.flatnonzero(margin[:, unit] > 0).tolist()).difference(part) | set(part[:position])
    return above


def _extensions(placed: tuple[int, ...], above: dict[int, set[int]]) -> Iterator[tuple[int, ...]]:
    if len(placed) == len(above):
        yield placed
        return
    for unit in sorted(set(above) - set(placed)):
        if above[unit].issubset(placed):
            yield from _extensions((*placed, unit), above)


def _least_contradicting(margin: np.ndarray, enough: int | None) -> list[list[int]]:
    """List the orders of one circle that contradict the least weight, up to `enough` of them."""
    if len(margin) == 1:
        return [[0]]
    scaled = (margin / np.abs(margin).max()).astype(float)
    pair_price, triangle_price, bound, relaxed = _prices(scaled)
    best = _contradicted(margin, _solve(scaled, relaxed))
    budget = float(best / np.abs(margin).max()) - bound + SLACK
    found: list[list[int]] = []
    for order in _within(pair_price, triangle_price, budget):
        contradicted = _contradicted(margin, order)
        if contradicted < best:
            best, found = contradicted, []
        if contradicted == best:
            found.append(order)
        if len(found) == enough:
            break
    return found


def _contradicted(margin: np.ndarray, order: list[int]) -> int:
    ordered = margin[np.ix_(order, order)]
    return np.triu(np.where(ordered < 0, -ordered, 0)).sum()


def _prices(margin: np.ndarray) -> tuple[np.ndarray, np.ndarray, float, np.ndarray]:
    """Price every pair and triangle so that the prices of any order, plus a bound, are what it contradicts.

    The prices are dual values of the relaxation over the triangles x_ij + x_jk - x_ik in [0, 1], where x_ij = 1 for
    i before j. Whatever they are, contradicted(order) = bound + prices(order) holds, with all prices at least 0; so
    an order is near the optimum only if it avoids nearly all of them.

    Returns
    -------
    pair_price[i, j]: for placing i before j; triangle_price[i, j, k]: for the cyclic sequence i, j, k;
    the bound; and the relaxed x as a matrix.
    """
    size = len(margin)
    first, second = np.triu_indices(size, 1)
    cost, constant = -margin[first, second], np.clip(margin[first, second], 0, None).sum()
    triangles = np.array(list(combinations(range(size), 3)))
    rows = _triangle_rows(triangles, size)
    x, upper, lower = _relax(cost, rows)
    reduced = cost + rows.T @ (upper - lower)
    bound = constant + np.minimum(reduced, 0).sum() - upper.sum()
    pair_price = np.zeros((size, size))
    pair_price[first, second], pair_price[second, first] = np.maximum(reduced, 0), np.maximum(-reduced, 0)
    triangle_price = np.zeros((size, size, size))
    i, j, k = triangles.T
    for even, odd in (((i, j, k), (i, k, j)), ((j, k, i), (k, j, i)), ((k, i, j), (j, i, k))):
        triangle_price[even], triangle_price[odd] = lower, upper
    relaxed = np.zeros((size, size))
    relaxed[first, second], relaxed[second, first] = x, 1 - x
    return pair_price, triangle_price, float(bound), relaxed


def _triangle_rows(triangles: np.ndarray, size: int) -> csr_array:
    pair = np.zeros((size, size), dtype=int)
    pair[np.triu_indices(size, 1)] = np.arange(size * (size - 1) // 2)
    i, j, k = triangles.T
    columns = np.column_stack([pair[i, j], pair[j, k], pair[i, k]]).ravel()
    signs = np.tile([1.0, 1.0, -1.0], len(triangles))
    starts = np.arange(0, 3 * len(triangles) + 1, 3)
    return csr_array((signs, columns, starts), shape=(len(triangles), pair.max() + 1))


def _relax(cost: np.ndarray, rows: csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Solve the relaxation with the triangles that matter; return x and the dual values of both sides of each."""
    upper, lower = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
    x = (cost < 0).astype(float)
    over, under = np.zeros(rows.shape[0], dtype=bool), np.zeros(rows.shape[0], dtype=bool)
    while True:
        sums = rows @ x
        new_over, new_under = (sums > 1 + 1e-7) & ~over, (sums < -1e-7) & ~under
        if not (new_over.any() or new_under.any()):
            return x, upper, lower
        over, under = over | new_over, under | new_under
        limits = np.concatenate([np.ones(over.sum()), np.zeros(under.sum())])
        stacked = vstack([rows[over], -rows[under]])
        solved = linprog(cost, A_ub=stacked, b_ub=limits, bounds=(0, 1), method="highs")
        x, duals = solved.x, np.maximum(-solved.ineqlin.marginals, 0)
        upper[:], lower[:] = 0, 0
        upper[over], lower[under] = duals[: over.sum()], duals[over.sum() :]


def _solve(margin: np.ndarray, relaxed: np.ndarray) -> list[int]:
    """Return an optimal order: read off the relaxed x where it is whole, else by mixed-integer programming."""
    size = len(margin)
    first, second = np.triu_indices(size, 1)
    x = relaxed[first, second]
    if np.abs(x - x.round()).max() > 1e-6:
        rows = _triangle_rows(np.array(list(combinations(range(size), 3))), size)
        x = minimise(-margin[first, second], [LinearConstraint(rows, 0, 1)], np.ones(len(x), dtype=bool))
    before = np.zeros((size, size))
    before[first, second], before[second, first] = x.round(), 1 - x.round()
    return np.argsort(-before.sum(axis=1)).tolist()


def _within(pair_price: np.ndarray, triangle_price: np.ndarray, budget: float) -> Iterator[list[int]]:
    """Yield every order whose prices sum to at most `budget`, best unit first."""
    dead: dict[frozenset[int], float] = {}

    def extend(placed: list[int], rest: np.ndarray, prices: np.ndarray, left: float) -> Iterator[list[int]]:
        if len(rest) == 1:
            yield [*placed, int(rest[0])]
            return
        for position in np.flatnonzero(prices.sum(axis=1) <= left):
            others = np.delete(np.arange(len(rest)), position)
            unit, remaining = int(rest[position]), rest[others]
            after = left - prices[position].sum()
            # With `unit` in front, a triangle through it is a pair of the others.
            inner = prices[np.ix_(others, others)] + triangle_price[unit][np.ix_(remaining, remaining)]
            key = frozenset(remaining.tolist())
            if np.minimum(inner, inner.T).sum() / 2 > after or dead.get(key, -1.0) >= after:
                continue
            fruitless = True
            for order in extend([*placed, unit], remaining, inner, after):
                fruitless = False
                yield order
            if fruitless:
                dead[key] = after

    yield from extend([], np.arange(len(pair_price)), pair_price, budget)
