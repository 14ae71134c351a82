"""Load a data folder as a Dataset, and narrow it to the frameworks that were in force on a date.

File names, schema and rules are in `schema`, `tables` and `rules`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from credatlas.errors import DataError, Problem, did_you_mean, quote, sort_problems
from credatlas.evidence.describe import Description, describe_frame
from credatlas.evidence.display import show_table
from credatlas.evidence.rules import check_rules
from credatlas.evidence.schema import NEEDED, read_descriptor
from credatlas.evidence.tables import build_frames, check_tables, read_tables
from credatlas.evidence.versions import keep_instruments, list_in_force, provisions_of_instruments
from credatlas.paths import find_data

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """The tables of one data folder, whole or narrowed to a date.

    Every table is a frame with the columns of its file as text, "" for empty; the codes obligation, precision
    and delegation, and counts, are numbers, NaN where there is none. provisions, codings_a and codings_b also have
    framework_id and place (file:line); provisions also jurisdiction_id and dimension_id. `describe` says what each
    column means.

    Attributes
    ----------
    folder
        the data folder.
    descriptor
        the content of datapackage.json.
    date
        the day to which frameworks and provisions are narrowed, "" for all days.
    asked
        that day as it was passed to `as_of`: a day or "latest".

    Examples
    --------
    >>> atlas = load().as_of("2022-11-22")
    >>> provisions = atlas["CA-BC"]
    """

    folder: Path
    descriptor: dict[str, Any]
    jurisdictions: pd.DataFrame
    other_jurisdictions: pd.DataFrame
    frameworks: pd.DataFrame
    dimensions: pd.DataFrame
    indicators: pd.DataFrame
    codes: pd.DataFrame
    sources: pd.DataFrame
    framework_sources: pd.DataFrame
    provisions: pd.DataFrame
    codings_a: pd.DataFrame
    codings_b: pd.DataFrame
    audits: pd.DataFrame
    context: pd.DataFrame
    claims: pd.DataFrame
    claims_evidence: pd.DataFrame
    universities: pd.DataFrame
    university_sources: pd.DataFrame
    reforms: pd.DataFrame
    date: str = ""
    asked: str = ""
    _whole: "Dataset | None" = field(default=None)

    @property
    def version(self) -> str:
        """Version of the data, from datapackage.json."""
        return self.descriptor["version"]

    @property
    def whole(self) -> "Dataset":
        """The data set of every date, of which this may be one day."""
        return self._whole or self

    def as_of(self, day: str) -> "Dataset":
        """Return the dataset with only the frameworks, and their provisions, that were in force on a day.

        Where a version and one that supersedes it are both in force, the later counts. All other tables stay as they
        are.

        Parameters
        ----------
        day
            a date such as "2022-11-22", or "latest" for the day of the data themselves.

        Raises
        ------
        ValueError
            for anything else.
        """
        whole = self.whole
        resolved = whole.descriptor["created"][:10] if day == "latest" else _check_day(day)
        in_force = list_in_force(whole.frameworks, date.fromisoformat(resolved))
        return replace(
            whole,
            frameworks=_keep(whole.frameworks, in_force),
            provisions=_keep(whole.provisions, in_force),
            date=resolved,
            asked=str(day),
            _whole=whole,
        )

    def __getitem__(self, jurisdiction_id: str) -> pd.DataFrame:
        """Return the provisions of one jurisdiction. Raises KeyError for an unknown id, and suggests the nearest."""
        known = list(self)
        if jurisdiction_id not in known:
            raise KeyError(f"no jurisdiction {jurisdiction_id!r}{did_you_mean(str(jurisdiction_id), known)}")
        provisions = self.provisions
        return provisions[provisions["jurisdiction_id"] == jurisdiction_id].reset_index(drop=True)

    def __iter__(self) -> Iterator[str]:
        """Yield the id of each jurisdiction."""
        return iter(self.jurisdictions["jurisdiction_id"])

    def __contains__(self, jurisdiction_id: object) -> bool:
        return jurisdiction_id in list(self)

    def describe(self, name: str) -> Description:
        """Describe the columns of a table of the data, or of a frame of the index such as "dimension_scores".

        Returns
        -------
        One row per column: name, type, unit, description, missing_means.

        Raises
        ------
        KeyError
            for an unknown name; the message suggests the nearest.
        """
        return describe_frame(name, self.descriptor, {table: getattr(self, table) for table in NEEDED})

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __dir__(self) -> list[str]:
        return [*NEEDED, "as_of", "asked", "date", "describe", "descriptor", "folder", "version", "whole"]

    def __repr__(self) -> str:
        instruments = keep_instruments(self.frameworks)
        counts = f"{len(instruments)} frameworks of {instruments['jurisdiction_id'].nunique()} jurisdictions"
        provisions = len(provisions_of_instruments(self.provisions, self.frameworks))
        when = f", in force on {self.date}" if self.date else ""
        return f"Dataset {self.version}: {counts}, {provisions} provisions, {len(self.sources)} sources{when}"

    def _repr_html_(self) -> str:
        holds = {resource["name"]: resource.get("description", "") for resource in self.descriptor["resources"]}
        rows = [(name, len(getattr(self, name)), holds[name]) for name in NEEDED]
        return show_table(repr(self), ["table", "rows", "what it holds"], rows)


def load(folder: str | Path | None = None) -> Dataset:
    """Read and check a data folder.

    Parameters
    ----------
    folder
        the data folder; by default that of the environment variable CREDATLAS_DATA, else of the study folder that the
        current folder is in, else the one shipped with the package.

    Returns
    -------
    The whole data set, of every date; `Dataset.as_of` narrows it to one.

    Raises
    ------
    DataError
        with every problem found, each with file, line, column, value and what is allowed.
    """
    if ready := take_prepared(find_data(folder)):
        return ready
    problems, dataset = check(folder)
    if dataset is None:
        raise DataError(problems)
    return dataset


_prepared: dict[tuple, Dataset] = {}


def prepare(folder: str | Path | None = None) -> Dataset:
    """Load a data folder and keep it for the next `load` of the same files, here or in a process forked from this one.

    Raises DataError as `load`.
    """
    _prepared.clear()
    dataset = load(folder)
    _prepared[_state_of(find_data(folder))] = dataset
    return dataset


def take_prepared(folder: Path) -> Dataset | None:
    """Return the prepared dataset of a folder whose files have not changed, and forget it: the caller may alter it."""
    return _prepared.pop(_state_of(folder), None) if _prepared else None


def _state_of(folder: Path) -> tuple:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".json"))
    stats = ((path.as_posix(), path.stat()) for path in files)
    return tuple((name, stat.st_size, stat.st_mtime_ns, stat.st_ino) for name, stat in stats)


def check(folder: str | Path | None = None) -> tuple[list[Problem], Dataset | None]:
    """Return every problem of a data folder, by file and line, and the dataset when there are none."""
    path = find_data(folder)
    if not path.is_dir():
        return [Problem(str(path), None, "", None, "is not a folder")], None
    descriptor, descriptors, problems = read_descriptor(path)
    if problems:
        return sort_problems(problems), None
    tables, unreadable = read_tables(path, descriptors)
    frames = {name: table.frame() for name, table in tables.items()}
    whole = {name for name, table in tables.items() if table.whole}
    problems = [*unreadable, *check_tables(tables), *check_rules(frames, whole)]
    if problems:
        return sort_problems(problems), None
    return [], Dataset(path, descriptor, **build_frames(frames))


def _check_day(day: str) -> str:
    try:
        if not DAY.fullmatch(str(day)):
            raise ValueError
        date.fromisoformat(str(day))
    except ValueError:
        shown = quote(day) if isinstance(day, str) else repr(day)
        raise ValueError(f"as_of {shown} is neither 'latest' nor a day such as '2022-11-22'") from None
    return str(day)


def _keep(frame: pd.DataFrame, framework_ids: list[str]) -> pd.DataFrame:
    return frame[frame["framework_id"].isin(framework_ids)].reset_index(drop=True)
