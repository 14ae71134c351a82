"""Statuses and confidences are those of the schema, and their order is the codebook's."""

import pandas as pd
import pytest

from credatlas.evidence.statuses import Confidence, Status, how_read, order_confidence


@pytest.mark.parametrize(
    ("table", "column", "members"),
    [
        ("provisions", "status", Status),
        ("codings_a", "status", Status),
        ("codings_b", "status", Status),
        ("reforms", "status", Status),
        ("provisions", "confidence", Confidence),
    ],
)
def test_the_schema_allows_exactly_these(atlas, table, column, members):
    fields = next(each for each in atlas.descriptor["resources"] if each["name"] == table)["schema"]["fields"]
    assert next(each for each in fields if each["name"] == column)["constraints"]["enum"] == list(members)


def test_the_surer_reading_comes_first_and_what_was_not_read_last():
    confidence = pd.Series(["missing", "low", "high", "not-found", "medium"], index=[9, 8, 7, 6, 5])
    assert order_confidence(confidence).to_dict() == {9: 3, 8: 2, 7: 0, 6: 3, 5: 1}


def test_a_provision_was_read_as_its_confidence_says_whatever_its_status_unless_it_is_missing():
    status = ["supports", "not-applicable", "missing"]
    provisions = pd.DataFrame({"status": status, "confidence": ["low", "high", "high"]}, index=[5, 6, 7])
    assert how_read(provisions).to_dict() == {5: "low", 6: "high", 7: "missing"}
