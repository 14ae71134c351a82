"""Claims board: what the data say of each point of the article, on one date or on two side by side.

A row per point, a panel per date with the verdict in a shape and in words. Knows verdicts; tests no claim.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import marks, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.claims import VERDICTS

MOST_DATES = 2
CLAIMS_NAMED = 2  # in an alt text
ROW = {"article": 4.0, "square": 14.0, "tall": 44.0}  # points of a row beside the lines of its claim
TITLE = {"article": 372.0, "square": 216.0, "tall": 0.0}  # points for the claims; 0: they stand above the panels
TOP, BOTTOM, EDGE, GAP = 30.0, 6.0, 4.0, 14.0  # points
LINE = 16.0  # points from line to line of a claim
MOST_LINES = 9  # of a claim
SHAPE = 16.0  # points that a shape takes
LOOKS: dict[str, style.Look] = {  # shapes that differ without colour
    "holds": {"marker": "o", "color": theme.RAMP[3], "markeredgecolor": theme.RAMP[3]},
    "holds as far as could be read": {"marker": "o", "color": theme.PAPER, "markeredgecolor": theme.RAMP[3]},
    "holds in part": {"marker": "D", "color": theme.PAPER, "markeredgecolor": theme.RAMP[3]},
    "does not hold": {"marker": "X", "color": theme.INK, "markeredgecolor": theme.INK},
    "cannot be said": {"marker": "s", "color": "none", "markeredgecolor": theme.QUIET},
    "not tested": {"marker": "_", "color": theme.QUIET, "markeredgecolor": theme.QUIET},
}  # fmt: skip


@chart(lambda view: {"verdicts": view.verdicts}, about="was the article right, then and now", gallery=10)
def claims_board(verdicts: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw a row per claim: the article's point in a sentence, and for each date the verdict in a shape and in words.

    verdicts: claim_id, title, statement, as_of, verdict (one of `index.verdicts.VERDICTS`). At most two dates. Claims
    stand by their verdict on the last date, those that hold first, and in the order of the data.
    """
    t = Language(atlas, lang)
    board = order_board(verdicts, list(atlas.claims["claim_id"]))
    dates = sorted(board["as_of"].unique())
    if board.empty:
        raise NothingToShow("there is no claim to show; pass at least one")
    if len(dates) > MOST_DATES:
        raise ValueError(f"a board shows claims on one date or two; there are {len(dates)}: {', '.join(dates)}")
    board = board.assign(claim=[_say_point(statement, t) for statement in board["statement"]])
    named, (_, room) = name_dates(dates, t), _place_panels(size, len(dates))
    board = _lay_out(board, size, room, t)
    rows = _measure_rows(board, size)
    heads = {day: wrap(words, room / marks.BOLDER, style.TEXT) for day, words in named.items()}
    first = TOP + LINE * (max(map(len, heads.values())) - 1)
    return compose(
        "claims-board", _words(board, named, t), _columns(t), board.assign(verdict=board["verdict"].map(t)),
        partial(_paint, board=board, heads=heads, first=first, size=size, rows=rows), atlas=atlas,
        t=t, size=size, height=style.height_for(size, 1, sum(rows.values()), first + BOTTOM),
        choices=[day for day in dates if day != atlas.date],
    )  # fmt: skip


def order_board(verdicts: pd.DataFrame, claims: list[str]) -> pd.DataFrame:
    """Return the verdicts by that of the last date, best first, then in the order of `claims`, then by date.

    Columns: claim_id, title, statement, as_of, verdict. Raises ValueError for a verdict that is none.
    """
    unknown = sorted(set(verdicts["verdict"]) - set(VERDICTS))
    if unknown:
        raise ValueError(f"verdict {unknown[0]!r} is not one of {', '.join(VERDICTS)}")
    board = verdicts[["claim_id", "title", "statement", "as_of", "verdict"]].sort_values("as_of", kind="stable")
    last = board.drop_duplicates("claim_id", keep="last").set_index("claim_id")["verdict"]
    places = {
        "best": board["claim_id"].map(last).map(VERDICTS.index),
        "place": board["claim_id"].map({claim: row for row, claim in enumerate(claims)}),
    }
    return (
        board.assign(statement=board["statement"].map(clean), **places)
        .sort_values([*places, "claim_id", "as_of"])
        .drop(columns=list(places))
    )


def _say_point(statement: str, t: Translator) -> str:
    """Return what the article says: the first sentence of a claim's statement, which may add how it is tested."""
    return (t.told(statement) or statement).partition(". ")[0].rstrip(".")


def name_dates(dates: list[str], t: Translator) -> dict[str, str]:
    """Return each date in words, by month and year, or by day where two are of one month."""
    months = {day: t.date(day[:7]) for day in dates}
    return months if len(set(months.values())) == len(dates) else {day: t.date(day) for day in dates}


def _words(board: pd.DataFrame, dates: dict[str, str], t: Translator) -> Words:
    last = max(dates)
    latest = board[board["as_of"] == last]
    alt = []  # the title counts them
    for verdict in VERDICTS[-2::-1]:  # worst first
        titles = latest.loc[latest["verdict"] == verdict, "title"].map(clean)
        claims = [clean(t.told(title) or title, naming.NAME_LIMIT) for title in titles]
        words = t(verdict)
        alt.append(f"{words[:1].upper()}{words[1:]}: {t.join_words(claims, CLAIMS_NAMED)}." if claims else "")
    caption = [
        t("Holds: with other weights, ways of averaging and codings too. As far as could be read: unread texts could "
          "change it. In part: not half true, but turned round by other codes or weights. Cannot be said: "
          "what is not known decides."),
    ]  # fmt: skip
    subtitle = t("Verdict on each point: {dates}", dates=t.join_words(dates.values()))
    title = say_board(latest["verdict"], t)
    if len(dates) > 1:
        title = t("{said} ({date})", said=title, date=dates[last])
    return Words(title, subtitle, alt, caption)


def say_board(verdicts: pd.Series, t: Translator) -> str:
    """Say how many points have each verdict, best first; no count is 0."""
    counts = {verdict: int((verdicts == verdict).sum()) for verdict in VERDICTS}
    holds, as_read, part, fails, unknown, untested = counts.values()
    told = [
        t.plural("{n} holds", "{n} hold", holds) if holds else "",
        t.plural("{n} holds as far as could be read", "{n} hold as far as could be read", as_read) if as_read else "",
        t.plural("{n} holds in part", "{n} hold in part", part) if part else "",
        t.plural("{n} does not hold", "{n} do not hold", fails) if fails else "",
        t.plural("{n} cannot be settled", "{n} cannot be settled", unknown) if unknown else "",
        t.plural("{n} is not tested", "{n} are not tested", untested) if untested else "",
    ]
    total = t.number(len(verdicts))
    return t("Of the article’s {total} points {counts}", total=total, counts=t.join_words(filter(None, told)))


def _columns(t: Translator) -> Columns:
    return [
        Column("claim", t("Claim"), t("What is claimed, in a few words")),
        Column("as_of", t("As of"), t("Day on which it was tested")),
        Column(
            "verdict",
            t("Verdict"),
            t("Holds, as far as could be read, in part, does not, cannot be said, not tested"),
        ),
        Column("claim_id", t("Claim id"), t("Id of the claim")),
    ]


def _lay_out(board: pd.DataFrame, size: str, room: float, t: Translator) -> pd.DataFrame:
    """Add the lines of each claim, and those of its verdict beside a shape in a panel of so many points."""
    across = TITLE[size] or style.size_of(size)[0] - 2 * EDGE
    return board.assign(
        lines=[wrap(claim, across, style.TEXT, MOST_LINES) for claim in board["claim"]],
        told=[wrap(t(verdict), room - SHAPE - 2, style.SMALL, 3) for verdict in board["verdict"]],
    )


def _measure_rows(board: pd.DataFrame, size: str) -> dict[str, float]:
    """Return the least height of each claim's row in points."""
    counts = board[["lines", "told"]].map(len).groupby(board["claim_id"], sort=False).max()
    beside, below = counts.max(axis=1).clip(lower=2), counts["lines"] + (counts["told"] - 2).clip(lower=0)
    return (ROW[size] + LINE * (below if size == "tall" else beside)).to_dict()


def _place_panels(size: str, count: int) -> tuple[float, float]:
    """Return where the first of so many panels begins, and how wide each is, in points."""
    left = EDGE + TITLE[size] + (GAP if TITLE[size] else 0)
    return left, (style.size_of(size)[0] - EDGE - left - GAP * (count - 1)) / count


def _paint(
    drawing: Drawing, *, board: pd.DataFrame, heads: dict[str, list[str]], first: float, size: str,
    rows: dict[str, float],
) -> None:  # fmt: skip
    """Draw `rows` in their order from `first` on, a panel for each date of `heads`."""
    paper, width, high = sheet(drawing)
    stretch = (high - first - BOTTOM) / sum(rows.values())
    left, room = _place_panels(size, len(heads))
    panels = {day: left + index * (room + GAP) for index, day in enumerate(heads)}
    for day, lines in heads.items():
        marks.write_lines(paper, panels[day], 17, lines, LINE, **style.BOLD)
    top = first
    for claim, least in rows.items():
        height, there = least * stretch, board[board["claim_id"] == claim]
        if top > first:
            paper.plot([EDGE, width - EDGE], [top, top], color=theme.LINE, linewidth=0.6)
        lines = there["lines"].iloc[0]
        above = 0.0 if TITLE[size] else LINE * len(lines) + 4
        _write(paper, EDGE, top + (above or height) / 2, lines, style.TEXT)
        for row in there.itertuples():
            x, y = panels[row.as_of], top + (height + above) / 2
            paper.plot(x + 6, y, linestyle="none", markersize=10, markeredgewidth=1.3, **LOOKS[row.verdict])
            _write(paper, x + SHAPE + 2, y, row.told, style.SMALL)
        marks.touch(paper, [claim], EDGE, top, width - 2 * EDGE, height)
        top += height


def _write(paper: Axes, x: float, middle: float, lines: list[str], size: float) -> None:
    start = middle - (len(lines) - 1) / 2 * LINE
    marks.write_lines(paper, x, start, lines, LINE, fontsize=size, va="center_baseline")
