"""What the comparison says follows from the files: each message is worked out again from the CSV files alone."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from credatlas.figures.words import comparison_words
from credatlas.index.scores import score
from credatlas.index.simulation import simulate
from credatlas.paths import shipped_folder
from credatlas.settings import ARTICLE_DAY

WEIGHTS = {"ST": (1, 1, 1), "PO": (1, 1, 1), "SP": (1, 1, 0)}


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(shipped_folder("data") / name, dtype=str, keep_default_na=False)


def find_in_force(day: str) -> pd.DataFrame:
    """Frameworks in force: begun by the day, not ended before it, not followed by one in force. Partial dates stretch."""
    frameworks = read("frameworks.csv")
    begun = frameworks["in_force_from"].map(lambda date: date <= day[: len(date)])
    ended = frameworks["in_force_to"].map(lambda date: bool(date) and date < day[: len(date)])
    there = frameworks[begun & ~ended]
    return there[~there["framework_id"].isin(there["supersedes"])]


def score_by_hand(day: str) -> pd.DataFrame:
    """Score, low and high in points by jurisdiction and dimension, and the status and obligation of its ST1 clause."""
    instruments = find_in_force(day).query("instrument_type != 'none'").set_index("framework_id")
    cells = pd.concat(
        read(f"provisions/{name}.csv").assign(place=row["jurisdiction_id"]) for name, row in instruments.iterrows()
    )
    codes = cells[["obligation", "precision", "delegation"]].replace("", "0").astype(int)
    weights = np.array([WEIGHTS[name[:2]] for name in cells["indicator_id"]])
    points = 100 / 3 * (codes.to_numpy() * weights).sum(axis=1) / weights.sum(axis=1)
    points = np.where(cells["scope"] == "targeted", points * 2 / 3, points)
    cells = cells.assign(points=np.where(cells["status"].isin(["missing", "not-applicable"]), np.nan, points))
    applies = cells[cells["status"] != "not-applicable"]
    best = applies.groupby(["place", "indicator_id"])["points"].max().rename("points").reset_index()
    best = best.assign(dimension=best["indicator_id"].str[:2])
    groups = best.groupby(["place", "dimension"])["points"]
    known, all_of = groups.count(), groups.size()
    total = groups.sum()
    scores = pd.DataFrame({"low": total / all_of, "high": (total + 100 * (all_of - known)) / all_of})
    return scores.assign(score=(total / known).where(3 * known >= 2 * all_of))


@pytest.fixture(scope="module")
def shown(atlas):
    """The core set, and all others that ever had an instrument."""
    core = read("jurisdictions.csv").query("core == 'yes'")["jurisdiction_id"]
    others = read("frameworks.csv").query("instrument_type != 'none'")["jurisdiction_id"]
    return list(dict.fromkeys([*core, *others]))


@pytest.fixture(scope="module")
def said(atlas_of_day, shown):
    return comparison_words.compare(atlas_of_day, score(atlas_of_day), shown)


@pytest.fixture(scope="module")
def by_hand(day, shown):
    wide = score_by_hand(day).unstack()
    return wide.reindex(shown)


def names_of(ids) -> list[str]:
    return read("jurisdictions.csv").set_index("jurisdiction_id").loc[list(ids), "in_sentence_en"].tolist()


def in_words(ids, told=()) -> str:
    """Names for a sentence, of which those are `told` of by others."""
    names = zip(ids, names_of(ids), strict=True)
    *first, last = (f"{name} (as others report it)" if jurisdiction in told else name for jurisdiction, name in names)
    return f"{', '.join(first)} and {last}" if first else last


def test_who_serves_both_aims_is_who_does_so_with_the_least_that_the_texts_leave_possible(said, by_hand):
    both = by_hand[["score", "low", "high"]].loc[:, (slice(None), ["ST", "SP"])]
    both = both[both["score"].notna().all(axis=1)]
    surely, perhaps = ((both[end] >= 50).all(axis=1) for end in ("low", "high"))
    reach = "scores" if surely.sum() == 1 else "score"
    assert said[0] == (
        f"Of the {len(both)} compared that have both scores, {in_words(both.index[surely])} {reach} 50 or more of 100 both "
        "on stacking and on ease of creation (“speed”), whatever the unread texts say. "
        f"For {in_words(both.index[perhaps & ~surely])} unread texts leave it open."
    )


def test_who_leads_on_stacking_has_a_least_score_that_no_other_can_exceed(said, by_hand):
    stacking = by_hand.xs("ST", axis=1, level=1).dropna(subset="score")
    first = stacking[stacking["high"] >= stacking["low"].max()].sort_values("low", ascending=False)
    if len(first) == 1:
        expected = f"Of those scored on stackability, {in_words(first.index)} is first, with {first['score'].iloc[0]:.0f} of 100."
    else:
        ends = f"({first['low'].min():.0f} to {first['high'].max():.0f} of 100)"
        expected = (
            f"Of those scored on stackability, {in_words(first.index)} may be first and cannot be told apart {ends}."
        )
    assert said[1].startswith(expected)
    union, australia = (stacking.loc[jurisdiction] for jurisdiction in ("EU", "AU"))
    assert said[1].endswith(
        f"That compares with {union['score']:.0f} for the European Union and {australia['score']:.0f} "
        f"({australia['low']:.0f}–{australia['high']:.0f}) for Australia."
    )


def test_canadian_scores_stand_with_their_bounds_and_nobody_is_left_out(said, by_hand):
    canadian = [jurisdiction for jurisdiction in by_hand.index if jurisdiction.startswith("CA-")]
    stacking = by_hand.xs("ST", axis=1, level=1).loc[canadian].dropna(subset="low")
    scored = stacking.dropna(subset="score").sort_values("score", ascending=False)
    assert said[2].startswith(f"Of the {len(stacking)} in Canada with policy texts, {len(scored)} could be scored on ")
    told = re.findall(r"([A-Z][A-Za-z ]+?) (\d+)(?: \((\d+)–(\d+)\))?(?=[,.]| and)", said[2].split(": ")[1])
    for (name, *numbers), (_, row) in zip(told, scored.iterrows(), strict=True):
        ends = [] if row["high"] - row["low"] < 1e-9 else [f"{row['low']:.0f}", f"{row['high']:.0f}"]
        assert [number for number in numbers if number] == [f"{row['score']:.0f}", *ends], name
    assert [name.removeprefix("and ") for name, *_ in told] == names_of(scored.index)
    open_to = scored.index[(scored["score"] < 50) & (scored["high"] >= 50)]
    assert f"None reaches 50 with what was read; for {in_words(open_to)} unread texts leave it open." in said[2]
    assert said[2].endswith(f"Too little could be read for {in_words(stacking.index[stacking['score'].isna()])}.")


def test_the_clause_on_stacking_is_told_by_how_strongly_it_speaks(said, day, shown):
    instruments = find_in_force(day).query("instrument_type != 'none'")
    best: dict[str, int] = {}
    sure: dict[str, set] = {}
    for name, jurisdiction in instruments[["framework_id", "jurisdiction_id"]].to_numpy():
        clause = read(f"provisions/{name}.csv").set_index("indicator_id").loc["ST1"]
        if clause["status"] == "supports":
            best[jurisdiction] = max(best.get(jurisdiction, 0), int(clause["obligation"]))
            sure.setdefault(jurisdiction, set()).add(clause["confidence"])
    canadian = [jurisdiction for jurisdiction in shown if jurisdiction.startswith("CA-")]
    by_code = {
        code: [jurisdiction for jurisdiction in [*canadian, "EU", "AU"] if best.get(jurisdiction) == code]
        for code in (1, 2, 3)
    }
    told = {jurisdiction for jurisdiction, known in sure.items() if known == {"low"}}
    recommends, permits = (in_words(by_code[code], told) for code in (2, 1))
    assert not by_code[3] and said[3] == (
        f"What the clause on stacking itself says: {recommends} recommends it; {permits} permit it "
        "without recommending it. No Canadian clause was read that requires stacking; one known from others alone counts as a recommendation at most."
    )


def test_where_no_framework_was_found_that_is_said_not_to_be_proof(said, day, shown):
    there = find_in_force(day)
    placeholders = there.query("instrument_type == 'none'")
    placeholders = placeholders[
        ~placeholders["jurisdiction_id"].isin(there.query("instrument_type != 'none'")["jurisdiction_id"])
    ]
    none = [jurisdiction for jurisdiction in shown if jurisdiction in set(placeholders["jurisdiction_id"])]
    assert said[4].startswith(f"No framework was found for {in_words(none)}")
    assert "that is not proof that there is none." in said[4]
    counts = placeholders.query("searches != ''").set_index("jurisdiction_id")["searches"].reindex(none)
    if counts.notna().all():
        least, most = counts.astype(int).min(), counts.astype(int).max()
        assert f"in {least} to {most} searches each;" in said[4]


def test_the_title_is_the_finding_and_differs_by_day(atlas, shown):
    titles = []
    for day in (ARTICLE_DAY, atlas.end):
        there = atlas.as_of(day)
        opening = comparison_words.open_comparison(there, score(there), shown)
        wide = score_by_hand(day).unstack()
        scored = wide.loc[
            [jurisdiction for jurisdiction in wide.index if jurisdiction.startswith("CA-")], ("score", "ST")
        ].dropna()
        assert opening.title.endswith(
            f"; the policy texts of {len(scored)} in Canada score {scored.min():.0f} to {scored.max():.0f} of 100 on stacking"
        )
        assert (
            opening.kicker == "Where are micro-credentials stackable, portable and quick to create?"
            and opening.text.count("\n- ") == 5
        )
        titles.append(opening.title)
    assert len(set(titles)) == 2


def test_what_the_data_lack_is_not_said(atlas, shown):
    """Nothing read: no lead, no clause, and no Canadian score; nobody in force of whom to speak: one sentence less."""
    now = atlas.as_of("latest")
    codes = dict.fromkeys(["obligation", "precision", "delegation"], float("nan"))
    unread = now.provisions.assign(status="missing", scope="", confidence="missing", finding="", **codes)
    empty = replace(now, provisions=unread)
    said = comparison_words.compare(empty, score(empty), shown)
    assert said[:2] == [
        "None of those compared has a score both on stacking and on ease of creation (“speed”).",
        "None of the 6 in Canada with policy texts could be read enough for a score on stacking.",
    ]
    assert len(said) == 3 and said[2].startswith("No framework was found for Manitoba")
    assert len(comparison_words.compare(now, score(now), ["EE", "NZ"])) == 2


def test_of_a_clause_nobody_read_nothing_is_said_and_each_strength_has_its_words(atlas):
    now = atlas.as_of("latest")
    said = comparison_words.compare(now, score(now), ["CA-SK", "EU"])
    assert said[1].startswith("Of those scored on stackability, the European Union is first, with 39 of 100.")
    assert said[2] == "The Canadian policy text compared could not be read enough for a score on stacking."
    assert said[3] == "What the clause on stacking itself says: the European Union permits it without recommending it."
    clause = now.provisions["indicator_id"] == "ST1"
    given = {"CA-AB": ("hinders", 0), "CA-BC": ("silent", 0), "CA-CICAN": ("supports", 3)}
    changed = now.provisions.copy()
    for jurisdiction, (status, obligation) in given.items():
        rows = clause & (changed["jurisdiction_id"] == jurisdiction)
        changed.loc[rows, ["status", "obligation", "precision", "delegation"]] = [status, obligation, 0, 0]
    other = replace(now, provisions=changed)
    said = comparison_words.compare(other, score(other), ["CA-CICAN", "CA-BC", "CA-AB"])
    assert said[3] == (
        "What the clause on stacking itself says: Colleges and Institutes Canada requires it; British Columbia (as "
        "others report it) does not address it; Alberta (as others report it) works against it."
    )


def test_of_one_and_of_several_the_sentence_agrees(atlas):
    now = atlas.as_of("latest")
    one = comparison_words.compare(now, score(now), ["EE", "CA-CICAN", "CA-QC"])
    assert "Estonia scores 50 or more" in one[0] and one[2].startswith("The one in Canada that is compared ")
    assert one[3].startswith("What the clause on stacking itself says: Colleges and Institutes Canada permits it ")
    assert one[4] == "No framework was found for Quebec; that is not proof that there is none."
    alone = comparison_words.open_comparison(now, score(now), ["CA-CICAN", "IE"]).title
    assert alone == (
        "None compared surely reaches half the scale on both stacking and ease of creation; the policy texts of 1 in Canada score "
        "17 of 100 on stacking"
    )


def test_how_firm_the_order_is_is_counted_in_the_simulations(atlas, shown):
    simulation = simulate(atlas.as_of("latest"), draws=2000)
    text = comparison_words.state_firmness(simulation, shown).text
    ranks, count = simulation.ranks, len(simulation.ranks.columns)
    places = [jurisdiction for jurisdiction in ranks if jurisdiction.startswith("CA-")]
    for jurisdiction, name in zip(places, names_of(places), strict=True):
        low, high = np.sort(ranks[jurisdiction])[[int(np.ceil(part * len(ranks))) - 1 for part in (0.05, 0.95)]]
        assert f"{name} {low} to {high}" in text
    assert f"rank as follows, of {count}: British Columbia" in text and text.count("\n") == 2


def test_its_sources_are_those_of_frameworks_and_clauses_it_names(atlas):
    now = atlas.as_of("latest")
    used = comparison_words.list_used(now, score(now), ["CA-AB", "IE"])
    there = find_in_force(atlas.end).query("jurisdiction_id in ('CA-AB', 'IE')")
    clauses = [
        read(f"provisions/{name}.csv").set_index("indicator_id").at["ST1", "source_id"]
        for name in there["framework_id"]
    ]
    assert set(used["source_id"]) == {*there["source_id"], *clauses}
