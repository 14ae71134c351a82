"""Sheets come back from spreadsheets in many forms; what cannot be read is told, with its line."""

import pytest

from credatlas.coding.sheets import index_entries, read_entries

COLUMNS = ["id", "note"]


@pytest.fixture
def read(tmp_path):
    def write_and_read(content):
        (tmp_path / "x.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
        problems = []
        return read_entries(tmp_path / "x.csv", "coding/x.csv", COLUMNS, problems), problems

    return write_and_read


@pytest.mark.parametrize(
    "content",
    ["id,note\na,é\n", "id;note\r\na;é\r\n", "\ufeffid,note\r\na,é\r\n", '\ufeff"id","note"\r\n"a","é"\r\n'],
    ids=repr,
)
def test_a_byte_order_mark_line_ends_and_quotes_change_nothing(read, content):
    entries, problems = read(content)
    assert not problems and [dict(entry.cells) for entry in entries] == [{"id": "a", "note": "é"}]


def test_what_was_neutralised_comes_back(read):
    assert read("id,note\na,'=1\n")[0][0]["note"] == "=1"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "id,note\na,é\n".encode("cp1252"),
            "coding/x.csv:2: is not UTF-8 (byte 0xe9); save the file as UTF-8",
        ),
        (b"id,note\na,\0\n", "coding/x.csv:2: holds a NUL byte; save the file as UTF-8 text"),
        ("id,note\na\n", "coding/x.csv:2: has 1 cell; 2 cells are needed, as in the header"),
    ],
    ids=["Windows' own letters", "NUL", "a cell gone"],
)
def test_what_cannot_be_read_is_told(read, content, told):
    assert [str(problem) for problem in read(content)[1]] == [told]


def test_each_known_value_stands_once(read):
    entries, _ = read("id,note\na,\na,\nBB,\n")
    problems = []
    keyed = index_entries(entries, "id", ["a", "bb", "c"], "the list", problems)
    assert list(keyed) == ["a"]
    assert [str(problem) for problem in problems] == [
        "coding/x.csv:3:id 'a' stands already in line 2",
        "coding/x.csv:4:id 'BB' is not in the list; did you mean 'bb'?",
        "coding/x.csv: has no row for bb, c; fill in the rows, and leave them all",
    ]
