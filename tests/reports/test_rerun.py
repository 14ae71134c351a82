"""A past run is repeated from its manifest, and what differs is named."""

import json

import nbformat
import pytest

from credatlas.reports.publish import build
from credatlas.reports.rerun import rerun
from credatlas.shipped import shipped_folder


def test_the_same_inputs_give_the_same_files_and_a_changed_notebook_is_named(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    notebook = nbformat.read(shipped_folder("notebooks") / "10-evidence.ipynb", as_version=4)
    notebook.cells = notebook.cells[:4]
    nbformat.write(notebook, folder / "10-evidence.ipynb")
    (folder / "studies.toml").write_text('[small]\nnotebook = "10-evidence"\n')
    build(notebooks=folder, out=tmp_path / "site", workers=1)
    manifest = tmp_path / "site/small/latest/manifest.json"
    same = rerun(manifest, notebooks=folder)
    assert (same.outcome.status, same.inputs, same.files) == ("done", [], [])
    notebook.cells[0].source += "\n\nMore words."
    nbformat.write(notebook, folder / "10-evidence.ipynb")
    other = rerun(manifest, notebooks=folder)
    assert (other.inputs, other.files) == (["notebook"], ["report.html", "report.pdf"])


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"study": "x"})])
def test_what_is_no_manifest_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ValueError, match="is no manifest of a run"):
        rerun(tmp_path / "manifest.json")
