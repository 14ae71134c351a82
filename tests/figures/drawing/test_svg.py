"""A drawing becomes a small SVG that says what it is and can stand beside others."""

import re
import xml.etree.ElementTree as ET

import pytest

from credatlas.figures.drawing import marks, style, theme

NAMESPACE = "{http://www.w3.org/2000/svg}"


def draw(paint, figure_id="f", title="A title", alt="A text"):
    return style.draw(figure_id, title, alt, paint, 100, 50)


def bars(drawing):
    axes = drawing.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.barh([0, 1, 2], [1, 2, 3], color=theme.RAMP[3])
    axes.barh([3], [3], facecolor="none", edgecolor=theme.QUIET, hatch=style.HATCH)
    axes.scatter([1, 2], [1, 2], color=theme.RAMP[1])
    axes.text(0.5, 0, "a < b & c", fontsize=5)
    axes.text(0.5, 1, "second", fontsize=5)


def test_title_and_description_name_the_drawing():
    root = ET.fromstring(draw(bars))
    title, description = root[0], root[1]
    assert (title.tag, title.text) == (f"{NAMESPACE}title", "A title")
    assert (description.tag, description.text) == (f"{NAMESPACE}desc", "A text")
    assert root.get("aria-labelledby").split() == [title.get("id"), description.get("id")]
    assert root.get("role") == "img"


def test_neither_declaration_nor_style_sheet_nor_date():
    svg = draw(bars)
    assert svg.startswith("<svg ")
    assert not re.search("<!DOCTYPE|<style|<metadata|xlink|http://(?!www.w3.org/2000/svg)", svg)


def test_ids_carry_the_figures_name_and_references_follow():
    svg = draw(bars, "my-figure")
    ids = set(re.findall(r'\bid="([^"]+)"', svg))
    assert ids and all(name.startswith("my-figure-") for name in ids)
    assert set(re.findall(r'(?:url\(|href=")#([^")]+)', svg)) <= ids


def test_equal_drawings_give_equal_bytes_and_other_ids_other_ones():
    assert draw(bars) == draw(bars)
    assert draw(bars, "g") != draw(bars)


def test_looks_are_attributes_that_a_strict_content_policy_lets_through():
    svg = draw(bars)
    assert svg.count("style=") == 1
    assert re.search(r'style="max-width:125px;height:auto"', svg)


def test_words_stay_words():
    assert "a &lt; b &amp; c" in draw(bars)
    assert "<text" in draw(bars)


def test_bars_that_look_alike_become_one_path():
    paths = re.findall(r"<path [^>]*#1f62a5[^>]*>", draw(bars))
    assert len(paths) == 1
    assert paths[0].count("M") == 3


def test_what_is_hatched_has_a_pattern():
    svg = draw(bars)
    assert "<pattern" in svg and re.search(r'fill="url\(#f-h\w+\)"', svg)


def test_rectangles_are_written_with_level_and_upright_lines():
    path = re.search(r'd="(M[^"]*)"[^>]*#1f62a5', draw(bars))[1]
    assert re.fullmatch(r"(M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+z)+", path)


@pytest.mark.parametrize("words", ["</title><script>x</script>", "a\x00b\x1fc", "\u202eturned", "x" * 10_000])
def test_hostile_titles_are_text(words):
    root = ET.fromstring(draw(bars, title=words, alt=words))
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert root[0].text == re.sub("[\x00-\x1f\u202e]", "", words)


def test_an_area_that_answers_to_a_touch_has_no_paint_and_names_its_rows():
    def touched(drawing):
        axes = drawing.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        marks.touch(axes, ["CA-ON", "EU"], 0.1, 0.1, 0.2, 0.2)
        marks.touch(axes, ["IE"], 0.5, 0.5, 0.2, 0.2)

    areas = [element for element in ET.fromstring(draw(touched)).iter() if element.get("data-at")]
    assert [area.get("data-at") for area in areas] == ["CA-ON EU", "IE"]
    assert all(area.get("d") and (area.get("fill"), area.get("stroke")) == ("none", None) for area in areas)
    assert all(area.get("pointer-events") == "all" for area in areas)
