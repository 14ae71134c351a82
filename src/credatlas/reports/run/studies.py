"""Read studies.toml and plan jobs: which notebook runs with which parameters, and where its report goes.

Knows studies.toml and turns it into jobs. Runs nothing.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from credatlas.errors import did_you_mean, quote
from credatlas.evidence import (
    Dataset,
    core_jurisdictions,
    in_reading_order,
    jurisdictions_with_instrument,
    refuse_empty,
)
from credatlas.files import DOWNLOADS, KITS, in_language
from credatlas.reports.run.notebooks import ParameterError, UnknownName, find_notebook
from credatlas.reports.run.params import fill_model, model_of

TAKEN = {KITS: "kits", DOWNLOADS: "tables for download"}  # folders of the site that no report may have
NAME = re.compile(r"(?!runs$)[a-z0-9]+(-[a-z0-9]+)*")  # a study's name is a folder of the site, beside that of runs
REPORT = re.compile(rf"{NAME.pattern}(\.[a-z]{{2}})?")  # a report's, which may end with its language
PLAIN = {  # messages for the error types of pydantic
    "model_type": "is not a table such as [comparison] with lines below it",
    "string_type": "is not text; write it in quotes",
    "dict_type": "is not a table such as { as_of = 'latest' }",
    "list_type": "is neither a list nor 'all'",
    "literal_error": "is neither a list nor 'all'",
    "float_type": "is not a number of seconds",
    "finite_number": "is not a number of seconds",
    "greater_than": "is not above 0",
}
LONGEST = 120  # characters of a report's name; file systems take 255 bytes


class Study(BaseModel):
    """One table of studies.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    notebook: str = ""
    kits: list[str] | Literal["all"] = Field(default_factory=list)  # figures to embed, in place of a notebook
    parameters: dict[str, Any] = Field(default_factory=dict)
    for_each: dict[str, list | str] = Field(default_factory=dict)
    timeout: float | None = Field(None, gt=0, allow_inf_nan=False, strict=True)  # seconds that one cell may take

    @model_validator(mode="after")
    def _is_one_of_two(self) -> "Study":
        if bool(self.notebook) == bool(self.kits):
            raise ValueError("needs either a notebook or kits")
        return self


class _Refused(ValueError):
    """What several studies refuse; `unknown` says whether that is names alone."""

    def __init__(self, errors: Sequence[ValueError]):
        self.unknown = all(getattr(error, "unknown", False) for error in errors)
        super().__init__("\n".join(dict.fromkeys(map(str, errors))))


@dataclass(frozen=True)
class Job:
    """One report to make.

    `name` is the study with what sets it apart (profile-ca-bc, or profile-ca-bc.fr where its language is not English),
    `as_of` the folder below it.
    """

    study: str
    name: str
    notebook: Path
    parameters: Mapping[str, Any]
    timeout: float | None = None

    @property
    def as_of(self) -> str:
        """The day looked at, or `latest`."""
        return self.parameters["as_of"]

    @property
    def lang(self) -> str:
        """The language of its words."""
        return self.parameters.get("lang", "en")

    @property
    def folder(self) -> str:
        """Where the report lies in the site, such as `profile-ca-bc/latest`; what has no day has no such folder."""
        return f"{self.name}/{self.as_of}" if self.as_of else self.name


def read_studies(folder: Path) -> dict[str, Study]:
    """Read studies.toml of a notebooks folder. Raises ValueError that names the file and every problem."""
    path = folder / "studies.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise ValueError(f"{path.name} cannot be read: {error}") from None
    problems, studies = [], {}
    for name, table in tables.items():
        if not NAME.fullmatch(name):
            shown = name if name.isprintable() else ascii(name)
            problems.append(f"[{shown}] is not a study's name: small letters, digits and hyphens")
            continue
        try:
            studies[name] = Study.model_validate(table)
            if name in TAKEN and studies[name].notebook:
                problems.append(f"[{name}] names the folder of {TAKEN[name]}; a notebook's study needs another name")
        except ValidationError as error:
            problems += dict.fromkeys(f"[{name}] {_explain(problem)}" for problem in error.errors())
    if problems:
        raise ValueError(f"{path.name}: " + "; ".join(problems))
    return studies


def _explain(problem: Any) -> str:
    """Return what is wrong with a line of a study, in words."""
    if problem["type"] == "value_error":
        return str(problem["ctx"]["error"])
    line = ".".join(map(str, problem["loc"][:1]))
    if problem["type"] == "extra_forbidden":
        return f"{line} is no line of a study{did_you_mean(line, Study.model_fields)}"
    return f"{line} {quote(str(problem['input']))} {PLAIN.get(problem['type'], problem['msg'])}".strip()


def plan_jobs(
    folder: Path,
    dataset: Dataset,
    names: Sequence[str] = (),
    as_of: str | None = None,
    jurisdictions: Sequence[str] = (),
    langs: Sequence[str] = (),
) -> list[Job]:
    """Return the jobs of the named studies (all when none is named), every parameter checked before anything runs.

    `as_of` replaces the date of every study, `langs` its languages; `jurisdictions` keeps only these of the studies
    made for each jurisdiction, and are the set of a study that is named and made for sets of them, such as a pair; a
    group stands for its jurisdictions.
    Raises UnknownName for an unknown study, ParameterError for wrong parameters, ValueError where the data hold nothing
    to report yet.
    """
    refuse_empty(dataset, "to report")
    studies = read_studies(folder)
    for name in names:
        if name not in studies:
            raise UnknownName("study", name, list(studies))
    chosen = {name: study for name, study in studies.items() if study.notebook and (not names or name in names)}
    asked = {"as_of": [as_of] if as_of else None, "lang": list(langs)}
    jobs: list[Job] = []
    refused: list[ValueError] = []
    for name in names if jurisdictions else ():
        if name in chosen and not _each_of(chosen[name], dataset, jurisdictions, named=True):
            raise ValueError(f"{name} has no report for each jurisdiction: build it without jurisdictions")
    for name, study in chosen.items():
        try:
            for each in _each_of(study, dataset, jurisdictions, name in names):
                jobs += _jobs_of(name, study, folder, dataset, each | {p: v for p, v in asked.items() if v})
        except (ParameterError, UnknownName) as error:
            refused.append(error)
    if refused:
        raise refused[0] if len({*map(str, refused)}) == 1 else _Refused(refused)
    if not jobs and studies and not chosen:
        return []  # kits alone are asked for
    if not jobs:
        why = "no study is made for one jurisdiction" if jurisdictions else "studies.toml names no report"
        raise ValueError(f"nothing to build: {why}")
    return _each_once(jobs)


def _each_once(jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs without their equals. Raises ValueError where a folder would have two reports, or cannot be."""
    once: dict[str, Job] = {}
    for job in jobs:
        if not REPORT.fullmatch(job.name) or len(job.name) > LONGEST:
            raise ValueError(f"studies.toml: [{job.study[:80]}] a report cannot be called {job.name[:80]!r}")
        if once.setdefault(job.folder, job) != job:
            raise ValueError(f"studies.toml: [{job.study}] two reports would lie in {job.folder}")
    return list(once.values())


def _each_of(study: Study, dataset: Dataset, jurisdictions: Sequence[str], named: bool) -> list[dict[str, list]]:
    """Return the values of every parameter that a study is made for; an empty list where it is for none of these."""
    each = {parameter: _values(values, dataset) for parameter, values in study.for_each.items()}
    if not jurisdictions:
        return [each]
    if "jurisdiction" in each:
        return [each | {"jurisdiction": [one for name in jurisdictions for one in dataset.groups.get(name, [name])]}]
    return [each | {"jurisdictions": [list(jurisdictions)]}] if named and "jurisdictions" in each else []


def _jobs_of(name: str, study: Study, folder: Path, dataset: Dataset, each: Mapping[str, list]) -> list[Job]:
    """Return a job for each combination of the values in `each`, by parameter."""
    notebook, jobs = find_notebook(study.notebook, folder), []
    model = model_of(notebook)
    for combination in product(*each.values()):
        chosen = dict(zip(each, combination, strict=True))
        parameters = fill_model(model, {**study.parameters, **chosen}, dataset).model_dump()
        apart = [_folder_word(parameters[parameter]) for parameter in chosen if parameter not in ("as_of", "lang")]
        called = in_language("-".join([name, *apart]), parameters["lang"])
        jobs.append(Job(name, called, notebook, parameters, study.timeout))
    return jobs


def _folder_word(value: Any) -> str:
    """Return a value as a part of a folder's name: small letters, digits and hyphens, so that no path is in it."""
    return "-".join(re.findall(r"[a-z0-9]+", str(value).lower()))


def _values(values: list | str, dataset: Dataset) -> list:
    if not isinstance(values, str):
        return values
    sets: dict[str, Callable[[Dataset], list[str]]] = {
        "all": list,
        "core": core_jurisdictions,
        "with-framework": jurisdictions_with_instrument,
    }
    if values not in sets:
        raise ParameterError("studies.toml", [f"for_each {values!r} is not one of {', '.join(sets)}"])
    return in_reading_order(dataset, sets[values](dataset))
