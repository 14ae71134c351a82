"""Check parameters: make a model from a notebook's parameters cell, and refuse what the notebook does not know.

Serves the check cell inside a notebook, the command line and the help table. Runs nothing.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, create_model

from credatlas.errors import suggest
from credatlas.evidence import Dataset, load
from credatlas.reports.run.notebooks import (
    EVERY,
    FORM,
    Parameter,
    ParameterError,
    UnknownName,
    parse_parameters,
    read_parameters,
)
from credatlas.reports.run.types import find_default, find_type

INJECTED = "# Parameters\n"  # how a cell begins that papermill puts after the parameters cell


class Parameters(BaseModel):
    """What a notebook was given, an attribute for each parameter; `dataset` is the data they were checked against."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    _dataset: Dataset = PrivateAttr()

    @property
    def dataset(self) -> Dataset:
        """The whole data set, of every date."""
        return self._dataset


def model_of(notebook: str | Path) -> type[Parameters]:
    """Return the parameter model of a notebook. Raises what `read_parameters` raises."""
    return _make_model(notebook.stem if isinstance(notebook, Path) else notebook, read_parameters(notebook))


def _make_model(notebook: str, parameters: Sequence[Parameter]) -> type[Parameters]:
    names = [parameter.name for parameter in parameters]
    if taken := [name for name in names if name.startswith("_") or hasattr(Parameters, name)]:
        raise ParameterError(notebook, [f"{name} cannot be a parameter's name; choose another" for name in taken])
    fields: dict[str, Any] = {parameter.name: _field(parameter) for parameter in parameters}
    return create_model(notebook, __base__=Parameters, **fields)


def _field(parameter: Parameter) -> tuple[Any, Any]:
    """Return a field of the model; day and language make a folder's name, so they are checked also by default."""
    kind = find_type(EVERY.get(parameter.name, parameter).type)
    told: dict[str, Any] = {"description": parameter.description, "json_schema_extra": {"type": parameter.type}}
    return kind, Field(parameter.default, validate_default=parameter.name in EVERY, **told)


def validate(notebook: str | Path, values: Mapping[str, Any], dataset: Dataset | None = None) -> Parameters:
    """Check values against a notebook's parameters and the data; what is not given takes its default.

    Raises what `read_parameters` raises, and ParameterError with all problems: unknown names (with the nearest right
    one), booleans and numbers where text is expected, codes that are no jurisdiction, dates that are none.
    """
    return fill_model(model_of(notebook), values, load() if dataset is None else dataset)


def fill_model(model: type[Parameters], values: Mapping[str, Any], dataset: Dataset) -> Parameters:
    """Check values as `validate` does, against a model that was made before.

    A default that these data do not know, such as a jurisdiction of the published data, gives way to their own first.
    """
    values = {**values, **_own_defaults(model, values, dataset)}
    try:
        params = model.model_validate(values, context=dataset)
    except ValidationError as error:
        unknown = any(problem["type"] == "extra_forbidden" for problem in error.errors())
        problems = [_explain(problem, list(model.model_fields)) for problem in error.errors()]
        raise ParameterError(model.__name__, problems, unknown) from None
    params._dataset = dataset  # noqa: SLF001  our own model, which names of parameters share
    return params


def _own_defaults(model: type[Parameters], values: Mapping[str, Any], dataset: Dataset) -> dict[str, Any]:
    """Return what stands in place of the defaults that a data set does not know, by parameter."""
    left = {name: line for name, line in model.model_fields.items() if values.get(name, line.default) == line.default}
    types = {name: cast(dict[str, str], line.json_schema_extra)["type"] for name, line in left.items()}
    own = {name: find_default(types[name], line.default, dataset) for name, line in left.items()}
    return {name: value for name, value in own.items() if value != left[name].default}


def _explain(problem: Mapping[str, Any], known: list[str]) -> str:
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        near = suggest(name, known)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
        return f"{name[:60]} is not a parameter; {hint}"
    return f"{name} {problem['msg'].removeprefix('Value error, ')}"


def check(notebook: str, names: Mapping[str, Any]) -> Parameters:
    """Check the parameters that a notebook sees, from its `globals()`: call it in the cell after the parameters.

    What can be asked is read from the parameters cell that the kernel ran last. Judged are its parameters and every
    name that papermill's own cell assigns after it, so that a misspelt name is refused also under bare papermill; a
    variable of one's own is left alone. Raises ParameterError as `validate` does.
    """
    cell, injected = _find_cells(list(names.get("In", ()))[:-1])
    model = _make_model(notebook, parse_parameters(notebook, cell)) if cell else _model_by_name(notebook)
    assigned = {name for source in injected for name in _assigned_names(source)}
    unknown = sorted(name for name in assigned - set(model.model_fields) if not name.startswith("PAPERMILL_"))
    given = {name: names[name] for name in [*model.model_fields, *unknown] if name in names}
    return fill_model(model, given, load())


def _find_cells(history: Sequence[str]) -> tuple[str, list[str]]:
    """Return the last parameters cell of what a kernel ran, "" for none, and the cells of papermill after it."""
    last = max((n for n, source in enumerate(history) if _assigned_names(source, typed=True)), default=-1)
    injected = [source for source in history[last + 1 :] if source.startswith(INJECTED)]
    return history[last] if last >= 0 else "", injected


def _model_by_name(notebook: str) -> type[Parameters]:
    try:
        return model_of(notebook)
    except UnknownName:
        raise ParameterError(notebook, [f"no cell before this one has only lines such as {FORM}"]) from None


def _assigned_names(source: str, typed: bool = False) -> set[str]:
    """Return the names that a cell assigns, none where it does anything else, or `typed` is wanted and one is not."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    kinds = (ast.AnnAssign,) if typed else (ast.Assign, ast.AnnAssign)
    assigns = [line for line in body if isinstance(line, kinds)]
    if len(assigns) < len(body):
        return set()
    targets = [line.targets[0] if isinstance(line, ast.Assign) else line.target for line in assigns]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def describe_parameters(notebook: str | Path) -> list[dict[str, str]]:
    """Return one row per parameter of a notebook: name, type, default, description."""
    return [{**asdict(line), "default": repr(line.default)} for line in read_parameters(notebook)]
