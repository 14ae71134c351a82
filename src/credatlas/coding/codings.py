"""Write what coding makes: sheets for a framework, and, once it is settled, its files among the data, in one step.

Knows locks and the file system. What stands in the files is said by `evidence.coding`.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock

from credatlas.coding.desk import FOLDER, open_desk
from credatlas.coding.settle import Reconciled, reconcile
from credatlas.coding.sheets import RECONCILIATION
from credatlas.coding.start import start_coding
from credatlas.evidence import load
from credatlas.files import fill_folder, place, recover, write_files


def start_framework(data: Path, framework_id: str, given: Mapping[str, str]) -> Path:
    """Write the sheets of a new framework version and return their folder, which lies in `coding` beside the data.

    Raises DataError for data that cannot be read, WrongStart for values that are not right; then nothing is written.
    """
    desk = open_desk(data)
    files = start_coding(desk, framework_id, given)
    desk.folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=desk.folder) as staging:
        sheets = Path(staging) / framework_id
        fill_folder(sheets, files)
        os.rename(sheets, desk.folder / framework_id)
    return desk.folder / framework_id


def reconcile_framework(data: Path, framework_id: str) -> Reconciled:
    """Compare the passes of a framework; write the reconciliation sheet, and when all is settled its final files.

    The files of the data change together or not at all, after a check of the whole result. Rows of the reconciliation
    sheet in which something was decided stay as they are. A framework that is among the data is not written again.

    Raises what `evidence.coding.settle.reconcile` raises; then nothing is written.
    """
    data = data.resolve()
    if not (data.parent / FOLDER).is_dir():
        return reconcile(open_desk(data), framework_id)  # which says that nothing is being coded
    with FileLock(data.parent / FOLDER / ".lock"):
        recover(data)
        desk = open_desk(data)
        reconciled = reconcile(desk, framework_id)
        if reconciled.sheet is not None:
            write_files(desk.find_coding(framework_id), {RECONCILIATION: reconciled.sheet})
        if reconciled.files:
            _put_among_data(data, reconciled.files)
    return reconciled


def _put_among_data(data: Path, files: Mapping[str, bytes]) -> None:
    with tempfile.TemporaryDirectory(prefix=".data-", dir=data.parent) as staging:
        staged = Path(staging) / data.name
        shutil.copytree(data, staged)
        fill_folder(staged, files)
        load(staged)
        place(staged, data)
