"""Coverage counts how each provision was read and never takes missing for silence."""

import pandas as pd

from credatlas.figures import charts
from credatlas.figures.charts.coverage import KINDS, count_kinds


def provisions(**kinds):
    rows = [
        {
            "jurisdiction_id": name,
            "status": kind if kind in ("missing", "not-applicable") else "supports",
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
        "not-found": 0,
        "not-applicable": 0,
        "missing": 1,
    }
    assert counts.loc["NZ"].sum() == 0


def test_the_best_read_come_first_and_those_without_a_framework_last():
    counts = count_kinds(
        provisions(AU=["high", "missing"], EU=["high", "low"], IE=["missing"]), ["NZ", "IE", "AU", "EU"]
    )
    assert list(counts.index) == ["EU", "AU", "IE", "NZ"]


def test_not_applicable_counts_as_such_whatever_its_confidence():
    frame = pd.DataFrame({"jurisdiction_id": ["AU"], "status": ["not-applicable"], "confidence": ["high"]})
    assert count_kinds(frame, ["AU"]).at["AU", "not-applicable"] == 1


def test_the_title_gives_the_shares_and_changes_with_the_frame(now):
    half = provisions(AU=["high", "missing"])
    assert charts.coverage(half, now.atlas, jurisdictions=["AU"]).title == (
        "50 % of 2 provisions were read in the instrument's own text; 50 % are missing"
    )
    none = provisions(AU=["missing", "missing"])
    assert charts.coverage(none, now.atlas, jurisdictions=["AU"]).title == "None of 2 provisions could be read"


def test_where_nothing_was_in_force_the_bar_is_hatched_and_says_so(then, look):
    figure = charts.coverage(then.atlas.provisions, then.atlas, jurisdictions=["SG"])
    assert figure.title == "Singapore: no framework version was in force"
    assert look(figure).hatched
    assert "none in force" in look(figure).texts
    assert figure.rows == (("Singapore", 0, 0, 0, 0, 0, 0, 0, "SG"),)


def test_all_jurisdictions_are_shown_unless_some_are_asked_for(then):
    assert len(then.drawn("coverage").rows) == 26
    assert "No framework version in force: Nova Scotia and Singapore." in then.drawn("coverage").caption


def test_rows_add_up_to_the_provisions_in_force(then, look):
    figure = then.drawn("coverage")
    assert sum(look(figure).column("provisions")) == len(then.atlas.provisions)
    assert all(sum(row[1:7]) == row[7] for row in figure.rows)
