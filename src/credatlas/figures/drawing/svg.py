"""Turn a drawing into a small, accessible SVG that can stand inline beside others.

Knows SVG and what matplotlib writes. Knows nothing of charts, colours or sizes.
"""

import io
import re
import xml.etree.ElementTree as ET
from itertools import groupby

from credatlas.figures.drawing.layout import any_glyph
from credatlas.figures.language import clean

FAMILY = "'DejaVu Sans', Verdana, Geneva, sans-serif"
PIXELS_PER_POINT = 1.25  # widest a drawing is shown; beyond it the text looks coarse
_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_GENERATED = re.compile(r"(figure|axes|patch|text|line2d|matplotlib\.axis|[xy]tick|[A-Z]\w+)_\d+$")
_GEOMETRY = ("d", "x", "y", "transform", "width", "height")
_DECIMAL = re.compile(r"-?\d+\.\d+(e-?\d+)?")
TOUCHED = "touched:"  # begins the id of an area that answers to a touch; after it the ids of its rows of data
_DROPPED = ("metadata", "style")


def to_svg(drawing, figure_id: str, title: str, desc: str) -> str:
    """Return the drawing as `<svg role="img">` named by `title` and described by `desc`.

    Ids start with the figure's, no declaration or style sheet leaks into the page, and what
    matplotlib repeats for every text is said once. Equal drawings give equal bytes.
    """
    root = ET.fromstring(_raw(drawing))
    _rename(root)
    _mark_touched(root)
    _flatten(root)
    _merge_meshes(root)
    _join(root)
    _prefix_ids(root, figure_id)
    _name(root, figure_id, title, desc)
    return ET.tostring(root, encoding="unicode")


def _raw(drawing) -> str:
    buffer = io.StringIO()
    with any_glyph():
        drawing.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return buffer.getvalue()


def _rename(root: ET.Element) -> None:
    """Strip name spaces from tags, and write styles as attributes, which a strict content policy allows."""
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag.removeprefix(_SVG) in _DROPPED]:
            parent.remove(child)
    referenced = set(re.findall(r"#([\w.-]+)", ET.tostring(root, encoding="unicode")))
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SVG)
        element.text = element.text if element.tag == "text" else None
        element.tail = None
        attributes = {key.replace(_XLINK, ""): value for key, value in element.attrib.items() if key != "style"}
        attributes |= dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if part)
        attributes.pop("font-family", None)
        if (
            _GENERATED.match(attributes.get("id", ""))
            and attributes["id"] not in referenced
            and "QuadMesh" not in attributes["id"]
        ):
            del attributes["id"]
        element.attrib.clear()
        element.attrib.update({key: _compact(key, value) for key, value in attributes.items()})
        if element.get("transform", "").startswith("rotate(0 "):
            del element.attrib["transform"]


def _compact(key: str, value: str) -> str:
    """Round numbers: places to a tenth of a point, curves of marks and widths to a hundredth."""
    if key not in _GEOMETRY and not key.startswith(("font-size", "stroke-width", "stroke-dash")):
        return value
    digits = 1 if key in _GEOMETRY and "C" not in value else 2
    value = _DECIMAL.sub(lambda found: f"{float(found[0]):.{digits}f}".rstrip("0").rstrip("."), " ".join(value.split()))
    value = re.sub(r"(?<![\d.])-0(?![\d.])", "0", value)
    return _straight(value) if key == "d" else value


def _straight(path: str) -> str:
    """Write level and upright lines of a path with one number instead of two, and a line to the start as `z`."""
    steps: list[str] = []
    start: list[str] = []
    here: list[str] = []
    for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        point = numbers.split()[-2:]
        if letter == "M":
            start = point
        if letter == "L" and point == start:
            letter, numbers, point = "z", "", []
        if letter == "z" and steps and steps[-1] == "z":
            continue
        if letter == "L" and here and point[1] == here[1]:
            steps.append(f"H{point[0]}")
        elif letter == "L" and here and point[0] == here[0]:
            steps.append(f"V{point[1]}")
        else:
            steps.append(letter + numbers.strip())
        here = point or start
    return "".join(steps)


def _mark_touched(root: ET.Element) -> None:
    """Leave of each area that answers to a touch a path without paint, which says in `data-at` whose it is."""
    for group in [group for group in root.iter("g") if group.get("id", "").startswith(TOUCHED)]:
        outline, ids = group[0].get("d", ""), group.attrib.pop("id").removeprefix(TOUCHED)
        group.tag, group[:] = "path", []
        group.attrib.update({"data-at": ids, "d": outline, "fill": "none", "pointer-events": "all"})


def _flatten(parent: ET.Element) -> None:
    """Remove groups without attributes but keep their children, and remove what nobody can see."""
    children = []
    for child in parent:
        _flatten(child)
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    parent[:] = [child for child in children if not _is_nothing(child)]


def _is_nothing(element: ET.Element) -> bool:
    """Say whether a reader could never see the element: an empty group, or a path with neither fill nor stroke."""
    if element.tag in ("g", "defs"):
        return not len(element)
    if element.tag != "path" or "data-at" in element.attrib:
        return False
    return element.get("fill") == "none" and element.get("stroke", "none") == "none"


def _merge_meshes(root: ET.Element) -> None:
    """Join the cells of a mesh that look alike: they do not overlap, so their order does not matter."""
    for mesh in [element for element in root.iter("g") if element.get("id", "").startswith("QuadMesh")]:
        del mesh.attrib["id"]
        mesh[:] = sorted(mesh, key=_look)


def _join(parent: ET.Element) -> None:
    """Merge neighbours that look alike: paths into one path, texts and groups into one group."""
    joined = []
    for (tag, _, _), run in groupby(parent, key=lambda child: (child.tag, _look(child), child.get("id"))):
        alike = list(run)
        if len(alike) > 1 and tag == "path" and alike[0].get("id") is None and "opacity" not in _look(alike[0]):
            alike[0].set("d", "".join(child.get("d", "") for child in alike))
            alike = alike[:1]
        elif len(alike) > 1 and tag == "text" and _look(alike[0]) != "[]":
            alike = [_shared_group(alike)]
        elif len(alike) > 1 and tag == "g" and alike[0].get("id") is None:
            alike[0].extend(child for other in alike[1:] for child in other)
            alike = alike[:1]
        joined += alike
    parent[:] = joined
    for child in parent:
        if child.tag == "g":
            _join(child)


def _look(element: ET.Element) -> str:
    return repr(
        sorted((key, value) for key, value in element.attrib.items() if key not in ("d", "x", "y", "transform", "id"))
    )


def _shared_group(texts: list[ET.Element]) -> ET.Element:
    shared = {key: value for key, value in texts[0].attrib.items() if key not in ("x", "y", "transform", "id")}
    group = ET.Element("g", shared)
    for text in texts:
        for key in shared:
            del text.attrib[key]
        group.append(text)
    return group


def _prefix_ids(root: ET.Element, figure_id: str) -> None:
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, f"{figure_id}-{value}")
            elif key == "href" or "url(#" in value:
                element.set(key, value.replace("#", f"#{figure_id}-"))


def _name(root: ET.Element, figure_id: str, title: str, desc: str) -> None:
    box = root.attrib["viewBox"]
    name, description = f"{figure_id}-svg-title", f"{figure_id}-svg-desc"
    root.attrib.clear()
    root.attrib.update(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": box,
            "role": "img",
            "aria-labelledby": f"{name} {description}",
            "font-family": FAMILY,
            "stroke-linejoin": "round",
            "style": f"max-width:{PIXELS_PER_POINT * float(box.split()[2]):.0f}px;height:auto",
        }
    )
    for position, (tag, key, text) in enumerate([("title", name, title), ("desc", description, desc)]):
        element = ET.Element(tag, {"id": key})
        element.text = clean(text)
        root.insert(position, element)
