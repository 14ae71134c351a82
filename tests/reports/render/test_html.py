"""A report as HTML is one file: it needs nothing else, reads well aloud, and shows words of the data as words."""

import json
import re
from html.parser import HTMLParser

import pytest
from nbformat.v4 import new_output

from credatlas.figures import list_kits
from credatlas.figures.charts import CHARTS
from credatlas.figures.figure import Column, Statement, plain
from credatlas.reports.publish import build
from credatlas.reports.render.accessibility import list_barriers_to_reading
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.html import _kit_place, render_html
from credatlas.reports.render.template_files import allow
from credatlas.reports.site import write_index
from tests.reports.manifest_cases import kit_manifest, report_manifest
from tests.reports.page_cases import make_figure, make_notebook, make_sample, make_table, raised, show

HOSTILE = (
    "<script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    '" onclick="alert(1)" x="',
    "</style></title><iframe src=https://example.org/>",
    "{{ 7 * 7 }} {% include 'x' %}",
    "&lt;b&gt;",
)


class Reader(HTMLParser):
    """The elements of a page with their attributes, and the words in each element that holds words alone."""

    def __init__(self, page: str):
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def all(self, *tags: str) -> list[dict]:
        return [attrs for tag, attrs in self.elements if tag in tags]


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(render_html(make_sample(pdf="report.pdf", home="../../index.html")))


def test_a_report_has_one_heading_of_the_first_level_and_its_title_in_the_window(page):
    assert len(page.all("h1")) == 1
    text = render_html(make_sample())
    assert '<h1 id="title">Who leads?</h1>' in text and "<title>Who leads?</title>" in text


@pytest.mark.parametrize(
    ("lang", "skip", "contents"),
    [
        ("en", "Skip to the report", "Contents"),
        ("fr", "Aller au rapport", "Sommaire"),
        ("es", "Ir al informe", "Índice"),
    ],
)
def test_a_report_speaks_the_language_of_its_notebook(lang, skip, contents):
    read = Reader(render_html(make_sample(lang=lang)))
    assert read.all("html") == [{"lang": lang}]
    assert skip in read.words and contents in read.words


def test_the_first_thing_to_reach_by_keyboard_skips_to_the_report(page):
    assert page.all("a")[0] == {"class": "skip", "href": "#report"}
    assert page.all("main") == [{"id": "report", "tabindex": "-1"}]


def test_the_contents_lead_to_each_heading_of_the_second_level(page):
    linked = [attrs["href"].removeprefix("#") for attrs in page.all("a") if attrs["href"].startswith("#")]
    assert linked == ["report", *[attrs["id"] for attrs in page.all("h2")]]
    assert linked[1:] == ["in-short", "who-provides-what", "sources"]


def test_no_id_stands_twice(page):
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_a_report_says_its_day_its_data_and_where_its_pdf_is(page):
    text = render_html(make_sample(pdf="report.pdf"))
    assert 'As of <time datetime="2022-11-22">22 November 2022</time>' in text
    assert "<li>Data version 2026.11</li>" in text and "<li>not peer reviewed</li>" in text
    assert '<a href="report.pdf" type="application/pdf">Read as PDF</a>' in text
    assert "application/pdf" not in render_html(make_sample())


OPENING = "In force on 22 November 2022: 2 instruments.\n\n**Key messages**\n\n- Ireland leads.\n- Nova Scotia follows."


def test_the_opening_holds_messages_and_figure_before_the_first_part():
    notebook = make_notebook(
        "# Who leads?", show(Statement(OPENING), make_figure()), "## Why", kicker="Who leads?", home="i"
    )
    text = render_html(notebook, title="Ireland leads")
    parts = ['<p class="kicker">Who leads?</p>', "<h1", '<nav aria', '<div class="opening">', '<div class="messages">',
             "<li>Ireland leads.</li>", '<figure class="credatlas" id="leaders"', "</div>\n<h2"]  # fmt: skip
    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert '<p class="description">' not in text  # the question above the title takes its place


def test_the_day_stands_once_where_the_opening_says_it():
    said = render_html(make_notebook("# T", show(Statement(OPENING)), "## A"))
    assert said.count("22 November 2022") == 1 and "2022-11-22" not in said


def test_contents_are_folded_until_a_wide_page_unfolds_them(page):
    assert page.all("details") and "open" not in page.all("details")[0]
    assert page.all("summary")[0] == {"id": "contents"}


def test_a_page_of_a_site_links_method_glossary_and_kits_by_their_places_on_the_front_page():
    text = render_html(make_notebook("# T", show(make_figure("frontier-2022-11-22-ab12")), home="../../index.fr.html"))
    linked = [attrs["href"] for attrs in Reader(text).all("a")]
    assert linked[1:] == ["../../index.fr.html" + anchor for anchor in ("", "#method", "#glossary", "#figure-frontier")]
    assert not [href for href in hrefs(render_html(make_sample())) if "#figure" in href or "#method" in href]


def hrefs(text: str) -> list[str]:
    return [attrs["href"] for attrs in Reader(text).all("a")]


@pytest.mark.parametrize(
    ("figure_id", "place"),
    [
        ("rank-intervals-2026-11-28-tall", "figure-rank-intervals"),
        ("indicator-profile-2026-11-28-ca-on", "figure-indicator-profile-ca-bc"),
        ("somebodys-own-2026-11-28", "figures"),
        ("leaders", "figures"),
    ],
)
def test_a_figure_links_the_kit_of_its_chart_and_one_of_no_chart_all_kits(figure_id, place):
    assert f"i#{place}" in hrefs(render_html(make_notebook("# T", show(make_figure(figure_id)), home="i")))


def test_every_place_that_reports_link_is_on_the_front_page_of_a_whole_site(tmp_path, atlas):
    for name in list_kits():
        folder = tmp_path / "figures" / name / "latest"
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(json.dumps(kit_manifest(figure=name, title=name, thumbnail="")))
    for study in ("method", "glossary"):
        folder = tmp_path / study / "latest"
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(json.dumps(report_manifest(study=study)))
    (front,) = write_index(tmp_path, atlas)
    ids = {attrs["id"] for _, attrs in Reader(front.read_text()).elements if "id" in attrs}
    assert {_kit_place(f"{chart}-2026-11-28") for chart in CHARTS} | {"figures", "method", "glossary"} <= ids


def test_a_report_asks_nobody_for_anything(page):
    assert not page.all("script", "iframe", "object", "embed", "img", "base", "form")
    sign, feed = page.all("link")
    assert sign["rel"] == "icon" and sign["href"].startswith("data:image/svg+xml,")  # or a browser asks for one
    assert (feed["type"], feed["href"]) == ("application/atom+xml", "../feed.atom")  # a reader follows it, no browser
    assert not [attrs for _, attrs in page.elements if {"src", "srcset", "data", "action", "ping"} & attrs.keys()]
    assert not [attrs for tag, attrs in page.elements if tag not in ("a", "link") and "href" in attrs]
    assert "@import" not in page.words and "url(" not in page.words


def test_a_report_forbids_scripts_and_every_other_address(page):
    policy = next(attrs["content"] for attrs in page.all("meta") if attrs.get("http-equiv"))
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_a_matrix_is_a_table_that_the_one_script_of_its_report_sorts_and_its_policy_names_it():
    names = ("jurisdiction", "indicator", "score", "status", "barrier", "finding", "jurisdiction_id", "indicator_id")
    cells = {
        "columns": [Column(name, name) for name in names],
        "rows": [["Ireland", "level", 100.0, "addressed", "no", "Each award has a level.", "IE", "ST3"]],
        "grid": {"groups": [["Stackability", ["ST3"]]], "missing": "could not be read"},
    }
    text = render_html(make_notebook("# Who?", show(make_figure(**cells))))
    (script,) = re.findall("<script>(.*?)</script>", text, re.DOTALL)
    assert f"script-src {allow(script)};" in text and "<svg" not in text
    assert "<b>100</b><span>Each award has a level.</span></td>" in text and list_barriers_to_reading(text) == []


def test_a_report_without_figures_weighs_less_than_40_kilobytes():
    text = render_html(make_notebook("# Who leads?\n\n" + "Few do.\n\n" * 100, show(make_table())))
    assert len(text.encode()) < 40_000


def test_code_and_streams_are_not_shown(page):
    noisy = make_notebook(
        "# Who leads?",
        show(
            source="secret = 1",
            outputs=[
                new_output("stream", name="stdout", text="a noisy line"),
                new_output("execute_result", data={"text/plain": "'a plain result'"}, execution_count=1),
            ],
        ),
    )
    words = page.words + render_html(noisy)
    assert not [word for word in ("secret", "noisy", "plain result") if word in words]


def say_everywhere(word: str) -> Reader:
    """A page that says a word in every field a report has."""
    notebook = make_notebook(
        f"# {plain(word)}\n\n## {plain(word)}\n\n{word}",
        show(Statement(f"- {plain(word)}")),
        show(make_figure(word=word, caption=word, source=word), make_table(word=word, title=word, caption=word)),
        description=word,
        data_version=word,
    )
    return Reader(render_html(notebook))


@pytest.mark.parametrize("word", HOSTILE)
def test_words_of_the_data_stay_words_in_every_field(word):
    hostile, calm = say_everywhere(word), say_everywhere("Ireland leads")
    shape = [[(tag, list(attrs)) for tag, attrs in page.elements] for page in (hostile, calm)]
    assert shape[0] == shape[1]
    described = [attrs["content"] for attrs in hostile.all("meta") if attrs.get("name") == "description"]
    assert described == [word]
    assert hostile.words.count(word) >= calm.words.count("Ireland leads") - 1  # Markdown resolves an entity in it


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org/", "vbscript:x"]
)
def test_only_web_addresses_become_links(href):
    notebook = make_notebook(
        f"# T\n\n[read this]({href}), [and this](https://example.org/)", show(make_table(href=href))
    )
    read = Reader(render_html(notebook))
    assert [attrs["href"] for attrs in read.all("a")] == ["#report", "https://example.org/"]
    assert "read this" in read.words and "Act" in read.words


def test_a_place_in_the_page_or_beside_it_may_be_linked():
    read = Reader(render_html(make_notebook("# T\n\n[there](#there), [beside](figures/leaders.csv)")))
    assert [attrs["href"] for attrs in read.all("a")] == ["#report", "#there", "figures/leaders.csv"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["# T", raised("KeyError", "'CA-XX'")], "cell 2 of the notebook raised KeyError: 'CA-XX'"),
        (["# T\n\n### Too deep"], "the heading 'Too deep' is of level 3 and follows one of level 1"),
        (
            ["# T", show(make_figure("twice"), make_table("twice"))],
            "two figures or tables have the id 'twice'",
        ),
        (["## No title"], "a page has one heading of the first level, its title; the notebook has 0"),
        (["# One", "# Two"], "a page has one heading of the first level, its title; the notebook has 2"),
        (["# T\n\n![a map](map.png)"], "the text shows a picture (map.png); show a Figure instead"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(cells, message):
    with pytest.raises(RenderingError) as refused:
        render_html(make_notebook(*cells))
    assert str(refused.value) == message


def test_equal_notebooks_give_equal_text():
    assert render_html(make_sample()) == render_html(make_sample())


def test_a_drawing_keeps_the_case_of_its_attributes():
    assert '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">' in render_html(make_sample())


@pytest.fixture(scope="session")
def comparison(tmp_path_factory):
    """The comparison of the day of the article, built from the real data."""
    out = tmp_path_factory.mktemp("built")
    build(["comparison"], as_of="2022-11-22", formats=["html"], out=out, workers=1)
    return out / "comparison" / "2022-11-22" / "report.html"


@pytest.mark.browser
def test_a_browser_without_a_network_shows_a_built_report_and_complains_of_nothing(comparison, browser):
    with browser.page(comparison.as_uri(), width=320, offline=True) as tab:
        assert tab.run("document.querySelector('h1').textContent") and tab.run("innerWidth") == 320
        assert tab.requests() == [comparison.as_uri()]
        assert tab.troubles() == []
        assert tab.overflow() == [0]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "shapes"), [(320, {"tall"}), (390, {"tall"}), (760, {"wide"}), (1280, {"tall", "wide"})]
)
def test_letters_of_12_points_have_11_pixels_at_every_width(comparison, browser, width, shapes):
    with browser.page(comparison.as_uri(), width=width) as tab:
        drawn = tab.run(
            "[...document.querySelectorAll('.plot svg')].map(svg => [svg.parentElement.className,"
            " svg.getBoundingClientRect().width / svg.viewBox.baseVal.width]).filter(([, scale]) => scale)"
        )
        assert {name for name, _ in drawn} == shapes  # on a wide page the tall one stands beside the messages
        assert min(scale for _, scale in drawn) >= 11 / 12


@pytest.mark.browser
@pytest.mark.parametrize(("width", "shown"), [(390, False), (1280, True)])
def test_the_contents_are_closed_on_a_phone_and_stand_beside_the_text_on_a_wide_page(comparison, browser, width, shown):
    with browser.page(comparison.as_uri(), width=width) as tab:
        assert tab.run("document.querySelector('nav li').checkVisibility({contentVisibilityAuto: true})") is shown
        beside = (
            "document.querySelector('nav').getBoundingClientRect().right <= document.querySelector('main').offsetLeft"
        )
        assert tab.run(beside) is shown


@pytest.mark.browser
@pytest.mark.parametrize(("width", "display"), [(390, "block"), (1280, "table-row")])
def test_a_row_of_a_table_is_a_block_on_a_phone(comparison, browser, width, display):
    with browser.page(comparison.as_uri(), width=width) as tab:
        assert tab.run("getComputedStyle(document.querySelector('.table tbody tr')).display") == display


@pytest.mark.browser
def test_no_letter_of_a_long_word_leaves_the_page_of_a_phone(browser, tmp_path):
    word, name = "q" * 400, "Z" * 60
    fields = {"word": word, "caption": word, "source": word}
    table = make_table(title=word, caption=word, source=word, rows=[[name, word, name], ["y", "short", None]])
    cells = f"# {word}\n\n## {word}\n\n{word} `{word}`\n\n> {word}\n\n- {word}", show(make_figure(**fields), table)
    (tmp_path / "long.html").write_text(render_html(make_notebook(*cells, description=word, kicker=word)))
    for width in (320, 390, 1280):
        with browser.page((tmp_path / "long.html").as_uri(), width=width) as tab:
            tab.run("document.querySelectorAll('details').forEach(part => { part.open = true })")
            assert tab.overflow() == [0]
            cut = tab.run(
                "[...document.querySelectorAll('body *')].filter(part => part.clientWidth < part.scrollWidth"
                " && !['auto', 'scroll'].includes(getComputedStyle(part).overflowX)"
                " && !part.closest('thead, .unseen, details caption')).map(part => part.outerHTML.slice(0, 90))"
            )
            assert cut == []
