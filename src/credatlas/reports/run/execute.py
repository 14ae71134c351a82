"""Execute one job: run its notebook with papermill, render HTML and PDF, write figures and a manifest beside.

Knows what one report consists of. Where reports are published is for publish.py; how many run at once, for workers.py.
"""

import errno
import json
import time
from collections.abc import Sequence
from math import ceil
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from credatlas import __version__
from credatlas.errors import NothingToShow
from credatlas.figures import FIGURE_MIME, SUBJECT_MIME, TABLE_MIME, Figure, Table, to_csv
from credatlas.figures.drawing import standalone_svg
from credatlas.files import CARD, describe_artefacts, index_name
from credatlas.paths import in_environment
from credatlas.reports.render import RenderingError, list_barriers_to_reading, translate_prose
from credatlas.reports.run.notebooks import read_notebook
from credatlas.reports.run.outcomes import FORMATS, About, Outcome
from credatlas.reports.run.pool import can_fork, describe_error
from credatlas.reports.run.studies import Job

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)  # no fault of the notebook


def run_job(job: Job, folder: Path, about: About, formats: Sequence[str] = FORMATS) -> Outcome:
    """Run one job into `folder`, which is made anew.

    A notebook that raises, or a page that cannot be rendered, is an outcome, not an error.
    """
    folder.mkdir(parents=True)
    seconds, started = {}, time.perf_counter()
    try:
        notebook = execute(job, folder / "notebook.ipynb", about)
        seconds["execution"] = time.perf_counter() - started
        title = _write_report(job, notebook, folder, about, formats)
    except (NoReport, RenderingError) as error:
        seconds.setdefault("execution", time.perf_counter() - started)
        return Outcome(job, getattr(error, "status", "unrendered"), folder, seconds=seconds, problem=str(error))
    seconds["rendering"] = time.perf_counter() - started - seconds["execution"]
    return Outcome(job, "done", folder, title, seconds)


class NoReport(Exception):
    """Why a job has no report, in words; `status`: that of its outcome."""

    def __init__(self, problem: str, status: str = "failed"):
        super().__init__(problem)
        self.status = status


def execute(job: Job, target: Path, about: About) -> NotebookNode:
    """Run the job's notebook with papermill in a fresh process and save the executed copy at `target`.

    Raises NoReport; the copy, with the cells run so far and the error, is at `target` all the same.
    """
    import papermill

    from credatlas.reports.run.engine import COLD, FORKED

    try:
        source = read_notebook(job.notebook)
    except ValueError as error:
        raise NoReport(str(error)) from None
    options = {
        "kernel_name": "python3",
        "language": "python",
        "engine_name": FORKED if can_fork() else COLD,
        "execution_timeout": job.timeout and ceil(job.timeout),
        "progress_bar": False,
        "autosave_cell_every": 0,
    }
    escaped = str(target).replace("{", "{{").replace("}", "}}")  # papermill formats paths
    try:
        with in_environment("CREDATLAS_DATA", about.data_folder):
            notebook = papermill.execute_notebook(source, escaped, dict(job.parameters), **options)
    except papermill.PapermillExecutionError as error:
        if error.ename == NothingToShow.__name__:
            raise NoReport(error.evalue, "skipped") from None
        raise NoReport(f"{error.ename}: {error.evalue}".strip()) from None
    except Exception as error:  # a dead kernel or a timeout comes as one of many classes; it is reported
        if getattr(error, "errno", None) in NO_ROOM:
            raise
        status = "timeout" if type(error).__name__ == "CellTimeoutError" else "failed"
        raise NoReport(describe_error(error), status) from None
    stopped = [cell for cell in notebook.cells if cell.metadata.get("papermill", {}).get("status") != "completed"]
    if stopped:  # papermill takes sys.exit(0) for a good end, and leaves the rest of the notebook out
        raise NoReport(f"it ended before its end, at a cell that starts {stopped[0].source[:60]!r}")
    translate_prose(notebook, job.lang)
    _describe_run(notebook, job, about)
    nbformat.write(notebook, target)
    return notebook


def _describe_run(notebook: NotebookNode, job: Job, about: About) -> None:
    for name in ("input_path", "output_path", "environment_variables"):
        notebook.metadata.get("papermill", {}).pop(name, None)  # paths of this machine do not travel
    subjects = [output.data[SUBJECT_MIME] for output in _outputs(notebook) if SUBJECT_MIME in output.data]
    notebook.metadata["credatlas"] = {
        "study": job.study,
        "as_of": about.day_of(job),
        "lang": job.lang,
        "data_version": about.data_version,
        "created": about.created,
        "pdf": "report.pdf",
        "home": f"../../{index_name(job.lang)}",
        "address": f"{about.base}/{job.folder}/report.html" if about.base else "",
        "card": CARD,
        **(subjects[0] if subjects else {}),  # title, kicker and description
    }


def _outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs if "data" in output
    ]


def list_shown(notebook: NotebookNode) -> list[Figure | Table]:
    """Return the figures and tables that an executed notebook shows, in order."""
    kinds: dict[str, type[Figure] | type[Table]] = {FIGURE_MIME: Figure, TABLE_MIME: Table}
    return [
        kind.from_dict(output.data[mime])
        for output in _outputs(notebook)
        for mime, kind in kinds.items()
        if mime in output.data
    ]


def _write_report(job: Job, notebook: NotebookNode, folder: Path, about: About, formats: Sequence[str]) -> str:
    from credatlas.reports.render import Card, draw_card, figure_card, read_page, render_html, render_pdf

    page, shown = read_page(notebook), list_shown(notebook)
    figures = [item for item in shown if isinstance(item, Figure)]
    if "pdf" not in formats:
        notebook.metadata["credatlas"]["pdf"] = None
    if "html" in formats:
        html = render_html(notebook)
        if found := list_barriers_to_reading(html):
            raise NoReport("; ".join(found), "inaccessible")
        (folder / "report.html").write_text(html, encoding="utf-8")
        card = (
            figure_card(figures[0], page.title, page.kicker)
            if figures
            else Card(page.title, page.kicker, lang=page.lang)
        )
        (folder / CARD).write_bytes(draw_card(card))
    if "pdf" in formats:
        (folder / "report.pdf").write_bytes(render_pdf(notebook))
    _write_figures(shown, folder / "figures")
    words = {name: getattr(page, name) for name in ("title", "kicker", "description")}
    _write_manifest(job, folder, about, words, [figure.id for figure in figures])
    return page.title


def _write_figures(shown: Sequence[Figure | Table], folder: Path) -> None:
    folder.mkdir()
    for item in shown:
        (folder / f"{item.id}.csv").write_text(to_csv(item), encoding="utf-8")
        (folder / f"{item.id}.json").write_text(
            json.dumps(item.to_dict(), ensure_ascii=False, indent=1), encoding="utf-8"
        )
        if isinstance(item, Figure):
            (folder / f"{item.id}.svg").write_text(standalone_svg(item), encoding="utf-8")


def _write_manifest(job: Job, folder: Path, about: About, words: dict[str, str], figures: list[str]) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    manifest = {
        "study": job.study,
        "name": job.name,
        "as_of": job.as_of,
        "day": about.day_of(job),
        **words,
        "parameters": dict(job.parameters),
        "notebook": job.notebook.name,
        "key": about.key,
        "run_id": about.run_id,
        "inputs": about.inputs,
        "commit": about.commit,
        "library_version": __version__,
        "data_version": about.data_version,
        "figures": figures,
        "artefacts": describe_artefacts(contents),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
