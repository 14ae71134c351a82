"""A site is built from studies: what fails stays out, what stood stays in, and the front page links what there is."""

import json
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock
from nbformat.v4 import new_code_cell

from credatlas import load
from credatlas.figures.chart import list_kits
from credatlas.paths import shipped_folder
from credatlas.reports.publish import OutputLocked, build, explain, plan_all
from credatlas.reports.site import list_runs, prune, rerun, verify
from credatlas.settings import LANGUAGES
from tests.reports.small_studies import TOY, write_studies

pytestmark = pytest.mark.slow


def write_notebooks(folder):
    """Write three small studies: one that runs, one that raises, one for each of two jurisdictions, with a drawing."""
    drawing = "from credatlas import charts\natlas = params.dataset.as_of(params.as_of)\ncharts.coverage(atlas.provisions, atlas)"
    write_studies(folder, good="1 + 1", bad="1 / 0", each=drawing)
    each = nbformat.read(folder / "each.ipynb", as_version=4)
    each.cells[1].source += '\njurisdiction: "Jurisdiction" = "AA"'
    nbformat.write(each, folder / "each.ipynb")
    with (folder / "studies.toml").open("a") as studies:
        studies.write('for_each = { jurisdiction = ["AA", "BB"] }\n')
    return folder


QUICK = {"workers": 1, "data": TOY, "formats": ["html"]}  # where the PDF has nothing to tell


def change(path, cell):
    """Add a cell to a notebook."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_code_cell(cell))
    nbformat.write(notebook, path)


@pytest.fixture
def notebooks(tmp_path):
    return write_notebooks(tmp_path / "notebooks")


@dataclass(frozen=True)
class Built:
    """A site, the outcomes of its build, and those that were told while it ran."""

    site: Path
    outcomes: list
    seen: list


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """One build of the three studies by two workers, which several tests look at and none changes."""
    folder, seen = tmp_path_factory.mktemp("built"), []
    notebooks = write_notebooks(folder / "notebooks")
    return Built(
        folder / "site",
        build(notebooks=notebooks, out=folder / "site", workers=2, data=TOY, finished=seen.append),
        seen,
    )


def test_the_others_go_on_when_one_fails_and_its_copy_is_kept(built):
    outcomes, seen = built.outcomes, built.seen
    assert {outcome.job.folder: outcome.status for outcome in outcomes} == {
        "good/latest": "done",
        "bad/latest": "failed",
        "each-aa/latest": "done",
        "each-bb/latest": "done",
    }
    assert [outcome.job.study for outcome in outcomes] == ["good", "bad", "each", "each"] and len(seen) == 4
    failed = outcomes[1]
    assert failed.problem == "ZeroDivisionError: division by zero"
    assert failed.folder.parent == built.site / "runs/bad" and failed.folder.name.endswith(".failed")
    assert (failed.folder / "notebook.ipynb").exists()
    assert not (built.site / "bad/latest").exists()


def test_the_front_page_links_every_report_and_nothing_that_failed(built):
    page = (built.site / "index.html").read_text()
    links = set(re.findall(r'href="([^"#:]+\.(?:html|pdf))"', page))
    parts = ("latest/report.html", "latest/report.pdf", "changes.html")
    assert links == {f"{name}/{part}" for name in ("good", "each-aa", "each-bb") for part in parts}
    assert all((built.site / link).exists() for link in links)


def test_a_failing_run_leaves_the_last_good_report_in_the_site(notebooks, tmp_path):
    good = notebooks / "good.ipynb"
    build(["good"], notebooks=notebooks, out=tmp_path / "site", **QUICK)
    before = (tmp_path / "site/good/latest/report.html").read_bytes()
    change(good, "raise RuntimeError('no')")
    assert build(["good"], notebooks=notebooks, out=tmp_path / "site", **QUICK)[0].problem == "RuntimeError: no"
    assert (tmp_path / "site/good/latest/report.html").read_bytes() == before


def test_two_builds_from_the_same_inputs_give_equal_bytes_but_for_the_executed_notebook(built, notebooks, tmp_path):
    """One was made by two workers among other studies, one by one worker alone."""
    build(["each"], notebooks=notebooks, out=tmp_path / "site", workers=1, data=TOY)
    first, second = (
        {path.relative_to(site).as_posix(): path.read_bytes() for path in site.glob("each-*/**/*") if path.is_file()}
        for site in (built.site, tmp_path / "site")
    )
    assert first.keys() == second.keys()
    differ = {path.rpartition("/")[2] for path in first if first[path] != second[path]}
    assert differ <= {"notebook.ipynb", "manifest.json"}  # cell times, and the hash of the notebook that holds them


def test_nothing_is_left_beside_the_site(built):
    hidden = [path.relative_to(built.site) for path in built.site.rglob(".*")]
    assert hidden == [Path("runs/.lock")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"formats": "docx"}, "format 'docx' is not one of html, pdf"),
        ({"formats": []}, "format '' is not one of html, pdf"),
        ({"if_locked": "hope"}, "if_locked 'hope' is not one of wait, skip, fail"),
        ({"as_of": "2022-13-01"}, "as_of '2022-13-01' is neither 'latest' nor a day such as '2022-11-22'"),
    ],
)
def test_a_wrong_choice_is_refused_before_anything_is_written(notebooks, tmp_path, options, message):
    with pytest.raises(ValueError) as refused:
        build(["good"], notebooks=notebooks, out=tmp_path / "site", **options)
    assert message in str(refused.value) and not (tmp_path / "site").exists()


def test_the_manifest_says_what_a_report_was_made_from(notebooks, tmp_path):
    build("each", notebooks=notebooks, out=tmp_path / "site", **QUICK, as_of="2022-11-22", jurisdictions="BB")
    manifest = json.loads((tmp_path / "site/each-bb/2022-11-22/manifest.json").read_text())
    assert manifest["parameters"] == {
        "as_of": "2022-11-22",
        "lang": "en",
        "jurisdiction": "BB",
    }
    assert (manifest["title"], manifest["data_version"]) == (
        "What of each?",
        load(TOY).version,
    )


# Nothing to do, and two at once


def test_what_is_up_to_date_is_not_run_again_and_a_change_runs_only_what_it_touches(notebooks, tmp_path):
    options = {"notebooks": notebooks, "out": tmp_path / "site", **QUICK}
    build(["good", "each"], **options)
    runs = sorted(path.name for path in (tmp_path / "site/runs").glob("*/*"))
    assert {outcome.status for outcome in build(["good", "each"], **options)} == {"current"}
    assert sorted(path.name for path in (tmp_path / "site/runs").glob("*/*")) == runs
    change(notebooks / "good.ipynb", "2 + 2")
    again = build(["good", "each"], **options)
    assert {outcome.job.folder: outcome.status for outcome in again} == {
        "good/latest": "done",
        "each-aa/latest": "current",
        "each-bb/latest": "current",
    }
    assert {outcome.status for outcome in build(["good"], force=True, **options)} == {"done"}


def test_a_changed_clause_is_a_reason_to_run_and_is_named(notebooks, tmp_path, toy):
    data = shutil.copytree(toy, tmp_path / "data")
    (notebooks / "studies.toml").write_text('[good]\nnotebook = "good"\n')
    options = {"notebooks": notebooks, "out": tmp_path / "site", **QUICK, "data": data}
    build(**options)
    path = next((data / "provisions").glob("aa*.csv"))
    path.write_text(path.read_text().replace(",high,", ",medium,", 1))
    asked = {name: options[name] for name in ("notebooks", "out", "data", "formats")}
    assert explain(**asked) == [("good/latest", f"changed: data/provisions/{path.name}")]
    assert build(**options)[0].status == "done"
    assert explain(**asked) == [("good/latest", "nothing it is made from has changed")]


KITS = '[figures]\nkits = ["coverage", "weights"]\n'


def test_kits_are_written_with_the_reports_and_linked_from_the_front_pages(notebooks, tmp_path):
    (notebooks / "studies.toml").write_text('[good]\nnotebook = "good"\n[figures]\nkits = ["strongest-clause"]\n')
    path, begun = notebooks / "good.ipynb", []
    path.write_text(path.read_text().replace("What of good?", "What do the words mean?"))  # which there is in French
    options = {"notebooks": notebooks, "out": tmp_path / "site", **QUICK, "langs": ["en", "fr"]}
    outcomes = build(**options, started=begun.extend)
    assert [outcome.job.folder for outcome in outcomes] == [job.folder for job in begun]
    assert {outcome.job.folder: outcome.status for outcome in outcomes} == {
        "good/latest": "done",
        "good.fr/latest": "done",
        "figures/strongest-clause/latest": "done",
        "figures/strongest-clause.fr/latest": "done",
    }
    page = (tmp_path / "site/index.fr.html").read_text()
    assert "good.fr/latest/report.html" in page and "figures/strongest-clause.fr/latest/index.html" in page
    assert {outcome.status for outcome in build(["figures"], **options)} == {"current"}


def test_kits_follow_the_latest_data_and_come_with_no_other_day_and_no_choice_of_jurisdictions(atlas):
    def count(*studies, **asked):
        return [len(jobs) for jobs in plan_all(shipped_folder("notebooks"), atlas, studies, **asked)]

    every = len(list_kits()) + 1
    assert count("figures") == [0, every] and count("comparison") == [2, 0]
    assert count("figures", langs=["fr", "es"]) == [0, 2 * every]
    assert count()[1] == every and count(as_of="2022-11-22")[1] == count(jurisdictions=["EU"])[1] == 0


def test_a_kit_that_fails_leaves_the_reports_and_is_told(notebooks, tmp_path, monkeypatch):
    (notebooks / "studies.toml").write_text(f'[good]\nnotebook = "good"\n{KITS}')
    monkeypatch.setattr("credatlas.reports.kits.repertoire.draw_in", lambda *asked: 1 / 0)
    outcomes = build(notebooks=notebooks, out=tmp_path / "site", **QUICK)
    assert [outcome.status for outcome in outcomes] == ["done", "unrendered", "done"]
    assert "good/latest/report.html" in (tmp_path / "site/index.html").read_text()


def test_a_front_page_that_fails_leaves_the_one_that_stood_and_is_told(notebooks, tmp_path, monkeypatch):
    (notebooks / "studies.toml").write_text('[good]\nnotebook = "good"\n')
    page = tmp_path / "site/index.html"
    page.parent.mkdir()
    page.write_text("of the build before")
    monkeypatch.setattr("credatlas.reports.site.front_page.read_words", lambda name, lang: 1 / 0)
    good, front = build(notebooks=notebooks, out=tmp_path / "site", **QUICK)
    assert good.status == "done" and (good.folder / "report.html").exists()
    assert (front.job.folder, front.status) == ("index.html", "unrendered")
    assert front.problem == "ZeroDivisionError: division by zero" and page.read_text() == "of the build before"


def test_a_language_without_words_is_refused_before_anything_is_written(notebooks, tmp_path, monkeypatch):
    (notebooks / "studies.toml").write_text(f'[good]\nnotebook = "good"\n{KITS}')
    monkeypatch.setitem(LANGUAGES, "xh", "isiXhosa")
    words = "'xh' has no words yet: locale/xh/LC_MESSAGES/credatlas.po is missing; `make catalogues` starts it"
    for study in ("good", "figures"):  # a report, and kits
        with pytest.raises(ValueError, match=words):
            build([study], langs=["xh"], notebooks=notebooks, out=tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_runs_copies_of_the_data_and_the_lock_may_lie_outside_the_site(notebooks, tmp_path):
    site, runs = tmp_path / "site", tmp_path / "kept"
    for _ in range(2):
        build(["good"], notebooks=notebooks, out=site, runs=runs, **QUICK, force=True)
    assert {path.name for path in site.iterdir()} == {"data", "good", "index.html"}
    assert {path.name for path in runs.iterdir()} == {".lock", "_data", "good"}
    assert [run.folder.parent for run in list_runs(runs)] == [runs / "good"] * 2 and verify(site, runs) == []
    for manifest, where in ((list_runs(runs)[0].folder, None), (site / "good/latest", runs)):
        repeated = rerun(manifest / "manifest.json", notebooks=notebooks, runs=where)
        assert repeated.kept and repeated.inputs == []
    (list_runs(runs)[1].folder / "report.html").unlink()
    assert [problem.rpartition("/")[2] for problem in verify(site, runs)] == ["report.html is missing"]
    assert len(prune(site, 1, runs)) == 1 and len(list_runs(runs)) == 1 and list(runs.glob("_data/*"))


def test_runs_are_not_kept_in_another_folder_of_the_site(notebooks, tmp_path):
    with pytest.raises(ValueError, match="kept lies in the site .*; name a folder outside it"):
        build(["good"], notebooks=notebooks, out=tmp_path, runs=tmp_path / "kept")


def test_two_builds_at_once_wait_skip_or_fail_as_told(notebooks, tmp_path):
    (tmp_path / "site/runs").mkdir(parents=True)
    with FileLock(tmp_path / "site" / "runs" / ".lock"):
        assert build(["good"], notebooks=notebooks, out=tmp_path / "site", if_locked="skip") == []
        with pytest.raises(OutputLocked, match="another build is writing to"):
            build(["good"], notebooks=notebooks, out=tmp_path / "site", if_locked="fail")
    assert build(["good"], notebooks=notebooks, out=tmp_path / "site", **QUICK)[0].status == "done"


def test_an_executor_of_ones_own_makes_the_same_reports(built, notebooks, tmp_path):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        outcomes = build(["each"], notebooks=notebooks, out=tmp_path / "there", data=TOY, executor=executor)
    assert [outcome.status for outcome in outcomes] == ["done", "done"]
    for name in ("each-aa/latest/report.html", "each-bb/latest/report.pdf"):
        assert (built.site / name).read_bytes() == (tmp_path / "there" / name).read_bytes()


def test_what_an_ended_build_left_is_cleared_by_the_next(notebooks, tmp_path):
    left = ("runs/.staging-old/data", "good/.latest.next", "figures/frontier/.staging-old/fresh")
    for name in left:
        (tmp_path / "site" / name).mkdir(parents=True)
    build(["good"], notebooks=notebooks, out=tmp_path / "site", **QUICK)
    assert not [name for name in left if (tmp_path / "site" / name).exists()]


def test_a_changed_finding_is_announced_once_beside_the_report(notebooks, tmp_path, toy):
    data = shutil.copytree(toy, tmp_path / "data")
    (notebooks / "studies.toml").write_text('[good]\nnotebook = "good"\n')
    options = {"notebooks": notebooks, "out": tmp_path / "site", **QUICK, "data": data}
    build(**options)
    path = data / "provisions/aa-gov-2020.csv"
    path.write_text(path.read_text().replace("ST1,supports,general,3,3,3", "ST1,supports,general,1,0,0", 1))
    told = "Correction: AA stackability as of 2025-01-01 100 to 82, because ST1 went from 3,3,3 to 1,0,0"
    assert [outcome.changes for outcome in build(**options)] == [(told,)]
    assert told in (tmp_path / "site/good/feed.atom").read_text()
    assert [outcome.changes for outcome in build(force=True, **options)] == [()]
    assert 'href="good/changes.html"' in (tmp_path / "site/index.html").read_text()


def test_a_study_whose_notebook_is_not_there_is_refused_by_its_name(tmp_path, atlas):
    (tmp_path / "studies.toml").write_text("[a]\nnotebook = '30-comparison'\nfor_each = {draws = [1000, 2000]}\n")
    with pytest.raises(ValueError, match=r"^no notebook is called '30-comparison'; there are none$"):
        plan_all(tmp_path, atlas)
