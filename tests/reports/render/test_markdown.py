"""Markdown of a report becomes a tree of few types, in which HTML is text and links are safe."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from credatlas.figures.figure import plain
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.markdown import is_safe, parse_markdown, plain_text

KNOWN = {
    "text", "strong", "emphasis", "codespan", "linebreak", "link",
    "heading", "paragraph", "block_text", "block_code", "block_quote", "thematic_break", "list", "list_item",
}  # fmt: skip


def types(tokens) -> set[str]:
    return {token["type"] for token in tokens} | {kind for token in tokens for kind in types(token.get("children", []))}


def test_both_renderers_get_only_the_types_they_know():
    text = "# H\n\na *b* **c** `d`  \ne [f](g)\nh <i>i</i> &amp;\n\n1. j\n   - k\n\n> l\n\n---\n\n```\nm\n```\n\n    n\n\n<p>o</p>"
    assert types(parse_markdown(text)) == KNOWN


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", "<b onclick=x>bold</b>", "<!-- hidden -->", "<a href='javascript:x'>a</a>"]
)
def test_html_is_text_alone_and_inside_a_sentence(html):
    assert parse_markdown(html)[0]["type"] == "paragraph"
    assert plain_text(parse_markdown(html)) == html
    assert plain_text(parse_markdown(f"a {html} b")) == f"a {html} b"


def test_entities_are_resolved_to_the_characters_they_stand_for():
    assert plain_text(parse_markdown("R&amp;D &lt; 3 &eacute;")) == "R&D < 3 é"


def test_a_line_end_inside_a_paragraph_is_a_space():
    assert plain_text(parse_markdown("one\ntwo")) == "one two"


def test_a_link_that_is_not_safe_is_its_words_alone_with_their_marks():
    paragraph = parse_markdown("[read *this*](javascript:x)")[0]
    assert [token["type"] for token in paragraph["children"]] == ["text", "emphasis"]
    assert plain_text([paragraph]) == "read this"


def test_a_picture_is_refused_with_its_address():
    with pytest.raises(RenderingError) as refused:
        parse_markdown("- see ![alt](https://example.org/x.png)")
    assert str(refused.value) == "the text shows a picture (https://example.org/x.png); show a Figure instead"


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a:b", "HTTP://example.org", "#part", "report.pdf", "../index.html?a=b:c#d", "a/b:c", ""],
)
def test_addresses_of_the_web_and_of_places_near_the_page_are_safe(address):
    assert is_safe(address)


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "JavaScript:x", "java\nscript:x", "\tjavascript:x", "java%0ascript:x", "javascript%3Ax", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "mailto:a@example.org", "//example.org/x", "\x01javascript:x"],
)  # fmt: skip
def test_addresses_that_run_send_or_leave_the_web_are_not_safe(address):
    assert not is_safe(address)


@given(st.text(max_size=80))
@example("\u00a0")
@example("quoi\u202f?  oui\n")
def test_words_made_plain_come_back_as_they_were_but_for_spaces_that_may_break(text):
    words = [word for word in re.split("[^\\S\u00a0\u202f]+", text) if word]
    assert plain_text(parse_markdown(f"Said: {plain(text)}.")) == f"Said: {' '.join(words)}."


@given(st.text(alphabet="<>[]()!*_`#-\\&;:/ \nab1.", max_size=60))
def test_no_text_makes_anything_but_the_known_types_and_safe_links(text):
    try:
        tokens = parse_markdown(text)
    except RenderingError:
        return
    assert types(tokens) <= KNOWN
