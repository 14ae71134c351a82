"""Write the page to explore: readers choose date, jurisdictions and weights, and see order, intervals and clauses.

Knows how the draws travel: two bytes each, in base64, only where there is a score. The page's script does again what
`own_weights.rank_under` does; without a script the page shows equal weights.
"""

import base64
import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate, cycle
from pathlib import Path
from typing import Any

import pandas as pd

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import name_classes, source_line
from credatlas.figures.drawing import BARRIER, DIMENSIONS, QUIET
from credatlas.figures.language import Language, clean
from credatlas.index.scores import WITHOUT_FRAMEWORK, attach_provisions, score
from credatlas.index.simulation import STEPS, OpenScores, draw_open_scores, rank_under
from credatlas.reports.kits.citation import name_edition
from credatlas.reports.kits.editions import (
    BADGE,
    CARD,
    LATEST,
    PAGE,
    KitAddress,
    editions_to_write,
    page_address,
    pinned_name,
)
from credatlas.reports.kits.pages import edition_badge, put_editions
from credatlas.reports.kits.snippets import frame
from credatlas.reports.kits.strict_page import data_block, render_strict
from credatlas.reports.render import Card, draw_card, read_words
from credatlas.settings import ARTICLE_DAY

MOST = 5  # as in the OECD's Better Life Index
DEFAULT = 3  # of MOST: room to give more and to give less
CLAUSE = 300  # most characters of a clause
COLOURS = (*DIMENSIONS.values(), BARRIER, QUIET)  # of the dimensions, in their order
HEIGHT = 900  # pixels of a frame that holds the page


def write_weights_page(
    dataset: Dataset,
    folder: Path,
    *,
    latest: bool = True,
    lang: str = "en",
    base: str = "",
    about: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the page for a data set narrowed to a date into `folder`, and return the paths written.

    As with a kit there is an edition named by day and version of the data, which is left as it is where it is there
    already, and `latest`. base: web address of the folder above. about: as of `write_kit`.
    Raises ValueError as `draw_open_scores`.
    """
    kits = editions_to_write(folder, pinned_name(dataset.date, dataset.version), latest, base)
    if not kits:
        return []
    drawn = draw_days(dataset)
    words = read_words("kit-words.json", lang)["weights"]
    card = draw_card(Card(words["title"], meaning=words["lead"].partition(". ")[0], lang=lang))
    editions: dict[str, dict[str, str | bytes]] = {
        kit.edition: {PAGE: weights_page(dataset, drawn, kit, lang), kit.file(CARD): card} for kit in kits
    }
    if latest:
        editions[LATEST][BADGE] = edition_badge(name_edition(dataset.version, dataset.date, lang))
    described = about and {"title": words["title"], "thumbnail": "", **about}
    return put_editions(folder, editions, described)


def draw_days(dataset: Dataset) -> dict[str, OpenScores]:
    """Return, by day, the draws of the day of a data set and those of the article's, if it is earlier and has ranks."""
    drawn = {dataset.date: draw_open_scores(dataset)}
    if dataset.date > ARTICLE_DAY:
        with suppress(NothingToShow):  # then too few had a score
            drawn[ARTICLE_DAY] = draw_open_scores(dataset.as_of(ARTICLE_DAY))
    return drawn


def weights_page(dataset: Dataset, drawn: Mapping[str, OpenScores], kit: KitAddress, lang: str = "en") -> str:
    """Return the page as HTML; equal data and draws give equal text.

    drawn: by day, that of `dataset` among them: without a script the page shows it. kit: its edition, named on it.
    """
    t, first = Language(dataset, lang), drawn[dataset.date]
    words = read_words("kit-words.json", lang)["weights"]
    weights, colours = dict.fromkeys(first.dimensions, float(DEFAULT)), _colours(first.dimensions)
    rows = rank_under(first, weights)
    facts = {"draws": t.number(len(first.codes)), "seed": first.seed}
    return render_strict(
        "weights.html.j2", styles=("kit.css", "weights.css"), scripts=["weights.js"], lang=lang,
        data=data_block(page_data(dataset, drawn, lang)), most=MOST, default=DEFAULT,
        days=[(day, t.date(day)) for day in drawn], day=dataset.date,
        jurisdictions=[(jurisdiction, t.jurisdiction(jurisdiction)) for jurisdiction in first.jurisdictions],
        dimensions=[(name, t.dimension(name), t.question(name), colour) for name, colour in colours.items()],
        ranked=_ranked(rows, first, weights, t), apart=_apart(rows, first, t, words), kit=kit,
        method=words["method"].format(**facts), source=source_line(dataset, t),
        address=page_address(kit), card=kit.file(CARD), frame=frame(kit.address(PAGE), words["title"], HEIGHT),
    )  # fmt: skip


def page_data(dataset: Dataset, drawn: Mapping[str, OpenScores], lang: str = "en") -> dict:
    """Return what the script reads: dimensions, and for each day its source, rows and the draws of each score.

    A row has scores, bounds and the strongest clause of each dimension. The draws are in base64, row by row and
    dimension by dimension, where there is a score.
    """
    t, first = Language(dataset, lang), drawn[dataset.date]
    return {
        "decimal": t.number(0.5, 1)[1],
        "steps": STEPS,
        "draws": len(first.codes),
        "dimensions": [
            {"id": name, "name": t.dimension(name), "colour": colour}
            for name, colour in _colours(first.dimensions).items()
        ],
        "days": [
            _day_data(dataset if day == dataset.date else dataset.as_of(day), scores, lang)
            for day, scores in drawn.items()
        ],
    }


def _day_data(dataset: Dataset, drawn: OpenScores, lang: str) -> dict:
    t = Language(dataset, lang)
    wide = drawn.scores.pivot(index="jurisdiction_id", columns="dimension_id").reindex(list(drawn.jurisdictions))
    why, clauses = _say_why(drawn, t), _strongest(dataset, t)
    fields = ("score", "low", "high", "coded", "applicable")
    parts = {name: wide[name][list(drawn.dimensions)].to_numpy() for name in fields}
    return {
        "day": dataset.date,
        "source": source_line(dataset, t),
        "rows": [
            {"id": jurisdiction, "name": t.jurisdiction(jurisdiction), "why": why.get(jurisdiction, "")}
            | {name: [_number(value) for value in parts[name][row]] for name in fields}
            | {"clauses": [clauses.get((jurisdiction, dimension), []) for dimension in drawn.dimensions]}
            for row, jurisdiction in enumerate(drawn.jurisdictions)
        ],
        "codes": base64.b64encode(drawn.pack()).decode(),
    }


def _strongest(dataset: Dataset, t: Language) -> dict[tuple[str, str], list[str]]:
    """Return the clause with most points of each jurisdiction and dimension: indicator, points, what it says."""
    rows = attach_provisions(score(dataset).indicators, dataset.provisions)
    rows = rows[rows["score"] > 0].sort_values("score", ascending=False, kind="stable")
    rows = rows.drop_duplicates(["jurisdiction_id", "dimension_id"])
    return {
        (row.jurisdiction_id, row.dimension_id): [
            t.indicator(row.indicator_id), t.number(row.score, 1), clean(row.finding, CLAUSE)
        ]
        for row in rows.itertuples()
    }  # fmt: skip


def _say_why(drawn: OpenScores, t: Language) -> dict[str, str]:
    """Return in words why there is nothing to score, for those that have no framework in force."""
    names, rows = name_classes(t), drawn.scores.drop_duplicates("jurisdiction_id").set_index("jurisdiction_id")["class"]
    return {jurisdiction: names[known] for jurisdiction, known in rows.items() if known in WITHOUT_FRAMEWORK}


def _number(value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return int(value) if float(value).is_integer() else float(value)


def _colours(dimensions: Iterable[str]) -> dict[str, str]:
    return dict(zip(dimensions, cycle(COLOURS), strict=False))


def _ranked(rows: pd.DataFrame, drawn: OpenScores, weights: Mapping[str, float], t: Language) -> list[dict]:
    """Return the rows of those that have a score, best first, with the pieces of their bar in per cent."""
    rows = rows.dropna(subset="score")
    rows = rows.assign(shown=rows["score"].round(6)).sort_values("shown", ascending=False, kind="stable")
    total = sum(weights.values())
    points = dict(zip(drawn.jurisdictions, drawn.points.tolist(), strict=True))
    return [
        {
            "id": row.jurisdiction_id,
            "name": t.jurisdiction(row.jurisdiction_id),
            "exact": repr(float(row.score)),
            "score": t.number(row.score, 1),
            "rank": int(row.rank),
            "low": int(row.low),
            "high": int(row.high),
            "pieces": _pieces(points[row.jurisdiction_id], weights, total),
            "strip": {name: f"{100 * (value - 0.5) / len(rows):.2f}" for name, value in
                      (("low", row.low), ("rank", row.rank), ("high", row.high))},
        }
        for row in rows.itertuples()
    ]  # fmt: skip


def _pieces(points: Sequence[float], weights: Mapping[str, float], total: float) -> list[tuple[str, str, str]]:
    """Return from where, how far and in which colour each dimension's part of a score reaches, in points."""
    parts = [weight * score / total for weight, score in zip(weights.values(), points, strict=True)]
    starts = accumulate(parts[:-1], initial=0.0)
    return [
        (f"{start:.2f}", f"{part:.2f}", colour)
        for colour, start, part in zip(_colours(weights).values(), starts, parts, strict=True)
    ]


def _apart(rows: pd.DataFrame, drawn: OpenScores, t: Language, words: Mapping[str, str]) -> list[dict]:
    """Return the rows of those that cannot be ranked: what they lack, and the scores that are still possible.

    Those without a framework come last, with a word that says so.
    """
    rows = rows[rows["score"].isna()]
    unscored = drawn.scores[drawn.scores["score"].isna()].groupby("jurisdiction_id", sort=False)
    why = _say_why(drawn, t)
    partly = [
        {
            "id": row.jurisdiction_id,
            "name": t.jurisdiction(row.jurisdiction_id),
            "lacks": [
                words["lack"].format(
                    dimension=t.dimension(lack.dimension_id), coded=lack.coded, applicable=lack.applicable
                )
                for lack in unscored.get_group(row.jurisdiction_id).itertuples()
            ],
            "why": "",
            "low": f"{row.possible_low:.2f}",
            "width": f"{row.possible_high - row.possible_low:.2f}",
            "possible": words["to"].format(low=t.number(row.possible_low), high=t.number(row.possible_high)),
        }
        for row in rows.itertuples()
        if row.jurisdiction_id not in why
    ]
    without = [jurisdiction for jurisdiction in rows["jurisdiction_id"] if jurisdiction in why]
    return partly + [
        {"id": jurisdiction, "name": t.jurisdiction(jurisdiction), "why": why[jurisdiction]} for jurisdiction in without
    ]
