"""Draw the choices between codes and ranking: seven factors, from one seeded Sobol' sequence.

Knows which numbers a draw consists of and how they are spread. Knows no provision and no score.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import beta, qmc

from credatlas.index.agreement import slip_chance
from credatlas.index.means import MEANS
from credatlas.index.method import ATTRIBUTES, Method

FACTORS = ("weights", "attribute_weights", "spacing", "scope", "aggregation", "slips", "missing")
POLICIES = ("any", "within-25", "half-to-double")  # of weights: Dirichlet, default x 0.75-1.25, default x 0.5-2
LEAST_SCOPE = 1 / 3  # a targeted provision keeps between a third and all of its score
FLOOR = 1.0  # points; where a geometric or harmonic mean would let one zero decide everything
SLIPPING = ("silent", "scope", "obligation", "precision", "delegation")  # rows of agreement.slip_rates
SMALLEST = 1e-12  # a Sobol' point may be 0, whose logarithm is infinite


@dataclass(frozen=True, eq=False)
class Parameters:
    """One row per draw. weights_of_dimensions (n, D); weights_of_indicators (n, I), each dimension's sum to 1;
    attribute_weights (n, D, 3); code_values (n, 4), 0 to 1; scope (n,); aggregation (n,), place in MEANS; slips (n,
    5), chance of a slip by SLIPPING, 0-0.5."""

    weights_of_dimensions: np.ndarray
    weights_of_indicators: np.ndarray
    attribute_weights: np.ndarray
    code_values: np.ndarray
    scope: np.ndarray
    aggregation: np.ndarray
    slips: np.ndarray

    def __getitem__(self, rows) -> "Parameters":
        return Parameters(**{name: values[rows] for name, values in vars(self).items()})

    def __len__(self) -> int:
        return len(self.scope)


def choose_factors(factors: Iterable[str] | Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what each factor does: True (drawn), False (off), or the value it is fixed at.

    None: all are drawn. Names: these are drawn, the others off. Mapping: name -> True, False or a value: a policy of
    weights, a pair of values for codes 1 and 2 (spacing), a scope factor, the name of a mean (aggregation). Raises
    ValueError for an unknown factor or value.
    """
    if isinstance(factors, str):
        factors = [factors]
    given = (
        dict.fromkeys(FACTORS, True)
        if factors is None
        else dict(factors)
        if isinstance(factors, Mapping)
        else dict.fromkeys(factors, True)
    )
    for name in given:
        if name not in FACTORS:
            near = get_close_matches(str(name), FACTORS, n=1)
            raise ValueError(
                f"factor {name!r} is not one of {', '.join(FACTORS)}" + (f"; did you mean {near[0]!r}?" if near else "")
            )
    chosen = {name: given.get(name, False) for name in FACTORS}
    _check_fixed(chosen)
    return chosen


def _check_fixed(chosen: Mapping[str, Any]) -> None:
    allowed = {
        "weights": lambda value: value in POLICIES,
        "spacing": lambda value: len(value) == 2 and 0 <= value[0] <= value[1] <= 1,
        "scope": lambda value: 0 <= value <= 1,
        "aggregation": lambda value: value in MEANS,
    }
    for name, value in chosen.items():
        if not isinstance(value, bool) and not (name in allowed and allowed[name](value)):
            raise ValueError(f"factor {name!r} cannot be fixed at {value!r}")


def count_points(method_layout) -> dict[str, int]:
    """Return how many Sobol' dimensions each factor takes, in the order of FACTORS; `missing` draws cell by cell."""
    dimensions, indicators = len(method_layout.dimensions), len(method_layout.indicators)
    counts = (dimensions + indicators, dimensions * len(ATTRIBUTES), 2, 1, 1, len(SLIPPING), 0)
    return dict(zip(FACTORS, counts, strict=True))


def sobol_points(dimensions: int, seed: int) -> qmc.Sobol:
    """Return a scrambled Sobol' sequence; equal seeds give equal points."""
    return qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng([seed, 0]))


class Spread:
    """Turn points of the unit cube into parameters, for one layout, method, choice of factors and record of slips."""

    def __init__(self, layout, method: Method, factors: Mapping[str, Any], slip_rates: pd.DataFrame):
        self.layout, self.factors = layout, factors
        self.sizes = count_points(layout)
        self._defaults = _defaults(layout, method)
        rates = slip_rates.set_index("attribute")
        quantiles = (
            np.arange(1024) + 0.5
        ) / 1024  # a table of the posterior is a thousand times faster than its inverse
        self._quantiles = quantiles
        self._posteriors = [
            slip_chance(beta.ppf(quantiles, rates.at[name, "posterior_a"], rates.at[name, "posterior_b"]))
            for name in SLIPPING
        ]

    @property
    def dimensions(self) -> int:
        """How many numbers a draw takes."""
        return sum(self.sizes.values())

    def columns_of(self, factor: str) -> slice:
        """Return the columns of the points that belong to one factor."""
        start = sum(size for name, size in self.sizes.items() if FACTORS.index(name) < FACTORS.index(factor))
        return slice(start, start + self.sizes[factor])

    def parameters(self, points: np.ndarray) -> Parameters:
        """Return the parameters of each row of points (n, dimensions)."""
        n = len(points)
        drawn = Parameters(
            **{name: np.broadcast_to(values, (n, *values.shape)) for name, values in self._defaults.items()}
        )
        for factor in FACTORS:
            if self.factors[factor] is not False and factor != "missing":
                drawn = replace(drawn, **getattr(self, f"_{factor}")(points[:, self.columns_of(factor)], drawn))
        return drawn

    def _weights(self, points: np.ndarray, drawn: Parameters) -> dict[str, np.ndarray]:
        policy = self.factors["weights"] if isinstance(self.factors["weights"], str) else "any"
        spread = {
            "any": lambda u: -np.log(np.maximum(u, SMALLEST)),
            "within-25": lambda u: 0.75 + 0.5 * u,
            "half-to-double": lambda u: 2.0 ** (2 * u - 1),
        }[policy]
        factor = spread(points)
        count = len(self.layout.dimensions)
        dimensions, indicators = (
            drawn.weights_of_dimensions * factor[:, :count],
            drawn.weights_of_indicators * factor[:, count:],
        )
        totals = np.stack([indicators[:, self.layout.dimension_of == d].sum(axis=1) for d in range(count)], axis=1)
        return {
            "weights_of_dimensions": dimensions / dimensions.sum(axis=1, keepdims=True),
            "weights_of_indicators": indicators / totals[:, self.layout.dimension_of],
        }

    def _attribute_weights(self, points: np.ndarray, drawn: Parameters) -> dict[str, np.ndarray]:
        # what the method leaves out of a dimension stays out: an authority that decides everything is not fast
        kept = drawn.attribute_weights > 0
        weights = np.where(kept, -np.log(np.maximum(points, SMALLEST)).reshape(drawn.attribute_weights.shape), 0.0)
        return {"attribute_weights": weights / weights.sum(axis=2, keepdims=True)}

    def _spacing(self, points: np.ndarray, drawn: Parameters) -> dict[str, np.ndarray]:
        inner = (
            np.sort(points, axis=1)
            if self.factors["spacing"] is True
            else np.broadcast_to(np.array(self.factors["spacing"], dtype=float), points.shape)
        )
        return {"code_values": np.column_stack([np.zeros(len(points)), inner, np.ones(len(points))])}

    def _scope(self, points: np.ndarray, drawn: Parameters) -> dict[str, np.ndarray]:
        fixed = self.factors["scope"]
        return {
            "scope": LEAST_SCOPE + (1 - LEAST_SCOPE) * points[:, 0]
            if fixed is True
            else np.full(len(points), float(fixed))
        }

    def _aggregation(self, points: np.ndarray, drawn: Parameters) -> dict[str, np.ndarray]:
        fixed = self.factors["aggregation"]
        return {
            "aggregation": np.minimum((points[:, 0] * len(MEANS)).astype(int), len(MEANS) - 1)
            if fixed is True
            else np.full(len(points), MEANS.index(fixed))
        }

    def _slips(self, points: np.ndarray, drawn: Parameters) -> dict[str, np.ndarray]:
        return {
            "slips": np.stack(
                [np.interp(points[:, place], self._quantiles, table) for place, table in enumerate(self._posteriors)],
                axis=1,
            )
        }


def _defaults(layout, method: Method) -> dict[str, np.ndarray]:
    """Return one draw that is the method itself."""
    dimensions = np.array([method.dimension_weights.get(some, 1.0) for some in layout.dimensions])
    indicators = np.array([method.indicator_weights.get(some, 1.0) for some in layout.indicators])
    totals = np.bincount(layout.dimension_of, indicators, minlength=len(dimensions))
    attributes = np.array([method.weights_of(some) for some in layout.dimensions])
    return {
        "weights_of_dimensions": dimensions / dimensions.sum(),
        "weights_of_indicators": indicators / totals[layout.dimension_of],
        "attribute_weights": attributes / attributes.sum(axis=1, keepdims=True),
        "code_values": np.array(method.code_values),
        "scope": np.array(method.scope_factor),
        "aggregation": np.array(MEANS.index(method.dimension_mean)),
        "slips": np.zeros(len(SLIPPING)),
    }
