from pathlib import Path

import pytest

from credatlas.files import in_language, index_name, snapshot_folder


@pytest.mark.parametrize(("lang", "page", "folder"), [("en", "index.html", "pace"), ("fr", "index.fr.html", "pace.fr")])
def test_english_is_the_language_that_no_name_says(lang, page, folder):
    assert (index_name(lang), in_language("pace", lang)) == (page, folder)


def test_equal_data_have_one_snapshot_in_whatever_order_their_tables_are_named():
    one, other = {"codes.csv": "1", "sources.csv": "2"}, {"sources.csv": "2", "codes.csv": "1"}
    assert snapshot_folder(one, Path("out")) == snapshot_folder(other, Path("out"))
    assert snapshot_folder(one, Path("out")) != snapshot_folder({**one, "codes.csv": "3"}, Path("out"))
