"""What is announced is a finding: which score moved because of which provision, and whether the world or the data changed."""

import shutil
import uuid
from dataclasses import replace

import pytest

from credatlas import load
from credatlas.files.hashes import hash_data
from credatlas.index.changes.compare import compare_datasets, list_changes
from credatlas.reports.run.studies import Job
from credatlas.reports.site import news
from credatlas.reports.site.news import NAMESPACE, Comparer, _describe, _group, entry_id, word_finding
from credatlas.reports.site.snapshots import keep_data

ROW = {"indicator_id": "ST1", "before": "1,1,0", "after": "2,2,2"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "CA-BC stackability 22 to 35, because ST1 went from 1,1,0 to 2,2,2"),
        ({"score_before": None}, "CA-BC stackability without a score to 35, because ST1 went from 1,1,0 to 2,2,2"),
        ({"score_before": 35.0}, "CA-BC stackability still 35, though ST1 went from 1,1,0 to 2,2,2"),
        (
            {"kind": "correction"},
            "Correction: CA-BC stackability as of 2022-11-22 22 to 35, because ST1 went from 1,1,0 to 2,2,2",
        ),
        (
            {"provisions": [ROW, ROW | {"indicator_id": "ST2", "after": "missing"}]},
            "CA-BC stackability 22 to 35, because ST1 went from 1,1,0 to 2,2,2 and ST2 went from 1,1,0 to missing",
        ),
    ],
)
def test_a_finding_is_a_sentence(changes, sentence):
    entry = {
        "kind": "change",
        "jurisdiction_id": "CA-BC",
        "as_of": "2022-11-22",
        "score_before": 22.0,
        "score_after": 35.0,
        "provisions": [ROW],
    }
    assert word_finding(entry | changes, "stackability") == sentence


@pytest.fixture
def data(toy, tmp_path):
    return shutil.copytree(toy, tmp_path / "data")


def compare(data, out, edit, as_of="2024-12-31", day="2022-11-22", **parameters):
    """Publish, edit the data, and compare for a report that stood as of `day`."""
    keep_data(data, out)
    manifest = {"day": day, "data_version": "1", "inputs": {"data": hash_data(data)}}
    edit(data)
    comparer = Comparer(out, out, load(keep_data(data, out)))
    return comparer.list_entries(Job("s", "s", data, {"as_of": as_of, **parameters}), manifest)


def recode(data):
    path = data / "provisions/aa-gov-2020.csv"
    path.write_text(path.read_text().replace("ST1,supports,general,3,3,3", "ST1,supports,general,1,0,0", 1))


def edit_a_note(data):
    path = data / "provisions/aa-gov-2020.csv"
    path.write_text(path.read_text().replace("Quoted.", "Quoted again.", 1))


def test_a_recoded_provision_is_a_correction_with_its_score_before_and_after(data, tmp_path):
    # stackability of AA: five provisions of 100 points; one of them becomes 1 of 9 points, (4 x 100 + 11.1) / 5 = 82.2
    entries = compare(data, tmp_path, recode, as_of="2022-11-22")
    assert [entry["text"] for entry in entries] == [
        "Correction: AA stackability as of 2022-11-22 100 to 82, because ST1 went from 3,3,3 to 1,0,0"
    ]
    assert (entries[0]["kind"], entries[0]["provisions"][0]["locator"]) == ("correction", "section 3")


def test_a_score_in_the_sentence_is_rounded_once(data, tmp_path, monkeypatch):
    def nearly_half(*days):
        changes = compare_datasets(*days)
        return replace(changes, dimensions=changes.dimensions.assign(score_after=81.48))

    monkeypatch.setattr(news, "compare_datasets", nearly_half)
    (entry,) = compare(data, tmp_path, recode, as_of="2022-11-22")
    assert "100 to 81, because" in entry["text"] and entry["score_after"] == 81.5


def test_the_passing_of_time_is_a_change_and_no_correction(data, tmp_path):
    entries = compare(data, tmp_path, edit_a_note)
    assert entries and {entry["kind"] for entry in entries} == {"change"}
    assert {entry["jurisdiction_id"] for entry in entries} == {"BB"}  # its law of 2024 takes the place of that of 2022


def test_a_report_about_one_jurisdiction_announces_that_one_only(data, tmp_path):
    assert compare(data, tmp_path, recode, jurisdiction="CC") == []


def test_nothing_is_announced_when_no_finding_changed_or_nothing_stood_there(data, tmp_path):
    assert compare(data, tmp_path, edit_a_note, as_of="2022-11-22") == []
    comparer = Comparer(tmp_path, tmp_path, load(keep_data(data, tmp_path)))
    assert comparer.list_entries(Job("s", "s", data, {"as_of": "2022-11-22"}), None) == []


def test_data_that_cannot_be_read_any_more_are_compared_with_nothing(data, tmp_path):
    def break_the_old(folder):
        for path in (tmp_path / "_data").iterdir():
            (path / "frameworks.csv").write_text("another,shape\n")
        recode(folder)

    assert compare(data, tmp_path, break_the_old) == []


def test_the_id_of_an_announcement_is_the_one_it_had_when_it_was_first_published(data, tmp_path):
    corrections = compare(data, tmp_path / "a", recode, as_of="2022-11-22")
    changes = compare(data, tmp_path / "b", edit_a_note)
    assert [entry["id"] for entry in [*corrections, *changes]] == [
        "urn:uuid:7475a65f-0f95-5a2a-8228-9357480c95b4",
        "urn:uuid:2e5982c6-bbbb-52ed-889c-8bf89f4a2864",
        "urn:uuid:ad237665-8407-5bf6-94e3-27e00794c625",
        "urn:uuid:f4b483a9-0c11-5d34-a3ed-f2027ee765b6",
    ]


@pytest.mark.parametrize(
    ("field", "spelled"),
    [
        ("plain", "'plain'"),
        ("it's", '"it\'s"'),
        ('say "so"', "'say \"so\"'"),
        ('it\'s "so"', "'it\\'s \"so\"'"),
        ("a\\b", "'a\\\\b'"),
        ("one\ntwo\tthree\r", "'one\\ntwo\\tthree\\r'"),
        ("no\u00a0break", "'no\\xa0break'"),
        ("zero\u200bwidth", "'zero\\u200bwidth'"),
        ("\U000e0001", "'\\U000e0001'"),
        ("é – € 🎓", "'é – € 🎓'"),
        (None, "None"),
        (22.0, "22.0"),
        ([{"codes": "1,1,0"}, {}], "[{'codes': '1,1,0'}, {}]"),
    ],
)
def test_an_id_is_made_from_fields_written_in_one_notation_for_ever(field, spelled):
    assert entry_id({"field": field}) == uuid.uuid5(NAMESPACE, f"{{'field': {spelled}}}").urn


def test_a_score_that_came_with_its_framework_was_not_without_a_score():
    entry = {"kind": "change", "jurisdiction_id": "EE", "as_of": "2026-11-24", "score_before": None,
             "score_after": 56.0, "provisions": [ROW | {"before": "no framework"}]}  # fmt: skip
    assert word_finding(entry, "stackability", "en", ("none-found", "scored")) == (
        "EE stackability no framework found to 56, because ST1 went from no framework to 2,2,2"
    )


def test_what_is_read_differently_neither_went_nor_moved_a_score():
    row = {"indicator_id": "ST2", "before": "3,1,3", "after": "2,1,3", "why": "read differently"}
    entry = {"kind": "change", "jurisdiction_id": "CA-ON", "as_of": "2026-11-24", "score_before": 37.0,
             "score_after": 35.6, "provisions": [row]}  # fmt: skip
    assert word_finding(entry, "stackability", sure=False) == (
        "CA-ON stackability: 37, then 36, which is no change beyond doubt: ST2 is read differently (3,1,3, then 2,1,3)"
    )


def test_the_news_of_ontario_since_the_article_announces_no_fall(atlas, tmp_path):
    changes = list_changes(atlas, "2022-11-22", "latest")
    (rows,) = [rows for rows in _group(changes, {"CA-ON"}) if rows[0].dimension_id == "ST"]
    entry = _describe(rows, changes, atlas, Job("s", "s", tmp_path, {"as_of": "latest"}))
    assert "no change beyond doubt" in entry["text"] and " to " not in entry["text"]
    assert entry["provisions"][0]["why"] == "read differently"
