"""Read an executed notebook as a page: title, language, and the prose, figures and tables in their order.

Knows which outputs of a notebook are shown, what opens a page, and what makes it well formed (one title, no skipped
heading, no id twice). Knows neither HTML nor Typst: the renderers write what is read here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from html import escape
from itertools import pairwise

from nbformat import NotebookNode

from credatlas.figures import FIGURE_MIME, TABLE_MIME, Figure, Table
from credatlas.figures.language import translator
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.markdown import Token, parse_markdown, plain_text
from credatlas.reports.render.template_files import read_words
from credatlas.settings import LANGUAGES

# Control characters, halves of characters, private characters and what is no character: nothing can show them
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Prose:
    """Some blocks of Markdown, from a text cell or a Statement; a heading of them has an `id` among its attrs."""

    tokens: list[Token]


@dataclass(frozen=True)
class Shown:
    """A Figure or a Table: `kind` is "figure" or "table", `data` its JSON, `html` how it shows itself."""

    kind: str
    data: dict
    html: str


@dataclass(frozen=True)
class Page:
    """A report before it has a form; dates are ISO text, and what is not known is "" or None."""

    title: str
    opening: tuple[Prose | Shown, ...]  # what stands before the first heading of the second level
    body: tuple[Prose | Shown, ...]
    contents: tuple[tuple[str, str], ...]  # id and words of each heading of the second level
    lang: str = "en"
    study: str = ""
    as_of: str = ""
    data_version: str = ""
    description: str = ""
    kicker: str = ""
    pdf: str | None = None
    home: str | None = None
    created: str = ""
    address: str = ""  # of the page on the web, where one is known
    card: str = ""  # the picture that a shared link shows, beside the page

    def __post_init__(self):
        if self.lang not in LANGUAGES:
            raise RenderingError(f"the notebook's language {self.lang!r} is none of {', '.join(LANGUAGES)}")

    @property
    def blocks(self) -> tuple[Prose | Shown, ...]:
        """All that the page shows, in its order."""
        return self.opening + self.body

    @property
    def day(self) -> str:
        """The day that is reported on, in words; "" where none is known."""
        return translator(self.lang).date(self.as_of) if self.as_of else ""

    @property
    def edition(self) -> str:
        """The version of the data, and in words what a build may find changed in its files."""
        t, (version, _, changes) = translator(self.lang), self.data_version.partition(" with ")
        return t("{version} with {changes}", version=version, changes=t(changes)) if changes else version

    @property
    def names_its_day(self) -> bool:
        """Whether the opening says the day, so that the head need not."""
        return any(isinstance(block, Prose) and self.day in plain_text(block.tokens) for block in self.opening)

    @property
    def feed(self) -> str:
        """Where the feed of a report lies that is in a site; "" elsewhere."""
        return "../feed.atom" if self.home else ""

    @property
    def words(self) -> dict[str, str]:
        """What a page says of itself, in its language."""
        return read_words("words.json", self.lang)


_TOLD = [known.name for known in fields(Page) if known.default is not MISSING]  # by a report's metadata


def read_page(notebook: NotebookNode, title: str | None = None) -> Page:
    """Return the page that a notebook shows.

    `title`, or that of its metadata, takes the place of its heading of the first level.

    Shown are text cells, Figures, Tables and Statements; code, streams and plain results are not.
    What the report says about itself is in the notebook's metadata under "credatlas".
    Raises RenderingError when a cell raised, a heading level is skipped, an id stands twice, or
    there is no title or more than one.
    """
    blocks = list(_read_blocks(notebook))
    tokens = [token for block in blocks if isinstance(block, Prose) for token in block.tokens]
    headings = [token for token in tokens if token["type"] == "heading"]
    _check_levels(headings)
    _name_headings(headings, taken=_shown_ids(blocks))
    about = _printable(notebook.metadata.get("credatlas", {}))
    opening, body = _part(list(_say_source_once([_without_title(block) for block in blocks])))
    return Page(
        title=_printable(title) or about.get("title") or _only_title(headings),
        opening=tuple(map(_frame_messages, opening)),
        body=tuple(body),
        contents=tuple((h["attrs"]["id"], plain_text(h["children"])) for h in headings if h["attrs"]["level"] == 2),
        **{name: about[name] for name in _TOLD if about.get(name)},
    )


def _read_blocks(notebook: NotebookNode) -> Iterator[Prose | Shown]:
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown":
            yield Prose(parse_markdown(_printable(cell.source)))
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise RenderingError(f"cell {number} of the notebook raised {output.ename}: {output.evalue}")
            if output.output_type in ("display_data", "execute_result"):
                yield from _read_output(_printable(output.data))


def _read_output(data: dict) -> Iterator[Prose | Shown]:
    for kind, mime, made in (("figure", FIGURE_MIME, Figure), ("table", TABLE_MIME, Table)):
        if mime in data:  # what the notebook shows is for notebooks; a page has the same from its data
            try:
                shown = made.from_dict(data[mime])
                html = shown.to_html(grid=True) if isinstance(shown, Figure) else shown.to_html()
                yield Shown(kind, data[mime], html)
            except ValueError as error:
                raise RenderingError(str(error)) from error
            return
    if "text/markdown" in data:
        yield Prose(parse_markdown(data["text/markdown"]))


def _printable(value):
    """Return JSON with a replacement character for each that neither a browser nor a PDF can show."""
    if isinstance(value, str):
        return UNPRINTABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    return [_printable(item) for item in value] if isinstance(value, list) else value


def _only_title(headings: list[Token]) -> str:
    titles = [plain_text(heading["children"]) for heading in headings if heading["attrs"]["level"] == 1]
    if len(titles) != 1:
        raise RenderingError(f"a page has one heading of the first level, its title; the notebook has {len(titles)}")
    return titles[0]


def _check_levels(headings: list[Token]) -> None:
    levels = [heading["attrs"]["level"] for heading in headings]
    for heading, above, level in zip(headings, [1, *levels], levels, strict=False):
        if level > above + 1:
            words = plain_text(heading["children"])
            raise RenderingError(f"the heading {words!r} is of level {level} and follows one of level {above}")


def _shown_ids(blocks: list[Prose | Shown]) -> set[str]:
    taken = set()
    for block in blocks:
        if isinstance(block, Shown):
            if block.data["id"] in taken:
                raise RenderingError(f"two figures or tables have the id {block.data['id']!r}")
            taken |= {block.data["id"], f"{block.data['id']}-title"}
    return taken


def _name_headings(headings: list[Token], taken: set[str]) -> None:
    """Give each heading an id of its words, with a number when the words stand twice."""
    taken = taken | {"title", "contents", "report"}
    for heading in headings:
        words = re.sub(r"\W+", "-", plain_text(heading["children"]).lower()).strip("-") or "section"
        name, number = words, 1
        while name in taken:
            number += 1
            name = f"{words}-{number}"
        taken.add(name)
        heading["attrs"]["id"] = name


def _say_source_once(blocks: Sequence[Prose | Shown]) -> Iterator[Prose | Shown]:
    """Leave the source line out of a table where another figure or table said the same before it."""
    said = set()
    for block in blocks:
        source = block.data["source"] if isinstance(block, Shown) else ""
        if isinstance(block, Shown) and block.kind == "table" and source in said:
            html = block.html.replace(f'<span class="source">{escape(source)}</span>', "")
            block = replace(block, data={**block.data, "source": ""}, html=html)
        said.add(source)
        yield block


def _part(blocks: Sequence[Prose | Shown]) -> tuple[list[Prose | Shown], list[Prose | Shown]]:
    """Return what stands before the first heading of the second level, and the rest."""
    for number, block in enumerate(blocks):
        tokens = block.tokens if isinstance(block, Prose) else []
        for index, token in enumerate(tokens):
            if token["type"] == "heading" and token["attrs"]["level"] == 2:
                before: list[Prose | Shown] = [Prose(tokens[:index])] if index else []
                return [*blocks[:number], *before], [Prose(tokens[index:]), *blocks[number + 1 :]]
    return list(blocks), []


def _frame_messages(block: Prose | Shown) -> Prose | Shown:
    """Put the key messages into a token of their own: a paragraph that is all strong, and the list below it."""
    if isinstance(block, Shown):
        return block
    for index, (head, listed) in enumerate(pairwise(block.tokens)):
        strong = [child["type"] for child in head.get("children", ())] == ["strong"]
        if head["type"] == "paragraph" and strong and listed["type"] == "list":
            framed = {"type": "messages", "children": [head, listed]}
            return Prose([*block.tokens[:index], framed, *block.tokens[index + 2 :]])
    return block


def _without_title(block: Prose | Shown) -> Prose | Shown:
    if isinstance(block, Shown):
        return block
    return Prose([token for token in block.tokens if not (token["type"] == "heading" and token["attrs"]["level"] == 1)])
