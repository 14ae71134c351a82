"""Timeline: when each framework version was in force, as exactly as its dates are known.

Knows framework versions and partial dates. Which of them are in force on a day, the data have decided.
"""

from datetime import date
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from credatlas.evidence.dates import first_day, last_day
from credatlas.figures import style
from credatlas.figures.charts import parts
from credatlas.figures.figure import Column, Figure
from credatlas.figures.layout import axes_at, sheet, width_of
from credatlas.figures.words import Labels, clean, translator

ROW = 10.0  # least height of a row in points
TOP, BOTTOM = 16, 32  # points above and below the rows
BAR = 0.56  # height of a bar, of its row
EARLIER = 0.45  # strength of a version that is not in force on the day looked at
YEAR = 365.25  # days


def timeline(frameworks: pd.DataFrame, atlas, *, jurisdictions=None, size: str = "article", lang: str = "en") -> Figure:
    """Draw every framework version as a bar from its start to its end, by jurisdiction, the earliest at the top.

    frameworks: framework_id, jurisdiction_id, name, instrument_type, in_force_from, in_force_to (partial dates; empty end: still in force),
    supersedes. The frame of a dataset not narrowed shows all versions; those in `atlas.frameworks` are in force and drawn full.
    An end known only by month or year is pale over that time. Jurisdictions in which a search found none have hollow bars.
    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language or nothing to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    among = parts.shown_jurisdictions(frameworks, atlas, jurisdictions)
    versions = _dated(frameworks[frameworks["jurisdiction_id"].isin(among)], atlas)
    order = _order(versions, among)
    title, alt, caption = _words(versions, order, atlas, labels, t)
    lanes = _lanes(versions, order)
    name = parts.figure_id("timeline", atlas, among=among, size=size, lang=lang)
    paint = partial(_paint, versions=versions, order=order, lanes=lanes, labels=labels, atlas=atlas, t=t, size=size)
    return Figure(
        id=name, title=title, alt=alt, caption=caption, source=parts.source_line(atlas, t), columns=_columns(t), rows=_rows(versions, order, labels, t),
        subtitle=t("Framework versions from start to end; a bar per version, a row per instrument"), as_of=atlas.date,
        data_version=atlas.version, lang=lang, svg=style.draw(name, title, alt, paint, size, TOP + BOTTOM + ROW * sum(map(len, lanes.values()))),
    )  # fmt: skip


def _dated(frameworks: pd.DataFrame, atlas) -> pd.DataFrame:
    """Add the days between which start and end may lie, as days since year 1 (NaN: unknown start, open end), and whether in force."""
    days = {
        "start_first": [first_day(text).toordinal() if text else None for text in frameworks["in_force_from"]],
        "start_last": [last_day(text).toordinal() if text else None for text in frameworks["in_force_from"]],
        "end_first": [first_day(text).toordinal() if text else None for text in frameworks["in_force_to"]],
        "end_last": [last_day(text).toordinal() if text else None for text in frameworks["in_force_to"]],
    }
    in_force = frameworks["framework_id"].isin(set(atlas.frameworks["framework_id"])) if atlas.date else True
    dated = frameworks.assign(**days, in_force=in_force, found=frameworks["instrument_type"] != "none")
    return dated.astype({name: float for name in days})


def _order(versions: pd.DataFrame, among: list[str]) -> list[str]:
    """The earliest instrument first; jurisdictions in which none was found, or whose start is unknown, last."""
    starts = versions[versions["found"]].groupby("jurisdiction_id")["start_first"].min()
    shown = [some for some in among if some in set(versions["jurisdiction_id"])]
    return sorted(shown, key=lambda some: (starts.get(some, float("inf")), among.index(some)))


def _words(versions, order, atlas, labels, t) -> tuple[str, str, str]:
    found = versions[versions["found"]]
    current = found[found["in_force"]]["jurisdiction_id"].nunique()
    first = found.sort_values("start_first", kind="stable").iloc[0] if found["start_first"].notna().any() else None
    facts = {"n": current, "total": len(order), "date": atlas.date, "names": parts.named(labels, order)}
    if found.empty:
        title = t("A search found no framework in {names}", **facts)
    elif len(order) == 1:
        title = t.plural("{names}: {n} framework version since {year}", "{names}: {n} framework versions since {year}", len(found), names=facts["names"],
                         year=_year(first))  # fmt: skip
    elif not atlas.date:
        title = t("{n} of {total} jurisdictions have a framework; the first is {name}, {year}", **facts, name=_name(first, labels), year=_year(first))
    else:
        title = t("{n} of {total} jurisdictions had a framework in force on {date}; the first was {name}, {year}", **facts, name=_name(first, labels), year=_year(first))
    none = [some for some in order if not versions.loc[versions["jurisdiction_id"] == some, "found"].any()]
    newest = found.sort_values("start_first", kind="stable").iloc[-1] if first is not None else None
    alt = parts.within(
        t("Timeline of {n} framework versions in {total} jurisdictions.", n=len(found), total=len(order)) + " " + title + ".",
        t("The newest: {name}, {year}.", name=_name(newest, labels), year=_year(newest)) if first is not None else "",
        t("No instrument found: {names}.", names=parts.named(labels, none)) if none else "",
    )  # fmt: skip
    caption = t("A pale end: only the month or year is known. An arrow: no end is known. Hollow: a search found no instrument.")
    if atlas.date:
        caption += " " + t("Full colour: in force on {date}; pale bars: not yet, or no longer.", date=atlas.date)
    return clean(title, 200), alt, caption


def _name(version, labels: Labels) -> str:
    return clean(labels.jurisdiction(version["jurisdiction_id"]), parts.NAME_LIMIT)


def _year(version) -> str:
    return version["in_force_from"][:4] if version is not None else "–"


def _lanes(versions: pd.DataFrame, order: list[str]) -> dict[str, list[list[int]]]:
    """Rows of each jurisdiction: a version follows the one it supersedes in the same row where the two do not collide."""
    lanes: dict[str, list[list[int]]] = {}
    for some in order:
        rows: list[list[int]] = []
        own = versions[versions["jurisdiction_id"] == some].sort_values("start_first", na_position="first", kind="stable")
        for place, version in own.iterrows():
            free = [row for row in rows if versions.at[row[-1], "end_first"] <= version["start_last"]]
            heirs = [row for row in free if versions.at[row[-1], "framework_id"] == version["supersedes"]] or free
            heirs[0].append(place) if heirs else rows.append([place])
        lanes[some] = rows
    return lanes


def _columns(t) -> tuple[Column, ...]:
    return (
        Column("jurisdiction", t("Jurisdiction"), t("Name of the jurisdiction")),
        Column("name", t("Framework version"), t("Name of the instrument, in English")),
        Column("instrument_type", t("Type"), t("Kind of instrument; none where a search found none")),
        Column("in_force_from", t("In force from"), t("First day, month or year; empty: as far back as is known")),
        Column("in_force_to", t("In force to"), t("Last day, month or year; empty: no end is known")),
        Column("in_force", t("In force"), t("Whether it was in force on the day looked at")),
        Column("framework_id", t("Framework"), t("Id of the framework version")),
        Column("jurisdiction_id", t("Jurisdiction id"), t("Id of the jurisdiction")),
    )


def _rows(versions: pd.DataFrame, order: list[str], labels: Labels, t):
    placed = versions.assign(place=versions["jurisdiction_id"].map(order.index)).sort_values(["place", "start_first"], na_position="first", kind="stable")
    return tuple(
        (labels.jurisdiction(row.jurisdiction_id), row.name, labels.code("instrument_type", row.instrument_type), row.in_force_from, row.in_force_to,
         t("yes") if row.in_force else t("no"), row.framework_id, row.jurisdiction_id)
        for row in placed.itertuples(index=False)
    )  # fmt: skip


def _paint(drawing, *, versions, order, lanes, labels, atlas, t, size) -> None:
    narrow = size == "tall"
    text = style.SMALL if narrow else style.TEXT
    names = {some: [labels.short(some)] if narrow else [labels.jurisdiction(some), labels.short(some)] for some in order}
    left = parts.room_for([options[0] for options in names.values()], 60 if narrow else 122, text)
    width, height = (drawing.get_size_inches() * 72).tolist()
    axes, paper = axes_at(drawing, left, TOP, 14, BOTTOM), sheet(drawing)
    span = _span(versions, atlas.date)
    count = sum(map(len, lanes.values()))
    axes.set(xlim=span, ylim=(count - 0.5, -0.5), yticks=[])
    _years(axes, span, width - left - 14)
    at = 0
    for some in order:
        colour = style.GROUPS.get(parts.group_of(atlas, some), style.QUIET)
        parts.label_row(axes, at, names[some], left, text)
        for row in lanes[some]:
            for place in row:
                _bar(axes, at, versions.loc[place], colour, span)
            at += 1
    if atlas.date:
        _mark_day(axes, paper, atlas.date, span, left, width)
    groups = dict.fromkeys(parts.group_of(atlas, some) for some in order)
    shown = [({"facecolor": style.GROUPS[group]}, words) for group, words in parts.group_names(t).items() if group in groups]
    parts.key(paper, 4, height - 6, width - 8, [*shown, ({"facecolor": "none", "edgecolor": style.QUIET, "linewidth": 0.8}, t("searched, none found"))])


def _span(versions: pd.DataFrame, day: str) -> tuple[float, float]:
    known = [*versions[["start_first", "start_last", "end_first", "end_last"]].stack().dropna(), *([date.fromisoformat(day).toordinal()] if day else [])]
    first, last = (min(known), max(known)) if known else (date(2020, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    return max(first - 0.3 * YEAR, last - 12 * YEAR), last + 0.8 * YEAR


def _years(axes: Axes, span: tuple[float, float], room: float) -> None:
    years = range(date.fromordinal(int(span[0])).year + 1, date.fromordinal(int(span[1])).year + 1)
    every = 1 if len(years) * 26 < room else 2
    shown = [year for year in years if (year - years[-1]) % every == 0]
    axes.set_xticks([date(year, 1, 1).toordinal() for year in shown], [str(year) for year in shown])
    axes.grid(True, axis="x")


def _bar(axes: Axes, at: int, version: pd.Series, colour: str, span: tuple[float, float]) -> None:
    """Draw one version: full where it was surely in force, pale where a partial date leaves it open."""
    start_first, start_last, end_first, end_last = (version[name] for name in ("start_first", "start_last", "end_first", "end_last"))
    open_start, open_end = start_first != start_first, end_last != end_last
    left, sure = (span[0], span[0]) if open_start else (start_first, start_last)
    sure_end, right = (span[1], span[1]) if open_end else (end_first, end_last)
    strength = 1.0 if version["in_force"] else EARLIER
    top = at - BAR / 2
    if not version["found"]:
        tip = 0.3 * YEAR if open_end else 0
        axes.add_patch(Rectangle((left, top), right - left - tip, BAR, facecolor="none", edgecolor=style.QUIET, linewidth=0.8, alpha=None if version["in_force"] else EARLIER))
        return
    tip = 0.35 * YEAR if open_end else 0
    axes.add_patch(Rectangle((left, top), right - left - tip, BAR, facecolor=colour, alpha=strength * 0.4, linewidth=0))
    if sure_end - tip > sure:
        axes.add_patch(Rectangle((sure, top), sure_end - sure - tip, BAR, facecolor=colour, alpha=strength, linewidth=0))
    if open_end:
        axes.add_patch(Polygon([(right - tip, top - 0.12), (right, at), (right - tip, at + BAR / 2 + 0.12)], facecolor=colour, alpha=strength, linewidth=0))


def _mark_day(axes: Axes, paper: Axes, day: str, span, left: float, width: float) -> None:
    place = date.fromisoformat(day).toordinal()
    axes.axvline(place, color=style.INK, linewidth=0.9, zorder=4)
    half = width_of(day, style.SMALL) / 2
    x = left + (place - span[0]) / (span[1] - span[0]) * (width - left - 14)
    paper.text(min(max(x, half + 1), width - half - 1), TOP - 6, day, fontsize=style.SMALL, ha="center", va="baseline")
