"""Sentences and tables about changes: which provisions moved between two dates, in which framework, and what it did to scores.

Knows the frames of `index.changes`. Computes no change.
"""

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, clean
from credatlas.figures.words.statements import bullets, score_at
from credatlas.figures.words.tables import Cells, link_sources, make_table, place_and_indicator
from credatlas.index.changes import DataChanges


def summarise_changes(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Statement:
    """Say how many versions and provisions changed, what is only read differently, and which scores moved."""
    t = Language(atlas, lang)
    rows, dates = changes.provisions["direction"], {"before": changes.before, "after": changes.after}
    known = rows.isin(["became known", "no longer known"])
    doubtful = rows == "read differently"
    lines = [
        t(
            "Between {before} and {after}, {versions} framework versions came into force and {provisions} provisions that count changed.",
            versions=t.number(changes.frameworks["event"].eq("started").sum()),
            provisions=t.number((~known & ~doubtful).sum()),
            **dates,
        ),
        t(
            "{known} other provisions only became known or stopped being known, and {doubtful} are read differently: in another source, or with another confidence. Whether policy changed there cannot be told.",
            known=t.number(known.sum()),
            doubtful=t.number(doubtful.sum()),
        ),
    ]
    moved = changes.dimensions.dropna(subset="difference")
    for row in moved[moved["beyond_doubt"]].itertuples():
        lines.append(
            t(
                "{name}, {dimension}: {before} to {after}, beyond doubt.",
                name=plain(t.jurisdiction(row.jurisdiction_id)),
                dimension=plain(t.dimension(row.dimension_id).lower()),
                before=score_at(row, "before", lang),
                after=score_at(row, "after", lang),
            )
        )
    others = (moved["difference"].abs() > 1e-6) & ~moved["beyond_doubt"]
    if others.any():
        lines.append(
            t.plural(
                "{n} other score differs by no more than unread provisions, or another reading, could explain.",
                "{n} other scores differ by no more than unread provisions, or another reading, could explain.",
                int(others.sum()),
            )
        )
    return bullets(lines, lang)


def change_table(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Table:
    """List the provisions that changed: codes before and after, in which framework, why, and what the later text says."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    cells: Cells = {
        Column("provision", t("Provision")): lambda row: place_and_indicator(t, row),
        Column("before", t("Before")): lambda row: _coded(row, "before", t),
        Column("after", t("After")): lambda row: _coded(row, "after", t),
        Column("direction", t("Direction")): lambda row: t(row.direction),
        Column("why", t("Why")): lambda row: t(row.why),
        Column("finding", t("What it says now"), lang="en"): lambda row: clean(row.finding_after),
        Column("source", t("Where"), lang="en"): lambda row: cite(row.locator_after, row.source_id_after),
    }
    shown = changes.provisions
    return make_table(
        atlas, "changed-provisions",
        t.plural("{n} provision changed or is read differently", "{n} provisions changed or are read differently", len(shown)),
        t("Codes are obligation, precision, delegation; a status stands where there are none."), cells,
        shown.itertuples(), lang,
    )  # fmt: skip


def score_change_table(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Table:
    """List the dimension scores that moved or became known, with bounds and the ranks that the bounds leave open."""
    t = Language(atlas, lang)
    frame = changes.dimensions
    measures = ("score", "low", "high")
    moved = frame[
        [
            any(_differs(getattr(row, f"{name}_before"), getattr(row, f"{name}_after")) for name in measures)
            for row in frame.itertuples()
        ]
    ]
    sure = t("whether neither unread provisions nor another source or confidence could explain the change")
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("dimension", t("Dimension")): lambda row: t.dimension(row.dimension_id),
        Column("before", t("Before"), t("score (range)"), t("points")): lambda row: score_at(row, "before", lang),
        Column("after", t("After"), "", t("points")): lambda row: score_at(row, "after", lang),
        Column("ranks_before", t("Ranks before"), t("best and worst rank that the ranges leave open")): lambda row: (
            t.span(row.best_before, row.worst_before)
        ),
        Column("ranks_after", t("Ranks after")): lambda row: t.span(row.best_after, row.worst_after),
        Column("sure", t("Beyond doubt"), sure): lambda row: t("yes") if row.beyond_doubt else t("no"),
    }
    title = t.plural(
        "{n} score moved, or what is known of it", "{n} scores moved, or what is known of them", len(moved)
    )
    return make_table(
        atlas, "changed-scores", title, t("A range in brackets is what the score could be, given what was not read."),
        cells, moved.itertuples(), lang,
    )  # fmt: skip


def event_table(changes: DataChanges, atlas: Dataset, lang: str = "en") -> Table:
    """List the framework versions that started, were replaced or ended between the two dates."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    cells: Cells = {
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("framework", t("Framework")): lambda row: cite(row.framework, row.source_id),
        Column("event", t("Event")): lambda row: t(row.event),
        Column("from", t("From")): lambda row: row.in_force_from,
        Column("to", t("To")): lambda row: row.in_force_to,
    }
    return make_table(
        atlas, "framework-events", t("Framework versions that came and went"), t("Dates are as exact as the sources."),
        cells, changes.frameworks.rename(columns={"name": "framework"}).itertuples(), lang,
    )  # fmt: skip


def _coded(row, side: str, t: Language) -> str:
    """Write the codes of one side, the status where there are none, or that there was no framework."""
    if not getattr(row, f"framework_id_{side}"):
        return t("no framework")
    return getattr(row, f"codes_{side}") or t.code("status", getattr(row, f"status_{side}"))


def _differs(before: float, after: float) -> bool:
    if pd.isna(before) or pd.isna(after):
        return pd.isna(before) != pd.isna(after)
    return abs(before - after) > 1e-6
