"""Export tables in the formats that other programs read: CSV, JSON, Excel, Parquet.

Knows the formats by name, CSV and JSON itself, and that an export is written whole or not at all. Computes nothing.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from credatlas.evidence import Dataset
from credatlas.figures import to_csv
from credatlas.files import DESCRIPTOR, write_files
from credatlas.reports.export.package import Files, describe_package
from credatlas.reports.export.tidy import TABLES, TidyTable, take_tables
from credatlas.reports.run import UnknownName
from credatlas.settings import list_names


def export(
    atlas: Dataset, folder: Path, names: Sequence[str] = (), format: str = "csv", as_of: str = "", lang: str = "en"
) -> list[Path]:
    """Write tables of the data, and the scores, to a folder; return the paths written.

    names: of `TABLES`; none for all of them. format: one of `FORMATS`. as_of: the day to which frameworks, provisions
    and scores are narrowed; without one all days, and scores of the latest. lang: of labels and citation. Other files
    of the folder stay; where one file cannot be written none is. Raises UnknownName for a table or format that does
    not exist, ValueError for a wrong day or language and for a format whose library is not installed, OSError.
    """
    if format not in FORMATS:
        raise UnknownName("format", format, list(FORMATS))
    names = list_names(names)
    for name in names:
        if name not in TABLES:
            raise UnknownName("table", name, list(TABLES))
    wanted = [name for name in TABLES if name in names or not names]
    files = FORMATS[format](take_tables(atlas, wanted, as_of, lang))
    folder.mkdir(parents=True, exist_ok=True)
    return write_files(folder, files)


def csv_files(tables: Sequence[TidyTable]) -> Files:
    """Return per table a `.csv`, missing an empty cell, and `datapackage.json`, which describes exactly these files."""
    files = {f"{table.name}.csv": to_csv(table.to_table()).encode() for table in tables}
    return files | {DESCRIPTOR: _json(describe_package(tables, files))}


def json_files(tables: Sequence[TidyTable]) -> Files:
    """Return per table a `.json`: words, fields, and records by field name with null for missing."""
    return {
        f"{table.name}.json": _json(
            {**table.about(), "fields": table.fields.to_dict("records"), "records": table.to_records()}
        )
        for table in tables
    }


def excel_files(tables: Sequence[TidyTable]) -> Files:
    """Return one workbook with a sheet per table, one about the data and one with the fields."""
    from credatlas.reports.export.workbook import to_workbook

    return {"credatlas.xlsx": to_workbook(tables)}


def parquet_files(tables: Sequence[TidyTable]) -> Files:
    """Return per table a `.parquet`. Raises ValueError where pyarrow is not installed."""
    try:
        from credatlas.reports.export.parquet import to_parquet
    except ModuleNotFoundError as error:
        raise ValueError(f"Parquet needs {error.name}: pip install 'credatlas[parquet]'") from error
    return {f"{table.name}.parquet": to_parquet(table) for table in tables}


FORMATS: dict[str, Callable[[Sequence[TidyTable]], Files]] = {
    "csv": csv_files,
    "xlsx": excel_files,
    "parquet": parquet_files,
    "json": json_files,
}


def _json(content: dict) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
