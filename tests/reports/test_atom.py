"""What holds our feeds against the Atom format does find what is wrong in one."""

import pytest

from tests.reports.atom import list_problems

GOOD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Example Feed</title>
<link rel="self" href="http://example.org/feed.atom"/>
<updated>2003-12-13T18:30:02Z</updated>
<author><name>John Doe</name></author>
<id>urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6</id>
<entry>
<title>Atom-Powered Robots Run Amok</title>
<link href="http://example.org/2003/12/13/atom03"/>
<id>urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a</id>
<updated>2003-12-13T18:30:02Z</updated>
<summary>Some text.</summary>
</entry>
</feed>"""


def test_the_example_of_the_rfc_is_sound():
    """RFC 4287, section 1.1, with the link to itself that section 4.1.1 asks for."""
    assert list_problems(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ("</feed>", "", "it is not well-formed"),
        ("2005/Atom", "2005/atom", "its root is {http://www.w3.org/2005/atom}feed, not a feed of Atom"),
        ("<title>Example Feed</title>", "", "feed holds 0 of title"),
        ("<title>Example Feed</title>", "<title>a</title><title>b</title>", "feed holds 2 of title"),
        ("<title>Example Feed</title>", "<title>a <b>b</b></title>", "title holds elements, and its type is text"),
        ("<author><name>John Doe</name></author>", "", "entry has no author, and neither has the feed"),
        ("<name>John Doe</name>", "", "author holds 0 of name"),
        ("John Doe", " ", "a name is empty"),
        ("<updated>2003-12-13T18:30:02Z</updated>\n<author>", "<author>", "feed holds 0 of updated"),
        ("2003-12-13T18:30:02Z", "2003-12-13", "updated '2003-12-13' is no moment of RFC 3339"),
        ("2003-12-13T18:30:02Z", "2003-12-13t18:30:02z", "updated '2003-12-13t18:30:02z' is no moment of RFC 3339"),
        ("2003-12-13T18:30:02Z", "2003-13-13T18:30:02Z", "updated '2003-13-13T18:30:02Z' is no moment of RFC 3339"),
        ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", "profile/latest", "id 'profile/latest' is no IRI"),
        (
            "urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a",
            "urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6",
            "id urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6 is used 2 times",
        ),
        ('<link rel="self" href="http://example.org/feed.atom"/>', "", "feed has no link to itself"),
        ('<link href="http://example.org/2003/12/13/atom03"/>', "", "entry has neither content nor a link to it"),
        ('href="http://example.org/2003/12/13/atom03"', "", "link has no href"),
        ('href="http://example.org/2003/12/13/atom03"', 'href="a b"', "link to 'a b' is no IRI"),
        ('rel="self"', 'rel="self" type="atom"', "link has the type 'atom'"),
        ('rel="self"', 'rel="self" target="_blank"', "link has an attribute target"),
        ("<entry>", "<entry><body/>", "entry holds body"),
        ("<entry>", "<entry>loose", "entry holds loose text"),
        ("<entry>", "<category/><entry>", "category has no term"),
        ("<summary>", '<summary type="text/plain">', "summary has the type text/plain, which is not looked into here"),
    ],
)
def test_what_is_wrong_is_found(good, bad, problem):
    assert good in GOOD
    assert any(found.startswith(problem) for found in list_problems(GOOD.replace(good, bad)))
