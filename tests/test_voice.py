"""No report says what a reader cannot use: codes without names, words of the program, days as numbers, empty tables.

Every report of the default build is asked, in every language: what its cells show is read, not how it is drawn.
"""

import re
from functools import cache

import pytest

from credatlas.figures.figure import Figure, Statement, Table
from tests.notebook_figures import default_jobs, few_and_undrawn, published, run_job

pytestmark = pytest.mark.slow

PROFILES = ("CA-ON", "CA-SK", "EU")  # of those with a profile: much read, little read, a union
CODE = re.compile(r"\b(?:ST|PO|SP)[1-6]\b")
NAMED = re.compile(r"\w[^()]*\((?:(?:ST|PO|SP)[1-6](?:, )?)+\)")  # stacking (ST1)
PROGRAM = {
    "en": r"\bdraws?\b|\bslips?\b|\bhang(?:s|ing)?\b|\bfillings\b|\bsmall credit\b|\bkind of mean\b",
    "fr": r"\btirages?\b|\bjuridictions?\b|\bpas de code\b|\bremplissages?\b",
    "es": r"\bextracciones\b|\bsorteos?\b|\bcolegios?\b|\bpasos? de código\b",
}
FILES = re.compile(r"\b\w+\.(?:csv|json|py)\b|\b[a-z]+(?:\\?_[a-z]+)+\b")  # Markdown has a backslash before it
ISO_DAY = re.compile(r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")
ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+|<[^>]+>")
VERB = {
    "en": r"\b(?:is|are|was|were|has|have|had|can|could|do|does|did|rose|fell|say|says|score|scores|set|sets|would|give|gives|provides?|permits?|recommends?|requires?|holds?|reach|reaches|asks?|gets?|stands?|names?|leaves?|came|adds?|differs?|lies?|compares?|takes?|coded|settled|put|gained|changed|moves?|told|keeps?|works?)\b",
    "fr": r"\b(?:est|sont|a|ont|était|étaient|peut|peuvent|pourrait|pourraient|porte|portent|dit|disent|fait|font|obtient|obtiennent|gardent?|passerait|monte|monterait|descend|prouvent?|permettent|recommandent|prévoient|abordent|tiennent|tient|revient|suffit|suffiraient|serait|seraient|laissent|mesurons|gagne|diffère|diffèrent|reçoit|accordent|comptent|fixent|vont|y a)\b|n’[ae]|peut-elle",
    "es": r"\b(?:es|son|está|están|ha|han|era|hubiera|había|puede|pueden|pudo|pudieron|podría|podrían|dice|dicen|da|dan|obtienen?|alcanzan?|pasaría|sube|subida|subiría|cambi[óo]|prueban?|permiten?|recomiendan?|prevén|cuentan?|trata|tratan|basta|bastarían|sería|serían|dejan?|medimos|hay|halló|hallaron|mantienen|consta|se|van?|queda|quedan|reciben?|pregunta|mide|tiene|tienen|entra|aborda|abordan|aclararía|mueve)\b",
}  # fmt: skip


@cache
def shown(folder: str) -> list:
    """Return what a report shows: statements, figures and tables."""
    with few_and_undrawn():
        return run_job(default_jobs()[folder], published().end)


def list_folders() -> list[str]:
    chosen = {f"profile-{name.lower()}" for name in PROFILES}
    return [name for name in default_jobs() if re.split(r"[./]", name)[0] in chosen or not name.startswith("profile-")]


def lang_of(folder: str) -> str:
    return default_jobs()[folder].parameters["lang"]


@cache
def sentences(folder: str) -> list[str]:
    """Return every text that a report shows in its language, without addresses."""
    found: list[str] = []
    for item in shown(folder):
        if isinstance(item, Statement):
            found += [item.title, item.kicker, item.description, *item.text.split("\n")]
        elif isinstance(item, Figure | Table):
            found += [item.title, item.caption, getattr(item, "subtitle", ""), getattr(item, "alt", "")]
            if isinstance(item, Table):
                found += [word for column in item.columns for word in (column.label, column.description)]
                found += [cell for row in item.rows for cell in map(in_language, row)]
    return [ADDRESS.sub("", text) for text in found if text]


def in_language(cell) -> str:
    """Return what a cell says in the language of its report; "" of a number, and of words of the data in English."""
    linked = isinstance(cell, dict) and "lang" not in cell
    return cell if isinstance(cell, str) else cell["text"] if linked else ""


@cache
def facts() -> list[str]:
    """Return the facts of context with a percentage, which stay English in every language."""
    return [text for text in published().context["finding"] if "%" in text]


def without_facts(text: str) -> str:
    for fact in facts():
        text = text.replace(fact, "")
    return text


def titles(folder: str) -> list[str]:
    """Return the titles, kickers and headings of a report."""
    found: list[str] = []
    for item in shown(folder):
        if isinstance(item, Statement):
            found += [item.title, item.kicker, *(line for line in item.text.split("\n") if line.startswith("#"))]
        elif isinstance(item, Figure | Table):
            found.append(item.title)
    return [text for text in found if text]


def messages(folder: str) -> list[str]:
    """Return the key messages of a report."""
    opened = [item for item in shown(folder) if isinstance(item, Statement) and item.kicker]
    return [line[2:] for line in opened[0].text.split("\n") if line.startswith("- ")]


REPORTS = pytest.mark.parametrize("folder", list_folders())


@REPORTS
def test_a_report_opens_with_a_finding_a_question_and_three_to_five_messages(folder):
    (opened,) = [item for item in shown(folder) if isinstance(item, Statement) and item.kicker]
    assert opened.title and opened.kicker.endswith("?") and opened.title != opened.kicker
    assert 1 <= len(messages(folder)) <= 6


@REPORTS
def test_every_key_message_is_a_sentence(folder):
    for message in messages(folder):
        words = ADDRESS.sub("", message).replace("*", "")
        assert re.search(r"[.!?»”)]$", words) and len(words.split()) > 3, message
        assert re.search(VERB[lang_of(folder)], words, re.IGNORECASE), message


@REPORTS
def test_an_indicator_is_named_where_its_code_stands(folder):
    bare = [text for text in sentences(folder) if CODE.search(NAMED.sub("", text))]
    assert not bare, bare[:3]


@REPORTS
def test_no_word_of_the_program_no_file_and_no_column_is_named(folder):
    told = [text for text in sentences(folder) if re.search(PROGRAM[lang_of(folder)], text, re.IGNORECASE)]
    assert not told, told[:3]
    named = [text for text in sentences(folder) if FILES.search(text)]
    assert not named, named[:3]


@REPORTS
def test_days_are_words_in_titles_and_messages(folder):
    dated = [text for text in [*titles(folder), *messages(folder)] if ISO_DAY.search(ADDRESS.sub("", text))]
    assert not dated, dated[:3]


@REPORTS
def test_no_table_is_empty(folder):
    assert not [item.id for item in shown(folder) if isinstance(item, Table) and not item.rows]


@REPORTS
def test_percentages_are_written_as_the_language_writes_them(folder):
    wrong = re.compile(r"\d\s%" if lang_of(folder) == "en" else r"\d%")
    found = [text for text in sentences(folder) if wrong.search(without_facts(text))]
    assert not found, found[:3]


@pytest.mark.parametrize("folder", [folder for folder in list_folders() if lang_of(folder) == "fr"])
def test_a_name_has_its_article_in_a_french_message(folder, atlas):
    rows = atlas.jurisdictions
    named = {row.name_fr: row.in_sentence_fr for row in rows.itertuples() if row.name_fr != row.in_sentence_fr}
    for message in messages(folder):
        for name, whole in named.items():
            bare = re.findall(rf"(?<![\w’'])(\S*\s?)({re.escape(name)})(?![\w-]|\**\s?:)", message)
            articles = ("l’", "la ", "le ", "les ", "d’", "de ", "du ", "des ", "au ", "aux ", "en ", "à ")
            assert all(before.lower().endswith(articles) for before, _ in bare), (whole, message)
