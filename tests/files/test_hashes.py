"""A hash tells every byte of what counts, and is told of nothing else."""

import hashlib
import subprocess
import sys
from pathlib import Path

from credatlas.files.hashes import hash_data, hash_file


def test_a_file_has_the_hash_that_any_tool_gives_it(tmp_path):
    (tmp_path / "a").write_bytes(b"\r\n\0")
    assert hash_file(tmp_path / "a") == hashlib.sha256(b"\r\n\0").hexdigest()


def test_every_table_counts_and_a_stray_file_does_not(toy):
    hashed = hash_data(toy)
    assert (
        "frameworks.csv" in hashed
        and "datapackage.json" in hashed
        and any(path.startswith("provisions/") for path in hashed)
    )
    assert all(not Path(path).is_absolute() for path in hashed)


def test_to_import_it_loads_nothing_heavy():
    """A command starts the process to fork from with it, before it has anything else."""
    code = (
        "import sys, credatlas.reports.run.pool; print({'pandas', 'matplotlib', 'jupyter_client'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
