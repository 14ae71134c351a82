"""Scores show themselves in a line, and take names."""

import pytest

from credatlas import load, score


def test_scores_show_themselves_in_a_line_by_what_has_a_value(toy):
    early = score(load(toy).as_of("2022-06-30"))  # one of three has a framework: 16 read, 1 unread, 1 not applicable
    text = "Scores of 3 jurisdictions; with a value: 16 of 54 indicators, 3 of 9 dimensions, 1 of 3 composite"
    assert repr(early) == text and f"<caption>{text}</caption>" in early._repr_html_()
    assert "<td>9</td><td>3</td>" in early._repr_html_()


@pytest.fixture(scope="module")
def now(atlas):
    return score(atlas.as_of("latest"))


def test_scores_are_no_tuple_whose_methods_would_be_taken_for_columns(now):
    assert not isinstance(now, tuple) and not hasattr(now, "index") and not hasattr(now, "count")


def test_names_stand_beside_ids_in_each_language(now, atlas):
    named = now.named("fr")
    assert list(named.indicators)[:6] == [
        "jurisdiction_id", "jurisdiction", "dimension_id", "dimension", "indicator_id", "indicator",
    ]  # fmt: skip
    french = atlas.jurisdictions.set_index("jurisdiction_id")["name_fr"]
    assert named.composite["jurisdiction"].tolist() == french[named.composite["jurisdiction_id"]].tolist()
    assert named.named("fr").composite.equals(named.composite) and "jurisdiction" not in now.composite
    with pytest.raises(ValueError, match="^lang 'de' is not one of en, fr, es; did you mean 'es'\\?$"):
        now.named("de")
