"""The claims board gives each verdict a shape and a word, and a bar only where draws were made."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.claims_board import LOOKS, order_board
from credatlas.index.claims.verdicts import VERDICTS

NAN = float("nan")


def verdicts(day, **claims):
    """Verdicts of one day: claim = (verdict, share)."""
    rows = [
        {"claim_id": claim, "title": f"Title of {claim}", "as_of": day, "verdict": verdict, "share": share}
        for claim, (verdict, share) in claims.items()
    ]
    return pd.DataFrame(rows)


THEN = verdicts("2022-11-22", C1a=("partly", 0.7), C3a=("cannot tell", NAN))
NOW = verdicts("2026-11-24", C1a=("supported", 0.95), C3a=("cannot tell", NAN))


def test_the_title_counts_verdicts_and_how_many_changed(now):
    assert charts.claims_board(pd.concat([THEN, NOW]), now.atlas).title == (
        "On 2026-11-24, 1 of 2 claims is supported and 0 contradicted; 1 verdict has changed since 2022-11-22"
    )
    assert charts.claims_board(THEN, now.atlas).title == (
        "On 2022-11-22, 0 of 2 claims are supported and 0 contradicted"
    )


def test_every_kind_of_verdict_has_a_shape_of_its_own():
    assert set(LOOKS) == set(VERDICTS)
    shapes = {(look["marker"], look.get("fillstyle"), look["color"] == "none") for look in LOOKS.values()}
    assert len(shapes) == len(VERDICTS)


def test_each_verdict_is_written_in_words_with_its_share(now, look):
    texts = look(charts.claims_board(pd.concat([THEN, NOW]), now.atlas)).texts
    assert {"partly", "supported", "cannot tell", "70 %", "95 %"} <= set(texts)


def test_a_claim_that_counts_cases_has_a_dash_and_no_bar(now, look, drawings):
    figure = charts.claims_board(verdicts("2026-11-24", C3a=("supported", NAN)), now.atlas)
    assert "\u2013" in look(figure).texts
    assert look(figure).column("share") == [None]
    assert not drawings[0].axes[0].patches


def test_a_bar_is_as_long_as_its_share_of_the_track(now, drawings):
    charts.claims_board(verdicts("2026-11-24", C1a=("partly", 0.25)), now.atlas)
    track, bar = drawings[0].axes[0].patches
    assert bar.get_width() == pytest.approx(track.get_width() / 4)


def test_other_fillings_of_what_is_missing_span_a_thin_line(now, drawings):
    frame = verdicts("2026-11-24", C1b=("cannot tell", 0.0)).assign(share_none=1.0, share_read=0.5)
    figure = charts.claims_board(frame, now.atlas)
    track = drawings[0].axes[0].patches[0]
    line = drawings[0].axes[0].lines[-1].get_xdata()
    assert list(line) == pytest.approx([track.get_x(), track.get_x() + track.get_width()])
    assert "Thin line" in figure.caption and "Thin line" not in charts.claims_board(NOW, now.atlas).caption


def test_claims_stand_in_the_order_of_the_data():
    board = order_board(pd.concat([NOW.iloc[::-1], THEN]), ["C3a", "C1a"])
    assert list(zip(board["claim_id"], board["as_of"], strict=True)) == [
        ("C3a", "2022-11-22"), ("C3a", "2026-11-24"), ("C1a", "2022-11-22"), ("C1a", "2026-11-24"),
    ]  # fmt: skip


def test_a_third_date_or_an_unknown_verdict_is_refused(now):
    frames = [THEN, NOW, verdicts("2024-01-01", C1a=("partly", 0.5))]
    with pytest.raises(ValueError, match="one date or two; there are 3: 2022-11-22, 2024-01-01, 2026-11-24"):
        charts.claims_board(pd.concat(frames), now.atlas)
    with pytest.raises(ValueError, match="verdict 'maybe' is not one of supported, partly, contradicted, cannot tell"):
        charts.claims_board(verdicts("2022-11-22", C1a=("maybe", 0.5)), now.atlas)
