"""A score matrix as a table of HTML: each cell once, in the groups of its indicators, with what is behind its score."""

import re

import pytest

from credatlas.figures import charts
from credatlas.figures.grid import html_grid
from credatlas.reports.render import list_barriers_to_reading


@pytest.fixture(scope="module")
def figure(now):
    return charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["ES", "EU", "GB"])


def cells(html):
    html = re.sub(r"</?bdi[^>]*>", "", html)
    return re.findall(r'<td class="([^"]*)" tabindex=0><b>([^<]*)</b><span>(.*?)</span></td>', html)


def test_each_jurisdiction_has_a_row_and_each_indicator_a_column_below_its_dimension(figure, now):
    html, shown = html_grid(figure), len(now.atlas.indicators)
    assert re.findall(r'<th scope="row" data-at="([^"]+)">', html) == list(
        dict.fromkeys(figure.frame["jurisdiction_id"])
    )
    assert html.count('class="up"') == shown and len(cells(html)) == 3 * shown
    assert sum(map(int, re.findall(r'colspan="(\d+)"', html))) == shown
    page = f'<html lang="en"><h1>One</h1>{html}'
    assert list_barriers_to_reading(page) == []


def test_a_cell_says_score_and_clause_and_what_has_none_is_hatched_or_not_applicable_and_never_zero(figure):
    shown, rows = cells(html_grid(figure)), figure.frame.sort_values(["jurisdiction", "indicator_id"])
    assert sorted(text for _, text, _ in shown if text.isdigit()) == sorted(f"{s:.0f}" for s in rows["score"].dropna())
    assert (
        sum(look == "missing" and text == "" for look, text, _ in shown)
        == (rows["status"] == "could not be read").sum()
    )
    assert {told for look, text, told in shown if text == "n/a"} & set(rows["finding"])
    assert [told.startswith("Barrier. ") for look, _, told in shown if look.endswith(" bars")] == [True]


def test_clauses_are_cut_or_left_out_where_there_is_little_room(figure):
    assert max(len(told) for *_, told in cells(html_grid(figure, longest=40))) <= 40 + len("Barrier. ")
    told = {told.removeprefix("Barrier. ") for *_, told in cells(html_grid(figure, longest=0))}
    assert told <= set(figure.frame["status"])


def test_a_page_shows_the_grid_in_place_of_drawing_and_rows_and_a_notebook_both_of_these(figure):
    page, notebook = figure.to_html(grid=True), figure.to_html()
    assert 'class="grid"' in page and "<svg" not in page and page.count("<table") == 1
    assert 'class="grid"' not in notebook and "<svg" in notebook and figure.foot in page


def test_what_works_against_an_indicator_has_its_word_in_the_language_of_the_page(now):
    figure = charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["GB"], lang="fr")
    assert re.findall(r'bars" tabindex=0><b>0</b><span>(\w+)\. <bdi lang=en>\w', html_grid(figure)) == ["Obstacle"]
