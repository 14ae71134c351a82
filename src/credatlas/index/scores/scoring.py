"""Turn codes into scores: provision, indicator, dimension, composite.

Knows the arithmetic of the codebook (data/CODEBOOK.md, section 4) and nothing else:
frames come in, frames go out. No file is read here and nothing is drawn.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence, Dataset, Status, order_confidence, refuse_empty
from credatlas.index.scores.classes import CLASSES, ScoreClass, classes_without_framework, classify
from credatlas.index.scores.fit import fit_method
from credatlas.index.scores.formula import FULL, composite_points, dimension_points, score_codes
from credatlas.index.scores.means import Mean, Missing, weighted_mean
from credatlas.index.scores.method import ATTRIBUTES, Method
from credatlas.index.scores.results import Scores
from credatlas.index.scores.weights import as_weights
from credatlas.settings import DECIMALS, DIGITS

KEYS = ["jurisdiction_id", "dimension_id", "indicator_id"]
POINTS = ["score", "low", "high"]


def combine(
    values: pd.DataFrame,
    weights: Mapping[str, float] | pd.Series | Sequence[float] | None = None,
    mean: Mean = "arithmetic",
    floor: float | None = None,
    missing: Missing = "propagate",
) -> pd.Series:
    """Average each row of a frame of numbers (units x columns) into one value per unit.

    weights: by column, any scale, None for equal. floor: lifts smaller values before averaging. A missing value (NaN)
    in a column of positive weight makes the unit missing; `missing="skip"` averages what is there instead and is
    missing only where nothing is.

    Raises ValueError for weights that are negative, all zero or name no column; for an unknown mean; for negative
    values under a geometric or harmonic mean.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 6.

    >>> values = pd.DataFrame({"a": [50.0, 0.0], "b": [100.0, 100.0]}, index=["X", "Y"])
    >>> combine(values, weights={"a": 3, "b": 1}).to_dict()
    {'X': 62.5, 'Y': 25.0}
    """
    shares = as_weights(weights, values.columns)
    columns = values.to_numpy(dtype=float).T
    return pd.Series(weighted_mean(columns, shares.to_numpy(), mean, floor, missing), index=values.index)


def rank(scores: pd.Series, decimals: int = DECIMALS) -> pd.Series:
    """Rank scores, 1 is best; scores equal after rounding to `decimals` share the smallest rank; NaN has no rank (NaN).

    >>> rank(pd.Series({"A": 70.0, "B": 90.0, "C": 70.0000000001, "D": 10.0})).to_dict()
    {'A': 2.0, 'B': 1.0, 'C': 2.0, 'D': 4.0}
    """
    return scores.astype(float).round(decimals).rank(method="min", ascending=False)


def score_provisions(provisions: pd.DataFrame, method: Method) -> pd.Series:
    """Score each provision in points (0-100), aligned with the rows; NaN for missing and not-applicable.

    Silent scores zero, hinders what the method says (zero by default). Source: data/CODEBOOK.md, section 4.
    """
    supports = (provisions["status"] == Status.SUPPORTS).to_numpy()
    uncoded = {Status.SILENT: 0.0, Status.HINDERS: method.hinders}
    scores = provisions["status"].map(uncoded).to_numpy(dtype=float, copy=True)
    counted = provisions[supports]
    if supports.any():
        codes = counted[list(ATTRIBUTES)].to_numpy().astype(int).T
        weights = np.array([method.weights_of(dimension) for dimension in counted["dimension_id"]]).T
        scores[supports] = score_codes(codes, (counted["scope"] == "targeted").to_numpy(), weights, method)
    return pd.Series(scores, index=provisions.index, name="score")


def score_indicators(
    provisions: pd.DataFrame,
    method: Method,
    jurisdictions: Sequence[str] | None = None,
    indicators: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Let the strongest provision in force count for each jurisdiction and indicator, and name its framework.

    Returns
    -------
    One row per jurisdiction x indicator: score in points, NaN when missing or not-applicable; status; framework_id of
    the provision that counted; confidence. `jurisdictions` are those to report, in this order, and `indicators` the
    table of them; by default those of the provisions. A jurisdiction without a framework is missing throughout. Ties
    go to the provision that supports, then to a barrier, then to the surer reading, then to the order of the rows.
    Nothing read in any framework is missing; not-applicable only where all are.

    Source: data/CODEBOOK.md, section 4, jurisdiction at a date.
    """
    strength = pd.DataFrame(
        {
            "valued": provisions["status"].map({Status.MISSING: 1, Status.NOT_APPLICABLE: 2}).fillna(0),
            "points": -score_provisions(provisions, method),
            "status_order": provisions["status"].map({Status.SUPPORTS: 0, Status.HINDERS: 1}).fillna(2),
            "confidence_order": order_confidence(provisions["confidence"]),
        }
    )
    ordered = strength.sort_values(list(strength.columns), kind="stable").index
    counted = provisions.loc[ordered].drop_duplicates(KEYS)
    counted = counted.assign(score=score_provisions(counted, method))
    ids = list(dict.fromkeys(provisions["jurisdiction_id"])) if jurisdictions is None else list(jurisdictions)
    pairs = (provisions if indicators is None else indicators)[KEYS[1:]].drop_duplicates()
    every = pd.DataFrame({"jurisdiction_id": ids}).merge(pairs, how="cross")
    scores = every.merge(counted[[*KEYS, "score", "status", "framework_id", "confidence"]], how="left", on=KEYS)
    return scores.fillna({"status": Status.MISSING.value, "framework_id": "", "confidence": Confidence.MISSING.value})


def score_dimensions(
    indicator_scores: pd.DataFrame, method: Method, without_framework: Mapping[str, ScoreClass] | None = None
) -> pd.DataFrame:
    """Average indicator scores within each dimension, and say how far to trust the average.

    Parameters
    ----------
    without_framework: the class of each jurisdiction that has no framework in force; by default all have one.

    Returns
    -------
    One row per jurisdiction x dimension:
    score in points, NaN unless `class` is scored; low, high: the mean if every missing indicator scored 0, or 100, NaN
    without a framework; coded: indicators that have a value; applicable: indicators that are not not-applicable;
    coverage: coded of applicable, 0-1; class: one of `ScoreClass`. An indicator of weight 0 counts nowhere.

    Source
    ------
    data/CODEBOOK.md, section 4.
    """
    points, weights = _by_dimension(indicator_scores, method)
    rows = indicator_scores[KEYS[:2]].drop_duplicates(ignore_index=True)
    counts = rows.assign(coded=(~np.isnan(points)).sum(axis=0), applicable=(weights > 0).sum(axis=0))
    both = counts[["coded", "applicable"]]
    (coded, applicable), totals = both.to_numpy().T, both.groupby(rows["jurisdiction_id"]).transform("sum")
    read = classify(coded, applicable, totals["coded"].to_numpy(), totals["applicable"].to_numpy(), method)
    words = {name: str(known) for name, known in (without_framework or {}).items()}
    lacking = rows["jurisdiction_id"].map(words).astype(object)
    low, high = (weighted_mean(np.nan_to_num(points, nan=worth), weights) for worth in (0.0, FULL))
    bounds = {"low": np.nan_to_num(low, nan=0.0), "high": np.nan_to_num(high, nan=FULL)}  # nothing weighs: all can be
    return rows.assign(
        score=np.where(read == ScoreClass.SCORED, dimension_points(points, weights), np.nan),
        **{name: np.where(lacking.isna(), bound, np.nan) for name, bound in bounds.items()},
        **both,
        coverage=both["coded"] / both["applicable"].clip(lower=1),
        **{"class": lacking.fillna(pd.Series(read, dtype=object)).astype("str")},
    )


def _by_dimension(indicator_scores: pd.DataFrame, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """Return points and weights of the indicators (k, jurisdictions x dimensions), in the order of the rows.

    Points are NaN where missing, not applicable or of weight 0; weights are 0 where not applicable, or where a
    dimension has fewer than k indicators.
    """
    cells = indicator_scores.groupby(KEYS[:2], sort=False)
    position, cell = cells.cumcount().to_numpy(), cells.ngroup().to_numpy()
    applies = (indicator_scores["status"] != Status.NOT_APPLICABLE).to_numpy()
    own = [method.indicator_weights.get(indicator_id, 1.0) for indicator_id in indicator_scores["indicator_id"]]
    weights = np.where(applies, own, 0.0)
    points = np.where(weights > 0, indicator_scores["score"].to_numpy(dtype=float), np.nan)
    tables = np.zeros((2, position.max(initial=-1) + 1, cell.max(initial=-1) + 1))
    tables[0] = np.nan
    tables[:, position, cell] = points, weights
    return tables[0], tables[1]


def score_composite(dimension_scores: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Combine the dimensions of each jurisdiction.

    Returns
    -------
    One row per jurisdiction: score in points, NaN unless every dimension that weighs is scored; low, high in points
    (missing indicators at 0, or at 100), NaN without a framework; coverage: share of the applicable indicators that
    were read, 0-1; class: the last in order of `ScoreClass` of its dimensions. A dimension of weight 0 counts nowhere.

    Source
    ------
    data/CODEBOOK.md, section 4.
    """
    dimensions = list(dict.fromkeys(dimension_scores["dimension_id"]))
    jurisdictions = list(dict.fromkeys(dimension_scores["jurisdiction_id"]))
    weights = as_weights({name: method.dimension_weights.get(name, 1.0) for name in dimensions}, dimensions)
    order = dimension_scores["class"].map(CLASSES.index)
    rows = dimension_scores.assign(order=order).pivot(index="jurisdiction_id", columns="dimension_id")
    wide, weighing = rows.reindex(jurisdictions), list(weights.index[weights > 0])
    composite = {
        name: composite_points(
            wide[name][dimensions].to_numpy().T, weights.to_numpy(), method.dimension_mean, method.dimension_floor
        )
        for name in POINTS
    }
    coded, applicable = (wide[name][weighing].sum(axis=1) for name in ("coded", "applicable"))
    composite["coverage"] = coded / applicable.clip(lower=1)
    composite["class"] = wide["order"][weighing].max(axis=1).map(dict(enumerate(CLASSES))).astype("str")
    return pd.DataFrame(composite, index=wide.index).rename_axis("jurisdiction_id").reset_index()


def list_barriers(provisions: pd.DataFrame) -> pd.DataFrame:
    """List every provision in force that hinders, also where another framework of the jurisdiction supports.

    One row per framework x indicator: jurisdiction_id, indicator_id, framework_id, finding, source_id.
    """
    columns = ["jurisdiction_id", "indicator_id", "framework_id", "finding", "source_id"]
    return provisions.loc[provisions["status"] == Status.HINDERS, columns].reset_index(drop=True)


def score(dataset: Dataset, method: Method | None = None) -> Scores:
    """Score every jurisdiction of a data set narrowed to a date; without a method, by the codebook's.

    One without a framework in force has no score, bound or rank; its indicators are missing, and its class says why.

    Parameters
    ----------
    dataset
        narrowed to a date, with `as_of`.
    method
        the choices that turn codes into scores.

    Returns
    -------
    Scores
        Three frames, in points (0-100): `indicators`, `dimensions` and `composite`;
        `dataset.describe("dimension_scores")` and its like say what their columns mean, and what NaN does. The
        `attrs` of each say of which `edition` of the data it is, so that no chart names another as its source.

    Raises
    ------
    TypeError
        for what is no data set or no method.
    ValueError
        when the data set was not narrowed with `as_of`, knows no jurisdiction, or does not know what the method weighs.

    Examples
    --------
    >>> from credatlas import load
    >>> scores = score(load().as_of("latest"))
    >>> bool(scores.dimensions["score"].dropna().between(0, 100).all())
    True
    """
    method = fit_method(method, dataset)
    if not dataset.date:
        raise ValueError(
            "scores belong to a date: narrow the data first, e.g. load().as_of('2022-11-22') or .as_of('latest')"
        )
    refuse_empty(dataset, "to score")
    lacking = classes_without_framework(dataset, method)
    provisions = dataset.provisions[~dataset.provisions["jurisdiction_id"].isin(lacking)]
    indicators = score_indicators(provisions, method, list(dataset), dataset.indicators)
    dimensions = score_dimensions(indicators, method, lacking)
    unrounded = indicators, dimensions, score_composite(dimensions, method)
    frames = [frame.round(dict.fromkeys(POINTS, DIGITS)) for frame in unrounded]
    for frame in frames:
        frame.attrs["edition"] = dataset.version
    indicators, dimensions, composite = frames
    return Scores(indicators, dimensions, composite, dataset.date, dataset, method)
