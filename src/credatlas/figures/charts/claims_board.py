"""Claims board: what the data say of each claim of the article, on one date or on two side by side.

A row per claim, a panel per date with the verdict in a shape and in words. Knows verdicts; tests no claim.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import fit, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.claims import VERDICTS

MOST_DATES = 2
CLAIMS_NAMED = 2  # in an alt text
ROW = {"article": 19.0, "square": 22.0, "tall": 35.0}  # least height of a row in points
TITLE = {"article": 196.0, "square": 130.0, "tall": 0.0}  # points for the claims; 0: they stand above the panels
TOP, BOTTOM, EDGE, GAP = 26.0, 6.0, 4.0, 14.0  # points
LINE = 8.5  # points from line to line of a claim
LETTER = 12.0  # points; the claim's line, where it stands above its panels
SHAPE = 10.0  # points that a shape takes
LOOKS: dict[str, style.Look] = {  # shapes that differ without colour
    "holds": {"marker": "o", "color": theme.RAMP[3], "markeredgecolor": theme.RAMP[3]},
    "holds as far as could be read": {"marker": "o", "color": theme.PAPER, "markeredgecolor": theme.RAMP[3]},
    "holds in part": {"marker": "o", "fillstyle": "left", "color": theme.RAMP[2], "markerfacecoloralt": theme.PAPER,
               "markeredgecolor": theme.RAMP[3]},
    "does not hold": {"marker": "X", "color": theme.BARRIER, "markeredgecolor": theme.BARRIER},
    "cannot be said": {"marker": "s", "color": "none", "markeredgecolor": theme.QUIET},
    "not tested": {"marker": "_", "color": theme.QUIET, "markeredgecolor": theme.QUIET},
}  # fmt: skip


@chart(lambda view: {"verdicts": view.verdicts}, about="was the article right, then and now", gallery=10)
def claims_board(verdicts: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw a row per claim: its title, and for each date the verdict in a shape and in words.

    verdicts: claim_id, title, as_of, verdict (one of `index.verdicts.VERDICTS`). At most two dates. Claims stand in the
    order of the data.

    Raises ValueError for an unknown size, language or verdict and for more than two dates, NothingToShow for no claim.
    """
    t = Language(atlas, lang)
    style.size_of(size)  # refuses an unknown size
    board = order_board(verdicts, list(atlas.claims["claim_id"]))
    dates = sorted(board["as_of"].unique())
    if board.empty:
        raise NothingToShow("there is no claim to show; pass at least one")
    if len(dates) > MOST_DATES:
        raise ValueError(f"a board shows claims on one date or two; there are {len(dates)}: {', '.join(dates)}")
    board = board.assign(claim=[t.told(title) or title for title in board["title"]])
    names = {verdict: t(verdict) for verdict in VERDICTS}
    return compose(
        "claims-board", _words(board, dates, names, t), _columns(t), board.assign(verdict=board["verdict"].map(names)),
        partial(_paint, board=board, dates=dates, names=names, size=size), atlas=atlas, t=t, size=size,
        height=style.height_for(size, board["claim_id"].nunique(), ROW[size], TOP + BOTTOM),
        choices=[day for day in dates if day != atlas.date],
    )  # fmt: skip


def order_board(verdicts: pd.DataFrame, claims: list[str]) -> pd.DataFrame:
    """Return the verdicts in the order of `claims`, then by date.

    Columns: claim_id, title, as_of, verdict. Raises ValueError for a verdict that is none.
    """
    unknown = sorted(set(verdicts["verdict"]) - set(VERDICTS))
    if unknown:
        raise ValueError(f"verdict {unknown[0]!r} is not one of {', '.join(VERDICTS)}")
    board = verdicts[["claim_id", "title", "as_of", "verdict"]]
    position = board["claim_id"].map({claim: row for row, claim in enumerate(claims)})
    return (
        board.assign(title=board["title"].map(clean), position=position)
        .sort_values(["position", "claim_id", "as_of"])
        .drop(columns="position")
    )


def _words(board: pd.DataFrame, dates: list[str], names: dict[str, str], t: Translator) -> Words:
    latest = board[board["as_of"] == dates[-1]]
    alt = [t.plural("Board of {n} claim.", "Board of {n} claims.", board["claim_id"].nunique())]
    for verdict in VERDICTS[-2::-1]:  # worst first
        claims = [clean(claim, naming.NAME_LIMIT) for claim in latest[latest["verdict"] == verdict]["claim"]]
        words = names[verdict]
        alt.append(f"{words[:1].upper()}{words[1:]}: {t.join_words(claims, CLAIMS_NAMED)}." if claims else "")
    caption = [
        t("Holds: with other weights, ways of averaging and codings too. As far as could be read: unread texts could "
          "change it. In part: other codings or weights would change it. Cannot be said: what is not known decides."),
    ]  # fmt: skip
    return Words(
        _title(board, dates, t), t("Verdict on each point, on {dates}", dates=t.join_words(dates)), alt, caption
    )


def _title(board: pd.DataFrame, dates: list[str], t: Translator) -> str:
    latest = board[board["as_of"] == dates[-1]]
    counts = latest["verdict"].value_counts()
    holds, read, part, fails, *_ = (int(counts.get(verdict, 0)) for verdict in VERDICTS)
    return t.plural(
        "{n} of the article’s {total} points holds on {date}, {part} in part, {fails} not at all",
        "{n} of the article’s {total} points hold on {date}, {part} in part, {fails} not at all",
        holds + read, total=t.number(len(latest)), date=dates[-1], part=t.number(part), fails=t.number(fails),
    )  # fmt: skip


def _columns(t: Translator) -> list[Column]:
    return [
        Column("claim", t("Claim"), t("What is claimed, in a few words")),
        Column("as_of", t("As of"), t("Day on which it was tested")),
        Column(
            "verdict", t("Verdict"), t("Holds, as far as could be read, in part, does not, cannot be said, not tested")
        ),
        Column("claim_id", t("Claim id"), t("Id of the claim")),
    ]


def _paint(drawing: Drawing, *, board: pd.DataFrame, dates: list[str], names: dict[str, str], size: str) -> None:
    """Draw the rows of `board` in their order, a panel for each of `dates`; `names`: of the verdicts."""
    paper, width, high = sheet(drawing)
    claims = list(board["claim_id"].unique())
    pitch = (high - TOP - BOTTOM) / len(claims)
    left = EDGE + TITLE[size] + (GAP if TITLE[size] else 0)
    room = (width - EDGE - left - GAP * (len(dates) - 1)) / len(dates)
    panels = {day: _Panel(left + position * (room + GAP), room, names) for position, day in enumerate(dates)}
    for day, panel in panels.items():
        panel.head(paper, day)
    for position, claim in enumerate(claims):
        top, rows = TOP + position * pitch, board[board["claim_id"] == claim]
        if position:
            paper.plot([EDGE, width - EDGE], [top, top], color=theme.LINE, linewidth=0.6)
        _write_claim(paper, top, pitch, f"{claim}  {rows['claim'].iloc[0]}", TITLE[size], width)
        middle = top + (pitch / 2 if TITLE[size] else LETTER + (pitch - LETTER) / 2)
        for row in rows.itertuples():
            panels[row.as_of].row(paper, middle, row)


def _write_claim(paper: Axes, top: float, pitch: float, words: str, room: float, width: float) -> None:
    """Write a claim beside its panels, in two lines where it must, or in one line above them."""
    lines = wrap(words, room, style.TEXT) if room else [fit([words], width - 2 * EDGE, style.TEXT)]
    _write(paper, EDGE, top + (pitch / 2 if room else LETTER - 3), lines, style.TEXT)


class _Panel:
    """Where the parts of one date stand: a shape, and words in one line or two."""

    def __init__(self, left: float, room: float, names: dict[str, str]):
        self.names, self.left, self.room = names, left, room - SHAPE - 2

    def head(self, paper: Axes, day: str) -> None:
        """Write the date."""
        paper.text(self.left, 9, day, **style.BOLD)

    def row(self, paper: Axes, y: float, row) -> None:
        """Draw the verdict on one claim."""
        paper.plot(self.left + 4, y, linestyle="none", markersize=6, markeredgewidth=0.9, **LOOKS[row.verdict])
        _write(paper, self.left + SHAPE + 2, y, wrap(self.names[row.verdict], self.room, style.SMALL), style.SMALL)


def _write(paper: Axes, x: float, middle: float, lines: list[str], size: float) -> None:
    for position, line in enumerate(lines):
        y = middle + (position - (len(lines) - 1) / 2) * LINE
        paper.text(x, y, line, fontsize=size, va="center_baseline")
