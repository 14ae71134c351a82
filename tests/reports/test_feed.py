"""News is a feed that readers of Atom accept, a page, and a list for programs; each word is said once."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree

from credatlas.reports.accessibility import list_barriers_to_reading
from credatlas.reports.feed import ATOM, announce

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
    """Hold a feed against RFC 4287, 4.1: required elements once, times of RFC 3339, ids and links that are whole."""
    feed = ElementTree.parse(path).getroot()
    assert feed.tag == f"{{{ATOM}}}feed"
    ids = []
    for node in (feed, *feed.iter(f"{{{ATOM}}}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{{{ATOM}}}{name}")) == 1, name
        ids.append(node.findtext(f"{{{ATOM}}}id"))
        assert re.fullmatch(r"[a-z]+:\S+", ids[-1])
        moment = node.findtext(f"{{{ATOM}}}updated")
        assert moment.endswith("Z") and datetime.fromisoformat(moment)
        links = node.findall(f"{{{ATOM}}}link")
        assert len([link for link in links if link.get("rel") == "alternate"]) == 1
        assert all(link.get("href") for link in links)
    assert len(set(ids)) == len(ids) and feed.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is not None
    assert feed.findtext(f"{{{ATOM}}}updated") == max(node.text for node in feed.iter(f"{{{ATOM}}}updated"))
    return [node.findtext(f"{{{ATOM}}}title") for node in feed.iter(f"{{{ATOM}}}entry")]


def test_a_first_publication_opens_an_empty_feed_that_one_can_subscribe_to(tmp_path):
    assert announce(tmp_path / "a", "A title", CREATED, []) == []
    assert check_atom(tmp_path / "a/feed.atom") == []
    assert "Nothing has changed" in (tmp_path / "a/changes.html").read_text()


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
