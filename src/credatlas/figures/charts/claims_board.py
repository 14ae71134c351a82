"""Claims board: what the data say of each claim of the article, on one date or on two side by side.

Knows verdicts and shares of draws, and what they let one say. Tests no claim, paints nothing.
"""

from functools import partial

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Translator, clean, join_words, translator
from credatlas.figures.painting import claims_board as painting
from credatlas.index.claims import VERDICTS

SHARES = ["share", "share_none", "share_read"]
MOST_DATES = 2
WORST_FIRST = ("contradicted", "cannot tell", "partly", "supported")  # as an alt text lists them
CLAIMS_NAMED = 2  # in an alt text


def claims_board(verdicts: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw a row per claim: its title, and for each date the verdict in a shape and a word, and the share of draws.

    verdicts: claim_id, title, as_of, verdict (one of `index.verdicts.VERDICTS`), share (of draws in which the claim
    holds, 0-1; NaN where it is counted and not drawn); share_none and share_read, where there are such columns, span
    what other treatments of missing text give. At most two dates. Claims stand in the order of the data.

    Raises ValueError for an unknown size, language or verdict and for more than two dates, NothingToShow for no claim.
    """
    t = translator(lang)
    width, _ = style.size_of(size)
    board = order_board(verdicts, list(atlas.claims["claim_id"]))
    dates = sorted(board["as_of"].unique())
    if board.empty:
        raise NothingToShow("there is no claim to show; pass at least one")
    if len(dates) > MOST_DATES:
        raise ValueError(f"a board shows claims on one date or two; there are {len(dates)}: {', '.join(dates)}")
    names = _name_verdicts(t)
    paint = partial(painting.paint, board=board, dates=dates, names=names, t=t, size=size)
    return compose(
        naming.figure_id("claims-board", atlas, *(day for day in dates if day != atlas.date), size=size, lang=lang),
        _words(board, dates, names, t), _columns(t), _rows(board, names, t), paint, atlas=atlas, t=t, width=width,
        height=painting.height(board, size),
    )  # fmt: skip


def order_board(verdicts: pd.DataFrame, claims: list[str]) -> pd.DataFrame:
    """Return claim_id, title, as_of, verdict, share, share_none, share_read (0-1, NaN where unknown), in the order of
    `claims`, then by date.

    Raises ValueError for a verdict that is none.
    """
    unknown = sorted(set(verdicts["verdict"]) - set(VERDICTS))
    if unknown:
        raise ValueError(f"verdict {unknown[0]!r} is not one of {', '.join(VERDICTS)}")
    board = verdicts.reindex(columns=["claim_id", "title", "as_of", "verdict", *SHARES])
    board = board.astype(dict.fromkeys(SHARES, float))
    place = board["claim_id"].map({claim: row for row, claim in enumerate(claims)})
    return (
        board.assign(title=board["title"].map(clean), place=place)
        .sort_values(["place", "claim_id", "as_of"])
        .drop(columns="place")
    )


def _name_verdicts(t: Translator) -> dict[str, str]:
    named = (t("supported"), t("partly"), t("contradicted"), t("cannot tell"))
    return dict(zip(VERDICTS, named, strict=True))


def _words(board: pd.DataFrame, dates: list[str], names: dict[str, str], t: Translator) -> Words:
    title = _title(board, dates, t)
    latest = board[board["as_of"] == dates[-1]]
    opening = t.plural("Board of {n} claim.", "Board of {n} claims.", board["claim_id"].nunique())
    listed = [
        f"{names[verdict].capitalize()}: {_list_titles(latest[latest['verdict'] == verdict], t)}."
        for verdict in WORST_FIRST if (latest["verdict"] == verdict).any()
    ]  # fmt: skip
    caption = t(
        "Bar: the share of the draws of weights, methods and readings in which the claim holds, 0 to 100 %. Supported: "
        "nearly all draws and every reading of what is missing agree. Partly: codes, weights or method decide. Cannot "
        "tell: what could not be read decides. A dash: the claim counts cases and needs no draws."
    )
    if board[SHARES[1:]].notna().any(axis=None):
        caption += " " + t("Thin line: the shares that other fillings of what is missing give.")
    on = join_words(dates, t.lang)
    subtitle = t("Verdict on each claim, and the share of draws in which it holds, on {dates}", dates=on)
    return Words(title, subtitle, naming.within(f"{opening} {title}.", *listed), caption)


def _list_titles(rows: pd.DataFrame, t: Translator) -> str:
    return join_words(
        [clean(t.told(title) or title, naming.NAME_LIMIT) for title in rows["title"]], t.lang, CLAIMS_NAMED
    )


def _title(board: pd.DataFrame, dates: list[str], t: Translator) -> str:
    latest = board[board["as_of"] == dates[-1]]
    counts = latest["verdict"].value_counts()
    facts = {"total": len(latest), "contradicted": int(counts.get("contradicted", 0)), "date": dates[-1]}
    said = t.plural(
        "On {date}, {n} of {total} claims is supported and {contradicted} contradicted",
        "On {date}, {n} of {total} claims are supported and {contradicted} contradicted",
        int(counts.get("supported", 0)), **facts,
    )  # fmt: skip
    if len(dates) == 1:
        return said
    wide = board.pivot(index="claim_id", columns="as_of", values="verdict").dropna()
    changed = int((wide[dates[0]] != wide[dates[1]]).sum())
    return t.plural(
        "{said}; {n} verdict has changed since {since}", "{said}; {n} verdicts have changed since {since}", changed,
        said=said, since=dates[0],
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


def _rows(board: pd.DataFrame, names: dict[str, str], t: Translator) -> list[tuple]:
    return [
        (
            t.told(row.title) or row.title,
            row.as_of,
            names[row.verdict],
            row.share,
            row.share_none,
            row.share_read,
            row.claim_id,
        )
        for row in board.itertuples()
    ]
