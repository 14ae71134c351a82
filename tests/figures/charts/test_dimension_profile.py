"""The dimension profile gives every score with its bounds, and no dot where too little was read."""

import pytest

from credatlas.figures import charts
from tests.figures.chart_cases import open_dots, with_searches


def test_the_title_names_who_leads_beyond_doubt_on_each_dimension_and_changes_with_the_frame(now):
    """Ireland's portability lies above the European Union's whatever was not read; on stackability bounds overlap."""
    scores, atlas = now.scores.dimensions, now.atlas
    title = charts.dimension_profile(scores, atlas, jurisdictions=["IE", "EU"]).title
    assert title.startswith("Of those shown with a score, these lead: on stackability Ireland (80); on portability ")
    title = charts.dimension_profile(scores, atlas, jurisdictions=["NZ", "IE"]).title
    assert "on stackability New Zealand and Ireland (70 to 87);" in title and "Highest" not in title
    turned = scores.assign(score=100 - scores["score"], low=100 - scores["high"], high=100 - scores["low"])
    title = charts.dimension_profile(turned, atlas, jurisdictions=["IE", "EU"]).title
    assert "on stackability European Union (61);" in title


def test_equal_scores_are_named_together(now):
    scores = now.scores.dimensions.assign(score=50.0, low=50.0, high=50.0)
    title = charts.dimension_profile(scores, now.atlas, jurisdictions=["AU", "EU"]).title
    assert title.startswith(
        "Of those shown with a score, these lead: on stackability European Union and Australia (50);"
    )


def test_rows_fall_from_the_highest_score_and_end_with_those_without_one(then, look):
    figure = then.drawn("dimension_profile")
    rows = [row for row in figure.rows if row[-1] == "ST"]
    scores = [row[3] for row in rows]
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
        bounds = scores.loc[(row[-2], row[-1]), ["low", "high"]]
        assert (row[4], row[5]) == tuple(None if bound != bound else bound for bound in bounds)


def test_a_dimension_that_was_partly_read_is_hatched(then, look):
    figure = charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["CA-BC", "AU"])
    assert look(figure).hatched and "partly read: no score" in look(figure).texts
    assert not look(charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["NL"])).hatched


def test_an_estimate_is_an_open_dot_on_its_interval_and_says_how_much_was_read(then, look, drawings):
    scores, some = then.scores.dimensions, ["CA-BC", "AU"]
    figure = charts.dimension_profile(scores, then.atlas, estimates=then.estimates, jurisdictions=some)
    rows = then.estimates.query("jurisdiction_id in @some and `class` == 'estimated' and dimension_id != 'composite'")
    assert sorted(open_dots(drawings[-1])) == sorted(rows["median"]) and not look(figure).hatched
    ends = {tuple(segment[:, 0]) for axes in drawings[-1].axes for lines in axes.collections
            for segment in getattr(lines, "get_segments", list)()}  # fmt: skip
    assert set(zip(rows["low_80"], rows["high_80"], strict=True)) <= ends
    words = [text for text in look(figure).texts if text.startswith("estimate, ")]
    assert sorted(words) == sorted(f"estimate, {row.read} of {row.applicable} read" for row in rows.itertuples())
    assert {"estimate", "its 80 % interval"} < set(look(figure).texts) and f"{len(rows)} open dots" in figure.alt
    told = {row[-1]: row[6:9] for row in figure.rows if row[-2] == "CA-BC"}
    assert told["SP"] == (None,) * 3 and None not in told["ST"]


def test_without_estimates_bounds_are_all_that_is_drawn_of_what_was_partly_read(then, look, drawings):
    figure = charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["CA-BC", "AU"])
    assert look(figure).hatched and open_dots(drawings[-1]) == []
    assert "stimate" not in figure.alt + figure.caption + figure.subtitle + figure.svg
    assert "median" not in [column.name for column in figure.columns]


def test_a_score_is_never_drawn_as_an_estimate(now, drawings):
    charts.dimension_profile(now.scores.dimensions, now.atlas, estimates=now.estimates, jurisdictions=["NZ", "IE"])
    assert open_dots(drawings[-1]) == []


def test_the_three_that_have_neither_score_nor_estimate_are_lines_of_words(then, look):
    some = ["CA-NS", "CA-QC", "CA", "CA-SK", "AU"]
    figure = charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=some)
    read = then.scores.dimensions.query("jurisdiction_id == 'CA-SK'")[["coded", "applicable"]].sum()
    lines = (
        f"Too little could be read: Saskatchewan ({read['coded']} of {read['applicable']} read).",
        f"No framework found: {' and '.join(with_searches(then.atlas, 'CA-QC', 'CA'))}.",
        "No framework known to be in force on this day: Nova Scotia.",
    )
    assert [text for text in look(figure).texts if text in lines] == list(lines)
    assert all(line in figure.caption for line in lines) and lines[0] in figure.alt
    assert "Saskatchewan" not in look(figure).texts and "Nova Scotia" not in look(figure).texts
    assert {row[2] for row in figure.rows if row[-2] == "CA-NS"} == {"no framework known to be in force"}


def test_where_nobody_can_be_drawn_the_words_are_all(then, look):
    figure = charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["SG", "CA-QC"])
    assert figure.title == f"No framework found: {with_searches(then.atlas, 'CA-QC')[0]}"
    assert "Singapore" in figure.caption
    assert "could not be read" not in figure.alt + figure.caption


def test_one_jurisdiction_is_told_in_full(now):
    figure = charts.dimension_profile(now.scores.dimensions, now.atlas, jurisdictions=["IE"])
    assert figure.title == "Ireland scores 80 on stackability, 85 on portability and 44 on speed"


def test_nobody_scored_is_said(now):
    scores = now.scores.dimensions.assign(score=float("nan"), **{"class": "estimated"})
    figure = charts.dimension_profile(scores, now.atlas, jurisdictions=["AU", "EU"])
    assert figure.title == "Too little could be read to score European Union and Australia"
