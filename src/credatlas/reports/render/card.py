"""Draw the picture that a shared link shows (a social card): a finding, up to five numbers, and what they are of.

Knows which numbers of a figure's data answer its question.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import typst

from credatlas.figures import Column, Figure
from credatlas.figures.language import clean, translator
from credatlas.reports.render.errors import RenderingError
from credatlas.reports.render.glyphs import replace_unprintable
from credatlas.reports.render.pdf import sheet_fonts, typeset

PIXELS_PER_INCH = 144  # a sheet of 600 x 315 points then has 1200 x 630 pixels
COUNTED = ("verdict", "says", "small_credit_route")  # columns whose words are the answer: how many say each
SCORED = ("score", "now", "y")  # columns of numbers that are taken before others
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHARE = "0 to 1"  # the unit of a share, which is not printed in whole numbers
MOST_WORDS, MOST_SCORES, FEWEST = 5, 4, 2  # numbers on a card
LONGEST = {"title": 220, "kicker": 90, "meaning": 160}  # characters


@dataclass(frozen=True)
class Card:
    """What a card says, as plain text. numbers: pairs of a number and its label; meaning: what they are of."""

    title: str
    kicker: str = ""
    numbers: Sequence[tuple[str, str]] = ()
    meaning: str = ""
    lang: str = "en"


def figure_card(figure: Figure, title: str = "", kicker: str = "") -> Card:
    """Return the card of a figure, or of a report (`title` and `kicker`) that a figure opens.

    Its numbers, two to five, are of the first column that answers the figure's question: words that are counted, or
    numbers with a unit, of which the highest, the lowest and those at equal steps between are taken. There are none
    where the rows have no single answer each.
    """
    said = partial(Card, title or figure.title, kicker, lang=figure.lang)
    t, rows = translator(figure.lang), _latest(figure)
    day = t.date(figure.as_of) if figure.as_of else ""
    index = _find_answer(figure.columns, rows)
    if index is None:
        return said(meaning=day)
    column, cells = figure.columns[index], [row[index] for row in rows]
    if column.name in COUNTED:
        counts = Counter(str(cell) for cell in cells if cell).most_common(MOST_WORDS)
        return said([(t.number(count), word) for word, count in counts], figure.subtitle)
    known = [(cell, str(row[0])) for cell, row in zip(cells, rows, strict=True) if _is_number(cell)]
    if len(known) < FEWEST or len({label for _, label in known}) < len(known):
        return said(meaning=day)
    digits, label = 2 if column.unit == SHARE else 0, DAY.sub(lambda found: t.date(found[0]), column.label)
    numbers = [(t.number(score, digits), name) for score, name in _spread(known)]
    dated = f"{label}. {figure.subtitle}" if day and day in label else f"{label}, {column.unit}"
    return said(numbers, dated if day in dated else f"{dated} · {day}")


def _find_answer(columns: Sequence[Column], rows: Sequence[Sequence]) -> int | None:
    """Return the place of the first column whose cells answer the question of a figure; None where there is none."""
    measured = [i for i, column in enumerate(columns) if column.unit and any(_is_number(row[i]) for row in rows)]
    named = [
        i for i, column in enumerate(columns) if column.name in COUNTED or (column.name in SCORED and i in measured)
    ]
    return next(iter([*named, *measured]), None)


def _is_number(cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _latest(figure: Figure) -> list[tuple]:
    """Return the rows of a figure's data, those of its latest day where a column says the day."""
    days = next((index for index, column in enumerate(figure.columns) if column.name == "as_of"), None)
    if days is None:
        return list(figure.rows)
    latest = max((str(row[days]) for row in figure.rows), default="")
    return [row for row in figure.rows if str(row[days]) == latest]


def _spread(known: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Return some of the numbers, highest first: both ends, and those at equal steps between."""
    ordered = sorted(known, key=lambda pair: -pair[0])
    steps = min(MOST_SCORES, len(ordered))
    return [ordered[round(step * (len(ordered) - 1) / (steps - 1))] for step in range(steps)]


def draw_card(card: Card, fonts: typst.Fonts | None = None) -> bytes:
    """Return the card as PNG of 1200 x 630 pixels; equal cards give equal bytes.

    fonts: to share them. Raises RenderingError with Typst's message.
    """
    words = {name: clean(getattr(card, name), most) for name, most in LONGEST.items()}
    numbers = [[clean(value, 12), clean(label, 60)] for value, label in card.numbers]
    words = replace_unprintable(words | {"numbers": numbers, "lang": card.lang})
    try:
        with sheet_fonts(fonts) as own:
            return cast(bytes, typeset("card", words, own).compile(format="png", ppi=PIXELS_PER_INCH))
    except typst.TypstError as error:
        raise RenderingError(f"the card of {card.title!r} cannot be drawn: {error.message}") from error
