"""The frontier says who is strong on both, draws the front, and names who is not drawn."""

import pandas as pd
import pytest

from credatlas.figures import charts


def scores(**both):
    """Dimension scores without any doubt: jurisdiction = (speed, stackability)."""
    rows = [
        {"jurisdiction_id": name, "dimension_id": dimension, "score": value, "low": value, "high": value,
         "coded": 6, "applicable": 6, "class": "estimated" if value is None else "scored"}
        for name, (sp, st) in both.items()
        for dimension, value in (("SP", sp), ("ST", st))
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("both", "title"),
    [
        (
            {"AU": (80, 20), "EU": (20, 80)},
            "Of 2 shown with both scores, none reaches 50 points on both stackability and speed",
        ),
        (
            {"AU": (80, 50), "EU": (20, 80)},
            "Of 2 shown with both scores, Australia reaches 50 points on both stackability and speed",
        ),
        (
            {"AU": (80, 50), "EU": (50, 80), "NZ": (0, 0)},
            "Of 3 shown with both scores, European Union and Australia reach 50 points on both stackability and speed",
        ),
        (
            {"AU": (80, 50), "EU": (50, 80)},
            "Of 2 shown with both scores, European Union and Australia reach 50 points on both stackability and speed",
        ),
        ({"AU": (80, None), "EU": (None, 80)}, "Too little could be read to set stackability against speed"),
    ],
)
def test_the_title_counts_who_reaches_half_on_both(both, title, now):
    assert charts.frontier(scores(**both), now.atlas).title == title


def test_the_front_is_whom_nobody_exceeds_on_both(now, look):
    figure = charts.frontier(scores(AU=(80, 20), EU=(20, 80), NZ=(50, 50), IE=(40, 40)), now.atlas)
    told = dict(zip(look(figure).column("jurisdiction_id"), look(figure).column("front"), strict=True))
    assert told == {"EU": "yes", "NZ": "yes", "AU": "yes", "IE": "no"}
    assert "nobody shown exceeds European Union, New Zealand and Australia on both scores" in figure.caption


def test_two_that_score_the_same_are_on_the_front_together_and_share_a_name(now, look):
    figure = charts.frontier(scores(AU=(60, 60), EU=(60, 60), NZ=(10, 10)), now.atlas)
    assert look(figure).column("front") == ["yes", "yes", "no"]
    assert "EU and Australia" in look(figure).texts


def test_a_front_that_is_given_is_taken(now, look):
    figure = charts.frontier(scores(AU=(60, 60), EU=(10, 10)), now.atlas, front=["EU"])
    told = dict(zip(look(figure).column("jurisdiction_id"), look(figure).column("front"), strict=True))
    assert told == {"AU": "no", "EU": "yes"}


def test_who_has_not_both_scores_is_listed_with_bounds_and_not_drawn(then, look):
    figure = then.drawn("frontier")
    rows = {row[-1]: row for row in figure.rows}
    names = [column.name for column in figure.columns]
    apart = [row for row in figure.rows if None in (row[names.index("x")], row[names.index("y")])]
    assert apart and all(row[0] in figure.caption and row[0] not in look(figure).texts for row in apart)
    assert "Partly read, without both scores: " in figure.caption
    assert [rows["CA-NS"][names.index(bound)] for bound in ("x_low", "x_high")] == [None, None]
    assert "No framework known to be in force on this day: Nova Scotia and Singapore." in figure.caption
    assert any(text.startswith("No framework found: ") for text in look(figure).texts)


def test_other_dimensions_can_be_set_against_each_other(now):
    figure = charts.frontier(now.scores.dimensions, now.atlas, x="PO", y="ST")
    assert figure.id == f"frontier-{now.atlas.date}-st-po"
    assert figure.subtitle == "Stackability against portability, scores in points, 0 to 100"


def test_whom_unread_texts_may_lift_over_the_half_is_named(now):
    frame = scores(AU=(80, 80), EU=(60, 40)).assign(low=30.0, high=85.0)
    assert charts.frontier(frame, now.atlas).title == (
        "Of 2 shown with both scores, Australia reaches 50 points on both stackability and speed; for Australia and "
        "European Union unread texts leave it open"
    )
