"""The strongest clause is named, told beside its bar and said to be how firm; ties are named together."""

import pytest

from credatlas.figures import charts
from credatlas.figures.charts.strongest_clause import order_clauses
from tests.figures.chart_cases import with_searches


def test_the_title_names_the_leader_and_changes_with_the_frame(now):
    scores = now.scores.indicators
    assert charts.strongest_clause(scores, now.atlas, jurisdictions=["IE", "NZ"]).title == (
        "Of 2 shown that could be read, Ireland has the strongest clause on stacking: 89 points, "
        "in a text that does not name micro-credentials"
    )
    turned = scores.assign(score=100 - scores["score"])
    assert charts.strongest_clause(turned, now.atlas, jurisdictions=["IE", "NZ"]).title == (
        "Of 2 shown that could be read, New Zealand has the strongest clause on stacking: 33 points"
    )


def test_ties_are_named_together_and_silence_leads_nothing(now):
    scores = now.scores.indicators
    tied = charts.strongest_clause(scores.assign(score=50.0), now.atlas, jurisdictions=["IE", "NZ"])
    assert tied.title == (
        "Of 2 shown that could be read, Ireland and New Zealand have the strongest clauses on stacking: 50 points each"
    )
    silent = charts.strongest_clause(scores.assign(score=0.0), now.atlas, jurisdictions=["IE", "NZ"])
    assert silent.title == "Nobody who could be read provides for stacking"
    assert "n our words" not in silent.caption


def test_one_jurisdiction_is_told_with_its_score(now):
    figure = charts.strongest_clause(now.scores.indicators, now.atlas, jurisdictions=["IE"])
    assert figure.title == "Ireland scores 89 points on stacking"


def test_what_was_not_read_stands_last_in_words_and_is_never_a_zero(then, look):
    some = ["CA-SK", "CA-CICAN", "IE", "CA-QC", "CA-NS"]
    figure = charts.strongest_clause(then.scores.indicators, then.atlas, indicator="ST3", jurisdictions=some)
    assert look(figure).column("jurisdiction_id") == ["IE", "CA-CICAN", "CA-SK"]
    assert look(figure).column("score")[1:] == [0.0, None]
    assert look(figure).column("says")[-1] == "not read" and "not read" in look(figure).texts
    searched = with_searches(then.atlas, "CA-QC")[0]
    assert (
        f"No framework found: {searched}. No framework known to be in force on this day: Nova Scotia. "
        in figure.caption
    )
    alone = charts.strongest_clause(then.scores.indicators, then.atlas, jurisdictions=["CA-SK"])
    assert alone.title == "Saskatchewan: stacking could not be read"


def test_the_leaders_clause_is_quoted_with_framework_codes_and_source(now):
    figure = charts.strongest_clause(now.scores.indicators, now.atlas)
    clause = now.atlas.provisions.query("jurisdiction_id == 'IE' and indicator_id == 'ST1'").iloc[0]
    codes = "required · named criteria · public authority"
    assert clause[["obligation", "precision", "delegation"]].tolist() == [3, 2, 3]
    assert f"({codes}). Our summary: {clause['finding'].strip()} Source: " in figure.caption


def test_the_leaders_clause_stands_below_its_bar(now, look):
    finding = now.atlas.provisions.query("jurisdiction_id == 'IE' and indicator_id == 'ST1'").iloc[0]["finding"]
    texts = look(now.drawn("strongest_clause")).texts
    start = next(index for index, text in enumerate(texts) if text.startswith("In our words: "))
    assert " ".join(texts[start : start + 4]).startswith(f"In our words: {finding.strip()}")


def test_the_leaders_are_drawn_whoever_is_selected(now, look):
    figure = charts.strongest_clause(now.scores.indicators, now.atlas, select=["CA-ON"])
    assert look(figure).column("jurisdiction_id") == ["IE", "CA-ON"]
    assert figure.id == now.drawn("strongest_clause").id


def test_the_three_codes_are_in_the_data_and_a_word_for_them_in_the_row(now, look):
    figure = charts.strongest_clause(now.scores.indicators, now.atlas, jurisdictions=["IE"])
    clause = now.atlas.provisions.query("jurisdiction_id == 'IE' and indicator_id == 'ST1'").iloc[0]
    shown = [look(figure).column(name)[0] for name in ("obligation", "precision", "delegation")]
    assert shown == [clause[name] for name in ("obligation", "precision", "delegation")]
    assert look(figure).column("says") == ["required"] and clause["obligation"] == 3
    assert "required" in look(figure).texts


def test_of_equal_scores_the_one_read_most_surely_stands_first(now):
    scores = now.scores.indicators.assign(score=50.0)
    scores["confidence"] = scores["jurisdiction_id"].map({"EU": "low", "NZ": "high", "AU": "medium"})
    assert list(order_clauses(scores, now.atlas, "ST1", ["EU", "AU", "NZ"]).index) == ["NZ", "AU", "EU"]


def test_an_unknown_indicator_is_refused_with_the_nearest(now):
    with pytest.raises(KeyError, match="'ST7' is not an indicator; did you mean 'ST"):
        charts.strongest_clause(now.scores.indicators, now.atlas, indicator="ST7")
