"""The dimension profile gives every score with its bounds, and no dot where too little was read."""

import pytest

from credatlas.figures import charts


def test_the_title_names_the_highest_of_each_dimension_and_changes_with_the_frame(now):
    scores, atlas = now.scores.dimensions, now.atlas
    figure = charts.dimension_profile(scores, atlas, jurisdictions=["AU", "EU"])
    st = scores[scores["dimension_id"] == "ST"].set_index("jurisdiction_id")["score"]
    assert st["AU"] > st["EU"]
    assert figure.title.startswith(f"Highest where enough was read: Australia on stackability ({st['AU']:.0f});")
    turned = scores.assign(score=100 - scores["score"])
    title = charts.dimension_profile(turned, atlas, jurisdictions=["AU", "EU"]).title
    assert title.startswith(f"Highest where enough was read: European Union on stackability ({100 - st['EU']:.0f});")


def test_equal_scores_are_named_together(now):
    scores = now.scores.dimensions.assign(score=50.0)
    title = charts.dimension_profile(scores, now.atlas, jurisdictions=["AU", "EU"]).title
    assert title.startswith("Highest where enough was read: European Union and Australia on stackability (50);")


def test_rows_fall_from_the_highest_score_and_end_with_those_without_one(then, look):
    figure = then.drawn("dimension_profile")
    rows = [row for row in figure.rows if row[-1] == "ST"]
    scores = [row[2] for row in rows]
    known = [score for score in scores if score is not None]
    assert known == sorted(known, reverse=True)
    assert scores[: len(known)] == known


def test_another_dimension_can_order_the_rows(now):
    scores = now.scores.dimensions
    figure = charts.dimension_profile(scores, now.atlas, order_by="SP")
    first = scores[scores["dimension_id"] == "SP"].set_index("jurisdiction_id")["score"].idxmax()
    assert figure.rows[0][-2] == first
    assert "Rows follow speed." in figure.caption
    with pytest.raises(KeyError, match="'SPP' is not a dimension; did you mean 'SP'"):
        charts.dimension_profile(scores, now.atlas, order_by="SPP")


def test_bounds_are_in_the_data_at_full_precision(now):
    figure = now.drawn("dimension_profile")
    scores = now.scores.dimensions.set_index(["jurisdiction_id", "dimension_id"])
    for row in figure.rows:
        assert (row[3], row[4]) == tuple(scores.loc[(row[-2], row[-1]), ["low", "high"]])


def test_who_has_no_score_is_named_in_the_caption_and_hatched(then, look):
    figure = charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["CA-NS", "AU"])
    assert "Without any score: Nova Scotia." in figure.caption
    assert look(figure).hatched
    assert not look(charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["AU"])).hatched


def test_one_jurisdiction_is_told_in_full(now):
    figure = charts.dimension_profile(now.scores.dimensions, now.atlas, jurisdictions=["IE"])
    assert figure.title == "Ireland scores 80 on stackability, 85 on portability and 44 on speed"


def test_nobody_scored_is_said(unread):
    figure = charts.dimension_profile(unread.scores.dimensions, unread.atlas, jurisdictions=["AU", "EU"])
    assert figure.title == "Too little could be read to score European Union and Australia"
