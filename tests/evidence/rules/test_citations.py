"""Rules on sources, each broken once in the toy data."""

import pytest

FILE = "provisions/aa-gov-2020.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (FILE, "aa-gov-text", "", f"{FILE}:2:source_id is empty; only a missing provision may leave it so"),
        (FILE, "It says so.", "", f"{FILE}:2:finding is empty; only a missing provision may leave it so"),
        ("context.csv", "hk-news", "cc-search", "sources.csv:7:source_id 'hk-news' is cited nowhere"),
        (
            FILE,
            "ST6,missing,,,,,,,,",
            "ST6,missing,,,,,A part of it.,,,",
            f"{FILE}:7:finding 'A part of it.' must be empty where status is missing",
        ),
        (
            FILE,
            "ST6,missing,,,,,,,,",
            "ST6,missing,,,,,,,aa-gov-text,",
            f"{FILE}:7:source_id 'aa-gov-text' must be empty where status is missing",
        ),
        (
            FILE,
            "be,aa-gov-text",
            "be,aa-uni-text",
            f"{FILE}:2:source_id 'aa-uni-text' is not listed for aa-gov-2020 in framework_sources.csv",
        ),
        # a source that is later than the version
        (
            "sources.csv",
            "BB,law,2022,",
            "BB,law,2025-02,",
            "provisions/bb-2022.csv:2:source_id 'bb-law-2022' is of '2025-02', after bb-2022 ended ('2024'); "
            "where it looks back, say how in the note: Later source: ...",
        ),
        # addresses
        (
            "sources.csv",
            "https://example.org/bb/2024",
            "http://www.Example.org/bb/2022/",
            "sources.csv:5:url 'http://www.Example.org/bb/2022/' is also the address of bb-law-2022; if they are distinct "
            "documents, name one in the note of the other",
        ),
        (
            "sources.csv",
            "https://example.org/bb/2024",
            "store file id 59",
            "sources.csv:5:url 'store file id 59' is not an address such as https://example.org/page",
        ),
        # ids in texts
        (
            FILE,
            "section 3",
            "section 3; aa-gov-2021",
            f"{FILE}:2:locator 'aa-gov-2021' is the id of no source, framework, fact, university or reform; "
            "did you mean 'aa-gov-2020'?",
        ),
        (
            "sources.csv",
            "Read to page 9.",
            "See f009.",
            "sources.csv:3:note 'f009' is the id of no source, framework, fact, university or reform; "
            "did you mean 'f001'?",
        ),
        (
            "frameworks.csv",
            "Day of 2024 unknown.",
            "Day from <id to be looked up>.",
            "frameworks.csv:5:note '<id to be looked up>' is a gap to be filled or left out",
        ),
    ],
)
def test_a_broken_rule_is_named(copy, file, old, new, problem):
    copy.replace(file, old, new)
    assert problem in copy.problems()


def test_two_documents_may_share_an_address_that_a_note_owns_up_to(copy):
    copy.replace(
        "sources.csv", "https://example.org/bb/2024,en,full,", "https://example.org/bb/2022,en,full,As bb-law-2022."
    )
    assert copy.problems() == []


def test_a_later_source_may_look_back_where_the_note_says_so(copy):
    copy.replace("sources.csv", "BB,law,2022,", "BB,law,2025-02,")
    path = copy.path("provisions/bb-2022.csv")
    path.write_text(path.read_text("utf-8").replace("Quoted.", "Quoted. Later source: reprints it."), "utf-8")
    assert copy.problems() == []


@pytest.mark.parametrize("published", ["", "2024", "2024-12-31"])
def test_a_source_may_be_of_the_time_in_which_the_version_may_still_have_been_in_force(copy, published):
    copy.replace("sources.csv", "BB,law,2022,", f"BB,law,{published},")
    assert copy.problems() == []


@pytest.mark.parametrize(
    "words", ["mid-2022", "aa-level", "covid-19", "AA-GOV-2021", "https://example.org/aa-gov-2021"]
)
def test_words_with_hyphens_are_no_ids(copy, words):
    copy.replace(FILE, "Quoted.", f"Quoted; {words}.")
    assert copy.problems() == []
