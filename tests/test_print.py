"""A report in print answers on its first page, beside a figure, and its body is as short as its reader's time."""

import re
import subprocess

import pytest

from credatlas.figures import SUBJECT_MIME
from credatlas.paths import shipped_folder
from credatlas.reports.render import render_pdf
from credatlas.reports.run.studies import plan_jobs
from tests.notebook_figures import few_and_undrawn, run_cells
from tests.reports.page_cases import make_notebook, show

pytestmark = [pytest.mark.slow, pytest.mark.poppler]

PAGES = {  # of a report, before its annexes and sources
    "canada/latest": 4,
    "comparison/latest": 6,
    "claims/latest": 8,
    "profile-ca-on/latest": 2,
    "changes/latest": 6,
}
AFTER = re.compile(r"^(?:Annex: .*|Sources)$", re.MULTILINE)


def print_report(folder: str, atlas, path) -> list[str]:
    """Return the text of each page of a report of the default build, of few simulations."""
    jobs = {job.folder: job for job in plan_jobs(shipped_folder("notebooks"), atlas, langs=["en"])}
    with few_and_undrawn(drawn=True):
        ran = list(run_cells(jobs[folder], atlas.end))
    cells = [cell.source if cell.cell_type == "markdown" else show(*shown) for cell, shown in ran]
    bundles = [output.data for cell in cells if not isinstance(cell, str) for output in cell.outputs]
    (about,) = [bundle[SUBJECT_MIME] for bundle in bundles if SUBJECT_MIME in bundle]
    path.write_bytes(render_pdf(make_notebook(*cells, **about)))
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return said.split("\f")[:-1]


@pytest.mark.parametrize("folder", PAGES)
def test_the_first_page_has_the_answer_and_a_figure_and_the_body_is_short(folder, atlas, tmp_path):
    pages = print_report(folder, atlas, tmp_path / "report.pdf")
    first = pages[0]
    assert "Key messages" in first and re.search("In force on |Read for the later day: ", first)
    assert re.search(r"^Source: credatlas data", first, re.MULTILINE)  # it stands under a figure
    begun = next(number for number, page in enumerate(pages, start=1) if number > 1 and AFTER.search(page))
    left = AFTER.split(pages[begun - 1])[0].strip().splitlines()
    assert begun - (len(left) <= 2) <= PAGES[folder]  # the head of a page is two lines at most
