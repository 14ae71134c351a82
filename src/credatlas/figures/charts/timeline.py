"""Timeline: when each framework version was in force, as exactly as its dates are known.

Knows framework versions and partial dates, and what they let one say. Which of them are in force on a day, the data
have decided. Draws nothing.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd

from credatlas.evidence import Dataset, first_day, last_day
from credatlas.figures import naming
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import style
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Labels, Translator, clean, translator
from credatlas.figures.painting import timeline as painting


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
    year is pale over that time. Jurisdictions in which a search found no instrument have hollow bars. The rows of a
    single jurisdiction are named by their instruments.

    Raises KeyError for an unknown jurisdiction, ValueError for an unknown size or language, NothingToShow for nothing
    to draw.
    """
    t, labels = translator(lang), Labels(atlas, lang)
    width, _ = style.size_of(size)
    among = naming.shown_jurisdictions(frameworks, atlas, jurisdictions)
    versions = _date(frameworks[frameworks["jurisdiction_id"].isin(among)], atlas)
    order = _order(versions, among)
    own = {some: versions[versions["jurisdiction_id"] == some] for some in order}
    lanes = [(some, row) for some in order for row in list_lanes(own[some]) or [[]]]
    titles = [clean(versions.at[row[-1], "name"]) for _, row in lanes if row] if len(order) == 1 else []
    groups = {some: naming.group_of(atlas, some) for some in order}
    rows = {"versions": versions, "lanes": lanes, "titles": titles, "groups": groups}
    paint = partial(painting.paint, **rows, day=atlas.date, labels=labels, t=t, size=size)
    return compose(
        naming.figure_id("timeline", atlas, among=among, size=size, lang=lang),
        _words(versions, order, atlas.date, labels, t), _columns(t), _rows(versions, order, labels, t), paint,
        atlas=atlas, t=t, width=width, height=painting.height(len(lanes), size),
    )  # fmt: skip


def _date(frameworks: pd.DataFrame, atlas: Dataset) -> pd.DataFrame:
    """Add the days between which start and end lie (ordinals, NaN where open), and whether found and in force."""
    days = {}
    for side, column in (("start", "in_force_from"), ("end", "in_force_to")):
        for which, day_of in (("first", first_day), ("last", last_day)):
            days[f"{side}_{which}"] = [day_of(text).toordinal() if text else None for text in frameworks[column]]
    in_force = frameworks["framework_id"].isin(set(atlas.frameworks["framework_id"])) if atlas.date else True
    dated = frameworks.assign(**days, in_force=in_force, found=frameworks["instrument_type"] != "none")
    return dated.astype(dict.fromkeys(days, float)).reset_index(drop=True)


def _order(versions: pd.DataFrame, among: list[str]) -> list[str]:
    """The earliest instrument first; jurisdictions in which none was found last."""
    starts = versions[versions["found"]].groupby("jurisdiction_id")["start_first"].min()
    return sorted(among, key=lambda some: starts.get(some, float("inf")))


def list_lanes(versions: pd.DataFrame) -> list[list[int]]:
    """Return the rows that one jurisdiction's versions need: a version follows what it supersedes, or what ended."""
    rows: list[list[int]] = []
    for place, version in versions.sort_values("start_first", na_position="first", kind="stable").iterrows():
        free = [row for row in rows if versions.at[row[-1], "end_first"] <= version["start_last"]]
        same = [row for row in free if versions.at[row[-1], "framework_id"] == version["supersedes"]]
        if row := next(iter(same or free), None):
            row.append(place)
        else:
            rows.append([place])
    return rows


def _words(versions: pd.DataFrame, order: list[str], day: str, labels: Labels, t: Translator) -> Words:
    found = versions[versions["found"]].sort_values("start_first", kind="stable")
    title = _title(found, order, day, labels, t)
    opening = t.plural("Timeline of {n} framework version.", "Timeline of {n} framework versions.", len(found))
    none = [some for some in order if some not in set(found["jurisdiction_id"])]
    newest = t("The newest: {name}, {year}.", **_who(found.iloc[-1], labels)) if len(found) > 1 else ""
    without = t("No instrument found: {names}.", names=naming.named(labels, none)) if none else ""
    caption = t(
        "A pale end: only the month or year is known. An arrow: no end is known. Hollow: a search found no instrument."
    )
    if day:
        caption += " " + t("Full colour: in force on {date}; pale: not yet, or no longer.", date=day)
    subtitle = t("Framework versions from start to end, a row per instrument")
    return Words(title, subtitle, naming.within(f"{opening} {title}.", newest, without), caption)


def _title(found: pd.DataFrame, order: list[str], day: str, labels: Labels, t: Translator) -> str:
    current = found[found["in_force"]]["jurisdiction_id"].nunique()
    facts = {"current": current, "total": len(order), "date": day, "names": naming.named(labels, order)}
    if found.empty:
        return t("{names}: no framework was found", **facts)
    facts |= _who(found.iloc[0], labels)
    if len(order) == 1:
        return t.plural(
            "{name}: {n} framework version since {year}",
            "{name}: {n} framework versions since {year}",
            len(found),
            **facts,
        )
    if not day:
        return t("{current} of {total} jurisdictions have a framework; the first was {name}, {year}", **facts)
    return t(
        "{current} of {total} jurisdictions had a framework in force on {date}; the first was {name}, {year}", **facts
    )


def _who(version: pd.Series, labels: Labels) -> dict[str, str]:
    name = clean(labels.jurisdiction(version["jurisdiction_id"]), naming.NAME_LIMIT)
    return {"name": name, "year": version["in_force_from"][:4]}


def _columns(t: Translator) -> list[Column]:
    shared = naming.shared_columns(t)
    return [
        shared["jurisdiction"],
        shared["framework"],
        Column("instrument_type", t("Type"), t("Kind of instrument; none where a search found none")),
        Column("in_force_from", t("In force from"), t("First day, month or year; empty: as far back as is known")),
        Column("in_force_to", t("In force to"), t("Last day, month or year; empty: no end is known")),
        Column("in_force", t("In force"), t("Whether it was in force on the day looked at")),
        shared["framework_id"],
        shared["jurisdiction_id"],
    ]


def _rows(versions: pd.DataFrame, order: list[str], labels: Labels, t: Translator) -> list[tuple]:
    placed = versions.assign(place=versions["jurisdiction_id"].map(order.index))
    return [
        (
            labels.jurisdiction(row.jurisdiction_id),
            row.name,
            labels.code("instrument_type", row.instrument_type),
            row.in_force_from,
            row.in_force_to,
            t("yes") if row.in_force else t("no"),
            row.framework_id,
            row.jurisdiction_id,
        )
        for row in placed.sort_values(["place", "start_first"], na_position="first", kind="stable").itertuples()
    ]
