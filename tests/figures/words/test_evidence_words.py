"""What the report on the evidence says is counted from the files, and has a sentence for every case."""

import csv
import math
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from credatlas.figures.figure import Statement
from credatlas.figures.words import evidence_words, tables
from credatlas.index.agreement import report_agreement
from credatlas.index.scores import score

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
    rows = [row for framework in frameworks for row in rows_of(f"provisions/{framework['framework_id']}.csv")]
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
    assert [row[2] for row in table.rows] == ["stacking and registry", "assessment of outcomes", "level"]
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


def told(atlas, place, indicator):
    now = atlas.as_of("latest")
    return evidence_words.work_example(now, score(now), place, indicator).text


def test_the_worked_example_follows_from_the_files(atlas):
    rows = [row for row in rows_of("provisions/ca-cican-2021.csv") if row["indicator_id"].startswith("ST")]
    own = next(row for row in rows if row["indicator_id"] == "ST1")
    codes = [int(own[name]) for name in ("obligation", "precision", "delegation")]
    assert own["scope"] == "general" and all(row["status"] in ("supports", "silent") for row in rows)
    points = [f"{100 * code / 3:.0f}" for code in codes]
    whole = sum(int(row[name] or 0) for row in rows for name in ("obligation", "precision", "delegation"))
    assert all(row["scope"] != "targeted" for row in rows)
    text = told(atlas, "CA-CICAN", "ST1")
    assert own["finding"] in text and "(Colleges and Institutes Canada)" in text
    assert f"The mean of {points[0]}, {points[1]} and {points[2]} is {100 * sum(codes) / 9:.0f} of 100 points." in text
    assert text.endswith(f"All 6 questions on this dimension (Stackability) could be answered; the mean of their scores is {100 * whole / 54:.0f}.")  # fmt: skip


def test_the_worked_example_has_a_sentence_for_every_case(atlas):
    own = next(row for row in rows_of("provisions/au-2023.csv") if row["indicator_id"] == "SP4")
    kept = 100 * (int(own["obligation"]) + int(own["precision"])) / 6 * 2 / 3
    assert own["scope"] == "targeted" and f"67% of the mean of 100 and 100 are kept: {kept:.0f} of 100" in told(
        atlas, "AU", "SP4"
    )
    assert "That counts as “not addressed”, and scores 0." in told(atlas, "CA-CICAN", "ST3")
    assert told(atlas, "CA-SK", "ST1").startswith("Saskatchewan: what is said on stacking could not be read")
    assert told(atlas, "CA-QC", "ST1").startswith("No framework found: Quebec")
    assert "too few for a score: it would lie between" in told(atlas, "CA-NS", "ST1")
    assert "and with the unread ones it would lie between" in told(atlas, "CA-ON", "ST2")


def test_the_method_page_counts_questions_dimensions_and_thresholds(atlas):
    said, asked = evidence_words.open_method(atlas.as_of("latest")), rows_of("indicators.csv")
    of_one = sum(row["dimension_id"] == "ST" for row in asked)
    assert said.title == f"{len(asked)} questions to each text, three codes for each answer"
    assert (
        f"{len(asked)} questions are put to each framework, in {len(rows_of('dimensions.csv'))} dimensions" in said.text
    )
    assert f"at least {math.ceil(of_one * 2 / 3)} of {of_one} questions" in said.text
    uncounted = [row["name_en"] for row in rows_of("dimensions.csv") if row["weight_delegation"] == "0"]
    assert f"Under {' and '.join(uncounted)} who decides does not count" in said.text
    assert f"for some only keeps {100 * 2 / 3:.0f}% of its score" in said.text  # two thirds, by the codebook
    alike = replace(atlas.as_of("latest"), dimensions=atlas.dimensions.assign(weight_delegation=1))
    assert "does not count" not in evidence_words.open_method(alike).text


def test_who_coded_is_told_with_the_agreement_of_the_passes(atlas):
    now = atlas.as_of("latest")
    text = evidence_words.state_coding(now, report_agreement(now.codings_a, now.codings_b, draws=20)).text
    codings = []
    for code_pass in "ab":
        files = sorted((DATA / "codings" / code_pass).glob("*.csv"))
        frames = [pd.read_csv(file, dtype=str).assign(framework_id=file.stem) for file in files]
        ids = {row["framework_id"] for row in rows_of("frameworks.csv") if row["instrument_type"] != "none"}
        codings.append(pd.concat(frame for frame in frames if frame["framework_id"][0] in ids))
    both = codings[0].merge(codings[1], on=["framework_id", "indicator_id"], suffixes=("_a", "_b"))
    found = both.query("status_a == 'supports' and status_b == 'supports'")
    for name in ("obligation", "precision", "delegation"):
        assert f"{100 * (found[f'{name}_a'] == found[f'{name}_b']).mean():.0f}% on " in text
    hardly = pd.DataFrame(columns=["attribute", "agreement"])
    assert "Too few provisions were coded twice to say" in evidence_words.state_coding(now, hardly).text
    once = replace(now, codings_b=now.codings_b.iloc[:0])
    assert "No provision was coded twice." in evidence_words.state_coding(once, hardly).text


def test_the_glossary_has_every_status_and_the_five_classes(atlas):
    now = atlas.as_of("latest")
    terms = dict(evidence_words.glossary(now).rows)
    labels = {row["label_en"]: row["meaning_en"] for row in rows_of("codes.csv") if row["attribute"] == "status"}
    assert labels.items() <= terms.items()
    classes = dict(evidence_words.classes_of_scores(now).rows)
    assert list(classes) == [
        "scored", "estimated (partly read)", "too little read", "no framework found", "no framework known to be in force",
    ]  # fmt: skip
    assert "at least 4 of 6 questions" in classes["scored"]
    assert f"at least 6 of all {len(now.indicators)} questions" in classes["estimated (partly read)"]


def test_the_glossary_opens_with_what_each_dimension_asks(atlas):
    said = re.findall(r"^- (.*)$", evidence_words.open_glossary(atlas.as_of("latest")).text, re.MULTILINE)
    asked = [f"{row['name_en']} asks of a micro-credential: {row['question_en']}" for row in rows_of("dimensions.csv")]
    assert [line.replace("*", "") for line in said[:-1]] == asked


def test_definitions_are_those_of_the_frameworks_in_force(atlas):
    now, files = atlas.as_of("latest"), {row["framework_id"]: row for row in rows_of("frameworks.csv")}
    instruments = [row for row in in_force("2026-11-28") if row["instrument_type"] != "none"]
    said = evidence_words.open_glossary(now)
    assert said.title == f"What our words mean, and what {len(instruments)} frameworks call a micro-credential"
    rows = {row[1]["text"]: row[2] for row in tables.definitions(now).rows}
    assert set(rows) == {row["name"] for row in instruments}
    assert rows[files["ca-cican-2021"]["name"]] == files["ca-cican-2021"]["definition"]
    assert "eu-2022" not in rows[files["eu-2024"]["name"]]  # it says as which earlier one
    assert isinstance(tables.definitions(now, ["CA-QC"]), Statement)


def test_questions_and_codes_are_those_of_the_files(atlas):
    now = atlas.as_of("latest")
    assert [row[2] for row in tables.questions(now).rows] == [row["question_en"] for row in rows_of("indicators.csv")]
    levels, codes = tables.code_levels(now).rows, rows_of("codes.csv")
    for index, name in enumerate(("obligation", "precision", "delegation"), 1):
        own = [f"{row['label_en']}: {row['meaning_en']}" for row in codes if row["attribute"] == name]
        assert [row[index] for row in levels] == own
    listed = [name for row in tables.dimensions(now).rows for name in row[2].replace(" and ", ", ").split(", ")]
    assert listed == [row["name_en"] for row in rows_of("indicators.csv")]
