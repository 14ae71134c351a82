"""A notebook of one's own says itself what it can be asked: the lines of its parameters cell."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from credatlas.reports.run.notebooks import ParameterError, UnknownName, find_notebook, parse_parameters
from credatlas.reports.run.params import validate
from credatlas.reports.run.studies import plan_jobs

CELL = """as_of: str = "2024-01-01"  # the day looked at
other: str = "EU"  # set against the first"""
STUDIES = "[mine]\nnotebook = '90-mine'\nparameters = { other = 'AU' }\n"


def write_own(folder, cell=CELL, studies=STUDIES):
    cells = [
        new_code_cell(cell, metadata={"tags": ["parameters"]}),
        new_code_cell("", metadata={"tags": ["check-parameters"]}),
    ]
    nbformat.write(new_notebook(cells=cells), folder / "90-mine.ipynb")
    (folder / "studies.toml").write_text(studies)
    return folder


def test_a_notebook_of_ones_own_can_be_built(tmp_path, atlas):
    (job,) = plan_jobs(write_own(tmp_path), atlas)
    assert job.folder == "mine/2024-01-01" and job.parameters["other"] == "AU"


def test_its_own_parameters_are_the_only_ones(tmp_path, atlas):
    studies = STUDIES.replace("other", "othr")
    with pytest.raises(ParameterError, match="othr is not a parameter; did you mean other?"):
        plan_jobs(write_own(tmp_path, studies=studies), atlas)


def problems_of(cell):
    with pytest.raises(ParameterError) as refused:
        parse_parameters("90-mine", cell)
    return refused.value.problems


def test_a_line_gives_name_type_default_and_meaning_also_over_several_lines():
    first, *_, last = parse_parameters(
        "90-mine", 'as_of: "Day" = "latest"  # day\nx: list = [\n    "a#b",  # no\n]  # yes'
    )
    assert (first.name, first.type, first.default, first.description) == ("as_of", "Day", "latest", "day")
    assert (last.name, last.type, last.default, last.description) == ("x", "list", ["a#b"], "yes")


def test_every_line_that_names_no_parameter_is_told():
    form = 'name: "Type" = default  # what it means'
    assert problems_of('x = 1\nday: "Dat" = "latest"\nimport os\nn: int = 2 * 3') == [
        f"x = 1: write it as {form}",
        "day: 'Dat' = 'latest': 'Dat' is not a type of parameters; did you mean 'Day'?",
        f"import os: write it as {form}",
        "n: int = 2 * 3: the default is not a plain value, such as a text or a number",
    ]
    assert problems_of("# nothing") == [f"its parameters cell has no line such as {form}"]
    assert problems_of("x: = 1")[0].startswith("its parameters cell is not Python: ")


@pytest.mark.parametrize(
    ("line", "value", "problem"),
    [
        ("x: int = 1", True, "x True is not a whole number"),
        ("x: int = 1", 1.5, "x 1.5 is not a whole number"),
        ("x: float = 1.5", True, "x Input should be a valid number"),
        ("x: float = 1.5", float("nan"), "x Input should be a finite number"),
        ("x: bool = True", "no", "x Input should be a valid boolean"),
        ("x: list = []", "EU", "x 'EU' is text, not a list; write ['EU']"),
        ("x: list = []", [1], "x 1 is not text; write it in quotes"),
        ("x: dict = {}", [], "x Input should be a valid dictionary"),
        ('x: "Dimension" = "ST"', "SX", "x 'SX' is not a dimension; it is one of ST, PO, SP"),
        ("as_of: str = 'latest'", "../x", "as_of '../x' is neither 'latest' nor a day such as '2022-11-22'"),
        ("copy: str = ''", "", "copy cannot be a parameter's name; choose another"),
    ],
)
def test_parameters_of_ones_own_are_held_to_their_type(tmp_path, atlas, line, value, problem):
    path = write_own(tmp_path, cell=line) / "90-mine.ipynb"
    with pytest.raises(ParameterError) as refused:
        validate(path, {line.split(":")[0]: value}, atlas)
    assert refused.value.problems == [problem]


def test_the_day_of_a_report_is_a_day_also_where_it_is_a_default(tmp_path, atlas):
    with pytest.raises(ParameterError, match=r"as_of '\.\./x' is neither"):
        plan_jobs(write_own(tmp_path, cell=CELL.replace("2024-01-01", "../x")), atlas)


def test_a_notebook_that_names_neither_day_nor_language_has_both(tmp_path, atlas):
    (job,) = plan_jobs(write_own(tmp_path, cell='other: str = "EU"'), atlas)
    assert job.parameters == {"as_of": "latest", "lang": "en", "other": "AU"}


def test_a_notebook_is_found_by_its_name_and_not_by_a_path(tmp_path):
    assert find_notebook("90-mine", write_own(tmp_path)) == tmp_path / "90-mine.ipynb"
    with pytest.raises(UnknownName, match=r"^no notebook is called '\.\./90-mine'; did you mean '90-mine'\?$"):
        find_notebook("../90-mine", tmp_path)
