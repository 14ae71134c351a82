"""The types that a parameter of a notebook can have: a day, a jurisdiction, a pair of them, a number, weights.

A notebook names them in quotes, `jurisdiction: "Jurisdiction" = "CA-BC"`, or names a plain type of Python. Knows how a
value is refused and what is suggested instead; the data to check against come as the model's context.
"""

import json
import math
import re
from typing import Annotated, Any, get_origin

from pydantic import AfterValidator, AllowInfNan, BeforeValidator, Strict, ValidationInfo

from credatlas.errors import count_of, did_you_mean, quote
from credatlas.evidence import Dataset, first_id, jurisdictions_with_instrument
from credatlas.figures.language import check_language
from credatlas.settings import LANGUAGES

POWER = re.compile("[0-9]{1,9}e[0-9]")  # 2e4, which YAML takes for text
YAML_WORDS = "YAML reads NO, ON, YES and OFF without quotes as false or true; write the code in quotes, such as 'CA-ON'"


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is a boolean; {YAML_WORDS}")
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text; write it in quotes")
    return value


def _dataset_of(info: ValidationInfo) -> Any:
    """Return the data set that values are checked against, the context of the validation."""
    return info.context


def _date(value: str, info: ValidationInfo) -> str:
    try:
        if value != "latest":
            _dataset_of(info).as_of(value)
    except ValueError as error:
        raise ValueError(str(error).removeprefix("as_of ")) from None
    return value


def _one_of(table: str, named: str):
    """Return the check that a value is an id of a table of the data, such as `jurisdictions`."""

    def check_id(value: str, info: ValidationInfo) -> str:
        known = list(getattr(info.context, table)[f"{table.removesuffix('s')}_id"])
        if value not in known:
            near = did_you_mean(value, known) or f"; it is one of {', '.join(known)}"
            raise ValueError(f"{quote(value)} is not {named}{near}")
        return value

    return AfterValidator(check_id)


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"{quote(value)} is not one of {', '.join(LANGUAGES)}{did_you_mean(value, LANGUAGES)}")
    try:
        return check_language(value)
    except ValueError as error:
        raise ValueError(str(error).removeprefix("lang ")) from None


def _listed(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip().startswith("["):  # JSON, as the templates of schedulers send it
        try:
            value = json.loads(value)
        except ValueError:
            raise ValueError(f"{quote(value)} is text, not a list; write it as '[\"CA-ON\"]'") from None
    if isinstance(value, str):
        raise ValueError(f"{quote(value)} is text, not a list; write [{quote(value)}]")
    if not isinstance(value, list | tuple):
        raise ValueError(f"{value!r} is not a list" + (f"; {YAML_WORDS}" if isinstance(value, bool) else ""))
    return list(value)


def _ungrouped(values: list, info: ValidationInfo) -> list:
    """Return the names with each group, such as Canada, as the jurisdictions in it that are not named beside it."""
    groups = _dataset_of(info).groups
    apart = [groups.get(value, [value]) if isinstance(value, str) else [value] for value in values]
    return [one for value, own in zip(values, apart, strict=True) for one in own if one == value or one not in values]


def _no_repeats(values: list[str]) -> list[str]:
    repeated = [value for i, value in enumerate(values) if value in values[:i]]
    if repeated:
        raise ValueError(f"{quote(repeated[0])} is named twice")
    return values


def _two(values: list[str]) -> list[str]:
    if len(values) != 2:
        raise ValueError(f"has {count_of(values, 'jurisdiction')}, and a pair is two; write such as ['CA-ON', 'AU']")
    return values


def _whole(least: float = -math.inf, most: float = math.inf):
    """Return the check that a value is a whole number, and within a range."""

    def check_whole(value: Any) -> int:
        number = float(value) if isinstance(value, str) and POWER.fullmatch(value) else value
        if isinstance(number, bool) or not isinstance(number, int | float) or number % 1:
            raise ValueError(f"{quote(value) if isinstance(value, str) else repr(value)} is not a whole number")
        value = int(number)
        if not least <= value <= most:
            raise ValueError(f"{value} is outside {least} to {most}")
        return value

    return BeforeValidator(check_whole)


def _mapped(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{quote(str(value))} does not give weights by dimension; write such as {{'ST': 2}}")
    return value


def _some_weight(weights: dict[str, float], info: ValidationInfo) -> dict[str, float]:
    if not any(weights.get(name, 1) for name in _dataset_of(info).dimensions["dimension_id"]):
        raise ValueError("are all zero; give one dimension more than 0")
    return weights


def _weight(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value < float("inf"):
        raise ValueError(f"{quote(str(value))} is not a number from 0 up")
    return value


Day = Annotated[str, BeforeValidator(_text), AfterValidator(_date)]
Jurisdiction = Annotated[str, BeforeValidator(_text), _one_of("jurisdictions", "a jurisdiction")]
Draws = Annotated[int, _whole(1_000, 1_000_000)]
Seed = Annotated[int, _whole(0, 2**31 - 1)]
Text = Annotated[str, BeforeValidator(_text)]
Indicator = Annotated[str, BeforeValidator(_text), _one_of("indicators", "an indicator")]
Dimension = Annotated[str, BeforeValidator(_text), _one_of("dimensions", "a dimension")]
Weights = Annotated[
    dict[Dimension, Annotated[float, BeforeValidator(_weight)]], BeforeValidator(_mapped), AfterValidator(_some_weight)
]
Target = Text
Language = Annotated[str, BeforeValidator(_text), AfterValidator(_language)]
Jurisdictions = Annotated[
    list[Jurisdiction], BeforeValidator(_ungrouped), BeforeValidator(_listed), AfterValidator(_no_repeats)
]
Pair = Annotated[Jurisdictions, AfterValidator(_two)]

TYPES: dict[str, Any] = {name: kind for name, kind in list(globals().items()) if get_origin(kind) is Annotated} | {
    "str": Text,
    "int": Annotated[int, _whole()],
    "float": Annotated[float, Strict(), AllowInfNan(False)],
    "bool": Annotated[bool, Strict()],
    "list": Annotated[list[Text], BeforeValidator(_listed)],
    "dict": Annotated[dict, Strict()],
}


def find_default(name: str, default: Any, dataset: Dataset) -> Any:
    """Return the default of a parameter of this type, or where the data do not know it, one from the data."""
    with_framework = jurisdictions_with_instrument(dataset) or list(dataset)
    match name:
        case "Jurisdiction" if default not in dataset:
            return next(iter(with_framework), default)
        case "Pair" if not set(default) <= set(dataset) and len(list(dataset)) > 1:
            return list(dict.fromkeys([*with_framework, *dataset]))[:2]
        case "Indicator" if default not in set(dataset.indicators["indicator_id"]):
            return first_id(dataset, "indicator")
        case "Weights":
            return {
                dimension: weight
                for dimension, weight in default.items()
                if dimension in set(dataset.dimensions["dimension_id"])
            }
        case "Target" if default not in dataset:
            from credatlas.index.reforms import default_target  # loads the index, which other parameters can spare

            return default_target(dataset)
    return default


def find_type(name: str) -> Any:
    """Return the type that a notebook names. Raises ValueError for one that is none, with the nearest."""
    if name not in TYPES:
        near = did_you_mean(name, list(TYPES)) or f"; there are {', '.join(TYPES)}"
        raise ValueError(f"{quote(name)} is not a type of parameters{near}")
    return TYPES[name]
