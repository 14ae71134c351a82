"""A provision becomes a small integer and comes back; a slip moves one code by one step and keeps the codebook's rule 1."""

import numpy as np
import pandas as pd
import pytest

from credatlas.evidence.statuses import order_confidence
from credatlas.index.simulation.states import (
    FIRST,
    HINDERS,
    OUT,
    RESCOPED,
    SILENT,
    STATES,
    STEPS,
    UNREAD,
    code_of,
    decode,
    encode,
    is_targeted,
    lay_out,
)


def frame(*rows):
    return pd.DataFrame(rows, columns=["status", "scope", "obligation", "precision", "delegation"])


def test_every_supporting_provision_has_a_state_of_its_own_and_gives_its_codes_back():
    rows = [
        ("supports", scope, o, p, d)
        for scope in ("general", "targeted")
        for o in range(4)
        for p in range(4)
        for d in range(4)
    ]
    states = encode(frame(*rows))
    assert sorted(states) == list(range(FIRST, STATES))
    for place, name in enumerate(("obligation", "precision", "delegation")):
        assert code_of(states, place).tolist() == frame(*rows)[name].tolist()
    pd.testing.assert_frame_equal(decode(states), frame(*rows), check_dtype=False)
    assert is_targeted(states).tolist() == [row[1] == "targeted" for row in rows]


def test_other_statuses_have_theirs():
    rows = [
        ("silent", "", 0, 0, 0),
        ("hinders", "", 0, 0, 0),
        ("not-applicable", "", np.nan, np.nan, np.nan),
        ("missing", "", np.nan, np.nan, np.nan),
    ]
    assert encode(frame(*rows)).tolist() == [SILENT, HINDERS, OUT, UNREAD]
    pd.testing.assert_frame_equal(decode(encode(frame(*rows))), frame(*rows), check_dtype=False)


def test_a_slip_moves_one_code_by_one_step_and_what_supports_keeps_an_obligation():
    supporting = np.array([state for state in range(FIRST, STATES) if code_of(np.array([state]), 0)[0] >= 1])
    for attribute in range(3):
        for direction in (0, 1):
            moved = STEPS[attribute, direction][supporting]
            assert (np.abs(code_of(moved, attribute) - code_of(supporting, attribute)) == 1).all()
            assert all(
                (code_of(moved, other) == code_of(supporting, other)).all() for other in range(3) if other != attribute
            )
            assert (code_of(moved, 0) >= 1).all() and (is_targeted(moved) == is_targeted(supporting)).all()
    assert STEPS[0, 0][SILENT] == SILENT and STEPS[2, 1][UNREAD] == UNREAD


def test_a_mistaken_scope_is_undone_by_a_second_mistake():
    assert (RESCOPED[RESCOPED] == np.arange(STATES)).all()


def test_every_jurisdiction_has_a_column_for_every_indicator(atlas):
    then = atlas.as_of("2022-11-22")
    layout = lay_out(then.provisions, list(then.jurisdictions["jurisdiction_id"]), then.indicators)
    assert len(layout.starts) == 26 * 18
    nova_scotia = layout.jurisdiction == layout.jurisdictions.index("CA-NS")  # no framework version is in force
    assert nova_scotia.sum() == 18
    assert (layout.state[nova_scotia] == UNREAD).all() and (layout.row[nova_scotia] == -1).all()
    ontario = layout.jurisdiction == layout.jurisdictions.index("CA-ON")
    assert ontario.sum() == 18 * (then.frameworks["jurisdiction_id"] == "CA-ON").sum()


def test_provisions_of_one_jurisdiction_and_indicator_stand_side_by_side_the_surest_first(atlas):
    now = atlas.as_of("latest")
    layout = lay_out(now.provisions, list(now.jurisdictions["jurisdiction_id"]), now.indicators)
    places = layout.of("CA-ON", "ST1")
    assert places.tolist() == list(range(places[0], places[0] + 3)) and places[0] in layout.starts
    assert order_confidence(pd.Series(layout.confidence[places])).is_monotonic_increasing
    assert set(now.provisions.iloc[layout.row[places]]["indicator_id"]) == {"ST1"}


def test_a_provision_that_is_none_is_named(atlas):
    now = atlas.as_of("latest")
    layout = lay_out(now.provisions, list(now.jurisdictions["jurisdiction_id"]), now.indicators)
    with pytest.raises(ValueError) as refused:
        layout.of("CA-BC", "ST7")
    assert str(refused.value).startswith("no provision of CA-BC, ST7; did you mean 'ST")
