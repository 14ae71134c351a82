"""Apply a named scenario of reforms.csv, and say what it would do to the scores of those who adopt it.

Knows that a reform adds provisions beside those in force and never weakens any. Which steps would be cheapest is
`cheapest`.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from credatlas.errors import did_you_mean, quote
from credatlas.evidence import CODE_COLUMNS, Confidence, Dataset, Status
from credatlas.index.changes import compare_dimensions
from credatlas.index.scores import Method, fit_method, score


def list_reforms(dataset: Dataset) -> pd.DataFrame:
    """List the scenarios.

    One row per reform: reform_id, title; jurisdictions and indicators: tuples of the ids it touches, in the order of
    reforms.csv.
    """
    grouped = dataset.reforms.groupby(["reform_id", "title"], sort=False)
    listed = grouped.agg(
        jurisdictions=("jurisdiction_id", lambda ids: tuple(dict.fromkeys(ids))),
        indicators=("indicator_id", lambda ids: tuple(dict.fromkeys(ids))),
    )
    return listed.reset_index()


def apply_reform(dataset: Dataset, reform_id: str) -> Dataset:
    """Return data narrowed to a date as they would be if the jurisdictions of a scenario adopted its provisions.

    The reform is one more framework per jurisdiction (framework_id such as `ca-bc-REFORM_ID`), beside what is in force
    or where nothing is. It holds only the provisions of the scenario that no framework in force of the jurisdiction
    has already, code by code and in scope; scoring lets the stronger provision count, so nothing is weakened. All
    other indicators stay as they were, and a barrier in another framework stays listed. It is in force from the day
    of the data on: narrowed to an earlier one they are without it.

    Parameters
    ----------
    dataset
        narrowed to a date.
    reform_id
        of a scenario in `dataset.reforms`.

    Returns
    -------
    Dataset
        Data of the same day; `version`, and with it the source line of every figure, says how they differ.

    Raises
    ------
    ValueError
        for an unknown reform, with the nearest, and for data that are not narrowed to a date.

    Examples
    --------
    >>> from credatlas import load, score
    >>> atlas = load().as_of("latest")
    >>> reformed = apply_reform(atlas, "cican-adds-detail")
    >>> before, after = (score(one).dimensions["score"].sum() for one in (atlas, reformed))
    >>> bool(after > before)
    True
    """
    if not dataset.date:
        raise ValueError("a reform is applied to what is in force: narrow the data first, e.g. with .as_of('latest')")
    rows = _rows_of(dataset, reform_id)
    rows = rows[[not _is_there(row, dataset.provisions) for row in rows.itertuples()]]
    ids = rows["jurisdiction_id"].str.lower() + "-" + reform_id
    added = rows.assign(
        framework_id=ids,
        dimension_id=rows["indicator_id"].map(dataset.indicators.set_index("indicator_id")["dimension_id"]),
        finding=rows["rationale"],
        confidence=Confidence.HIGH.value,  # the scenario itself is known in full
        place="reforms.csv",
    )
    frameworks = added.drop_duplicates("framework_id").assign(name=rows["title"], in_force_from=dataset.date)
    return replace(
        dataset, frameworks=_append(dataset.frameworks, frameworks), provisions=_append(dataset.provisions, added)
    )


def compare_reform(dataset: Dataset, reform_id: str, method: Method | None = None) -> pd.DataFrame:
    """Set the dimension scores of a scenario's jurisdictions before and after it side by side.

    Returns
    -------
    One row per jurisdiction of the reform x dimension, with the columns of `changes.compare_dimensions`. Where
    `became_known` is 0, neither score nor low falls. A score may fall where the reform fills an indicator that could
    not be read, or did not apply, and the mean takes in one more; the low only where it did not apply. What could not
    be read then counts for what the reform says, although its text may say more.

    Raises ValueError as `apply_reform`.
    """
    method = fit_method(method, dataset)
    reformed = apply_reform(dataset, reform_id)
    rows = compare_dimensions(score(dataset, method).dimensions, score(reformed, method).dimensions)
    touched = set(_rows_of(dataset, reform_id)["jurisdiction_id"])
    return rows[rows["jurisdiction_id"].isin(touched)].reset_index(drop=True)


def _rows_of(dataset: Dataset, reform_id: str) -> pd.DataFrame:
    known = dataset.reforms["reform_id"]
    if reform_id not in set(known):
        raise ValueError(f"no reform {quote(str(reform_id))}{did_you_mean(str(reform_id), known)}")
    return dataset.reforms[known == reform_id]


def _is_there(row: Any, provisions: pd.DataFrame) -> bool:
    """Say whether a framework in force has at least these codes, for at least this scope."""
    same = (provisions["jurisdiction_id"] == row.jurisdiction_id) & (provisions["indicator_id"] == row.indicator_id)
    held = provisions[same & (provisions["status"] == Status.SUPPORTS)]
    enough = (held[CODE_COLUMNS] >= [getattr(row, name) for name in CODE_COLUMNS]).all(axis=1)
    return bool((enough & ((held["scope"] == "general") | (row.scope == "targeted"))).any())


def _append(frame: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Add rows to a table of the data set, empty where they have no such column."""
    absent = frame.columns.difference(rows.columns)
    empty = {name: float("nan") if frame[name].dtype.kind == "f" else "" for name in absent}
    return pd.concat([frame, rows.assign(**empty)[frame.columns]], ignore_index=True)
