"""Agreement of the two coding passes, and the rate of coding errors that follows from it.

Knows what a pass holds (status, scope and three codes per framework and indicator); the coefficients are of
`coefficients`. Both passes read the same findings, so they err together now and then: agreement is an upper bound, and
the chance of a slip a lower one.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import numpy as np
import pandas as pd
from scipy.stats import beta, betabinom

from credatlas.errors import NothingToShow
from credatlas.evidence import Confidence, Status
from credatlas.index.agreement.coefficients import (
    Level,
    Weighting,
    bootstrap_by,
    gwet_ac2,
    krippendorff_alpha,
    percent_agreement,
)

CELL = ["framework_id", "indicator_id"]
CODEBOOK = range(4)  # the codes that a provision can get, unless the data say otherwise
SUPPORTED = ("scope", "obligation", "precision", "delegation")
SURE_TO_DOUBTFUL = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
NOMINAL = ("status", "silent", "scope")
READ = (Status.SUPPORTS, Status.HINDERS, Status.SILENT)
SLIPPING = ("silent", *SUPPORTED)
LIKENESS = np.geomspace(1, 10_000, 81)  # how alike confidences can be: as if so many cells had been seen of their mean
POSTERIOR = ("posterior_a", "posterior_b")


def _categories(scale: range) -> dict[str, tuple]:
    """Return what a pass can say, in order.

    `silent` is the part of status that a slip changes: nothing found (1) or something. The codes are those of
    provisions that support; by the codebook, section 2, none of these has obligation 0.
    """
    said = {"status": tuple(Status), "silent": (0, 1), "scope": ("general", "targeted")}
    return said | {name: tuple(scale[name == "obligation" :]) for name in SUPPORTED[1:]}


def pair_passes(pass_a: pd.DataFrame, pass_b: pd.DataFrame, scale: range = CODEBOOK) -> pd.DataFrame:
    """Put what the two passes say of the same cell side by side.

    Parameters
    ----------
    pass_a, pass_b: one row per framework x indicator with status, scope, obligation, precision and delegation.
    scale: the codes of the data, `Dataset.scale`; 0 to 3 by default.

    Returns
    -------
    One row per framework x indicator x attribute: framework_id, indicator_id, attribute, a, b. `status` for every cell
    that is in both passes; `silent` (0 or 1) where both read the text; scope and codes only where both found support,
    because the rest is forced to 0 and would inflate agreement. Cells of one pass only are left out.

    Raises
    ------
    ValueError: a cell is twice in a pass, the passes have no cell in common, or a code is not one of the codebook's
    (a provision that supports without a code, say).
    """
    columns = [*CELL, "status", *SUPPORTED]
    first, second = _whole(pass_a[columns]), _whole(pass_b[columns])
    cells = first.merge(second, on=CELL, suffixes=("_a", "_b"), validate="one_to_one")
    if cells.empty:
        raise NothingToShow("the two passes have no framework and indicator in common")
    for side in ("a", "b"):
        cells[f"silent_{side}"] = (cells[f"status_{side}"] == Status.SILENT).astype(int)
    read = cells.status_a.isin(READ) & cells.status_b.isin(READ)
    support = (cells.status_a == Status.SUPPORTS) & (cells.status_b == Status.SUPPORTS)
    counted = {"status": cells.status_a.notna(), "silent": read}
    pairs = []
    for attribute, categories in _categories(scale).items():
        pair = cells.loc[counted.get(attribute, support), [*CELL, f"{attribute}_a", f"{attribute}_b"]]
        pair = pair.set_axis([*CELL, "a", "b"], axis=1)
        pair.insert(2, "attribute", attribute)
        unknown = pair[~(pair.a.isin(categories) & pair.b.isin(categories))]
        if len(unknown):
            framework, indicator, _, a, b = unknown.iloc[0]
            raise ValueError(f"{attribute} of {framework}, {indicator}: {a!r} and {b!r} are not both in the codebook")
        pairs.append(pair)
    return pd.concat(pairs, ignore_index=True)


def report_agreement(
    pass_a: pd.DataFrame, pass_b: pd.DataFrame, draws: int = 1000, seed: int = 0, scale: range = CODEBOOK
) -> pd.DataFrame:
    """Report how far the passes agree on status and, where both found support, on each attribute.

    scale: the codes of the data, `Dataset.scale`; 0 to 3 by default.

    Returns
    -------
    pd.DataFrame
        One row per attribute (status, scope, obligation, precision, delegation): attribute; n: cells; frameworks:
        in which they are; agreement: share of cells coded alike; alpha: Krippendorff's, ordinal for codes and
        nominal for the rest; ac2: Gwet's, likewise (AC1 where nominal). Each of the three with _low and _high, the
        95 % interval of a bootstrap over frameworks, and _undefined, the draws in which it has no value. Never
        missing: an attribute coded twice in fewer than two frameworks, or with one code alone, has no row.

    Raises
    ------
    ValueError
        as `pair_passes`.
    """
    rows = []
    if not pass_a[CELL].merge(pass_b[CELL]).empty:
        pairs = pair_passes(pass_a, pass_b, scale)
        for attribute, categories in _categories(scale).items():
            if attribute != "silent":
                with suppress(NothingToShow):
                    rows.append(_agreement(attribute, categories, pairs[pairs.attribute == attribute], draws, seed))
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["attribute", "agreement"])


def coding_error_rates(pass_a: pd.DataFrame, pass_b: pd.DataFrame, scale: range = CODEBOOK) -> pd.DataFrame:
    """Estimate, per attribute, the chance that one pass slips from the number of cells where two passes differ.

    The chance p that the passes differ has the posterior Beta(0.5 + differ, 0.5 + same) (Jeffreys' prior); draw p from
    it and take `coding_error_chance(p)`. Cells of one framework are alike, so the posterior is narrower than it should
    be. scale: the codes of the data, `Dataset.scale`; 0 to 3 by default.

    Returns
    -------
    One row per attribute (silent, scope, obligation, precision, delegation): attribute; n: cells that both passes read
    (for the others: found to support); same, step, more: cells that are equal, a step apart, further apart;
    posterior_a, posterior_b: the two parameters of the Beta; slip, slip_low, slip_high: median and 90 % interval of the
    chance of a slip, 0-0.5.

    Raises
    ------
    ValueError: as `pair_passes`.
    """
    pairs, categories = pair_passes(pass_a, pass_b, scale), _categories(scale)
    rows = []
    for attribute in SLIPPING:
        position_of = {code: number for number, code in enumerate(categories[attribute])}
        pair = pairs[pairs.attribute == attribute]
        apart = (pair.a.map(position_of).astype(int) - pair.b.map(position_of).astype(int)).abs()
        counts = {"n": len(pair), "same": (apart == 0).sum(), "step": (apart == 1).sum(), "more": (apart > 1).sum()}
        posterior = beta(0.5 + counts["step"] + counts["more"], 0.5 + counts["same"])
        low, middle, high = coding_error_chance(posterior.ppf([0.05, 0.5, 0.95]))
        slip = {"slip": middle, "slip_low": low, "slip_high": high}
        rows.append({"attribute": attribute, **counts} | dict(zip(POSTERIOR, posterior.args, strict=True)) | slip)
    return pd.DataFrame(rows)


def coding_error_multiples(
    pass_a: pd.DataFrame, pass_b: pd.DataFrame, provisions: pd.DataFrame, scale: range = CODEBOOK
) -> pd.DataFrame:
    """Estimate, per attribute and confidence, how much more often a pass slips than in the attribute as a whole.

    In how many of n cells the passes differ is binomial at each confidence, with chances that have a Beta around the
    attribute's share m: Beta(m k, (1 - m) k), where k is the likeliest of the counts (an empirical Bayes estimate). The
    chance of a confidence is its posterior mean, (differ + m k) / (n + k): few cells hardly move it from m.

    Parameters
    ----------
    provisions: framework_id, indicator_id and confidence; cells of another than high, medium and low are left out.
    scale: the codes of the data, `Dataset.scale`; 0 to 3 by default.

    Returns
    -------
    One row per attribute (silent, scope, obligation, precision, delegation) x confidence (high, medium, low):
    attribute; confidence; n: cells; differ: cells in which the passes differ; rate: the chance that they do, shrunk,
    0-1; multiple: of the chance of a slip in the attribute as a whole, 1 where it is as large.

    Raises
    ------
    ValueError: as `pair_passes`.

    Source
    ------
    Skellam, Journal of the Royal Statistical Society B 10 (1948); Casella, The American Statistician 39 (1985).
    """
    pairs = pair_passes(pass_a, pass_b, scale).merge(provisions[[*CELL, "confidence"]], on=CELL)
    differ = (pairs.a != pairs.b).groupby([pairs.attribute, pairs.confidence]).agg(n="size", differ="sum")
    rows = pd.MultiIndex.from_product([SLIPPING, SURE_TO_DOUBTFUL], names=["attribute", "confidence"])
    counts = differ.reindex(rows, fill_value=0).rename(index=str, level="confidence")
    multiples = [_shrink(own) for _, own in counts.groupby("attribute", sort=False)]
    return pd.concat(multiples).reset_index()


def _shrink(counts: pd.DataFrame) -> pd.DataFrame:
    """Add rate and multiple to n and differ, one row per confidence."""
    n, differ = counts["n"].to_numpy(), counts["differ"].to_numpy()
    mean = (0.5 + differ.sum()) / (1 + n.sum())
    fits = betabinom.logpmf(differ, n, mean * LIKENESS[:, None], (1 - mean) * LIKENESS[:, None]).sum(axis=1)
    likeness = LIKENESS[fits.argmax()]
    rate = (differ + mean * likeness) / (n + likeness)
    return counts.assign(rate=rate, multiple=coding_error_chance(rate) / coding_error_chance(mean))


def coding_error_chance(differ: np.ndarray | float) -> np.ndarray:
    """Turn the chance that two passes differ into the chance s that one of them slips.

    If each slips independently, they differ when exactly one does: p = 2 s (1 - s), so s = (1 - sqrt(1 - 2 p)) / 2.
    Two slips that do not cancel (at most s squared / 2 for codes) are neglected, which makes s a little too large;
    errors that the passes share are never seen, which makes it too small. From p = 1/2 on the passes might
    as well be random, and s is 1/2.
    """
    return (1 - np.sqrt(1 - 2 * np.minimum(differ, 0.5))) / 2


def _whole(coding: pd.DataFrame) -> pd.DataFrame:
    """Let codes be whole numbers where there are any, so that a confusion table reads 0 and 1, and not 0.0 and 1.0."""
    return coding.astype(dict.fromkeys(SUPPORTED[1:], "Int64")).astype(object)


def _agreement(attribute: str, said: Sequence, pair: pd.DataFrame, draws: int, seed: int) -> dict:
    if (frameworks := pair.framework_id.nunique()) < 2:
        raise NothingToShow(f"the agreement of two passes on {attribute} needs two frameworks, not {frameworks}")
    level: Level = "nominal" if attribute in NOMINAL else "ordinal"
    weights: Weighting = "identity" if attribute in NOMINAL else "ordinal"
    position_of = {code: number for number, code in enumerate(said)}
    codes = pd.DataFrame({"a": pair.a.map(position_of), "b": pair.b.map(position_of)}).astype(int)
    used = said if attribute != "status" else sorted(set(pair.a) | set(pair.b))
    categories = [position_of[code] for code in used]
    statistics: dict[str, Callable[[np.ndarray], float]] = {
        "agreement": percent_agreement,
        "alpha": partial(krippendorff_alpha, level=level),
        "ac2": partial(gwet_ac2, weights=weights, categories=categories),
    }
    row = {"attribute": attribute, "n": len(pair), "frameworks": frameworks}
    for name, statistic in statistics.items():
        interval = bootstrap_by(statistic, codes, pair.framework_id, draws=draws, seed=seed)
        row |= {name: interval.point, f"{name}_low": interval.low, f"{name}_high": interval.high}
        row[f"{name}_undefined"] = interval.undefined
    return row
