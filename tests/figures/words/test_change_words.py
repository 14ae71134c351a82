"""What is said of changes keeps policy apart from what only became known."""

import pytest

from credatlas.figures.words import change_words
from credatlas.index.changes.compare import list_changes
from credatlas.index.scores import score


@pytest.fixture(scope="module")
def changes(atlas):
    return list_changes(atlas, "2022-11-22", "latest")


def estonia(now):
    """Return the points of Estonia's stackability, as they are printed."""
    row = score(now).dimensions.set_index(["jurisdiction_id", "dimension_id"]).loc["EE", "ST"]
    return f"{row['score']:.0f}"


def test_the_summary_counts_versions_provisions_and_what_only_became_known(changes, atlas):
    text = change_words.summarise_changes(changes, atlas.as_of("latest")).text
    started = int((changes.frameworks["event"] == "started").sum())
    directions = changes.provisions["direction"]
    known = directions.isin(["became known", "no longer known"]).sum()
    doubtful = (directions == "read differently").sum()
    changed = len(directions) - known - doubtful
    assert f"{started} framework versions came into force and {changed} provisions that count changed" in text
    assert f"{known} other provisions only became known or stopped being known, and {doubtful} are read" in text
    assert "Estonia" not in text  # it had no framework before, and so no score that could have moved


def test_nothing_changed_between_a_day_and_itself(atlas):
    same = list_changes(atlas, "2022-11-22", "2022-11-22")
    now = atlas.as_of("2022-11-22")
    assert "0 framework versions came into force and 0 provisions" in change_words.summarise_changes(same, now).text
    assert not change_words.change_table(same, now).rows and not change_words.score_change_table(same, now).rows


def test_tables_have_a_row_for_each_change_and_ranges_for_each_score(changes, atlas):
    now = atlas.as_of("latest")
    assert len(change_words.change_table(changes, now).rows) == len(changes.provisions)
    assert len(change_words.event_table(changes, now).rows) == len(changes.frameworks)
    rows = {(row[0], row[1]): row for row in change_words.score_change_table(changes, now).rows}
    assert rows["Estonia", "Stackability"][2] == "no framework found" and rows["Estonia", "Stackability"][4] == "–"
    assert rows["Nova Scotia", "Stackability"][2] == "no framework known to be in force"


def test_where_there_was_no_framework_no_provision_was_missing(changes, atlas):
    table = change_words.change_table(changes, atlas.as_of("latest"))
    assert {row[1] for row in table.rows if row[0].startswith(("N.S.", "Estonia"))} == {"no framework"}


def test_what_comes_with_a_framework_did_not_become_known(changes):
    rows = changes.provisions.set_index("jurisdiction_id")["direction"]
    assert {*rows["EE"], *rows["SG"], *rows["CA-NS"]} == {"framework began"}


def test_only_scores_that_moved_beyond_doubt_are_named_and_the_others_counted(changes, atlas):
    """Spain's speed rose from 53 to 67, by provisions read on other pages: it is counted and not named."""
    text = change_words.summarise_changes(changes, atlas.as_of("latest")).text
    assert "- Spain, portability: 15 to 30, beyond doubt." in text and "Spain, speed" not in text
    moved = changes.dimensions.dropna(subset="difference").query("abs(difference) > 1e-6")
    assert f"- {(~moved['beyond_doubt']).sum()} other scores differ by no more than" in text
    rows = {(row[0], row[1]): row[-1] for row in change_words.score_change_table(changes, atlas.as_of("latest")).rows}
    assert (rows["Spain", "Speed"], rows["Spain", "Portability"]) == ("no", "yes")
