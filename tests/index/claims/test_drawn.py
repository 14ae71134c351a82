"""What claims see: the codes as they are, what they could be, and each assumption on unread text."""

from dataclasses import replace

import numpy as np
import pytest

from credatlas.index.claims.claim_tests import TESTS, list_cells
from credatlas.index.claims.drawn import ALL_DO, NONE_DO, Assumptions, fill
from credatlas.index.claims.reversal import FIRMEST
from credatlas.index.scores import score
from credatlas.index.simulation import FACTORS, SILENT, UNREAD, simulate

DRAWS, SEED = 600, 3


@pytest.fixture(scope="module")
def assumed(atlas):
    then = atlas.as_of("2022-11-22")
    return Assumptions(then, DRAWS, SEED, list_cells(then))


def test_the_codes_as_they_are_have_the_scores_of_the_method(assumed):
    scores = score(assumed.dataset).dimensions.set_index(["jurisdiction_id", "dimension_id"])["score"]
    point = assumed.what_if()
    for jurisdiction in assumed.places:
        for dimension_id in ("ST", "SP"):
            expected = pytest.approx([scores[jurisdiction, dimension_id]], nan_ok=True, abs=1e-6)
            assert point.score(jurisdiction, dimension_id).tolist() == expected


def test_a_clause_read_otherwise_has_the_score_of_data_that_say_so(assumed):
    cells = {("CA-BC", "ST3"): FIRMEST, ("CA-BC", "ST4"): SILENT}
    changed = assumed.what_if({cell: np.array([state, UNREAD]) for cell, state in cells.items()}).score("CA-BC", "ST")
    own, both = assumed.dataset.provisions, assumed.dataset
    rows = {name: (own["jurisdiction_id"] == "CA-BC") & (own["indicator_id"] == name) for _, name in cells}
    written = own.copy()
    for (_, name), codes in zip(cells, (ALL_DO, NONE_DO), strict=True):
        written.loc[rows[name], list(codes)] = list(codes.values())
    scores = score(replace(both, provisions=written)).dimensions
    expected = scores[(scores["jurisdiction_id"] == "CA-BC") & (scores["dimension_id"] == "ST")]["score"].item()
    assert changed[0] == pytest.approx(expected, abs=1e-6) and np.isnan(changed[1])


def test_unread_text_stays_unread_or_is_as_the_assumption_says(assumed):
    cells = [cell for cell in assumed.cells if assumed.what_if().kept[cell][0] == UNREAD]
    assert ("CA-SK", "ST1") in cells
    for cell in cells:
        assert (assumed.read.kept[cell] == UNREAD).all()
    stacking = ("CA-SK", "ST1")
    assert (assumed.as_whole.kept[stacking] == UNREAD).all()  # of 18 provisions, 3 were read: nothing is estimated
    assert np.mean(assumed.none_do.kept[stacking] == SILENT) > 0.8
    assert np.mean(assumed.all_do.kept[stacking] == FIRMEST) > 0.5


def test_where_no_framework_was_found_nothing_is_filled(assumed):
    filled = fill(assumed.dataset, ALL_DO).provisions
    before = assumed.dataset.provisions
    without = before["framework_id"].str.endswith("-none")
    assert filled[without].equals(before[without]) and (before.loc[without, "status"] == "missing").any()
    assert not (filled.loc[~without, "status"] == "missing").any()


def test_only_places_with_a_framework_in_force_are_looked_at(assumed):
    assert TESTS["C1"].places(assumed) == ["CA-BC", "CA-AB", "CA-SK", "CA-ON"]
    assert TESTS["C3b"].places(assumed) == ["CA-BC", "CA-AB", "CA-SK", "CA-ON", "CA-CICAN"]
    assert TESTS["C2c"].places(assumed) == ["CA-CICAN"] and "NZ" in TESTS["C4b"].places(assumed)


def test_leaving_out_places_without_a_framework_changes_no_draw(assumed):
    every = simulate(assumed.dataset, draws=DRAWS, seed=SEED, factors=FACTORS, keep=assumed.cells)
    assert all((every.kept[cell] == assumed.as_whole.kept[cell]).all() for cell in assumed.cells)
    for jurisdiction, dimension_id in assumed.drawable:
        assert assumed.as_whole.score(jurisdiction, dimension_id) == pytest.approx(
            every.dimension(jurisdiction, dimension_id), abs=1e-6
        )
