"""Addresses outlive the code: pages, files, figures, tables and announcements are called what they were called.

`addresses.json` holds what has been published: pages link there, feeds and citations name them. A line may be added to
it; one that is taken away or edited breaks the links of others.
"""

import json
from pathlib import Path

import pytest

from credatlas.figures.figure import Figure, Table
from credatlas.figures.view import View
from credatlas.files import index_name
from credatlas.index.claims.judge import judge_claims
from credatlas.index.simulation import robustness
from credatlas.paths import shipped_folder
from credatlas.reports.export.tidy import TABLES
from credatlas.reports.kits.build import plan_kits
from credatlas.reports.kits.pages import write_kit
from credatlas.reports.kits.repertoire import draw_in, list_figures
from credatlas.reports.site.feed import announce
from credatlas.reports.site.news import entry_id
from credatlas.settings import LANGUAGES
from tests.notebook_figures import FEW, default_jobs, few_and_undrawn, run_job
from tests.reports.conftest import make_figure

pytestmark = pytest.mark.slow

PUBLISHED = json.loads((Path(__file__).parent / "addresses.json").read_text("utf-8"))
DAY = PUBLISHED["day"]  # of the data when the addresses were written down


def files_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def undrawn():
    with few_and_undrawn():
        yield


@pytest.fixture(scope="module")
def view(atlas, undrawn):
    view = View(atlas.as_of(DAY))
    simulation, hangs = robustness.simulate(view.atlas, draws=FEW), robustness.sensitivity(view.atlas)
    verdicts = judge_claims(atlas, ("2022-11-22", DAY), FEW, 0)
    vars(view).update(simulation=simulation, sensitivity=hangs, verdicts=verdicts)
    return view


def run_notebook(job):
    """Run the code of a notebook here; return the ids of the figures and tables that its cells show."""
    return [item.id for item in run_job(job, DAY) if isinstance(item, Figure | Table)]


def test_front_pages_and_reports_lie_where_they_lay():
    assert [index_name(lang) for lang in LANGUAGES] == PUBLISHED["front pages"]
    assert set(default_jobs()) >= set(PUBLISHED["reports"])


def test_kits_lie_where_they_lay_and_hold_the_files_they_held(tmp_path):
    assert {job.folder for job in plan_kits(shipped_folder("notebooks"), (), LANGUAGES)} >= set(PUBLISHED["kits"])
    edition = {"as_of": DAY, "data_version": PUBLISHED["version"]}
    write_kit(lambda size: make_figure(size, **edition), tmp_path / "frontier", about={"key": ""})
    assert files_below(tmp_path) == PUBLISHED["files of a kit"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_have_their_ids(view, lang):
    published, known = PUBLISHED["figures"][lang], list_figures(view.atlas.whole)
    assert set(published) <= set(known)
    size = PUBLISHED["sizes"][lang]
    assert {name: draw_in(view, name, lang)(size).id for name in published} == published


@pytest.mark.parametrize("folder", PUBLISHED["shown in"])
def test_figures_and_tables_of_a_report_have_their_ids(undrawn, folder):
    shown = run_notebook(default_jobs()[folder])
    assert set(shown) >= set(PUBLISHED["shown in"][folder]) and len(set(shown)) == len(shown)


def test_tables_to_export_have_their_names():
    assert set(TABLES) >= set(PUBLISHED["tables"])


def test_news_of_a_report_lie_where_they_lay_and_have_their_ids(tmp_path):
    entries = PUBLISHED["announcements"]
    assert [entry_id({name: value for name, value in entry.items() if name != "id"}) for entry in entries] == [
        entry["id"] for entry in entries
    ]
    told = {"text": "", "data_version": "2", "data_version_before": "1"}
    announce(tmp_path / "comparison.fr", "Qui ?", DAY, [entry | told for entry in entries], "fr")
    assert files_below(tmp_path) == PUBLISHED["files of news"]
    feed = (tmp_path / "comparison.fr/feed.atom").read_text("utf-8")
    assert [f"<id>{entry['id']}</id>" in feed for entry in entries] == [True] * len(entries)
    assert "<id>urn:credatlas:report:comparison.fr</id>" in feed
