"""Every sentence that a reader can meet is translated, into each language, with the same values in it."""

import ast
import re
from string import Formatter

import pytest

from tools import catalogues

LANGUAGES = pytest.mark.parametrize("lang", catalogues.TRANSLATED)


@pytest.fixture(scope="module")
def said():
    """The sentences of code, templates and notebooks."""
    return {catalogues.key_of(message) for message in catalogues.collect() if message.id}


@pytest.fixture(scope="module")
def kept():
    return {lang: [message for message in catalogues.read(lang) if message.id] for lang in catalogues.TRANSLATED}


def _forms(message):
    """Return pairs of an English form and its translation."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


def _values(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@LANGUAGES
def test_nothing_is_untranslated_and_nothing_is_kept_that_nobody_says(lang, said, kept):
    assert {catalogues.key_of(message) for message in kept[lang]} == said
    assert [message.id for message in kept[lang] if not catalogues.is_whole(message) or message.fuzzy] == []


@LANGUAGES
def test_every_value_of_a_sentence_is_in_its_translation_and_no_other(lang, kept):
    wrong = []
    for message in kept[lang]:
        for number, (english, other) in enumerate(_forms(message)):
            may_lack = {"n"} if number == 0 and not isinstance(message.id, str) else set()  # "one framework"
            if not _values(english) - may_lack <= _values(other) <= _values(english) | may_lack:
                wrong.append((english, other))
    assert wrong == []


@LANGUAGES
def test_a_translation_has_the_marks_and_edges_of_its_sentence(lang, kept):
    wrong = [
        (english, other)
        for message in kept[lang]
        for english, other in _forms(message)
        if other != other.strip()
        or english.count("*") != other.count("*")
        or english.endswith(".") != other.endswith(".")
        or re.findall(r"`[^`]*`|\]\([^)]*\)", english) != re.findall(r"`[^`]*`|\]\([^)]*\)", other)
    ]
    assert wrong == []


def test_french_keeps_its_spaces_before_marks(kept):
    wrong = [
        other
        for message in kept["fr"]
        for _, other in _forms(message)
        if re.search(r"(?<![\u00a0\u202f])[;!?](\s|$)|[^\u00a0\u202f]:(\s|$)|«(?!\u00a0)|(?<!\u00a0)»", other)
    ]
    assert wrong == []


def test_spanish_opens_what_it_asks(kept):
    wrong = [other for message in kept["es"] for _, other in _forms(message) if other.count("?") != other.count("¿")]
    assert wrong == []


def test_every_sentence_of_the_code_is_found():
    """A call within an f-string, or a plural with another call in it, is not."""
    ids = [message.id for message in catalogues.collect() if message.id]
    known = {form for forms in ids for form in ((forms,) if isinstance(forms, str) else forms)}
    calls = (
        node
        for path in sorted(catalogues.PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("t", "mark", "plural")
    )
    words = {
        argument.value for call in calls for argument in call.args[: 2 if getattr(call.func, "attr", "") == "plural" else 1]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }  # fmt: skip
    assert words - known == set()
