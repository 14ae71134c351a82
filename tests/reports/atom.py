"""Hold a feed against the Atom format: the rules of RFC 4287, sections 3 and 4 and its schema (appendix B), told in words.

Knows what a feed may hold and how often. Knows nothing of what ours say.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ONCE, AT_MOST_ONCE, ANY = (1, 1), (0, 1), (0, None)
META = {"author": ANY, "category": ANY, "contributor": ANY, "id": ONCE, "link": ANY, "rights": AT_MOST_ONCE}
CHILDREN = {
    "feed": META
    | {"title": ONCE, "updated": ONCE, "entry": ANY}
    | dict.fromkeys(["generator", "icon", "logo", "subtitle"], AT_MOST_ONCE),
    "entry": META
    | {"title": ONCE, "updated": ONCE}
    | dict.fromkeys(["content", "published", "source", "summary"], AT_MOST_ONCE),
    "author": {"name": ONCE, "uri": AT_MOST_ONCE, "email": AT_MOST_ONCE},
}
CHILDREN["contributor"] = CHILDREN["author"]
ATTRIBUTES = {
    "link": {"href", "rel", "type", "hreflang", "title", "length"},
    "category": {"term", "scheme", "label"},
    "content": {"type", "src"},
    **{name: {"type"} for name in ("title", "subtitle", "summary", "rights")},
    "generator": {"uri", "version"},
}
NEEDED = {"link": "href", "category": "term"}
TEXTS = ("title", "subtitle", "summary", "rights", "content")
DATES = ("updated", "published")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # RFC 3339, as section 3.3 has it
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")  # with a scheme: absolute
REFERENCE = re.compile(r"[^\s<>\"{}|\\^`]+")
MEDIA = re.compile(r"[\w.+-]+/[\w.+-]+")


def list_problems(text: str) -> list[str]:
    """Return in what a feed is not as RFC 4287 wants it; empty where it is."""
    try:
        feed = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return [f"it is not well-formed: {error}"]
    if feed.tag != f"{ATOM}feed":
        return [f"its root is {feed.tag}, not a feed of Atom"]
    return [*_of_element(feed), *_of_feed(feed)]


def _of_element(element: Element) -> Iterator[str]:
    name = element.tag.removeprefix(ATOM)
    unknown = {key for key in element.attrib if not key.startswith(XML)} - ATTRIBUTES.get(name, set())
    yield from (f"{name} has an attribute {key}" for key in sorted(unknown))
    if name in NEEDED and not element.get(NEEDED[name]):
        yield f"{name} has no {NEEDED[name]}"
    if name in CHILDREN:
        yield from _of_children(element, name)
    elif len(element):
        yield f"{name} holds elements, and its type is {element.get('type', 'text')}"
    yield from _of_value(element, name)
    for child in element:
        yield from _of_element(child)


def _of_children(element: Element, name: str) -> Iterator[str]:
    counts = Counter(child.tag.removeprefix(ATOM) for child in element)
    yield from (f"{name} holds {child}" for child in sorted(counts.keys() - CHILDREN[name].keys()))
    for child, (least, most) in CHILDREN[name].items():
        if counts[child] < least or (most and counts[child] > most):
            yield f"{name} holds {counts[child]} of {child}"
    loose = [element.text, *(child.tail for child in element)]
    if any((text or "").strip() for text in loose):
        yield f"{name} holds loose text"


def _of_value(element: Element, name: str) -> Iterator[str]:
    value = element.text or ""
    if name == "id" and not IRI.fullmatch(value):
        yield f"id {value!r} is no IRI"
    if name in DATES and not (MOMENT.fullmatch(value) and _is_moment(value)):
        yield f"{name} {value!r} is no moment of RFC 3339"
    if name in TEXTS and element.get("type", "text") not in ("text", "html"):
        yield f"{name} has the type {element.get('type')}, which is not looked into here"
    if name == "name" and not value.strip():
        yield "a name is empty"
    if name == "link":
        if not REFERENCE.fullmatch(element.get("href", "")):
            yield f"link to {element.get('href')!r} is no IRI"
        if not MEDIA.fullmatch(element.get("type", "text/html")):
            yield f"link has the type {element.get('type')!r}"


def _is_moment(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _of_feed(feed: Element) -> Iterator[str]:
    entries = feed.findall(f"{ATOM}entry")
    ids = Counter(node.findtext(f"{ATOM}id") for node in (feed, *entries))
    yield from (f"id {text} is used {count} times" for text, count in ids.items() if count > 1)
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "feed has no link to itself"  # which it should have (4.1.1)
    for node in (feed, *entries):
        name = node.tag.removeprefix(ATOM)
        other = [link for link in node.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        twice = Counter((link.get("type"), link.get("hreflang")) for link in other)
        yield from (f"{name} has alternate links alike: {kind}" for kind, count in twice.items() if count > 1)
        if name == "entry" and node.find(f"{ATOM}content") is None and not other:
            yield "entry has neither content nor a link to it"
        if name == "entry" and node.find(f"{ATOM}author") is None and feed.find(f"{ATOM}author") is None:
            yield "entry has no author, and neither has the feed"
    if not entries and feed.find(f"{ATOM}author") is None:
        yield "feed has no author"
