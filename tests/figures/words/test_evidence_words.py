"""What the report on the evidence says is counted from the files, and has a sentence for every case."""

import csv
import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from credatlas.figures.figure import Statement
from credatlas.figures.words import evidence_words

DATA = Path(__file__).parents[3] / "data"


def rows_of(file):
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def in_force(day):
    """Return the rows of frameworks in force on a day, of the files."""
    rows = [
        row for row in rows_of("frameworks.csv")
        if row["in_force_from"] <= day <= (row["in_force_to"].ljust(10, "~") if row["in_force_to"] else "9999")
    ]  # fmt: skip
    replaced = {row["supersedes"] for row in rows}
    return [row for row in rows if row["framework_id"] not in replaced]


def counts(frameworks):
    """Return how many provisions the frameworks have, how many were read, and in how many the text itself was."""
    rows = [row for some in frameworks for row in rows_of(f"provisions/{some['framework_id']}.csv")]
    read = [row for row in rows if row["status"] != "missing"]
    return len(rows), len(read), sum(row["confidence"] == "high" for row in read)


def gains(*rows):
    columns = ["jurisdiction_id", "framework_id", "indicator_id", "narrowing", "error", "lacking"]
    return pd.DataFrame(rows, columns=columns)


NOTHING = gains()


@pytest.mark.parametrize("day", ["2022-11-22", "2026-11-28"])
def test_the_messages_are_those_of_the_files(atlas, day):
    said = evidence_words.open_evidence(atlas.as_of(day), NOTHING)
    provincial = {
        row["jurisdiction_id"] for row in rows_of("jurisdictions.csv") if row["kind"] in ("province", "territory")
    }
    instruments = [row for row in in_force(day) if row["instrument_type"] != "none"]
    total, read, own = counts(instruments)
    ours = counts([row for row in instruments if row["jurisdiction_id"] in provincial])
    others = counts([row for row in instruments if row["jurisdiction_id"] not in provincial])
    share, here, there = (f"{100 * part[1] / part[0]:.0f}" for part in ((total, read), ours, others))
    assert said.title == (
        f"{share}% of the provisions looked for could be read; of Canadian provinces' frameworks, {here}%"
    )
    assert f"- Of {total} provisions looked for, {read} could be read ({share}%): {own} in the" in said.text
    assert f"text, {read - own} in official summaries" in said.text
    assert float(here) < float(there)
    assert (
        f"- Of Canadian provinces' frameworks less could be read than of others: {here}% of the provisions, "
        f"against {there}%; {ours[2]} of their {ours[0]} provisions were read in the instrument's own text."
    ) in said.text
    without = {row["jurisdiction_id"] for row in in_force(day)} & provincial
    without -= {row["jurisdiction_id"] for row in instruments}
    assert f"- In {len(without)} Canadian provinces and territories no framework was found;" in said.text


def test_the_audit_is_told_with_its_interval(atlas):
    said = evidence_words.open_evidence(atlas.as_of("latest"), NOTHING).text
    row = next(row for row in rows_of("audits.csv") if row["confidence"] == "all")
    drawn, wrong = int(row["drawn"]), int(row["wrong"])
    z = 1.959964  # Wilson (1927)
    middle, spread = (
        wrong / drawn + z**2 / 2 / drawn,
        z * math.sqrt(wrong / drawn * (1 - wrong / drawn) / drawn + z**2 / 4 / drawn**2),
    )
    low, high = (100 * (middle + side * spread) / (1 + z**2 / drawn) for side in (-1, 1))
    assert f"audit of {drawn} provisions, drawn at random and coded anew, {wrong} were judged wrong" in said
    assert f"the share lies between {low:.0f}% and {high:.0f}% (95% interval)." in said
    silent = replace(atlas.as_of("latest"), audits=atlas.audits.head(0))
    assert "audit" not in evidence_words.open_evidence(silent, NOTHING).text


def test_those_whose_texts_would_tell_most_are_named_in_order(atlas):
    now = atlas.as_of("latest")
    wanted = gains(
        ("CA-SK", "ca-sk-2021", "ST1", 0.2, 0.01, 9), ("CA-SK", "ca-sk-2021", "PO4", 0.1, 0.01, 9),
        ("EHEA", "ehea-2022", "ST6", 0.25, 0.01, 0), ("NZ", "nz-2022", "SP2", 0.01, 0.01, 1),
        ("CA-BC", "ca-bc-2024", "ST3", 0.1, 0.01, 1),
    )  # fmt: skip
    text = evidence_words.open_evidence(now, wanted).text
    assert (
        "A full text would tell most for Saskatchewan, the European Higher Education Area and British Columbia." in text
    )
    table = evidence_words.reading_wanted(wanted, now)
    assert [row[0] for row in table.rows] == ["Saskatchewan", "European Higher Education Area", "British Columbia"]
    assert [row[2] for row in table.rows] == ["stacking and registry", "assessed outcomes", "level"]
    assert [row[3] for row in table.rows] == [
        "scores on all dimensions, once 9 more provisions are read", "a firmer order",
        "scores on all dimensions, once 1 more provision is read",
    ]  # fmt: skip


def test_where_nothing_would_tell_more_a_sentence_says_so(atlas):
    now = atlas.as_of("latest")
    assert isinstance(evidence_words.reading_wanted(NOTHING, now), Statement)
    assert "full text" not in evidence_words.open_evidence(now, NOTHING).text


@pytest.mark.parametrize(("lost", "said"), [
    ({}, "less could be read than of others"),
    ({"kind": "country"}, ""),
    ({"kind": "province"}, ""),
])  # fmt: skip
def test_provinces_are_compared_where_there_are_both(atlas, lost, said):
    now = atlas.as_of("latest")
    now = replace(now, jurisdictions=now.jurisdictions.assign(**lost))
    text = evidence_words.open_evidence(now, NOTHING).text
    assert said in text and ("Of Canadian provinces' frameworks" in text) == bool(said)


@pytest.mark.parametrize("case", ["less", "more", "alike"])
def test_more_less_and_alike_have_sentences(atlas, case):
    now = atlas.as_of("latest")
    provisions = now.provisions.copy()
    place = provisions["jurisdiction_id"].map(now.jurisdictions.set_index("jurisdiction_id")["kind"])
    inside = place.isin(["province", "territory"])
    missing = {"less": inside, "more": ~inside, "alike": provisions["jurisdiction_id"] == "nowhere"}[case]
    provisions["status"] = ["missing" if lost else "silent" for lost in missing]
    text = evidence_words.open_evidence(replace(now, provisions=provisions), NOTHING).text
    words = {"less": "less could be read than", "more": "more could be read than", "alike": "as much could be read as"}
    assert words[case] in text


def test_nothing_read_and_nothing_in_force_are_said(atlas):
    now = atlas.as_of("latest")
    unread = replace(now, provisions=now.provisions.assign(status="missing"))
    text = evidence_words.open_evidence(unread, NOTHING).text
    assert (
        f"None of the {counts([row for row in in_force('2026-11-28') if row['instrument_type'] != 'none'])[0]}" in text
    )
    before = evidence_words.open_evidence(atlas.as_of("1999-01-01"), NOTHING)
    assert before.title == "No policy instrument was in force" and "provisions" not in before.text.split("Key")[1][:120]
