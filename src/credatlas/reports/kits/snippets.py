"""Write the snippets that authors paste to embed a figure, from a frame down to plain Markdown and oEmbed.

Each rung stands alone. Source, day and licence it states once, a frame inside it. Rungs use attributes and no `style`,
so that they look the same under a host's strict content policy; and no `<figure>`, whose margins would make letters
smaller. Knows markup; knows no page and no file.
"""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from html import escape

from credatlas.figures import Column, Figure, caption_parts, link_of, plain, show_cell
from credatlas.figures.drawing import standalone_svg, wrap
from credatlas.figures.language import one_line, translator
from credatlas.files import CHART
from credatlas.reports.kits.editions import PAGE, PIXELS, KitAddress

FLOWING = {"tall": "(max-width: 39rem)"}  # where the drawing for a phone has type that can be read
FRAME = (720, 600)  # width and height in pixels: what oEmbed states; a frame takes the width of its column
PHONES, COLUMN = (343, 404), 640  # pixels of the columns that a frame is made for; from 404 a phone's drawing is whole
WIDEST = 1.1  # times its points, a drawing is shown at most, in pixels
AROUND = 155  # pixels in a frame beside drawing and words: margins, the chooser, the edition, the closed data
HEADS, NAME, GAP = 280, 96, 10  # pixels of a grid: its heads and clause, a name in it, and between two rows

# The frame that speaks is found by its window: a page may hold several, and anyone may send a message.
RESIZE = """<script>
addEventListener("message", function (event) {
  document.querySelectorAll("iframe[data-credatlas]").forEach(function (frame) {
    var height = event.data && event.data.credatlasHeight;
    if (event.source === frame.contentWindow && height > 0 && height < 20000) frame.height = Math.ceil(height);
  });
});
</script>"""


def resizing_iframe(figure: Figure, kit: KitAddress, height: int = FRAME[1]) -> str:
    """Return rung 1: a frame that grows with what is in it, by a script that listens to that frame only."""
    return frame(kit.address(CHART), figure.title, height, mark=" data-credatlas") + "\n" + RESIZE


def iframe(figure: Figure, kit: KitAddress, height: int = FRAME[1]) -> str:
    """Return rung 2: a frame as wide as its column; what is higher than the frame scrolls in it."""
    return frame(kit.address(CHART), figure.title, height)


def frame_height(figure: Figure, tall: Figure | None = None) -> int:
    """Return the height in pixels of a frame that cuts nothing, neither on a phone nor in a column of 640.

    tall: the drawing for a phone. The words are measured in the typeface of drawings, which is a wide one.
    """
    return max(_height_in(figure, COLUMN), *(_height_in(tall or figure, column) for column in PHONES))


def _height_in(drawn: Figure, column: int) -> int:
    """Return the height in pixels of the frame's page in a column of so many, its data closed."""
    room = column - 28
    _, _, across, high = map(float, re.findall(r'viewBox="([^"]+)"', drawn.svg)[0].split())
    words = [(drawn.title, 17, 22.1, room), (drawn.subtitle, 14, 21, room), (drawn.source + 28 * "x", 12, 18, room)]
    plot = min(room, WIDEST * across) * high / across
    if drawn.grid:  # then the page shows the caption, and a table
        names = dict.fromkeys(row[0] for row in drawn.rows)
        words += [(drawn.caption + 28 * "x", 12, 18, room), *((name, 13, 20, NAME) for name in names)]
        plot = HEADS + GAP * len(names)
    lines = sum(len(wrap(text, width, size, 99)) * leading for text, size, leading, width in words)
    return math.ceil(lines + plot + AROUND)


def image(figure: Figure, kit: KitAddress) -> str:
    """Return rung 3: a picture in the size for its width, alt text, a link to the data, for hosts that strip frames."""
    sets = {
        size: ", ".join(
            f"{_attribute(kit.address(kit.file(ending, size)))} {times * across}w"
            for times, ending in ((1, ".png"), (2, "@2x.png"))
        )
        for size, across in PIXELS.items()
    }
    sources = "".join(f'<source media="{FLOWING[size]}" srcset="{sets[size]}" sizes="100vw">' for size in FLOWING)
    return (
        f'<div role="figure" lang="{figure.lang}">\n<a href="{_attribute(kit.address(PAGE))}"><picture>{sources}'
        f'<img src="{_attribute(kit.address(kit.file(".png")))}" srcset="{sets["article"]}" sizes="100vw" width="100%" '
        f'alt="{_attribute(figure.alt)}"></picture></a>\n'
        f"<p>{_text(figure.title)}. {_links(figure, kit)}</p>\n</div>"
    )


def inline(figure: Figure, kit: KitAddress, drawn: Figure | None = None) -> str:
    """Return rung 4: the drawing, with its data as a table of two columns, which fits the narrowest page.

    drawn: the same figure in the size for a phone, whose drawing fits there too; by default `figure`.
    """
    t = translator(figure.lang)
    return (
        f'<div role="figure" lang="{figure.lang}">\n{portable_svg(drawn or figure)}\n'
        f"<p>{_caption(figure)} {_links(figure, kit)}</p>\n"
        f"<details><summary>{t('Data of this figure')}</summary>\n{narrow_table(figure)}\n</details>\n</div>\n"
    )


def markdown(figure: Figure, kit: KitAddress) -> str:
    """Return the figure as Markdown: picture with alt text, title, link to the page, source and data."""
    t = translator(figure.lang)
    data = t("Data (CSV)")
    picture = f"![{plain(figure.alt)}]({kit.address(kit.file('.png'))})"
    links = f"[{plain(figure.source)}]({kit.address(PAGE)}). [{data}]({kit.address(kit.file('.csv'))})."
    return f"[{picture}]({kit.address(PAGE)})\n\n**{plain(figure.title)}.** {links}\n"


def oembed(figure: Figure, kit: KitAddress, high: int = FRAME[1], height: int = FRAME[1]) -> dict:
    """Return the answer of an oEmbed provider, as a file can give it: type rich, numeric width and height.

    high: of the picture, in pixels; height: of the frame.

    Source: oembed.com, version 1.0, sections 2.3.4 and 2.3.4.4.
    """
    return {
        "version": "1.0",
        "type": "rich",
        "title": figure.title,
        "author_name": figure.source,
        "provider_name": "credatlas",
        "provider_url": kit.address(PAGE),
        "cache_age": 31_536_000 if kit.is_pinned else 86_400,  # seconds: a year, a day
        "width": FRAME[0],
        "height": height,
        "html": iframe(figure, kit, height),
        "thumbnail_url": kit.address(kit.file(".png")),
        "thumbnail_width": PIXELS["article"],
        "thumbnail_height": high,
    }


def ladder(figure: Figure, kit: KitAddress, drawn: Figure | None = None, high: int = FRAME[1]) -> dict[str, str]:
    """Return every rung by name, in the order of the ladder; drawn: for `inline`; high: of the picture, in pixels."""
    height = frame_height(figure, drawn)
    rungs = {rung.__name__: rung(figure, kit, height) for rung in (resizing_iframe, iframe)}
    rungs["image"] = image(figure, kit)
    answer = json.dumps(oembed(figure, kit, high, height), ensure_ascii=False, indent=1) + "\n"
    return {**rungs, "inline": inline(figure, kit, drawn), "markdown": markdown(figure, kit), "oembed": answer}


def portable_svg(figure: Figure) -> str:
    """Return the drawing with its words on paper, without a `style`, which a strict host would refuse.

    It shrinks into a narrow column, and never grows: its height is fixed, and its shape is kept.
    """
    root = ET.fromstring(standalone_svg(figure).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))
    root.attrib.pop("style", None)
    high = root.attrib["viewBox"].split()[3]
    root.attrib |= {"width": "100%", "height": high, "preserveAspectRatio": "xMinYMin meet"}
    root.set("xmlns", "http://www.w3.org/2000/svg")
    return ET.tostring(root, encoding="unicode")


def shown_columns(columns: Sequence[Column]) -> list[int]:
    """Return the positions of the columns that a reader needs: ids repeat what names say, and stay in the files."""
    kept = [index for index, column in enumerate(columns) if not column.name.endswith("_id")]
    return kept or list(range(len(columns)))


def narrow_table(figure: Figure) -> str:
    """Return the data as a table of two columns: what a row is about, and its values, each with its label."""
    head, *rest = shown_columns(figure.columns)
    t = translator(figure.lang)
    labels = [_text(column.label) for column in figure.columns]
    rows = []
    for row in figure.rows:
        cells = [_cell(cell, column, figure.lang) for cell, column in zip(row, figure.columns, strict=True)]
        values = t.join_clauses(t("{label}: {value}", label=labels[i], value=cells[i]) for i in rest)
        rows.append(f'<tr><th scope="row" align="left">{cells[head]}</th><td>{values}</td></tr>')
    return (
        f"<table><caption>{_text(figure.title)}</caption><thead><tr>"
        f'<th scope="col" align="left">{labels[head]}</th>'
        f'<th scope="col" align="left">{t("Data of this figure")}</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(cell, column: Column, lang: str) -> str:
    text = _text(show_cell(cell, column, lang))
    if column.lang and column.lang != lang:
        text = f'<span lang="{column.lang}">{text}</span>'
    return f'<a href="{_attribute(href)}">{text}</a>' if (href := link_of(cell)) else text


def _caption(figure: Figure) -> str:
    parts = caption_parts(figure.caption, figure.quote, figure.lang)
    return "".join(
        _text(words) if lang == figure.lang else f'<span lang="{lang}">{_text(words)}</span>' for words, lang in parts
    )


def _text(text: str) -> str:
    """Escape text, and let a word of more than 20 characters break: without a style nothing else can hold it."""
    return escape(re.sub(r"\S{21,}", lambda word: "\u200b".join(re.findall(".{1,8}", word[0])), text))


def frame(address: str, title: str, height: int = FRAME[1], mark: str = "") -> str:
    """Return a frame as wide as its column."""
    return (
        f'<iframe src="{_attribute(address)}" title="{_attribute(title)}" width="100%" '
        f'height="{height}" frameborder="0" loading="lazy"{mark}></iframe>'
    )


def _links(figure: Figure, kit: KitAddress) -> str:
    page, csv = _attribute(kit.address(PAGE)), _attribute(kit.address(kit.file(".csv")))
    t = translator(figure.lang)
    data = t("Data (CSV)")
    return f'<a href="{page}">{_text(figure.source)}</a>. <a href="{csv}">{data}</a>.'


def _attribute(text: str) -> str:
    return escape(one_line(text), quote=True)
