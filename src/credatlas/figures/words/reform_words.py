"""The words of the report on reforms: who could write which clause, after whose model, and what it would do to a score.

Knows the frames of `index.reforms`. Computes no reform.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from credatlas.evidence import Dataset, first_id, keep_instruments
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, capital, clean, translator
from credatlas.figures.naming import without_framework
from credatlas.figures.words.statements import (
    bounded,
    bullets,
    join_sentences,
    name_places,
    name_questions,
    open_report,
    score_at,
    state_coverage,
    translate_told,
)
from credatlas.figures.words.tables import (
    Cells,
    id_and_name,
    link_sources,
    make_table,
    name_sources,
    say_codes,
    say_strength,
    say_written_codes,
    unless_empty,
)
from credatlas.index.reforms import UNDOMINATED, Reform, binds_nobody, bound_reform, clause_effects, list_required
from credatlas.settings import DECIMALS

MODELS = 3  # clauses of others that are shown for each indicator
LISTED, NAMED = 3, 4  # clauses of a package that are told in words, and names in a list; more are counted
Packages = Mapping[str, Reform | None]
Compared = Sequence[tuple[str, str, pd.DataFrame]]  # id and title of each scenario, and its frame of `compare_reform`


def open_reforms(
    packages: Packages,
    compared: Compared,
    atlas: Dataset,
    jurisdiction: str,
    target: str,
    dimension: str | None = None,
    lang: str = "en",
) -> Statement:
    """Open the report on reforms: what each package would write and do, who could adopt it, and what provinces could.

    packages: as `reform_packages` returns them for the jurisdiction and the target.
    """  # fmt: skip
    t, dimension = Language(atlas, lang), dimension or first_id(atlas, "dimension")
    found, name = [reform for reform in packages.values() if reform], t.in_sentence(jurisdiction)
    said = [] if _is_reached(found) else [
        *(_say_package(t, atlas, name, reform, dimension) for name, reform in packages.items()),
        _say_power(t, atlas, found, jurisdiction),
    ]  # fmt: skip
    about = atlas.jurisdictions.set_index("jurisdiction_id").loc[jurisdiction]
    if about["group"] == "Canada":
        said += _say_scenario(t, atlas, compared, dimension)
    kicker = t("What could {name} write?", name=name)
    if about["kind"] == "sector":
        kicker = t("What could {name} and the provinces write?", name=name)
    return open_report(
        title=reform_title(packages, atlas, jurisdiction, target, dimension, lang),
        kicker=kicker,
        coverage=state_coverage(atlas, [jurisdiction], lang),
        messages=said or [plain(_say_reached(t, found[0], name, dimension))],
        description=t("Clauses that could be written, who could adopt them, models elsewhere, and what they would do."),
        lang=lang,
    )  # fmt: skip


def _is_reached(found: Sequence[Reform]) -> bool:
    """Say whether the target is reached already, so that no package takes a step."""
    return bool(found) and not any(reform.steps for reform in found)


def _say_reached(t: Language, reform: Reform, name: str, dimension: str) -> str:
    """Say that the target is reached, where there is nothing else to say."""
    points = t.number(reform.start[dimension])
    return t("No clause needs to change: counting as 0 what could not be read, {name} has {points} points.", name=name, points=points)  # fmt: skip


def reform_title(
    packages: Packages, atlas: Dataset, jurisdiction: str, target: str, dimension: str | None = None, lang: str = "en"
) -> str:
    """Return the title: which packages would bring a jurisdiction to its target, and whether recommending is enough."""
    t, dimension = Language(atlas, lang), dimension or first_id(atlas, "dimension")
    found = [reform for reform in packages.values() if reform]
    facts = {
        "name": t.in_sentence(jurisdiction), "goal": _goal(t, target, found),
        "dimension": t.dimension(dimension).lower(), "total": t.number(len(packages)),
    }  # fmt: skip
    alone = [t(name) for name, reform in packages.items() if reform and not list_required(atlas, [reform])]
    if _is_reached(found):
        title = t("On {dimension}, {name} is at {goal} already", **facts)
    elif alone and len(alone) < len(found) and binds_nobody(atlas, jurisdiction):
        facts["packages"] = t.join_words(alone)
        title = t("On {dimension}, recommendations alone ({packages}) would bring {name} to {goal}", **facts)
    elif found and not alone and binds_nobody(atlas, jurisdiction):
        title = t("On {dimension}, what would bring {name} to {goal} requires more than its framework can", **facts)
    elif found and len(packages) == 1:
        title = t("On {dimension}, a package of clauses would bring {name} to {goal}", **facts)
    elif len(found) == len(packages):
        title = t("On {dimension}, any of {total} packages of clauses would bring {name} to {goal}", **facts)
    elif found:
        title = t.plural(
            "On {dimension}, {n} of {total} packages of clauses would bring {name} to {goal}",
            "On {dimension}, {n} of {total} packages of clauses would bring {name} to {goal}",
            len(found), **facts,
        )  # fmt: skip
    else:
        title = t("On {dimension}, none of {total} packages of clauses would bring {name} to {goal}", **facts)
    return capital(title)


def _goal(t: Language, target: str, found: Sequence[Reform]) -> str:
    """Name a target: the score of a jurisdiction, points, a rank, or that no one does better."""
    if target == UNDOMINATED:
        return t("where no one does better on all dimensions at once")
    if str(target).startswith("rank "):
        return t("rank {n}", n=str(target).removeprefix("rank "))
    needed = t.number(found[0].needed) if found else ""
    try:
        name = t.in_sentence(str(target))
    except KeyError:
        return t("{n} points", n=target)
    return t("the score that {target} has ({needed} of 100)", target=name, needed=needed) if needed else t("the score that {target} has", target=name)  # fmt: skip


def _say_package(t: Language, atlas: Dataset, name: str, reform: Reform | None, dimension: str) -> str:
    """Say what a package would do to the score, then what each of its clauses would write, after whose model."""
    title = capital(t(name))
    if reform is None:
        return t("**{package}**: these clauses alone would not be enough.", package=title)
    bounds = bound_reform(atlas, reform).loc[dimension]
    before = bounds[["score_before", "low_before", "high_before"]].set_axis(["score", "low", "high"])
    facts = {"package": title, "before": bounded(before, t.lang), "low": t.number(bounds["low_after"]), "high": t.number(bounds["high_after"])}  # fmt: skip
    if pd.isna(bounds["score_before"]):
        effect = t("**{package}** would bring the score, which cannot be given today, to {low} of 100 at least.", **facts)  # fmt: skip
    elif facts["low"] == facts["high"]:
        effect = t("**{package}** would raise the score from {before} to {low} of 100.", **facts)
    else:
        effect = t("**{package}** would raise the score from {before} to {low} of 100 at least, {high} at most.", **facts)  # fmt: skip
    changes = list(reform.changes.itertuples())
    if len(changes) > LISTED:
        names = name_questions(reform.changes["indicator_id"], t)
        return " ".join([effect, t("It takes a small step in each of these clauses: {names}.", names=names)])
    return " ".join([effect, *(_say_clause(t, atlas, row, reform.models) for row in changes)])


def _say_clause(t: Language, atlas: Dataset, row, models: pd.DataFrame) -> str:
    """Say what a clause of a package would write, and what the nearest model says."""
    strength = plain(say_strength(t, atlas, row.codes_after, row.scope_after))
    facts = {"indicator": plain(t.indicator(row.indicator_id)), "strength": strength}
    for model in models[models["indicator_id"] == row.indicator_id].head(1).itertuples():
        facts |= {"model": plain(t.in_sentence(model.jurisdiction_id)), "finding": foreign(plain(model.finding), "en", t.lang)}  # fmt: skip
        return t("The clause on {indicator} would be {strength}. The nearest model is in {model}: {finding}", **facts)
    return t("The clause on {indicator} would be {strength}.", **facts)


def _say_power(t: Language, atlas: Dataset, found: Sequence[Reform], jurisdiction: str) -> str:
    """Say who could adopt the packages: the issuers, and what a framework that binds nobody could not require."""
    issuers = _own_frameworks(atlas, jurisdiction)["issuer"].unique()
    names = t.join_words(foreign(plain(issuer), "en", t.lang) for issuer in issuers)
    said = t("{issuers} could adopt the clauses by amending what it issued.", issuers=names)
    if len(issuers) > 1:
        said = t("{issuers} could adopt the clauses, each by amending what it issued.", issuers=names)
    return join_sentences(said, _say_limit(t, atlas, found))


def _say_limit(t: Language, atlas: Dataset, found: Sequence[Reform]) -> str:
    """Say which clauses of the packages a framework that binds nobody cannot hold; "" where it can hold all."""
    required = list_required(atlas, found)
    if not required or not binds_nobody(atlas, found[0].unit):
        return ""
    clauses = name_questions(required, t)
    return t("A framework that binds nobody can recommend, not require: what is required here (on {clauses}) takes a law, or a condition of funding or membership.", clauses=clauses)  # fmt: skip


def _own_frameworks(atlas: Dataset, jurisdiction: str) -> pd.DataFrame:
    instruments = keep_instruments(atlas.frameworks)
    return instruments[instruments["jurisdiction_id"] == jurisdiction]


def _say_scenario(t: Language, atlas: Dataset, compared: Compared, dimension: str) -> list[str]:
    """Say what the scenario that concerns most jurisdictions does to those that have a score and a framework."""
    rows = {title: _moved(atlas, frame).dropna(subset=["score_before", "score_after"]) for _, title, frame in compared}
    rows = {title: frame[frame["dimension_id"] == dimension] for title, frame in rows.items()}
    several = {title: frame for title, frame in rows.items() if len(frame) > 1}
    if not several:
        return []
    title, frame = max(several.items(), key=lambda item: (item[1]["score_after"] - item[1]["score_before"]).sum())
    said = t.join_clauses(
        t("{name} from {before} to {after}", name=plain(t.in_sentence(row.jurisdiction_id)),
          before=score_at(row, "before", t.lang), after=score_at(row, "after", t.lang))
        for row in frame.itertuples()
    )  # fmt: skip
    added = atlas.reforms.loc[atlas.reforms["title"] == title, "indicator_id"].unique()
    facts = {
        "title": translate_told(title, t), "clauses": said, "dimension": plain(t.dimension(dimension).lower()),
        "names": name_questions(added, t),
    }  # fmt: skip
    return [t("In the scenario “{title}” (clauses on {names}), {dimension} would rise: {clauses}.", **facts)]


def _moved(atlas: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a scenario whose range moves, of those that have a framework."""
    ends = frame[["low_before", "high_before", "low_after", "high_after"]].round(DECIMALS).to_numpy()
    apart = without_framework(atlas, frame["jurisdiction_id"].unique())
    return frame[(ends[:, :2] != ends[:, 2:]).any(axis=1) & ~frame["jurisdiction_id"].isin(list(apart))]


def recommendation_table(packages: Packages, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List the clauses of each package: who could write it, how firm it is now and would be, a model, what it adds."""
    t, cite, tell = Language(atlas, lang), link_sources(atlas), name_sources(atlas)
    issuers = atlas.frameworks.set_index("framework_id")["issuer"]
    about = t("points of the score; a range where the present text could not be read")

    def model(row):
        own = row.reform.models[row.reform.models["indicator_id"] == row.indicator_id]
        if own.empty:
            return t("none read in its own text")
        first = own.iloc[0]
        words = t("{name}, {place}", name=t.jurisdiction(first["jurisdiction_id"]), place=tell(first["locator"]))
        return cite(words, first["source_id"])

    cells: Cells = {
        Column("package", t("Package")): lambda row: t(row.reform.package),
        Column("addressee", t("Who could write it"), lang="en"): lambda row: (
            clean(issuers.get(row.framework_id, "")) or "–"
        ),
        Column("clause", t("Clause")): lambda row: id_and_name(t, row.indicator_id),
        Column("before", t("Now")): lambda row: say_written_codes(
            t, row.status_before, row.codes_before if row.status_before == "supports" else "", row.scope_before
        ),
        Column("after", t("Then")): lambda row: say_written_codes(t, "supports", row.codes_after, row.scope_after),
        Column("effect", t("Adds"), about, t("points")): lambda row: t.span(row.gain_low, row.gain_high),
        Column("model", t("Nearest model")): model,
    }
    found = list(filter(None, packages.values()))
    rows = [
        row for reform in found
        for row in clause_effects(atlas, reform).assign(reform=[reform] * len(reform.changes)).itertuples()
    ]  # fmt: skip
    caption = t(
        "Each package is one of many ways, and needs the fewest steps among its own clauses; a step makes a clause one grade firmer, more exact, or decided higher up."
    )
    words = join_sentences(caption, _say_limit(t, atlas, found))
    table = make_table(atlas, "packages", t("Who could write which clause"), words, cells, rows, lang)
    return unless_empty(table, t("No clause needs to change."))


def model_table(packages: Packages, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List clauses of other frameworks, read in their own text, that say as much as the packages need."""
    t, cite, tell = Language(atlas, lang), link_sources(atlas), name_sources(atlas)
    cells: Cells = {
        Column("indicator", t("Clause")): lambda row: id_and_name(t, row.indicator_id),
        Column("jurisdiction", t("As in")): lambda row: t.jurisdiction(row.jurisdiction_id),
        Column("codes", t("How firmly")): lambda row: say_written_codes(t, "supports", row.codes, row.scope),
        Column("finding", t("What it says (our summary, not the wording)"), lang="en"): lambda row: clean(row.finding),
        Column("source", t("Place in the source"), lang="en"): lambda row: cite(tell(row.locator), row.source_id),
    }
    table = make_table(
        atlas, "models", t("Provisions to look at"),
        t("In force elsewhere and read in their own text. They say at least as much as a package needs; those that go least beyond it stand first."),
        cells, list_models(packages).itertuples(), lang,
    )  # fmt: skip
    return unless_empty(table, t("No clause elsewhere that was read in its own text says as much."))


def list_models(packages: Packages) -> pd.DataFrame:
    """Return the clauses of others that are shown, the nearest first: a few for each clause of each package."""
    found = [reform.models.groupby("indicator_id", sort=False).head(MODELS) for reform in packages.values() if reform]
    listed = pd.concat(found) if found else pd.DataFrame(columns=["indicator_id", "framework_id"])
    return listed.drop_duplicates(["indicator_id", "framework_id"]).sort_values("indicator_id", kind="stable")


def scenario_sections(compared: Compared, atlas: Dataset, lang: str = "en") -> list[Table | Statement]:
    """Return what the named scenarios would write and do, under a heading; nothing where the data name none."""
    if not compared:
        return []
    t = translator(lang)
    head = t("What would the scenarios change?")
    return [Statement(f"## {head}", lang), scenario_contents(atlas, lang), scenario_table(compared, atlas, lang)]


def scenario_contents(atlas: Dataset, lang: str = "en") -> Statement:
    """Say what each named scenario would write, for whom: its clauses in the labels of their codes."""
    t = Language(atlas, lang)
    lines = []
    for title, rows in atlas.reforms.groupby("title", sort=False):
        clauses = t.join_clauses(
            t("{indicator} ({after})", indicator=plain(t.indicator(row.indicator_id)),
              after=plain(say_codes(t, row)))
            for row in rows.drop_duplicates("indicator_id").itertuples()
        )  # fmt: skip
        facts = {"title": translate_told(title, t), "names": name_places(rows["jurisdiction_id"].unique(), t, NAMED)}
        lines.append(t("**{title}.** For {names} these clauses would be added: {clauses}.", clauses=clauses, **facts))
    return bullets(lines, lang)


def scenario_table(compared: Compared, atlas: Dataset, lang: str = "en") -> Table | Statement:
    """List what the named scenarios would do to the scores of those that have a framework; what stays is left out."""
    t = Language(atlas, lang)
    told = {title: t.told(clean(title)) for _, title, _ in compared}
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
    rows = [row for _, title, frame in compared for row in _moved(atlas, frame).assign(scenario=title).itertuples()]
    every = dict.fromkeys(jurisdiction for *_, frame in compared for jurisdiction in frame["jurisdiction_id"])
    apart = t.join_words(map(t.in_sentence, without_framework(atlas, every)))
    caption = join_sentences(
        t("Scenarios add clauses and change none of the existing ones. A range in brackets is what the score could be, given what was not read."),
        t("Left out, for want of a framework to add to: {names}.", names=apart) if apart else "",
    )  # fmt: skip
    table = make_table(atlas, "scenarios", t("What each scenario would do"), caption, cells, rows, lang)
    return unless_empty(table, t("No scenario would move a score of those with a framework."))


def sources_used(packages: Packages, atlas: Dataset, jurisdiction: str) -> pd.DataFrame:
    """Return source_id and locator of what the report tells: the jurisdiction's own clauses and frameworks, and models."""
    clauses = atlas.provisions[atlas.provisions["jurisdiction_id"] == jurisdiction]
    used = [clauses, _own_frameworks(atlas, jurisdiction), list_models(packages)]
    return pd.concat([frame.reindex(columns=["source_id", "locator"], fill_value="") for frame in used])
