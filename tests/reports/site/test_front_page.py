"""The front page is made from what is published, and from nothing else; it holds with all studies, some, or one."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from credatlas.files import CARD
from credatlas.reports.publish import build
from credatlas.reports.render import list_barriers_to_reading
from credatlas.reports.site.front_page import read_manifests, write_index
from credatlas.reports.site.links import find_dead_links
from tests.browser import serve
from tests.reports.manifest_cases import HASH, kit_manifest, report_manifest
from tests.reports.small_studies import TOY, study_shipped, write_studies

SMALLEST = """Math.min(...[...document.querySelectorAll(".plot svg text")].filter(text => text.checkVisibility()).map(
    text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
UNDER_TILE = """[...document.querySelectorAll(".map a")].filter(tile => tile.checkVisibility()).map(tile => {
    tile.scrollIntoView({block: "center"});
    const {x, y, width, height} = tile.getBoundingClientRect();
    return new URL(document.elementFromPoint(x + width / 2, y + height / 2).closest("a").href).pathname;
})"""
BASE = "https://example.org/atlas"


def publish(out, folder, **changes):
    place = out / folder
    place.mkdir(parents=True)
    names = changes.pop("files", ["report.html"])
    for name in names:
        (place / name).touch()
    files = [{"path": name, "sha256": HASH} for name in names]
    manifest = report_manifest(study=folder.split("/")[0], artefacts=files) | changes
    (place / "manifest.json").write_text(json.dumps(manifest))


def write_page(out, atlas, **options):
    return write_index(out, atlas, **options)[0].read_text()


class Head(HTMLParser):
    """What the head of a page says: its title, properties and links."""

    def __init__(self, page):
        super().__init__()
        self.said, self.links, self.scripts, self._open = {}, [], [], ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values, self._open = dict(attrs), tag
        if tag == "meta":
            self.said[values.get("property") or values.get("name")] = values.get("content", "")
        elif tag == "link":
            self.links.append(values)

    def handle_data(self, data):
        if self._open == "title":
            self.said["title"] = data
        elif self._open == "script":
            self.scripts.append(data)
        self._open = ""

    def linked(self, **wanted):
        return [link["href"] for link in self.links if wanted.items() <= link.items()]


def check_card(page, path):
    """Every page says what a shared link shows."""
    head = Head(page.read_text())
    assert {"title", "description", "og:title", "og:description", "og:image", "twitter:card"} <= head.said.keys(), path
    assert head.said["og:title"] == head.said["title"] and head.said["twitter:card"] == "summary_large_image"
    assert (page.parent / head.said["og:image"]).is_file(), path
    assert head.linked(rel="icon")[0].startswith("data:image/svg+xml,")


def test_failed_and_old_folders_are_not_published(tmp_path):
    for folder in ("a/latest", "a/latest.failed", "b/latest.old"):
        publish(tmp_path, folder)
    assert [manifest["folder"] for manifest in read_manifests(tmp_path)] == ["a/latest"]


def test_a_report_whose_manifest_is_damaged_is_left_out(tmp_path, atlas):
    publish(tmp_path, "a/latest")
    publish(tmp_path, "b/latest")
    (tmp_path / "b/latest/manifest.json").write_text("{")
    page = write_page(tmp_path, atlas)
    assert "a/latest/report.html" in page and "b/latest" not in page


def test_titles_and_questions_are_escaped(tmp_path, atlas):
    publish(tmp_path, "a/latest", title="<script>alert(1)</script>", kicker="</title><b>")
    page = write_page(tmp_path, atlas)
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "<b>" not in page


def test_the_answer_is_the_title_of_the_page_with_its_question_above_it(tmp_path, atlas):
    publish(tmp_path, "comparison/latest", title="Estonia leads", kicker="Who leads?", files=["report.html", CARD])
    publish(tmp_path, "canada/latest", title="No province sets a rule")
    page = write_page(tmp_path, atlas)
    assert re.search(r'<p class="kicker">Who leads\?</p>\s*<h1 id="title">Estonia leads</h1>', page)
    assert Head(page).said["og:title"] == "Estonia leads"
    assert Head(page).said["og:image"] == "comparison/latest/card.png"
    found = page.partition('id="findings"')[2].partition("<h2")[0]
    assert "No province sets a rule" in found and "Estonia" not in found


def test_the_two_dates_of_a_report_stand_side_by_side(tmp_path, atlas):
    publish(tmp_path, "comparison/latest", title="Now", as_of="latest")
    publish(tmp_path, "comparison/2022-11-22", title="Then", as_of="2022-11-22", day="2022-11-22")
    (item,) = re.findall(r'<li id="report-comparison">.*?</li>', write_page(tmp_path, atlas), re.DOTALL)
    assert item.index(">Now<") < item.index("24 November 2026") < item.index(">Then<") < item.index("22 November 2022")


def test_profiles_stand_as_a_reader_looks_for_them_canada_from_west_to_east_then_others_by_name(tmp_path, atlas):
    for jurisdiction in ("AU", "CA-AB", "CA-BC", "CA-CICAN", "EE", "EU", "NL", "CA-NS"):
        folder = f"profile-{jurisdiction.lower()}/latest"
        publish(
            tmp_path, folder, title=f"About {jurisdiction}", study="profile", parameters={"jurisdiction": jurisdiction}
        )
    names = write_page(tmp_path, atlas).partition('<ul class="names">')[2].partition("</ul>")[0]
    found = re.findall(r'href="profile-([^/]+)/', names)
    assert found == ["ca-bc", "ca-ab", "ca-ns", "ca-cican", "au", "ee", "eu", "nl"]
    assert re.findall(r">([^<]+)</a>", names)[:2] == ["British Columbia", "Alberta"]


def test_the_reference_is_linked_where_it_is_there(tmp_path, atlas):
    assert "reference/index.html" not in write_page(tmp_path, atlas)
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/index.html").touch()
    assert 'href="reference/index.html"' in write_page(tmp_path, atlas) and find_dead_links(tmp_path) == []


def test_an_empty_site_has_a_front_page_too(tmp_path, atlas):
    page = write_page(tmp_path, atlas)
    assert "There is no report in this language." in page and atlas.descriptor["title"] in page
    assert list_barriers_to_reading(page) == [] and find_dead_links(tmp_path) == []


def test_no_page_shows_a_thumbnail_or_runs_a_script(tmp_path, atlas):
    publish(tmp_path, "canada/latest", figures=["one"])
    page = write_page(tmp_path, atlas)
    assert "<img" not in page and "script-src" not in page and "default-src 'none'" in page
    (block,) = Head(page).scripts
    assert json.loads(block)["@type"] == "Dataset"  # data, which nothing runs


def test_the_web_address_is_named_where_it_is_known(tmp_path, atlas):
    publish(tmp_path, "comparison/latest", files=["report.html", CARD])
    head = Head(write_page(tmp_path, atlas, base="https://example.org/atlas/"))
    assert head.linked(rel="canonical") == ["https://example.org/atlas/"] == [head.said["og:url"]]
    assert head.said["og:image"] == "https://example.org/atlas/comparison/latest/card.png"
    assert not Head(write_page(tmp_path, atlas)).linked(rel="canonical")


def test_each_language_has_its_page_and_the_pages_link_to_one_another(tmp_path, atlas):
    publish(tmp_path, "claims/latest", title="Was the article right?")
    title = "L’article avait-il raison ?"
    publish(tmp_path, "claims.fr/latest", study="claims", title=title, parameters={"lang": "fr"})
    english, french = (path.read_text() for path in write_index(tmp_path, atlas))
    assert '<html lang="en">' in english and "Was the article right?" in english and "avait-il" not in english
    assert '<html lang="fr">' in french and "avait-il" in french and ">Affirmations</p>" in french
    assert 'href="index.fr.html" lang="fr"' in english and 'href="index.html" lang="en"' in french


def test_kits_are_listed_and_those_that_are_a_page_are_to_explore(tmp_path, atlas):
    for name in ("a", "weights", "z"):
        folder = tmp_path / "figures" / name / "latest"
        folder.mkdir(parents=True)
        thumbnail = "" if name == "weights" else f"{name}.svg"
        kit = kit_manifest(name=f"figures/{name}", figure=name, title=f"<b>{name}", thumbnail=thumbnail)
        (folder / "manifest.json").write_text(json.dumps(kit))
    page = write_page(tmp_path, atlas)
    assert read_manifests(tmp_path) == [] and "&lt;b&gt;weights" in page and "<b>" not in page
    explore, figures = (page.partition(f'id="{name}"')[2].partition("<h2")[0] for name in ("explore", "figures"))
    assert "figures/weights/latest/index.html" in explore and "weights" not in figures
    assert figures.index('<li id="figure-a"><a href="figures/a/latest/index.html">') < figures.index("figures/z/")


def test_a_site_without_english_has_an_english_page_that_leads_to_the_others(tmp_path, atlas):
    publish(tmp_path, "a.es/latest", parameters={"lang": "es"})
    assert [path.name for path in write_index(tmp_path, atlas)] == ["index.html", "index.es.html"]
    page = (tmp_path / "index.html").read_text()
    assert "There is no report in this language." in page and 'href="index.es.html"' in page


def test_a_report_says_its_day_in_the_words_of_its_language(tmp_path, atlas):
    for folder, lang in (("a", "en"), ("a.fr", "fr")):
        (tmp_path / folder / "latest").mkdir(parents=True)
        manifest = report_manifest(day="2022-11-22", parameters={"lang": lang})
        (tmp_path / folder / "latest/manifest.json").write_text(json.dumps(manifest))
    english, french = (path.read_text() for path in write_index(tmp_path, atlas))
    assert "22 November 2022" in english and "22 novembre 2022" in french
    assert "2022-11-22" not in english + french


def test_a_site_of_one_study_of_ones_own_has_no_dead_link_and_a_card_on_every_page(tmp_path, temporary):
    studies = write_studies(tmp_path / "studies", mine="1")
    options = {"notebooks": studies, "out": tmp_path / "site", "data": TOY, "workers": 1, "formats": ["html"]}
    (outcome,) = build(**options)
    assert outcome.status == "done" and find_dead_links(tmp_path / "site") == []
    pages = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*.html") if "runs" not in path.parts}
    for page in pages:
        check_card(page, page.relative_to(tmp_path / "site").as_posix())
    assert len(pages) == 3 and b">What of mine?</h1>" in pages[tmp_path / "site/index.html"]
    build(**options, force=True)
    assert {path: path.read_bytes() for path in pages} == pages


@pytest.fixture(scope="module")
def some(tmp_path_factory):
    """A site with some of the reports and kits."""
    folder = tmp_path_factory.mktemp("some")
    study_shipped(
        folder,
        '[canada]\nnotebook = "35-canada"\n'
        '[profile]\nnotebook = "20-jurisdiction"\nfor_each = { jurisdiction = ["CA-ON", "EU"] }\n'
        '[figures]\nkits = ["dimension-profile", "heat-strip"]\n',
    )
    outcomes = build(notebooks=folder, out=folder / "site", workers=1, formats=["html"], base=BASE)
    assert {outcome.status for outcome in outcomes} == {"done"}
    return folder / "site"


def test_every_figure_leads_to_its_kit_and_every_kit_to_method_reports_front_page_and_previews(some):
    front = (some / "index.html").read_text()
    kits = dict(re.findall(r'<li id="(figure-[^"]+)"><a href="([^"]+)"', front))
    figures = [figure for report in some.glob("*/*/report.html") for figure in report.read_text().split("<figure ")[1:]]
    linked = [re.findall(r'<p class="kit"><a href="../../index.html#([^"]+)"', figure) for figure in figures]
    assert len(figures) == 3 and all(len(places) == 1 and f'id="{places[0]}"' in front for places in linked)
    assert {address for (address,) in linked} == {"figure-heat-strip", "figure-indicator-profile-ca-bc"}
    assert kits.keys() == {"figure-dimension-profile", "figure-heat-strip"}
    pages = [page.read_text() for page in some.glob("figures/*/*/index.html")]
    assert len(pages) == 5  # two editions of each, and one of the earlier day
    for page in pages:
        home = set(re.findall(r'href="(../../../index.html[^"]*)"', page))
        assert home == {f"../../../index.html{anchor}" for anchor in ("", "#method", "#report")}
        previews = re.findall('<details class="preview".*?<template>.*?(?:src|data-shows)="([^"]+)', page)
        assert len(previews) == 5 and previews[:2] == ["chart.html"] * 2 and previews[3] == "inline"


def test_a_site_of_some_reports_and_kits_has_no_dead_link_and_a_card_on_every_page(some):
    assert find_dead_links(some, BASE) == []
    pages = [path for path in some.rglob("*.html") if "runs" not in path.parts]
    assert (some / "sitemap.xml").read_text().count("<loc>") == len(pages)
    for page in pages:
        head = Head(page.read_text())
        image = some / head.said["og:image"].removeprefix(f"{BASE}/")
        assert head.linked(rel="canonical")[0].startswith(f"{BASE}/") and image.is_file(), page
        assert all(head.said[name] for name in ("title", "description", "og:title", "og:description")), page
        assert head.said["twitter:card"] == "summary_large_image", page
    page = (some / "index.html").read_text()
    (title,) = re.findall('<h1 id="title">([^<]+)</h1>', page)
    canada = json.loads((some / "canada/latest/manifest.json").read_text())
    assert title == canada["title"] and page.count('class="wide map"') == 1
    tiles = re.findall(r'grid-area: [^"]+"><a href="([^"]+)"', page)
    assert tiles == ["profile-ca-on/latest/report.html"] * 2  # of the wide map and of the tall one
    assert "canada/feed.atom" in Head(page).linked(type="application/atom+xml")
    assert "data/provisions.csv" in page and list_barriers_to_reading(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_the_page_fits_asks_for_nothing_and_its_tiles_lead_to_profiles(some, browser, width, dark):
    with serve(some) as address, browser.page(f"{address}/index.html", width, dark=dark) as page:
        assert page.overflow() == [0] and page.troubles() == [] and page.requests() == [f"{address}/index.html"]
        assert page.run(SMALLEST) >= 11
        assert page.run(UNDER_TILE) == ["/profile-ca-on/latest/report.html"]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, True), (390, False)])
def test_the_chart_on_top_answers_to_pointer_key_and_link_and_stands_without_a_script(some, browser, width, scripts):
    with serve(some) as address, browser.page(f"{address}/index.html#profile", width, scripts=scripts) as page:
        marks = f"[...document.querySelectorAll('.plots {'.wide' if width > 600 else '.tall'} [data-at]')]"
        told = "document.getElementById('told').innerText"
        assert page.run(f"{marks}.filter(mark => mark.getClientRects().length > 0).length") > 8
        assert page.run("location.hash") == "#profile" and page.run("document.querySelector('.find').hidden") != scripts
        if scripts:
            for happens in ("dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))", "focus()"):
                page.run(f"{marks}.find(mark => mark.dataset.at === 'IE').{happens}")
                assert page.run(told).startswith("Ireland")
                page.run("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))")
                assert page.run("document.getElementById('told').hidden")
            page.run(
                f"{marks}.find(mark => mark.dataset.at === 'CA-ON').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
            )
            assert page.run("location.hash") == "#highlight=CA-ON" and page.run(told).startswith("Ontario")
        assert page.overflow() == [0] and page.troubles() == [] and page.requests() == [f"{address}/index.html"]


def test_the_page_of_changes_has_the_card_of_the_newest_edition_whichever_is_made_first(tmp_path, temporary):
    studies = write_studies(tmp_path / "studies", mine="1")
    with (studies / "studies.toml").open("a") as file:
        file.write('for_each = { as_of = ["latest", "2022-11-22"] }\n')
    build(notebooks=studies, out=tmp_path / "site", data=TOY, workers=1, formats=["html"], base=BASE)
    head = Head((tmp_path / "site/mine/changes.html").read_text())
    assert head.said["og:image"] == f"{BASE}/mine/latest/card.png"
    assert head.linked(type="application/atom+xml") == ["feed.atom"]
    assert (tmp_path / "site/index.html").read_text().count('<p class="facts">As of') == 2


def test_words_of_the_data_end_no_block_of_the_page(tmp_path, atlas):
    hostile = replace(atlas, descriptor=atlas.descriptor | {"title": "</script><b>", "description": "</style><i>"})
    page = write_page(tmp_path, hostile)
    assert "<b>" not in page and "<i>" not in page and page.count("</script>") == page.count("</style>") == 1
    assert json.loads(Head(page).scripts[0])["name"] == "</script><b>"
