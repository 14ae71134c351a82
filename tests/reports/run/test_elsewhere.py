"""A job runs where nothing of the publisher's disk is, and its files come back whole."""

import json
import shutil

import nbformat

from credatlas.files.hashes import hash_data
from credatlas.paths import shipped_folder
from credatlas.reports.run.elsewhere import pack_data, run_job_elsewhere
from credatlas.reports.run.outcomes import About
from credatlas.reports.run.studies import Job


def test_notebook_and_data_travel_and_files_come_back(toy, tmp_path):
    notebook = nbformat.read(shipped_folder("notebooks") / "10-evidence.ipynb", as_version=4)
    notebook.cells = notebook.cells[:4]
    gone = tmp_path / "gone"
    job = Job("small", "small", gone / "10-evidence.ipynb", {"as_of": "latest"})
    about = About(str(shutil.copytree(toy, tmp_path / "data")), "1", "2025-01-01", {"data": hash_data(toy)})
    packed = pack_data(tmp_path / "data")
    shutil.rmtree(tmp_path / "data")
    outcome, files = run_job_elsewhere(job, about, ["html"], nbformat.writes(notebook).encode(), packed)
    assert outcome.status == "done", outcome.problem
    assert {"notebook.ipynb", "report.html", "manifest.json"} <= set(files)
    assert {item["path"] for item in json.loads(files["manifest.json"])["artefacts"]} == set(files) - {"manifest.json"}
    assert not [
        name for name, content in files.items() if b"credatlas-" in content or str(tmp_path).encode() in content
    ]
