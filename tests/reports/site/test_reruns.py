"""A past run is repeated from its manifest with the data it was made from, and what differs is named."""

import json
import shutil

import nbformat
import pytest

from credatlas.reports.publish import build
from credatlas.reports.site.cache import describe_tools
from credatlas.reports.site.history import prune
from credatlas.reports.site.reruns import rerun
from tests.reports.small_studies import TOY, write_studies

pytestmark = pytest.mark.slow


CELL = """from credatlas.evidence.dataset import load
from credatlas.figures.figure import Column, Table
rows = load().as_of(params.as_of).provisions[["finding"]].values.tolist()
Table(id="t", title="Findings", caption="", source="credatlas", columns=[Column("finding", "Finding")], rows=rows)"""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with data, notebooks, and the site that was made from them."""
    folder = tmp_path_factory.mktemp("published")
    notebooks = write_studies(folder / "notebooks", one=CELL)
    data = shutil.copytree(TOY, folder / "data")
    outcomes = build(notebooks=notebooks, out=folder / "site", data=data, workers=1)
    assert [outcome.status for outcome in outcomes] == ["done"], outcomes[0].problem
    return folder


@pytest.fixture
def place(published, tmp_path):
    return shutil.copytree(published, tmp_path / "place")


@pytest.fixture
def data(place):
    return place / "data"


@pytest.fixture
def notebooks(place):
    return place / "notebooks"


@pytest.fixture
def manifest(place):
    return place / "site/one/latest/manifest.json"


def recode(data):
    path = data / "provisions/aa-gov-2020.csv"
    path.write_text(path.read_text().replace("It says so.", "It says otherwise.", 1))


def test_the_same_inputs_give_the_same_files_from_either_place_of_the_manifest(manifest, notebooks, place):
    run = next(place.glob("site/runs/one/*/manifest.json"))
    for path in (manifest, run):
        same = rerun(path, notebooks=notebooks)
        assert (same.outcome.status, same.inputs, same.files, same.kept) == ("done", [], [], True)


def test_data_that_changed_since_do_not_reach_a_run_that_is_repeated(manifest, notebooks, data, monkeypatch):
    monkeypatch.setenv("CREDATLAS_DATA", str(data))  # these are the data of today
    (data / "provisions/aa-gov-2020.csv").write_text("broken")
    same = rerun(manifest, notebooks=notebooks)
    assert (same.outcome.status, same.inputs, same.files) == ("done", [], [])


def test_other_data_that_are_asked_for_are_used_and_the_tables_that_differ_named(manifest, notebooks, data):
    recode(data)
    other = rerun(manifest, data=data, notebooks=notebooks)
    assert other.inputs == ["data/provisions/aa-gov-2020.csv"]
    assert {"figures/t.csv", "report.html", "report.pdf"} <= set(other.files)


def test_where_the_copy_is_gone_the_data_of_today_are_used_and_it_is_said(
    manifest, notebooks, data, place, monkeypatch
):
    monkeypatch.setenv("CREDATLAS_DATA", str(data))
    shutil.rmtree(place / "site/runs/_data")
    same = rerun(manifest, notebooks=notebooks)
    assert (same.inputs, same.files, same.kept) == ([], [], False)
    recode(data)
    assert rerun(manifest, notebooks=notebooks).inputs == ["data/provisions/aa-gov-2020.csv"]


def test_a_copy_outlives_the_pruning_of_other_runs(manifest, notebooks, place, data):
    first = next(place.glob("site/runs/one/*"))
    recode(data)
    build(notebooks=notebooks, out=place / "site", data=data, workers=1)
    assert rerun(first / "manifest.json", notebooks=notebooks).inputs == []
    assert len(prune(place / "site", 1)) == 1
    assert rerun(manifest, notebooks=notebooks).kept


def test_a_changed_notebook_is_named(manifest, notebooks):
    path = notebooks / "one.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source += "\n\nMore words."
    nbformat.write(notebook, path)
    other = rerun(manifest, notebooks=notebooks)
    assert (other.inputs, other.files) == (["notebook"], ["report.html", "report.pdf"])


def test_a_changed_library_and_a_changed_tool_are_named(manifest, notebooks, monkeypatch):
    now = {**describe_tools(), "source": "0" * 64, "typst": "0.0"}
    monkeypatch.setattr("credatlas.reports.site.cache.describe_tools", lambda: now)
    other = rerun(manifest, notebooks=notebooks)
    assert (other.inputs, other.files) == (["tools/source", "tools/typst"], [])


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"study": "x"}), "[" * 100_000, "\ufeff\0"])
def test_what_is_no_manifest_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(ValueError, match="is no manifest of a run"):
        rerun(tmp_path / "manifest.json")


def test_a_manifest_that_is_missing_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(ValueError, match="is no manifest of a run"):
            rerun(path)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("study", "../../etc"),
        ("name", "/etc/passwd"),
        ("name", "one\n"),
        ("notebook", "../../../tmp/evil.ipynb"),
        ("notebook", "/tmp/evil.ipynb"),
        ("notebook", "evil.sh"),
        ("parameters", "as_of"),
        ("inputs", {"data": "../../..", "formats": ["html"], "parameters": {}}),
        ("inputs", {"data": {}, "formats": ["../x"], "parameters": {}}),
        ("artefacts", [{"path": "report.html"}]),
    ],
)
def test_a_manifest_with_another_shape_or_pieces_of_paths_is_refused(manifest, notebooks, part, value):
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {part: value}))
    with pytest.raises(ValueError, match=f"is no manifest of a run: {part}"):
        rerun(manifest, notebooks=notebooks)


@pytest.mark.parametrize(("part", "value"), [("parameters", {"as_of": "2022-11-22"}), ("key", "0" * 64)])
def test_a_manifest_that_was_edited_is_refused(manifest, notebooks, part, value):
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {part: value}))
    with pytest.raises(ValueError, match="was edited: its key is not that of its inputs and parameters"):
        rerun(manifest, notebooks=notebooks)


def test_a_hash_that_was_edited_shows_as_a_file_that_differs(manifest, notebooks):
    old = json.loads(manifest.read_text())
    page = next(item for item in old["artefacts"] if item["path"] == "report.html")
    page["sha256"] = "0" * 64
    manifest.write_text(json.dumps(old))
    assert rerun(manifest, notebooks=notebooks).files == ["report.html"]


def test_a_notebook_that_is_gone_is_told(manifest, notebooks):
    (notebooks / "one.ipynb").unlink()
    with pytest.raises(ValueError, match="one.ipynb of .* is not among the notebooks any more"):
        rerun(manifest, notebooks=notebooks)
