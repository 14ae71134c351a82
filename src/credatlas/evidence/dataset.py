"""Load a data folder as a Dataset, narrow it to the frameworks that were in force on a date, and ask "what if".

File names, schema and rules are in `schema`, `tables` and `rules`; what a change does to frames is in `variants`.
"""

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from credatlas.errors import DataError, Problem, did_you_mean, sort_problems, suggest
from credatlas.evidence.codebook import Entry, Passages, find_passages, label_provisions, look_up, read_scale
from credatlas.evidence.dates import read_day
from credatlas.evidence.describe import Description, describe_frame
from credatlas.evidence.display import show_table
from credatlas.evidence.rules import check_rules
from credatlas.evidence.schema import NEEDED
from credatlas.evidence.tables import build_frames, by_convention, check_tables, read_folder
from credatlas.evidence.variants import Edition, change_provision, is_edited, put_back, select, tell_differences
from credatlas.evidence.versions import keep_instruments, list_in_force, provisions_of_instruments
from credatlas.files import say_aside
from credatlas.paths import find_data
from credatlas.settings import list_names

NOT_OFFERED = ("edited", "named_tables", "suggest")  # public, and yet not among what JupyterLab offers to complete
LAZY = int(pd.__version__.split(".")[0]) >= 3  # a shallow copy costs nothing, and becomes a deep one when written to


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """The tables of one data folder, whole or narrowed to a date.

    Every table is a frame with the columns of its file as text, "" for empty; the codes obligation, precision
    and delegation, and counts, are numbers, NaN where there is none. provisions, codings_a and codings_b also have
    framework_id and place (file:line); provisions also jurisdiction_id and dimension_id. `describe` says what each
    column means.

    A table is handed out as a copy: changing it changes nothing here. `change` returns data coded otherwise, `where`
    those of which only some provisions were kept, and `version` says so.

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
    edited
        whether the files are not those with which this version of the data was published.

    Examples
    --------
    >>> atlas = load().as_of("2022-11-22")
    >>> provisions = atlas["CA-BC"]
    >>> str(atlas.change("ca-on-2020", "ST1", obligation=3).version).partition(" ")[2]
    'with 1 code changed'
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
    edited: bool = False
    _whole: "Dataset | None" = field(default=None)
    _loaded: "Dataset | None" = field(default=None)  # what `version` compares with
    _selected: tuple[tuple[str, tuple[str, ...]], ...] = ()

    if not TYPE_CHECKING:  # or any misspelt name would pass for an attribute

        def __getattribute__(self, name: str) -> Any:
            value = object.__getattribute__(self, name)
            return value.copy(deep=not LAZY) if isinstance(value, pd.DataFrame) else value

    @property
    def name(self) -> str:
        """Name of the data package: `credatlas` for the published data."""
        return self.descriptor.get("name", "")

    @property
    def version(self) -> str:
        """Version of the data, from datapackage.json, and what is not as it was published: codes changed, and so on."""
        return str(self.edition)

    @cached_property
    def edition(self) -> Edition:
        """The version of the data, and what is not as it was published or loaded, counted."""
        loaded = self._loaded or self.whole
        codes, altered = tell_differences(self._widen().tables, loaded.tables)
        return Edition(self.descriptor["version"], self.edited, codes, altered, self._selected)

    @property
    def end(self) -> str:
        """The day to which the data reach, such as 2026-11-28."""
        return self.descriptor["created"][:10]

    @property
    def scale(self) -> range:
        """The codes that a text can get: 0 to n, as codes.csv lists them."""
        return read_scale(self.codes)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in NEEDED}

    @property
    def whole(self) -> "Dataset":
        """The data set of every date, of which this may be one day."""
        return self._whole or self

    def as_of(self, day: str | dt.date) -> "Dataset":
        """Return the dataset with only the frameworks, and their provisions, that were in force on a day.

        Where a version and one that supersedes it are both in force, the later counts. All other tables stay as they
        are, and so does what was changed before, with `change`, `where` or `dataclasses.replace`. A day after the end
        of the data is answered with a warning: what came into force since is not known.

        Parameters
        ----------
        day
            a date such as "2022-11-22" (or a `datetime.date` or `pandas.Timestamp`), or "latest" for the day to which
            the data reach.

        Returns
        -------
        Dataset
            The same tables; of frameworks and provisions those in force.

        Raises
        ------
        ValueError
            for anything else.

        Examples
        --------
        >>> load().as_of("2022-11-22").date
        '2022-11-22'
        """
        resolved = self.end if isinstance(day, str) and day == "latest" else read_day(day)
        if resolved > self.end:
            warnings.warn(f"the data end on {self.end}: what changed until {resolved} is not in them", stacklevel=2)
        return _narrow(self._widen(), resolved, day if isinstance(day, str) else resolved)

    def _widen(self) -> "Dataset":
        """Return the data of every date, with what was put in place of a table since they were narrowed."""
        if self._whole is None:
            return self
        usual = _narrow(self._whole, self.date, self.asked).tables
        own = {name: table for name, table in self.tables.items() if not table.equals(usual[name])}
        return replace(self._whole, **put_back(self._whole.tables, usual, own)) if own else self._whole

    def change(self, framework_id: str, indicator_id: str, **codes: str | float | None) -> "Dataset":
        """Return the data as they would be if one provision were coded otherwise; nothing here changes.

        Parameters
        ----------
        framework_id, indicator_id
            of the provision.
        codes
            new values of status, scope, obligation, precision, delegation, confidence. A new status brings the codes
            that it must have; to `supports` give scope and all three.

        Returns
        -------
        Dataset
            Checked data of the same day. `version`, and with it the source line of every figure, says how many
            codes were changed; `as_of` keeps the change.

        Raises
        ------
        KeyError
            for an unknown framework, indicator or code; the message suggests the nearest.
        DataError
            with every problem, where the codes do not go together.

        Examples
        --------
        >>> atlas = load().as_of("latest")
        >>> what_if = atlas.change("ca-bc-2024", "ST1", status="silent")
        >>> what_if["CA-BC"].loc[0, "status"]
        'silent'
        """
        resource = next(table for table in self.descriptor["resources"] if table["name"] == "provisions")
        whole = self._widen()
        if indicator_id not in set(self.indicators["indicator_id"]):
            raise KeyError(f"no indicator {indicator_id!r}{self.suggest('indicator', str(indicator_id))}")
        changed = change_provision(whole.provisions, resource, framework_id, indicator_id, codes)
        return _narrow(replace(whole, provisions=changed), self.date, self.asked)

    def where(
        self,
        *,
        confidence: str | Iterable[str] | None = None,
        framework: str | Iterable[str] | None = None,
        access: str | Iterable[str] | None = None,
        coding: Literal["a", "b"] | None = None,
    ) -> "Dataset":
        """Return the data with some provisions only; the others count as not read, and never as zero.

        Parameters
        ----------
        confidence
            how well a provision was read: high, medium, low.
        framework
            ids of frameworks.
        access
            how the source of a provision was read: full, excerpt, official summary, secondary.
        coding
            the pass, a or b, whose codes are taken as final; what it did not code stays as it was settled.

        Returns
        -------
        Dataset
            Data of the same day; `version`, and with it the source line of every figure, says what was kept.
            Searches that found no framework stay.

        Raises
        ------
        KeyError
            for an unknown value; the message says which there are.
        ValueError
            for a choice without any value, and for two passes.

        Examples
        --------
        >>> load().where(confidence="high").version.partition(", ")[2]
        'high confidence only'
        """
        asked = {"confidence": confidence, "framework": framework, "access": access, "pass": coding}
        chosen = {name: values for name, values in asked.items() if values is not None}
        whole, loaded = self._widen(), self._loaded or self.whole
        (kept, selected), (usual, _) = (select(data.tables, chosen) for data in (whole, loaded))
        selection, before = (*self._selected, *selected), replace(loaded, provisions=usual)
        return _narrow(replace(whole, provisions=kept, _selected=selection, _loaded=before), self.date, self.asked)

    def __getitem__(self, jurisdiction_id: str) -> pd.DataFrame:
        """Return the provisions of one jurisdiction. Raises KeyError for an unknown id, and suggests the nearest."""
        if jurisdiction_id not in self:
            raise KeyError(f"no jurisdiction {jurisdiction_id!r}{self.suggest('jurisdiction', str(jurisdiction_id))}")
        provisions = self.provisions
        return provisions[provisions["jurisdiction_id"] == jurisdiction_id].reset_index(drop=True)

    def __iter__(self) -> Iterator[str]:
        """Yield the id of each jurisdiction."""
        return iter(self.jurisdictions["jurisdiction_id"])

    @property
    def groups(self) -> dict[str, list[str]]:
        """The jurisdictions of each group, such as Canada, in the order of the data."""
        return self.jurisdictions.groupby("group", sort=False)["jurisdiction_id"].agg(list).to_dict()

    def members(self, names: str | Iterable[str]) -> list[str]:
        """Return jurisdictions named by id or by group, for `isin` and the like; charts, tables and `build` do so too.

        Parameters
        ----------
        names
            ids of jurisdictions, or names of `groups` such as "Canada": one, or several.

        Returns
        -------
        list[str]
            Ids, each once, in the order asked for; those of a group in the order of the data.

        Raises
        ------
        KeyError
            for what is neither; the message suggests the nearest.

        Examples
        --------
        >>> load().members(["CA-ON", "Asia-Pacific"])
        ['CA-ON', 'AU', 'NZ', 'MY', 'SG']
        """
        ids, groups = list(self), self.groups
        asked = list_names(names)
        for name in asked:
            if name not in ids and name not in groups:
                hint = did_you_mean(str(name), groups) or self.suggest("jurisdiction", str(name))
                raise KeyError(f"{name!r} is not a jurisdiction{hint}")
        return list(dict.fromkeys(one for name in asked for one in ([name] if name in ids else groups[name])))

    def frame(self, name: str) -> pd.DataFrame:
        """Return a table by the conventions of pandas, as `isna`, `dropna`, `groupby` and sorting expect it.

        Parameters
        ----------
        name
            of a table: one of `tables`.

        Returns
        -------
        pd.DataFrame
            The rows of the table. Missing text is NA (in the table itself it is ""), codes and counts are whole
            numbers (Int64), and what has an order is an ordered category: status, confidence, and in the order of
            the codebook dimension_id and indicator_id. Beside a partial date such as 2024-05 as it is written stand
            the days that it can mean: for in_force_from `from_day`, its first, for in_force_to `to_day`, its last.

        Raises
        ------
        KeyError
            for an unknown table; the message suggests the nearest.

        Examples
        --------
        >>> frameworks = load().frame("frameworks")
        >>> str(frameworks["from_day"].dtype)[:10]
        'datetime64'
        """
        if name not in NEEDED:
            raise KeyError(f"no table {name!r}{did_you_mean(str(name), NEEDED)}")
        return by_convention(getattr(self, name), self._orders)

    def tidy(self, lang: str = "en") -> pd.DataFrame:
        """Return one tidy table that needs no other: provisions with names, labels, dates, source and address.

        `credatlas export atlas` writes it for R, Stata or a spreadsheet.

        Parameters
        ----------
        lang
            en, fr or es, of names and labels; findings and titles are as in the data.

        Returns
        -------
        pd.DataFrame
            One row per framework version and indicator, by the conventions of `frame`: ids with names beside them,
            status, scope, confidence and the three codes each with its label (`obligation`, `obligation_label`),
            finding, source with address and place. `describe("atlas")` says what each column means.

        Raises
        ------
        ValueError
            for an unknown language.

        Examples
        --------
        >>> tidy = load().as_of("latest").tidy()
        >>> tidy.query("jurisdiction_id == 'IE' and indicator_id == 'ST1'")["obligation_label"].item()
        'required'
        """
        return by_convention(label_provisions(self.tables, lang), self._orders)

    @property
    def _orders(self) -> dict[str, list[str]]:
        return {f"{kind}_id": list(self.named_tables[kind][f"{kind}_id"]) for kind in ("dimension", "indicator")}

    def compare(self, first: str, second: str) -> pd.DataFrame:
        """Set two jurisdictions side by side, indicator by indicator: `compare_pair` by the codebook's method.

        Parameters
        ----------
        first, second
            ids of two different jurisdictions.

        Returns
        -------
        pd.DataFrame
            One row per indicator; _a is the first, _b the second: scores, codes, findings and sources of both sides,
            their difference, and what it adds to that of the dimension. `describe("pair")` says what each column
            means.

        Raises
        ------
        KeyError
            for an unknown id; the message suggests the nearest.
        ValueError
            when the two are one, or the data were not narrowed with `as_of`.

        Examples
        --------
        >>> pair = load().as_of("latest").compare("CA-ON", "AU")
        >>> pair.loc[0, ["indicator_id", "status_a", "status_b"]].tolist()
        ['ST1', 'supports', 'supports']
        """
        import credatlas  # scores are made floors above: the front door knows where

        return credatlas.compare_pair(self, first, second)

    @property
    def named_tables(self) -> dict[str, pd.DataFrame]:
        """The tables of what has a name in every language, by kind: jurisdiction, dimension, indicator."""
        return {"jurisdiction": self.jurisdictions, "dimension": self.dimensions, "indicator": self.indicators}

    def suggest(self, kind: Literal["jurisdiction", "dimension", "indicator"], asked: str) -> str:
        """Return "; did you mean 'CA-ON'?" for an id of this kind that is near, by itself or by its name, else "".

        Where a group was named in place of a jurisdiction, say so.
        """
        for group in self.groups if kind == "jurisdiction" else ():
            if group.casefold() == asked.casefold():
                return f"; {group} is a group, and members({group!r}) lists it"
        table, column = self.named_tables[kind], f"{kind}_id"
        ids = list(table[column])
        named = {name.casefold(): row[column] for _, row in table.iterrows() for name in row.filter(like="name_")}
        if near := did_you_mean(asked, ids) if asked.casefold() not in named else "":
            return near
        name = suggest(asked, named)
        return f"; did you mean {named[name]!r}?" if name else ""

    def describe(self, name: str) -> Description:
        """Describe the columns of a table of the data, or of a frame of the index such as "dimension_scores".

        Parameters
        ----------
        name
            of a table, or of such a frame; an unknown one is answered with the nearest, or with all there are.

        Returns
        -------
        Description
            One row per column: name, type, unit, description, missing_means.

        Raises
        ------
        KeyError
            for an unknown name; the message suggests the nearest.

        Examples
        --------
        >>> load().describe("dimension_scores").set_index("name").loc["low", "unit"]
        'points (0-100)'
        """
        return describe_frame(name, self.descriptor, self.tables)

    def find(self, words: str, lang: str = "en") -> Passages:
        """Search the codebook for words: names, questions, definitions, codes and what they mean, cases.

        Parameters
        ----------
        words
            one or more; a passage counts in which each stands, also as a part of another: "transfer" finds
            "transferable".
        lang
            en, fr or es; how to code, and the cases, are there in English only.

        Returns
        -------
        Passages
            One row per passage, none where nothing was found: id, of a dimension, indicator or attribute, which
            `about` takes; part (name, question, a code, or the section of a page); text.

        Raises
        ------
        ValueError
            for an unknown language.

        Examples
        --------
        >>> found = load().find("transfer")
        >>> found.loc[found["part"] == "name", ["id", "text"]].values.tolist()
        [['PO1', 'transfer']]
        """
        return find_passages(words, self.tables, self.folder, lang)

    def about(self, name: str, lang: str = "en") -> Entry:
        """Look up a dimension, indicator or attribute in the codebook: question, scale with labels, cases.

        Parameters
        ----------
        name
            an id such as "ST", "ST1" or "obligation".
        lang
            en, fr or es, of the labels; findings are in English.

        Returns
        -------
        Entry
            An entry, printed as text and shown as a table: `scale` and `cases` are frames, and the `page` of an
            indicator, where there is one, says how to code it.

        Raises
        ------
        KeyError
            for an unknown id; the message suggests the nearest.
        ValueError
            for an unknown language.

        Examples
        --------
        >>> stacking = load().about("ST1")
        >>> stacking.question
        'Does it provide that micro-credentials accumulate towards a larger credential (certificate, diploma, degree)?'
        >>> stacking.scale.query("attribute == 'obligation'")["label"].tolist()
        ['none', 'permitted', 'recommended', 'required']
        """
        entry = look_up(name, self.whole.tables, self.folder, lang)
        if entry is None:
            asked = str(name)
            near = self.suggest("indicator", asked) or self.suggest("dimension", asked)
            near = near or did_you_mean(asked, self.codes["attribute"])
            raise KeyError(f"no dimension, indicator or attribute {name!r}{near}")
        return entry

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __dir__(self) -> list[str]:
        return [name for name in super().__dir__() if name[0] != "_" and name not in NOT_OFFERED]

    def __repr__(self) -> str:
        instruments = keep_instruments(self.frameworks)
        counts = f"{len(instruments)} frameworks of {instruments['jurisdiction_id'].nunique()} jurisdictions"
        provisions = len(provisions_of_instruments(self.provisions, self.frameworks))
        when = f", in force on {self.date}" if self.date else ""
        when += f" (the data end on {self.end})" if self.date > self.end else ""
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
    Dataset
        The whole data set, of every date; `Dataset.as_of` narrows it to one.

    Raises
    ------
    DataError
        with every problem found, each with file, line, column, value and what is allowed.

    Examples
    --------
    >>> atlas = load()
    >>> len(atlas.as_of("2022-11-22").frameworks) < len(atlas.frameworks)
    True
    """
    if _prepared and (ready := _prepared.pop(_state_of(find_data(folder)), None)):
        return ready  # once: who gets it may alter it
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


def _state_of(folder: Path) -> tuple:
    """Return what tells whether the files of a folder are still those that were read."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".json"))
    stats = ((path.as_posix(), path.stat()) for path in files)
    return tuple((name, stat.st_size, stat.st_mtime_ns, stat.st_ino) for name, stat in stats)


def check(folder: str | Path | None = None) -> tuple[list[Problem], Dataset | None]:
    """Return every problem of a data folder, by file and line, and the dataset when there are none."""
    path = find_data(folder)
    if not path.is_dir():
        return [Problem(str(path), None, "", None, f"is not a folder{say_aside(path)}")], None
    descriptor, tables, unreadable = read_folder(path)
    if not tables:
        return sort_problems(unreadable), None
    frames = {name: table.frame() for name, table in tables.items()}
    whole = {name for name, table in tables.items() if table.whole}
    problems = [*unreadable, *check_tables(tables), *check_rules(frames, whole)]
    if problems:
        return sort_problems(problems), None
    read = Dataset(path, descriptor, **build_frames(frames), edited=is_edited(path, descriptor))
    return [], replace(read, _loaded=read)


def _narrow(whole: Dataset, day: str, asked: str) -> Dataset:
    """Return data of every date narrowed to a day, or as they are where there is none."""
    if not day:
        return whole
    in_force = list_in_force(whole.frameworks, dt.date.fromisoformat(day))
    frames = (whole.frameworks, whole.provisions)
    frameworks, provisions = (f[f["framework_id"].isin(in_force)].reset_index(drop=True) for f in frames)
    return replace(whole, frameworks=frameworks, provisions=provisions, date=day, asked=asked, _whole=whole)
