"""What the tests of figures share: the real data on two days, scored, hard cases of them, and drawings to look into."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from credatlas import load
from credatlas.evidence.dataset import Dataset
from credatlas.figures.drawing import style
from credatlas.figures.figure import Figure
from tests.figures.chart_cases import Case

HOSTILE = (
    "<script>alert(1)</script>",
    "</svg><img src=x onerror=alert(1)>",
    "$x^2$ and $",
    r"\frac{1}{2} \n",
    "\u202eright-to-left\u202c",
    "A" * 10_000,
    "a very long name " * 600,
    '{n} {braces} & "quotes"',
    "control\x00\x0b\x1bcharacters",
    "Україна · Ελλάδα · العربية",
)


@pytest.fixture(scope="session")
def whole() -> Dataset:
    return load()


@pytest.fixture(scope="session")
def then(whole) -> Case:
    return Case(whole.as_of("2022-11-22"))


@pytest.fixture(scope="session")
def now(whole) -> Case:
    return Case(whole.as_of("latest"))


@pytest.fixture(scope="session")
def toys(toy) -> Case:
    return Case(load(toy).as_of("latest"))


@pytest.fixture(scope="session")
def unread(then) -> Case:
    """The same data with every provision missing."""
    lost = {"status": "missing", "scope": "", "confidence": "missing", "finding": ""}
    codes = dict.fromkeys(["obligation", "precision", "delegation"], float("nan"))
    provisions = then.atlas.provisions.assign(**lost, **codes)
    return Case(replace(then.atlas, provisions=provisions))


@pytest.fixture
def drawings(monkeypatch) -> list:
    """Every drawing made during the test, as matplotlib has it."""
    kept = []
    original = style.to_svg

    def keep(drawing, *words):
        kept.append(drawing)
        return original(drawing, *words)

    monkeypatch.setattr(style, "to_svg", keep)
    return kept


class Look:
    """A figure's drawing as elements with plain tag names, and its data by column."""

    def __init__(self, figure: Figure):
        self.figure = figure
        self.root = ET.fromstring(figure.svg)
        for element in self.root.iter():
            element.tag = element.tag.split("}")[-1]

    @property
    def texts(self) -> list[str]:
        return [element.text for element in self.root.iter("text")]

    @property
    def hatched(self) -> bool:
        """Whether something other than the swatch of a key is hatched."""
        uses = [value for element in self.root.iter("path") for value in element.attrib.values() if "url(#" in value]
        return sum("-h" in value for value in uses) > 1

    def column(self, name: str) -> list:
        place = [column.name for column in self.figure.columns].index(name)
        return [row[place] for row in self.figure.rows]


@pytest.fixture(scope="session")
def look():
    return Look


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    return HOSTILE
