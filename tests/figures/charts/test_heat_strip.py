"""The heat strip maps provinces as tiles, hatches what cannot be scored, and sets the others beside them."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.heat_strip import TILES

NAN = float("nan")


def scores(**given):
    """Scores on stackability: jurisdiction (with _ for -) = score, or (low, high) where there is none."""
    rows = [
        {"jurisdiction_id": some.replace("_", "-"), "dimension_id": "ST",
         "score": NAN if isinstance(score, tuple) else score,
         "low": score[0] if isinstance(score, tuple) else score,
         "high": score[1] if isinstance(score, tuple) else score,
         "coded": 6, "applicable": 6, "class": "estimated" if isinstance(score, tuple) else "scored"}
        for some, score in given.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_every_province_and_territory_has_a_tile_of_its_own(now):
    kinds = now.atlas.jurisdictions.set_index("jurisdiction_id")["kind"]
    assert set(TILES) == set(kinds.index[kinds.isin(["province", "territory"])])
    assert len(set(TILES.values())) == 13


@pytest.mark.parametrize(
    ("given", "title"),
    [
        (
            {"CA_ON": 40, "CA_BC": 70, "CA_QC": (0, 100), "EU": 90},
            "2 of 3 provinces and territories can be scored on stackability; leading among them: British Columbia (70)",
        ),
        (
            {"CA_ON": 0, "CA_BC": 0, "CA_QC": (0, 100)},
            "2 of 3 provinces and territories can be scored on stackability, and all score 0",
        ),
        (
            {"CA_ON": (0, 60), "CA_BC": (5, 90)},
            "None of 2 provinces and territories can be scored on stackability",
        ),
        ({"CA_ON": (0, 60)}, "No score on stackability for Ontario"),
        ({"CA_ON": 60}, "Ontario scores 60 on stackability"),
        ({"EU": 40, "AU": 60}, "Leading on stackability, of those shown with a score: Australia (60)"),
        ({"EU": (0, 60)}, "Too little could be read to score European Union"),
    ],
)
def test_the_title_says_how_many_provinces_can_be_scored_and_who_leads(given, title, now):
    assert charts.heat_strip(scores(**given), now.atlas).title == title


def test_without_a_score_a_tile_is_hatched_and_gives_its_bounds(now, look):
    figure = charts.heat_strip(scores(CA_ON=(13, 63), CA_BC=70), now.atlas)
    assert look(figure).hatched
    assert {"13\u201363", "70"} <= set(look(figure).texts)
    assert "Hatched: too little was read for a score" in figure.caption and "Ontario" in figure.caption
    assert "partly read, with bounds" in look(figure).texts


def test_without_a_framework_a_tile_is_empty_and_words_below_say_why(then, look):
    figure = then.drawn("heat_strip")
    listed = [text for text in look(figure).texts if text.startswith("No framework")]
    assert listed[0].startswith("No framework found: ") and "Quebec" in listed[0] and "see below" in look(figure).texts
    assert "No framework known to be in force on this day: Nova Scotia and Singapore." in listed
    shown = set(look(figure).column("jurisdiction_id"))
    assert not shown & {"CA-NS", "SG", "CA-QC", "CA"}
    assert "0\u2013100" not in look(figure).texts


def test_the_colleges_and_other_countries_stand_in_the_strip_by_score(now, look):
    figure = charts.heat_strip(scores(CA_ON=10, CA_CICAN=17, EU=39, AU=(0, 50)), now.atlas)
    parts = list(zip(look(figure).column("part"), look(figure).column("jurisdiction_id"), strict=True))
    assert parts == [("map", "CA-ON"), ("strip", "EU"), ("strip", "CA-CICAN"), ("strip", "AU")]


def test_provinces_that_are_not_shown_keep_an_empty_tile(now, look):
    texts = look(charts.heat_strip(scores(CA_ON=10), now.atlas)).texts
    assert {code.removeprefix("CA-") for code in TILES} <= set(texts)


def test_another_dimension_is_another_figure(now):
    figure = charts.heat_strip(now.scores.dimensions, now.atlas, dimension="SP")
    assert figure.id == f"heat-strip-{now.atlas.date}-sp" and figure.subtitle.startswith("Speed,")
