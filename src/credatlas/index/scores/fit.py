"""Fit a method to the data that it is to score: what it does not state is theirs, and it names nothing else.

Knows which choices of a method name something of the data. Computes no score.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from credatlas.evidence import Dataset
from credatlas.index.scores.method import Method, even_values


def fit_method(method: Method | None, dataset: Dataset) -> Method:
    """Return the method for some data: theirs where none is given, and their attribute weights where it states none.

    The even steps of the codebook's codes become even steps of theirs.

    Raises
    ------
    TypeError
        for what is no data set or no method.
    ValueError
        with every choice that does not fit: weights of what the data do not have, values for other codes than theirs.
    """
    _check_given(dataset, method)
    method = method or Method()
    needed = len(dataset.scale)
    if method.code_values == Method.code_values:
        method = replace(method, code_values=even_values(needed))
    _check_names(method, dataset, needed)
    theirs = Method.from_dimensions(dataset.dimensions).attribute_weights
    return replace(method, attribute_weights={**theirs, **method.stated_weights})


def _check_names(method: Method, dataset: Dataset, needed: int) -> None:
    """Refuse a method whose choices name what the data do not have: a slip of the pen would pass for an analysis."""
    named: list[tuple[str, Mapping[str, Any], Literal["dimension", "indicator"]]] = [
        ("attribute_weights", method.weights_beside_codebook, "dimension"),
        ("indicator_weights", method.indicator_weights, "indicator"),
        ("dimension_weights", method.dimension_weights, "dimension"),
    ]
    problems = [
        f"{choice} of {wrong!r}, which the data do not know{dataset.suggest(kind, str(wrong))}"
        for choice, weights, kind in named
        for wrong in weights
        if wrong not in set(dataset.named_tables[kind][f"{kind}_id"])
    ]
    if (given := len(method.code_values)) != needed:
        problems.append(f"code_values has {given} numbers, and the codes of the data, 0 to {needed - 1}, need {needed}")
    most = dataset.indicators["dimension_id"].value_counts().max()
    if method.min_coded is not None and method.min_coded > most:
        problems.append(f"min_coded is {method.min_coded}, and no dimension has more than {most} indicators")
    if problems:
        raise ValueError("this method does not fit the data: " + "; ".join(problems))


def _check_given(dataset: object, method: object) -> None:
    if not isinstance(dataset, Dataset):
        raise TypeError(f"dataset is a {type(dataset).__name__}, not a Dataset; load().as_of('latest') gives one")
    if method is not None and not isinstance(method, Method):
        given = f"Method(dimension_weights={method!r})" if isinstance(method, Mapping) else "Method(...)"
        raise TypeError(f"method is {type(method).__name__}, not a Method; write score(atlas, {given})")
