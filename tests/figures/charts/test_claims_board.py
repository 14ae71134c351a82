"""The claims board gives each verdict a shape and words, and prints no share."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.claims_board import LOOKS, order_board
from credatlas.index.claims.verdicts import VERDICTS


def verdicts(day, **claims):
    """Verdicts of one day by claim."""
    rows = [
        {"claim_id": claim, "title": f"Title of {claim}", "as_of": day, "verdict": verdict}
        for claim, verdict in claims.items()
    ]
    return pd.DataFrame(rows)


THEN = verdicts("2022-11-22", C1="holds in part", C3a="cannot be said")
NOW = verdicts("2026-11-24", C1="holds", C3a="cannot be said")


def test_the_title_counts_verdicts_of_the_later_day(now):
    assert charts.claims_board(pd.concat([THEN, NOW]), now.atlas).title == (
        "1 of the article’s 2 points holds on 2026-11-24, 0 in part, 0 not at all"
    )
    assert charts.claims_board(verdicts("2022-11-22", C1="does not hold", C3a="holds in part"), now.atlas).title == (
        "0 of the article’s 2 points hold on 2022-11-22, 1 in part, 1 not at all"
    )


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
    assert {"holds in part", "holds", "cannot be said"} <= set(texts) and "holds as far as could be read" in words
    assert "%" not in words


def test_the_words_under_the_picture_name_the_worst_verdicts_first(now):
    alt = charts.claims_board(verdicts("2026-11-24", C1="holds", C3a="does not hold", C5a="not tested"), now.atlas).alt
    assert alt.index("Does not hold") < alt.index("Holds:") and "Not tested" not in alt


def test_claims_stand_in_the_order_of_the_data():
    board = order_board(pd.concat([NOW.iloc[::-1], THEN]), ["C3a", "C1"])
    assert list(zip(board["claim_id"], board["as_of"], strict=True)) == [
        ("C3a", "2022-11-22"), ("C3a", "2026-11-24"), ("C1", "2022-11-22"), ("C1", "2026-11-24"),
    ]  # fmt: skip


def test_a_third_date_or_an_unknown_verdict_is_refused(now):
    frames = [THEN, NOW, verdicts("2024-01-01", C1="holds")]
    with pytest.raises(ValueError, match="one date or two; there are 3: 2022-11-22, 2024-01-01, 2026-11-24"):
        charts.claims_board(pd.concat(frames), now.atlas)
    with pytest.raises(ValueError, match="verdict 'maybe' is not one of holds, "):
        charts.claims_board(verdicts("2022-11-22", C1="maybe"), now.atlas)
