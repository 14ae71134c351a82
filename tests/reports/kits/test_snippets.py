"""Each rung of the ladder stands alone: it shows the figure, and states source, day and licence."""

import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from credatlas.figures.figure import Column, Figure
from credatlas.reports.kits.editions import KitAddress
from credatlas.reports.kits.snippets import (
    image,
    inline,
    ladder,
    markdown,
    narrow_table,
    oembed,
    portable_svg,
    resizing_iframe,
)

SOURCE = "Source: credatlas data 2026.11, as of 2026-11-24; CC BY 4.0"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" role="img" aria-labelledby="f-t f-d" '
    'style="max-width:450px;height:auto"><title id="f-t">T</title><desc id="f-d">D</desc><path d="M0 0H5"/></svg>'
)
HOSTILE = [
    '"><script>alert(1)</script>',
    "</svg><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "A" * 10_000,
]
PLACE = KitAddress("f", "latest", "p", "https://example.org")


def figure(word: str = "Ireland", **changes) -> Figure:
    words = {
        "id": "f", "title": word, "subtitle": word, "caption": f"{word}.", "alt": word[:200] + "!", "source": SOURCE, "svg": SVG,
        "columns": (Column("name", word), Column("score", "Score", digits=1), Column("name_id", "Id")),
        "rows": ((word, 79.63, "IE"), ({"text": word, "href": word}, None, "CA")), "as_of": "2026-11-24", "data_version": "2026.11",
    }  # fmt: skip
    return Figure(**words | changes)


RUNGS = list(ladder(figure(), PLACE))


def test_the_ladder_has_its_rungs_in_order():
    assert RUNGS == ["resizing_iframe", "iframe", "image", "inline", "markdown", "oembed"]


@pytest.mark.parametrize("rung", RUNGS)
def test_every_rung_states_source_day_and_licence_once_a_frame_inside_it(rung):
    assert ladder(figure(), PLACE)[rung].count(SOURCE) == ("iframe" not in rung)


@pytest.mark.parametrize("rung", [rung for rung in RUNGS if rung != "oembed"])
def test_no_rung_needs_a_style_that_a_strict_host_would_refuse(rung):
    assert "style" not in ladder(figure(), PLACE)[rung]


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen, self.attributes = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.seen.append(tag)
        self.attributes += attributes


@pytest.mark.parametrize("word", HOSTILE, ids=lambda word: word[:12])
@pytest.mark.parametrize("rung", ["iframe", "resizing_iframe", "image", "inline"])
def test_hostile_words_add_no_tag_and_no_attribute(word, rung):
    calm, wild = (Tags(ladder(figure(word_), PLACE)[rung]) for word_ in ("Ireland", word))
    assert set(wild.seen) == set(calm.seen)
    assert {name for name, _ in wild.attributes} == {name for name, _ in calm.attributes}
    assert not [value for name, value in wild.attributes if name in ("href", "src") and "javascript" in value]


def test_the_resize_script_listens_to_its_own_frame_alone():
    text = resizing_iframe(figure(), PLACE)
    assert "event.source === frame.contentWindow" in text and "eval" not in text


def test_the_picture_has_alt_text_and_links_to_page_and_data():
    text = image(figure(alt="Dots: Ireland leads."), PLACE)
    assert 'alt="Dots: Ireland leads."' in text
    assert (
        'href="https://example.org/f/latest/index.html"' in text and 'href="https://example.org/f/latest/f.csv"' in text
    )


def test_the_inline_drawing_fills_its_column_and_keeps_its_name():
    root = ET.fromstring(portable_svg(figure()))
    assert (root.get("width"), root.get("style"), root.get("aria-labelledby")) == ("100%", None, "f-t f-d")


def test_the_inline_table_has_two_columns_and_a_label_at_each_value():
    table = narrow_table(figure(rows=(("Ireland", 79.63, "IE"), ("Nunavut", None, "CA-NU"))))
    assert re.findall(r"<th scope=\"row\"[^>]*>(.*?)</th><td>(.*?)</td>", table) == [
        ("Ireland", "Score: 79.6"),
        ("Nunavut", "Score: –"),
    ]


def test_an_endless_word_can_break_and_an_ordinary_one_stays_whole():
    endless = re.sub("<[^>]*>", " ", narrow_table(figure("A" * 100)))
    assert max(map(len, endless.replace("\u200b", " ").split())) == 8
    assert "Micro-credentialing:" in narrow_table(
        figure(columns=(Column("a", "A"), Column("b", "Micro-credentialing"), Column("c_id", "Id")))
    )


def test_markdown_shows_hostile_words_as_text():
    text = markdown(figure("](javascript:x) <b> *no*"), PLACE)
    assert "\\](javascript:x) &lt;b&gt; \\*no\\*" in text and "<b>" not in text


def test_oembed_is_rich_with_numbers_for_width_and_height():
    answer = json.loads(json.dumps(oembed(figure(), PLACE)))
    assert (answer["version"], answer["type"], answer["width"], answer["height"]) == ("1.0", "rich", 720, 600)
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (1080, 600)
    assert 'height="600"' in answer["html"]


def test_only_a_pinned_edition_may_be_kept_for_a_year():
    assert oembed(figure(), PLACE)["cache_age"] == 24 * 60 * 60
    assert oembed(figure(), PLACE.at("p"))["cache_age"] == 365 * 24 * 60 * 60


def test_the_words_of_a_rung_are_in_the_figures_language():
    assert 'lang="fr"' in inline(figure(lang="fr"), PLACE) and "Données (CSV)" in inline(figure(lang="fr"), PLACE)


def test_a_finding_in_a_caption_of_another_language_is_marked_as_english():
    french = figure(lang="fr", caption="Dans nos mots : « May <stack>. » Source.", quote="May <stack>.")
    assert '« <span lang="en">May &lt;stack&gt;.</span> » Source.' in inline(french, PLACE)
    assert "<span" not in inline(figure(caption="In our words: May stack.", quote="May stack."), PLACE)
