"""Find in the text of a source what the provisions say of it: key terms, locators, and what might fill what is missing.

Knows PDF by its pages (with pypdf) and HTML by its headings. The text is read where it lies, and is kept nowhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from pathlib import Path

from credatlas.coding.source_watch import UNSEEN
from credatlas.errors import did_you_mean, quote
from credatlas.evidence import Dataset, Status

AROUND = 120  # characters of a passage on each side of a term
MOST = 3  # passages of a term
HEADING = re.compile(r"(?=<h[1-6]\b)", re.IGNORECASE)
PAGES = re.compile(r"\bpp?\.? ?(\d+)(?: ?[-–] ?(\d+))?")
SHORT = {"arts.": "articles", "art.": "article", "ss.": "sections", "s.": "section", "ch.": "chapter", "§": "section"}


class Locator(StrEnum):
    """Whether a locator leads to where the source says what a provision is about."""

    HOLDS = "holds"
    ELSEWHERE = "leads to a place without the key terms"
    NOT_FOUND = "is not found as it is written"


@dataclass(frozen=True)
class Part:
    """A page of a PDF, or what stands below a heading of a web page: its name and its text on one line."""

    name: str
    text: str


@dataclass(frozen=True)
class Passage:
    """Where a term stands, and the words around it."""

    term: str
    part: str
    words: str


@dataclass(frozen=True)
class Reading:
    """A provision beside the text: its key terms, where they stand, and whether its locator holds (None: it has none).

    Of one that is missing the terms are those that other frameworks have for the indicator.
    """

    framework_id: str
    indicator_id: str
    missing: bool
    terms: list[str]
    locator: str
    holds: Locator | None
    passages: list[Passage]


class UnknownSource(ValueError):
    """The data have no such source; the message suggests the nearest one."""

    unknown = True  # the command line then exits as for any unknown name


def read_source(dataset: Dataset, source_id: str, file: Path) -> list[Reading]:
    """Return every provision that stands on a source beside its text, and those missing of the same frameworks.

    file: the source as PDF or HTML. Raises UnknownSource, ValueError for a file that is neither or holds no text, or
    where a PDF is to be read and pypdf is not installed.
    """
    known = list(dataset.sources["source_id"])
    if source_id not in known:
        raise UnknownSource(f"{quote(source_id)} is not in sources.csv{did_you_mean(source_id, known)}")
    parts = read_parts(file)
    provisions, frameworks = dataset.provisions, dataset.frameworks
    own = provisions[provisions["source_id"] == source_id]
    citing = {*own["framework_id"], *frameworks.loc[frameworks["source_id"] == source_id, "framework_id"]}
    unread = provisions[provisions["framework_id"].isin(citing) & (provisions["status"] == Status.MISSING)]
    return [
        *(_read_provision(row, parts) for row in own.itertuples()),
        *(_look_for(row, dataset, parts) for row in unread.itertuples()),
    ]


def read_parts(file: Path) -> list[Part]:
    """Return the parts of a PDF or of a web page that hold text. Raises ValueError where there is none."""
    content = file.read_bytes()
    parts = _pages(file) if content.startswith(b"%PDF") else _sections(content.decode("utf-8", errors="replace"))
    if not (told := [part for part in parts if part.text]):
        raise ValueError(f"{file} holds no text; a scan has to be recognised first")
    return told


def _pages(file: Path) -> list[Part]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError as error:
        raise ValueError("a PDF is read with pypdf: pip install 'credatlas[sources]'") from error
    try:
        texts = [page.extract_text() for page in PdfReader(file).pages]
    except PyPdfError as error:
        raise ValueError(f"{file} cannot be read as PDF: {error}") from error
    return [Part(f"p. {number}", _flat(text)) for number, text in enumerate(texts, 1)]


def _sections(html: str) -> Iterator[Part]:
    for piece in HEADING.split(re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.DOTALL | re.IGNORECASE)):
        head = re.match(r"<h[1-6]\b.*?</h[1-6]\s*>", piece, re.DOTALL | re.IGNORECASE)
        yield Part(_bare(head[0]) if head else "before the first heading", _bare(piece))


def _bare(html: str) -> str:
    return _flat(unescape(UNSEEN.sub(" ", html)))


def _flat(text: str) -> str:
    """Return text on one line; words that were divided at the end of a line are whole."""
    return " ".join(re.sub(r"(?<=[^\W\d])-\n(?=[a-zà-ÿ])", "", text.replace("\u00ad", "")).split())


def _read_provision(row, parts: Sequence[Part]) -> Reading:
    terms = _split([row.key_terms])
    passages = _find(terms, parts)
    said = {passage.part for passage in passages} if terms else {part.name for part in parts}
    holds = _judge(row.locator, said, parts) if row.locator else None
    missing = row.status == Status.MISSING
    return Reading(row.framework_id, row.indicator_id, missing, terms, row.locator, holds, passages)


def _look_for(row, dataset: Dataset, parts: Sequence[Part]) -> Reading:
    """Look for the names of an indicator, and the terms that any framework has for it."""
    others = dataset.provisions.loc[dataset.provisions["indicator_id"] == row.indicator_id, "key_terms"]
    named = dataset.indicators.set_index("indicator_id").filter(regex="^(name|short)_").loc[row.indicator_id]
    terms = _split([*named, *others])
    return Reading(row.framework_id, row.indicator_id, True, terms, "", None, _find(terms, parts))


def _split(told: Iterable[str]) -> list[str]:
    terms = (_flat(term) for cell in told for term in str(cell).split(";"))
    return list(dict.fromkeys(filter(None, terms)))


def _find(terms: Iterable[str], parts: Sequence[Part]) -> list[Passage]:
    """Return the first passages of each term, in the order of the text; letters may be of either case."""
    return [
        Passage(term, part.name, part.text[max(found.start() - AROUND, 0) : found.end() + AROUND])
        for term in terms
        for part, found in _places(term, parts)[:MOST]
    ]


def _places(words: str, parts: Sequence[Part]) -> list[tuple[Part, re.Match]]:
    wanted = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    return [(part, found) for part in parts for found in wanted.finditer(part.text)]


def _judge(locator: str, said: set[str], parts: Sequence[Part]) -> Locator:
    """Say whether a piece of a locator leads to a part in which or after which a key term stands."""
    names = [part.name for part in parts]
    led = [index for piece in re.split("[;,:]", locator) for index in _lead(_flat(piece), parts)]
    if not led:
        return Locator.NOT_FOUND
    near = {name for index in led for name in names[index : index + 2]}
    return Locator.HOLDS if near & said else Locator.ELSEWHERE


def _lead(piece: str, parts: Sequence[Part]) -> list[int]:
    """Return the places among the parts to which a piece of a locator leads: its pages, or where its words stand."""
    if piece.lower().startswith("whole "):
        return list(range(len(parts)))
    if found := PAGES.search(piece):
        pages = range(int(found[1]), int(found[2] or found[1]) + 1)
        return [index for index, part in enumerate(parts) if part.name in {f"p. {number}" for number in pages}]
    first, _, rest = piece.partition(" ")
    written = {piece, f"{SHORT.get(first.lower(), first)} {rest}", re.sub(r"^sections? ", "", piece, flags=re.I)}
    return sorted({parts.index(part) for words in written if words for part, _ in _places(words, parts)})
