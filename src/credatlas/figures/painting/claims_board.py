"""How the claims board is drawn: a row per claim, a panel per date with shape, word and bar.

Knows verdicts and shares. Decides neither their order nor any word.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.figures.drawing import fit, marks, sheet, style, width_of, wrap
from credatlas.figures.language import Translator, number

ROW = {"article": 19.0, "square": 22.0, "tall": 35.0}  # least height of a row in points
TITLE = {"article": 196.0, "square": 130.0, "tall": 0.0}  # points for the claims; 0: they stand above the panels
TOP, BOTTOM, EDGE, GAP = 26.0, 6.0, 4.0, 14.0  # points
LINE = 8.5  # points from line to line of a claim
LETTER = 12.0  # points; the claim's line, where it stands above its panels
SHAPE = 10.0  # points that a shape takes
BAR = 7.0  # points; height of a bar
LOOKS = {  # shapes that differ without colour
    "supported": {"marker": "o", "color": style.RAMP[3], "markeredgecolor": style.RAMP[3]},
    "partly": {"marker": "o", "fillstyle": "left", "color": style.RAMP[2], "markerfacecoloralt": style.PAPER,
               "markeredgecolor": style.RAMP[3]},
    "contradicted": {"marker": "X", "color": style.BARRIER, "markeredgecolor": style.BARRIER},
    "cannot tell": {"marker": "s", "color": "none", "markeredgecolor": style.QUIET},
}  # fmt: skip


def height(board: pd.DataFrame, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, board["claim_id"].nunique(), ROW[size], TOP + BOTTOM)


def paint(
    drawing: Drawing, *, board: pd.DataFrame, dates: list[str], names: dict[str, str], t: Translator, size: str
) -> None:
    """Draw the rows of `board` in their order, a panel for each of `dates`; `names`: of the verdicts."""
    paper = sheet(drawing)
    width, high = marks.extent(drawing)
    claims = list(board["claim_id"].unique())
    pitch = (high - TOP - BOTTOM) / len(claims)
    left = EDGE + TITLE[size] + (GAP if TITLE[size] else 0)
    room = (width - EDGE - left - GAP * (len(dates) - 1)) / len(dates)
    panels = {day: _Panel(left + place * (room + GAP), room, names, t) for place, day in enumerate(dates)}
    for day, panel in panels.items():
        panel.head(paper, day)
    for place, claim in enumerate(claims):
        top, rows = TOP + place * pitch, board[board["claim_id"] == claim]
        if place:
            paper.plot([EDGE, width - EDGE], [top, top], color=style.LINE, linewidth=0.6)
        _write_claim(
            paper, top, pitch, f"{claim}  {t.told(rows['title'].iloc[0]) or rows['title'].iloc[0]}", TITLE[size], width
        )
        middle = top + (pitch / 2 if TITLE[size] else LETTER + (pitch - LETTER) / 2)
        for row in rows.itertuples():
            panels[row.as_of].row(paper, middle, row)


def _write_claim(paper: Axes, top: float, pitch: float, words: str, room: float, width: float) -> None:
    """Write a claim beside its panels, in two lines where it must, or in one line above them."""
    lines = wrap(words, room, style.TEXT) if room else [fit([words], width - 2 * EDGE, style.TEXT)]
    middle = top + (pitch / 2 if room else LETTER - 3)
    for place, line in enumerate(lines):
        y = middle + (place - (len(lines) - 1) / 2) * LINE
        paper.text(EDGE, y, line, fontsize=style.TEXT, va="center_baseline")


class _Panel:
    """Where the parts of one date stand: shape, word, bar, number."""

    def __init__(self, left: float, room: float, names: dict[str, str], t: Translator):
        self.names, self.t, self.left = names, t, left
        self.digits = width_of("100 %", style.SMALL) + 3
        self.word = min(max(width_of(name, style.SMALL) for name in names.values()), room / 2 - SHAPE)
        self.start, self.end = left + SHAPE + self.word + 8, left + room - self.digits

    def head(self, paper: Axes, day: str) -> None:
        """Write the date, and the ends of the scale above the bars."""
        paper.text(self.left, 9, day, **style.BOLD)
        look = {"fontsize": style.TINY, "color": style.QUIET, "ha": "center"}
        for share, words in ((0, "0"), (1, "100 %")):
            paper.text(self._at(share), TOP - 5, words, **look)

    def row(self, paper: Axes, y: float, row) -> None:
        """Draw the verdict and the share of one claim."""
        paper.plot(self.left + 4, y, linestyle="none", markersize=6, markeredgewidth=0.9, **LOOKS[row.verdict])
        word = fit([self.names[row.verdict]], self.word + 1, style.SMALL)
        paper.text(self.left + SHAPE + 2, y, word, fontsize=style.SMALL, va="center_baseline")
        if row.share == row.share:
            self._bar(paper, y, row)
        share = f"{number(100 * row.share, lang=self.t.lang)} %" if row.share == row.share else "\u2013"
        paper.text(self.end + 4, y, share, va="center_baseline", **style.NOTE)

    def _bar(self, paper: Axes, y: float, row) -> None:
        track = {"facecolor": style.LINE, "alpha": style.PALE, "linewidth": 0}
        paper.add_patch(Rectangle((self.start, y - BAR / 2), self.end - self.start, BAR, **track))
        filled = {"facecolor": style.RAMP[2], "linewidth": 0}
        paper.add_patch(Rectangle((self.start, y - BAR / 2), self._at(row.share) - self.start, BAR, **filled))
        known = [share for share in (row.share, row.share_none, row.share_read) if share == share]
        if max(known) > min(known):
            ends = [self._at(min(known)), self._at(max(known))]
            paper.plot(ends, [y, y], color=style.INK, linewidth=0.9, marker="|", markersize=4)

    def _at(self, share: float) -> float:
        return self.start + share * (self.end - self.start)
