"""Put words, data and drawing of a chart together as a Figure.

Knows what every figure of the house carries. Knows nothing of any one chart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures.drawing import marks, style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Translator, clean
from credatlas.figures.naming import TITLE_LIMIT, source_line, within


@dataclass(frozen=True)
class Words:
    """What a chart says: the finding, what is shown, the text for those who do not see it, how to read it."""

    title: str
    subtitle: str
    alt: str
    caption: str
    quote: str = ""  # the part of the caption that is English in every language: a finding


def compose(
    figure_id: str,
    words: Words,
    columns: Sequence[Column],
    rows: Iterable[Sequence],
    paint: Callable[[Drawing], None],
    *,
    atlas: Dataset,
    t: Translator,
    width: float,
    height: float,
    apart: Sequence[str] = (),
) -> Figure:
    """Return the Figure of a chart; `paint` draws it on a sheet of that width and height in points.

    `apart`: sentences on who is not drawn and why; they stand below the chart, in its caption and its alternative text.
    Where the height is 0 nobody is drawn, and they are all that there is: the first is the title.
    """
    if apart and not height:
        words = Words(apart[0].removesuffix("."), words.subtitle, f"{apart[0]} {t('Nobody is drawn.')}", "")
    lines = marks.foot_lines(apart, width)
    foot = marks.foot_height(lines)

    def paint_all(drawing: Drawing) -> None:
        if height:
            paint(drawing)
        marks.write_foot(drawing, lines)

    alt = within(words.alt, *(sentence for sentence in apart if not words.alt.startswith(sentence)))
    caption = " ".join(filter(None, [words.caption, *apart]))
    title = clean(words.title, TITLE_LIMIT)
    title = title[:1].upper() + title[1:]  # a sentence that begins with a dimension in one language need not in another
    return Figure(
        id=figure_id, title=title, subtitle=words.subtitle, alt=alt, caption=caption, quote=words.quote,
        source=source_line(atlas, t), columns=tuple(columns), rows=tuple(tuple(row) for row in rows), as_of=atlas.date,
        data_version=atlas.version, lang=t.lang,
        svg=style.draw(figure_id, title, alt, paint_all, width, height + foot, foot),
    )  # fmt: skip
