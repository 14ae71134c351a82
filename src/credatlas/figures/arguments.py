"""What charts and tables are asked, by the name of the argument: said in their docstrings, checked when called.

Knows frames by their columns, and what gives each. Knows no chart and no table by name.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import Parameter, cleandoc, signature
from typing import Any, TypeVar, cast

import pandas as pd

from credatlas.figures import drawing  # which loads matplotlib once a size is looked at

Shows = TypeVar("Shows", bound=Callable[..., Any])
FRAMES = {  # the frames that are shown, by argument: columns by which each is known, and what gives it
    "dimension_scores": (("jurisdiction_id", "coded"), "score(atlas).dimensions"),
    "indicator_scores": (("jurisdiction_id", "indicator_id", "score"), "score(atlas).indicators"),
    "intervals": (("jurisdiction_id", "median"), "simulate(atlas).rank_intervals()"),
    "win_matrix": ((), "simulate(atlas).win_matrix()"),
    "provisions": (("jurisdiction_id", "status"), "atlas.provisions"),
    "frameworks": (("framework_id", "in_force_from"), "atlas.whole.frameworks"),
}
GIVEN = {name: gives for name, (_, gives) in FRAMES.items()} | {  # what must be given, in an example
    "atlas": "atlas",
    "indices": "sensitivity(atlas).indices",
    "verdicts": "judge_claims(atlas.whole, ['latest'])",
    "universities": "atlas.universities",
    "listed": "list_barriers(atlas.provisions)",
    "scores": "score(atlas).dimensions",
    "jurisdiction": "'CA-ON'",
    "reform": "cheapest_reform(atlas, 'CA-ON', 'AU')",
    "before": "score(atlas.as_of('2022-11-22'))",
    "after": "score(atlas)",
}
PLACES = {"list_barriers": "credatlas.index.scores", "judge_claims": "credatlas.index.claims"}  # the rest: credatlas
FEW = {"simulate(atlas)": "simulate(atlas, draws=64)", "sensitivity(atlas)": "sensitivity(atlas, points=16)",
       "['latest'])": "['latest'], draws=64)"}  # fmt: skip
WORDS = {
    "atlas": "the data, narrowed to a day with `as_of`.",
    "before": "scores on the earlier day.",
    "after": "scores on the later day, that of `atlas`.",
    "reform": "what `cheapest_reform` or `reform_packages` gives.",
    "jurisdiction": "id of the jurisdiction that it is about.",
    "jurisdictions": 'ids, or groups such as "Canada"; by default all.',
    "peers": "ids or groups to compare with; by default all others.",
    "select": "those that are drawn of the jurisdictions; by default all.",
    "dimension": "id of the dimension; by default the first, or all where it can show them.",
    "indicator": "id of the indicator; by default the first.",
    "x": "id of the dimension across; by default the last.",
    "y": "id of the dimension upwards; by default the first.",
    "order_by": "id of the dimension that the rows follow; by default the first.",
    "estimates": "frame that `simulate(atlas).estimates()` gives, of what was partly read.",
    "barriers": "frame that `list_barriers` gives; by default of all provisions.",
    "used": "what was used, with source_id and, where known, locator; by default all in force.",
    "level": "share of the simulations above 0.5.",
    "weights": "weights of the dimensions in words, where they were chosen and not drawn.",
    "size": '"article", "square" or "tall".',
    "lang": "en, fr or es.",
}
REFUSED = """Raises
------
KeyError
    for an id that the data do not have; the message suggests the nearest.
TypeError, ValueError
    for another frame, scores of other data, another size or language, with what to write; `NothingToShow`, a
    ValueError, where nothing is left."""


def with_checks(function: Shows) -> Shows:
    """Return a chart or table that refuses arguments that are not what their names say, and documents each."""

    @wraps(function)
    def draw(*given: Any, **named: Any) -> Any:
        return function(**_checked(signature(function).bind(*given, **named).arguments))

    draw.__doc__ = _document(function)
    return cast(Shows, draw)


def _checked(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments, jurisdictions and groups as ids; refuse what is not as its name says, with what to write.

    Raises TypeError for something else than a frame (scores, a data set), ValueError for another frame, or other data.
    """
    for name, value in arguments.items():
        told = f"{name} is a {type(value).__name__}, not"
        if name == "atlas" and (isinstance(value, pd.DataFrame) or hasattr(value, "composite")):
            raise TypeError(f"{told} a Dataset; load().as_of('latest') gives one")
        if name in ("before", "after") and not hasattr(value, "composite"):
            raise TypeError(f"{told} Scores; score(atlas) gives them")
        if value is None or name not in FRAMES:
            continue
        columns, comes = FRAMES[name]
        if not isinstance(value, pd.DataFrame):
            raise TypeError(f"{told} a frame; {comes} gives it")
        if lacking := [column for column in columns if column not in value]:
            raise ValueError(f"{name} is another frame, without the column {' and '.join(lacking)}; {comes} gives it")
    for name, value in arguments.items():
        _check_edition(name, getattr(value, "composite", value), arguments.get("atlas"))
    if "size" in arguments:
        drawing.style.size_of(arguments["size"])
    days = [arguments[name].date for name in ("before", "after") if name in arguments]
    if days != sorted(days):
        raise ValueError(f"before is of {days[0]}, and after of {days[1]}: give the scores of the earlier day first")
    named = {name for name in ("jurisdictions", "peers", "select") if arguments.get(name) is not None}
    return {name: arguments["atlas"].members(value) if name in named else value for name, value in arguments.items()}


def _check_edition(name: str, frame: object, atlas: Any) -> None:
    """Refuse scores of other data than the atlas, of any day: the source line below them would not be true."""
    if atlas is None or not isinstance(frame, pd.DataFrame):
        return
    if (edition := frame.attrs.get("edition", atlas.version)) != atlas.version:
        raise ValueError(f"{name} is of the data {edition}, and atlas is {atlas.version}: draw it with its own data")


def _document(function: Callable[..., Any]) -> str | None:
    """Return the docstring with the sections of numpydoc: arguments, what is returned and refused, an example.

    One with an argument that is not known here is a chart of one's own, and keeps the docstring that it has.
    """
    asked = signature(function)
    needed = [one for one in asked.parameters.values() if one.default is one.empty]
    if not (asked.parameters.keys() <= WORDS.keys() | GIVEN and {one.name for one in needed} <= GIVEN.keys()):
        return function.__doc__
    words = {name: WORDS.get(name) or f"frame that `{GIVEN[name]}` gives." for name in asked.parameters}
    told = "\n".join(f"{name}\n    {sentence}" for name, sentence in words.items())
    kinds = str(asked.return_annotation)
    gives = f"{'Figure' if 'Figure' in kinds else 'Table'}\n    With title, data and source; a notebook shows it."
    gives += "\nStatement\n    In its place a sentence, where it has no row." if "Statement" in kinds else ""
    sections = [f"Parameters\n----------\n{told}", f"Returns\n-------\n{gives}", REFUSED, _show(function, needed)]
    return "\n\n".join([cleandoc(function.__doc__ or ""), *sections])


def _show(function: Callable[..., Any], needed: Sequence[Parameter]) -> str:
    """Return an example that gives what must be given."""
    values = [(one, GIVEN[one.name]) for one in needed]
    given = ", ".join(f"{one.name}={value}" if one.kind is one.KEYWORD_ONLY else value for one, value in values)
    for usual, few in FEW.items():
        given = given.replace(usual, few)
    room = "charts" if ".charts." in function.__module__ else "tables"
    called = f"{room}.{function.__name__}({given})"
    names = sorted({"load", room, *re.findall(r"\b(score|simulate|sensitivity|cheapest_reform)\(", given)})
    others = [f">>> from {module} import {name}" for name, module in PLACES.items() if name in given]
    lines = [f">>> from credatlas import {', '.join(names)}", *others, '>>> atlas = load().as_of("latest")']
    return "\n".join(["Examples", "--------", *lines, f">>> shown = {called}", ">>> shown.lang", "'en'"])
