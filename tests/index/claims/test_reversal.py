"""The fewest unread provisions that turn a claim round, held against filling the data themselves."""

from dataclasses import replace

import pytest

from credatlas.index.claims.claim_tests import TESTS, list_cells
from credatlas.index.claims.drawn import ALL_DO, NONE_DO, Assumptions
from credatlas.index.claims.reversal import find_reversal


def assume(dataset):
    return Assumptions(dataset, 1, 0, list_cells(dataset))


def with_codes(dataset, cells, codes):
    provisions = dataset.provisions.copy()
    for place, indicator_id in cells:
        rows = (provisions["jurisdiction_id"] == place) & (provisions["indicator_id"] == indicator_id)
        provisions.loc[rows & (provisions["status"] == "missing"), list(codes)] = list(codes.values())
    return replace(dataset, provisions=provisions)


def answer(dataset, claim_id):
    assumed = assume(dataset)
    test = TESTS[claim_id]
    return test.answer(assumed.what_if(), test.places(assumed))[0]


@pytest.mark.parametrize("day", ["2022-11-22", "latest"])
@pytest.mark.parametrize("claim_id", ["C0", "C1", "C3b", "C4a", "C4b"])
def test_the_cells_named_turn_the_claim_round_and_fewer_do_not(atlas, day, claim_id):
    then = atlas.as_of(day)
    found = find_reversal(TESTS[claim_id], assume(then))
    assert found.needed <= found.unread and (found.needed > 0) == bool(found.cells)
    before = answer(then, claim_id)
    if claim_id == "C0":
        assert found.needed == 1 and len(found.cells) == found.unread  # any of them could work against stacking
    elif found.needed == 1:
        assert {
            answer(with_codes(then, [cell], codes), claim_id) for cell in found.cells for codes in (ALL_DO, NONE_DO)
        } >= {1 - before}
    elif found.needed == 2:
        assert answer(with_codes(then, found.cells, ALL_DO), claim_id) == 1 - before
        assert {
            answer(with_codes(then, [cell], codes), claim_id) for cell in found.cells for codes in (ALL_DO, NONE_DO)
        } == {before}


def test_what_was_read_whole_cannot_be_turned_round(atlas):
    assert find_reversal(TESTS["C2b"], assume(atlas.as_of("2022-11-22"))) == (0, 0, [])
