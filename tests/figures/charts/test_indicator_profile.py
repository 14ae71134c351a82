"""The indicator profile sets one jurisdiction against the range and median of its peers."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.indicator_profile import compare, place_rows


def test_peers_are_summed_up_by_hand(toys):
    frame = pd.DataFrame(
        {
            "jurisdiction_id": ["AA", "BB", "CC"],
            "indicator_id": ["ST1"] * 3,
            "score": [60.0, 20.0, 40.0],
            "status": ["supports"] * 3,
        }
    ).set_index("jurisdiction_id")
    row = compare(frame.loc[["AA"]], frame.loc[["BB", "CC"]], toys.atlas).loc["ST1"]
    assert (row["score"], row["min"], row["median"], row["max"], row["count"]) == (60, 20, 30, 40, 2)


def test_an_indicator_without_a_row_is_missing(toys):
    frame = pd.DataFrame({"jurisdiction_id": ["AA"], "indicator_id": ["ST1"], "score": [60.0], "status": ["supports"]})
    rows = compare(frame.set_index("jurisdiction_id"), frame.iloc[:0].set_index("jurisdiction_id"), toys.atlas)
    assert rows.at["ST2", "status"] == "missing" and rows.at["ST2", "count"] == 0


def test_the_title_counts_where_it_is_above_the_median_and_changes_with_the_frame(now, look):
    scores = now.scores.indicators
    figure = charts.indicator_profile(scores, now.atlas, jurisdiction="IE", peers=["EU", "AU", "CA-CICAN"])
    own, median = look(figure).column("score"), look(figure).column("peers_median")
    pairs = [(a, b) for a, b in zip(own, median, strict=True) if a is not None and b is not None]
    above = sum(round(a - b, 6) > 0 for a, b in pairs)
    said = f"Ireland is above the median of the peers that could be read on {above} of {len(pairs)} indicators"
    assert figure.title.startswith(said)
    nothing = scores.assign(score=scores["score"].where(scores["jurisdiction_id"] != "IE", 0.0))
    title = charts.indicator_profile(nothing, now.atlas, jurisdiction="IE", peers=["EU", "AU"]).title
    assert title.startswith("Ireland is above the median of the peers that could be read on none of ")


def test_without_peers_it_says_what_is_provided_for(now):
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="GB", peers=[])
    assert figure.title == "United Kingdom provides for 11 of the 12 indicators that could be read"
    assert "Compared with: nobody." in figure.caption


def test_it_is_not_its_own_peer(now):
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="EU", peers=["EU", "AU"])
    assert figure.caption.startswith("Compared with: Australia.")


def test_indicators_fall_within_their_dimension_and_the_missing_come_last(now, look):
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="GB")
    rows = list(zip(look(figure).column("dimension"), look(figure).column("score"), strict=True))
    for dimension in ("Stackability", "Portability", "Speed"):
        scores = [score for name, score in rows if name == dimension]
        known = [score for score in scores if score is not None]
        assert known == sorted(known, reverse=True) == scores[: len(known)]


def test_what_could_not_be_read_says_so_and_is_hatched(then, look):
    figure = charts.indicator_profile(then.scores.indicators, then.atlas, jurisdiction="CA-SK", peers=["EU"])
    unread = (then.atlas["CA-SK"]["status"] == "missing").sum()
    assert look(figure).texts.count("not read") == unread + 1  # and the key
    assert look(figure).hatched


def test_without_a_framework_there_is_no_profile_and_no_peer(then, look):
    scores = then.scores.indicators
    figure = charts.indicator_profile(scores, then.atlas, jurisdiction="CA-NS", peers=["EU"])
    assert figure.title == "No framework known to be in force on this day: Nova Scotia" and not look(figure).hatched
    assert "read" not in figure.alt and "not read" not in look(figure).texts
    of_one = charts.indicator_profile(scores, then.atlas, jurisdiction="EU", peers=["CA-QC", "CA-NS", "AU"])
    assert of_one.caption.startswith("Compared with: Australia.")


def test_heads_take_a_row_each():
    heads, places = place_rows(pd.Series({"ST1": "ST", "ST2": "ST", "PO1": "PO"}))
    assert heads == {"ST": 0, "PO": 3}
    assert places == {"ST1": 1, "ST2": 2, "PO1": 4}


def test_an_unknown_peer_is_refused(now):
    with pytest.raises(KeyError, match="'XX' is not a jurisdiction"):
        charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="EU", peers=["XX"])


def test_ontario_is_compared_with_frameworks_alone(now, look):
    """By hand: of the indicators that it and a peer with a framework both have a score on, those above the median."""
    peers = now.peers("CA-ON")
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="CA-ON", peers=peers)
    found = set(now.atlas.frameworks.query("instrument_type != 'none'")["jurisdiction_id"])
    assert set(peers) - found
    wide = now.scores.indicators.pivot(index="indicator_id", columns="jurisdiction_id", values="score")
    lead = (wide["CA-ON"] - wide[[peer for peer in peers if peer in found]].median(axis=1)).dropna()
    assert f"on {(lead.round(6) > 0).sum()} of {len(lead)} indicators" in figure.title
    assert max(look(figure).column("peers_read")) <= len(set(peers) & found)
