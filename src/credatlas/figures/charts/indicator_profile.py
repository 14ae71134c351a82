"""Indicator profile: one jurisdiction's eighteen indicators against its peers.

Knows indicator scores. Computes the peers' median and range, and no score.
"""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from credatlas.figures import style
from credatlas.figures.charts import parts
from credatlas.figures.figure import Column, Figure
from credatlas.figures.layout import axes_at, fit, sheet, width_of
from credatlas.figures.words import Labels, clean, number, translator

ROW = 11.0  # least height of a row in points
TOP, BOTTOM = 4, 30  # points above and below the rows
DOT = 9.0  # area in square points of a dot that stands for one peer


def indicator_profile(indicator_scores: pd.DataFrame, atlas, *, jurisdiction: str, peers=None, size: str = "article", lang: str = "en") -> Figure:
    """Draw one jurisdiction's score on each indicator over the dots, range and median of its peers.

    indicator_scores: jurisdiction_id, dimension_id, indicator_id, score (points, NaN missing or not applicable), status.
    `peers`: ids to compare with, by default every other jurisdiction of the frame. Indicators are ordered by score within their dimension.
    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    labels.jurisdiction(jurisdiction)
    others = [some for some in parts.shown_jurisdictions(indicator_scores, atlas, peers) if some != jurisdiction]
    rows = _compare(indicator_scores, atlas, jurisdiction, others)
    title, alt, caption = _words(rows, clean(labels.jurisdiction(jurisdiction), parts.NAME_LIMIT), others, labels, t)
    name = parts.figure_id("indicator-profile", atlas, jurisdiction, among=others, size=size, lang=lang)
    paint = partial(_paint, rows=rows, scores=indicator_scores[indicator_scores["jurisdiction_id"].isin(others)], name=labels.jurisdiction(jurisdiction),
                    labels=labels, t=t, size=size)  # fmt: skip
    return Figure(
        id=name, title=title, alt=alt, caption=caption, source=parts.source_line(atlas, t), columns=_columns(t), rows=_rows(rows, labels),
        subtitle=t("Score in points, 0 to 100, on each indicator; grey: the {n} jurisdictions it is compared with", n=len(others)),
        as_of=atlas.date, data_version=atlas.version, lang=lang,
        svg=style.draw(name, title, alt, paint, size, TOP + BOTTOM + ROW * (len(rows) + rows["dimension_id"].nunique())),
    )  # fmt: skip


def _compare(scores: pd.DataFrame, atlas, jurisdiction: str, others: list[str]) -> pd.DataFrame:
    """One row per indicator, by dimension and falling score: score, status, and the peers' least, median, most and how many have one."""
    own = scores[scores["jurisdiction_id"] == jurisdiction].set_index("indicator_id")
    theirs = scores[scores["jurisdiction_id"].isin(others)].groupby("indicator_id")["score"].agg(["min", "median", "max", "count"])
    rows = atlas.indicators[["indicator_id", "dimension_id"]].set_index("indicator_id")
    rows = rows.assign(score=own["score"].reindex(rows.index).astype(float), status=own["status"].reindex(rows.index).fillna("missing"))
    rows = rows.join(theirs).fillna({"count": 0})
    by_dimension = {dimension: place for place, dimension in enumerate(atlas.dimensions["dimension_id"])}
    waiting = rows["status"].map({"missing": 1, "not-applicable": 2}).fillna(0)
    keys = rows.assign(place=rows["dimension_id"].map(by_dimension), waiting=waiting, fall=-rows["score"].round(6).fillna(0))
    return rows.loc[keys.sort_values(["place", "waiting", "fall"], kind="stable").index]


def _words(rows, name, others, labels, t) -> tuple[str, str, str]:
    read = rows.dropna(subset="score")
    missing = int((rows["status"] == "missing").sum())
    compared = read.dropna(subset="median")
    lead = (compared["score"] - compared["median"]).round(6)
    above, below = lead[lead > 0], lead[lead < 0]
    facts = {"name": name, "n": len(above), "total": len(compared), "missing": missing, "count": len(rows)}
    if read.empty:
        title = t("None of the {count} indicators could be read for {name}", **facts)
    elif compared.empty:
        title = t("{name} provides for {support} of the {read} indicators that could be read", **facts, support=int((read["score"] > 0).sum()), read=len(read))
    elif above.empty:
        title = t("{name} is above the median of its peers on none of {total} indicators", **facts)
    else:
        title = t("{name} is above the median of its peers on {n} of {total} indicators, most of all on {indicator}", **facts,
                  indicator=labels.indicator(above.idxmax()))  # fmt: skip
    alt = parts.within(
        t("Dot plot of {count} indicators.", **facts) + " " + title + ".",
        t("Furthest below: {indicator}, {own} against {median}.", indicator=labels.indicator(below.idxmin()), own=number(rows.at[below.idxmin(), "score"], lang=t.lang),
          median=number(rows.at[below.idxmin(), "median"], lang=t.lang)) if len(below) else "",
        t.plural("{n} could not be read.", "{n} could not be read.", missing) if missing else "",
    )  # fmt: skip
    caption = t("Peers: {names}. Larger dots stand for several peers; the tick is the median of those that could be read. Hatched: could not be read, which is not zero.",
                names=parts.named(labels, others, 30) or t("none"))  # fmt: skip
    return clean(title, 200), alt, caption


def _columns(t) -> tuple[Column, ...]:
    return (
        Column("indicator", t("Indicator"), t("Name of the indicator")),
        Column("dimension", t("Dimension"), t("Name of the dimension")),
        Column("score", t("Score"), t("Points of the jurisdiction; empty: missing or not applicable"), t("points"), 1),
        Column("status", t("Status"), t("What the text does: supports, hinders, silent, missing, not applicable")),
        Column("peers_least", t("Peers, lowest"), t("Lowest score among the peers that could be read"), t("points"), 1),
        Column("peers_median", t("Peers, median"), t("Median score of the peers that could be read"), t("points"), 1),
        Column("peers_most", t("Peers, highest"), t("Highest score among the peers that could be read"), t("points"), 1),
        Column("peers_read", t("Peers read"), t("Peers that have a score on the indicator"), t("jurisdictions"), 0),
        Column("indicator_id", t("Indicator id"), t("Id of the indicator")),
    )


def _rows(rows: pd.DataFrame, labels: Labels):
    return tuple(
        (labels.indicator(i), labels.dimension(row["dimension_id"]), row["score"], labels.code("status", row["status"]), row["min"], row["median"], row["max"],
         int(row["count"]), i)
        for i, row in rows.iterrows()
    )  # fmt: skip


def _paint(drawing, *, rows, scores, name, labels, t, size) -> None:
    text = style.SMALL if size == "tall" else style.TEXT
    names = {i: f"{i}  {labels.indicator_short(i)}" for i in rows.index}
    left = parts.room_for(list(names.values()), 104 if size == "tall" else 150, text)
    right = 12 + max(width_of(word, style.SMALL) for word in (t("not read"), t("n/a"), "100"))
    width, height = (drawing.get_size_inches() * 72).tolist()
    axes, paper = axes_at(drawing, left, TOP, right, BOTTOM), sheet(drawing)
    parts.scale_points(axes)
    axes.set_yticks([])
    heads, places = _place(rows)
    axes.set_ylim(len(rows) + len(heads) - 0.5, -0.5)
    pitch = (height - TOP - BOTTOM) / (len(rows) + len(heads))
    for dimension, place in heads.items():
        y = TOP + (place + 0.5) * pitch
        paper.text(2, y + 1, fit([labels.dimension(dimension)], width - 8, style.TEXT, "bold"), fontsize=style.TEXT, fontweight="bold", va="center_baseline")
        paper.plot([2, width - 3], [TOP + (place + 1) * pitch - 0.5] * 2, color=style.DIMENSIONS.get(dimension, style.QUIET), linewidth=1.2)
    for indicator, place in places.items():
        _peers(axes, place, scores.loc[scores["indicator_id"] == indicator, "score"].dropna().round(6))
    for indicator, place in places.items():
        row = rows.loc[indicator]
        y = TOP + (place + 0.5) * pitch
        paper.text(left - 6, y, fit([names[indicator]], left - 8, text), fontsize=text, ha="right", va="center_baseline")
        _own(axes, place, row)
        said = {"missing": t("not read"), "not-applicable": t("n/a")}.get(row["status"], number(row["score"], lang=t.lang))
        known = row["score"] == row["score"]
        paper.text(width - right + 8, y, said, fontsize=style.SMALL, fontweight="bold" if known else "normal", color=style.INK if known else style.QUIET, va="center_baseline")
    parts.key(paper, 4, height - 6, width - 8, [
        ({"marker": "o", "color": style.INK, "markersize": 5.5, "markeredgewidth": 0}, fit([name], 120, style.SMALL)),
        ({"marker": "o", "markerfacecolor": style.LINE, "markeredgecolor": style.QUIET, "markersize": 3.6, "markeredgewidth": 0.5}, t("peer")),
        ({"marker": "|", "color": style.INK, "markersize": 7, "markeredgewidth": 1.3}, t("median of peers")),
        (parts.MISSING_LOOK, t("not read")),
    ])  # fmt: skip


def _place(rows: pd.DataFrame) -> tuple[dict[str, int], dict[str, int]]:
    """Rows from the top: a head per dimension, then its indicators."""
    heads, places, at = {}, {}, 0
    for indicator, dimension in rows["dimension_id"].items():
        if dimension not in heads:
            heads[dimension], at = at, at + 1
        places[indicator], at = at, at + 1
    return heads, places


def _peers(axes: Axes, place: int, scores: pd.Series) -> None:
    """Draw the range, a dot for each score (its area by how many have it) and the median."""
    if scores.empty:
        return
    counts = scores.value_counts().sort_index()
    axes.plot([counts.index[0], counts.index[-1]], [place, place], color=style.LINE, linewidth=2, zorder=1.5)
    axes.scatter(counts.index, [place] * len(counts), s=DOT * counts, facecolor=style.LINE, edgecolor=style.QUIET, linewidth=0.5, zorder=2, clip_on=False)
    axes.plot([scores.median()] * 2, [place - 0.36, place + 0.36], color=style.INK, linewidth=1.3, zorder=2.5, clip_on=False)


def _own(axes: Axes, place: int, row: pd.Series) -> None:
    if row["status"] == "missing":
        parts.hatch(axes, 0, place - 0.26, 100, 0.52, linewidth=0, zorder=1.2)
    if row["score"] == row["score"]:
        colour = style.BARRIER if row["status"] == "hinders" else style.DIMENSIONS.get(row["dimension_id"], style.INK)
        axes.plot(row["score"], place, marker="X" if row["status"] == "hinders" else "o", color=colour, markersize=6.5, markeredgecolor=style.PAPER,
                  markeredgewidth=0.7, zorder=4, clip_on=False)  # fmt: skip
