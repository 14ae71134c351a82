"""Data say what they are: their version, and every way in which they are not as they were published."""

import json

import pytest

from credatlas.evidence.dataset import load
from credatlas.evidence.variants.edition import SEAL, Edition, seal, tell_differences


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (Edition("2026.12", False, 0, False, ()), "2026.12"),
        (Edition("2026.12", False, 1, False, ()), "2026.12 with 1 code changed"),
        (Edition("2026.12", True, 2, True, ()), "2026.12 with files edited and 2 codes changed and tables altered"),
        (
            Edition("1", False, 0, False, (("access", ("full", "excerpt")), ("pass", ("a",)))),
            "1, sources read as full or excerpt only, codes of pass a",
        ),
    ],
)
def test_an_edition_is_told_in_words(edition, words):
    assert str(edition) == words


def test_a_sealed_copy_that_was_edited_is_not_the_published_data(copy):
    path = copy.path("datapackage.json")
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {SEAL: seal(copy.folder)}), "utf-8")
    assert load(copy.folder).version == "toy"
    copy.replace("provisions/aa-gov-2020.csv", "It says so.", "It says something else.")
    assert load(copy.folder).version == load(copy.folder).as_of("latest").version == "toy with files edited"


def test_the_order_of_rows_is_no_difference_and_a_column_more_is_one(atlas):
    loaded = {"provisions": atlas.provisions, "sources": atlas.sources}
    assert tell_differences({name: frame[::-1] for name, frame in loaded.items()}, loaded) == (0, False)
    assert tell_differences(loaded | {"sources": atlas.sources.assign(more="")}, loaded) == (0, True)


def test_the_published_data_are_sealed_as_they_stand(atlas):
    assert atlas.descriptor[SEAL] == seal(atlas.folder), "run `make codebook`, which seals the data"
