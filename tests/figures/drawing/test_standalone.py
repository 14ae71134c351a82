"""A drawing that travels alone carries its title, subtitle and source."""

import xml.etree.ElementTree as ET

import pytest

from credatlas.figures.drawing.standalone import MARGIN, standalone_svg
from credatlas.figures.figure import Column, Figure

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" role="img" aria-labelledby="f-t f-d"><title id="f-t">T</title><desc id="f-d">D</desc><path d="M0 0H5"/></svg>'


def sheet(**changes):
    words = {
        "id": "f",
        "title": "A leads",
        "subtitle": "Points",
        "alt": "Bars.",
        "caption": "c",
        "source": "Source: credatlas",
        "columns": (Column("a", "A"),),
        "svg": SVG,
    }
    return ET.fromstring(standalone_svg(Figure(**{**words, **changes})))


def texts(root):
    return [element.text for element in root.iter() if element.tag.endswith("text")]


def test_words_stand_above_and_below_and_the_name_stays_accessible():
    root = sheet()
    assert texts(root) == ["A leads", "Points", "Source: credatlas"]
    assert root.get("aria-labelledby") == "f-t f-d" and [child.tag.split("}")[1] for child in root][:2] == [
        "title",
        "desc",
    ]


def test_the_sheet_holds_the_plot_with_a_margin():
    _, _, width, height = map(float, sheet().get("viewBox").split())
    assert width == 300 + 2 * MARGIN and height > 100


def test_a_long_title_wraps_and_makes_the_sheet_taller():
    short, long = (float(sheet(title=title).get("viewBox").split()[3]) for title in ("A leads", "A leads " * 12))
    assert long > short
    assert len(texts(sheet(title="A leads " * 12))) > 3


@pytest.mark.parametrize("hostile", ["</svg><script>alert(1)</script>", "$x^2$ & <b>", "\u202eevil"])
def test_hostile_words_stay_words(hostile):
    root = sheet(title=hostile)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
