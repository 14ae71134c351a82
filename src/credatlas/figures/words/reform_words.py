"""Sentences and tables about reforms: scenarios, the smallest reform, and whose clauses could be copied.

Knows the frames of `index.reforms` and `index.cheapest`. Computes no reform.
"""

from collections.abc import Sequence

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, clean
from credatlas.figures.words.statements import bullets, score_at
from credatlas.figures.words.tables import link, make_table
from credatlas.index.reforms import Reform
from credatlas.settings import DECIMALS

MODELS = 3  # clauses to copy that are shown for each indicator


def summarise_reform(reform: Reform, atlas: Dataset, dimension: str = "ST", lang: str = "en") -> Statement:
    """Say how many steps on which indicators reach the target, and from whom they could be copied."""
    t = Language(atlas, lang)
    name, goal = plain(t.jurisdiction(reform.unit)), plain(_target(reform.target, t))
    if not reform.steps:
        return bullets([t("{name} has reached the level of {target} already.", name=name, target=goal)], lang)
    touched = [f"{plain(t.indicator(row.indicator_id))} ({row.indicator_id})" for row in reform.changes.itertuples()]
    level, clauses = plain(t.dimension(dimension).lower()), t.join_words(touched)
    lines = [
        t.plural(
            "{name} reaches the level of {target} on {dimension} by {n} code step, on {indicators}.",
            "{name} reaches the level of {target} on {dimension} by {n} code steps, on {indicators}.",
            reform.steps,
            name=name,
            target=goal,
            dimension=level,
            indicators=clauses,
        ),
        t(
            "Its score would go from {before} to {after} points.",
            before=t.number(reform.start[dimension]),
            after=t.number(reform.reached[dimension]),
        ),
    ]
    if len(reform.models):
        lines.append(t("Clauses to copy: {models}.", models=_name_models(reform, t)))
    if reform.assumed_silent:
        lines.append(
            t(
                "What could not be read of it counts as nothing here: {indicators}.",
                indicators=t.join_words(reform.assumed_silent),
            )
        )
    return bullets(lines, lang)


def _name_models(reform: Reform, t: Language) -> str:
    nearest = reform.models.drop_duplicates("indicator_id").itertuples()
    models = (
        t(
            "{indicator} as in {name} ({codes})",
            indicator=row.indicator_id,
            name=plain(t.jurisdiction(row.jurisdiction_id)),
            codes=row.codes,
        )
        for row in nearest
    )
    return t.join_clauses(models)


def _target(target: str, t: Language) -> str:
    try:
        return t.jurisdiction(str(target))
    except KeyError:
        return str(target)


def reform_table(reform: Reform, atlas: Dataset, lang: str = "en") -> Table:
    """List the changes of the smallest reform: indicator, codes now and then, points, and how many clauses could serve as a model."""
    t = Language(atlas, lang)
    columns = [
        Column("indicator", t("Indicator")),
        Column("before", t("Codes now"), t("obligation, precision, delegation")),
        Column("after", t("Codes then")),
        Column("steps", t("Steps"), "", "", 0),
        Column("score_before", t("Score now"), "", t("points"), 0),
        Column("score_after", t("Score then"), "", t("points"), 0),
        Column("models", t("Models"), t("clauses in force elsewhere that have at least these codes"), "", 0),
    ]
    rows = [
        [
            f"{row.indicator_id} {t.indicator(row.indicator_id)}",
            row.codes_before or t.code("status", row.status_before), row.codes_after, row.steps, row.score_before,
            row.score_after, row.models
        ]
        for row in reform.changes.itertuples()
    ]  # fmt: skip
    title = t("The smallest reform of {name}", name=t.jurisdiction(reform.unit))
    return make_table(
        atlas, "smallest-reform", title,
        t("Codes are obligation, precision, delegation. Exact: no reform with fewer steps reaches the target."),
        columns, rows, lang,
    )  # fmt: skip


def model_table(reform: Reform, atlas: Dataset, lang: str = "en") -> Table:
    """List clauses of other frameworks that already have the codes which the reform needs, the nearest first."""
    t = Language(atlas, lang)
    sources = atlas.sources.set_index("source_id")["url"]
    nearest = reform.models.groupby("indicator_id", sort=False).head(MODELS)
    columns = [
        Column("indicator", t("Indicator")),
        Column("jurisdiction", t("As in")),
        Column("codes", t("Codes")),
        Column("finding", t("What it says"), lang="en"),
        Column("source", t("Where")),
    ]
    rows = [
        [
            f"{row.indicator_id} {t.indicator(row.indicator_id)}",
            f"{t.jurisdiction(row.jurisdiction_id)} ({row.framework_id})",
            row.codes,
            clean(row.finding),
            link(row.locator or row.source_id, sources.get(row.source_id, "")),
        ]
        for row in nearest.itertuples()
    ]
    return make_table(
        atlas, "models", t("Clauses to copy"),
        t("Provisions in force elsewhere that have at least the codes needed, those that go least beyond them first."),
        columns, rows, lang,
    )  # fmt: skip


def scenario_table(compared: Sequence[tuple[str, pd.DataFrame]], atlas: Dataset, lang: str = "en") -> Table:
    """List what named scenarios would do: (title, frame of `index.reforms.compare_reform`) of each; unchanged dimensions are left out."""
    t = Language(atlas, lang)
    told = {title: t.told(clean(title)) for title, _ in compared}
    columns = [
        Column("scenario", t("Scenario"), lang="" if all(told.values()) else "en"),
        Column("jurisdiction", t("Jurisdiction")),
        Column("dimension", t("Dimension")),
        Column("before", t("Now"), t("score, or range where too little was read"), t("points")),
        Column("after", t("Then"), "", t("points")),
    ]
    rows = []
    for title, frame in compared:
        moved = frame[
            (frame["low_before"].round(DECIMALS) != frame["low_after"].round(DECIMALS))
            | (frame["high_before"].round(DECIMALS) != frame["high_after"].round(DECIMALS))
        ]
        rows += [
            [
                told[title] or clean(title),
                t.jurisdiction(row.jurisdiction_id),
                t.dimension(row.dimension_id),
                score_at(row, "before", lang),
                score_at(row, "after", lang),
            ]
            for row in moved.itertuples()
        ]
    return make_table(
        atlas, "scenarios", t("What each scenario would do"),
        t("A range in brackets is what the score could be, given what was not read."), columns, rows, lang,
    )  # fmt: skip
