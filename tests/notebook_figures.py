"""Run a notebook in this process, whole or as much of it as shows one of its figures."""

import ast
from collections.abc import Iterator

import nbformat
from nbformat import NotebookNode

from credatlas.figures.figure import Figure
from credatlas.paths import shipped_folder


def figure_of(notebook: str, chart: str, **parameters) -> Figure:
    """Return the figure that the cell of a notebook with this call shows under these parameters."""
    names: dict = {}
    for cell in _code_cells(notebook):
        shown = _run(cell, names, parameters)
        if f"charts.{chart}(" in cell.source:
            return shown
    raise AssertionError(f"{notebook} does not call charts.{chart}")


def run_notebook(notebook: str, **parameters) -> list:
    """Run every cell of a notebook under these parameters, and return what their last lines are worth."""
    names: dict = {"display": print}
    return [_run(cell, names, parameters) for cell in _code_cells(notebook)]


def _code_cells(notebook: str) -> Iterator[NotebookNode]:
    cells = nbformat.read(shipped_folder("notebooks") / f"{notebook}.ipynb", as_version=4).cells
    return (cell for cell in cells if cell.cell_type == "code")


def _run(cell: NotebookNode, names: dict, parameters: dict):
    """Run a cell among these names, set the parameters after the cell that has them, and return its last expression."""
    lines = ast.parse(cell.source)
    last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
    exec(compile(lines, "cell", "exec"), names)
    if "parameters" in cell.metadata.get("tags", []):
        names.update(parameters)
    return last and eval(compile(ast.Expression(last.value), "cell", "eval"), names)
