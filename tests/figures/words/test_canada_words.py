"""What is said of Canada is counted again from the files, by other means."""

import re
from dataclasses import replace

import pytest

from credatlas import load
from credatlas.errors import NothingToShow
from credatlas.figures.words import canada_words as words
from tests.figures.words import plain_data

PROVINCES = [row["jurisdiction_id"] for row in plain_data.read("jurisdictions") if row["kind"] == "province"]
NAMES = plain_data.names("jurisdictions", "in_sentence_en")


@pytest.fixture(scope="module")
def messages(atlas_of_day):
    return words.open_canada(atlas_of_day).text.split("**\n\n")[1].replace("- ", "", 1).split("\n- ")


def recoded(atlas, indicator, places, **codes):
    """Return the data with other codes for what these jurisdictions say on an indicator."""
    rows = (atlas.provisions["indicator_id"] == indicator) & atlas.provisions["jurisdiction_id"].isin(places)
    provisions = atlas.provisions.copy()
    for column, code in codes.items():
        provisions.loc[rows, column] = code
    return replace(atlas, provisions=provisions)


def with_framework(day):
    return [jurisdiction for jurisdiction in PROVINCES if plain_data.in_force(day, jurisdiction)]


def named(places):
    """Return names as a sentence lists them."""
    listed = [NAMES[jurisdiction] for jurisdiction in places]
    return " and ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))


def test_the_first_message_sorts_provinces_by_what_their_stacking_clause_does(messages, day):
    stacking = {jurisdiction: plain_data.firmest(day, jurisdiction, "ST1") for jurisdiction in with_framework(day)}
    sentences = {
        "permitted": "Stacking is permitted by {}, and no rule is set for it.",
        "recommended": "Stacking is recommended by {}, and no criteria are named.",
        "silent": "Stacking is not addressed, in what could be read, by {}.",
        "missing": "What is said on stacking could not be read for {}.",
    }
    expected = set()
    for case, sentence in sentences.items():
        places = [jurisdiction for jurisdiction, row in stacking.items() if plain_data.case(row) == case]
        if places:
            expected.add(sentence.format(named(places)))
    said = messages[0].replace(" (as others report it)", "")
    assert set(re.split(r"(?<=\.) (?=[SW])", said)) == expected
    reported = {NAMES[jurisdiction] for jurisdiction, row in stacking.items() if row["reported"]}
    assert {name for name in NAMES.values() if f"{name} (as others report it)" in messages[0]} == reported


def test_the_colleges_permit_stacking_by_the_second_message(messages, day):
    row = plain_data.firmest(day, "CA-CICAN", "ST1")
    assert plain_data.case(row) == "permitted" and row["precision"] == "1"
    assert messages[1] == f"Stacking is permitted by {NAMES['CA-CICAN']}, and no rule is set for it."


def test_where_none_was_found_the_searches_are_added_up(messages, day):
    none = [
        row for row in plain_data.read("frameworks") if row["jurisdiction_id"].startswith("CA-") and row["searches"]
    ]
    order = list(NAMES)
    none.sort(key=lambda row: order.index(row["jurisdiction_id"]))
    total = sum(int(row["searches"]) for row in none)
    expected = (
        f"No framework was found for {named([row['jurisdiction_id'] for row in none])}. "
        f"That {total} searches found none is no proof that there is none."
    )
    searched = {row["jurisdiction_id"] for row in none}
    later = [jurisdiction for jurisdiction in PROVINCES if jurisdiction not in {*with_framework(day), *searched}]
    if later:
        expected += f" On this day none is known to have been in force for {named(later)}."
    assert messages[2] == expected


def test_credit_and_money_are_counted(messages, day):
    places = [*with_framework(day), "CA-CICAN"]
    credit = [plain_data.firmest(day, jurisdiction, "ST2") for jurisdiction in places]
    read = [row for row in credit if row["status"] != "missing"]
    assert not [row for row in read if plain_data.case(row) == "rule"]
    names = named([jurisdiction for jurisdiction, row in zip(places, credit, strict=True) if row in read])
    said = f"What is said on credit could be read for {names}; no rule there says how learning is counted."
    assert messages[3].replace(" (as others report it)", "") == said
    reported = {
        NAMES[jurisdiction] for jurisdiction, row in zip(places, credit, strict=True) if row in read and row["reported"]
    }
    assert {name for name in NAMES.values() if f"{name} (as others report it)" in messages[3]} == reported
    money = {jurisdiction: plain_data.firmest(day, jurisdiction, "SP4") for jurisdiction in places}
    paid = [jurisdiction for jurisdiction, row in money.items() if row["status"] == "supports"]
    unread = [jurisdiction for jurisdiction, row in money.items() if row["status"] == "missing"]
    assert messages[4] == (
        f"The texts provide money for micro-credentials as such in {named(paid)}. "
        f"What is said on money could not be read for {named(unread)}."
    )


def test_the_coverage_line_counts_provincial_provisions(atlas_of_day, day):
    rows = [row for jurisdiction in PROVINCES for row in plain_data.clauses(day, jurisdiction)]
    read = [row for row in rows if row["status"] != "missing"]
    own = [row for row in read if row["confidence"] == "high"]
    instruments = sum(len(plain_data.in_force(day, jurisdiction)) for jurisdiction in PROVINCES)
    line = words.open_canada(atlas_of_day).text.partition("\n")[0]
    assert f": {instruments} instruments in {len(with_framework(day))} provinces." in line
    assert (
        f"Read: {len(read)} of {len(rows)} provisions of provincial policy texts, {len(own)} in their own text." in line
    )


def test_the_two_days_have_titles_of_their_own(atlas):
    latest = words.canada_title(atlas.as_of("latest"))
    assert latest == "No provincial policy text that could be read sets a rule for stacking"
    assert words.canada_title(atlas.as_of("2022-11-22")) == f"{latest} (22 November 2022)"


def test_a_rule_in_a_province_turns_title_and_message(atlas):
    ruled = recoded(atlas.as_of("latest"), "ST1", ["CA-AB"], precision=2.0)
    assert words.canada_title(ruled).endswith("a rule for stacking is set in: Alberta")
    said = words.open_canada(ruled).text
    assert "Stacking is recommended by Alberta (as others report it), with named criteria." in said
    assert "CA-AB" not in said


def test_what_nobody_could_read_is_not_said(atlas):
    unread = recoded(atlas.as_of("latest"), "ST1", PROVINCES, status="missing", confidence="missing", obligation=float("nan"), precision=float("nan"), scope="")  # fmt: skip
    assert words.canada_title(unread) == "What provincial policy texts say on stacking could not be read"
    assert "What is said on stacking could not be read for British Columbia, Alberta," in words.open_canada(unread).text


def test_before_any_framework_there_is_nothing_but_that(atlas):
    early = atlas.as_of("2019-01-01")
    opening = words.open_canada(early)
    assert opening.title == "No provincial framework for micro-credentials is known (1 January 2019)"
    assert "On this day none is known to have been in force for British Columbia, Alberta" in opening.text
    assert "Money" not in opening.text and "credit by" not in opening.text and "permitted" not in opening.text


def test_provinces_are_told_from_west_to_east_with_what_the_files_hold(atlas_of_day, day):
    told = words.tell_provinces(atlas_of_day).text
    heads = re.findall(r"^### (.*)$", told, re.M)
    expected = [plain_data.names("jurisdictions")[jurisdiction] for jurisdiction in [*PROVINCES, "CA-CICAN"]]
    assert heads[:-1] == expected
    parts = dict(zip(heads, re.split(r"^### .*$", told, flags=re.M)[1:], strict=True))
    for jurisdiction, head in zip([*PROVINCES, "CA-CICAN"], expected, strict=True):
        rows = plain_data.clauses(day, jurisdiction)
        if rows:
            read = [row for row in rows if row["status"] != "missing"]
            assert f"**Read:** {len(read)} of {len(rows)} provisions" in parts[head]
            stacking = plain_data.firmest(day, jurisdiction, "ST1")
            assert ("**Stacking:**" in parts[head]) == (stacking["status"] != "missing")
            assert stacking["finding"].replace("_", r"\_") in parts[head]
        else:
            assert "**Stacking" not in parts[head] and "ramework" in parts[head]


def test_open_points_are_the_unread_and_reported_clauses_of_each_instrument(atlas_of_day, day):
    text = words.list_open_points(atlas_of_day).text
    indicators = plain_data.names("indicators")
    for jurisdiction in [*PROVINCES, "CA-CICAN"]:
        for framework in plain_data.in_force(day, jurisdiction):
            rows = {row["indicator_id"]: row for row in plain_data.read(f"provisions/{framework['framework_id']}")}
            asked = [rows[indicator] for indicator in ("ST1", "ST2", "ST4", "PO1", "SP1", "SP4")]
            unread = [indicators[row["indicator_id"]] for row in asked if row["status"] == "missing"]
            lines = [line for line in text.splitlines() if framework["name"] in line.replace("\\", "")]
            known = not unread and not any(row["confidence"] == "low" for row in asked)
            assert len(lines) == (0 if known else 1)
            if unread:
                assert f"not read: {', '.join(unread[:-1])}" in lines[0] and unread[-1] in lines[0]
            reported = [indicators[row["indicator_id"]] for row in asked if row["confidence"] == "low"]
            told = lines[0].partition("known from others or inferred: ")[2] if lines else ""
            assert {name for name in indicators.values() if re.search(rf"\b{name}\b", told)} == set(reported)


def test_an_official_is_shown_rules_abroad_that_were_read_in_their_own_text(atlas_of_day, day):
    text = words.advise_official(atlas_of_day).text
    models = []
    for row in plain_data.read("jurisdictions"):
        place = row["jurisdiction_id"]
        for indicator in ("ST1", "ST4"):
            if row["group"] != "Canada" and plain_data.in_force(day, place):
                clause = plain_data.firmest(day, place, indicator)
                if plain_data.case(clause) == "rule" and clause["confidence"] == "high":
                    models.append(clause["finding"])
    assert models and text.count("A model for") == len(models)
    assert all(finding in text for finding in models)


def test_every_source_that_is_named_is_listed(atlas_of_day):
    text = words.tell_provinces(atlas_of_day).text + words.advise_official(atlas_of_day).text
    addresses = {row["source_id"]: row["url"] for row in plain_data.read("sources")}
    named = set(re.findall(r"\(<([^>]*)>\)", text))
    used = set(words.list_sources_used(atlas_of_day)["source_id"]) & set(addresses)
    assert named and named <= {addresses[jurisdiction] for jurisdiction in used}


def test_no_id_and_no_bare_date_stands_before_a_reader(atlas_of_day):
    said = [words.open_canada(atlas_of_day), words.tell_provinces(atlas_of_day), words.list_open_points(atlas_of_day), words.advise_official(atlas_of_day)]  # fmt: skip
    text = re.sub(r"\(<[^>]*>\)", "", " ".join(statement.text for statement in said))
    ids = {row["source_id"] for row in plain_data.read("sources")} | set(plain_data.names("frameworks", "name"))
    assert not [jurisdiction for jurisdiction in ids if re.search(rf"\b{re.escape(jurisdiction)}\b", text)]
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b|\b(ST|PO|SP)[1-6]\b", text)


def test_data_without_canada_are_refused(toy):
    with pytest.raises(NothingToShow, match="no province of Canada"):
        words.open_canada(load(toy).as_of("latest"))
