"""What every floor agrees on stands in one place."""

import re

from credatlas.paths import PACKAGE
from credatlas.settings import ARTICLE_DAY, list_languages


def test_languages_are_a_choice_in_words():
    assert list_languages() == "en, fr or es" and list_languages("'") == "'en', 'fr' or 'es'"


def test_no_module_writes_the_languages_or_the_day_of_the_article_again():
    modules = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "settings.py"}
    again = re.compile(rf"""(= |Field\(|[(\[])"{ARTICLE_DAY}"[,\n]|"en", "fr\"|"fr": """)
    of_sources = '"de": '  # sources are in more languages than reports
    assert [path for path, text in modules.items() if again.search(text) and of_sources not in text] == []
