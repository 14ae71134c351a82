"""Parameters: one model per notebook, and the check that refuses what a notebook does not know.

Knows names, types, choices and ranges of every notebook's parameters; serves the check cell inside a notebook,
the command line and the help table. Runs nothing.
"""

import ast
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from credatlas.errors import did_you_mean, quote, suggest
from credatlas.evidence import Dataset, load
from credatlas.reports.run.values import (
    AsOf,
    Draws,
    Indicator,
    Jurisdiction,
    Jurisdictions,
    Language,
    Seed,
    Text,
    Weights,
)
from credatlas.settings import ARTICLE_DAY, list_languages

PLAIN = (bool, int, float, str, list, tuple, dict, type(None))  # what papermill can inject
NOT_PARAMETERS = {"In", "Out"}
QUOTE = "'"


class ParameterError(ValueError):
    """Parameters that a notebook refuses: `problems` says each, `unknown` whether a name was unknown."""

    def __init__(self, notebook: str, problems: list[str], unknown: bool):
        self.problems, self.unknown = problems, unknown
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join([f"{count} with the parameters of {notebook}", *problems]))


class UnknownName(ValueError):
    """A notebook or study that does not exist; the message names the nearest one."""

    unknown = True

    def __init__(self, kind: str, name: str, known: list[str]):
        super().__init__(
            f"no {kind} is called {quote(name)}" + (did_you_mean(name, known) or f"; there are {', '.join(known)}")
        )


class Parameters(BaseModel):
    """What every notebook takes; `dataset` is the data that the values were checked against."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    as_of: AsOf = Field("latest", description="the day looked at: 'latest', or a date such as '2022-11-22'")
    lang: Language = Field("en", description=f"language of the words: {list_languages(QUOTE)}")
    _dataset: Dataset = PrivateAttr()

    @property
    def dataset(self) -> Dataset:
        """The whole data set, of every date."""
        return self._dataset


class Explore(Parameters):
    """00-explore: what can one do here in an hour?"""

    jurisdiction: Jurisdiction = Field("CA-BC", description="the jurisdiction looked at, by its id")
    indicator: Indicator = Field("ST1", description="the indicator whose clause is looked at, by its id")
    jurisdictions: Jurisdictions = Field([], description="those set beside it; empty: the core set")
    weights: Weights = Field(
        {"ST": 2, "PO": 1, "SP": 1}, description="what the dimensions weigh, on any scale; not named: 1"
    )
    folder: Text = Field("", description="where the kit of a figure goes; empty: a folder that ends with the kernel")


class Evidence(Parameters):
    """10-evidence: what do we know, and how well?"""


class Profile(Parameters):
    """20-jurisdiction: what does one jurisdiction's framework provide?"""

    jurisdiction: Jurisdiction = Field("CA-BC", description="the jurisdiction described, by its id")
    peers: Jurisdictions = Field([], description="those it is set against; empty: the core set")


class Comparison(Parameters):
    """30-comparison: who can stack, carry and move fast?"""

    jurisdictions: Jurisdictions = Field([], description="those compared; empty: the core set")
    comparators: Jurisdictions = Field([], description="those set beside them; empty: all others that had a framework")
    draws: Draws = Field(20_000, description="joint draws behind the rank intervals, 1000 to 1000000")
    seed: Seed = Field(0, description="seed of the draws; equal seeds give equal numbers")


class Robustness(Parameters):
    """40-robustness: which findings survive other weights, methods and readings?"""

    draws: Draws = Field(20_000, description="joint draws of the Monte Carlo, 1000 to 1000000")
    seed: Seed = Field(0, description="seed of the draws; equal seeds give equal numbers")


class Claims(Parameters):
    """50-claims: was the article right, then and now?"""

    before: AsOf = Field(ARTICLE_DAY, description="the earlier day, that of the article; as_of is the later one")
    draws: Draws = Field(20_000, description="joint draws of the Monte Carlo, 1000 to 1000000")
    seed: Seed = Field(0, description="seed of the draws; equal seeds give equal numbers")


class Reforms(Parameters):
    """60-reforms: what would it take?"""

    jurisdiction: Jurisdiction = Field("CA-CICAN", description="the jurisdiction that would reform, by its id")
    target: Text = Field(
        "EU", description="what it should reach: a jurisdiction's score, 'rank 3' or 'dominated by nobody'"
    )


class Changes(Parameters):
    """70-changes: what changed between two dates?"""

    before: AsOf = Field(ARTICLE_DAY, description="the earlier day; as_of is the later one")


MODELS: dict[str, type[Parameters]] = {
    "00-explore": Explore,
    "10-evidence": Evidence,
    "20-jurisdiction": Profile,
    "30-comparison": Comparison,
    "40-robustness": Robustness,
    "50-claims": Claims,
    "60-reforms": Reforms,
    "70-changes": Changes,
}


def model_of(notebook: str) -> type[Parameters]:
    """Return the parameter model of a notebook; raises UnknownName when there is none."""
    if notebook not in MODELS:
        raise UnknownName("notebook", notebook, list(MODELS))
    return MODELS[notebook]


def validate(notebook: str, values: Mapping[str, Any], dataset: Dataset | None = None) -> Parameters:
    """Check values against a notebook's model and the data; what is not given takes its default.

    Raises ParameterError with all problems: unknown names (with the nearest right one), booleans and numbers where
    text is expected, codes that are no jurisdiction, dates that are none.
    """
    model = model_of(notebook)
    dataset = load() if dataset is None else dataset
    try:
        params = model.model_validate(dict(values), context=dataset)
    except ValidationError as error:
        unknown = any(problem["type"] == "extra_forbidden" for problem in error.errors())
        raise ParameterError(notebook, [_explain(problem, model) for problem in error.errors()], unknown) from None
    params._dataset = dataset
    return params


def _explain(problem: Mapping[str, Any], model: type[Parameters]) -> str:
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        near = suggest(name, list(model.model_fields))
        return f"{name[:60]} is not a parameter; " + (
            f"did you mean {near}?" if near else f"there are {', '.join(model.model_fields)}"
        )
    return f"{name} {problem['msg'].removeprefix('Value error, ')}"


def check(notebook: str, names: Mapping[str, Any]) -> Parameters:
    """Check the parameters that a notebook sees, from its `globals()`: call it in the cell after the parameters.

    On a fresh kernel every plain value in `names` is a parameter, a default or an injected one, so that a misspelt
    name is refused also under bare papermill. When the cell is run again in JupyterLab, names from other cells are
    left alone, and only those of the cell run just before are judged. Raises ParameterError as `validate` does.
    """
    given = {
        name: value
        for name, value in names.items()
        if type(value) in PLAIN and not name.startswith("_") and name not in NOT_PARAMETERS
    }
    if any(isinstance(value, Parameters) for value in names.values()):
        judged = set(model_of(notebook).model_fields) | _assigned_names(_cell_before(names))
        given = {name: value for name, value in given.items() if name in judged}
    return validate(notebook, given)


def _cell_before(names: Mapping[str, Any]) -> str:
    history = names.get("In", [])
    return history[-2] if len(history) > 1 else ""


def _assigned_names(source: str) -> set[str]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return set()
    targets = [
        node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        for node in body
        if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    plain_cell = len(targets) == len(body)  # a parameters cell assigns and does nothing else
    return {target.id for target in targets if isinstance(target, ast.Name)} if plain_cell else set()


def describe_parameters(notebook: str) -> list[dict[str, str]]:
    """Return one row per parameter of a notebook: name, type, default, description."""
    fields = model_of(notebook).model_fields
    return [
        {
            "name": name,
            "type": "list" if isinstance(field.default, list) else type(field.default).__name__,
            "default": repr(field.default),
            "description": field.description or "",
        }
        for name, field in fields.items()
    ]
