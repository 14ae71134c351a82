"""What is said of two jurisdictions is found again in the CSV files, by other code."""

import re

import pandas as pd
import pytest

from credatlas.figures.words import pair_words
from credatlas.index.scores import compare_pair, score
from credatlas.paths import find_data

LABELS = ["obligation", "precision", "delegation"]


@pytest.fixture(scope="module")
def scores(atlas_now):
    return score(atlas_now)


def opened(atlas, scores, *pair):
    compared = compare_pair(atlas, *pair, scores=scores)
    return pair_words.open_pair(atlas, compared, scores.dimensions, pair)


def messages(statement):
    return re.findall(r"^- (.*)$", statement.text, re.MULTILINE)


def read(name):
    return pd.read_csv(find_data() / name, dtype=str, keep_default_na=False)


def points(row):
    """Score one provision as the codebook does: the mean of its codes of 3, two thirds of it where targeted."""
    codes = LABELS[:2] if row["indicator_id"].startswith("SP") else LABELS
    if row["status"] != "supports":
        return {"silent": 0.0, "hinders": 0.0}.get(row["status"], float("nan"))
    share = sum(int(float(row[code])) for code in codes) / (3 * len(codes))
    return 100 * share * (2 / 3 if row["scope"] == "targeted" else 1)


def by_hand(framework):
    rows = read(f"provisions/{framework}.csv")
    return rows.assign(points=rows.apply(points, axis=1)).set_index("indicator_id")


def test_the_three_largest_differences_of_the_colleges_and_the_union(atlas_now, scores):
    said = messages(opened(atlas_now, scores, "CA-CICAN", "EU"))
    ours, theirs = by_hand("ca-cican-2021"), by_hand("eu-2024")
    gaps = (theirs["points"] - ours["points"]).dropna()
    names = read("indicators.csv").set_index("indicator_id")["name_en"]
    labels = read("codes.csv").set_index(["attribute", "code"])["label_en"]
    largest = gaps.abs().sort_values(ascending=False, kind="stable").index[:3]
    assert set(gaps.abs().round(6).nlargest(3, keep="all")) == {round(gaps[i], 6) for i in largest}
    for indicator, message in zip(largest, said, strict=False):
        row = theirs.loc[indicator]
        kind = {"1": "permission", "2": "recommendation", "3": "requirement"}[row["obligation"]]
        who = labels["delegation", row["delegation"]]
        assert ours.at[indicator, "status"] == "silent"
        assert message.startswith(f"**{names[indicator].capitalize()}**: the European Union has a {kind} ")
        assert who.split()[0] in message and message.endswith(
            f" ({row['points']:.0f} of 100 points). Our summary: {row['finding']} "
            "This is not addressed by Colleges and Institutes Canada."
        )


def test_both_scores_of_each_dimension_and_how_much_could_be_compared(atlas_now, scores):
    said = messages(opened(atlas_now, scores, "CA-CICAN", "EU"))
    ours, theirs = by_hand("ca-cican-2021")["points"], by_hand("eu-2024")["points"]
    means = [side.groupby(side.index.str[:2]).mean() for side in (ours, theirs)]
    assert f"{means[0]['ST']:.0f} and {means[1]['ST']:.0f} on stackability" in said[3]
    assert f"{means[0]['PO']:.0f} and {means[1]['PO']:.0f} on portability" in said[3]
    both = pd.concat([by_hand("ca-cican-2021")["status"], by_hand("eu-2024")["status"]], axis=1)
    asked = both[~both.eq("not-applicable").any(axis=1)]
    assert not asked.eq("missing").any(axis=None)
    assert said[4] == f"All {len(asked)} questions that apply to both could be compared."


def test_what_could_not_be_read_is_named_or_counted(atlas_now, scores):
    few, many = (messages(opened(atlas_now, scores, *pair))[-1] for pair in (("IE", "NZ"), ("CA-BC", "CA-AB")))
    lacking = {name for name in ("ie-2024", "nz-2022") for name in by_hand(name).query("status == 'missing'").index}
    names = read("indicators.csv").set_index("indicator_id")["name_en"]
    assert all(names[indicator] in few for indicator in lacking) and "could be compared; a text could not" in few
    read_of = [set(by_hand(name).query("status not in ('missing', 'not-applicable')").index)
               for name in ("ca-bc-2024", "ca-ab-2021")]  # fmt: skip
    assert f"only {len(read_of[0] & read_of[1])} could be compared; on the others" in many


@pytest.mark.parametrize(
    ("pair", "title"),
    [
        (("CA-CICAN", "EU"), "The European Union provides more for stackability, portability and speed than Colleges and Institutes Canada"),
        (("IE", "NZ"), "Ireland provides more for portability, New Zealand for speed"),
        (("CA-BC", "CA-AB"), "British Columbia and Alberta differ most, as far as could be read, on stacking and assessment of outcomes"),
        (("CA-NS", "SG"), "Nova Scotia and Singapore provide much the same wherever both could be read"),
        (("CA-QC", "NZ"), "No framework in force to compare for Quebec"),
        (("CA-QC", "CA-MB"), "No framework in force to compare for Quebec and Manitoba"),
    ],
)  # fmt: skip
def test_the_title_is_the_finding(atlas_now, scores, pair, title):
    assert opened(atlas_now, scores, *pair).title == title


def test_searches_are_counted_and_a_later_framework_is_told(atlas, atlas_now, scores):
    counts = read("frameworks.csv").set_index("jurisdiction_id")["searches"]
    said = messages(opened(atlas_now, scores, "CA-QC", "NZ"))
    assert said == [
        f"No framework was found for Quebec in {counts['CA-QC']} searches; that is no proof that there is none."
    ]
    then = atlas.as_of("2022-11-22")
    said = messages(opened(then, score(then), "CA-NS", "EU"))
    assert said == ["No framework is known to have been in force for Nova Scotia on this day."]


def test_every_question_stands_in_two_columns_with_what_it_says_how_firmly_and_where(atlas_now, scores):
    pair = ("CA-BC", "EU")
    compared = compare_pair(atlas_now, *pair, scores=scores)
    tables = [pair_words.clause_table(compared, atlas_now, pair, dimension) for dimension in ("ST", "PO", "SP")]
    rows = {row[0]: row[1:] for table in tables for row in table.rows}
    findings = [by_hand("ca-bc-2024"), by_hand("eu-2024")]
    names = read("indicators.csv").set_index("indicator_id")["name_en"]
    for indicator, name in names.items():
        for side, cell in zip(findings, rows[name], strict=True):
            told = cell["text"] if isinstance(cell, dict) else cell
            missing = {"missing": "could not be read", "not-applicable": "not applicable"}
            assert told == missing.get(side.at[indicator, "status"], side.at[indicator, "finding"])
    assert rows["stacking: how firmly"][0] == "permitted · principle · nobody named"
    assert all(
        cell["lang"] == "en" for head, cells in rows.items() if head.endswith(": where") for cell in cells if cell
    )


def test_contributions_are_shown_as_they_add_up(atlas_now, scores):
    pair = ("CA-CICAN", "EU")
    table = pair_words.contribution_table(compare_pair(atlas_now, *pair, scores=scores), atlas_now, pair)
    added = pd.DataFrame(table.rows).groupby(0, sort=False)[4].sum()
    expected = [by_hand(name)["points"] for name in ("ca-cican-2021", "eu-2024")]
    for name, key in (("Stackability", "ST"), ("Portability", "PO"), ("Speed", "SP")):
        means = [side[side.index.str.startswith(key)].mean() for side in expected]
        assert added[name] == pytest.approx(means[0] - means[1])
