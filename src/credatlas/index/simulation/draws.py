"""Draw the parameters of the simulation: seven factors, from one seeded Sobol' sequence and one die per provision.

Knows which numbers a draw consists of and how they are spread. Knows no provision's code and no score.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import qmc

from credatlas.errors import did_you_mean
from credatlas.index.scores import ATTRIBUTES, MEANS, Method, as_weights
from credatlas.index.simulation.coding_errors import QUANTILES
from credatlas.index.simulation.states import SLIPPING, Layout
from credatlas.settings import list_names

FACTORS = ("weights", "attribute_weights", "spacing", "scope", "aggregation", "slips", "missing")
SET_BY = {  # by factor, the parameters with which a method states it
    "weights": ("dimension_weights", "indicator_weights"),
    "attribute_weights": ("attribute_weights",),
    "spacing": ("code_values",),
    "scope": ("scope",),
    "aggregation": ("aggregation",),
}
POLICIES = ("any", "within-25", "half-to-double")  # of weights: flat Dirichlet, default x 0.75-1.25, default x 0.5-2
LEAST_SCOPE = 1 / 3  # a targeted provision keeps between a third and all of its score
SMALLEST = 1e-12  # a Sobol' point may be 0, whose logarithm is infinite
ALLOWED = {
    "weights": (lambda value: value in POLICIES, f"one of {', '.join(POLICIES)}"),
    "spacing": (
        lambda value: [0, *value, 1] == sorted([0, *value, 1]),
        "rising numbers from 0 to 1, one for each code between the lowest and the highest",
    ),
    "scope": (lambda value: 0 <= value <= 1, "a number from 0 to 1"),
    "aggregation": (lambda value: value in MEANS, f"one of {', '.join(MEANS)}"),
    "slips": (lambda value: 0 <= value <= 0.5, "a chance from 0 to 0.5"),
}
FIXED: dict[str, Callable[[Any], dict[str, np.ndarray]]] = {  # parameters of a factor that is fixed at a value
    "spacing": lambda value: {"code_values": np.array([0.0, *value, 1.0])},
    "scope": lambda value: {"scope": np.array(float(value))},
    "aggregation": lambda value: {"aggregation": np.array(MEANS.index(value))},
    "slips": lambda value: {"slips": np.full(len(SLIPPING), float(value))},
}


@dataclass(frozen=True, eq=False)
class DrawParameters:
    """The parameters of n draws; draws are the last axis.

    dimension_weights (dimensions, n) and indicator_weights (indicators, n): relative; attribute_weights (dimensions, 3,
    n): relative; code_values (codes, n): 0 to 1; scope (n,): 0 to 1; aggregation (n,): position in MEANS; slips (5, n):
    chance of a slip by SLIPPING, 0-0.5.
    """

    dimension_weights: np.ndarray
    indicator_weights: np.ndarray
    attribute_weights: np.ndarray
    code_values: np.ndarray
    scope: np.ndarray
    aggregation: np.ndarray
    slips: np.ndarray

    def __getitem__(self, draws: slice) -> "DrawParameters":
        return DrawParameters(**{name: values[..., draws] for name, values in vars(self).items()})

    def __len__(self) -> int:
        return len(self.scope)

    def as_frame(self, layout: Layout) -> pd.DataFrame:
        """Return one row per draw.

        Columns: weight_ST and so on, summing to 1; weight_ST1 and so on, summing to 1 within their dimension;
        weight_ST_obligation and so on, likewise; value_0 and so on of the codes, 0-1; scope, 0-1; aggregation, the
        name of the mean; slip_silent and so on, chances.
        """
        shares = _as_shares(layout, vars(self))
        attributes = [f"{dimension_id}_{name}" for dimension_id in layout.dimensions for name in ATTRIBUTES]
        return pd.DataFrame(
            _label("weight", layout.dimensions, shares["dimension_weights"])
            | _label("weight", layout.indicators, shares["indicator_weights"])
            | _label("weight", attributes, shares["attribute_weights"].reshape(-1, len(self)))
            | _label("value", range(len(self.code_values)), self.code_values)
            | {"scope": self.scope, "aggregation": np.array(MEANS)[self.aggregation]}
            | _label("slip", SLIPPING, self.slips)
        )


def _label(kind: str, names: Iterable, rows: np.ndarray) -> dict[str, np.ndarray]:
    return {f"{kind}_{name}": row for name, row in zip(names, rows, strict=True)}


def list_held(layout: Layout, method: Method, usual: Method) -> list[str]:
    """Return the factors that a method states otherwise than the usual one; weights in proportion are alike."""
    own, other = (_as_shares(layout, _as_parameters(layout, given)) for given in (method, usual))
    return [
        factor for factor, names in SET_BY.items() if not all(np.allclose(own[name], other[name]) for name in names)
    ]


def _as_shares(layout: Layout, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Scale weights to sum 1: over the dimensions, and within each; NaN where all are 0."""
    members = (layout.dimension_of == np.arange(len(layout.dimensions))[:, None]).astype(float)
    totals = {
        "dimension_weights": values["dimension_weights"].sum(axis=0),
        "indicator_weights": (members @ values["indicator_weights"])[layout.dimension_of],
        "attribute_weights": values["attribute_weights"].sum(axis=1, keepdims=True),
    }
    return values | {name: values[name] / np.where(total > 0, total, np.nan) for name, total in totals.items()}


def choose_factors(factors: Iterable[str] | Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what each factor does: True (drawn), False (off), or the value it is fixed at.

    None: all are drawn. Names: these are drawn, the others off. Mapping: these are drawn (True), off (False) or fixed
    at a value, the others off. Values: a policy of weights, values of the codes between the lowest and the highest
    (spacing), a scope factor, the name of a mean (aggregation), a chance of every slip. Raises ValueError for another
    factor or value.
    """
    factors = FACTORS if factors is None else factors
    given = dict(factors) if isinstance(factors, Mapping) else dict.fromkeys(list_names(factors), True)
    for name, value in given.items():
        if name not in FACTORS:
            raise ValueError(f"factor {name!r} is not one of {', '.join(FACTORS)}{did_you_mean(str(name), FACTORS)}")
        if not isinstance(value, bool) and not _can_be(name, value):
            allowed = ALLOWED[name][1] if name in ALLOWED else "no value: it is drawn (True) or off (False)"
            raise ValueError(f"factor {name!r} cannot be fixed at {value!r}; it takes {allowed}")
    return {name: given.get(name, False) for name in FACTORS}


def _can_be(name: str, value: Any) -> bool:
    try:
        return name in ALLOWED and bool(ALLOWED[name][0](value))
    except (TypeError, IndexError):
        return False


def sobol_points(dimensions: int, seed: int, stream: int = 0) -> qmc.Sobol:
    """Return a scrambled Sobol' sequence; equal seeds and streams give equal points."""
    return qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng([seed, stream]))


class Dice:
    """Throw a die (0-1) for each provision, and FRAMEWORK_DICE for each framework, in each draw.

    Each framework has a generator of its own, seeded by its id: another framework, or another block length, leaves the
    throws of the others as they were. A Sobol' sequence could not: its points change with the number of provisions.
    """

    def __init__(self, layout: Layout, seed: int, sample: int = 0):
        self._count = layout.dice
        self._streams = [
            (
                np.concatenate([rows, layout.framework_dice(name)]),
                np.random.Generator(np.random.SFC64([seed, 1, sample, zlib.crc32(name.encode())])),
            )
            for name, rows in layout.frameworks.items()
        ]

    def throw(self, draws: int) -> np.ndarray:
        """Return the next throws (layout.dice, draws)."""
        dice = np.empty((self._count, draws))
        for rows, generator in self._streams:
            dice[rows] = generator.random((draws, len(rows))).T
        return dice

    def skip(self, draws: int) -> None:
        """Leave out the next throws."""
        for rows, generator in self._streams:
            generator.random((draws, len(rows)))


class Spread:
    """Turn points of the unit cube into parameters, for one layout, method, choice of factors and record of slips."""

    def __init__(self, layout: Layout, method: Method, factors: Mapping[str, Any], slip_chances: np.ndarray):
        """slip_chances (5, 1024): by SLIPPING and quantile, as `coding_errors.ErrorRates` has them."""
        self._factors, self._chances = factors, slip_chances
        dimensions, indicators = len(layout.dimensions), len(layout.indicators)
        inner, spacing = len(method.code_values) - 2, factors["spacing"]
        if not isinstance(spacing, bool) and len(spacing) != inner:
            needed = f"codes 0 to {inner + 1} need {inner} numbers"
            raise ValueError(f"factor 'spacing' cannot be fixed at {spacing!r}; {needed}")
        self._sizes = (dimensions + indicators, dimensions * len(ATTRIBUTES), inner, 1, 1, len(SLIPPING), 0)
        self._undrawn = _as_parameters(layout, method)
        for name, as_parameters in FIXED.items():
            if not isinstance(value := factors[name], bool):
                self._undrawn |= as_parameters(value)

    @property
    def dimensions(self) -> int:
        """How many points a draw takes."""
        return sum(self._sizes)

    def places_of(self, factor: str) -> np.ndarray:
        """Return which points belong to one factor; none for `missing`, which is a matter of dice."""
        return np.flatnonzero(np.repeat(FACTORS, self._sizes) == factor)

    def parameters(self, points: np.ndarray) -> DrawParameters:
        """Return the parameters of points (dimensions, n)."""
        values = {
            name: np.broadcast_to(value[..., None], (*value.shape, points.shape[1]))
            for name, value in self._undrawn.items()
        }
        for factor in FACTORS[:-1]:  # missing provisions are a matter of dice
            if self._factors[factor] is True or (factor == "weights" and self._factors[factor]):
                values |= getattr(self, f"_draw_{factor}")(points[self.places_of(factor)], values)
        return DrawParameters(**values)

    def _draw_weights(self, points: np.ndarray, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        defaults = np.concatenate([values["dimension_weights"], values["indicator_weights"]])
        if self._factors["weights"] == "within-25":
            drawn = defaults * (0.75 + 0.5 * points)
        elif self._factors["weights"] == "half-to-double":
            drawn = defaults * 2.0 ** (2 * points - 1)
        else:
            drawn = _exponentials(points, defaults > 0)
        count = len(values["dimension_weights"])
        return {"dimension_weights": drawn[:count], "indicator_weights": drawn[count:]}

    def _draw_attribute_weights(self, points: np.ndarray, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        # an attribute that the method leaves out of a dimension stays out: an authority that decides all is not fast
        defaults = values["attribute_weights"]
        return {"attribute_weights": _exponentials(points.reshape(defaults.shape), defaults > 0)}

    def _draw_spacing(self, points: np.ndarray, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        ends = np.zeros(points.shape[1]), np.ones(points.shape[1])
        return {"code_values": np.vstack([ends[0], np.sort(points, axis=0), ends[1]])}

    def _draw_scope(self, points: np.ndarray, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {"scope": LEAST_SCOPE + (1 - LEAST_SCOPE) * points[0]}

    def _draw_aggregation(self, points: np.ndarray, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {"aggregation": (points[0] * len(MEANS)).astype(int)}

    def _draw_slips(self, points: np.ndarray, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        pairs = zip(points, self._chances, strict=True)
        return {"slips": np.stack([np.interp(row, QUANTILES, chances) for row, chances in pairs])}


def _exponentials(points: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return weights that are a flat Dirichlet once divided by their sum; 0 where not kept."""
    return np.where(kept, -np.log(np.maximum(points, SMALLEST)), 0.0)


def _as_parameters(layout: Layout, method: Method) -> dict[str, np.ndarray]:
    """Return the one draw that is the method itself."""
    dimensions = {name: method.dimension_weights.get(name, 1.0) for name in layout.dimensions}
    return {
        "dimension_weights": as_weights(dimensions, layout.dimensions).to_numpy(),
        "indicator_weights": np.array([method.indicator_weights.get(name, 1.0) for name in layout.indicators]),
        "attribute_weights": np.array([method.weights_of(name) for name in layout.dimensions]),
        "code_values": np.array(method.code_values),
        "scope": np.array(method.scope_factor),
        "aggregation": np.array(MEANS.index(method.dimension_mean)),
        "slips": np.zeros(len(SLIPPING)),
    }
