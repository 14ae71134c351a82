"""A word that puts one above all others stands only where the sentence names the set that it is true of."""

import re

import pytest

from credatlas.figures import charts
from credatlas.figures.drawing import style
from tests.figures.chart_cases import choice_among

ABOVE_ALL = re.compile(
    r"\b(highest|lead|leading|strongest|only|nobody|any other|most|first was|have risen|newest)\b", re.I
)
SETS = re.compile(
    r"shown|read|found|leave open|over all|with a score|beyond doubt|rank shift|(among|beside) them|for some only", re.I
)
CHOOSING = [chart.function.__name__ for chart in charts.CHARTS.values() if choice_among(chart)]


@pytest.mark.parametrize("only", [None, ["NZ", "IE"], ["CA-ON", "CA-AB", "CA-BC"], ["EU", "CA-SK"]])
@pytest.mark.parametrize("chart", CHOOSING)
def test_who_is_put_above_others_is_so_of_a_set_that_is_named(chart, only, now, monkeypatch):
    monkeypatch.setattr(style, "draw", lambda *drawn: "<svg></svg>")  # words alone are asked for
    figure = now.draw(chart, only)
    sentences = [part for text in (figure.title, figure.alt) for part in re.split(r"(?<=[.;]) ", text)]
    assert not [sentence for sentence in sentences if ABOVE_ALL.search(sentence) and not SETS.search(sentence)]
