"""The dimension profile gives every score with its bounds, and no dot where too little was read."""

import pytest

from credatlas.figures import charts
from tests.figures.chart_cases import with_searches


def test_the_title_names_who_leads_beyond_doubt_on_each_dimension_and_changes_with_the_frame(now):
    """Ireland's portability lies above the European Union's whatever was not read; on stackability bounds overlap."""
    scores, atlas = now.scores.dimensions, now.atlas
    title = charts.dimension_profile(scores, atlas, jurisdictions=["IE", "EU"]).title
    assert title == (
        "Ireland scores higher than the European Union on stackability and portability; neither is shown to score "
        "higher on speed"
    )
    title = charts.dimension_profile(scores, atlas, jurisdictions=["NZ", "IE", "EU"]).title
    assert "on stackability New Zealand and Ireland (70 to 87);" in title and "Highest" not in title
    turned = scores.assign(score=100 - scores["score"], low=100 - scores["high"], high=100 - scores["low"])
    title = charts.dimension_profile(turned, atlas, jurisdictions=["IE", "EU"]).title
    assert title.startswith("The European Union scores higher than Ireland on stackability and portability")


def test_equal_scores_are_named_together(now):
    scores = now.scores.dimensions.assign(score=50.0, low=50.0, high=50.0)
    title = charts.dimension_profile(scores, now.atlas, jurisdictions=["AU", "EU"]).title
    assert title == "Neither is shown to score higher on stackability, portability and speed"
    title = charts.dimension_profile(scores, now.atlas, jurisdictions=["AU", "EU", "IE"]).title
    assert title.startswith(
        "Of those shown with a score, these are first or may be first: on stackability European Union, Ireland and "
        "Australia (50);"
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


def boxes_of(drawing):
    """Return how many boxes a drawing has: dashed, where a score is not known."""
    patches = [patch for axes in drawing.axes for patch in axes.patches]
    return sum(patch.get_linestyle() not in ("-", "solid") for patch in patches)


def test_what_was_partly_read_is_a_box_with_both_ends_and_no_dot(then, look, drawings):
    figure = charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["CA-BC", "AU"])
    rows = then.scores.dimensions.query("jurisdiction_id in ['CA-BC', 'AU'] and score.isna() and coded > 0")
    assert boxes_of(drawings[-1]) == len(rows) > 0
    assert {f"{row.low:.0f}\u2013{row.high:.0f}" for row in rows.itertuples()} <= set(look(figure).texts)
    charts.dimension_profile(then.scores.dimensions, then.atlas, jurisdictions=["NL"])
    assert boxes_of(drawings[-1]) == 0


def test_estimates_are_in_the_data_where_too_little_was_read_for_a_score(then):
    scores, some = then.scores.dimensions, ["CA-BC", "AU"]
    figure = charts.dimension_profile(scores, then.atlas, estimates=then.estimates, jurisdictions=some)
    told = {row[-1]: row[6:9] for row in figure.rows if row[-2] == "CA-BC"}
    assert told["SP"] == (None,) * 3 and None not in told["ST"]
    without = charts.dimension_profile(scores, then.atlas, jurisdictions=some)
    assert "median" not in [column.name for column in without.columns]


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
    assert all(line in figure.caption for line in lines)
    assert "Saskatchewan" not in look(figure).texts and "Nova Scotia" not in look(figure).texts


@pytest.mark.parametrize("size", ["article", "square", "tall"])
def test_of_one_dimension_there_are_three_blocks_in_order(size, now, look):
    """Scored, partly read and without a framework; by hand, from classes and from what was read."""
    texts = look(now.drawn("dimension_profile", size=size)).texts
    heads = ["Scored", "Partly read: the score lies in the box", "Too little could be read", "No framework found"]
    assert all(head in texts for head in heads)
    own = now.scores.dimensions.query("dimension_id == 'ST'").set_index("jurisdiction_id")
    below = " ".join(texts[texts.index("Too little could be read") : texts.index("No framework found")])
    assert own.at["CA-SK", "coded"] == 0 and "Saskatchewan (0 of 6 read)" in below
    shown = own["score"].dropna()
    assert sorted(f"{score:.0f}" for score in shown) == sorted(
        text for text in texts if text.isdigit() and text not in ("0", "50", "100")
    )


def test_a_selection_is_drawn_under_the_id_of_the_whole_and_names_who_is_left_out(now, look):
    scores, atlas = now.scores.dimensions, now.atlas
    few = charts.dimension_profile(scores, atlas, dimension="ST", select=["CA-ON", "IE"])
    assert few.id == charts.dimension_profile(scores, atlas, dimension="ST").id
    assert {row[-2] for row in few.rows} == {"CA-ON", "IE"}
    others = set(scores["jurisdiction_id"]) - {"CA-ON", "IE", "CA"}
    assert f"Not chosen: {len(others)} other jurisdictions." in look(few).texts
    several = charts.dimension_profile(scores, atlas, dimension="ST", select=set(atlas.groups["Canada"]) | {"IE"})
    told = " ".join(look(several).texts)
    assert "Not chosen: " in told and "Spain" in told and "Spain" not in look(several).texts


@pytest.mark.parametrize(
    ("some", "title"),
    [
        (["NZ", "IE", "CA-ON"],
         "Of the 3 shown with a score, Ireland and New Zealand may go furthest on stackability; no Canadian framework is "
         "shown to reach 50 of 100"),
        (["EU", "IE"], "Of the 2 shown with a score, Ireland goes furthest on stackability"),
        (["CA-ON", "CA-CICAN"], "Of the 2 shown with a score, Ontario goes furthest on stackability"),
        (["IE"], "Ireland scores 80 on stackability"),
        (["CA-NS"], "Too little could be read to score Nova Scotia"),
        (["CA-SK"], "Too little could be read: Saskatchewan (0 of 6 read)"),
    ],
)  # fmt: skip
def test_the_title_of_one_dimension_says_who_may_lead_and_where_canada_stands(some, title, now):
    figure = charts.dimension_profile(now.scores.dimensions, now.atlas, dimension="ST", jurisdictions=some)
    assert figure.title == title


def test_a_canadian_framework_beyond_half_is_named(now):
    scores = now.scores.dimensions
    raised = scores["jurisdiction_id"].eq("CA-ON") & scores["dimension_id"].eq("ST")
    scores = scores.assign(**{end: scores[end].mask(raised, 60.0) for end in ("score", "low", "high")})
    figure = charts.dimension_profile(scores, now.atlas, dimension="ST", jurisdictions=["IE", "CA-ON"])
    assert figure.title.endswith("; in Canada Ontario reaches 50")


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
    assert figure.title == "Too little could be read to score the European Union and Australia"
