"""What turns a claim round, unread provisions and codes read otherwise, held against changing the data themselves."""

from dataclasses import replace

import pytest

from credatlas.index.claims import reversal
from credatlas.index.claims.claim_tests import TESTS
from credatlas.index.claims.drawn import ALL_DO, NONE_DO, Assumptions
from credatlas.index.claims.reversal import ask_coders, find_errors, find_reversal


def assume(dataset):
    return Assumptions(dataset, 1, 0, [])


def with_codes(dataset, cells, codes):
    provisions = dataset.provisions.copy()
    for jurisdiction, indicator_id in cells:
        rows = (provisions["jurisdiction_id"] == jurisdiction) & (provisions["indicator_id"] == indicator_id)
        provisions.loc[rows & (provisions["status"] == "missing"), list(codes)] = list(codes.values())
    return replace(dataset, provisions=provisions)


def answer(dataset, claim_id):
    assumed = assume(dataset)
    test = TESTS[claim_id]
    return test.answer(assumed.what_if(), test.places(assumed))[0]


@pytest.mark.parametrize("day", ["2022-11-22", "latest"])
@pytest.mark.parametrize("claim_id", ["C1", "C3b", "C4a", "C4b"])
def test_the_cells_named_turn_the_claim_round_and_fewer_do_not(atlas, day, claim_id):
    then = atlas.as_of(day)
    found = find_reversal(TESTS[claim_id], assume(then))
    before = answer(then, claim_id)
    assert found.needed <= found.unread and (found.needed in (1, 2)) == bool(found.cells)
    alone = {cell: {answer(with_codes(then, [cell], codes), claim_id) for codes in (ALL_DO, NONE_DO)} for cell in found.cells}  # fmt: skip
    assert all((answers == {before}) == (found.needed == 2) for answers in alone.values())
    paired = set()
    for cell in found.cells if found.needed == 2 else ():  # each has another one with which it does
        if cell not in paired:
            paired |= {cell, next(
                other for other in found.cells if other[0] == cell[0] and other != cell
                for one in (ALL_DO, NONE_DO) for two in (ALL_DO, NONE_DO)
                if answer(with_codes(with_codes(then, [cell], one), [other], two), claim_id) == 1 - before
            )}  # fmt: skip


def test_what_takes_more_readings_than_are_tried_is_told_from_what_nothing_can_turn_round(atlas, monkeypatch):
    now = assume(atlas.as_of("latest"))
    two = find_reversal(TESTS["C3b"], now)
    monkeypatch.setattr(reversal, "MOST", 1)
    assert (two.needed, find_reversal(TESTS["C3b"], now)) == (2, (two.unread, 2, []))
    assert find_reversal(TESTS["C4b"], now).needed == 0


@pytest.mark.parametrize("claim_id", ["C2a", "C2b"])
def test_each_code_named_turns_the_claim_round_when_the_data_say_so(atlas, claim_id):
    now = atlas.as_of("latest")
    errors = find_errors(TESTS[claim_id], assume(now))
    assert errors
    for (jurisdiction, indicator_id), what, code in errors:
        provisions = now.provisions.copy()
        row = (provisions["jurisdiction_id"] == jurisdiction) & (provisions["indicator_id"] == indicator_id)
        changed = {what: code}
        if code == "silent":
            changed |= NONE_DO
        elif what == "status":
            changed |= ALL_DO | {"obligation": 1.0, "precision": 0.0, "delegation": 0.0}
        provisions.loc[row, list(changed)] = list(changed.values())
        assert answer(replace(now, provisions=provisions), claim_id) == 0


def test_a_code_that_is_named_is_one_step_from_that_of_the_data(atlas):
    now = atlas.as_of("latest")
    codes = now.provisions.set_index(["jurisdiction_id", "indicator_id"])
    for cell, what, code in find_errors(TESTS["C3b"], assume(now)):
        if what != "status":
            assert abs(codes.loc[[cell], what] - code).eq(1).all()


def test_the_coders_are_asked_one_by_one(atlas):
    now = atlas.as_of("latest")
    assert ask_coders(TESTS["C2a"], assume(now)) == [1, 1]
    rows = (now.codings_b["framework_id"] == "ca-cican-2021") & (now.codings_b["indicator_id"] == "ST1")
    other = now.codings_b.assign(obligation=now.codings_b["obligation"].mask(rows, 3.0))
    assert ask_coders(TESTS["C2a"], assume(replace(now, codings_b=other))) == [1, 0]


def test_what_was_read_whole_cannot_be_turned_round(atlas):
    assert find_reversal(TESTS["C2b"], assume(atlas.as_of("2022-11-22"))) == (0, 0, [])
