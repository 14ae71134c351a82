"""List the higher codes that a provision could get: steps, points, and who has such codes already.

Knows one provision at a time and its weight in the dimension. Which ways to take is `smallest`.
"""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence, Status
from credatlas.index.ranking import dominance
from credatlas.index.scores import ATTRIBUTES, Method, score_codes

DECIMALS = 9  # points closer than this are equal


def list_steps(
    present: pd.DataFrame, models: pd.DataFrame, method: Method, reformable: set[str], delegation: int | None = None
) -> pd.DataFrame:
    """List for each provision of one jurisdiction its present state and every way up that may be worth taking.

    Left out is what another way beats or equals: no more steps, no fewer points, no fewer models.

    present: provisions, one per indicator, with status, scope, codes and score in points; those without a score (NaN)
    are left out. models: as `list_models` returns them. reformable: indicators that may change; the others only stay.
    delegation: the highest code that it may rise to, by default that of the scale.

    Returns one row per indicator and way: indicator_id, dimension_id, scope, obligation, precision, delegation, steps,
    points, models (how many others have at least these codes and this scope), changed (false in the one row that
    stays), gain (what the way adds to the score of its dimension, in points).
    """
    scored = present[present["score"].notna()]
    stay = scored.assign(steps=0, points=scored["score"], models=0, changed=False)
    ways = [stay[["indicator_id", "dimension_id", *ATTRIBUTES, "scope", "steps", "points", "models", "changed"]]]
    for provision in scored[scored["indicator_id"].isin(reformable)].itertuples():
        others = models[models["indicator_id"] == provision.indicator_id]
        ways.append(_worth_taking(_ways_up(provision, others, method, delegation)))
    order = {name: index for index, name in enumerate(scored["indicator_id"])}
    ordered = pd.concat(ways).sort_values("indicator_id", key=lambda ids: ids.map(order), kind="stable")
    return _add_gains(ordered.reset_index(drop=True), method)


def list_models(provisions: pd.DataFrame, unit: str) -> pd.DataFrame:
    """List the clauses that a reform could copy: what others support, read in the instrument's own text."""
    own_text = (provisions["status"] == Status.SUPPORTS) & (provisions["confidence"] == Confidence.HIGH)
    return provisions[own_text & (provisions["jurisdiction_id"] != unit)]


def reach(models: pd.DataFrame, codes: np.ndarray, targeted: np.ndarray) -> np.ndarray:
    """Say which models (columns) have at least the codes (n, 3) and, unless targeted (n), a general scope."""
    enough = (models[list(ATTRIBUTES)].to_numpy()[None, :, :] >= codes[:, None, :]).all(axis=2)
    return enough & ((models["scope"] == "general").to_numpy()[None, :] | targeted[:, None])


def _ways_up(provision: Any, models: pd.DataFrame, method: Method, delegation: int | None) -> pd.DataFrame:
    supports = provision.status == Status.SUPPORTS
    start = np.array([getattr(provision, name) for name in ATTRIBUTES]) if supports else np.zeros(3)
    was_targeted = supports and provision.scope == "targeted"
    most = len(method.code_values) - 1
    tops = [most, most, most if delegation is None else max(int(start[2]), delegation)]
    least = [max(int(start[0]), 1), *map(int, start[1:])]  # support obliges at least 1
    higher = np.array(list(product(*(range(low, top + 1) for low, top in zip(least, tops, strict=True)))))
    codes = np.vstack([higher, higher]) if was_targeted else higher
    targeted = np.repeat([was_targeted, False], [len(higher), len(codes) - len(higher)])
    points = score_codes(codes.T, targeted, method.weights_of(provision.dimension_id), method)
    ways = pd.DataFrame(codes.astype(float), columns=list(ATTRIBUTES)).assign(
        indicator_id=provision.indicator_id,
        dimension_id=provision.dimension_id,
        scope=np.where(targeted, "targeted", "general"),
        steps=(codes - start).sum(axis=1).astype(int) + (was_targeted & ~targeted),
        points=points.round(DECIMALS),
        models=reach(models, codes, targeted).sum(axis=1),
        changed=True,
    )
    return ways[ways["points"] > round(provision.score, DECIMALS)]


def _worth_taking(ways: pd.DataFrame) -> pd.DataFrame:
    if ways.empty:
        return ways
    merits = ways.assign(fewer=-ways["steps"])[["fewer", "points", "models"]].drop_duplicates()
    beaten = dominance(merits).any(axis=0)
    return ways.loc[merits.index[~beaten]]


def _add_gains(ways: pd.DataFrame, method: Method) -> pd.DataFrame:
    weights = ways["indicator_id"].map(lambda name: method.indicator_weights.get(name, 1.0))
    each = ways.assign(weight=weights).drop_duplicates("indicator_id")
    totals = ways["dimension_id"].map(each.groupby("dimension_id")["weight"].sum())
    return ways.assign(gain=ways["points"] * weights / totals)
