"""Run as much of a notebook as shows one of its figures."""

import nbformat

from credatlas.figures.figure import Figure
from credatlas.paths import shipped_folder

FIRST = {"parameters", "check-parameters", "setup"}


def figure_of(notebook: str, chart: str, **parameters) -> Figure:
    """Return the figure that the cell of a notebook with this call shows under these parameters.

    Of the other cells only the parameters, their check and the setup are run.
    """
    names: dict = {}
    for cell in nbformat.read(shipped_folder("notebooks") / f"{notebook}.ipynb", as_version=4).cells:
        if set(cell.metadata.get("tags", [])) & FIRST:
            exec(cell.source, names)
        if "parameters" in cell.metadata.get("tags", []):
            names.update(parameters)
        if cell.cell_type == "code" and f"charts.{chart}(" in cell.source:
            *before, shown = cell.source.splitlines()
            exec("\n".join(before), names)
            return eval(shown, names)
    raise AssertionError(f"{notebook} does not call charts.{chart}")
