"""Compare two dates (changes of policy) or two versions of the data (corrections).

Knows which provision counts before and after, the bounds of a score, and what a coding error could explain; `versions`
knows what came from what. Words nothing: sentences about changes belong to `figures`.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from credatlas.evidence import Confidence, Dataset, Status
from credatlas.index.changes.versions import Versions, list_events
from credatlas.index.scores import (
    ATTRIBUTES,
    KEYS,
    LEAST_DIFFERENCE,
    TEXTS,
    WITHOUT_FRAMEWORK,
    Method,
    Scores,
    attach_provisions,
    fit_method,
    score,
    score_codes,
    score_dimensions,
)
from credatlas.settings import DECIMALS, DIGITS

FINDING = ["status", "scope", "codes"]  # what must differ for a finding to have changed
DIRECTIONS = (  # the ways in which a finding moves
    "higher", "lower", "level", "within coding error", "read differently",
    "became known", "no longer known", "became applicable", "no longer applicable",
    "framework began", "framework ended",
)  # fmt: skip
DOUBTFUL = DIRECTIONS[3:5]  # no change of policy that was seen: codes that another reading could explain


@dataclass(frozen=True, eq=False, repr=False)
class DataChanges:
    """What differs between two states of the data.

    before, after: the two dates, or twice the same where two versions of the data are compared (kind "correction").

    provisions: one row per jurisdiction x indicator whose counted provision differs in status, scope or codes:
    jurisdiction_id, dimension_id, indicator_id; framework_id, status, scope, codes, score (points), confidence,
    finding, source_id, locator, each with _before and _after; difference in points, NaN unless both have a score;
    direction: higher, lower, level, became known, no longer known, became applicable, no longer applicable, or, between
    two dates, framework began or framework ended, where there was none before or is none after, read differently, where
    the two codes rest on different places or confidence and not both on the instrument's own text, or on a finding in
    the same words, and within coding error, where they are one step apart, the commonest error of coding;
    why: new framework, new version, ended, recoded.

    dimensions: as `compare_dimensions` returns them, unchanged ones included; sure_difference: what is left of the
    difference in points where provisions read differently or within coding error keep their earlier score, NaN unless
    both days have a score; beyond_doubt: true where difference and sure_difference are LEAST_DIFFERENCE or more, the
    intervals do not meet, and would not meet if besides each provision that counts for it were one step nearer to what
    it was.

    frameworks: one row per version that started, was replaced or ended, or came and went in between: jurisdiction_id,
    framework_id, name, event (started, replaced, ended, came and went), in_force_from, in_force_to, dates_basis,
    supersedes, replaced_by, source_id. That no instrument was found (type none) neither starts nor ends.
    """

    before: str
    after: str
    kind: Literal["change", "correction"]
    provisions: pd.DataFrame
    dimensions: pd.DataFrame
    frameworks: pd.DataFrame

    def __repr__(self) -> str:
        counts = {name: len(getattr(self, name)) for name in ("frameworks", "provisions")}
        counts["dimensions beyond doubt"] = int(self.dimensions["beyond_doubt"].sum())
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        return f"DataChanges from {self.before} to {self.after}: {told}"


def list_changes(dataset: Dataset, before: str, after: str, method: Method | None = None) -> DataChanges:
    """List what changed between two dates in the data of every date: frameworks, provisions, scores.

    A new version with the codes of the old one is an event among the frameworks and no change of a finding.

    Parameters
    ----------
    dataset
        of every date, as `load` returns it.
    before, after
        days such as "2022-11-22", or "latest".
    method
        by which scores are made, by default the codebook's.

    Returns
    -------
    DataChanges
        The changes: `frameworks`, `provisions` and `dimensions` are frames; the direction of a provision says
        whether the policy changed or only what is known of it.

    Raises
    ------
    ValueError
        for a date that is none, for dates in the wrong order, and for data already narrowed to a date.

    Examples
    --------
    >>> from credatlas import load
    >>> changes = list_changes(load(), "2022-11-22", "latest")
    >>> {"higher", "became known"} <= set(changes.provisions["direction"])
    True
    """
    _check_whole(dataset)
    earlier, later = dataset.as_of(before), dataset.as_of(after)
    if later.date < earlier.date:
        raise ValueError(f"before ({earlier.date}) is later than after ({later.date})")
    return _compare(earlier, later, dataset.frameworks, method, "change")


def compare_datasets(old: Dataset, new: Dataset, as_of: str = "latest", method: Method | None = None) -> DataChanges:
    """List what two versions of the data say differently about one date: corrections, not changes of policy.

    Both are the data of every date; "latest" is that of the newer data, and without a method the newer data's weights
    count for both. Raises ValueError for a date that is none and for data already narrowed to a date.
    """
    _check_whole(old)
    _check_whole(new)
    later = new.as_of(as_of)
    frameworks = pd.concat([new.frameworks, old.frameworks]).drop_duplicates("framework_id")
    return _compare(old.as_of(later.date), later, frameworks, method, "correction")


def compare_dimensions(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Set two frames of dimension scores side by side.

    Returns
    -------
    pd.DataFrame
        One row per jurisdiction x dimension of either: jurisdiction_id, dimension_id; score, low, high (points),
        coded (indicators read), class, best, worst (the ranks that the bounds of all frameworks leave open, NaN
        without one), each with _before and _after; difference of the scores, NaN unless both have one;
        became_known: indicators read after less those read before (a score may move by them alone), 0 where a
        framework came or went; beyond_bounds: true where the two intervals from low to high do not meet, so that no
        reading of missing provisions could undo it.
    """
    keys, measures = KEYS[:2], ["score", "low", "high", "coded", "class", "best", "worst"]
    rows = _side_by_side(_add_ranks(before)[[*keys, *measures]], _add_ranks(after)[[*keys, *measures]], keys)
    read = [rows[f"coded_{side}"].fillna(0).astype(int) for side in ("before", "after")]
    without = [rows[f"class_{side}"].isin(WITHOUT_FRAMEWORK) for side in ("before", "after")]
    rows = rows.assign(
        difference=(rows["score_after"] - rows["score_before"]).round(DIGITS - 1),
        became_known=(read[1] - read[0]).where(without[0] == without[1], 0),
    )
    return rows.assign(beyond_bounds=_side(rows) != 0)


def _side(rows: pd.DataFrame) -> pd.Series:
    """Say on which side of the earlier interval the later one lies: 1 above, -1 below, 0 where they meet."""
    ends = rows[["low_before", "high_before", "low_after", "high_after"]].round(DECIMALS)
    above, below = ends["low_after"] > ends["high_before"], ends["high_after"] < ends["low_before"]
    return above.astype(int) - below.astype(int)


def compare_days(before: Scores, after: Scores, dataset: Dataset, method: Method | None = None) -> pd.DataFrame:
    """Set the dimension scores of two days side by side and say which differences are beyond doubt.

    before, after: scores of `dataset`, which holds the provisions of both days or is narrowed from data that do; the
    method must be theirs.

    Returns
    -------
    pd.DataFrame
        The dimensions of `DataChanges`.
    """
    earlier, later = (attach_provisions(scores.indicators, dataset.whole.provisions) for scores in (before, after))
    return _mark_doubt(before, after, _compare_provisions(earlier, later, "change"), fit_method(method, dataset))


def _check_whole(dataset: Dataset) -> None:
    if dataset.date:
        raise ValueError(f"a comparison needs the data of every date, and these are narrowed to {dataset.date}")


def _compare(
    earlier: Dataset,
    later: Dataset,
    frameworks: pd.DataFrame,
    method: Method | None,
    kind: Literal["change", "correction"],
) -> DataChanges:
    method = fit_method(method, later)
    scores_before, scores_after = score(earlier, method), score(later, method)
    counted_before = attach_provisions(scores_before.indicators, earlier.provisions)
    counted_after = attach_provisions(scores_after.indicators, later.provisions)
    provisions = _compare_provisions(counted_before, counted_after, kind)
    versions = Versions.of(earlier.frameworks, later.frameworks, frameworks)
    pairs = zip(provisions["framework_id_before"], provisions["framework_id_after"], strict=True)
    return DataChanges(
        earlier.date,
        later.date,
        kind,
        provisions.assign(why=[versions.explain(*pair) for pair in pairs]),
        _mark_doubt(scores_before, scores_after, provisions, method),
        list_events(frameworks, versions, earlier.date, later.date),
    )


def _compare_provisions(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> pd.DataFrame:
    columns = ["framework_id", *FINDING, "score", "confidence", *TEXTS[1:]]
    rows = _side_by_side(before[[*KEYS, *columns]], after[[*KEYS, *columns]], KEYS)
    absent = dict.fromkeys(columns, "") | dict.fromkeys(["status", "confidence"], Status.MISSING.value)
    del absent["score"]
    rows = rows.fillna({f"{name}_{side}": told for name, told in absent.items() for side in ("before", "after")})
    differs = np.any([rows[f"{name}_before"] != rows[f"{name}_after"] for name in FINDING], axis=0)
    rows = rows[differs].reset_index(drop=True)
    return rows.assign(
        difference=(rows["score_after"] - rows["score_before"]).round(DIGITS - 1),
        direction=[(kind == "change" and _doubt(row)) or _direction(row) for row in rows.itertuples()],
    )


def _mark_doubt(before: Scores, after: Scores, provisions: pd.DataFrame, method: Method) -> pd.DataFrame:
    """Compare dimensions, and again without what another reading, or errors of coding, could explain."""
    rows = compare_dimensions(before.dimensions, after.dimensions)
    doubtful = provisions[provisions["direction"].isin(DOUBTFUL)].set_index(KEYS)["score_before"]
    moved = provisions[provisions["direction"].isin(["higher", "lower"])]
    steps = [_one_step_nearer(row, method) for row in moved.itertuples()]
    nearer = pd.Series(steps, moved.set_index(KEYS).index, float)
    kept = _compare_again(before, after, doubtful, method)
    coded = _compare_again(before, after, pd.concat([doubtful, nearer]), method)
    sure = kept["difference"]
    large = np.minimum(rows["difference"].abs(), sure.abs()).round(DECIMALS) >= LEAST_DIFFERENCE
    return rows.assign(sure_difference=sure, beyond_doubt=large & (_side(rows) * _side(coded) > 0))


def _compare_again(before: Scores, after: Scores, instead: pd.Series, method: Method) -> pd.DataFrame:
    """Compare dimensions with other scores after, by the KEYS of the indicators, where such are given."""
    given = pd.Series(after.indicators.set_index(KEYS).index.map(instead.get), after.indicators.index, dtype=float)
    later = after.indicators.assign(score=given.fillna(after.indicators["score"]))
    return compare_dimensions(before.dimensions, score_dimensions(later, method))


def _one_step_nearer(row: Any, method: Method) -> float:
    """Return the score after if one code were a step nearer to before: the step that brings the score nearest.

    What supports obliges at least 1, so that no step takes an obligation of 1 away.
    """
    down = row.score_after > row.score_before
    codes = _read_codes(row.codes_after) + (-1 if down else 1) * np.eye(len(ATTRIBUTES), dtype=int)
    codes = codes[(codes >= 0).all(axis=1) & (codes < len(method.code_values)).all(axis=1) & (codes[:, 0] > 0)]
    if not len(codes):
        return row.score_after
    targeted = np.full(len(codes), row.scope_after == "targeted")
    scores = score_codes(codes.T, targeted, np.array(method.weights_of(row.dimension_id)), method)
    return float(scores.min() if down else scores.max())


def _read_codes(text: str) -> np.ndarray:
    """Return three codes as numbers; 0, 0, 0 where there are none."""
    return np.array(text.split(","), dtype=int) if text else np.zeros(len(ATTRIBUTES), dtype=int)


def _doubt(row: Any) -> str:
    """Say why two codes of different days are no change of policy that was seen, "" where they are one."""
    if not row.framework_id_before:
        return "framework began"
    if not row.framework_id_after:
        return "framework ended"
    unread = {Status.MISSING, Status.NOT_APPLICABLE} & {row.status_before, row.status_after}
    own_text = row.confidence_before == row.confidence_after == Confidence.HIGH
    place = (row.source_id_before, row.locator_before, row.confidence_before)
    alike = place == (row.source_id_after, row.locator_after, row.confidence_after)
    same_words = "" != row.finding_before == row.finding_after
    if not unread and (same_words or not (own_text or alike)):
        return "read differently"
    steps = np.abs(_read_codes(row.codes_after) - _read_codes(row.codes_before)).sum()
    near = not unread and steps == 1 and row.scope_before == row.scope_after
    return "within coding error" if near else ""


def _direction(row: Any) -> str:
    """Name the way a finding moved; what was not known before has not risen."""
    for status, come, gone in (
        (Status.MISSING, "became known", "no longer known"),
        (Status.NOT_APPLICABLE, "became applicable", "no longer applicable"),
    ):
        if row.status_before == status:
            return come
        if row.status_after == status:
            return gone
    gap = round(row.score_after - row.score_before, DECIMALS)
    return "higher" if gap > 0 else "lower" if gap < 0 else "level"


def _side_by_side(before: pd.DataFrame, after: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Join on the keys, in the order of the rows before, then of those that are new."""
    both = before.merge(after, how="outer", on=keys, suffixes=("_before", "_after"))
    return pd.concat([before[keys], after[keys]]).drop_duplicates().merge(both, how="left", on=keys)


def _add_ranks(dimension_scores: pd.DataFrame) -> pd.DataFrame:
    """Add the best and worst rank that low and high leave open among all frameworks, 1 is best; NaN without one."""
    ranked = []
    for _, group in dimension_scores.groupby("dimension_id", sort=False):
        low, high = group["low"].round(DECIMALS).to_numpy(), group["high"].round(DECIMALS).to_numpy()
        surely_above, maybe_above = low[None, :] > high[:, None], high[None, :] > low[:, None]
        np.fill_diagonal(maybe_above, False)
        ends = {"best": 1 + surely_above.sum(axis=1), "worst": 1 + maybe_above.sum(axis=1)}
        ranked.append(group.assign(**{end: np.where(np.isnan(low), np.nan, rank) for end, rank in ends.items()}))
    return pd.concat(ranked)
