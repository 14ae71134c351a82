"""Marks are shared: what is missing is hatched, keys wrap, names take the room they need."""

from dataclasses import replace

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from credatlas.figures.drawing import marks, style
from credatlas.figures.drawing.layout import sheet
from credatlas.figures.language.language import Language, translator
from tests.figures.overlaps import find_overlaps


@pytest.fixture
def drawing():
    return Figure(figsize=(200 / 72, 100 / 72), dpi=72)


def test_missing_is_hatched_and_open(drawing):
    axes = drawing.add_subplot()
    marks.hatch(axes, 0, 0, 1, 1)
    (patch,) = axes.patches
    assert patch.get_hatch() == style.HATCH
    assert patch.get_facecolor()[3] == 0


def test_a_key_takes_as_many_lines_as_it_needs_and_ends_where_it_should(drawing):
    paper, _, _ = sheet(drawing)
    marks.key(paper, 4, 90, 160, [(marks.MISSING_LOOK, f"entry {n}") for n in range(6)])
    heights = sorted({text.get_position()[1] for text in paper.texts})
    assert heights[-1] == 90 and len(heights) == 3
    assert find_overlaps(drawing) == []


@pytest.mark.parametrize(("words", "left"), [("entry", 80), ("longer one", 4)])
def test_a_key_below_a_table_starts_with_its_cells_or_where_it_takes_one_line(drawing, words, left):
    paper, _, _ = sheet(drawing)
    marks.key_below(paper, 80, 90, 220, [(marks.MISSING_LOOK, f"{words} {n}") for n in range(2)])
    assert {text.get_position()[1] for text in paper.texts} == {90}
    assert min(patch.get_x() for patch in paper.patches) == left


def test_a_key_shows_only_the_groups_that_are_there(now):
    t = Language(now.atlas)
    entries = marks.group_key(["others", "others"], t)
    assert [words for _, words in entries] == ["elsewhere"]
    both = marks.group_key(["others", "Canada"], t)
    assert [(words, look["marker"]) for look, words in both] == [("Canada", "D"), ("elsewhere", "o")]
    places = now.atlas.jurisdictions
    elsewhere = Language(replace(now.atlas, jurisdictions=places.assign(group="Asia-Pacific")))
    assert marks.group_key(["others"], elsewhere) == []


def test_rows_have_full_names_and_short_ones_where_they_do_not_fit(now):
    names, room, text = marks.row_names(Language(now.atlas), ["CA-NL"], "article")
    assert names == [["Newfoundland and Labrador", "N.L."]] and text == style.TEXT
    narrow, less, smaller = marks.row_names(Language(now.atlas), ["CA-NL"], "tall")
    assert narrow == names and less < room and smaller < text


def test_names_of_canada_are_told_apart_without_colour():
    assert marks.name_look("Canada")["fontweight"] == "bold" and "fontweight" not in marks.name_look("others")


def test_dots_of_one_group_at_one_place_are_one_and_those_of_others_stand_beside_it():
    spots = [(10, 5, "others"), (10.5, 5, "Canada"), (10, 5, "others"), (30, 5, "others")]
    assert marks.lay_dots(spots, 4) == [(8, 5, "Canada"), (12, 5, "others"), (30, 5, "others")]


def test_a_key_of_scores_has_only_the_steps_that_are_there():
    words = [words for _, words in marks.score_key(translator("en"), pd.Series([0.2, 67.4, float("nan")]))]
    assert words == ["0", "34 to 67"]


def test_a_letter_that_our_typeface_lacks_is_no_warning_in_a_log(recwarn):
    axes = FigureCanvasAgg(Figure()).figure.subplots()
    axes.set_title("\N{DEVANAGARI LETTER DA}")
    marks.shade_cells(axes, pd.DataFrame([[0.0, 3.0]]))
    assert not [str(told.message) for told in recwarn if "missing from font" in str(told.message)]
