"""A hash tells every byte of what counts, and is told of nothing else."""

import hashlib
import json
import shutil
import subprocess
import sys

from credatlas.files.hashes import hash_data, hash_file


def test_a_file_has_the_hash_that_any_tool_gives_it(tmp_path):
    (tmp_path / "a").write_bytes(b"\r\n\0")
    assert hash_file(tmp_path / "a") == hashlib.sha256(b"\r\n\0").hexdigest()


def test_what_the_description_names_counts_and_no_file_beside_it(toy, tmp_path):
    hashed = hash_data(shutil.copytree(toy, tmp_path / "data"))
    tables = [
        path
        for resource in json.loads((toy / "datapackage.json").read_text())["resources"]
        for path in listed(resource)
    ]
    assert sorted(hashed) == sorted(["datapackage.json", *tables])
    (tmp_path / "data/private.csv").write_text("name\n")
    (tmp_path / "data/.ipynb_checkpoints").mkdir()
    shutil.copy(tmp_path / "data/frameworks.csv", tmp_path / "data/.ipynb_checkpoints/frameworks-checkpoint.csv")
    assert hash_data(tmp_path / "data") == hashed


def test_a_file_for_a_framework_counts_where_its_table_lists_none(tmp_path):
    key = {"credatlas:file_key": {"field": "framework_id", "folder": "provisions"}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"path": [], **key}]}))
    (tmp_path / "provisions").mkdir()
    (tmp_path / "provisions/aa-2024.csv").write_text("status\n")
    assert list(hash_data(tmp_path)) == ["datapackage.json", "provisions/aa-2024.csv"]


def listed(resource):
    return resource["path"] if isinstance(resource["path"], list) else [resource["path"]]


def test_a_description_that_cannot_be_read_is_hashed_alone(tmp_path):
    (tmp_path / "frameworks.csv").write_text("name\n")
    for text in ("", "[", '{"resources": 3}', '{"resources": [{"path": "../outside.csv"}]}'):
        (tmp_path / "datapackage.json").write_text(text)
        assert list(hash_data(tmp_path)) == ["datapackage.json"]


def test_to_import_it_loads_nothing_heavy():
    """A command starts the process to fork from with it, before it has anything else."""
    code = (
        "import sys, credatlas.reports.run.pool; print({'pandas', 'matplotlib', 'jupyter_client'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"
