"""Find the smallest reform that brings a jurisdiction to a target, exactly, and the clauses that could be copied.

Knows how a reform is put together from `steps`, `targets` and the choice of `smallest`, and scores it again to be sure.
Named scenarios are `scenarios`, and named packages `packages`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow, did_you_mean, quote
from credatlas.evidence import Dataset, Status, first_id
from credatlas.index.reforms.smallest import First, choose_ways
from credatlas.index.reforms.steps import list_models, list_steps, reach
from credatlas.index.reforms.targets import Target, read_target
from credatlas.index.scores import (
    ATTRIBUTES,
    TEXTS,
    Method,
    ScoreClass,
    attach_provisions,
    classes_without_framework,
    fit_method,
    score,
    score_dimensions,
    score_provisions,
    write_codes,
)
from credatlas.settings import list_names


@dataclass(frozen=True, eq=False, repr=False)
class Reform:
    """The smallest reform of a jurisdiction (unit) that reaches a target.

    needed: the score in points that the target means, NaN where it is not one score.
    start, reached: score in points by dimension before and after, what could not be read counted as silent.
    steps: how many code steps it takes, 0 where the target is reached already.
    assumed_silent: indicators that could not be read and were counted as 0, whether changed or not.

    changes: one row per indicator to change: dimension_id, indicator_id, framework_id (whose provision counted),
    status_before, scope_before, codes_before ("" where missing), score_before (points), scope_after, codes_after,
    score_after, steps, models (how many other clauses have at least these codes).

    models: one row per clause to copy, those that go least beyond the need first: indicator_id, framework_id,
    jurisdiction_id, scope, codes, excess (steps beyond), confidence, finding, source_id, locator. package: the name of
    the package of clauses that it keeps to, "" where it keeps to none.
    """

    unit: str
    target: str
    needed: float
    start: pd.Series
    reached: pd.Series
    steps: int
    assumed_silent: tuple[str, ...]
    changes: pd.DataFrame
    models: pd.DataFrame
    package: str = ""

    def __repr__(self) -> str:
        where = ", ".join(self.changes["indicator_id"]) or "no indicator"
        return f"Reform of {self.unit} towards {self.target}: {self.steps} code steps, on {where}"


def cheapest_reform(
    dataset: Dataset,
    unit: str,
    target: float | str,
    *,
    dimension: str | None = None,
    method: Method | None = None,
    minimise: First = "steps",
    indicators: Sequence[str] | None = None,
    most: int | None = None,
) -> Reform:
    """Find the fewest code steps, or the fewest indicators, that bring a jurisdiction to a target.

    A step raises one code by one, or widens a targeted provision to all; what does not support yet starts from 0,0,0
    and then obliges at least 1 (codebook, rule 1). Codes only rise. Among the smallest reforms, those are preferred
    that touch fewer indicators (or take fewer steps), then that leave fewer changes without a model, then that have
    more models; others may be equally good. What could not be read counts as silent, so that the reform is large enough
    whatever the text says. A sector body cannot make a public authority decide: its delegation rises to 2 at most.

    Parameters
    ----------
    dataset
        narrowed to a date.
    unit
        id of the jurisdiction.
    target
        points in `dimension` (a number); another jurisdiction's score in it (its id); "rank 3" in it; or "dominated by
        nobody" over all dimensions.
    dimension
        by default the first of the codebook.
    method
        by which scores are made, by default the codebook's.
    minimise
        what counts first, "steps" or "indicators".
    indicators
        one or several that may change; all by default. Indicators that are not applicable never do.
    most
        the most steps in any one indicator; by default as many as there are.

    Returns
    -------
    Reform
        The reform: `steps`, how many it takes; `changes`, a row per indicator to change; `models`, clauses to copy.

    Raises
    ------
    ValueError
        the target is unknown, an argument is not among those allowed, or the data are not narrowed to a date.
    NothingToShow
        a ValueError: the target cannot be reached, or the jurisdiction has no framework in force or no point value in a
        dimension of it.

    Examples
    --------
    >>> from credatlas import load
    >>> reform = cheapest_reform(load().as_of("latest"), "CA-CICAN", 50, dimension="SP")
    >>> bool(reform.steps == reform.changes["steps"].sum())
    True
    """
    method = fit_method(method, dataset)
    if minimise not in get_args(First):
        raise ValueError(f"minimise {quote(str(minimise))} is not one of {', '.join(get_args(First))}")
    scores = score(dataset, method)
    goal = read_target(target, unit, dimension or first_id(dataset, "dimension"), scores.dimensions)
    _check_framework(unit, dataset)
    own = scores.indicators[scores.indicators["jurisdiction_id"] == unit]
    before = attach_provisions(own, dataset.provisions)
    present = _count_as_silent(before)
    start = _score_unit(present, method)
    _check_scored(unit, start, goal)
    models = list_models(dataset.provisions, unit)
    concerned = present[present["dimension_id"].isin(goal.dimensions)]
    kind = dataset.jurisdictions.set_index("jurisdiction_id").at[unit, "kind"]
    delegation = dataset.scale[-2] if kind == "sector" else None  # no public authority decides by a sector's order
    ways = list_steps(concerned, models, method, _read_indicators(indicators, dataset), delegation)
    ways = ways if most is None else ways[ways["steps"] <= most]
    _check_reachable(unit, ways, goal)
    changed = ways[choose_ways(ways, goal, minimise) & ways["changed"]]
    reached = _score_unit(_reform(present, changed), method)
    if not goal.is_met(reached):
        raise RuntimeError(f"the reform of {unit} was to reach {goal.text!r}, and scored again it does not")
    silent = tuple(present.loc[before["status"] != present["status"], "indicator_id"])
    texts = _describe(changed, before), _list_clauses(changed, models)
    return Reform(unit, goal.text, goal.needed, start, reached, int(changed["steps"].sum()), silent, *texts)


def _read_indicators(indicators: Sequence[str] | None, dataset: Dataset) -> set[str]:
    known = list(dataset.indicators["indicator_id"])
    indicators = known if indicators is None else list_names(indicators)
    for name in indicators:
        if name not in known:
            raise ValueError(f"no indicator {quote(str(name))}{did_you_mean(str(name), known)}")
    return set(indicators)


def _check_framework(unit: str, dataset: Dataset) -> None:
    lacking = classes_without_framework(dataset).get(unit)
    if lacking:
        why = "was found" if lacking == ScoreClass.NONE_FOUND else f"is in force on {dataset.date}"
        raise NothingToShow(f"{unit} has nothing to reform: no framework {why}")


def _check_scored(unit: str, start: pd.Series, goal: Target) -> None:
    without = [name for name in goal.dimensions if np.isnan(start[name])]
    if without:
        raise NothingToShow(
            f"{unit} has no score in {', '.join(without)}: too few of its indicators could be read or apply"
        )


def _check_reachable(unit: str, ways: pd.DataFrame, goal: Target) -> None:
    """Codes only rise and scores with them: what the highest codes do not reach, nothing does."""
    highest = ways.groupby(["dimension_id", "indicator_id"])["gain"].max().groupby("dimension_id").sum()
    if not goal.is_met(highest):
        listed = ", ".join(f"{name} {highest[name]:.1f}" for name in goal.dimensions)
        raise NothingToShow(
            f"{unit} cannot reach the target {quote(goal.text)}: the most its indicators allow is {listed}"
        )


def _count_as_silent(provisions: pd.DataFrame) -> pd.DataFrame:
    absent = provisions["status"] == Status.MISSING
    zeros = {name: provisions[name].mask(absent, 0.0) for name in ("score", *ATTRIBUTES)}
    return provisions.assign(status=provisions["status"].mask(absent, Status.SILENT.value), **zeros)


def _score_unit(provisions: pd.DataFrame, method: Method) -> pd.Series:
    rescored = provisions.assign(score=score_provisions(provisions, method))
    return score_dimensions(rescored, method).set_index("dimension_id")["score"]


def _reform(provisions: pd.DataFrame, changed: pd.DataFrame) -> pd.DataFrame:
    columns = ["scope", *ATTRIBUTES]
    reformed = provisions.set_index("indicator_id")
    reformed.loc[changed["indicator_id"], "status"] = Status.SUPPORTS.value
    reformed.loc[changed["indicator_id"], columns] = changed.set_index("indicator_id")[columns]
    return reformed.reset_index()


def _describe(changed: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    old = before[["dimension_id", "indicator_id", "framework_id", "status", "scope", "codes", "score"]]
    new = changed.assign(codes=write_codes(changed), score=changed["points"])
    new = new[["indicator_id", "scope", "codes", "score", "steps", "models"]]
    described = old.merge(new, on="indicator_id", suffixes=("_before", "_after"))
    return described.rename(columns={"status": "status_before"})


def _list_clauses(changed: pd.DataFrame, models: pd.DataFrame) -> pd.DataFrame:
    columns = ["framework_id", "jurisdiction_id", "scope", "codes", "excess", "confidence", *TEXTS[1:]]
    found = []
    for way in changed.itertuples():
        codes = np.array([[getattr(way, name) for name in ATTRIBUTES]])
        others = models[models["indicator_id"] == way.indicator_id]
        others = others[reach(others, codes, np.array([way.scope == "targeted"]))[0]]
        excess = (others[list(ATTRIBUTES)].sum(axis=1) - codes.sum()).astype(int)
        listed = others.assign(codes=write_codes(others), excess=excess)
        found.append(listed.sort_values("excess", kind="stable"))
    listed = pd.concat(found) if found else models.head(0).assign(codes="", excess=0)
    return listed[["indicator_id", *columns]].reset_index(drop=True)
