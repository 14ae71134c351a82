"""What is said of changes keeps policy apart from what is only known, and is found again in the CSV files."""

import re
from datetime import date

import pandas as pd
import pytest

from credatlas.figures.words import change_words
from credatlas.index.changes import list_changes
from credatlas.paths import find_data

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
    gained = [some for some in names.index if some in after - before]
    listed = ", ".join(names[gained[:-1]]) + f" and {names[gained[-1]]}"
    title = change_words.open_changes(changes, atlas_now).title
    assert title.startswith(f"Since 22 November 2022, {listed} have gained a framework; ")
    assert not before - after


def test_canada_comes_first_with_dates_in_words(changes, atlas_now):
    events = read("frameworks.csv").set_index("framework_id")
    said = messages(changes, atlas_now)[0]
    assert said.startswith("In Canada, a first framework came into force for Nova Scotia (May 2024, inferred), and a")
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
    expected = (
        f"On portability, Spain rose from {codes[0].mean():.0f} to {codes[1].mean():.0f}, by clauses on registry."
    )
    sure = gain[own[0] & own[1]].sum()
    assert f"{expected} Of these {gain.sum():.0f} points, {sure:.0f} rest on what was read alike on both dates." in said
    unmoved = "On stackability no score moved beyond doubt."  # the Netherlands' 35 and 37 are one step
    speed = "On speed, the Netherlands rose from 23 to 46 (37–57), by clauses on approval route and flexible delivery."
    assert f"{unmoved} {speed}" in said
    assert len(change_words.score_table(changes, atlas_now).rows) == 2 and len(said) <= 5


def test_clauses_that_differ_otherwise_are_counted_and_have_no_arrow(changes, atlas_now):
    table = change_words.known_table(changes, atlas_now)
    assert f"In all, {len(table.rows)} clauses differ only in what could be read" in messages(changes, atlas_now)[-1]
    policy = change_words.policy_table(changes, atlas_now)
    gone = changes.provisions["direction"].isin(change_words.CAME_OR_WENT).sum()
    assert len(table.rows) + len(policy.rows) + gone == len(changes.provisions)
    assert {row[0] for row in policy.rows} == {
        "Spain: registry (PO4)", "Netherlands: approval route (SP1)", "Netherlands: flexible delivery (SP6)",
        "Malaysia: stacking (ST1)",
    }  # fmt: skip
    assert not [cell for row in (*table.rows, *policy.rows) for cell in row if isinstance(cell, str) and "→" in cell]
    why = {row[0]: row[3] for row in table.rows}
    assert why["Netherlands: level (ST3)"] == "one step apart, which coding could explain"
    assert why["Ontario: credit value (ST2)"] == "read with another confidence: medium, then low"
    assert why["BC: size bounds (SP3)"] == "read in another source"


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
        "In Canada no framework came into force or was replaced. "
        "No clause of a Canadian framework that was in force on both dates reads otherwise than before.",
        "On stackability no score moved beyond doubt.",
    ]
    for show in (change_words.policy_table, change_words.score_table, change_words.known_table):
        assert not hasattr(show(same, then), "rows")  # a sentence stands in place of a table without a row


def test_many_frameworks_are_counted(atlas):
    old = list_changes(atlas, "2019-01-01", THEN)
    statement = change_words.open_changes(old, atlas.as_of(THEN))
    assert statement.title.endswith("and 9 others have gained a framework; no other change is beyond doubt")
    assert messages(old, atlas.as_of(THEN))[0].count("Ontario (") == 1  # its earliest, of three


def test_sources_are_those_of_the_clauses_told_and_of_frameworks(changes):
    used = set(change_words.sources_used(changes)["source_id"])
    assert {"es-boletin-2023", "my-mqa-nd", "ca-on-carleton-2022", "ee-riigi-2025"} <= used
    assert "ee-vabariigi-2026" not in used  # of a clause of a first framework, which is not told here
