"""Store the outputs of the headline cells in the notebooks: python -m tools.headlines

Cells that hold `# NBVAL_CHECK_OUTPUT` keep their output, so that a change of a finding shows in a diff and fails `make
test`; all other cells are stored empty.
"""

import tempfile
from pathlib import Path

import nbformat

from credatlas import load
from credatlas.reports.run.execute import About, execute
from credatlas.reports.run.params import validate
from credatlas.reports.run.studies import Job

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
MARK = "# NBVAL_CHECK_OUTPUT"
RUN = 1  # nbval takes a cell without a number for one that was never run


def store_headlines(path: Path) -> None:
    """Run one notebook with its defaults and write it back with the outputs of its headline cells only."""
    dataset = load()
    job = Job("headlines", path.stem, path, validate(path.stem, {}, dataset).model_dump())
    with tempfile.TemporaryDirectory() as folder:
        executed = execute(
            job, Path(folder) / "out.ipynb", About(str(dataset.folder), dataset.version, dataset.descriptor["created"])
        )
    outputs = {cell.id: cell for cell in executed.cells}
    source = nbformat.read(path, as_version=4)
    for cell in source.cells:
        if cell.cell_type == "code":
            kept = MARK in cell.source
            cell.outputs = [_stable(output) for output in outputs[cell.id].outputs] if kept else []
            cell.execution_count = RUN if kept else None
    nbformat.write(source, path)


def _stable(output):
    if "execution_count" in output:
        output.execution_count = RUN
    return output


if __name__ == "__main__":
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        store_headlines(notebook)
        print(f"{notebook.name}: headline outputs stored")
