"""News is a feed that readers of Atom accept, a page, and a list for programs; each word is said once."""

import json
from xml.etree import ElementTree

import pytest

from credatlas.reports.render.accessibility import list_barriers_to_reading
from credatlas.reports.site.feed import announce
from tests.reports.atom import ATOM, list_problems

CREATED = "2026-11-24"


def entry(number=1, **changes):
    row = {
        "indicator_id": "ST1",
        "before": "1,1,0",
        "after": "2,2,2",
        "why": "new version",
        "finding": "It says so.",
        "source_id": "act",
        "locator": "section 3",
        "url": "https://example.org/act",
    }
    return {
        "id": f"urn:uuid:00000000-0000-0000-0000-{number:012}",
        "text": f"CA-BC stackability 22 to {number}",
        "kind": "change",
        "updated": "2026-11-25T00:00:00Z",
        "data_version": "2",
        "data_version_before": "1",
        "provisions": [row | changes],
    }


def check_atom(path):
    """Hold a feed against RFC 4287 and its own promises; return the titles of its entries."""
    assert list_problems(path.read_text()) == []
    feed = ElementTree.parse(path).getroot()
    moments = [node.text for node in feed.iter(f"{ATOM}updated")]
    assert moments[0] == max(moments) and all(moment.endswith("Z") for moment in moments)
    for node in feed.iter(f"{ATOM}entry"):
        assert [link.get("href") for link in node.iter(f"{ATOM}link")] == [
            f"changes.html#{node.findtext(f'{ATOM}id').rpartition(':')[2]}"
        ]
        assert node.find(f"{ATOM}content").get("type") == "text"
    return [node.findtext(f"{ATOM}title") for node in feed.iter(f"{ATOM}entry")]


def test_a_first_publication_opens_an_empty_feed_that_one_can_subscribe_to(tmp_path):
    assert announce(tmp_path / "a", "A title", CREATED, []) == []
    assert check_atom(tmp_path / "a/feed.atom") == []
    assert "Nothing has changed" in (tmp_path / "a/changes.html").read_text()


def test_with_the_address_of_the_site_every_address_is_absolute_and_the_feed_is_named_by_its_own(tmp_path):
    announce(tmp_path / "profile-eu", "EU", "2026-11-28", [entry(1)], base="https://atlas.org/site/")
    root = ElementTree.parse(tmp_path / "profile-eu/feed.atom").getroot()
    here = "https://atlas.org/site/profile-eu/"
    assert root.find(f"{ATOM}id").text == f"{here}feed.atom"
    assert all(link.get("href").startswith(here) for link in root.iter(f"{ATOM}link"))


def test_news_comes_first_and_each_is_told_once(tmp_path):
    announce(tmp_path / "a", "A title", CREATED, [entry(1)])
    assert announce(tmp_path / "a", "A title", CREATED, [entry(2), entry(1)]) == [entry(2)]
    assert check_atom(tmp_path / "a/feed.atom") == ["CA-BC stackability 22 to 2", "CA-BC stackability 22 to 1"]
    assert [item["id"][-1] for item in json.loads((tmp_path / "a/changes.json").read_text())["entries"]] == ["2", "1"]


def test_nothing_is_written_when_nothing_is_new(tmp_path):
    announce(tmp_path / "a", "A title", CREATED, [entry(1)])
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "a").iterdir()}
    assert announce(tmp_path / "a", "A title", "2027-01-01", [entry(1)]) == []
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (tmp_path / "a").iterdir()}


def test_hostile_words_are_words_on_the_page_and_in_the_feed(tmp_path):
    hostile = "</li><script>alert(1)</script>\x00]]>&"
    announce(tmp_path / "a", hostile, CREATED, [entry(1, finding=hostile, url="javascript:alert(1)")])
    assert check_atom(tmp_path / "a/feed.atom")
    page = (tmp_path / "a/changes.html").read_text()
    assert "<script>" not in page and "javascript:" not in page


def test_everybody_can_read_the_page(tmp_path):
    announce(tmp_path / "a", "A title", CREATED, [entry(1), entry(2)])
    assert list_barriers_to_reading((tmp_path / "a/changes.html").read_text()) == []


@pytest.mark.parametrize(
    ("created", "moment"),
    [
        ("2026-11-24", "2026-11-24T00:00:00Z"),
        ("2026-11-24T01:30:00+02:00", "2026-11-23T23:30:00Z"),
        ("2026-11-24T10:00", "2026-11-24T10:00:00Z"),
        ("2026-11-24T99:00", "2026-11-24T00:00:00Z"),
    ],
)
def test_the_day_of_the_data_is_a_moment_whatever_it_says_beyond_the_day(tmp_path, created, moment):
    announce(tmp_path / "a", "A title", created, [])
    assert check_atom(tmp_path / "a/feed.atom") == []
    assert ElementTree.parse(tmp_path / "a/feed.atom").getroot().findtext(f"{ATOM}updated") == moment


def test_a_correction_is_marked_as_one_and_apart_from_a_change(tmp_path):
    announce(tmp_path / "a", "A title", CREATED, [entry(1), entry(2) | {"kind": "correction"}])
    feed = ElementTree.parse(tmp_path / "a/feed.atom").getroot()
    assert [(category.get("term"), category.get("label")) for category in feed.iter(f"{ATOM}category")] == [
        ("change", "Change of policy"),
        ("correction", "Correction of the data"),
    ]
    page = (tmp_path / "a/changes.html").read_text()
    assert "Change of policy" in page and "Correction of the data" in page


@pytest.mark.parametrize("lang", ["fr", "es"])
def test_a_feed_in_another_language_is_as_sound_and_says_so(tmp_path, lang):
    announce(tmp_path / "a", "A title", CREATED, [entry(1)], lang)
    assert check_atom(tmp_path / "a/feed.atom") == ["CA-BC stackability 22 to 1"]
    assert f'xml:lang="{lang}"' in (tmp_path / "a/feed.atom").read_text()


def test_many_and_long_words_leave_the_feed_sound_and_short(tmp_path):
    long = "A" * 10_000 + "\u202e\x0b<br>&#0;"
    announce(tmp_path / "a", long, CREATED, [entry(number, finding=long) for number in range(120)])
    assert len(check_atom(tmp_path / "a/feed.atom")) == 50
    assert len(json.loads((tmp_path / "a/changes.json").read_text())["entries"]) == 120


def test_codes_are_told_in_the_language_of_the_feed_and_findings_are_marked_as_english(tmp_path):
    announce(tmp_path / "a.fr", "Un titre", CREATED, [entry(1, finding="It may stack.")], "fr")
    check_atom(tmp_path / "a.fr/feed.atom")
    feed = ElementTree.parse(tmp_path / "a.fr/feed.atom").getroot()
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    content = next(feed.iter(f"{ATOM}content"))
    assert (feed.get(language), content.get(language)) == ("fr", "en") and "It may stack." in content.text
    assert ", puis " in next(feed.iter(f"{ATOM}summary")).text
    assert '<html lang="fr">' in (tmp_path / "a.fr/changes.html").read_text()
