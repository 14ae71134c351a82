"""Versions come, go and follow each other; that no instrument was found is not one of them."""

import pandas as pd
import pytest

from credatlas.index.changes.versions import Versions, list_events

FRAMEWORKS = pd.DataFrame(
    [
        ("a-none", "A", "none", "", "", ""),
        ("a-2020", "A", "law", "2020", "2020", "a-none"),
        ("a-2021", "A", "law", "2021", "2021", "a-2020"),
        ("a-2022", "A", "law", "2022", "", "a-2021"),
        ("b-2019", "A", "law", "2019", "2021-06", ""),
    ],
    columns=["framework_id", "jurisdiction_id", "instrument_type", "in_force_from", "in_force_to", "supersedes"],
).assign(name="", dates_basis="stated", source_id="s")


def versions(before, after):
    pick = [FRAMEWORKS[FRAMEWORKS["framework_id"].isin(ids)] for ids in (before, after)]
    return Versions.of(*pick, FRAMEWORKS)


@pytest.mark.parametrize(
    ("in_force", "counted", "why"),
    [
        ((["a-2020"], ["a-2022"]), ("a-2020", "a-2022"), "new version"),
        ((["a-none"], ["a-2020"]), ("a-none", "a-2020"), "new framework"),
        (([], ["a-2022"]), ("", "a-2022"), "new framework"),
        ((["b-2019"], ["b-2019", "a-2022"]), ("b-2019", "a-2022"), "new framework"),
        ((["b-2019"], ["a-none"]), ("b-2019", "a-none"), "ended"),
        ((["b-2019"], []), ("b-2019", ""), "ended"),
        ((["a-2021", "b-2019"], ["a-2022", "b-2019"]), ("a-2021", "b-2019"), "new version"),
        ((["b-2019"], ["b-2019"]), ("b-2019", "b-2019"), "recoded"),
        ((["a-2022", "b-2019"], ["a-2022", "b-2019"]), ("b-2019", "a-2022"), "recoded"),
    ],
    ids=[
        "over a version in between",
        "where none was found",
        "where nothing was known",
        "beside another that stays",
        "none found any more",
        "nothing follows",
        "a weaker version lets another count",
        "same version",
        "other codes let another count",
    ],
)
def test_why_another_provision_counts(in_force, counted, why):
    assert versions(*in_force).explain(*counted) == why


def test_events_between_two_days():
    """In 2020 a-2020 and b-2019 are in force; by 2022 a-2021 has come and gone and b-2019 has ended."""
    events = list_events(FRAMEWORKS, versions(["a-2020", "b-2019"], ["a-2022"]), "2020-06-30", "2022-06-30")
    assert events[["framework_id", "event", "replaced_by"]].values.tolist() == [
        ["a-2020", "replaced", "a-2022"],
        ["a-2021", "came and went", "a-2022"],
        ["a-2022", "started", ""],
        ["b-2019", "ended", ""],
    ]


def test_nothing_happens_within_a_day():
    assert list_events(FRAMEWORKS, versions(["a-2020"], ["a-2020"]), "2020-06-30", "2020-06-30").empty


@pytest.mark.parametrize(
    ("before", "after", "listed"),
    [("2020-06-30", "2021-01-01", ["came and went"]), ("2021-01-01", "2021-06-30", [])],
    ids=["started on the last day", "started on the first day"],
)
def test_a_version_replaced_on_its_first_day_came_and_went_up_to_the_last_day_looked_at(before, after, listed):
    """a-2021 starts on 1 January 2021, and another of the same day takes its place: the first day is not in between."""
    same_day = FRAMEWORKS.assign(in_force_from=FRAMEWORKS["in_force_from"].replace("2022", "2021"))
    events = list_events(same_day, versions(["a-2022"], ["a-2022"]), before, after)
    assert list(events.loc[events["framework_id"] == "a-2021", "event"]) == listed
