"""Put words, data and drawing of a chart together as a Figure.

Knows what every figure of the house carries. Knows nothing of any one chart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.drawing import marks, style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, capital, clean

Columns = Sequence[Column | str]  # those of `naming.shared_columns` by name


@dataclass(frozen=True)
class Words:
    """What a chart says: the finding, what is shown, the text for those who do not see it, how to read it.

    alt: sentences, empty ones left out; the title follows the first. caption: sentences, likewise. quote: the part of
    the caption that is English in every language: a finding.
    """

    title: str
    subtitle: str
    alt: Sequence[str]
    caption: Sequence[str]
    quote: str = ""


def compose(
    name: str,
    words: Words,
    columns: Columns,
    frame: pd.DataFrame,
    paint: Callable[[Drawing], None],
    *,
    atlas: Dataset,
    t: Language,
    size: str,
    height: float,
    among: Sequence[str] = (),
    asked: Sequence[str] = (),
    choices: Sequence[str] = (),
    apart: Sequence[str] = (),
    aside: Sequence[str] = (),
    outside: tuple[str, str] | None = None,
    grid: dict[str, Any] | None = None,
) -> Figure:
    """Return the Figure of a chart; `paint` draws it on a sheet as wide as the size is and of that height in points.

    frame: the data behind it, as `naming.fill_rows` takes them. among: the jurisdictions shown; asked: those that the
    figure is of, by default the same, of which a small drawing shows some; choices: what else was chosen and makes the
    figure another one. apart: sentences on who is not drawn and why; they stand below the chart,
    in its caption and its alternative text, and after them who was not chosen. Where the height is 0 nobody is drawn,
    and they are all that there is: the first is the title. aside: such sentences that `paint` writes itself. outside:
    source and licence of data that are not the atlas's own, which then stand beside ours. grid: as a Figure has it.
    """
    apart = [*apart, *naming.say_not_chosen(t, atlas, [*among, *choices] if among else ())]
    if apart and not height:
        words = Words(apart[0].removesuffix("."), words.subtitle, [], [])
    width, shared = style.size_of(size)[0], naming.shared_columns(t)
    told = [shared[column] if isinstance(column, str) else column for column in columns]
    lines = marks.foot_lines(apart, width)
    foot = marks.foot_height(lines)

    def paint_all(drawing: Drawing) -> None:
        if height:
            paint(drawing)
        marks.write_foot(drawing, lines)

    # a sentence that begins with a dimension in one language need not in another
    title = capital(clean(words.title, naming.TITLE_LIMIT))
    first = [f"{words.alt[0]} {title}.", *words.alt[1:]] if words.alt else [apart[0], t("Nobody is drawn.")]
    alt = naming.within(*first, *(sentence for sentence in (*aside, *apart) if sentence not in first[0]))
    figure_id = naming.figure_id(name, atlas, *choices, among=asked or among, size=size, lang=t.lang)
    return Figure(
        id=figure_id, title=title, subtitle=words.subtitle, alt=alt,
        caption=" ".join(filter(None, [*words.caption, *aside, *apart])), quote=words.quote,
        foot=" ".join([*aside, *apart]), source=naming.source_line(atlas, t, outside), columns=tuple(told),
        rows=tuple(naming.fill_rows(told, frame, t)), as_of=atlas.date, data_version=atlas.version, lang=t.lang,
        data_title=naming.data_title(atlas),
        grid=grid or {}, svg=style.draw(figure_id, title, alt, paint_all, width, height + foot, foot),
    )  # fmt: skip
