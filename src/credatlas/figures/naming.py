"""Ids, sources, names and sentences that charts and tables share.

Knows the tables of the data set and how long a sentence may be. Draws nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset, levels_without_instrument
from credatlas.figures.figure import ALT_LIMIT, Column
from credatlas.figures.language import Language, Translator, clean, mark
from credatlas.index.scores import ScoreClass, classes_without_framework
from credatlas.settings import DECIMALS

NAMES_SHOWN = 3  # names in a title before the rest become a count
ROWS_SHOWN = 40  # jurisdictions in a chart: more would make a sliver of it
NAMES_LISTED = 30  # names in a caption before the rest become a count
NOT_CHOSEN_NAMED = 12  # names of those who were not chosen before all of them become a count
NAME_LIMIT = 60  # characters of a name inside a sentence
TITLE_LIMIT = 200  # characters
HALF = 50  # points: the middle of the scale, from which a framework counts as strong on a dimension
PUBLISHED = "credatlas"  # name of the data package that others are made after
KEPT = {  # what is said of data of which only a part was kept, by what was chosen
    "confidence": mark("confidence {kept} only"),
    "framework": mark("framework {kept} only"),
    "access": mark("source {kept} only"),
    "pass": mark("codes of pass {kept}"),
}
APART = {  # what is said of those that are no row of a chart, by class
    ScoreClass.READ_TOO_LITTLE: mark("Too little could be read: {names}."),
    ScoreClass.NONE_FOUND: mark("No framework found: {names}."),
    ScoreClass.NOT_IN_FORCE: mark("No framework known to be in force on this day: {names}."),
}


def figure_id(
    chart: str, atlas: Dataset, *choices: str, among: Sequence[str] = (), size: str = "article", lang: str = "en"
) -> str:
    """Return an id for what is shown with these choices, so that two on one page differ: `frontier-2022-11-22`.

    `among`: the jurisdictions shown; fewer than all of them add their name, or a digest of their names.
    """
    parts = [chart, atlas.date, *choices]
    if not_chosen(atlas, among):
        digest = hashlib.sha256("\n".join(sorted(among)).encode()).hexdigest()[:6]
        parts.append(among[0] if len(among) == 1 else digest)
    parts += [size if size != "article" else "", lang if lang != "en" else ""]
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts)))


def source_line(atlas: Dataset, t: Translator, outside: tuple[str, str] | None = None) -> str:
    """Return where the numbers come from, of which date, and under which licence.

    What was changed in the data is said beside their version, also where they end before the day. outside: source and
    licence of what is not from the atlas. Raises ValueError where one of the two is empty.
    """
    licence = re.sub(r"^CC-BY-", "CC BY ", atlas.descriptor["licenses"][0]["name"])
    facts = {"version": say_edition(atlas, t), "date": t.date(atlas.date), "licence": licence}
    if outside:
        if len(outside) != 2 or not all(outside):
            raise ValueError(f"outside {outside} is no pair of a source and its licence, which stand below the figure")
        facts["licence"] = f"{outside[0]} ({outside[1]}); {t.join_words(dict.fromkeys([licence, outside[1]]))}"
    if atlas.name != PUBLISHED:
        facts["name"] = atlas.name
        if not atlas.date:
            return t("Source: data package {name} {version}; {licence}", **facts)
        return t("Source: data package {name} {version}, as of {date}; {licence}", **facts)
    if not atlas.date:
        return t("Source: credatlas data {version}; {licence}", **facts)
    return t("Source: credatlas data {version}, as of {date}; {licence}", **facts)


def data_title(atlas: Dataset) -> str:
    """Return how data of one's own are cited, by title and name of their package; "" for the published data."""
    return "" if atlas.name == PUBLISHED else clean(f"{atlas.descriptor['title']} ({atlas.name})")


def about_stacking(atlas: Dataset) -> bool:
    """Say whether the codebook asks about stacking, so that sentences on it can be said; of other topics none is.

    They speak of what was permitted, recommended and required: where there are other codes, none is said either.
    """
    asked = atlas.indicators
    return len(atlas.scale) == 4 and bool(((asked["indicator_id"] == "ST1") & (asked["name_en"] == "stacking")).any())


def explain_dimension(t: Language, atlas: Dataset, dimension_id: str) -> str:
    """Return the name of a dimension for a sentence; of speed, which is no time that passes, what it stands for."""
    name = t.dimension(dimension_id).lower()
    return t("{name} (ease of creation)", name=name) if dimension_id == "SP" and about_stacking(atlas) else name


def dated(sentence: str, atlas: Dataset, t: Language) -> str:
    """Return a subtitle with the day looked at in words after it."""
    if not atlas.date:
        return sentence
    end = "" if sentence.endswith("?") else "."
    return t("{said} {date}", said=sentence + end, date=t.date(atlas.date))


def say_edition(atlas: Dataset, t: Translator) -> str:
    """Return the version of the data, and what is not as it was published: codes changed, some provisions kept."""
    edition = atlas.edition
    codes = t.plural("{n} code changed", "{n} codes changed", edition.codes)
    happened = {t("files edited"): edition.edited, codes: edition.codes, t("tables altered"): edition.altered}
    changes = t.join_words(words for words, true in happened.items() if true)
    words = t("{version} with {changes}", version=edition.version, changes=changes) if changes else edition.version
    kept = [_say_kept(name, values, Language(atlas, t.lang)) for name, values in edition.selected]
    late = [t("which end on {date}", date=t.date(atlas.end))] if atlas.date > atlas.end else []
    return ", ".join([words, *kept, *late])


def _say_kept(name: str, values: Iterable[str], t: Language) -> str:
    kept = t.join_words(values if name in ("framework", "pass") else [t.code(name, value) for value in values])
    return t(KEPT[name], kept=kept)


def shown_jurisdictions(frame: pd.DataFrame, atlas: Dataset, only: Iterable[str] | None = None) -> list[str]:
    """Return the jurisdictions of a frame in the order of the data, or those asked for by id or group.

    Levels of government without an instrument are left out of the frame's, and shown where they are asked for.

    Raises KeyError for what the data do not have, NothingToShow when nothing is left to show.
    """
    apart = set(levels_without_instrument(atlas)) if only is None else ()
    asked = [
        jurisdiction
        for jurisdiction in atlas.members(frame["jurisdiction_id"] if only is None else only)
        if jurisdiction not in apart
    ]
    if not asked:
        raise NothingToShow("there is no jurisdiction to show; pass at least one")
    return sorted(asked, key=list(atlas.jurisdictions["jurisdiction_id"]).index)


def select(among: Sequence[str], select: Iterable[str] | None = None) -> list[str]:
    """Return those of the jurisdictions that are selected, all of them where nobody selects or none of them is.

    Of more than a chart can bear, the first.
    """
    kept = set(among if select is None else select)
    return ([jurisdiction for jurisdiction in among if jurisdiction in kept] or list(among))[:ROWS_SHOWN]


def not_chosen(atlas: Dataset, among: Sequence[str]) -> list[str]:
    """Return the jurisdictions of the data that a chart of these leaves out; nobody where it is not of jurisdictions.

    Levels of government without an instrument are not missed.
    """
    shown = {*among, *levels_without_instrument(atlas)}
    return [
        jurisdiction for jurisdiction in atlas.jurisdictions["jurisdiction_id"] if among and jurisdiction not in shown
    ]


def say_not_chosen(t: Language, atlas: Dataset, among: Sequence[str]) -> list[str]:
    """Return a sentence on whom a chart of these jurisdictions leaves out, none where it shows all."""
    left_out = not_chosen(atlas, among)
    drawn = len(set(among).intersection(atlas.jurisdictions["jurisdiction_id"]))
    if left_out and drawn >= ROWS_SHOWN:
        return [t("The first {n} of {total} jurisdictions are drawn.", n=drawn, total=drawn + len(left_out))]
    if len(left_out) > NOT_CHOSEN_NAMED:
        return [t("Not chosen: {n} other jurisdictions.", n=t.number(len(left_out)))]
    names = listed(t, left_out)
    return [t("Not chosen: {names}.", names=names)] if names else []


def without_framework(atlas: Dataset, among: Iterable[str]) -> dict[str, ScoreClass]:
    """Return the class of those jurisdictions that have no framework in force, in order."""
    classes = classes_without_framework(atlas)
    return {jurisdiction: classes[jurisdiction] for jurisdiction in among if jurisdiction in classes}


def too_little_read(scores: pd.DataFrame, among: Iterable[str]) -> dict[str, ScoreClass]:
    """Return the class of those that have neither a score nor an estimate in any row of dimension scores, in order."""
    order = list(ScoreClass)
    best = scores["class"].map(order.index).groupby(scores["jurisdiction_id"]).min().map(order.__getitem__)
    return {jurisdiction: best[jurisdiction] for jurisdiction in among if best.get(jurisdiction) in APART}


def say_without_framework(t: Language, atlas: Dataset, among: Iterable[str] | None = None) -> list[str]:
    """Return a sentence on those in which no framework was found, and on those of which none is in force on the day.

    among: by default all but the levels of government without an instrument.
    """
    shown = shown_jurisdictions(atlas.jurisdictions, atlas, among)
    return say_apart(t, atlas, without_framework(atlas, shown))


def say_apart(
    t: Language, atlas: Dataset, apart: Mapping[str, ScoreClass], scores: pd.DataFrame | None = None
) -> list[str]:
    """Return a sentence for each class of those that a chart does not draw, none where there is none.

    scores: dimension scores, to say how many of its indicators were read. How often nothing was found is said where
    the data tell it.
    """
    details = _count_searches(t, atlas) | ({} if scores is None else _count_read(t, scores))
    sentences = []
    for known, sentence in APART.items():
        members = {
            jurisdiction: clean(t.jurisdiction(jurisdiction), NAME_LIMIT)
            for jurisdiction, its in apart.items()
            if its == known
        }
        names = [
            f"{name} ({details[jurisdiction]})" if jurisdiction in details else name
            for jurisdiction, name in members.items()
        ]
        if names:
            sentences.append(t(sentence, names=t.join_words(names, NAMES_LISTED)))
    return sentences


def name_classes(t: Translator) -> dict[str, str]:
    """Return the names of the classes of scores."""
    return {
        ScoreClass.SCORED: t("scored"),
        ScoreClass.ESTIMATED: t("estimated (partly read)"),
        ScoreClass.READ_TOO_LITTLE: t("too little read"),
        ScoreClass.NONE_FOUND: t("no framework found"),
        ScoreClass.NOT_IN_FORCE: t("no framework known to be in force"),
    }


def _count_searches(t: Language, atlas: Dataset) -> dict[str, str]:
    told = atlas.frameworks.dropna(subset="searches").drop_duplicates("jurisdiction_id").itertuples()
    return {row.jurisdiction_id: t.plural("{n} search", "{n} searches", int(row.searches)) for row in told}


def _count_read(t: Language, scores: pd.DataFrame) -> dict[str, str]:
    little = scores[scores["class"] == ScoreClass.READ_TOO_LITTLE]
    sums = little.groupby("jurisdiction_id")[["coded", "applicable"]].sum()
    return {jurisdiction: t("{coded} of {applicable} read", **row) for jurisdiction, row in sums.iterrows()}


def strengths(clauses: pd.DataFrame, t: Language, atlas: Dataset) -> list[str]:
    """Return in a word or two how firmly each clause speaks; clauses: status and obligation (NaN not read).

    The words of another topic are the labels that its data give the codes.
    """
    firm = [t("not addressed"), t("permitted"), t("recommended"), t("required")]
    if not about_stacking(atlas):
        firm[1:] = [t.code("obligation", code) for code in atlas.scale[1:]]
    others = {
        "missing": t("not read"),
        "not-applicable": t("does not arise"),
        "hinders": t("works against it"),
        "silent": t("not addressed"),
    }
    return [
        others.get(status) or firm[0 if obligation != obligation else int(obligation)]
        for status, obligation in zip(clauses["status"], clauses["obligation"], strict=True)
    ]


def say_coding(t: Translator, atlas: Dataset) -> str:
    """Say in a line how the texts were coded: by machine-assisted passes, or in other data by one coder."""
    if atlas.codings_b.empty:
        return t("Each text was coded once; nobody coded it a second time.")
    return t("The coding was machine-assisted and has not been reviewed by experts.")


def say_scope(t: Translator, atlas: Dataset) -> str:
    """Say what the scope of a provision tells."""
    if about_stacking(atlas):
        return t("Whether it is for all micro-credentials or for some")
    return t("Whether it is for all or for some only")


def group_names(t: Translator) -> dict[str, str]:
    """Return the names of the groups for a key."""
    return {"Canada": t("Canada"), "others": t("elsewhere")}


def factor_names(t: Translator) -> dict[str, str]:
    """Return the names of what a simulation varies, by their key in `index.simulation.FACTORS`."""
    return {
        "weights": t("weights"),
        "attribute_weights": t("weight of the three codes"),
        "spacing": t("distance between codes"),
        "scope": t("discount for partial scope"),
        "aggregation": t("way of averaging"),
        "slips": t("coding errors"),
        "missing": t("unread texts"),
    }


def order_by_score(scores: pd.DataFrame, among: Sequence[str]) -> list[str]:
    """Return jurisdictions by falling score; those without one follow, by their lower bound; ties as in the data."""
    known = scores.set_index("jurisdiction_id")[["score", "low"]].reindex(among).round(DECIMALS).fillna(-1)
    return sorted(among, key=lambda jurisdiction: (-known.at[jurisdiction, "score"], -known.at[jurisdiction, "low"]))


def named(t: Language, ids: Iterable[str], most: int = NAMES_SHOWN) -> str:
    """Return the names of jurisdictions for a sentence: `Ireland, Spain and 4 others`."""
    return t.join_words([clean(t.jurisdiction(jurisdiction), NAME_LIMIT) for jurisdiction in ids], most)


def in_sentence(t: Language, ids: Iterable[str], most: int = NAMES_SHOWN) -> str:
    """Return the names of jurisdictions with their articles: `the European Union, Spain and 4 others`."""
    return t.join_words([clean(t.in_sentence(jurisdiction), NAME_LIMIT) for jurisdiction in ids], most)


def listed(t: Language, ids: Iterable[str]) -> str:
    """Return the names of jurisdictions for a caption, which has room for more of them than a sentence."""
    return named(t, ids, NAMES_LISTED)


def leaders(scores: pd.Series) -> list[str]:
    """Return those with the highest score, as far as scores are shown; nobody where there are none."""
    rounded = scores.dropna().round(DECIMALS)
    return list(rounded.index[rounded == rounded.max()])


def contenders(bounds: pd.DataFrame) -> list[str]:
    """Return those whom no other exceeds beyond doubt, by falling low: one alone leads, several cannot be told apart.

    bounds: low and high by id; those without are left out. Who leads beyond doubt has a low above every other high.
    """
    known = bounds[["low", "high"]].dropna().round(DECIMALS).sort_values("low", ascending=False, kind="stable")
    return list(known.index[known["high"] >= known["low"].max()])


def say_lead(t: Language, scores: pd.DataFrame) -> str:
    """Return who leads, with the score, or all who may, with the range in which they lie; "" without scores.

    scores: score, low and high in points by jurisdiction; those without a score are left out.
    """
    scored = scores.dropna(subset="score").sort_values("score", ascending=False, kind="stable")
    first = scored[scored.index.isin(contenders(scored))]
    if first.empty:
        return ""
    names, low, high = named(t, first.index), t.number(first["low"].min()), t.number(first["high"].max())
    if len(first) == 1 or low == high:
        return t("{names} ({score})", names=names, score=t.number(first["score"].iloc[0]))
    return t("{names} ({low} to {high})", names=names, low=low, high=high)


def say_higher(t: Language, two: Sequence[str], scores: Mapping[str, pd.DataFrame]) -> str:
    """Say which of two jurisdictions scores higher on what, beyond what unread texts leave open; "" where none can say.

    scores: as `say_lead` takes them, by the name of a dimension; one on which the two do not both have a score is
    left out.
    """
    leads: dict[str, list[str]] = {jurisdiction: [] for jurisdiction in two}
    level: list[str] = []
    for name, own in scores.items():
        both = own.dropna(subset="score")
        first = contenders(both)
        if len(both) == 2:
            (leads[first[0]] if len(first) == 1 else level).append(name.lower())
    said = [
        t("{name} scores higher than {other} on {dimensions}", name=t.in_sentence(jurisdiction),
          other=in_sentence(t, [one for one in two if one != jurisdiction]), dimensions=t.join_words(names))
        for jurisdiction, names in leads.items() if names
    ]  # fmt: skip
    if level:
        said.append(t("neither is shown to score higher on {dimensions}", dimensions=t.join_words(level)))
    return t.join_clauses(said)


def split_reached(scores: pd.DataFrame, low: pd.DataFrame, high: pd.DataFrame) -> tuple[list, list]:
    """Return who reaches half of the scale in every column, and of whom unread texts leave that open.

    scores, low, high: points of the same ids and columns.
    """
    reached, surely, perhaps = ((frame.round(DECIMALS) >= HALF).all(axis=1).to_numpy() for frame in (scores, low, high))
    return list(scores.index[reached]), list(scores.index[perhaps & ~surely])


def scores_of(scores: pd.DataFrame, dimension: str, among: Sequence[str]) -> pd.DataFrame:
    """Return score, low and high of a dimension as numbers, a row per jurisdiction; NaN where there are none."""
    own = scores[scores["dimension_id"] == dimension].set_index("jurisdiction_id")
    return own[["score", "low", "high"]].reindex(among).astype(float)


def within(*sentences: str, limit: int = ALT_LIMIT) -> str:
    """Return the sentences, in order, that fit into `limit` characters; the first is shortened when it must be."""
    text = clean(sentences[0], limit)
    for sentence in sentences[1:]:
        if sentence and len(text) + 1 + len(sentence) <= limit:
            text = f"{text} {sentence}"
    return text


def shared_columns(t: Translator) -> dict[str, Column]:
    """Return the columns that most figures and tables have, by name."""
    columns = [
        Column("jurisdiction", t("Jurisdiction"), t("Name of the jurisdiction")),
        Column("dimension", t("Dimension"), t("Name of the dimension")),
        Column("indicator", t("Indicator"), t("Name of the indicator")),
        Column(
            "class",
            t("Class"),
            t("What the score rests on: scored, estimated (partly read), too little read, or no framework"),
        ),
        Column(
            "status",
            t("Status"),
            t("What the text does: addressed, works against it, not addressed, could not be read, not applicable"),
        ),
        Column("confidence", t("Confidence"), t("How near to the instrument's own text the reading was")),
        Column("source", t("Source"), t("Title of the source, with its address")),
        Column("framework", t("Framework"), t("Name of the framework version")),
        Column("jurisdiction_id", t("Jurisdiction id"), t("Id of the jurisdiction")),
        Column("dimension_id", t("Dimension id"), t("Id of the dimension")),
        Column("indicator_id", t("Indicator id"), t("Id of the indicator")),
        Column("framework_id", t("Framework id"), t("Id of the framework version")),
    ]
    return {column.name: column for column in columns}


def fill_rows(columns: Sequence[Column], frame: pd.DataFrame, t: Language) -> list[tuple]:
    """Return the rows of a figure's data: what a frame has under the names of the columns, in words.

    `jurisdiction`, `dimension` and `indicator` are the names of the ids in `jurisdiction_id` and so on; codes become
    their labels, true and false become yes and no. An empty frame needs no columns.
    """
    if frame.empty:
        return []
    frame = frame.reset_index() if frame.index.name else frame
    return list(zip(*(_fill_column(column.name, frame, t) for column in columns), strict=True))


def _fill_column(name: str, frame: pd.DataFrame, t: Language) -> list:
    if name in ("jurisdiction", "dimension", "indicator"):
        return list(map(getattr(t, name), frame[f"{name}_id"]))
    cells = frame[name].tolist()
    if name in ("status", "confidence", "scope", "instrument_type"):
        return [t.code(name, cell) for cell in cells]
    return [t("yes") if cell else t("no") for cell in cells] if frame[name].dtype == bool else cells
