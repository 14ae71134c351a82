"""Announce findings: changes.json for programs, changes.html for readers, feed.atom for those who subscribe.

Knows the three files in the folder of a report's name. What changed is found in `changes`.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from credatlas.figures.language import Translator, translator
from credatlas.files import index_name, write_text
from credatlas.reports.render import UNPRINTABLE, read_words
from credatlas.reports.site.front_page import site_page

ATOM = "http://www.w3.org/2005/Atom"
LATEST = 50  # entries of the feed; changes.json and the page hold all


def announce(
    folder: Path,
    title: str,
    created: str,
    entries: Sequence[dict[str, Any]],
    lang: str = "en",
    base: str = "",
    card: str = "",
) -> list[dict[str, Any]]:
    """Add entries to what was announced in the folder of a report's name, each once; return those that are new.

    `created`: the day of the data, which dates an empty feed. `base`: the web address of the site, if it is known.
    `card`: the picture that a shared link to the page of changes shows, as it is called from there.
    Nothing is written when nothing is new, except the first time, so that one can subscribe before there is news.
    """
    path = folder / "changes.json"
    known = json.loads(path.read_text("utf-8"))["entries"] if path.exists() else []
    seen = {entry["id"] for entry in known}
    fresh = [entry for entry in entries if entry["id"] not in seen]
    if not fresh and path.exists():
        return []
    folder.mkdir(parents=True, exist_ok=True)
    every = [*fresh, *known]
    write_text(folder / "feed.atom", write_atom(folder.name, title, created, every[:LATEST], lang, base))
    write_text(
        folder / "changes.html",
        site_page(
            "changes.html.j2",
            lang=lang,
            home=index_name(lang),
            words=read_words("site-words.json", lang)["feed"],
            t=translator(lang),
            address=f"{base.rstrip('/')}/{folder.name}/changes.html" if base else "",
            card=card,
            title=title,
            entries=every,
        ),
    )
    # last: what is not listed here is announced again by the next build
    write_text(path, json.dumps({"name": folder.name, "title": title, "entries": every}, ensure_ascii=False, indent=1))
    return fresh


def write_atom(
    name: str, title: str, created: str, entries: Sequence[dict[str, Any]], lang: str = "en", base: str = ""
) -> str:
    """Return the feed of a report (RFC 4287); addresses are relative to it, or below the web address `base`."""
    here = f"{base.rstrip('/')}/{name}/" if base else ""
    words, t = read_words("site-words.json", lang)["feed"], translator(lang)
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": lang})
    _add(feed, "id", f"{here}feed.atom" if here else f"urn:credatlas:report:{name}")
    _add(feed, "title", f"credatlas: {title}")
    _add(feed, "updated", max([_moment(created), *(_moment(entry["updated"]) for entry in entries)]))
    _add(_add(feed, "author"), "name", "credatlas")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{here}feed.atom")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{here}changes.html")
    for entry in entries:
        item = _add(feed, "entry")
        _add(item, "id", entry["id"])
        _add(item, "title", entry["text"])
        _add(item, "updated", _moment(entry["updated"]))
        place = entry["id"].rpartition(":")[2]
        _add(item, "link", rel="alternate", type="text/html", href=f"{here}changes.html#{place}")
        _add(item, "category", term=entry["kind"], label=words[entry["kind"]])
        rows = entry["provisions"]
        _add(item, "summary", "\n".join(_went(row, words["went"], t) for row in rows), type="text")
        _add(item, "content", "\n".join(map(_finding, rows)), type="text", **{"xml:lang": "en"})
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _went(provision: dict[str, Any], words: str, t: Translator) -> str:
    """Return how the codes of one provision changed and why, in the language of the feed."""
    why = provision["why"]
    return words.format(**provision | {"indicator": provision["indicator_id"], "why": t(why)})


def _finding(provision: dict[str, Any]) -> str:
    """Return what the text of one provision says now, which is English in every language, and where."""
    where = ", ".join(filter(None, (provision["source_id"], provision["locator"])))
    finding = f"{provision['indicator_id']}: {provision['finding']}".removesuffix(": ")
    return f"{finding} [{where}]" if where else finding


def _moment(day: str) -> str:
    """Return a day, or a moment of any zone, as a moment of RFC 3339 in UTC; one that is neither counts by its day."""
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        moment = datetime.fromisoformat(day[:10])
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = UNPRINTABLE.sub("\ufffd", text) or None
    return child
