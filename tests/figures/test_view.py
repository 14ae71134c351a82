"""A view compares a day with the day of the article, and the core set with all others that had an instrument."""

from dataclasses import replace

import pytest

from credatlas import score
from credatlas.evidence.sets import core_jurisdictions, jurisdictions_with_instrument
from credatlas.figures.view import View


@pytest.fixture(scope="module")
def view(atlas):
    return View(atlas.as_of("latest"))


def test_the_core_set_is_compared_with_all_others_that_had_an_instrument(view, atlas):
    core = core_jurisdictions(atlas)
    assert view.compared[: len(core)] == core
    assert sorted(view.compared) == sorted({*core, *jurisdictions_with_instrument(atlas)})
    assert view.peers(core[0]) == core[1:]


def test_scores_are_computed_once(view):
    assert view.scores is view.scores and view.scores.date == view.atlas.date


def test_the_earlier_day_is_that_of_the_article_unless_another_is_asked_for(view, atlas):
    assert view.scores_before.date == "2022-11-22"
    other = View(view.atlas, before="2024-06-01")
    assert other.scores_before.dimensions.equals(score(atlas.as_of("2024-06-01")).dimensions)


def test_claims_are_tested_on_both_days_and_on_one_where_they_are_the_same(atlas, monkeypatch):
    monkeypatch.setattr("credatlas.figures.view.judge_claims", lambda dataset, days: days)
    assert View(atlas.as_of("latest")).verdicts == ("2022-11-22", atlas.as_of("latest").date)
    assert View(atlas.as_of("2022-11-22")).verdicts == ("2022-11-22",)


def test_a_reform_reaches_the_target(view):
    assert view.reform("CA-CICAN").target == "EU" == view.target


def test_estimates_are_those_of_the_simulation_and_none_where_too_few_can_be_ranked(view, atlas):
    assert view.estimates.equals(view.simulation.estimates())
    day = atlas.as_of("latest")
    lone = day.frameworks["jurisdiction_id"].eq("CA-BC")
    provisions = day.provisions[day.provisions["jurisdiction_id"].eq("CA-BC")]
    alone = View(replace(day, frameworks=day.frameworks[lone], provisions=provisions))
    assert "estimated" in set(alone.scores.dimensions["class"]) and alone.estimates is None


def test_nothing_is_simulated_where_nothing_is_to_be_estimated(view):
    scored = replace(view.scores, dimensions=view.scores.dimensions.query("`class` == 'scored'"))
    whole = View(view.atlas)
    vars(whole)["scores"] = scored
    assert whole.estimates is None and "simulation" not in vars(whole)
