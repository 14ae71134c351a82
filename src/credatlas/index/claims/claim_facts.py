"""The counts and scores behind each claim, on the codes as they are: what a sentence about it needs.

Knows the same provisions as `claim_tests`. Judges nothing and knows no words: values are numbers, lists of ids, or
names of universities.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from credatlas.evidence import Dataset
from credatlas.index.claims import claim_tests as tests
from credatlas.index.claims.drawn import Drawn, has_value
from credatlas.index.claims.universities import is_dated, share_bounds
from credatlas.index.simulation import FIRST, HINDERS, SILENT, code_of

Facts = dict[str, Any]


def _stacking(drawn: Drawn) -> Facts:
    """Provinces by what their ST1 says: addressing, firm (obligation and precision 2 or more), silent, unread.

    Silent also where a search found no framework; unread only where there is one.
    """
    ids = drawn.of_kind(tests.PROVINCE)
    states = drawn.states(ids, tests.STACKING)[0]
    groups = {
        "addressing": states >= FIRST,
        "firm": tests.is_firm(states),
        "silent": np.isin(states, [SILENT, HINDERS]),
        "unread": ~has_value(states) & np.isin(ids, drawn.with_instrument(ids)),
    }
    return {name: _pick(ids, chosen) for name, chosen in groups.items()}


def _pick(ids: list[str], chosen: np.ndarray) -> list[str]:
    return [jurisdiction_id for jurisdiction_id, there in zip(ids, chosen, strict=True) if there]


def _colleges_codes(drawn: Drawn) -> Facts:
    """Codes of CA-CICAN's ST1, NaN where it has no value, and whether its ST4 is silent: 1, 0 or NaN."""
    stacking, rules = (
        drawn.states([tests.COLLEGES], indicator_id)[0, 0] for indicator_id in (tests.STACKING, tests.COMBINATION)
    )
    codes = {
        name: float(code_of(stacking, attribute)) if has_value(stacking) else np.nan
        for attribute, name in enumerate(("obligation", "precision"))
    }
    return {**codes, "rules_silent": float(rules == SILENT) if has_value(rules) else np.nan}


def _colleges_portability(drawn: Drawn) -> Facts:
    """List which of PO1 and PO6 of CA-CICAN are silent, loose but there, firm, or unread."""
    ids = list(tests.ACROSS)
    states = np.array([drawn.states([tests.COLLEGES], indicator_id)[0, 0] for indicator_id in ids])
    loose = tests.is_loose(states)
    return {
        "silent": _pick(ids, np.isin(states, [SILENT, HINDERS])),
        "loose": _pick(ids, loose & (states >= FIRST)),
        "firm": _pick(ids, ~loose),
        "unread": _pick(ids, ~has_value(states)),
    }


def _colleges_median(drawn: Drawn) -> Facts:
    """Score of CA-CICAN, median of provinces with a framework (missing at 0, at 100), in points, and the unscored."""
    provinces = drawn.with_instrument(drawn.of_kind(tests.PROVINCE))
    bounds = drawn.bounds(provinces, tests.STACKABILITY)
    low, high = (float(np.median(bound)) if provinces else np.nan for bound in bounds)
    scores = drawn.scores(provinces, tests.STACKABILITY)[0]
    own = float(drawn.score(tests.COLLEGES, tests.STACKABILITY)[0])
    return {
        "score": own,
        "low": low,
        "high": high,
        "total": len(provinces),
        "unscored": _pick(provinces, np.isnan(scores)),
    }


def _speed(drawn: Drawn) -> Facts:
    """Canadian jurisdictions with an instrument: faster than stackable, the others scored, and those without both."""
    ids = drawn.with_instrument(drawn.of_group(tests.CANADA))
    stackability, speed = (drawn.scores(ids, dimension_id)[0] for dimension_id in (tests.STACKABILITY, tests.SPEED))
    unscored = np.isnan(stackability) | np.isnan(speed)
    faster = speed > stackability
    return {
        "faster": _pick(ids, faster),
        "others": _pick(ids, ~faster & ~unscored),
        "unscored": _pick(ids, unscored),
    }


def _abroad(drawn: Drawn) -> Facts:
    """Stackability of EU and AU and the best Canadian score, in points; those who have it; those without a score."""
    ids = drawn.with_instrument(drawn.of_group(tests.CANADA))
    scores = drawn.scores(ids, tests.STACKABILITY)[0]
    union, australia = (
        float(drawn.score(jurisdiction_id, tests.STACKABILITY)[0]) for jurisdiction_id in (tests.UNION, tests.AUSTRALIA)
    )
    best = float(np.nanmax(scores)) if np.isfinite(scores).any() else np.nan
    _, high = drawn.bounds(ids, tests.STACKABILITY)
    return {
        "union": union,
        "australia": australia,
        "best": best,
        "leaders": _pick(ids, scores == best),
        "scored": int(np.isfinite(scores).sum()),
        "unscored": _pick(ids, np.isnan(scores)),
        "could_exceed": _pick(ids, np.isnan(scores) & (high[0] > np.fmin(union, australia))),
    }


def _both_goals(drawn: Drawn) -> Facts:
    """Jurisdictions with an instrument above the middle of both scales, and how many have both scores."""
    ids = drawn.with_instrument(list(drawn.dataset.jurisdictions["jurisdiction_id"]))
    stackability, speed = (drawn.scores(ids, dimension_id)[0] for dimension_id in (tests.STACKABILITY, tests.SPEED))
    above = (stackability > tests.MIDDLE) & (speed > tests.MIDDLE)
    scored = int((np.isfinite(stackability) & np.isfinite(speed)).sum())
    return {"middle": tests.MIDDLE, "above": _pick(ids, above), "scored": scored}


def _changes(drawn: Drawn) -> Facts:
    """How many of CA-CICAN's indicators must change, how many apply, and the two scores in points."""
    own = float(drawn.score(tests.COLLEGES, tests.STACKABILITY)[0])
    union = float(drawn.score(tests.UNION, tests.STACKABILITY)[0])
    _, weights = drawn.points(tests.COLLEGES, tests.STACKABILITY)
    needed = float(tests.changes_needed(drawn)[0])
    return {"needed": needed, "applicable": int((weights[0] > 0).sum()), "score": own, "union": union}


def _small_routes(dataset: Dataset) -> Facts:
    """Universities by small credit route: yes, no, unknown, in all; shares (0-1) if all unknown were no, or yes."""
    answers = tests.small_routes(dataset)
    low, high = share_bounds(answers)
    counts = {"yes": answers.eq(1), "no": answers.eq(0), "unknown": answers.isna()}
    return {
        **{name: int(chosen.sum()) for name, chosen in counts.items()},
        "total": len(answers),
        "low": low,
        "high": high,
    }


def _lighter_routes(dataset: Dataset) -> Facts:
    """List the universities whose small credit route a senate approves in a lighter way, and count the unknown.

    undated: names of those that do so in texts without a date, where these do not count.
    """
    universities, answers = dataset.universities, tests.lighter_routes(dataset)
    whenever = tests.find_lighter_routes(universities, dataset.date, latest=True)
    dated = is_dated(universities["as_of"], dataset.date, undated=False)
    undated = whenever.eq(1) & ~dated & answers.isna()
    return {
        "lighter": list(universities.loc[answers.eq(1), "institution"]),
        "undated": list(universities.loc[undated, "institution"]),
        "unknown": int(answers.isna().sum()),
    }


OF_DRAWS: dict[str, Callable[[Drawn], Facts]] = {
    "C1a": _stacking,
    "C1b": _stacking,
    "C2a": _colleges_codes,
    "C2b": _colleges_portability,
    "C2c": _colleges_median,
    "C3b": _speed,
    "C4a": _abroad,
    "C4b": _both_goals,
    "C5a": _changes,
}
OF_UNIVERSITIES: dict[str, Callable[[Dataset], Facts]] = {"C3a": _small_routes, "C5b": _lighter_routes}
