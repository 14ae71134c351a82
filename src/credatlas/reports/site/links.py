"""Follow the links of the site, and list its pages for search engines.

Knows HTML as far as links and ids go, and sitemap.xml. Addresses of other sites are not looked at.
"""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from xml.sax.saxutils import escape

from credatlas.files import RUNS, write_text

XML, SITEMAP = '<?xml version="1.0" encoding="utf-8"?>', "http://www.sitemaps.org/schemas/sitemap/0.9"
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
    pages = _list_pages(out)
    return [
        f"{page.relative_to(out).as_posix()}: {link} {problem}"
        for page in pages
        for link in read(page).links
        if (problem := _follow(page, link, out, base, read))
    ]


def write_sitemap(out: Path, base: str) -> None:
    """Write sitemap.xml: the addresses of all pages of the site, below its own."""
    places = [quote(page.relative_to(out).as_posix()) for page in _list_pages(out)]
    lines = [f"<url><loc>{escape(base.rstrip('/'))}/{page.removesuffix('index.html')}</loc></url>" for page in places]
    write_text(out / "sitemap.xml", "\n".join([XML, f'<urlset xmlns="{SITEMAP}">', *lines, "</urlset>", ""]))


def _list_pages(out: Path) -> list[Path]:
    """Return the pages of the site, without those of past runs and of a build that is at work."""
    found = (path for path in sorted(out.rglob("*.html")) if not path.name.startswith("."))
    return [path for path in found if not any(part == RUNS or part[0] == "." for part in path.relative_to(out).parts)]


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
