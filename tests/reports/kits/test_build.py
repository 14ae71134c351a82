"""The kits of a site are written once for what they are made from, side by side, and none that fails breaks another."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from credatlas import load
from credatlas.figures.charts import CHARTS
from credatlas.files.hashes import hash_file
from credatlas.paths import shipped_folder
from credatlas.reports.kits import build as kits
from credatlas.reports.kits.build import WEIGHTS, build_kits, explain_kits, plan_kits
from credatlas.reports.kits.repertoire import list_figures
from credatlas.reports.publish import build
from credatlas.reports.site.history import verify
from credatlas.settings import ARTICLE_DAY
from tests.browser import serve
from tests.reports.small_studies import gone

pytestmark = pytest.mark.slow


DATA = load()
DAY = DATA.as_of("latest").date
PINNED = f"{DAY}-data-{DATA.version}"
FEW = 'kits = ["coverage", "strongest-clause", "weights"]\n'  # of two days and of one, and the reader's page


@pytest.fixture
def few(tmp_path):
    """A notebooks folder with one study, of two figures and the reader's page."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "studies.toml").write_text(f"[figures]\n{FEW}")
    return folder


@pytest.fixture
def make(few, atlas, tmp_path):
    def write(out="site", langs=(), only="", **options):
        jobs = [job for job in plan_kits(few, (), langs) if only in ("", job.notebook.name)]
        return list(build_kits(jobs, atlas, tmp_path / out, **options))

    return write


@pytest.fixture(scope="module")
def made(atlas, tmp_path_factory):
    """A site of the three kits, made by one worker, which no test changes."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "studies.toml").write_text(f"[figures]\n{FEW}")
    assert set(statuses(build_kits(plan_kits(folder, (), ()), atlas, folder / "site", workers=1)).values()) == {"done"}
    return folder / "site"


@pytest.fixture
def site(made, tmp_path):
    return shutil.copytree(made, tmp_path / "site")


def statuses(outcomes):
    return {outcome.job.folder: outcome.status for outcome in outcomes}


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_study_of_the_library_holds_every_chart_and_the_readers_page(atlas):
    names = {job.notebook.name for job in plan_kits(shipped_folder("notebooks"), (), ())}
    assert names == {chart.headline for chart in CHARTS.values() if chart.kit} | {WEIGHTS}
    assert names - {WEIGHTS} <= set(list_figures(atlas)) and WEIGHTS not in list_figures(atlas)


def test_a_language_has_folders_of_its_own_and_no_two_kits_share_one(few):
    folders = [job.folder for job in plan_kits(few, (), ("en", "fr"))]
    assert folders[:2] == ["figures/coverage/latest", "figures/coverage.fr/latest"]
    assert len(set(folders)) == len(folders) == 6
    assert plan_kits(few, ["other"], ()) == []


def test_a_wrong_language_is_refused_before_anything_is_written(few):
    with pytest.raises(ValueError, match="lang 'de' is not one of en, fr, es"):
        plan_kits(few, (), ("en", "de"))


def test_each_edition_has_a_manifest_by_which_it_can_be_verified_and_two_workers_write_equal_bytes(
    made, make, tmp_path
):
    make("two", workers=2)
    make("two", langs=("es",), only="strongest-clause")
    site = tmp_path / "two"
    figures = site / "figures"
    english = {path: content for path, content in contents(site).items() if ".es/" not in path}
    assert english == contents(made) and verify(site) == []
    manifest = json.loads((figures / "strongest-clause.es/latest/manifest.json").read_text())
    assert (manifest["figure"], manifest["lang"], manifest["day"]) == ("strongest-clause", "es", DAY)
    named = {artefact["path"]: artefact for artefact in manifest["artefacts"]}
    assert set(named) == {path.name for path in (figures / "strongest-clause.es/latest").iterdir()} - {"manifest.json"}
    assert named["strongest-clause.es.png"]["media_type"] == "image/png"
    assert named["citation.bib"]["sha256"] == hash_file(figures / "strongest-clause.es/latest/citation.bib")
    (figures / f"coverage/{PINNED}/alt.txt").write_text("tampered")
    (figures / "weights/latest/index.html").unlink()
    assert verify(site) == [
        f"figures/coverage/{PINNED}/alt.txt is not what its manifest says",
        "figures/weights/latest/index.html is missing",
    ]


def test_what_is_up_to_date_is_not_drawn_again_and_a_change_of_data_is_named(few, site, make, atlas, tmp_path):
    planned = plan_kits(few, (), ())
    assert explain_kits(planned, atlas, tmp_path / "empty") == ["it is not in the site"] * 3
    again = make()
    assert {(outcome.status, outcome.problem) for outcome in again} == {
        ("current", "nothing it is made from has changed")
    }
    assert all(outcome.title for outcome in again)
    path = site / "figures/strongest-clause/latest/manifest.json"
    manifest = json.loads(path.read_text())
    manifest["inputs"]["data"]["frameworks.csv"] = manifest["key"] = "other"
    path.write_text(json.dumps(manifest))
    assert explain_kits(planned, atlas, site)[1] == "changed: data/frameworks.csv"
    assert statuses(make()) == {
        "figures/coverage/latest": "current",
        "figures/strongest-clause/latest": "done",
        "figures/weights/latest": "current",
    }


def test_force_writes_latest_again_with_equal_bytes_and_leaves_the_pinned_edition(site, make):
    before = contents(site)
    pinned = site / f"figures/strongest-clause/{PINNED}"
    inode = pinned.stat().st_ino
    assert statuses(make(only="strongest-clause", force=True)) == {"figures/strongest-clause/latest": "done"}
    assert contents(site) == before and pinned.stat().st_ino == inode


def test_a_web_address_goes_into_snippets_and_citation_and_leaves_the_pinned_edition(site, make):
    pinned = site / f"figures/strongest-clause/{PINNED}/index.html"
    before = pinned.read_bytes()
    make(only="strongest-clause", base="https://example.org/atlas/")
    assert pinned.read_bytes() == before
    page = (site / "figures/strongest-clause/latest/index.html").read_text()
    assert "https://example.org/atlas/figures/strongest-clause/latest/chart.html" in page
    assert f"https://example.org/atlas/figures/strongest-clause/{PINNED}/index.html" in page


def test_a_figure_of_what_the_data_do_not_hold_is_left_out_with_the_reason(few, make, tmp_path):
    (few / "studies.toml").write_text('[figures]\nkits = ["indicator-profile-ca-bd", "weights"]\n')
    left_out, page = make()
    assert (left_out.status, left_out.problem) == (
        "skipped",
        "no figure is called 'indicator-profile-ca-bd'; did you mean 'indicator-profile-ca-bc'?",
    )
    assert page.status == "done" and not (tmp_path / "site/figures/indicator-profile-ca-bd").exists()


def test_a_figure_that_the_data_cannot_fill_is_left_out_with_the_reason(make, atlas, monkeypatch):
    monkeypatch.setattr("credatlas.evidence.load", lambda folder: _without_jurisdictions(atlas))
    kits._view.cache_clear()
    made = {outcome.job.name: outcome for outcome in make()}
    kits._view.cache_clear()
    assert {outcome.status for outcome in made.values()} == {"skipped"}
    assert made["figures/coverage"].problem.startswith("nothing to score yet: ")


def _without_jurisdictions(atlas):
    tables = ("jurisdictions", "frameworks", "provisions")
    return replace(atlas, **{table: getattr(atlas, table).iloc[:0] for table in tables})


def test_a_slip_in_a_chart_or_in_its_name_is_not_taken_for_nothing_to_show(few, make, monkeypatch):
    (few / "studies.toml").write_text('[figures]\nkits = ["fronteer", "coverage", "weights"]\n')
    slip = replace(CHARTS["coverage"], function=lambda **given: int("slip"))
    monkeypatch.setitem(CHARTS, "coverage", slip)
    misspelt, slipped, page = make()
    assert (misspelt.status, misspelt.problem) == (
        "unrendered", "UnknownName: no figure is called 'fronteer'; did you mean 'frontier'?",
    )  # fmt: skip
    assert (slipped.status, slipped.problem) == (
        "unrendered", "ValueError: invalid literal for int() with base 10: 'slip'",
    )  # fmt: skip
    assert page.status == "done"


def test_a_kit_that_fails_is_told_and_what_stood_stays(site, make, monkeypatch):
    before = contents(site / "figures/strongest-clause")
    monkeypatch.setattr("credatlas.reports.kits.repertoire.draw_in", lambda *asked: 1 / 0)
    made = {outcome.job.name: outcome for outcome in make(force=True)}
    failed = made["figures/strongest-clause"]
    assert (failed.status, failed.problem) == ("unrendered", "ZeroDivisionError: division by zero")
    assert made["figures/weights"].status == "done"
    assert contents(site / "figures/strongest-clause") == before


def test_a_worker_that_is_lost_is_told(make, monkeypatch):
    monkeypatch.setattr("credatlas.reports.kits.build._write_figure", _die)
    outcomes = make(workers=2)
    assert [outcome.status for outcome in outcomes] == ["unrendered"] * 3
    assert all(outcome.problem == "its process ended before it was done (exit code 1)" for outcome in outcomes)


def _die(*task):
    os._exit(1)


def test_a_build_that_is_killed_leaves_whole_kits_and_the_next_one_completes(few, tmp_path):
    site, program = tmp_path / "site", tmp_path / "build.py"
    (few / "studies.toml").write_text('[figures]\nkits = ["weights", "strongest-clause"]\n')
    program.write_text(
        "import sys\nfrom credatlas.reports.publish import build\n"
        "if __name__ == '__main__': build(['figures'], notebooks=sys.argv[1], out=sys.argv[2], workers=2)\n"
    )
    killed = subprocess.Popen(
        [sys.executable, program, few, site], env={**os.environ, "CREDATLAS_TEST_MARK": str(site)}
    )
    deadline = time.monotonic() + 60
    while not list(site.glob("figures/*/*/manifest.json")) and time.monotonic() < deadline:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert gone(site)
    assert verify(site) == []
    outcomes = build(["figures"], notebooks=few, out=site, workers=1)
    assert {outcome.status for outcome in outcomes} <= {"done", "current"}
    assert verify(site) == [] and not list(site.glob("figures/*/.*"))


def test_with_nothing_to_do_no_tool_is_loaded(few, site):
    code = (
        "import sys; from credatlas.reports.publish import build\n"
        f"statuses = {{outcome.status for outcome in build(notebooks={str(few)!r}, studies=['figures'], out={str(site)!r})}}\n"
        "print(*statuses, *[tool for tool in ('matplotlib', 'typst', 'scipy', 'papermill') if tool in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["current"]


@pytest.mark.browser
def test_a_chart_of_two_days_has_a_switch_that_keeps_the_highlight(made, browser):
    kit, earlier = "figures/coverage", f"{ARTICLE_DAY}-data-{DATA.version}"
    assert {path.name for path in (made / kit).iterdir()} == {PINNED, earlier, "latest"}
    where = "[location.pathname, location.hash, document.querySelector('[aria-current]').textContent]"
    with serve(made) as address, browser.page(f"{address}/{kit}/latest/chart.html") as page:
        page.run("document.querySelector('[data-at=IE]').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
        page.go(page.run("document.querySelector('.days a').href"))
        assert page.run(where) == [f"/{kit}/{earlier}/chart.html", "#highlight=IE", "22 November 2022"]
        page.go(page.run("document.querySelector('.days a').href"))
        assert page.run(where)[:2] == [f"/{kit}/{PINNED}/chart.html", "#highlight=IE"]
        assert page.troubles() == []
