"""What was not read is drawn whole, from one donor of another jurisdiction in each draw, at the framework's own level."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from credatlas.index.simulation.draws import Dice
from credatlas.index.simulation.engine import Engine
from credatlas.index.simulation.states import HINDERS, OUT, SILENT, UNREAD, lay_out, states_of
from credatlas.index.simulation.unread import (
    Donors,
    UnreadText,
    find_donors,
    is_whole,
    list_drawn,
    list_gaps,
    move_states,
)

STATES = states_of(range(4))
code_of = STATES.code_of


def supports(*codes) -> int:
    return int(STATES.support(codes))


def moved(state, steps) -> int:
    return move_states(STATES)[steps + 3, state]


MIDDLE = np.full((2, 1), 0.5)  # the dice of a framework: the donor in the middle, and not a step beyond it


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.mark.parametrize(
    ("state", "steps", "expected"),
    [
        (supports(2, 1, 0), 1, supports(3, 2, 1)),
        (supports(2, 1, 0), -1, supports(1, 0, 0)),
        (supports(2, 3, 3), -2, SILENT),
        (SILENT, 1, supports(1, 1, 1)),
        (SILENT, -1, SILENT),
        (HINDERS, 0, HINDERS),
        (OUT, 2, OUT),
        (supports(1, 0, 2) + 64, 2, supports(3, 2, 3) + 64),
    ],
)
def test_codes_move_together_within_0_to_3_and_silence_begins_where_obligation_ends(state, steps, expected):
    assert moved(state, steps) == expected


def test_a_framework_a_step_firmer_than_its_donor_is_so_where_it_was_not_read():
    """Read alike: 2,2,2 where the donor has 1,1,1. The donor's 1,0,1 and silence are then 2,1,2 and 1,1,1."""
    one = supports(1, 1, 1)
    donors = Donors(
        np.array(["A"], dtype=object), np.array([[one, one, supports(1, 0, 1), SILENT]], dtype=np.uint8), STATES
    )
    own = np.array([supports(2, 2, 2), supports(2, 2, 2), UNREAD, UNREAD], dtype=np.uint8)
    states = UnreadText(donors, own, np.array([2, 3])).draw(MIDDLE, np.full((2, 1), 0.5))
    assert states.ravel().tolist() == [supports(2, 1, 2), supports(1, 1, 1)]


def test_a_part_of_a_step_is_a_whole_step_of_that_part_of_the_draws():
    """Read: 2,1,1 against 1,1,1 is a third of a step firmer."""
    donors = Donors(np.array(["A"], dtype=object), np.array([[supports(1, 1, 1)] * 2], dtype=np.uint8), STATES)
    text = UnreadText(donors, np.array([supports(2, 1, 1), UNREAD], dtype=np.uint8), np.array([1]))
    states = text.draw(np.full((2, 3000), 0.5), (np.arange(3000)[None] + 0.5) / 3000)
    assert (states == supports(2, 2, 2)).mean() == pytest.approx(1 / 3, abs=1e-3) and set(states.ravel()) == {
        supports(1, 1, 1),
        supports(2, 2, 2),
    }


def test_each_jurisdiction_is_equally_likely_however_many_versions_it_has_and_all_gaps_come_from_one():
    states = np.array([[supports(1, code, 0)] * 2 for code in (0, 1, 2)], dtype=np.uint8)
    text = UnreadText(
        Donors(np.array(["A", "A", "B"], dtype=object), states, STATES), np.full(2, UNREAD, np.uint8), np.arange(2)
    )
    even = (np.arange(400) + 0.5) / 400
    drawn = text.draw(np.stack([even, np.full(400, 0.5)]), np.full((2, 400), 0.5))
    assert (drawn[0] == drawn[1]).all()
    assert np.bincount(code_of(drawn[0], 1)).tolist() == [100, 100, 200]


def test_frameworks_lie_beyond_their_only_donor_by_a_third_of_a_step():
    """Two of three draws lie within one standard deviation; the mean of many provisions moves as the framework does."""
    donors = Donors(np.array(["A"], dtype=object), np.full((1, 41), supports(2, 2, 2), dtype=np.uint8), STATES)
    own = np.array([supports(2, 2, 2)] + [UNREAD] * 40, dtype=np.uint8)
    dice = np.random.default_rng(0).random((42, 4000))
    means = code_of(UnreadText(donors, own, np.arange(1, 41)).draw(*np.split(dice, [2])), 1).mean(axis=0)
    assert (np.abs(means - 2) < 1 / 3).mean() == pytest.approx(0.683, abs=0.04)


def test_donors_are_instruments_read_whole_and_never_of_the_same_jurisdiction(atlas):
    donors, statuses = find_donors(atlas), atlas.provisions.groupby("framework_id")["status"]
    whole = statuses.apply(lambda status: (status != "missing").sum() >= 16)
    instruments = atlas.frameworks.set_index("framework_id").query("instrument_type != 'none'")
    assert sorted(donors.jurisdiction) == sorted(instruments.loc[whole[instruments.index], "jurisdiction_id"])
    for home in set(donors.jurisdiction):
        others = donors.without(home)
        assert home not in others.jurisdiction and not (others.states == UNREAD).any()


def test_what_a_donor_lacks_it_has_from_the_next_firmer_one():
    states = np.array([[supports(3, 3, 3), UNREAD], [UNREAD, supports(1, 1, 1)], [SILENT, UNREAD]], dtype=np.uint8)
    donors = Donors(np.array(["A", "B", "C"], dtype=object), states, STATES)
    assert donors.without("X").states[1:].tolist() == [
        [supports(3, 3, 3), supports(1, 1, 1)],
        [SILENT, supports(1, 1, 1)],
    ]
    assert donors.without("A").states[0].tolist() == [SILENT, supports(1, 1, 1)]


def test_the_simulation_leaves_what_was_read_and_completes_the_rest(now):
    engine = Engine(now, factors=["missing"])
    layout, states = engine.layout, next(engine.run(200, 0)).states
    read = layout.state != UNREAD
    assert (states[read] == layout.state[read, None]).all()
    drawn = ~read & np.isin(layout.framework_id.astype(str), ["au-2023", "sg-2024", "ca-bc-2024"])
    assert drawn.any() and not (states[drawn] == UNREAD).any()


def test_nothing_is_invented_without_an_instrument_or_of_one_hardly_read(now):
    """Nova Scotia's was read on 5 of 18 provisions; of Ontario's three, one on 3 of 17."""
    engine = Engine(now, factors=["missing"])
    layout, states = engine.layout, next(engine.run(50, 0)).states
    left = np.isin(layout.framework_id.astype(str), ["ca-ns-2024", "ca-on-qaf-2021", "ca-nb-none", ""])
    assert (states[left] == layout.state[left, None]).all() and (layout.state[left] == UNREAD).any()


def test_the_only_framework_is_drawn_even_if_less_than_the_least_was_read(now):
    engine = Engine(now)
    drawn = list_drawn(engine.layout, ["CA-NS", "CA-ON"], 1 / 3)
    assert "ca-ns-2024" in drawn and "ca-on-qaf-2021" not in drawn and "ca-on-2024" in drawn


def test_another_jurisdiction_leaves_what_is_drawn_of_the_others(now):
    """Donors are those of the data of every date; a further jurisdiction throws dice of its own."""
    copy = now["NZ"].assign(jurisdiction_id="XX", framework_id="xx-2026")
    places = pd.concat([now.jurisdictions, pd.DataFrame({"jurisdiction_id": ["XX"]})], ignore_index=True)
    both = pd.concat([copy, now.provisions], ignore_index=True)
    drawn = []
    for data in (now, replace(now, jurisdictions=places, provisions=both)):
        layout = lay_out(data)
        (gap,) = list_gaps(layout, find_donors(now), ["sg-2024"])
        dice = Dice(layout, 0).throw(9)
        drawn.append(gap.text.draw(dice[gap.dice], dice[np.concatenate([gap.unread, gap.doubtful])]))
    assert (drawn[0] == drawn[1]).all()


def lay_out_without(now, *indicators):
    """The layout and donors of data in which nobody was read on some indicators."""
    gone = now.whole.provisions["indicator_id"].isin(indicators)
    status = now.whole.provisions["status"].mask(gone, "missing")
    whole = replace(now.whole, provisions=now.whole.provisions.assign(status=status))
    return whole, lay_out(whole.as_of(now.date))


def test_a_question_on_which_nobody_was_read_makes_no_framework_less_than_whole():
    states = pd.DataFrame([[SILENT] * 16 + [UNREAD] * 2, [SILENT] * 15 + [UNREAD] * 3, [SILENT] * 18])
    assert is_whole(states).tolist() == is_whole(states.assign(new=UNREAD)).tolist() == [True, False, True]


def test_what_no_donor_has_stays_unread(now):
    whole, layout = lay_out_without(now, "PO1", "PO2")
    (gap,) = list_gaps(layout, find_donors(whole), ["nz-2022"])
    assert [layout.indicators[index] for index in gap.lacking] == ["PO1", "PO2"]
    dice = Dice(layout, 0).throw(9)
    states = gap.text.draw(dice[gap.dice], dice[gap.unread])
    stays = np.isin(layout.indicator[gap.unread], gap.lacking)
    assert (states[stays] == UNREAD).all() and not (states[~stays] == UNREAD).any()


def test_a_dimension_without_any_value_cannot_be_drawn_and_is_named(now):
    names = [f"PO{number}" for number in range(1, 7)]
    whole, layout = lay_out_without(now, *names)
    with pytest.raises(ValueError) as refused:
        list_gaps(layout, find_donors(whole), ["nz-2022"])
    assert str(refused.value) == (
        "nz-2022 cannot be completed: no framework of another jurisdiction that was read whole has "
        f"{', '.join(names)}; leave the factor 'missing' out"
    )
