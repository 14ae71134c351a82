"""Figure, Table and Statement: what a notebook shows, as text, as accessible HTML and as data.

Knows how a shown thing becomes a display bundle. Knows neither how a chart is drawn nor what
a page or a PDF looks like: those read the JSON of the bundle.
"""

import json
import math
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd

from credatlas.figures.bundle import as_markdown, notebook_html
from credatlas.figures.drawing import themed
from credatlas.figures.language import number, one_line, translator

FIGURE_MIME = "application/vnd.credatlas.figure+json"
TABLE_MIME = "application/vnd.credatlas.table+json"
SUBJECT_MIME = "application/vnd.credatlas.subject+json"
ALT_LIMIT = 250  # characters; screen readers read an alt text in one breath


@dataclass(frozen=True)
class Column:
    """A column of the data behind a figure or table: name, words, unit, shown digits; language of cells if another."""

    name: str
    label: str
    description: str = ""
    unit: str = ""
    digits: int | None = None
    lang: str = ""


def clean_cell(cell):
    """Return a cell as JSON can hold it: NaN and NA become None, numpy scalars become Python's."""
    if isinstance(cell, dict):
        return {key: clean_cell(value) for key, value in cell.items()}
    if cell is None or cell is pd.NA:
        return None
    if hasattr(cell, "item"):
        cell = cell.item()
    if cell != cell:  # NaN is the only value that differs from itself
        return None
    if isinstance(cell, float) and math.isinf(cell):
        raise ValueError("a cell of a figure or table is infinite; it must be a number or missing")
    return cell


def show_cell(cell, column: Column, lang: str = "en") -> str:
    """Return a cell as text for a reader: digits of its column, numbers as in the language, a dash for missing."""
    if isinstance(cell, dict):
        return str(cell.get("text", ""))
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return number(cell, 1 if column.digits is None else column.digits, lang)
    return str(cell)


def link_of(cell) -> str | None:
    """Return the address of a link cell when it is a web address, else None (no `javascript:`)."""
    href = cell.get("href") if isinstance(cell, dict) else None
    return href if isinstance(href, str) and href.startswith(("https://", "http://")) else None


def is_numeric(cells: Sequence) -> bool:
    """Say whether a column holds numbers and nothing else; missing cells do not count."""
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, int | float) for cell in known)


def html_cell(cell, column: Column, tag: str, lang: str = "en") -> str:
    """Return one cell as escaped HTML in a tag such as `td class="number"`."""
    text = escape(show_cell(cell, column, lang))
    if href := link_of(cell):
        text = f'<a href="{escape(href, quote=True)}">{text}</a>'
    return f"<{tag}>{text}</{tag.split()[0]}>"


def html_table(
    columns: Sequence[Column], rows: Sequence[Sequence], caption: str, lang: str = "en", *, labelled: bool = False
) -> str:
    """Return an accessible table in HTML: caption, column heads, and the first cell of each row as its head.

    Cells in another language than `lang` are marked. labelled: each cell says its column's head again, for pages that
    are too narrow for columns.
    """
    marks = [' class="number"' if is_numeric([row[i] for row in rows]) else "" for i in range(len(columns))]
    heads = "".join(
        html_cell(column.label, column, f'th scope="col"{mark}', lang)
        for column, mark in zip(columns, marks, strict=True)
    )
    labels = [f' data-label="{escape(column.label, quote=True)}"' if labelled else "" for column in columns]
    tags = ['th scope="row"', *(f"td{mark}{label}" for mark, label in zip(marks[1:], labels[1:], strict=True))]
    body = "".join(
        "<tr>"
        + "".join(
            html_cell(cell, column, tag + _language_mark(language_of(cell, column, lang), lang), lang)
            for cell, column, tag in zip(row, columns, tags, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    body = body or f'<tr><td colspan="{len(columns)}">–</td></tr>'  # a table may be empty; its title says so
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f"<table><caption>{escape(caption)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def caption_parts(caption: str, quote: str, lang: str) -> list[tuple[str, str]]:
    """Return a caption as pairs of words and their language; the quote in it is English."""
    if not quote or lang == "en" or quote not in caption:
        return [(caption, lang)]
    before, after = caption.split(quote, 1)
    return [(before, lang), (quote, "en"), (after, lang)]


def _language_mark(of: str, lang: str) -> str:
    return "" if of == lang else f' lang="{of}"'


def language_of(cell, column: Column, lang: str) -> str:
    """Return the language of a cell in a table in `lang`: its own, such as {text, lang}, or that of its column."""
    return (isinstance(cell, dict) and cell.get("lang")) or column.lang or lang


@dataclass(frozen=True, repr=False)
class _Shown:
    """What figures and tables share: words, data, and where they come from."""

    id: str
    title: str
    caption: str
    source: str
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...] = field(default=())
    as_of: str = ""
    data_version: str = ""
    lang: str = "en"
    data_title: str = field(default="", kw_only=True)  # of data of one's own; "" for the published

    def __post_init__(self):
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(self, "rows", tuple(tuple(clean_cell(cell) for cell in row) for row in self.rows))
        wrong = [i for i, row in enumerate(self.rows) if len(row) != len(self.columns)]
        if wrong:
            raise ValueError(
                f"{type(self).__name__} {self.id!r}: row {wrong[0]} has {len(self.rows[wrong[0]])} cells "
                f"for {len(self.columns)} columns"
            )
        if not self.title.strip():
            raise ValueError(f"{type(self).__name__} {self.id!r} has no title")

    def to_dict(self) -> dict:
        """Return everything as plain JSON values; rows hold text, numbers, None, or {text, href}."""
        values = {name: value for name, value in asdict(self).items() if value or name not in ("data_title", "grid")}
        return json.loads(json.dumps(values, ensure_ascii=False, allow_nan=False))

    @classmethod
    def from_dict(cls, values: dict):
        """Rebuild what `to_dict` returned, such as the JSON of an executed notebook."""
        columns = tuple(Column(**column) for column in values["columns"])
        return cls(**{**values, "columns": columns, "rows": tuple(map(tuple, values["rows"]))})

    @property
    def frame(self) -> pd.DataFrame:
        """The data as a frame: a column per `Column` by its name, missing cells NA; a link is its text."""
        names = [column.name for column in self.columns]
        cells = [[cell.get("text") if isinstance(cell, dict) else cell for cell in row] for row in self.rows]
        return pd.DataFrame(cells, columns=names).convert_dtypes()

    def save(self, path: str | Path) -> Path:
        """Write the figure as .svg, .png or .pdf, or the data of a figure or table as .csv; return the path.

        Raises ValueError for another ending.
        """
        import credatlas  # pictures and paper are made floors above: the front door knows where

        shown: Any = self  # a Figure or a Table: there is nothing else
        return credatlas.save_figure(shown, path)

    def _shown(self) -> list[list[str]]:
        """Return the cells as a reader sees them."""
        return [
            [show_cell(cell, column, self.lang) for cell, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]

    def to_text(self, *words: str) -> str:
        """Return title, words and data as aligned text for a terminal or a stored notebook output."""
        cells = [[column.label for column in self.columns], *self._shown()]
        shown = [[textwrap.shorten(cell, 40, placeholder="…") for cell in row] for row in cells]
        widths = [max(len(row[i]) for row in shown) for i in range(len(self.columns))]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
        ]
        return "\n".join([self.title, *words, *lines])

    def _as_markdown(self, *words: str) -> str:
        rows = [[plain(cell) for cell in row] for row in self._shown()]
        said = [plain(part) for part in (*words, self.caption, self.source) if part]
        return as_markdown(plain(self.title), said, [plain(column.label) for column in self.columns], rows)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r}: {self.title})"


@dataclass(frozen=True, repr=False)
class Figure(_Shown):
    """A chart with its words and its data: title (the finding), subtitle, alt text, caption, source, rows, drawing.

    `svg` holds the plot alone; title and source stand beside it, so that they wrap, translate and
    can be read aloud. `tall`, where there is one, is the drawing for a phone: our pages show it where
    there is no room. Raises ValueError when the alt text is missing, too long, or repeats the caption.
    """

    subtitle: str = ""
    alt: str = ""
    svg: str = ""
    tall: str = ""
    quote: str = ""  # the part of the caption that is English in every language
    foot: str = ""  # the end of the caption that stands in the drawing too
    grid: dict[str, Any] = field(default_factory=dict)  # of a matrix: `groups`, label of `missing`, ids `told_apart`
    _draw_tall: ClassVar[Any] = None  # draws the figure for a phone; no part of its data

    @property
    def caption_html(self) -> str:
        """The caption as escaped HTML; words in another language are marked."""
        return self._mark(self.caption)

    def _mark(self, caption: str) -> str:
        return "".join(
            escape(words, quote=False)
            if lang == self.lang
            else f'<span lang="{lang}">{escape(words, quote=False)}</span>'
            for words, lang in caption_parts(caption, self.quote, self.lang)
        )

    @property
    def caption_beside(self) -> str:
        """The caption beside the drawing, as HTML: the part that stands in this too is kept for screen readers."""
        own = self._mark(self.caption.removesuffix(self.foot).rstrip())
        return f'{own} <span class="unseen">{escape(self.foot, quote=False)}</span>' if self.foot else own

    def __post_init__(self):
        super().__post_init__()
        if not self.alt.strip():
            raise ValueError(f"Figure {self.id!r} has no alt text")
        if len(self.alt) > ALT_LIMIT:
            raise ValueError(
                f"Figure {self.id!r}: the alt text has {len(self.alt)} characters; at most {ALT_LIMIT} are read well"
            )
        if self.alt.strip() == self.caption.strip():
            raise ValueError(f"Figure {self.id!r}: the alt text repeats the caption")

    def _drawings(self) -> str:
        wide, tall = themed(self.svg), themed(self.tall)
        return f'<div class="wide">{wide}</div><div class="tall" hidden>{tall}</div>' if tall else wide

    def set_tall(self, draw: Callable[[], "Figure"]) -> None:
        """Say how the figure is drawn for a phone; it is done when it is shown, since a drawing takes a while."""
        object.__setattr__(self, "_draw_tall", draw)

    def show_table(self) -> "Table":
        """Return the data as a table of its own."""
        return Table(
            id=f"{self.id}-data", title=self.title, caption=self.caption, source=self.source, columns=self.columns,
            rows=self.rows, as_of=self.as_of, data_version=self.data_version, lang=self.lang,
            data_title=self.data_title,
        )  # fmt: skip

    def to_html(self, *, grid: bool = False) -> str:
        """Return `<figure>` with the inline drawing, its caption and the data as a table that opens.

        grid: a matrix is a table with the clauses in its cells, without a drawing: for pages with the style of it.
        """
        name = f"{self.id}-title"
        t = translator(self.lang)
        if grid and self.grid:
            from credatlas.figures.grid import html_grid  # which knows figures

            shown, caption, data = html_grid(self), self.caption_html, ""
        else:
            shown = (
                f'<div class="scroll plot" tabindex="0" role="region" aria-labelledby="{name}">{self._drawings()}</div>'
            )
            table = html_table(self.columns, self.rows, self.title, self.lang)
            data = f"<details><summary>{t('Data of this figure')}</summary>{table}</details>"
            caption = self.caption_beside
        return (
            f'<figure class="credatlas" id="{self.id}" role="group" aria-labelledby="{name}" lang="{self.lang}">'
            f'<p class="title" id="{name}"><b>{escape(self.title)}</b></p>'
            f'<p class="subtitle">{escape(self.subtitle)}</p>'
            f'{shown}<figcaption>{caption} <span class="source">{escape(self.source)}</span></figcaption>'
            f"{data}</figure>"
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        shown = replace(self, tall=self._draw_tall().svg) if self._draw_tall else self
        return {
            "text/plain": self.to_text(self.alt),
            "text/markdown": self._as_markdown(self.subtitle, self.alt),
            "text/html": notebook_html(replace(self, tall="").to_html(), self.id, self.svg, self.alt),
            FIGURE_MIME: shown.to_dict(),
        }


@dataclass(frozen=True, repr=False)
class Table(_Shown):
    """A table with its words: title, caption (how to read it), source, columns and rows.

    shown: how many rows a page shows at once; those after them unfold. 0: all.
    """

    shown: int = 0

    def to_html(self) -> str:
        """Return the table in a `<section>` with title, caption and source."""
        first = self.shown or len(self.rows)
        table, rest = (
            html_table(self.columns, rows, self.title, self.lang, labelled=True)
            for rows in (self.rows[:first], self.rows[first:])
        )
        words = translator(self.lang).plural("{n} more row", "{n} more rows", len(self.rows) - first)
        folded = f"<details><summary>{words}</summary>{rest}</details>" if first < len(self.rows) else ""
        return (
            f'<section class="credatlas table" id="{self.id}" lang="{self.lang}">{table}{folded}'
            f'<p class="note">{escape(self.caption)} <span class="source">{escape(self.source)}</span></p></section>'
        )

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {
            "text/plain": self.to_text(),
            "text/markdown": self._as_markdown(),
            "text/html": notebook_html(self.to_html(), self.id),
            TABLE_MIME: self.to_dict(),
        }


@dataclass(frozen=True)
class Statement:
    """A computed sentence or list in Markdown: every number in a report's prose comes from one of these.

    `text` is Markdown that we wrote; words from the data in it must go through `plain()` first. `title`, `kicker`
    (the question above the title) and `description`, where given, are those of the whole report that it stands in.
    """

    text: str
    lang: str = "en"
    title: str = ""
    description: str = ""
    kicker: str = ""

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        bundle = {"text/plain": self.text, "text/markdown": self.text}
        about = {"title": self.title, "description": self.description, "kicker": self.kicker}
        subject = {name: value for name, value in about.items() if value}
        return {**bundle, SUBJECT_MIME: subject} if subject else bundle


def foreign(text: str, of: str, lang: str) -> str:
    """Return Markdown in the language `of`, marked as such where the text around it is in another one."""
    return text if of == lang else f'<span lang="{of}">{text}</span>'


def plain(text: str) -> str:
    """Escape text from the data so that Markdown and HTML show it as it is, inside a line."""
    flat = one_line(str(text))
    marks = str.maketrans({mark: "\\" + mark for mark in "\\`*_[]~"})
    return escape(flat.translate(marks), quote=False)
