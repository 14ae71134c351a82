"""Bring the catalogues up to date with what the code, the templates and the notebooks say: `make catalogues`.

Nothing is translated here: new sentences come in empty, sentences that are gone go, and a translation is kept as it is.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract, extract_from_dir
from babel.messages.pofile import read_po, write_po

from credatlas import load
from credatlas.figures.language.catalogue import catalogue_path
from credatlas.figures.language.language import clean
from credatlas.index.changes import compare as changes
from credatlas.index.changes import versions
from credatlas.index.claims import verdicts
from credatlas.index.claims.judge import DIRECTIONS
from credatlas.index.reforms import PACKAGES
from credatlas.paths import PACKAGE, shipped_folder
from credatlas.reports.render.prose import paragraphs
from credatlas.settings import LANGUAGES

TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
KEYWORDS = {
    "t": None,
    "plural": (1, 2),
    "mark": None,
    "_who": None,
    "state_citation": (2,),
}  # functions, and which argument is the sentence
FROM_FRAMES = [  # words that the index floor writes into its frames, and figures translate
    *verdicts.VERDICTS,
    *DIRECTIONS,
    *changes.DIRECTIONS,
    *versions.REASONS,
    *versions.EVENTS,
    *PACKAGES,
]
HEADER = """# Sentences of credatlas: the English one is the key, and values in braces keep their names. See CONTRIBUTING.md.
msgid ""
msgstr ""
"Language: {lang}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def collect() -> Catalog:
    """Return every sentence that a reader can meet, with the files that say it."""
    catalogue = Catalog()
    for file, _, message, _, _ in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        catalogue.add(message, locations=[(file, None)])
    for file, message in [
        *_from_templates(),
        *_from_notebooks(),
        *(("index", word) for word in FROM_FRAMES),
        *_from_data(),
    ]:
        catalogue.add(message, locations=[(file, None)])
    return catalogue


def _from_templates() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.glob("reports/render/template/*.json")):
        for message in _sentences(json.loads(path.read_text(encoding="utf-8"))):
            yield path.relative_to(PACKAGE).as_posix(), message


def _sentences(words) -> Iterator[str]:
    if isinstance(words, str):
        yield from [words] if words else []
        return
    for part in words.values() if isinstance(words, dict) else words:
        yield from _sentences(part)


def _from_notebooks() -> Iterator[tuple[str, str]]:
    for path in sorted(shipped_folder("notebooks").glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                said = paragraphs(cell.source)
            else:
                said = [found[1] for found in extract("python", BytesIO(cell.source.encode()), KEYWORDS)]
            for message in said:
                yield f"notebooks/{path.name}", message


def _from_data() -> Iterator[tuple[str, str]]:
    atlas = load(shipped_folder("data"))
    for row in atlas.claims.itertuples():
        for words in (row.title, row.statement, row.test):
            yield "data/claims.csv", clean(words)
    for title in atlas.reforms["title"].unique():
        yield "data/reforms.csv", clean(title)


def read(lang: str) -> Catalog:
    """Return the catalogue of a language as it is kept."""
    with catalogue_path(lang).open("rb") as file:
        return read_po(file, locale=lang)


def update(lang: str) -> tuple[Path, int]:
    """Write the catalogue of a language again; return its path and how many sentences are not translated."""
    path, found = catalogue_path(lang), collect()
    kept = read(lang) if path.exists() else Catalog()
    fresh = Catalog(locale=lang)
    for message in found:
        if message.id:
            before = kept.get(message.id)
            string = before.string if before and before.pluralizable == message.pluralizable else None
            fresh.add(message.id, string, locations=message.locations)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = BytesIO()
    write_po(written, fresh, width=0, include_lineno=False, omit_header=True)
    path.write_text(
        HEADER.format(lang=lang, plurals=fresh.plural_forms) + written.getvalue().decode(), encoding="utf-8"
    )
    return path, sum(not is_whole(message) for message in fresh if message.id)


def key_of(message: Message) -> str:
    """Return the English sentence that a message is found by."""
    return message.id if isinstance(message.id, str) else message.id[0]


def is_whole(message: Message) -> bool:
    """Say whether every form of a message is translated."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


if __name__ == "__main__":
    for language in TRANSLATED:
        written, missing = update(language)
        print(f"{written.relative_to(PACKAGE)}: {missing} sentences to translate")
