"""The words of the report on two jurisdictions side by side: where they differ most, and what each text says.

Knows the frame of `index.scores.compare_pair`. Computes no score.
"""

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

import numpy as np
import pandas as pd

from credatlas.evidence import Dataset, Status
from credatlas.figures.figure import Column, Statement, Table, foreign, plain
from credatlas.figures.language import Language, capital, clean
from credatlas.figures.naming import explain_dimension, name_classes, without_framework
from credatlas.figures.words.statements import bounded, open_report, state_coverage
from credatlas.figures.words.tables import Cells, link, make_table, name_sources, say_codes, say_strength
from credatlas.index.scores import ATTRIBUTES, LEAST_DIFFERENCE, ScoreClass
from credatlas.settings import DECIMALS

LARGEST = 3  # differences that are told
NAMED = 4  # unread questions that are named; more are counted
Pair = Sequence[str]  # the ids of two jurisdictions, in the order of the sides a and b of a frame


def open_pair(
    atlas: Dataset, compared: pd.DataFrame, dimension_scores: pd.DataFrame, pair: Pair, lang: str = "en"
) -> Statement:
    """Open the report on two jurisdictions: who provides more for what, and their three largest differences in words.

    compared: as `compare_pair` returns it for the pair, in this order.
    """
    t = Language(atlas, lang)
    names = {"a": t.in_sentence(pair[0]), "b": t.in_sentence(pair[1])}
    scores = dimension_scores[dimension_scores["jurisdiction_id"].isin(pair)]
    apart = without_framework(atlas, pair)
    counted = "" if apart else _say_compared(t, compared)
    messages = [
        *map(plain, _say_without_framework(t, atlas, apart)),
        *(_say_difference(t, atlas, row, pair) for row in largest_differences(compared).itertuples()),
        *map(plain, filter(None, [_say_scores(t, atlas, scores, pair), counted])),
    ]
    return open_report(
        title=pair_title(atlas, compared, dimension_scores, pair, lang),
        kicker=t("How do {a} and {b} compare?", **names),
        coverage=state_coverage(atlas, pair, lang),
        messages=messages,
        description=t("What two frameworks say on each question, how firmly, and where that stands."),
        lang=lang,
    )


def pair_title(
    atlas: Dataset, compared: pd.DataFrame, dimension_scores: pd.DataFrame, pair: Pair, lang: str = "en"
) -> str:
    """Return the title: who is ahead on what beyond their bounds, else where the two differ most, if they do."""
    t = Language(atlas, lang)
    a, b = names = [t.in_sentence(jurisdiction) for jurisdiction in pair]
    ahead = [
        t.join_words(t.dimension(dimension).lower() for dimension in ids) for ids in _ahead(dimension_scores, pair)
    ]
    widest = largest_differences(compared, len(compared))
    size = widest["difference"].abs().round(DECIMALS)
    widest = widest[size == size.max()]
    if all(ahead):
        title = t("{a} provides more for {most_a}, {b} for {most_b}", a=a, b=b, most_a=ahead[0], most_b=ahead[1])
    elif any(ahead):
        more, less = names if ahead[0] else names[::-1]
        title = t("{more} provides more for {dimensions} than {less}", more=more, less=less, dimensions=max(ahead))
    elif apart := without_framework(atlas, pair):
        lacking = t.join_words(map(t.in_sentence, apart))
        title = t("No framework in force to compare for {names}", names=lacking)
    elif len(widest):
        most = t.join_words(map(t.indicator, widest["indicator_id"]))
        title = t("{a} and {b} differ most, as far as could be read, on {most}", a=a, b=b, most=most)
    elif compared["difference"].notna().any():
        title = t("{a} and {b} provide much the same wherever both could be read", a=a, b=b)
    else:
        title = t("{a} and {b}: no provision could be read in both", a=a, b=b)
    return capital(title)


def _ahead(dimension_scores: pd.DataFrame, pair: Pair) -> list[list[str]]:
    """Return for each of two the dimensions in which it scores higher, whatever unread texts say."""
    wide = dimension_scores.pivot(index="jurisdiction_id", columns="dimension_id", values=["score", "low", "high"])
    order, (a, b) = (
        list(dict.fromkeys(dimension_scores["dimension_id"])),
        (wide.loc[jurisdiction].unstack() for jurisdiction in pair),
    )
    return [
        [dimension for dimension in order if one.at["low", dimension] - other.at["high", dimension] >= LEAST_DIFFERENCE
         and not np.isnan(one.at["score", dimension] - other.at["score", dimension])]
        for one, other in ((a, b), (b, a))
    ]  # fmt: skip


def largest_differences(compared: pd.DataFrame, most: int = LARGEST) -> pd.DataFrame:
    """Return the rows of `compare_pair` of the largest differences, the largest first, `most` at most.

    Left out is what was not read on both sides, and codes one step apart, the commonest error of coding.
    """
    codes = [compared[[f"{name}_{side}" for name in ATTRIBUTES]].fillna(0).to_numpy() for side in "ab"]
    apart = compared[compared["difference"].notna() & (np.abs(codes[0] - codes[1]).sum(axis=1) > 1)]
    order = apart["difference"].abs().round(DECIMALS).sort_values(ascending=False, kind="stable")
    return apart.loc[order.index[order > 0]].head(most)


def _say_difference(t: Language, atlas: Dataset, row, pair: Pair) -> str:
    """Say of one indicator who goes further: how firmly each text says it, and what it says."""
    sides = [(pair[0], _side(row, "a")), (pair[1], _side(row, "b"))]
    strong, (less, weak) = sides if row.difference > 0 else sides[::-1]
    name = plain(t.indicator(row.indicator_id))
    first = t("**{indicator}**: {said}", indicator=capital(name), said=_say_side(t, atlas, *strong))
    if weak.status == Status.SUPPORTS:
        second = t("Less firm: {said}", said=_say_side(t, atlas, less, weak))
    elif weak.status == Status.HINDERS:
        facts = {"name": plain(t.in_sentence(less)), "finding": foreign(plain(weak.finding), "en", t.lang)}
        second = t("A provision of {name} works against it: {finding}", **facts)
    else:
        second = t("This is not addressed by {name}.", name=plain(t.in_sentence(less)))
    return f"{first} {second}"


def _say_side(t: Language, atlas: Dataset, jurisdiction: str, side: SimpleNamespace) -> str:
    """Say what a text provides, how firmly, with its points, and what it says in our summary."""
    codes = ",".join(f"{getattr(side, name):.0f}" for name in ATTRIBUTES)
    facts = {
        "name": plain(t.in_sentence(jurisdiction)), "points": t.number(side.score),
        "strength": plain(say_strength(t, atlas, codes, side.scope)), "finding": foreign(plain(side.finding), "en", t.lang),
    }  # fmt: skip
    return t("{name} has {strength} ({points} of 100 points). Our summary: {finding}", **facts)


def _side(row, side: str) -> SimpleNamespace:
    """Return one side of a row of `compare_pair`, without the suffix."""
    names = (name for name in row._fields if name.endswith(f"_{side}"))
    return SimpleNamespace(**{name.removesuffix(f"_{side}"): getattr(row, name) for name in names})


def _say_scores(t: Language, atlas: Dataset, scores: pd.DataFrame, pair: Pair) -> str:
    """Say both scores of each dimension that has both; nothing where none does."""
    rows = scores.set_index(["jurisdiction_id", "dimension_id"])
    both = [
        dimension for dimension in dict.fromkeys(scores["dimension_id"]) if rows.loc[[(p, dimension) for p in pair], "score"].notna().all()
    ]  # fmt: skip
    clauses = t.join_clauses(
        t("{score_a} and {score_b} on {dimension}", dimension=explain_dimension(t, atlas, dimension),
          score_a=bounded(rows.loc[(pair[0], dimension)], t.lang), score_b=bounded(rows.loc[(pair[1], dimension)], t.lang))
        for dimension in both
    )  # fmt: skip
    said = t("Of 100 points, {a} and {b} score {clauses}.", a=t.in_sentence(pair[0]), b=t.in_sentence(pair[1]), clauses=clauses)  # fmt: skip
    return said if both else ""


def _say_compared(t: Language, compared: pd.DataFrame) -> str:
    """Say how many questions could be compared, and on which a text could not be read."""
    asked = compared[(compared[["status_a", "status_b"]] != Status.NOT_APPLICABLE).all(axis=1)]
    unread = asked.loc[asked["difference"].isna(), "indicator_id"]
    if unread.empty:
        return t.plural("The {n} question that applies to both could be compared.", "All {n} questions that apply to both could be compared.", len(asked))  # fmt: skip
    facts = {"compared": t.number(len(asked) - len(unread)), "names": t.join_words(map(t.indicator, unread))}
    if len(unread) <= NAMED:
        return t.plural(
            "Of the {n} question that applies to both, {compared} could be compared; a text could not be read on {names}.",
            "Of the {n} questions that apply to both, {compared} could be compared; a text could not be read on {names}.",
            len(asked), **facts,
        )  # fmt: skip
    return t.plural(
        "Of the {n} question that applies to both, only {compared} could be compared; on the others a text could not be read.",
        "Of the {n} questions that apply to both, only {compared} could be compared; on the others a text could not be read.",
        len(asked), **facts,
    )  # fmt: skip


def _say_without_framework(t: Language, atlas: Dataset, apart: Mapping[str, ScoreClass]) -> list[str]:
    """Say of each that has none that no framework was found, or is known to be in force on the day."""
    said, counts = [], atlas.frameworks.dropna(subset="searches").set_index("jurisdiction_id")["searches"]
    for jurisdiction, known in apart.items():
        name = t.in_sentence(jurisdiction)
        if known == ScoreClass.NOT_IN_FORCE:
            said.append(t("No framework is known to have been in force for {name} on this day.", name=name))
        elif jurisdiction in counts:
            said.append(t.plural(
                "No framework was found for {name} in {n} search; that is no proof that there is none.",
                "No framework was found for {name} in {n} searches; that is no proof that there is none.",
                int(counts[jurisdiction]), name=name,
            ))  # fmt: skip
        else:
            said.append(t("No framework was found for {name}; that is no proof that there is none.", name=name))
    return said


def clause_table(compared: pd.DataFrame, atlas: Dataset, pair: Pair, dimension: str, lang: str = "en") -> Table:
    """Set the clauses of two jurisdictions on one dimension side by side: what each says, how firmly, and where.

    A question has a row for each of the three; where nothing was read on either side, one that says so.
    """
    t = Language(atlas, lang)
    tellers = [_tell_side(t, atlas, jurisdiction) for jurisdiction in pair]
    rows = []
    for row in compared[compared["dimension_id"] == dimension].itertuples():
        name = t.indicator(row.indicator_id)
        heads = [name, t("{indicator}: how firmly", indicator=name), t("{indicator}: where", indicator=name)]
        told = [tell(_side(row, side)) for tell, side in zip(tellers, "ab", strict=True)]
        rows += [line for line in zip(heads, *told, strict=True) if any(cell is not None for cell in line[1:])]
    cells: Cells = {
        Column("question", t("Question")): lambda row: row[0],
        Column("a", t.jurisdiction(pair[0])): lambda row: row[1],
        Column("b", t.jurisdiction(pair[1])): lambda row: row[2],
    }
    return make_table(
        atlas, f"clauses-{dimension.lower()}",
        t("{dimension}: what the two texts say", dimension=t.dimension(dimension)),
        t("Summaries are ours, not the wording. How firmly: how strongly a text says it, how exactly, and who decides."),
        cells, rows, lang,
    )  # fmt: skip


def _tell_side(t: Language, atlas: Dataset, jurisdiction: str) -> Callable[[SimpleNamespace], tuple]:
    """Return a function from one side of a question to its three cells: what it says, how firmly, where."""
    addresses, tell = atlas.sources.set_index("source_id")["url"], name_sources(atlas)
    apart = without_framework(atlas, [jurisdiction]).get(jurisdiction)
    lacking = apart and name_classes(t)[apart]

    def show(side: SimpleNamespace) -> tuple:
        if lacking or side.status in (Status.MISSING, Status.NOT_APPLICABLE):
            return lacking or t.code("status", side.status), None, None
        says = {"text": clean(side.finding), "lang": "en"} if side.finding else t.code("status", side.status)
        place = ": ".join(filter(None, (tell(side.source_id), tell(side.locator))))
        where = link(place, addresses.get(side.source_id, ""))
        where = where if isinstance(where, dict) else {"text": where}
        return says, say_codes(t, side), {**where, "lang": "en"} if side.source_id else None

    return show


def contribution_table(compared: pd.DataFrame, atlas: Dataset, pair: Pair, lang: str = "en") -> Table:
    """List what each question adds to the difference of two jurisdictions on its dimension, in points."""
    t = Language(atlas, lang)
    about = t("points of the dimension; empty where one of the two has no score in it")
    cells: Cells = {
        Column("dimension", t("Dimension")): lambda row: t.dimension(row.dimension_id),
        Column("indicator", t("Question")): lambda row: t.indicator(row.indicator_id),
        Column("score_a", t.jurisdiction(pair[0]), "", t("points"), 0): lambda row: row.score_a,
        Column("score_b", t.jurisdiction(pair[1]), "", t("points"), 0): lambda row: row.score_b,
        Column("contribution", t("Adds to the difference"), about, t("points"), 1): lambda row: row.contribution,
    }
    return make_table(
        atlas, "contributions", t("What each question adds to the difference of the scores"),
        t("Within a dimension these add up to the first score less the second. What could not be read on one side counts as middling there."),
        cells, compared.itertuples(), lang,
    )  # fmt: skip
