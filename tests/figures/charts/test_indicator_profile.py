"""The indicator profile says in words what one jurisdiction's texts provide for, and how many others do."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.indicator_profile import compare


def frame(**scores):
    rows = [
        {
            "jurisdiction_id": jurisdiction,
            "indicator_id": "ST1",
            "score": score,
            "status": "supports",
            "obligation": 1.0,
        }
        for jurisdiction, score in scores.items()
    ]
    return pd.DataFrame(rows).set_index("jurisdiction_id")


def test_peers_are_counted_by_hand(toys):
    scores = frame(AA=60.0, BB=20.0, CC=0.0)
    row = compare(scores.loc[["AA"]], scores.loc[["BB", "CC"]], toys.atlas).loc["ST1"]
    assert (row["score"], row["peers_for"], row["peers_read"]) == (60, 1, 2)


def test_an_indicator_without_a_row_is_missing(toys):
    scores = frame(AA=60.0)
    rows = compare(scores, scores.iloc[:0], toys.atlas)
    assert rows.at["ST2", "status"] == "missing" and rows.at["ST2", "peers_read"] == 0


def test_the_title_counts_what_is_provided_for_and_what_is_required(now):
    """By hand: scores above zero among those read, and the clauses behind them that oblige."""
    own = now.scores.indicators.query("jurisdiction_id == 'GB'").dropna(subset="score")
    clauses = own.merge(now.atlas.provisions[["framework_id", "indicator_id", "obligation"]])
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="GB", peers=[])
    assert figure.title == (
        f"The United Kingdom provides for {(own['score'] > 0).sum()} of the {len(own)} indicators that could be read, "
        f"{(clauses['obligation'] == 3).sum()} of them as a requirement"
    )
    assert "Compared with: nobody." in figure.caption


def test_where_all_that_was_read_is_provided_for_it_says_all(now):
    figure = now.draw("indicator_profile", ["CA-BC", "EU"])
    assert figure.title.startswith("British Columbia provides for all 11 indicators that could be read")


def test_it_is_not_its_own_peer(now):
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="EU", peers=["EU", "AU"])
    assert "Compared with: Australia." in figure.caption


def test_indicators_fall_within_their_dimension_and_the_missing_come_last(now, look):
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="GB")
    rows = list(zip(look(figure).column("dimension"), look(figure).column("score"), strict=True))
    for dimension in ("Stackability", "Portability", "Speed"):
        scores = [score for name, score in rows if name == dimension]
        known = [score for score in scores if score is not None]
        assert known == sorted(known, reverse=True) == scores[: len(known)]


def test_what_could_not_be_read_is_named_and_has_no_row(then, look):
    figure = charts.indicator_profile(then.scores.indicators, then.atlas, jurisdiction="CA-SK", peers=["EU"])
    unread = then.atlas["CA-SK"].query("status == 'missing'")["indicator_id"]
    names = then.atlas.indicators.set_index("indicator_id").loc[unread, "name_en"]
    told = " ".join(text for text in look(figure).texts)
    assert "Not read, or not applicable: " in told and all(name in told for name in names)
    assert not {name[:1].upper() + name[1:] for name in names} & set(look(figure).texts)


def test_where_nothing_was_read_words_are_all(unread):
    figure = unread.draw("indicator_profile", ["CA-ON", "EU"])
    assert figure.title == f"Ontario: none of the {len(unread.atlas.indicators)} indicators could be read"


def test_without_a_framework_there_is_no_profile_and_no_peer(then, look):
    scores = then.scores.indicators
    figure = charts.indicator_profile(scores, then.atlas, jurisdiction="CA-NS", peers=["EU"])
    assert figure.title == "No framework known to be in force on this day: Nova Scotia"
    assert "Not read" not in " ".join(look(figure).texts)
    of_one = charts.indicator_profile(scores, then.atlas, jurisdiction="EU", peers=["CA-QC", "CA-NS", "AU"])
    assert "Compared with: Australia." in of_one.caption


def test_an_unknown_peer_is_refused(now):
    with pytest.raises(KeyError, match="'XX' is not a jurisdiction"):
        charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="EU", peers=["XX"])


def test_ontario_is_compared_with_frameworks_alone(now, look):
    """By hand: of the peers with a framework, those with a score on each indicator, and those above zero."""
    peers = now.peers("CA-ON")
    figure = charts.indicator_profile(now.scores.indicators, now.atlas, jurisdiction="CA-ON", peers=peers)
    found = set(now.atlas.frameworks.query("instrument_type != 'none'")["jurisdiction_id"]) & set(peers)
    assert set(peers) - found
    theirs = now.scores.indicators[now.scores.indicators["jurisdiction_id"].isin(found)].dropna(subset="score")
    counts = theirs.groupby("indicator_id")["score"].agg(["count", lambda scores: (scores > 0).sum()])
    counts = counts.reindex(now.atlas.indicators["indicator_id"], fill_value=0)
    columns = (look(figure).column(name) for name in ("indicator_id", "peers_read", "peers_for"))
    for indicator, read, for_it in zip(*columns, strict=True):
        assert (read, for_it) == tuple(counts.loc[indicator])
