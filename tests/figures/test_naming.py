"""Ids tell figures apart, sources say where numbers come from, and sentences fit."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas.figures import naming
from credatlas.figures.figure import Column
from credatlas.figures.language.language import Language, translator
from tests.figures.chart_cases import with_searches


def test_an_id_says_what_is_shown_of_which_day(now):
    day = now.atlas.date
    everyone = list(now.atlas.jurisdictions["jurisdiction_id"])
    assert naming.figure_id("frontier", now.atlas, among=everyone) == f"frontier-{day}"
    assert naming.figure_id("frontier", now.atlas, among=["CA-ON"]) == f"frontier-{day}-ca-on"
    assert naming.figure_id("frontier", now.atlas, size="tall", lang="fr") == f"frontier-{day}-tall-fr"
    assert naming.figure_id("frontier", now.atlas, "<b>&") == f"frontier-{day}-b"


def test_the_order_of_jurisdictions_does_not_change_an_id(now):
    one, other = (naming.figure_id("x", now.atlas, among=among) for among in (["EU", "AU"], ["AU", "EU"]))
    assert one == other != naming.figure_id("x", now.atlas, among=["EU", "NZ"])


def test_the_source_names_version_day_and_licence(then, whole):
    t = translator("en")
    assert (
        naming.source_line(then.atlas, t)
        == f"Source: credatlas data {whole.version}, as of 22 November 2022; CC BY 4.0"
    )
    assert naming.source_line(whole, t) == f"Source: credatlas data {whole.version}; CC BY 4.0"


def test_jurisdictions_are_those_asked_for_in_the_order_of_the_data(now):
    frame = pd.DataFrame({"jurisdiction_id": ["EU", "CA-BC", "EU"]})
    assert naming.shown_jurisdictions(frame, now.atlas) == ["CA-BC", "EU"]
    assert naming.shown_jurisdictions(frame, now.atlas, ["AU", "CA-ON", "AU"]) == ["CA-ON", "AU"]
    with pytest.raises(KeyError, match="'AUS' is not a jurisdiction; did you mean 'AU'"):
        naming.shown_jurisdictions(frame, now.atlas, ["AUS"])
    with pytest.raises(ValueError, match="there is no jurisdiction to show; pass at least one"):
        naming.shown_jurisdictions(frame, now.atlas, [])


def test_leaders_are_those_whose_score_is_shown_as_the_highest():
    scores = pd.Series({"A": 10.0, "B": 50.0, "C": 50.0 + 1e-12, "D": None})
    assert naming.leaders(scores) == ["B", "C"]
    assert naming.leaders(scores[["D"]]) == []


def test_scores_of_a_dimension_have_a_row_for_everybody():
    scores = pd.DataFrame({
        "jurisdiction_id": ["A", "A", "B"], "dimension_id": ["ST", "PO", "PO"], "score": [1, 2, 3], "low": 0, "high": 9,
    })  # fmt: skip
    shown = naming.scores_of(scores, "ST", ["B", "A"])
    assert list(shown["score"].fillna(-1)) == [-1, 1] and list(shown) == ["score", "low", "high"]


def test_rows_have_names_for_ids_labels_for_codes_and_yes_or_no(now):
    columns = [Column(name, name) for name in ("jurisdiction", "status", "barrier", "score", "jurisdiction_id")]
    frame = pd.DataFrame({"status": ["missing"], "barrier": [True], "score": [1.5]}, index=["EU"])
    rows = naming.fill_rows(columns, frame.rename_axis("jurisdiction_id"), Language(now.atlas, "fr"))
    assert rows == [("Union européenne", "non lu", "oui", 1.5, "EU")]


def test_order_falls_by_score_then_by_what_is_certain_then_as_in_the_data():
    scores = pd.DataFrame({
        "jurisdiction_id": ["A", "B", "C", "D", "E"],
        "score": [10.0, None, 50.0, None, 10.0],
        "low": [5.0, 20.0, 40.0, 30.0, 5.0],
    })  # fmt: skip
    assert naming.order_by_score(scores, ["A", "B", "C", "D", "E", "F"]) == ["C", "A", "E", "D", "B", "F"]


def test_names_in_a_sentence_are_few_and_short(now):
    t = Language(now.atlas)
    assert naming.named(t, ["EU", "AU"]) == "European Union and Australia"
    assert naming.named(t, ["EU", "AU", "NZ", "IE", "ES"]) == "European Union, Australia, New Zealand and 2 others"


def test_sentences_are_added_while_they_fit():
    assert naming.within("One.", "Two.", "", "Three.", limit=12) == "One. Two."
    assert naming.within("One.", "Much too long.", "Two.", limit=12) == "One. Two."
    assert naming.within("x" * 300, "Two.", limit=250) == "x" * 249 + "…"


def test_every_shared_column_has_its_name_for_a_key_and_words():
    for name, column in naming.shared_columns(translator("en")).items():
        assert column.name == name and column.label and column.description


def test_a_level_of_government_without_an_instrument_is_no_country_beside_provinces(then):
    t, everyone = Language(then.atlas), then.atlas.jurisdictions
    assert t.short("CA") == t.jurisdiction("CA") == "Canada (pan-Canadian)" and t.short("EU") == "EU"
    assert "CA" not in naming.shown_jurisdictions(everyone, then.atlas)
    assert naming.shown_jurisdictions(everyone, then.atlas, ["CA"]) == ["CA"]


def test_those_apart_are_named_by_why_with_what_was_read_or_searched(then):
    t, scores, some = Language(then.atlas), then.scores.dimensions, ["CA-SK", "CA-QC", "CA-NS", "EU"]
    apart = naming.too_little_read(scores, some)
    assert list(apart) == some[:3]
    read, searched, later = naming.say_apart(t, then.atlas, apart, scores)
    sums = scores[scores["jurisdiction_id"] == "CA-SK"][["coded", "applicable"]].sum()
    assert read == f"Too little could be read: Saskatchewan ({sums['coded']} of {sums['applicable']} read)."
    assert searched == f"No framework found: {with_searches(then.atlas, 'CA-QC')[0]}."
    assert later == "No framework known to be in force on this day: Nova Scotia."


@pytest.mark.parametrize(("count", "said"), [(None, "Quebec"), (1, "Quebec (1 search)"), (3, "Quebec (3 searches)")])
def test_searches_are_told_as_often_as_they_were_counted(then, count, said):
    counted = then.atlas.frameworks.assign(searches=count).astype({"searches": float})
    told = naming.say_without_framework(Language(then.atlas), replace(then.atlas, frameworks=counted), ["CA-QC"])
    assert told == [f"No framework found: {said}."]


def test_who_has_a_score_or_an_estimate_somewhere_is_not_apart(then):
    assert naming.too_little_read(then.scores.dimensions, ["CA-BC", "AU"]) == {}


NAN = float("nan")


def bounds(**given):
    """Scores with bounds: id = (score, low, high)."""
    return pd.DataFrame(given, index=["score", "low", "high"]).T


@pytest.mark.parametrize(
    ("given", "names", "said"),
    [
        ({"EU": (60, 60, 60), "AU": (50, 40, 59)}, ["EU"], "European Union (60)"),
        ({"EU": (60, 55, 60), "AU": (50, 40, 59)}, ["EU", "AU"], "European Union and Australia (40 to 60)"),
        ({"EU": (60, 60, 60), "AU": (60, 60, 60)}, ["EU", "AU"], "European Union and Australia (60)"),
        ({"EU": (60, 60, 60), "AU": (NAN, 0, 100)}, ["EU", "AU"], "European Union (60)"),
        ({"AU": (NAN, NAN, NAN)}, [], ""),
    ],
)
def test_one_alone_leads_only_where_its_low_lies_above_every_other_high(given, names, said, now):
    assert naming.contenders(bounds(**given)) == names
    assert naming.say_lead(Language(now.atlas), bounds(**given)) == said


def test_who_reaches_a_floor_is_told_from_whom_unread_texts_could_lift_or_lower():
    ends = bounds(EU=(60, 55, 70), AU=(60, 40, 70), NZ=(40, 30, 55), IE=(10, 10, 10))
    assert naming.split_reached(*(ends[[name]] for name in ends)) == (["EU", "AU"], ["AU", "NZ"])
