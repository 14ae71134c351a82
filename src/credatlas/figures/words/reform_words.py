"""Sentences and tables about reforms: scenarios, the smallest reform, and whose clauses could be copied.

Knows the frames of `index.reforms` and `index.cheapest`. Computes no reform.
"""

from collections.abc import Sequence

import pandas as pd

from credatlas.evidence import Dataset
from credatlas.figures.figure import Column, Statement, Table, plain
from credatlas.figures.language import Language, clean
from credatlas.figures.words.statements import bullets, score_at
from credatlas.figures.words.tables import Cells, id_and_name, link_sources, make_table
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
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("before", t("Codes now"), t("obligation, precision, delegation")): lambda row: (
            row.codes_before or t.code("status", row.status_before)
        ),
        Column("after", t("Codes then")): lambda row: row.codes_after,
        Column("steps", t("Steps"), "", "", 0): lambda row: row.steps,
        Column("score_before", t("Score now"), "", t("points"), 0): lambda row: row.score_before,
        Column("score_after", t("Score then"), "", t("points"), 0): lambda row: row.score_after,
        Column("models", t("Models"), t("clauses in force elsewhere that have at least these codes"), "", 0): (
            lambda row: row.models
        ),
    }
    title = t("The smallest reform of {name}", name=t.jurisdiction(reform.unit))
    return make_table(
        atlas, "smallest-reform", title,
        t("Codes are obligation, precision, delegation. Exact: no reform with fewer steps reaches the target."),
        cells, reform.changes.itertuples(), lang,
    )  # fmt: skip


def model_table(reform: Reform, atlas: Dataset, lang: str = "en") -> Table:
    """List clauses of other frameworks that already have the codes which the reform needs, the nearest first."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("jurisdiction", t("As in")): lambda row: f"{t.jurisdiction(row.jurisdiction_id)} ({row.framework_id})",
        Column("codes", t("Codes")): lambda row: row.codes,
        Column("finding", t("What it says"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Where")): lambda row: cite(row.locator, row.source_id),
    }
    return make_table(
        atlas, "models", t("Clauses to copy"),
        t("Provisions in force elsewhere that have at least the codes needed, those that go least beyond them first."),
        cells, reform.models.groupby("indicator_id", sort=False).head(MODELS).itertuples(), lang,
    )  # fmt: skip


def scenario_table(compared: Sequence[tuple[str, pd.DataFrame]], atlas: Dataset, lang: str = "en") -> Table:
    """List what named scenarios would do: (title, frame of `index.reforms.compare_reform`) of each; unchanged dimensions are left out."""
    t = Language(atlas, lang)
    told = {title: t.told(clean(title)) for title, _ in compared}
    cells: Cells = {
        Column("scenario", t("Scenario"), lang="" if all(told.values()) else "en"): lambda row: (
            told[row.scenario] or clean(row.scenario)
        ),
        Column("jurisdiction", t("Jurisdiction")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("dimension", t("Dimension")): lambda row: t.dimension(row.dimension_id),
        Column("before", t("Now"), t("score, or range where too little was read"), t("points")): lambda row: score_at(
            row, "before", lang
        ),
        Column("after", t("Then"), "", t("points")): lambda row: score_at(row, "after", lang),
    }
    rows: list = []
    for title, frame in compared:
        ends = frame[["low_before", "high_before", "low_after", "high_after"]].round(DECIMALS).to_numpy()
        rows += frame[(ends[:, :2] != ends[:, 2:]).any(axis=1)].assign(scenario=title).itertuples()
    return make_table(
        atlas, "scenarios", t("What each scenario would do"),
        t("A range in brackets is what the score could be, given what was not read."), cells, rows,
        lang,
    )  # fmt: skip
