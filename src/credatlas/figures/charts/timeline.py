"""Timeline: when each framework version was in force, as exactly as its dates are known.

The name of each instrument over a thin bar on an axis of years, faint where a date is partial and after the day looked
at. Knows framework versions and partial dates; which of them are in force on a day, the data have decided.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.evidence import Dataset, first_day, keep_instruments, last_day
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import fit, marks, sheet, style, theme, width_of, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import ScoreClass

TOP, EDGE, BAR = 40.0, 4.0, 6.0  # points: the years and the day, the edge, the height of a bar
LINE, GAP, BELOW = 14.0, 4.0, 10.0  # points: a line of a name, from there to the bar, from its top to the next row
LINES = 2  # of a name
LEAST = 20  # characters of a name that is shown in part
EARLIER, UNSURE = 0.55, 0.35  # strength of a version not in force on the day, and of a time that nobody can be sure of
YEAR = 365.25  # days
MOST_YEARS = 12
YEARS_APART = 44.0  # points between two years that are written
BESIDE = 20.0  # points beside the day in which no year is written

Span = tuple[float, float]


@chart(
    lambda view: {"frameworks": view.atlas.whole.frameworks, "select": view.selection},
    about="framework versions from start to end",
    gallery=13,
)
def timeline(
    frameworks: pd.DataFrame,
    atlas: Dataset,
    *,
    jurisdictions: Iterable[str] | None = None,
    select: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw every framework version as a bar from start to end under its name, by jurisdiction, the earliest first.

    frameworks: framework_id, jurisdiction_id, name, instrument_type, in_force_from, in_force_to (partial dates; an
    empty end: still in force), supersedes. The frame of a dataset that is not narrowed shows all versions; those of
    `atlas.frameworks` are drawn in full colour when `atlas` is narrowed to a day. A start or end known only by month or
    year is faint over that time, and so is what lies after the day. Jurisdictions in which a search found no instrument
    stand in words below the bars. `select`: those drawn of the jurisdictions, by default all.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(frameworks, atlas, jurisdictions)
    shown = naming.select(among, select)
    versions = _date(keep_instruments(frameworks[frameworks["jurisdiction_id"].isin(shown)]), atlas)
    starts = versions.groupby("jurisdiction_id", sort=False)["start_first"].min()
    order = list(starts.sort_values(kind="stable").index)
    apart = {jurisdiction: ScoreClass.NONE_FOUND for jurisdiction in shown if jurisdiction not in order}
    versions = versions.sort_values("start_first", na_position="first", kind="stable")
    versions = versions.sort_values("jurisdiction_id", key=lambda ids: ids.map(order.index), kind="stable")
    names = [_lay_out(row, style.size_of(size)[0], t) for row in versions.itertuples()]
    return compose(
        "timeline", _words(versions, shown, atlas.date, t), _columns(t), versions.assign(framework=versions["name"]),
        partial(_paint, versions=versions, names=names, day=atlas.date, t=t), atlas=atlas, t=t, size=size,
        height=TOP + sum(map(_row, names)) + EDGE if order else 0.0, among=shown, asked=among,
        apart=naming.say_apart(t, atlas, apart),
    )  # fmt: skip


def _date(frameworks: pd.DataFrame, atlas: Dataset) -> pd.DataFrame:
    """Add the days between which start and end lie (ordinals, NaN where open), and whether in force."""
    days = {}
    for side, column in (("start", "in_force_from"), ("end", "in_force_to")):
        for which, day_of in (("first", first_day), ("last", last_day)):
            days[f"{side}_{which}"] = [day_of(text).toordinal() if text else None for text in frameworks[column]]
    in_force = frameworks["framework_id"].isin(set(atlas.frameworks["framework_id"])) if atlas.date else True
    dated = frameworks.assign(**days, in_force=in_force)
    return dated.astype(dict.fromkeys(days, float)).reset_index(drop=True)


def _words(versions: pd.DataFrame, order: list[str], day: str, t: Language) -> Words:
    found = versions.sort_values("start_first", kind="stable")
    alt = [
        t.plural("Timeline of {n} framework version.", "Timeline of {n} framework versions.", len(found)),
        t("The newest found: {names}, {year}.", **_who(found, "start_first", "start_last", 1, t))
        if len(found) > 1
        else "",
    ]
    caption = [
        t("A faint end: only the month or year is known, or no end is known, and nobody knows what lies ahead."),
        t("Filled: in force on {date}; open: not yet, or no longer.", date=t.date(day)) if day else "",
    ]  # fmt: skip
    subtitle = (
        t("From when to when each instrument was in force; Canada in red")
        if t.tells_canada_apart
        else t("From when to when each instrument was in force")
    )
    return Words(_title(found, order, day, t), subtitle, alt, caption)


def _title(found: pd.DataFrame, order: list[str], day: str, t: Language) -> str:
    current = found[found["in_force"]]["jurisdiction_id"].nunique()
    if found.empty:
        return ""  # nobody is drawn, and the sentence on who has none becomes the title
    facts = {"current": current, "total": len(order), "date": t.date(day), "name": naming.named(t, order)}
    facts |= _who(found, "start_last", "start_first", -1, t)
    if len(order) == 1:
        return t.plural(
            "{name}: {n} framework version since {year}", "{name}: {n} framework versions since {year}", len(found),
            **facts,
        )  # fmt: skip
    if not day:
        return t("{current} of {total} jurisdictions have a framework; the earliest found: {names}, {year}", **facts)
    return t(
        "{current} of {total} jurisdictions had a framework in force on {date}; the earliest found: {names}, {year}",
        **facts,
    )


def _who(found: pd.DataFrame, low: str, high: str, sign: int, t: Language) -> dict[str, str]:
    """Return whose version may be the newest (sign 1) or the earliest (-1), of those with a known start, and when."""
    starts = pd.DataFrame({"low": sign * found[low], "high": sign * found[high]})
    first = found.loc[naming.contenders(starts) or found.index]
    years = sorted({text[:4] for text in first["in_force_from"]})
    names = naming.named(t, first["jurisdiction_id"].unique())
    return {"names": names, "year": "–".join(dict.fromkeys((years[0], years[-1])))}


def _columns(t: Translator) -> Columns:
    return [
        "jurisdiction",
        "framework",
        Column("instrument_type", t("Type"), t("Kind of instrument")),
        Column("in_force_from", t("In force from"), t("First day, month or year; empty: as far back as is known")),
        Column("in_force_to", t("In force to"), t("Last day, month or year; empty: no end is known")),
        Column("in_force", t("In force"), t("Whether it was in force on the day looked at")),
        "framework_id",
        "jurisdiction_id",
    ]


def _lay_out(version, width: float, t: Language) -> list[str]:
    """Return whose the version is, and its name in lines on a sheet so many points wide.

    A name that is too long for a line, or else for two, ends where its punctuation allows it.
    """
    place = fit([t.short(version.jurisdiction_id)], width / 3, style.SMALL, "bold")
    room, name = width - _beside(place) - EDGE, clean(version.name)
    starts = [name[: match.start()].rstrip(" ,") for match in re.finditer(r"[,;:(\u2013]| (with|for|and) ", name)]
    shorter = [start for start in reversed(starts) if len(start) >= LEAST and start.count("(") == start.count(")")]
    told = [wrap(words, room, style.SMALL, most) for most in range(1, LINES + 1) for words in (name, *shorter)]
    return [place, *next((lines for lines in told if " ".join(lines) in (name, *shorter)), told[-1])]


def _beside(text: str) -> float:
    """Return where the name of a version begins, in points from the left."""
    return EDGE + width_of(text, style.SMALL, "bold") + 8


def _row(name: list[str]) -> float:
    """Return the height in points of a row whose name has these lines, after whose it is."""
    return LINE * (len(name) - 1) + GAP + BELOW


def _paint(drawing: Drawing, *, versions: pd.DataFrame, names: list[list[str]], day: str, t: Language) -> None:
    """Draw the versions, a row each, under their `names`; `day`: the date to mark, or none."""
    paper, width, _ = sheet(drawing)
    scale = _Scale(_span(versions, day), EDGE, width - 2 * EDGE)
    bottom = TOP + sum(map(_row, names))
    today = date.fromisoformat(day).toordinal() if day else scale.span[1]
    for year, x in scale.years():
        paper.plot([x, x], [TOP - 4, bottom], color=theme.LINE, linewidth=0.8, zorder=0.5)
        if not day or abs(x - scale.at(today)) > BESIDE:
            paper.text(x, TOP - 9, str(year), ha="center", **style.NOTE)
    top = TOP
    for (_, version), (jurisdiction, *lines) in zip(versions.iterrows(), names, strict=True):
        look = marks.name_look(t.group(version["jurisdiction_id"])) | {"fontweight": "bold"}
        paper.text(EDGE, top + LINE, jurisdiction, fontsize=style.SMALL, **look, bbox=style.GROUND)
        marks.write_lines(
            paper, _beside(jurisdiction), top + LINE, lines, LINE, fontsize=style.SMALL, bbox=style.GROUND
        )
        marks.touch(paper, [version["jurisdiction_id"]], EDGE, top, width - 2 * EDGE, _row([jurisdiction, *lines]))
        below, colour = top + len(lines) * LINE + GAP, theme.GROUPS[t.group(version["jurisdiction_id"])]
        _draw_bar(paper, below, version, colour, scale, today)
        top += _row([jurisdiction, *lines])
    if day:
        x, words = scale.at(today), t.date(day)
        half = width_of(words, style.SMALL) / 2
        paper.plot([x, x], [TOP - 22, bottom], color=theme.INK, linewidth=1, zorder=2.5)
        paper.text(min(max(x, half + 1), width - half - 1), 13, words, fontsize=style.SMALL, ha="center")


class _Scale:
    """Where a day (an ordinal) of a span stands across the sheet: from `left`, over `room` points."""

    def __init__(self, span: Span, left: float, room: float):
        self.span, self.left, self.room = span, left, room

    def at(self, day: float) -> float:
        """Return the place of a day, or the nearest end of the scale."""
        first, last = self.span
        return self.left + (min(max(day, first), last) - first) / (last - first) * self.room

    def years(self) -> list[tuple[int, float]]:
        """Return the years to write with the place of their first day, as many as there is room for."""
        first, last = (date.fromordinal(int(end)).year for end in self.span)
        every = max(1, round(YEARS_APART / (self.room * YEAR / (self.span[1] - self.span[0])) + 0.49))
        shown = [year for year in range(first + 1, last + 1) if (last - year) % every == 0]
        places = [(year, self.at(date(year, 1, 1).toordinal())) for year in shown]
        return [(year, x) for year, x in places if 18 < x < self.left + self.room - 14]


def _span(versions: pd.DataFrame, day: str) -> Span:
    """Return the ends of the axis: a little before the first day known and after the last, MOST_YEARS at most apart."""
    known = versions[["start_first", "start_last", "end_first", "end_last"]].stack().dropna().to_list()
    known += [date.fromisoformat(day).toordinal()] if day else []
    first, last = (min(known), max(known)) if known else (date(2020, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    last = max(last, first + 2 * YEAR)
    return max(first - 0.3 * YEAR, last - MOST_YEARS * YEAR), last + 0.8 * YEAR


def _draw_bar(paper: Axes, y: float, version: pd.Series, colour: str, scale: _Scale, today: float) -> None:
    """Draw a version: filled where it was surely in force, faint where a partial date or the future leave it open."""
    first, last = version["start_first"], version["end_last"]
    sure, sure_end = version["start_last"], version["end_first"]
    if pd.isna(first):
        first = sure = scale.span[0]
    if pd.isna(last):
        last = sure_end = scale.span[1]
    strength = 1.0 if version["in_force"] else EARLIER
    firm = (scale.at(sure), scale.at(min(sure_end, max(today, sure))))
    box: style.Look = {"facecolor": colour, "linewidth": 0}
    start, end = scale.at(first), max(scale.at(last), scale.at(first) + 2)
    paper.add_patch(Rectangle((start, y), end - start, BAR, alpha=strength * UNSURE, **box))
    if firm[1] > firm[0]:
        look = box if version["in_force"] else {"facecolor": theme.PAPER, "edgecolor": colour, "linewidth": 1.2}
        paper.add_patch(Rectangle((firm[0], y), firm[1] - firm[0], BAR, zorder=2, **look))
