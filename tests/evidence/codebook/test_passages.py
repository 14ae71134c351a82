"""The codebook can be searched: what is found is there, in the language that was asked for."""

import pytest


def test_words_are_found_in_names_questions_codes_and_pages(atlas):
    found = atlas.find("Transfer credit")
    assert {"question", "credit_transfer_body", "Procedure"} <= set(found["part"]) and "PO1" in set(found["id"])
    assert all("transfer" in text.lower() and "credit" in text.lower() for text in found["text"])
    assert max(found["text"], key=len)[:60] in found._repr_html_()
    assert atlas.find("zzz").empty and list(atlas.find("zzz")) == ["id", "part", "text"]


def test_each_id_that_is_found_can_be_looked_up(atlas):
    assert all(atlas.about(name).id == name for name in set(atlas.find("credit")["id"]))


def test_words_of_the_tables_are_found_in_each_language_and_pages_in_theirs(atlas):
    assert set(atlas.find("acumulen", "es")["part"]) == {"question"}
    with pytest.raises(ValueError, match="lang 'de' is not one of en, fr, es"):
        atlas.find("credit", "de")
