"""A chart or table that is asked for what is not there says so in a sentence, and documents what it may be asked."""

from dataclasses import replace

import pytest

from credatlas.figures import charts
from credatlas.figures.arguments import WORDS
from credatlas.figures.words import tables


@pytest.mark.parametrize(
    ("draw", "error", "message"),
    [
        (lambda a, s: charts.frontier(s, a), TypeError, "dimension_scores is a Scores, not a frame; score(atlas).dimensions gives it"),
        (lambda a, s: charts.frontier(s.composite, a), ValueError, "dimension_scores is another frame, without the column coded; score(atlas).dimensions gives it"),
        (lambda a, s: charts.frontier(s.dimensions, s), TypeError, "atlas is a Scores, not a Dataset; load().as_of('latest') gives one"),
        (lambda a, s: charts.then_and_now(s.dimensions, s, a), TypeError, "before is a DataFrame, not Scores; score(atlas) gives them"),
        (lambda a, s: charts.rank_intervals(s.dimensions, a, dimension_scores=s.dimensions), ValueError, "intervals is another frame, without the column median; simulate(atlas).rank_intervals() gives it"),
        (lambda a, s: charts.frontier(s.dimensions, a.where(confidence="high")), ValueError, "dimension_scores is of the data VERSION, and atlas is VERSION, high confidence only: draw it with its own data"),
        (lambda a, s: charts.then_and_now(s, s, a.where(coding="a")), ValueError, "before is of the data VERSION, and atlas is VERSION, codes of pass a: draw it with its own data"),
        (lambda a, s: charts.frontier(s.dimensions, a, x="Portability"), KeyError, "'Portability' is not a dimension; did you mean 'PO'?"),
        (lambda a, s: charts.then_and_now(s, replace(s, date="2022-11-22"), a), ValueError, "before is of DAY, and after of 2022-11-22: give the scores of the earlier day first"),
        (lambda a, s: tables.provisions(a, "Canada"), KeyError, "no jurisdiction 'Canada'; Canada is a group, and members('Canada') lists it"),
        (lambda a, s: a["canada"], KeyError, "no jurisdiction 'canada'; Canada is a group, and members('Canada') lists it"),
        (lambda a, s: tables.sources(a, jurisdictions=["Ontario"]), KeyError, "'Ontario' is not a jurisdiction; did you mean 'CA-ON'?"),
        (lambda a, s: charts.frontier(s.dimensions, a, jurisdictions=["Ontario"]), KeyError, "'Ontario' is not a jurisdiction; did you mean 'CA-ON'?"),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly_is_answered_in_a_sentence(now, draw, error, message):
    with pytest.raises(error) as refused:
        draw(now.atlas, now.scores)
    assert refused.value.args == (message.replace("VERSION", now.atlas.version).replace("DAY", now.atlas.date),)


@pytest.mark.parametrize(("named", "ids"), [("NZ", ["NZ"]), ("Asia-Pacific", ["AU", "NZ", "MY", "SG"])])
def test_one_jurisdiction_or_a_group_may_be_named_without_a_list(now, named, ids):
    one, listed = (charts.frontier(now.scores.dimensions, now.atlas, jurisdictions=asked) for asked in (named, ids))
    assert one == listed
    peers = [
        charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="NZ", peers=asked)
        for asked in ("AU", ["AU"])
    ]
    assert peers[0] == peers[1]


def test_each_argument_is_documented_once_and_in_words():
    documented = "\n".join(
        f"{room.__name__}{getattr(room, name).__doc__}" for room in (charts, tables) for name in room.__all__
    )
    assert [name for name in WORDS if f"\n{name}\n    {WORDS[name]}\n" not in documented] == []
