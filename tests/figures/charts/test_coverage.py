"""Coverage counts how each provision was read and never takes missing for silence."""

import pandas as pd
import pytest

from credatlas.evidence import keep_instruments
from credatlas.figures import charts
from credatlas.figures.charts.coverage import KINDS, count_kinds
from credatlas.figures.words.statements import state_coverage


def provisions(**kinds):
    rows = [
        {
            "jurisdiction_id": name,
            "status": "missing" if kind == "missing" else "supports",
            "confidence": kind,
        }
        for name, listed in kinds.items()
        for kind in listed
    ]
    return pd.DataFrame(rows, columns=["jurisdiction_id", "status", "confidence"])


def test_provisions_are_counted_by_how_they_were_read():
    counts = count_kinds(provisions(AU=["high", "high", "low", "missing"], EU=["medium"]), ["AU", "EU", "NZ"])
    assert list(counts.columns) == list(KINDS)
    assert counts.loc["AU"].to_dict() == {
        "high": 2,
        "medium": 0,
        "low": 1,
        "missing": 1,
    }
    assert counts.loc["NZ"].sum() == 0


def test_the_best_read_come_first_and_those_without_a_framework_last():
    counts = count_kinds(
        provisions(AU=["high", "missing"], EU=["high", "low"], IE=["missing"]), ["NZ", "IE", "AU", "EU"]
    )
    assert list(counts.index) == ["EU", "AU", "IE", "NZ"]


def test_a_question_that_does_not_arise_counts_as_it_was_read():
    frame = pd.DataFrame({"jurisdiction_id": ["AU"], "status": ["not-applicable"], "confidence": ["high"]})
    assert count_kinds(frame, ["AU"]).loc["AU"].to_dict() == {"high": 1, "medium": 0, "low": 0, "missing": 0}


@pytest.mark.parametrize("day", ["2022-11-22", "2024-01-01", "latest"])
def test_the_chart_and_the_sentence_count_the_same_as_own_text(day, whole, look):
    atlas = whole.as_of(day)
    drawn = sum(look(charts.coverage(atlas.provisions, atlas)).column("high"))
    assert f", {drawn} in the instrument's own text." in state_coverage(atlas)


def test_the_title_gives_the_shares_and_changes_with_the_frame(now):
    half = provisions(AU=["high", "missing"])
    assert charts.coverage(half, now.atlas, jurisdictions=["AU"]).title == (
        "Of 2 provisions of the jurisdiction shown, 50% were read in the instrument's own text; 50% could not be read"
    )
    none = provisions(AU=["missing", "missing"])
    assert charts.coverage(none, now.atlas, jurisdictions=["AU"]).title == "None of 2 provisions could be read"


def test_where_nothing_was_in_force_words_say_so(then, look):
    figure = charts.coverage(then.atlas.provisions, then.atlas, jurisdictions=["SG"])
    assert figure.title == "No framework known to be in force on this day: Singapore"
    assert not look(figure).hatched and not figure.rows
    assert "No framework known to be in force on this day: Singapore." in look(figure).texts


def test_all_with_a_framework_are_shown_and_the_others_named(then):
    there = keep_instruments(then.atlas.frameworks)["jurisdiction_id"].nunique()
    figure = then.drawn("coverage")
    assert len(figure.rows) == there
    assert "No framework known to be in force on this day: Nova Scotia and Singapore." in figure.caption
    assert "Canada (pan-Canadian)" not in figure.caption and "No framework found: " in figure.caption


def test_rows_add_up_to_the_provisions_in_force(then, look):
    figure = then.drawn("coverage")
    instruments = keep_instruments(then.atlas.frameworks)["framework_id"]
    assert sum(look(figure).column("provisions")) == then.atlas.provisions["framework_id"].isin(instruments).sum()
    assert all(sum(row[1:5]) == row[5] for row in figure.rows)
