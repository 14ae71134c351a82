"""The claims board gives each verdict a shape and words, and prints no share."""

import re

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.claims_board import LOOKS, name_dates, order_board
from credatlas.figures.language.language import translator
from credatlas.index.claims.verdicts import VERDICTS


def verdicts(day, **claims):
    """Verdicts of one day by claim."""
    rows = [
        {
            "claim_id": claim,
            "title": f"Title of {claim}",
            "statement": f"Point {claim} is so. It is tested.",
            "as_of": day,
            "verdict": verdict,
        }
        for claim, verdict in claims.items()
    ]
    return pd.DataFrame(rows)


THEN = verdicts("2022-11-22", C1="holds in part", C3a="cannot be said")
NOW = verdicts("2026-11-24", C1="holds", C3a="cannot be said")


def test_the_title_counts_verdicts_of_the_later_day_and_leaves_out_what_there_is_none_of(now):
    board = charts.claims_board(pd.concat([THEN, NOW]), now.atlas)
    assert board.title == "Of the article’s 2 points 1 holds and 1 cannot be settled (November 2026)"
    assert board.subtitle == "Verdict on each point: November 2022 and November 2026"
    many = dict(zip(["C0", "C1", "C2a", "C2b", "C2c", "C3a"], VERDICTS, strict=True)) | {"C5b": "does not hold"}
    assert charts.claims_board(verdicts("2022-11-22", **many), now.atlas).title == (
        "Of the article’s 7 points 1 holds, 1 holds as far as could be read, 1 holds in part, 2 do not hold, "
        "1 cannot be settled and 1 is not tested"
    )


def test_two_days_of_one_month_are_named_by_day():
    assert name_dates(["2022-11-22", "2026-11-28"], translator("fr")) == {"2022-11-22": "novembre 2022", "2026-11-28": "novembre 2026"}  # fmt: skip
    assert list(name_dates(["2022-11-22", "2022-11-23"], translator("en")).values()) == [
        "22 November 2022",
        "23 November 2022",
    ]


def test_every_kind_of_verdict_has_a_shape_of_its_own():
    assert set(LOOKS) == set(VERDICTS)
    shapes = {
        (look["marker"], look.get("fillstyle"), look["color"] == "none", str(look["color"])) for look in LOOKS.values()
    }
    assert len(shapes) == len(VERDICTS)


@pytest.mark.parametrize("size", ["article", "square", "tall"])
def test_each_verdict_is_written_whole_and_no_share_is(now, look, size):
    board = pd.concat([THEN, NOW, verdicts("2026-11-24", C5b="holds as far as could be read")])
    texts = look(charts.claims_board(board, now.atlas, size=size)).texts
    words = " ".join(texts)
    assert {"holds", "cannot be said"} <= set(texts)
    assert "holds as far as could be read" in words and "holds in part" in words
    assert "%" not in words


def test_the_words_under_the_picture_name_the_worst_verdicts_first(now):
    alt = charts.claims_board(verdicts("2026-11-24", C1="holds", C3a="does not hold", C5a="not tested"), now.atlas).alt
    assert alt.index("Does not hold") < alt.index("Holds:") and "Not tested" not in alt


def test_claims_stand_by_their_last_verdict_then_in_the_order_of_the_data():
    more = verdicts("2026-11-24", C2c="holds", C5a="not tested")
    board = order_board(pd.concat([more, NOW.iloc[::-1], THEN]), ["C5a", "C3a", "C2c", "C1"])
    assert list(dict.fromkeys(board["claim_id"])) == ["C2c", "C1", "C3a", "C5a"]
    assert board.loc[board["claim_id"] == "C1", "as_of"].tolist() == ["2022-11-22", "2026-11-24"]


@pytest.mark.parametrize("size", ["article", "square", "tall"])
def test_each_point_is_written_whole_as_a_sentence_and_no_id_or_date_of_the_file_is(now, look, size):
    board = now.verdicts
    texts = look(charts.claims_board(board, now.atlas, size=size)).texts
    words = " ".join(texts)
    for statement in board["statement"]:
        assert statement.split(". ")[0].rstrip(".") in words
    assert not re.search(r"\bC\d[abc]?\b|\d{4}-\d\d-\d\d|%|…", words)


def test_a_third_date_or_an_unknown_verdict_is_refused(now):
    frames = [THEN, NOW, verdicts("2024-01-01", C1="holds")]
    with pytest.raises(ValueError, match="one date or two; there are 3: 2022-11-22, 2024-01-01, 2026-11-24"):
        charts.claims_board(pd.concat(frames), now.atlas)
    with pytest.raises(ValueError, match="verdict 'maybe' is not one of holds, "):
        charts.claims_board(verdicts("2022-11-22", C1="maybe"), now.atlas)
