"""Define Method: all choices of the scoring method (weights, means, floors) in one frozen object.

Knows the choices, their defaults (data/CODEBOOK.md, section 4) and which of them make sense. Computes no score.
"""

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from itertools import pairwise
from math import inf
from numbers import Real
from types import MappingProxyType
from typing import Any, Literal, get_args

import pandas as pd

from credatlas.errors import did_you_mean
from credatlas.evidence import show_table
from credatlas.index.scores.means import MEANS, Mean

ATTRIBUTES = ("obligation", "precision", "delegation")
CODEBOOK_WEIGHTS = {"ST": (1.0, 1.0, 1.0), "PO": (1.0, 1.0, 1.0), "SP": (1.0, 1.0, 0.0)}  # of the attributes
EQUAL = (1.0, 1.0, 1.0)
NoneFound = Literal["no-score", "zero"]
AttributeMean = Literal["arithmetic", "geometric", "harmonic", "minimum", "gate"]


@dataclass(frozen=True, repr=False)
class Method:
    """The choices that turn codes into scores. `Method()` is the codebook's default.

    Parameters
    ----------
    attribute_weights
        dimension -> relative weights of obligation, precision, delegation; a dimension that is not named gets those
        that dimensions.csv of the data states, and reads here as the codebook's.
    code_values
        what the codes 0, 1 and so on are worth, from 0 to 1, never falling: as many numbers as the data have codes.
        By default in even steps, also of data with more codes than the codebook's four, or fewer.
    attribute_mean, attribute_floor
        how the three attributes combine; "gate" lets obligation cap their arithmetic mean; floor in points, 0 to 100.
    scope_factor
        what a targeted provision keeps of its score, 0 to 1.
    hinders
        points of a provision that hinders, 0 or fewer.
    indicator_weights, dimension_weights
        relative weights by id; not named: 1.
    scored_share, estimated_share
        what must have been read, as a share above 0 and up to 1: of a dimension's applicable indicators for a score, of
        those of all dimensions for an estimate.
    min_coded
        indicators that a dimension needs for a score, instead of a share; None: the share counts.
    none_found
        what a search that found no framework scores: "no-score", or "zero" as if a text were silent.
    dimension_mean, dimension_floor
        how dimensions combine into the composite; floor in points, 0 to 100.

    Raises
    ------
    ValueError
        with every problem, when a choice cannot be scored; `score` does for ids that the data do not know.

    Examples
    --------
    >>> Method(dimension_weights={"ST": 2}, dimension_mean="geometric")
    Method: the codebook's, but dimension_weights ST 2; dimension_mean geometric
    """

    attribute_weights: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    code_values: tuple[float, ...] = (0.0, 1 / 3, 2 / 3, 1.0)
    attribute_mean: AttributeMean = "arithmetic"
    attribute_floor: float | None = None
    scope_factor: float = 2 / 3
    hinders: float = 0.0
    indicator_weights: Mapping[str, float] = field(default_factory=dict)
    dimension_weights: Mapping[str, float] = field(default_factory=dict)
    scored_share: float = 2 / 3
    estimated_share: float = 1 / 3
    min_coded: int | None = None
    none_found: NoneFound = "no-score"
    dimension_mean: Mean = "arithmetic"
    dimension_floor: float | None = None

    def __post_init__(self):
        _refuse(_wrong_kinds(self))
        given = {dimension: tuple(map(float, row)) for dimension, row in self.stated_weights.items()}
        read_only: Any = MappingProxyType(given)
        object.__setattr__(self, "attribute_weights", ChainMap(read_only, CODEBOOK_WEIGHTS))
        for name in ("indicator_weights", "dimension_weights"):
            object.__setattr__(
                self, name, MappingProxyType({key: float(value) for key, value in getattr(self, name).items()})
            )
        object.__setattr__(self, "code_values", tuple(map(float, self.code_values)))
        _refuse(_problems(self))

    def __reduce__(self):
        # a view that cannot be written to cannot be packed either
        chosen = vars(self) | {"attribute_weights": self.stated_weights}
        choices: dict[str, Any] = {
            name: dict(value) if isinstance(value, Mapping) else value for name, value in chosen.items()
        }
        return partial(Method, **choices), ()

    @classmethod
    def from_dimensions(cls, dimensions: pd.DataFrame, **choices) -> "Method":
        """Return the default method with the attribute weights that dimensions.csv states.

        choices: as of `Method`; `attribute_weights` among them stand in place of those of the dimensions that they
        name. Raises ValueError for a dimension that is not among `dimensions`.
        """
        columns = [f"weight_{attribute}" for attribute in ATTRIBUTES]
        rows = dimensions[["dimension_id", *columns]].itertuples(index=False)
        stated: dict[str, Any] = {dimension: weights for dimension, *weights in rows}
        own = choices.pop("attribute_weights", {})
        for unknown in [name for name in own if name not in stated]:
            raise ValueError(f"attribute_weights of {unknown!r}, which is no dimension{did_you_mean(unknown, stated)}")
        return cls(attribute_weights=stated | dict(own), **choices)

    @classmethod
    def codebook_2(cls) -> "Method":
        """Return the method of version 2 of the codebook: four indicators for a score, none found scores zero."""
        return cls(min_coded=4, none_found="zero")

    def weights_of(self, dimension_id: str) -> tuple[float, float, float]:
        """Return the relative weights of the three attributes in one dimension."""
        return self.attribute_weights.get(dimension_id, EQUAL)

    @property
    def stated_weights(self) -> Mapping[str, tuple[float, float, float]]:
        """Attribute weights of the dimensions that were named; `attribute_weights` has the codebook's beside them."""
        given = self.attribute_weights
        return given.maps[0] if isinstance(given, ChainMap) else given

    @property
    def weights_beside_codebook(self) -> dict[str, tuple[float, float, float]]:
        """Attribute weights of the dimensions for which they are not the codebook's."""
        return {name: row for name, row in self.attribute_weights.items() if row != CODEBOOK_WEIGHTS.get(name)}

    @property
    def _usual(self) -> "Method":
        """The codebook's, for as many codes as this one values."""
        return Method(code_values=even_values(len(self.code_values)))

    def __repr__(self) -> str:
        usual, given = self._usual, vars(self) | {"attribute_weights": self.weights_beside_codebook}
        changed = {name: value for name, value in given.items() if getattr(self, name) != getattr(usual, name)}
        told = [f"{name} {_tell(value, getattr(usual, name))}" for name, value in changed.items()]
        return "Method: " + (f"the codebook's, but {'; '.join(told)}" if told else "that of the codebook")

    def _repr_html_(self) -> str:
        usual, names = self._usual, [choice.name for choice in fields(self)]
        rows = [(name, _word(getattr(self, name)), _word(getattr(usual, name))) for name in names]
        return show_table("Method: how codes become scores", ["choice", "here", "in the codebook"], rows)


def _refuse(problems: Iterator[str]) -> None:
    if told := "; ".join(problems):
        raise ValueError(f"this method cannot be scored: {told}")


def _wrong_kinds(method: Method) -> Iterator[str]:
    """Say of each choice that is no number, or not numbers by name, what it must be."""
    for name, (kind, fits) in KINDS.items():
        if not fits(value := getattr(method, name)):
            yield f"{name} is {value!r}, and must be {kind}"


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _are_numbers(values: object) -> bool:
    return isinstance(values, Iterable) and all(map(_is_number, values))


def _are_named(values: object, fits: Callable[[object], bool] = _is_number) -> bool:
    return isinstance(values, Mapping) and all(map(fits, values.values()))


KINDS: dict[str, tuple[str, Callable[[object], bool]]] = {  # what a choice must be, in words, and whether it is that
    "attribute_weights": ("numbers by dimension, such as {'ST': (2, 1, 1)}", partial(_are_named, fits=_are_numbers)),
    "code_values": ("numbers, one for each code", _are_numbers),
    "indicator_weights": ("a number by indicator, such as {'ST1': 2}", _are_named),
    "dimension_weights": ("a number by dimension, such as {'ST': 2}", _are_named),
    **dict.fromkeys(("scope_factor", "hinders", "scored_share", "estimated_share"), ("a number", _is_number)),
    **dict.fromkeys(
        ("min_coded", "attribute_floor", "dimension_floor"),
        ("a number or None", lambda value: value is None or _is_number(value)),
    ),
}


def even_values(count: int) -> tuple[float, ...]:
    """Return what some codes are worth, 0 to 1, when each is worth as much more as the one before."""
    return tuple(code / (count - 1) for code in range(count))


def _tell(value, usual) -> str:
    """Return a choice in words, with all digits where it would otherwise read as the usual one."""
    return repr(value) if _word(value) == _word(usual) else _word(value)


def _word(value) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_word(part)}" for key, part in value.items()) or "all 1"
    if isinstance(value, tuple):
        return ":".join(_word(part) for part in value)
    return "none" if value is None else value if isinstance(value, str) else f"{value:.3g}"


def _problems(method: Method) -> Iterator[str]:
    values = method.code_values
    if len(values) < 2 or values[0] != 0 or values[-1] != 1 or not all(a <= b for a, b in pairwise(values)):
        yield f"code_values {values} must be numbers that rise from 0 to 1, one for each code"
    for dimension, row in method.attribute_weights.items():
        if len(row) != 3 or not all(0 <= w < inf for w in row) or sum(row) <= 0:
            yield f"attribute_weights of {dimension} {row} must be three weights, none negative, not all zero"
    for name in ("indicator_weights", "dimension_weights"):
        weights = getattr(method, name)
        wrong = [key for key, weight in weights.items() if not 0 <= weight < inf]
        if wrong:
            yield f"{name} of {wrong[0]} is {weights[wrong[0]]}; a weight is a number from 0 up"
    if method.attribute_mean not in get_args(AttributeMean):
        yield f"attribute_mean {method.attribute_mean!r} is not one of {', '.join(get_args(AttributeMean))}"
    if method.dimension_mean not in MEANS:
        yield f"dimension_mean {method.dimension_mean!r} is not one of {', '.join(MEANS)}"
    if not 0 <= method.scope_factor <= 1:
        yield f"scope_factor {method.scope_factor} is outside 0 to 1"
    if not -inf < method.hinders <= 0:
        yield f"hinders {method.hinders} is no number up to 0: a barrier cannot earn points"
    for name in ("scored_share", "estimated_share"):
        if not 0 < getattr(method, name) <= 1:
            yield f"{name} {getattr(method, name)} is no share above 0 and up to 1"
    if method.none_found not in get_args(NoneFound):
        yield f"none_found {method.none_found!r} is not one of {', '.join(get_args(NoneFound))}"
    if method.min_coded is not None and not 1 <= method.min_coded < inf:
        yield f"min_coded {method.min_coded} is not a number from 1 up: a mean needs something to average"
    for name in ("attribute_floor", "dimension_floor"):
        floor = getattr(method, name)
        if floor is not None and not 0 <= floor <= 100:
            yield f"{name} {floor} is outside 0 to 100 points"
