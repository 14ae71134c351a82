"""The picture of a shared link: its size, its bytes, and which numbers of a figure it shows."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from credatlas.figures import Column, View
from credatlas.figures.charts import CHARTS
from credatlas.reports.render.card import Card, draw_card, figure_card
from tests.reports.page_cases import make_figure

PLACE, SCORE = Column("jurisdiction", "Jurisdiction"), Column("score", "Score", "", "points", 1)


def figure(columns, rows, **changes):
    return replace(make_figure("f"), columns=tuple(columns), rows=tuple(rows), as_of="2022-11-22", **changes)


def test_a_card_has_the_size_that_social_media_ask_for_and_equal_cards_equal_bytes():
    card = Card("Ireland leads", "Who leads?", [("80", "Ireland"), ("17", "Colleges")], "Score, points")
    picture = draw_card(card)
    assert Image.open(BytesIO(picture)).size == (1200, 630) and draw_card(card) == picture
    assert draw_card(replace(card, numbers=[("81", "Ireland"), ("17", "Colleges")])) != picture


@pytest.mark.parametrize("title", ["", "W" * 500, "word " * 200, "#panic(1) $x$ *b* <a>", "\u202eleft \U0001f600 \x00"])
def test_no_title_breaks_a_card_or_makes_it_higher(title):
    assert Image.open(BytesIO(draw_card(Card(title, title, [(title, title)] * 5, title)))).size == (1200, 630)


def test_of_many_scores_both_ends_are_shown_and_equal_steps_between_whatever_their_order():
    scores = {"d": 10.4, "a": 84.0, "c": 40.0, "b": 60.0, "x": None, "e": 5.0, "f": 3.0, "g": 1.0}
    card = figure_card(figure([PLACE, SCORE], scores.items()))
    assert card.numbers == [("84", "a"), ("40", "c"), ("5", "e"), ("1", "g")]
    assert card.meaning == "Score, points · 22 November 2022"


def test_words_that_answer_are_counted_those_of_the_latest_day_where_there_are_two():
    columns = [Column("claim", "Claim"), Column("as_of", "As of"), Column("verdict", "Verdict")]
    rows = [("a", "2022-11-22", "fails"), ("a", "2026-11-28", "holds"), ("b", "2026-11-28", "holds"),
            ("c", "2026-11-28", "open")]  # fmt: skip
    shown = figure(columns, rows)
    assert figure_card(shown).numbers == [("2", "holds"), ("1", "open")]
    assert figure_card(shown).meaning == shown.subtitle


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        ([PLACE, SCORE], [("a", 1.0)]),  # one number is no comparison
        ([PLACE, SCORE], [("a", 1.0), ("a", 2.0), ("b", 3.0)]),  # no single answer for a
        ([PLACE, SCORE], [("a", None), ("b", None)]),
        ([PLACE, Column("name", "Name")], [("a", "x"), ("b", "y")]),
        ([PLACE, SCORE], []),
    ],
)
def test_where_rows_have_no_single_answer_there_are_no_numbers(columns, rows):
    card = figure_card(figure(columns, rows), "A finding", "A question?")
    assert (card.title, card.kicker, list(card.numbers), card.meaning) == (
        "A finding",
        "A question?",
        [],
        "22 November 2022",
    )


def test_the_card_of_the_map_counts_what_the_provinces_say(atlas):
    view = View(atlas.as_of("latest"))
    shown = CHARTS["heat-strip"].draw(view, {}, size="article", lang="en")
    said = [row[2] for row in shown.rows]
    assert sum(int(count) for count, _ in figure_card(shown).numbers) == len(said) == 13
    assert all(said.count(word) == int(count) for count, word in figure_card(shown).numbers)


def test_a_column_that_names_its_day_says_it_in_words_and_what_it_measures():
    columns = [PLACE, Column("then", "On 2020-01-01", "", "points", 1), Column("now", "On 2022-11-22", "", "points", 1)]
    card = figure_card(figure(columns, [("a", 1.0, 3.0), ("b", 2.0, 4.0)], subtitle="Stackability in points"))
    assert card.numbers == [("4", "b"), ("3", "a")]
    assert card.meaning == "On 22 November 2022. Stackability in points"
