"""Who gives credit counts what is known, and never takes `not found` for `no`."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.who_gives_credit import ROUTES, SENATE, shorten


def universities(*answers):
    """Universities: (name, small credit route, senate sees what carries no credit)."""
    rows = [
        {"university_id": name.lower(), "institution": name, "jurisdiction_id": "CA-ON", "confidence": "high",
         "small_credit_route": route, "noncredit_before_senate_body": senate}
        for name, route, senate in answers
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        (
            [("A", "yes", "no"), ("B", "via assessment", "yes"), ("C", "not found", "yes"), ("D", "unclear", "yes")],
            "2 of 4 universities are known to give credit for small units; of 2 it is not known",
        ),
        (
            [("A", "certificate size only", "no"), ("B", "yes", "not found")],
            "1 of 2 universities is known to give credit for small units",
        ),
    ],
)
def test_the_title_counts_the_known_and_the_unknown_apart(answers, title, now):
    assert charts.who_gives_credit(universities(*answers), now.atlas).title == title


def test_not_found_has_a_column_of_its_own_beside_no(now, look):
    given = universities(("A", "not found", "no"), ("B", "certificate size only", "no"), ("C", "yes", "no"))
    texts = look(charts.who_gives_credit(given, now.atlas)).texts
    heads = ("give credit for small units", "only for a whole certificate", "not found or unclear")
    shown = " ".join(texts)
    assert all(head in shown for head in heads) and [text for text in texts if text in "ABC"] == ["C", "B", "A"]


def test_an_answer_that_nobody_gave_has_no_place(now, look):
    texts = look(charts.who_gives_credit(universities(("A", "yes", "no")), now.atlas)).texts
    assert "not found or unclear" not in texts and "only for a whole certificate" not in texts


def test_every_column_counts_and_names_its_universities(now, look):
    figure = charts.who_gives_credit(universities(("B", "yes", "no"), ("A", "yes", "no")), now.atlas)
    texts = [text for text in look(figure).texts if text in ("2", "A", "B")]
    assert texts == ["2", "A", "B"]
    assert look(figure).column("university_id") == ["a", "b"]


def test_all_universities_of_the_data_are_named(now, look):
    figure = now.drawn("who_gives_credit")
    assert len(figure.rows) == len(now.atlas.universities) == 29
    assert set(now.atlas.universities["small_credit_route"]) <= set(ROUTES)
    assert set(now.atlas.universities["noncredit_before_senate_body"]) <= set(SENATE)
    assert {"McMaster", "Waterloo", "Laval"} <= set(look(figure).texts)


def test_a_route_by_assessment_and_an_unclear_one_are_marked(now, look):
    given = universities(("A", "via assessment", "no"), ("B", "unclear", "no"))
    assert {"A (by assessment)", "B (unclear)"} <= set(look(charts.who_gives_credit(given, now.atlas)).texts)


def test_names_lose_only_what_all_share():
    assert shorten("University of Toronto") == "Toronto"
    assert shorten("Université Laval") == "Laval"
    assert shorten("HEC Montréal") == "HEC Montréal"
    assert shorten("University") == "University"


def test_an_unknown_answer_and_an_empty_table_are_refused(now):
    with pytest.raises(ValueError, match="small_credit_route 'maybe' is not one of yes, via assessment"):
        charts.who_gives_credit(universities(("A", "maybe", "no")), now.atlas)
    with pytest.raises(ValueError, match="there is no university to show"):
        charts.who_gives_credit(now.atlas.universities.head(0), now.atlas)
