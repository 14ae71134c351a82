"""Source notebooks are small, hold no code that belongs in the library, and are stored clean."""

import re

import nbformat
import papermill
import pytest

from credatlas.paths import shipped_folder
from credatlas.reports.run.params import read_parameters
from credatlas.settings import ARTICLE_DAY
from tools.headlines import MARK, RUN

PATHS = sorted(shipped_folder("notebooks").glob("*.ipynb"))


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_it_is_short_and_its_cells_are_small(notebook):
    assert len(notebook.cells) <= 25 or not notebook.cells
    assert max(len(cell.source.splitlines()) for cell in code(notebook)) <= 8


def test_it_defines_nothing_draws_nothing_itself_and_holds_no_path(notebook):
    for cell in code(notebook):
        assert not re.search(r"^\s*(def |class )|matplotlib|seaborn|pyplot|[\"'](\.\.?/|/|~)", cell.source, re.M), (
            cell.source
        )


def test_no_number_is_typed_into_its_prose(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", cell.source), cell.source


def test_its_title_is_a_question_and_the_only_one(notebook):
    titles = [
        line
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("# ")
    ]
    assert len(titles) == 1 and titles[0].endswith("?") and notebook.cells[0].source.startswith(titles[0])


def test_parameters_are_checked_in_the_cell_that_follows_them(notebook):
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    place = tags.index(["parameters"])
    assert tags[place + 1] == ["check-parameters"] and sum("parameters" in cell_tags for cell_tags in tags) == 1


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_papermill_reads_the_same_parameters_and_every_one_is_explained(path):
    ours = {line.name: (line.type, line.description) for line in read_parameters(path)}
    theirs = papermill.inspect_notebook(path)
    assert ours == {name: (found["inferred_type_name"], found["help"]) for name, found in theirs.items()}
    assert all(description for _, description in ours.values()) and {"as_of", "lang"} <= set(theirs)


def test_the_earlier_day_is_that_of_the_article():
    days = [line.default for path in PATHS for line in read_parameters(path) if line.name == "before"]
    assert days and set(days) == {ARTICLE_DAY}


def test_it_is_stored_without_outputs_except_headline_cells(notebook):
    for cell in code(notebook):
        kept = MARK in cell.source
        assert bool(cell.outputs) == kept and cell.execution_count == (RUN if kept else None)
        assert not set(cell.metadata) - {"tags"}
    assert any(MARK in cell.source for cell in code(notebook))


def test_cells_have_ids_that_are_used_once(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


def test_it_says_what_it_cannot_tell_and_where_it_comes_from(notebook):
    text = "\n".join(cell.source for cell in notebook.cells)
    assert text.index("## Limits") < text.index("## Sources") < text.index("## How to cite")
