"""Find the smallest reform that brings a jurisdiction to a target, exactly, and the clauses that could be copied.

Knows how a reform is put together from `steps`, `targets` and the choice of `smallest`, and scores it again to be sure.
Named scenarios are `reforms`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow, did_you_mean, quote
from credatlas.evidence import Dataset, Status, order_confidence
from credatlas.index.reforms.smallest import First, choose_ways
from credatlas.index.reforms.steps import list_models, list_steps, reach
from credatlas.index.reforms.targets import Target, read_target
from credatlas.index.scores import (
    ATTRIBUTES,
    Method,
    ScoreClass,
    attach_provisions,
    classes_without_framework,
    score,
    score_dimensions,
    score_provisions,
    write_codes,
)

Missing = Literal["zero", "keep"]


@dataclass(frozen=True, eq=False)
class Reform:
    """The smallest reform of a jurisdiction (unit) that reaches a target.

    needed: the score in points that the target means, NaN where it is not one score.
    start, reached: score in points by dimension before and after, under the stated treatment of missing provisions.
    steps: how many code steps it takes, 0 where the target is reached already.
    assumed_silent: indicators that could not be read and were counted as 0 (missing="zero"), whether changed or not.

    changes: one row per indicator to change: dimension_id, indicator_id, framework_id (whose provision counted),
    status_before, scope_before, codes_before ("" where missing), score_before (points), scope_after, codes_after,
    score_after, steps, models (how many other clauses have at least these codes).

    models: one row per clause to copy, those that go least beyond the need first: indicator_id, framework_id,
    jurisdiction_id, scope, codes, excess (steps beyond), confidence, finding, source_id, locator.
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


def cheapest_reform(
    dataset: Dataset,
    unit: str,
    target: float | str,
    *,
    dimension: str = "ST",
    method: Method | None = None,
    minimise: First = "steps",
    missing: Missing = "zero",
    indicators: Sequence[str] | None = None,
    library: Dataset | None = None,
) -> Reform:
    """Find the fewest code steps, or the fewest indicators, that bring a jurisdiction to a target.

    A step raises one code by one, or widens a targeted provision to all; what does not support yet starts from 0,0,0
    and then obliges at least 1 (codebook, rule 1). Codes only rise. Among the smallest reforms, those are preferred
    that touch fewer indicators (or take fewer steps), then that leave fewer changes without a model, then that have
    more models; others may be equally good.

    Parameters
    ----------
    dataset: narrowed to a date.
    target: points in `dimension` (a number); another jurisdiction's score in it (its id); "rank 3" in it; or
    "dominated by nobody" over all dimensions. See `targets.read_target`.
    minimise: what counts first, "steps" or "indicators".
    missing: "zero" counts what could not be read as silent, so that the reform is large enough whatever the text says;
    "keep" leaves it out of the mean and out of the reform. Other jurisdictions count with their point values.
    indicators: those that may change; all by default. Indicators that are not applicable never do.
    library: data whose provisions may serve as models, such as those of every date; by default `dataset`.

    Raises
    ------
    ValueError: the target is unknown, an argument is not among those allowed, or the data are not narrowed to a date;
    its NothingToShow: the target cannot be reached, or the jurisdiction has no framework in force or no point value in
    a dimension of it.
    """
    method = method or Method.from_dimensions(dataset.dimensions)
    _check_choice("minimise", minimise, get_args(First))
    _check_choice("missing", missing, get_args(Missing))
    scores = score(dataset, method)
    goal = read_target(target, unit, dimension, scores.dimensions)
    _check_framework(unit, dataset)
    before = _read_present(scores.indicators, dataset, unit)
    present = _count_as_silent(before) if missing == "zero" else before
    start = _score_unit(present, method)
    _check_scored(unit, start, goal)
    models = list_models((library or dataset).provisions, unit)
    concerned = present[present["dimension_id"].isin(goal.dimensions)]
    ways = list_steps(concerned, models, method, _read_indicators(indicators, dataset))
    _check_reachable(unit, ways, goal)
    changed = ways[choose_ways(ways, goal, minimise) & ways["changed"]]
    reached = _score_unit(_reform(present, changed), method)
    if not goal.is_met(reached):
        raise RuntimeError(f"the reform of {unit} was to reach {goal.text!r}, and scored again it does not")
    return Reform(
        unit=unit,
        target=goal.text,
        needed=goal.needed,
        start=start,
        reached=reached,
        steps=int(changed["steps"].sum()),
        assumed_silent=tuple(present.loc[before["status"] != present["status"], "indicator_id"]),
        changes=_describe(changed, before),
        models=_list_clauses(changed, models),
    )


def _read_present(indicator_scores: pd.DataFrame, dataset: Dataset, unit: str) -> pd.DataFrame:
    own = indicator_scores[indicator_scores["jurisdiction_id"] == unit]
    return attach_provisions(own, dataset.provisions)


def _check_choice(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} {quote(str(value))} is not one of {', '.join(allowed)}")


def _read_indicators(indicators: Sequence[str] | None, dataset: Dataset) -> set[str]:
    known = list(dataset.indicators["indicator_id"])
    for name in indicators or ():
        if name not in known:
            raise ValueError(f"no indicator {quote(str(name))}{did_you_mean(str(name), known)}")
    return set(known if indicators is None else indicators)


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
    filled = provisions.assign(
        status=provisions["status"].mask(absent, Status.SILENT.value), score=provisions["score"].mask(absent, 0.0)
    )
    return filled.assign(**{name: provisions[name].mask(absent, 0.0) for name in ATTRIBUTES})


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
    names = {name: f"{name}_before" for name in ("status", "scope", "codes", "score")}
    later = {name: f"{name}_after" for name in ("scope", "codes", "score")}
    return old.rename(columns=names).merge(new.rename(columns=later), on="indicator_id")


def _list_clauses(changed: pd.DataFrame, models: pd.DataFrame) -> pd.DataFrame:
    columns = [
        "framework_id",
        "jurisdiction_id",
        "scope",
        "codes",
        "excess",
        "confidence",
        "finding",
        "source_id",
        "locator",
    ]
    found = []
    for way in changed.itertuples():
        codes = np.array([[getattr(way, name) for name in ATTRIBUTES]])
        others = models[models["indicator_id"] == way.indicator_id]
        others = others[reach(others, codes, np.array([way.scope == "targeted"]))[0]]
        excess = (others[list(ATTRIBUTES)].sum(axis=1) - codes.sum()).astype(int)
        order = order_confidence(others["confidence"])
        listed = others.assign(codes=write_codes(others), excess=excess, order=order)
        found.append(listed.sort_values(["excess", "order"], kind="stable"))
    listed = pd.concat(found) if found else models.head(0).assign(codes="", excess=0)
    return listed[["indicator_id", *columns]].reset_index(drop=True)
