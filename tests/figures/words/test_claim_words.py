"""The report on the claims: its finding and messages counted again from the files, and each point with reason and facts."""

import csv
import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from credatlas.figures.figure import plain
from credatlas.figures.words import claim_words
from credatlas.figures.words.claim_words import percent
from credatlas.index.claims import judge as claims
from credatlas.paths import shipped_folder

NAN = float("nan")


@pytest.fixture(scope="module")
def verdicts(atlas):
    return claims.judge_claims(atlas, ("2022-11-22", "latest"), draws=2_000)


@pytest.fixture(scope="module")
def opening(verdicts, atlas_now):
    return claim_words.open_claims(verdicts, atlas_now)


def read(name):
    with (shipped_folder("data") / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def canadian(atlas_now):
    """Provisions of Canadian instruments in force on the day, from the files: place, indicator, and all of the row."""
    group = {row["jurisdiction_id"]: row["group"] for row in read("jurisdictions.csv")}
    rows = read("frameworks.csv")
    ended = {row["supersedes"] for row in rows if row["supersedes"] and row["in_force_from"][:10] <= atlas_now.date}
    chosen = [
        row for row in rows
        if group.get(row["jurisdiction_id"]) == "Canada" and row["instrument_type"] != "none"
        and row["in_force_from"] and row["in_force_from"] <= atlas_now.date and not (row["in_force_to"] and row["in_force_to"] < atlas_now.date)
        and row["framework_id"] not in ended
    ]  # fmt: skip
    return [
        {**line, "place": row["jurisdiction_id"], "framework_id": row["framework_id"]}
        for row in chosen for line in read(f"provisions/{row['framework_id']}.csv")
    ]  # fmt: skip


def message(opening, start):
    """The key message that has these words."""
    found = [line for line in opening.text.splitlines() if line.startswith("- ") and start in line]
    assert len(found) == 1
    return found[0]


def by_question(canadian, indicator_id):
    return [row for row in canadian if row["indicator_id"] == indicator_id]


def test_the_finding_is_what_the_files_say_of_clauses_against_stacking_and_of_criteria(opening, canadian):
    assert not [row for row in canadian if row["indicator_id"].startswith("ST") and row["status"] == "hinders"]
    stacking = [row for row in by_question(canadian, "ST1") if row["status"] == "supports"]
    assert not [row for row in stacking if int(row["obligation"]) >= 2 and int(row["precision"]) >= 2]
    assert opening.title == "In Canadian frameworks no provision that could be read works against stacking, and none both recommends it and names criteria"  # fmt: skip
    assert opening.kicker == "What became of the argument that Canada blocks stacking?"


def test_the_line_on_coverage_counts_what_was_read(opening, canadian):
    seen = sum(row["status"] != "missing" for row in canadian)
    assert f"{seen} of {len(canadian)} provisions of Canadian frameworks" in opening.text
    assert "in force on 22 November 2022 and " in opening.text


def test_the_message_on_barriers_counts_provisions_read_and_unread(opening, canadian):
    asked = [row["status"] != "missing" for row in canadian if row["indicator_id"].startswith("ST")]
    told = message(opening, "works against stacking")
    assert f"the {sum(asked)} provisions" in told and f"{len(asked) - sum(asked)} more" in told


def test_the_message_on_provinces_counts_clauses_that_were_read_and_names_the_others(opening, canadian):
    provinces = {row["jurisdiction_id"] for row in read("jurisdictions.csv") if row["kind"] == "province"}
    clauses = [row for row in by_question(canadian, "ST1") if row["place"] in provinces]
    known = {row["place"] for row in clauses if row["status"] in ("supports", "silent", "hinders")}
    unread = {row["place"] for row in clauses} - known
    names = {row["jurisdiction_id"]: row["name_en"] for row in read("jurisdictions.csv")}
    told = message(opening, "description of the provinces")
    assert f"None of the {len(known)} provinces whose clause" in told and "as far as their texts could be read" in told
    assert len(unread) == 1 and f"That of {names[unread.pop()]} could not be read." in told


def test_the_message_on_the_colleges_quotes_their_words(opening, canadian):
    rows = {row["indicator_id"]: row for row in canadian if row["place"] == "CA-CICAN"}
    told = message(opening, "The colleges’ framework")
    assert all(f"“{rows[name]['key_terms']}”" in told for name in ("ST1", "PO1"))
    assert all(int(rows[name]["precision"]) <= 1 for name in ("ST1", "PO1", "PO6")) and rows["ST4"]["status"] == "silent"  # fmt: skip
    assert "sets no rule for either" in told


def test_the_message_on_universities_counts_them(opening, atlas_now):
    answers = [row["small_credit_route"] for row in read("universities.csv")]
    yes, no = (sum(answer in words for answer in answers) for words in (("yes", "via assessment"), ("certificate size only",)))  # fmt: skip
    told = message(opening, "universities")
    assert f"Of {len(answers)} universities, {yes} are known" in told and f"and {no} not to" in told
    assert f"for {len(answers) - yes - no} that was not found or is unclear" in told


def test_the_message_on_europe_and_australia_prints_scores_that_a_pencil_gives(opening, atlas_now):
    points = {}
    for row in atlas_now.provisions[atlas_now.provisions["indicator_id"].str.startswith("ST")].to_dict("records"):
        if row["status"] in ("supports", "silent", "hinders"):
            mean = (row["obligation"] + row["precision"] + row["delegation"]) / 9 * 100
            worth = mean * (2 / 3 if row["scope"] == "targeted" else 1) if row["status"] == "supports" else 0.0
            cell = (row["jurisdiction_id"], row["indicator_id"])
            points[cell] = max(points.get(cell, 0.0), worth)
    frame = pd.Series(points)
    counts, means = frame.groupby(level=0).size(), frame.groupby(level=0).mean()
    group = atlas_now.jurisdictions.set_index("jurisdiction_id")["group"]
    scored = means[(counts >= 4) & (means.index.map(group) == "Canada")]
    told = message(opening, "European Union")
    assert f"the European Union ({means['EU']:.0f} of 100) and Australia ({means['AU']:.0f})" in told
    assert scored.idxmax() == "CA-ON" and f"above Ontario ({scored.max():.0f})" in told


def test_key_messages_are_three_to_five_whole_sentences(opening):
    lines = [line for line in opening.text.splitlines() if line.startswith("- ")]
    assert 3 <= len(lines) <= 5 and all(line.endswith(".") and line[2].isupper() for line in lines)
    assert not re.search(r"\b[A-Z]{2}[1-6]\b|\d{4}-\d\d-\d\d|%|draw|slip", opening.text + opening.title)


def facts_of(verdicts, claim_id, **changed):
    """The verdicts with other facts, verdict or point of one claim on the last day."""
    rows = verdicts.copy()
    last = rows.index[rows["claim_id"] == claim_id][-1]
    for name, value in changed.items():
        if name in ("verdict", "point", "facts"):
            rows.at[last, name] = value
        else:
            rows.at[last, "facts"] = rows.at[last, "facts"] | {name: value}
    return rows


@pytest.mark.parametrize(
    ("claim_id", "changed", "title"),
    [
        ("C0", {"hindering": ["CA-BC"]}, "Provisions that work against stacking stand in British Columbia"),
        ("C0", {"read": 0}, "No Canadian provision on stacking could be read"),
        ("C0", {"facts": {}}, "No framework on which the article’s argument could be tested was in force on this day"),
        ("C1", {"firm": ["CA-BC"]}, "In Canadian frameworks no provision that could be read works against stacking, and British Columbia sets criteria for it"),
        ("C1", {"firm": ["CA-BC", "CA-ON"]}, "In Canadian frameworks no provision that could be read works against stacking, and British Columbia and Ontario set criteria for it"),
    ],
)  # fmt: skip
def test_the_finding_has_a_sentence_for_each_case(verdicts, atlas_now, claim_id, changed, title):
    assert claim_words.open_claims(facts_of(verdicts, claim_id, **changed), atlas_now).title == title


@pytest.mark.parametrize(
    ("claim_id", "changed", "told"),
    [
        ("C0", {"read": 48}, "None of the 48 provisions of Canadian frameworks on stackability works against stacking: what they lack is rules."),
        ("C1", {"firm": ["CA-BC"]}, "The article’s description of the provinces does not hold for British Columbia"),
        ("C1", {"loose": [], "silent": []}, "Whether provinces leave stacking open cannot be said: no clause on it could be read."),
        ("C1", {"loose": ["CA-BC"], "unread": [], "verdict": "holds"}, "The article’s description of the provinces holds. The only province whose clause"),
        ("C1", {"facts": {}}, "No province is known to have had a framework in force."),
        ("C2a", {"point": False}, "On stacking the colleges’ framework does more, or less, than the article says"),
        ("C2b", {"point": False}, "on recognition it names criteria or who decides."),
        ("C2b", {"point": None}, "Too little of the colleges’ framework could be read"),
        ("C3a", {"verdict": "holds"}, "fewer than half, whatever the others do."),
        ("C3a", {"verdict": "does not hold"}, "half or more."),
        ("C4a", {"verdict": "holds"}, "are above every Canadian framework, of which Ontario is highest with what was read (36)."),
        ("C4a", {"verdict": "does not hold", "point": False}, "are not both above the highest Canadian score with what was read, Ontario (36)."),
        ("C4a", {"point": None}, "Whether Europe and Australia serve stacking better cannot be said"),
    ],
)  # fmt: skip
def test_each_message_has_a_sentence_for_each_case(verdicts, atlas_now, claim_id, changed, told):
    assert told in claim_words.open_claims(facts_of(verdicts, claim_id, **changed), atlas_now).text


def test_a_claim_that_the_data_do_not_have_has_no_message(verdicts, atlas_now):
    few = verdicts[verdicts["claim_id"].isin(["C0", "C3a"])]
    assert claim_words.open_claims(few, atlas_now).text.count("\n- ") == 2


def test_the_article_is_cited_where_it_was_published_beside_the_copy_and_quoted(atlas_now):
    text = claim_words.tell_article(atlas_now).text
    article = next(row for row in read("sources.csv") if row["source_id"] == read("claims.csv")[0]["source_id"])
    publisher = article["publisher"].split(";")[0]
    assert f"“{article['title']}”, {publisher}, 22 November 2022. Read in a copy at [brunner.cl](<{article['url']}>)." in text  # fmt: skip
    assert text.count("\n- ") == len({row["argument_id"] for row in read("claims.csv")})
    assert all(f"“{quoted}”" in text and len(quoted.split()) < 15 for quoted in claim_words.QUOTED.values())


def test_each_claim_has_its_statement_its_test_and_a_verdict_for_each_day(verdicts, atlas_now):
    text = claim_words.explain_argument(verdicts, "C1", atlas_now).text
    for claim in atlas_now.claims[atlas_now.claims["argument_id"] == "C1"].itertuples():
        assert claim.statement in text and f"**{claim.title}.**" in text and f"*{claim.test}*" in text
    latest = f"{date.fromisoformat(atlas_now.date):%-d %B %Y}"
    assert text.count("- On 22 November 2022: **") == text.count(f"- On {latest}: **") == 1


def test_what_is_the_same_on_both_days_is_said_once(verdicts, atlas_now):
    assert claim_words.explain_argument(verdicts, "C5", atlas_now).text.count("- On both days: **not tested**.") == 1


def test_two_facts_on_either_side_stand_once_beside_an_argument_with_who_when_and_where(verdicts, atlas_now):
    text = claim_words.explain_argument(verdicts, "C3", atlas_now).text
    facts = claims.list_evidence(atlas_now, "C3")
    sources = {row["source_id"]: row for row in read("sources.csv")}
    for direction, word in (("for", "*For it*"), ("against", "*Against it*")):
        there = facts[facts["direction"] == direction]
        assert text.count(f"{word}, the surest of {len(there)} facts:") == 1
        shown = [row for row in there.itertuples() if plain(row.finding) in text]
        assert len(shown) == claim_words.SHOWN and {row.confidence for row in shown} == {"high"}
        for row in shown:
            assert sources[row.source_id]["publisher"] in text and f", {row.locator}](<" in text


def test_every_point_has_a_question_as_its_heading(verdicts, atlas_now):
    ids = list(atlas_now.claims["argument_id"].unique())
    heads = [claim_words.explain_argument(verdicts, argument, atlas_now).text.splitlines()[0] for argument in ids]
    assert len(set(heads)) == len(ids) and all(head.startswith("## ") and head.endswith("?") for head in heads)


def test_an_argument_without_a_verdict_is_refused(verdicts, atlas_now):
    with pytest.raises(ValueError, match="no verdict on argument 'C9'; there are C0, C1, C2, C3, C4, C5"):
        claim_words.explain_argument(verdicts, "C9", atlas_now)


def test_points_of_ones_own_are_not_tested_and_never_told_in_the_words_of_the_article(atlas_now):
    own = replace(atlas_now, claims=atlas_now.claims.assign(test="Something else.", statement="Fees are low."))
    verdicts = claims.judge_claims(own, ["latest"], draws=1)
    opening = claim_words.open_claims(verdicts, own)
    assert opening.title == "No point of the article was tested" and "No test is written for any" in opening.text
    told = claim_words.explain_argument(verdicts, "C1", own).text
    assert told.startswith("## C1\n") and "No test is written for this point as it is worded." in told
    assert "institutions can do" not in (article := claim_words.tell_article(own).text) and "Fees are low." in article
    assert {row[0] for row in claim_words.evidence_table(own).rows} <= set(own.claims["argument_id"])


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0%"), (0.0003, "under 1%"), (0.123, "12%"), (0.9999, "over 99%"), (1.0, "100%")],
)
def test_a_share_is_none_or_all_only_when_it_is(share, words):
    assert percent(share) == words


def test_no_two_claims_have_the_same_reason_and_none_has_a_share(verdicts, atlas_now):
    last = verdicts[verdicts["as_of"] == atlas_now.date]
    table = claim_words.claims_table(verdicts, atlas_now)
    assert [column.label for column in table.columns] == ["Point", "November 2022", "November 2026", "Why", "What would settle it"]  # fmt: skip
    reasons = [row[3] for row in table.rows]
    assert len(set(reasons)) == len(last) == len(table.rows)
    assert not any("%" in cell for row in table.rows for cell in row)
    assert [row[2] for row in table.rows] == last["verdict"].tolist()


def test_shares_are_given_under_each_assumption_or_not_at_all(verdicts, atlas_now):
    table = claim_words.claim_shares(verdicts, atlas_now)
    assert len(table.rows) == verdicts["share_whole"].notna().sum() and len(table.rows[0]) == 5
    assert all(cell.endswith("%") for row in table.rows for cell in row[2:])


def test_a_point_without_facts_says_so(verdicts, atlas_now):
    assert claim_words.explain_argument(verdicts, "C0", atlas_now).text.endswith("is filed for this point.")


def test_the_table_of_evidence_has_a_row_for_each_fact_and_leaves_the_article_out(atlas_now):
    table = claim_words.evidence_table(atlas_now)
    facts = {
        argument: len(claims.list_evidence(atlas_now, argument))
        for argument in atlas_now.claims["argument_id"].unique()
    }
    assert len(table.rows) == sum(facts.values())
    article = atlas_now.sources.set_index("source_id")["url"][atlas_now.claims["source_id"].iloc[0]]
    assert article not in str(table.rows)
    assert {row[0] for row in table.rows} == {claim_words.BRIEF[argument] for argument, n in facts.items() if n}
    assert {row[0] for row in claim_words.evidence_table(atlas_now, ["C3"]).rows} == {"Universities"}


def test_what_the_report_uses_holds_the_article_and_every_fact_that_it_tells(verdicts, atlas_now):
    used = set(claim_words.list_used(atlas_now)["source_id"])
    addresses = atlas_now.sources.set_index("source_id")["url"]
    told = "".join(
        claim_words.explain_argument(verdicts, argument, atlas_now).text
        for argument in atlas_now.claims["argument_id"].unique()
    )
    assert set(atlas_now.claims["source_id"]) <= used
    assert set(re.findall(r"\]\(<(.*?)>\)", told)) <= set(addresses[sorted(used)])


def test_the_limits_count_what_is_missing_among_those_tested(atlas):
    then = atlas.as_of("2022-11-22")
    limits = claim_words.state_claim_limits(then).text
    places = claim_words.list_tested(then)
    assert "EU" in places and "NZ" not in places
    instruments = then.frameworks[then.frameworks["instrument_type"] != "none"]["framework_id"]
    rows = then.provisions[then.provisions["framework_id"].isin(instruments) & then.provisions["jurisdiction_id"].isin(places)]  # fmt: skip
    unread = (rows["status"] == "missing").sum()
    assert f"- Of the {len(rows)} provisions of the frameworks looked at here, {unread} could not be read." in limits
    assert "Not found does not mean no" in limits
