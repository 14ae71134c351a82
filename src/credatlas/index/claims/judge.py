"""Judge the claims of the article: a verdict for each, the share of draws in which it holds, and the evidence.

Knows how dates, draws, tests and verdicts are put together. What a test says is `claim_tests`; what a verdict needs is
`verdicts`. The article itself is never evidence (data/CODEBOOK.md, rule 20).
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from credatlas.errors import did_you_mean, quote
from credatlas.evidence import Dataset
from credatlas.index.claims.claim_facts import OF_DRAWS, OF_UNIVERSITIES
from credatlas.index.claims.claim_tests import FROM_DRAWS, FROM_UNIVERSITIES, list_kept
from credatlas.index.claims.drawn import assume_none, draw_all, draw_point, draw_read
from credatlas.index.claims.universities import is_dated
from credatlas.index.claims.verdicts import judge, judge_count
from credatlas.settings import ARTICLE_DAY

DIRECTIONS = ("for", "against", "mixed")
EVIDENCE = [
    "fact_id",
    "direction",
    "jurisdiction_id",
    "topic",
    "finding",
    "source_id",
    "locator",
    "as_of",
    "confidence",
]
COLUMNS = [
    "claim_id", "argument_id", "title", "statement", "test", "as_of", "point", "share", "share_none", "share_read",
    "verdict", "reason", "facts", *(f"evidence_{direction}" for direction in DIRECTIONS),
]  # fmt: skip


def judge_claims(
    dataset: Dataset, dates: Sequence[str] = (ARTICLE_DAY, "latest"), draws: int = 20_000, seed: int = 0
) -> pd.DataFrame:
    """Judge every claim of claims.csv on each date.

    Returns
    -------
    One row per date x claim, in these orders: claim_id, argument_id, title, statement and test of claims.csv; as_of
    (the day).
    point: True or False for the codes as they are, None where what is not known leaves it open.
    share, share_none: share of joint draws (0-1) in which it holds. What was not read is drawn from other frameworks;
    in share_none, jurisdictions without a known instrument have none. An open draw does not hold, and to the verdict
    it could. share_read: the same where what was not read stays unread. NaN where the test needs no draws; share_read
    also where the test stays open.
    verdict, reason: as in `verdicts.judge`, or `judge_count` for the universities.
    facts: counts and scores behind the point, as in `claim_facts`.
    evidence_for, evidence_against, evidence_mixed: how many facts `list_evidence` finds for the argument on the day.

    Raises ValueError for a claim without a test, a bad date, draws below 1, or data of which nothing can be ranked.
    """
    _check_known(dataset.claims)
    atlases = {atlas.date: atlas for atlas in map(dataset.as_of, dates)}  # a day asked for twice is tested once
    return pd.concat([_judge_date(atlas, draws, seed) for atlas in atlases.values()], ignore_index=True)


def _check_known(claims: pd.DataFrame) -> None:
    known = [*FROM_DRAWS, *FROM_UNIVERSITIES]
    for claim_id in claims["claim_id"]:
        if claim_id not in known:
            raise ValueError(f"no test for claim {quote(claim_id)}{did_you_mean(claim_id, known)}")


def _judge_date(atlas: Dataset, draws: int, seed: int) -> pd.DataFrame:
    results = dict([*_judge_draws(atlas, draws, seed), *_judge_universities(atlas)])
    counts = {argument: _count_evidence(atlas, argument) for argument in atlas.claims["argument_id"].unique()}
    rows = [
        {**claim, **results[claim["claim_id"]], **counts[claim["argument_id"]], "as_of": atlas.date}
        for claim in atlas.claims.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _judge_draws(atlas: Dataset, draws: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    asked = [claim_id for claim_id in atlas.claims["claim_id"] if claim_id in FROM_DRAWS]
    if not asked:
        return
    keep = list_kept(atlas)
    point, read = draw_point(atlas, keep), draw_read(atlas, keep, draws, seed)
    filled = [draw_all(data, keep, draws, seed) for data in (atlas, assume_none(atlas))]
    for claim_id in asked:
        holds = FROM_DRAWS[claim_id]
        answer, share_read = holds(point)[0], float(holds(read).mean())  # one open draw leaves the mean open
        answers = [holds(drawn) for drawn in filled]
        share, share_none = (float((draws_hold == 1).mean()) for draws_hold in answers)
        verdict = judge(
            answer, share_read, [share, share_none, *(float((draws_hold != 0).mean()) for draws_hold in answers)]
        )
        facts = OF_DRAWS[claim_id](point)
        found = {"point": _truth(answer), "share": share, "share_none": share_none, "share_read": share_read}
        yield claim_id, {**found, **verdict._asdict(), "facts": facts}


def _judge_universities(atlas: Dataset) -> Iterator[tuple[str, dict[str, Any]]]:
    none_drawn = dict.fromkeys(["share", "share_none", "share_read"], np.nan)
    for claim_id, holds in FROM_UNIVERSITIES.items():
        answer = holds(atlas)
        verdict, facts = judge_count(answer), OF_UNIVERSITIES[claim_id](atlas)
        yield claim_id, {"point": _truth(answer), **none_drawn, **verdict._asdict(), "facts": facts}


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


def _count_evidence(atlas: Dataset, argument_id: str) -> dict[str, int]:
    directions = list_evidence(atlas, argument_id)["direction"]
    return {f"evidence_{name}": int((directions == name).sum()) for name in DIRECTIONS}
