"""The tiles of the map stand in every shape once, and none on another."""

import pytest

from credatlas.figures.drawing.canada import MAPS, list_tiles


@pytest.mark.parametrize("size", MAPS)
def test_every_shape_has_the_same_thirteen_tiles_each_in_a_place_of_its_own(size):
    tiles = list_tiles(size)
    assert len(tiles) == 13 and tiles.keys() == list_tiles("article").keys()
    assert len(set(tiles.values())) == 13
    assert all(column < len(MAPS[size][0].split()) and row < len(MAPS[size]) for column, row in tiles.values())


def test_west_is_left_and_the_territories_stand_on_top():
    tiles = list_tiles("article")
    assert tiles["CA-BC"][0] < tiles["CA-AB"][0] < tiles["CA-ON"][0] < tiles["CA-NS"][0]
    assert {tiles[f"CA-{code}"][1] for code in ("YT", "NT", "NU")} == {0}
