"""Every rule is applied; the real data keep them all."""

from credatlas.evidence.dataset import check
from credatlas.evidence.rules.every_rule import RULES

FILE = "provisions/aa-gov-2020.csv"


def test_the_real_data_and_the_toy_keep_every_rule(atlas, toy):
    assert check(atlas.folder)[0] == check(toy)[0] == []


def test_every_rule_names_its_source_in_its_first_line():
    assert [rule.__name__ for rule in RULES if not rule.__doc__] == []


def test_rules_that_compare_rows_wait_until_every_row_can_be_read(copy):
    copy.replace(FILE, "Quoted.", "Quoted.,more")
    assert copy.problems() == [f"{FILE}:2: has 13 cells; 12 cells are needed, as in the header"]


def test_rules_about_one_row_are_applied_to_the_rows_that_could_be_read(copy):
    copy.replace("frameworks.csv", "cc-none,CC,", "cc-none,CC,,")
    copy.replace("frameworks.csv", "2022-07,2024", "2022-07,2021")
    assert "frameworks.csv:4:in_force_to '2021' is before the start '2022-07'" in copy.problems()
