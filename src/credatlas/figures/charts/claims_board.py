"""Claims board: what the data say of each claim of the article, on one date or on two side by side.

A row per claim, a panel per date with shape, word and bar. Knows verdicts and shares of draws; tests no claim.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import fit, sheet, style, theme, width_of, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.claims import VERDICTS

SHARES = ["share", "share_none", "share_read"]
MOST_DATES = 2
WORST_FIRST = ("contradicted", "cannot tell", "partly", "supported")  # as an alt text lists them
CLAIMS_NAMED = 2  # in an alt text
ROW = {"article": 19.0, "square": 22.0, "tall": 35.0}  # least height of a row in points
TITLE = {"article": 196.0, "square": 130.0, "tall": 0.0}  # points for the claims; 0: they stand above the panels
TOP, BOTTOM, EDGE, GAP = 26.0, 6.0, 4.0, 14.0  # points
LINE = 8.5  # points from line to line of a claim
LETTER = 12.0  # points; the claim's line, where it stands above its panels
SHAPE = 10.0  # points that a shape takes
BAR = 7.0  # points; height of a bar
LOOKS: dict[str, style.Look] = {  # shapes that differ without colour
    "supported": {"marker": "o", "color": theme.RAMP[3], "markeredgecolor": theme.RAMP[3]},
    "partly": {"marker": "o", "fillstyle": "left", "color": theme.RAMP[2], "markerfacecoloralt": theme.PAPER,
               "markeredgecolor": theme.RAMP[3]},
    "contradicted": {"marker": "X", "color": theme.BARRIER, "markeredgecolor": theme.BARRIER},
    "cannot tell": {"marker": "s", "color": "none", "markeredgecolor": theme.QUIET},
}  # fmt: skip


@chart(lambda view: {"verdicts": view.verdicts}, about="was the article right, then and now", gallery=10)
def claims_board(verdicts: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw a row per claim: its title, and for each date the verdict in a shape and a word, and the share of draws.

    verdicts: claim_id, title, as_of, verdict (one of `index.verdicts.VERDICTS`), share (of draws in which the claim
    holds, 0-1; NaN where it is counted and not drawn); share_none and share_read, where there are such columns, span
    what other treatments of missing text give. At most two dates. Claims stand in the order of the data.

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
    names = _name_verdicts(t)
    return compose(
        "claims-board", _words(board, dates, names, t), _columns(t), board.assign(verdict=board["verdict"].map(names)),
        partial(_paint, board=board, dates=dates, names=names, t=t, size=size), atlas=atlas, t=t, size=size,
        height=style.height_for(size, board["claim_id"].nunique(), ROW[size], TOP + BOTTOM),
        choices=[day for day in dates if day != atlas.date],
    )  # fmt: skip


def order_board(verdicts: pd.DataFrame, claims: list[str]) -> pd.DataFrame:
    """Return the verdicts in the order of `claims`, then by date.

    Columns: claim_id, title, as_of, verdict, share, share_none, share_read (0-1, NaN where unknown). Raises ValueError
    for a verdict that is none.
    """
    unknown = sorted(set(verdicts["verdict"]) - set(VERDICTS))
    if unknown:
        raise ValueError(f"verdict {unknown[0]!r} is not one of {', '.join(VERDICTS)}")
    board = verdicts.reindex(columns=["claim_id", "title", "as_of", "verdict", *SHARES])
    board = board.astype(dict.fromkeys(SHARES, float))
    position = board["claim_id"].map({claim: row for row, claim in enumerate(claims)})
    return (
        board.assign(title=board["title"].map(clean), position=position)
        .sort_values(["position", "claim_id", "as_of"])
        .drop(columns="position")
    )


def _name_verdicts(t: Translator) -> dict[str, str]:
    named = (t("supported"), t("partly"), t("contradicted"), t("cannot tell"))
    return dict(zip(VERDICTS, named, strict=True))


def _words(board: pd.DataFrame, dates: list[str], names: dict[str, str], t: Translator) -> Words:
    latest = board[board["as_of"] == dates[-1]]
    alt = [t.plural("Board of {n} claim.", "Board of {n} claims.", board["claim_id"].nunique())]
    for verdict in WORST_FIRST:
        claims = [clean(claim, naming.NAME_LIMIT) for claim in latest[latest["verdict"] == verdict]["claim"]]
        alt.append(f"{names[verdict].capitalize()}: {t.join_words(claims, CLAIMS_NAMED)}." if claims else "")
    caption = [
        t("Bar: the share of the draws of weights, methods and readings in which the claim holds, 0 to 100 %. "
          "Supported: nearly all draws and every reading of what is missing agree. Partly: codes, weights or method "
          "decide. Cannot tell: what could not be read decides. A dash: the claim counts cases and needs no draws."),
        t("Thin line: the shares that other fillings of what is missing give.")
        if board[SHARES[1:]].notna().any(axis=None) else "",
    ]  # fmt: skip
    on = t.join_words(dates)
    subtitle = t("Verdict on each claim, and the share of draws in which it holds, on {dates}", dates=on)
    return Words(_title(board, dates, t), subtitle, alt, caption)


def _title(board: pd.DataFrame, dates: list[str], t: Translator) -> str:
    latest = board[board["as_of"] == dates[-1]]
    counts = latest["verdict"].value_counts()
    facts = {"total": len(latest), "contradicted": int(counts.get("contradicted", 0)), "date": dates[-1]}
    sentence = t.plural(
        "On {date}, {n} of {total} claims is supported and {contradicted} contradicted",
        "On {date}, {n} of {total} claims are supported and {contradicted} contradicted",
        int(counts.get("supported", 0)), **facts,
    )  # fmt: skip
    if len(dates) == 1:
        return sentence
    wide = board.pivot(index="claim_id", columns="as_of", values="verdict").dropna()
    changed = int((wide[dates[0]] != wide[dates[1]]).sum())
    return t.plural(
        "{said}; {n} verdict has changed since {since}", "{said}; {n} verdicts have changed since {since}", changed,
        said=sentence, since=dates[0],
    )  # fmt: skip


def _columns(t: Translator) -> list[Column]:
    share = t("0 to 1")
    return [
        Column("claim", t("Claim"), t("What is claimed, in a few words")),
        Column("as_of", t("As of"), t("Day on which it was tested")),
        Column("verdict", t("Verdict"), t("Supported, partly, contradicted or cannot tell")),
        Column("share", t("Share"), t("Share of the draws in which it holds; empty: it needs no draws"), share, 2),
        Column("share_none", t("Share, none"), t("The same where no known instrument counts as none"), share, 2),
        Column("share_read", t("Share, read"), t("The same where what was not read stays unread"), share, 2),
        Column("claim_id", t("Claim id"), t("Id of the claim")),
    ]


def _paint(
    drawing: Drawing, *, board: pd.DataFrame, dates: list[str], names: dict[str, str], t: Translator, size: str
) -> None:
    """Draw the rows of `board` in their order, a panel for each of `dates`; `names`: of the verdicts."""
    paper, width, high = sheet(drawing)
    claims = list(board["claim_id"].unique())
    pitch = (high - TOP - BOTTOM) / len(claims)
    left = EDGE + TITLE[size] + (GAP if TITLE[size] else 0)
    room = (width - EDGE - left - GAP * (len(dates) - 1)) / len(dates)
    panels = {day: _Panel(left + position * (room + GAP), room, names, t) for position, day in enumerate(dates)}
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
    middle = top + (pitch / 2 if room else LETTER - 3)
    for position, line in enumerate(lines):
        y = middle + (position - (len(lines) - 1) / 2) * LINE
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
        look: style.Look = {"fontsize": style.TINY, "color": theme.QUIET, "ha": "center"}
        for share, words in ((0, "0"), (1, "100 %")):
            paper.text(self._at(share), TOP - 5, words, **look)

    def row(self, paper: Axes, y: float, row) -> None:
        """Draw the verdict and the share of one claim."""
        paper.plot(self.left + 4, y, linestyle="none", markersize=6, markeredgewidth=0.9, **LOOKS[row.verdict])
        word = fit([self.names[row.verdict]], self.word + 1, style.SMALL)
        paper.text(self.left + SHAPE + 2, y, word, fontsize=style.SMALL, va="center_baseline")
        if row.share == row.share:
            self._bar(paper, y, row)
        share = f"{self.t.number(100 * row.share)} %" if row.share == row.share else "\u2013"
        paper.text(self.end + 4, y, share, va="center_baseline", **style.NOTE)

    def _bar(self, paper: Axes, y: float, row) -> None:
        track: style.Look = {"facecolor": theme.LINE, "alpha": theme.PALE, "linewidth": 0}
        paper.add_patch(Rectangle((self.start, y - BAR / 2), self.end - self.start, BAR, **track))
        filled: style.Look = {"facecolor": theme.RAMP[2], "linewidth": 0}
        paper.add_patch(Rectangle((self.start, y - BAR / 2), self._at(row.share) - self.start, BAR, **filled))
        known = [share for share in (row.share, row.share_none, row.share_read) if share == share]
        if max(known) > min(known):
            ends = [self._at(min(known)), self._at(max(known))]
            paper.plot(ends, [y, y], color=theme.INK, linewidth=0.9, marker="|", markersize=4)

    def _at(self, share: float) -> float:
        return self.start + share * (self.end - self.start)
