"""Words of charts and tables: names from the data, sentences from catalogues, numbers by language.

Knows where the words of each language are. Knows nothing of any chart.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

import pandas as pd
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from credatlas.evidence import first_day, is_partial_date, levels_without_instrument
from credatlas.figures.language.catalogue import LOCALE, catalogue_path, read_catalogue
from credatlas.settings import require_language

# Control characters are not allowed in XML, nothing shows private ones, direction marks would turn what follows.
_SPACES = re.compile("[^\\S\u00a0\u202f]+")  # French sets those two before its marks, and no line may break there
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def check_language(lang: str) -> str:
    """Return `lang`; raises ValueError that names the choices when there are no words in it."""
    if not _has_catalogue(require_language(lang)):
        missing = catalogue_path(lang).relative_to(LOCALE.parent)
        raise ValueError(f"lang {lang!r} has no words yet: {missing} is missing; `make catalogues` starts it")
    return lang


@cache
def _has_catalogue(lang: str) -> bool:
    return lang == "en" or catalogue_path(lang).is_file()


def one_line(text: str) -> str:
    """Return text with every run of spaces and line ends as one space; spaces that hold words together stay."""
    return _SPACES.sub(" ", text).strip(" ")


def clean(text, limit: int = 0) -> str:
    """Return text from the data fit to be shown: one line, no control or direction marks, cut at `limit` characters."""
    flat = one_line(_UNPRINTABLE.sub("", str(text).replace("\n", " ")))
    return flat if not limit or len(flat) <= limit else flat[: limit - 1].rstrip() + "\u2026"


def capital(sentence: str) -> str:
    """Return a sentence with a capital at its start; the rest stays."""
    return sentence[:1].upper() + sentence[1:]


def as_printed(value: float, digits: int = 0) -> Decimal:
    """Return a number as it is printed, rounded once to so many digits; what rounds to zero has no sign."""
    return Decimal(f"{value:.{digits}f}") + 0


def number(value: float, digits: int = 0, lang: str = "en") -> str:
    """Return a number with the separators of the language; a dash for missing."""
    if value is None or value != value:
        return "\u2013"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(as_printed(value, digits), format=pattern, locale=check_language(lang))


def join_clauses(clauses: Iterable[str], lang: str = "en") -> str:
    """Return clauses with semicolons between them, held to the word before as French does."""
    return ("\u202f; " if check_language(lang) == "fr" else "; ").join(clauses)


def join_words(words: Iterable[str], lang: str = "en", most: int = 0) -> str:
    """Return `a, b and c`; with more than `most` words the rest become a count."""
    names = list(words)
    if most and len(names) > most + 1:  # one name more takes no more room than its count
        rest = len(names) - most
        t = translator(lang)
        names = [*names[:most], t.plural("{n} other", "{n} others", rest)]
    if len(names) < 2:
        return "".join(names)
    t = translator(lang)
    joint = t("and")
    if lang == "es" and re.match(r"h?[iíIÍ](?![aeo])", names[-1]):  # "España e Irlanda"
        joint = "e"
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


class Translator:
    """Sentences and numbers of one language: `t("{n} of {total}", n=1, total=2)`; the English sentence is the key."""

    def __init__(self, lang: str):
        self.lang = check_language(lang)
        self._catalogue = read_catalogue(lang)

    def __call__(self, msgid: str, **values) -> str:
        """Return the sentence in the language, its named placeholders filled; without values they stay open."""
        sentence = self._catalogue.gettext(msgid)
        return sentence.format(**values) if values else sentence

    def told(self, words: str) -> str:
        """Return words of the shipped data in the language, "" where the catalogue does not have them."""
        found = self._catalogue.gettext(words)
        return words if self.lang == "en" else found if found != words else ""

    def plural(self, singular: str, plural: str, n: int, **values) -> str:
        """Return the form of the sentence that the language uses for `n`, which is also a placeholder."""
        return self._catalogue.ngettext(singular, plural, n).format(n=number(n, lang=self.lang), **values)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with the separators of the language; a dash for missing."""
        return number(value, digits, self.lang)

    def date(self, day: str) -> str:
        """Return a partial date in words: `2024`, `June 2022`, `30 August 2021`; what is none stays as it is."""
        locale = "en_GB" if self.lang == "en" else self.lang
        if not is_partial_date(day) or len(day) < len("2022-06"):
            return day
        if len(day) == len("2022-06"):
            return format_skeleton("yMMMM", first_day(day), locale=locale)
        words = format_date(first_day(day), "long", locale=locale)
        return re.sub(r"^1 ", "1er ", words) if self.lang == "fr" else words

    def span(self, low: float, high: float, digits: int = 0) -> str:
        """Return `low–high`, one number where both are printed alike, a dash for missing."""
        return "\u2013".join(dict.fromkeys((self.number(low, digits), self.number(high, digits))))

    def join_words(self, words: Iterable[str], most: int = 0) -> str:
        """Return `a, b and c`; with more than `most` words the rest become a count."""
        return join_words(words, self.lang, most)

    def join_clauses(self, clauses: Iterable[str]) -> str:
        """Return clauses with semicolons between them."""
        return join_clauses(clauses, self.lang)

    def each(self, words: Mapping) -> dict:
        """Return a mapping, nested or with lists, with every sentence in the language and its placeholders open."""
        return {name: self._any(value) for name, value in words.items()}

    def _any(self, value):
        if isinstance(value, Mapping):
            return self.each(value)
        return [self._any(item) for item in value] if isinstance(value, list) else value and self(value)


@cache
def translator(lang: str) -> Translator:
    """Return the sentences of a language."""
    return Translator(lang)


def mark(sentence: str) -> str:
    """Return a sentence as it is: it stands here for the catalogues to find, and is translated where it is shown."""
    return sentence


class Language(Translator):
    """One language of charts and reports: sentences from its catalogue, and names from the data's own tables.

    Names are those of jurisdictions, dimensions, indicators and codes. `t("{name} leads", name=t.jurisdiction("EU"))`.
    Unknown ids raise KeyError with the nearest right one. Names are cleaned for display.
    """

    def __init__(self, atlas, lang: str = "en"):
        super().__init__(lang)
        self._atlas = atlas
        self._tables = {kind: table.set_index(f"{kind}_id") for kind, table in atlas.named_tables.items()}
        self._levels = set(levels_without_instrument(atlas))
        codes = atlas.codes
        self._codes = codes.set_index(codes["attribute"] + "=" + codes["code"].map(_code_key))

    def jurisdiction(self, jurisdiction_id: str) -> str:
        """Return the full name."""
        return self._of("jurisdiction", jurisdiction_id, "name")

    def in_sentence(self, jurisdiction_id: str) -> str:
        """Return the name as a sentence has it, with its article: the European Union, l’Estonie, los Países Bajos."""
        return self._of("jurisdiction", jurisdiction_id, "in_sentence")

    def of(self, jurisdiction_id: str) -> str:
        """Return the name as what belongs to it has it: of Ontario, de l’Ontario, de los Países Bajos."""
        return self._of("jurisdiction", jurisdiction_id, "of")

    def short(self, jurisdiction_id: str) -> str:
        """Return the short name; the full one of a level of government without an instrument, which is no country."""
        return self._of("jurisdiction", jurisdiction_id, "name" if jurisdiction_id in self._levels else "short")

    def group(self, jurisdiction_id: str) -> str:
        """Return the key of `theme.GROUPS` of a jurisdiction: Canada with all within it, or the others."""
        return "Canada" if self._tables["jurisdiction"].at[jurisdiction_id, "group"] == "Canada" else "others"

    @property
    def tells_canada_apart(self) -> bool:
        """Whether the data hold places of Canada, which are drawn in a colour of their own."""
        return bool(self._tables["jurisdiction"]["group"].eq("Canada").any())

    def dimension(self, dimension_id: str) -> str:
        """Return the name of a dimension, such as `Stackability`."""
        return self._of("dimension", dimension_id, "name")

    def indicator(self, indicator_id: str) -> str:
        """Return the name of an indicator."""
        return self._of("indicator", indicator_id, "name")

    def indicator_short(self, indicator_id: str) -> str:
        """Return the short name of an indicator, for column heads."""
        return self._of("indicator", indicator_id, "short")

    def question(self, some_id: str) -> str:
        """Return the question that an indicator or a dimension asks."""
        table = "indicator" if some_id in self._tables["indicator"].index else "dimension"
        return self._of(table, some_id, "question")

    def code(self, attribute: str, code) -> str:
        """Return the label of a code (`obligation`, 3), status, scope or confidence; the code when it has none."""
        return self._code(attribute, code, "label")

    def meaning(self, attribute: str, code) -> str:
        """Return what a code says, in a sentence."""
        return self._code(attribute, code, "meaning")

    def _of(self, table: str, key: str, field: str) -> str:
        frame = self._tables[table]
        if key not in frame.index:
            article = "an" if table[0] in "aeiou" else "a"
            raise KeyError(f"{key!r} is not {article} {table}{self._atlas.suggest(table, str(key))}")
        return clean(frame.at[key, f"{field}_{self.lang}"])

    def _code(self, attribute: str, code, field: str) -> str:
        key = f"{attribute}={_code_key(code)}"
        return clean(self._codes.at[key, f"{field}_{self.lang}"]) if key in self._codes.index else _code_key(code)


def _code_key(code) -> str:
    if isinstance(code, float) and not pd.isna(code):
        return str(int(code))
    return "" if pd.isna(code) else str(code)
