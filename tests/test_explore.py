"""The guided first hour runs with other parameters, does all it promises, and leaves nothing behind."""

import os
import subprocess
from pathlib import Path

import nbformat
import papermill
import pytest

from credatlas.figures.figure import FIGURE_MIME, TABLE_MIME
from credatlas.paths import shipped_folder
from credatlas.reports.kits.pages import _temporary_folder, kit_folder
from credatlas.reports.run.execute import About, execute
from credatlas.reports.run.params import validate
from credatlas.reports.run.studies import Job, read_studies

pytestmark = pytest.mark.slow


NOTEBOOK = shipped_folder("notebooks") / "00-explore.ipynb"


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """The notebook run by bare papermill for another jurisdiction and day, in French; its kit goes beside it."""
    folder = tmp_path_factory.mktemp("explore")
    values = {"as_of": "2022-11-22", "lang": "fr", "jurisdiction": "AU", "indicator": "SP1", "weights": {"ST": 5}}
    papermill.execute_notebook(
        NOTEBOOK, folder / "out.ipynb", parameters=values | {"folder": "kit"}, cwd=folder, progress_bar=False
    )
    return folder


@pytest.fixture(scope="module")
def outputs(executed):
    """What each code cell showed, by the id of the cell."""
    cells = nbformat.read(executed / "out.ipynb", as_version=4).cells
    return {cell.id: [output.get("data", {}) for output in cell.outputs] for cell in cells if cell.cell_type == "code"}


def figures(outputs):
    return [data[FIGURE_MIME] for shown in outputs.values() for data in shown if FIGURE_MIME in data]


@pytest.mark.slow
def test_it_loads_looks_scores_compares_weighs_and_draws(outputs):
    drawn = figures(outputs)
    assert [figure["id"].split("-2022")[0] for figure in drawn] == [
        "dimension-profile",
        "rank-intervals-own-weights",
        "strongest-clause",
    ]
    assert {(figure["lang"], figure["as_of"]) for figure in drawn} == {("fr", "2022-11-22")}
    text = "\n".join(str(data.get("text/plain")) for shown in outputs.values() for data in shown)
    assert "in force on 2022-11-22" in text and "provisions/au-2022.csv" in text and "dimension_weights ST 5" in text
    assert sum(TABLE_MIME in data for shown in outputs.values() for data in shown) == 1


@pytest.mark.slow
def test_the_kit_is_in_the_folder_asked_for_and_nothing_else_is_written(executed):
    assert sorted(path.name for path in executed.iterdir()) == ["kit", "out.ipynb"]
    (edition,) = (executed / "kit" / "frontier").iterdir()
    assert edition.name.startswith("2022-11-22-data-")
    assert {"frontier.svg", "frontier.png", "frontier.pdf", "frontier.csv", "citation.bib", "index.html"} <= {
        path.name for path in edition.iterdir()
    }


def test_a_checkout_among_temporary_files_gets_no_kit_beside_its_notebooks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _temporary_folder.cache_clear()
    folder = kit_folder()
    _temporary_folder.cache_clear()
    assert not folder.is_relative_to(tmp_path)


@pytest.mark.parametrize("run", ["by papermill", "as a build runs it"])
def test_without_a_folder_the_kit_goes_to_one_that_ends_with_the_kernel(tmp_path, atlas, run):
    asks = "from credatlas.reports.kits import kit_folder\nfolder = kit_folder()"
    cells = ["lang: str = 'en'", asks, "(folder / 'kit').mkdir()\nprint(folder)"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    notebook.cells[0].metadata.tags, notebook.cells[1].metadata.tags = ["parameters"], ["check-parameters"]
    source, target = tmp_path / "00-explore.ipynb", tmp_path / "out.ipynb"
    nbformat.write(notebook, source)
    if run == "by papermill":
        executed = papermill.execute_notebook(source, target, progress_bar=False)
    else:
        about = About(str(atlas.folder), atlas.version, atlas.descriptor["created"])
        executed = execute(
            Job("explore", "explore", source, validate("00-explore", {}, atlas).model_dump()), target, about
        )
    said = [output.text.strip() for cell in executed.cells for output in cell.outputs if output.output_type == "stream"]
    assert said and not Path(said[-1]).exists()


def test_it_is_no_study():
    assert "00-explore" not in {study.notebook for study in read_studies(shipped_folder("notebooks")).values()}


def test_make_lab_opens_at_the_root_a_copy_that_git_does_not_see_and_passes_options_on():
    root = NOTEBOOK.parents[1]
    said = subprocess.run(
        ["make", "--no-print-directory", "-n", "lab", "LAB=--no-browser"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    opened = said.stdout.splitlines()[-1].split()
    assert opened[0].endswith("jupyter") and {"--no-browser", "--ServerApp.root_dir=.", "work/00-explore.ipynb"} <= set(
        opened
    )
    assert ("--allow-root" in opened) == (os.getuid() == 0)
    assert "work/" in (root / ".gitignore").read_text("utf-8").splitlines()
