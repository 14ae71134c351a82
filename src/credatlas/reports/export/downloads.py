"""Publish the tables in a site for download: each as CSV, and all of them as one workbook.

Knows the folder of downloads and its list, `manifest.json`, by which it knows whether anything has changed.
"""

import json
from contextlib import suppress
from pathlib import Path

from credatlas.evidence import Dataset
from credatlas.files import DOWNLOADS, MANIFEST, describe_artefacts, hash_data, key_of, read_downloads, write_files
from credatlas.reports.export.tables import csv_files, excel_files
from credatlas.reports.export.tidy import take_tables
from credatlas.reports.site import describe_tools


def publish_tables(dataset: Dataset, out: Path) -> None:
    """Write the tables of every day into the site at `out`, unless they are there already, and list them.

    A table without rows is left out, and one that a workbook cannot hold leaves the workbook out. Raises OSError where
    nothing can be written.
    """
    key = key_of({"data": hash_data(Path(dataset.folder)), "tools": describe_tools()})
    if read_downloads(out).get("key") == key:
        return
    tables = [table for table in take_tables(dataset) if len(table.frame)]
    files, workbook = csv_files(tables), {}
    with suppress(ValueError):
        workbook = excel_files(tables)
    listed = {
        "key": key,
        "tables": [
            {"path": f"{table.name}.csv", "title": table.title, "bytes": len(files[f"{table.name}.csv"])}
            for table in tables
        ],
        "workbook": [{"path": name, "bytes": len(content)} for name, content in workbook.items()],
        "artefacts": describe_artefacts(files | workbook),
    }
    folder = out / DOWNLOADS
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, files | workbook | {MANIFEST: json.dumps(listed, ensure_ascii=False, indent=1).encode()})
