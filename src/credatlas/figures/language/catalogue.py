"""The catalogues of sentences: one gettext file per language, the English sentence being the key.

Knows where the files are and reads them as they are edited (`.po`), so that no compiled copy can be stale.
"""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[2] / "locale"


def catalogue_path(lang: str) -> Path:
    """Return where the catalogue of a language lies, in the layout of gettext."""
    return LOCALE / lang / "LC_MESSAGES" / "credatlas.po"


@cache
def read_catalogue(lang: str) -> gettext.NullTranslations:
    """Return the sentences of a language with its rule of plurals; English needs no file.

    A sentence that is not translated, or is marked fuzzy, stays English.
    """
    if lang == "en":
        return gettext.NullTranslations()
    compiled = BytesIO()
    with catalogue_path(lang).open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
