"""Compute how a table is printed: widths of columns, the room it needs to begin, whether it may break; list sources.

Knows text and numbers, and how wide letters are on average; nothing is drawn here.
"""

import re
from collections.abc import Iterable
from math import ceil, sqrt

from credatlas.figures import Column, is_numeric, language_of, link_of, show_cell

LINE = 118  # average letters of 8.5 points on one line of the page
SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)  # points; less cannot be read
COMFORT = 8.0  # points; no smaller where only long texts ask for it
PADDING = 2  # letters
EASY = 40  # letters of a line in a column of text that reads well
TOGETHER = 142  # points, 50 mm of the 250 that a page holds; what is thought higher may break
FIRST = 3  # rows that stand below the heads before a table may break
LONGEST = 24  # letters; longer words (addresses, ids) may break anywhere
SHORT = 60  # letters of an address in print
BREAK = "\u200b"  # a space of no width


def lay_out_table(columns: list[dict], rows: list[list], lang: str = "en") -> dict:
    """Return the table as Typst draws it.

    That is: heads; rows, each with its cells of {text, href, lang} and whether it breaks; which columns are numeric;
    widths, size, how many points it needs to begin on a page, and whether it stays together.

    A width is a share of the page: that of the column's longest word, so that words do not break, and of what
    is left the more, the longer its texts are on average. Letters shrink where the longest words do not fit.
    """
    described = [Column(**column) for column in columns]
    cells = [[_cell(cell, column, lang) for cell, column in zip(row, described, strict=True)] for row in rows]
    texts = [[column.label, *(row[i]["text"] or "" for row in cells)] for i, column in enumerate(described)]
    words: list[float] = [PADDING + max(map(_longest_word, column)) for column in texts]
    # of the cells alone, as a head may take two lines
    lengths: list[float] = [PADDING + max(map(len, column[1:]), default=0) for column in texts]
    size = _size(words, lengths)
    widths = _share(_letters(size), words, lengths)
    lines = list(zip(*texts, strict=True))
    return {
        "heads": [column.label for column in described],
        "rows": [
            {"cells": row, "breaks": _height([line], widths, size) > TOGETHER}
            for row, line in zip(cells, lines[1:], strict=True)
        ],
        "numeric": [is_numeric([row[i] for row in rows]) for i in range(len(columns))],
        "widths": widths,
        "size": size,
        "start": min(_height(lines[: 1 + FIRST], widths, size), TOGETHER),
        "together": _height(lines, widths, size) <= TOGETHER,
        "hyphenate": sum(words) > _letters(size),
    }


def list_sources(columns: list[dict], rows: list[list], lang: str = "en", *, addresses: bool = True) -> list[dict]:
    """Return a table of sources as a list, which takes less paper.

    That is: for each row the first cell where it differs from that above, else "", and the other cells that say
    something as {text, href, address, lang}; `address` is that of the link as it is printed, "" without `addresses`.
    """
    first, *others = [Column(**column) for column in columns]
    entries, above = [], ""
    for row in rows:
        group = _cell(row[0], first, lang)["text"]
        told = zip(row[1:], others, strict=True)
        cells = [_cell(cell, column, lang) for cell, column in told if cell not in (None, "")]
        for cell in cells:
            cell["address"] = _breakable(short_address(cell["href"] or "")) if addresses else ""
        entries.append({"group": "" if group == above else group, "cells": cells})
        above = group
    return entries


def _cell(cell, column: Column, lang: str) -> dict:
    text = _breakable(show_cell(cell, column, lang))
    return {"text": text, "href": link_of(cell), "lang": language_of(cell, column, lang)}


def short_address(address: str) -> str:
    """Return a web address as it is printed: without scheme, `www.` and query, cut where it is long."""
    bare = re.sub(r"^https?://(www\.)?|[?#].*$|/$", "", address)
    return bare if len(bare) <= SHORT else bare[: SHORT - 1] + "…"


def _letters(size: float) -> float:
    return LINE * SIZES[0] / size


def _size(words: list[float], lengths: list[float]) -> float:
    easy = sum(max(word, min(length, EASY)) for word, length in zip(words, lengths, strict=True))
    fits = (size for size in SIZES if sum(words) <= _letters(size) and (size <= COMFORT or easy <= _letters(size)))
    return next(fits, SIZES[-1])


def _share(line: float, words: list[float], lengths: list[float]) -> list[float]:
    # By the root: a text of four times the length gets twice the width, and twice the lines
    wanted = [sqrt(max(length - word, 0)) for length, word in zip(lengths, words, strict=True)]
    left = max(line - sum(words), 0)
    return [word + left * want / (sum(wanted) or 1) for word, want in zip(words, wanted, strict=True)]


def _height(rows: Iterable[tuple[str, ...]], widths: list[float], size: float) -> float:
    """Return about how high the table gets, in points: Typst could measure it, at the price of drawing it twice."""
    lines = [max(map(_lines, row, widths)) for row in rows]
    return size * sum(1.17 * count + 0.6 for count in lines)


def _lines(text: str, width: float) -> int:
    return sum(max(ceil(len(part) / width), 1) for part in text.splitlines()) or 1


def _longest_word(text: str) -> int:
    return max(map(len, re.split(rf"[\s{BREAK}]+|-(?!\d)", text)))  # no line ends before a digit: a date stays whole


def _breakable(text: str) -> str:
    return re.sub(rf"[^\s/]{{{LONGEST}}}(?=\S)|(?<=\w)/(?=\w)", lambda found: found[0] + BREAK, text)
