"""What the tests of pages share: a browser, figures calm and hostile, and a site of their kits."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from credatlas.figures.drawing.style import draw
from credatlas.figures.figure import Column, Figure
from credatlas.files import DOWNLOADS, hash_data, key_of
from credatlas.reports import export
from credatlas.reports.kits.pages import write_kit
from tests.browser import Browser, serve

HOSTILE = (
    "<script>document.title='run'</script>",
    "</svg><img src=x onerror=document.title='run'>",
    "</script><script>document.title='run'</script>",
    "javascript:document.title='run'",
    "\u202eright-to-left\u202c",
    '" onload="document.title=1" x="',
    "A" * 10_000,
)
SIZES = {"article": (540, 300), "square": (420, 420), "tall": (288, 512)}


def make_figure(size: str = "article", word: str = "Ireland leads", **changes) -> Figure:
    """A figure of two rows in which every field says the same word."""
    values = {
        "id": f"leaders-{size}",
        "title": word,
        "subtitle": word,
        "caption": f"{word}. How to read it.",
        "alt": f"{word[:200]}: two dots.",
        "source": "Source: credatlas data 2026.11, as of 2026-11-24; CC BY 4.0",
        "columns": (Column("jurisdiction", word, word), Column("score", "Score", word, "points", 1), Column("source", word)),
        "rows": ((word, 79.6, {"text": word, "href": word}), ("=SUM(A1)", None, {"text": "Act", "href": "https://example.org/"})),
        "as_of": "2026-11-24",
        "data_version": "2026.11",
    }  # fmt: skip
    values |= changes
    svg = draw(values["id"], word, values["alt"], lambda sheet: sheet.text(0.1, 0.5, "dots"), *SIZES[size])
    return Figure(**values, svg=svg)


@pytest.fixture(scope="session")
def figure():
    return make_figure


@pytest.fixture(scope="session")
def hostile_words() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture(scope="session", autouse=True)
def tables_are_computed_once(tmp_path_factory):
    """Give a new site the tables of one with equal data; what publishes them looks at their key, as in any build."""
    kept, publish = tmp_path_factory.mktemp("tables"), export.publish_tables

    def copy_and_publish(dataset, out):
        known = kept / key_of(hash_data(dataset.folder))
        if known.exists() and not (out / DOWNLOADS).exists():
            shutil.copytree(known, out / DOWNLOADS)
        publish(dataset, out)
        shutil.copytree(out / DOWNLOADS, known, dirs_exist_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "publish_tables", copy_and_publish)
        yield


@dataclass(frozen=True)
class Site:
    """A folder that is served, and its address."""

    folder: Path
    address: str


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The kits of a calm figure, of one per hostile word, and of one whose table is too heavy for a frame."""
    folder = tmp_path_factory.mktemp("site")
    with serve(folder) as address:
        write_kit(make_figure, folder / "leaders", base=address)
        few = {"base": address, "sizes": ["article"]}
        for index, word in enumerate(HOSTILE):
            write_kit(lambda size, word=word: make_figure(size, word), folder / f"hostile-{index}", **few)
        heavy = tuple((f"row {index}", 1.0, "text " * 10) for index in range(600))
        write_kit(lambda size: replace(make_figure(size), rows=heavy), folder / "heavy", **few)
        yield Site(folder, address)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
