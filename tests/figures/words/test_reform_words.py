"""What is said of a reform is what it does, who could adopt it and after whose model, found again in the CSV files."""

import re
from functools import cache

import pandas as pd
import pytest

from credatlas.figures.words import reform_words
from credatlas.index.reforms import reform_packages, scenarios
from credatlas.paths import find_data
from tests.figures.words import plain_data

CODES = ["obligation", "precision", "delegation"]
ONTARIO = [row["framework_id"] for row in plain_data.in_force("2026-11-28", "CA-ON")]


@pytest.fixture(scope="module")
def compared(atlas_now):
    listed = scenarios.list_reforms(atlas_now)
    return [
        (row.reform_id, row.title, scenarios.compare_reform(atlas_now, row.reform_id)) for row in listed.itertuples()
    ]


@pytest.fixture(scope="module")
def packages(atlas_now):
    return reform_packages(atlas_now, "CA-CICAN", "EU")


def opened(atlas_now, compared, jurisdiction, target="EU", packages=None):
    packages = packages or reform_packages(atlas_now, jurisdiction, target)
    statement = reform_words.open_reforms(packages, compared, atlas_now, jurisdiction, target)
    return statement, re.findall(r"^- (.*)$", statement.text, re.MULTILINE)


def read(name):
    return pd.read_csv(find_data() / name, dtype=str, keep_default_na=False)


@cache
def frames():
    """Return every provision of the data."""
    return pd.concat(read(f"provisions/{path.name}") for path in sorted((find_data() / "provisions").glob("*.csv")))


def points(framework):
    """Return the points of the six clauses on stackability: the mean of three codes; NaN where not read."""
    rows = read(f"provisions/{framework}.csv").set_index("indicator_id").filter(like="ST", axis=0)
    codes = rows[CODES].replace("", "0").astype(float).mean(axis=1) * 100 / 3
    return codes.where(rows["status"] != "missing") * rows["scope"].map({"targeted": 2 / 3}).fillna(1)


STRENGTH = [
    {"a permission": 1, "a recommendation": 2, "a requirement": 3},
    {"": 0, " that states a principle": 1, " with named criteria": 2, " with a rule that can be checked": 3},
    {"with nobody named": 0, "for the institution": 1, "for a sector body or the government": 2, "for a public authority": 3},
]  # fmt: skip
WRITES = re.compile(
    r"The clause on ([\w -]+) would be (a \w+)( [^,]*)?, ([\w ]+) to see to(?:\. The nearest model is in ([\w ]+): (.*?\.))?"
)


def test_each_package_is_told_in_words_and_scores_what_it_says(atlas_now, compared, packages):
    """The codes are read back from the words of the message and scored from the CSV files; a model's words stand there."""
    statement, said = opened(atlas_now, compared, "CA-CICAN", packages=packages)
    ours, theirs = points("ca-cican-2021"), points("eu-2024").mean()
    names = read("indicators.csv").set_index("indicator_id")["name_en"]
    ids = {name: jurisdiction for jurisdiction, name in names.items()}
    for message, clauses in zip(said[:2], (("ST1", "ST4"), ("ST2", "ST3")), strict=True):
        reformed = ours.copy()
        for name, *words, jurisdiction, finding in WRITES.findall(message):
            reformed[ids[name]] = sum(of[word] for of, word in zip(STRENGTH, words, strict=True)) * 100 / 9
            known = frames()[frames()["indicator_id"] == ids[name]]["finding"]
            assert jurisdiction and any(text.startswith(finding) for text in known)
        assert tuple(reformed.index[reformed != ours]) == clauses
        assert f" would raise the score from {ours.mean():.0f} to {reformed.mean():.0f} of 100. " in message
        assert reformed.mean() >= theirs - 1e-9
    small = packages["a little everywhere"].changes.set_index("indicator_id")["codes_after"]
    little = ours.copy()
    little[small.index] = [sum(map(int, codes.split(","))) * 100 / 9 for codes in small]
    assert f"from {ours.mean():.0f} to {little.mean():.0f} of 100. It takes a small step in each" in said[2]
    assert all(names[jurisdiction] in said[2] for jurisdiction in small.index)
    assert statement.title == f"On stackability, recommendations alone (credit and level) would bring Colleges and Institutes Canada to the score that the European Union has ({theirs:.0f} of 100)"  # fmt: skip
    assert len(said) <= 5 and "smallest" not in statement.text and "step is" not in statement.text


def test_what_binds_somebody_may_require_and_what_must_require_says_so(atlas_now, packages):
    binding = reform_words.reform_title(reform_packages(atlas_now, "CA-ON", "EU"), atlas_now, "CA-ON", "EU")
    assert binding.startswith("On stackability, any of 3 packages of clauses would bring Ontario")
    only = {name: found for name, found in packages.items() if name != "credit and level"}
    title = reform_words.reform_title(only, atlas_now, "CA-CICAN", "EU")
    assert title.endswith("(39 of 100) requires more than its framework can")


def test_who_could_adopt_them_is_who_issued_the_framework_and_what_binds_nobody_is_said(atlas_now, compared, packages):
    _, said = opened(atlas_now, compared, "CA-CICAN", packages=packages)
    row = read("frameworks.csv").set_index("framework_id").loc["ca-cican-2021"]
    assert said[3].startswith(f"{row['issuer']} could adopt the clauses") and row["legal_force"] == "non-binding"
    required = {row.indicator_id for reform in packages.values() for row in reform.changes.itertuples() if row.codes_after[0] == "3"}  # fmt: skip
    names = read("indicators.csv").set_index("indicator_id")["name_en"]
    assert (
        all(names[jurisdiction] in said[3] for jurisdiction in required)
        and "A framework that binds nobody can recommend, not require" in said[3]
    )


def test_the_scenario_of_the_provinces_is_scored_again(atlas_now, compared, packages):
    """The scenario's three clauses over those of a province, with the range that its unread clauses leave possible."""
    _, said = opened(atlas_now, compared, "CA-CICAN", packages=packages)
    for jurisdiction, name, clauses in (
        ("CA-AB", "Alberta", points("ca-ab-2021")),
        ("CA-BC", "British Columbia", points("ca-bc-2024")),
        ("CA-ON", "Ontario", pd.concat([points(jurisdiction) for jurisdiction in ONTARIO], axis=1).max(axis=1)),
    ):
        rows = read("reforms.csv").set_index(["reform_id", "jurisdiction_id"])
        rows = rows.loc[("provinces-prioritise-stacking", jurisdiction)]
        added = rows.set_index("indicator_id")[CODES].astype(float).sum(axis=1) * 100 / 9
        after = pd.concat([clauses, added], axis=1).max(axis=1)
        assert f"{name} from {ranged(clauses)} to {ranged(after)}" in said[4]
    assert "Quebec" not in said[4]  # without a framework there is nothing to add to


def ranged(clauses):
    """Return the mean of the clauses read, with those that it could be if the others scored 0, or 100."""
    low, high = (clauses.fillna(end).mean() for end in (0, 100))
    return f"{clauses.mean():.0f}" if clauses.notna().all() else f"{clauses.mean():.0f} ({low:.0f}–{high:.0f})"


def test_clauses_that_are_not_enough_and_a_score_that_cannot_be_given(atlas_now, compared):
    statement, said = opened(atlas_now, compared, "CA-SK")
    assert said[1] == "**Credit and level**: these clauses alone would not be enough."
    assert " would bring the score, which cannot be given today, to 39 of 100 at least." in said[2]
    assert statement.title.startswith("On stackability, 1 of 3 packages of clauses would bring Saskatchewan")
    assert statement.kicker == "What could Saskatchewan write?"


def test_what_could_not_be_read_leaves_a_range(atlas_now, compared):
    packages = reform_packages(atlas_now, "CA-BC", "EU")
    _, said = opened(atlas_now, compared, "CA-BC", packages=packages)
    bc = points("ca-bc-2024")
    changes = packages["credit and level"].changes.set_index("indicator_id")["score_after"]
    low = pd.concat([bc.fillna(0), changes], axis=1).max(axis=1).mean()
    high = pd.concat([bc.fillna(100), changes], axis=1).max(axis=1).mean()
    assert f"from {bc.mean():.0f} ({bc.fillna(0).mean():.0f}–{bc.fillna(100).mean():.0f}) to {low:.0f} of 100 at least, {high:.0f} at most." in said[1]  # fmt: skip
    rows = {(row[0], row[2]): row for row in reform_words.recommendation_table(packages, atlas_now).rows}
    assert rows["credit and level", "level (ST3)"][3] == "could not be read"
    assert rows["credit and level", "level (ST3)"][5] == f"0–{changes['ST3'] / 6:.0f}"


@pytest.mark.parametrize(
    ("target", "end"),
    [("rank 3", "to rank 3"), ("60", ""), ("dominated by nobody", "to where no one does better on all dimensions at once")],
)  # fmt: skip
def test_other_targets_are_named(atlas_now, target, end, packages):
    found = packages if target != "60" else {}
    assert reform_words.reform_title(found or {"a": None}, atlas_now, "CA-CICAN", target).endswith(
        end or "to 60 points"
    )


def test_a_target_that_is_reached_needs_nothing(atlas_now, compared):
    packages = reform_packages(atlas_now, "NZ", "EU")
    statement, said = opened(atlas_now, compared, "NZ", packages=packages)
    assert (
        statement.title
        == "On stackability, New Zealand is at the score that the European Union has (39 of 100) already"
    )
    assert said[0].startswith("No clause needs to change") and len(said) == 1
    assert reform_words.recommendation_table(packages, atlas_now).text == "No clause needs to change."
    assert "rows" not in vars(reform_words.model_table(packages, atlas_now))


def test_models_were_read_in_their_own_text_and_have_a_link_and_a_place(atlas_now, packages):
    table = reform_words.model_table(packages, atlas_now)
    known = frames()[frames()["confidence"] == "high"]["finding"]
    cells = [row[-1]["text"] for row in reform_words.recommendation_table(packages, atlas_now).rows]
    assert "Ontario, ch. 8, first two paragraphs; French edition in eCampusOntario, 2022" in cells
    for _, jurisdiction, _, finding, source in table.rows:
        assert finding in set(known) and jurisdiction != "Colleges and Institutes Canada"
        assert source["href"].startswith("http") and source["text"]


def test_scenarios_say_what_they_contain_and_only_what_moves(atlas_now, compared):
    text = reform_words.scenario_contents(atlas_now).text
    titles = read("reforms.csv")["title"].drop_duplicates()
    assert text.count("\n- ") + 1 == len(titles) and all(title in text for title in titles)
    table = reform_words.scenario_table(compared, atlas_now)
    assert table.rows and all(before != after for *_, before, after in table.rows)
    assert ("The college framework adds rules for stacking and transfer", "Colleges and Institutes Canada", "Stackability", "17", "35") in table.rows  # fmt: skip
    assert "Quebec" not in {row[1] for row in table.rows} and "Quebec" in table.caption
