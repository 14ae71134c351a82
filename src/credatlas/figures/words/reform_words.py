"""Sentences and tables about reforms: packages of clauses, who could adopt them, whose clauses could be copied, scenarios.

Knows the frames of `index.reforms`. Computes no reform.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from credatlas.evidence import Dataset, keep_instruments
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, clean
from credatlas.figures.words.statements import bullets, score_at
from credatlas.figures.words.tables import Cells, id_and_name, link_sources, make_table
from credatlas.index.reforms import Reform
from credatlas.settings import DECIMALS

MODELS = 3  # clauses to copy that are shown for each indicator
Packages = Mapping[str, Reform | None]


def summarise_packages(
    packages: Packages, atlas: Dataset, jurisdiction: str, target: str, dimension: str = "ST", lang: str = "en"
) -> Statement:
    """Say what each package of clauses would take and whose clauses could be copied, and who could adopt them."""
    t = Language(atlas, lang)
    facts = {"name": plain(t.jurisdiction(jurisdiction)), "target": plain(_target(target, t))}
    found = [reform for reform in packages.values() if reform]
    if found and not any(reform.steps for reform in found):
        return bullets([t("{name} has reached the level of {target} already.", **facts)], lang)
    instruments = keep_instruments(atlas.frameworks)
    issuers = instruments.loc[instruments["jurisdiction_id"] == jurisdiction, "issuer"].unique()
    opening = t(
        "What it would take to bring {name} to the level of {target} on {dimension}, by three packages of clauses, each with the fewest steps within its own. They are ways among many, and none is the one reform.",
        dimension=plain(t.dimension(dimension).lower()), **facts,
    )  # fmt: skip
    adopters = t.join_words(foreign(plain(issuer), "en", lang) for issuer in issuers)
    silent = found[0].assumed_silent if found else ()
    return bullets(
        [
            opening,
            *(_say_package(name, reform, dimension, t) for name, reform in packages.items()),
            t("Who could adopt them: {adopters}.", adopters=adopters),
            *([t("What could not be read of it counts as nothing here: {indicators}.", indicators=t.join_words(silent))]
              if silent else []),
        ],
        lang,
    )  # fmt: skip


def _say_package(name: str, reform: Reform | None, dimension: str, t: Language) -> str:
    title = t(name).capitalize()
    if reform is None:
        return t("**{package}**: these clauses alone do not reach it.", package=title)
    touched = [f"{plain(t.indicator(row.indicator_id))} ({row.indicator_id})" for row in reform.changes.itertuples()]
    said = t.plural(
        "**{package}**: {n} code step, on {indicators}; {before} to {after} points.",
        "**{package}**: {n} code steps, on {indicators}; {before} to {after} points.", reform.steps, package=title,
        indicators=t.join_words(touched), before=t.number(reform.start[dimension]),
        after=t.number(reform.reached[dimension]),
    )  # fmt: skip
    if reform.models.empty:
        return f"{said} {t('No clause elsewhere that was read in its own text says as much.')}"
    return f"{said} {t('Clauses to copy: {models}.', models=_name_models(reform, t))}"


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


def package_table(packages: Packages, atlas: Dataset, lang: str = "en") -> Table:
    """List the changes of each package: indicator, codes now and then, points, and how many clauses could serve as a model."""
    t = Language(atlas, lang)
    about = t("clauses in force elsewhere, read in their own text, that have at least these codes")
    cells: Cells = {
        Column("package", t("Package")): lambda row: t(row.package),
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("before", t("Codes now"), t("obligation, precision, delegation")): lambda row: (
            row.codes_before or t.code("status", row.status_before)
        ),
        Column("after", t("Codes then")): lambda row: row.codes_after,
        Column("steps", t("Steps"), "", "", 0): lambda row: row.steps,
        Column("score_before", t("Score now"), "", t("points"), 0): lambda row: row.score_before,
        Column("score_after", t("Score then"), "", t("points"), 0): lambda row: row.score_after,
        Column("models", t("Models"), about, "", 0): lambda row: row.models,
    }
    rows = [row for reform in packages.values() if reform
            for row in reform.changes.assign(package=reform.package).itertuples()]  # fmt: skip
    return make_table(
        atlas, "packages", t("What each package would change"),
        t("Codes are obligation, precision, delegation. No reform of these indicators with fewer steps reaches the target; others may be as small."),
        cells, rows, lang,
    )  # fmt: skip


def model_table(packages: Packages, atlas: Dataset, lang: str = "en") -> Table:
    """List clauses of other frameworks that already have the codes which the packages need, the nearest first."""
    t, cite = Language(atlas, lang), link_sources(atlas)
    cells: Cells = {
        Column("indicator", t("Indicator")): lambda row: id_and_name(t, row.indicator_id),
        Column("jurisdiction", t("As in")): lambda row: f"{t.jurisdiction(row.jurisdiction_id)} ({row.framework_id})",
        Column("codes", t("Codes")): lambda row: row.codes,
        Column("finding", t("What it says"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Where")): lambda row: cite(row.locator, row.source_id),
    }
    found = [reform.models for reform in packages.values() if reform]
    nearest = pd.concat([models.groupby("indicator_id", sort=False).head(MODELS) for models in found])
    return make_table(
        atlas, "models", t("Clauses to copy"),
        t("Provisions in force elsewhere, read in their own text, that have at least the codes needed, those that go least beyond them first."),
        cells, nearest.drop_duplicates(["indicator_id", "framework_id"]).itertuples(), lang,
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
