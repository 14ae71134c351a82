"""The class of a score: what was read of the question, of the framework, and whether there was a text at all."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.evidence import keep_instruments, load
from credatlas.index.scores import ScoreClass, classes_without_framework, count_needed, score, score_dimensions
from credatlas.index.scores.classes import classify
from credatlas.index.scores.method import Method

SCORED, ESTIMATED, READ_TOO_LITTLE, NONE_FOUND, NOT_IN_FORCE = ScoreClass


@pytest.mark.parametrize(
    ("applicable", "needed"), [(0, 1), (1, 1), (2, 2), (3, 2), (5, 4), (6, 4), (9, 6), (10, 7), (300, 200)]
)
def test_two_thirds_of_any_number_of_indicators_make_a_score(applicable, needed):
    assert count_needed(np.array([applicable]), Method()).tolist() == [needed]
    assert count_needed(np.array([applicable]), Method(min_coded=4)).tolist() == [4]


@pytest.mark.parametrize(
    ("coded", "applicable", "all_coded", "all_applicable", "expected"),
    [
        (4, 6, 4, 18, SCORED),
        (3, 6, 6, 18, ESTIMATED),
        (0, 6, 6, 18, ESTIMATED),
        (3, 6, 5, 18, READ_TOO_LITTLE),
        (0, 0, 12, 12, READ_TOO_LITTLE),
        (0, 6, 0, 18, READ_TOO_LITTLE),
    ],
    ids=["four of six", "six of all", "none here", "five of all", "nothing applies", "nothing read"],
)
def test_the_share_of_the_question_makes_a_score_and_that_of_the_framework_an_estimate(
    coded, applicable, all_coded, all_applicable, expected
):
    counts = map(np.array, ([coded], [applicable], [all_coded], [all_applicable]))
    assert classify(*counts, Method()).tolist() == [expected]


@given(st.integers(1, 40), st.floats(0.01, 1))
def test_a_share_is_reached_by_the_number_that_is_needed_and_by_none_below(applicable, share):
    (needed,) = count_needed(np.array([applicable]), Method(scored_share=share)).tolist()
    assert needed / applicable >= share - 1e-8 and (needed == 1 or (needed - 1) / applicable < share)


@pytest.mark.parametrize("day", ["2019-06-01", "2022-11-22", "latest"])
def test_every_class_follows_from_the_frameworks_and_what_was_read(atlas, day):
    """Recomputed from the provisions of the data themselves."""
    narrowed = atlas.as_of(day)
    scores, ever = score(narrowed), set(keep_instruments(atlas.frameworks)["jurisdiction_id"])
    here = set(keep_instruments(narrowed.frameworks)["jurisdiction_id"])
    searched = set(narrowed.frameworks["jurisdiction_id"]) - here
    own_of = {jurisdiction: narrowed[jurisdiction] for jurisdiction in narrowed.jurisdictions["jurisdiction_id"]}
    counts = {jurisdiction: _count(own) for jurisdiction, own in own_of.items()}
    for row in scores.dimensions.to_dict("records"):
        place = row["jurisdiction_id"]
        if place not in here:
            expected = NOT_IN_FORCE if place in ever - searched else NONE_FOUND
        else:
            own, (read, asked) = own_of[place], counts[place]
            here_read, here_asked = _count(own[own["dimension_id"] == row["dimension_id"]])
            expected = (
                SCORED if 3 * here_read >= 2 * here_asked else ESTIMATED if 3 * read >= asked else READ_TOO_LITTLE
            )
        assert row["class"] == expected, (place, row["dimension_id"])
        assert np.isnan(row["score"]) == (expected != SCORED)
        assert np.isnan(row["low"]) == np.isnan(row["high"]) == (expected in (NONE_FOUND, NOT_IN_FORCE))
    worst = scores.dimensions.groupby("jurisdiction_id")["class"].agg(lambda own: max(own, key=list(ScoreClass).index))
    assert scores.composite.set_index("jurisdiction_id")["class"].to_dict() == worst.to_dict()


def _count(provisions):
    """Return how many indicators were read in some framework, and how many apply in some."""
    by_indicator = provisions.groupby("indicator_id")["status"]
    applies = by_indicator.apply(lambda own: not own.eq("not-applicable").all())
    read = by_indicator.apply(lambda own: own.isin(["supports", "silent", "hinders"]).any())
    return read.sum(), applies.sum()


def test_frames_hold_plain_text(atlas):
    scores = score(atlas.as_of("2022-11-22"))
    assert {type(cell) for frame in (scores.dimensions, scores.composite) for cell in frame["class"].tolist()} == {str}


def test_without_a_framework_there_is_no_value_of_any_indicator(atlas):
    then = atlas.as_of("2022-11-22")
    without = classes_without_framework(then)
    assert {without["CA-NS"], without["SG"]} == {NOT_IN_FORCE} and without["CA-QC"] == NONE_FOUND
    assert without["EE"] == NONE_FOUND  # searched for that day, though its Act of 2025 is known
    rows = score(then).indicators.query("jurisdiction_id in @without")
    assert len(rows) == len(without) * len(atlas.indicators)
    assert rows["score"].isna().all() and set(rows["status"]) == {"missing"} and set(rows["framework_id"]) == {""}


def test_before_the_data_begin_nothing_is_in_force_of_what_they_know(toy):
    dataset = load(toy)
    assert classes_without_framework(dataset.as_of("1999-01-01")) == {
        "AA": NOT_IN_FORCE, "BB": NOT_IN_FORCE, "CC": NONE_FOUND,
    }  # fmt: skip
    nobody_looked = replace(dataset, frameworks=dataset.frameworks.query("jurisdiction_id != 'CC'"))
    assert classes_without_framework(nobody_looked.as_of("2022-11-22")) == {"CC": NONE_FOUND}
    assert classes_without_framework(dataset.as_of("1999-01-01"), Method.codebook_2())["AA"] == NOT_IN_FORCE


@pytest.mark.parametrize("count", [3, 10])
def test_a_dimension_may_have_three_or_ten_indicators(count):
    rows = pd.DataFrame(
        {"jurisdiction_id": "A", "dimension_id": "ST", "indicator_id": [f"ST{n}" for n in range(count)]}
    )
    for read in range(count + 1):
        values = [30.0] * read + [np.nan] * (count - read)
        status = ["supports"] * read + ["missing"] * (count - read)
        row = score_dimensions(rows.assign(score=values, status=status), Method()).iloc[0]
        expected = SCORED if 3 * read >= 2 * count else ESTIMATED if 3 * read >= count else READ_TOO_LITTLE
        assert row["class"] == expected and (row["score"] == 30) == (expected == SCORED)
