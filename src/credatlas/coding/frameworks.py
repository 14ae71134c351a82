"""Add a framework: write its blank sheets, and once both passes are settled add it to the data in one step.

Knows locks and the file system; the contents of the files come from `blank_sheets` and `settling`.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from credatlas.coding.blank_sheets import make_blank_sheets
from credatlas.coding.settling import Reconciled, reconcile
from credatlas.coding.sheets import RECONCILIATION, WORKBOOK
from credatlas.coding.workspace import FOLDER, open_workspace
from credatlas.evidence import load
from credatlas.files import fill_folder, hold_lock, publish_copy, recover, write_files


def add_framework(data: Path, framework_id: str, given: Mapping[str, str], *, xlsx: bool = False) -> Path:
    """Write the sheets of a new framework version and return their folder, in `coding` beside the data.

    Parameters
    ----------
    data
        the data folder.
    framework_id
        id of the new version, such as `ca-bc-2024`.
    given
        values of columns of frameworks.csv, such as `{"jurisdiction_id": "CA-BC"}`.
    xlsx
        whether to write the sheets as a workbook with drop-downs too.

    Raises
    ------
    DataError
        for data that cannot be read.
    InvalidFramework
        for wrong values; nothing is written then.
    """
    workspace = open_workspace(data)
    files = make_blank_sheets(workspace, framework_id, given)
    if xlsx:
        from credatlas.coding.workbook import make_workbook  # loads openpyxl, which takes long

        files[WORKBOOK] = make_workbook(workspace, files)
    workspace.folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=workspace.folder) as staging:
        sheets = Path(staging) / framework_id
        fill_folder(sheets, files)
        os.rename(sheets, workspace.folder / framework_id)
    return workspace.folder / framework_id


def reconcile_framework(data: Path, framework_id: str) -> Reconciled:
    """Compare the passes of a framework, write the reconciliation sheet, and add it to the data once settled.

    The data files change together or not at all, after a check of the whole result. Decisions in the reconciliation
    sheet are kept. A framework that is already in the data is not written again.

    Raises
    ------
    UnknownFramework, DataError
        as `settling.reconcile`; nothing is written then.
    """
    data = data.resolve()
    if not (data.parent / FOLDER).is_dir():
        return reconcile(open_workspace(data), framework_id)  # raises UnknownFramework
    with hold_lock(data.parent / FOLDER / ".lock"):
        recover(data)
        workspace = open_workspace(data)
        reconciled = reconcile(workspace, framework_id)
        if reconciled.sheet is not None:
            write_files(workspace.find_coding(framework_id), {RECONCILIATION: reconciled.sheet})
        if reconciled.files:
            _replace_data(data, reconciled.files)
    return reconciled


def _replace_data(data: Path, files: Mapping[str, bytes]) -> None:
    """Put a checked copy of the data folder with the new files in its place."""
    with tempfile.TemporaryDirectory(prefix=".data-", dir=data.parent) as staging:
        staged = Path(staging) / data.name
        shutil.copytree(data, staged)
        fill_folder(staged, files)
        load(staged)
        publish_copy(staged, data)
