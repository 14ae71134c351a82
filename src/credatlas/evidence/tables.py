"""Read the files of a data folder into tables of text, and check every cell, key and reference.

Knows which file belongs to which table, and the constraints of Table Schema; the rules of the codebook are in `rules`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from credatlas.errors import Problem, did_you_mean, printable
from credatlas.evidence.codebook import CODE_COLUMNS, take_scale
from credatlas.evidence.csv_file import read_sheet
from credatlas.evidence.dates import DAYS, is_partial_date
from credatlas.evidence.schema import NEEDED, ColumnSchema, FileKey, Reference, TableDescriptor, read_descriptor
from credatlas.evidence.statuses import Confidence, Status

WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)  # int() would also read 1_0 and digits of other scripts
FIRST_YEAR, LAST_YEAR = 1800, 2100  # of a date
COUNT_COLUMNS = ["searches", "drawn", "alike", "one_step", "further", "other_status", "wrong", "source_right"]
WHOLE_COLUMNS = [*CODE_COLUMNS, *COUNT_COLUMNS]  # of a frame: floats, NaN where there is none
WEIGHT_COLUMNS = ["weight_obligation", "weight_precision", "weight_delegation"]
NAMES = ("name", "short_", "in_sentence_", "of_", "label_", "title", "institution", "issuer", "publisher")
# in no cell (tabs and line ends may stand in long texts); in no name, which they break, turn or hide something in
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
TURNS = re.compile("[\t\n\r\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
CODED_TABLES = ("provisions", "codings_a", "codings_b")


@dataclass
class RawTable:
    """Rows of one table as text, each with its file and line; `whole` is False where some could not be read."""

    descriptor: TableDescriptor
    rows: list[list[str]] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    whole: bool = True

    def column(self, name: str) -> list[str]:
        """Return the values of one column, in the order of the rows."""
        position = self.descriptor.columns.index(name)
        return [row[position] for row in self.rows]

    def add(self, cells: Mapping[str, str], file: str, line: int) -> None:
        """Add a row with these cells, "" where there is none, and its place."""
        self.rows.append([cells.get(name, "") for name in self.descriptor.columns])
        self.places.append((file, line))

    def frame(self) -> pd.DataFrame:
        """Return the rows as text, "" for empty, with columns `file` and `line`."""
        frame = pd.DataFrame(self.rows, columns=self.descriptor.columns, dtype="str")
        files, lines = ([file_line[part] for file_line in self.places] for part in (0, 1))
        return frame.assign(file=pd.Series(files, dtype="str"), line=pd.Series(lines, dtype="int64"))


def read_folder(folder: Path) -> tuple[dict[str, Any], dict[str, RawTable], list[Problem]]:
    """Return datapackage.json, every table from its file or files, and a problem for whatever could not be read.

    There are no tables where datapackage.json itself is wrong.
    """
    raw, descriptors, problems = read_descriptor(folder)
    if problems:
        return raw, {}, problems
    tables: dict[str, RawTable] = {}
    for descriptor in descriptors:
        tables[descriptor.name], found = _read_table(folder, descriptor)
        problems += found
    for table in tables.values():
        if key := table.descriptor.file_key:
            problems += _check_file_names(folder, table, key, tables[key.reference.resource])
    codes = tables["codes"]
    if codes.whole:
        take_scale(list(zip(codes.column("attribute"), codes.column("code"), strict=True)), descriptors, raw)
    return raw, tables, problems


def check_tables(tables: Mapping[str, RawTable]) -> list[Problem]:
    """Check every row that could be read: types, constraints, keys, references, dates.

    A reference into a table that was not read whole is not checked, since the row may be among those left out.
    """
    problems: list[Problem] = []
    for table in tables.values():
        problems += check_cells(table)
        problems += _check_keys(table)
        for column, reference in table.descriptor.references:
            if all(tables[name].whole for name in (reference.resource, reference.also) if name):
                problems += _check_reference(table, column, reference, tables)
    return problems


def build_frames(frames: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the frames of a Dataset: numbers for codes and weights, and the columns that are added."""
    built = {name: _number_columns(frames[name]) for name in NEEDED}
    for name in CODED_TABLES:
        place = built[name]["file"] + ":" + built[name]["line"].astype("str")
        built[name] = _order(built[name].assign(place=place), frames)
    jurisdictions = frames["frameworks"].set_index("framework_id")["jurisdiction_id"]
    dimensions = frames["indicators"].set_index("indicator_id")["dimension_id"]
    provisions = built["provisions"]
    built["provisions"] = provisions.assign(
        jurisdiction_id=provisions["framework_id"].map(jurisdictions).astype(jurisdictions.dtype),  # also where empty
        dimension_id=provisions["indicator_id"].map(dimensions),
    )
    return {name: frame.drop(columns=["file", "line"]) for name, frame in built.items()}


def by_convention(table: pd.DataFrame, orders: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Return a table of a Dataset by the conventions of pandas: NA, Int64, ordered categories, and days beside dates.

    orders: ids in their order, by the name of the column.
    """
    text = {name: column for name, column in table.items() if column.dtype.kind not in "bif"}
    texts = {name: column.replace("", pd.NA).astype("string") for name, column in text.items()}
    whole = {name: table[name].astype("Int64") for name in (*WHOLE_COLUMNS, *WEIGHT_COLUMNS) if name in table}
    frame = table.assign(**texts, **whole)
    known = {"status": [str(one) for one in Status], "confidence": [str(one) for one in Confidence]}
    for name, order in {**known, **orders}.items():
        if name in frame and frame[name].dropna().isin(order).all():  # of an audit, a confidence may be "all"
            frame[name] = pd.Categorical(frame[name], order, ordered=True)
    for name, (column, find) in DAYS.items():
        if column in frame:
            days = pd.to_datetime(table[column].map(lambda text, find=find: find(text) if text else pd.NaT))
            frame = frame.drop(columns=name, errors="ignore")
            frame.insert(frame.columns.get_loc(column) + 1, name, days)
    return frame


def _number_columns(frame: pd.DataFrame) -> pd.DataFrame:
    whole = {name: pd.to_numeric(frame[name]).astype("float64") for name in WHOLE_COLUMNS if name in frame}
    weights = {name: frame[name].astype("int64") for name in WEIGHT_COLUMNS if name in frame}
    return frame.assign(**whole, **weights)


def _order(frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Sort rows in the order of frameworks.csv and indicators.csv."""
    by_framework = {name: position for position, name in enumerate(frames["frameworks"]["framework_id"])}
    by_indicator = {name: position for position, name in enumerate(frames["indicators"]["indicator_id"])}
    order = frame["framework_id"].map(by_framework) * len(by_indicator) + frame["indicator_id"].map(by_indicator)
    return frame.loc[order.sort_values().index].reset_index(drop=True)


def _read_table(folder: Path, descriptor: TableDescriptor) -> tuple[RawTable, list[Problem]]:
    table, problems = RawTable(descriptor), []
    files = _files_of(folder, descriptor)
    if not files and not descriptor.may_be_empty:
        problems.append(Problem(str(descriptor.folder), None, "", None, "is missing; a folder of .csv files is needed"))
    for path, file in files:
        sheet, found = read_sheet(path, file, descriptor.file_columns, may_be_empty=descriptor.may_be_empty)
        prefix = [PurePosixPath(file).stem] if descriptor.file_key else []
        table.rows += [[*prefix, *row] for row in sheet.rows]
        table.places += [(file, line) for line in sheet.lines]
        problems += found
    table.whole = not problems
    return table, problems


def _files_of(folder: Path, descriptor: TableDescriptor) -> list[tuple[Path, str]]:
    """Return the path of each file of a table, and its name as problems show it."""
    if descriptor.file_key is None:
        return [(folder / descriptor.path[0], descriptor.path[0])]
    paths = sorted((folder / descriptor.folder).glob("*.csv"))
    return [(path, printable(str(descriptor.folder / path.name))) for path in paths]


def _check_file_names(folder: Path, table: RawTable, key: FileKey, reference: RawTable) -> Iterator[Problem]:
    files = _files_of(folder, table.descriptor)
    if not reference.whole or not (files or table.descriptor.may_be_empty):
        return
    column = key.reference.fields_
    known = reference.column(column)
    where = f"{key.reference.resource}.{column}"
    found = {PurePosixPath(file).stem: file for _, file in files}
    for name, file in found.items():
        if name not in known:
            yield Problem(file, None, "", None, f"is named after no {where}{did_you_mean(name, known)}")
    for name, (file, line) in zip(known, reference.places, strict=True):
        if key.complete and name not in found:
            wanted = table.descriptor.folder / f"{name}.csv"
            yield Problem(file, line, column, name, f"has no file {wanted}")


def check_cells(table: RawTable) -> Iterator[Problem]:
    """Check each cell by itself: type, pattern, choices, least value, whether it may be empty."""
    for column in table.descriptor.schema_.fields_:
        values = table.column(column.name)
        refused = {value: words for value in set(values) if (words := _refuse(column, value))}
        for value, (file, line) in zip(values, table.places, strict=True):
            if value in refused:
                yield Problem(file, line, column.name, value or None, refused[value])


def _refuse(column: ColumnSchema, value: str) -> str:
    """Return what is wrong with a cell of the column, "" if nothing is."""
    limits = column.constraints
    choices = f"one of {', '.join(limits.enum)}" if limits.enum else column.allowed
    if not value:
        return f"is empty; needed: {choices or 'a value'}" if limits.required else ""
    if all(unicodedata.category(letter)[0] in "CZ" for letter in value):
        return f"holds no visible character; needed: {choices or 'a value'}{'' if limits.required else ', or nothing'}"
    if hidden := CONTROL.search(value) or (column.name.startswith(NAMES) and TURNS.search(value)):
        return f"holds the hidden character U+{ord(hidden[0]):04X}; allowed: letters, digits, signs and spaces"
    if column.type_ == "integer" and not WHOLE.fullmatch(value):
        return "is not a whole number"
    if (pattern := limits.pattern or column.pattern) and not re.fullmatch(pattern, value):
        return f"is not {column.allowed or f'of the form {pattern}'}"
    if limits.enum and value not in limits.enum:
        return f"is not {choices}{did_you_mean(value, limits.enum)}"
    if column.type_ == "integer" and limits.minimum is not None and int(value) < limits.minimum:
        return f"is below {limits.minimum}"
    if column.partial_date and not is_partial_date(value):
        return f"is not {column.allowed}"
    if column.partial_date and not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        return f"is beyond reason; years are {FIRST_YEAR} to {LAST_YEAR}"
    return ""


def _check_keys(table: RawTable) -> Iterator[Problem]:
    unique = [[column.name] for column in table.descriptor.schema_.fields_ if column.constraints.unique]
    for columns in [table.descriptor.key, *unique]:
        in_file = [n for n, name in enumerate(columns) if name in table.descriptor.file_columns]
        shown = ", ".join(columns[n] for n in in_file)
        seen: dict[tuple[str, ...], tuple[str, int]] = {}
        for values, file_line in zip(zip(*map(table.column, columns), strict=True), table.places, strict=False):
            first = seen.setdefault(values, file_line)
            if first != file_line and any(values):
                value = ", ".join(values[n] for n in in_file)
                where = f"line {first[1]}" if first[0] == file_line[0] else f"{first[0]}:{first[1]}"
                yield Problem(*file_line, shown, value, f"stands already in {where}")


def _check_reference(
    table: RawTable, column: str, reference: Reference, tables: Mapping[str, RawTable]
) -> Iterator[Problem]:
    places = [name for name in (reference.resource, reference.also) if name]
    known = dict.fromkeys(value for name in places for value in tables[name].column(reference.fields_))
    where = " or ".join(f"{name}.{reference.fields_}" for name in places)
    for value, file_line in zip(table.column(column), table.places, strict=True):
        if value and value not in known:
            yield Problem(*file_line, column, value, f"is not in {where}{did_you_mean(value, known)}")
