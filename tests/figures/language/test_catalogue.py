"""Catalogues are read as they are edited, with the plural rule of their language."""

import pytest

from credatlas.figures.language.catalogue import catalogue_path, read_catalogue
from credatlas.settings import LANGUAGES


def test_there_is_a_catalogue_for_every_language_but_english():
    assert {lang for lang in LANGUAGES if catalogue_path(lang).is_file()} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize(
    ("lang", "none", "one"),
    [
        ("en", "0 sources used", "1 source used"),
        ("fr", "0 source utilisée", "1 source utilisée"),
        ("es", "0 fuentes utilizadas", "1 fuente utilizada"),
    ],
)
def test_nothing_is_plural_in_english_and_spanish_and_singular_in_french(lang, none, one):
    catalogue = read_catalogue(lang)
    said = [catalogue.ngettext("{n} source used", "{n} sources used", n).format(n=n) for n in (0, 1)]
    assert said == [none, one]


def test_what_is_in_no_catalogue_stays_english():
    assert read_catalogue("fr").gettext("Nobody says this.") == "Nobody says this."
