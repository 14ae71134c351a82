"""Rank jurisdictions by the order of their codes alone: Borda, Copeland, Kemeny, and dominance.

Knows which codes of two jurisdictions can be compared and what each weighs. The rules themselves are in `comparison`,
`kemeny` and `relations`.
"""

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, Status
from credatlas.index.ranking.comparison import borda, copeland
from credatlas.index.ranking.kemeny import kemeny_places
from credatlas.index.ranking.relations import ordinal_dominance
from credatlas.index.scores import ATTRIBUTES, Method, attach_provisions, fit_method, rank, score

CODED = (Status.SUPPORTS, Status.SILENT, Status.HINDERS)  # statuses that have codes; the other two have none


def rank_ordinally(dataset: Dataset, method: Method | None = None) -> pd.DataFrame:
    """Rank the jurisdictions that have a score by rules that use the order of codes and not what a code is worth.

    Each code of each indicator votes, with the weight that the method gives it. Compared are only the indicators that
    were read and apply in every ranked jurisdiction; each dimension keeps its weight among them. A barrier counts as
    silence.

    Parameters
    ----------
    dataset
        narrowed to a date.
    method
        where the weights and the scope factor come from; by default the codebook's.

    Returns
    -------
    pd.DataFrame
        One row per ranked jurisdiction, the best score first: jurisdiction_id; score, borda, copeland: ranks, 1 is
        best, ties share the smallest; kemeny_best, kemeny_worst: its first and last place over all orders that
        Kemeny's rule finds optimal; dominates: how many others score lower on the compared indicators whatever
        increasing values the codes are given; indicators: how many indicators are compared. Never missing.

    Raises
    ------
    ValueError
        the data are not narrowed to a date.
    NothingToShow
        fewer than two jurisdictions have a score, or no indicator that weighs was read in all of them.
    """
    method = fit_method(method, dataset)
    scores = score(dataset, method)
    composite = scores.composite.set_index("jurisdiction_id")["score"].dropna()
    if len(composite) < 2:
        raise NothingToShow(f"ranks on {dataset.date} need two jurisdictions with a score; there are {len(composite)}")
    counted = attach_provisions(scores.indicators, dataset.provisions)
    counted = counted[counted["jurisdiction_id"].isin(composite.index)]
    compared = counted[counted["status"].isin(CODED).groupby(counted["indicator_id"]).transform("all")]
    weights = _weigh(compared, method)
    if not weights.sum() > 0:
        raise NothingToShow(f"no indicator was read in all {len(composite)} jurisdictions with a score")
    codes = _tabulate(compared).loc[composite.index, weights.index]
    first, last = kemeny_places(codes, weights)
    ranks = pd.DataFrame(
        {
            "score": rank(composite).astype(int),
            "borda": rank(borda(codes, weights)).astype(int),
            "copeland": rank(copeland(codes, weights)).astype(int),
            "kemeny_best": first,
            "kemeny_worst": last,
            "dominates": ordinal_dominance(codes, weights).sum(axis=1),
            "indicators": compared["indicator_id"].nunique(),
        }
    )
    return ranks.sort_values(["score", "borda"], kind="stable").rename_axis("jurisdiction_id").reset_index()


def _tabulate(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the codes: jurisdictions x (part, attribute, indicator).

    The part "any" holds the codes as they are, and "general" 0 instead where a provision is targeted: with the scope
    factor as weight of the first and the rest as that of the second, a targeted provision counts as it does in a score.
    """
    codes = compared.pivot(index="jurisdiction_id", columns="indicator_id", values=list(ATTRIBUTES)).astype(float)
    targeted = compared.pivot(index="jurisdiction_id", columns="indicator_id", values="scope") == "targeted"
    general = codes.mask(pd.concat(dict.fromkeys(ATTRIBUTES, targeted), axis=1), 0.0)
    return pd.concat({"any": codes, "general": general}, axis=1)


def _weigh(compared: pd.DataFrame, method: Method) -> pd.Series:
    """Return the weight of each column of `_tabulate`; within a dimension they sum to the weight of the dimension."""
    indicators = compared[["dimension_id", "indicator_id"]].drop_duplicates()
    own = indicators["indicator_id"].map(lambda indicator_id: method.indicator_weights.get(indicator_id, 1.0))
    totals = own.groupby(indicators["dimension_id"]).transform("sum")
    weights = {}
    for (dimension_id, indicator_id), weight, total in zip(indicators.to_numpy(), own, totals, strict=True):
        share = method.dimension_weights.get(dimension_id, 1.0) * weight / total if total else 0.0
        attributes = method.weights_of(dimension_id)
        for name, attribute in zip(ATTRIBUTES, attributes, strict=True):
            weights["any", name, indicator_id] = share * attribute / sum(attributes) * method.scope_factor
            weights["general", name, indicator_id] = share * attribute / sum(attributes) * (1 - method.scope_factor)
    return pd.Series(weights, dtype=float)
