"""Find links of the site that lead nowhere: to a file that is not there, or a place that no page has.

Knows HTML as far as links and ids go. Addresses of other sites are not looked at.
"""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from credatlas.files import RUNS

LINKS = ("href", "src", "poster")
SKIPPED = ("http", "https", "mailto", "data")  # schemes


class _Page(HTMLParser):
    """The links of a page, each once, and the ids of its elements."""

    def __init__(self, text: str):
        super().__init__()
        self.links: dict[str, None] = {}
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element links to, and its id."""
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in LINKS and value:
                self.links[value] = None
            elif name == "srcset" and value:
                self.links |= dict.fromkeys(part.split()[0] for part in value.split(",") if part.strip())


def find_dead_links(out: Path, base: str = "") -> list[str]:
    """Return a sentence for every link of a page of the site that leads nowhere.

    base: the web address of the site, where absolute links name it.
    """
    out, base = out.resolve(), base.rstrip("/")
    read = cache(_read)
    pages = [path for path in sorted(out.rglob("*.html")) if out / RUNS not in path.parents]
    return [
        f"{page.relative_to(out).as_posix()}: {link} {problem}"
        for page in pages
        for link in read(page).links
        if (problem := _follow(page, link, out, base, read))
    ]


def _read(page: Path) -> _Page:
    return _Page(page.read_text(encoding="utf-8", errors="replace"))


def _follow(page: Path, link: str, out: Path, base: str, read) -> str:
    """Return what is wrong with a link, "" where it leads somewhere or is not ours."""
    own = bool(base) and (link == base or link.startswith(f"{base}/"))
    parts = urlsplit(link.removeprefix(base).lstrip("/") if own else link)
    if parts.scheme or parts.netloc:
        return "" if parts.scheme in SKIPPED else "is no address of the web"
    start = out if own else page.parent
    target = (start / unquote(parts.path)).resolve() if parts.path or own else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(out):
        return "leads out of the site"
    if not target.is_file():
        return "leads to no file"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in read(target).ids:
        return "names a place that the page does not have"
    return ""
