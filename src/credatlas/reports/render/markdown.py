"""Read the Markdown of a report into a tree that both renderers write out.

Knows which Markdown a report may hold and which links are safe. Raw HTML is text here, but for the mark
of a language, so that nothing from the data can become markup; pictures come from figures alone.
Knows neither HTML nor Typst.
"""

import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import unquote

import mistune
from mistune.util import unescape

from credatlas.reports.render.errors import RenderingError

Token = dict  # one node: "type", and "raw" text or "children", and "attrs"

_parse = mistune.create_markdown(renderer=None)
_SPAN = re.compile(r'<span lang="([a-z]{2,3})">')  # the only HTML that is markup; see figures.figure.foreign


def parse_markdown(text: str) -> list[Token]:
    """Return the blocks of a text; entities are resolved, HTML is text, unsafe links are their words alone.

    Raises RenderingError for a picture: it would be fetched from elsewhere and has no data beside it.
    """
    return list(_settle(cast(list[Token], _parse(text))))  # a string only where a renderer is named


def plain_text(tokens: list[Token]) -> str:
    """Return the words of some tokens without their marks."""
    return "".join(token.get("raw", "") + plain_text(token.get("children", [])) for token in tokens)


def is_safe(address: str) -> bool:
    """Say whether a link may stand in a report: a web address, or a place relative to the page."""
    bare = "".join(letter for letter in unquote(address).lower() if letter > " ")  # browsers read `java\nscript:` so
    return bare.startswith(("https://", "http://")) or not (bare.startswith("//") or ":" in bare.partition("/")[0])


def _settle(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens in the few types that a renderer must know."""
    for token in _gather_spans(tokens):
        kind = token["type"]
        if kind == "image":
            raise RenderingError(f"the text shows a picture ({token['attrs']['url']}); show a Figure instead")
        if kind == "blank_line":
            continue
        if kind == "softbreak":
            yield {"type": "text", "raw": " "}
        elif kind == "text":
            yield {"type": "text", "raw": unescape(token["raw"])}
        elif kind == "inline_html":
            yield {"type": "text", "raw": token["raw"]}
        elif kind == "block_html":
            yield {"type": "paragraph", "children": [{"type": "text", "raw": token["raw"].strip()}]}
        elif kind == "link" and not is_safe(token["attrs"]["url"]):
            yield from _settle(token["children"])
        elif "children" in token:
            yield {**token, "children": list(_settle(token["children"]))}
        else:
            yield token


def _gather_spans(tokens: list[Token]) -> Iterator[Token]:
    """Put what stands between the two ends of a language mark into one token; a mark without an end is text."""
    rest = iter(tokens)
    for token in rest:
        opening = _SPAN.fullmatch(token["raw"]) if token["type"] == "inline_html" else None
        if opening is None:
            yield token
            continue
        within: list[Token] = []
        for inner in rest:
            if inner.get("raw") == "</span>":
                yield {"type": "span", "attrs": {"lang": opening[1]}, "children": within}
                break
            within.append(inner)
        else:
            yield from [{"type": "text", "raw": token["raw"]}, *within]
