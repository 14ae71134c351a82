"""Slips happen as often as the passes say, by confidence; missing provisions come whole from other frameworks."""

import numpy as np
import pytest

from credatlas.index.slips import Readings, list_instruments
from credatlas.index.states import FIRST, SILENT, UNREAD, code_of, lay_out


@pytest.fixture(scope="module")
def readings(atlas):
    now = atlas.as_of("latest")
    return Readings(
        lay_out(now.provisions, list(now.jurisdictions["jurisdiction_id"]), now.indicators),
        list_instruments(now.frameworks),
    )


def draw(readings, chances, n=4000, slips=True, missing=False):
    chances = np.broadcast_to(np.array(chances, dtype=float), (n, 5))
    generator = np.random.default_rng
    return readings.draw(chances, generator(1) if slips else None, generator(2) if missing else None)


def test_without_generators_nothing_moves(readings):
    assert (draw(readings, [0.5] * 5, 3, slips=False) == readings.layout.state).all()


def test_a_code_slips_half_as_often_where_the_text_was_read_and_twice_where_hearsay_was(readings):
    layout = readings.layout
    states = draw(readings, [0, 0, 0, 0.1, 0])
    moved = (code_of(states, 1) != code_of(layout.state, 1)).mean(axis=0)
    for confidence, expected in (("high", 0.05), ("medium", 0.1), ("low", 0.2)):
        columns = (layout.state >= FIRST) & (layout.confidence == confidence)
        assert moved[columns].mean() == pytest.approx(expected, abs=0.005)
    assert (states[:, layout.state < FIRST] == layout.state[layout.state < FIRST]).all()


def test_silence_flips_to_support_with_codes_that_somebody_has_and_back(readings):
    layout = readings.layout
    states = draw(readings, [0.2, 0, 0, 0, 0], 500)
    silent, supporting = np.flatnonzero(layout.state == SILENT), np.flatnonzero(layout.state >= FIRST)
    assert (states[:, supporting] == SILENT).any() and (states[:, silent] >= FIRST).any()
    for column in silent[:40]:
        others = set(layout.state[(layout.indicator == layout.indicator[column]) & (layout.state >= FIRST)])
        assert set(states[:, column]) <= others | {SILENT} or not others


def test_a_missing_provision_is_one_that_another_framework_has(readings):
    layout = readings.layout
    states = draw(readings, [0] * 5, 500, slips=False, missing=True)
    for column in np.flatnonzero(layout.state == UNREAD)[:60]:
        same = layout.state[
            (layout.indicator == layout.indicator[column])
            & (layout.state != UNREAD)
            & ~np.isin(layout.framework_id.astype(str), ["", "ca-none"])
        ]
        assert set(states[:, column]) <= set(same)
    assert (states[:, layout.state != UNREAD] == layout.state[layout.state != UNREAD]).all()


def test_a_dimension_that_nobody_was_read_on_cannot_be_drawn(atlas):
    now = atlas.as_of("latest")
    provisions = now.provisions.assign(
        status=now.provisions["status"].where(now.provisions["dimension_id"] != "PO", "missing")
    )
    unread = Readings(
        lay_out(provisions, list(now.jurisdictions["jurisdiction_id"]), now.indicators),
        list_instruments(now.frameworks),
    )
    with pytest.raises(
        ValueError,
        match=r"^no framework in force was read on the dimension of PO1, PO2, PO3, PO4, PO5, PO6: missing provisions cannot be drawn$",
    ):
        unread.check()
