"""What is said of one jurisdiction is found again in the files, by other means."""

import re
from dataclasses import replace
from functools import cache

import pytest

from credatlas.evidence import jurisdictions_in_force
from credatlas.figures.words import profile_words as words
from credatlas.index.changes import list_changes
from tests.figures.words import plain_data

PLACES = list(plain_data.names("jurisdictions"))
INDICATORS = plain_data.names("indicators")
TITLES = {
    "permitted": ": stacking is permitted, ",
    "recommended": ": stacking is recommended, and no criteria are named",
    "missing": ": what is said on stacking could not be read",
}


@cache
def changes_until(atlas):
    return list_changes(atlas.whole, "2022-11-22", atlas.date) if atlas.date > "2022-11-22" else None


open_profile, state_facts, quote_firmest, state_unread = map(
    cache, (words.open_profile, words.state_facts, words.quote_firmest, words.state_unread)
)


def everything(atlas, place):
    """Return all that the report says of a jurisdiction but its tables."""
    said = [
        open_profile(atlas, place),
        state_facts(atlas, place),
        quote_firmest(atlas, place),
        state_unread(atlas, place),
        words.state_changes(changes_until(atlas), atlas, place),
        words.head_annex(atlas, place),
    ]
    return re.sub(
        r"\(<[^>]*>\)", "", "\n".join([said[0].title, said[0].kicker, *(statement.text for statement in said)])
    )


def listed(ids):
    """Return the names of indicators as a sentence lists them."""
    found = [INDICATORS[indicator] for indicator in ids]
    return " and ".join(filter(None, [", ".join(found[:-1]), *found[-1:]]))


def test_the_title_says_what_the_stacking_clause_does(atlas_of_day, day):
    name = plain_data.names("jurisdictions")
    for jurisdiction in PLACES:
        title = words.profile_title(atlas_of_day, jurisdiction)
        assert title.startswith(f"{name[jurisdiction]}: ")
        if not plain_data.in_force(day, jurisdiction):
            assert title.startswith(f"{name[jurisdiction]}: no framework for micro-credentials ")
            continue
        clause = plain_data.firmest(day, jurisdiction, "ST1")
        case = plain_data.case(clause)
        strength = {"2": "recommended", "3": "required"}.get(clause["obligation"])
        assert (f": stacking is {strength}, with named criteria" if case == "rule" else TITLES[case]) in title
        assert title.endswith(" (as others report it)") == clause["reported"]
        if case == "permitted":
            assert ("with named criteria" in title) == (int(clause["precision"]) >= 2)


def test_each_message_sorts_the_questions_of_a_dimension_by_what_the_texts_do(atlas_of_day, day):
    for jurisdiction in PLACES:
        if not plain_data.in_force(day, jurisdiction):
            continue
        text = open_profile(atlas_of_day, jurisdiction).text
        for dimension in ("ST", "PO", "SP"):
            cases, told, said = {}, [], 0
            for indicator in INDICATORS:
                if indicator.startswith(dimension):
                    clause = plain_data.firmest(day, jurisdiction, indicator)
                    cases.setdefault(plain_data.case(clause), []).append(indicator)
                    hinders = clause["status"] == "hinders"
                    told += [indicator] * (clause["reported"] or (hinders and clause["confidence"] == "low"))
                    said += hinders or clause["status"] == "supports"
            if len(cases.get("missing", [])) == 6:
                continue
            sentences = {
                "rule": "recommended or required, is set for {}.",
                "permitted": "The texts permit, but do not recommend, {}.",
                "recommended": "Without named criteria, the texts recommend or require {}.",
                "silent": "The parts read do not address {}.",
                "missing": "What is said on {} could not be read.",
            }
            for case, sentence in sentences.items():
                assert (sentence.format(listed(cases.get(case, []))) in text) == (case in cases), (jurisdiction, case)
            known = "All of this" if len(told) == said > 1 else f"What is said on {listed(told)}"
            assert (f"{known} is known from others alone." in text) == bool(told), jurisdiction


def test_where_nothing_could_be_read_of_a_dimension_that_is_all_that_is_said(atlas):
    assert "- On portability nothing could be read.\n" in words.open_profile(atlas.as_of("latest"), "CA-AB").text


def test_the_clause_told_is_the_one_that_makes_the_score(atlas):
    """Three Ontario instruments permit stacking, one for the institution to see to; another was read in its own text."""
    now = atlas.as_of("latest")
    clause = words.list_clauses(now, ["CA-ON"]).set_index("indicator_id").loc["ST1"]
    assert clause[["framework_id", "confidence", "reported"]].tolist() == ["ca-on-qaf-2021", "low", False]
    assert clause["finding"] in quote_firmest(now, "CA-ON").text
    (row,) = [row for row in words.set_beside(now, "CA-ON", ["EU"]).rows if row[0] == "stacking"]
    assert row[1] == "permitted · principle · the institution"


def test_facts_and_quotations_are_in_the_files(atlas_of_day, day):
    for jurisdiction in PLACES:
        facts, quoted = state_facts(atlas_of_day, jurisdiction).text, quote_firmest(atlas_of_day, jurisdiction).text
        assert bool(facts) == bool(quoted) == bool(plain_data.in_force(day, jurisdiction))
        for framework in plain_data.in_force(day, jurisdiction):
            assert framework["name"].replace("_", r"\_") in facts
        for indicator in ("ST2", "PO1", "SP1", "SP4") if facts else ():
            clause = plain_data.firmest(day, jurisdiction, indicator)
            if clause["status"] == "missing":
                assert INDICATORS[indicator] in facts.splitlines()[-1]
            else:
                assert clause["finding"] in facts.replace("&amp;", "&"), (jurisdiction, indicator)


def test_a_fact_of_a_later_day_is_not_told(atlas_of_day, day):
    facts = {
        row["finding"]: row["as_of"] for row in plain_data.read("context") if row["topic"] == "credit_transfer_body"
    }
    for jurisdiction in PLACES:
        text = state_facts(atlas_of_day, jurisdiction).text
        told = [as_of for finding, as_of in facts.items() if finding in text]
        assert all(as_of <= day for as_of in told)


def test_peers_are_frameworks_and_never_the_one_itself(atlas_of_day):
    there = jurisdictions_in_force(atlas_of_day)
    for jurisdiction in PLACES:
        chosen = words.choose_peers(atlas_of_day, jurisdiction)
        assert len(chosen) == 3 and jurisdiction not in chosen and set(chosen) <= set(there)
    asked = words.choose_peers(atlas_of_day, "CA-ON", ["CA-QC", "CA-ON", "NZ"])
    assert asked == ["NZ"]


def test_the_table_beside_others_has_the_firmest_clause_of_each(atlas_of_day, day):
    peers = words.choose_peers(atlas_of_day, "CA-BC")
    table = words.set_beside(atlas_of_day, "CA-BC", peers)
    labels = {(row["attribute"], row["code"]): row["label_en"] for row in plain_data.read("codes")}
    ids = {name: indicator for indicator, name in INDICATORS.items()}
    assert [ids[row[0]] for row in table.rows] == ["ST1", "ST4", "ST2", "PO1", "SP1", "SP4"]
    for name, *cells in table.rows:
        for jurisdiction, cell in zip(["CA-BC", *peers], cells, strict=True):
            clause = plain_data.firmest(day, jurisdiction, ids[name])
            expected = labels["status", clause["status"]]
            if clause["status"] == "supports":
                expected = " · ".join(labels[code, clause[code]] for code in ("obligation", "precision", "delegation"))
            assert cell.removesuffix(" · for some only") == expected
    assert words.set_beside(atlas_of_day, "CA-QC", peers) is None


def test_what_could_not_be_read_is_counted_by_instrument(atlas_of_day, day):
    for jurisdiction in PLACES:
        text = state_unread(atlas_of_day, jurisdiction).text
        for framework in plain_data.in_force(day, jurisdiction):
            rows = plain_data.read(f"provisions/{framework['framework_id']}")
            unread = [row["indicator_id"] for row in rows if row["status"] == "missing"]
            line = next(
                line for line in text.splitlines() if line and framework["name"].startswith(line[2:].split(": ")[0])
            )
            if not unread:
                assert line.endswith(f"all {len(rows)} provisions were read.")
            else:
                assert f" {len(rows) - len(unread)} of {len(rows)} provisions were read, " in line
                shown = (
                    unread
                    if "all but those" in line
                    else [indicator for indicator in INDICATORS if indicator not in unread]
                )
                assert line.endswith(f"those on {listed(shown)}.") and len(shown) <= len(rows) / 2


@pytest.mark.parametrize(
    ("place", "said", "not_said"),
    [
        ("CA-CICAN", ["No clause says anything else than on that day."], ["came into force"]),
        (
            "CA-BC",
            ["in place of an earlier set of texts", "No clause is known to have changed"],
            ["Firmer", "New with"],
        ),
        ("EE", ["came into force (1 April 2025).", "New with the first framework: stacking, "], ["replaced", "known"]),
        ("NL", ["Firmer now: flexible delivery."], ["No clause"]),
        ("CA-QC", [], ["What changed"]),
    ],
)
def test_policy_changes_are_kept_apart_from_what_is_read_differently(atlas_now, place, said, not_said):
    changes = changes_until(atlas_now)
    text = words.state_changes(changes, atlas_now, place).text
    assert all(sentence in text for sentence in said) and not any(statement in text for statement in not_said)
    rows = changes.provisions[changes.provisions["jurisdiction_id"] == place]
    doubtful = rows.loc[rows["direction"] == "read differently", "indicator_id"]
    differently = f"Read in another source or less surely than in the text itself: {listed(doubtful)}."
    assert (differently in text) == bool(len(doubtful))


@pytest.mark.parametrize(
    ("place", "day", "said"),
    [
        ("CA-QC", "latest", ["In 22 searches no framework was found.", "no proof that there is none"]),
        ("CA-NS", "2022-11-22", ["Nova Scotia Microcredentials Framework, dates from May 2024 (inferred)."]),
        ("SG", "2022-11-22", ["dates from 9 July 2024."]),
        ("EE", "2022-11-22", ["dates from 1 April 2025."]),
        ("CA", "latest", ["no proof that there is none"]),
    ],
)
def test_without_a_framework_the_report_is_short_and_true(atlas, place, day, said):
    text = everything(atlas.as_of(day), place)
    assert all(sentence in text for sentence in said)
    assert not re.search(r"could not be read|not address|firmest|## The facts|Annex", text)


def test_a_framework_that_has_ended_does_not_begin_later(atlas):
    ended = atlas.frameworks["jurisdiction_id"] == "SG"
    frameworks = atlas.frameworks.assign(
        in_force_from=atlas.frameworks["in_force_from"].where(~ended, "2019"),
        in_force_to=atlas.frameworks["in_force_to"].where(~ended, "2020"),
    )
    text = words.summarise_jurisdiction(replace(atlas, frameworks=frameworks).as_of("2022-11-22"), "SG").text
    assert "dates from" not in text


def test_no_id_and_no_bare_date_stands_before_a_reader(atlas_of_day):
    ids = {row["source_id"] for row in plain_data.read("sources")} | set(plain_data.names("frameworks", "name"))
    for jurisdiction in PLACES:
        text = everything(atlas_of_day, jurisdiction)
        assert not [
            indicator for indicator in ids if indicator in text and re.search(rf"\b{re.escape(indicator)}\b", text)
        ], jurisdiction
        assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b|\b(ST|PO|SP)[1-6]\b", text), jurisdiction


def test_a_provision_against_stacking_is_named(atlas):
    now = atlas.as_of("latest")
    rows = (now.provisions["indicator_id"] == "ST1") & (now.provisions["jurisdiction_id"] == "CA-CICAN")
    against = replace(now, provisions=now.provisions.assign(status=now.provisions["status"].where(~rows, "hinders")))
    opening = words.open_profile(against, "CA-CICAN")
    assert opening.title == "Colleges and Institutes Canada: a provision works against stacking"
    assert "The texts work against what is asked on stacking." in opening.text


def test_a_short_summary_is_the_messages_without_a_title(atlas_of_day):
    summary = words.summarise_jurisdiction(atlas_of_day, "CA-CICAN")
    assert not summary.title and open_profile(atlas_of_day, "CA-CICAN").text.endswith(summary.text)


def test_credit_transfer_is_told_of_the_jurisdiction_and_not_of_one_university_or_one_event(atlas):
    today = atlas.as_of("latest")
    told = {
        jurisdiction: words.find_credit_transfer(today, jurisdiction)["finding"].item()
        for jurisdiction in ("CA-AB", "CA-NB")
    }
    assert told["CA-AB"].startswith("The Alberta Council on Admissions and Transfer is advisory")
    assert told["CA-NB"].startswith("CampusNB")
