"""Words of the data are words in every report: nothing in them runs, links to what runs, or breaks a page or a PDF."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from credatlas import load
from credatlas.paths import shipped_folder
from credatlas.reports.publish import build
from credatlas.reports.site.history import verify
from tests.browser import serve
from tests.reports.hostile_data import ADDRESS, HOSTILE, list_free_columns, write_hostile_data
from tests.reports.small_studies import draw_seldom

STUDIES = """
explore = { notebook = "00-explore" }
evidence = { notebook = "10-evidence" }
profile = { notebook = "20-jurisdiction", parameters = { jurisdiction = "EU" } }
profil = { notebook = "20-jurisdiction", parameters = { jurisdiction = "CA-QC", lang = "fr" } }
comparison = { notebook = "30-comparison", parameters = { draws = 1000 } }
claims = { notebook = "50-claims", parameters = { draws = 1000 } }
reforms = { notebook = "60-reforms" }
changes = { notebook = "70-changes" }
"""
NAMES = sorted(line.split(" = ")[0] for line in STUDIES.strip().splitlines())
RUNNING = (
    "document.querySelectorAll('script:not([type], body > :last-child), img[src=x], iframe, object, embed').length"
)
HANDLING = (
    "[...document.querySelectorAll('*')].filter(some => [...some.attributes].some(one => /^on/.test(one.name))).length"
)
LINKING = "[...document.querySelectorAll('*')].filter(some => /^\\s*javascript:/i.test(some.getAttribute('href') || some.getAttribute('xlink:href') || some.getAttribute('src') || '')).length"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Reports from hostile data; then a code is changed, so that there is news with hostile words in it."""
    folder = tmp_path_factory.mktemp("injection")
    data = write_hostile_data(shipped_folder("data"), folder / "data")
    notebooks = draw_seldom(shutil.copytree(shipped_folder("notebooks"), folder / "notebooks"))
    (notebooks / "studies.toml").write_text(STUDIES)
    make = {"notebooks": notebooks, "data": data, "out": folder / "site", "workers": 2}
    outcomes = build(**make)
    assert [outcome.status for outcome in outcomes] == ["done"] * len(NAMES), [outcome.problem for outcome in outcomes]
    _recode(next(data.glob("provisions/eu-2024.csv")))
    (news,) = build(["profile"], **make)
    assert news.status == "done" and news.changes
    return folder / "site"


def _recode(path: Path) -> None:
    line = next(line for line in path.read_text().splitlines() if ",supports,general,1," in line)
    path.write_text(path.read_text().replace(line, line.replace(",supports,general,1,", ",supports,general,2,")))


def words_of(text: str) -> str:
    """Return a text without its spaces and its places to break, which a layout puts where it likes."""
    return re.sub(r"[\s\u200b]+", "", text)


def test_every_table_has_texts_that_are_attacked_and_the_data_are_sound_all_the_same(site):
    tables = {table for table, _, _ in list_free_columns(shipped_folder("data"))}
    assert {"jurisdictions", "frameworks", "sources", "provisions", "context", "claims", "reforms"} <= tables
    assert load(site.parent / "data").sources["url"].str.startswith(ADDRESS).all()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_are_shown_as_words_on_the_page(site, name):
    page = next(site.glob(f"{name}*/latest/report.html")).read_text()
    assert "<script>window" not in page and "&lt;script&gt;window.pwned=1&lt;/script&gt;" in page
    assert f'"{ADDRESS}' not in page and f"'{ADDRESS}" not in page.replace(f"href='{ADDRESS}'&gt;", "")


@pytest.mark.poppler
@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_are_shown_as_words_in_the_pdf(site, name):
    report = next(site.glob(f"{name}*/latest/report.pdf"))
    text = words_of(subprocess.run(["pdftotext", "-raw", report, "-"], capture_output=True, text=True).stdout)
    for part in ("<script>window.pwned=1</script>", "#panic()$x", "{%h%}"):
        assert part in text, part
    assert b"/JavaScript" not in report.read_bytes() and b"/URI (javascript" not in report.read_bytes()


@pytest.mark.browser
def test_a_browser_runs_nothing_of_it_on_any_page_or_drawing(site, browser):
    pages = [path for path in site.rglob("*") if path.suffix in (".html", ".svg") and site / "runs" not in path.parents]
    assert {path.name for path in pages} >= {"index.html", "changes.html", "report.html"}
    assert {path.suffix for path in pages} == {".html", ".svg"} and len(pages) >= 3 * len(NAMES)
    with serve(site) as address, browser.page("data:text/html,") as page:
        for path in pages:
            at = f"{address}/{path.relative_to(site).as_posix()}"
            page.resize(1200, 30_000 if "loading=" in path.read_text() else 900)  # high enough for every thumbnail
            page.go(at)
            assert not page.run("window.pwned") and page.troubles() == [], at
            assert [page.run(each) for each in (RUNNING, HANDLING, LINKING)] == [0, 0, 0], at
            assert [asked for asked in page.requests() if not asked.startswith(address)] == [], at


def test_news_says_the_words_and_runs_none(site):
    feed, page = ((site / "profile" / name).read_text() for name in ("feed.atom", "changes.html"))
    for text in (feed, page):
        assert "<script>window" not in text and "&lt;script&gt;window.pwned=1" in text
    assert not [address for address in re.findall(r'href="([^"]*)"', feed + page) if address.startswith(ADDRESS)]
    assert HOSTILE.split()[0] in (site / "profile/changes.json").read_text()


def test_the_site_is_whole(site):
    assert verify(site) == []
