"""Run a notebook in this process, whole or as much of it as shows one of its figures."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

import credatlas.reports.run.params as params
from credatlas.evidence import load
from credatlas.figures.drawing import style
from credatlas.figures.figure import Figure
from credatlas.index import agreement, changes, reforms
from credatlas.index.agreement import passes
from credatlas.index.claims import judge, masked
from credatlas.index.reforms import scenarios
from credatlas.index.simulation import masking, reading, robustness
from credatlas.paths import shipped_folder
from credatlas.reports.run.studies import Job, plan_jobs
from credatlas.settings import LANGUAGES

FEW = 1000  # simulations: what is said and how it is called is asked, not how large it is
ANALYSES = (
    (robustness, "simulate", {}),
    (robustness, "sensitivity", {"points": 64}),
    (reading, "next_reading", {"draws": FEW}),
    (masking, "masked_readings", {"draws": 20}),
    (masked, "masked_claims", {"draws": 20}),
    (passes, "report_agreement", {"draws": 20}),
    (agreement, "report_agreement", {"draws": 20}),
    (params, "load", {}),
    (judge, "judge_claims", {}),
    (reforms, "reform_packages", {}),
    (scenarios, "compare_reform", {}),
    (changes, "list_changes", {}),
)
_KNOWN: dict[str, Any] = {}


published = cache(load)


@cache
def default_jobs() -> dict[str, Job]:
    """Plan the reports of the default build in every language: a job by its folder."""
    return {job.folder: job for job in plan_jobs(shipped_folder("notebooks"), published(), langs=LANGUAGES)}


def _once(analyse: Callable, fewer: dict) -> Callable:
    """Analyse the same data once, whatever the language of the report; few simulations do."""

    def recall(*data, **options):
        key = repr((analyse.__name__, data, options))
        if key not in _KNOWN:
            _KNOWN[key] = analyse(*data, **(fewer | options))
        return _KNOWN[key]

    return recall


@contextmanager
def few_and_undrawn(drawn: bool = False) -> Iterator[None]:
    """Make figures without a drawing, unless they are to be `drawn`, and analyses of few simulations."""
    with pytest.MonkeyPatch.context() as patch:
        if not drawn:
            patch.setattr(style, "draw", lambda *drawn: "<svg></svg>")
        for module, name, fewer in ANALYSES:
            patch.setattr(module, name, _once(getattr(module, name), fewer))
        yield


def run_job(job, day: str) -> list:
    """Run the code of a job's notebook here, the latest day being `day`; return what its cells show."""
    return [item for _, shown in run_cells(job, day) for item in shown]


def run_cells(job, day: str) -> Iterator[tuple[NotebookNode, list]]:
    """Run a job's notebook as `run_job` does; yield each cell with what it shows."""
    few = {"draws": FEW} if "draws" in job.parameters else {}
    names = {**job.parameters, **few, "as_of": day if job.as_of == "latest" else job.as_of}
    for cell in nbformat.read(job.notebook, as_version=4).cells:
        shown: list = []
        names["display"] = shown.append
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            *statements, last = ast.parse(cell.source).body
            exec(compile(ast.Module(statements, []), job.name, "exec"), names)
            if isinstance(last, ast.Expr):
                shown.append(eval(compile(ast.Expression(last.value), job.name, "eval"), names))
            else:
                exec(compile(ast.Module([last], []), job.name, "exec"), names)
        yield cell, [item for item in shown if item is not None]


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
