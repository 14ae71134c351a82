"""A provision becomes a small integer and comes back; a slip moves one code by one step and keeps the codebook's rule 1."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from credatlas.evidence.statuses import order_confidence
from credatlas.index.simulation.states import FIRST, HINDERS, OUT, SILENT, SLIPPING, UNREAD, lay_out, states_of


def frame(*rows):
    return pd.DataFrame(rows, columns=["status", "scope", "obligation", "precision", "delegation"])


@pytest.fixture(params=[2, 3, 4, 6, 10], ids="0 to {0}-1".format)
def states(request):
    return states_of(range(request.param))


def test_every_supporting_provision_has_a_state_of_its_own_and_gives_its_codes_back(states):
    rows = [("supports", scope, *codes) for scope in ("general", "targeted")
            for codes in product(range(states.size), repeat=3)]  # fmt: skip
    found = states.encode(frame(*rows))
    assert sorted(found) == list(range(FIRST, states.count))
    for index, name in enumerate(("obligation", "precision", "delegation")):
        assert states.code_of(found, index).tolist() == frame(*rows)[name].tolist()
    pd.testing.assert_frame_equal(states.decode(found), frame(*rows), check_dtype=False)
    assert states.is_targeted(found).tolist() == [row[1] == "targeted" for row in rows]


def test_other_statuses_have_theirs(states):
    rows = [
        ("silent", "", 0, 0, 0),
        ("hinders", "", 0, 0, 0),
        ("not-applicable", "", np.nan, np.nan, np.nan),
        ("missing", "", np.nan, np.nan, np.nan),
    ]
    assert states.encode(frame(*rows)).tolist() == [SILENT, HINDERS, OUT, UNREAD]
    pd.testing.assert_frame_equal(states.decode(states.encode(frame(*rows))), frame(*rows), check_dtype=False)


def test_a_slip_moves_one_code_by_one_step_and_what_supports_keeps_an_obligation(states):
    supporting = states.all[(states.code_of(states.all, 0) >= 1)]
    for attribute, name in enumerate(("obligation", "precision", "delegation")):
        for direction in (0, 1):
            slip = states.slips[SLIPPING.index(name), direction]
            moved, alone = slip[supporting], states.size == 2 and attribute == 0  # 1 is all that there is
            steps = np.abs(states.code_of(moved, attribute) - states.code_of(supporting, attribute))
            assert (steps == (0 if alone else 1)).all()
            assert all(
                (states.code_of(moved, other) == states.code_of(supporting, other)).all()
                for other in range(3)
                if other != attribute
            )
            assert (states.code_of(moved, 0) >= 1).all()
            assert (states.is_targeted(moved) == states.is_targeted(supporting)).all()
            assert slip[SILENT] == SILENT and slip[UNREAD] == UNREAD


def test_a_mistaken_scope_is_undone_by_a_second_mistake(states):
    rescoped = states.slips[SLIPPING.index("scope"), 0]
    assert (rescoped[rescoped] == states.all).all() and (rescoped[FIRST:] != states.all[FIRST:]).all()


def test_every_jurisdiction_has_a_column_for_every_indicator(atlas):
    then = atlas.as_of("2022-11-22")
    layout = lay_out(then)
    assert len(layout.starts) == 26 * 18
    nova_scotia = layout.jurisdiction == layout.jurisdictions.index("CA-NS")  # no framework version is in force
    assert nova_scotia.sum() == 18
    assert (layout.state[nova_scotia] == UNREAD).all() and (layout.row[nova_scotia] == -1).all()
    ontario = layout.jurisdiction == layout.jurisdictions.index("CA-ON")
    assert ontario.sum() == 18 * (then.frameworks["jurisdiction_id"] == "CA-ON").sum()


def test_provisions_of_one_jurisdiction_and_indicator_stand_side_by_side_the_surest_first(atlas):
    now = atlas.as_of("latest")
    layout = lay_out(now)
    places = layout.of("CA-ON", "ST1")
    assert places.tolist() == list(range(places[0], places[0] + 3)) and places[0] in layout.starts
    assert order_confidence(pd.Series(layout.confidence[places])).is_monotonic_increasing
    assert set(now.provisions.iloc[layout.row[places]]["indicator_id"]) == {"ST1"}


def test_a_provision_that_is_none_is_named(atlas):
    now = atlas.as_of("latest")
    layout = lay_out(now)
    with pytest.raises(ValueError) as refused:
        layout.of("CA-BC", "ST7")
    assert str(refused.value).startswith("no provision of CA-BC, ST7; did you mean 'ST")
