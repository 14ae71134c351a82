"""What a clause adds to a score: exact where it was read, from nothing up where it was not."""

import pytest

from credatlas.index.reforms import bound_reform, clause_effects
from credatlas.index.scores import score


def test_where_all_was_read_the_clauses_add_up_to_the_reform(now, packages_of):
    for reform in packages_of("CA-CICAN").values():
        effects = clause_effects(now, reform)
        assert effects["gain_low"].equals(effects["gain_high"])
        assert effects["gain_low"].sum() == pytest.approx(reform.reached["ST"] - reform.start["ST"])
        row = bound_reform(now, reform).loc["ST"]
        assert row["low_after"] == row["high_after"] == pytest.approx(reform.reached["ST"])
        assert bound_reform(now, reform).loc["PO", "low_after"] == pytest.approx(reform.start["PO"])


def test_an_unread_clause_may_hold_as_much_already(now, packages_of):
    """British Columbia's level (ST3) could not be read; six indicators of equal weight, 100 points after."""
    reform = packages_of("CA-BC")["credit and level"]
    row = clause_effects(now, reform).set_index("indicator_id").loc["ST3"]
    assert (row["gain_low"], row["gain_high"]) == (0, pytest.approx(row["score_after"] / 6))
    bounds, before = bound_reform(now, reform).loc["ST"], score(now).dimensions
    before = before.set_index(["jurisdiction_id", "dimension_id"]).loc[("CA-BC", "ST")]
    assert bounds["low_after"] == pytest.approx(reform.reached["ST"])
    read = reform.changes.set_index("indicator_id").loc["ST2"]
    assert bounds["high_after"] == pytest.approx(before["high"] + (read["score_after"] - read["score_before"]) / 6)
