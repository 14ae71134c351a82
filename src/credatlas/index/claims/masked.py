"""Measure whether what simulations say of a claim is true: hide what a framework says, draw it again, and compare.

Knows which claims can be asked of one framework. What is hidden, and how it is drawn, is `simulation.masking`.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset
from credatlas.index.claims.claim_tests import TESTS, keep_known
from credatlas.index.claims.drawn import SCALE, Assumptions
from credatlas.index.claims.verdicts import NEARLY_ALL
from credatlas.index.simulation import Masked, mask_frameworks


def masked_claims(dataset: Dataset, draws: int = 400, seed: int = 0) -> pd.DataFrame:
    """Ask each claim of each framework read whole while part of it is hidden, and see if simulations tell the truth.

    What is hidden and drawn is as in `simulation.masked_readings`. A claim is asked of a framework whether it names its
    jurisdiction or not, as if it were in force on the date of `dataset`, by default its last day; all others are as
    they are then. Claims that count cases are not asked.

    Returns
    -------
    pd.DataFrame
        One row per target x pattern x claim that looks at something hidden: framework_id; pattern: as in
        `masked_readings`; claim_id; truth: whether the framework passes the test as it was read; share: of draws (0-1)
        in which it passes. Never missing: a claim of which nothing is known is left out. No row where there is no
        claim, nothing to hide, or another scale of codes than the claims speak of.
    """
    homes = dataset.whole.frameworks.set_index("framework_id")["jurisdiction_id"]
    world = Assumptions(dataset if dataset.date else dataset.as_of("latest"), draws, seed, [])
    rows = [
        row
        for case in mask_frameworks(dataset, draws, seed)
        if homes[case.framework_id] in world.places and dataset.scale == SCALE
        for row in _ask(world, case, homes[case.framework_id])
    ]
    return pd.DataFrame(rows, columns=["framework_id", "pattern", "claim_id", "truth", "share"])


def _ask(world: Assumptions, case: Masked, jurisdiction: str) -> Iterator[dict]:
    indicators, asked = world.dataset.indicators, set(keep_known(world.dataset.claims)["claim_id"])
    states = np.concatenate([case.truth[:, None], case.drawn], axis=1)
    drawn = world.what_if(
        {(jurisdiction, name): row for name, row in zip(indicators["indicator_id"], states, strict=True)}
    )
    hidden = set(indicators[["indicator_id", "dimension_id"]].iloc[case.hidden].to_numpy().ravel())
    for claim_id, test in TESTS.items():
        if claim_id not in asked or hidden.isdisjoint(test.looks_at) or jurisdiction in test.beside:
            continue
        truth, *passes = test.passes(drawn, [jurisdiction])[:, 0]
        if not np.isnan([truth, *passes]).any():
            yield {
                "framework_id": case.framework_id, "pattern": case.pattern, "claim_id": claim_id,
                "truth": bool(truth), "share": float(np.mean(passes)),
            }  # fmt: skip


def summarise_masked_claims(readings: pd.DataFrame) -> pd.DataFrame:
    """Say how often a claim is decided while text is unread, and how often it is decided rightly.

    Returns
    -------
    pd.DataFrame
        One row for all claims together ("all"), and for each: claim_id; n: cases; passes: share (0-1) of cases that
        pass in truth; decided: share of cases that nine simulations of ten agree on, as a verdict asks; right: share of
        the decided in which they tell the truth, NaN where none is decided; brier: mean squared difference of share and
        truth (0 is best).
    """
    readings = readings.astype({"truth": float, "share": float})
    sure = np.maximum(readings["share"], 1 - readings["share"]) >= NEARLY_ALL
    cases = readings.assign(
        decided=sure,
        right=((readings["share"] > 0.5) == (readings["truth"] == 1)).where(sure).astype(float),
        brier=(readings["share"] - readings["truth"]) ** 2,
    )
    groups = pd.concat([cases.assign(claim_id="all"), cases]).groupby("claim_id", sort=False)
    summary = groups[["truth", "decided", "right", "brier"]].mean().astype(float).rename(columns={"truth": "passes"})
    summary = summary.assign(n=groups.size())[["n", "passes", "decided", "right", "brier"]]
    return summary.loc[[name for name in ("all", *TESTS) if name in summary.index]].reset_index()
