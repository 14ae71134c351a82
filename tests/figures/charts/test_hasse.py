"""The order diagram draws only what holds in enough draws, and keeps those without a rank apart."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.hasse import group_alike


def wins(**beaten):
    """Shares of draws: jurisdiction = {whom it beats: share}; the rest of each pair goes to the other."""
    names = list(beaten)
    frame = pd.DataFrame(0.5, index=names, columns=names)
    for better, shares in beaten.items():
        frame.loc[better, better] = 0.0
        for worse, share in shares.items():
            frame.loc[better, worse], frame.loc[worse, better] = share, 1 - share
    return frame


def lines(figure):
    return {(row[4], row[5]) for row in figure.rows if row[3] == "yes"}


def test_a_line_that_follows_from_others_is_not_drawn_but_stays_in_the_data(now):
    figure = charts.hasse(wins(NZ={"EU": 1.0, "AU": 1.0}, EU={"AU": 0.96}, AU={}), now.atlas)
    assert lines(figure) == {("NZ", "EU"), ("EU", "AU")}
    assert [row[4:] for row in figure.rows if row[3] == "no"] == [("NZ", "AU")]


def test_the_level_decides_what_holds(now):
    shares = wins(NZ={"EU": 0.94}, EU={})
    assert charts.hasse(shares, now.atlas).rows == ()
    figure = charts.hasse(shares, now.atlas, level=0.9)
    assert lines(figure) == {("NZ", "EU")} and figure.id.endswith("-90")
    with pytest.raises(ValueError, match="level must be above 0.5"):
        charts.hasse(shares, now.atlas, level=0.5)


@pytest.mark.parametrize(
    ("shares", "title"),
    [
        (
            {"NZ": {"EU": 1.0, "AU": 1.0}, "EU": {}, "AU": {}},
            "2 of 3 pairs shown keep their order in 95% of simulations; none is so reliably ahead of New Zealand",
        ),
        (
            {"NZ": {"AU": 1.0}, "EU": {}, "AU": {}},
            "1 of 3 pairs shown keeps its order in 95% of simulations; none is so reliably ahead of the European Union and New Zealand",
        ),
        ({"NZ": {}, "EU": {}}, "No order between the European Union and New Zealand holds in 95% of simulations"),
        ({"NZ": {}}, "Of those shown only New Zealand can be ranked, so there is nobody to compare it with"),
    ],
)
def test_the_title_counts_the_pairs_and_names_whom_nobody_beats(shares, title, now):
    assert charts.hasse(wins(**shares), now.atlas).title == title


def test_those_that_beat_and_are_beaten_by_the_same_share_a_box(now, look):
    shares = wins(NZ={"EU": 1.0, "AU": 1.0}, EU={}, AU={})
    assert group_alike(shares >= 0.95) == [["NZ"], ["EU", "AU"]]
    figure = charts.hasse(shares, now.atlas)
    assert "EU and Australia" in look(figure).texts
    assert "Those in one box cannot be told apart." in figure.caption


def test_who_cannot_be_ranked_stands_below_and_in_no_pair(now, look):
    figure = charts.hasse(wins(NZ={"EU": 1.0}, EU={}), now.atlas, jurisdictions=["NZ", "EU", "CA-ON"])
    assert "Not ranked: Ontario" in look(figure).texts
    assert "CA-ON" not in {jurisdiction for row in figure.rows for jurisdiction in row[4:]}
    assert "Not ranked, since too little could be read: Ontario." in figure.caption


def test_when_nobody_can_be_ranked_the_title_says_so(unread):
    title = charts.hasse(unread.simulation.wins, unread.atlas, jurisdictions=["EU"]).title
    assert title == "The European Union cannot be ranked: too little could be read"


def test_lines_run_down(now, drawings):
    charts.hasse(wins(NZ={"EU": 1.0, "AU": 1.0}, EU={"AU": 0.96}, AU={}), now.atlas)
    paper, *_ = drawings[0].axes
    for line in paper.lines[:2]:
        assert list(line.get_ydata()) == sorted(line.get_ydata())
