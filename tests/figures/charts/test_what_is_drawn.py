"""What every chart draws is what its data say: numbers, their colours, the key, marks at one place, who is left out.

The data are made awkward: numbers that two roundings would change, shares on both sides of a step, everybody alike.
"""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.collections import PathCollection, QuadMesh
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Drawing

from credatlas.figures import charts
from credatlas.figures.drawing import marks, style, theme
from credatlas.figures.language.language import Language, Translator
from credatlas.settings import LANGUAGES
from tests.figures.chart_cases import Case
from tests.figures.charts.test_every_chart import CHOOSING, SIZES, paired

pytestmark = pytest.mark.slow
POINTS = ["score", "low", "high"]
TICKS = {"0", "25", "50", "75", "100"}
OF_SCORES = ["dimension_profile", "score_matrix", "strongest_clause", "then_and_now"]
STEPPED = ["hangs_on", "score_matrix"]
# points on both sides of a step, some of them printed alike
ACROSS = (0.31, 0.46, 33.2, 33.46, 33.6, 66.4, 66.6, 67.46, 67.6, 34.4)
SELECTIONS = (None, ["CA-ON"], ["NZ", "EE"], ["CA-QC", "CA-NB", "IE"], ["CA-ON", "CA-BC", "CA-CICAN", "MY"])
LISTED = {"hatched", theme.BARRIER, *theme.GROUPS.values()}
RAMP = {to_hex(shade) for shade in style.SHADES[1:]}
KEYED = ("coverage", "hangs_on", "hasse", "rank_intervals", "score_matrix")  # others have words beside every mark


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
        return replace(scores, **changed)

    @property
    def scores_before(self):
        return replace(self.scores, date="2022-11-22")

    @property
    def simulation(self):
        drawn = self.like.simulation
        indices = drawn.indices
        shares = self.change(100 * indices["total"]) / 100
        return replace(drawn, indices=indices.assign(total=shares), estimated=None)


class Odd(Awkward):
    """Every score is an odd number and 0.4613 more: rounded once it is odd, rounded twice it is even."""

    def change(self, numbers):
        return 2 * np.floor(numbers.clip(upper=99) / 2) + 1.46130001

    @property
    def scores_before(self):
        before = self.scores.dimensions
        lower = {end: before[end].where(before[end] < 12, before[end] - 10) for end in POINTS}
        return replace(self.scores, dimensions=before.assign(**lower), date="2022-11-22")


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
    texts = [number for text in texts for number in text.split(" \u2192 ")]
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


@pytest.mark.parametrize("chart", ["score_matrix"])
def test_a_score_stands_on_the_colour_that_the_key_gives_for_it(chart, across, drawings, key_of):
    across.draw(chart)
    ranges = {
        to_hex(look["facecolor"], keep_alpha=True): [int(end) for end in re.findall(r"\d+", words)]
        for look, words in key_of if re.match(r"\d", words)
    }  # fmt: skip
    assert len(ranges) > 2
    for number, shades in grounds(drawings[-1]).items():
        (shade,) = shades
        assert ranges[shade][0] <= int(number) <= ranges[shade][-1]


def colours_of(drawing: Drawing) -> set[str]:
    """Return the colours in which a drawing shows anything, and "hatched" where something is."""
    found = set()
    for axes in drawing.axes:
        for line in axes.lines:
            if len(line.get_xdata()) and line.get_marker() not in ("None", "", None):
                found |= {to_hex(line.get_markeredgecolor()), to_hex(line.get_markerfacecolor())}
            elif len(line.get_xdata()):
                found.add(to_hex(line.get_color()))
        for patch in axes.patches:
            if patch.get_window_extent().width * patch.get_window_extent().height > 0:
                found |= {to_hex(patch.get_facecolor()), to_hex(patch.get_edgecolor())}
                found |= {"hatched"} if patch.get_hatch() else set()
        for collection in axes.collections:
            found |= {to_hex(colour) for colour in [*collection.get_facecolors(), *collection.get_edgecolors()]}
    return found


@pytest.mark.parametrize(("chart", "only"), [(chart, only) for chart in KEYED for only in SELECTIONS])
def test_the_key_lists_what_is_drawn_and_nothing_else(chart, only, now, drawings, key_of):
    now.draw(chart, only if chart in CHOOSING else None)
    drawn, listed = colours_of(drawings[-1]), set()
    for look, _ in key_of:
        options = (look.get(name) for name in ("facecolor", "markerfacecolor", "color", "edgecolor", "markeredgecolor"))
        listed.add(to_hex(next(colour for colour in options if colour not in (None, "none"))))
        listed |= {"hatched"} if look.get("hatch") else set()
    listed.discard(to_hex(theme.QUIET))  # of lines and hatching
    assert listed - drawn == set()
    needed = LISTED | RAMP if chart in [*STEPPED, "coverage"] else LISTED
    assert (drawn & needed) - listed == set()


class Alike(Awkward):
    """Everybody has the same scores."""

    def change(self, numbers):
        return numbers.where(numbers.isna(), 40.0)

    @property
    def scores_before(self):
        before = self.scores.dimensions
        return replace(self.scores, dimensions=before.assign(score=before["score"] - 10), date="2022-11-22")


@pytest.fixture(scope="module")
def alike(now):
    return Alike(now.atlas, like=now)


def dots_of(drawing: Drawing) -> list[tuple[str, np.ndarray]]:
    """Return the colour and the place in points of every dot of a group."""
    found = []
    for axes in drawing.axes:
        for line in [line for line in axes.lines if line.get_marker() in style.MARKERS.values()]:
            found += [
                (to_hex(line.get_markerfacecolor()), at) for at in line.get_transform().transform(line.get_xydata())
            ]
        for collection in [dots for dots in axes.collections if isinstance(dots, PathCollection)]:
            places = collection.get_offset_transform().transform(collection.get_offsets())
            found += [(to_hex(colour), at) for colour, at in zip(collection.get_facecolors(), places, strict=True)]
    return [(colour, at) for colour, at in found if colour in theme.GROUPS.values()]


@pytest.mark.parametrize(("chart", "which", "size"), paired(charts.__all__, ["now", "then", "alike"], SIZES))
def test_dots_of_different_groups_at_one_place_are_all_seen(chart, size, which, request, drawings, key_of):
    request.getfixturevalue(which).draw(chart, size=size)
    dots = dots_of(drawings[-1])
    if which == "alike" and chart in ("frontier", "then_and_now"):
        assert len({colour for colour, _ in dots}) == 2
    hidden = [
        (one, other)
        for (one, here), (other, there) in combinations(dots, 2)
        if one != other and np.abs(here - there).max() < marks.NEAR
    ]
    assert hidden == []


@pytest.mark.parametrize("size", SIZES)
def test_names_of_those_that_are_alike_do_not_cover_each_other(size, alike):
    assert alike.overlaps("then_and_now", size=size) == alike.overlaps("frontier", size=size) == []


@pytest.mark.parametrize(
    ("chart", "only", "seen"), paired(CHOOSING, SELECTIONS, list(zip(["now", "then"] * 3, SIZES * 2, strict=True)))
)
def test_every_jurisdiction_is_drawn_or_named_in_the_picture(chart, only, seen, request, look):
    day, size = seen
    case = request.getfixturevalue(day)
    figure, t = case.drawn(chart, only, size=size), Language(case.atlas)
    texts, every = look(figure).texts, set(case.atlas.jurisdictions["jurisdiction_id"]) - {"CA"}
    last = next((index for index, text in enumerate(texts) if text.startswith("Not chosen: ")), len(texts))
    spared = " ".join(texts[last:])  # it may run over several lines
    assert len(every - set(only or every)) == count_named(spared)
    profile = chart == "indicator_profile"  # where peers have no names, and their caption tells them
    told = " ".join([figure.title, *texts[:last], figure.caption if profile else ""])
    chosen = only[:1] if profile and only else only or every
    names = {
        jurisdiction: (t.jurisdiction(jurisdiction), t.short(jurisdiction))
        for jurisdiction in chosen
        if jurisdiction.removeprefix("CA-") not in texts
    }
    assert [jurisdiction for jurisdiction, both in names.items() if not any(name in told for name in both)] == []


def count_named(sentence: str) -> int:
    """Return how many a sentence names or counts: `Not chosen: Ontario and Spain.` are 2, `14 other jurisdictions.` 14."""
    one_name = re.sub("(Newfoundland|Colleges) and ", r"\\1 & ", sentence)
    listed = [name for name in re.split(", | and ", one_name.removeprefix("Not chosen: ").rstrip(".")) if name]
    counts = [re.fullmatch(r"(\d+) other.*", name) for name in listed]
    return sum(int(count[1]) if count else 1 for count in counts)
