"""Check that a finished page can be read by everybody, before it is published.

Knows the page's own promises: a language, one title, headings in order, named pictures, table heads with a scope. The
PDF is checked by Typst when it is made (PDF/UA-1).
"""

from html.parser import HTMLParser


class _Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.lang = ""
        self.levels: list[int] = []
        self.problems: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.lang = values.get("lang") or ""
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.levels.append(int(tag[1]))
        elif tag == "img" and "alt" not in values:
            self.problems.append("a picture has no alt text")
        elif tag == "svg" and not (
            values.get("role") == "img" and (values.get("aria-labelledby") or values.get("aria-label"))
        ):
            self.problems.append("a drawing has no name")
        elif tag == "th" and values.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            self.problems.append("a table head has no scope")


def list_barriers_to_reading(html: str) -> list[str]:
    """Return what would keep somebody from reading a page, each once; empty when nothing would."""
    page = _Page(html)
    found = list(page.problems)
    if not page.lang:
        found.append("the page names no language")
    if page.levels.count(1) != 1:
        found.append(f"the page has {page.levels.count(1)} headings of the first level")
    above = 0
    for level in page.levels:
        if level > above + 1:
            found.append(f"a heading of level {level} follows one of level {above}")
        above = level
    return list(dict.fromkeys(found))
