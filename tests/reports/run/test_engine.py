"""A notebook is written when it has run, and not before and after each cell."""

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from credatlas.reports.run.engine import ENGINE
from credatlas.reports.run.kernels import OwnKernelManager


def run(path, *cells, **options):
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    options |= {"kernel_name": "python3", "language": "python", "progress_bar": False, "engine_name": ENGINE}
    papermill.execute_notebook(notebook, str(path), kernel_manager_class=OwnKernelManager, **options)


def test_every_cell_is_there_when_it_is_done(tmp_path):
    run(tmp_path / "out.ipynb", "print('first')", "print('second')")
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert [cell.metadata.papermill.status for cell in cells] == ["completed", "completed"]
    assert [cell.outputs[0].text for cell in cells] == ["first\n", "second\n"]


def test_one_that_runs_out_of_time_is_saved_as_it_stands(tmp_path):
    with pytest.raises(Exception, match="timed out|Timeout"):
        run(tmp_path / "out.ipynb", "print('came here')", "import time; time.sleep(60)", execution_timeout=1)
    assert "came here" in (tmp_path / "out.ipynb").read_text()
