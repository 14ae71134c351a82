"""What all charts share: ids, sources, order, sentences that fit, marks and keys.

Knows the frames' columns and the house style. Draws no chart of its own.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from credatlas.figures import style
from credatlas.figures.figure import ALT_LIMIT
from credatlas.figures.layout import fit, width_of
from credatlas.figures.words import Labels, Translator, clean, join_words

NAMES_SHOWN = 3  # names in a title before the rest become a count
KEY_LINE = 11.0  # points from line to line of a key
NAME_LIMIT = 60  # characters of a name inside a sentence


def figure_id(chart: str, atlas, *choices: str, among: Sequence[str] = (), size: str = "article", lang: str = "en") -> str:
    """Return an id for the chart with these choices, so that two on one page differ: `frontier-2022-11-22`.

    `among`: the jurisdictions shown; fewer than all of them add their name, or a digest of their names.
    """
    parts = [chart, atlas.date, *choices]
    if 0 < len(among) < len(atlas.jurisdictions):
        parts.append(among[0] if len(among) == 1 else hashlib.sha256("\n".join(sorted(among)).encode()).hexdigest()[:6])
    parts += [size if size != "article" else "", lang if lang != "en" else ""]
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)))


def source_line(atlas, t: Translator) -> str:
    """Return where the numbers come from, of which date, and under which licence."""
    licence = t("CC BY 4.0")
    if not atlas.date:
        return t("Source: credatlas data {version}; {licence}", version=atlas.version, licence=licence)
    return t("Source: credatlas data {version}, as of {date}; {licence}", version=atlas.version, date=atlas.date, licence=licence)


def shown_jurisdictions(frame: pd.DataFrame, atlas, only: Iterable[str] | None = None) -> list[str]:
    """Return the jurisdictions of a frame in the order of the data, or those asked for.

    Raises KeyError for an id that the data do not have, ValueError when nothing is left to show.
    """
    labels = Labels(atlas)
    asked = list(dict.fromkeys(frame["jurisdiction_id"] if only is None else only))
    for jurisdiction_id in asked:
        labels.jurisdiction(jurisdiction_id)
    known = {jurisdiction_id: place for place, jurisdiction_id in enumerate(atlas.jurisdictions["jurisdiction_id"])}
    if not asked:
        raise ValueError("there is no jurisdiction to draw; pass at least one")
    return sorted(asked, key=known.__getitem__)


def group_of(atlas, jurisdiction_id: str) -> str:
    """Return the key of `style.GROUPS` of a jurisdiction; a sector stands apart from its country."""
    row = atlas.jurisdictions.set_index("jurisdiction_id").loc[jurisdiction_id]
    return "sector" if row["kind"] == "sector" else row["group"]


def group_names(t: Translator) -> dict[str, str]:
    """Return the names of the groups for a key."""
    return {"Canada": t("Canada"), "sector": t("Canadian colleges"), "Europe": t("Europe"), "Asia-Pacific": t("Asia-Pacific")}


def named(labels: Labels, ids: Iterable[str], most: int = NAMES_SHOWN) -> str:
    """Return the names of jurisdictions for a sentence: `Ireland, Spain and 4 others`."""
    return join_words([clean(labels.jurisdiction(some), NAME_LIMIT) for some in ids], labels.lang, most)


def within(*sentences: str, limit: int = ALT_LIMIT) -> str:
    """Return as many of the sentences, in order, as fit into `limit` characters; the first is shortened when it must be."""
    text = clean(sentences[0], limit)
    for sentence in sentences[1:]:
        if sentence and len(text) + 1 + len(sentence) <= limit:
            text = f"{text} {sentence}"
    return text


def label_rows(axes: Axes, names: Sequence[Sequence[str]], room: float, size: float = style.TEXT) -> None:
    """Write a name left of each row: the longest of its names that fits into `room` points."""
    for row, candidates in enumerate(names):
        label_row(axes, row, candidates, room, size)


def label_row(axes: Axes, row: float, candidates: Sequence[str], room: float, size: float = style.TEXT) -> None:
    """Write a name left of one row."""
    axes.annotate(fit(candidates, room - 6, size), (0, row), xycoords=axes.get_yaxis_transform(), xytext=(-5, 0), textcoords="offset points",
                  ha="right", va="center_baseline", fontsize=size, annotation_clip=False)  # fmt: skip


def room_for(names: Sequence[str], most: float, size: float = style.TEXT) -> float:
    """Return the width in points that the names need, at most `most`."""
    return min(most, max(width_of(name[:200], size) for name in names) + 7)


def hatch(axes: Axes, x: float, y: float, width: float, height: float, **options):
    """Draw what is missing: hatched, open, never blank and never zero."""
    settings = {"facecolor": "none", "edgecolor": style.QUIET, "linewidth": 0.5, "hatch": style.HATCH} | options
    return axes.add_patch(Rectangle((x, y), width, height, **settings))


def scale_points(axes: Axes, vertical: bool = False) -> None:
    """Show 0 to 100 points, always whole, with light lines at the quarters."""
    set_limits, set_ticks = (axes.set_ylim, axes.set_yticks) if vertical else (axes.set_xlim, axes.set_xticks)
    set_limits(0, 100)
    set_ticks([0, 25, 50, 75, 100], ["0", "25", "50", "75", "100"])
    axes.grid(True, axis="y" if vertical else "x")


def key(sheet: Axes, x: float, y: float, room: float, entries: Sequence[tuple[dict, str]], size: float = style.SMALL) -> None:
    """Write a key: a swatch (options of a patch, or with `marker` of a line) and words per entry.

    `sheet` has points as units and y running down; the last line stands at `y`, earlier ones above it.
    """
    lines, left = [[]], 0.0
    for look, words in entries:
        words = fit([words], room - 14, size)
        needed = 11 + width_of(words, size)
        if left and left + needed > room:
            lines.append([])
            left = 0.0
        lines[-1].append((left, look, words))
        left += needed + 9
    for up, line in enumerate(reversed(lines)):
        for left, look, words in line:
            _entry(sheet, x + left, y - up * KEY_LINE, look, words, size)


def _entry(sheet: Axes, x: float, y: float, look: dict, words: str, size: float) -> None:
    if "marker" in look:
        sheet.plot(x + 4, y, linestyle="none", **look)
    elif "color" in look:
        sheet.plot([x, x + 8], [y, y], **look)
    else:
        sheet.add_patch(Rectangle((x, y - 3.2), 8, 6.4, **({"linewidth": 0.5} | look)))
    sheet.text(x + 11, y, words, fontsize=size, color=style.QUIET, va="center_baseline")


MISSING_LOOK = {"facecolor": "none", "edgecolor": style.QUIET, "hatch": style.HATCH * 2}


def order_by_score(scores: pd.DataFrame, among: Sequence[str]) -> list[str]:
    """Return jurisdictions by falling score; those without one follow, by what is at least certain; ties as in the data."""
    known = scores.set_index("jurisdiction_id")[["score", "low"]].reindex(among).round(6).fillna(-1)
    return sorted(among, key=lambda some: (-known.at[some, "score"], -known.at[some, "low"]))


def group_key(groups: Iterable[str], t: Translator) -> list[tuple[dict, str]]:
    """Return the entries of a key for groups of jurisdictions: colour and shape."""
    names = group_names(t)
    return [
        ({"marker": style.MARKERS[group], "color": style.GROUPS[group], "markersize": 5, "markeredgewidth": 0}, names[group])
        for group in style.GROUPS
        if group in set(groups)
    ]
