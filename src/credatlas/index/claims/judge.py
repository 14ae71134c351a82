"""Judge the claims of the article: a verdict for each, the share of draws in which it holds, and the evidence.

Knows how dates, draws, tests and verdicts are put together. What a test says is `claim_tests`; what a verdict needs is
`verdicts`. The article itself is never evidence (data/CODEBOOK.md, rule 20).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from credatlas.errors import NothingToShow, did_you_mean, quote
from credatlas.evidence import Dataset
from credatlas.index.claims.claim_facts import OF_FRAMEWORKS, count_against, lighter_routes, small_routes
from credatlas.index.claims.claim_tests import TESTS, Test, keep_known, list_cells
from credatlas.index.claims.drawn import SCALE, Assumptions
from credatlas.index.claims.reversal import ask_coders, find_errors, find_reversal
from credatlas.index.claims.universities import at_least_one, fewer_than_half, is_dated
from credatlas.index.claims.verdicts import NEARLY_ALL, TURNS, UNKNOWN, UNTESTED, judge, judge_count
from credatlas.settings import ARTICLE_DAY, list_names

DIRECTIONS = ("for", "against", "mixed")
EVIDENCE = [
    "fact_id", "direction", "jurisdiction_id", "topic", "finding", "source_id", "locator", "as_of", "confidence",
]  # fmt: skip
COLUMNS = [
    "claim_id", "argument_id", "title", "statement", "test", "as_of", "verdict", "point", "share_none", "share_whole",
    "share_all", "unread", "needed", "facts", *(f"evidence_{direction}" for direction in DIRECTIONS),
]  # fmt: skip
Found = dict[str, Any]
NOT_TESTED: Found = {"verdict": UNTESTED, "point": None, "unread": 0, "needed": 0, "facts": {}}
COUNTED: dict[str, tuple[Callable[[Dataset], Found], Callable[[Found], int], Callable[[int, int, int], float]]] = {
    # the facts, how many cases they hold, and what is claimed of these
    "C0": (count_against, lambda facts: len(facts["hindering"]), at_least_one),
    "C3a": (small_routes, lambda facts: facts["yes"], fewer_than_half),
    "C5b": (lighter_routes, lambda facts: len(facts["lighter"]), at_least_one),
}


def judge_claims(
    dataset: Dataset, dates: Sequence[str] = (ARTICLE_DAY, "latest"), draws: int = 20_000, seed: int = 0
) -> pd.DataFrame:
    """Judge every claim of claims.csv on each date.

    Returns
    -------
    pd.DataFrame
        One row per date x claim, in these orders: claim_id, argument_id, title, statement and test of claims.csv;
        as_of (the day). verdict: as in `verdicts.judge`, or `judge_count` for the universities; not tested where no
        test is written for a claim as it is worded. point: True or False for the codes as they are, None where what is
        not known leaves it open, or is not tested. share_none,
        share_whole, share_all: share of simulations (0-1) in which it holds if no unread provision provides what is
        tested, if they are as in frameworks read whole, if all do; NaN where the test needs no simulation. unread:
        provisions that the test looks at and nobody read, or universities of which nothing is known; needed: the
        fewest of them that could turn the point round, 0 where none could, 3 where more than two would have to.
        facts: counts and scores behind the point, as in `claim_facts`; for a claim about frameworks also cells (all
        that can be among those needed, see `reversal.Reversal`). For one that holds in part also
        depends (what turns it round: "coding", "weighing"), swings (jurisdictions, the likeliest to do so first),
        errors (single codes that would, see `reversal.find_errors`) and coders (whether it stands with the codes of
        the first coder, and of the second). evidence_for, evidence_against, evidence_mixed: how many facts
        `list_evidence` finds for the argument on the day.

    Raises
    ------
    ValueError
        for a bad date, draws below 1, or data of which nothing can be ranked.
    NothingToShow
        for data without a claim, or with other codes than the claims speak of.
    """
    if dataset.claims.empty:
        raise NothingToShow("nobody has claimed anything: claims.csv has no row")
    if dataset.scale != SCALE:
        raise NothingToShow(f"the claims speak of codes 0 to {SCALE[-1]}, and the data have 0 to {dataset.scale[-1]}")
    atlases = {atlas.date: atlas for atlas in map(dataset.as_of, list_names(dates))}  # one asked for twice, once
    return pd.DataFrame(
        [row for atlas in atlases.values() for row in _judge_date(Assumptions(atlas, draws, seed, list_cells(atlas)))],
        columns=COLUMNS,
    )


def _judge_date(assumed: Assumptions) -> Iterator[Found]:
    atlas = assumed.dataset
    tested = set(keep_known(atlas.claims)["claim_id"]).intersection([*TESTS, *COUNTED])
    for claim in atlas.claims.to_dict("records"):
        directions = list_evidence(atlas, claim["argument_id"])["direction"]
        counts = {f"evidence_{name}": int((directions == name).sum()) for name in DIRECTIONS}
        found = _judge_claim(claim["claim_id"], assumed) if claim["claim_id"] in tested else NOT_TESTED
        yield {**claim, **counts, **found, "as_of": atlas.date}


def _judge_claim(claim_id: str, assumed: Assumptions) -> Found:
    if claim_id in TESTS:
        return _judge_frameworks(claim_id, assumed)
    count, cases, answer = COUNTED[claim_id]
    facts = count(assumed.dataset)
    point = answer(cases(facts), facts["unknown"], facts["total"]) if facts else np.nan
    needed = facts.get("needed", 1) if facts and np.isnan(point) else 0
    return {
        "verdict": judge_count(point),
        "point": _truth(point),
        "unread": facts.get("unknown", 0),
        "needed": needed,
        "facts": facts,
    }


def _judge_frameworks(claim_id: str, assumed: Assumptions) -> Found:
    test = TESTS[claim_id]
    places = test.places(assumed)
    if not places:
        return NOT_TESTED | {"verdict": UNKNOWN}
    point = float(test.answer(assumed.what_if(), places)[0])
    unread, needed, cells = find_reversal(test, assumed)
    read, *shares = (
        float((test.answer(drawn, places) == 1).mean())
        for drawn in (assumed.read, assumed.none_do, assumed.as_whole, assumed.all_do)
    )
    verdict = judge(point, read, shares, needed > 0)
    facts = {**OF_FRAMEWORKS[claim_id](assumed, places), "cells": cells}
    if verdict == TURNS:
        facts |= _find_dependence(test, assumed, places, point)
    return {
        **dict(zip(("share_none", "share_whole", "share_all"), shares, strict=True)),
        "verdict": verdict, "point": _truth(point), "unread": unread, "needed": needed, "facts": facts,
    }  # fmt: skip


def _find_dependence(test: Test, assumed: Assumptions, places: list[str], point: float) -> Found:
    """Name what turns the point round in a tenth of simulations or more by itself, and for whom."""
    kinds = {"coding": assumed.coding, "weighing": assumed.weighing}
    turning = {name: float((test.answer(drawn, places) == 1 - point).mean()) for name, drawn in kinds.items()}
    depends = [name for name, share in turning.items() if share > 1 - NEARLY_ALL] or list(kinds)
    decisive = test.passes(assumed.what_if(), places)[0] == point
    turned = np.where(decisive, (test.passes(assumed.read, places) == 1 - point).mean(axis=0), 0)
    return {
        "depends": depends,
        "errors": find_errors(test, assumed) if "coding" in depends else [],
        "coders": [answer == point for answer in ask_coders(test, assumed)],
        "swings": [places[index] for index in np.argsort(-turned, kind="stable") if turned[index] > 1 - NEARLY_ALL],
    }


def _truth(answer: float) -> bool | None:
    return None if np.isnan(answer) else bool(answer)


def list_evidence(dataset: Dataset, argument_id: str) -> pd.DataFrame:
    """List the facts for and against an argument, those for it first.

    Columns: fact_id, direction, jurisdiction_id, topic, finding, source_id, locator, as_of, confidence.

    A fact that cites the source of the claims is left out: an article is no evidence for itself. Where the data are
    narrowed to a date, so are facts of a later one; a fact without a date stays.

    Raises ValueError for an argument that claims.csv does not have.
    """
    known = list(dataset.claims["argument_id"].unique())
    if argument_id not in known:
        raise ValueError(f"no argument {quote(argument_id)}{did_you_mean(argument_id, known)}")
    rows = dataset.claims_evidence[dataset.claims_evidence["argument_id"] == argument_id]
    facts = rows.merge(dataset.context, on="fact_id")
    facts = facts[~facts["source_id"].isin(dataset.claims["source_id"])]
    if dataset.date:
        facts = facts[is_dated(facts["as_of"], dataset.date, undated=True)]
    order = facts["direction"].map({name: position for position, name in enumerate(DIRECTIONS)})
    return facts.loc[order.sort_values(kind="stable").index, EVIDENCE].reset_index(drop=True)
