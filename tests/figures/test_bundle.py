"""A figure can be seen in a notebook that is trusted and in one that is not, and read where there is no HTML."""

import base64
import re

import pytest

from credatlas.figures.bundle import LONGEST, as_markdown, notebook_html
from credatlas.figures.drawing.theme import LIGHT, themed
from tests.browser import Browser

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><text x="5" y="20">A label</text></svg>'
PAGE = (
    f'<figure class="credatlas" id="f"><p class="title">A leads</p><div class="plot">{SVG}</div>'
    '<table><tr><th scope="row">A</th><td>words</td><td class="number">1.0</td></tr></table></figure>'
)
INKED = f'<text fill="{LIGHT["ink"]}"'
SEEN = "[...document.querySelectorAll('svg, img, .drawn')].filter(e => e.getClientRects().length).map(e => e.tagName)"


def cleaned(html):
    """What an untrusted notebook leaves: style sheets go whole, of drawings the tags go and the words stay."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return re.sub(r"</?(svg|text|rect|path|g)\b[^>]*>", "", html)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def html():
    return notebook_html(PAGE, "f", SVG, 'Bars of "A".')


def test_the_picture_is_the_drawing_on_paper_with_its_alternative_text(html):
    alt, address = re.search(
        r'<img class="pictured" alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]*)">', html
    ).groups()
    assert alt == "Bars of &quot;A&quot;."
    paper = f'<rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>'
    assert base64.b64decode(address).decode() == SVG.replace("><text", f">{paper}<text")


@pytest.mark.browser
@pytest.mark.parametrize("trusted", [True, False])
def test_one_of_drawing_and_picture_is_seen_and_no_soup_of_labels(html, trusted, browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><body>{html if trusted else cleaned(html)}", "utf-8")
    with browser.page(path.as_uri()) as page:
        assert page.run(SEEN) == (["DIV", "svg"] if trusted else ["IMG"])
        assert page.run("document.querySelector('svg') !== null") == trusted
        assert page.run("document.body.innerText.includes('A label')") == trusted


@pytest.mark.browser
def test_on_a_dark_page_without_our_colours_words_have_the_colour_of_the_text_around(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f'<body style="background:#1e1e1e;color:#eee">{themed(SVG.replace("<text", INKED))}', "utf-8")
    with browser.page(path.as_uri()) as page:
        assert page.run("getComputedStyle(document.querySelector('text')).fill") == "rgb(238, 238, 238)"


def test_text_cells_stand_left_and_numbers_do_not(html):
    assert '<th style="text-align:left" scope="row">A</th><td style="text-align:left">words</td>' in html
    assert '<td class="number">1.0</td>' in html


def test_a_table_has_no_picture():
    assert "<img" not in notebook_html(PAGE, "f") and "<style" not in notebook_html(PAGE, "f")


def test_markdown_says_title_words_and_numbers_and_long_tables_end():
    text = as_markdown("A leads", ["Bars of A."], ["Name", "Score"], [["A|B", "12.2"]])
    assert text == "**A leads**\n\nBars of A.\n\n| Name | Score |\n| --- | --- |\n| A\\|B | 12.2 |"
    assert as_markdown("A", [], ["Name"], [["x"]] * 99).count("| x |") == LONGEST
