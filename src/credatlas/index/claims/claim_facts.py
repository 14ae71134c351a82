"""The counts and scores behind each claim, on the codes as they are: what a sentence about it needs.

Judges nothing and knows no words: values are numbers, lists of ids, findings of the data, or names of universities.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from credatlas.evidence import Dataset, Status, keep_instruments
from credatlas.index.claims import claim_tests as tests
from credatlas.index.claims.drawn import Assumptions
from credatlas.index.claims.universities import find_lighter_routes, find_small_routes, is_dated
from credatlas.index.scores import ATTRIBUTES, ScoreClass, classes_without_framework
from credatlas.index.simulation import FIRST, UNREAD

Facts = dict[str, Any]


def _provinces(assumed: Assumptions, places: list[str]) -> Facts:
    """Provinces by their stacking clause, firm, loose, silent or unread, and those without a framework by why."""
    states = assumed.what_if().states(places, tests.STACKING)[0] if places else np.array([])
    firm = tests.is_firm(states)
    groups = {
        "firm": firm,
        "loose": (states >= FIRST) & ~firm,
        "silent": tests.has_value(states) & (states < FIRST),
        "unread": states == UNREAD,
    }
    rows = assumed.dataset.jurisdictions
    classes = classes_without_framework(assumed.dataset)
    provinces = [name for name in rows.loc[rows["kind"] == "province", "jurisdiction_id"] if name in classes]
    return {name: _pick(places, chosen) for name, chosen in groups.items()} | {
        "none_found": [name for name in provinces if classes[name] == ScoreClass.NONE_FOUND],
        "not_in_force": [name for name in provinces if classes[name] == ScoreClass.NOT_IN_FORCE],
    }


def _pick(ids: list[str], chosen: np.ndarray) -> list[str]:
    return [name for name, there in zip(ids, chosen, strict=True) if there]


def _colleges_clauses(assumed: Assumptions, places: list[str], **indicators: str) -> Facts:
    """Status, codes and key terms of clauses of the colleges' framework, by the names given to their indicators."""
    rows = assumed.dataset.provisions
    rows = rows[rows["jurisdiction_id"] == tests.COLLEGES].drop_duplicates("indicator_id").set_index("indicator_id")
    told = rows[["status", *ATTRIBUTES, "key_terms"]]
    return {name: told.loc[indicator_id].to_dict() for name, indicator_id in indicators.items()}


def _colleges_score(assumed: Assumptions, places: list[str]) -> Facts:
    return {"score": float(assumed.what_if().score(tests.COLLEGES, tests.STACKABILITY)[0])}


def _gaps(assumed: Assumptions, places: list[str]) -> Facts:
    """Points by which speed exceeds stackability in each Canadian framework that has both; those that have not."""
    point = assumed.what_if()
    gap = (point.scores(places, tests.SPEED) - point.scores(places, tests.STACKABILITY))[0]
    gaps = {name: float(value) for name, value in zip(places, gap, strict=True) if not np.isnan(value)}
    return {
        "faster": {name: value for name, value in sorted(gaps.items(), key=lambda item: -item[1]) if value > 0},
        "others": {name: -value for name, value in gaps.items() if value <= 0},
        "unscored": [name for name in places if name not in gaps],
    }


def _abroad(assumed: Assumptions, places: list[str]) -> Facts:
    """Stackability of the Union, of Australia and of the best Canadian framework; those estimated, or read too little.

    above: Canadian frameworks that are scored and reach the Union or Australia.
    """
    point = assumed.what_if()
    union, australia = (float(point.score(name, tests.STACKABILITY)[0]) for name in (tests.UNION, tests.AUSTRALIA))
    scores = dict(zip(places, point.scores(places, tests.STACKABILITY)[0], strict=True))
    scored = {name: float(value) for name, value in scores.items() if not np.isnan(value)}
    best = max(scored, key=lambda name: scored[name], default="")
    drawable = [name for name in places if (name, tests.STACKABILITY) in assumed.drawable]
    return {
        "union": union,
        "australia": australia,
        "best": best,
        "best_score": scored.get(best, np.nan),
        "estimated": [name for name in drawable if name not in scored],
        "too_little": [name for name in places if name not in drawable],
    }


def _both_goals(assumed: Assumptions, places: list[str]) -> Facts:
    """Who is above the middle of both scales, how many have both scores, and which of the Union and Australia is not.

    open: those of these two that unread texts could still bring above it.
    """
    lower = np.minimum(*(assumed.what_if().scores(places, name)[0] for name in (tests.STACKABILITY, tests.SPEED)))
    above = _pick(places, lower > tests.MIDDLE)
    named = [name for name in (tests.UNION, tests.AUSTRALIA) if name in places]
    below = [name for name in named if lower[places.index(name)] <= tests.MIDDLE]
    rows = assumed.dimensions[assumed.dimensions["dimension_id"].isin([tests.STACKABILITY, tests.SPEED])]
    reach = rows.groupby("jurisdiction_id")["high"].min()
    could = [name for name in below if reach[name] > tests.MIDDLE]
    return {"above": above, "scored": int(np.isfinite(lower).sum()), "below": below, "open": could}


OF_FRAMEWORKS: dict[str, Callable[[Assumptions, list[str]], Facts]] = {
    "C1": _provinces,
    "C2a": partial(_colleges_clauses, stacking=tests.STACKING, rules=tests.COMBINATION),
    "C2b": partial(_colleges_clauses, transfer=tests.TRANSFER, across=tests.ACROSS),
    "C2c": _colleges_score,
    "C3b": _gaps,
    "C4a": _abroad,
    "C4b": _both_goals,
}


def count_against(dataset: Dataset) -> Facts:
    """C0: provisions on stackability of Canadian frameworks: read, unknown, in all; how many frameworks they stand in.

    hindering: jurisdictions with a provision that works against it. cells: jurisdiction_id and indicator_id of each
    that was not read. Nothing where no Canadian framework is in force.
    """
    places, indicators = dataset.jurisdictions, dataset.indicators
    canadian = places.loc[places["group"] == "Canada", "jurisdiction_id"]
    own = indicators.loc[indicators["dimension_id"] == tests.STACKABILITY, "indicator_id"]
    frameworks = keep_instruments(dataset.frameworks)
    frameworks = frameworks[frameworks["jurisdiction_id"].isin(canadian)]
    asked = dataset.provisions[dataset.provisions["indicator_id"].isin(own)].merge(frameworks["framework_id"])
    asked = asked[asked["status"] != Status.NOT_APPLICABLE]
    unread = asked[asked["status"] == Status.MISSING]
    if asked.empty:
        return {}
    return {
        "read": len(asked) - len(unread),
        "unknown": len(unread),
        "total": len(asked),
        "frameworks": len(frameworks),
        "hindering": list(asked.loc[asked["status"] == Status.HINDERS, "jurisdiction_id"].unique()),
        "cells": list(zip(unread["jurisdiction_id"], unread["indicator_id"], strict=True)),
    }


def small_routes(dataset: Dataset) -> Facts:
    """C3a: universities by small route to credit, yes, no, unknown, in all; needed: yeses that would make a half."""
    answers = find_small_routes(dataset.universities, dataset.date, is_latest(dataset))
    counts = {"yes": answers.eq(1), "no": answers.eq(0), "unknown": answers.isna()}
    numbers = {name: int(chosen.sum()) for name, chosen in counts.items()} | {"total": len(answers)}
    needed = max((numbers["total"] + 1) // 2 - numbers["yes"], 0)
    return {**numbers, "needed": needed}


def lighter_routes(dataset: Dataset) -> Facts:
    """C5b: universities whose small route to credit a senate approves in a lighter way; how many are unknown.

    undated: those that do so in texts without a date, where these do not count.
    """
    universities, latest = dataset.universities, is_latest(dataset)
    answers = find_lighter_routes(universities, dataset.date, latest)
    whenever = find_lighter_routes(universities, dataset.date, latest=True)
    undated = whenever.eq(1) & ~is_dated(universities["as_of"], dataset.date, undated=False) & answers.isna()
    return {
        "lighter": list(universities.loc[answers.eq(1), "institution"]),
        "undated": list(universities.loc[undated, "institution"]),
        "unknown": int(answers.isna().sum()),
        "total": len(answers),
    }


def is_latest(dataset: Dataset) -> bool:
    """Say whether the data are narrowed to their own day or a later one, of which texts without a date speak too."""
    return dataset.date >= dataset.descriptor["created"][:10]
