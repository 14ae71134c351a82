"""What is said of a reform is what it does, with the clauses to copy."""

import pytest

from credatlas.figures.words import reform_words
from credatlas.index.reforms.packages import reform_packages
from credatlas.index.reforms.scenarios import compare_reform, list_reforms


@pytest.fixture(scope="module")
def then(atlas):
    return atlas.as_of("2022-11-22")


@pytest.fixture(scope="module")
def packages(then):
    return reform_packages(then, "CA-CICAN", "EU")


def test_the_summary_names_packages_steps_indicators_points_models_and_who_could_adopt_them(packages, then):
    text = reform_words.summarise_packages(packages, then, "CA-CICAN", "EU").text
    for name, reform in packages.items():
        assert f"**{name.capitalize()}**: {reform.steps} code steps, on " in text
        assert all(f"({indicator})" in text for indicator in reform.changes["indicator_id"])
        assert f"17 to {reform.reached['ST']:.0f} points" in text
    assert " as in " in text and "smallest reform" not in text and "its target" not in text
    assert "Who could adopt them: Colleges and Institutes Canada." in text


def test_clauses_that_do_not_reach_it_are_said_not_to(then):
    text = reform_words.summarise_packages(reform_packages(then, "CA-SK", "EU"), then, "CA-SK", "EU").text
    assert "**Credit and level**: these clauses alone do not reach it." in text


def test_a_target_that_is_reached_needs_nothing(then):
    packages = reform_packages(then, "NZ", "EU")
    assert "has reached the level of" in reform_words.summarise_packages(packages, then, "NZ", "EU").text


def test_tables_have_a_row_for_each_change_and_at_most_three_models_for_each(packages, then):
    rows = reform_words.package_table(packages, then).rows
    assert [row[1].rpartition("(")[2].rstrip(")") for row in rows] == [
        indicator for reform in packages.values() for indicator in reform.changes["indicator_id"]
    ]
    shown = [row[:2] for row in reform_words.model_table(packages, then).rows]
    assert shown and len(shown) == len(set(shown))


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
