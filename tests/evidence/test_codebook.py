"""The codebook's worked example: read from the document, compared with the data, computed again with fractions."""

import re
from fractions import Fraction

import pytest

from credatlas.index.scores import CLASSES, Method, count_needed

FRAMEWORK = "ca-cican-2021"
WEIGHTS = {"ST": (1, 1, 1), "PO": (1, 1, 1), "SP": (1, 1, 0)}  # codebook, section 4


@pytest.fixture(scope="module")
def example(atlas):
    text = (atlas.folder / "CODEBOOK.md").read_text("utf-8")
    return text[text.index("## 7. A worked example") : text.index("## 8. Changelog")]


@pytest.fixture(scope="module")
def provisions(example):
    """Cells of the first table by indicator: status, scope, codes, arithmetic, score; "-" as ""."""
    rows = re.findall(r"^\| ((?:ST|PO|SP)[1-6]) \| (.+) \|$", example, re.MULTILINE)
    return {name: ["" if cell == "-" else cell for cell in cells.split(" | ")] for name, cells in rows}


@pytest.fixture(scope="module")
def stated(example):
    """Scores of the second table."""
    return dict(re.findall(r"^\| (ST|PO|SP|composite) \| .+ \| ([0-9.]+) \|$", example, re.MULTILINE))


def _score(name, codes):
    weights = WEIGHTS[name[:2]]
    return Fraction(100, 3) * sum(w * int(c) for w, c in zip(weights, codes, strict=True)) / sum(weights)


def _points(value):
    return f"{float(value):.2f}"


def _mean(values):
    values = list(values)
    return sum(values, Fraction()) / len(values)


def test_the_codes_in_the_document_are_those_of_the_data(atlas, provisions):
    rows = atlas.provisions[atlas.provisions["framework_id"] == FRAMEWORK]
    data = {
        row.indicator_id: [
            row.status,
            row.scope,
            *("" if c != c else f"{c:.0f}" for c in (row.obligation, row.precision, row.delegation)),
        ]
        for row in rows.itertuples()
    }
    assert {name: cells[:5] for name, cells in provisions.items()} == data
    assert len(data) == 18


def test_each_score_follows_from_the_codes(provisions):
    for name, (_, scope, *codes, _, score) in provisions.items():
        assert scope in ("", "general")
        assert score == (_points(_score(name, codes)) if codes[0] else ""), name


def test_dimensions_and_composite_follow_from_the_scores(provisions, stated):
    scores = {name: _score(name, cells[2:5]) for name, cells in provisions.items() if cells[2]}
    dimensions = {part: _mean(score for name, score in scores.items() if name[:2] == part) for part in WEIGHTS}
    assert stated == {
        part: _points(score) for part, score in {**dimensions, "composite": _mean(dimensions.values())}.items()
    }


def test_the_sums_written_out_are_right(provisions, example):
    for sum_, count, result in re.findall(r"\| \(([0-9. +]+)\) / ([0-9]) \| ([0-9.]+)", example):
        terms = [Fraction(term) for term in sum_.split(" + ")]
        assert abs(sum(terms) / int(count) - Fraction(result)) < Fraction(1, 100)
    for name, (_, _, *codes, arithmetic, _) in provisions.items():
        if match := re.fullmatch(r"100/3 x \(([0-9 +]+)\) / ([23])", arithmetic):
            counted = [code for code, weight in zip(codes, WEIGHTS[name[:2]], strict=True) if weight]
            assert match[1].split(" + ") == counted and int(match[2]) == len(counted)


def test_two_thirds_of_what_applies_is_what_the_library_asks_for(provisions, example):
    words = " ".join(example.split())
    applicable = {
        part: sum(bool(cells[2]) for name, cells in provisions.items() if name[:2] == part) for part in WEIGHTS
    }
    needed = {part: int(count_needed(count, Method())) for part, count in applicable.items()}
    assert (
        f"Two thirds of six indicators are {needed['ST']}, and of the five that apply for speed also {needed['SP']}"
        in words
    )
    read, asked = sum(applicable.values()) - 3, sum(applicable.values())
    assert applicable["ST"] - 3 < needed["ST"] and read / asked > Method().estimated_share
    assert f"{read} of {asked} indicators are still more than a third" in words


def test_the_classes_are_those_of_the_library(atlas):
    text = (atlas.folder / "CODEBOOK.md").read_text("utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \| .+ \| (?:yes|no) \| (?:yes|no) \|$", text, re.MULTILINE) == list(CLASSES)


def test_every_page_states_the_version_of_the_codebook(atlas):
    version = re.search(r"^Version (\d+) ", (atlas.folder / "CODEBOOK.md").read_text("utf-8"), re.MULTILINE)[1]
    pages = [path for path in (atlas.folder / "codebook").glob("*.md") if path.stem != "README"]
    assert len(pages) == 18 and all(f"version {version}:" in page.read_text("utf-8") for page in pages)


def test_what_would_be_if_st6_were_targeted_or_missing(provisions, example):
    st6 = _score("ST6", provisions["ST6"][2:5])
    others = sum(
        _score(name, cells[2:5]) for name, cells in provisions.items() if name in ("ST1", "ST2", "ST3", "ST4", "ST5")
    )
    words = " ".join(example.split())
    assert f"{_points(st6)} x 2/3 = {_points(st6 * Fraction(2, 3))}" in words
    assert f"{_points(others)} / 5 = {_points(others / 5)}" in words
    assert f"{_points(others)} / 6 = {_points(others / 6)}" in words
    assert f"({_points(others)} + 100) / 6 = {_points((others + 100) / 6)}" in words
