"""What is said of a reform is what it does, with the clauses to copy."""

import pytest

from credatlas.figures.words import reform_words
from credatlas.index.reforms.scenarios import cheapest_reform, compare_reform, list_reforms


@pytest.fixture(scope="module")
def then(atlas):
    return atlas.as_of("2022-11-22")


@pytest.fixture(scope="module")
def reform(then):
    return cheapest_reform(then, "CA-CICAN", "EU")


def test_the_summary_names_steps_indicators_points_and_models(reform, then):
    text = reform_words.summarise_reform(reform, then).text
    assert f"by {reform.steps} code steps" in text and all(
        f"({indicator})" in text for indicator in reform.changes["indicator_id"]
    )
    assert f"from 17 to {reform.reached['ST']:.0f} points" in text and " as in " in text


def test_a_target_that_is_reached_needs_nothing(then):
    assert "has reached the level of" in reform_words.summarise_reform(cheapest_reform(then, "NZ", "EU"), then).text


def test_tables_have_a_row_for_each_change_and_at_most_three_models_for_each(reform, then):
    assert [row[0][:3] for row in reform_words.reform_table(reform, then).rows] == reform.changes[
        "indicator_id"
    ].tolist()
    shown = [row[0][:3] for row in reform_words.model_table(reform, then).rows]
    assert all(shown.count(indicator) <= reform_words.MODELS for indicator in shown)


def test_scenarios_show_only_what_moves_and_never_a_score_without_its_range(then):
    named = list_reforms(then)
    compared = [(row.title, compare_reform(then, row.reform_id)) for row in named.itertuples()]
    rows = reform_words.scenario_table(compared, then).rows
    assert rows and all(before != after for *_, before, after in rows)
    assert (
        "The college framework adds rules for stacking and transfer",
        "Colleges and Institutes Canada",
        "Stackability",
        "17",
        "35",
    ) in rows
