"""Words come from the data in three languages, and numbers and lists as each language writes them."""

import pytest

from credatlas.figures.language.language import (
    Language,
    Translator,
    check_language,
    clean,
    join_clauses,
    join_words,
    number,
    one_line,
    translator,
)


@pytest.mark.parametrize(("lang", "shown"), [("en", "1,234.5"), ("fr", "1\u202f234,5"), ("es", "1.234,5")])
def test_numbers_are_written_as_the_language_does(lang, shown):
    assert number(1234.5, 1, lang) == shown


def test_a_semicolon_of_french_holds_to_its_word():
    assert join_clauses(["a", "b"]) == join_clauses(["a", "b"], "es") == "a; b"
    assert join_clauses(["a", "b"], "fr") == "a\u202f; b"


def test_a_missing_number_is_a_dash():
    assert number(float("nan")) == number(None) == "–"


@pytest.mark.parametrize(
    ("words", "lang", "shown"),
    [
        ([], "en", ""),
        (["A"], "en", "A"),
        (["A", "B"], "en", "A and B"),
        (["A", "B", "C"], "fr", "A, B et C"),
        (["España", "Francia"], "es", "España y Francia"),
        (["España", "Irlanda"], "es", "España e Irlanda"),
    ],
)
def test_lists_are_joined_as_the_language_does(words, lang, shown):
    assert join_words(words, lang) == shown


def test_long_lists_end_in_a_count_that_stands_for_at_least_two():
    assert join_words("ABCDE", most=3) == "A, B, C and 2 others"
    assert join_words("ABCD", most=3) == "A, B, C and D"


def test_sentences_fill_named_places_and_count():
    t = Translator("en")
    assert t("{a} of {b}", a=1, b="{c}") == "1 of {c}"
    assert t("{open}") == "{open}"
    assert t.plural("{n} source", "{n} sources", 1) == "1 source"
    assert t.plural("{n} source of {who}", "{n} sources of {who}", 1200, who="EU") == "1,200 sources of EU"


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="lang 'es-MX' is not one of en, fr, es; did you mean 'es'?"):
        check_language("es-MX")
    with pytest.raises(ValueError, match="lang 'de' is not one of en, fr, es"):
        translator("de")


def test_names_come_from_the_data_in_each_language(now):
    labels = {lang: Language(now.atlas, lang) for lang in ("en", "fr", "es")}
    assert [labels[lang].jurisdiction("CA-NS") for lang in labels] == [
        "Nova Scotia",
        "Nouvelle-Écosse",
        "Nueva Escocia",
    ]
    assert labels["fr"].short("CA-NS") == "N.-É."
    assert labels["en"].dimension("ST") == "Stackability"
    assert labels["en"].indicator("ST1") == "stacking"
    assert labels["en"].question("ST1").startswith("Does it provide that micro-credentials accumulate")
    assert labels["en"].question("ST") == "Can it become part of something larger?"


def test_codes_have_labels_whether_they_are_text_or_numbers(now):
    labels = Language(now.atlas)
    assert labels.code("obligation", 3.0) == labels.code("obligation", 3) == labels.code("obligation", "3") != "3"
    assert labels.code("status", "silent") == "not addressed"
    assert labels.code("status", "not there") == "not there"
    assert labels.code("obligation", float("nan")) == ""
    assert labels.meaning("confidence", "high") == "the instrument's own text of that part was read"


def test_an_unknown_id_is_refused_with_the_nearest_right_one(now):
    with pytest.raises(KeyError, match="'CA-BX' is not a jurisdiction; did you mean 'CA-"):
        Language(now.atlas).jurisdiction("CA-BX")
    with pytest.raises(KeyError, match="'ST7' is not an indicator; did you mean 'ST"):
        Language(now.atlas).indicator("ST7")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n b\t c", "a b c"),
        ("a\x00b\x1bc", "abc"),
        ("\u202eabc\u2066", "abc"),
        ("\ue000\ufeff\ufffe", ""),
        ("<b>$x$</b>", "<b>$x$</b>"),
        ("Île-du-Prince-Édouard", "Île-du-Prince-Édouard"),
    ],
)
def test_text_from_the_data_is_cleaned_to_one_line(text, shown):
    assert clean(text) == shown


def test_long_text_is_cut_with_an_ellipsis():
    assert clean("abcdef", 4) == "abc…"
    assert clean("abcd", 4) == "abcd"


def test_spaces_that_hold_french_marks_to_their_words_stay_and_others_become_one():
    assert clean("score\u00a0: 3\u202f; a\n  b\u2028c\t") == "score\u00a0: 3\u202f; a b c"
    assert one_line(" a\u00a0: \n b ") == "a\u00a0: b"


def test_canada_and_all_within_it_are_one_group_and_the_others_another(now):
    assert [Language(now.atlas).group(jurisdiction) for jurisdiction in ("CA-BC", "CA-CICAN", "EU", "NZ")] == [
        "Canada", "Canada", "others", "others",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "22 November 2022"), ("fr", "22 novembre 2022"), ("es", "22 de noviembre de 2022")]
)
def test_a_day_is_told_in_words(lang, words):
    assert translator(lang).date("2022-11-22") == words


@pytest.mark.parametrize(("value", "printed"), [(-0.2, "0"), (81.48, "81"), (float("nan"), "\u2013")])
def test_a_number_is_rounded_once_and_zero_has_no_sign(value, printed):
    assert number(value) == printed


def test_a_span_is_one_number_where_its_ends_are_printed_alike():
    t = translator("fr")
    assert (t.span(12.6, 40), t.span(12.6, 13.4), t.span(float("nan"), float("nan"))) == ("13\u201340", "13", "\u2013")


@pytest.mark.parametrize(
    ("lang", "name"), [("en", "of the European Union"), ("fr", "de l’Union européenne"), ("es", "de la Unión Europea")]
)
def test_what_belongs_to_a_place_is_named_with_its_article(atlas, lang, name):
    assert Language(atlas, lang).of("EU") == name


@pytest.mark.parametrize(("day", "lang", "words"), [
    ("2024", "en", "2024"), ("2022-06", "en", "June 2022"), ("2021-08-30", "en", "30 August 2021"), ("", "en", ""),
    ("2022-06", "fr", "juin 2022"), ("2022-11-01", "fr", "1er novembre 2022"), ("2022-06", "es", "junio de 2022"), ("2021-02-30", "en", "2021-02-30"),
])  # fmt: skip
def test_days_are_told_in_words_as_exactly_as_they_are_known(day, lang, words):
    assert translator(lang).date(day) == words
