"""The clause beside the score: of two frameworks in force, the one that counted."""

import pandas as pd
import pytest

from credatlas.evidence.dataset import load
from credatlas.index.scores.counted import attach_provisions, write_codes
from credatlas.index.scores.scoring import score


@pytest.fixture(scope="module")
def counted(toy):
    dataset = load(toy).as_of("2022-06-30")
    rows = attach_provisions(score(dataset).indicators, dataset.provisions)
    return rows.set_index(["jurisdiction_id", "indicator_id"])


def test_the_text_is_that_of_the_framework_that_counted(counted):
    """In Aland the government puts up a barrier at SP1 and the universities a fast route: the route counts."""
    row = counted.loc["AA", "SP1"]
    assert row[["framework_id", "codes", "scope", "source_id"]].tolist() == [
        "aa-uni-2021", "3,3,3", "general", "aa-uni-text",
    ]  # fmt: skip


@pytest.mark.parametrize("indicator", ["ST6", "SP2"], ids=["missing", "not applicable"])
def test_what_has_no_codes_shows_none(counted, indicator):
    assert counted.loc["AA", indicator][["codes", "scope"]].tolist() == ["", ""]


def test_silence_shows_its_zeros(counted):
    """The government of Aland says nothing on a register, nor do its universities on joint design."""
    silent = counted[counted["status"] == "silent"]
    assert len(silent) and (silent["codes"] == "0,0,0").all()


@pytest.mark.parametrize("jurisdiction", ["BB", "CC"], ids=["none before July 2022", "none found"])
def test_a_jurisdiction_without_a_framework_keeps_its_row(counted, jurisdiction):
    row = counted.loc[jurisdiction, "ST1"]
    assert row[["framework_id", "status", "codes", "finding", "locator"]].tolist() == ["", "missing", "", "", ""]


def test_codes_are_written_as_people_write_them():
    provisions = pd.DataFrame({"obligation": [3.0, None], "precision": [2.0, None], "delegation": [0.0, None]})
    assert write_codes(provisions).tolist() == ["3,2,0", ""]
