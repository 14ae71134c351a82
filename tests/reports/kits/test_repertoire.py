"""Figures can be asked for by name, day, language and size; a wrong name is answered with the nearest right one."""

from functools import partial

import pytest

from credatlas.figures.charts import CHARTS
from credatlas.figures.drawing import style
from credatlas.figures.language.language import Language
from credatlas.figures.view import View
from credatlas.index.claims.judge import judge_claims
from credatlas.reports.kits.repertoire import draw_in, draw_named, list_figures
from credatlas.reports.run.params import UnknownName
from tests.figures.overlaps import find_overlaps
from tests.notebook_figures import figure_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def now(atlas):
    return View(atlas.as_of("latest"))


@pytest.fixture(autouse=True)
def few_draws_of_claims(monkeypatch):
    monkeypatch.setattr("credatlas.figures.view.judge_claims", partial(judge_claims, draws=1000))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.name)
def test_every_chart_is_drawn_as_of_its_day_in_its_language_and_size(chart, now, monkeypatch):
    monkeypatch.setattr(style, "draw", lambda _id, _title, _alt, _paint, width, *_: width)
    figure = draw_in(now, chart.headline, "fr")("square")
    assert (figure.as_of, figure.lang, figure.svg) == (now.atlas.date, "fr", style.SIZES["square"][0])
    assert figure.id.startswith(chart.name)


@pytest.mark.parametrize("name", ["then-and-now", "claims-board"])
def test_the_day_of_the_article_can_be_looked_at_too(name, atlas):
    assert draw_named(name, atlas, "2022-11-22")("article").as_of == "2022-11-22"


def test_the_earlier_day_is_the_one_that_the_notebook_was_asked_for(now):
    asked = figure_of("70-changes", "then_and_now", before="2024-06-01")
    day = Language(now.atlas).date(now.atlas.date)
    assert asked.subtitle == f"Stackability in points, 0 to 100, on 1 June 2024 and on {day}"
    assert figure_of("70-changes", "then_and_now") == draw_in(now, "then-and-now")("article")


def test_the_ranks_of_a_kit_are_drawn_as_in_the_notebook(now):
    assert figure_of("40-robustness", "rank_intervals") == draw_in(now, "rank-intervals")("article")


def test_there_is_one_of_a_chart_for_each_thing_it_can_be_drawn_of(atlas):
    figures = list_figures(atlas)
    assert {"heat-strip", "heat-strip-sp", "then-and-now-po", "strongest-clause", "strongest-clause-st1"} <= set(
        figures
    )
    profiles = [name for name in figures if name.startswith("indicator-profile")]
    assert len(profiles) == len(atlas.jurisdictions) and "indicator-profile-ca-bc" in profiles
    assert figures["indicator-profile-ca-bc"].about == "one jurisdiction against its peers: British Columbia"


def test_a_chart_of_a_selection_can_be_drawn_with_every_row_too(now):
    few, every = (draw_in(now, name)("article") for name in ("frontier", "frontier-all"))
    assert {row[-1] for row in few.rows} < {row[-1] for row in every.rows} == set(now.compared)
    named = list_figures(now.atlas.whole)
    assert {"coverage-all", "strongest-clause-st2-all"} <= set(named) and "heat-strip-all" not in named


def test_nobody_reforms_to_reach_itself(atlas):
    assert "reform-steps-ca-bc" in list_figures(atlas) and "reform-steps-eu" not in list_figures(atlas)


def test_what_is_chosen_is_drawn_and_what_is_not_is_as_the_notebook_has_it(now):
    def drawn(name):
        return draw_in(now, name)("article")

    assert drawn("strongest-clause").svg == drawn("strongest-clause-st1").svg != drawn("strongest-clause-st2").svg
    assert "British Columbia" in drawn("indicator-profile-ca-bc").title
    assert "approval route" in drawn("heat-strip-sp").title


def test_no_texts_overlap_whatever_indicator_or_dimension_is_chosen(now, atlas, monkeypatch):
    found = []
    monkeypatch.setattr(style, "to_svg", lambda drawing, *words: found.append(find_overlaps(drawing)))
    names = [
        name for name, figure_id in list_figures(atlas).items() if {"dimension", "indicator"} & set(figure_id.chosen)
    ]
    for name in names:
        draw_in(now, name)("tall")
    assert [name for name, overlaps in zip(names, found, strict=True) if overlaps] == []


def test_a_wrong_name_language_or_day_is_refused(atlas):
    with pytest.raises(UnknownName, match="no figure is called 'fronteer'; did you mean 'frontier'"):
        draw_named("fronteer", atlas)
    with pytest.raises(UnknownName, match="did you mean 'indicator-profile-ca-bc'"):
        draw_named("indicator-profile-cabc", atlas)
    with pytest.raises(ValueError, match="lang 'de' is not one of en, fr, es"):
        draw_named("frontier", atlas, lang="de")
    with pytest.raises(ValueError, match="tomorrow"):
        draw_named("frontier", atlas, "tomorrow")
