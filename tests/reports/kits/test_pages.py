"""A kit is whole, its pages stay light, its pinned edition never changes, and each rung works inside other people's pages."""

import base64
import hashlib
import json
import re
import time

import pytest

from credatlas.reports.kits.editions import PIXELS, KitAddress
from credatlas.reports.kits.pages import HEAVIEST, presentable, write_kit
from credatlas.reports.kits.raster import PIXELS_PER_POINT
from credatlas.reports.kits.repertoire import draw_named
from credatlas.reports.kits.snippets import RESIZE, ladder
from tests.figures.chart_cases import letters

pytestmark = pytest.mark.slow


PINNED = "2026-11-24-data-2026.11"
FILES = {
    "index.html", "chart.html", "resizing.html", "table.html", "oembed.json", "alt.txt", "caption.txt", "licence.txt",
    "citation.txt", "citation.bib", "citation.csl.json", "leaders.csv", "leaders.json", "leaders.metadata.json",
    "leaders.md", "leaders-inline.txt", "leaders-card.png",
} | {
    f"leaders{size}{ending}"
    for size in ("", "-square", "-tall") for ending in (".svg", "-plot.svg", ".png", "@2x.png", ".pdf")
}  # fmt: skip
WIDTHS = (320, 640, 1200)
RUNGS = ("iframe", "resizing_iframe", "image", "inline")
STRICT = "default-src 'none'; frame-src *; img-src *"
# a strict host that takes the second rung lets its script through by its hash
_SCRIPT = RESIZE.removeprefix("<script>").removesuffix("</script>")
WITH_SCRIPT = f"{STRICT}; script-src 'sha256-{base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()}'"


def test_both_editions_are_whole_and_latest_says_which_it_is(site):
    folder = site.folder / "leaders"
    assert {path.name for path in (folder / PINNED).iterdir()} == FILES
    assert {path.name for path in (folder / "latest").iterdir()} == FILES | {"edition.svg"}
    assert "data version 2026.11, as of 24 November 2026" in (folder / "latest" / "edition.svg").read_text()


def test_nothing_is_left_beside(site):
    assert {path.name for path in (site.folder / "leaders").iterdir()} == {PINNED, "latest"}


def test_a_pinned_edition_is_left_as_it_is_and_latest_follows(figure, tmp_path):
    write_kit(figure, tmp_path / "f", sizes=["article"])
    before = {path.name: path.read_bytes() for path in (tmp_path / "f" / PINNED).iterdir()}
    written = write_kit(lambda size: figure(size, "Estonia leads"), tmp_path / "f", sizes=["article"])
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "f" / PINNED).iterdir()}
    assert {path.parent.name for path in written} == {"latest"}
    assert "Estonia leads" in (tmp_path / "f" / "latest" / "index.html").read_text()


def test_newer_data_show_on_the_pinned_page_through_a_picture_of_the_latest_edition(figure, tmp_path):
    write_kit(figure, tmp_path / "f", sizes=["article"])
    page = (tmp_path / "f" / PINNED / "index.html").read_text()
    assert 'src="../latest/edition.svg"' in page and "2026.12" not in page
    write_kit(lambda size: figure(size, as_of="2027-01-15", data_version="2026.12"), tmp_path / "f", sizes=["article"])
    assert (tmp_path / "f" / PINNED / "index.html").read_text() == page
    assert "data version 2026.12, as of 15 January 2027" in (tmp_path / "f" / "latest" / "edition.svg").read_text()


def test_each_page_says_whether_it_is_pinned_and_links_to_the_other(site):
    pinned, latest = ((site.folder / "leaders" / edition / "index.html").read_text() for edition in (PINNED, "latest"))
    assert "<strong>Pinned.</strong>" in pinned and 'href="../latest/index.html"' in pinned
    assert "<strong>Latest.</strong>" in latest and f'href="../{PINNED}/index.html"' in latest


def test_equal_figures_give_equal_bytes(figure, tmp_path, site):
    for path in write_kit(figure, tmp_path / "leaders", base=site.address):
        assert path.read_bytes() == (site.folder / path.relative_to(tmp_path)).read_bytes(), path.name


@pytest.mark.parametrize("kit", ["leaders", "heavy"])
@pytest.mark.parametrize("page", ["index.html", "chart.html", "resizing.html"])
def test_pages_that_are_embedded_or_copied_from_stay_light(kit, page, site):
    assert (site.folder / kit / "latest" / page).stat().st_size < HEAVIEST == 55_000


def test_a_table_too_heavy_for_a_frame_is_linked(site):
    page = (site.folder / "heavy" / "latest" / "chart.html").read_text()
    assert "<table" not in page and 'href="table.html"' in page
    assert "row 599" in (site.folder / "heavy" / "latest" / "table.html").read_text()


def test_oembed_is_announced_by_page_and_chart(site):
    for name in ("index.html", "chart.html"):
        page = (site.folder / "leaders" / "latest" / name).read_text()
        link = re.search('<link rel="alternate" type="application/json[+]oembed" href="([^"]+)"', page)[1]
        answer = json.loads((site.folder / link.removeprefix(site.address + "/")).read_text())
        assert answer["width"] == 720 and f'height="{answer["height"]}"' in answer["html"]


def test_words_are_made_fit_to_be_shown(figure):
    shown = presentable(figure(word="\u202eIre\x00land\u202c leads"))
    assert shown.title == shown.subtitle == shown.rows[0][0] == "Ireland leads"
    assert len(presentable(figure(word="A" * 10_000)).title) == 200


def test_a_kit_needs_the_size_that_its_pages_show(figure, tmp_path):
    with pytest.raises(ValueError, match="sizes tall lack 'article', which the pages show"):
        write_kit(figure, tmp_path / "f", sizes=["tall"])


# In a browser


@pytest.fixture(scope="module")
def host(site, figure):
    """Write a page of someone else's that holds a rung, and give its address."""

    def write(kit: str, rung: str, policy: str = STRICT, sandbox: str | None = None, edition: str = "latest") -> str:
        place = KitAddress(kit, edition, PINNED, site.address)
        if rung == "inline":
            markup = (site.folder / kit / edition / f"{kit}-inline.txt").read_text()
        else:
            markup = ladder(presentable(figure()), place)[rung]
        if sandbox is not None:
            markup = markup.replace("<iframe ", f'<iframe sandbox="{sandbox}" ')
        name = f"host-{hashlib.sha256((kit + rung + policy + str(sandbox) + edition).encode()).hexdigest()[:8]}.html"
        (site.folder / name).write_text(
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">'
            f'<meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="{policy}">'
            f"<body><h1>Host</h1>{markup}"
        )
        return f"{site.address}/{name}"

    return write


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("rung", RUNGS)
def test_each_rung_fits_a_strict_page_of_any_width(rung, scripts, host, browser):
    policy = WITH_SCRIPT if rung == "resizing_iframe" else STRICT
    with browser.page(host("leaders", rung, policy), WIDTHS[0], scripts=scripts) as page:
        for width in WIDTHS:
            page.resize(width)
            page.settle()
            assert page.troubles() == []
            assert set(page.overflow()) == {0}, width
        named = [node for index in range(len(page.frames())) for node in page.accessible(index)]
        assert [name for role, name in named if role == "image" and name.endswith("Ireland leads: two dots.")]


COLUMNS = (343, 640, 760, 1200)  # pixels of the columns that a figure is delivered in
LEAST = 11.0  # pixels
HTML_LETTERS = """Math.min(...[...document.querySelectorAll('body *')].filter(e => !e.closest('svg')
  && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => parseFloat(getComputedStyle(e).fontSize)))"""
SVG_LETTERS = """Math.min(...[...document.querySelectorAll('svg text')].map(e => { const m = e.getScreenCTM();
  return parseFloat(getComputedStyle(e).fontSize) * Math.hypot(m.a, m.b); }))"""
PICTURE = "(image => [image.currentSrc, image.getBoundingClientRect().width])(document.querySelector('picture img'))"


@pytest.fixture(scope="module")
def widest(site, atlas):
    """The folder of the latest edition of a chart of the data."""
    write_kit(draw_named("coverage", atlas), site.folder / "letters")
    return site.folder / "letters" / "latest"


@pytest.mark.browser
@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("rung", RUNGS)
def test_no_letter_of_a_rung_is_smaller_than_eleven_pixels(rung, column, widest, host, browser):
    policy = WITH_SCRIPT if rung == "resizing_iframe" else STRICT
    with browser.page(host("letters", rung, policy), column + 16) as page:  # a body has margins of 8
        place = len(page.frames()) - 1
        assert page.in_frame(HTML_LETTERS, place) >= LEAST
        if rung == "inline":
            assert page.run(SVG_LETTERS) >= LEAST
            return
        if "iframe" in rung:  # each frame is measured with its chart, in test_touch
            return
        address, width = page.in_frame(PICTURE, place)
        name = address.rsplit("/", 1)[1]
        size = "tall" if "-tall" in name else "article"
        drawn, across = letters((widest / f"letters{'' if size == 'article' else '-' + size}-plot.svg").read_text())
        if name.endswith(".png"):  # the drawing lies within the margins of its paper
            paper = PIXELS[size] / PIXELS_PER_POINT
            across *= paper / (paper - (25 if size == "tall" else 32.5))
        assert drawn * width / across >= LEAST


@pytest.mark.browser
@pytest.mark.parametrize("edition", [PINNED, "latest"])
@pytest.mark.parametrize("sandbox", ["", "allow-scripts"], ids=["sandbox", "sandbox with scripts"])
def test_a_sandboxed_frame_shows_the_figure_and_nothing_fails(sandbox, edition, host, browser):
    with browser.page(host("leaders", "iframe", sandbox=sandbox, edition=edition), 640) as page:
        blocked = (
            []
            if sandbox
            else [sentence for sentence in page.troubles() if "'allow-scripts' permission is not set" in sentence]
        )
        assert page.troubles() == blocked
        for _ in range(100):  # a busy machine loads the picture later
            if page.in_frame("document.querySelector('.plot img').naturalWidth > 0"):
                break
            time.sleep(0.1)
        assert page.in_frame("document.querySelector('.plot img').naturalWidth > 0")
        assert ("group", "Ireland leads") in page.accessible(1)


@pytest.mark.browser
@pytest.mark.parametrize("rung", ["iframe", "inline"])
def test_the_table_opens_on_a_phone_and_fits(rung, host, browser):
    with browser.page(host("leaders", rung), 320) as page:
        place = len(page.frames()) - 1
        page.in_frame("document.querySelector('details').open = true", place)
        assert set(page.overflow()) == {0}
        assert page.in_frame("document.querySelector('table').getBoundingClientRect().height > 40", place)
        roles = {role for role, _ in page.accessible(place)}
        assert {"table", "rowheader", "columnheader"} <= roles


@pytest.mark.browser
def test_a_press_on_a_head_sorts_the_table_by_its_column_and_another_the_other_way(site, browser):
    with browser.page(f"{site.address}/heavy/latest/table.html", 640) as page:
        order = "[...document.querySelectorAll('tbody tr')].map(row => row.cells[0].textContent)"
        before, press = page.run(order), "document.querySelector('thead button').click()"
        page.run(press)
        rising = page.run(order)
        page.run(press)
        assert sorted(before) == sorted(rising) and page.run(order) == rising[::-1]
        assert [name for name in rising if name.startswith("row ")] == [f"row {n}" for n in range(600)]
        assert page.run("document.querySelector('thead th').ariaSort") == "descending" and page.troubles() == []


@pytest.mark.browser
def test_the_second_rung_grows_when_the_table_opens(host, browser):
    with browser.page(host("leaders", "resizing_iframe", WITH_SCRIPT), 640) as page:
        height = "document.querySelector('iframe').getBoundingClientRect().height"
        before = page.run(f"new Promise(done => setTimeout(() => done({height}), 200))")
        page.in_frame("document.querySelector('details').open = true")
        after = page.run(f"new Promise(done => setTimeout(() => done({height}), 300))")
        inside = page.in_frame("document.documentElement.getBoundingClientRect().height")
        assert after > before and abs(after - inside) < 2


@pytest.mark.browser
def test_a_message_from_another_window_changes_no_frame(host, browser):
    with browser.page(host("leaders", "resizing_iframe", WITH_SCRIPT), 640) as page:
        before = page.run("new Promise(done => setTimeout(() => done(document.querySelector('iframe').height), 200))")
        page.run("window.postMessage({credatlasHeight: 5000}, '*')")
        assert (
            page.run("new Promise(done => setTimeout(() => done(document.querySelector('iframe').height), 100))")
            == before
        )


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("edition", [PINNED, "latest"])
def test_the_page_to_copy_from_asks_for_nothing_outside_its_own_folder(edition, scripts, site, browser):
    with browser.page(f"{site.address}/leaders/{edition}/index.html", WIDTHS[0], scripts=scripts) as page:
        for width in WIDTHS:
            page.resize(width)
            page.settle()
            assert page.troubles() == [] and set(page.overflow()) == {0}, width
        assert all(address.startswith(f"{site.address}/leaders/") for address in page.requests())
        assert page.run("document.querySelectorAll('button:not([hidden])').length") == (9 if scripts else 0)
        assert page.run("getComputedStyle(document.querySelector('pre')).userSelect") == "all"


@pytest.mark.browser
def test_each_rung_is_shown_as_it_will_look_when_it_is_asked_for(site, browser):
    with browser.page(f"{site.address}/leaders/latest/index.html") as page:
        asked = len(page.requests())
        page.run("document.querySelectorAll('.preview').forEach(preview => { preview.open = true; })")
        page.run("new Promise(done => setTimeout(done, 300))")
        page.settle()
        assert len(page.requests()) > asked and page.troubles() == [] and set(page.overflow()) == {0}
        assert [page.in_frame("document.title", frame) for frame in (2, 3)] == [
            "Ireland leads"
        ] * 2  # after that of the markup
        grown = page.run("document.querySelector('[data-credatlas]').getBoundingClientRect().height")
        assert abs(grown - page.in_frame("document.documentElement.getBoundingClientRect().height", 2)) < 2
        assert page.run("document.querySelector('.preview img').naturalWidth") > 0
        assert page.in_frame("document.querySelector('[role=figure] svg').getBoundingClientRect().height", 4) > 100
        assert int(page.run("document.querySelector('[data-shows]').height")) > 100
        assert page.run("document.querySelectorAll('.preview[hidden]').length") == 0
        assert page.run("document.querySelectorAll('.preview').length") == 5  # each rung but oEmbed, which is a file


@pytest.mark.browser
def test_a_button_copies_the_rung(site, browser):
    with browser.page(f"{site.address}/leaders/latest/index.html") as page:
        for rung, start in (("iframe", "<iframe src="), ("inline", '<div role="figure" lang=')):
            page.run("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }")
            page.run(f"document.querySelector('[data-copy={rung}]').click()")
            assert page.run("window.copied").startswith(start)
            assert (
                page.run("new Promise(done => setTimeout(() => done(document.getElementById('said').textContent), 50))")
                == "Copied"
            )


@pytest.mark.browser
@pytest.mark.parametrize("edition", [PINNED, "latest"])
def test_where_nobody_told_the_address_the_page_finds_its_own_and_cites_the_pinned_edition(
    edition, figure, site, browser
):
    kit = f"unnamed-{edition}"
    write_kit(figure, site.folder / kit, sizes=["article"])
    assert "ADDRESS-OF-THIS-FOLDER" in (site.folder / kit / edition / "index.html").read_text()
    with browser.page(f"{site.address}/{kit}/{edition}/index.html") as page:
        cited = page.run("document.getElementById('citation').textContent")
        assert cited.endswith(f"{site.address}/{kit}/{PINNED}/index.html")
        assert f'src="{site.address}/{kit}/{edition}/chart.html"' in page.run(
            "document.getElementById('iframe').textContent"
        )
        assert (
            page.run("[...document.querySelectorAll('pre')].some(pre => pre.textContent.includes('ADDRESS'))") is False
        )


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_to_copy_from_follows_light_and_dark(scheme, site, browser):
    with browser.page(f"{site.address}/leaders/latest/index.html", dark=scheme == "dark") as page:
        paper = page.run("getComputedStyle(document.body).backgroundColor")
        assert paper == {"light": "rgb(254, 254, 254)", "dark": "rgb(20, 24, 28)"}[scheme]


@pytest.mark.browser
def test_hostile_words_show_as_text_and_run_nothing(site, hostile_words, browser):
    for index, word in enumerate(hostile_words):
        folder, name = f"{site.address}/hostile-{index}/latest", f"hostile-{index}"
        with browser.page(f"{folder}/{name}.svg", 320) as page:
            page.go(f"{folder}/{name}-plot.svg")
            for file in ("chart.html", "resizing.html", "index.html", "table.html"):
                page.go(f"{folder}/{file}")
                assert page.troubles() == [], (word[:20], file)
                assert page.run("document.title") != "run"
                assert set(page.overflow()) == {0}, (word[:20], file)
                shown = page.run("document.querySelector('h1').textContent")
                assert shown[:15] == word.strip("\u202e\u202c")[:15]


@pytest.mark.browser
def test_hostile_words_in_the_inline_rung_run_nothing_where_the_host_allows_scripts(host, site, hostile_words, browser):
    for index, word in enumerate(hostile_words):
        with browser.page(host(f"hostile-{index}", "inline", "default-src * 'unsafe-inline' data:"), 320) as page:
            page.run("document.querySelector('details').open = true")
            assert page.troubles() == [] and page.run("document.title") == "host", word[:20]
            assert page.overflow() == [0], word[:20]
