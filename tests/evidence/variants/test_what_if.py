"""A changed provision keeps the rules; a selection and a table put back keep what they do not touch."""

import pytest

from credatlas.evidence.dataset import load
from credatlas.evidence.variants.what_if import change_provision, put_back, select


@pytest.fixture(scope="module")
def tables(toy):
    return load(toy).tables


def test_a_code_that_stays_as_it_is_changes_nothing(tables, toy):
    resource = next(table for table in load(toy).descriptor["resources"] if table["name"] == "provisions")
    same = change_provision(tables["provisions"], resource, "aa-gov-2020", "ST1", {"obligation": 3})
    assert same.equals(tables["provisions"])


def test_what_is_not_selected_is_not_read_and_says_nothing(tables):
    kept, selected = select(tables, {"framework": "bb-2022"})
    assert selected == (("framework", ("bb-2022",)),)
    others = kept[~kept["framework_id"].isin(["bb-2022", "cc-none"])]
    assert (others["status"] == "missing").all() and (others[["finding", "source_id", "scope"]] == "").all(axis=None)
    same = kept["framework_id"].isin(["bb-2022", "cc-none"])
    assert kept[same].equals(tables["provisions"][same])


def test_rows_of_other_days_are_put_back_in_their_order(tables):
    frameworks = tables["frameworks"]
    narrowed = tables | {"frameworks": frameworks[frameworks["framework_id"] == "bb-2022"]}
    own = frameworks[frameworks["framework_id"] == "bb-2022"].assign(name="Renamed")
    whole = put_back(tables, narrowed, {"frameworks": own})["frameworks"]
    assert list(whole["framework_id"]) == list(frameworks["framework_id"])
    assert list(whole.loc[whole["name"] != frameworks["name"], "framework_id"]) == ["bb-2022"]
