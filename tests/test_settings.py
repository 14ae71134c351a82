"""What every floor agrees on stands in one place."""

import re

from credatlas.paths import PACKAGE
from credatlas.settings import ARTICLE_DAY, list_languages


def test_languages_are_a_choice_in_words():
    assert list_languages() == "en, fr or es" and list_languages("'") == "'en', 'fr' or 'es'"


def test_no_module_writes_the_languages_or_the_day_of_the_article_again():
    modules = [path for path in PACKAGE.rglob("*.py") if path.name != "settings.py"]
    again = re.compile(rf"""(= |Field\(|[(\[])"{ARTICLE_DAY}"[,\n]|"en", "fr\"|"fr": """)
    assert [path.name for path in modules if again.search(path.read_text("utf-8"))] == []
