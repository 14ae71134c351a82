"""The map of Canada in tiles: where each province and territory stands, wide, square and tall.

Knows letters and places. Knows no colours, no words and no data.
"""

MAPS = {  # the tiles of each size, from west to east; a wide map is nearest to the country's shape
    "article": ("YT NT NU .  .  NL", "BC AB SK MB ON QC", ".  .  .  NB PE NS"),
    "square": ("YT NT NU .", "BC AB SK MB", ".  ON QC NL", ".  NB PE NS"),
    "tall": ("YT NT NU", "BC AB SK", "MB ON QC", "NB PE NS", "NL .  ."),
}


def list_tiles(size: str) -> dict[str, tuple[int, int]]:
    """Return the column and the row of each jurisdiction on the map of a size, both from 0."""
    cells = [(code, (column, row)) for row, line in enumerate(MAPS[size]) for column, code in enumerate(line.split())]
    return {f"CA-{code}": square for code, square in cells if code != "."}
