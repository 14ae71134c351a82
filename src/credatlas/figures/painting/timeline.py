"""How the timeline is drawn: bars on an axis of years, soft where a date is partial, an arrow where no end is known.

Knows days as ordinals. Decides neither the order of the rows nor any word.
"""

from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Polygon, Rectangle

from credatlas.figures.drawing import axes_at, marks, sheet, style, width_of
from credatlas.figures.language import Labels, Translator
from credatlas.figures.naming import group_names

ROW = 10.0  # least height of a row in points
TOP, RIGHT, BOTTOM = 16, 14, 34  # points around the rows
BAR, THICKEST = 0.56, 12.0  # height of a bar: share of its row, and at most so many points
EARLIER, UNSURE = 0.45, 0.4  # strength of a version not in force on the day, and of a time that a date leaves open
ARROW = 7.0  # points
YEAR = 365.25  # days
MOST_YEARS = 12
GUTTER = {"article": 210.0, "square": 150.0, "tall": 96.0}  # most points for the names of instruments
SEARCHED = {"facecolor": "none", "edgecolor": style.QUIET, "linewidth": 0.8}

Span = tuple[float, float]


def height(rows: int, size: str) -> float:
    """Return the height of the sheet in points."""
    return style.height_for(size, rows, ROW, TOP + BOTTOM)


def paint(
    drawing: Drawing,
    *,
    versions: pd.DataFrame,
    lanes: list[tuple[str, list[int]]],
    titles: list[str],
    groups: dict[str, str],
    day: str,
    labels: Labels,
    t: Translator,
    size: str,
) -> None:
    """Draw the versions of each lane in a row; `day`: the date to mark, or none.

    Rows have their `titles` as names, or where there are none that of the jurisdiction that begins there.
    """
    names, left, text = _name_lanes(lanes, titles, list(groups), labels, size)
    width, high = marks.extent(drawing)
    axes, paper = axes_at(drawing, left, TOP, RIGHT, BOTTOM), sheet(drawing)
    span, room = _span(versions, day), width - left - RIGHT
    axes.set(xlim=span, ylim=(len(lanes) - 0.5, -0.5), yticks=[])
    _write_years(axes, span, room)
    thick = min(BAR, THICKEST * len(lanes) / (high - TOP - BOTTOM))
    for place, (jurisdiction, row) in enumerate(lanes):
        if place in names:
            marks.label_row(axes, place, names[place], left, text)
        colour = style.GROUPS.get(groups[jurisdiction], style.QUIET)
        for version in row:
            _draw_bar(axes, place, thick, versions.loc[version], colour, span, ARROW * (span[1] - span[0]) / room)
    if day:
        at = date.fromisoformat(day).toordinal()
        axes.axvline(at, color=style.INK, linewidth=0.9, zorder=4)
        half = width_of(day, style.SMALL) / 2
        x = left + (at - span[0]) / (span[1] - span[0]) * room
        paper.text(min(max(x, half + 1), width - half - 1), TOP - 6, day, fontsize=style.SMALL, ha="center")
    marks.key(paper, 4, high - 6, width - 8, _key(groups, t))


def _name_lanes(
    lanes: list[tuple[str, list[int]]], titles: list[str], order: list[str], labels: Labels, size: str
) -> tuple[dict[int, list[str]], float, float]:
    """Return the names of the rows that have one, the gutter that they need, and the size of their text in points."""
    if titles:
        widest = max(width_of(title[:200], style.SMALL) for title in titles)
        return {place: [title] for place, title in enumerate(titles)}, min(GUTTER[size], widest + 7), style.SMALL
    names, left, text = marks.row_names(labels, order, size)
    owners = [jurisdiction for jurisdiction, _ in lanes]
    return {owners.index(some): options for some, options in zip(order, names, strict=True)}, left, text


def _span(versions: pd.DataFrame, day: str) -> Span:
    """From a little before the first day known to a little after the last, at most MOST_YEARS."""
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


def _draw_bar(axes: Axes, place: int, thick: float, version: pd.Series, colour: str, span: Span, arrow: float) -> None:
    """Draw one version: full where it was surely in force, pale where a partial date leaves it open."""
    first, sure = version["start_first"], version["start_last"]
    if pd.isna(first):
        first = sure = span[0]
    sure_end, last = version["end_first"], version["end_last"]
    is_open = pd.isna(last)
    if is_open:
        sure_end = last = span[1] - arrow
    strength, top = (1.0 if version["in_force"] else EARLIER), place - thick / 2
    if not version["found"]:
        axes.add_patch(Rectangle((first, top), last - first, thick, alpha=strength, **SEARCHED))
        return
    filled = {"facecolor": colour, "linewidth": 0}
    axes.add_patch(Rectangle((first, top), last - first, thick, alpha=strength * UNSURE, **filled))
    if sure_end > sure:
        axes.add_patch(Rectangle((sure, top), sure_end - sure, thick, alpha=strength, **filled))
    if is_open:
        barb = thick * 0.75
        tip = [(last, place - barb), (span[1], place), (last, place + barb)]
        axes.add_patch(Polygon(tip, alpha=strength, **filled))


def _key(groups: dict[str, str], t: Translator) -> list[tuple[dict, str]]:
    names, used = group_names(t), set(groups.values())
    shown = [({"facecolor": colour}, names[group]) for group, colour in style.GROUPS.items() if group in used]
    return [*shown, (SEARCHED, t("searched, none found"))]
