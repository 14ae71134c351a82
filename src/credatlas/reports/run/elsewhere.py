"""Run one job where nothing of the publisher can be reached but what was sent: notebook and data go, files come back.

Knows how both are packed. What a job is, is for execute.py.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from credatlas.files import hash_data, scratch_folder
from credatlas.reports.run.execute import run_job
from credatlas.reports.run.outcomes import About, Outcome
from credatlas.reports.run.studies import Job


def pack_data(folder: Path) -> bytes:
    """Return the tables of a data folder as a ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in hash_data(folder):
            archive.write(folder / name, name)
    return packed.getvalue()


def run_job_elsewhere(
    job: Job, about: About, formats: Sequence[str], notebook: bytes, data: bytes
) -> tuple[Outcome, dict[str, bytes]]:
    """Run one job in a folder of its own; return what became of it, and its files by path."""
    with scratch_folder() as name:
        place = Path(name)
        source = place / job.notebook.name
        source.write_bytes(notebook)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.extractall(place / "data")
        folder = place / "report"
        outcome = run_job(
            replace(job, notebook=source), folder, replace(about, data_folder=str(place / "data")), formats
        )
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return outcome, files
