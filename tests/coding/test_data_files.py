"""A file among the data changes by what is added, and by nothing else."""

import json

import pytest

from credatlas.coding.data_files import append_rows, list_files, move_version, next_version, own_package
from credatlas.evidence.variants import SEAL


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"id,note\na,1\n", b'id,note\na,1\nb,"2,3"\n'),
        (b"id,note\na,1", b'id,note\na,1\nb,"2,3"\n'),
        (b"\xef\xbb\xbfid,note\r\na,1\r\n", b'\xef\xbb\xbfid,note\r\na,1\r\nb,"2,3"\r\n'),
    ],
    ids=["plain", "no line end", "as Windows writes"],
)
def test_a_row_comes_at_the_end(before, after):
    assert append_rows(before, [["b", "2,3"]]) == after
    assert append_rows(before, []) == before


def test_listing_what_is_listed_changes_nothing_in_the_real_package(atlas):
    content = (atlas.folder / "datapackage.json").read_bytes()
    known = {"provisions": "provisions/au-2021.csv", "codings_a": "codings/a/au-2021.csv"}
    assert list_files(content, known) == content


def test_a_new_file_is_one_more_in_the_list_and_the_rest_stays(atlas):
    content = (atlas.folder / "datapackage.json").read_bytes()
    listed = list_files(content, {"codings_b": "codings/b/au-2024.csv"})
    before, after = (json.loads(text)["resources"] for text in (content, listed))
    changed = [new["name"] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["codings_b"]
    assert max(map(len, listed.decode().split("\n"))) == max(map(len, content.decode().split("\n")))
    place = listed.index(b'"codings/b/au-2024.csv"')
    assert listed[:place].rstrip().endswith(b'"codings/b/au-2023.csv",')


@pytest.mark.parametrize("path", [[], "x/a.csv"], ids=["an empty list", "one file as a text"])
def test_a_list_that_was_empty_or_none_becomes_one(path):
    content = json.dumps({"resources": [{"name": "other", "path": []}, {"name": "x", "path": path}]}).encode()
    listed = json.loads(list_files(content, {"x": "x/b.csv"}))
    assert [resource["path"] for resource in listed["resources"]] == [
        [],
        ["x/a.csv", "x/b.csv"] if path else ["x/b.csv"],
    ]


@pytest.mark.parametrize(
    ("version", "following"),
    [("0.1", "0.2"), ("0.9", "0.10"), ("2026.12", "2026.12.1"), ("2026.12.1", "2026.12.2"), ("toy", "toy.1")],
)
def test_a_version_is_followed_by_the_next_and_a_month_by_no_month(version, following):
    assert next_version(version) == following


def test_the_version_moves_and_the_rest_of_the_real_package_stays(atlas):
    content = (atlas.folder / "datapackage.json").read_bytes()
    version = json.loads(content)["version"]
    assert move_version(content) == content.replace(version.encode(), f"{version}.1".encode(), 1)


def test_a_package_of_ones_own_has_another_name_and_version_no_seal_and_says_what_it_is_made_after(atlas):
    before = json.loads((atlas.folder / "datapackage.json").read_bytes())
    after = json.loads(own_package((atlas.folder / "datapackage.json").read_bytes(), "mine"))
    told = [{"title": f"credatlas data {before['version']}"}]
    assert before.pop(SEAL) and after == before | {"name": "mine", "version": "0.1", "sources": told}


def test_rows_are_added_with_the_separator_of_the_file():
    assert append_rows(b"id;note\r\na;1\r\n", [["b", "x;y"]]) == b'id;note\r\na;1\r\nb;"x;y"\r\n'
