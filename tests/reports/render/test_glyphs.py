"""Any text can be printed: what no font has is a square, what a PDF cannot map is an outline, and `check` told before."""

import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import matplotlib
import pytest
from matplotlib.ft2font import FT2Font

from credatlas.coding import open_workspace
from credatlas.reports.render.glyphs import (
    find_unprintable,
    list_unprintable,
    outline_marked_words,
    own_families,
    replace_unprintable,
)

SHIPPED = Path(matplotlib.get_data_path(), "fonts", "ttf")
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><g font-size="8px" text-anchor="end" fill="red">'
    '<text x="90" y="50" font-weight="700">{}</text><text x="90" y="70">plain</text></g></svg>'
)


def test_every_character_that_no_font_has_is_replaced_and_those_that_need_no_glyph_are_not():
    assert list_unprintable("Québec 日本日 \u200b\u00ad") == ["日", "本"]
    assert replace_unprintable({"a": ["é日", 3, None]}) == {"a": ["é□", 3, None]}


def test_a_font_of_ones_own_prints_what_ours_cannot(tmp_path, monkeypatch):
    theirs = SHIPPED / "STIXGeneral.ttf"
    ours = FT2Font(str(SHIPPED / "DejaVuSans.ttf")).get_charmap().keys()
    letter = chr(min(code for code in FT2Font(str(theirs)).get_charmap().keys() - ours if code > 0x2000))
    assert list_unprintable(letter) == [letter]
    shutil.copy(theirs, tmp_path)
    monkeypatch.setenv("CREDATLAS_FONTS", str(tmp_path))
    assert list_unprintable(letter) == [] and own_families() == ["STIXGeneral"]
    (tmp_path / "b.ttf").write_text("no font")
    with pytest.raises(ValueError, match="b.ttf cannot be read as a font"):
        own_families()
    monkeypatch.setenv("CREDATLAS_FONTS", str(tmp_path / "gone"))
    with pytest.raises(ValueError, match="is not a folder"):
        own_families()


def test_words_with_combining_marks_become_outlines_where_they_stood_and_others_stay_text():
    root = ET.fromstring(outline_marked_words(SVG.format("hən̓q̓əmin̓əm̓")))
    (path,), (text,) = ([e for e in root.iter() if e.tag.endswith(tag)] for tag in ("path", "text"))
    assert text.text == "plain" and path.get("d").startswith("M")
    move = float(path.get("transform").partition("(")[2].split()[0])
    assert 20 < move < 60  # it ends at 90, as the text did
    assert outline_marked_words(SVG.format("Québec")) == SVG.format("Québec")


def test_a_cell_that_cannot_be_printed_is_named_by_file_line_and_column(toy, tmp_path):
    folder = shutil.copytree(toy, tmp_path / "data")
    assert list(find_unprintable(open_workspace(folder).tables.values())) == []
    path = folder / "sources.csv"
    lines = path.read_text().splitlines()
    titles = lines[0].split(",").index("title")
    cells = lines[2].split(",")
    cells[titles] = "漢"
    path.write_text("\n".join([*lines[:2], ",".join(cells), *lines[3:], ""]))
    (found,) = find_unprintable(open_workspace(folder).tables.values())
    assert (found.file, found.line, found.column) == ("sources.csv", 3, "title")
    assert "□ for 漢 (U+6F22)" in found.message
