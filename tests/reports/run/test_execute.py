"""One job becomes one folder: executed notebook, HTML, PDF, figures and a manifest that tells the truth."""

import hashlib
import json
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from credatlas.reports.run.execute import About, NoReport, execute, list_shown, run_job
from credatlas.reports.run.notebooks import read_notebook
from credatlas.reports.run.studies import Job

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def about(atlas):
    return About(str(atlas.folder), atlas.version, atlas.descriptor["created"])


def write_notebook(path, *cells):
    head = [
        new_markdown_cell("# Does it run?"),
        new_code_cell('as_of: str = "latest"  # day', metadata={"tags": ["parameters"]}),
        new_code_cell(
            'from credatlas.reports.run import check\nparams = check("small", globals())',
            metadata={"tags": ["check-parameters"]},
        ),
    ]
    nbformat.write(new_notebook(cells=[*head, *map(new_code_cell, cells)]), path)
    return Job("small", "small", path, {"as_of": "2022-11-22"})


SHOWN = """from credatlas.figures.figure import Column, Figure, Table
words = dict(caption="How to read it.", source="credatlas", columns=[Column("a", "A")], rows=[["=1"]], as_of=params.as_of)
display(Figure(id="f", title="A figure", alt="A line.", svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" role="img" aria-label="x"></svg>', **words))
Table(id="t", title="A table", **words)"""


def test_a_report_has_every_part_and_the_manifest_has_their_hashes(tmp_path, about):
    outcome = run_job(write_notebook(tmp_path / "small.ipynb", SHOWN), tmp_path / "out", about)
    assert (outcome.status, outcome.title, outcome.problem) == ("done", "Does it run?", "")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["as_of"], manifest["figures"], manifest["data_version"]) == (
        "2022-11-22",
        ["f"],
        about.data_version,
    )
    found = {
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()
    } - {"manifest.json"}
    assert found == {
        "notebook.ipynb",
        "report.html",
        "card.png",
        "report.pdf",
        "figures/f.svg",
        "figures/f.csv",
        "figures/f.json",
        "figures/t.csv",
        "figures/t.json",
    }
    assert {a["path"]: a["sha256"] for a in manifest["artefacts"]} == {
        name: hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() for name in found
    }
    assert (tmp_path / "out/figures/t.csv").read_text() == "a\n'=1\n"


def test_nothing_written_names_a_folder_of_this_machine(tmp_path, about):
    run_job(write_notebook(tmp_path / "small.ipynb", SHOWN), tmp_path / "out", about)
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            assert str(tmp_path).encode() not in path.read_bytes(), path.name


def test_one_format_leaves_the_other_out(tmp_path, about):
    run_job(write_notebook(tmp_path / "small.ipynb", SHOWN), tmp_path / "out", about, ["html"])
    assert (tmp_path / "out/report.html").exists() and not (tmp_path / "out/report.pdf").exists()
    assert "report.pdf" not in (tmp_path / "out/report.html").read_text()


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import os; os._exit(3)", "DeadKernelError: Kernel died"),
        ("import sys; sys.exit(0)", "it ended before its end, at a cell that starts 'import sys; sys.exit(0)'"),
        ("import time; time.sleep(60)", "CellTimeoutError"),
    ],
)
def test_a_notebook_that_raises_dies_or_hangs_is_an_outcome_and_its_copy_is_kept(tmp_path, about, cell, problem):
    job = replace(write_notebook(tmp_path / "small.ipynb", cell), timeout=3)
    outcome = run_job(job, tmp_path / "out", about)
    assert outcome.status == ("timeout" if "sleep" in cell else "failed") and outcome.problem.startswith(problem)
    assert (tmp_path / "out" / "notebook.ipynb").exists()


def with_cell(**parts):
    return json.dumps(
        {"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code", "source": "1", "metadata": {}} | parts]}
    )


@pytest.mark.parametrize(
    ("text", "damage"),
    [
        ("[]", "it is JSON without a list of cells"),
        ('{"nbformat": 4, "nbformat_minor": 5, "cells": 3}', "it is JSON without a list of cells"),
        ('{"nbformat": 3, "worksheets": []}', "its nbformat is 3, not 4; open it in JupyterLab and save it there"),
        ('{"nbformat": 4, "cells": []}', "it has no metadata"),
        ("[" * 50_000, "it is not JSON: brackets are nested too deep"),
        ('{"cells": [\n}', "it is not JSON, in line 2: Expecting value"),
        ('{\n<<<<<<< HEAD\n=======\n>>>>>>> other\n}', "line 2 is the mark of a merge that nobody settled; keep one side and delete the marks"),
        ("\udcff", "it is not UTF-8 text"),
        (with_cell(cell_type="heading"), "cell 1 is of type 'heading', not code, markdown or raw"),
        (with_cell(source=[1]), "cell 1 has a source that is no text"),
        (with_cell(metadata={"tags": "parameters"}), "cell 1 has no metadata with a list of tags"),
        (with_cell(), "small.ipynb has 0 cells tagged 'parameters'"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_told_in_a_sentence(tmp_path, text, damage):
    (tmp_path / "small.ipynb").write_text(text, "utf-8", errors="surrogateescape")
    with pytest.raises(ValueError) as told:
        read_notebook(tmp_path / "small.ipynb")
    assert str(told.value).removeprefix("small.ipynb cannot be read as a notebook: ").startswith(damage)


def test_a_damaged_notebook_is_an_outcome_too(tmp_path, about):
    job = write_notebook(tmp_path / "small.ipynb")
    job.notebook.write_text("{}")
    outcome = run_job(job, tmp_path / "out", about)
    assert outcome.status == "failed" and outcome.problem.startswith("small.ipynb cannot be read as a notebook: ")


def test_a_timeout_may_have_a_fraction(tmp_path, about):
    job = replace(write_notebook(tmp_path / "small.ipynb", SHOWN), timeout=90.5)
    assert run_job(job, tmp_path / "out", about).status == "done"


def test_a_page_that_cannot_be_rendered_is_an_outcome_too(tmp_path, about):
    job = write_notebook(
        tmp_path / "small.ipynb",
        SHOWN.replace("figure import", "figure import Statement,") + "\nStatement('# A second title')",
    )
    outcome = run_job(job, tmp_path / "out", about)
    assert outcome.status == "unrendered" and "heading of the first level" in outcome.problem


def test_a_wrong_parameter_is_refused_in_the_kernel(tmp_path, about):
    job = write_notebook(tmp_path / "small.ipynb")
    with pytest.raises(NoReport, match="asof is not a parameter; did you mean as_of?"):
        execute(Job("small", "small", job.notebook, {"as_of": "latest", "asof": "x"}), tmp_path / "out.ipynb", about)


def test_a_notebook_that_would_not_notice_a_wrong_parameter_is_not_run(tmp_path):
    nbformat.write(new_notebook(cells=[new_code_cell("x = 1")]), tmp_path / "bare.ipynb")
    with pytest.raises(
        ValueError,
        match="bare.ipynb has 0 cells tagged 'parameters'; it needs one, or a wrong parameter would go unnoticed",
    ):
        read_notebook(tmp_path / "bare.ipynb")


def test_what_a_notebook_shows_is_read_back_in_order(tmp_path, about):
    shown = list_shown(execute(write_notebook(tmp_path / "small.ipynb", SHOWN), tmp_path / "out.ipynb", about))
    assert [(type(item).__name__, item.id, item.rows) for item in shown] == [
        ("Figure", "f", (("=1",),)),
        ("Table", "t", (("=1",),)),
    ]
