"""What every chart draws is what its data say: numbers, their colours, the key, marks at one place, who is left out.

The data are made awkward: numbers that two roundings would change, shares on both sides of a step, everybody alike.
"""

import re
from collections import defaultdict

import numpy as np
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Drawing

from credatlas.figures.drawing import marks
from credatlas.figures.language.language import Translator
from credatlas.settings import LANGUAGES
from tests.figures.chart_cases import Case, Drawn
from tests.figures.charts.test_every_chart import SIZES, paired

pytestmark = pytest.mark.slow
POINTS = ["score", "low", "high"]
TICKS = {"0", "25", "50", "75", "100"}
OF_SCORES = ["dimension_profile", "heat_strip", "indicator_profile", "score_matrix", "strongest_clause", "then_and_now"]
STEPPED = ["hangs_on", "heat_strip", "score_matrix"]
ACROSS = (
    0.31,
    0.46,
    33.2,
    33.46,
    33.6,
    66.4,
    66.6,
    67.46,
    67.6,
    34.4,
)  # points on both sides of a step, some printed alike


class Awkward(Case):
    """A case whose scores, and shares of variance, are other ones: `change` gives them for all numbers of a column."""

    def change(self, numbers):
        raise NotImplementedError

    @property
    def scores(self):
        scores = self.like.scores
        frames = {name: getattr(scores, name) for name in ("indicators", "dimensions", "composite")}
        changed = {
            name: frame.assign(**{column: self.change(frame[column]) for column in POINTS if column in frame})
            for name, frame in frames.items()
        }
        return scores._replace(**changed)

    @property
    def scores_before(self):
        return self.scores._replace(date="2022-11-22")

    @property
    def simulation(self):
        drawn = self.like.simulation
        indices = drawn.indices
        shares = self.change(100 * indices["total"]) / 100
        return Drawn(drawn.intervals, drawn.bounds, drawn.wins, indices.assign(total=shares))


class Odd(Awkward):
    """Every score is an odd number and 0.4613 more: rounded once it is odd, rounded twice it is even."""

    def change(self, numbers):
        return 2 * np.floor(numbers.clip(upper=99) / 2) + 1.46130001


class Across(Awkward):
    """Every score is one of ACROSS."""

    def change(self, numbers):
        return numbers.where(numbers.isna(), np.resize(ACROSS, len(numbers)))


@pytest.fixture
def key_of(monkeypatch):
    """The entries of every key that is drawn during the test, and not drawn: colours elsewhere are those of data."""
    kept = []
    monkeypatch.setattr(marks, "_entry", lambda paper, x, y, look, words: kept.append((look, words)))
    return kept


@pytest.fixture(scope="module")
def odd(now):
    return Odd(now.atlas, like=now)


@pytest.fixture(scope="module")
def across(now):
    return Across(now.atlas, like=now)


@pytest.mark.parametrize(("chart", "size", "lang"), paired(OF_SCORES, SIZES, list(LANGUAGES)))
def test_every_score_in_a_drawing_is_rounded_once(chart, size, lang, odd, look):
    figure = odd.drawn(chart, size=size, lang=lang)
    texts = look(figure).texts
    if chart == "strongest_clause":  # beside the scores it prints codes, 0 to 3
        texts = [text for text in texts if text not in "0123"]
    printed = [number for text in texts if re.fullmatch(r"\d+(–\d+)?", text) for number in text.split("–")]
    scores = [number for number in printed if number not in TICKS]
    assert scores or size == "tall"
    assert [number for number in scores if int(number) % 2 == 0] == []


@pytest.mark.parametrize("chart", [*OF_SCORES, "frontier"])
def test_no_number_in_the_words_of_a_chart_was_rounded_before(chart, odd, monkeypatch):
    told, number = [], Translator.number
    monkeypatch.setattr(Translator, "number", lambda *given: told.append(given[1]) or number(*given))
    odd.draw(chart)
    assert told
    assert [value for value in told if value % 1 and value == round(value, 6)] == []


def grounds(drawing: Drawing) -> dict[str, set[str]]:
    """Return the colours on which each number of a drawing is written."""
    found = defaultdict(set)
    for axes in drawing.axes:
        meshes = [mesh for mesh in axes.collections if isinstance(mesh, QuadMesh)]
        for text in [text for text in axes.texts if re.fullmatch(r"[\d.]+", text.get_text())]:
            x, y = text.get_position()
            for mesh in meshes:
                colours = mesh.get_facecolors().reshape(*mesh.get_array().shape, 4)
                found[text.get_text()].add(to_hex(colours[int(y), int(x)], keep_alpha=True))
            for patch in axes.patches:
                left, top, wide, high = patch.get_bbox().bounds if hasattr(patch, "get_bbox") else (0, 0, 0, 0)
                if left < x < left + wide and top < y < top + high and patch.get_facecolor()[3]:
                    found[text.get_text()].add(to_hex(patch.get_facecolor(), keep_alpha=True))
    return found


@pytest.mark.parametrize(("chart", "size"), [(chart, size) for chart in STEPPED for size in SIZES])
def test_numbers_that_are_printed_alike_stand_on_one_colour(chart, size, across, drawings):
    across.draw(chart, size=size)
    colours = grounds(drawings[-1])
    assert len(colours) > 3
    assert {number: shades for number, shades in colours.items() if len(shades) > 1} == {}


@pytest.mark.parametrize("chart", ["heat_strip", "score_matrix"])
def test_a_score_stands_on_the_colour_that_the_key_gives_for_it(chart, across, drawings, key_of):
    across.draw(chart)
    ranges = {
        to_hex(look["facecolor"], keep_alpha=True): [int(end) for end in re.findall(r"\d+", words)]
        for look, words in key_of if re.match(r"\d", words)
    }  # fmt: skip
    assert len(ranges) == 4
    for number, shades in grounds(drawings[-1]).items():
        (shade,) = shades
        assert ranges[shade][0] <= int(number) <= ranges[shade][-1]
