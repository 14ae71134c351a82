"""What is said of changes keeps policy apart from what is only known, and is found again in the CSV files."""

import re
from datetime import date
from statistics import fmean

import pandas as pd
import pytest

from credatlas.figures.words import change_words
from credatlas.index.changes import list_changes
from credatlas.paths import find_data
from tests.figures.words import plain_data

THEN = "2022-11-22"
CODES = ["obligation", "precision", "delegation"]


@pytest.fixture(scope="module")
def changes(atlas):
    return list_changes(atlas, THEN, "latest")


def messages(changes, atlas):
    return re.findall(r"^- (.*)$", change_words.open_changes(changes, atlas).text, re.MULTILINE)


def read(name):
    return pd.read_csv(find_data() / name, dtype=str, keep_default_na=False)


def in_force(day):
    """Return the instruments in force on a day, each jurisdiction's newest of a line."""
    rows = read("frameworks.csv").query("instrument_type != 'none'")
    rows = rows[[bool(start) and (start + "-01-01"[len(start) - 4 :]) <= day for start in rows["in_force_from"]]]
    rows = rows[[not end or end >= day[: len(end)] for end in rows["in_force_to"]]]
    return rows[~rows["framework_id"].isin(rows["supersedes"])]


def test_who_gained_a_framework_is_who_had_none_in_the_table_of_frameworks(changes, atlas_now):
    before, after = (set(in_force(day)["jurisdiction_id"]) for day in (THEN, changes.after))
    names = read("jurisdictions.csv").set_index("jurisdiction_id")["in_sentence_en"]
    gained = [jurisdiction for jurisdiction in names.index if jurisdiction in after - before]
    listed = ", ".join(names[gained[:-1]]) + f" and {names[gained[-1]]}"
    title = change_words.open_changes(changes, atlas_now).title
    assert title.startswith(f"Since 22 November 2022, {listed} have their first known policy text; ")
    assert not before - after


def test_canada_comes_first_with_dates_in_words(changes, atlas_now):
    events = read("frameworks.csv").set_index("framework_id")
    said = messages(changes, atlas_now)[0]
    assert said.startswith(
        "In Canada, the first known policy text came into force for Nova Scotia (May 2024, inferred), and a"
    )
    assert (
        events.at["ca-ns-2024", "in_force_from"] == "2024-05" and events.at["ca-ns-2024", "dates_basis"] == "inferred"
    )
    day = date.fromisoformat(events.at["ca-on-2024", "in_force_from"])
    assert f"British Columbia ({events.at['ca-bc-2024', 'in_force_from']}) and Ontario ({day.day} {day:%B %Y})" in said


def test_no_canadian_clause_changed_where_each_rests_on_another_source_or_was_not_read(changes, atlas_now):
    """British Columbia has one framework on each day: its clauses are told apart by source, confidence and status."""
    then, later = (read(f"provisions/{name}.csv").set_index("indicator_id") for name in ("ca-bc-2021", "ca-bc-2024"))
    differs = (then[["status", "scope", *CODES]] != later[["status", "scope", *CODES]]).any(axis=1)
    alike = (then["source_id"] == later["source_id"]) & (then["confidence"] == later["confidence"])
    unread = then["status"].eq("missing") | later["status"].eq("missing")
    assert not (differs & alike & ~unread).any()
    table = change_words.known_table(changes, atlas_now)
    rows = [row for row in table.rows if row[0].startswith("BC:")]
    assert len(rows) == differs.sum()
    canadian = [
        row for row in table.rows if row[0].split(":")[0] in ("BC", "Alberta", "Sask.", "Ontario", "N.S.", "CICan")
    ]
    assert (
        f"No Canadian clause changed beyond doubt; {len(canadian)} differ only in what could be read"
        in messages(changes, atlas_now)[0]
    )


def test_the_scores_that_rose_are_those_of_clauses_read_in_their_own_text(changes, atlas_now):
    said = messages(changes, atlas_now)
    spain = [
        read(f"provisions/{name}.csv").set_index("indicator_id").filter(like="PO", axis=0)
        for name in ("es-2021", "es-2023")
    ]
    kept = [side["scope"].eq("targeted").map({True: 2 / 3, False: 1}) for side in spain]
    codes = [side[CODES].replace("", "0").astype(float).sum(axis=1) * 100 / 9 * share
             for side, share in zip(spain, kept, strict=True)]  # fmt: skip
    own = [side["confidence"].eq("high") for side in spain]
    gain = (codes[1] - codes[0]) / 6
    expected = f"On portability, Spain rose from {codes[0].mean():.0f} to {codes[1].mean():.0f}, by what is now said on registry."
    sure = gain[own[0] & own[1]].sum()
    assert (
        f"{expected} Of these {gain.sum():.0f} points, {sure:.0f} rest on what was read alike on both dates."
        in " ".join(said)
    )
    unmoved = "On stackability no score moved beyond doubt."  # the Netherlands' 35 and 37 are one step
    assert f"{unmoved} {expected}" in " ".join(said)
    assert len(change_words.score_table(changes, atlas_now).rows) == 1 and len(said) <= 5


def test_clauses_that_differ_otherwise_are_counted_and_have_no_arrow(changes, atlas_now):
    table = change_words.known_table(changes, atlas_now)
    assert f"In all, {len(table.rows)} clauses differ only in what could be read" in messages(changes, atlas_now)[-1]
    policy = change_words.policy_table(changes, atlas_now)
    gone = changes.provisions["direction"].isin(change_words.CAME_OR_WENT).sum()
    assert len(table.rows) + len(policy.rows) + gone == len(changes.provisions)
    assert {row[0] for row in policy.rows} == {
        "Spain: registry (PO4)", "Netherlands: flexible delivery (SP6)",
    }  # fmt: skip
    assert not [cell for row in (*table.rows, *policy.rows) for cell in row if isinstance(cell, str) and "→" in cell]
    why = {row[0]: row[3] for row in table.rows}
    assert why["Netherlands: level (ST3)"] == "one step apart, which coding could explain"
    assert why["Ontario: credit value (ST2)"] == "read with another confidence: medium, then low"
    assert why["BC: limits on length (SP3)"] == "read in another source"


def in_words(day: str) -> str:
    """Return a date as a sentence has it, as much of it as is known."""
    if len(day) < len("2024-06"):
        return day
    known = date.fromisoformat(day if len(day) == len("2024-06-01") else f"{day}-01")
    return f"{known.day} {known:%B %Y}" if len(day) == len("2024-06-01") else f"{known:%B %Y}"


def test_who_else_got_a_framework_or_a_new_version_is_told_with_dates(changes, atlas_now):
    """The first four names of each list, and how many more: the earliest version of each that came in between."""
    places = read("jurisdictions.csv").query("group != 'Canada'").set_index("jurisdiction_id")["in_sentence_en"]
    before = set(in_force(THEN)["jurisdiction_id"])
    told: dict[bool, list[str]] = {True: [], False: []}
    for jurisdiction in places.index:
        rows = read("frameworks.csv").query("jurisdiction_id == @jurisdiction and in_force_from != ''")
        starts = rows["in_force_from"].map(lambda day: day + "-01-01"[len(day) - 4 :])
        later = rows[(starts > THEN) & (starts <= changes.after)].sort_values("in_force_from")
        if len(later):
            row = later.iloc[0]
            inferred = ", inferred" if row["dates_basis"] == "inferred" else ""
            told[jurisdiction not in before].append(
                f"{places[jurisdiction]} ({in_words(row['in_force_from'])}{inferred})"
            )
    new, others = told[False][:4], len(told[False]) - 4
    assert messages(changes, atlas_now)[1] == (
        f"Elsewhere, the first known policy text came into force for {' and '.join(told[True])}, and a later set of texts counts for "
        f"{', '.join(new)} and {others} others."
    )


FINDING = ["status", "scope", *CODES]


@pytest.fixture(scope="module")
def firmest(changes):
    """The firmest clause of each question before and after, of those with an instrument on both days."""
    places = [
        jurisdiction
        for jurisdiction in plain_data.names("jurisdictions")
        if all(plain_data.in_force(day, jurisdiction) for day in (THEN, changes.after))
    ]
    return {
        (jurisdiction, asked): tuple(plain_data.firmest(day, jurisdiction, asked) for day in (THEN, changes.after))
        for jurisdiction in places
        for asked in plain_data.names("indicators")
    }


def explained(then, later) -> bool:
    """Say whether another place, another confidence or one step of coding could explain a difference, or neither was read."""
    unread = {then["status"], later["status"]} & {"missing", "not-applicable"}
    own_text = then["confidence"] == later["confidence"] == "high"
    same = all(then[name] == later[name] for name in ("source_id", "locator", "confidence"))
    steps = sum(abs(int(later[name] or 0) - int(then[name] or 0)) for name in CODES)
    in_words = then["finding"] == later["finding"] != ""
    return bool("missing" in unread or (not unread and in_words) or not (unread or own_text or same) or (not unread and steps == 1 and then["scope"] == later["scope"]))  # fmt: skip


def test_clauses_that_another_reading_could_explain_are_counted_from_the_files(changes, atlas_now, firmest):
    differ = {key: pair for key, pair in firmest.items() if any(pair[0][name] != pair[1][name] for name in FINDING)}
    known = [key for key, pair in differ.items() if explained(*pair)]
    said = messages(changes, atlas_now)
    assert said[-1].startswith(f"In all, {len(known)} clauses differ only in what could be read")
    policy = change_words.policy_changes(changes)
    assert set(differ) - set(known) == set(zip(policy["jurisdiction_id"], policy["indicator_id"], strict=True))


def test_scores_that_only_seem_to_move_are_counted_from_the_files(changes, atlas_now, firmest):
    """A score needs four of six questions read; one of those that differ is told as moved, the others are counted."""
    gaps = {}
    for jurisdiction, dimension in {(jurisdiction, asked[:2]) for jurisdiction, asked in firmest}:
        own = [pair for (whose, asked), pair in firmest.items() if whose == jurisdiction and asked[:2] == dimension]
        asked = [[side for side in sides if side["status"] != "not-applicable"] for sides in zip(*own, strict=True)]
        known = [[plain_data.points(row) for row in rows if row["status"] != "missing"] for rows in asked]
        if all(len(side) >= 2 / 3 * len(rows) for side, rows in zip(known, asked, strict=True)):
            gaps[jurisdiction, dimension] = fmean(known[1]) - fmean(known[0])
    moved = sum(abs(gap) > 1e-6 for gap in gaps.values())
    said = messages(changes, atlas_now)
    assert f"So it is with {moved - 1} scores" in said[-1]


def test_ranks_say_of_how_many(changes, atlas_now):
    row = {row[0]: row for row in change_words.score_table(changes, atlas_now).rows}["Spain"]
    assert [cell.split(" of ")[1] for cell in row[-2:]] == [
        str(in_force(day)["jurisdiction_id"].nunique()) for day in (THEN, changes.after)
    ]


def test_nothing_changed_between_a_day_and_itself(atlas):
    same, then = list_changes(atlas, THEN, THEN), atlas.as_of(THEN)
    statement = change_words.open_changes(same, then)
    assert statement.title == "No change of policy between 22 November 2022 and 22 November 2022 is beyond doubt"
    assert messages(same, then) == [
        "In Canada no policy text came into force or was replaced. "
        "No clause of a Canadian policy text that was in force on both dates reads otherwise than before.",
        "On stackability no score moved beyond doubt.",
    ]
    for show in (change_words.policy_table, change_words.score_table, change_words.known_table):
        assert not hasattr(show(same, then), "rows")  # a sentence stands in place of a table without a row


def test_many_frameworks_are_counted(atlas):
    old = list_changes(atlas, "2019-01-01", THEN)
    statement = change_words.open_changes(old, atlas.as_of(THEN))
    assert statement.title.endswith("and 9 others have their first known policy text; no other change is beyond doubt")
    assert messages(old, atlas.as_of(THEN))[0].count("Ontario (") == 1  # its earliest, of three


def test_sources_are_those_of_the_clauses_told_and_of_frameworks(changes):
    used = set(change_words.sources_used(changes)["source_id"])
    assert {"es-boletin-2023", "my-mqa-nd", "ca-on-carleton-2022", "ee-riigi-2025"} <= used
    assert "ee-vabariigi-2026" not in used  # of a clause of a first framework, which is not told here
