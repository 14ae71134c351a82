"""Put a figure's words around its drawing, so that one SVG file can travel alone.

Knows where title, subtitle and source stand. Draws nothing of the chart itself.
"""

import xml.etree.ElementTree as ET

from credatlas.figures.drawing.layout import wrap
from credatlas.figures.drawing.theme import INK, PAPER, QUIET
from credatlas.figures.figure import Figure
from credatlas.figures.language import clean

MARGIN = 14.0  # points
TITLE, SUBTITLE, SOURCE = 17.0, 13.0, 12.0  # points
LEADING = 1.3  # line height per text size
NAMESPACE = "http://www.w3.org/2000/svg"


def standalone_svg(figure: Figure) -> str:
    """Return the drawing on paper, title and subtitle above and the source below, with accessible name and text."""
    drawing = ET.fromstring(figure.svg.replace(f' xmlns="{NAMESPACE}"', "", 1))
    _, _, width, height = map(float, drawing.attrib["viewBox"].split())
    sheet = ET.Element("svg", {**drawing.attrib, "xmlns": NAMESPACE})
    plot = ET.Element("g")
    for child in list(drawing):
        (sheet if child.tag in ("title", "desc") else plot).append(child)
    for parent in list(plot.iter()):
        for touched in parent.findall("*[@data-at]"):  # a file that travels alone cannot answer to a touch
            parent.remove(touched)
    head = ET.Element("g")
    top = _write(head, figure.title, MARGIN, width, TITLE, {"fill": INK, "font-weight": "bold"})
    top = _write(head, figure.subtitle, top + 2, width, SUBTITLE, {"fill": QUIET}) + 6
    plot.set("transform", f"translate({MARGIN:g} {top:g})")
    bottom = _write(head, figure.source, top + height + 4, width, SOURCE, {"fill": QUIET}) + MARGIN / 2
    box = f"0 0 {width + 2 * MARGIN:g} {bottom:.4g}"
    sheet.set("viewBox", box)
    sheet.append(ET.Element("rect", {"width": "100%", "height": "100%", "fill": PAPER}))
    sheet.extend([head, plot])
    return ET.tostring(sheet, encoding="unicode")


def _write(parent: ET.Element, words: str, top: float, room: float, size: float, look: dict[str, str]) -> float:
    """Write lines below `top` and return where they end; all in points."""
    for line in wrap(clean(words), room, size * (1.16 if "font-weight" in look else 1), most=7):
        top += size * LEADING
        text = ET.SubElement(
            parent, "text", {"x": f"{MARGIN:g}", "y": f"{top - size * 0.3:g}", "font-size": f"{size:g}", **look}
        )
        text.text = line
    return top
