"""The colours of the theme are written from one place: as variables, as dark rules, and into style sheets."""

import pytest

from credatlas.figures.drawing.theme import DARK, DRAWN, LIGHT, dark_rules, fill_colours


def test_every_colour_has_a_dark_counterpart():
    assert set(LIGHT) == set(DARK) >= set(DRAWN)


def test_a_picture_has_a_rule_for_fill_and_stroke_of_every_colour_that_drawings_use():
    assert dark_rules().count("]{fill:") == dark_rules().count("]{stroke:") == len(DRAWN)
    assert f'[fill="{LIGHT["ink"]}"]{{fill:{DARK["ink"]}}}' in dark_rules()


def test_a_style_sheet_names_colours_by_their_role():
    assert fill_colours("a { color: $ink } b { color: $dark_accent }") == "a { color: #1f2328 } b { color: #85c8e0 }"
    assert fill_colours("a { color: $shadow }") == "a { color: rgb(31 35 40 / 22%) }"  # 1f, 23 and 28 hexadecimal


def test_a_colour_that_there_is_not_is_refused():
    with pytest.raises(KeyError, match="inky"):
        fill_colours("color: $inky")
