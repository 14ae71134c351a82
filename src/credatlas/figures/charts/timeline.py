"""Timeline: when each framework version was in force, as exactly as its dates are known.

Bars on an axis of years, soft where a date is partial, an arrow where no end is known. Knows framework versions and
partial dates; which of them are in force on a day, the data have decided.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Polygon, Rectangle

from credatlas.evidence import Dataset, first_day, keep_instruments, last_day
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import axes_at, marks, sheet, style, theme, width_of
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.scores import ScoreClass

ROW = 10.0  # least height of a row in points
TOP, RIGHT, BOTTOM = 16, 14, 34  # points around the rows
BAR, THICKEST = 0.56, 12.0  # height of a bar: share of its row, and at most so many points
EARLIER, UNSURE = 0.45, 0.4  # strength of a version not in force on the day, and of a time that a date leaves open
ARROW = 7.0  # points
YEAR = 365.25  # days
MOST_YEARS = 12
GUTTER = {"article": 210.0, "square": 150.0, "tall": 96.0}  # most points for the names of instruments

Span = tuple[float, float]


@chart(
    lambda view: {"frameworks": view.atlas.whole.frameworks}, about="framework versions from start to end", gallery=13
)
def timeline(
    frameworks: pd.DataFrame,
    atlas: Dataset,
    *,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw every framework version as a bar from its start to its end, by jurisdiction, the earliest at the top.

    frameworks: framework_id, jurisdiction_id, name, instrument_type, in_force_from, in_force_to (partial dates; an
    empty end: still in force), supersedes. The frame of a dataset that is not narrowed shows all versions; those of
    `atlas.frameworks` are drawn in full colour when `atlas` is narrowed to a day. A start or end known only by month or
    year is pale over that time. Jurisdictions in which a search found no instrument stand in words below the bars. The
    rows of a single jurisdiction are named by their instruments.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language, NothingToShow for nothing
    to draw.
    """
    t = Language(atlas, lang)
    among = naming.shown_jurisdictions(frameworks, atlas, jurisdictions)
    versions = _date(keep_instruments(frameworks[frameworks["jurisdiction_id"].isin(among)]), atlas)
    order = _order(versions)
    apart = {some: ScoreClass.NONE_FOUND for some in among if some not in order}
    own = {jurisdiction: versions[versions["jurisdiction_id"] == jurisdiction] for jurisdiction in order}
    lanes = [(jurisdiction, row) for jurisdiction in order for row in list_lanes(own[jurisdiction])]
    titles = [clean(versions.at[row[-1], "name"]) for _, row in lanes if row] if len(order) == 1 else []
    data = versions.sort_values("start_first", na_position="first", kind="stable")
    data = data.sort_values("jurisdiction_id", key=lambda ids: ids.map(order.index), kind="stable")
    return compose(
        "timeline", _words(versions, among, atlas.date, t), _columns(t), data.assign(framework=data["name"]),
        partial(_paint, versions=versions, lanes=lanes, titles=titles, day=atlas.date, t=t, size=size), atlas=atlas,
        t=t, size=size, among=among,
        height=style.height_for(size, len(lanes), ROW, TOP + BOTTOM) if lanes else 0.0,
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


def _order(versions: pd.DataFrame) -> list[str]:
    """Return the jurisdictions by their earliest instrument; of equal ones, and without a start, as in the data."""
    starts = versions.groupby("jurisdiction_id", sort=False)["start_first"].min()
    return list(starts.sort_values(kind="stable").index)


def list_lanes(versions: pd.DataFrame) -> list[list[int]]:
    """Return the rows that one jurisdiction's versions need: a version follows what it supersedes, or what ended."""
    rows: list[list[int]] = []
    for position, version in versions.sort_values("start_first", na_position="first", kind="stable").iterrows():
        free = [row for row in rows if versions.at[row[-1], "end_first"] <= version["start_last"]]
        same = [row for row in free if versions.at[row[-1], "framework_id"] == version["supersedes"]]
        if row := next(iter(same or free), None):
            row.append(position)
        else:
            rows.append([position])
    return rows


def _words(versions: pd.DataFrame, order: list[str], day: str, t: Language) -> Words:
    found = versions.sort_values("start_first", kind="stable")
    alt = [
        t.plural("Timeline of {n} framework version.", "Timeline of {n} framework versions.", len(found)),
        t("The newest found: {names}, {year}.", **_who(found, "start_first", "start_last", 1, t))
        if len(found) > 1
        else "",
    ]
    caption = [
        t("A pale end: only the month or year is known. An arrow: no end is known."),
        t("Full colour: in force on {date}; pale: not yet, or no longer.", date=day) if day else "",
    ]  # fmt: skip
    return Words(
        _title(found, order, day, t), t("Framework versions from start to end, a row per instrument"), alt, caption
    )


def _title(found: pd.DataFrame, order: list[str], day: str, t: Language) -> str:
    current = found[found["in_force"]]["jurisdiction_id"].nunique()
    if found.empty:
        return ""  # nobody is drawn, and the sentence on who has none becomes the title
    facts = {"current": current, "total": len(order), "date": day, "name": naming.named(t, order)}
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


def _columns(t: Translator) -> list[Column]:
    shared = naming.shared_columns(t)
    return [
        shared["jurisdiction"],
        shared["framework"],
        Column("instrument_type", t("Type"), t("Kind of instrument")),
        Column("in_force_from", t("In force from"), t("First day, month or year; empty: as far back as is known")),
        Column("in_force_to", t("In force to"), t("Last day, month or year; empty: no end is known")),
        Column("in_force", t("In force"), t("Whether it was in force on the day looked at")),
        shared["framework_id"],
        shared["jurisdiction_id"],
    ]


def _paint(
    drawing: Drawing,
    *,
    versions: pd.DataFrame,
    lanes: list[tuple[str, list[int]]],
    titles: list[str],
    day: str,
    t: Language,
    size: str,
) -> None:
    """Draw the versions of each lane in a row; `day`: the date to mark, or none.

    Rows have their `titles` as names, or where there are none that of the jurisdiction that begins there.
    """
    names, left, text = _name_lanes(lanes, titles, t, size)
    paper, width, high = sheet(drawing)
    axes = axes_at(drawing, left, TOP, RIGHT, BOTTOM)
    span, room = _span(versions, day), width - left - RIGHT
    axes.set(xlim=span, ylim=(len(lanes) - 0.5, -0.5), yticks=[])
    _write_years(axes, span, room)
    thick = min(BAR, THICKEST * len(lanes) / (high - TOP - BOTTOM))
    for position, (jurisdiction, row) in enumerate(lanes):
        if position in names:
            marks.label_row(axes, position, names[position], left, text)
        colour = theme.GROUPS.get(t.group(jurisdiction), theme.QUIET)
        for version in row:
            _draw_bar(axes, position, thick, versions.loc[version], colour, span, ARROW * (span[1] - span[0]) / room)
    if day:
        at = date.fromisoformat(day).toordinal()
        axes.axvline(at, color=theme.INK, linewidth=0.9, zorder=4)
        half = width_of(day, style.SMALL) / 2
        x = left + (at - span[0]) / (span[1] - span[0]) * room
        paper.text(min(max(x, half + 1), width - half - 1), TOP - 6, day, fontsize=style.SMALL, ha="center")
    marks.key(paper, 4, high - 6, width - 8, marks.group_key((t.group(row) for row, _ in lanes), t, filled=True))


def _name_lanes(
    lanes: list[tuple[str, list[int]]], titles: list[str], t: Language, size: str
) -> tuple[dict[int, list[str]], float, float]:
    """Return the names of the rows that have one, the gutter that they need, and the size of their text in points."""
    if titles:
        widest = max(width_of(title[:200], style.SMALL) for title in titles)
        return {position: [title] for position, title in enumerate(titles)}, min(GUTTER[size], widest + 7), style.SMALL
    owners = [jurisdiction for jurisdiction, _ in lanes]
    names, left, text = marks.row_names(t, dict.fromkeys(owners), size)
    return dict(zip(map(owners.index, dict.fromkeys(owners)), names, strict=True)), left, text


def _span(versions: pd.DataFrame, day: str) -> Span:
    """Return the ends of the axis: a little before the first day known and after the last, MOST_YEARS at most apart."""
    known = versions[["start_first", "start_last", "end_first", "end_last"]].stack().dropna().to_list()
    known += [date.fromisoformat(day).toordinal()] if day else []
    first, last = (min(known), max(known)) if known else (date(2020, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    last = max(last, first + 2 * YEAR)
    return max(first - 0.3 * YEAR, last - MOST_YEARS * YEAR), last + 0.8 * YEAR


def _write_years(axes: Axes, span: Span, room: float) -> None:
    years = range(date.fromordinal(int(span[0])).year + 1, date.fromordinal(int(span[1])).year + 1)
    every = 1 if len(years) * 26 < room else 2
    shown = [year for year in years if (year - years[-1]) % every == 0]
    axes.set_xticks([date(year, 1, 1).toordinal() for year in shown], [str(year) for year in shown])
    axes.grid(True, axis="x")


def _draw_bar(
    axes: Axes, position: int, thick: float, version: pd.Series, colour: str, span: Span, arrow: float
) -> None:
    """Draw one version: full where it was surely in force, pale where a partial date leaves it open."""
    first, sure = version["start_first"], version["start_last"]
    if pd.isna(first):
        first = sure = span[0]
    sure_end, last = version["end_first"], version["end_last"]
    is_open = pd.isna(last)
    if is_open:
        sure_end = last = span[1] - arrow
    strength, top = (1.0 if version["in_force"] else EARLIER), position - thick / 2
    filled: style.Look = {"facecolor": colour, "linewidth": 0}
    axes.add_patch(Rectangle((first, top), last - first, thick, alpha=strength * UNSURE, **filled))
    if sure_end > sure:
        axes.add_patch(Rectangle((sure, top), sure_end - sure, thick, alpha=strength, **filled))
    if is_open:
        barb = thick * 0.75
        tip = [(last, position - barb), (span[1], position), (last, position + barb)]
        axes.add_patch(Polygon(tip, alpha=strength, **filled))
